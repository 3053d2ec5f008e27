"""What the rules mean, in plain arithmetic.

A figure that nobody knows may be any: a rule holds if it does for all of them, and may hold if it
does for some.

The referee shares nothing with the solver: it reads scopes in its own way, adds up what counts and
compares. Every plan passes it before anyone sees the plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice, product
from typing import Literal, assert_never

from catalogue.counted import Counted, Told, known_sum, taken_in, weighed
from catalogue.door import admit, admit_several
from catalogue.errors import UnitwiseError
from catalogue.places import Option
from catalogue.policy import Gives
from catalogue.qualification import Edition
from catalogue.rules import (
    Amount,
    Barred,
    Choose,
    Mandatory,
    Percent,
    Requires,
    Rule,
    RuleKind,
    Spread,
)
from catalogue.scopes import may_be_within
from catalogue.shares import ratio
from catalogue.units import Model


class RuleAudit(Model):
    """The verdict on one rule.

    ``value`` is what the choice gives, ``at_least`` and ``at_most`` the inclusive bounds that
    apply to this choice (a percentage is worked out to the whole number that it comes to).
    ``shortfall`` and ``excess`` are how far the value lies outside them, 0 when it does not.
    ``measure`` says what is counted: credit, units, GLH, places, groups or rules. ``units`` are the
    references that the verdict turns on: what is missing, or what may not count together.

    A rule ``holds`` only if it does whatever the figures are that nobody knows; ``value`` is then
    what is known. Where it holds for some of them it ``may_hold``, and ``unknown`` are the units
    whose credit, hours or level would tell.
    """

    id: str
    kind: RuleKind
    says: str
    source: str
    measure: Literal["credit", "units", "glh", "tqt", "places", "groups", "rules"]
    value: int
    at_least: int | None
    at_most: int | None
    holds: bool
    shortfall: int
    excess: int
    units: tuple[str, ...] = ()
    parts: tuple[RuleAudit, ...] = ()
    may_hold: bool
    unknown: tuple[str, ...] = ()


class Clash(Model):
    """A place that more than one unit fills, or a unit that is counted more than once."""

    kind: Literal["place-filled-twice", "unit-counted-twice"]
    group: str
    place: str
    units: tuple[str, ...]


class Audit(Model):
    """The verdict on a choice, rule by rule: legal if every rule holds and nothing clashes."""

    legal: bool
    rules: tuple[RuleAudit, ...]
    clashes: tuple[Clash, ...] = ()

    @property
    def broken(self) -> tuple[RuleAudit, ...]:
        """The rules that do not hold, or of which nobody knows."""
        return tuple(rule for rule in self.rules if not rule.holds)

    @property
    def may_be_legal(self) -> bool:
        """Whether it is legal, or would be so with some figures that nobody knows."""
        return not self.clashes and all(rule.may_hold for rule in self.rules)

    @property
    def unknown(self) -> tuple[str, ...]:
        """The units whose figures would tell whether a choice is legal that may be."""
        return tuple(dict.fromkeys(name for rule in self.broken for name in rule.unknown))


@dataclass(frozen=True, slots=True)
class Placement:
    """A choice with every unit at a place, and the verdict on it.

    ``closed`` are the units at a place that is not open on the day that was asked about.
    """

    choice: tuple[Option, ...]
    audit: Audit
    closed: tuple[str, ...] = ()

    @classmethod
    def of(cls, edition: Edition, choice: Sequence[Option], day: date | None) -> Placement:
        """Judge one way to place units."""
        closed = () if day is None else [o for o in choice if not o.version.open_on(day)]
        return cls(tuple(choice), audit(edition, choice), tuple(o.unit.reference for o in closed))

    @property
    def faults(self) -> int:
        """How many rules are broken and how often units clash."""
        return len(self.audit.broken) + len(self.audit.clashes)

    @property
    def badness(self) -> tuple[int, int, int]:
        """How far it is from legal and open: faults, places closed, shortfall and excess."""
        missed = sum(rule.shortfall + rule.excess for rule in self.audit.broken)
        return self.faults, len(self.closed), missed


class TooManyAssignments(UnitwiseError):
    """The units of a choice could stand in more ways than the referee may try.

    ``best`` is one that no other place for a single unit betters, reached from the best of those
    that were tried; none of them was legal and open.
    """

    def __init__(self, best: Placement, tried: int) -> None:
        super().__init__(f"more than {tried:,} ways to assign the units to places")
        self.best = best


def audit(
    edition: Edition,
    choice: Iterable[Option],
    gives: Mapping[int, Gives] | None = None,
    not_to: Mapping[int, frozenset[str]] | None = None,
) -> Audit:
    """Judge a choice: which options of ``edition`` count, all others not.

    The choice is judged as it stands; what a learner holds beyond it is no concern of a rule.
    ``gives`` has, by the number of its option, what a recognised unit gives, and ``not_to`` the
    groups to whose rules it gives no credit; all else gives in full.
    """
    admit(edition, Edition)
    in_order = sorted(choice, key=lambda option: option.index)
    counted = Counted(in_order, gives or {}, not_to or {})
    clashes = tuple(_clashes(counted.options))
    rules = tuple(_judge(rule, edition, counted) for rule in edition.rules)
    return Audit(
        legal=not clashes and all(rule.holds for rule in rules), rules=rules, clashes=clashes
    )


def place(
    edition: Edition, references: Sequence[str], day: date | None = None, most: int = 500
) -> Placement:
    """Judge a set of units that nobody has assigned to places, at the best assignment.

    A unit that stands in several groups is tried in each. The assignment with the fewest broken
    rules wins, then the one with the fewest places that are not open on ``day``, then the least
    shortfall and excess together, then the first in catalogue order.

    Raises
    ------
    TooManyAssignments
        If ``most`` assignments were tried, none was legal and open, and more are left.
    """
    admit(edition, Edition)
    taken = dict.fromkeys(admit_several(references))
    ways = [edition.options_of[reference] for reference in taken]
    best: Placement | None = None
    combinations = product(*ways)
    for choice in islice(combinations, most):
        placed = Placement.of(edition, choice, day)
        if not any(placed.badness):
            return placed
        if best is None or placed.badness < best.badness:
            best = placed
    assert best is not None, "an empty product still yields the empty choice"
    if next(combinations, None) is None:
        return best
    best = _bettered(edition, best, day)
    if not any(best.badness):
        return best
    raise TooManyAssignments(best, most)


def _bettered(edition: Edition, placed: Placement, day: date | None) -> Placement:
    """Move one unit after the other as long as that makes a placement better."""
    best, moved = placed, True
    while moved:
        moved = False
        for number, option in enumerate(best.choice):
            for other in edition.options_of[option.unit.reference]:
                choice = [*best.choice]
                choice[number] = other
                tried = Placement.of(edition, choice, day)
                if tried.badness < best.badness:
                    best, moved = tried, True
    return best


def _clashes(counted: Sequence[Option]) -> Iterator[Clash]:
    by_place: dict[int, list[Option]] = {}
    by_unit: dict[str, list[Option]] = {}
    for option in counted:
        by_place.setdefault(option.place, []).append(option)
        by_unit.setdefault(option.unit.reference, []).append(option)
    for here in by_place.values():
        if len(here) > 1:
            yield Clash(
                kind="place-filled-twice",
                group=here[0].group,
                place=here[0].place_name,
                units=tuple(option.unit.reference for option in here),
            )
    for reference, here in by_unit.items():
        if len(here) > 1:
            yield Clash(
                kind="unit-counted-twice",
                group=here[1].group,
                place=here[1].place_name,
                units=(reference,),
            )


def _verdict(
    rule: Rule,
    measure: Literal["credit", "units", "glh", "tqt", "places", "groups", "rules"],
    value: int,
    at_least: int | None,
    at_most: int | None,
    units: Iterable[str] = (),
    parts: tuple[RuleAudit, ...] = (),
    told: Told | None = None,
) -> RuleAudit:
    shortfall = max(0, at_least - value) if at_least is not None else 0
    excess = max(0, value - at_most) if at_most is not None else 0
    holds = shortfall == 0 and excess == 0
    told = told or Told(holds, holds)
    return RuleAudit(
        id=rule.id,
        kind=rule.kind,
        says=rule.says,
        source=rule.cited,
        measure=measure,
        value=value,
        at_least=at_least,
        at_most=at_most,
        holds=told.holds,
        shortfall=shortfall,
        excess=excess,
        units=tuple(units),
        parts=parts,
        may_hold=told.may_hold,
        unknown=() if told.holds or not told.may_hold else tuple(told.unknown),
    )


def _judge(rule: Rule, edition: Edition, counted: Counted) -> RuleAudit:
    match rule:
        case Amount():
            return _judge_amount(rule, counted)
        case Mandatory():
            places = {option.place: option.place_name for option in taken_in(rule.of, edition)}
            missing = [name for number, name in places.items() if number not in counted.places]
            full = len(places) - len(missing)
            # a place whose unit may be in the scope, if its level is such
            perhaps = {
                option.place: option.place_name
                for option in taken_in(rule.of, edition, may_be_within)
                if option.place not in places and option.place not in counted.places
            }
            told = Told(not missing and not perhaps, not missing, tuple(perhaps.values()))
            return _verdict(rule, "places", full, len(places), None, missing, told=told)
        case Barred():
            together = [unit for unit in rule.units if unit in counted.options_of]
            return _verdict(rule, "units", len(together), None, rule.at_most, together)
        case Requires():
            return _judge_requires(rule, counted)
        case Spread():
            met = sum(bool(counted.inside.get(name)) for name in dict.fromkeys(rule.groups))
            return _verdict(rule, "groups", met, rule.at_least, rule.at_most)
        case Choose():
            parts = tuple(_judge(part, edition, counted) for part in rule.rules)
            holding = sum(part.holds for part in parts)
            perhaps_holding = sum(part.may_hold for part in parts)
            low, high = rule.at_least or 0, rule.at_most
            told = Told(
                holding >= low and (high is None or perhaps_holding <= high),
                perhaps_holding >= low and (high is None or holding <= high),
                tuple(dict.fromkeys(name for part in parts for name in part.unknown)),
            )
            return _verdict(rule, "rules", holding, rule.at_least, high, (), parts, told)
        case _:
            assert_never(rule)


def _judge_amount(rule: Amount, counted: Counted) -> RuleAudit:
    low, high = rule.at_least, rule.at_most
    if isinstance(low, Percent):
        part, whole = ratio(low.percent)
        share = part * known_sum(rule.measure, low.base, counted)
        low = share // whole + 1 if low.strict else -(-share // whole)
    if isinstance(high, Percent):
        part, whole = ratio(high.percent)
        share = part * known_sum(rule.measure, high.base, counted)
        high = -(-share // whole) - 1 if high.strict else share // whole
    value = known_sum(rule.measure, rule.of, counted)
    told = weighed(rule, counted)
    if rule.at_least_unknown:  # it holds for some of what may be asked for, and not for all
        below = high is None or value <= high
        told = Told(False, told.may_hold if told else below, told.unknown if told else ())
    return _verdict(rule, rule.measure.value, value, low, high, told=told)


def _judge_requires(rule: Requires, counted: Counted) -> RuleAudit:
    have = counted.options_of
    directions = [(rule.units, rule.needs)]
    if rule.co_requisite:
        directions.append((rule.needs, rule.units))
    verdicts = []
    for units, needs in directions:
        asked = any(reference in have for reference in units)
        missing = [reference for reference in needs if reference not in have]
        value = len(needs) - len(missing)
        verdicts.append(
            _verdict(
                rule, "units", value, rule.at_least if asked else 0, None, missing if asked else ()
            )
        )
    return max(verdicts, key=lambda verdict: verdict.shortfall)
