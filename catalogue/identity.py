"""Which unit is meant: a reference of Ofqual's, or an own code together with whose code it is.

An Ofqual reference is the same unit wherever it stands. ``301`` of one awarding organisation and
``301`` of another are two units; people go on writing ``301`` where only one can be meant, and
``ORGANISATION:301`` where it could be either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache

from catalogue.references import is_ofqual_reference, typed_form, unit_reference
from catalogue.units import Unit

_SMALL = frozenset({"and", "the", "of", "for", "in", "ltd", "limited", "plc", "llp"})
"""Words of a name that tell no organisation from another."""


@lru_cache(maxsize=4096)
def _core(name: str) -> tuple[str, ...]:
    words = re.findall(
        r"[^\W_]+", name.casefold().replace("'", "").replace("\N{RIGHT SINGLE QUOTATION MARK}", "")
    )
    return tuple(word for word in words if word not in _SMALL) or tuple(words)


def organisation_key(name: str | None) -> str:
    """Return the name of an organisation as it is compared; empty where there is none."""
    return " ".join(_core(name)) if name else ""


def same_organisation(one: str, other: str) -> bool:
    """Whether two names may be of one organisation.

    They are the same words, one goes on where the other ends (``City & Guilds of London
    Institute``), or one is the initials of the other.
    """
    first, second = _core(one), _core(other)
    shorter, longer = sorted((first, second), key=len)
    return longer[: len(shorter)] == shorter or any(
        len(words) > 1 and "".join(word[0] for word in words) == "".join(letters)
        for words, letters in ((first, second), (second, first))
    )


def parted(text: str) -> tuple[str | None, str]:
    """Return ``ORGANISATION:CODE`` as its two parts, anything else as no organisation and itself.

    A code has a digit or follows the colon at once, so that a title with a colon in it is none.
    """
    before, _, code = text.rpartition(":")
    organisation = " ".join(before.split())
    if _core(organisation) and code.strip() and (code[0] != " " or re.search(r"\d", code)):
        return organisation, code.strip()
    return None, text


def owner_key(unit: Unit) -> str:
    """Return whose unit this is, as it is compared; empty for an Ofqual reference."""
    if is_ofqual_reference(unit.reference):
        return ""
    return organisation_key(unit.awarding_organisation)


def identity(unit: Unit) -> tuple[str, str]:
    """Return whose code a unit has, as it is compared, and its reference."""
    return owner_key(unit), unit.reference


def same_unit(one: Unit, other: Unit) -> bool:
    """Whether two units of one reference may be the same: not if it is the code of two bodies."""
    whose = [unit.awarding_organisation for unit in (one, other) if owner_key(unit)]
    return len(whose) < 2 or same_organisation(whose[0] or "", whose[1] or "")


def full_name(unit: Unit) -> str:
    """Return the reference, after whose code it is where that is known."""
    return _full_name(unit.reference, unit.awarding_organisation)


@lru_cache(maxsize=4096)
def _full_name(reference: str, owner: str | None) -> str:
    return f"{owner}:{reference}" if owner and not is_ofqual_reference(reference) else reference


class Units(Mapping[str, Unit]):
    """Units by what people call them: their reference, or ``ORGANISATION:CODE``.

    A code that several organisations use names none of their units by itself, and stands under
    the longer name of each.
    """

    def __init__(self, units: Iterable[Unit] = ()) -> None:
        self._of: dict[str, dict[str, Unit]] = {}
        self._typed: dict[str, list[str]] = {}
        for unit in units:
            self._of.setdefault(unit.reference, {})[owner_key(unit)] = unit
        for reference in self._of:
            if not is_ofqual_reference(reference):
                self._typed.setdefault(typed_form(reference), []).append(reference)

    def called(self, reference: str, organisation: str | None = None) -> tuple[Unit, ...]:
        """Return every unit that a reference may mean, those of one organisation if it is given.

        An own code may be typed with other spaces and hyphens, where that is only one code.
        """
        units = self._of.get(reference, {})
        ofqual = is_ofqual_reference(reference)
        typed = "" if units or ofqual else typed_form(reference)
        if typed and len(same := self._typed.get(typed, [])) == 1:
            units = self._of[same[0]]
        if not units or organisation is None or ofqual:
            return tuple(units.values())
        if (exact := units.get(organisation_key(organisation))) is not None:
            return (exact,)
        return tuple(
            unit
            for key, unit in units.items()
            if not key or same_organisation(unit.awarding_organisation or "", organisation)
        )

    @cached_property
    def each(self) -> tuple[Unit, ...]:
        """Every unit, as :meth:`values` has it, in a moment."""
        return tuple(unit for units in self._of.values() for unit in units.values())

    def __getitem__(self, name: str) -> Unit:
        organisation, code = parted(name)
        try:
            found = self.called(unit_reference(code), organisation)
        except ValueError:
            found = ()
        if len(found) != 1:
            raise KeyError(name)
        return found[0]

    def __iter__(self) -> Iterator[str]:
        for reference, units in self._of.items():
            if len(units) == 1:
                yield reference
            else:
                yield from (full_name(unit) for unit in units.values())

    def __len__(self) -> int:
        return sum(map(len, self._of.values()))


class UnitsFor(Units):
    """The same units as a file of one organisation names them.

    A code is that of the file's own definition, else of the file's organisation, else nobody's in
    particular, and else any other organisation's. ``apart`` says that its own definitions of units
    with an Ofqual reference hold in it as well, whatever other files say of them.
    """

    def __init__(
        self,
        units: Units,
        own: Mapping[str, Unit],
        organisation: str | None,
        apart: bool = False,
    ) -> None:
        self._of = units._of
        self._typed = units._typed
        self.own = own
        self.organisation = organisation
        self.apart = apart

    def called(self, reference: str, organisation: str | None = None) -> tuple[Unit, ...]:
        """Return every unit that a reference may mean here."""
        own_code = not is_ofqual_reference(reference)
        if organisation is None and (own_code or self.apart):
            if (own := self.own.get(reference)) is not None:
                return (own,)
            mine = super().called(reference, self.organisation) if self.organisation else ()
            if own_code and mine:
                return mine
        return super().called(reference, organisation)


def meant(
    units: Mapping[str, Unit], reference: str, organisation: str | None = None
) -> tuple[Unit, ...]:
    """Return every one of ``units`` that a reference may mean, whatever mapping they stand in."""
    if isinstance(units, Units):
        return units.called(reference, organisation)
    unit = units.get(reference)
    return () if unit is None else Units([unit]).called(reference, organisation)


def alike(one: str, other: str) -> bool:
    """Whether two titles are the same words, but for capitals and signs."""
    first, second = (
        [word for word in re.findall(r"[^\W_]+", text.casefold()) if word != "and"]
        for text in (one, other)
    )
    return first == second


def unlike(one: str, other: str) -> bool:
    """Whether two titles have no word of four letters or more in common."""
    first, second = (set(re.findall(r"[^\W\d_]{4,}", text.casefold())) for text in (one, other))
    return not alike(one, other) and first.isdisjoint(second)
