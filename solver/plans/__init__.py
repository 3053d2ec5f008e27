"""The best plan, the next best, what a unit costs, and how goals trade."""
