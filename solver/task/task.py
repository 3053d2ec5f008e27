"""A question put to one edition: what can count, what is best, and the program for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import cast

from catalogue.easing import eased
from catalogue.learner.recognised import NOTHING, Recognised, Use
from catalogue.places import Option
from catalogue.qualification import Edition, Qualification
from catalogue.referee import Audit
from solver.checks.recheck import recheck
from solver.encoding.edition import Compiled, compile_edition
from solver.hours import Hours
from solver.program.engine import Program
from solver.program.linear import Bound, Terms
from solver.question import Goal, Question, UnknownHours
from solver.results.answers import Figure, Subject
from solver.situation import Situation
from solver.task.clauses import (
    OF_STUDY,
    Clause,
    asks_cost,
    clauses_of,
    measured,
    unconditional,
)
from solver.task.goals import Objective, goals_of, most_recognised, objective, tie_break
from solver.wishes import About, Wishes


@dataclass(frozen=True, slots=True)
class Task:
    """A question, understood.

    ``clauses`` are all that is asked and all the rules, the most telling first. ``can_count`` is
    what is open, not refused and not in ``left_out``, the options whose hours, credit or level a
    goal, limit or wish needs and nobody knows; ``left_out_for`` are these figures.
    """

    qualification: Qualification
    edition: Edition
    compiled: Compiled
    question: Question
    wishes: Wishes
    hours: Hours
    clauses: tuple[Clause, ...]
    can_count: tuple[Option, ...]
    left_out: tuple[Option, ...]
    objectives: tuple[Objective, ...]
    held: Recognised = NOTHING
    left_out_for: tuple[Figure, ...] = ()

    @property
    def subject(self) -> Subject:
        """Which qualification and edition the question is about."""
        return Subject.of(self.qualification, self.edition)

    @property
    def goals(self) -> list[Terms]:
        """The goals in order, as expressions to minimise."""
        return [objective.terms for objective in self.objectives]

    @property
    def ordered(self) -> list[Terms]:
        """The goals and the tie-break, as expressions to minimise."""
        uses, order = self.compiled.uses, self.held.order
        return [
            *self.goals,
            *most_recognised(uses),
            *tie_break(self.can_count),
            *(
                ((variable, -1),)
                for variable in sorted(uses, key=lambda v: (order[uses[v].achievement], v))
            ),
        ]

    def program(
        self, clauses: Iterable[Clause] | None = None, extra: Sequence[Bound] = ()
    ) -> Program:
        """Return the program of some of the clauses, or of all, and of ``extra``."""
        chosen = list(self.clauses if clauses is None else clauses)
        shut, unstudied = shut_by(chosen)
        kept = [index for index in sorted(unstudied - shut) if index in self.compiled.uses_of]
        return Program(
            names=self.compiled.names,
            bounds=[
                *unconditional(self.edition, self.compiled),
                *(bound for clause in chosen for bound in clause.bounds),
                *(Bound(self.compiled.studied(((index, 1),)), high=0) for index in kept),
                *extra,
            ],
            definitions=self.compiled.definitions,
            fixed=dict.fromkeys(sorted((shut | unstudied).difference(kept)), False),
        )

    def chosen(self, values: Sequence[bool]) -> list[Option]:
        """The options that count."""
        return [option for option in self.edition.options if values[option.index]]

    def used(self, values: Sequence[bool]) -> list[Use]:
        """What of the record is used, in the order of the record."""
        return [use for variable, use in self.compiled.uses.items() if values[variable]]

    def with_barred(self) -> Task:
        """Return the same task with what the policy bars as clauses that can be taken away.

        It is for explanations: nothing that was said of its goals holds of it.
        """
        held = self.held.with_barred()
        if held is self.held:
            return self
        return self._anew(self.edition, held)

    def eased(self) -> Task:
        """Return the same task without what a unit that is missing from the lists could give.

        If nothing fits in it either, nothing fits whatever is missing.
        """
        edition = eased(self.edition)
        return self if edition is self.edition else self._anew(edition, self.held)

    def _anew(self, edition: Edition, held: Recognised) -> Task:
        compiled = compile_edition(edition, held)
        lacking = {
            (clause.cause.kind, clause.cause.name): [
                self.edition.options[index] for index in sorted(clause.shut)
            ]
            for clause in self.clauses
            if clause.cause.kind in {"unknown-hours", "unknown-figures"} and clause.shut
        }
        unknown = lacking.get(("unknown-hours", self.question.unknown_glh.value), [])
        unfigured = {
            cast(Figure, name): options
            for (kind, name), options in lacking.items()
            if kind == "unknown-figures"
        }
        asked = (self.question, self.wishes, self.hours, unknown, held, unfigured)
        clauses = tuple(clauses_of(edition, compiled, *asked))
        return replace(
            self, edition=edition, held=held, compiled=compiled, clauses=clauses, objectives=()
        )

    def recheck(
        self, values: Sequence[bool], claimed: Sequence[tuple[Goal, int]], question: Question
    ) -> Audit:
        """Hold a solution against plain arithmetic, as :mod:`solver.checks.recheck` does."""
        choice, used = self.chosen(values), self.used(values)
        wishes = self.wishes if question is self.question else None
        return recheck(self.edition, question, choice, claimed, self.held, used, wishes)


def shut_by(clauses: Iterable[Clause]) -> tuple[frozenset[int], frozenset[int]]:
    """Return the options that clauses shut altogether, and those that they shut to new study."""
    every = list(clauses)
    return (
        frozenset[int]().union(*(c.shut for c in every if c.cause.kind not in OF_STUDY)),
        frozenset[int]().union(*(c.shut for c in every if c.cause.kind in OF_STUDY)),
    )


def understood(situation: Situation, compiled: Compiled | None = None) -> Task:
    """Understand the question of a situation: what can count, what is best, and the program.

    ``compiled`` is the edition with what is recognised, where that was compiled before.

    Raises
    ------
    NoSuchMeasure
        As for :func:`solver.suggest`.
    """
    qualification, edition = situation.qualification, situation.edition
    question, wishes, held = situation.question, situation.wishes, situation.held
    compiled = compiled or compile_edition(edition, held)
    hours = Hours(edition, question.unknown_glh)
    open_now = [option for option in edition.options if option.version.open_on(question.on)]
    goals = goals_of(question, open_now)
    unknown: list[Option] = []
    # Where only the default goals speak of hours, all that is open has them.
    if Goal.LEAST_GLH in question.goals or question.limits.new_glh is not None:
        unknown = [option for option in edition.options if hours.of(option) is None]
    needed = _needed(question, wishes)
    lacks: dict[Figure, list[Option]] = {
        "credit": [option for option in edition.options if option.unit.credit_unknown],
        "level": [option for option in edition.options if option.unit.level is None],
        "price": _unpriced(edition, question),
    }
    unfigured = {figure: options for figure, options in lacks.items() if figure in needed}
    asked = (question, wishes, hours, unknown, held, unfigured)
    every = tuple(clauses_of(edition, compiled, *asked))
    not_known = {"unknown-hours", "unknown-figures"}
    closing = [clause for clause in every if clause.cause.kind not in not_known]
    shut, unstudied = shut_by(closing)
    closed = shut | unstudied
    wished = [option for option in edition.options if option.index not in closed]
    lacking = {option.index for option in chain(unknown, *unfigured.values())}
    can_study = [option for option in wished if option.index not in lacking]
    recognisable = compiled.uses_of.keys() - shut
    can_count = can_study
    if recognisable:
        numbers = recognisable | {option.index for option in can_study}
        can_count = [option for option in edition.options if option.index in numbers]
    for name, most in question.limits:
        if most is not None:
            options = can_count if name == "surplus_credit" else can_study
            measured(name, options, hours, question.offer)
    return Task(
        qualification=qualification,
        edition=edition,
        compiled=compiled,
        question=question,
        wishes=wishes,
        hours=hours,
        clauses=every,
        can_count=tuple(can_count),
        left_out=tuple(option for option in wished if option.index in lacking),
        left_out_for=_left_out_for({"glh": unknown, **unfigured}, wished),
        objectives=tuple(
            _objective(goal, edition, compiled, can_study, can_count, hours, wishes, question)
            for goal in goals
        ),
        held=held,
    )


def _needed(question: Question, wishes: Wishes) -> set[Figure]:
    """What, besides hours, something asked speaks of."""
    goals, limits = set(question.goals), question.limits
    found: set[Figure] = set()
    if goals & {Goal.LEAST_CREDIT, Goal.LEAST_SURPLUS} or not (
        limits.new_credit is None and limits.surplus_credit is None
    ):
        found.add("credit")
    if (
        Goal.HIGHEST_LEVEL in goals
        or limits.highest_level is not None
        or any(wish.about is About.LEVEL for wish in wishes.avoid)
    ):
        found.add("level")
    if asks_cost(question):
        found.add("price")
    return found


def _unpriced(edition: Edition, question: Question) -> list[Option]:
    """What is offered at a price that nobody says."""
    if question.offer is None:
        return []
    entries = ((option, question.offer.entry(option.unit)) for option in edition.options)
    return [option for option, one in entries if one is not None and one.price is None]


def _left_out_for(
    lacking: Mapping[Figure, Sequence[Option]], wished: Sequence[Option]
) -> tuple[Figure, ...]:
    """For want of which figures something is left out."""
    return tuple(
        figure for figure, options in lacking.items() if any(one in options for one in wished)
    )


_OF_STUDY = frozenset({Goal.LEAST_GLH, Goal.LEAST_CREDIT, Goal.FEWEST_UNITS, Goal.LEAST_COST})
"""The goals that speak of new study; the others speak of all that counts."""


def _objective(
    goal: Goal,
    edition: Edition,
    compiled: Compiled,
    can_study: Sequence[Option],
    can_count: Sequence[Option],
    hours: Hours,
    wishes: Wishes,
    question: Question,
) -> Objective:
    of_study = goal in _OF_STUDY
    options = can_study if of_study else can_count
    made = objective(goal, edition, options, hours, wishes, question.offer)
    if of_study:
        return Objective(goal, compiled.studied(made.terms), made.sign, made.base)
    if goal is Goal.LEAST_SURPLUS:
        return replace(made, terms=compiled.credited(made.terms))
    return made


def refuses(task: Task) -> bool:
    """Whether the question wants no plan at all while hours are unknown, and some are."""
    return "glh" in task.left_out_for and task.question.unknown_glh is UnknownHours.REFUSE
