"""How a centre can deliver, and what a learner may do under an offer."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from solver.many.joint import Block
from solver.program.engine import Clock, Outcome, Program, SolverFailure, solve
from solver.program.linear import Bound
from solver.program.stages import optimise
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


def best(block: Block, offered: Collection[str], seed: int) -> Sequence[bool]:
    """Return the best choice of a learner under an offer, where nobody else is in the way."""
    task = block.task
    clock = Clock(task.question.time_limit)
    return optimise(within(task, offered), task.ordered, clock=clock, seed=seed).values


def lost_without(
    unit: str, blocks: Sequence[Block], taken: Collection[str], clock: Clock, seed: int
) -> int | None:
    """How many could not finish with the others of the offer alone, whatever they then do."""
    lost = 0
    known: dict[int, bool] = {}
    for block in blocks:
        if unit not in {option.unit.reference for option in block.studied()}:
            continue
        if clock.left <= 0:
            return None
        if id(block.task) not in known:
            program = within(block.task, [one for one in taken if one != unit])
            outcome = solve(program, clock=clock, seed=seed).outcome
            if outcome is Outcome.UNKNOWN:
                return None
            known[id(block.task)] = outcome is Outcome.INFEASIBLE
        lost += block.times * known[id(block.task)]
    return lost


def within(task: Task, offered: Collection[str]) -> Program:
    """The program of a learner who studies nothing but what is offered."""
    closed = [one.index for one in task.can_count if one.unit.reference not in offered]
    return task.program(
        extra=[Bound(task.compiled.studied(((number, 1),)), high=0) for number in closed]
    )
