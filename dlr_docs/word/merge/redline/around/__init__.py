"""What stands around words, for a redline: controls of values and fields."""
