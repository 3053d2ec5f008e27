"""Units that could be studied in place of one of a plan, with no goal any worse."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from catalogue.places import Option
from solver.checks.recheck import Disagreement, recheck
from solver.plans.settle import values
from solver.program.engine import Program
from solver.program.linear import Bound
from solver.program.stages import Optimum
from solver.task.task import Task

MOST_SWAPS = 200
"""Swaps of one plan that plain arithmetic judges, inclusive."""


def instead(task: Task, found: Optimum) -> tuple[str, ...]:
    """Return the units that could be studied in place of one of the plan, with no goal worse.

    One is put for one; plain arithmetic judges each choice that comes of it.
    """
    choice, used = task.chosen(found.values), task.used(found.values)
    there = {use.option.index for use in used}
    counted = {option.unit.reference for option in choice}
    claimed = values(task, found)
    weights = [dict(terms) for terms in task.goals]
    rows = _Rows(task.program(), found.values)
    taken: dict[str, None] = {}
    tried = 0
    for new, old in _swaps(task, choice, there, counted):
        if new.unit.reference in taken or any(
            terms.get(new.index, 0) != terms.get(old.index, 0) for terms in weights
        ):
            continue
        if not rows.fit(new.index, old.index):
            continue
        tried += 1
        if tried > MOST_SWAPS:
            break
        other = [option for option in choice if option is not old]
        other = sorted([*other, new], key=lambda option: option.index)
        try:
            recheck(task.edition, task.question, other, claimed, task.held, used, task.wishes)
        except Disagreement:
            continue
        taken[new.unit.reference] = None
    return tuple(taken)


def _swaps(
    task: Task, choice: Sequence[Option], there: set[int], counted: set[str]
) -> Iterator[tuple[Option, Option]]:
    left_out = {option.index for option in task.left_out}
    for new in task.can_count:
        if new.unit.reference in counted or new.index in left_out:
            continue
        for old in choice:
            if old.index not in there and old.place != new.place:
                yield new, old


class _Rows:
    """The bounds of a program at one solution, and whether they hold of one next to it.

    A definition comes after those that it speaks of, so that what it makes true is known in turn.
    """

    def __init__(self, program: Program, solution: Sequence[bool]) -> None:
        self.solution = solution
        self.fixed = program.fixed
        self.literals = [one.literal for one in program.definitions]
        self.bounds: list[Bound] = [one.bound for one in program.definitions]
        self.bounds += program.bounds
        self.totals: list[int] = []
        self.columns: dict[int, list[tuple[int, int]]] = {}
        for row, bound in enumerate(self.bounds):
            self.totals.append(sum(factor for one, factor in bound.terms if solution[one]))
            for one, factor in bound.terms:
                self.columns.setdefault(one, []).append((row, factor))

    def fit(self, new: int, old: int) -> bool:
        """Whether all bounds hold if ``new`` becomes true and ``old`` no longer is."""
        if not self.fixed.get(new, True) or self.fixed.get(old, False):
            return False
        change: dict[int, int] = {}
        self._add(change, new, 1)
        self._add(change, old, -1)
        for row, literal in enumerate(self.literals):
            if row in change:
                now = self._holds(row, change)
                if now != self.solution[literal]:
                    self._add(change, literal, 1 if now else -1)
        return all(self._holds(row, change) for row in change if row >= len(self.literals))

    def _add(self, change: dict[int, int], variable: int, by: int) -> None:
        for row, factor in self.columns.get(variable, ()):
            change[row] = change.get(row, 0) + by * factor

    def _holds(self, row: int, change: dict[int, int]) -> bool:
        bound, total = self.bounds[row], self.totals[row] + change.get(row, 0)
        return (bound.low is None or bound.low <= total) and (
            bound.high is None or total <= bound.high
        )
