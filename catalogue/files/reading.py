"""Catalogue files to models: every fault of every file at once, each with its line.

Contradictions between parts (:mod:`catalogue.consistency`) are looked for last, once every part can
be read or was set aside (:mod:`catalogue.files.tolerant`).
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from pydantic import BaseModel, Field

from catalogue.consistency import disorder, inconsistencies
from catalogue.errors import Fault, did_you_mean, nearest
from catalogue.files.defaults import with_sources
from catalogue.files.doubts import unruled
from catalogue.files.drafts import is_draft
from catalogue.files.pages import Pages, shortened
from catalogue.files.tolerant import MOST_FAULTS, TolerantReader
from catalogue.inconsistency import Inconsistency, Location
from catalogue.qualification import Qualification
from catalogue.rules import Identifier, Scope, with_parts
from catalogue.scopes import within
from catalogue.units import Model, Source, Text, Unit

MOST_UNITS = 2_000
"""Units of one edition, inclusive, a unit in two groups counted twice."""

MOST_RULES = 500
"""Rules of one edition, inclusive, with the sub-rules of every ``choose``."""


class UnitsFile(Model):
    """A file of units that several qualifications share."""

    documents: dict[Identifier, Text] = Field(
        default={}, description="Short names of the documents that 'sources' cite, with titles"
    )
    awarding_organisation: Text | None = Field(
        default=None, description="Whose own codes the references are"
    )
    source: Source | None = None
    units: tuple[Unit, ...] = Field(description="The units, in any order")


@dataclass
class UnitsRead:
    """The units of one file. ``places`` has the number of each in its list, from 0.

    ``doubtful`` are references whose definition has a fault; ``lost`` what was written as the
    reference of a definition that cannot be used at all, empty where nothing was.
    """

    units: dict[str, Unit] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    doubtful: set[str] = field(default_factory=set)
    lost: list[str] = field(default_factory=list)


def is_qualification(pages: Pages) -> bool:
    """Whether a file is a qualification file rather than a units file."""
    keys = pages.data.keys() - UnitsFile.model_fields
    only_here = Qualification.model_fields.keys() - UnitsFile.model_fields
    return bool(keys & only_here) or any(nearest(key, sorted(only_here)) for key in keys)


def tidy(pages: Pages) -> tuple[Pages, list[Fault]]:
    """Return a file under known keys only, and a fault for every key that is not known."""
    model: type[BaseModel] = Qualification if is_qualification(pages) else UnitsFile
    known = list(model.model_fields)
    data = {key: value for key, value in pages.data.items() if key in known}
    misspelt: dict[str, str] = {}
    faults: list[Fault] = []
    for key in [key for key in pages.data if key not in known][:MOST_FAULTS]:
        hint = did_you_mean(key, known) or f"known: {', '.join(known)}"
        faults.append(pages.fault((key,), f"unknown key {shortened(key)}", hint))
        for near in nearest(key, known):
            if near not in data:
                misspelt[near] = key
                data[near] = pages.data[key]
    return replace(pages, data=with_sources(data), misspelt=misspelt), faults


def read_units(pages: Pages) -> tuple[UnitsRead, list[Fault]]:
    """Read the ``units`` of a file of either kind: those that can be used, and the faults."""
    data = dict(pages.data)
    if is_qualification(pages):
        data = {"units": data.get("units", [])}
    reader = TolerantReader(pages, UnitsFile, data, {})
    file = reader.read()
    found = UnitsRead(lost=[_reference(item) for item in reader.left_out])
    for number, unit in enumerate(file.units if file else ()):
        at = reader.original(("units", number))
        if unit.reference in found.units:
            first = pages.fault(("units", found.places[unit.reference]), "").line
            message = f"unit {unit.reference} is defined twice in this file, first on line {first}"
            reader.faults.append(pages.fault((*at, "reference"), message))
            continue
        found.units[unit.reference] = unit
        found.places[unit.reference] = int(at[-1])
        if reader.follows(at):
            found.doubtful.add(unit.reference)
    return found, reader.faults


def _reference(item: Any) -> str:
    value = item.get("reference") if isinstance(item, dict) else item
    return value if isinstance(value, str) else ""


def read_qualification(
    pages: Pages,
    units: Mapping[str, Unit],
    own: UnitsRead,
    doubtful: Set[str] = frozenset(),
) -> tuple[Qualification | None, list[Fault]]:
    """Read a qualification file against the units that are known, or return all its faults.

    ``own`` are the units that the file itself defines, ``doubtful`` the references of all files
    whose definition has a fault.
    """
    data = {key: value for key, value in pages.data.items() if key != "units"}
    reader = TolerantReader(pages, Qualification, data, units, own.lost)
    qualification = reader.read()
    faults = reader.faults
    if qualification is None:
        return None, faults
    for number, edition in enumerate(qualification.editions):
        for key, what, count, most in (
            ("groups", "units", len(edition.options), MOST_UNITS),
            ("rules", "rules", sum(1 for _ in with_parts(edition.rules)), MOST_RULES),
        ):
            if count > most:
                message = f"{count:,} {what} are more than the {most:,} that an edition may have"
                return None, [*faults, pages.fault(("editions", number, key), message)]
    contradictions = list(disorder(qualification.editions))
    unspoken: list[Inconsistency] = []
    for number, edition in enumerate(qualification.editions):
        found = islice(inconsistencies(edition), MOST_FAULTS)
        contradictions += [one.within("editions", number) for one in found]
        if not any("rules" in at for at in reader.dropped) and not is_draft(pages.path):
            unspoken += [one.within("editions", number) for one in unruled(edition)]
    for one in contradictions:
        at = reader.original(one.where)
        follows = one.absent and reader.may_name(one.subject)
        torn = one.sums and (
            reader.follows((*_item(at), "of"))
            or _is_torn(one.sums, qualification, one.where, reader.torn, doubtful)
        )
        if not (follows or torn or reader.follows(at)):
            faults.append(pages.fault(at, one.message))
    offered = {one.nearest for one in contradictions}
    for one in unspoken:
        if one.subject not in offered:
            faults.append(pages.fault(reader.original(one.where), one.message))
    used = {reference for edition in qualification.editions for reference in edition.options_of}
    used |= {unit.reference for edition in qualification.editions for unit in edition.additional}
    for reference in own.units.keys() - used - offered:
        if not reader.may_name(reference):
            at = ("units", own.places[reference], "reference")
            message = f"unit {reference} is defined here but stands in no group"
            faults.append(pages.fault(at, message))
    return (None if faults else qualification), faults[:MOST_FAULTS]


def _item(at: Location) -> Location:
    """The innermost item of a list around ``at``, such as the rule."""
    return at[: max((n for n, step in enumerate(at, 1) if isinstance(step, int)), default=0)]


def _is_torn(
    scope: Scope,
    qualification: Qualification,
    where: Location,
    torn: Set[str],
    doubtful: Set[str],
) -> bool:
    """Whether a sum was taken over units of which some were left out or are in doubt."""
    edition = qualification.editions[int(where[1])]
    if any(within(o, scope) and o.unit.reference in doubtful for o in edition.options):
        return True
    known = {group.id for group, _ in edition.every_group}
    return bool(torn if scope.groups is None else torn & set(scope.groups)) or not (
        known >= set(scope.groups or ())
    )
