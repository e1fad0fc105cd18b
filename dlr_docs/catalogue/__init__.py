"""The static site of a library: every kind, topic and variant, with what is known of it."""
