"""Rows of a list that a page break may have parted from the rest of their titles."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import takewhile

from catalogue.handbooks.lists.scan import Seen
from catalogue.handbooks.written.headings import titles_in

_MOST_LINES = 9
_SHORT_LINE = 60
"""Signs that a line has fewer of which may be the rest of a cell."""


def broken_by_page(seen: Sequence[Seen]) -> None:
    """Ask where short lines after a page break may go on with the row before it."""
    for at, one in enumerate(seen):
        if one.row is None or not one.row.spot.page:
            continue
        after = seen[at + 1 : at + 2 + _MOST_LINES]
        rest = list(takewhile(partial(_may_go_on, one.row.spot.page), after))
        ends = after[len(rest)] if len(rest) < len(after) else None
        if rest and (ends is None or ends.row or ends.group or (ends.line and ends.line.heading)):
            words = " ".join(each.line.text for each in rest if each.line is not None)
            for row in filter(None, (one.row, ends.row if ends else None)):
                row.doubt("title-word", "title", f"a page break parts it from: {words}")


def _may_go_on(page: int, one: Seen) -> bool:
    """Whether words that the page after this one begins with may be the rest of a row here."""
    line = one.line
    return (
        line is not None
        and line.spot.page == page + 1
        and (not line.heading or line.text[:1].islower())
        and len(line.text) < _SHORT_LINE
        and not titles_in(line.text)
        and not line.text.endswith((".", ":"))
    )
