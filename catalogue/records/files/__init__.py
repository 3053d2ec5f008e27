"""The files that records come in, as sheets of cells."""
