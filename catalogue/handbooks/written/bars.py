"""Units of which a document says that they may not be taken together: in a table, or in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from catalogue.handbooks.blocks import Grid, Spot
from catalogue.handbooks.written.rows import Row, references_in, role_of_head

BARRED = re.compile(
    r"\bbarred\b|\bbarring\b|\bexclu(?:ded|sive|sions?)\b|\bforbidden\s+combination"
    r"|\b(?:cannot|can\s+not|may\s+not|must\s+not|not)\s+(?:both\s+|also\s+)?(?:be\s+)?"
    r"(?:taken?|combined?|claimed?|achieved?|chosen|choose|used?|select(?:ed)?|undertaken)\b"
    r"|\b(?:may|can)\b(?=[^.]*\bbut\s+not\s+both\b)"
    r"|\bonly\s+one\s+of\s+(?:units?|these|the\s+following)\b",
    re.IGNORECASE,
)
_BUT = re.compile(
    r"\b(?:unless|except|if|where|when|credit\s+from|more\s+than|both\s+count)\b", re.I
)
_NUMBERED = re.compile(
    r"\bunits?\s+((?:[A-Z]{0,4}\d{1,4}[A-Z]?\b(?:\s*(?:,|&|/|and|or|with)\s*)*)+)", re.I
)
_HAD = re.compile(
    r"\b(?:if|where|when)\s+(?:(?:they|learners?|the\s+learner)\s+(?:have|has)\s+(?:already\s+)?(?:taken|chosen|selected|completed|achieved)\b"
    r"|(?=[^.,;]+\s+(?:is|has\s+been)\s+(?:also\s+)?(?:taken|chosen|selected|completed|achieved)\W*$))",
    re.IGNORECASE,
)
"""A condition that is the other unit itself: "Unit 6 cannot be taken if Unit 7 is taken"."""
_NEEDS = re.compile(r"\bwithout\b|\bunless\b", re.IGNORECASE)
"""What says that one unit needs the one named behind it, where its other words would bar it."""
_ONE_OF = re.compile(r"\bonly\s+one\s+of\b|\bmutually\s+exclusive\b", re.IGNORECASE)

HEAD_BARS = re.compile(r"\bbarred\b|\bbarring\b|\bexclu\w+|\bforbidden\b", re.IGNORECASE)
_HEAD_NEEDS = re.compile(
    r"\bpre-?\s?requisites?\b|\bco-?\s?requisites?\b|\brequire[sd]?\b|\brequirements?\b|\bdepend\w*"
    r"|\bneeds?\b|\bbefore\b|\blinked\b|\breplace[sd]?\b|\bcondition\w*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Bar:
    """Units that bar each other, by what the document calls them, and the words that say so."""

    units: tuple[str, ...]
    spot: Spot
    text: str
    asked: str = ""
    """Why a person has to look, or nothing."""


def is_telling(head: str) -> bool:
    """Whether the head of a column says that its cells name units which bar or need each other."""
    return bool(HEAD_BARS.search(head) or _HEAD_NEEDS.search(head))


def bars_in(grid: Grid, before: str) -> list[Bar]:
    """Return the bars of a table whose head, or the words right above it, call it one of bars.

    A list of units has a column about what bars them, which makes it no such table.
    """
    head = " ".join(cell for cell in grid.rows[0] if cell)
    own = bool(BARRED.search(head))
    above = bool(BARRED.search(before)) and len(before) < 300
    lists = {role_of_head(cell) for cell in grid.rows[0]} & {"level", "credit", "glh"}
    if not above and (not own or lists):
        return []
    found: list[Bar] = []
    for row, spot in zip(grid.rows, grid.spots, strict=True):
        cells = [[one for one, _, _ in references_in(cell)] for cell in row]
        named = [one for cell in cells for one in cell]
        text = " | ".join(cell for cell in row if cell)
        if len(set(named)) < 2:
            if named and found:
                found[-1] = Bar(found[-1].units, found[-1].spot, found[-1].text, f"and {text}")
            continue
        first, *others = dict.fromkeys(named)
        filled = [cell for cell in cells if cell]
        plain = len(others) == 1 or (own and len(filled) == 2 and len(filled[0]) == 1)
        if not plain:
            found.append(
                Bar((first, *others), spot, text, "which of these bars which is not clear")
            )
            continue
        found += [Bar((first, other), spot, text) for other in others]
    return found


def bar_in(text: str, spot: Spot, rows: Sequence[Row]) -> Bar | None:
    """Return the units that a sentence bars from each other, or null if it bars none."""
    if not BARRED.search(text):
        return None
    needs = _NEEDS.search(text)
    if needs and (references_in(text[needs.end() :]) or any(_by_number(text[needs.end() :], rows))):
        return None
    units = list(dict.fromkeys(one for one, _, _ in references_in(text)))
    if len(units) < 2:
        units = list(_by_number(text, rows))
    if len(units) < 2:
        return None
    asked = ""
    if _BUT.search(_HAD.sub(" ", text) if len(units) == 2 else text):
        asked = "the words make it depend on something"
    elif len(units) > 2 and not _ONE_OF.search(text):
        asked = "at most one of them, or which of them bar each other?"
    return Bar(tuple(units), spot, text, asked)


def is_plain_bar(text: str) -> bool:
    """Whether words bar units from each other, under no condition."""
    return bool(BARRED.search(text)) and not _BUT.search(text)


def _by_number(text: str, rows: Iterable[Row]) -> Iterator[str]:
    """The units that a sentence names by their numbers or codes in the list."""
    return (one for _, one in numbers_in(text, rows))


def numbers_of(row: Row) -> set[str]:
    """Return what a row's unit may be called behind "unit", in small letters."""
    return {row.number.casefold().removeprefix("unit ").strip(), row.reference.casefold()}


def numbers_in(text: str, rows: Iterable[Row]) -> Iterator[tuple[int, str]]:
    """The units that a text names by number or code, with where the words that name them begin."""
    if not _NUMBERED.search(text):
        return
    numbers: dict[str, list[str]] = {}
    for row in rows:
        for name in numbers_of(row) if row.reference else ():
            if name:
                numbers.setdefault(name, []).append(row.reference)
    told: set[str] = set()
    for found in _NUMBERED.finditer(text):
        for one in re.finditer(r"[A-Z]{0,4}\d{1,4}[A-Z]?", found[1], re.I):
            known = numbers.get(one[0].casefold(), [])
            if len(set(known)) == 1 and known[0] not in told:
                told.add(known[0])
                yield found.start(1) + one.start(), known[0]


def barred_rules(
    bars: Sequence[Bar], known: Mapping[str, str]
) -> list[tuple[Bar, dict[str, object]]]:
    """Return the bars among units that are known as rules of the catalogue's format, each once."""
    rules: list[tuple[Bar, dict[str, object]]] = []
    told: set[frozenset[str]] = set()
    for bar in bars:
        units = frozenset(known[one] for one in bar.units if one in known)
        if len(units) < 2 or units in told:
            continue
        told.add(units)
        data: dict[str, object] = {
            "id": f"barred-{len(rules) + 1}",
            "kind": "barred",
            "units": sorted(units),
        }
        rules.append((bar, data))
    return rules
