"""What must a centre offer so that everybody can finish? Proven least, or with the bound.

All learners are put into one program, each with the rules, what is held and what is asked; whatever
anybody studies must be offered. Learners who put the same question are one where neither classes
nor places are counted, since then they may do the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import replace

from catalogue.errors import UnitwiseError
from catalogue.identity import full_name
from catalogue.units import Unit
from solver.many.aims import Classes, aim, orders
from solver.many.covering import Covering
from solver.many.curve import Curve
from solver.many.delivery import Delivery as Delivery, fits
from solver.many.finishing import Choices, Finisher
from solver.many.joint import Block, Joint, alike_key
from solver.many.lost import lost_without, offered_unit
from solver.many.served import most_served
from solver.plans.settle import settle
from solver.program.engine import (
    Clock,
    Outcome,
    Solved,
    SolverFailure,
    solve,
    value_of,
)
from solver.program.linear import Bound, Terms
from solver.results.answers import Conflict
from solver.results.offer import (
    CannotFinish,
    CurvePoint,
    NoOffer,
    Offer,
    OfferGoal,
    Studies,
)
from solver.situation import Situation
from solver.task.task import understood

MOST_LEARNERS = 20_000
"""Learners of one offer, inclusive."""

_FOR_A_BOUND = 0.2
"""The part of the time that may go into an offer without classes, which is a bound, and again into
what each learner studies at the least.
"""

_CURVE = 4
"""Sizes below the least that the curve has, inclusive."""


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
    return _Search(learners, goal, how, Clock(seconds, workers, seed)).answer(curve)


class _Search:
    def __init__(
        self,
        learners: Sequence[tuple[str, Situation]],
        goal: OfferGoal,
        how: Delivery,
        clock: Clock,
    ) -> None:
        editions = {id(situation.edition): situation.edition for _, situation in learners}
        self.how = how.named(o.unit for one in editions.values() for o in one.options)
        self.goal, self.clock = goal, clock
        self.left_out: dict[str, None] = {}
        self.cannot: list[CannotFinish] = []
        self.order = [who for who, _ in learners]
        self.counts = how.class_size is not None or how.places is not None
        self.counts |= goal is OfferGoal.LEAST_COST
        self.groups = self._can_finish(learners)
        self.likes = any(group.task.wishes.prefer for group in self.groups)
        self.of_task = {id(group.task): group for group in self.groups}
        self.units: dict[str, Unit] = {
            full_name(option.unit): option.unit
            for group in self.groups
            for option in group.task.can_count
        }

    def _can_finish(self, learners: Sequence[tuple[str, Situation]]) -> list[Finisher]:
        """Those who can finish with whatever may be offered, put together where they are alike."""
        alike: dict[tuple[object, ...], Finisher] = {}
        choices = Choices()
        for who, situation in learners:
            key = alike_key(situation)
            if key not in alike:
                alike[key] = Finisher(understood(situation), self.clock.seed, choices)
            alike[key].ids.append(who)
        found: list[Finisher] = []
        for group in alike.values():
            task = group.task
            may = [full_name(one.unit) for one in task.can_count if self._may(one.unit)]
            clock = Clock(task.question.time_limit, seed=self.clock.seed)
            if group.finish(may, clock) is Outcome.INFEASIBLE:
                _, told = settle(task, clock)
                conflict = told if isinstance(told, Conflict) else None
                self.cannot += [CannotFinish(id=who, conflict=conflict) for who in group.ids]
            else:
                found.append(group)
        return found

    def _may(self, unit: Unit) -> bool:
        if self.how.among is not None and full_name(unit) not in self.how.among:
            return False
        known = True
        if self.goal is OfferGoal.LEAST_HOURS:
            known = unit.glh is not None
        elif self.goal is OfferGoal.LEAST_COST:
            known = full_name(unit) in (self.how.prices or {})
        if not known:
            self.left_out[full_name(unit)] = None
        return known

    def answer(self, curve: bool) -> Offer | NoOffer:
        if not self.counts:
            return self._uncounted(curve)
        joint, classes = self._joint(self.groups)
        terms = self._objective(joint, classes)
        if classes and self.goal is OfferGoal.LEAST_HOURS:
            joint.bounds += self._counted_hours(joint, terms)
        hint: Sequence[bool] = ()
        bound = 0
        if self.goal is not OfferGoal.LEAST_COST:
            cover = self._without_classes()
            bound = cover.bound
            hint = () if cover.units is None else self._begin(joint, classes, cover.units)
        found = self._solved(joint, terms, hint=hint)
        bound = max(bound, found.bound or 0)
        if found.outcome in {Outcome.INFEASIBLE, Outcome.UNKNOWN}:
            proven = found.outcome is Outcome.INFEASIBLE
            served = most_served(self._joint(self.groups, must=False)[0], self.order, self._solved)
            return NoOffer(
                goal=self.goal,
                proven=proven,
                bound=bound or None,
                cannot_finish=tuple(self.cannot),
                learners=served.learners if served and proven else (),
                left_over=served.left_over if served and proven else (),
                at_most=served.at_most if served and proven else None,
            )
        value = value_of(terms, found.values)
        bound = value if found.outcome is Outcome.OPTIMAL else bound
        values, most = self._polished(joint, terms, value, found.values)
        running = {unit: sum(values[v] for v in own) for unit, own in classes.items()}
        units = [unit for unit, offered in joint.offered.items() if values[offered]]
        return self._offer(joint.blocks, values, units, running, (value, bound), most, curve)

    def _counted_hours(self, joint: Joint, hours: Terms) -> Iterator[Bound]:
        """What holds of any classes, and the search would be long in finding.

        What everybody needs of the offer; how many units each studies at the least, which their
        relaxed rules say less of; and that the classes, each of so many learners at the most, take
        no less hours than these study at the least. Where time runs out, what is known by then.
        """
        for gives, least in dict.fromkeys(need for one in self.groups for need in one.needs):
            yield Bound(tuple((joint.offers(unit), factor) for unit, factor in gives), low=least)
        glh = {unit: about.glh or 0 for unit, about in self.units.items() if self._may(about)}
        blocks: dict[int, list[Block]] = {}
        for block in joint.blocks:
            blocks.setdefault(id(block.task), []).append(block)
        clock = self.clock.fraction(_FOR_A_BOUND)
        least = 0
        for group in self.groups:
            fewest = group.lightest(dict.fromkeys(glh, 1), clock)
            found = group.lightest(glh, clock)
            if fewest is None or found is None:
                return
            for block in blocks[id(group.task)]:
                yield Bound(block.studying(), low=fewest)
            least += found * group.times
        yield Bound(hours, low=-(-least // (self.how.class_size or 1)))

    def _blocks(self) -> list[Block]:
        return [Block(group.task, tuple(group.ids), 0) for group in self.groups]

    def _plain(self) -> _Search:
        """The same search without classes and places."""
        search = copy(self)
        search.how, search.counts = replace(self.how, class_size=None, places=None), False
        return search

    def _uncounted(self, curve: bool) -> Offer:
        """The offer where neither classes nor places are counted."""
        cover = self._cover(self.clock)
        most: int | None = None
        if least := cover.least(self._objective):
            settled = True
            if self.likes:
                settled = cover.keep_liked()
                most = cover.most_liked
            if settled:
                all(cover.least(stage) for stage in orders(list(self.units)))
        # where time ran out at once, everybody can finish with all that may be offered
        units = cover.units
        if units is None:
            units = [unit for unit, about in self.units.items() if self._may(about)]
        reached = (cover.bound if least else None, cover.bound)
        return self._offer(self._blocks(), (), units, {}, reached, most, curve)

    def _without_classes(self) -> Covering:
        """The least offer without classes, places, and what is fixed: of that none need run."""
        plain = self._plain()
        plain.how = replace(plain.how, fixed=())
        cover = plain._cover(self.clock.fraction(_FOR_A_BOUND))
        cover.least(plain._objective)
        return cover

    def _cover(self, clock: Clock) -> Covering:
        return Covering(self.groups, self._of_all, self._worth, clock)

    def _worth(self, units: Collection[str]) -> int:
        """What an offer comes to without classes."""
        if self.goal is OfferGoal.LEAST_HOURS:
            return sum(self.units[unit].glh or 0 for unit in units)
        return len(units)

    def _begin(self, joint: Joint, classes: Classes, units: Sequence[str]) -> list[bool]:
        """Values to begin with, as far as they fit: everybody as is best for them alone."""
        values = [False] * len(joint.names)
        for block in joint.blocks:
            own = self.of_task[id(block.task)].best(units)
            values[block.first : block.first + len(own)] = own
        for unit, offered in joint.offered.items():
            learners = value_of(tuple(joint.taken[unit]), values)
            values[offered] = learners > 0 or unit in self.how.fixed
            for number, variable in enumerate(classes.get(unit, ())):
                values[variable] = learners > number * (self.how.class_size or 1)
        return values

    def _solved(
        self, joint: Joint, terms: Terms, bounds: Sequence[Bound] = (), hint: Sequence[bool] = ()
    ) -> Solved:
        return solve(
            joint.program(bounds),
            terms,
            clock=self.clock,
            hint=hint,
            joint=True,
        )

    def _of_all(self, groups: Sequence[Finisher]) -> Joint:
        return self._joint(groups)[0]

    def _joint(self, groups: Sequence[Finisher], must: bool = True) -> tuple[Joint, Classes]:
        joint = Joint()
        for unit in self.units:
            joint.offers(unit)
        for group in groups:
            for own in [[one] for one in group.ids] if self.counts else [group.ids]:
                joint.add(group.task, own, must=must)
        for unit, offered in joint.offered.items():
            if not self._may(self.units[unit]):
                joint.fixed[offered] = False
            most = (self.how.places or {}).get(unit)
            if most is not None:
                joint.bounds.append(Bound(tuple(joint.taken[unit]), high=most))
        for unit in self.how.fixed:
            if unit in self.units:
                joint.fixed[joint.offers(unit)] = True
        classes: Classes = {}
        if self.how.class_size is not None:
            for unit, offered in joint.offered.items():
                most = sum(one.times for one in groups if unit in one.may_study)
                if most < self.how.least_class and unit not in self.how.fixed:
                    joint.fixed[offered] = False
            classes = joint.classes(self.how.class_size, self.how.least_class)
        return joint, classes

    def _objective(self, joint: Joint, classes: Classes | None = None) -> Terms:
        return aim(self.goal, joint, self.units, self.how.prices or {}, classes or {})

    def _polished(
        self, joint: Joint, least: Terms, value: int, values: Sequence[bool]
    ) -> tuple[Sequence[bool], int | None]:
        """The same value with as many preferences as can be, then the first units there are.

        Where classes, places or prices are counted, with the least study after that; elsewhere
        each learner is given the best of all that they may do under the offer. Also returned is
        what no such offer can have more of preferences; null where nothing is known of it.
        """
        bounds = [Bound(least, high=value)]
        study = tuple(pair for taken in joint.taken.values() for pair in taken)
        liking = joint.preferences()
        most: int | None = None
        for terms in (liking, *(stage(joint) for stage in orders(list(self.units))), study):
            if terms:
                found = self._solved(joint, terms, bounds, values)
                if terms is liking and found.bound is not None:
                    most = -found.bound
                values = found.values or values
                bounds.append(Bound(terms, high=value_of(terms, values)))
        return values, most

    def _offer(
        self,
        blocks: Sequence[Block],
        values: Sequence[bool],
        units: Sequence[str],
        running: Mapping[str, int],
        reached: tuple[int | None, int],
        most_liked: int | None,
        curve: bool,
    ) -> Offer:
        """The offer of these units, every learner's choice judged by plain arithmetic."""
        studies: dict[str, tuple[str, ...]] = {}
        taken = dict.fromkeys(units, 0)
        value, bound = reached
        preferences = 0
        for block in blocks:
            block.settle(values, () if self.counts else self.of_task[id(block.task)].best(taken))
            choice = block.task.chosen(block.chosen)
            block.task.recheck(block.chosen, (), block.task.question)
            preferences += block.times * sum(map(block.task.wishes.weight, choice))
            own = tuple(full_name(option.unit) for option in block.studied())
            if strange := [unit for unit in own if unit not in taken]:
                raise SolverFailure(f"{block.ids[0]} studies {strange}, which is not offered")
            for unit in own:
                taken[unit] += block.times
            for who in block.ids:  # who takes several qualifications has a block for each
                studies[who] = tuple(dict.fromkeys((*studies.get(who, ()), *own)))
        offered = []
        lost = lost_without(self.groups, taken, self.clock)
        for unit, learners in taken.items():
            if not learners and unit not in self.how.fixed:
                continue
            fits(self.how, unit, learners, running.get(unit))
            about, price = self.units[unit], (self.how.prices or {}).get(unit)
            runs = running.get(unit, 1)
            offered.append(offered_unit(unit, about, learners, runs, price, lost.get(unit, [])))
        if value is None:
            hours = self.goal is OfferGoal.LEAST_HOURS
            value = sum((one.glh or 0) if hours else 1 for one in offered)
        return Offer(
            goal=self.goal,
            proof="optimal" if bound == value else "feasible",
            value=value,
            bound=bound,
            preferences=preferences,
            most_preferences=most_liked if self.likes else preferences,
            units=tuple(sorted(offered, key=lambda one: list(self.units).index(one.unit))),
            learners=tuple(Studies(id=who, units=own) for who, own in studies.items()),
            cannot_finish=tuple(self.cannot),
            not_offered=tuple(self.left_out),
            curve=tuple(self._curve({one.unit for one in offered})) if curve else (),
            class_size=self.how.class_size,
            least_class=self.how.least_class,
        )

    def _curve(self, offered: Collection[str]) -> list[CurvePoint]:
        """How many can finish with fewer units, without classes and places."""
        may = [unit for unit, about in self.units.items() if self._may(about)]
        curve = Curve(self.groups, may, self.how.fixed, self.clock)
        return curve.below([unit for unit in may if unit in offered], _CURVE)
