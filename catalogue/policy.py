"""What a qualification says about recognition: its policy, as data.

A qualification says something about some ways of recognition and nothing about others. What holds
where it says nothing is in :data:`DEFAULTS`, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StrictBool, StrictInt, WithJsonSchema

from catalogue.errors import did_you_mean
from catalogue.inconsistency import Inconsistency
from catalogue.references import unit_reference
from catalogue.rules import Identifier, Scope
from catalogue.shares import WRITTEN, ratio, read_share
from catalogue.units import Model, Source, Text, UnitReference


def _read_most(value: object) -> int | str:
    """Take a whole number, or a share that is none."""
    if isinstance(value, int) and not isinstance(value, bool):
        if not 0 <= value <= 1_000_000:
            raise ValueError(f"{value} is not from 0 to 1,000,000")
        return value
    return read_share(value)


_MOST = {
    "anyOf": [
        {"type": "number", "minimum": 0, "maximum": 1_000_000},
        {"type": "string", "pattern": WRITTEN},
    ]
}


MOST_TOGETHER = 12
"""Things on one side of an entry, inclusive."""


class Way(StrEnum):
    """How a unit comes to count."""

    STUDY = "study"
    CREDIT_TRANSFER = "credit-transfer"
    EQUIVALENCE = "equivalence"
    PREDECESSOR = "predecessor"
    EXEMPTION = "exemption"
    RPL = "rpl"


RECOGNITION = (
    Way.CREDIT_TRANSFER,
    Way.PREDECESSOR,
    Way.EQUIVALENCE,
    Way.EXEMPTION,
    Way.RPL,
)
"""The ways of recognition, the one that asks least of the learner first."""

DEFAULTS: Mapping[Way, str] = {
    Way.CREDIT_TRANSFER: "A unit of this qualification that the learner has achieved counts.",
    Way.PREDECESSOR: "An older version of a unit of this qualification counts in its place.",
    Way.EQUIVALENCE: "Only units that the qualification lists as equivalent count for others.",
    Way.EXEMPTION: "Only awards that the qualification lists exempt from units.",
    Way.RPL: "Experience counts for a unit once it has been assessed.",
}
"""What holds where a qualification says nothing of a way: it is accepted, and this is how far.

Nothing is capped, nothing is too old, and what is recognised gives its credit in full. Nothing is
equivalent to anything, and no award exempts from anything, unless the qualification lists it.
"""


class Gives(StrEnum):
    """What a recognised unit gives besides filling its place."""

    FULL = "full"
    """Its credit, wherever a rule asks for credit."""
    NOT_TO_LEVELS = "not-to-levels"
    """Its credit, but not where a rule asks for credit at some levels."""
    NOT_TO_GROUPS = "not-to-groups"
    """Its credit, but not where a rule asks for credit of some groups."""
    NO_CREDIT = "no-credit"
    """No credit to any rule."""


def _listed(value: object) -> object:
    """Take one thing for a list of one."""
    return (value,) if isinstance(value, str | int) and not isinstance(value, bool) else value


class Pair(Model):
    """What is held, and the unit of the qualification that it counts as.

    For equivalence ``held`` is the reference of a unit, for exemption the award as people write it.
    Either may be several: things that are held together count as one, or one thing counts as
    several units. Such an entry is used whole or not at all, and what is held is used by one entry
    at the most. ``any_age`` says that it counts however old it is.
    """

    held: Annotated[
        tuple[Text, ...],
        Field(min_length=1, max_length=MOST_TOGETHER),
        BeforeValidator(_listed, json_schema_input_type=Text | tuple[Text, ...]),
    ]
    counts_as: Annotated[
        tuple[UnitReference, ...],
        Field(min_length=1, max_length=MOST_TOGETHER),
        BeforeValidator(_listed, json_schema_input_type=UnitReference | tuple[UnitReference, ...]),
    ]
    any_age: StrictBool = False

    @property
    def single(self) -> bool:
        """Whether one thing counts as one unit."""
        return len(self.held) == len(self.counts_as) == 1


def withheld(gives: Gives, not_to: frozenset[str], groups: frozenset[str], scope: Scope) -> bool:
    """Return whether recognition gives no credit to a rule that asks for credit of ``scope``.

    ``groups`` are those that the unit stands in. It is in the scope through those of them that the
    rule names, and gives nothing where all of these are ``not_to`` be given any.
    """
    through = groups.intersection(scope.groups or ())
    return (
        gives is Gives.NO_CREDIT
        or (gives is Gives.NOT_TO_LEVELS and scope.level is not None)
        or (gives is Gives.NOT_TO_GROUPS and scope.groups is not None)
        or (bool(through) and through <= not_to)
    )


class Cap(Model):
    """The most that may be recognised within a scope: credit, units, or a share of what counts.

    A share is a percentage or a fraction, of the credit or, with ``share_of``, of the units that
    count within the scope. ``awarded_too`` says that a cap on RPL reaches what was awarded through
    RPL before, which otherwise is achieved like any other.
    """

    measure: Literal["credit", "units", "percent"]
    at_most: Annotated[int | str, BeforeValidator(_read_most), WithJsonSchema(_MOST)]
    share_of: Literal["credit", "units"] = "credit"
    of: Scope = Scope()
    awarded_too: StrictBool = False

    @property
    def counts_units(self) -> bool:
        """Whether units are counted, rather than credit."""
        return self.measure == "units" or (self.measure == "percent" and self.share_of == "units")

    @property
    def number(self) -> int:
        """The most, of what is no share."""
        assert isinstance(self.at_most, int), "only a share is a fraction"
        return self.at_most

    @property
    def whole_percent(self) -> int:
        """A share in whole per cent, rounded down."""
        part, whole = ratio(self.at_most)
        return 100 * part // whole


class Recognition(Model):
    """What the qualification says about one way of recognition, or about ``any`` of them.

    The entry for ``any`` speaks of the ways that have no entry of their own; its ``caps`` are on
    all recognition together, and its ``currency_years`` hold for every way whose entry has none.
    These are whole years: what was achieved longer before the day it is judged on is too old.
    What is ``accepted`` is so for the units ``of`` a scope, ``except`` for those of another.
    ``not_to_groups`` are groups: a rule that takes a unit in as one of theirs is not given its
    credit.
    """

    way: Literal[
        Way.CREDIT_TRANSFER, Way.EQUIVALENCE, Way.PREDECESSOR, Way.EXEMPTION, Way.RPL, "any"
    ]
    accepted: StrictBool
    says: Text
    source: Source
    of: Scope = Scope()
    excluding: Scope | None = Field(default=None, alias="except")
    pairs: tuple[Pair, ...] = ()
    caps: tuple[Cap, ...] = ()
    currency_years: Annotated[StrictInt, Field(ge=1, le=100)] | None = None
    gives: Gives = Gives.FULL
    not_to_groups: tuple[Identifier, ...] = ()


class Sharing(Model):
    """How far what counts here may count towards another qualification as well.

    If it is ``accepted``, all of it may but for the ``caps``; if not, none of it.
    """

    accepted: StrictBool
    says: Text
    source: Source
    caps: tuple[Cap, ...] = ()


class WayPolicy(Model):
    """What holds for one way. ``source`` is null where the qualification says nothing of it."""

    way: Way
    accepted: bool
    says: str
    source: str | None
    caps: tuple[Cap, ...] = ()
    currency_years: int | None = None
    gives: Gives = Gives.FULL
    of: Scope = Scope()
    excluding: Scope | None = None
    not_to_groups: tuple[str, ...] = ()

    @property
    def not_to(self) -> frozenset[str]:
        """The groups to whose rules it gives no credit."""
        return frozenset(self.not_to_groups)


@dataclass(frozen=True)
class Policy:
    """What holds for every way of recognition in one edition."""

    ways: Mapping[Way, WayPolicy]
    pairs: Mapping[Way, Mapping[str, Mapping[str, bool]]]
    """For equivalence and exemption: what is held, as :func:`award_key` has it, and the units that
    it counts as, each with whether it does so at any age."""
    entries: Mapping[Way, tuple[Pair, ...]]
    """For equivalence and exemption: what is used whole, with several things on a side."""
    overall: tuple[Cap, ...]
    """Caps on all recognition together."""
    overall_says: tuple[str, str] | None
    """The sentence and the source of the entry for any way."""


def award_key(text: str) -> str:
    """Return an award or a unit's reference as it is compared: without regard to its writing."""
    try:
        return unit_reference(text).casefold()
    except ValueError:
        return " ".join(text.casefold().split())


@cache
def _unsaid(way: Way) -> WayPolicy:
    """What holds for a way of which a qualification says nothing."""
    return WayPolicy(way=way, accepted=True, says=DEFAULTS[way], source=None)


def policy_of(recognition: Sequence[Recognition]) -> Policy:
    """Return what holds for each way, under what a qualification says and the defaults."""
    entries: dict[str, Recognition] = {entry.way: entry for entry in recognition}
    anything = entries.get("any")
    ways: dict[Way, WayPolicy] = {}
    pairs: dict[Way, dict[str, dict[str, bool]]] = {}
    together: dict[Way, tuple[Pair, ...]] = {}
    for way in RECOGNITION:
        entry = entries.get(way) or anything
        if entry is None:
            ways[way] = _unsaid(way)
            continue
        own = entry.way != "any"
        years = entry.currency_years
        if years is None and anything is not None:
            years = anything.currency_years
        ways[way] = WayPolicy(
            way=way,
            accepted=entry.accepted,
            says=entry.says,
            source=str(entry.source),
            caps=entry.caps if own else (),
            currency_years=years,
            gives=entry.gives,
            of=entry.of,
            excluding=entry.excluding,
            not_to_groups=entry.not_to_groups,
        )
        for pair in entry.pairs if own else ():
            if not pair.single:
                together[way] = (*together.get(way, ()), pair)
                continue
            (unit,) = pair.counts_as
            listed = pairs.setdefault(way, {}).setdefault(award_key(pair.held[0]), {})
            listed[unit] = pair.any_age or listed.get(unit, False)
    return Policy(
        ways=ways,
        pairs=pairs,
        entries=together,
        overall=() if anything is None else anything.caps,
        overall_says=None if anything is None else (anything.says, str(anything.source)),
    )


def entry_for(recognition: Sequence[Recognition], way: str, unsaid: Source) -> Recognition:
    """Return what holds for a way as an entry of its own; ``unsaid`` cites what nothing is said of.

    What follows from the entry for any way goes on following from it: its caps, its years.
    """
    entries: dict[str, Recognition] = {entry.way: entry for entry in recognition}
    if (own := entries.get(way)) is not None:
        return own
    if (anything := entries.get("any")) is not None:
        changes = {"way": way, "caps": (), "pairs": (), "currency_years": None}
        return anything.model_copy(update=changes)
    says = "Nothing is said of recognition as a whole." if way == "any" else DEFAULTS[Way(way)]
    return Recognition.model_validate(
        {"way": way, "accepted": True, "says": says, "source": unsaid}
    )


def oldest_current(as_of: date, years: int) -> date:
    """Return the first day whose achievements are still current on ``as_of``, inclusive.

    It is the same day ``years`` earlier; 29 February becomes 28 February.
    """
    year = as_of.year - years
    if year < 1:
        return date.min
    try:
        return as_of.replace(year=year)
    except ValueError:
        return as_of.replace(year=year, day=28)


def contradictions(
    recognition: Sequence[Recognition],
    units: Mapping[str, int | None],
    sharing: Sharing | None = None,
) -> Iterator[Inconsistency]:
    """Yield what is wrong with a policy, from the edition; ``units`` are its units' credits."""
    seen: set[str] = set()
    if sharing is not None:
        yield from _of_caps(("sharing",), "sharing", sharing.caps, units)
    for number, entry in enumerate(recognition):
        here = ("recognition", number)
        if entry.way in seen:
            yield Inconsistency((*here, "way"), f"there are two entries for {entry.way}")
        seen.add(entry.way)
        if entry.pairs and entry.way not in {Way.EQUIVALENCE, Way.EXEMPTION}:
            yield Inconsistency(
                (*here, "pairs"), "only equivalence and exemption have pairs of held and counts_as"
            )
        for place, pair in enumerate(entry.pairs):
            for unit in pair.counts_as:
                if unit in units:
                    continue
                hint = did_you_mean(unit, list(units))
                yield Inconsistency(
                    (*here, "pairs", place, "counts_as"),
                    f"unit {unit} stands in no group" + (f"; {hint}" if hint else ""),
                    unit,
                    absent=True,
                )
            if len(set(pair.counts_as)) < len(pair.counts_as):
                yield Inconsistency(
                    (*here, "pairs", place, "counts_as"), "a unit is named twice in one entry"
                )
        yield from _of_caps(here, entry.way, entry.caps, units)


def _of_caps(
    here: tuple[str | int, ...], way: str, caps: Sequence[Cap], units: Mapping[str, int | None]
) -> Iterator[Inconsistency]:
    for place, cap in enumerate(caps):
        if cap.awarded_too and way != Way.RPL:
            yield Inconsistency(
                (*here, "caps", place, "awarded_too"),
                "only a cap on rpl can reach what was awarded through it",
            )
        if cap.measure == "percent" and isinstance(cap.at_most, int) and cap.at_most > 100:
            yield Inconsistency(
                (*here, "caps", place, "at_most"), f"{cap.at_most} per cent is more than all"
            )
        if cap.measure != "percent" and isinstance(cap.at_most, str):
            yield Inconsistency(
                (*here, "caps", place, "at_most"),
                f"{cap.at_most} is a share; a cap on {cap.measure} is a whole number",
            )
        if not cap.counts_units and None in units.values():
            yield Inconsistency(
                (*here, "caps", place, "measure"),
                "the cap counts credit, and units of this edition have none",
            )
