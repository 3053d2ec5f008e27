"""What each column of a table is: by its cells, then by the words of its heading.

The cells come first: references of units with fitting letters, days, words that say that something
was achieved or not, ticks. The heading decides what the cells leave open, and of cells that say
nothing by themselves. What looks like an outcome, a person or a unit and is not understood is a
:class:`Doubt`, and stops the reading: nothing is passed over that could change what is held.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from catalogue.cells import plain
from catalogue.records.roles.column import Column
from catalogue.records.roles.likeness import is_called, is_name, is_of_several, like_people
from catalogue.records.roles.tables import SEEN
from catalogue.records.words import headings as h
from catalogue.records.words.keys import TABLE
from catalogue.records.words.outcomes import UNDOING


class Role(StrEnum):
    """What a column is; these are the words of a layout."""

    UNIT = "unit"
    AWARD = "award"
    TITLE = "title"
    ACHIEVED = "achieved"
    ORGANISATION = "awarding_organisation"
    ROUTE = "route"
    OUTCOME = "outcome"
    GRADE = "grade"
    FLAG = "flag"
    """A tick says that it was achieved."""
    AGAINST = "against"
    """A tick or a day says that it was not achieved."""
    PERCENT = "percent"
    """How much of it is complete; all of it is achieved."""
    EARNED = "earned"
    """The credit that was earned: none where it was not achieved."""
    CREDIT = "credit"
    """The credit that a unit is worth, of which that which was earned may be a part."""
    PASS_MARK = "pass_mark"  # noqa: S105
    """The least mark that is a pass."""
    PLAN = "plan"
    """What is expected or aimed at, and says nothing of what came of it."""
    LEARNER = "learner"
    PART_OF_NAME = "part_of_name"
    LEARNER_NUMBER = "learner_number"
    PART = "part"
    ATTEMPT = "attempt"
    QUALIFICATION = "qualification"
    OTHER_DATE = "other_date"
    IGNORED = "ignored"


PEOPLE = (Role.LEARNER, Role.PART_OF_NAME, Role.LEARNER_NUMBER)
UNREAD = frozenset(
    {None, Role.IGNORED, Role.OTHER_DATE, Role.QUALIFICATION, Role.PLAN, Role.CREDIT}
)
"""The roles of columns of which nothing is taken into a record."""
SPEAKS = (Role.OUTCOME, Role.GRADE, Role.FLAG, Role.AGAINST, Role.PERCENT, Role.EARNED)
"""The roles of columns that say what came of something."""

A_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?", re.ASCII)
_PERCENT = re.compile(r"\d{1,3}(?:[.,]\d+)? ?%", re.ASCII)
_QUALIFICATION = re.compile(r"\d{3}/\d{4}/[\dX]", re.ASCII | re.IGNORECASE)
_WHOLE = re.compile(r"\d{1,3}", re.ASCII)
_MARK = re.compile(r"\d{1,4}(?:[.,]\d+)? ?%?", re.ASCII)
_OF_AWARD = {
    "award", "awarded", "certificate", "certificated", "certification", "certified", "claimed",
}  # fmt: skip
"""Words of the day on which an award was made, the last word on an achievement."""

_ASKED_FOR = {"claim", "claimed", "requested", "request", "applied", "sought", "wanted"}
"""Words of recognition that somebody asks for, which nobody has granted yet."""


def unit_column(columns: Sequence[Column]) -> Column | None:
    """Return the column of the references of units: by its cells, else by its heading."""
    held = [one for one in columns if one.references >= 0.5]
    if held:
        return max(held, key=lambda one: (_names_units(one.heading), one.references))
    named = [one for one in columns if _names_units(one.heading)]
    return max(named, key=lambda one: (one.codes >= 0.5, _names_units(one.heading)), default=None)


def _names_units(heading: str) -> int:
    """How surely a heading says that the references of units stand below it; 0 if it does not."""
    mine = set(h.words(heading))
    if TABLE.get(plain(heading)) == "unit":
        return 3 if mine & h.UNIT else 2
    other = h.TITLE - {"subject"} | h.OUTCOME | h.GRADE | h.DATE - {"on"} | h.MEASURE | h.PART
    other |= h.PERSON | h.NOT_THE_LEARNER | h.ORGANISATION | {"type", "group", "method", "learning"}
    if mine & other or not mine & (h.UNIT | {"ref", "reference", "code"}):
        return 0
    if mine & h.QUALIFICATION:
        return 0
    return 2 if mine & h.UNIT else 1


def units_of(columns: Sequence[Column], roles: Mapping[int, Role]) -> Column | None:
    """The column of the units, if there is one."""
    return next((one for one in columns if roles.get(one.number) is Role.UNIT), None)


def roles_of(columns: Sequence[Column], given: Mapping[int, Role]) -> dict[int, Role]:
    """Return what the columns are, as far as that is told; a layout has ``given`` some of them."""
    roles: dict[int, Role] = dict(given)
    if Role.UNIT not in roles.values():
        free = [one for one in columns if one.number not in roles]
        if (unit := unit_column(free)) is not None:
            roles[unit.number] = Role.UNIT
    units = units_of(columns, roles)
    for column in columns:
        if column.number in roles or (not column.heading and not column.filled):
            continue
        if (role := _role(column, units)) is not None:
            roles[column.number] = role
    _one_day(columns, roles, given)
    return roles


def _role(column: Column, units: Column | None) -> Role | None:
    """What one column is; null where neither its cells nor its heading tell."""
    mine = set(h.words(column.heading))
    known = TABLE.get(plain(column.heading))
    if column.heading == SEEN or (column.filled and column.references >= 0.5):
        return None
    if not column.filled and h.is_other_day(column.heading):
        return Role.OTHER_DATE
    if (role := _of_parts(column, mine)) is not None:
        return role
    if column.share(_QUALIFICATION.fullmatch) == 1:
        return Role.QUALIFICATION
    if h.names_part(column.heading):
        return None  # what came of one part
    if mine <= h.ATTEMPT | h.NUMBER | {"of"} and mine & h.ATTEMPT:
        if _in_several_rows(units):
            return Role.ATTEMPT
        if column.share(A_NUMBER.fullmatch) == 1:
            return Role.IGNORED  # the only one, whichever it was
    if "reason" in mine and any(one.startswith(UNDOING) for one in mine):
        return Role.AGAINST  # there is one for it
    if column.filled and column.days >= 0.5 and not counts(column, mine):
        return _of_days(column.heading, mine)
    if mine & h.FORECAST and (mine & (h.OUTCOME | h.GRADE) or column.outcomes >= 0.5):
        return Role.PLAN
    if "current" in mine and mine & h.GRADE:
        return Role.PLAN  # where the learner stands on the way
    if h.is_pass_mark(column.heading):
        return Role.PASS_MARK if column.share(_MARK.fullmatch) == 1 else None
    done = mine & {"progress", "completion", "complete"} and not mine & {"status", "code"}
    if done and _of_a_hundred(column):
        return Role.PERCENT
    if mine & {"%", "percent", "percentage"} or column.share(_PERCENT.fullmatch) == 1:
        return _of_percent(mine)
    if mine & h.MEASURE and not mine & h.OUTCOME and column.share(A_NUMBER.fullmatch) == 1:
        earned = mine & {"achieved", "earned", "awarded", "gained", "attained"}
        if not mine & {"credit"}:
            return Role.IGNORED
        return Role.EARNED if earned else Role.CREDIT
    if known in {"outcome", "grade"}:
        return Role(known)
    if mine & h.GRADE:
        return Role.GRADE
    if (role := _of_outcome(column, mine)) is not None:
        return role
    if known == "achieved" and not column.ticks:
        return Role.ACHIEVED
    if known in {"learner", "part_of_name", "learner_number"}:
        return Role(known)
    if column.ticks and not mine & (h.TITLE | h.ORGANISATION | h.QUALIFICATION):
        return Role.IGNORED if mine & h.IRRELEVANT else None
    return _by_heading(column, mine, known, units)


def _of_parts(column: Column, mine: set[str]) -> Role | None:
    """Whether the cells name the parts of a unit."""
    other = column.outcomes >= 0.5 or column.share(A_NUMBER.fullmatch) == 1
    other = other or bool(mine & h.QUALIFICATION)  # Q1 and Q2 are courses there
    if column.share(h.names_part) >= 0.5 and (mine & h.PART or not other):
        return Role.PART
    lettered = mine & {"lo", "los"} or {"learning", "outcome"} <= mine
    return Role.PART if lettered and not h.names_part(column.heading) else None


def _of_a_hundred(column: Column) -> bool:
    """Whether all cells are whole numbers to 100, and too large for codes."""
    if not column.filled or column.share(_WHOLE.fullmatch) < 1:
        return False
    return 10 <= max(map(int, column.filled)) <= 100


def _of_percent(mine: set[str]) -> Role | None:
    if mine & h.GRADE:
        return Role.GRADE
    whole = {"complete", "completed", "completion", "progress", "achieved", "done", "finished"}
    return Role.PERCENT if mine & whole else None


def counts(column: Column, mine: set[str]) -> bool:
    """Whether what could be days are numbers of something else, as their heading says."""
    numbers = column.share(A_NUMBER.fullmatch) == 1
    return numbers and not mine & h.DATE and not mine & (h.ACHIEVED_DAY - {"award", "certificate"})


def _of_days(heading: str, mine: set[str]) -> Role | None:
    if (mine & h.AGAINST_DAY or any(one.startswith(UNDOING) for one in mine)) and "not" not in mine:
        return Role.AGAINST
    if mine & {"actual", "act"} and mine & {"end", "finish", "completion"}:
        return Role.ACHIEVED
    if h.is_other_day(heading) and not (mine & h.ACHIEVED_DAY and "last" in mine):
        return Role.OTHER_DATE
    if h.sense(heading) is False and not mine & h.ATTEMPT and not mine <= h.NUMBER:
        return Role.AGAINST
    surely = mine <= h.OF_A_DAY or TABLE.get(plain(heading)) == "achieved"
    surely = surely or {"signed", "off"} <= mine <= h.OF_A_DAY | {"signed", "off"}
    return Role.ACHIEVED if surely else None


def _of_outcome(column: Column, mine: set[str]) -> Role | None:
    """What a column says of the outcome, by words or ticks below a heading that speaks of it."""
    speaks = bool(mine & h.OUTCOME)
    other = mine & h.OTHER_SUBJECT and not mine & (h.UNIT | {"achievement", "achieved"})
    if other and (speaks or column.outcomes >= 0.5) and len(column.distinct) < 2:
        return Role.IGNORED  # what differs from unit to unit is no matter of the learner
    numbers = mine & h.NUMBER and not speaks
    said = None if mine & h.RECOGNISED and mine & _ASKED_FOR else h.sense(column.heading)
    if column.ticks and mine & {"resit", "retake"}:  # it was taken again, or it is to be
        return Role.AGAINST if mine & {"required", "needed", "due", "outstanding"} else None
    if column.ticks and said is not None and not numbers and mine != {"part"}:
        return Role.FLAG if said else Role.AGAINST
    if speaks and not (mine & h.PERSON and column.outcomes < 0.5):
        return Role.OUTCOME
    if mine & h.PART - {"assessment"} and column.outcomes < 0.5:
        return None
    if column.outcomes >= 0.5 and not numbers and not mine & (h.TITLE | h.MANNER):
        return Role.OUTCOME
    named = mine & (h.QUALIFICATION | h.NOT_THE_LEARNER | h.TITLE | h.PERSON | h.MEASURE)
    if said is not None and not numbers and not named and TABLE.get(plain(column.heading)) is None:
        return Role.OUTCOME if column.filled else None
    return None


def _by_heading(
    column: Column, mine: set[str], known: str | None, units: Column | None
) -> Role | None:
    """What a column is whose cells say nothing of themselves."""
    if known in {"route", "award"}:
        return Role(known)
    if mine & h.NOT_THE_LEARNER and not mine & (h.ORGANISATION - {"body"} | {"awarding"}):
        return Role.IGNORED
    if mine & h.ATTEMPT and not mine & h.PERSON and _in_several_rows(units):
        return Role.ATTEMPT  # also of an exam: it is the same one again
    if mine & h.PART and _in_several_rows(units):
        return Role.PART
    if mine & h.ORGANISATION or known == "awarding_organisation":
        return Role.ORGANISATION
    if mine & h.QUALIFICATION and not mine & {"holder", "recipient"}:
        return Role.QUALIFICATION if not mine & h.MEASURE else Role.IGNORED
    if mine & h.NAME_PART and (mine & h.PERSON or mine <= h.NAME_PART | {"name", "names"}):
        return Role.PART_OF_NAME
    attribute = mine & h.ATTRIBUTE and not mine & {"member", "holder", "email"}
    of_person = mine & (h.PERSON | {"email"}) and not attribute
    if of_person and not mine & h.OTHER_DAY - {"registration", "enrolment"}:
        if mine & h.NUMBER or mine & {"uln", "uci", "email"}:
            return Role.LEARNER_NUMBER
        if not mine <= {"registration", "enrolment"}:
            return Role.LEARNER
    if mine == {"name"} and like_people(column, units):
        spread = column.share(is_name) == 1 and is_of_several(column, units)
        sure = spread or len(column.distinct) == 1 or column.share(is_called) == 1
        return Role.LEARNER if sure else None
    if mine & h.TITLE and not mine & h.NUMBER:
        of_units = mine & (h.UNIT | {"title", "heading", "description"}) or mine <= {"name", "of"}
        people = not of_units and len(column.distinct) > 1 and like_people(column, units)
        return None if people else Role.TITLE
    if mine & (h.UNIT | {"own"}) and (mine & h.NUMBER or mine <= h.UNIT):
        return Role.IGNORED if units is not None else None  # another name of the same units
    if mine & h.IRRELEVANT or (mine & h.PART and mine & h.NUMBER):
        return Role.IGNORED
    return Role.IGNORED if mine & h.OTHER_DAY and not column.filled else None


def _in_several_rows(units: Column | None) -> bool:
    """Whether a unit has more than one row."""
    return units is not None and len(units.distinct) < len(units.filled)


def _one_day(columns: Sequence[Column], roles: dict[int, Role], given: Mapping[int, Role]) -> None:
    """Leave one column of days of achievement: that of the award before that of completion."""
    found = [one for one in columns if roles.get(one.number) is Role.ACHIEVED]
    if len(found) < 2 or any(one.number in given for one in found):
        return

    def rank(column: Column) -> tuple[bool, int, int]:
        mine = set(h.words(column.heading))
        surest = mine & _OF_AWARD
        exact = mine & {"achieved", "achievement", "ach"}
        return bool(column.filled), 2 if surest else 1 if exact else 0, -column.number

    best = max(found, key=rank)
    for one in found:
        if one is not best:
            roles[one.number] = Role.OTHER_DATE
