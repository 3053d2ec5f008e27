"""Sums that a document prints below its lists, held against the units that were read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from catalogue.handbooks.doubts import Doubt
from catalogue.handbooks.lists.seen import Seen
from catalogue.handbooks.qualifications.section import Section
from catalogue.handbooks.written.rows import Row

_CALLED = {"credit": "credits", "glh": "GLH", "tqt": "TQT"}


def is_tenth(credit: int, hours: int) -> bool:
    """Whether credit is a tenth of a TQT, rounded to the nearest whole (either way from a half)."""
    return abs(hours - 10 * credit) <= 5


def printed_sums(section: Section) -> Iterator[Doubt]:
    """Yield each last row of a list whose figures the units above it do not come to.

    The units above are those since the last such row, those of the group, or all until here: a sum
    that fits any of these fits.
    """
    for one, fact, said, above in _printed(section):
        came = [total for rows in above if (total := _sum(rows, fact)) is not None]
        if came and said not in came:
            last = above[-1][-1]
            name = next((g.id for g in section.every_group if last in g.rows), "*")
            yield Doubt(
                "sum",
                f"groups/{name}/{fact}",
                f"{said} {_CALLED[fact]} are printed below, and the units above come to {came[0]}",
                one.spot,
                f"{_CALLED[fact]} {said}",
            )


def sums_that_hold(section: Section) -> Iterator[tuple[Sequence[Row], str]]:
    """Yield the units of each printed sum that they come to, and the fact that is summed."""
    for _, fact, said, above in _printed(section):
        for rows in above:
            if _sum(rows, fact) == said:
                yield rows, fact
                break


def _printed(section: Section) -> Iterator[tuple[Seen, str, int, tuple[list[Row], ...]]]:
    """Each figure of a last row, with the units above it: since the last, of the group, and all."""
    since: list[Row] = []
    group: list[Row] = []
    every: list[Row] = []
    for one in section.lines:
        if one.group is not None:
            group = []
        if one.row is not None:
            for rows in (since, group, every):
                rows.append(one.row)
        if not one.sums or not every:
            continue
        for fact, said in one.sums.items():
            yield one, fact, said, (since, group, every)
        since = []


def _sum(rows: Sequence[Row], fact: str) -> int | None:
    values = [getattr(row, fact) for row in rows]
    return sum(values) if values and all(isinstance(value, int) for value in values) else None
