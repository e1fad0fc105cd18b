"""The text of a clause: its language, compiled, rendered with marks, parsed to a tree."""
