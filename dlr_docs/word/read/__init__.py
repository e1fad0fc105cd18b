"""A .docx read back."""
