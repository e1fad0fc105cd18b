"""A clause library: read from a folder, checked."""
