"""The offer of a centre as a sheet: which row has the headings, and what each column says.

Headings are understood by their words, whatever else stands above the table. What could change
what is offered and is not understood is asked: a column of yes and no, or places that may be those
there were at the beginning of the year.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from catalogue import UnitwiseError
from catalogue.cells import cell, plain
from catalogue.errors import is_slip
from catalogue.files.pages import shortened
from catalogue.offering import OFFER_KEYS
from catalogue.records.shapes.furniture import furniture
from catalogue.records.words import headings as h
from catalogue.records.words.references import reference_in

if TYPE_CHECKING:
    from catalogue.records.files.sheets import Row, Sheet

_FIRST_ROWS = 20
"""Rows among which the headings are looked for, inclusive."""

_PRICE = {"price", "cost", "fee", "charge", "tariff", "tuition"}
_PLACE = {"place", "space", "seat", "vacancy", "vacancie", "availability", "remaining"}
_LEFT = {"left", "remaining", "available", "free", "open", "vacant", "vacancy", "vacancie"}
_GONE = {"taken", "booked", "filled", "sold", "used", "reserved", "enrolled", "allocated"}
_SIZE = {"capacity", "total", "maximum", "max", "most", "size", "limit"}
_TERM = {"term", "semester", "start", "starting", "when", "session", "delivery", "delivered",
         "block", "intake", "timetable", "run", "running", "month", "season"}  # fmt: skip
_NO_REFERENCE = h.PERSON | h.NOT_THE_LEARNER | h.QUALIFICATION | _PRICE | {"postcode", "room"}
_YES = {"yes", "y", "true", "x", "\N{CHECK MARK}", "\N{HEAVY CHECK MARK}", "tick"}
_NO = {"no", "n", "false", "not", "\N{CROSS MARK}", "\N{BALLOT X}"}
_TELLS = {"offered", "offer", "available", "running", "run", "delivered", "deliver", "delivering",
          "open", "on"}  # fmt: skip
"""Words of a heading below which yes means that a unit is offered."""


def rows_of(written: Sequence[Sheet], name: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Yield each row of an offer with its line: what its cells say, by the keys of an offer.

    ``written`` are the sheets as they are: that there are no places is said by a word for nothing.

    Raises
    ------
    UnitwiseError
        If no sheet is one, several are, or a column leaves open what is offered.
    """
    sheets = [replace(one, rows=tuple(_blanked(one.rows))) for one in written]
    found = [(sheet, at) for sheet in sheets if (at := _headings(sheet.rows)) is not None]
    if len(found) > 1:
        found = [one for one in found if plain(one[0].name) == "offer"] or found
    if len(found) > 1:
        names = ", ".join(shortened(sheet.name) for sheet, _ in found)
        raise UnitwiseError(
            f"{name} has several sheets with units, and none is called 'Offer': {names}",
            hint="call the one that is meant 'Offer', or take the others away",
        )
    if not found:
        _refuse(sheets, name)
        return
    sheet, at = found[0]
    line, heads = sheet.rows[at]
    below = [row for row in sheet.rows[at + 1 :] if furniture(row[1], len(heads)) is None]
    keys = _keys(heads, below, f"{name}:{line}")
    as_written = dict(written[sheets.index(sheet)].rows)
    for number, cells in below:
        said: dict[str, str] = {}
        offered = True
        for key, text, word in zip(keys, cells, as_written[number], strict=False):
            text = word if key == "places" else text
            if not text:
                continue
            if key == "offered":
                offered = text.casefold() in _YES
            elif key:
                said[key] = f"{said[key]}; {text}" if key in said else text
        ticked = "offered" not in keys or (offered and _is_told(cells, keys))
        if said and ticked and not _is_heading(said, cells):
            yield number, said


def _blanked(rows: Sequence[Row]) -> Iterator[Row]:
    """Rows without words for nothing, of those that say anything."""
    for line, cells in rows:
        said = [cell(text) for text in cells]
        if any(said):
            yield line, said


def _is_told(cells: Sequence[str], keys: Sequence[str]) -> bool:
    at = keys.index("offered")
    return at < len(cells) and bool(cells[at])


def _is_heading(said: Mapping[str, str], cells: Sequence[str]) -> bool:
    """Whether a row is the heading of a section: one cell, which names no unit."""
    return (
        "unit" in said
        and sum(map(bool, cells)) == 1
        and " " in said["unit"]
        and not (reference_in(said["unit"]) or ":" in said["unit"])
    )


def _headings(rows: Sequence[Row]) -> int | None:
    """The row that has a heading of units, of such the one that says most."""
    named = [
        (sum(key is not None for key in map(_by_words, cells)), -n)
        for n, (_, cells) in enumerate(rows[:_FIRST_ROWS])
        if any(_by_words(text) in {"unit", "code"} for text in cells)
        and not any(reference_in(text) for text in cells)
    ]
    return -max(named)[1] if named else None


def _by_words(heading: str) -> str | None:
    """What a heading says by its words; ``code`` is a reference of nothing that is named."""
    mine = set(h.words(heading))
    if not mine or len(mine) > 6:
        return None
    in_all = mine & {"all", "total", "sum"}
    if mine & _PRICE and in_all:
        return None
    known = mine & _PRICE and not mine & h.NUMBER
    if known or "\N{POUND SIGN}" in heading or mine & {"gbp"}:
        return "price"
    if mine & _PLACE or (mine & (_GONE | _SIZE) and not mine & h.UNIT):
        return "places"
    if mine & h.TITLE - {"subject"} and not mine & h.NUMBER:
        return "title"
    if mine & h.UNIT and not mine & h.MEASURE and mine <= h.UNIT | h.NUMBER:
        return "unit"
    if mine & h.NUMBER and not mine & _NO_REFERENCE and mine <= h.NUMBER | h.UNIT | h.ORGANISATION:
        return "code"
    return "terms" if mine & _TERM else None


def _keys(heads: Sequence[str], below: Sequence[Row], where: str) -> list[str]:
    """What each column is, by its heading and, where that is open, by its cells."""
    columns = [[c[n] if n < len(c) else "" for _, c in below] for n in range(len(heads))]
    words = [_by_words(text) for text in heads]
    if "unit" not in words:
        words = ["unit" if one == "code" else one for one in words]
    units = [n for n, one in enumerate(words) if one == "unit"]
    if len(units) > 1:
        units = [n for n in units if any(map(reference_in, columns[n]))] or units
    _one(heads, units, "unit", where)
    keys = ["" if one in {None, "code", "unit"} else str(one) for one in words]
    keys[units[0]] = "unit"
    for number, text in enumerate(heads):
        own = {plain(one) or one.casefold() for one in columns[number] if one}
        if not keys[number] or keys[number] == "terms":
            if own and own <= _YES | _NO:
                keys[number] = _ticked(text, where)
            elif not keys[number]:
                _no_slip(text, where)
    places = [n for n, one in enumerate(keys) if one == "places"]
    left = [n for n in places if set(h.words(heads[n])) & _LEFT]
    if not left:
        left = [n for n in places if not set(h.words(heads[n])) & (_GONE | _SIZE)]
        if places and len(left) < len(places):
            told = ", ".join(shortened(heads[n]) for n in places)
            raise UnitwiseError(
                f"{where}: {told}: how many places are left?",
                hint="put that into one column, and call it 'Places left'",
            )
    for number in places:
        keys[number] = "places" if number in left else ""
    for key in ("title", "price", "places"):
        _one(heads, [n for n, one in enumerate(keys) if one == key], key, where)
    return keys


def _one(heads: Sequence[str], found: Sequence[int], key: str, where: str) -> None:
    if len(found) > 1:
        told = ", ".join(shortened(heads[n]) for n in found)
        raise UnitwiseError(f"{where}: several columns are the {key}: {told}")


def _ticked(heading: str, where: str) -> str:
    """A column of yes and no: whether the unit is offered, or nobody knows what."""
    if set(h.words(heading)) & _TELLS:
        return "offered"
    raise UnitwiseError(
        f"{where}: column {shortened(heading)}: does yes mean that the unit is offered?",
        hint="call it 'Offered' if it does, and take it away if it does not",
    )


def _no_slip(heading: str, where: str) -> None:
    known = [*OFFER_KEYS, "price per place", "places left"]
    if slips := [key for key in known if plain(heading) != plain(key) and is_slip(heading, key)]:
        raise UnitwiseError(
            f"{where}: the column {shortened(heading)} means nothing",
            hint=f"did you mean {slips[0]}?",
        )


def _refuse(sheets: Sequence[Sheet], name: str) -> None:
    """Say that there is no column of units; a file of no rows is told as one without units."""
    rows = [row for sheet in sheets for row in sheet.rows]
    if not rows:
        return
    line, cells = next(((n, c) for n, c in rows if sum(map(bool, c)) > 1), rows[0])
    seen = ", ".join(shortened(text) for text in cells if text)
    where = f"{name}:{line}" if len(sheets) == 1 else name
    raise UnitwiseError(
        f"{where}: no column is called 'unit'; there are {seen}",
        hint="the columns are unit, title, price, places, terms",
    )
