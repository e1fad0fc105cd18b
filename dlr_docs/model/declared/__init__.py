"""What a library declares beside its clauses, as data."""
