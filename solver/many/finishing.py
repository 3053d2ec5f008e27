"""Whether learners can finish with what is offered, asked of the solver only where it must be."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from catalogue.identity import full_name
from catalogue.places import Option
from solver.many.needs import Need, met, needs_of
from solver.program.engine import Clock, Outcome, Program, solve, value_of
from solver.program.linear import Bound, Terms
from solver.program.reducing import reduced, shortened
from solver.program.stages import optimise
from solver.task.task import Task

_MOST_TRIED = 12
"""Choices of others that are tried before the solver is asked, inclusive: those last found."""


class Choices:
    """What learners of each edition were found to finish with, for others to try: the last first.

    Most learners can do what somebody else does, who holds other things; plain arithmetic says so.
    """

    def __init__(self) -> None:
        self._found: dict[int, list[tuple[Option, ...]]] = {}

    def add(self, task: Task, chosen: Sequence[Option]) -> None:
        """Remember a choice."""
        found = self._found.setdefault(id(task.edition), [])
        one = tuple(chosen)
        if one in found:
            found.remove(one)
        found.insert(0, one)
        del found[4 * _MOST_TRIED :]

    def of(self, task: Task) -> list[tuple[Option, ...]]:
        """Return the choices of the same edition."""
        return list(self._found.get(id(task.edition), ()))


class Finisher:
    """Learners who put the same question, and what is known of what they can finish with.

    What was once enough for them is enough with more, and what was too little is so with less:
    most questions are answered by one that was put before.
    """

    def __init__(self, task: Task, seed: int = 0, choices: Choices | None = None) -> None:
        self.task = task
        self.ids: list[str] = []
        self.seed = seed
        self.choices = choices or Choices()
        self._enough: list[frozenset[str]] = []
        self._short: list[frozenset[str]] = []
        self._liked: dict[frozenset[str], int] = {}

    @property
    def times(self) -> int:
        """How many learners they are."""
        return len(self.ids)

    @cached_property
    def program(self) -> Program:
        """The program of one of them."""
        return self.task.program()

    @cached_property
    def needs(self) -> tuple[Need, ...]:
        """What they need of any offer."""
        return tuple(dict.fromkeys(needs_of(self.task, self.program)))

    @cached_property
    def may_study(self) -> frozenset[str]:
        """The units that they could study, whatever is offered."""
        return frozenset(full_name(option.unit) for option in self.task.can_count)

    def enough(self, offered: Collection[str]) -> frozenset[str]:
        """Return what is known to be enough for them, of such sets the one that adds least.

        There has to be one: they were found to finish with something.
        """
        return min(self._enough, key=lambda own: (len(own.difference(offered)), sorted(own)))

    def finish(self, offered: Collection[str], clock: Clock) -> Outcome:
        """Tell whether they can finish with these units: optimal, infeasible, or unknown."""
        there = self.may_study.intersection(offered)
        if any(some <= there for some in self._enough):
            return Outcome.OPTIMAL
        if any(there <= most for most in self._short):
            return Outcome.INFEASIBLE
        if not all(met(need, there) for need in self.needs):
            self._short.append(there)
            return Outcome.INFEASIBLE
        for choice in self.choices.of(self.task)[:_MOST_TRIED]:
            if self._tried(choice, there):
                return Outcome.OPTIMAL
        found = solve(self._within(there), clock=clock, alone=True)
        if found.values:
            self._note(found.values)
            return Outcome.OPTIMAL
        if found.outcome is Outcome.INFEASIBLE:
            self._short.append(there)
        return found.outcome

    def best(self, offered: Collection[str]) -> Sequence[bool]:
        """Return their best choice under an offer, where nobody else is in the way.

        That is what has most of what they prefer, and of those the best by their own goals.
        """
        clock = Clock(self.task.question.time_limit, seed=self.seed)
        program = self._within(offered)
        objectives = shortened([self.likings, *self.task.ordered], program)
        values = optimise(program, objectives, clock=clock).values
        if values:
            self._note(values)
        return values

    def lightest(self, weights: Mapping[str, int], clock: Clock) -> int | None:
        """Return the least that what they study comes to by these weights, of nothing but these.

        They can finish with those units. Null where time runs out.
        """
        program = self._within(weights)
        weighed = tuple(
            (one.index, weight)
            for one in self.task.can_count
            if (weight := weights.get(full_name(one.unit)))
        )
        (terms,) = shortened([self.task.compiled.studied(weighed)], program)
        found = solve(program, terms, clock=clock, alone=True)
        return value_of(terms, found.values) if found.outcome is Outcome.OPTIMAL else None

    def needed(self, offered: Collection[str], clock: Clock) -> frozenset[str] | None:
        """Return the units without any one of which the rest of an offer is too little.

        They can finish with the offer. Null where time runs out.
        """
        there = self.may_study.intersection(offered)
        if self.finish(there, clock) is not Outcome.OPTIMAL:
            return None
        every = self._common(there)
        certain = {
            unit for unit in every if not all(met(need, there - {unit}) for need in self.needs)
        }
        for choice in self.choices.of(self.task):
            if every <= certain:
                break
            if not every <= {full_name(option.unit) for option in choice}:
                self._tried(choice, there)
                every = self._common(there)
        while not every <= certain:
            # the fewest of them that a choice has: if that is all, every choice has them
            rest = every - certain
            found = solve(self._within(there), self._study(rest), clock=clock, alone=True)
            if found.outcome is not Outcome.OPTIMAL:
                return None
            here = rest & self._note(found.values)
            if here == rest:
                break
            every = here | certain
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
                unit = full_name(option.unit)
                found[unit] = max(weight, found.get(unit, 0))
        return found

    @cached_property
    def likings(self) -> Terms:
        """What they prefer, as an expression to be made least."""
        weights = [(option, self.task.wishes.weight(option)) for option in self.task.can_count]
        return tuple((option.index, -weight) for option, weight in weights if weight)

    def liked(self, offered: Collection[str], clock: Clock) -> int | None:
        """Return the most that they can have of what they prefer; null where time runs out.

        They can finish with the offer.
        """
        there = self.may_study.intersection(offered)
        if there not in self._liked:
            program = self._within(there)
            (terms,) = shortened([self.likings], program)
            found = solve(program, terms, clock=clock, alone=True)
            if found.outcome is not Outcome.OPTIMAL:
                return None
            self._note(found.values)
            self._liked[there] = -value_of(terms, found.values)
        return self._liked[there]

    def most_liked(self, offered: Collection[str]) -> int:
        """Return what they prefer of what they hold and of an offer: they get no more of it."""
        return self.liked_and_held + sum(
            weight for unit, weight in self.likes.items() if unit in offered
        )

    @cached_property
    def liked_and_held(self) -> int:
        """What they prefer of what they hold."""
        held = self.task.compiled.uses_of
        return sum(
            weight
            for option in self.task.can_count
            if option.index in held and (weight := self.task.wishes.weight(option)) > 0
        )

    def _within(self, offered: Collection[str]) -> Program:
        """The program where they study nothing but what is offered."""
        every = self.task.can_count
        options = [one.index for one in every if full_name(one.unit) not in offered]
        held = self.task.compiled.uses_of
        program = reduced(self.program, [index for index in options if index not in held])
        kept = [self._not_studied(index) for index in options if index in held]
        return replace(program, bounds=[*program.bounds, *kept]) if kept else program

    def _not_studied(self, index: int) -> Bound:
        return Bound(self.task.compiled.studied(((index, 1),)), high=0)

    def _common(self, there: frozenset[str]) -> frozenset[str]:
        """The units that everything has that is known to be enough, of an offer."""
        return frozenset.intersection(*(some for some in self._enough if some <= there))

    def _tried(self, choice: Sequence[Option], there: Collection[str]) -> bool:
        """Whether they can do as somebody else does, with what they hold where they hold it."""
        values = [False] * len(self.program.names)
        held = self.task.compiled.uses_of
        for option in choice:
            values[option.index] = True
            if option.index in held:
                values[held[option.index][0]] = True
            elif full_name(option.unit) not in there:
                return False
        if any(values[index] != value for index, value in self.program.fixed.items()):
            return False
        for one in self.program.definitions:
            values[one.literal] = one.bound.holds(values)
        if all(bound.holds(values) for bound in self.program.bounds):
            self._note(values)
            return True
        return False

    def _note(self, values: Sequence[bool]) -> frozenset[str]:
        used = {use.option.index for use in self.task.used(values)}
        chosen = self.task.chosen(values)
        studied = frozenset(full_name(option.unit) for option in chosen if option.index not in used)
        self.choices.add(self.task, chosen)
        if studied not in self._enough:
            self._enough.append(studied)
        return studied

    def _study(self, units: Collection[str]) -> Terms:
        return self.task.compiled.studied(
            tuple((o.index, 1) for o in self.task.can_count if full_name(o.unit) in units)
        )
