"""What all files together say of each unit, and where they contradict each other.

Later files hold, but what is unknown to a later one goes on being known. What a draft says
holds for the draft alone, as nobody has confirmed it. An own code is that of the awarding
organisation of its file (:mod:`catalogue.identity`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from catalogue.consistency import groups_with_places
from catalogue.errors import Fault
from catalogue.files.drafts import is_draft
from catalogue.files.pages import Pages
from catalogue.files.reading import UnitsRead
from catalogue.identity import (
    Units,
    UnitsFor,
    alike,
    full_name,
    identity,
    organisation_key,
    owner_key,
    parted,
)
from catalogue.policy import Way
from catalogue.qualification import Qualification
from catalogue.references import is_ofqual_reference
from catalogue.units import Unit

Identity: TypeAlias = tuple[str, str]
"""Whose code, as it is compared, and the reference."""

_FIGURES = ("level", "credit", "glh", "tqt")
_HOURS = ("glh", "tqt")
"""The figures of which the other file's is taken where a later one does not know them."""


@dataclass
class _Known:
    """A unit as the files so far have it; ``at`` is where each of its facts stands."""

    unit: Unit
    at: dict[str, tuple[Pages, int]]


@dataclass
class Definitions:
    """The units of all files, read in their order.

    ``clashes`` are contradictions between files, which change what is answered.
    """

    clashes: list[Fault] = field(default_factory=list)
    _read: list[tuple[Pages, int, Unit]] = field(default_factory=list)
    _known: dict[Identity, _Known] = field(default_factory=dict)
    _own: dict[int, dict[str, Unit]] = field(default_factory=dict)

    def add(self, pages: Pages, found: UnitsRead) -> None:
        """Take the units of one file, as those of its awarding organisation."""
        owner = organisation_of(pages)
        for reference, unit in found.units.items():
            self._read.append((pages, found.places[reference], _owned(unit, owner)))

    def settle(self) -> Units:
        """Hold all definitions against each other, and return the units that they come to."""
        owners: dict[str, list[Unit]] = {}
        for _, _, unit in self._read:
            if owner_key(unit):
                owners.setdefault(unit.reference, []).append(unit)
        drafts: list[tuple[Pages, int, Unit]] = []
        for pages, number, unit in self._read:
            whole = unit
            if not owner_key(unit) and (others := owners.get(unit.reference)):
                whole = self._joined(pages, number, unit, others)
            if is_draft(pages.path):
                drafts.append((pages, number, whole))
            else:
                self._known[identity(whole)] = self._with_others(pages, number, whole)
            self._own.setdefault(id(pages), {})[unit.reference] = whole
        for known in [self._with_others(*one) for one in drafts]:
            self._own[id(known.at["title"][0])][known.unit.reference] = known.unit
            self._known.setdefault(identity(known.unit), known)
        return Units(known.unit for known in self._known.values())

    def _joined(self, pages: Pages, number: int, unit: Unit, others: list[Unit]) -> Unit:
        """An own code of nobody in particular as that of the one organisation that has it."""
        same = {owner_key(one): one for one in others if alike(one.title, unit.title)}
        if len(same) == 1 == len({owner_key(one) for one in others}):
            (one,) = same.values()
            return unit.model_copy(update={"awarding_organisation": one.awarding_organisation})
        names = " and ".join(
            {owner_key(one): f"{full_name(one)} ({one.title!r})" for one in others}.values()
        )
        self.clashes.append(
            pages.fault(
                ("units", number, "reference"),
                f"{unit.reference} ({unit.title!r}) is nobody's code here, and there is {names}:"
                " it is taken for another unit; write awarding_organisation beside it",
            )
        )
        return unit

    def _with_others(self, pages: Pages, number: int, unit: Unit) -> _Known:
        """A unit as one file has it, with what other files know of it besides."""
        here = (pages, number)
        places = dict.fromkeys(("title", *_FIGURES), here)
        old = self._known.get(identity(unit))
        if old is None:
            return _Known(unit, places)
        own_code = not is_ofqual_reference(unit.reference)
        if not alike(old.unit.title, unit.title):
            self.clashes.append(_other_title(old, here, unit, own_code))
            if own_code:
                # two units, as far as anybody can tell: what one file says is not of the other
                return _Known(unit, places)
        taken: dict[str, Any] = {}
        for key in _FIGURES:
            before, after = getattr(old.unit, key), getattr(unit, key)
            lost, found = (_is_unknown(one, key) for one in (unit, old.unit))
            if lost and not found:
                # what one file does not know stays known to the others
                taken |= _taken(key, old.unit, {**unit.__dict__, **taken}["sources"])
                places[key] = old.at[key]
            elif not lost and not found and before != after:
                self.clashes.append(_other_figure(old, here, unit, key))
        return _Known(unit.model_copy(update=taken) if taken else unit, places)

    def seen_from(self, pages: Pages, units: Units) -> UnitsFor:
        """Return the units as the file of ``pages`` names them."""
        if is_draft(pages.path):
            return UnitsFor(units, self._own.get(id(pages), {}), organisation_of(pages), True)
        own = {}
        for reference, unit in self._own.get(id(pages), {}).items():
            if not is_ofqual_reference(reference):
                known = self._known[owner_key(unit), reference].unit
                own[reference] = known if alike(known.title, unit.title) else unit
        return UnitsFor(units, own, organisation_of(pages))


def _is_unknown(unit: Unit, key: str) -> bool:
    """Whether a file does not know a figure; that there is no credit is known."""
    return unit.credit_unknown if key == "credit" else getattr(unit, key) is None


def _taken(key: str, known: Unit, sources: tuple[Any, ...]) -> dict[str, Any]:
    """A figure of a unit that another file knows, with where it stands."""
    if key == "glh":
        return {"glh": known.glh, "glh_sources": hours_sources(known)}
    found: dict[str, Any] = {key: getattr(known, key)}
    if key != "tqt":
        found["sources"] = tuple(dict.fromkeys((*sources, *known.sources)))
    if key == "credit":
        found["credit_unknown"] = False
    return found


def hours_sources(unit: Unit) -> tuple[Any, ...]:
    """Return where the hours of a unit stand."""
    return unit.glh_sources or unit.sources


def organisation_of(pages: Pages) -> str | None:
    """Return the awarding organisation of a file, if it says one."""
    name = pages.data.get("awarding_organisation")
    return name if isinstance(name, str) and name.strip() else None


def _owned(unit: Unit, owner: str | None) -> Unit:
    if owner is None or unit.awarding_organisation or is_ofqual_reference(unit.reference):
        return unit
    return unit.model_copy(update={"awarding_organisation": " ".join(owner.split())})


def _other_title(old: _Known, here: tuple[Pages, int], unit: Unit, own_code: bool) -> Fault:
    (pages, number), (old_pages, old_number) = here, old.at["title"]
    where = old_pages.fault(("units", old_number, "title"), "")
    then = (
        "each file uses its own, but what is held under the code counts as both: give one of them"
        " another reference if they are two units"
        if own_code
        else "the title here is used"
    )
    return pages.fault(
        ("units", number, "title"),
        f"{unit.reference} is called {unit.title!r} here, but {old.unit.title!r} in"
        f" {where.path}:{where.line}; {then}",
    )


def _other_figure(old: _Known, here: tuple[Pages, int], unit: Unit, key: str) -> Fault:
    (pages, number), (old_pages, old_number) = here, old.at[key]
    where = old_pages.fault(("units", old_number, key), "")
    before, after = (_said(key, getattr(one, key)) for one in (old.unit, unit))
    return pages.fault(
        ("units", number, key),
        f"{unit.reference} has {after} here, but {before} in {where.path}:{where.line}; the value"
        " here is used",
    )


def _said(key: str, value: object) -> str:
    if key == "level":
        return str(value)
    if key == "glh":
        return f"{value} GLH"
    if key == "tqt":
        return f"a TQT of {value} hours"
    return "no credit" if value is None else f"credit {value}"


def borrowed(pages: Pages, qualification: Qualification) -> Iterator[Fault]:
    """Yield the own codes that a file lists though they are another organisation's.

    Where the file names that organisation beside the code nothing is said.
    """
    own = organisation_key(qualification.awarding_organisation)
    for number, edition in enumerate(qualification.editions):
        named = set(_named(pages.data["editions"][number]))
        for group, where in groups_with_places(edition):
            for place, one in enumerate(group.places):
                for version in one.versions:
                    unit = version.unit
                    key = owner_key(unit)
                    if key and key != own and unit.reference not in named:
                        yield pages.fault(
                            ("editions", number, *where, "units", place),
                            f"{unit.reference} is a code of {unit.awarding_organisation}"
                            f" ({unit.title!r}), and no file of"
                            f" {qualification.awarding_organisation} defines it: write"
                            f" {full_name(unit)} if that unit is meant",
                        )


def _named(data: Any) -> Iterator[str]:
    """The codes in a file that stand after the name of an organisation."""
    if isinstance(data, str):
        organisation, code = parted(data)
        if organisation:
            yield code.upper()
    elif isinstance(data, Mapping | list):
        for value in data.values() if isinstance(data, Mapping) else data:
            yield from _named(value)


def with_owners(qualification: Qualification, units: UnitsFor) -> Qualification:
    """Return a qualification whose equivalences say whose code is held, where only one is meant.

    So another organisation's unit of the same code does not count through them.
    """
    editions = []
    for edition in qualification.editions:
        entries = tuple(
            entry.model_copy(
                update={
                    "pairs": tuple(
                        pair.model_copy(
                            update={"held": tuple(_written(name, units) for name in pair.held)}
                        )
                        for pair in entry.pairs
                    )
                }
            )
            if entry.way == Way.EQUIVALENCE and entry.pairs
            else entry
            for entry in edition.recognition
        )
        same = entries == edition.recognition
        editions.append(edition if same else edition.replace(recognition=entries))
    if all(one is other for one, other in zip(editions, qualification.editions, strict=True)):
        return qualification
    return qualification.model_copy(update={"editions": tuple(editions)})


def _written(name: str, units: UnitsFor) -> str:
    try:
        unit = units[name]
    except KeyError:
        return name
    return full_name(unit) if owner_key(unit) else name
