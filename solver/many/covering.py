"""The least offer with which everybody can finish, where neither classes nor places are counted.

Few learners decide it. A program of some of them is solved, and whoever cannot finish with what it
offers is put in. The least for some is a bound for all, and it is reached once everybody can finish
by it. What learners prefer comes in the same way: whoever is not in the program is taken to get
everything that they like of the offer, until it is seen that they cannot.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from solver.many.finishing import Finisher
from solver.many.joint import Joint
from solver.program.engine import Clock, Outcome, solve, value_of
from solver.program.linear import Bound, Terms

AT_A_TIME = 8
"""Learners that are put in at a time, inclusive."""

Stage = Callable[[Joint], Terms]
"""What is made least, in a program."""


@dataclass
class Covering:
    """A search for the offer that is least in one stage after the other.

    ``make`` makes the program of some of the ``groups``. ``bound`` is what no offer can beat in the
    first stage, and ``units`` what is offered as far as the stages that are reached decide it.
    """

    groups: Sequence[Finisher]
    make: Callable[[Sequence[Finisher]], Joint]
    clock: Clock
    workers: int = 1
    seed: int = 0
    bound: int = 0
    units: list[str] = field(default_factory=list)
    inside: list[Finisher] = field(default_factory=list)
    reached: list[tuple[Stage, int]] = field(default_factory=list)
    liking: bool = False

    @cached_property
    def _narrowest(self) -> list[Finisher]:
        return sorted(self.groups, key=lambda group: len(group.may_study))

    def least(self, stage: Stage) -> bool:
        """Make one more stage least, given those before; false where time runs out."""
        while True:
            joint = self.make(self.inside)
            terms = stage(joint)
            known = [Bound(one(joint), high=value) for one, value in self.reached]
            found = solve(
                joint.program(known),
                terms,
                clock=self.clock,
                workers=self.workers,
                seed=self.seed,
                joint=True,
                covering=True,
            )
            if not self.reached:
                self.bound = max(self.bound, found.bound or 0)
            if found.outcome is not Outcome.OPTIMAL:
                return False
            units = [unit for unit, offered in joint.offered.items() if found.values[offered]]
            left = self._left_behind(units)
            if left is None:
                return False
            if not left:
                self.reached.append((stage, value_of(terms, found.values)))
                self.units = units
                return True
            self.inside = [*self.inside, *left]

    def most_liked(self) -> bool:
        """Keep as many preferences as can be, given the stages before; as :meth:`least`."""
        self.liking = True
        return self.least(self._likes)

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

    def _left_behind(self, units: Sequence[str]) -> list[Finisher] | None:
        """Some of whom the program has it wrong; nothing if time runs out.

        Those who could study the fewest units come first: most often it is they.
        """
        inside = set(map(id, self.inside))
        found: list[Finisher] = []
        for group in self._narrowest:
            if id(group) in inside:
                continue
            outcome = group.finish(units, self.clock)
            if outcome is Outcome.OPTIMAL and self.liking and group.likes:
                outcome = group.gets_all_it_likes(units, self.clock)
            if outcome is Outcome.UNKNOWN:
                return None
            if outcome is Outcome.INFEASIBLE:
                found.append(group)
                if len(found) == AT_A_TIME:
                    break
        return found
