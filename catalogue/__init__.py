"""What a qualification is: units, groups, places, rules, and what the rules mean."""

from catalogue.editions import edition_called, edition_for
from catalogue.errors import (
    CatalogueError,
    Fault,
    NoEdition,
    SeveralQualifications,
    UnitwiseError,
    UnknownQualification,
    UnknownUnit,
)
from catalogue.examples import Example
from catalogue.library import Catalogue, find_units
from catalogue.loading import load, qualifications_in
from catalogue.periods import Period, periods
from catalogue.policy import Recognition, Way
from catalogue.qualification import (
    Basis,
    Edition,
    Group,
    Option,
    Place,
    Published,
    PublishedHours,
    Qualification,
    Version,
)
from catalogue.referee import (
    Audit,
    Clash,
    Placement,
    RuleAudit,
    TooManyAssignments,
    audit,
    place,
)
from catalogue.rules import (
    Amount,
    Barred,
    Choose,
    LevelRange,
    Mandatory,
    Measure,
    Percent,
    Requires,
    Rule,
    Scope,
)
from catalogue.units import Level, Source, Unit

__all__ = [
    "Amount",
    "Audit",
    "Barred",
    "Basis",
    "Catalogue",
    "CatalogueError",
    "Choose",
    "Clash",
    "Edition",
    "Example",
    "Fault",
    "Group",
    "Level",
    "LevelRange",
    "Mandatory",
    "Measure",
    "NoEdition",
    "Option",
    "Percent",
    "Period",
    "Place",
    "Placement",
    "Published",
    "PublishedHours",
    "Qualification",
    "Recognition",
    "Requires",
    "Rule",
    "RuleAudit",
    "Scope",
    "SeveralQualifications",
    "Source",
    "TooManyAssignments",
    "Unit",
    "UnitwiseError",
    "UnknownQualification",
    "UnknownUnit",
    "Version",
    "Way",
    "audit",
    "edition_called",
    "edition_for",
    "find_units",
    "load",
    "periods",
    "place",
    "qualifications_in",
]
