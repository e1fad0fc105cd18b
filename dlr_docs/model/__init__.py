"""Frozen data that the stages hand to each other; no behaviour beyond reading itself."""
