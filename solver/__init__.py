"""What follows from a rule of combination: plans that are proven best, or proof of none."""

from solver.audit import check
from solver.compare import Case, Cases, Comparison, Difference, GoalDifference, case, compare
from solver.engine import SolverFailure
from solver.goals import NoSuchMeasure
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
from solver.wishes import Misunderstanding, UnknownWish, understand

__all__ = [
    "Alternative",
    "Alternatives",
    "Answer",
    "AuditAnswer",
    "Case",
    "Cases",
    "Cause",
    "Change",
    "Comparison",
    "Conflict",
    "CountedUnit",
    "Difference",
    "Disagreement",
    "Goal",
    "GoalDifference",
    "GoalValue",
    "Limits",
    "Misunderstanding",
    "NoSuchMeasure",
    "Plan",
    "Point",
    "Price",
    "Question",
    "Reason",
    "Repair",
    "SolverFailure",
    "Step",
    "Subject",
    "Totals",
    "Tradeoff",
    "TradeoffAnswer",
    "Undecided",
    "UnknownHours",
    "UnknownWish",
    "Why",
    "WhyAnswer",
    "case",
    "check",
    "compare",
    "suggest",
    "tradeoff",
    "understand",
    "why",
]
