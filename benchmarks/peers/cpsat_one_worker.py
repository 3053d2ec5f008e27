"""The same hand-written model as :mod:`cpsat`, solved by one worker, as Unitwise is."""

from __future__ import annotations

from typing import Any

import cpsat
from ortools.sat.python import cp_model

NAME = "CP-SAT, one worker"
VERSION = cpsat.VERSION
build = cpsat.build


def solve(model: Any, seconds: float) -> tuple[str, int | None]:
    """Solve, and return how it ended and the least value."""
    chosen = cp_model.CpSolver().parameters
    chosen.num_workers = 1
    return cpsat.solve_with(model, seconds, chosen)
