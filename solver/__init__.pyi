from .checks.choice import check as check
from .checks.recheck import Disagreement as Disagreement
from .credit_transfer.ranking import (
    Ranking as Ranking,
    Standing as Standing,
    nearest as nearest,
    ranking as ranking,
)
from .credit_transfer.together import (
    PartOfAll as PartOfAll,
    Together as Together,
    together as together,
)
from .credit_transfer.transfer import (
    Progress as Progress,
    StudiedAgain as StudiedAgain,
    Transfer as Transfer,
    TransferAnswer as TransferAnswer,
    ledger_of as ledger_of,
    transfer as transfer,
)
from .many.batch import (
    BatchAnswer as BatchAnswer,
    Reader as Reader,
    Unanswered as Unanswered,
    batch as batch,
)
from .many.flow import NoWorkers as NoWorkers, Saving as Saving
from .plans.compare import (
    Case as Case,
    Cases as Cases,
    Comparison as Comparison,
    Difference as Difference,
    GoalDifference as GoalDifference,
    Regrouped as Regrouped,
    Rerouted as Rerouted,
    RuleDifference as RuleDifference,
    case as case,
    compare as compare,
)
from .plans.standing import standing as standing
from .plans.suggest import suggest as suggest
from .plans.tradeoff import (
    Point as Point,
    Tradeoff as Tradeoff,
    TradeoffAnswer as TradeoffAnswer,
    tradeoff as tradeoff,
)
from .plans.why import Reason as Reason, Why as Why, WhyAnswer as WhyAnswer, why as why
from .program.engine import SolverFailure as SolverFailure
from .program.interruption import Stop as Stop, Stoppable as Stoppable
from .question import (
    Goal as Goal,
    Limits as Limits,
    Question as Question,
    UnknownHours as UnknownHours,
)
from .results.answers import (
    Alternative as Alternative,
    Alternatives as Alternatives,
    Answer as Answer,
    AuditAnswer as AuditAnswer,
    Cause as Cause,
    Change as Change,
    Conflict as Conflict,
    CountedUnit as CountedUnit,
    FromOffer as FromOffer,
    FurtherConflict as FurtherConflict,
    GoalBound as GoalBound,
    GoalValue as GoalValue,
    Plan as Plan,
    Price as Price,
    Repair as Repair,
    Step as Step,
    Subject as Subject,
    Totals as Totals,
    Undecided as Undecided,
)
from .results.bounds import (
    Bounds as Bounds,
    BoundsAnswer as BoundsAnswer,
    CreditBounds as CreditBounds,
    GroupBounds as GroupBounds,
    HoursBounds as HoursBounds,
    Implied as Implied,
    LevelBounds as LevelBounds,
    Range as Range,
    Share as Share,
    UnitStatus as UnitStatus,
)
from .results.inspection import (
    CatalogueCheck as CatalogueCheck,
    Dates as Dates,
    DeadUnit as DeadUnit,
    EffectiveBounds as EffectiveBounds,
    ExampleBroken as ExampleBroken,
    Finding as Finding,
    ForcedUnit as ForcedUnit,
    FreeGroups as FreeGroups,
    ImpliedRule as ImpliedRule,
    IncompleteLists as IncompleteLists,
    Inspection as Inspection,
    NotDecided as NotDecided,
    PublishedCredit as PublishedCredit,
    PublishedGlh as PublishedGlh,
    RuleRepair as RuleRepair,
    RulesRepair as RulesRepair,
    SameTitle as SameTitle,
    Severity as Severity,
    SpareRules as SpareRules,
    UnitNote as UnitNote,
    UnknownAmounts as UnknownAmounts,
    UnknownFigures as UnknownFigures,
    UnknownGlh as UnknownGlh,
    Unsatisfiable as Unsatisfiable,
    Untold as Untold,
)
from .results.ledger import Entry as Entry
from .results.standing import (
    Standings as Standings,
    UnitStanding as UnitStanding,
)
from .situation import Mismatch as Mismatch, Situation as Situation
from .structure.bounds import bounds as bounds
from .structure.differences import effective_changes as effective_changes
from .structure.inspection import inspect as inspect, told_once as told_once
from .structure.leeway import OnStage as OnStage, Stage as Stage
from .task.goals import NoSuchMeasure as NoSuchMeasure
from .wishes import (
    About as About,
    Misunderstanding as Misunderstanding,
    UnknownWish as UnknownWish,
    Wish as Wish,
    Wishes as Wishes,
    understand as understand,
)
