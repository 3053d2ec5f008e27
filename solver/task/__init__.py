"""A question, understood: wishes, hours, goals, and the clauses they come to."""
