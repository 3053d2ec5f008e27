"""Named goals as linear expressions to minimise, and the tie-break that makes the optimum unique.

After the goals asked for come the fewest units (so that no spare unit is added where the goals do
not mind), then catalogue order: of two choices that differ, the one with the first unit in which
they differ wins.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, assert_never

from catalogue.errors import UnitwiseError
from catalogue.qualification import Option
from solver.compile import Terms
from solver.hours import Hours
from solver.question import Goal

Spent = Literal["glh", "credit", "units"]


class NoSuchMeasure(UnitwiseError):
    """A goal or limit speaks of something that the qualification's units do not have."""


def objective(goal: Goal, options: Sequence[Option], hours: Hours) -> Terms:
    """Return the expression whose least value is the best for ``goal``.

    Raises
    ------
    NoSuchMeasure
        If one of ``options`` does not have what the goal measures.
    """
    match goal:
        case Goal.LEAST_GLH:
            return spending("glh", options, hours)
        case Goal.LEAST_CREDIT:
            return spending("credit", options, hours)
        case Goal.FEWEST_UNITS:
            return spending("units", options, hours)
        case _:
            assert_never(goal)


def spending(measure: Spent, options: Sequence[Option], hours: Hours) -> Terms:
    """Return what new study of ``options`` costs in GLH, credit or units.

    Raises
    ------
    NoSuchMeasure
        If one of ``options`` does not have that measure.
    """
    terms = []
    for option in options:
        match measure:
            case "glh":
                value = hours.of(option)
            case "credit":
                value = option.unit.credit
            case "units":
                value = 1
            case _:
                assert_never(measure)
        if value is None:
            raise NoSuchMeasure(
                f"{option.unit.reference} {option.unit.title} has no {measure} value,"
                f" so nothing can be asked of the {measure} of this qualification",
                hint="ask for fewest-units",
            )
        if value:
            terms.append((option.index, value))
    return tuple(terms)


def default_goals(options: Sequence[Option]) -> tuple[Goal, ...]:
    """Return the goals for a question that names none.

    Least credit, then least GLH, then fewest units, each where every one of ``options`` has the
    figure, so that nothing need be left out for its sake.
    """
    goals = []
    if all(option.unit.credit is not None for option in options):
        goals.append(Goal.LEAST_CREDIT)
    if all(option.unit.glh is not None for option in options):
        goals.append(Goal.LEAST_GLH)
    return (*goals, Goal.FEWEST_UNITS)


def tie_break(options: Sequence[Option]) -> list[Terms]:
    """Return the objectives that make the optimum unique: fewest units, then catalogue order."""
    fewest: Terms = tuple((option.index, 1) for option in options)
    return [fewest, *(((option.index, -1),) for option in options)]
