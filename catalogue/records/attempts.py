"""Several rows of one unit: attempts, of which the last decides, or parts, which all must be met.

Which of the two they are is told by a column that names them. Where none does and it makes a
difference, somebody is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from catalogue.cells import plain
from catalogue.days import day_of
from catalogue.identity import organisation_key
from catalogue.records.words.headings import turn_of
from catalogue.records.words.understood import LeftOut, WhyLeftOut
from catalogue.references import is_ofqual_reference, unit_reference


@dataclass(frozen=True)
class Told:
    """One row of a unit: whether it was achieved, when, and which part or attempt it is.

    ``of`` is how many parts there are, or 0 where nothing says so.
    """

    line: int
    achieved: bool
    day: date | None = None
    part: str = ""
    attempt: str = ""
    of: int = 0


@dataclass(frozen=True)
class Judged:
    """A row that names something: what came of it, its parts, its name, and of what course it is.

    ``why`` is why it is left out, null where it is not.
    """

    told: Told
    data: dict[str, str]
    name: str
    whose: str
    why: LeftOut | None


def by_unit(rows: Sequence[Judged]) -> list[list[Judged]]:
    """Return the rows of each unit in each qualification, in the order of the first of each.

    An own code of another awarding organisation is another unit.
    """
    found: dict[tuple[str, str, str], list[Judged]] = {}
    for one in rows:
        name = one.data.get("unit") or one.data.get("award") or f"line {one.told.line}"
        owner = "" if _is_ofqual(name) else one.data.get("awarding_organisation") or ""
        found.setdefault((plain(name), one.whose, organisation_key(owner)), []).append(one)
    return list(found.values())


def _is_ofqual(name: str) -> bool:
    try:
        return is_ofqual_reference(unit_reference(name))
    except ValueError:
        return False


class Mixed(ValueError):
    """Rows of one unit that differ, and nothing says whether they are parts or attempts."""


MIXED_HINT = "add a column Attempt or Part that numbers them, or leave only the row that counts"


def mixed(name: str) -> str:
    """Return what is asked about the rows of a unit that are parts of it or attempts at it."""
    return (
        f"{name} stands in several rows, some achieved and some not, and nothing says"
        " whether they are attempts (the last decides) or parts (all must be achieved)"
    )


def but_for(row: Told, name: str, decides: Told) -> LeftOut:
    """Return that a row which was achieved is left out for what ``decides`` of its unit."""
    if decides.achieved and decides.of:
        return LeftOut(row.line, name, WhyLeftOut.PARTS, row.part)
    return LeftOut(row.line, name, WhyLeftOut.PART, f"see line {decides.line}")


def judge(rows: Sequence[Told]) -> tuple[bool, Told]:
    """Return whether the unit that ``rows`` are of was achieved, and the row that decides it.

    Raises
    ------
    Mixed
        If that depends on whether they are parts or attempts, and nothing tells.
    """
    rows = _of_a_pass(rows)
    named = _taken_again(rows)
    held, decides = _judged(named)
    return held, next(row for row, one in zip(rows, named, strict=True) if one is decides)


def _judged(rows: Sequence[Told]) -> tuple[bool, Told]:
    parts: dict[str, list[Told]] = {}
    for row in rows:
        parts.setdefault(row.part.casefold(), []).append(row)
    decided = [_last(found) for found in parts.values()]
    missing = next((row for row in decided if not row.achieved), None)
    if missing is not None:
        return False, missing
    if all(row.of for row in decided) and len(decided) < max(row.of for row in decided):
        return False, decided[-1]  # the others are not there
    dated = [row for row in decided if row.day is not None]
    return True, max(dated, key=lambda row: row.day or date.min, default=decided[-1])


_CRITERION = re.compile(r"([pmd])[ .-]?\d+", re.IGNORECASE | re.ASCII)


def _of_a_pass(rows: Sequence[Told]) -> Sequence[Told]:
    """Leave out the criteria of a merit or a distinction, which say nothing of a pass."""
    found = [_CRITERION.match(row.part) for row in rows]
    letters = [one[1].casefold() if one else "" for one in found]
    if "p" not in letters:
        return rows
    return [row for row, letter in zip(rows, letters, strict=True) if letter not in {"m", "d"}]


_AGAIN = re.compile(
    r"(.*\w)[\s(-]+(?:re-?sit|retake|re-?submi\w+|(?:2nd|second) (?:attempt|submission))\)?",
    re.IGNORECASE,
)


def _taken_again(rows: Sequence[Told]) -> Sequence[Told]:
    """Take a part such as ``2 resit`` for another attempt at the part ``2``, if there is one."""
    names = {row.part.casefold() for row in rows}
    base = {
        row.part: found[1]
        for row in rows
        if (found := _AGAIN.fullmatch(row.part)) and found[1].casefold() in names
    }
    first = {name.casefold() for name in base.values()}
    return [
        replace(row, part=base[row.part], attempt="2")
        if row.part in base
        else replace(row, attempt=row.attempt or "1")
        if row.part.casefold() in first
        else row
        for row in rows
    ]


def _last(rows: Sequence[Told]) -> Told:
    """The attempt that decides, of rows that are of one part."""
    in_order = list(_in_order(rows))
    last = in_order[-1]
    if last.achieved and not all(row.achieved for row in rows) and not _numbered(rows):
        raise Mixed
    return last


def _numbered(rows: Sequence[Told]) -> bool:
    return all(row.attempt for row in rows) and len({row.attempt for row in rows}) == len(rows)


def _in_order(rows: Sequence[Told]) -> Iterator[Told]:
    """The rows in the order in which they came to be: by their days, their numbers, their lines."""
    if all(row.day is not None for row in rows):
        yield from sorted(rows, key=lambda row: (row.day or date.min, _number(row), row.line))
    elif not _numbered(rows):
        yield from rows
    elif all(day_of(row.attempt) for row in rows):
        yield from sorted(rows, key=lambda row: day_of(row.attempt) or date.min)
    elif all(turn_of(row.attempt) is not None for row in rows):
        yield from sorted(rows, key=lambda row: turn_of(row.attempt) or 0)
    elif all(re.search(r"\d", row.attempt) for row in rows):
        yield from sorted(rows, key=_number)
    else:
        yield from rows


def _number(row: Told) -> int:
    found = re.search(r"\d+", row.attempt)
    return int(found[0]) if found else 0
