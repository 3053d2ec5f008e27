"""What follows from a rule of combination: plans that are proven best, or proof of none."""

from solver.audit import check
from solver.bounds import bounds
from solver.bounds_results import (
    Bounds,
    BoundsAnswer,
    GroupBounds,
    HoursBounds,
    Implied,
    Range,
)
from solver.engine import SolverFailure
from solver.goals import NoSuchMeasure
from solver.inspection import inspect
from solver.inspection_results import CatalogueCheck, Dates, Finding, Inspection, Severity
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
    "CatalogueCheck",
    "Conflict",
    "CountedUnit",
    "Dates",
    "Disagreement",
    "Finding",
    "Goal",
    "GoalValue",
    "GroupBounds",
    "HoursBounds",
    "Implied",
    "Inspection",
    "Limits",
    "NoSuchMeasure",
    "Plan",
    "Question",
    "Range",
    "Severity",
    "SolverFailure",
    "Subject",
    "Totals",
    "Undecided",
    "UnknownHours",
    "UnknownWish",
    "bounds",
    "check",
    "inspect",
    "suggest",
]
