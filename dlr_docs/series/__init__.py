"""A series: a bundle for each row of a spreadsheet."""
