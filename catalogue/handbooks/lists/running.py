"""Rows of units that are run together in one paragraph, as programs take the text out of a page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from catalogue.handbooks.blocks import Block, Line
from catalogue.handbooks.written.headings import group_head
from catalogue.handbooks.written.lines import is_head, order_of, values_behind
from catalogue.handbooks.written.rows import references_in

_LEAST = 3
"""Rows that are run together, inclusive."""
_SHORTEST = 120
"""Signs of a paragraph that may hold so many, inclusive."""
_CODE = re.compile(
    r"(?<![\w/-])(?:[Uu]nit\s+\d{1,4}|[A-Z]{1,5}[ -]?\d{2,5}[A-Z]?)(?=\s*[:.\u2013-]?\s+[A-Z][a-z])"
)
_VALUE = r"(?:[Ll]evel\s+)?\d{1,4}(?:\s*(?:credits?|glh|GLH|hours?|hrs?))?\b|\b[MO]\b|Mandatory\b|Optional\b(?!\s+[uUgG])"
_VALUES = re.compile(rf"(?<=[\w)])(?:\s+(?:{_VALUE}))+(?![\w/])")
_ONE = re.compile(_VALUE)
_LAST = re.compile(rf"[\w)](?:\s+(?:L\d|{_VALUE}))+\s*$")
_BARE = re.compile(rf"(?:\s+(?:{_VALUE}))+")
"""What stands behind a reference beside which there is no title."""
_NAMES = re.compile(
    r"(?:(?:Mandatory|Optional|Core|Elective|MANDATORY|OPTIONAL)\s+(?:[Uu]nits?|UNITS?|Group\s+[A-Z]\d?)"
    r"|Group\s+[A-Z]\d?)\b(?:\s*[:(\u2013-][^:()]{3,60}[):]?)?\s*"
)
"""Where the heading of a group stands among other words."""


_FIGURES = re.compile(
    r"\b(?:Total\s+[Qq]ualification\s+[Tt]ime|TQT|(?:Minimum\s+)?(?:Guided\s+[Ll]earning(?:\s+[Hh]ours)?|GLH)|(?:Minimum\s+)?(?:Credit\s+[Vv]alue|Credits))"
    r"(?:\s*\([A-Z]{2,3}\))?\s*:?\s*\d[\d,]*(?:\s*(?:hours|credits))?\b"
)
"""A label and its figure among the words of a profile that is run together."""
_PAGED = re.compile(r"(\d{1,3})\s+(?=[A-Z])(.*\S)\s+\1", re.DOTALL)
"""A paragraph that is a whole page: its number stands at both ends."""
_CONTENTS = re.compile(r"(?:\d{1,3}\s+)?(?:Table\s+of\s+)?Contents\b", re.IGNORECASE)


def with_rows_apart(blocks: Sequence[Block]) -> list[Block]:
    """Return blocks in which each row of units that one paragraph runs together is a line of its own.

    Rows begin with a reference, or with codes of one form, and end with as many values as most.
    """
    return _with_middles([part for block in blocks for part in _apart(block)])


def _with_middles(blocks: Sequence[Block]) -> list[Block]:
    """Return blocks in which the lines of a title stand behind the reference that lies between them.

    A cell of one line stands beside the middle of one of several, and so it is read between these.
    """
    result = list(blocks)
    for at in range(len(blocks) - 2, 0, -1):
        above, row, below = (
            one if isinstance(one, Line) else None for one in blocks[at - 1 : at + 2]
        )
        if not (above and row and below) or above.whole or row.whole or below.whole:
            continue
        found = references_in(row.text)
        if len(found) != 1 or found[0][1] or not _BARE.fullmatch(row.text[found[0][2] :]):
            continue
        if any(references_in(one.text) or values_behind(one.text) for one in (above, below)):
            continue
        if above.text[:1].isupper() and above.text[-1:] not in ".:" and below.text[:1].islower():
            reference, values = row.text[: found[0][2]], row.text[found[0][2] :]
            text = f"{reference} {above.text} {below.text}{values}"
            result[at - 1 : at + 2] = [replace(row, text=text)]
    return result


def _apart(block: Block) -> Iterator[Block]:
    if not isinstance(block, Line) or len(block.text) < _SHORTEST:
        yield block
        return
    if paged := _PAGED.fullmatch(block.text):
        block = replace(block, text=paged[2])
    rows = _rows_in(block.text)
    if not rows:
        if not _is_contents(block.text):
            yield from _profiled(block)
        return
    for (_, end), (start, _) in pairwise([(0, 0), *rows, (len(block.text), 0)]):
        between = block.text[end:start].strip()
        if between:
            yield from _words(block, between)
        if start < len(block.text):
            row = block.text[start : dict(rows)[start]]
            yield replace(block, text=row, heading=0, whole=True, bullet=False, gap=False)


def _is_contents(text: str) -> bool:
    """Whether a paragraph is the contents of a book: what it calls itself, and numbers that rise."""
    pages = [int(one) for one in re.findall(r"(?<=[a-z)])\s(\d{1,3})(?=\s|$)", text)]
    rises = sum(a <= b for a, b in pairwise(pages))
    return bool(_CONTENTS.match(text)) and len(pages) > _LEAST and rises >= 0.8 * (len(pages) - 1)


def _profiled(line: Line) -> Iterator[Line]:
    """The parts of a paragraph that runs a profile together: its figures in lines of their own."""
    figures = list(_FIGURES.finditer(line.text))
    if len(figures) < 2:
        yield line
        return
    ends = [0, *(end for one in figures for end in one.span()), len(line.text)]
    for start, end in pairwise(ends):
        if part := line.text[start:end].strip():
            yield replace(line, text=part, whole=True)


def _rows_in(text: str) -> list[tuple[int, int]]:
    """Where the rows of a paragraph begin and end; none where it is no such paragraph."""
    places = [(start, end) for _, start, end in references_in(text)]
    if len(places) < _LEAST:
        shapes: dict[str, list[re.Match[str]]] = {}
        for found in _CODE.finditer(text):
            shapes.setdefault(re.sub(r"\d+", "0", found[0]), []).append(found)
        most = max(shapes.values(), key=len, default=[])
        places = [one.span() for one in most]
        if len({one[0] for one in most}) < max(_LEAST, len(most)):
            return []
    if closed := _closed(text, places):
        return closed
    starts = [start for start, _ in places]
    spans = list(pairwise([*starts, len(text)]))
    runs = [list(_VALUES.finditer(text, start, end))[:1] for start, end in spans]
    counts = Counter(len(_ONE.findall(run[0][0])) for run in runs if run)
    if len(starts) < _LEAST or counts.total() < len(spans):
        return []
    width = counts.most_common(1)[0][0]
    ends = [list(_ONE.finditer(run[0][0]))[:width][-1].end() + run[0].start() for run in runs]
    return [(start, end) for (start, _), end in zip(spans, ends, strict=True)]


def _closed(text: str, places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where the rows begin and end whose references stand behind their values; else nothing.

    The first reference tells: values before it are of its own row.
    """
    if len(places) < _LEAST or not _LAST.search(text[: places[0][0]]):
        return []
    ends = [end for _, end in places]
    return [(_behind_head(text, start, end), end) for start, end in pairwise([0, *ends])]


def _behind_head(text: str, start: int, end: int) -> int:
    """Where a row begins that may have the heading of its group and the heads of columns before it."""
    words = list(re.finditer(r"\S+", text[start:end]))
    last = 0
    for headed, run in groupby(
        enumerate(words), key=lambda one: is_head(one[1][0]) or one[1][0] == "or"
    ):
        places = [at for at, _ in run]
        head = " ".join(words[at][0] for at in places)
        if headed and len(places) > 1 and len(order_of(head)) > 1:
            last = places[-1] + 1
    return start + words[min(last, len(words) - 1)].start() if words else start


def _words(line: Line, text: str) -> Iterator[Line]:
    """The words between rows: sentences, the heading of a group, and the head of the rows below."""
    words = text.split()
    head = next((at for at in range(len(words)) if is_head(" ".join(words[at:]))), len(words))
    named = [one for one in _NAMES.finditer(text) if not re.search(r"[.;,]", text[one.end() :])]
    if named and group_head(named[-1][0].strip(), heading=True):
        above, title = text[: named[-1].start()], named[-1][0].strip()
        below = text[named[-1].end() :].strip()
    else:
        above, title, below = " ".join(words[:head]), "", " ".join(words[head:])
    if above.strip():
        yield replace(line, text=above.strip(), whole=True, heading=0)
    if title:
        yield replace(line, text=title, whole=True, heading=5)
    if below:
        yield replace(line, text=below, whole=True, heading=0)
