"""Whether learners can finish with what is offered, asked of the solver only where it must be."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property

from solver.many.delivery import within
from solver.program.engine import Clock, Outcome, solve, value_of
from solver.program.linear import Terms
from solver.program.stages import optimise
from solver.task.task import Task


class Finisher:
    """Learners who put the same question, and what is known of what they can finish with.

    What was once enough for them is enough with more, and what was too little is so with less:
    most questions are answered by one that was put before.
    """

    def __init__(self, task: Task, seed: int = 0) -> None:
        self.task = task
        self.ids: list[str] = []
        self.seed = seed
        self._enough: list[frozenset[str]] = []
        self._short: list[frozenset[str]] = []
        self._liked: dict[tuple[frozenset[str], frozenset[str]], Outcome] = {}

    @property
    def times(self) -> int:
        """How many learners they are."""
        return len(self.ids)

    @cached_property
    def may_study(self) -> frozenset[str]:
        """The units that they could study, whatever is offered."""
        return frozenset(option.unit.reference for option in self.task.can_count)

    def finish(self, offered: Collection[str], clock: Clock) -> Outcome:
        """Tell whether they can finish with these units: optimal, infeasible, or unknown."""
        there = self.may_study.intersection(offered)
        if any(some <= there for some in self._enough):
            return Outcome.OPTIMAL
        if any(there <= most for most in self._short):
            return Outcome.INFEASIBLE
        found = solve(within(self.task, there), clock=clock, seed=self.seed)
        if found.values:
            self._note(found.values)
            return Outcome.OPTIMAL
        if found.outcome is Outcome.INFEASIBLE:
            self._short.append(there)
        return found.outcome

    def best(self, offered: Collection[str]) -> Sequence[bool]:
        """Return their best choice under an offer, where nobody else is in the way."""
        clock = Clock(self.task.question.time_limit)
        program = within(self.task, offered)
        values = optimise(program, self.task.ordered, clock=clock, seed=self.seed).values
        if values:
            self._note(values)
        return values

    def needs(self, offered: Collection[str], clock: Clock) -> frozenset[str] | None:
        """Return the units without any one of which the rest of an offer is too little.

        They can finish with the offer. Null where time runs out.
        """
        there = self.may_study.intersection(offered)
        if self.finish(there, clock) is not Outcome.OPTIMAL:
            return None
        every = frozenset.intersection(*(some for some in self._enough if some <= there))
        while every:
            # the fewest of them that a choice has: if that is all, every choice has them
            found = solve(within(self.task, there), self._study(every), clock=clock, seed=self.seed)
            if found.outcome is not Outcome.OPTIMAL:
                return None
            here = every & self._note(found.values)
            if here == every:
                break
            every = here
        return every

    @cached_property
    def likes(self) -> dict[str, int]:
        """The weights above 0 of what they prefer and would have to study; of a unit the most.

        What they prefer and hold is theirs whatever is offered.
        """
        held = self.task.compiled.uses_of
        found: dict[str, int] = {}
        for option in self.task.can_count:
            weight = self.task.wishes.weight(option)
            if weight > 0 and option.index not in held:
                unit = option.unit.reference
                found[unit] = max(weight, found.get(unit, 0))
        return found

    def gets_all_it_likes(self, offered: Collection[str], clock: Clock) -> Outcome:
        """Tell whether they can finish with all that they like of an offer, and nothing else."""
        liked = frozenset(self.likes).intersection(offered)
        there = self.may_study.intersection(offered)
        if (there, liked) in self._liked:
            return self._liked[there, liked]
        weights = [(option, self.task.wishes.weight(option)) for option in self.task.can_count]
        terms = tuple((option.index, -weight) for option, weight in weights if weight)
        found = solve(within(self.task, there), terms, clock=clock, seed=self.seed)
        if found.outcome is not Outcome.OPTIMAL:
            return Outcome.UNKNOWN
        most = sum(self.likes[unit] for unit in liked) + self._liked_and_held
        got = -value_of(terms, found.values)
        outcome = Outcome.OPTIMAL if got == most else Outcome.INFEASIBLE
        self._liked[there, liked] = outcome
        return outcome

    @cached_property
    def _liked_and_held(self) -> int:
        held = self.task.compiled.uses_of
        return sum(
            weight
            for option in self.task.can_count
            if option.index in held and (weight := self.task.wishes.weight(option)) > 0
        )

    def _note(self, values: Sequence[bool]) -> frozenset[str]:
        used = {use.option.index for use in self.task.used(values)}
        studied = frozenset(
            option.unit.reference for option in self.task.chosen(values) if option.index not in used
        )
        if studied not in self._enough:
            self._enough.append(studied)
        return studied

    def _study(self, units: Collection[str]) -> Terms:
        return self.task.compiled.studied(
            tuple((o.index, 1) for o in self.task.can_count if o.unit.reference in units)
        )
