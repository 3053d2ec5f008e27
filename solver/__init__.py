"""What follows from a rule of combination: plans that are proven best, or proof of none."""

from solver.audit import check
from solver.batch import BatchAnswer, Unanswered, batch
from solver.bounds import bounds
from solver.bounds_results import (
    Bounds,
    BoundsAnswer,
    GroupBounds,
    HoursBounds,
    Implied,
    Range,
)
from solver.compare import Case, Cases, Comparison, Difference, GoalDifference, case, compare
from solver.differences import effective_changes
from solver.engine import SolverFailure
from solver.goals import NoSuchMeasure
from solver.inspection import inspect
from solver.inspection_results import CatalogueCheck, Dates, Finding, Inspection, Severity
from solver.prices import Reason, Why, WhyAnswer, why
from solver.question import Goal, Limits, Question, UnknownHours
from solver.recheck import Disagreement
from solver.results import (
    Alternative,
    Alternatives,
    Answer,
    AuditAnswer,
    Cause,
    Change,
    Conflict,
    CountedUnit,
    GoalValue,
    Plan,
    Price,
    Repair,
    Step,
    Subject,
    Totals,
    Undecided,
)
from solver.suggest import suggest
from solver.tradeoff import Point, Tradeoff, TradeoffAnswer, tradeoff
from solver.transfer import Transfer, TransferAnswer, transfer
from solver.wishes import Misunderstanding, UnknownWish, understand

__all__ = [
    "Alternative",
    "Alternatives",
    "Answer",
    "AuditAnswer",
    "BatchAnswer",
    "Bounds",
    "BoundsAnswer",
    "Case",
    "Cases",
    "CatalogueCheck",
    "Cause",
    "Change",
    "Comparison",
    "Conflict",
    "CountedUnit",
    "Dates",
    "Difference",
    "Disagreement",
    "Finding",
    "Goal",
    "GoalDifference",
    "GoalValue",
    "GroupBounds",
    "HoursBounds",
    "Implied",
    "Inspection",
    "Limits",
    "Misunderstanding",
    "NoSuchMeasure",
    "Plan",
    "Point",
    "Price",
    "Question",
    "Range",
    "Reason",
    "Repair",
    "Severity",
    "SolverFailure",
    "Step",
    "Subject",
    "Totals",
    "Tradeoff",
    "TradeoffAnswer",
    "Transfer",
    "TransferAnswer",
    "Unanswered",
    "Undecided",
    "UnknownHours",
    "UnknownWish",
    "Why",
    "WhyAnswer",
    "batch",
    "bounds",
    "case",
    "check",
    "compare",
    "effective_changes",
    "inspect",
    "suggest",
    "tradeoff",
    "transfer",
    "understand",
    "why",
]
