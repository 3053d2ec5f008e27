"""How a centre can deliver, and what a learner may do under an offer."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from solver.program.engine import Program, SolverFailure
from solver.program.linear import Bound
from solver.task.task import Task


@dataclass(frozen=True)
class Delivery:
    """How a centre can deliver. Null is no limit.

    ``among`` are the units that may be offered, ``fixed`` those that must be, ``prices`` pence for
    each place, ``places`` the most learners of a unit. A class has ``least_class`` to
    ``class_size`` learners, both inclusive.
    """

    class_size: int | None = None
    least_class: int = 1
    fixed: tuple[str, ...] = ()
    among: Collection[str] | None = None
    prices: Mapping[str, int] | None = None
    places: Mapping[str, int] | None = None


def fits(how: Delivery, unit: str, learners: int, classes: int | None) -> None:
    """Hold the classes and places of a unit against plain arithmetic."""
    most = (how.places or {}).get(unit)
    wrong = most is not None and learners > most
    if classes is not None and how.class_size is not None:
        wrong |= learners > classes * how.class_size
        wrong |= how.least_class > 1 and learners < classes * how.least_class
    if wrong:
        raise SolverFailure(f"{learners} learners do not fit into what is offered of {unit}")


def within(task: Task, offered: Collection[str]) -> Program:
    """The program of a learner who studies nothing but what is offered."""
    closed = [one.index for one in task.can_count if one.unit.reference not in offered]
    return task.program(
        extra=[Bound(task.compiled.studied(((number, 1),)), high=0) for number in closed]
    )
