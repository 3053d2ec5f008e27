"""What stands in one cell with a unit: its title, what came of it, or somebody's name.

The title is known from the catalogue, from another cell of the row, or by the words that titles
have; what came of a unit is understood like any outcome. What is neither, and could be a person,
becomes a column of its own, by which it is told whose rows they are, or asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, cached_property

from catalogue.cells import plain
from catalogue.files.loading import load
from catalogue.library import Catalogue
from catalogue.records.files.marks import STRUCK
from catalogue.records.roles.column import Column, is_day
from catalogue.records.roles.columns import unit_column
from catalogue.records.roles.evidence import day_and_words
from catalogue.records.roles.likeness import could_be, is_name
from catalogue.records.roles.sections import BESIDE, told_at_the_end
from catalogue.records.roles.tables import SEEN, STRANGER, Table, with_cells
from catalogue.records.words import headings as h
from catalogue.records.words.outcomes import settled
from catalogue.records.words.references import around_reference, reference_in
from catalogue.units import Unit

_PARTED = re.compile(
    r"[()\[\]{}|;:,\n]|\s[-/\N{EN DASH}\N{EM DASH}]+\s?|[\N{EN DASH}\N{EM DASH}]|\sfor\s|\sby\s"
    r"|^\s*(?:for|by)\s",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:['\N{RIGHT SINGLE QUOTATION MARK}-][^\W\d_]+)*")
_SHORT = re.compile(r"(?:[A-Za-z]{0,3}\d{1,3}[A-Za-z]{0,3}|\d{1,3}%)[.,]?", re.ASCII)
_POSSESSIVE = re.compile("['\N{RIGHT SINGLE QUOTATION MARK}]s\\b")
_OF_NOBODY = frozenset(
    h.UNIT | h.TITLE | h.DATE | h.OUTCOME | h.GRADE | h.QUALIFICATION | h.MEASURE | h.NUMBER
    | h.ACHIEVED_DAY | h.ORGANISATION | h.PART | h.IRRELEVANT | h.OTHER_DAY | h.FORECAST | h.PERSON
    | h.ATTEMPT | h.RECOGNISED | {"nvq", "svq", "diploma", "certificate", "btec", "old", "new"}
)  # fmt: skip

_NO_TITLE = h.NUMBER | h.PERSON | h.NAME_PART | h.ORGANISATION | h.QUALIFICATION | h.NOT_THE_LEARNER
"""Words of a heading by which a name or a title is of something else."""


def with_beside(table: Table) -> Table:
    """Part what stands in one cell with a unit, or with its title, from it."""
    units = unit_column(table.columns)
    if units is None:
        return table
    if set(h.words(units.heading)) & h.PERSON:
        whose = {text: found[1] for text in set(units.filled) if (found := reference_in(text))}
        own = [whose.get(text, "") for text in units.cells]
        return with_cells(table, "Learner", own)
    told = _told_beside(table, units)
    strange = list(_strangers(table, units))
    if told is not None:
        table = with_cells(table, BESIDE, told)
    return with_cells(table, STRANGER, strange) if any(strange) else table


def with_marks(table: Table, marks: Mapping[int, str]) -> Table:
    """Add what the rows of a sheet show, if it differs between those that have a unit.

    A line through the text of one is always of weight; of a grid that is unfolded nothing else is.
    """
    units = unit_column(table.columns)
    if table.folded:
        marks = {line: text for line, text in marks.items() if text.startswith(STRUCK)}
    if units is None or not marks:
        return table
    lines = [
        line if reference_in(text) else 0
        for (line, _), text in zip(table.rows, units.cells, strict=True)
    ]
    shown = {marks.get(line, "") for line in lines if line}
    own = [marks.get(line, "") for line in lines]
    return with_cells(table, SEEN, own) if len(shown) > 1 or STRUCK in shown else table


def _told_beside(table: Table, units: Column) -> list[str] | None:
    """What each row says of the outcome in one cell with the unit or its title, if any does."""
    beside = {
        text: told_at_the_end(found[1]) or found[1]
        for text in set(units.filled)
        if (found := reference_in(text)) and not h.names_part(found[1])
    }
    if any(rest and (settled(rest) is not None or is_day(rest)) for rest in beside.values()):
        return [beside.get(text, "") for text in units.cells]
    for column in _titles(table):
        if column.references or column.outcomes:
            continue
        told = {text: told_at_the_end(text) or "" for text in set(column.filled)}
        if any(told.values()):
            return [told.get(text, "") for text in column.cells]
    return None


def _titles(table: Table) -> list[Column]:
    """The columns whose headings say that titles stand below them."""
    found = []
    for column in table.columns:
        mine = set(h.words(column.heading))
        if mine & h.TITLE and not mine & _NO_TITLE:
            found.append(column)
    return found


def _strangers(table: Table, units: Column) -> Iterator[str]:
    """What stands in each row beside the unit, or as its title, and could be a person."""
    titles = [one for one in _titles(table) if one.number != units.number]
    courses = [one for one in table.columns if set(h.words(one.heading)) & h.QUALIFICATION]
    known: dict[tuple[str, ...], str] = {}
    for place, text in enumerate(units.cells):
        if not text or (found := reference_in(text)) is None:
            yield ""
            continue
        own = {plain(one.cells[place]) for one in titles}
        beside = [part for chunk in around_reference(text) for part in _parts(chunk)]
        behind = [
            part
            for one in titles
            for part in _parts(one.cells[place])
            if is_name(part) and h.words(one.heading) != ("name",)
        ]
        behind += [
            part
            for one in courses
            for part in _parts(one.cells[place])[1:]
            if like_nobody_else(part)
        ]
        parts = [*(part for part in beside if plain(part) not in own), *behind]
        key = (found[0], *parts)
        if key not in known:
            known[key] = next((one for part in parts if (one := stranger_in(part, found[0]))), "")
        yield known[key]


def _parts(text: str) -> list[str]:
    return [part for one in _PARTED.split(text) if (part := one.strip(" ,.-_/\\"))]


class _Own:
    """Units besides those that come with the package, with the words of their titles."""

    def __init__(self, units: Callable[[], Mapping[str, Unit]]) -> None:
        self.units = units

    @cached_property
    def titles(self) -> Mapping[str, frozenset[str]]:
        """The words of each title, by the reference of the unit; also of those that are shipped."""
        own = {name: _words(unit.title) - _SMALL for name, unit in self.units().items()}
        return {**_titles_known(), **own}


_OWN: ContextVar[_Own | None] = ContextVar("own", default=None)


@contextmanager
def titles_of(units: Callable[[], Mapping[str, Unit]]) -> Iterator[None]:
    """Know the titles of further units while a record is read.

    ``units`` is asked for them only where something could be a person and is no shipped title.
    """
    before = _OWN.set(_Own(units))
    try:
        yield
    finally:
        _OWN.reset(before)


def stranger_in(text: str, reference: str) -> str:
    """Return what of a text could be a person, and is no title or outcome of the unit beside it.

    Of a unit whose title is known the words must be of it, or what follows the whole of it is
    looked at; of another they may be of any title.
    """
    found = _stranger(text, reference, _titles_known())
    own = _OWN.get() if found else None
    return found if own is None else _stranger(text, reference, own.titles)


def _stranger(text: str, reference: str, titles: Mapping[str, frozenset[str]]) -> str:
    _, said = day_and_words(text)
    said = _POSSESSIVE.sub("", " ".join(w for w in said.split() if not _SHORT.fullmatch(w)))
    mine = [word.casefold() for word in _WORD.findall(said)]
    title = titles.get(reference, frozenset())
    if title and title <= set(mine):
        said = " ".join(w for w in said.split() if not _words(w) & (title | _SMALL))
        return said if is_name(said) else ""
    if not said or settled(said) is not None or not could_be(said):
        return ""
    of_nobody = (_OF_NOBODY | _organisations()) - (h.ALSO_NAMES - h.TIME - {"part", "project"})
    if mine and {one for one in h.words(said) if len(one) > 1} <= of_nobody:
        return ""
    known = set(mine) & title if title else any(set(mine) & one for one in titles.values())
    return "" if known else said


def like_nobody_else(text: str) -> bool:
    """Whether a text is written as a name, and has no word of a heading or of a title."""
    return is_name(text) and bool(stranger_in(text, "")) and not h.told_by(text, _OF_NOBODY)


_SMALL = {"a", "an", "and", "the", "of", "in", "to", "for", "on", "with", "at", "by", "or", "own"}


@cache
def _titles_known() -> Mapping[str, frozenset[str]]:
    """The words of the title of each unit that the shipped catalogue has, by its reference."""
    return {name: _words(unit.title) - _SMALL for name, unit in _shipped().units.items()}


@cache
def _organisations() -> frozenset[str]:
    """The words of the names of the awarding organisations of the shipped catalogue."""
    every = (one.awarding_organisation for one in _shipped().qualifications)
    return frozenset().union(*map(_words, every))


@cache
def _shipped() -> Catalogue:
    """The shipped catalogue, read once for the words in it."""
    return load()


def _words(text: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in _WORD.findall(text))
