"""Whether people stand below a heading that speaks of something else: a course, a site, a file.

Nobody can tell a name from that of a house by its letters alone. It is told by what people are
called, and by what they do: one who passed the same units as another is not the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from catalogue.records.roles.beside import like_nobody_else
from catalogue.records.roles.column import Column
from catalogue.records.roles.columns import Role
from catalogue.records.roles.likeness import is_name
from catalogue.records.words import headings as h
from catalogue.records.words.given_names import GIVEN
from catalogue.records.words.outcomes import settled

_PLACES = {
    "avenue", "bank", "building", "campus", "care", "centre", "church", "close", "college",
    "community", "court", "farm", "gate", "group", "hall", "home", "hospital", "hotel", "house",
    "lane", "limited", "lodge", "ltd", "park", "place", "plc", "road", "school", "services",
    "salon", "motors", "stores", "bakery", "cafe", "nursery", "garage", "partners", "associates",
    "sons", "square", "street", "surgery", "terrace", "trust", "university", "ward", "way", "work",
}  # fmt: skip
"""Words by which something that somebody's name stands in is a place or a firm."""

_OF_OTHERS = h.NOT_THE_LEARNER - {
    "centre", "center", "school", "college", "provider", "employer", "line", "operator",
}  # fmt: skip
"""Words of headings below which the names of other people than the learners stand."""

_TIMES = {"year", "term", "month", "period", "week", "session", "series", "phone", "ukprn"}
_SETS = {"group", "class", "cohort", "set", "register", "caseload"}
_NUMBER = re.compile(r"(?:[^\W\d_]{0,4}[-/ ]?)?\d{5,12}[^\W\d_]?")
_LEARNER_NUMBER = re.compile(r"[1-9]\d{9}", re.ASCII)
_DIGITS = re.compile(r"(?:.*\d){3}")


def like_learners(
    column: Column, role: Role | None, columns: Sequence[Column], roles: Mapping[int, Role]
) -> bool:
    """Whether a column that is not taken for the learners has them all the same, and several.

    ``columns`` are all of the table, with their ``roles``.
    """
    mine = set(h.words(column.heading))
    if len(column.distinct) < 2 or mine & _OF_OTHERS or role in _OF_UNITS:
        return False
    if mine & {"birth", "dob"}:
        return True
    if role is Role.OTHER_DATE or column.days >= 0.5:
        return False
    if column.share(like_nobody_else) >= _MOST and column.share(_has_a_given_name) >= _MOST:
        return True
    if mine & (_TIMES | h.MEASURE):
        return False
    if column.share(_LEARNER_NUMBER.fullmatch) == 1:
        return True
    if mine and mine <= _SETS and column.share(_NUMBER.fullmatch) == 1:
        return True
    numbers = _NUMBER.fullmatch if role is Role.PART else _is_number
    names = role in {None, Role.IGNORED} and column.share(_like_a_name) >= _MOST
    if role is Role.QUALIFICATION or not (names or column.share(numbers) >= _MOST):
        return False
    return _did_the_same(column, columns, roles)


_OF_UNITS = {Role.UNIT, Role.ATTEMPT, Role.CREDIT, Role.EARNED, Role.PERCENT, Role.PASS_MARK}
_MOST = 0.8


def _has_a_given_name(text: str) -> bool:
    words = {word.strip(".,'").casefold() for word in text.split()}
    return is_name(text) and bool(words & GIVEN) and not words & _PLACES


def _like_a_name(text: str) -> bool:
    """Whether a text may be a name, in small letters as well, and of no place or firm."""
    return not set(text.casefold().split()) & _PLACES and like_nobody_else(text.title())


def _is_number(text: str) -> bool:
    """Whether a text has the digits of a number of somebody, or is a name of nothing known."""
    return len(text) <= 20 and _DIGITS.match(text) is not None


def _did_the_same(column: Column, columns: Sequence[Column], roles: Mapping[int, Role]) -> bool:
    """Whether a unit was not failed by several of those who did several units."""
    units = next((one for one in columns if roles.get(one.number) is Role.UNIT), None)
    if units is None:
        return False
    spoken = [one for one in columns if roles.get(one.number) in {Role.OUTCOME, Role.GRADE}]
    of_units: dict[str, set[str]] = {}
    of_values: dict[str, set[str]] = {}
    for place, (unit, value) in enumerate(zip(units.cells, column.cells, strict=True)):
        if unit and value:
            of_values.setdefault(value.casefold(), set()).add(unit.casefold())
            if all(settled(one.cells[place]) is not False for one in spoken):
                of_units.setdefault(unit.casefold(), set()).add(value.casefold())
    several = {value for value, found in of_values.items() if len(found) > 1}
    return any(len(found & several) > 1 for found in of_units.values())
