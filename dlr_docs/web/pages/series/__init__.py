"""A bundle for each row of a table: the table opened, its rows judged, and made, with progress."""
