"""What parties bring themselves: articles, annexes, values for these, and earlier agreements."""
