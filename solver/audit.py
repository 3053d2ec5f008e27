"""A given choice, judged: the referee's audit as an answer with units and totals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from catalogue.editions import edition_for
from catalogue.qualification import Edition, Qualification
from catalogue.referee import Placement, TooManyAssignments, place
from solver.compile import Bound, Terms, compile_edition, literal_of
from solver.engine import Clock, Outcome, Program, optimise, value_of
from solver.recheck import Disagreement
from solver.results import AuditAnswer, CountedUnit, Subject, Totals


def check(
    qualification: Qualification,
    references: Sequence[str],
    *,
    edition: Edition | None = None,
    on: date | None = None,
    today: date | None = None,
    time_limit: float = 60.0,
) -> AuditAnswer:
    """Judge a choice of units, each at the place where the whole serves best.

    The edition is ``edition``, or the one for ``on``, a date of registration, or the latest. With
    ``on``, units that were not open to new study then make the choice illegal; without it they are
    only listed (for ``today``). ``time_limit`` is in seconds; past it the best placement that is
    known is judged, and the answer is not ``proven``.

    Raises
    ------
    NoEdition
        If the qualification has no edition for the date.
    Disagreement
        If the referee does not confirm what the solver found.
    """
    edition = edition or edition_for(qualification, None, on)
    placed, proven = placement(edition, references, on or today or date.today(), time_limit)
    units = tuple(CountedUnit.of(option) for option in placed.choice)
    return AuditAnswer(
        legal=placed.audit.legal and not (on and placed.closed),
        proven=proven,
        qualification=Subject.of(qualification, edition),
        on=on,
        units=units,
        totals=Totals.of(units, edition),
        rules=placed.audit.rules,
        clashes=placed.audit.clashes,
        closed=placed.closed,
        exceptions=edition.exceptions,
    )


def placement(
    edition: Edition, references: Sequence[str], day: date | None, time_limit: float
) -> tuple[Placement, bool]:
    """Return the best way to place units, as the referee judges it, and whether none is better.

    Best is as for :func:`catalogue.referee.place`. The solver is asked only where the units could
    stand in more ways than that may try; the least shortfall is then not sought.

    Raises
    ------
    Disagreement
        If the referee does not confirm what the solver found.
    """
    try:
        return place(edition, references, day), True
    except TooManyAssignments as error:
        return _solved(edition, references, day, error.best, Clock(time_limit))


def _solved(
    edition: Edition, references: Sequence[str], day: date | None, tried: Placement, clock: Clock
) -> tuple[Placement, bool]:
    """Place every unit once so that the fewest rules are broken, then the fewest places closed."""
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
    found = optimise(program, [faults, shut, *order], clock=clock)
    if not found.values:
        return tried, False
    choice = [option for option in inside if found.values[option.index]]
    placed = Placement.of(edition, choice, day)
    claimed = len(faults) + value_of(faults, found.values), value_of(shut, found.values)
    if claimed != (placed.faults, len(placed.closed)):
        seen = f"{placed.faults} rules broken or units clashing, {len(placed.closed)} closed"
        raise Disagreement(f"{claimed[0]} and {claimed[1]}", [seen], choice)
    return placed, found.outcome is Outcome.OPTIMAL
