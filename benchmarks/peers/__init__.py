"""The same questions as users of other solvers would ask them."""
