"""A document and a compiled template to the bytes of a .docx."""
