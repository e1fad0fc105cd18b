"""The parts of a Word template as documents get them."""
