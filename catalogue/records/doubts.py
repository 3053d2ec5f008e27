"""What is to be asked of the columns of a table, because it could change what is held.

What looks like an outcome, a person or a unit and is not understood; and what says something of
units of which nothing says what came of them: a plan, a beginning, the failures alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from catalogue.cells import plain
from catalogue.files.pages import shortened
from catalogue.records.roles.beside import like_nobody_else
from catalogue.records.roles.column import Column
from catalogue.records.roles.columns import (
    A_NUMBER,
    PEOPLE,
    SPEAKS,
    Role,
    counts,
    roles_of,
    units_of,
)
from catalogue.records.roles.evidence import day_and_words
from catalogue.records.roles.likeness import like_people
from catalogue.records.roles.tables import SEEN, STRANGER, Table, tells
from catalogue.records.strangers import like_learners
from catalogue.records.words import headings as h
from catalogue.records.words.outcomes import (
    settled,
    speaks_against,
    speaks_of_a_plan,
    unsure_of_all,
)
from catalogue.records.words.vocabulary import SAMPLING

_OF_ANYTHING = {"group", "class", "cohort", "comment", "note", "record", "file", "set", "row", "of",
                "portfolio", "section", "source", "line", "signature", "and", "date"}  # fmt: skip
"""Words of headings below which there may be anything, people too."""

_SHORT = 30
"""Signs of what may be a word out of a few, inclusive."""


@dataclass(frozen=True)
class Doubt:
    """A column that may say what was achieved, or by whom, and that is not understood."""

    number: int
    what: str
    """outcome, learner, either of these, unit, date, or empty."""


@dataclass(frozen=True)
class Understood:
    """The role of each column by its number, and what is to be asked."""

    roles: Mapping[int, Role]
    doubts: tuple[Doubt, ...] = ()


def understand(columns: Sequence[Column], given: Mapping[int, Role]) -> Understood:
    """Return what the columns are; those that a layout names are as ``given``."""
    asking = _Asking(columns, roles_of(columns, given), given)
    return Understood(asking.roles, tuple(dict.fromkeys(asking.doubts())))


class _Asking:
    """The columns of one table, with what they are taken for."""

    def __init__(
        self, columns: Sequence[Column], roles: dict[int, Role], given: Mapping[int, Role]
    ) -> None:
        self.columns = columns
        self.roles = roles
        self.given = given
        self.units = units_of(columns, roles)
        self.unknown = [c for c in columns if c.number not in roles and c.filled]
        self.told = any(one in {Role.OUTCOME, Role.FLAG, Role.PERCENT} for one in roles.values())
        self.dated = Role.ACHIEVED in roles.values()
        says = {*SPEAKS, Role.ACHIEVED} - {Role.AGAINST}
        self.says = [c for c in columns if roles.get(c.number) in says]
        self._codes()
        self.whose = any(roles.get(c.number) in PEOPLE and c.filled for c in columns)

    def doubts(self) -> Iterator[Doubt]:
        """What is to be asked; the rest is not used."""
        for column in self.columns:
            open_still = column.number not in self.given and not self.told
            if self.roles.get(column.number) is Role.IGNORED and open_still:
                free = h.speaks_of(column.heading, h.FREE_TEXT | h.OUTCOME)
                alike = len(column.distinct) < 2 and self.dated
                if alike and h.speaks_of(column.heading, h.OTHER_SUBJECT):
                    continue
                few = free and not alike and _like_a_word_of_few(column)
                looked_at = not SAMPLING.isdisjoint(map(plain, column.said))
                if column.outcomes > 0 or few or looked_at or _laments(column):
                    yield Doubt(column.number, "outcome")
            if self._takes_back(column) or self._lacks_a_certificate(column):
                yield Doubt(column.number, "outcome")
        yield from self._perhaps_people()
        if not any(one.filled for one in self.says):
            yield from self._half_told()
        for column in self.unknown:
            if (what := self._of_unknown(column)) is not None:
                yield Doubt(column.number, what)

    def _lacks_a_certificate(self, column: Column) -> bool:
        """Whether some units have no certificate, and a day that may be that of anything."""
        mine = set(h.words(column.heading))
        if self.told or column.number in self.given or not column.filled:
            return False
        days = [one for one in self.says if self.roles[one.number] is Role.ACHIEVED]
        of_any = days and all(set(h.words(one.heading)) <= h.DATE for one in days)
        lacks = [n for n, text in enumerate(column.cells) if not text]
        return bool(mine & {"certificate", "cert"} and mine & h.NUMBER and of_any) and any(
            one.cells[n] for one in days for n in lacks
        )

    def _takes_back(self, column: Column) -> bool:
        """Whether a column that is passed over speaks against what is said to be achieved.

        People write freely of what came before that; what else stands beside it is heard.
        """
        alike = len(column.distinct) < 2 and len(column.filled) == len(column.cells)
        if self.roles.get(column.number) not in {None, Role.IGNORED} or alike:
            return False
        if column.heading == SEEN or column.number in self.given:
            return False
        if h.speaks_of(column.heading, h.FREE_TEXT | h.OTHER_SUBJECT | h.TITLE):
            return False
        against = [n for n, text in enumerate(column.cells) if text and speaks_against(text)]
        return any(settled(one.cells[n]) for n in against for one in self.says)

    def _codes(self) -> None:
        """Pass over numbers of outcomes where their words stand in another column."""
        outcomes = [c for c in self.columns if self.roles.get(c.number) is Role.OUTCOME]
        worded = any(c.outcomes >= 0.5 for c in outcomes)
        for column in outcomes:
            numbers = column.filled and column.share(A_NUMBER.fullmatch) == 1
            coded = set(h.words(column.heading)) & h.NUMBER and column.number not in self.given
            if worded and numbers and coded:
                self.roles[column.number] = Role.IGNORED

    def _of_unknown(self, column: Column) -> str | None:
        """What is asked of a column that has no role, if anything."""
        mine = set(h.words(column.heading))
        if column.heading == SEEN:
            plain = all(h.is_colour(text) for text in column.filled)
            return None if plain and any(one.filled for one in self.says) else "outcome"
        if column.references >= 0.5:
            return "unit"
        if column.days >= 0.5 and not counts(column, mine):
            return None if self.told or self.dated else "date"
        if column.ticks:
            besides = h.is_stage(column.heading) or bool(mine & h.RECOGNISED)
            other = self.told and bool(mine & h.OTHER_SUBJECT)
            if other or (besides and (self.told or self.dated)):
                return None
            differs = len(column.distinct) > 1 or len(column.filled) < len(column.cells)
            return "outcome" if differs or not self.told else None
        if h.names_part(column.heading) and (not self.told or column.share(tells) > 0):
            return "outcome"
        if all(map(h.is_colour, column.said)):
            return None if any(one.filled for one in self.says) else "outcome"
        if self.dated and mine & h.PART and not column.outcomes:
            return None
        alike = len(column.distinct) == 1 and len(column.filled) == len(column.cells)
        if column.heading == STRANGER and (self.whose or alike) and (self.told or self.dated):
            return None  # of one learner, or of somebody besides
        words = not self.told and _like_a_word_of_few(column)
        if like_people(column, self.units) and len(column.distinct) > 1 and not self.whose:
            return "either" if words else "learner"
        unclear = column.outcomes > 0 or words or (not self.told and _laments(column))
        return "outcome" if unclear else None

    def _half_told(self) -> Iterator[Doubt]:
        """What is to be asked where nothing says what was achieved, but something of it is said.

        A plan or a beginning; a day or a certificate that some rows lack; a tick of somebody who
        looked at it; what tells failures alone, so that the others may have passed; a column that
        should tell it and is empty.
        """
        for column in self.columns:
            mine = set(h.words(column.heading))
            role = self.roles.get(column.number)
            if column.number in self.given:
                continue
            if not column.filled:
                speaks = {Role.OUTCOME, Role.FLAG, Role.PERCENT, Role.EARNED, Role.ACHIEVED}
                if (role in speaks and mine - h.DATE) or (role is None and h.sense(column.heading)):
                    yield Doubt(column.number, "empty")
                continue
            lacks = len(column.filled) < len(column.cells)
            match role:
                case Role.OTHER_DATE if column.days >= 0.5:
                    every = column.days * len(column.filled) >= len(column.cells)
                    if mine & (h.ACHIEVED_DAY | h.BEGINNING | h.STILL) or not every:
                        yield Doubt(column.number, "date")
                case Role.AGAINST | Role.PLAN:
                    yield Doubt(column.number, "outcome")
                case Role.IGNORED if column.ticks and mine & h.NOT_THE_LEARNER:
                    yield Doubt(column.number, "outcome")
                case None | Role.IGNORED if lacks and mine & h.JUDGES:
                    yield Doubt(column.number, "outcome")
                case None | Role.IGNORED if lacks and mine & (h.ACHIEVED_DAY | {"cert", "sign"}):
                    yield Doubt(column.number, "outcome")
                case Role.CREDIT if lacks or "0" in column.said:
                    yield Doubt(column.number, "outcome")
                case None | Role.IGNORED if lacks and column.share(_has_a_day) >= 0.5:
                    yield Doubt(column.number, "date")
                case None if mine & {"%", "percent", "percentage"}:
                    yield Doubt(column.number, "outcome")
                case _:
                    pass

    def _perhaps_people(self) -> Iterator[Doubt]:
        """What is passed over by its heading and may be the learners, if nothing else says who."""
        if set(PEOPLE) & set(self.roles.values()):
            return
        for column in self.columns:
            mine = set(h.words(column.heading))
            role = self.roles.get(column.number)
            if column.number not in self.given and (
                like_learners(column, role, self.columns, self.roles)
            ):
                yield Doubt(column.number, "learner")
            if column.number in self.given or role not in {Role.IGNORED, Role.PART}:
                continue
            others = mine & (h.NOT_THE_LEARNER - h.PERHAPS_THE_LEARNER - {"by"})
            done_by = mine == {"by"} or ("by" in mine and mine & h.DOES)
            done_by = done_by or ("by" in mine and mine & h.PERSON)
            perhaps = mine & h.PERHAPS_THE_LEARNER or done_by
            several = len(column.distinct) > 1
            if several and mine and mine <= _OF_ANYTHING and column.share(like_nobody_else) >= 0.8:
                yield Doubt(column.number, "learner")
            if perhaps and not others and several and like_people(column, self.units):
                yield Doubt(column.number, "learner")


def _has_a_day(text: str) -> bool:
    return bool(day_and_words(text)[0])


def _laments(column: Column) -> bool:
    """Whether what people wrote freely says somewhere that something was not achieved."""
    return any(speaks_against(text) for text in column.distinct)


def _like_a_word_of_few(column: Column) -> bool:
    """Whether the cells are short words, some of them again and again, as outcomes are."""
    short = column.share(lambda text: len(text) <= _SHORT and len(text.split()) <= 3)
    few = len(column.distinct) <= max(1, len(column.filled) // 2) or len(column.filled) <= 3
    if column.share(A_NUMBER.fullmatch) == 1:  # a code of one digit or two, and no number of a row
        few = few and column.share(lambda text: len(text) <= 2) == 1
        few = few and not set(h.words(column.heading)) & h.NUMBER
    return short == 1 and few


def _begun(text: str) -> bool:
    """Whether a line says of units that they were begun, or are to be had, and no more."""
    mine = set(h.words(text))
    return bool(mine & h.UNIT and mine & h.BEGINNING) or bool(mine & h.ON_OFFER)


def to_come(
    columns: Sequence[Column], roles: Mapping[int, Role], table: Table
) -> tuple[int, str, str] | None:
    """Return what is to be asked of a list of units above which stands that they are to come.

    It is the line, the question and how it is answered; null where something else says what came
    of the units, or nothing is said above them. Of what is provisional, predicted or a mock it is
    asked in any case, also where it is said below them.
    """
    around = [(line, text) for line, cells in table.above for text in cells if text]
    around += [
        (line, said[0])
        for line, cells in table.rows
        if len(said := [text for text in cells if text]) == 1
    ]
    for line, text in around:
        if unsure_of_all(text):
            return line, f"{shortened(text)}: were these achieved?", "if so, delete the line"
    if any(roles.get(c.number) in {*SPEAKS, Role.ACHIEVED} and c.filled for c in columns):
        return None
    lines = [(line, text) for line, cells in table.above for text in cells if text]
    lines += [(table.line, c.heading) for c in columns if roles.get(c.number) is Role.UNIT]
    line, text = next((one for one in lines if speaks_of_a_plan(one[1]) or _begun(one[1])), (0, ""))
    if not text:
        return None
    return (
        line,
        f"{shortened(text)} stands above the units: were they achieved?",
        "if so, delete the line or change the heading; if some were, add a column Result",
    )
