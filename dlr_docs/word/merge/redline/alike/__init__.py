"""What two documents name in ways of their own, made the same before an engine compares them."""
