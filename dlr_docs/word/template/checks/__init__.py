"""The checks of a Word template."""
