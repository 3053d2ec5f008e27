"""A question put to one edition: what can count, what is best, and the program for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from catalogue.editions import edition_for
from catalogue.qualification import Edition, Option, Qualification
from solver import asks
from solver.asks import Clause
from solver.compile import Bound, Compiled, Terms, compile_edition
from solver.engine import Program
from solver.goals import Objective, goals_of, objective, tie_break
from solver.hours import Hours
from solver.question import Goal, Question, UnknownHours
from solver.results import Subject
from solver.wishes import Wishes, read_wishes


@dataclass(frozen=True, slots=True)
class Task:
    """A question, understood.

    ``clauses`` are all that is asked and all the rules, the most telling first. ``can_count`` is
    what is open, not refused and not in ``left_out``, the options whose hours a goal or limit needs
    and nobody knows.
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
        return [*self.goals, *tie_break(self.can_count)]

    def program(
        self, clauses: Iterable[Clause] | None = None, extra: Sequence[Bound] = ()
    ) -> Program:
        """Return the program of some of the clauses, or of all, and of ``extra``."""
        chosen = list(self.clauses if clauses is None else clauses)
        shut = frozenset[int]().union(*(clause.shut for clause in chosen))
        return Program(
            names=self.compiled.names,
            bounds=[
                *asks.once(self.edition, self.compiled),
                *(bound for clause in chosen for bound in clause.bounds),
                *extra,
            ],
            definitions=self.compiled.definitions,
            fixed=dict.fromkeys(sorted(shut), False),
        )

    def chosen(self, values: Sequence[bool]) -> list[Option]:
        """The options that count."""
        return [option for option in self.edition.options if values[option.index]]


def pose(
    qualification: Qualification, question: Question, compiled: Compiled | None = None
) -> Task:
    """Put ``question`` to the edition in force on its date.

    Raises
    ------
    NoEdition, UnknownWish, NoSuchMeasure
        As for :func:`solver.suggest`.
    """
    edition = edition_for(qualification, question.edition, question.on)
    wishes = read_wishes(edition, question)
    question = question.replace(
        want=tuple(wish.text for wish in wishes.want),
        avoid=tuple(wish.text for wish in wishes.avoid),
    )
    compiled = compiled or compile_edition(edition)
    hours = Hours(edition, question.unknown_glh)
    open_now = [option for option in edition.options if option.version.open_on(question.on)]
    goals = goals_of(question, open_now)
    unknown: list[Option] = []
    if Goal.LEAST_GLH in goals or question.limits.new_glh is not None:
        unknown = [option for option in edition.options if hours.of(option) is None]
    every = tuple(asks.clauses(edition, compiled, question, wishes, hours, unknown))
    closing = [clause for clause in every if clause.cause.kind != "unknown-hours"]
    shut = frozenset[int]().union(*(clause.shut for clause in closing))
    wished = [option for option in edition.options if option.index not in shut]
    can_count = [option for option in wished if option not in unknown]
    for name, most in question.limits:
        if most is not None:
            asks.measured(name, can_count, hours)
    return Task(
        qualification=qualification,
        edition=edition,
        compiled=compiled,
        question=question,
        wishes=wishes,
        hours=hours,
        clauses=every,
        can_count=tuple(can_count),
        left_out=tuple(option for option in wished if option in unknown),
        objectives=tuple(objective(goal, edition, can_count, hours, wishes) for goal in goals),
    )


def refuses(task: Task) -> bool:
    """Whether the question wants no plan at all while hours are unknown, and some are."""
    return bool(task.left_out) and task.question.unknown_glh is UnknownHours.REFUSE
