from .audit import check as check
from .batch import BatchAnswer as BatchAnswer, Unanswered as Unanswered, batch as batch
from .bounds import bounds as bounds
from .bounds_results import (
    Bounds as Bounds,
    BoundsAnswer as BoundsAnswer,
    GroupBounds as GroupBounds,
    HoursBounds as HoursBounds,
    Implied as Implied,
    Range as Range,
)
from .compare import (
    Case as Case,
    Cases as Cases,
    Comparison as Comparison,
    Difference as Difference,
    GoalDifference as GoalDifference,
    case as case,
    compare as compare,
)
from .differences import effective_changes as effective_changes
from .engine import SolverFailure as SolverFailure
from .goals import NoSuchMeasure as NoSuchMeasure
from .inspection import inspect as inspect
from .inspection_results import (
    CatalogueCheck as CatalogueCheck,
    Dates as Dates,
    Finding as Finding,
    Inspection as Inspection,
    Severity as Severity,
)
from .prices import Reason as Reason, Why as Why, WhyAnswer as WhyAnswer, why as why
from .question import (
    Goal as Goal,
    Limits as Limits,
    Question as Question,
    UnknownHours as UnknownHours,
)
from .recheck import Disagreement as Disagreement
from .results import (
    Alternative as Alternative,
    Alternatives as Alternatives,
    Answer as Answer,
    AuditAnswer as AuditAnswer,
    Cause as Cause,
    Change as Change,
    Conflict as Conflict,
    CountedUnit as CountedUnit,
    GoalValue as GoalValue,
    Plan as Plan,
    Price as Price,
    Repair as Repair,
    Step as Step,
    Subject as Subject,
    Totals as Totals,
    Undecided as Undecided,
)
from .suggest import suggest as suggest
from .tradeoff import (
    Point as Point,
    Tradeoff as Tradeoff,
    TradeoffAnswer as TradeoffAnswer,
    tradeoff as tradeoff,
)
from .transfer import Transfer as Transfer, TransferAnswer as TransferAnswer, transfer as transfer
from .wishes import (
    Misunderstanding as Misunderstanding,
    UnknownWish as UnknownWish,
    understand as understand,
)
