"""What follows from two editions and differs: effective bounds, and what every choice counts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from catalogue.changes import Effective, EffectiveChange
from catalogue.door import admit
from catalogue.pairing import renamed_groups
from catalogue.qualification import Edition, Qualification
from solver.results.bounds import Bounds, Range
from solver.structure.bounds import bounds

Key = tuple[Literal["credit", "glh", "group", "level"], str]


def effective_changes(
    old: Qualification,
    old_edition: Edition,
    new: Qualification,
    new_edition: Edition,
    *,
    today: date | None = None,
    time_limit: float = 60.0,
) -> Effective | None:
    """Return the effective bounds that differ between two editions; null if time ran out.

    Each edition is looked at on ``today``, or on its own first or last day where it is not in force
    then. ``time_limit`` is in seconds, for each of the two.

    Raises
    ------
    Disagreement
        If the referee does not confirm what the solver found.
    """
    for subject, edition in ((old, old_edition), (new, new_edition)):
        admit(subject, Qualification)
        admit(edition, Edition)
    spans: list[dict[Key, Range]] = []
    days: list[date] = []
    for subject, edition in ((old, old_edition), (new, new_edition)):
        day = _within(edition, today or date.today())
        days.append(day)
        found = bounds(subject, on=day, edition=edition, count=False, time_limit=time_limit)
        if not isinstance(found, Bounds):
            return None
        spans.append(dict(_spans(found)))
    renamed = dict(renamed_groups(old_edition, new_edition))
    before = {
        (of, renamed.get(name, name) if of == "group" else name): span
        for (of, name), span in spans[0].items()
    }
    after = spans[1]
    none = Range()
    changed = [
        EffectiveChange(
            of=of,
            name=name,
            old_least=before.get((of, name), none).least,
            old_greatest=before.get((of, name), none).greatest,
            new_least=after.get((of, name), none).least,
            new_greatest=after.get((of, name), none).greatest,
        )
        for of, name in dict.fromkeys([*before, *after])
        if before.get((of, name), none) != after.get((of, name), none)
    ]
    return Effective(old_on=days[0], new_on=days[1], changes=tuple(changed))


def _within(edition: Edition, day: date) -> date:
    """Return the day on which the edition is in force that is nearest to ``day``."""
    if edition.opens is not None and day < edition.opens:
        return edition.opens
    if edition.closes is not None and edition.closes < day:
        return edition.closes
    return day


def _spans(found: Bounds) -> Iterator[tuple[Key, Range]]:
    credit, glh = found.credit, found.glh
    yield ("credit", ""), Range(least=credit.least, greatest=credit.greatest)
    yield ("glh", ""), Range(least=glh.least, greatest=glh.greatest)
    for group in found.groups:
        yield ("group", group.group), group.effective or Range()
    for level in found.levels:
        yield ("level", str(level.level.written)), level.effective or Range()
