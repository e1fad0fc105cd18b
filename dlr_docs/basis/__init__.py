"""What stands on nothing: problems, Dutch, labels, characters, YAML, the cache."""
