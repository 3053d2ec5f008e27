"""References of units in cells of tables, with what people and programs write around them."""

from __future__ import annotations

import re

from catalogue.references import CheckCharacter, check_unit_reference, unit_reference

_OFQUAL = re.compile(
    r"(?<![A-Za-z0-9])([ADFHJKLMRTY])[\s/._-]{0,3}(\d{3})[\s/._-]{0,3}(\d{4})(?![A-Za-z0-9])",
    re.ASCII | re.IGNORECASE,
)


def reference_in(text: str) -> tuple[str, str] | None:
    """Return the one Ofqual reference that a cell holds, and what else the cell says.

    The parts may stand apart by spaces, points, dashes or slashes. Nothing is returned where there
    is none, where there are several, or where the letter does not fit the digits.
    """
    if not any(sign.isdigit() for sign in text):
        return None
    found = list(_OFQUAL.finditer(text))
    if len(found) != 1:
        return None
    one = found[0]
    reference = unit_reference("".join(one.groups()))
    if check_unit_reference(reference) is CheckCharacter.WRONG:
        return None
    rest = f"{text[: one.start()]} {text[one.end() :]}"
    return reference, " ".join(rest.split()).strip(" ()[]-:;,.\N{EN DASH}\N{EM DASH}")


def around_reference(text: str) -> tuple[str, str]:
    """Return what stands before and behind the first Ofqual reference of a cell."""
    found = _OFQUAL.search(text)
    return (text, "") if found is None else (text[: found.start()], text[found.end() :])


def several_references(text: str) -> bool:
    """Whether a cell holds more than one Ofqual reference."""
    return len(_OFQUAL.findall(text)) > 1
