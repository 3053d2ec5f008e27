"""What a check of an edition finds, as frozen facts without a word of wording for people.

Each finding is ``wrong`` (the check fails), a ``doubt`` (likely a slip, though it may be meant) or
``information``. ``dates`` are the periods of registration that it is about; empty is all of them.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from catalogue.errors import Fault
from catalogue.units import Model
from solver.results.answers import FurtherConflict, Subject
from solver.results.bounds import CreditBounds, HoursBounds, Implied, Range

Severity = Literal["wrong", "doubt", "information"]


class Dates(Model):
    """Registrations from ``first`` to ``last``, both inclusive; null is an open end."""

    first: date | None
    last: date | None


class _Finding(Model):
    severity: Severity
    dates: tuple[Dates, ...] = ()


class RuleRepair(Model):
    """One rule that would have to say something else, the others as they are.

    Its ``bound`` leads from ``before`` to ``after``, the nearest with which some choice is legal;
    where there is none the rule would have to go altogether.
    """

    rule: str
    bound: Literal["at_least", "at_most"] | None = None
    before: int | None = None
    after: int | None = None


class RulesRepair(Model):
    """Rules that would have to change together, the others as they are: no fewer are enough."""

    changes: tuple[RuleRepair, ...]


class _Unmet(_Finding):
    """``conflicts`` are sets of rules that cannot all hold, each by itself, as in an answer.

    What is not open on the dates of the finding is a cause of the kind ``date`` without a name.
    """

    conflicts: tuple[FurtherConflict, ...] = ()


class Unsatisfiable(_Unmet):
    """No choice of open units meets the rule of combination.

    Each of ``repairs`` is enough by itself, the least first. Where more than one rule would have to
    change there is none, and each of ``sets`` is one of the smallest sets of rules that are enough
    together; ``sets_complete`` says that there is no other as small. All are empty where time ran
    out, and the rules are not ``decided``.
    """

    kind: Literal["unsatisfiable"] = "unsatisfiable"
    repairs: tuple[RuleRepair, ...] = ()
    sets: tuple[RulesRepair, ...] = ()
    sets_complete: bool = True
    decided: bool = True


class Untold(_Unmet):
    """Whether any choice is legal rests on figures of ``units`` that nobody knows."""

    kind: Literal["untold"] = "untold"
    units: tuple[str, ...]


class PublishedCredit(_Finding):
    """The least credit of a legal choice, beside the published credit."""

    kind: Literal["published-credit"] = "published-credit"
    credit: CreditBounds


class PublishedGlh(_Finding):
    """The range of GLH worked out, beside the published one."""

    kind: Literal["published-glh"] = "published-glh"
    glh: HoursBounds


class ForcedUnit(_Finding):
    """Every legal choice counts the unit, though no mandatory rule says so."""

    kind: Literal["forced"] = "forced"
    unit: str


class DeadUnit(_Finding):
    """No legal choice counts the unit."""

    kind: Literal["dead"] = "dead"
    unit: str


class ImpliedRule(_Finding):
    """A rule that the others already force."""

    kind: Literal["implied"] = "implied"
    implied: Implied


class SpareRules(_Finding):
    """What of the ``rules`` that others force may go.

    Any one of ``rules`` may go by itself, and ``together`` all may go at once: the rules that
    ``suffice`` are the fewest from which all others follow.
    """

    kind: Literal["spare"] = "spare"
    rules: tuple[str, ...]
    together: tuple[str, ...]
    suffice: tuple[str, ...]


class FreeGroups(_Finding):
    """Groups that no rule names: only what is asked of everything binds their units."""

    kind: Literal["free"] = "free"
    groups: tuple[str, ...]


class EffectiveBounds(_Finding):
    """The credit of a group is bound otherwise than printed.

    ``exact_credit`` is over choices of exactly the qualification's credit, null if there are none.
    Where some credit is unknown, both are of the choices whose credit is known: ``of_known``.
    """

    kind: Literal["effective-bounds"] = "effective-bounds"
    group: str
    printed: Range
    effective: Range
    exact_credit: Range | None
    of_known: bool = False


class SameTitle(_Finding):
    """Units of different places that have the same title."""

    kind: Literal["same-title"] = "same-title"
    title: str
    units: tuple[str, ...]


class UnknownGlh(_Finding):
    """Units whose hours are not known."""

    kind: Literal["unknown-glh"] = "unknown-glh"
    units: tuple[str, ...]


class UnknownFigures(_Finding):
    """Units of which nobody knows the credit, or the level."""

    kind: Literal["unknown-figures"] = "unknown-figures"
    figure: Literal["credit", "level"]
    units: tuple[str, ...]


class UnknownAmounts(_Finding):
    """Rules of which nobody knows how much they ask for, so that of no choice it is told."""

    kind: Literal["unknown-amounts"] = "unknown-amounts"
    rules: tuple[str, ...]


class IncompleteLists(_Finding):
    """Groups of which the file does not list every unit: sums were not held against anything."""

    kind: Literal["incomplete"] = "incomplete"
    groups: tuple[str, ...]


class UnitNote(_Finding):
    """What the catalogue notes of a unit, such as a document that prints another value."""

    kind: Literal["note"] = "note"
    unit: str
    note: str


class ExampleBroken(_Finding):
    """An example of the file does not come out as it says.

    ``number`` counts from 1. ``broken`` are the rules that the choice breaks, ``closed`` the units
    that are not open on the date of the example, ``clashes`` those that cannot count together.
    """

    kind: Literal["example"] = "example"
    number: int
    says: str
    passes: bool
    breaks: tuple[str, ...]
    broken: tuple[str, ...]
    closed: tuple[str, ...]
    clashes: tuple[str, ...]


class NotDecided(_Finding):
    """Time ran out, or an example has too many placements: nothing follows from it."""

    kind: Literal["undecided"] = "undecided"
    example: int | None = None


Finding = Annotated[
    Unsatisfiable
    | Untold
    | PublishedCredit
    | PublishedGlh
    | ForcedUnit
    | DeadUnit
    | ImpliedRule
    | SpareRules
    | FreeGroups
    | EffectiveBounds
    | SameTitle
    | UnknownGlh
    | UnknownFigures
    | UnknownAmounts
    | IncompleteLists
    | UnitNote
    | ExampleBroken
    | NotDecided,
    Field(discriminator="kind"),
]


class Inspection(Model):
    """What was found in one edition, wrong first. ``examples`` is how many the file has.

    ``repeated`` is how many more findings there are that were told of another edition before.
    ``file`` is where the qualification stands, and ``lines`` has the line there of each rule that a
    finding names; null and empty where that is not known.
    """

    qualification: Subject
    findings: tuple[Finding, ...]
    examples: int
    repeated: int = 0
    file: str | None = None
    lines: dict[str, int] = Field(default={})

    @property
    def wrong(self) -> bool:
        """Whether anything is wrong."""
        return any(finding.severity == "wrong" for finding in self.findings)

    @property
    def undecided(self) -> bool:
        """Whether time ran out before all of it was known."""
        return any(finding.kind == "undecided" for finding in self.findings)


class CatalogueCheck(Model):
    """A check of catalogue files: their faults, or else what was found in each edition.

    ``faults`` are mistakes that keep a file from being read; ``inspections`` is empty then.
    ``doubts`` are what somebody should look at in files that can be read: they are no mistakes.
    What is undecided has not ``passed``.
    """

    version: Literal[1] = 1
    answer: Literal["catalogue-check"] = "catalogue-check"
    passed: bool
    faults: tuple[Fault, ...] = ()
    doubts: tuple[Fault, ...] = ()
    inspections: tuple[Inspection, ...] = ()
