"""Lists that a page has twice, one below the other: once for a wide screen, once for a narrow one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from catalogue.handbooks.lists.seen import Seen

_LEAST = 2
"""Units of a list, inclusive, for which standing twice in the same order is no accident."""


def listed_again(seen: Sequence[Seen]) -> set[int]:
    """Return the identities of rows that are the second of two equal lists with nothing between."""
    return {id(one.row) for run in _runs(seen) for one in _second_half(run)}


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
