"""What a document carries of the choices that made it."""
