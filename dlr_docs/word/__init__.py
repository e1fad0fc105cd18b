"""Word documents: packages, templates, writing and reading."""
