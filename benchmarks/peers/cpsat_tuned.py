"""The same hand-written model as :mod:`cpsat`, solved with the parameters that Unitwise uses."""

from __future__ import annotations

from typing import Any

import cpsat
from ortools.sat.python import cp_model

NAME = "CP-SAT, our parameters"
VERSION = cpsat.VERSION
build = cpsat.build


def solve(model: Any, seconds: float) -> tuple[str, int | None]:
    """Solve, and return how it ended and the least value."""
    chosen = {
        "num_workers": 1,
        "symmetry_level": 0,
        "cp_model_probing_level": 0,
        "cp_model_presolve": False,
        "add_lp_constraints_lazily": len(model.proto.variables) >= 128,
        "search_branching": cp_model.LP_SEARCH,
    }
    return cpsat.solve_with(model, seconds, chosen)
