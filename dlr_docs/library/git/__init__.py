"""What git holds, asked without running anything that a repository brings."""
