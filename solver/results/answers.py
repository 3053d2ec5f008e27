"""Answers: frozen facts that can be written as JSON, without a word of wording for people.

The ``version`` of a document rises when one of its keys changes its meaning or goes.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from catalogue.learner.exceptions import Excepted
from catalogue.places import AlsoNeeded
from catalogue.policy import Cap
from catalogue.qualification import Edition, Qualification
from catalogue.referee import Clash, RuleAudit
from catalogue.units import Model
from solver.question import Goal, Limits, UnknownHours
from solver.results.counted import (
    CountedUnit as CountedUnit,
    Figure as Figure,
    FromOffer as FromOffer,
    Totals as Totals,
)


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


Reason = Literal[
    "rule",
    "date",
    "offer",
    "wishes",
    "wishes-and-rules",
    "unknown-hours",
    "unknown-figures",
    "not-told-apart",
]
"""What a conflict is about."""


class GoalValue(Model):
    """What a plan reaches for one goal.

    Where ``proven``, no choice does better given the goals before it. Otherwise ``bound`` is what
    no choice can beat, or null if nothing is known.
    """

    goal: Goal
    value: int
    proven: bool
    bound: int | None


class Step(Model):
    """What a goal comes to in another choice, and by how much that is more than in the best."""

    goal: Goal
    value: int
    change: int


class Alternative(Model):
    """Another choice, against the best: what enters, what leaves, and what each goal comes to.

    ``rests_on`` are the references of the exceptions that it needs.
    """

    units: tuple[CountedUnit, ...]
    totals: Totals
    goals: tuple[Step, ...]
    entered: tuple[str, ...]
    left: tuple[str, ...]
    proof: Literal["optimal", "feasible"] = "optimal"
    rests_on: tuple[str, ...] = ()


class Alternatives(Model):
    """The next best choices in order of the goals, as many as were asked for.

    No choice is here that only adds units to a better one. Where ``differ`` is given, each choice
    lacks at least so many units of every one before it. ``ended`` tells why there are no more:
    so many were asked for, there are none, or the search was stopped.
    """

    choices: tuple[Alternative, ...]
    differ: int | None = None
    ended: Literal["asked", "exhausted", "stopped"]


class Price(Model):
    """What it costs to include a unit that the best plan leaves out, or to leave out one it has.

    ``counts`` tells whether the best plan has it. ``effect`` is ``forced`` (no choice without it),
    ``not-listed`` (no choice of listed units, but one with others that the file does not list may),
    ``impossible`` (no choice with it), ``priced``, or ``undecided`` where the search was stopped.
    """

    unit: str
    title: str
    counts: bool
    effect: Literal["forced", "impossible", "not-listed", "priced", "undecided"]
    goals: tuple[Step, ...] = ()


class Plan(Model):
    """Units that together satisfy every rule and wish; best by its goals where ``optimal``.

    ``left_out`` are the units that were not considered because their hours, credit or level are
    unknown, whichever of these are in ``left_out_for``: the proof is about the choices without
    them. ``exceptions`` are all that were made, agreed for this
    learner; it rests on those that are ``needed``. ``also_needed`` is what the qualification asks
    for besides units, of which nothing is judged. ``offer`` is that of a centre, where nothing else
    could be studied. Where the lists of the groups in ``incomplete`` are not complete, the proof is
    about the choices of listed units.
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
    left_out_for: tuple[Figure, ...] = ()
    unknown_glh: UnknownHours = UnknownHours.LEAVE_OUT
    stopped: Literal["time", "asker"] | None = None
    exceptions: tuple[Excepted, ...] = ()
    also_needed: tuple[AlsoNeeded, ...] = ()
    offer: FromOffer | None = None
    incomplete: tuple[str, ...] = ()
    alternatives: Alternatives | None = None
    prices: tuple[Price, ...] = ()


class Cause(Model):
    """One element of a conflict: a wish of the asker, a rule, or the policy of recognition.

    ``name`` is what a want or avoid is about, the name of a limit, the id of a pathway or rule,
    the newest unit of a place, or the date. ``value`` is what a limit stands at. ``says`` and
    ``source`` are those of a rule; a place (of which only one version counts) has the source of its
    group. ``units`` are the references that it turns on: what a wish takes in, the versions of a
    place, or the units that a date or unknown hours shut out and that matter here.

    A ``cap`` on recognition has the way (or ``any``) as its name, with its ``measure`` and value.
    What the policy bars is ``not-accepted``, ``too-old`` or ``date-unknown``, and its name is the
    way; ``units`` is then what is held, ``value`` the years that something may be old.
    ``unknown-figures``, named after them, is that nobody knows the credit or level of ``units``, of
    which ``rule`` or, without one, something asked speaks, or ``price``, that the offer has none:
    with some figures the others could hold. ``not-offered`` is that the centre does not deliver
    ``units``, ``full`` that it has no place left of them, so that they cannot be studied there.
    """

    kind: Literal[
        "want",
        "avoid",
        "limit",
        "pathway",
        "date",
        "unknown-hours",
        "unknown-figures",
        "rule",
        "place",
        "cap",
        "not-accepted",
        "too-old",
        "date-unknown",
        "retake",
        "not-offered",
        "full",
    ]
    name: str
    value: int | None = None
    measure: Literal["credit", "units", "percent"] | None = None
    cap: Cap | None = None
    says: str | None = None
    source: str | None = None
    units: tuple[str, ...] = ()
    rule: str | None = None


class Change(Model):
    """One thing that the asker can do. ``by`` is how far a limit is raised.

    ``raise-limit`` leads ``before`` to ``after``; ``give-up-want``, ``give-up-avoid`` and
    ``give-up-pathway`` name the wish; ``register-by`` and ``register-from`` give a date in
    ``after``, inclusive; ``estimate-hours`` lets units with unknown hours in with estimates;
    ``drop-hours`` asks nothing of hours any more, ``drop-figures`` nothing of the credit, level or
    price that is its name; ``allow-retake`` lets ``units`` be studied again though they are held
    and current; ``offer-unit`` has the centre offer ``units``, ``add-place``
    make a place of each. The awarding organisation would have to agree to
    ``raise-cap``, the ``cap`` on recognition by the way ``name`` (or ``any``), from ``before`` in
    whole per cent where it is a share, and to
    ``accept-recognition`` by that way of what is held, named in ``units``; ``before`` is why the
    policy bars it.
    """

    kind: Literal[
        "raise-limit",
        "give-up-want",
        "give-up-avoid",
        "give-up-pathway",
        "register-by",
        "register-from",
        "estimate-hours",
        "drop-hours",
        "drop-figures",
        "raise-cap",
        "accept-recognition",
        "allow-retake",
        "offer-unit",
        "add-place",
    ]
    name: str
    measure: Literal["credit", "units", "percent"] | None = None
    cap: Cap | None = None
    units: tuple[str, ...] = ()
    before: int | str | None = None
    after: int | str | None = None
    by: int | None = None


class Repair(Model):
    """Changes that together make an answer exist, none of which could be left out.

    A limit is raised no further than it must be, given the other changes. Where one of them is
    another date, that is so of what would count there in the same way as on the date asked about:
    something held that would then count in another way may make less do.
    """

    changes: tuple[Change, ...]


class FurtherConflict(Model):
    """Another set of causes that cannot all hold, whatever becomes of the first.

    ``minimal`` and ``rechecked`` are said of it as of a :class:`Conflict`.
    """

    causes: tuple[Cause, ...]
    minimal: bool = True
    rechecked: bool = False


class Conflict(Model):
    """Proof that no choice fits.

    ``reason`` tells what cannot be met: ``rule``, the rule of combination by itself, whatever is
    open; ``date``, the rule with the units open on that date; ``offer``, with those that the centre
    offers; ``wishes``, the wishes by themselves,
    without any rule; ``wishes-and-rules``, the rules together with the wishes; ``unknown-hours``, a
    goal or limit in hours that are not known; ``unknown-figures``, that nobody knows a credit or
    level, or how much a rule asks for, so that it cannot be told. ``causes`` cannot all hold; where
    ``minimal``, each is necessary: without it the others can. ``rechecked`` says that plain
    arithmetic, without the solver, came to the same; it may be too large for that. ``further`` are
    the conflicts that are left where what is asked in those before is given up, and those of every
    other wish that a repair gives up. ``repairs`` stand cheapest first.

    For ``unknown-hours``, ``units`` are those with unknown hours that every choice needs, and
    ``fewest_unknown`` how many such units any choice has at the least.
    """

    version: Literal[1] = 1
    answer: Literal["conflict"] = "conflict"
    qualification: Subject
    on: date
    reason: Reason
    causes: tuple[Cause, ...] = ()
    minimal: bool = True
    rechecked: bool = False
    further: tuple[FurtherConflict, ...] = ()
    repairs: tuple[Repair, ...] = ()
    repairs_complete: bool = True
    want: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    limits: Limits = Limits()
    units: tuple[CountedUnit, ...] = ()
    fewest_unknown: int | None = None
    left_out: tuple[str, ...] = ()
    exceptions: tuple[Excepted, ...] = ()
    offer: FromOffer | None = None

    @property
    def untold(self) -> bool:
        """Whether it cannot be told if a choice fits, rather than that none does."""
        return self.reason == "unknown-figures"

    @property
    def to_be_offered(self) -> tuple[str, ...]:
        """The units with which a choice would fit if the centre had them on offer.

        They are those of the cheapest repair by which nothing else need give; often there is none.
        """
        for repair in self.repairs:
            if all(change.kind in {"offer-unit", "add-place"} for change in repair.changes):
                return tuple(unit for change in repair.changes for unit in change.units)
        return ()


class GoalBound(Model):
    """What no choice can beat in a goal."""

    goal: Goal
    bound: int


class Undecided(Model):
    """The search ended before a plan was found or shown impossible. It says nothing of either.

    ``stopped`` tells whether time ran out or the asker broke off; or that the lists of the groups
    in ``incomplete`` are not complete: no choice of listed units fits, and one with others may.
    Where ``figures_unknown``, one of listed units may fit as well: a rule asks for credit, levels
    or hours that nobody knows.
    ``bound`` is what no choice, if
    there is one, can beat in the first goal; null if nothing is known of it.
    """

    version: Literal[1] = 1
    answer: Literal["undecided"] = "undecided"
    qualification: Subject
    on: date
    time_limit: float
    stopped: Literal["time", "asker", "incomplete"] = "time"
    bound: GoalBound | None = None
    incomplete: tuple[str, ...] = ()
    figures_unknown: bool = False
    exceptions: tuple[Excepted, ...] = ()
    offer: FromOffer | None = None


class AuditAnswer(Model):
    """The verdict on a given choice, rule by rule.

    ``closed`` are the units that a learner registering ``on`` may not newly study; they make the
    choice illegal only where a date was asked about. Where it is not ``proven``, the units could
    stand at other places in a choice that is legal, or has fewer places closed. One that is not
    ``legal`` and ``may_be_legal`` would be so with some figures that nobody knows. Where it was
    asked about the ``offer`` of a centre, neither what is ``not_offered`` nor what is ``full``, of
    which no place is left, can be studied there, and either makes the choice illegal.
    """

    version: Literal[1] = 1
    answer: Literal["audit"] = "audit"
    legal: bool
    may_be_legal: bool
    proven: bool = True
    qualification: Subject
    on: date | None
    units: tuple[CountedUnit, ...]
    totals: Totals
    rules: tuple[RuleAudit, ...]
    clashes: tuple[Clash, ...] = ()
    closed: tuple[str, ...] = ()
    not_offered: tuple[str, ...] = ()
    full: tuple[str, ...] = ()
    exceptions: tuple[Excepted, ...] = ()
    offer: FromOffer | None = None


Answer = Annotated[Plan | Conflict | Undecided, Field(discriminator="answer")]
"""What ``suggest`` gives: three answers, three types."""
