"""What is typed, as values: of documents, parties and groups, and along ``bij``."""
