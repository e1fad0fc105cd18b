"""What people did in a document, taken over into one that was made anew."""
