"""Why there is no plan, in as few words as can be, and what mends it."""
