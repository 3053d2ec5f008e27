"""Rule sentences, read twice by two readers that share no code, into atoms that can be compared."""
