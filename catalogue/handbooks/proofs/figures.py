"""The figures of one unit, held against its reference, each other, and the catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher

from catalogue.handbooks.doubts import Doubt
from catalogue.handbooks.proofs.sums import is_tenth
from catalogue.handbooks.qualifications.section import Section
from catalogue.handbooks.written.rows import Row
from catalogue.references import doubt_of_reference, is_ofqual_reference
from catalogue.units import Unit

_LETTERS = "ADFHJKLMRTY"


def about(row: Row, fact: str) -> str:
    """The pointer to a fact of a row."""
    return f"units/{row.reference or row.title}/{fact}"


def _is_far(row: Row, section: Section) -> bool:
    known = isinstance(row.level, int) and isinstance(section.level, int) and not row.scale
    return known and not -2 <= int(row.level or 0) - int(section.level or 0) <= 1


def is_scaled(section: Section) -> bool:
    """Whether most levels are far from that of the whole, as on another scale."""
    return sum(_is_far(row, section) for row in section.rows) > len(section.rows) / 2


def doubts_of_row(row: Row, section: Section, units: Mapping[str, Unit]) -> Iterator[Doubt]:
    """Doubts of one unit: its check letter, its figures beside each other, and the catalogue's."""

    def doubt(name: str, fact: str, message: str, *choices: object) -> Doubt:
        return Doubt(
            name, about(row, fact), message, row.spot, row.text, getattr(row, fact, None), choices
        )

    for name, fact, seen in row.doubts:
        yield doubt(name, fact, seen, *row.choices.get(fact, ()))
    odd = doubt_of_reference(row.reference)
    if not odd and (found := re.fullmatch(r"([A-Z])/(65[01])/(\d{4})", row.reference)):
        fits = _LETTERS[(sum(map(int, found[2] + found[3])) + 6) % 11]
        odd = (
            ""
            if fits == found[1]
            else f"{row.reference}: its letter does not fit its digits; {fits} would"
        )
    if not odd and is_ofqual_reference(row.reference) and "650" < row.reference[2:5] != "651":
        alike = sum(one.reference[2:5] == row.reference[2:5] for one in section.rows)
        odd = (
            ""
            if alike > 2
            else f"{row.reference}: no other unit here has the series {row.reference[2:5]}"
        )
    if odd:
        yield doubt("letter", "reference", odd)
    if row.credit is not None and not 0 < row.credit <= 240:
        yield doubt("range", "credit", f"{row.credit} credits are unusual for one unit")
    if _is_far(row, section) and not is_scaled(section):
        yield doubt(
            "range",
            "level",
            f"a unit at level {row.level} in a qualification at level {section.level}",
        )
    if row.credit and row.glh is not None and row.glh > 10 * row.credit:
        yield doubt(
            "range",
            "glh",
            f"{row.glh} hours are more than the {10 * row.credit} of {row.credit} credits",
        )
    if row.credit is not None and row.tqt is not None and not is_tenth(row.credit, row.tqt):
        yield doubt("sum", "credit", f"TQT {row.tqt} is not ten times {row.credit} credits")
    if row.glh is not None and row.tqt is not None and row.glh > row.tqt:
        yield doubt("range", "glh", f"{row.glh} GLH are more than the TQT of {row.tqt}")
    known = units.get(row.reference) if is_ofqual_reference(row.reference) else None
    if known is None:
        return
    for fact in ("level", "credit", "glh"):
        mine, theirs = getattr(row, fact), getattr(known, fact)
        theirs = theirs.written if fact == "level" and theirs is not None else theirs
        if mine is not None and theirs is not None and mine != theirs:
            yield doubt("other-file", fact, f"{mine} here, {theirs} in the catalogue", theirs)
    mine, theirs = _run_together(row.title), _run_together(known.title)
    if mine == theirs and _words_of(row.title) != _words_of(known.title):
        yield doubt(
            "title-word", "title", f"the catalogue parts the words so: {known.title}", known.title
        )
    if _ratio(row.title, known.title) < 0.6:
        yield doubt("other-file", "title", f"the catalogue calls it {known.title!r}", known.title)


def _run_together(title: str) -> str:
    return "".join(sign for sign in title.casefold() if sign.isalnum())


def _words_of(title: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", title.casefold())


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one.casefold(), other.casefold(), autojunk=False).ratio()
