"""What a person typed that YAML cannot read, and the lines as they should be."""
