"""Text whose cells have bars between them and none around: rows that a narrow page breaks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from catalogue.handbooks.blocks import MOST_LINE

_RULER = re.compile(r"[ :-]*-[ :-]*(?:\|[ :-]*-[ :-]*)+")
_MOST_LINES = 4
"""Lines that a row is broken into, inclusive."""


def unbroken(lines: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return numbered lines in which each row with as many bars as the ruler above it is one line.

    Words without a bar that begin small go on with the last cell above them; others begin the row
    below them.
    """
    result: list[tuple[int, str]] = []
    bars = at = 0
    while at < len(lines):
        number, line = lines[at]
        if _RULER.fullmatch(line.strip()):
            bars = line.count("|")
        above = result[-1][1].count("|") if result and bars else -1
        small = line.strip()[:1].islower() and "|" not in line
        if small and above == bars and len(result[-1][1]) < MOST_LINE:
            result[-1] = result[-1][0], f"{result[-1][1].rstrip()} {line.strip()}"
            at += 1
            continue
        within = above == bars or 0 < line.count("|") <= bars
        taken = _taken([one for _, one in lines[at : at + _MOST_LINES]], bars) if within else 1
        result.append(
            (number, " ".join(one.strip() for _, one in lines[at : at + taken]))
            if taken > 1
            else (number, line)
        )
        at += taken
    return result


def _taken(lines: Sequence[str], bars: int) -> int:
    """How many lines the row takes that begins here; one where none does."""
    found = 0
    for taken, line in enumerate(lines, 1):
        if not line.strip():
            break
        found += line.count("|")
        if found == bars:
            # the last cell may stand alone below its row
            below = lines[taken] if taken < len(lines) and line.rstrip().endswith("|") else "|"
            return taken + ("|" not in below and bool(below.strip()))
    return 1
