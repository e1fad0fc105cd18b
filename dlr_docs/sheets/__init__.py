"""A spreadsheet to sheets of cells, read within bounds."""
