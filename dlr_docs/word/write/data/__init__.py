"""The parts of a document that hold data and not text: values, provenance, what it said."""
