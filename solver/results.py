"""Answers: frozen facts that can be written as JSON, without a word of wording for people.

The ``version`` of a document rises when one of its keys changes its meaning or goes.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from catalogue.qualification import Edition, Option, Qualification, Way
from catalogue.referee import Clash, RuleAudit
from catalogue.units import LevelField, Model
from solver.question import Goal, Limits, UnknownHours


class Subject(Model):
    """Which qualification and edition an answer is about."""

    number: str | None
    short_name: str
    title: str
    edition: str

    @classmethod
    def of(cls, qualification: Qualification, edition: Edition) -> Subject:
        """Return the subject of answers about ``edition``."""
        return cls(
            number=qualification.number,
            short_name=qualification.short_name,
            title=qualification.title,
            edition=edition.edition,
        )


class CountedUnit(Model):
    """A unit that counts, where, and through what.

    ``glh`` is null where the hours are unknown, and an estimate where ``glh_estimated``.
    """

    unit: str
    title: str
    group: str
    place: str
    level: LevelField
    credit: int | None
    glh: int | None
    glh_estimated: bool = False
    through: Way = Way.STUDY

    @classmethod
    def of(cls, option: Option, estimate: int | None = None) -> CountedUnit:
        """Return the unit of ``option``, newly studied; ``estimate`` stands in for its hours."""
        unit = option.unit
        return cls(
            unit=unit.reference,
            title=unit.title,
            group=option.group,
            place=option.place_name,
            level=unit.level,
            credit=unit.credit,
            glh=estimate if unit.glh is None else unit.glh,
            glh_estimated=unit.glh is None and estimate is not None,
        )


class Totals(Model):
    """Sums over what counts; ``new_`` over what must still be studied.

    A sum is null where one of its parts is not known. ``known_glh`` is the sum of the hours that
    are known, ``unknown_glh`` names the units that it lacks.
    """

    credit: int | None
    new_credit: int | None
    glh: int | None
    new_glh: int | None
    units: int
    new_units: int
    known_glh: int
    unknown_glh: tuple[str, ...] = ()
    surplus_credit: int | None = None

    @classmethod
    def of(cls, units: tuple[CountedUnit, ...], edition: Edition) -> Totals:
        """Add up ``units``; surplus is the credit beyond the published credit of ``edition``."""

        def total(values: list[int | None]) -> int | None:
            known = [value for value in values if value is not None]
            return sum(known) if len(known) == len(values) else None

        new = [unit for unit in units if unit.through is Way.STUDY]
        credit = total([unit.credit for unit in units])
        published = edition.published.credit if edition.published else None
        return cls(
            credit=credit,
            new_credit=total([unit.credit for unit in new]),
            glh=total([unit.glh for unit in units]),
            new_glh=total([unit.glh for unit in new]),
            units=len(units),
            new_units=len(new),
            known_glh=sum(unit.glh for unit in units if unit.glh is not None),
            unknown_glh=tuple(unit.unit for unit in units if unit.glh is None),
            surplus_credit=None if credit is None or published is None else credit - published,
        )


class GoalValue(Model):
    """What a plan reaches for one goal.

    Where ``proven``, no choice does better given the goals before it. Otherwise ``bound`` is what
    no choice can beat, or null if nothing is known.
    """

    goal: Goal
    value: int
    proven: bool
    bound: int | None


class Plan(Model):
    """Units that together satisfy every rule and wish; best by its goals where ``optimal``.

    ``left_out`` are the units that were not considered because their hours are unknown: the proof
    is about the choices without them.
    """

    version: Literal[1] = 1
    answer: Literal["plan"] = "plan"
    proof: Literal["optimal", "feasible"]
    qualification: Subject
    on: date
    units: tuple[CountedUnit, ...]
    totals: Totals
    goals: tuple[GoalValue, ...]
    rules: tuple[RuleAudit, ...]
    left_out: tuple[str, ...] = ()
    unknown_glh: UnknownHours = UnknownHours.LEAVE_OUT


class Conflict(Model):
    """Proof that no choice fits.

    ``reason`` tells what cannot be met: ``rule``, the rule of combination by itself, whatever is
    open; ``date``, the rule with the units open on that date; ``wishes``, the rule with what was
    wanted, refused and limited; ``unknown-hours``, a goal or limit in hours that are not known.
    For ``unknown-hours``, ``units`` are those with unknown hours that every choice needs, and
    ``fewest_unknown`` how many such units any choice has at the least.
    """

    version: Literal[1] = 1
    answer: Literal["conflict"] = "conflict"
    qualification: Subject
    on: date
    reason: Literal["rule", "date", "wishes", "unknown-hours", "not-told-apart"]
    want: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    limits: Limits = Limits()
    units: tuple[CountedUnit, ...] = ()
    fewest_unknown: int | None = None
    left_out: tuple[str, ...] = ()


class Undecided(Model):
    """Time ran out before a plan was found or shown impossible. It says nothing of either."""

    version: Literal[1] = 1
    answer: Literal["undecided"] = "undecided"
    qualification: Subject
    on: date
    time_limit: float


class AuditAnswer(Model):
    """The verdict on a given choice, rule by rule.

    ``closed`` are the units that a learner registering ``on`` may not newly study; they make the
    choice illegal only where a date was asked about.
    """

    version: Literal[1] = 1
    answer: Literal["audit"] = "audit"
    legal: bool
    qualification: Subject
    on: date | None
    units: tuple[CountedUnit, ...]
    totals: Totals
    rules: tuple[RuleAudit, ...]
    clashes: tuple[Clash, ...] = ()
    closed: tuple[str, ...] = ()


Answer = Annotated[Plan | Conflict | Undecided, Field(discriminator="answer")]
"""What ``suggest`` gives: three answers, three types."""
