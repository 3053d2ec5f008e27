"""The structure of an edition: its groups, places, versions, and the ways to use each unit.

A file names units by reference; once read, every version holds its :class:`~catalogue.units.Unit`,
so that a structure can be audited and solved without looking anything up. Whether its parts fit
each other is told by :mod:`catalogue.consistency`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, PlainSerializer, StrictBool, ValidationInfo

from catalogue.dates import Date
from catalogue.examples import Example
from catalogue.identity import full_name, meant, parted
from catalogue.policy import Recognition, Sharing
from catalogue.references import is_ofqual_reference, typed_form, unit_reference
from catalogue.rules import Identifier, Rule
from catalogue.units import Credits, Hours, Model, Source, Text, Unit, as_text


def _resolve_unit(value: object, info: ValidationInfo) -> object:
    value = as_text(value)
    if not isinstance(value, str):
        return value
    context: dict[str, Any] = info.context or {}
    units: Mapping[str, Unit] = context.get("units", {})
    organisation, code = parted(value)
    reference = unit_reference(code)
    found = meant(units, reference, organisation)
    if not found:
        raise UndefinedUnit(f"{organisation}:{reference}" if organisation else reference)
    if len(found) > 1:
        names = " or ".join(full_name(unit) for unit in found)
        raise ValueError(f"{value} could be a unit of several organisations: write {names}")
    return found[0]


class UndefinedUnit(ValueError):
    """A place names a unit that no file defines."""

    def __init__(self, reference: str) -> None:
        self.reference = reference
        super().__init__(f"no unit {reference} is defined")


class Version(Model):
    """One unit that can fill a place, and the registration dates (inclusive) that may study it.

    A window limits registrations, not achievements, and belongs to the place: the same unit may
    be open in another qualification.
    """

    unit: Annotated[
        Unit,
        BeforeValidator(_resolve_unit, json_schema_input_type=str | int),
        PlainSerializer(lambda unit: unit.reference, return_type=str),
    ]
    opens: Date | None = Field(default=None, alias="from")
    closes: Date | None = Field(default=None, alias="until")
    note: Text | None = None

    def open_on(self, day: date) -> bool:
        """Whether a learner who registers on ``day`` may newly study this version."""
        return (self.opens is None or self.opens <= day) and (
            self.closes is None or day <= self.closes
        )


class Place(Model):
    """A unit's membership of a group; where the unit was replaced, one place with versions.

    Versions stand from oldest to newest; at most one of them counts.
    """

    versions: Annotated[tuple[Version, ...], Field(min_length=1)]

    @property
    def name(self) -> str:
        """The reference of the newest version, by which people know the place."""
        return self.versions[-1].unit.reference


def _read_place(value: object) -> object:
    """Let a file write a place as a reference, or as its one version."""
    if isinstance(value, str | int | Unit):
        return {"versions": [{"unit": value}]}
    if isinstance(value, dict) and "versions" not in value:
        return {"versions": [value]}
    return value


PlaceField = Annotated[
    Place, BeforeValidator(_read_place, json_schema_input_type=str | int | Version | Place)
]


class Group(Model):
    """A named set of places. ``units`` are its places, ``groups`` its sub-groups.

    Units of an ``additional`` group may be taken and count for nothing. Of an ``incomplete`` group
    some units are not listed, so that nothing is impossible or forced because they are missing.
    """

    id: Identifier
    title: Text
    additional: StrictBool = False
    incomplete: StrictBool = False
    places: tuple[PlaceField, ...] = Field(default=(), alias="units")
    groups: tuple[Group, ...] = ()
    source: Source | None = None
    note: Text | None = None


class Basis(StrEnum):
    """What a published range of GLH is a range over."""

    EXACT_CREDIT = "exact-credit"
    """Legal choices whose credit equals the qualification's minimum exactly."""
    IRREDUNDANT = "irredundant"
    """Legal choices from which no unit can be dropped."""


class PublishedHours(Model):
    """The GLH that the awarding organisation publishes for the whole qualification."""

    least: Hours | None = None
    greatest: Hours | None = None
    basis: Basis
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    note: Text | None = None


class Published(Model):
    """Figures that the awarding organisation prints, to hold the model against."""

    credit: Credits | None = None
    tqt: Hours | None = None
    glh: PublishedHours | None = None
    source: Source
    note: Text | None = None


class AlsoNeeded(Model):
    """Something that is no unit and is asked for all the same, such as 100 hours of practice.

    No rule counts it: every plan names it, so that nobody takes the units for everything.
    """

    says: Text
    source: Source
    note: Text | None = None

    def __str__(self) -> str:
        """What is needed, in the words of the file."""
        return self.says


@dataclass(frozen=True, slots=True)
class Option:
    """One way to use one unit: a version at a place in a group, numbered in catalogue order."""

    index: int
    place: int
    """The number of the place in catalogue order; options of one place share it."""
    place_name: str
    group: str
    groups: frozenset[str]
    """The group and every group around it."""
    version: Version
    unit: Unit = field(repr=False)

    @property
    def key(self) -> str:
        """``group:reference``, unique within an edition."""
        return f"{self.group}:{self.unit.reference}"


class Structure(Model):
    """The structure of a qualification from one date on, as a file has it: sound or not."""

    edition: Text
    opens: Date | None = Field(default=None, alias="from")
    closes: Date | None = Field(default=None, alias="until")
    source: Source
    published: Published | None = None
    groups: Annotated[tuple[Group, ...], Field(min_length=1)]
    rules: Annotated[tuple[Rule, ...], Field(min_length=1)]
    recognition: tuple[Recognition, ...] = ()
    sharing: Sharing | None = None
    also_needed: tuple[AlsoNeeded, ...] = ()
    examples: tuple[Example, ...] = ()
    note: Text | None = None

    def in_force_on(self, day: date) -> bool:
        """Whether ``day`` is within the edition's own dates, both inclusive."""
        return (self.opens is None or self.opens <= day) and (
            self.closes is None or day <= self.closes
        )

    @cached_property
    def every_group(self) -> tuple[tuple[Group, frozenset[str]], ...]:
        """Each group in catalogue order, with the names of itself and all groups around it."""

        def walk(groups: tuple[Group, ...], around: frozenset[str]) -> Iterator[Any]:
            for group in groups:
                names = around | {group.id}
                yield group, names
                yield from walk(group.groups, names)

        return tuple(walk(self.groups, frozenset()))

    @cached_property
    def options(self) -> tuple[Option, ...]:
        """Every version of every place that can count, in catalogue order (that of the file)."""
        found: list[Option] = []
        places = 0
        for group, names in self.every_group:
            if not self.additional_groups.isdisjoint(names):
                continue
            for place in group.places:
                name = place.name
                for version in place.versions:
                    found.append(
                        Option(
                            index=len(found),
                            place=places,
                            place_name=name,
                            group=group.id,
                            groups=names,
                            version=version,
                            unit=version.unit,
                        )
                    )
                places += 1
        return tuple(found)

    @cached_property
    def additional_groups(self) -> frozenset[str]:
        """The names of the groups whose units count for nothing, without their sub-groups."""
        return frozenset(group.id for group, _ in self.every_group if group.additional)

    @cached_property
    def additional(self) -> tuple[Unit, ...]:
        """The units that may be taken and count nowhere, in catalogue order."""
        found = {
            version.unit.reference: version.unit
            for group, names in self.every_group
            if not self.additional_groups.isdisjoint(names)
            for place in group.places
            for version in place.versions
        }
        return tuple(unit for name, unit in found.items() if name not in self.options_of)

    @cached_property
    def incomplete_groups(self) -> tuple[str, ...]:
        """The groups that can count and whose lists are not complete, in catalogue order."""
        return tuple(
            group.id
            for group, names in self.every_group
            if group.incomplete and self.additional_groups.isdisjoint(names)
        )

    @cached_property
    def options_of(self) -> dict[str, tuple[Option, ...]]:
        """The options of each unit, by reference."""
        found: dict[str, list[Option]] = {}
        for option in self.options:
            found.setdefault(option.unit.reference, []).append(option)
        return {reference: tuple(options) for reference, options in found.items()}

    def called(self, reference: str) -> tuple[Option, ...]:
        """The options of the unit of a reference, be it typed with other spaces or hyphens."""
        if (options := self.options_of.get(reference)) is not None:
            return options
        if not self._typed or is_ofqual_reference(reference):
            return ()
        same = self._typed.get(typed_form(reference), ())
        return self.options_of[same[0]] if len(same) == 1 else ()

    @cached_property
    def _typed(self) -> dict[str, tuple[str, ...]]:
        """The own codes of the edition by how they are compared when they are typed."""
        found: dict[str, tuple[str, ...]] = {}
        for reference in self.options_of:
            if not is_ofqual_reference(reference):
                key = typed_form(reference)
                found[key] = (*found.get(key, ()), reference)
        return found

    @cached_property
    def inside(self) -> dict[str, tuple[Option, ...]]:
        """The options of each group and of every group in it, by the name of the group."""
        found: dict[str, list[Option]] = {}
        for option in self.options:
            for name in option.groups:
                found.setdefault(name, []).append(option)
        return {name: tuple(options) for name, options in found.items()}

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """Every unit of the edition, once, in catalogue order."""
        return tuple(options[0].unit for options in self.options_of.values())
