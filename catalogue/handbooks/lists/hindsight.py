"""What only a look at the whole tells of a document: which headings are of groups, what breaks pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import takewhile

from catalogue.handbooks.blocks import Line, Spot, is_over_break, plain
from catalogue.handbooks.lists.cells import parted_from
from catalogue.handbooks.lists.seen import Seen
from catalogue.handbooks.written.headings import titles_in

_MOST_REST = 9
"""Lines that may be the rest of a row."""
_BOLD = 6
"""The rank of a heading that is set no larger than the words around it."""
_SHORT_LINE = 60
"""Signs that a line has fewer of which may be the rest of a cell."""


_CHAPTER = re.compile(r"(?P<number>\d{1,2})\.?\s+(?=[A-Z])")


def without_numbers(seen: Sequence[Seen]) -> None:
    """Take the number off headings that are counted through a document: "3 Unit list"."""
    numbered = [
        (one, found)
        for one in seen
        if one.line is not None and one.line.heading and (found := _CHAPTER.match(one.line.text))
    ]
    numbers = {int(found["number"]) for _, found in numbered}
    for one, found in numbered:
        assert one.line is not None
        number = int(found["number"])
        if numbers & {number - 1, number + 1}:
            one.line = replace(one.line, text=one.line.text[found.end() :])


def broken_by_page(seen: Sequence[Seen]) -> None:
    """Ask where short lines after a page break may go on with the row before it."""
    for at, one in enumerate(seen):
        if one.row is None or not one.row.spot.page:
            continue
        after = seen[at + 1 : at + 2 + _MOST_REST]
        rest = list(takewhile(partial(_may_go_on, one.row.spot), after))
        ends = after[len(rest)] if len(rest) < len(after) else None
        if rest and (ends is None or ends.row or ends.group or (ends.line and ends.line.heading)):
            words = " ".join(each.line.text for each in rest if each.line is not None)
            for row in filter(None, (one.row, ends.row if ends else None)):
                parted_from(row, words)


def _may_go_on(above: Spot, one: Seen) -> bool:
    """Whether words that the page or column after a row begins with may be the rest of it."""
    line = one.line
    return (
        line is not None
        and line.spot.page <= above.page + 1
        and is_over_break(above, line.spot)
        and (not line.heading or (line.heading == _BOLD and line.text[:1].islower()))
        and len(line.text) < _SHORT_LINE
        and not titles_in(line.text)
        and not line.text.endswith((".", ":"))
    )


def real_groups(seen: list[Seen]) -> list[Seen]:
    """Take for words what looks like the heading of a group and has no units under it."""
    result: list[Seen] = []
    bare = {at for at, one in enumerate(seen) if one.group and not _has_units(seen, at)}
    chapters = any(_is_chapter(seen[at]) for at in bare)
    for number, one in enumerate(seen):
        if one.group is None or not (number in bare or (chapters and _is_chapter(one))):
            result.append(one)
        else:
            line = one.taken or Line(plain(one.group.written), one.spot, whole=True)
            result.append(Seen(one.index, one.spot, line=line))
    return result


def _is_chapter(one: Seen) -> bool:
    """Whether a heading may be that of a part of the document: "Section 4: support"."""
    head = one.group
    return head is not None and head.kind == "section" and head.id.isdigit() and not head.role


def _has_units(seen: Sequence[Seen], number: int) -> bool:
    """Whether units, or sub-groups with units, follow a heading before much else does."""
    words = 0
    group = seen[number].group
    assert group is not None
    for other in seen[number + 1 :]:
        if other.row is not None:
            return True
        if other.group is not None:
            inner = group.id and other.group.id.startswith(group.id) and other.group.id != group.id
            if not inner:
                return False
        elif other.line is not None:
            words += 1
            if (other.line.heading and other.line.heading < 4) or words > 12:
                return False
    return False
