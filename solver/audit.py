"""A given choice, judged: the referee's audit as an answer with units and totals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from catalogue.editions import edition_for
from catalogue.qualification import Edition, Qualification
from catalogue.referee import Placement, TooManyAssignments, audit, place
from solver.compile import Bound, compile_edition
from solver.engine import Clock, Outcome, Program, solve
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
    only listed (for ``today``). The solver is asked only where the units could stand in more ways
    than the referee may try. ``time_limit`` is in seconds.

    Raises
    ------
    NoEdition
        If the qualification has no edition for the date.
    TooManyAssignments
        If neither referee nor solver could tell within the limits.
    """
    edition = edition or edition_for(qualification, None, on)
    try:
        placed = place(edition, references)
    except TooManyAssignments as error:
        placed = _solved(edition, references, error, time_limit)
    day = on or today or date.today()
    closed = [option for option in placed.choice if not option.version.open_on(day)]
    units = tuple(CountedUnit.of(option) for option in placed.choice)
    return AuditAnswer(
        legal=placed.audit.legal and not (on and closed),
        qualification=Subject.of(qualification, edition),
        on=on,
        units=units,
        totals=Totals.of(units, edition),
        rules=placed.audit.rules,
        clashes=placed.audit.clashes,
        closed=tuple(option.unit.reference for option in closed),
        exceptions=edition.exceptions,
    )


def _solved(
    edition: Edition, references: Sequence[str], tried: TooManyAssignments, time_limit: float
) -> Placement:
    """Find a legal assignment of exactly these units, or the best one tried if there is none."""
    compiled = compile_edition(edition)
    options = edition.options
    program = Program(
        names=compiled.names,
        bounds=[
            *compiled.bounds,
            *(Bound(tuple((o.index, 1) for o in edition.options_of[r]), low=1) for r in references),
        ],
        definitions=compiled.definitions,
        fixed={o.index: False for o in options if o.unit.reference not in references},
    )
    solved = solve(program, clock=Clock(time_limit))
    if solved.outcome is Outcome.INFEASIBLE:
        return tried.best
    if solved.outcome is Outcome.UNKNOWN:
        raise tried
    choice = tuple(option for option in options if solved.values[option.index])
    return Placement(choice, audit(edition, choice))
