"""The rules of a rule of combination, as data: six kinds, and the scopes that they speak of.

A rule never holds code. What each kind means is said twice: in plain arithmetic in
:mod:`catalogue.referee`, and as constraints in :mod:`solver.encoding.edition`.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import (
    BeforeValidator,
    Discriminator,
    Field,
    StrictBool,
    StrictInt,
    Tag,
    model_validator,
)

from catalogue.shares import Ratio
from catalogue.units import (
    LevelField,
    Model,
    Source,
    Text,
    UnitReference,
    as_text,
    is_unknown,
)

_Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$")]

Identifier = Annotated[_Name, BeforeValidator(as_text, json_schema_input_type=_Name | int)]
"""A short name without spaces, such as ``B`` or ``level-4-or-above``."""

Count = Annotated[StrictInt, Field(ge=0, le=1_000_000)]


class LevelRange(Model):
    """Levels from ``at_least`` to ``at_most``, both inclusive; a missing end is open."""

    at_least: LevelField | None = None
    at_most: LevelField | None = None


class Scope(Model):
    """Which counted units a rule speaks of: the intersection of what is given, less ``except``.

    An empty scope is everything. ``groups`` include their sub-groups.
    """

    groups: Annotated[tuple[Identifier, ...], Field(min_length=1)] | None = None
    level: LevelRange | None = None
    units: Annotated[tuple[UnitReference, ...], Field(min_length=1)] | None = None
    excluding: Scope | None = Field(default=None, alias="except")


def _as_it_is(value: object) -> object:
    """Leave what a file has to the model around it."""
    return value


class Measure(StrEnum):
    """What an amount is counted in."""

    CREDIT = "credit"
    UNITS = "units"
    GLH = "glh"
    TQT = "tqt"


class Percent(Model):
    """A bound that is a share of the same measure over a named base scope.

    ``percent`` is a percentage or a fraction, such as 1/3; 200 is twice the base. It is
    cross-multiplied, never rounded: at least 50 % of 21 credits is 11, since 100 x 10 is less than
    50 x 21. A ``strict`` bound is itself not allowed: *more than* the share as a least amount,
    *less than* it as a greatest.
    """

    percent: Ratio
    base: Scope
    strict: StrictBool = False


def _number_or_percent(value: object) -> str:
    return "percent" if isinstance(value, dict | Percent) else "number"


Limit = Annotated[
    Annotated[Count, Tag("number")] | Annotated[Percent, Tag("percent")],
    Discriminator(_number_or_percent),
]
"""A bound: a whole number, or a share of a base."""


class _Rule(Model):
    id: Identifier
    says: Text
    source: Source
    note: Text | None = None
    reading: Text | None = None

    @property
    def cited(self) -> str:
        """The source and, where the document can be read in several ways, the way chosen."""
        return f"{self.source}; read as: {self.reading}" if self.reading else str(self.source)


class Amount(_Rule):
    """At least or at most so much credit, so many units or so many hours within a scope.

    Both bounds are inclusive. ``at_least_unknown`` says that the document asks for some and does
    not print how much, which a file writes as ``at_least: unknown``: it may be anything, so that
    nobody knows of any choice whether the rule holds.
    """

    kind: Literal["amount"] = "amount"
    measure: Measure
    of: Scope = Scope()
    at_least: Annotated[
        Limit | None,
        BeforeValidator(_as_it_is, json_schema_input_type=Limit | Literal["unknown"] | None),
    ] = None
    at_most: Limit | None = None
    at_least_unknown: StrictBool = False

    @model_validator(mode="before")
    @classmethod
    def _read_unknown(cls, data: Any) -> Any:
        if isinstance(data, dict) and is_unknown(data.get("at_least")):
            return {**data, "at_least": None, "at_least_unknown": True}
        return data

    @model_validator(mode="after")
    def _is_known_or_not(self) -> Self:
        if self.at_least_unknown and self.at_least is not None:
            raise ValueError("at_least is given, and is said to be unknown")
        return self


class Mandatory(_Rule):
    """Every place of a scope counts, whichever version of its unit fills it.

    ``credit`` is the credit that the document states for these places together, if it does: it
    binds nothing, but a figure that the units do not add up to is a fault unless ``reading`` says
    which of the two the answers rest on.
    """

    kind: Literal["mandatory"] = "mandatory"
    of: Scope = Scope()
    credit: Count | None = None


class Barred(_Rule):
    """At most ``at_most`` of these units count: a barring class, not a list of pairs."""

    kind: Literal["barred"] = "barred"
    units: Annotated[tuple[UnitReference, ...], Field(min_length=2)]
    at_most: Count = 1


class Requires(_Rule):
    """If any of ``units`` counts, then at least ``at_least`` of ``needs`` count too.

    With ``co_requisite`` the same holds the other way round as well: if any of ``needs`` counts,
    at least ``at_least`` of ``units`` count.
    """

    kind: Literal["requires"] = "requires"
    units: Annotated[tuple[UnitReference, ...], Field(min_length=1)]
    needs: Annotated[tuple[UnitReference, ...], Field(min_length=1)]
    at_least: Annotated[Count, Field(ge=1)] = 1
    co_requisite: StrictBool = False


class Choose(_Rule):
    """Between ``at_least`` and ``at_most`` (inclusive) of these sub-rules hold.

    Pathways, endorsed titles, alternative rule sets. Where ``at_least`` is the number of
    sub-rules, all of them must hold: that is how a pathway of several rules is written.
    """

    kind: Literal["choose"] = "choose"
    rules: Annotated[tuple[Rule, ...], Field(min_length=1)]
    at_least: Count | None = None
    at_most: Count | None = None


class Spread(_Rule):
    """Between ``at_least`` and ``at_most`` (inclusive) of these groups have a unit that counts.

    A unit of a sub-group is one of the group around it as well. "Three further units from different
    modules" is a spread of at least three, beside an amount of units.
    """

    kind: Literal["spread"] = "spread"
    groups: Annotated[tuple[Identifier, ...], Field(min_length=2)]
    at_least: Count | None = None
    at_most: Count | None = None


Rule = Annotated[
    Amount | Mandatory | Barred | Requires | Spread | Choose,
    Field(discriminator="kind"),
]


RuleKind = Literal["amount", "mandatory", "barred", "requires", "spread", "choose"]
"""The names of the kinds; a test holds them against the union."""

KINDS: tuple[str, ...] = tuple(
    model.model_fields["kind"].default for model in get_args(get_args(Rule)[0])
)
"""The same, out of the union, in its order."""


def with_parts(rules: tuple[Rule, ...]) -> Iterator[Rule]:
    """Yield every rule of ``rules`` and, after each ``choose``, its sub-rules, however deep."""
    for rule in rules:
        yield rule
        if isinstance(rule, Choose):
            yield from with_parts(rule.rules)


def is_unprinted(rule: Rule) -> bool:
    """Whether nobody knows how much a rule, or a part of it, asks for."""
    return any(isinstance(one, Amount) and one.at_least_unknown for one in with_parts((rule,)))
