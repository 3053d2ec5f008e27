"""What a centre delivers, as a file: units, the price of a place, places left."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from adviser.asking.faults import Fault, NotUnderstood
from catalogue import Catalogue, UnitwiseError
from catalogue.cells import plain
from catalogue.errors import did_you_mean
from catalogue.files.pages import Pages, printable, read_pages
from catalogue.records.sheets import Row, Sheet, Unreadable, kind_of, read_sheets
from catalogue.units import Model, Text

_LARGEST = 1 << 20
"""Bytes of a file, inclusive."""

_HEADINGS = {
    "unit": "unit", "reference": "unit", "unitreference": "unit", "ref": "unit", "code": "unit",
    "title": "title", "price": "price", "priceperplace": "price", "cost": "price",
    "places": "places", "placesleft": "places", "terms": "terms", "term": "terms",
}  # fmt: skip
_POUNDS = re.compile(r"£? ?(\d{1,7})(?:\.(\d{2}))?")


class Delivered(Model):
    """A unit that a centre delivers; ``price`` is that of a place, in pence."""

    unit: str
    title: Text | None = None
    price: int | None = None
    places: int | None = None
    terms: Text | None = None


def read_offer(path: Path, library: Catalogue) -> tuple[Delivered, ...]:
    """Read an offer from YAML, CSV or a spreadsheet: a unit a row.

    Raises
    ------
    UnitwiseError
        With everything in it that means nothing, with its line.
    """
    name = printable(path)
    try:
        with path.open("rb") as stream:
            raw = stream.read(_LARGEST + 1)
        if len(raw) > _LARGEST:
            raise UnitwiseError(f"{name} is larger than 1 MiB, the most that an offer may be")
        if path.suffix.casefold() in {".yaml", ".yml", ".json"}:
            rows = list(_of_pages(path))
        else:
            kind_of(raw)
            rows = list(_of_sheet(read_sheets(raw), name))
    except OSError as error:
        raise UnitwiseError(f"{name} cannot be opened: {error.strerror or error}") from error
    except Unreadable as error:
        raise UnitwiseError(f"{name}: {error}", error.hint) from error
    return _made(rows, name, library)


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


def _of_sheet(sheets: Sequence[Sheet], name: str) -> Iterable[tuple[int, Mapping[str, Any]]]:
    if len(sheets) != 1:
        raise UnitwiseError(f"{name} has {len(sheets)} sheets; an offer is one")
    head, *rows = sheets[0].rows
    keys = [_HEADINGS.get(plain(text), "") for text in head[1]]
    if "unit" not in keys:
        raise UnitwiseError(f"{name}: no column is called 'unit'")
    row: Row
    for row in rows:
        pairs = zip(keys, row[1], strict=False)
        yield row[0], {key: text for key, text in pairs if key and text}


def _made(
    rows: Sequence[tuple[int, Mapping[str, Any]]], name: str, library: Catalogue
) -> tuple[Delivered, ...]:
    found: dict[str, Delivered] = {}
    wrong: list[Fault] = []
    for line, row in rows:
        source = f"{name}:{line}"
        try:
            made = _one(row, library)
        except (UnitwiseError, ValueError) as error:
            wrong.append(Fault.of(str(error), source=source))
            continue
        if made.unit in found:
            wrong.append(Fault(f"{made.unit} stands twice", source=source))
        found[made.unit] = made
    if wrong:
        raise NotUnderstood(wrong)
    return tuple(found.values())


def _one(row: Mapping[str, Any], library: Catalogue) -> Delivered:
    if strange := [key for key in row if key not in Delivered.model_fields]:
        hint = did_you_mean(str(strange[0]), list(Delivered.model_fields))
        raise UnitwiseError(f"unknown key {str(strange[0])!r}" + (hint and f"; {hint}"))
    if "unit" not in row:
        raise UnitwiseError("names no unit")
    (unit,) = references([str(row["unit"])], library)
    return Delivered(
        unit=unit,
        title=str(row["title"]) if row.get("title") else None,
        price=None if row.get("price") is None else _pence(str(row["price"])),
        places=None if row.get("places") is None else _whole(str(row["places"])),
        terms=str(row["terms"]) if row.get("terms") else None,
    )


def references(named: Sequence[str], library: Catalogue) -> list[str]:
    """Return the references of units that are named, as the catalogue writes them.

    Raises
    ------
    UnitwiseError
        If one of them names no unit of the catalogue.
    """
    from catalogue.references import unit_reference

    found = []
    for text in named:
        try:
            reference = unit_reference(text)
        except ValueError as error:
            raise UnitwiseError(str(error)) from error
        if reference not in library.units:
            hint = did_you_mean(reference, list(library.units))
            raise UnitwiseError(
                f"no catalogue here has a unit {reference}" + (hint and f"; {hint}")
            )
        found.append(library.units[reference].reference)
    return found


def _pence(text: str) -> int:
    found = _POUNDS.fullmatch(text.strip())
    if not found:
        raise UnitwiseError(f"{text!r} is no price; write pounds: 120 or 120.50")
    return int(found[1]) * 100 + int(found[2] or 0)


def _whole(text: str) -> int:
    if not re.fullmatch(r"\d{1,6}", text.strip(), re.ASCII):
        raise UnitwiseError(f"{text!r} is no number of places; write a whole number")
    return int(text)
