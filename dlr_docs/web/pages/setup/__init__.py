"""What a bundle is made of, and what is said of each of its documents."""
