"""YAML without surprises."""
