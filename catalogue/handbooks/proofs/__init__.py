"""What a draft can be held against: check letters, sums, counts, patterns, an earlier edition."""
