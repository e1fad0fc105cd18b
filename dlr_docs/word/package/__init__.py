"""A .docx as a package: opened within bounds, zipped, its XML and relations."""
