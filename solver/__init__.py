"""What follows from a rule of combination: plans that are proven best, or proof of none."""

from solver.audit import check
from solver.bounds import bounds
from solver.bounds_results import Bounds, BoundsAnswer, Implied, Range
from solver.engine import SolverFailure
from solver.goals import NoSuchMeasure
from solver.question import Goal, Limits, Question, UnknownHours
from solver.recheck import Disagreement
from solver.results import (
    Answer,
    AuditAnswer,
    Conflict,
    CountedUnit,
    GoalValue,
    Plan,
    Subject,
    Totals,
    Undecided,
)
from solver.suggest import UnknownWish, suggest

__all__ = [
    "Answer",
    "AuditAnswer",
    "Bounds",
    "BoundsAnswer",
    "Conflict",
    "CountedUnit",
    "Disagreement",
    "Goal",
    "GoalValue",
    "Implied",
    "Limits",
    "NoSuchMeasure",
    "Plan",
    "Question",
    "Range",
    "SolverFailure",
    "Subject",
    "Totals",
    "Undecided",
    "UnknownHours",
    "UnknownWish",
    "bounds",
    "check",
    "suggest",
]
