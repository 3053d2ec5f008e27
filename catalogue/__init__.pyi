from .editions import edition_called as edition_called
from .editions import edition_for as edition_for
from .errors import (
    CatalogueError as CatalogueError,
)
from .errors import (
    Fault as Fault,
)
from .errors import (
    NoEdition as NoEdition,
)
from .errors import (
    SeveralQualifications as SeveralQualifications,
)
from .errors import (
    UnitwiseError as UnitwiseError,
)
from .errors import (
    UnknownQualification as UnknownQualification,
)
from .errors import (
    UnknownUnit as UnknownUnit,
)
from .examples import Example as Example
from .library import Catalogue as Catalogue
from .library import find_units as find_units
from .loading import load as load
from .loading import qualifications_in as qualifications_in
from .periods import Period as Period
from .periods import periods as periods
from .policy import Recognition as Recognition
from .policy import Way as Way
from .qualification import (
    Basis as Basis,
)
from .qualification import (
    Edition as Edition,
)
from .qualification import (
    Group as Group,
)
from .qualification import (
    Option as Option,
)
from .qualification import (
    Place as Place,
)
from .qualification import (
    Published as Published,
)
from .qualification import (
    PublishedHours as PublishedHours,
)
from .qualification import (
    Qualification as Qualification,
)
from .qualification import (
    Version as Version,
)
from .referee import (
    Audit as Audit,
)
from .referee import (
    Clash as Clash,
)
from .referee import (
    Placement as Placement,
)
from .referee import (
    RuleAudit as RuleAudit,
)
from .referee import (
    TooManyAssignments as TooManyAssignments,
)
from .referee import (
    audit as audit,
)
from .referee import (
    place as place,
)
from .rules import (
    Amount as Amount,
)
from .rules import (
    Barred as Barred,
)
from .rules import (
    Choose as Choose,
)
from .rules import (
    LevelRange as LevelRange,
)
from .rules import (
    Mandatory as Mandatory,
)
from .rules import (
    Measure as Measure,
)
from .rules import (
    Percent as Percent,
)
from .rules import (
    Requires as Requires,
)
from .rules import (
    Rule as Rule,
)
from .rules import (
    Scope as Scope,
)
from .units import Level as Level
from .units import Source as Source
from .units import Unit as Unit
