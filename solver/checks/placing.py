"""Where to place units that could stand in more ways than can be tried one by one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from catalogue.qualification import Edition
from catalogue.referee import Placement
from solver.checks.recheck import Disagreement
from solver.encoding.edition import compile_edition
from solver.program.engine import Clock, Outcome, Program, solve, value_of
from solver.program.linear import Bound, Terms


def placed_legally(
    edition: Edition, references: Sequence[str], day: date | None, time_limit: float
) -> tuple[Placement | None, bool]:
    """Place every unit once so that every rule holds, at the fewest places closed on ``day``.

    Also return whether that is proven: that no placement has fewer, or where there is none, that
    none is legal. ``time_limit`` is in seconds.

    Raises
    ------
    Disagreement
        If the referee does not confirm what the solver found.
    """
    compiled = compile_edition(edition)
    wanted = dict.fromkeys(references)
    inside = [option for option in edition.options if option.unit.reference in wanted]
    once = [
        Bound(tuple((option.index, 1) for option in edition.options_of[reference]), 1, 1)
        for reference in wanted
    ]
    program = Program(
        names=compiled.names,
        bounds=[*compiled.bounds, *once],
        definitions=compiled.definitions,
        fixed={o.index: False for o in edition.options if o.unit.reference not in wanted},
    )
    shut: Terms = tuple(
        (o.index, 1) for o in inside if day is not None and not o.version.open_on(day)
    )
    found = solve(program, shut, clock=Clock(time_limit))
    proven = found.outcome in {Outcome.OPTIMAL, Outcome.INFEASIBLE}
    if not found.values:
        return None, proven
    choice = [option for option in inside if found.values[option.index]]
    placed = Placement.of(edition, choice, day)
    if placed.faults or len(placed.closed) != value_of(shut, found.values):
        said = f"{placed.faults} faults, {len(placed.closed)} places closed"
        raise Disagreement("every rule can hold", [said], choice)
    return placed, proven
