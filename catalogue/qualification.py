"""A qualification: its dated editions, each a structure whose parts fit each other."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Self

from pydantic import Field, PrivateAttr, ValidationInfo, model_validator

from catalogue.consistency import disorder, inconsistencies
from catalogue.errors import NoEdition
from catalogue.inconsistency import Inconsistency
from catalogue.places import Structure
from catalogue.rules import Identifier
from catalogue.units import LevelField, Model, QualificationNumber, Source, Text, Unit
from catalogue.waiver import Waiver


def _being_read(info: ValidationInfo) -> bool:
    """Whether the reader asks, which looks for contradictions itself once all else is sound."""
    return bool((info.context or {}).get("being_read"))


class Edition(Structure):
    """The structure of a qualification from one date on: groups, places and rules."""

    _exceptions: tuple[Waiver, ...] = PrivateAttr(default=())
    _original: Edition | None = PrivateAttr(default=None)

    @model_validator(mode="after")
    def _is_consistent(self, info: ValidationInfo) -> Self:
        if not _being_read(info) and (found := tuple(inconsistencies(self))):
            raise Inconsistent(found)
        return self

    @property
    def exceptions(self) -> tuple[Waiver, ...]:
        """The exceptions that have been made in it, for one learner alone; no file has any."""
        return self._exceptions

    @property
    def original(self) -> Edition:
        """The edition as it is for every learner: before any of its exceptions was made."""
        return self if self._original is None else self._original

    def replace(self, **changes: Any) -> Edition:
        """Return a copy with some fields changed, as they are, in which no exception is made.

        It keeps nothing of what was worked out for this one.
        """
        fields = {name: getattr(self, name) for name in type(self).model_fields}
        return Edition.model_construct(**{**fields, **changes})

    def excepting(self, waiver: Waiver, **changes: Any) -> Edition:
        """Return a copy in which one more exception is made, by changing some fields."""
        fresh = self.replace(**changes)
        fresh._exceptions = (*self._exceptions, waiver)
        fresh._original = self.original
        return fresh


class Inconsistent(ValueError):
    """Parts of a qualification contradict each other; ``found`` lists where."""

    def __init__(self, found: tuple[Inconsistency, ...]) -> None:
        self.found = found
        super().__init__("; ".join(inconsistency.message for inconsistency in found))


class Qualification(Model):
    """A qualification and its editions, oldest first."""

    number: QualificationNumber | None
    short_name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,79}$")]
    title: Text
    awarding_organisation: Text
    level: LevelField
    documents: dict[Identifier, Text] = Field(default={})
    source: Source | None = None
    units: tuple[Unit, ...] = ()
    editions: Annotated[tuple[Edition, ...], Field(min_length=1)]
    note: Text | None = None

    @model_validator(mode="after")
    def _editions_are_told_apart(self, info: ValidationInfo) -> Self:
        if not _being_read(info) and (found := tuple(disorder(self.editions))):
            raise Inconsistent(found)
        return self

    @property
    def exceptions(self) -> tuple[Waiver, ...]:
        """The exceptions that have been made in any of its editions, each once."""
        return tuple(dict.fromkeys(one for e in self.editions for one in e.exceptions))

    @property
    def with_units(self) -> Self:
        """The same with every unit of its editions in full, those that are additional included."""
        units = {unit.reference: unit for e in self.editions for unit in (*e.units, *e.additional)}
        return self.model_copy(update={"units": tuple(units.values())})

    def edition_on(self, day: date) -> Edition:
        """Return the edition in force for a learner who registers on ``day``.

        Raises
        ------
        NoEdition
            If the first edition opens later, the last one closed before, or there is a gap.
        """
        begun = [e for e in self.editions if e.opens is None or e.opens <= day]
        if begun and begun[-1].in_force_on(day):
            return begun[-1]
        opening = [e.opens for e in self.editions if e.opens is not None and day < e.opens]
        closed = self.editions[-1].closes
        hint = f"its next edition opens on {min(opening).isoformat()}" if opening else ""
        if not opening and closed is not None:
            hint = f"it closed to registrations after {closed.isoformat()}"
        raise NoEdition(f"no edition of {self.title} is in force on {day.isoformat()}", hint=hint)
