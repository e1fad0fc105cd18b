"""The template language of clauses: what it allows, as code, and what a text follows from."""
