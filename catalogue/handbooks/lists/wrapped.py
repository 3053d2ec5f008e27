"""Rows in running lines whose titles take several lines, as programs take tables out of a page.

Words stand above the line with the values, below it or on both sides, as the cells were set.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from catalogue.handbooks.blocks import Block, Line, is_contents
from catalogue.handbooks.written.headings import group_head
from catalogue.handbooks.written.joints import put_below
from catalogue.handbooks.written.lines import SHORT, is_head, order_of
from catalogue.handbooks.written.rows import OWN_CODE, own_code, references_in

_VALUES = rf"(?:\s+{SHORT})+"
_CODE = rf"(?:{OWN_CODE}|[A-Z]/\d\S+)"
_CLOSED = re.compile(rf"(?P<lead>)(?P<title>.*?)(?P<tail>{_VALUES}\s+(?P<code>{_CODE}))")
_OPENED = re.compile(rf"(?P<lead> (?P<code>{_CODE}))(?P<title>.*?)(?P<tail>{_VALUES})")
_LEAST = 3
_MOST = 9
"""Lines that the title of one row goes on for, inclusive."""
_LONGEST = 120


@dataclass(slots=True)
class _Row:
    at: int
    found: re.Match[str]
    before: list[int] = field(default_factory=list)
    """The places of the lines of its title above it."""
    rest: list[int] = field(default_factory=list)
    """The places of the lines of its title below it."""


def with_titles(blocks: Sequence[Block]) -> list[Block]:
    """Return blocks in which each row whose title takes several lines is one; others as they are.

    A row that begins small has the beginning of its title above it, from the last line on that begins
    a title; what begins small below a row goes on with it. Where each row begins as titles do, and
    none has words between it and its head, all words below a row are of its title.
    """
    rows: dict[int, _Row] = {}
    for at, block in enumerate(blocks):
        if (found := _row_in(block)) is not None:
            rows[at] = _Row(at, found)
    if len(rows) < _LEAST:
        return list(blocks)
    runs = _runs(blocks, rows)
    hang = _hang(blocks, rows, runs)
    for run in runs:
        _share(run, [_text(blocks[at]) for at in run], rows, hang, _ends_list(blocks, run))
    result: list[Block | None] = list(blocks)
    told = any(row.found["lead"] and row.found["title"].strip() for row in rows.values())
    titled_first = [False] * len(blocks) if told else _titled_first(blocks)
    for row in rows.values():
        first = blocks[row.at]
        assert isinstance(first, Line)
        for at in (*row.before, *row.rest):
            result[at] = None
        parts = [_text(blocks[at]) for at in row.before]
        parts += [row.found["title"].strip(), *(_text(blocks[at]) for at in row.rest)]
        if row.before or row.rest:
            lead, title = row.found["lead"], put_below(parts)
            opening = (title, lead) if titled_first[row.at] else (lead, title)
            text = f"{opening[0]} {opening[1]}{row.found['tail']}"
            result[row.at] = replace(first, text=" ".join(text.split()))
    return [one for one in result if one is not None]


def _titled_first(blocks: Sequence[Block]) -> list[bool]:
    """Whether the head above each block has titles before references."""
    result: list[bool] = []
    head: list[str] = []
    first = False
    for block in blocks:
        if isinstance(block, Line) and is_head(block.text) and not references_in(block.text):
            head.append(block.text)
        elif head:
            named = {"title", "reference", "own"}
            order = [role for role in order_of(" ".join(head)) if role in named]
            first, head = order[:1] == ["title"] and len(order) > 1, []
        result.append(first)
    return result


def _runs(blocks: Sequence[Block], rows: Mapping[int, _Row]) -> list[list[int]]:
    """The places of lines beside rows that have no values, and may go on with what is above them."""
    runs: list[list[int]] = []
    for at, block in enumerate(blocks):
        if at in rows or not _may_go_on(block):
            continue
        joins = not (isinstance(block, Line) and block.gap)
        if runs and runs[-1][-1] == at - 1 and joins:
            runs[-1].append(at)
        else:
            runs.append([at])
    return [run for run in runs if run[0] - 1 in rows or run[-1] + 1 in rows]


def _share(
    run: Sequence[int], texts: Sequence[str], rows: Mapping[int, _Row], hang: bool, whole: bool
) -> None:
    """Give the lines of a run to the row above it and the row below it, as far as that is sure."""
    above, below = rows.get(run[0] - 1), rows.get(run[-1] + 1)
    titles = [at for at, text in enumerate(texts) if not text[:1].islower()]
    if below is not None and _begins_small(below):
        if len(titles) == 1 and len(run) - titles[0] <= _MOST:
            below.before = list(run[titles[0] :])
            run = run[: titles[0]]
        else:
            return
    elif below is None and not (hang and whole):
        run = run[: titles[0]] if titles else run
    elif titles and not hang:
        return
    if above is not None and len(run) <= _MOST:
        above.rest = list(run)


def _ends_list(blocks: Sequence[Block], run: Sequence[int]) -> bool:
    """Whether the next list, or nothing, stands below a run."""
    after = blocks[run[-1] + 1] if run[-1] + 1 < len(blocks) else None
    return after is None or (
        isinstance(after, Line)
        and (is_head(after.text) or group_head(after.text, heading=bool(after.heading)) is not None)
    )


def _row_in(block: Block) -> re.Match[str] | None:
    """A row that has its values and its reference or code; null for anything else."""
    if not isinstance(block, Line) or block.bullet or block.heading or len(block.text) > _LONGEST:
        return None
    text = f" {block.text}"
    found = _CLOSED.fullmatch(text) or _OPENED.fullmatch(text)
    if found is None or (found["title"] and not re.search(r"[A-Za-z]{2}", found["title"])):
        return None
    known = len(references_in(text)) == 1 if "/" in found["code"] else own_code(found["code"])
    return found if known and not references_in(found["title"]) else None


def _begins_small(row: _Row) -> bool:
    """Whether the title of a row begins above it."""
    title = row.found["title"].strip()
    return not title or title[0].islower()


def _may_go_on(block: Block) -> bool:
    return (
        isinstance(block, Line)
        and not (block.heading or block.bullet or block.whole)
        and len(block.text) <= _LONGEST
        and not block.text.endswith((".", ":"))
        and not references_in(block.text)
        and not is_contents(block.text)
        and (block.text[:1].islower() or not (is_head(block.text) or group_head(block.text)))
    )


def _hang(blocks: Sequence[Block], rows: Mapping[int, _Row], runs: Sequence[Sequence[int]]) -> bool:
    """Whether all titles go on below their rows, for all that the document shows."""
    headed = any(isinstance(one := blocks[at - 1], Line) and is_head(one.text) for at in rows if at)
    return (
        headed
        and not any(_begins_small(row) for row in rows.values())
        and all(run[0] - 1 in rows for run in runs)
    )


def _text(block: Block) -> str:
    assert isinstance(block, Line)
    return block.text
