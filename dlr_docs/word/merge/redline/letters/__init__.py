"""What stands letter by letter in the paragraphs of a redline, and of the documents it is of."""
