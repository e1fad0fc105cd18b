"""The checks of a library, by what they look at."""
