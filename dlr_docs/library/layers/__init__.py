"""The layers of a library: where they come from, their versions and what they change."""
