from .audit import check as check
from .batch import BatchAnswer as BatchAnswer
from .batch import Unanswered as Unanswered
from .batch import batch as batch
from .bounds import bounds as bounds
from .bounds_results import (
    Bounds as Bounds,
)
from .bounds_results import (
    BoundsAnswer as BoundsAnswer,
)
from .bounds_results import (
    GroupBounds as GroupBounds,
)
from .bounds_results import (
    HoursBounds as HoursBounds,
)
from .bounds_results import (
    Implied as Implied,
)
from .bounds_results import (
    Range as Range,
)
from .compare import (
    Case as Case,
)
from .compare import (
    Cases as Cases,
)
from .compare import (
    Comparison as Comparison,
)
from .compare import (
    Difference as Difference,
)
from .compare import (
    GoalDifference as GoalDifference,
)
from .compare import (
    case as case,
)
from .compare import (
    compare as compare,
)
from .differences import effective_changes as effective_changes
from .engine import SolverFailure as SolverFailure
from .goals import NoSuchMeasure as NoSuchMeasure
from .inspection import inspect as inspect
from .inspection_results import (
    CatalogueCheck as CatalogueCheck,
)
from .inspection_results import (
    Dates as Dates,
)
from .inspection_results import (
    Finding as Finding,
)
from .inspection_results import (
    Inspection as Inspection,
)
from .inspection_results import (
    Severity as Severity,
)
from .prices import Reason as Reason
from .prices import Why as Why
from .prices import WhyAnswer as WhyAnswer
from .prices import why as why
from .question import (
    Goal as Goal,
)
from .question import (
    Limits as Limits,
)
from .question import (
    Question as Question,
)
from .question import (
    UnknownHours as UnknownHours,
)
from .recheck import Disagreement as Disagreement
from .results import (
    Alternative as Alternative,
)
from .results import (
    Alternatives as Alternatives,
)
from .results import (
    Answer as Answer,
)
from .results import (
    AuditAnswer as AuditAnswer,
)
from .results import (
    Cause as Cause,
)
from .results import (
    Change as Change,
)
from .results import (
    Conflict as Conflict,
)
from .results import (
    CountedUnit as CountedUnit,
)
from .results import (
    GoalValue as GoalValue,
)
from .results import (
    Plan as Plan,
)
from .results import (
    Price as Price,
)
from .results import (
    Repair as Repair,
)
from .results import (
    Step as Step,
)
from .results import (
    Subject as Subject,
)
from .results import (
    Totals as Totals,
)
from .results import (
    Undecided as Undecided,
)
from .suggest import suggest as suggest
from .tradeoff import (
    Point as Point,
)
from .tradeoff import (
    Tradeoff as Tradeoff,
)
from .tradeoff import (
    TradeoffAnswer as TradeoffAnswer,
)
from .tradeoff import (
    tradeoff as tradeoff,
)
from .transfer import Transfer as Transfer
from .transfer import TransferAnswer as TransferAnswer
from .transfer import transfer as transfer
from .wishes import (
    Misunderstanding as Misunderstanding,
)
from .wishes import (
    UnknownWish as UnknownWish,
)
from .wishes import (
    understand as understand,
)
