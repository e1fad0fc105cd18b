"""The checks on the texts of clauses."""
