"""What goes into a document: clauses, parties, and text of the parties' own."""
