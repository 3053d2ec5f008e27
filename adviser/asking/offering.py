"""What a centre delivers, as a file: units, the price of a place, places left, terms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from adviser.asking.faults import Fault, NotUnderstood, Trouble
from catalogue import UnitwiseError
from catalogue.cells import written
from catalogue.errors import did_you_mean
from catalogue.files.pages import Pages, printable, read_pages, shortened
from catalogue.identity import full_name, meant, parted
from catalogue.offering import (
    MOST_OFFERED,
    MOST_PLACES,
    OFFER_KEYS,
    CentreOffer,
    Delivered,
    pence,
)
from catalogue.outside import CannotOpen, read_bytes
from catalogue.references import is_ofqual_reference, unit_reference
from catalogue.units import Unit

if TYPE_CHECKING:
    pass

_LARGEST = 1 << 20
"""Bytes of a file, inclusive."""

_TOLD = {"learners", "classes", "lost", "level", "credit", "glh"}
"""What an offer that was found tells besides, and nobody need know to read it again."""

_NONE_LEFT = {"full", "none", "none left", "no places", "fully booked", "sold out", "closed", "nil"}
_NO_LIMIT = {"", "unlimited", "not limited", "no limit", "no maximum", "uncapped", "any", "open",
             "as many as needed", "\N{INFINITY}"}  # fmt: skip
"""Words for how many places are left."""


def read_offer(path: Path, units: Mapping[str, Unit]) -> CentreOffer:
    """Read an offer from YAML, CSV or a spreadsheet: a unit a row.

    Raises
    ------
    UnitwiseError
        With everything in it that means nothing, with its line.
    """
    from adviser.asking.offer_sheet import rows_of
    from catalogue.records.files.sheets import (  # with all that unpacks a spreadsheet
        Unreadable,
        kind_of,
        read_sheets,
    )

    name = printable(path)
    try:
        raw = read_bytes(path, _LARGEST, "an offer")
        if path.suffix.casefold() in {".yaml", ".yml", ".json"}:
            rows = list(_of_pages(path))
        else:
            kind_of(raw)
            rows = list(rows_of(read_sheets(raw, said=written), name))
    except (CannotOpen, Unreadable) as error:
        raise UnitwiseError(f"{name}: {error}", error.hint) from error
    if not rows:
        raise UnitwiseError(f"{name} has no unit", hint="a centre that delivers nothing needs none")
    if len(rows) > MOST_OFFERED:
        raise UnitwiseError(f"{name} has {len(rows):,} units; {MOST_OFFERED:,} are the most")
    return CentreOffer(name=name, units=_made(rows, name, units))


def _of_pages(path: Path) -> Iterable[tuple[int, Mapping[str, Any]]]:
    pages = read_pages(path)
    if isinstance(pages, list):
        raise NotUnderstood([Fault(str(fault)) for fault in pages])
    assert isinstance(pages, Pages)
    listed = pages.data.get("units") if isinstance(pages.data, dict) else pages.data
    if not isinstance(listed, list):
        raise UnitwiseError(f"{pages.path}: an offer is a list of 'units'")
    for number, item in enumerate(listed):
        line = pages.fault(("units", number), "").line
        yield line, item if isinstance(item, dict) else {"unit": item}


def _made(
    rows: Sequence[tuple[int, Mapping[str, Any]]], name: str, units: Mapping[str, Unit]
) -> tuple[Delivered, ...]:
    found: dict[str, tuple[int, Delivered]] = {}
    wrong: list[Fault] = []
    for line, row in rows:
        source = f"{name}:{line}"
        try:
            made = _one(row, units)
        except (UnitwiseError, ValueError) as error:
            wrong.append(Fault.of(str(error), ("offer",), source))
            continue
        if made.name in found:
            first = found[made.name][0]
            wrong.append(Fault(f"{made.name} stands in line {first} already", ("offer",), source))
        found[made.name] = (line, made)
    if wrong:
        raise NotUnderstood(wrong)
    return tuple(made for _, made in found.values())


def _one(row: Mapping[str, Any], units: Mapping[str, Unit]) -> Delivered:
    if strange := [str(key) for key in row if key not in (*OFFER_KEYS, *_TOLD)]:
        hint = did_you_mean(strange[0], OFFER_KEYS) or f"known: {', '.join(OFFER_KEYS)}"
        raise UnitwiseError(f"unknown key {shortened(strange[0])}; {hint}")
    row = {key: _cell(key, value) for key, value in row.items() if key in OFFER_KEYS}
    if row.get("unit") in {None, ""}:
        raise UnitwiseError("names no unit")
    unit = the_unit(str(row["unit"]), units)
    own = not is_ofqual_reference(unit.reference)
    return Delivered(
        unit=unit.reference,
        whose=unit.awarding_organisation if own else None,
        title=str(row["title"])[:400] if row.get("title") else None,
        price=None if row.get("price") in {None, ""} else pence(str(row["price"])),
        places=None if row.get("places") is None else _places(str(row["places"])),
        terms=str(row["terms"])[:200] if row.get("terms") else None,
    )


def _cell(key: str, value: Any) -> Any:
    """A value that is one text or number; several terms may stand in a list."""
    if key == "terms" and isinstance(value, list) and all(isinstance(one, str) for one in value):
        return "; ".join(value)
    if isinstance(value, bool | dict | list):
        kind = {bool: "yes or no", dict: "a mapping", list: "a list"}[type(value)]
        raise UnitwiseError(f"{key} is {kind}; write one value")
    return value


def the_unit(text: str, units: Mapping[str, Unit]) -> Unit:
    """Return the unit of the catalogue that ``REF`` or ``ORGANISATION:CODE`` names.

    Raises
    ------
    UnitwiseError
        If it names none, or an own code of several organisations.
    """
    organisation, code = parted(text)
    try:
        reference = unit_reference(code)
    except ValueError as error:
        hint = did_you_mean(text, [unit.title for unit in units.values()])
        raise UnitwiseError(str(error) + (hint and f"; {hint}")) from error
    found = meant(units, reference, organisation)
    if not found:
        hint = did_you_mean(text.strip().upper(), list(units))
        raise UnitwiseError(f"no catalogue here has a unit {reference}" + (hint and f"; {hint}"))
    if len(found) > 1:
        names = " or ".join(full_name(unit) for unit in found)
        raise UnitwiseError(f"{reference} is a code of several organisations; write {names}")
    return found[0]


def take_offer(
    data: dict[str, Any], units: Mapping[str, Unit], trouble: Trouble, pages: Pages | None = None
) -> None:
    """Read the offer that the data of a question name; what is wrong is noted in ``trouble``.

    A file is named by its path: text is taken from the folder of the question file, and means
    nothing where the question stands in none, since nobody else may have files read here.
    """
    named = data.get("offer")
    if isinstance(named, str) and pages is not None:
        named = Path(pages.path).parent / named
    try:
        if isinstance(named, Path):
            data["offer"] = read_offer(named, units)
            return
        if isinstance(named, str):
            raise UnitwiseError("offer is a mapping with 'units', not the name of a file")
        if isinstance(named, list | bool | int | float):
            raise UnitwiseError(f"offer is a mapping with 'units', not {shortened(named)}")
        if isinstance(named, dict):
            data["offer"] = offer = CentreOffer.model_validate(named)
            _known(offer, units, trouble)
    except NotUnderstood as error:
        del data["offer"]
        trouble.faults += error.faults
    except ValidationError as error:
        del data["offer"]
        for item in error.errors(include_url=False):
            told = item["msg"].removeprefix("Value error, ")
            trouble.at(("offer", *item["loc"]), f"offer: {told}")
    except UnitwiseError as error:
        del data["offer"]
        trouble.faults.append(Fault(str(error), ("offer",), hint=error.hint))


def _known(offer: CentreOffer, units: Mapping[str, Unit], trouble: Trouble) -> None:
    """Note what of an offer that a program sent names no unit of the catalogue."""
    for number, one in enumerate(offer.units):
        try:
            the_unit(one.name, units)
        except UnitwiseError as error:
            trouble.at(("offer", "units", number), str(error))


def references(named: Sequence[str], units: Mapping[str, Unit]) -> list[str]:
    """Return the full names of units that are named, as the catalogue writes them.

    Raises
    ------
    UnitwiseError
        If one of them names no unit of the catalogue.
    """
    return [full_name(the_unit(text, units)) for text in named]


def _places(text: str) -> int | None:
    """How many places are left; null where there is no limit."""
    said = " ".join(text.casefold().split())
    if said in _NO_LIMIT:
        return None
    if said in _NONE_LEFT:
        return 0
    found = re.fullmatch(r"(\d{1,7})(?:\.0)?(?: (?:places?|spaces?|seats?|left))*", said, re.ASCII)
    if not found or int(found[1]) > MOST_PLACES:
        raise UnitwiseError(
            f"{shortened(text)} is no number of places; write a whole number, full or no limit"
        )
    return int(found[1])
