"""The table of a series: its columns, as it is read and as it is made."""
