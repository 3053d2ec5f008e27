"""Ruled tables of a PDF, read a second time, by pdfplumber."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from catalogue.handbooks.blocks import Block, Content, Grid, Line, Remark, Spot, plain
from catalogue.handbooks.readers.pagelines import Box
from catalogue.handbooks.readers.parting import WHOLE
from catalogue.handbooks.written.joints import HYPHEN, JOINT
from catalogue.handbooks.written.rows import (
    put_together,
    references_in,
    role_of_head,
    whole_of,
)

_HYPHENED = re.compile("(?<=[A-Za-z])[-\u2010\u00ad]\\n(?=[a-z])")


def read_again(
    raw: bytes,
    name: str,
    pages: dict[int, list[Block]],
    telling: Mapping[int, Mapping[Box, str]],
    content: Content,
) -> None:
    """Read ruled tables of some pages a second time, with other code, and put them into ``pages``.

    What was left out of a page, or stands in it otherwise, has its box in ``telling``.
    """
    if not telling:
        return
    import pdfplumber

    try:
        with pdfplumber.open(io.BytesIO(raw)) as document:
            for index, changed in telling.items():
                page = document.pages[index].filter(partial(_stays, changed))
                tables = [
                    (
                        table,
                        _filled(
                            table,
                            [
                                [cell or "" for cell in row]
                                for row in table.extract(x_tolerance_ratio=0.2)
                            ],
                        ),
                    )
                    for table in page.find_tables()
                ]
                ruled = {one for _, rows in tables for one in _named(rows)}
                pieces = [
                    block
                    for block in pages[index]
                    if isinstance(block, Grid) and not _named(block.rows) <= ruled
                ]
                cutting = _cutting([table.bbox for table, _ in tables], pages[index])
                for table, rows in tables:
                    # bands of colour are not rules: what has them round some rows alone is no table
                    parted = any(_overlaps(one, table.bbox) for one in (*pieces, *cutting))
                    listed = _named(rows) or _is_headed(rows)
                    poorer = _is_poorer(rows, pages[index]) or (
                        not _named(rows) and _lacks(rows, table.bbox, pages[index])
                    )
                    if listed and not parted and not poorer:
                        pages[index] = _with_table(pages[index], table, rows, name, index + 1)
                page.close()
    except Exception as error:
        content.remarks.append(
            Remark("not-in-document", f"pdfplumber could not read it: {type(error).__name__}")
        )


def _cutting(boxes: Sequence[Box], blocks: Sequence[Block]) -> list[Grid]:
    """The tables of the first reader that several others cut, through the middle of their rows."""
    cut: list[Grid] = []
    for block in blocks:
        if isinstance(block, Grid):
            within = [box for box in boxes if _overlaps(block, box)]
            through = sum(any(_sticks_out(one, box) for one in block.spots) for box in within)
            if len(within) > 1 and through > 1:
                cut.append(block)
    return cut


def _sticks_out(spot: Spot, around: Box) -> bool:
    """Whether a row begins or ends outside of a box that its middle is in."""
    if spot.box is None or not _within(spot, around):
        return False
    return spot.box[1] < around[1] - _OUTSIDE or spot.box[3] > around[3] + _OUTSIDE


_OUTSIDE = 5.0
"""Points by which the words of a row may stand outside of its rules."""


def _stays(changed: Mapping[Box, str], one: dict[str, Any]) -> bool:
    """Whether a thing on a page is read: signs that lie across it, or that are left out, are not."""
    if one["object_type"] != "char":
        return True
    across, up = one["matrix"][:2]
    if abs(up) > 0.05 * abs(across):
        return False
    if not changed:
        return True
    x, y = (one["x0"] + one["x1"]) / 2, (one["top"] + one["bottom"]) / 2
    for (left, top, right, bottom), written in changed.items():
        if left <= x <= right and top <= y <= bottom:
            one["text"] = written
            return bool(written)
    return True


def _named(rows: Sequence[tuple[str, ...]]) -> set[str]:
    """The references in some rows."""
    return {one for row in rows for cell in row for one, _, _ in references_in(put_together(cell))}


_VALUES = {"level", "credit", "glh", "tqt", "status"}


def _is_headed(rows: Sequence[tuple[str, ...]]) -> bool:
    """Whether a table without references has the head of a list of units, and a value in each cell."""
    for at, row in enumerate(rows):
        roles = [role_of_head(cell) for cell in row]
        if "title" in roles and _VALUES & set(roles):
            below = [
                cell
                for one in rows[at + 1 :]
                for role, cell in zip(roles, one, strict=True)
                if role in _VALUES
            ]
            return any(below) and not any(_SEVERAL.fullmatch(cell) for cell in below)
    return False


_SEVERAL = re.compile(r"\d{1,3}(?:\s+\d{1,3})+")
"""What stands in a cell that rules do not part from those below it."""


def _is_poorer(rows: Sequence[tuple[str, ...]], blocks: Sequence[Block]) -> bool:
    """Whether a table lacks cells of a unit that the first reader has: it had bands for rules."""
    first = _cells_of([row for one in blocks if isinstance(one, Grid) for row in one.rows])
    return any(2 * count < first.get(name, 0) for name, count in _cells_of(rows).items())


def _lacks(
    rows: Sequence[tuple[str, ...]],
    box: tuple[float, float, float, float],
    blocks: Sequence[Block],
) -> bool:
    """Whether a table has fewer values in cells of their own than the first reader, as of bands."""
    first = [
        row
        for one in blocks
        if isinstance(one, Grid)
        for row, spot in zip(one.rows, one.spots, strict=True)
        if _within(spot, box)
    ]
    return _values_of(rows) < _values_of(first)


def _values_of(rows: Sequence[tuple[str, ...]]) -> int:
    return sum(whole_of(cell) is not None for row in rows for cell in row)


def _cells_of(rows: Sequence[tuple[str, ...]]) -> dict[str, int]:
    """How many cells with words the row of each reference has."""
    return {name: sum(map(bool, row)) for row in rows for name in _named([row])}


def _filled(table: Any, rows: list[list[str]]) -> list[tuple[str, ...]]:
    """The texts of a table, where a cell that reaches over several rows has its own in each."""
    over: dict[int, tuple[float, str]] = {}
    for row, cells in zip(table.rows, rows, strict=False):
        top = row.bbox[1]
        for column, box in enumerate(row.cells[: len(cells)]):
            if box is not None:
                over[column] = (box[3], cells[column])
            elif column in over and over[column][0] > top + 2 and not cells[column]:
                cells[column] = over[column][1]
    return [tuple(map(_one_line, cells)) for cells in rows]


def _one_line(cell: str) -> str:
    """The lines of a cell as one, with the signs that the first reader left where words are broken."""
    cell = cell.replace(f"{WHOLE}\n", "").replace(f"{JOINT}\n", JOINT)
    return plain(_HYPHENED.sub(HYPHEN, cell).strip(JOINT).replace(WHOLE, ""))


def _overlaps(grid: Grid, box: tuple[float, float, float, float]) -> bool:
    return any(_within(spot, box) for spot in grid.spots)


def _with_table(
    blocks: list[Block], table: Any, rows: list[tuple[str, ...]], name: str, page: int
) -> list[Block]:
    """Put a table where the first reader has lines or a table, which becomes the second reading."""
    spots = tuple(Spot(name, page, box=tuple(map(float, row.bbox))) for row in table.rows)  # type: ignore[arg-type]
    again: list[tuple[str, ...]] = []
    result: list[Block] = []
    placed = False
    for block in blocks:
        spots_of = [block.spot] if isinstance(block, Line) else block.spots
        inside = [i for i, spot in enumerate(spots_of) if _within(spot, table.bbox)]
        if not inside:
            result.append(block)
            continue
        outside = [i for i in range(len(spots_of)) if i not in inside]
        if isinstance(block, Grid):
            again += [block.rows[i] for i in inside]
            if above := [i for i in outside if i < inside[0]]:
                result.append(_part(block, above))
        if not placed:
            result.append(Grid(tuple(rows), spots, "pdfplumber"))
            placed = True
        if isinstance(block, Grid) and (below := [i for i in outside if i > inside[0]]):
            result.append(_part(block, below))
    if not placed:
        result.append(Grid(tuple(rows), spots, "pdfplumber"))
    if again:
        place = next(i for i, b in enumerate(result) if isinstance(b, Grid) and b.spots == spots)
        result[place] = Grid(tuple(rows), spots, "pdfplumber", tuple(again), "geometry")
    return result


def _within(spot: Spot, around: tuple[float, float, float, float]) -> bool:
    if spot.box is None:
        return False
    left, top, right, bottom = around
    middle = (spot.box[1] + spot.box[3]) / 2
    return top - 3 <= middle <= bottom + 3 and spot.box[2] > left and spot.box[0] < right


def _part(grid: Grid, rows: list[int]) -> Grid:
    return Grid(tuple(grid.rows[i] for i in rows), tuple(grid.spots[i] for i in rows), grid.reader)
