"""How a learner's record was understood: what is said before the answer that rests on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from adviser.words.facts import counted, day, listed
from catalogue.days import read_day
from catalogue.files.pages import readable, shortened
from catalogue.learner.record import Achievement
from catalogue.records.files.decoding import NAMES
from catalogue.records.reading import LeftOut, RecordRead, WhyLeftOut

MEANINGS: dict[str, str] = {
    "unit": "reference of the unit",
    "award": "award from outside",
    "title": "title",
    "achieved": "date of achievement",
    "awarding_organisation": "awarding organisation",
    "route": "route",
    "outcome": "outcome",
    "grade": "grade",
    "learner": "learner",
    "part_of_name": "learner's name in part",
    "learner_number": "learner's number",
    "flag": "tick for what was achieved",
    "against": "mark of what was not achieved",
    "percent": "percentage that is complete",
    "earned": "credit that was earned",
    "part": "part of the unit",
    "attempt": "attempt",
}
"""What a column or key may be, in words."""

WHYS = {
    WhyLeftOut.NOT_ACHIEVED: "not achieved",
    WhyLeftOut.UNTOLD: "nothing says whether it was achieved",
    WhyLeftOut.TOTAL: "a total",
    WhyLeftOut.PAGE: "a line of the page",
    WhyLeftOut.NO_UNIT: "no unit that could count",
    WhyLeftOut.PART: "another part or a later attempt was not achieved",
    WhyLeftOut.PARTS: "only some parts of the unit are there",
}
"""Why a row is no achievement, in words."""

_ACROSS = {"units": "units", "people": "learners"}

_MOST_NAMED = 10
"""Achievements or rows that one line names, inclusive."""


def understood(read: RecordRead) -> list[str]:
    """Return the lines that tell what was read, what was left out, and what is open to doubt."""
    lines = [f"{read.path}: {counted(len(read.record.achievements), 'achievement')} read"]
    return lines + [f"  {line}" for line in (*_columns(read), *_left_out(read), *_dates(read))]


def _columns(read: RecordRead) -> Iterator[str]:
    if read.encoding in NAMES:
        yield f"the text is taken for {NAMES[read.encoding]}; no other reads as well"
    if read.program:
        yield f"read by the layout {read.program}, which its headings fit"
    if read.folded:
        yield f"read as a grid with {_ACROSS[read.folded]} across"
    if read.headings > 1:
        yield f"the headings are on line {read.headings}; what stands above was passed over"
    for column, meaning in read.used:
        what = "column" if read.headings else "key"
        yield f"{what} {shortened(column)} is the {MEANINGS[meaning]}"
    if read.unused:
        yield f"not used: {', '.join(map(shortened, read.unused))}"
    if read.used and read.record.achievements:
        yield f"first: {_first(read.record.achievements[0])}"


def _first(achievement: Achievement) -> str:
    dated = f", {day(achievement.achieved)}" if achievement.achieved else ""
    return f"{achievement.name}{dated}"


def _left_out(read: RecordRead) -> Iterator[str]:
    alike: dict[tuple[WhyLeftOut, str], list[LeftOut]] = {}
    for one in read.left_out:
        alike.setdefault((one.why, one.said), []).append(one)
    for (why, said), rows in alike.items():
        reason = WHYS[why]
        if why is WhyLeftOut.NOT_ACHIEVED:
            reason += f" ({readable(said, 60)})"
        named = _named([f"{readable(one.name, 60)} on line {one.line}".strip() for one in rows])
        yield f"left out {len(rows)}, {reason}: {named}"


def _dates(read: RecordRead) -> Iterator[str]:
    if read.day_first:
        meant = day(read_day(read.day_first))
        yield f"dates such as {read.day_first} are read as {meant} (day first)"
    if read.month:
        meant = day(read_day(read.month))
        yield f"months such as {read.month} are read as their first day, {meant}"
    if read.other_dates:
        yield f"not a date of achievement: {', '.join(map(shortened, read.other_dates))}"
        undated = [one.name for one in read.record.achievements if one.achieved is None]
        if undated and not {"outcome", "grade"} & {meaning for _, meaning in read.used}:
            yield f"taken as achieved, though without a date of that: {_named(undated)}"


def _named(names: Sequence[str]) -> str:
    more = len(names) - _MOST_NAMED
    return listed([*names[:_MOST_NAMED], f"{more} more"] if more > 0 else list(names))
