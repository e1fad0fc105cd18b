"""What paragraphs and words look like, by themselves and by their styles and lists."""
