"""What a rule of combination really says, as frozen facts without a word of wording for people."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from catalogue.learner.exceptions import Excepted
from catalogue.places import Basis
from catalogue.units import LevelField, Model
from solver.results.answers import Subject, Undecided
from solver.results.counted import FromOffer

Verdict = Literal["equal", "consistent", "contradicts", "not-comparable"]
"""How a published figure stands to the one worked out.

``equal``: it is what comes out, be it over the choices whose hours are known. ``consistent``: some
hours are unknown, and what comes out without them lies within it, so that it is neither confirmed
nor refuted. ``not-comparable``: nothing comes out to hold it against.
"""

WhyNoHours = Literal[
    "no-legal-choice",
    "no-choice-of-that-credit",
    "no-credit",
    "credit-unknown",
    "hours-unknown",
    "units-in-several-groups",
]
"""Why there is no range of GLH.

``no-credit``: the basis is an exact credit, and units have none. ``credit-unknown``: every choice
counts a unit whose credit is unknown. ``hours-unknown``: every choice
of the basis counts a unit whose hours are unknown. ``units-in-several-groups``: what can be dropped
is not worked out where units can be placed in more than one way.
"""

WhyNoCount = Literal["too-many-states", "out-of-time", "figures-unknown", "not-asked"]
"""Why the legal choices were not counted.

``figures-unknown``: which choices are legal depends on figures that nobody knows.
"""


class Range(Model):
    """From ``least`` to ``greatest``, both inclusive; null is none, or not known."""

    least: int | None = None
    greatest: int | None = None


class CreditBounds(Model):
    """The least and greatest credit over all legal choices; more than is asked for is legal.

    Both are null where units have no credit or no choice is legal. ``exact`` is the qualification's
    credit: what is published, or else the least; null also where no legal choice has it exactly.
    ``unknown_credit`` are the units of unknown credit that some legal choices count: the range is
    then over the choices without them, and ``known`` is what the units of known credit come to
    over all legal choices. Their own credit adds to that.
    """

    least: int | None
    greatest: int | None
    basis: Literal["legal-choices"] = "legal-choices"
    exact: int | None
    published: Range | None
    verdict: Verdict | None
    unknown_credit: tuple[str, ...] = ()
    known: Range | None = None


class HoursBounds(Model):
    """The least and greatest GLH over the choices of ``basis``.

    ``credit`` is the exact credit of those choices where that is the basis. ``unknown_glh`` are the
    units of unknown hours that some of them count: the range is then over the choices without
    them. ``verdict`` is null where no figure is published.
    """

    least: int | None
    greatest: int | None
    basis: Basis
    credit: int | None
    published: Range | None
    verdict: Verdict | None
    unknown_glh: tuple[str, ...] = ()
    reason: WhyNoHours | None = None


class GroupBounds(Model):
    """What the choices give to a group, its sub-groups included.

    ``printed`` is the credit that rules about just this group state, ``effective`` what legal
    choices really give, ``exact_credit`` what those of exactly the qualification's credit give. The
    same in units. Credit is null where a unit of the group has none; what is said of it is said of
    the choices whose credit is known.
    """

    group: str
    title: str
    printed: Range
    effective: Range | None
    exact_credit: Range | None
    printed_units: Range
    effective_units: Range | None


class LevelBounds(Model):
    """The credit that choices give at one level, and at that level or above.

    It is said of the choices whose credit and levels are known.
    """

    level: LevelField
    effective: Range | None
    exact_credit: Range | None
    or_above: Range | None
    or_above_exact_credit: Range | None


class UnitStatus(Model):
    """Whether every legal choice counts a unit, some do, or none does.

    ``mandatory`` tells whether a rule says so: a unit can be forced though it is called optional.
    """

    unit: str
    title: str
    groups: tuple[str, ...]
    level: LevelField | None
    credit: int | None
    credit_unknown: bool = False
    glh: int | None
    status: Literal["forced", "possible", "dead"]
    mandatory: bool


class Share(Model):
    """What a group gives in an extreme case; ``everything`` if it has no more."""

    group: str
    amount: int
    everything: bool


class Implied(Model):
    """A rule that the rules ``by`` imply, none of which can be left out.

    For an amount, ``left`` is what they leave to its scope, and ``shares`` what the groups give
    outside its scope in that extreme case.
    """

    rule: str
    by: tuple[str, ...]
    left: Range | None = None
    shares: tuple[Share, ...] = ()


class Bounds(Model):
    """What is really optional for a learner who registers ``on``, over all legal choices.

    Only units open to new study on that date count; ``closed`` are the others. Under an ``offer``
    of a centre nothing else is studied, and ``not_offered`` are those open ones that it does not
    deliver, or has no place of; published figures then have no verdict. ``choices`` is the
    exact number of sets of units that are legal, or null with ``choices_reason``. ``implied`` are
    the rules that the others already force, each by itself; ``suffice`` the fewest rules from which
    all others follow, empty where none does. Where the lists of the groups in ``incomplete`` are
    not complete, the sums are those over what is listed, and the status of a unit holds whatever
    is missing.

    A choice is legal if it is so whatever the figures are that nobody knows. Where that is so of
    none, and of some with other figures, it is not ``satisfiable`` and ``may_be_satisfiable``; the
    status of a unit is told of the choices that may be legal. ``unknown_figures`` are the units
    whose credit or level nobody knows and on which that rests; ``unknown_level`` all of unknown
    level, without which levels are told.
    """

    version: Literal[1] = 1
    answer: Literal["bounds"] = "bounds"
    qualification: Subject
    on: date
    satisfiable: bool
    credit: CreditBounds
    glh: HoursBounds
    groups: tuple[GroupBounds, ...]
    levels: tuple[LevelBounds, ...]
    units: tuple[UnitStatus, ...]
    closed: tuple[str, ...]
    not_offered: tuple[str, ...] = ()
    offer: FromOffer | None = None
    implied: tuple[Implied, ...]
    suffice: tuple[str, ...] = ()
    choices: int | None
    choices_reason: WhyNoCount | None = None
    incomplete: tuple[str, ...] = ()
    exceptions: tuple[Excepted, ...] = ()
    may_be_satisfiable: bool
    unknown_figures: tuple[str, ...] = ()
    unknown_level: tuple[str, ...] = ()


BoundsAnswer = Annotated[Bounds | Undecided, Field(discriminator="answer")]
"""What ``bounds`` gives: the facts, or that time ran out before they were all proven."""
