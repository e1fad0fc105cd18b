"""Commands about a library: its layers, clauses, their history, its Word templates."""
