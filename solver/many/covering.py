"""The least offer with which everybody can finish, where neither classes nor places are counted.

What everybody needs of an offer is a small program over the units alone (:mod:`solver.many.needs`).
Whoever cannot finish with the offer that is least by it is put in with all their rules, and it is
solved again. The least for some is a bound for all, and it is reached once everybody can finish by
it. What learners prefer comes in the same way: whoever is not in the program is taken to get
everything that they like of the offer, until it is seen that they cannot.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from solver.many.finishing import Finisher
from solver.many.joint import Joint
from solver.many.needs import Need, met
from solver.program.engine import Clock, Outcome, Solved, SolverFailure, solve, value_of
from solver.program.linear import Bound, Terms

AT_A_TIME = 8
"""Learners that are put in at a time, inclusive."""

_NEEDS_AT_A_TIME = 200
"""Needs that are put in at a time, inclusive."""

Stage = Callable[[Joint], Terms]
"""What is made least, in a program."""


def _held(stage: Stage, value: int) -> Callable[[Joint], Bound]:
    """A stage held at the least that it can come to."""
    return lambda joint: Bound(stage(joint), high=value)


@dataclass
class Covering:
    """A search for the offer that is least in one stage after the other.

    ``make`` makes the program of some of the ``groups``, and ``worth`` tells what the units of an
    offer come to in the first stage. ``bound`` is what no offer can beat in that, and ``units``
    what is offered as far as the stages that are reached decide it, or the best that was found.
    It is null where nothing was found. ``liked`` is what is preferred of it, and no offer that is
    as good in the stages before has more than ``most_liked``; null where that is not known.
    """

    groups: Sequence[Finisher]
    make: Callable[[Sequence[Finisher]], Joint]
    worth: Callable[[Collection[str]], int]
    clock: Clock
    bound: int = 0
    units: list[str] | None = None
    liked: int | None = None
    most_liked: int | None = None
    inside: list[Finisher] = field(default_factory=list)
    needs: list[Need] = field(default_factory=list)
    reached: list[Callable[[Joint], Bound]] = field(default_factory=list)
    _best: int | None = None

    @cached_property
    def _narrowest(self) -> list[Finisher]:
        return sorted(self.groups, key=lambda group: len(group.may_study))

    @cached_property
    def _every_need(self) -> dict[Need, None]:
        """The needs of all, each once."""
        return dict.fromkeys(need for group in self.groups for need in group.needs)

    def least(self, stage: Stage) -> bool:
        """Make one more stage least, given those before; false where time runs out."""
        while (step := self._step(stage)) is not None:
            found, terms, units, left = step
            if not self.reached:
                self._consider(units, left)
            if found.outcome is not Outcome.OPTIMAL:
                return False
            if not left and self.liked is not None:
                liked = self._liked_of(units)
                if liked is None:
                    return False
                left = self._liking_less(units) if liked < self.liked else []
            if not left:
                self.reached.append(_held(stage, value_of(terms, found.values)))
                self.units = units
                return True
            self.inside = [*self.inside, *left[:AT_A_TIME]]
        return False

    def keep_liked(self) -> bool:
        """Keep as many preferences as can be, given the stages before; as :meth:`least`."""
        self.liked = liked = self._liked_of(self.units or ())
        while liked is not None and (step := self._step(self._likes)) is not None:
            found, _, units, left = step
            if not left:
                liked = self._liked_of(units)
                if liked is not None and (self.liked is None or liked > self.liked):
                    self.units, self.liked = units, liked
            if self.liked is not None and self.liked == self.most_liked:
                self.reached.append(self._likes_kept)
                return True
            if found.outcome is not Outcome.OPTIMAL:
                break
            left = left or self._liking_less(units)
            if not left:
                raise SolverFailure("what is preferred of an offer comes to more than it can")
            self.inside = [*self.inside, *left[:AT_A_TIME]]
        return False

    def _likes_kept(self, joint: Joint) -> Bound:
        return Bound(self._likes(joint), high=self._liked_outside - (self.liked or 0))

    def _step(self, stage: Stage) -> tuple[Solved, Terms, list[str], list[Finisher]] | None:
        """Solve a stage; also the units of it, and who is left behind. Nothing if time runs out."""
        found, joint, terms = self._solved(stage)
        if not self.reached:
            self.bound = max(self.bound, found.bound or 0)
        bound = found.bound if terms else 0  # with nothing to make least there is none
        if stage == self._likes and bound is not None:
            most = self._liked_outside - bound
            self.most_liked = most if self.most_liked is None else min(most, self.most_liked)
        if not found.values:
            return None
        units = [unit for unit, offered in joint.offered.items() if found.values[offered]]
        left = self._left_behind(units)
        return None if left is None else (found, terms, units, left)

    def _solved(self, stage: Stage) -> tuple[Solved, Joint, Terms]:
        """Solve the program of those inside; with the needs of all that it would not meet."""
        while True:
            joint = self.make(self.inside)
            terms = stage(joint)
            bounds = [one(joint) for one in self.reached]
            for gives, least in self.needs:
                bounds.append(Bound(tuple((joint.offers(u), f) for u, f in gives), low=least))
            found = solve(
                joint.program(bounds),
                terms,
                clock=self.clock,
                joint=True,
                covering=True,
            )
            if not found.values:
                return found, joint, terms
            units = {unit for unit, offered in joint.offered.items() if found.values[offered]}
            missed = [need for need in self._every_need if not met(need, units)]
            if not missed:
                return found, joint, terms
            self.needs += missed[:: 1 + len(missed) // _NEEDS_AT_A_TIME]

    def _consider(self, units: Sequence[str], left: Sequence[Finisher]) -> None:
        """Take an offer with what whoever is left behind needs besides, if none is better."""
        every = dict.fromkeys(units)
        for group in left:
            every |= dict.fromkeys(sorted(group.enough(every)))
        worth = self.worth(every)
        if self._best is None or worth < self._best:
            self._best, self.units = worth, list(every)

    def _likes(self, joint: Joint) -> Terms:
        """What is preferred, with its sign turned: of whoever is outside, all that is offered."""
        inside = set(map(id, self.inside))
        total: dict[str, int] = {}
        for group in self.groups:
            if id(group) not in inside:
                for unit, weight in group.likes.items():
                    total[unit] = total.get(unit, 0) + weight * group.times
        outside = [(joint.offers(unit), -weight) for unit, weight in total.items()]
        return (*joint.preferences(), *outside)

    @property
    def _liked_outside(self) -> int:
        """What whoever is outside prefers and holds, which is theirs whatever is offered."""
        inside = set(map(id, self.inside))
        outside = (group for group in self.groups if id(group) not in inside)
        return sum(group.liked_and_held * group.times for group in outside)

    def _liked_of(self, units: Collection[str]) -> int | None:
        """What is preferred of an offer with which everybody can finish."""
        total = 0
        for group in self.groups:
            if group.task.wishes.prefer:
                liked = group.liked(units, self.clock)
                if liked is None:
                    return None
                total += liked * group.times
        return total

    def _liking_less(self, units: Collection[str]) -> list[Finisher]:
        """Those outside who do not get all that they like of an offer, the most missed first."""
        inside = set(map(id, self.inside))
        missed: list[tuple[int, Finisher]] = []
        for group in self.groups:
            if id(group) not in inside and group.likes:
                liked = group.liked(units, self.clock)
                less = group.most_liked(units) - (liked or 0)
                if less > 0:
                    missed.append((less * group.times, group))
        return [group for _, group in sorted(missed, key=lambda one: -one[0])]

    def _left_behind(self, units: Sequence[str]) -> list[Finisher] | None:
        """Those outside who cannot finish with an offer; nothing if time runs out.

        Those who could study the fewest units come first: most often it is they.
        """
        inside = set(map(id, self.inside))
        found: list[Finisher] = []
        for group in self._narrowest:
            if id(group) in inside:
                continue
            outcome = group.finish(units, self.clock)
            if outcome is Outcome.UNKNOWN:
                return None
            if outcome is Outcome.INFEASIBLE:
                found.append(group)
        return found
