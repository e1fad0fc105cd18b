"""A document compared with what it said, and with what it would say now."""
