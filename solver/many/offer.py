"""What must a centre offer so that everybody can finish? Proven least, or with the bound.

All learners are put into one program, each with the rules, what is held and what is asked; whatever
anybody studies must be offered. Learners who put the same question are one where neither classes
nor places are counted, since then they may do the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace

from catalogue.errors import UnitwiseError
from catalogue.units import Unit
from solver.many.joint import Block, Joint, alike_key
from solver.plans.settle import settle
from solver.program.engine import (
    Clock,
    Outcome,
    Program,
    SolverFailure,
    solve,
    value_of,
)
from solver.program.linear import Bound, Terms
from solver.program.stages import optimise
from solver.results.answers import Conflict
from solver.results.offer import (
    CannotFinish,
    CurvePoint,
    NoOffer,
    Offer,
    OfferedUnit,
    OfferGoal,
    Studies,
)
from solver.situation import Situation
from solver.task.task import Task, understood

MOST_LEARNERS = 20_000
"""Learners of one offer, inclusive."""

_AT_ONCE = 40
"""Units whose order is settled in one solve, inclusive: weights stay exact."""

_CURVE = 4
"""Sizes below the least that the curve has, inclusive."""


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


def offer(
    learners: Sequence[tuple[str, Situation]],
    goal: OfferGoal = OfferGoal.FEWEST_UNITS,
    delivery: Delivery | None = None,
    *,
    seconds: float = 60.0,
    curve: bool = False,
    workers: int = 1,
    seed: int = 0,
) -> Offer | NoOffer:
    """Return the least offer with which every learner can finish who can finish at all.

    ``learners`` are each with an id. ``curve`` adds how many could finish with fewer units. The
    search ends after ``seconds``, with the best that is known and what none can beat.

    Raises
    ------
    UnitwiseError
        If there are too many learners, or classes that no number of learners fits.
    Disagreement
        If plain arithmetic does not confirm what a learner studies.
    """
    how = delivery or Delivery()
    if len(learners) > MOST_LEARNERS:
        raise UnitwiseError(f"an offer is for {MOST_LEARNERS:,} learners at the most")
    if how.class_size is not None and not 1 <= how.least_class <= how.class_size:
        raise UnitwiseError(f"a class of {how.least_class} to {how.class_size} learners cannot be")
    return _Search(learners, goal, how, Clock(seconds), workers, seed).answer(curve)


class _Search:
    def __init__(
        self,
        learners: Sequence[tuple[str, Situation]],
        goal: OfferGoal,
        how: Delivery,
        clock: Clock,
        workers: int,
        seed: int,
    ) -> None:
        self.goal, self.how, self.clock = goal, how, clock
        self.workers, self.seed = workers, seed
        self.left_out: dict[str, None] = {}
        self.cannot: list[CannotFinish] = []
        self.counts = how.class_size is not None or how.places is not None
        self.counts |= goal is OfferGoal.LEAST_COST
        self.groups = self._can_finish(learners)
        self.units: dict[str, Unit] = {
            option.unit.reference: option.unit
            for task, _ in self.groups
            for option in task.can_count
        }

    def _can_finish(
        self, learners: Sequence[tuple[str, Situation]]
    ) -> list[tuple[Task, list[str]]]:
        """Those who can finish with whatever may be offered, put together where they are alike."""
        alike: dict[tuple[object, ...], tuple[Task, list[str]]] = {}
        for who, situation in learners:
            alike.setdefault(alike_key(situation), (understood(situation), []))[1].append(who)
        found: list[tuple[Task, list[str]]] = []
        for task, ids in alike.values():
            may = [one.unit.reference for one in task.can_count if self._may(one.unit)]
            clock = Clock(task.question.time_limit)
            solved = solve(_within(task, may), clock=clock, seed=self.seed)
            if solved.outcome is Outcome.INFEASIBLE:
                _, told = settle(task, clock)
                conflict = told if isinstance(told, Conflict) else None
                self.cannot += [CannotFinish(id=who, conflict=conflict) for who in ids]
            else:
                found.append((task, ids))
        return found

    def _may(self, unit: Unit) -> bool:
        if self.how.among is not None and unit.reference not in self.how.among:
            return False
        known = True
        if self.goal is OfferGoal.LEAST_HOURS:
            known = unit.glh is not None
        elif self.goal is OfferGoal.LEAST_COST:
            known = unit.reference in (self.how.prices or {})
        if not known:
            self.left_out[unit.reference] = None
        return known

    def answer(self, curve: bool) -> Offer | NoOffer:
        joint, classes = self._joint()
        least = self._objective(joint, classes)
        program = joint.program()
        found = solve(
            program, least, clock=self.clock, workers=self.workers, seed=self.seed, joint=True
        )
        if found.outcome in {Outcome.INFEASIBLE, Outcome.UNKNOWN}:
            return NoOffer(
                goal=self.goal,
                proven=found.outcome is Outcome.INFEASIBLE,
                bound=found.bound,
                cannot_finish=tuple(self.cannot),
            )
        value = value_of(least, found.values)
        bound = value if found.outcome is Outcome.OPTIMAL else (found.bound or 0)
        values = self._polished(joint, least, value, found.values)
        return self._offer(joint, classes, values, value, bound, curve)

    def _joint(self, must: bool = True) -> tuple[Joint, Mapping[str, list[int]]]:
        joint = Joint()
        for task, ids in self.groups:
            for own in [[one] for one in ids] if self.counts else [ids]:
                joint.add(task, own, must=must)
        for unit, offered in joint.offered.items():
            if not self._may(self.units[unit]):
                joint.fixed[offered] = False
            most = (self.how.places or {}).get(unit)
            if most is not None:
                joint.bounds.append(Bound(tuple(joint.taken[unit]), high=most))
        for unit in self.how.fixed:
            if unit in joint.offered:
                joint.fixed[joint.offered[unit]] = True
        classes: Mapping[str, list[int]] = {}
        if self.how.class_size is not None:
            classes = joint.classes(self.how.class_size, self.how.least_class)
        return joint, classes

    def _objective(self, joint: Joint, classes: Mapping[str, list[int]]) -> Terms:
        match self.goal:
            case OfferGoal.FEWEST_UNITS:
                return tuple((offered, 1) for offered in joint.offered.values())
            case OfferGoal.LEAST_HOURS:
                return tuple(
                    (variable, self.units[unit].glh or 0)
                    for unit, offered in joint.offered.items()
                    for variable in classes.get(unit, [offered])
                    if self.units[unit].glh
                )
            case OfferGoal.LEAST_COST:
                prices = self.how.prices or {}
                return tuple(
                    (variable, times * prices[unit])
                    for unit, taken in joint.taken.items()
                    if prices.get(unit)
                    for variable, times in taken
                )

    def _polished(
        self, joint: Joint, least: Terms, value: int, values: Sequence[bool]
    ) -> Sequence[bool]:
        """The same value with as many preferences as can be, then the first units there are.

        Where classes, places or prices are counted, with the least study after that; elsewhere
        each learner is given the best of all that they may do under the offer.
        """
        bounds = [Bound(least, high=value)]
        study = tuple(pair for taken in joint.taken.values() for pair in taken)
        for terms in (joint.preferences(), *_in_order(joint), study if self.counts else ()):
            if not terms:
                continue
            found = solve(
                joint.program(bounds),
                terms,
                clock=self.clock,
                hint=values,
                workers=self.workers,
                seed=self.seed,
                joint=True,
            )
            values = found.values or values
            bounds.append(Bound(terms, high=value_of(terms, values)))
        return values

    def _offer(
        self,
        joint: Joint,
        classes: Mapping[str, list[int]],
        values: Sequence[bool],
        value: int,
        bound: int,
        curve: bool,
    ) -> Offer:
        studies: dict[str, tuple[str, ...]] = {}
        taken: dict[str, int] = dict.fromkeys(
            (unit for unit, offered in joint.offered.items() if values[offered]), 0
        )
        preferences = 0
        for block in joint.blocks:
            block.settle(values, self._best(block, taken))
            choice = block.task.chosen(block.chosen)
            block.task.recheck(block.chosen, (), block.task.question)
            preferences += block.times * sum(map(block.task.wishes.weight, choice))
            own = tuple(option.unit.reference for option in block.studied())
            if strange := [unit for unit in own if unit not in taken]:
                raise SolverFailure(f"{block.ids[0]} studies {strange}, which is not offered")
            for unit in own:
                taken[unit] += block.times
            for who in block.ids:  # who takes several qualifications has a block for each
                studies[who] = tuple(dict.fromkeys((*studies.get(who, ()), *own)))
        offered = []
        for unit, learners in taken.items():
            if not learners and unit not in self.how.fixed:
                continue
            running = sum(values[v] for v in classes[unit]) if classes else 1
            self._fits(unit, learners, running if classes else None)
            offered.append(self._offered(joint, unit, learners, running, taken))
        return Offer(
            goal=self.goal,
            proof="optimal" if bound == value else "feasible",
            value=value,
            bound=bound,
            preferences=preferences,
            units=tuple(sorted(offered, key=lambda one: list(self.units).index(one.unit))),
            learners=tuple(Studies(id=who, units=own) for who, own in studies.items()),
            cannot_finish=tuple(self.cannot),
            not_offered=tuple(self.left_out),
            curve=tuple(self._curve(len(offered))) if curve else (),
            class_size=self.how.class_size,
            least_class=self.how.least_class,
        )

    def _best(self, block: Block, taken: Collection[str]) -> Sequence[bool]:
        """The best choice of a learner under the offer, where nobody else is in the way."""
        if self.counts or self.clock.left <= 0:
            return ()
        task = block.task
        found = optimise(_within(task, taken), task.ordered, clock=self.clock, seed=self.seed)
        return found.values

    def _fits(self, unit: str, learners: int, classes: int | None) -> None:
        """Hold the classes and places of a unit against plain arithmetic."""
        most = (self.how.places or {}).get(unit)
        wrong = most is not None and learners > most
        if classes is not None and self.how.class_size is not None:
            wrong |= learners > classes * self.how.class_size
            wrong |= self.how.least_class > 1 and learners < classes * self.how.least_class
        if wrong:
            raise SolverFailure(f"{learners} learners do not fit into what is offered of {unit}")

    def _offered(
        self,
        joint: Joint,
        unit: str,
        learners: int,
        classes: int,
        taken: Collection[str],
    ) -> OfferedUnit:
        about = self.units[unit]
        return OfferedUnit(
            unit=unit,
            title=about.title,
            level=about.level,
            credit=about.credit,
            glh=about.glh,
            learners=learners,
            classes=classes,
            price=(self.how.prices or {}).get(unit),
            lost=self._lost(joint.blocks, unit, taken),
        )

    def _lost(self, blocks: Sequence[Block], unit: str, taken: Collection[str]) -> int | None:
        """How many could not finish with the others of the offer alone, whatever they then do."""
        lost = 0
        known: dict[int, bool] = {}
        for block in blocks:
            if unit not in {option.unit.reference for option in block.studied()}:
                continue
            if self.clock.left <= 0:
                return None
            if id(block.task) not in known:
                program = _within(block.task, [one for one in taken if one != unit])
                outcome = solve(program, clock=self.clock, seed=self.seed).outcome
                if outcome is Outcome.UNKNOWN:
                    return None
                known[id(block.task)] = outcome is Outcome.INFEASIBLE
            lost += block.times * known[id(block.task)]
        return lost

    def _curve(self, size: int) -> list[CurvePoint]:
        """How many can finish with fewer units, without classes and places."""
        plain = replace(self.how, class_size=None, places=None)
        search = copy(self)
        search.how, search.counts = plain, False
        joint, _ = search._joint(must=False)
        finish = tuple((b.done, -b.times) for b in joint.blocks if b.done is not None)
        offered = tuple((variable, 1) for variable in joint.offered.values())
        found = []
        for units in range(max(0, size - _CURVE), size + 1):
            solved = solve(
                joint.program([Bound(offered, high=units)]),
                finish,
                clock=self.clock,
                workers=self.workers,
                seed=self.seed,
                joint=True,
            )
            if not solved.values:
                break
            reached = -value_of(finish, solved.values)
            beyond = reached if solved.outcome is Outcome.OPTIMAL else -(solved.bound or 0)
            found.append(CurvePoint(units=units, learners=reached, at_most=beyond))
        return found


def _within(task: Task, offered: Collection[str]) -> Program:
    """The program of a learner who studies nothing but what is offered."""
    closed = [one.index for one in task.can_count if one.unit.reference not in offered]
    return task.program(
        extra=[Bound(task.compiled.studied(((number, 1),)), high=0) for number in closed]
    )


def _in_order(joint: Joint) -> Iterator[Terms]:
    """The units in their order, the first of them the most: exact, some at a time."""
    offered = list(joint.offered.values())
    for begins in range(0, len(offered), _AT_ONCE):
        own = offered[begins : begins + _AT_ONCE]
        yield tuple((variable, -(1 << place)) for place, variable in enumerate(reversed(own)))
