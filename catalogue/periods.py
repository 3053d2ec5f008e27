"""Periods of registration in which the same units are open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from catalogue.door import admit
from catalogue.qualification import Edition, Qualification

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """From ``first`` to ``last``, both inclusive; a missing end is open."""

    first: date | None
    last: date | None

    @property
    def some_day(self) -> date:
        """A day of the period."""
        return self.first or self.last or date(2000, 1, 1)


def periods(qualification: Qualification, edition: Edition) -> tuple[Period, ...]:
    """Return the periods of ``edition``, oldest first; within each the same versions are open.

    Together they are every day on which the edition is in force; empty if there is none.
    """
    admit(qualification, Qualification)
    admit(edition, Edition)
    later = [e.opens for e in qualification.editions if e.opens and e.opens > date.min]
    following = [day for day in later if edition.opens is None or day > edition.opens]
    ends = [day - _DAY for day in following] + ([edition.closes] if edition.closes else [])
    first, last = edition.opens, min(ends, default=None)
    starts: set[date] = set()
    for option in edition.options:
        version = option.version
        starts |= {version.opens} if version.opens else set()
        if version.closes and version.closes < date.max:
            starts |= {version.closes + _DAY}
    starts.discard(date.min)
    inside = sorted(
        day for day in starts if (first is None or first < day) and (last is None or day <= last)
    )
    if first is not None and last is not None and last < first:
        return ()
    opens = [first, *inside]
    closes = [*(day - _DAY for day in inside), last]
    return tuple(Period(a, z) for a, z in zip(opens, closes, strict=True))
