"""Tables of text between rulers, as converters of documents write them: rows of several lines.

``+-----+----+`` stands between the rows of one kind; ``----- ----`` below the head of the other tells
where its columns begin, and an empty line or the next line parts its rows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from catalogue.handbooks.written.joints import put_below

_BOX = re.compile(r"\s*\+(?:[-=]+\+)+\s*")
_DASHES = re.compile(r"\s*(?:-{2,}|={2,})(?:\s+(?:-{2,}|={2,}))+\s*")
_WHOLE = re.compile(r"\s*(?:-{6,}|={6,})\s*")
_LONGEST = 2_000
"""Lines of a table, inclusive."""
_MOST_LINES = 60
"""Lines of a row, inclusive."""

Numbered = Sequence[tuple[int, str]]


def undashed(lines: Numbered) -> list[tuple[int, str]]:
    """Return numbered lines in which each row of such tables is one line with tabs between cells."""
    result: list[tuple[int, str]] = []
    at = begun = 0
    while at < len(lines):
        line = lines[at][1]
        if _BOX.fullmatch(line):
            taken, rows = _boxed(lines[at : at + _LONGEST])
        elif _DASHES.fullmatch(line) and at and lines[at - 1][1].strip():
            head = _head(lines[max(at - _MOST_LINES, begun) : at])
            taken, rows = _dashed(line, lines[at + 1 : at + _LONGEST])
            if rows:
                rows.insert(
                    0, (lines[at - head][0], _row([one for _, one in lines[at - head : at]], line))
                )
                del result[len(result) - head :]
        else:
            taken, rows = 0, []
        result += rows or [lines[at]]
        at += max(taken, 1)
        begun = at if rows else begun  # what a table has taken is the head of no other
    return result


def _boxed(lines: Numbered) -> tuple[int, list[tuple[int, str]]]:
    """The rows of a table in boxes, and how many lines it takes."""
    rows: list[tuple[int, str]] = []
    held: list[list[str]] = []
    taken = 0
    for at, (number, line) in enumerate(lines):
        bare = line.strip()
        if _BOX.fullmatch(line):
            taken = at + 1
            if held:
                cells = [
                    put_below([part for part in cell if part]) for cell in zip(*held, strict=True)
                ]
                rows.append((number - len(held), "\t".join(cells)))
            held = []
        elif bare.startswith("|") and bare.endswith("|") and len(held) < _MOST_LINES:
            cells = [cell.strip() for cell in bare[1:-1].split("|")]
            if held and len(cells) != len(held[0]):
                break
            held.append(cells)
        else:
            break
    return taken, rows


def _head(lines: Numbered) -> int:
    """How many lines the head of a table has whose ruler stands below them."""
    count = 0
    for _, line in reversed(lines):
        if not line.strip() or _WHOLE.fullmatch(line) or count >= _MOST_LINES:
            break
        count += 1
    return count


def _dashed(ruler: str, lines: Numbered) -> tuple[int, list[tuple[int, str]]]:
    """The rows below a ruler, and how many lines it and they take.

    Empty lines part the rows where the table ends in a ruler across it, or else end the table.
    """
    ends = next(
        (
            n
            for n, (_, line) in enumerate(lines)
            if _WHOLE.fullmatch(line) or _DASHES.fullmatch(line)
        ),
        None,
    )
    gaps = ends is not None and all(
        not line.strip() or line[: len(ruler) - len(ruler.lstrip())].strip() == ""
        for _, line in lines[:ends]
    )
    body = list(lines[:ends] if gaps else lines)
    rows: list[tuple[int, str]] = []
    held: list[tuple[int, str]] = []
    taken = 1
    wrapped = gaps and any(not line.strip() for _, line in body)
    for number, line in body:
        if not line.strip() and not wrapped:
            break
        if line.strip():
            held.append((number, line))
        if held and (not wrapped or not line.strip()):
            rows.append((held[0][0], _row([one for _, one in held], ruler)))
            held = []
        taken += 1
    if held:
        rows.append((held[0][0], _row([one for _, one in held], ruler)))
    return (taken + gaps, rows) if rows else (0, [])


def _row(lines: Sequence[str], ruler: str) -> str:
    """The lines of a row by the columns of a ruler, with tabs between."""
    starts = [found.start() for found in re.finditer(r"\S+", ruler)]
    cells = []
    for start, end in zip(starts, [*starts[1:], None], strict=True):
        parts = [line[start:end].strip() for line in lines]
        cells.append(put_below([part for part in parts if part]))
    return "\t".join(cells)
