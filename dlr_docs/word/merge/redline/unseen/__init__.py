"""Tracked changes of looks that nobody sees, told from those that a hand made."""
