"""What the cells of a row say of the outcome: by the roles of their columns, and by the layout."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from catalogue.cells import plain
from catalogue.days import day_of
from catalogue.learner.record import Route, read_route
from catalogue.records.roles.column import Column, is_day, is_tick
from catalogue.records.roles.columns import SPEAKS, Role
from catalogue.records.roles.layout import Layout
from catalogue.records.roles.sections import ABOVE
from catalogue.records.roles.tables import VALUE, cell_at
from catalogue.records.words import headings as h
from catalogue.records.words.keys import TABLE
from catalogue.records.words.outcomes import NO, YES, Outcome, Said, key_of, settled

_DAY = re.compile(
    r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}|\d{1,2}(?:st|nd|rd|th)?[ -][A-Za-z]{3,9},?[ -]\d{2,4}"
    r"|[A-Za-z]{3,9} \d{4}",
    re.ASCII,
)
_AGAIN = {"resit", "retake", "resubmission", "resubmitted"}
_RESULT = {
    "pass",
    "passed",
    "result",
    "outcome",
    "decision",
    "verdict",
    "grade",
    "achieved",
    "final",
    "judgement",
}
_LETTERS = {"p": True, "m": True, "d": True, "f": False, "u": False, "r": False, "w": False}


def day_and_words(text: str) -> tuple[str, str]:
    """Return the one day that a cell holds and what it says besides; either may be empty."""
    if is_day(text):
        return text, ""
    found = [one for one in _DAY.finditer(text) if day_of(one[0]) is not None]
    if len(found) != 1:
        return "", text
    rest = f"{text[: found[0].start()]} {text[found[0].end() :]}"
    return found[0][0], " ".join(rest.split()).strip(" ()[]-:;,.\N{EN DASH}\N{EM DASH}")


def letters_of(column: Column, role: Role) -> dict[str, bool | None]:
    """Return what single letters mean in a column of results: beside a pass, what is none.

    A letter alone may be a status or a name of something; of D nothing is known without an M.
    """
    said = column.said & _LETTERS.keys()
    of_results = role is Role.GRADE or set(h.words(column.heading)) & _RESULT
    if of_results and column.said & {"nyc", "nc"} and "c" in column.said:
        return {"c": True}
    if {"pass", "fail"} <= set(h.words(column.heading)):
        return {one: _LETTERS[one] for one in said if one in "pf"}
    if "p" not in said or not of_results or len(said) < 2:
        return {}
    return {one: _LETTERS[one] for one in said if one != "d" or "m" in said}


def awarded(data: Mapping[str, str], *, sure: bool) -> dict[str, str]:
    """Take what was awarded for achieved, by whichever way.

    ``data`` are the parts of an achievement by their names. Where it is ``sure``, since a word says
    so, a route that is none of ours is left out.
    """
    route = read_route(data.get("route", ""))
    known = not sure or route in set(Route)
    kept = {key: text for key, text in data.items() if key != "route" or known}
    return kept | {"route": Route.AWARDED_RPL.value} if route == Route.EXPERIENCE else kept


@dataclass(frozen=True)
class Evidence:
    """Which evidence of achievement a table has: words, words for it, days, days of nothing else.

    ``worded`` is whether one of the words for it is that of an outcome, and no share of the work.

    Where some rows have it and others have none, the others are not achieved.
    """

    told: bool
    positive: bool
    dated: bool
    surely: bool
    worded: bool

    def holds(self, came: Outcome, day: str, *, weak: bool) -> bool:
        """Whether a row is an achievement: by what is said of it, and its day.

        ``weak`` is what says no more than that the work is done: that is not awarded where others
        have a day of award or a word for it. Where nothing but failures is told, a day of
        achievement is enough.
        """
        match came:
            case Outcome.ACHIEVED:
                return bool(day) or not weak or not (self.dated or self.worded)
            case Outcome.NOT_ACHIEVED:
                return False
            case Outcome.UNTOLD if not self.told:
                return bool(day) or not self.dated
            case Outcome.UNTOLD:
                return bool(day) and self.surely and not self.positive


class Hearing:
    """What each cell of a table says, once its columns are understood."""

    def __init__(
        self, columns: Sequence[Column], roles: Mapping[int, Role], layout: Layout
    ) -> None:
        self.columns = columns
        self.roles = roles
        self.layout = layout
        self.heard: dict[tuple[int, str, str], tuple[Said | None, str]] = {}
        self.worth = [c.number for c in columns if roles.get(c.number) is Role.CREDIT]
        self.passes = [c.number for c in columns if roles.get(c.number) is Role.PASS_MARK]
        self.known = {c.number: self._letters(c) for c in columns}

    def row(self, row: Sequence[str]) -> tuple[dict[Said, int], str]:
        """What a row says of the outcome, each with its column, and the day of achievement."""
        said: dict[Said, int] = {}
        days: dict[bool, str] = {}
        for number, text in enumerate(row):
            role = self.roles.get(number)
            if not text or (role is not Role.ACHIEVED and role not in SPEAKS):
                continue
            one, day = self.cell(number, text, self._beside(number, row))
            if one is not None:
                said[one] = number
            if day:
                days.setdefault(role is Role.ACHIEVED, day)
        return said, days.get(True) or days.get(False, "")

    def evidence(self, rows: Iterable[Sequence[str]]) -> Evidence:
        """Which evidence there is in any of the rows."""
        told = positive = dated = worded = False
        above = True
        for row in rows:
            said, day = self.row(row)
            dated = dated or bool(day)
            for one, number in said.items():
                if self.roles[number] is not Role.AGAINST and not one.silent:
                    told, positive = True, positive or one.meant is not False
                    spoken = self.roles[number] in {Role.OUTCOME, Role.FLAG}
                    spoken = spoken and self.columns[number].heading != VALUE
                    worded = worded or (spoken and one.meant is True)
                    above = above and self.columns[number].heading == ABOVE
        days = [c for c in self.columns if self.roles.get(c.number) is Role.ACHIEVED]
        surely = any(set(h.words(column.heading)) & h.ACHIEVED_DAY for column in days) or above
        return Evidence(told, positive, dated, surely, worded)

    def cell(self, number: int, text: str, beside: str = "") -> tuple[Said | None, str]:
        """What one cell says, and its day; ``beside`` is the number that it is measured by."""
        key = (number, text, beside)
        if key not in self.heard:
            self.heard[key] = self._cell(number, text, beside)
        return self.heard[key]

    def _cell(self, number: int, text: str, beside: str) -> tuple[Said | None, str]:
        column, role = self.columns[number], self.roles[number]
        if role is Role.ACHIEVED:
            return self._of_a_day(column, text)
        if role is Role.OUTCOME and is_day(text) and _may_be_a_day(column.heading):
            return Said(column.heading, text, known={key_of(text): True}), text
        if role in {Role.OUTCOME, Role.FLAG}:
            day, rest = day_and_words(text)
            again = set(h.words(rest)) <= _AGAIN and _may_be_a_day(column.heading)
            if day and rest and (again or self._said(column, role, rest).meant):
                known = {key_of(rest): True} if again else {}
                said = self._said(column, role, rest)
                return Said(said.of, rest, said.graded, {**(said.known or {}), **known}), day
        if role is Role.EARNED and beside and 0 < _or_zero(text) < _or_zero(beside):
            return Said(column.heading, f"{text} of {beside}"), ""
        if role is Role.GRADE and beside:
            known = {key_of(text): _or_zero(text) >= _or_zero(beside)}
            return Said(column.heading, text, graded=True, known=known), ""
        return self._said(column, role, text), ""

    def _of_a_day(self, column: Column, text: str) -> tuple[Said | None, str]:
        """What stands among days of achievement: a day, a word instead of it, or both."""
        if is_day(text):
            return None, text
        day, rest = day_and_words(text)
        known = {key_of(rest): rest.casefold() in YES} if is_tick(rest) and rest != "x" else {}
        said = Said(column.heading, rest, known={**known, **self.known[column.number]})
        if said.silent:
            return None, day
        if said.meant is None or (day and set(h.words(rest)) <= _AGAIN):
            return None, text  # which is told to be no day
        return said, day if said.meant else ""

    def _said(self, column: Column, role: Role, text: str) -> Said:
        said = said_by(column, role, text, self.layout)
        if said.meant is None and set(h.words(column.heading)) & {"certificate", "cert"}:
            of_it = settled(f"certificate {text}")
            return Said(said.of, text, said.graded, {key_of(text): of_it}) if of_it else said
        return Said(
            said.of, said.text, said.graded, {**self.known[column.number], **(said.known or {})}
        )

    def _letters(self, column: Column) -> dict[str, bool | None]:
        role = self.roles.get(column.number)
        letters = letters_of(column, role) if role is not None else {}
        return {**letters, **self.layout.known(column.heading)}

    def _beside(self, number: int, row: Sequence[str]) -> str:
        """The number by which a cell is measured: what the unit is worth, the mark that passes."""
        match self.roles.get(number):
            case Role.EARNED:
                return next((cell_at(row, n) for n in self.worth if cell_at(row, n)), "")
            case Role.GRADE if _number(cell_at(row, number)) is not None:
                own = cell_at(row, number)
                least = next((cell_at(row, n) for n in self.passes if cell_at(row, n)), "")
                least = least or h.pass_mark_in(self.columns[number].heading)
                return least if ("%" in own) == ("%" in least) or not least else ""
            case _:
                return ""


def _may_be_a_day(heading: str) -> bool:
    """Whether a day below a heading of outcomes is that of an achievement."""
    return TABLE.get(plain(heading)) == "achieved" or set(h.words(heading)) <= h.OF_A_DAY


def said_by(column: Column, role: Role, text: str, layout: Layout) -> Said:
    """Return what a cell of a column of some role says of the outcome.

    A lone x is a tick; beside other ticks it is a cross.
    """
    known: dict[str, bool | None] = {}
    word = text.casefold()
    ticked = role in {Role.FLAG, Role.AGAINST} and not YES.isdisjoint(column.said)
    match role:
        case Role.FLAG:
            if is_tick(text):
                ticks = word in YES or (word == "x" and not ticked)
                silent = not ticks and set(h.words(column.heading)) & h.RECOGNISED
                known = {key_of(text): None if silent else ticks}
        case Role.AGAINST:
            known = {key_of(text): None if word in NO or (word == "x" and ticked) else False}
        case Role.PERCENT | Role.EARNED:
            amount = _number(text)
            unclear = role is Role.PERCENT and column.fractions and amount != 0  # 1 %, or the whole
            if amount is not None and not unclear:
                known = {key_of(text): amount >= 100 if role is Role.PERCENT else amount > 0}
        case Role.OUTCOME:
            if is_tick(text) and not text.isascii():
                known = {key_of(text): word in YES}
        case _:
            pass
    given = layout.known(column.heading)
    return Said(column.heading, text, role is Role.GRADE, {**known, **given})


def _number(text: str) -> float | None:
    try:
        return float(text.rstrip("% ").replace(",", "."))
    except ValueError:
        return None


def _or_zero(text: str) -> float:
    return _number(text) or 0.0
