"""Lists that a page has twice, one below the other: once for a wide screen, once for a narrow one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from catalogue.handbooks.lists.seen import Seen
from catalogue.handbooks.written.rows import Row

_LEAST = 2
"""Units of a list, inclusive, for which standing twice in the same order is no accident."""


def listed_again(seen: Sequence[Seen]) -> set[int]:
    """Return the identities of rows that are the second of two equal lists with nothing between."""
    return {id(one.row) for run in _runs(seen) for one in _second_half(run)}


def recapped(seen: Sequence[Seen]) -> set[int]:
    """Return the identities of rows that only say again what lists before have said in full.

    They are a list without references whose titles all stand before with one, and whose figures are
    no others.
    """
    return {id(row) for row in _recapped(seen)}


def _recapped(seen: Sequence[Seen]) -> Iterator[Row]:
    full: dict[str, Row] = {}
    for run in _runs(seen):
        rows = [one.row for one in run if one.row is not None]
        told = [full.get(row.title.casefold()) for row in rows]
        if len(rows) >= _LEAST and all(
            other is not None and not row.reference and _agrees(row, other)
            for row, other in zip(rows, told, strict=True)
        ):
            yield from rows
        full |= {row.title.casefold(): row for row in rows if row.reference}


def _agrees(row: Row, other: Row) -> bool:
    """Whether no figure of a row is another one than where its unit stands in full."""
    pairs = [(getattr(row, fact), getattr(other, fact)) for fact in ("level", "credit", "glh")]
    return all(one is None or one == two for one, two in pairs)


def _runs(seen: Sequence[Seen]) -> Iterator[list[Seen]]:
    run: list[Seen] = []
    for one in seen:
        if one.row is not None:
            run.append(one)
        elif one.line is not None or one.group is not None:
            yield run
            run = []
    yield run


def _second_half(run: Sequence[Seen]) -> Sequence[Seen]:
    half = len(run) // 2
    names = [one.row.reference or one.row.title for one in run if one.row is not None]
    twice = half >= _LEAST and len(run) == 2 * half and names[:half] == names[half:]
    return run[half:] if twice and len(set(names)) == half else ()
