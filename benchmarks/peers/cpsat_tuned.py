"""The same hand-written model as :mod:`cpsat`, solved with the parameters that Unitwise uses."""

from __future__ import annotations

from typing import Any

import cpsat

from solver.program.engine import tuned

NAME = "CP-SAT, our parameters"
VERSION = cpsat.VERSION
build = cpsat.build


def solve(model: Any, seconds: float) -> tuple[str, int | None]:
    """Solve, and return how it ended and the least value."""
    size, rows = len(model.proto.variables), len(model.proto.constraints)
    chosen = tuned(size, rows, goal=True)
    chosen.num_workers = 1
    return cpsat.solve_with(model, seconds, chosen)
