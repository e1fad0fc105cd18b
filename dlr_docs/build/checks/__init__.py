"""What is looked at in documents that were built, and how they cover the law."""
