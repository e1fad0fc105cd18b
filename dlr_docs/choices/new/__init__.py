"""A new choice file, and new questions in one that is there."""
