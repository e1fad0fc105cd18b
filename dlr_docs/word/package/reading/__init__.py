"""The one reader of text, styles and numbering in Word."""
