"""What a rule of combination really says: bounds, forced units, redundancy, counts."""
