"""A what-if session: commands obeyed, and replies without wording; it has no face."""
