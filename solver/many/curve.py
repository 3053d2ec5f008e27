"""What the next unit would buy: how many can finish with so many units, whatever they are.

As in :mod:`solver.many.covering`, a learner is at first no more than a Boolean that says that they
finish: then there is what they need of what is offered. Whoever cannot finish although it is there
is put in with all their rules, and stays so for the next size.

Something is known before any search: one unit dropped from the size above lets some finish, and a
unit without which no more of them could, whatever else is offered, is in all that is better. What
is better is then all that is looked for, so that mostly it is shown that there is nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from solver.many.finishing import Finisher
from solver.many.joint import Joint
from solver.program.engine import Clock, Outcome, solve
from solver.program.linear import Bound, Terms
from solver.results.offer import CurvePoint

_AT_A_TIME = 8
"""Learners that are put in with all their rules at a time, inclusive."""


@dataclass
class Curve:
    """A search for the units with which most of the ``groups`` can finish, size by size.

    ``units`` may be offered, and those that are ``fixed`` are.
    """

    groups: Sequence[Finisher]
    units: Sequence[str]
    fixed: Collection[str]
    clock: Clock
    inside: list[int] = field(default_factory=list)

    def below(self, offered: Sequence[str], sizes: int) -> list[CurvePoint]:
        """Return the points of up to so many ``sizes`` below an offer with which all can finish."""
        every = sum(group.times for group in self.groups)
        least = sum(unit in self.units for unit in self.fixed)
        points = [
            CurvePoint(
                units=len(offered), learners=every, at_most=every, offered=tuple(sorted(offered))
            )
        ]
        for size in range(len(offered) - 1, max(least, len(offered) - sizes) - 1, -1):
            points.append(self._of(size, points[-1]))
        return points[::-1]

    def _of(self, size: int, above: CurvePoint) -> CurvePoint:
        """The most who can finish with so many units; where time runs out, what is known of it."""
        most = above.at_most
        best, chosen = self._dropping(above.offered)
        while best < most:
            needed = [unit for unit, learners in self._without.items() if learners <= best]
            if len(needed) > size:
                most = best
                break
            joint, finishing = self._joint(size, needed)
            terms = tuple((done, self.groups[n].times) for n, done in finishing.items())
            found = solve(
                joint.program([Bound(terms, low=best + 1)]),
                tuple((done, -times) for done, times in terms),
                clock=self.clock,
                joint=True,
            )
            if found.outcome is Outcome.INFEASIBLE:
                most = best
                break
            if found.bound is not None:
                most = min(most, -found.bound)
            if not found.values:
                break
            units = {unit for unit, offered in joint.offered.items() if found.values[offered]}
            able = self._able(units)
            if (reached := self._learners(able)) > best:
                best, chosen = reached, sorted(units)
            wrong = [n for n, done in finishing.items() if found.values[done] and n not in able]
            if found.outcome is not Outcome.OPTIMAL or not wrong:
                break
            self.inside += [n for n in wrong if n not in self.inside][:_AT_A_TIME]
        return CurvePoint(units=size, learners=best, at_most=max(best, most), offered=tuple(chosen))

    @cached_property
    def _without(self) -> dict[str, int]:
        """The most who can finish if one unit is not offered, whatever else is."""
        every = sum(group.times for group in self.groups)
        found = dict.fromkeys(self.units, every)
        for group in self.groups:
            for unit in group.needed(self.units, self.clock) or ():
                found[unit] -= group.times
        return found

    def _dropping(self, offered: Sequence[str]) -> tuple[int, list[str]]:
        """The most who can finish with one unit fewer, and the units."""
        fixed = set(self.fixed).intersection(self.units)
        rest = [[one for one in offered if one != unit] for unit in offered]
        rest = [own for own in rest if not fixed.difference(own)]
        return max((self._learners(self._able(own)), own) for own in rest)

    def _learners(self, able: Collection[int]) -> int:
        return sum(self.groups[number].times for number in able)

    def _joint(self, size: int, needed: Collection[str]) -> tuple[Joint, dict[int, int]]:
        """The program of one size, with what is ``needed`` among it.

        Also of each group the Boolean that says that they finish.
        """
        joint = Joint()
        for unit in self.units:
            joint.offers(unit)
        every: Terms = tuple((offered, 1) for offered in joint.offered.values())
        joint.bounds.append(Bound(every, high=size))
        finishing: dict[int, int] = {}
        for number, group in enumerate(self.groups):
            if number in self.inside:
                joint.add(group.task, group.ids, must=False)
                done = joint.blocks[-1].done
                assert done is not None
                finishing[number] = done
            else:
                finishing[number] = joint.new(f"finishes[{group.ids[0]}]")
            for gives, least in group.needs:
                terms = tuple((joint.offers(unit), factor) for unit, factor in gives)
                joint.bounds.append(Bound((*terms, (finishing[number], -least)), low=0))
        for unit, offered in joint.offered.items():
            if unit not in self.units:
                joint.fixed[offered] = False
            elif unit in self.fixed or unit in needed:
                joint.fixed[offered] = True
        return joint, finishing

    def _able(self, units: Collection[str]) -> set[int]:
        """Who is known to be able to finish with these units."""
        return {
            number
            for number, group in enumerate(self.groups)
            if group.finish(units, self.clock) is Outcome.OPTIMAL
        }
