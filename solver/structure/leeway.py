"""What an edition leaves open to new study on one date, worked out stage by stage."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Literal

from catalogue.learner.exceptions import excepted
from catalogue.offering import Availability, CentreOffer
from catalogue.places import Basis, Group, Option
from catalogue.qualification import Edition
from catalogue.rules import Measure
from catalogue.units import Unit
from solver.checks.recheck import Disagreement
from solver.encoding.edition import Compiled, compile_edition
from solver.program.engine import Clock
from solver.program.linear import Bound
from solver.results.answers import Subject
from solver.results.bounds import (
    Bounds,
    CreditBounds,
    GroupBounds,
    HoursBounds,
    Implied,
    LevelBounds,
    Range,
    UnitStatus,
    Verdict,
    WhyNoHours,
)
from solver.results.counted import FromOffer
from solver.structure.counting import Count, count_choices
from solver.structure.irredundant import irredundant
from solver.structure.measures import credit_of, hours_of, known_credit_of
from solver.structure.printed import is_mandatory, printed, status_of, verdict_of
from solver.structure.redundancy import implied_rules, smallest
from solver.structure.regions import (
    Claim,
    Measured,
    Region,
    countable,
    find,
    greatest,
    least,
    legal,
    needed,
    perhaps_legal,
    value,
)

Stage = Literal["credit", "hours", "groups", "levels", "units", "rules", "choices"]
OnStage = Callable[[Stage, int, int], None]
"""Told which stage is at work, and how much of it is done."""


class Leeway:
    """One edition on one date, under an offer or none.

    ``exact`` are the choices of exactly the credit asked for.
    """

    def __init__(
        self,
        edition: Edition,
        on: date,
        clock: Clock,
        progress: OnStage,
        offer: CentreOffer | None = None,
    ) -> None:
        self.edition = edition
        self.on = on
        self.clock = clock
        self.progress = progress
        self.compiled: Compiled = compile_edition(edition)
        self.offer = offer
        self.dated = tuple(o for o in edition.options if o.version.open_on(on))
        self.options = tuple(o for o in self.dated if offered(offer, o.unit))
        self.region: Region = legal(edition, self.compiled, self.options)
        self.satisfiable = find(self.region, clock) is not None
        self.perhaps = self.region
        self.may_be_satisfiable = self.satisfiable
        if self.compiled.unsure:
            self.perhaps = perhaps_legal(edition, self.compiled, self.options)
            self.may_be_satisfiable = find(self.perhaps, clock) is not None
        self.valued = tuple(o for o in self.options if not o.unit.credit_unknown)
        self.known = self.region.among(self.valued)
        self.has_credit = bool(self.valued) and all(o.unit.credit is not None for o in self.valued)
        self.has_known = self.satisfiable and (
            self.valued == self.options or find(self.known, clock) is not None
        )
        self.credit: int | None = None
        self.exact: Region | None = None

    def bounds(self, subject: Subject, count: bool, most_states: int) -> Bounds:
        """Return everything; the choices are only counted if they are to be."""
        self.progress("credit", 0, 1)
        credit = self._credit()
        self.progress("hours", 0, 1)
        glh = self._glh()
        groups = []
        for number, (group, _) in enumerate(self.edition.every_group):
            self.progress("groups", number, len(self.edition.every_group))
            groups.append(self._group(group))
        levels = self._levels()
        self.progress("units", 0, 1)
        units = self.units()
        self.progress("rules", 0, 1)
        implied: tuple[Implied, ...] = ()
        suffice: tuple[str, ...] = ()
        if self.satisfiable and not self.compiled.unsure:
            about = (self.edition, self.compiled, self.options)
            implied = implied_rules(*about, self.clock)
            suffice = smallest(*about, implied, self.clock) if implied else ()
        counted = self._count(most_states) if count else Count(None, "not-asked")
        doubtful = frozenset[int]().union(*self.compiled.doubtful.values())
        open_units = {option.unit.reference for option in self.dated}
        there = {option.unit.reference for option in self.options}
        return Bounds(
            qualification=subject,
            on=self.on,
            satisfiable=self.satisfiable,
            credit=credit,
            glh=glh,
            groups=tuple(groups),
            levels=levels,
            units=units,
            closed=tuple(r for r in self.edition.options_of if r not in open_units),
            not_offered=self._names(o for o in self.dated if o.unit.reference not in there),
            offer=FromOffer.of(self.offer, None),
            implied=implied,
            suffice=suffice,
            choices=counted.number,
            choices_reason=counted.reason,
            exceptions=excepted(self.edition),
            may_be_satisfiable=self.may_be_satisfiable,
            unknown_figures=self._names(o for o in self.options if o.index in doubtful),
            unknown_level=self._names(o for o in self.options if o.unit.level is None),
        )

    def _names(self, options: Iterable[Option]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(option.unit.reference for option in options))

    def _span(self, region: Region | None, scope: Sequence[Option], measure: Measured) -> Range:
        """The least and greatest of a measure over a region; none where the region is empty."""
        if region is None:
            return Range()
        low = least(region, scope, measure, self.clock)
        high = greatest(region, scope, measure, self.clock)
        return Range(least=value(low), greatest=value(high))

    def _credit(self) -> CreditBounds:
        published = self.edition.published.credit if self.edition.published else None
        span = Range()
        unknown: set[str] = set()
        if self.satisfiable and len(self.valued) < len(self.options):
            without = [option for option in self.options if option.unit.credit_unknown]
            unknown = countable(self.region, without, self.clock)
        known = Range()
        if unknown:
            known = self._span(self.region, self.options, known_credit_of)
        if self.has_known and self.has_credit:
            span = self._span(self.known, self.valued, credit_of)
            self.credit = span.least if published is None else published
            self.exact = self._exactly(self.credit)
        verdict: Verdict | None = None
        if published is not None:
            verdict = "equal" if span.least == published else "contradicts"
            if span.least is None:
                verdict = "not-comparable"
            elif unknown and span.least >= published:
                verdict = "equal" if span.least == published else "consistent"
        return CreditBounds(
            least=span.least,
            greatest=span.greatest,
            exact=None if self.exact is None else self.credit,
            published=None if published is None else Range(least=published),
            verdict=verdict,
            unknown_credit=tuple(r for r in self.edition.options_of if r in unknown),
            known=known if unknown else None,
        )

    def _exactly(self, credit: int | None) -> Region | None:
        """The legal choices of exactly this credit, or null if there are none."""
        if credit is None:
            return None
        terms = tuple((o.index, credit_of(o)) for o in self.valued if credit_of(o))
        claim = Claim(
            f"the credit is {credit}", lambda choice: sum(map(credit_of, choice)) == credit
        )
        exact = self.known.narrowed(claim, [Bound(terms, credit, credit)])
        return None if find(exact, self.clock) is None else exact

    def _glh(self) -> HoursBounds:
        published = self.edition.published.glh if self.edition.published else None
        basis = Basis.EXACT_CREDIT if self.has_credit else Basis.IRREDUNDANT
        stated = None
        if published is not None:
            basis = published.basis
            stated = Range(least=published.least, greatest=published.greatest)
        region, reason = self._basis(basis)
        unknown: set[str] = set()
        span = Range()
        if region is not None:
            without = [option for option in self.options if option.unit.glh is None]
            unknown = countable(region, without, self.clock) if without else set()
            known = region.among(o for o in region.options if o.unit.glh is not None)
            if without and find(known, self.clock) is None:
                reason = "hours-unknown"
            else:
                span = self._span(known, known.options, hours_of)
        return HoursBounds(
            least=span.least,
            greatest=span.greatest,
            basis=basis,
            credit=self.credit if basis is Basis.EXACT_CREDIT else None,
            published=stated,
            verdict=None if stated is None else verdict_of(stated, span, bool(unknown)),
            unknown_glh=tuple(r for r in self.edition.options_of if r in unknown),
            reason=reason,
        )

    def _basis(self, basis: Basis) -> tuple[Region | None, WhyNoHours | None]:
        """The choices of a basis, or why there are none."""
        if not self.satisfiable:
            return None, "no-legal-choice"
        if basis is Basis.IRREDUNDANT:
            region = irredundant(self.region, self.compiled)
            return region, "units-in-several-groups" if region is None else None
        if not self.has_credit:
            unknown = any(option.unit.credit_unknown for option in self.options)
            return None, "credit-unknown" if unknown else "no-credit"
        if not self.has_known:
            return None, "credit-unknown"
        return self.exact, "no-choice-of-that-credit" if self.exact is None else None

    def _group(self, group: Group) -> GroupBounds:
        scope = [option for option in self.options if group.id in option.groups]
        effective = exact = effective_units = None
        if self.satisfiable:
            effective_units = self._span(self.perhaps, scope, lambda _: 1)
            effective, exact = self._credits(scope)
        return GroupBounds(
            group=group.id,
            title=group.title,
            printed=printed(self.edition, group.id, Measure.CREDIT),
            effective=effective,
            exact_credit=exact,
            printed_units=printed(self.edition, group.id, Measure.UNITS),
            effective_units=effective_units,
        )

    def _credits(
        self, scope: Sequence[Option], among: Sequence[Option] | None = None
    ) -> tuple[Range | None, Range | None]:
        """The credit that legal choices, and those of the exact credit, give within a scope.

        They count nothing but what is ``among`` some options, and nothing of unknown credit.
        """
        inside = [option for option in scope if not option.unit.credit_unknown]
        if not self.has_known or (scope and not inside):
            return None, None
        if any(option.unit.credit is None for option in inside):
            return None, None
        known, exact = self.known, self.exact
        if among is not None and len(among) < len(self.options):
            kept = [option for option in among if not option.unit.credit_unknown]
            known = known.among(kept)
            if find(known, self.clock) is None:
                return None, None
            exact = None if exact is None else exact.among(kept)
        return self._span(known, inside, credit_of), self._span(
            exact, inside, credit_of
        ) if exact else None

    def _levels(self) -> tuple[LevelBounds, ...]:
        told = [option for option in self.options if option.unit.level is not None]
        levels = sorted({option.unit.level for option in told if option.unit.level is not None})
        found = []
        for number, level in enumerate(levels):
            self.progress("levels", number, len(levels))
            here, here_exact = self._credits([o for o in told if o.unit.level == level], told)
            above, above_exact = self._credits(
                [o for o in told if o.unit.level is not None and o.unit.level >= level], told
            )
            found.append(
                LevelBounds(
                    level=level,
                    effective=here,
                    exact_credit=here_exact,
                    or_above=above,
                    or_above_exact_credit=above_exact,
                )
            )
        return tuple(found)

    def units(self) -> tuple[UnitStatus, ...]:
        """Return of each unit whether every choice counts it, some do, or none."""
        possible: set[str] = set()
        forced: set[str] = set()
        if self.may_be_satisfiable:
            possible = countable(self.perhaps, self.options, self.clock)
            forced = needed(self.perhaps, self.clock)
        options: dict[str, list[Option]] = {}
        for option in self.options:
            options.setdefault(option.unit.reference, []).append(option)
        return tuple(
            UnitStatus(
                unit=reference,
                title=here[0].unit.title,
                groups=tuple(option.group for option in here),
                level=here[0].unit.level,
                credit=here[0].unit.credit,
                credit_unknown=here[0].unit.credit_unknown,
                glh=here[0].unit.glh,
                status=status_of(reference, possible, forced),
                mandatory=any(is_mandatory(self.edition, option) for option in here),
            )
            for reference, here in options.items()
        )

    def _count(self, most_states: int) -> Count:
        if self.compiled.unsure:
            return Count(None, "figures-unknown")
        counted = count_choices(
            self.compiled,
            self.options,
            clock=self.clock,
            most_states=most_states,
            progress=lambda done, total: self.progress("choices", done, total),
        )
        if counted.number is not None and bool(counted.number) != self.satisfiable:
            raise Disagreement(
                "some choice is legal" if self.satisfiable else "no choice is legal",
                [f"{counted.number} choices are"],
                (),
            )
        return counted


def offered(offer: CentreOffer | None, unit: Unit) -> bool:
    """Whether a unit may be studied under an offer, without which all may."""
    return offer is None or offer.of(unit) is Availability.OFFERED
