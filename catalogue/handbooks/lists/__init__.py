"""Lists and tables of units, taken apart: columns, cells, rows, and the words between them."""
