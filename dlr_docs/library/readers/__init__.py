"""A reader for each file of a library but its clauses."""
