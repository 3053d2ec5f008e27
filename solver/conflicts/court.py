"""Judges whether clauses can hold together, with an end to what may be spent on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from solver.conflicts.choices import Choices
from solver.program.engine import Clock, Outcome, solve
from solver.program.linear import Terms
from solver.task.clauses import Clause, unconditional
from solver.task.task import Task

EFFORT = 0.05
"""What making the conflicts of an answer minimal may take, where nobody gives it longer.

Ten times what the conflicts of 200 units take, hard sums aside; nobody waits gladly for more while
a conflict is proven already.
"""

LEAST_EFFORT = 0.0001
"""What a judgement may take once that is spent: most take a part of it."""

MOST_IN_VAIN = 16
"""Judgements that may then come to nothing: to begin one takes longer than its effort says."""

USUAL_SECONDS = 60
"""The time limit up to which no more effort is made; a longer one buys more in proportion."""

MANY = 16
"""Clauses from which one judgement is asked for the choice from which most others follow."""


@dataclass
class Court:
    """Judges whether clauses can hold together; ``sure`` until a judgement was not reached.

    ``effort`` is what may still be spent on making conflicts minimal, as the engine measures it,
    so that the same conflict is told on every machine. A choice once found, and what it is turned
    into, is a witness for whatever else it keeps, which spares most solves.
    """

    task: Task
    clock: Clock
    effort: float = 0.0
    sure: bool = True
    in_vain: int = 0
    choices: Choices = field(init=False)

    @classmethod
    def over(cls, task: Task, clock: Clock) -> Court:
        """Return the court of a task, with the effort that the time of ``clock`` buys."""
        return cls(task, clock, EFFORT * max(1.0, clock.seconds / USUAL_SECONDS))

    def __post_init__(self) -> None:
        always = unconditional(self.task.edition, self.task.compiled)
        self.choices = Choices(always, self.task.compiled.definitions)

    def impossible(self, clauses: Sequence[Clause]) -> bool:
        """Whether it is proven that ``clauses`` cannot all hold."""
        return self._judge(clauses, (), None)

    def soon_impossible(self, clauses: Sequence[Clause], rest: Sequence[Clause]) -> bool:
        """Whether that is proven with what effort is left, or with very little once none is.

        With ``rest`` it is proven.
        """
        return self._judge(clauses, rest, max(self.effort, LEAST_EFFORT))

    def _judge(
        self, clauses: Sequence[Clause], rest: Sequence[Clause], effort: float | None
    ) -> bool:
        if self.choices.keep(clauses):
            return False
        if effort is not None and self.in_vain >= MOST_IN_VAIN:
            self.sure = False
            return False
        found = solve(
            self.task.program(clauses),
            _nearest(clauses, rest),
            clock=self.clock,
            effort=effort,
        )
        if effort is not None:
            self.effort -= found.effort
        if found.values:
            self.choices.add(found.values, clauses, rest)
        if found.outcome is Outcome.UNKNOWN:
            self.sure = False
            self.in_vain += self.effort <= 0
        return found.outcome is Outcome.INFEASIBLE


def _nearest(clauses: Sequence[Clause], rest: Sequence[Clause]) -> Terms:
    """What is made least so that a choice comes near to the one clause that it breaks.

    Nothing where there are several, or few clauses in all, or where that is not one end of a sum.
    """
    if len(rest) != 1 or len(clauses) < MANY or len(rest[0].bounds) != 1:
        return ()
    (bound,) = rest[0].bounds
    if bound.low is not None and bound.high is not None:
        return ()
    return bound.terms if bound.low is None else tuple((v, -c) for v, c in bound.terms)
