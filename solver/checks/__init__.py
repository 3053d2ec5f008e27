"""Plain arithmetic that holds answers against the rules without the solver."""
