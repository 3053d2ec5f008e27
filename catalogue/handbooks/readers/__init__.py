"""The formats that documents come in, each read into blocks."""
