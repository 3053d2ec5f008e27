"""What a learner holds, called by its reference or by words of its title."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from catalogue.learner.record import Achievement, held
from catalogue.library import titled
from catalogue.units import Unit


def held_called(text: str, units: Callable[[], Mapping[str, Unit]]) -> Achievement:
    """Read ``REF`` or ``REF@DATE``, where REF may be words that stand in one unit's title.

    ``units`` gives those of the whole catalogue; it is asked only where REF has no digit. A word
    that no title has is an own code that nobody here knows.

    Raises
    ------
    ValueError
        If the reference or the date is none.
    UnknownUnit
        If the words could mean several units.
    """
    what, at, day = text.rpartition("@") if "@" in text else (text, "", "")
    try:
        found = held(text)
    except ValueError:
        unit = titled(what, units().values()) if re.search(r"[^\W\d_]", what) else None
        if unit is None:
            raise
        return held(f"{unit.reference}{at}{day}")
    name = found.unit or ""
    if any(letter.isdigit() for letter in name) or name in units():
        return found
    unit = titled(what, units().values())
    return found if unit is None else held(f"{unit.reference}{at}{day}")
