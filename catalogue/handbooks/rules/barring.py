"""What a whole document says of units that may not be taken together, wherever it says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from catalogue.handbooks.blocks import Line
from catalogue.handbooks.lists.seen import Seen
from catalogue.handbooks.written.bars import BARRED, Bar, bar_in
from catalogue.handbooks.written.relations import says_none, without_service
from catalogue.handbooks.written.rows import Row

_STRONG = re.compile(
    r"\bbarred\b|\bbarring\b|\b(?:forbidden|excluded)\s+combination|\bexclusions\b", re.IGNORECASE
)


def said_bars(seen: Sequence[Seen], rows: Sequence[Row]) -> tuple[list[Bar], list[Line]]:
    """Return what a document bars among some units, and lines about bars that were not understood."""
    bars: list[Bar] = []
    lost: list[Line] = []
    for paragraph in paragraphs(seen):
        first = paragraph[0]
        assert first.line is not None
        if first.bar is not None:
            bars.append(first.bar)
            continue
        text = " ".join(one.line.text for one in paragraph if one.line is not None)
        text = without_service(text)
        if not BARRED.search(text) or says_none(text):
            continue
        found = [
            bar
            for part in re.split(r"(?<=[.;])\s+(?=[A-Z*])", text)
            if (bar := bar_in(part, first.spot, rows))
        ]
        bars += found
        if not found and _STRONG.search(text) and not first.line.heading and " " in text:
            lost.append(Line(text[:400], first.spot))
    tables = any(one.bar is not None for one in seen)
    return bars, [] if tables or bars else lost


def paragraphs(seen: Sequence[Seen], *, rows_too: bool = False) -> Iterator[list[Seen]]:
    """Yield lines that go on in the next, put together; each row alone, if they are wanted."""
    current: list[Seen] = []
    for one in seen:
        if one.line is None:
            if rows_too and one.row is not None:
                if current:
                    yield current
                    current = []
                yield [one]
            continue
        alone = one.line.whole or one.line.heading or one.line.bullet or one.line.gap
        before = current[-1].line if current else None
        if current and (alone or (before and (before.whole or before.heading))):
            yield current
            current = []
        current.append(one)
        if len(current) > 12:
            yield current
            current = []
    if current:
        yield current
