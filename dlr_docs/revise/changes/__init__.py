"""What differs between two documents: which block stands for which, and what was changed in it."""
