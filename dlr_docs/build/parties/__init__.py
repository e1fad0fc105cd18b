"""The parties of a document: how each is introduced, who takes part, what is wrong."""
