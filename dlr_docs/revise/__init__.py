"""The later life of a document: made again from itself, and compared with what it said."""
