"""Figures that fall out of a pattern which the rest of a list keeps: what no sum and no file tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from statistics import median

from catalogue.handbooks.doubts import Doubt
from catalogue.handbooks.qualifications.section import Found, Section
from catalogue.handbooks.written.rows import Row
from catalogue.units import Unit

_LEAST_ROWS = 6
_FURTHEST_RATIO = 1.8
"""How often the hours of a credit may be those of the usual unit, or the other way round."""
_MOST_ODD = 0.25
"""The share of units, inclusive, past which those that differ from the usual one are no exceptions."""


def out_of_pattern(section: Section, units: Mapping[str, Unit]) -> Iterator[Doubt]:
    """Yield levels and credits unlike the others; those that the catalogue has alike are left out."""
    for group in section.every_group:
        yield from _levels(group, units)
    yield from _outliers(section.rows, units)
    rows = [row for row in section.rows if row.glh and row.credit]
    if len(rows) < _LEAST_ROWS:
        return
    usual = median(_ratio(row) for row in rows)
    odd = [row for row in rows if not 1 / _FURTHEST_RATIO <= _ratio(row) / usual <= _FURTHEST_RATIO]
    for row in odd if len(odd) <= max(1, _MOST_ODD * len(rows)) else ():
        if not _is_known(row, units, "credit", "glh"):
            seen = f"{row.glh} GLH for {row.credit} credits, where the usual unit has {usual:.1f} for each"
            yield _unlike(row, "credit", seen)


def _levels(group: Found, units: Mapping[str, Unit]) -> Iterator[Doubt]:
    """A level that is the only one of its kind in a group, or breaks the order of the others."""
    rows = [row for row in group.rows if isinstance(row.level, int)]
    if len(rows) < _LEAST_ROWS:
        return
    levels = [int(row.level or 0) for row in rows]
    counts = Counter(levels)
    odd: set[int] = set()
    if len(counts) == 2 and min(counts.values()) == 1:
        odd = {at for at, level in enumerate(levels) if counts[level] == 1}
        why = "no other unit of the group has level"
    elif not _rises(levels):
        odd = {at for at in range(len(levels)) if _rises(levels[:at] + levels[at + 1 :])}
        why = "the levels of the group are in order but for level"
    for at in sorted(odd)[:2]:
        row = rows[at]
        if not _is_known(row, units, "level"):
            yield _unlike(row, "level", f"{why} {row.level}")


def _outliers(rows: Sequence[Row], units: Mapping[str, Unit]) -> Iterator[Doubt]:
    """The one level at an end of the scale of a long list, and the one credit value far above."""
    levels = [row for row in rows if isinstance(row.level, int)]
    valued = [row for row in rows if row.credit]
    if len(levels) >= _LONG:
        counts = Counter(int(row.level or 0) for row in levels)
        ends = [end for end in {min(counts), max(counts)} if counts[end] == 1 and len(counts) > 2]
        for row in (row for row in levels if row.level in ends):
            if not _is_known(row, units, "level"):
                yield _unlike(row, "level", f"no other unit here has level {row.level}")
    if len(valued) >= _LONG:
        second, first = sorted(valued, key=lambda row: row.credit or 0)[-2:]
        far = (first.credit or 0) >= _FAR * (second.credit or 0)
        if far and not _is_known(first, units, "credit"):
            seen = f"{first.credit} credits, where no other unit here has more than {second.credit}"
            yield _unlike(first, "credit", seen)


_LONG = 10
"""Units of a list from which one alone may be odd, inclusive."""
_FAR = 1.5
"""How often the second highest credit value of a list one has that is asked about, inclusive."""


def _unlike(row: Row, fact: str, seen: str) -> Doubt:
    about = f"units/{row.reference or row.title}/{fact}"
    return Doubt("range", about, seen, row.spot, row.text, getattr(row, fact))


def _rises(levels: Sequence[int]) -> bool:
    return all(b >= a for a, b in pairwise(levels)) or all(b <= a for a, b in pairwise(levels))


def _ratio(row: Row) -> float:
    return (row.glh or 1) / (row.credit or 1)


def _is_known(row: Row, units: Mapping[str, Unit], *facts: str) -> bool:
    """Whether the catalogue, or another place of the document, has the unit with the same figures."""
    if row.again >= set(facts):
        return True
    known = units.get(row.reference)
    if known is None:
        return False
    for fact in facts:
        theirs = getattr(known, fact)
        theirs = theirs.written if fact == "level" and theirs is not None else theirs
        if theirs != getattr(row, fact):
            return False
    return True
