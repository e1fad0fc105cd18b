"""A Word template: checked, compiled once, tried."""
