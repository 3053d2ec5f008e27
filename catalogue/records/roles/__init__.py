"""What each column of a table is, and what the cells of a row say together."""
