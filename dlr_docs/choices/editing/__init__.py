"""A choice file changed in place, with its comments kept."""
