"""What a learner holds, called by its reference or by words of its title."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from catalogue.errors import UnknownUnit
from catalogue.identity import Units, full_name, meant
from catalogue.learner.record import Achievement, held
from catalogue.library import titled
from catalogue.references import is_ofqual_reference
from catalogue.units import Unit


def held_called(text: str, units: Callable[[], Mapping[str, Unit]]) -> Achievement:
    """Read ``REF`` or ``REF@DATE``, where REF may be words that stand in one unit's title.

    ``units`` gives those of the whole catalogue; it is not asked of an Ofqual reference. An own
    code that several organisations use is written ``ORGANISATION:CODE``. A word that no title has
    is an own code that nobody here knows.

    Raises
    ------
    ValueError
        If the reference or the date is none.
    UnknownUnit
        If the words or the code could mean several units.
    """
    what, at, day = text.rpartition("@") if "@" in text else (text, "", "")
    try:
        found = held(text)
    except ValueError:
        unit = titled(what, _each(units())) if re.search(r"[^\W\d_]", what) else None
        if unit is None:
            raise
        return held(f"{unit.reference}{at}{day}")
    name = found.unit or ""
    if is_ofqual_reference(name):
        return found
    several = meant(units(), name, found.awarding_organisation)
    if len(several) > 1:
        raise UnknownUnit(_several(name, several), hint="say whose unit it is")
    if several or found.awarding_organisation or any(letter.isdigit() for letter in name):
        return found
    unit = titled(what, _each(units()))
    return found if unit is None else held(f"{unit.reference}{at}{day}")


def _each(units: Mapping[str, Unit]) -> Iterable[Unit]:
    return units.each if isinstance(units, Units) else units.values()


def _several(name: str, units: Sequence[Unit]) -> str:
    lines = "\n".join(f"  {full_name(unit)}  {unit.title}" for unit in units)
    return f"{name} is a code of {len(units)} awarding organisations:\n{lines}"
