"""Second opinions about the rows of tables: by the text of a row, and by another reader of the page."""

from __future__ import annotations

from collections.abc import Sequence

from catalogue.handbooks.blocks import Grid
from catalogue.handbooks.lists.grids import read_grid
from catalogue.handbooks.lists.tables import Head
from catalogue.handbooks.written.lines import row_of
from catalogue.handbooks.written.rows import Row


def second_opinion(row: Row, order: Sequence[str]) -> None:
    """Hold the columns of a row against its bare text, read by other code."""
    aside = {cell for _, cell in row.beside}
    other = row_of(" ".join(c for c in row.text.split(" | ") if c not in aside), order)
    if other is None or not other.reference or other.doubts:
        return
    if row.title.removeprefix(other.title).strip().isdigit():
        return  # beside an empty cell, it took the last word of the title for a value
    row.readers = (*row.readers, "lines")
    for fact in ("level", "credit", "glh"):
        one, two = getattr(row, fact), getattr(other, fact)
        if two is not None and one != two:
            row.doubt(
                "readers-differ",
                fact,
                f"{_said(one)} by columns, {two} by the text of the row",
                two,
            )


def _said(value: object) -> object:
    return "nothing" if value is None or value == "" else value


def compare(block: Grid, rows: Sequence[Row], memory: Head | None) -> None:
    """Hold the rows of a table against those that a second reader made of the page."""
    if not block.again:
        return
    spots = tuple(block.spots[0] for _ in block.again)
    items, _ = read_grid(Grid(block.again, spots, block.again_by), memory)
    others = {item.reference: item for item, _ in items if isinstance(item, Row)}
    for row in rows:
        other = others.get(row.reference)
        row.readers = tuple(dict.fromkeys((block.reader, *row.readers)))
        if other is None:
            row.doubt("readers-differ", "row", f"{block.again_by} has no row {row.reference}")
            continue
        row.readers = (*row.readers, block.again_by)
        facts = ("level", "credit", "glh", "title")
        for fact in facts[:3] if _has_same_words(row, other) else facts:
            one, two = getattr(row, fact), getattr(other, fact)
            if two and one != two:
                seen = f"{_said(one)} by {block.reader}, {two} by {block.again_by}"
                row.doubt("title-word" if fact == "title" else "readers-differ", fact, seen, two)
    known = {row.reference for row in rows}
    for lost in others.keys() - known:
        seen = f"{block.again_by} has a row {lost} here, {block.reader} has not"
        rows[-1].doubt("readers-differ", "row", seen)


def _has_same_words(row: Row, other: Row) -> bool:
    """Whether two readers saw the same words, and only the rules that are drawn part them.

    A reader that goes by gaps puts a narrow column beside a title that is wrapped into that title.
    """
    title = row.title.casefold().split()
    mine, its = (sorted(one.text.replace("|", " ").casefold().split()) for one in (row, other))
    rest = iter(other.text.casefold().split())
    return bool(title) and mine == its and all(word in rest for word in title)
