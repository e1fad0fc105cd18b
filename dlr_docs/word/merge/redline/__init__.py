"""What an engine that tracks words does not see, put aside for it and back afterwards."""
