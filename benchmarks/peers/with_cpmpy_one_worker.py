"""The same model as :mod:`with_cpmpy`, solved by one worker of OR-Tools, as Unitwise is."""

from __future__ import annotations

from typing import Any

import with_cpmpy

NAME = "CPMpy, one worker"
VERSION = with_cpmpy.VERSION
build = with_cpmpy.build


def solve(model: Any, seconds: float) -> tuple[str, int | None]:
    """Solve, and return how it ended and the least value."""
    return with_cpmpy.solve_with(model, seconds, num_workers=1)
