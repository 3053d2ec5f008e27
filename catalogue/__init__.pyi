from .changes import Effective as Effective, EffectiveChange as EffectiveChange
from .editions import edition_called as edition_called, edition_for as edition_for
from .errors import (
    CatalogueError as CatalogueError,
    Fault as Fault,
    NoEdition as NoEdition,
    SeveralQualifications as SeveralQualifications,
    UnitwiseError as UnitwiseError,
    UnknownQualification as UnknownQualification,
    UnknownUnit as UnknownUnit,
)
from .examples import Example as Example
from .files.loading import (
    load as load,
    qualifications_in as qualifications_in,
    rule_lines as rule_lines,
)
from .learner.exceptions import Excepted as Excepted
from .learner.recognised import Recognised as Recognised, Refusal as Refusal, Use as Use
from .learner.recognition import recognise as recognise
from .learner.record import (
    Achievement as Achievement,
    LearnerRecord as LearnerRecord,
    Registration as Registration,
    Route as Route,
)
from .learner.waiving import waived as waived
from .library import Catalogue as Catalogue, find_units as find_units
from .offering import (
    Availability as Availability,
    CentreOffer as CentreOffer,
    Delivered as Delivered,
)
from .periods import Period as Period, periods as periods
from .places import (
    AlsoNeeded as AlsoNeeded,
    Basis as Basis,
    Group as Group,
    Option as Option,
    Place as Place,
    Published as Published,
    PublishedHours as PublishedHours,
    Version as Version,
)
from .policy import (
    Cap as Cap,
    Gives as Gives,
    Pair as Pair,
    Policy as Policy,
    Recognition as Recognition,
    Sharing as Sharing,
    Way as Way,
    WayPolicy as WayPolicy,
)
from .qualification import Edition as Edition, Qualification as Qualification
from .records.reading import read_record as read_record
from .records.roles.columns import Role as Role
from .records.roles.layout import Layout as Layout, read_layout as read_layout
from .records.words.understood import (
    LeftOut as LeftOut,
    RecordError as RecordError,
    RecordRead as RecordRead,
    WhyLeftOut as WhyLeftOut,
)
from .referee import (
    Audit as Audit,
    Clash as Clash,
    Placement as Placement,
    RuleAudit as RuleAudit,
    TooManyAssignments as TooManyAssignments,
    audit as audit,
    place as place,
)
from .rules import (
    Amount as Amount,
    Barred as Barred,
    Choose as Choose,
    LevelRange as LevelRange,
    Mandatory as Mandatory,
    Measure as Measure,
    Percent as Percent,
    Requires as Requires,
    Rule as Rule,
    RuleKind as RuleKind,
    Scope as Scope,
    Spread as Spread,
)
from .units import Level as Level, Source as Source, Unit as Unit
from .waiver import Waiver as Waiver
