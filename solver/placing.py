"""The best way to place units that could stand in more ways than can be tried one by one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from catalogue.qualification import Edition
from catalogue.referee import Placement
from solver.compile import Bound, Terms, compile_edition, literal_of
from solver.engine import Clock, Outcome, Program, optimise, value_of
from solver.recheck import Disagreement


def placed_best(
    edition: Edition,
    references: Sequence[str],
    day: date | None,
    tried: Placement,
    time_limit: float,
) -> tuple[Placement, bool]:
    """Place every unit once so that the fewest rules are broken, then the fewest places closed.

    Also return whether that is proven; where nothing is found within ``time_limit`` seconds it is
    the placement that was ``tried``.

    Raises
    ------
    Disagreement
        If the referee does not confirm what the solver found.
    """
    compiled = compile_edition(edition)
    names, definitions = list(compiled.names), list(compiled.definitions)
    asked = [(f"structure/{n}", (bound,)) for n, bound in enumerate(compiled.structure)]
    faults: Terms = tuple(
        (literal_of(name, bounds, names, definitions), -1)
        for name, bounds in (*asked, *compiled.rules)
    )
    wanted = dict.fromkeys(references)
    inside = [option for option in edition.options if option.unit.reference in wanted]
    program = Program(
        names=names,
        bounds=[
            Bound(tuple((option.index, 1) for option in edition.options_of[reference]), 1, 1)
            for reference in wanted
        ],
        definitions=definitions,
        fixed={o.index: False for o in edition.options if o.unit.reference not in wanted},
    )
    shut: Terms = tuple(
        (o.index, 1) for o in inside if day is not None and not o.version.open_on(day)
    )
    order = [((option.index, -1),) for option in inside]
    found = optimise(program, [faults, shut, *order], clock=Clock(time_limit))
    if not found.values:
        return tried, False
    choice = [option for option in inside if found.values[option.index]]
    placed = Placement.of(edition, choice, day)
    claimed = len(faults) + value_of(faults, found.values), value_of(shut, found.values)
    if claimed != (placed.faults, len(placed.closed)):
        seen = f"{placed.faults} rules broken or units clashing, {len(placed.closed)} closed"
        raise Disagreement(f"{claimed[0]} and {claimed[1]}", [seen], choice)
    return placed, found.outcome is Outcome.OPTIMAL
