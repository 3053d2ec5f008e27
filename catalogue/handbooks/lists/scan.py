"""From blocks to what a document lists: groups, unit rows, and the words between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from catalogue.handbooks.blocks import Block, Grid, Line, is_contents
from catalogue.handbooks.lists import rests
from catalogue.handbooks.lists.agreeing import compare, second_opinion
from catalogue.handbooks.lists.awards import by_qualification
from catalogue.handbooks.lists.cells import carried_over
from catalogue.handbooks.lists.grids import BY_HEAD, by_heads, group_among, read_grid
from catalogue.handbooks.lists.hindsight import (
    broken_by_page,
    real_groups,
    without_numbers,
    without_tails,
)
from catalogue.handbooks.lists.listing import announced, by_form, take_numbers
from catalogue.handbooks.lists.ruletables import unbracketed, worded
from catalogue.handbooks.lists.seen import Seen
from catalogue.handbooks.lists.tabled import figures_of, upright
from catalogue.handbooks.lists.tables import Head, Said
from catalogue.handbooks.written.bars import bars_in
from catalogue.handbooks.written.headings import GroupHead, group_head, titles_in
from catalogue.handbooks.written.labels import take_below
from catalogue.handbooks.written.lines import (
    coded,
    is_head,
    joined,
    listed_row,
    order_of,
    row_of,
)
from catalogue.handbooks.written.ordering import settled
from catalogue.handbooks.written.rows import (
    REFERENCE,
    Row,
    is_value,
    references_in,
    role_of_head,
)
from catalogue.handbooks.written.totals import total_of

_LONGEST_ROW = 320
_MOST_LINES = 9
_REST = re.compile(
    r"(?:\d{1,4}\s+)?(?:credits?|glh|gl|guided|hours?|hrs?|tqt|level\s+\d)\b.{0,60}$", re.IGNORECASE
)
"""How the rest of an item of a list begins, which a narrow page parts from it."""


def scan(blocks: Sequence[Block]) -> list[Seen]:
    """Return groups, unit rows and words in the order of the document."""
    blocks = announced(blocks)
    seen = _scanned(blocks, frozenset())
    if not any(one.row for one in seen):
        seen = _scanned(*by_form(blocks))
    take_numbers([one.row for one in seen if one.row])
    return seen


def _scanned(blocks: Sequence[Block], items: frozenset[int]) -> list[Seen]:
    scanner = _Scanner(items, blocks)
    for index, block in enumerate(blocks):
        if isinstance(block, Grid):
            for whole in by_heads(block):
                for title, part in by_qualification(whole):
                    if title is not None:
                        scanner.line(index, title)
                    scanner.grid(index, part)
        else:
            scanner.line(index, block)
    scanner.flush()
    seen = real_groups(scanner.seen)
    broken_by_page(seen)
    without_numbers(seen)
    without_tails(seen)
    return seen


OF_ONE_UNIT = re.compile(r"\bendorsements?\b[^.]{0,60}:$|\bendorsements?\s*:", re.IGNORECASE)
"""A line that leads to what one unit may be taken in."""
_JOINING = {"or", "and", "/", "&"}
_LABELLED = re.compile(r"[^:]{3,60}:\s*\S")
"""A cell that has a label and its value."""


class _Scanner:
    def __init__(self, items: frozenset[int], blocks: Sequence[Block]) -> None:
        self.items = items
        self.blocks = blocks
        self.seen: list[Seen] = []
        self.memory: Head | None = None
        self.order: list[str] = []
        self.asked = ""
        """What is to be asked about the order of the columns, of the first row that is read by it."""
        self.head: list[Line] = []
        self.pending: list[tuple[int, Line]] = []
        self.open: tuple[int, list[Line]] | None = None
        """A row that its reference opened, and its lines until now."""
        self.closed = ""
        """The words of the item that its reference closed just now, of which more may follow."""
        self.apart = False
        """Whether the items that follow are parts of one unit."""
        self.listing = 0
        """How many more lines without a unit a list under the heading of a group may have."""

    def grid(self, index: int, block: Grid) -> None:
        self.flush()
        block = upright(block)
        above = [one.line.text for one in self.seen[-2:] if one.line is not None]
        if bars := bars_in(block, " ".join(above)):
            lines = [Line(bar.text, bar.spot, whole=True) for bar in bars]
            self.seen += [
                Seen(index, b.spot, line=x, bar=b) for b, x in zip(bars, lines, strict=True)
            ]
            return
        items, head = read_grid(block, self.memory)
        rows = [item for item, _ in items if isinstance(item, Row)]
        last = self.seen[-1].row if self.seen else None
        items = carried_over(last, rows[0] if rows else None, block, items, self.memory)
        self.memory = head
        if rows:
            self.listing = 0
            rows = [item for item, _ in items if isinstance(item, Row)]
            order = [role for role in head.roles if role] if head else []
            for row in rows:
                second_opinion(row, order)
            compare(block, rows, self.memory)
        aside = any(isinstance(item, Said) and item.aside for item, _ in items)
        said = {} if rows or aside else figures_of(block)
        rules = {} if rows or aside or said else worded(block)
        numbers = {id(spot): number for number, spot in enumerate(block.spots)}
        for item, spot in items:
            if isinstance(item, Row):
                self.seen.append(Seen(index, spot, row=item))
            elif isinstance(item, GroupHead):
                if item.kind != BY_HEAD or self._opens_group(item):
                    self.seen.append(Seen(index, spot, group=item))
            elif isinstance(item, Said) and item.sums:
                self.seen.append(Seen(index, spot, sums=item.sums))
            elif isinstance(item, Said) and (number := numbers.get(id(spot), -1)) in rules:
                lines = [Line(text, spot, whole=True) for text in rules[number]]
                self.seen += [Seen(index, spot, line=line) for line in lines]
            elif isinstance(item, Said):
                texts = list(dict.fromkeys(cell for cell in item.cells if cell))
                text = " ".join(texts)
                if len(texts) == 1 and (named := group_head(text, heading=True)):
                    self.seen.append(Seen(index, spot, group=named))
                else:
                    figures = said.get(numbers.get(id(spot), -1), {})
                    told = texts if all(map(_LABELLED.match, texts)) else [text]
                    for part in (part for one in told for part in unbracketed(one)):
                        line = Line(part, spot, whole=True)
                        seen = Seen(index, spot, line=line, figures=figures, aside=item.aside)
                        self.seen.append(seen)

    def _opens_group(self, head: GroupHead) -> bool:
        """Whether the head of a column names another group than the heading above it."""
        groups = [(at, one.group) for at, one in enumerate(self.seen) if one.group is not None]
        if not groups:
            return True
        at, last = groups[-1]
        empty = not any(one.row is not None for one in self.seen[at:])
        same = last.written == head.written
        if head.id:
            return last.id != head.id
        return not same and not (empty and last.role in {"", head.role})

    def line(self, index: int, line: Line) -> None:
        text = line.text
        if not text or self._is_rest(line):
            return
        self.closed = ""
        if self._is_below(line):
            return
        if is_contents(text):
            self.flush()
            self.seen.append(Seen(index, line.spot, line=replace(line, heading=0)))
            return
        named = group_head(text, heading=bool(line.heading))
        named = named or rests.part_of_group(text, self.seen)
        if named and text[:1].islower() and not (line.heading or line.gap or line.whole):
            named = None  # the middle of a paragraph
        columns = is_head(text) and len(order_of(text)) > 2
        goes_on = (bool(self.head) or columns) and not (named and (line.heading or line.whole))
        within = bool(self.head) and text.casefold() in _JOINING  # the "or" of a head in many lines
        titled = bool(line.heading) and line.whole and role_of_head(text) == "other"  # "ASSESSMENT"
        headed = is_head(text) and not references_in(text) and not titled
        if within or (headed and (goes_on or not named)):
            if not self.head:
                self._close()
            self.head.append(line)
            return
        self._end_head(index)
        if named and not REFERENCE.search(text):
            self.flush()
            self.seen.append(Seen(index, line.spot, group=named, rank=line.heading, taken=line))
            self.listing = 3
            return
        if line.heading and not references_in(text):
            self.flush()
            self.seen.append(Seen(index, line.spot, line=line))
            self.listing = 0
            return
        self.apart = bool(OF_ONE_UNIT.search(text)) or (self.apart and line.bullet)
        item = index in self.items and not {"level", "credit", "glh", "tqt"} & set(self.order)
        if (
            (self.listing or item)
            and not references_in(text)
            and self.open is None
            and (item or not self.order)
        ):
            if self.apart and (line.bullet or line.whole):
                self.pending.append((index, line))
                return
            row = listed_row(text, line.bullet or line.whole or item)
            if row is not None:
                self.flush()
                if rests.is_beyond(row, self.seen):
                    self.seen.append(Seen(index, line.spot, line=line))
                    self.listing = 0
                    return
                row.spot = line.spot
                if line.bullet and (above := rests.heading_between(self.seen)):
                    seen = f"stands under {above!r}, which is called no group"
                    row.doubt("no-group", "group", seen)
                self.seen.append(Seen(index, line.spot, row=row))
                self.listing = 3
                return
            self.listing -= 1
        if references := references_in(text) or coded(text, self.order):
            self._row(index, line, references)
        else:
            self._words(index, line)

    def _is_below(self, line: Line) -> bool:
        """Whether a line has only facts of the unit whose heading stands right above it."""
        last = self.seen[-1].row if self.seen and not self.pending and self.open is None else None
        return last is not None and last.headed and line.whole and take_below(last, line.text)

    def _end_head(self, index: int) -> None:
        if not self.head:
            return
        words = " ".join(one.text for one in self.head)
        order, self.asked = settled(words, rests.rows_below(self.blocks[index:]))
        if order:
            self.flush_pending()
            self.order = order
            named = group_among(words)
            if named and self._opens_group(named):
                self._close()
                self.seen.append(Seen(index, self.head[0].spot, group=named))
        else:
            self.pending += [(index, one) for one in self.head]
        self.head = []

    def _words(self, index: int, line: Line) -> None:
        if self.order and (sums := total_of(line.text, self.order)):
            self.flush()
            self.seen.append(Seen(index, line.spot, sums=sums))
            return
        if self.open is not None:
            _, parts = self.open
            values = line.text.split()
            short = all(map(is_value, values))
            if (
                len(parts) < _MOST_LINES
                and (short or not (line.gap and line.heading))
                and not rests.PROSE.search(line.text)
                and not titles_in(line.text)
            ):
                parts.append(line)
                return
            self._close()
        self.pending.append((index, line))

    def _is_rest(self, line: Line) -> bool:
        """Whether a line is the rest of the item above it, which it is then read with."""
        last = self.seen[-1].row if self.seen and not self.pending else None
        if not self.closed or last is None or not _REST.match(line.text):
            return False
        if line.gap or line.bullet or line.heading:
            return False
        text = f"{self.closed} {line.text}"
        row = row_of(text, ())
        if row is None or row.reference != last.reference or row.title != last.title:
            return False
        row.spot = last.spot
        self.seen[-1].row = row
        self.closed = text
        return True

    def _row(self, index: int, line: Line, references: Sequence[tuple[str, int, int]]) -> None:
        start = references[0][1]
        before = line.text[:start].strip(" ()[]-:\u2013.")
        opens = self._opens(before)
        if opens:
            self._close()
            self.flush_pending()
            self.open = (index, [line])
            if len(references) == 1:
                return
            self._close()
            return
        self._close()
        parts = self._pending_title(line, before)
        title, _ = joined([one.text for one in parts])
        row = row_of(f"{title} {line.text}".strip(), self.order)
        if row is None or len(title) + len(line.text) > _LONGEST_ROW or not rests.is_row(row, line):
            self.pending.append((index, line))
            return
        row.spot = parts[0].spot if parts else line.spot
        row.headed = bool(line.heading)
        self.listing = 0 if row.headed else self.listing
        keep = len(self.pending) - len(parts)
        self.pending = self.pending[:keep]
        self.flush_pending()
        self._take(index, row)
        self.closed = "" if line.whole or self.order else f"{title} {line.text}".strip()

    def _take(self, index: int, row: Row) -> None:
        """Take a row that was read by the order of the columns."""
        if self.asked:
            row.doubt("not-printed", "level", self.asked)
        self.asked = ""
        self.seen.append(Seen(index, row.spot, row=row))

    def _opens(self, before: str) -> bool:
        """Whether a reference opens its row: the head says so, or no title stands before it."""
        named = [role for role in self.order if role in {"reference", "own", "title"}]
        if "title" in named and len(named) > 1 and ("reference" in named or not before):
            return named[0] != "title"
        bare = re.fullmatch(r"(?:unit\s*)?(?:\d{1,3}[.):]?)?", before, re.IGNORECASE) is not None
        return bare and not any(
            re.search(r"[A-Za-z]{3}", one.text) and not one.text.endswith((".", ":"))
            for _, one in self.pending[-2:]
        )

    def _pending_title(self, line: Line, before: str) -> list[Line]:
        """The lines before that belong to the row which this line's reference closes."""
        if line.whole or line.bullet:
            return []
        if not self.order and len(re.findall(r"[A-Za-z]{2,}", before)) >= 2:
            return []
        parts: list[Line] = []
        length = 0
        for _, one in reversed(self.pending):
            length += len(one.text)
            if one.text.endswith((".", ":")) and len(one.text.split()) > 3:
                break
            if (
                length > _LONGEST_ROW
                or len(parts) >= _MOST_LINES
                or one.whole
                or is_contents(one.text)
            ):
                break
            parts.insert(0, one)
        return parts

    def _close(self) -> None:
        """End the row that a reference opened."""
        if self.open is None:
            return
        index, parts = self.open
        self.open = None
        text, _ = joined([one.text for one in parts])
        row = row_of(text, self.order) if len(text) <= _LONGEST_ROW else None
        if len(parts) > 1 and self.order[:1] == ["own"] and references_in(parts[0].text):
            row = rests.with_rest(parts, self.order) or row
        if len(parts) > 1 and (row is None or not rests.is_row(row, parts[0])):
            row, taken = rests.first_of(parts, self.order)
            if row is not None:
                parts, rest = parts[:taken], parts[taken:]
                self.pending += [(index, one) for one in rest]
        if row is not None and rests.is_row(row, parts[0]):
            row.spot = parts[0].spot
            row.headed = bool(parts[0].heading)
            self._take(index, row)
        else:
            self.seen += [Seen(index, one.spot, line=one) for one in parts]

    def flush_pending(self) -> None:
        self.seen += [Seen(index, one.spot, line=one) for index, one in self.pending]
        self.pending = []

    def flush(self) -> None:
        """End whatever is open: a head, a row, lines that belong to nothing."""
        self._end_head(self.seen[-1].index if self.seen else 0)
        self._close()
        self.flush_pending()
