"""What answers are printed on."""
