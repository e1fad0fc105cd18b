"""The later life of a document: made again from itself."""
