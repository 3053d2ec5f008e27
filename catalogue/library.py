"""The catalogue: the shipped data and the user's own folders, looked up as people name things."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from catalogue.door import admit, admit_several
from catalogue.errors import (
    Fault,
    SeveralQualifications,
    UnknownQualification,
    UnknownUnit,
    did_you_mean,
    nearest,
)
from catalogue.identity import Units, full_name, meant, parted
from catalogue.qualification import Edition, Qualification
from catalogue.references import (
    CheckCharacter,
    check_unit_reference,
    qualification_number,
    unit_reference,
)
from catalogue.units import Unit, read_level


@dataclass(frozen=True)
class Catalogue:
    """Qualifications and units, ready to be looked up; :func:`catalogue.load` makes it.

    ``units`` are called by their reference, or ``ORGANISATION:CODE`` where several organisations
    use one code (:class:`catalogue.identity.Units`). ``warnings`` are doubts about the files
    (:mod:`catalogue.files.doubts`); the ``clashes`` among them are what files contradict each other
    in, which changes answers. ``digest`` is the version of the data, as
    :func:`catalogue.files.listing.digest` makes it. ``files`` has the path of the file of each
    qualification, by its short name.
    """

    qualifications: tuple[Qualification, ...]
    units: Mapping[str, Unit]
    warnings: tuple[Fault, ...] = ()
    digest: str = ""
    clashes: tuple[Fault, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)

    def find(self, words: str) -> Qualification:
        """Return the one qualification that ``words`` name.

        ``words`` are a qualification number in any form, a short name, or words that all stand in
        the title, the short name or the awarding organisation, in any case and order; ``level 1``
        is the level of the qualification. One letter, or digits alone, name nothing.

        Raises
        ------
        SeveralQualifications
            If the words fit more than one; the message lists them.
        UnknownQualification
            If they fit none; the hint offers the nearest.
        """
        wanted = words.strip()
        try:
            number = qualification_number(wanted)
        except ValueError:
            number = ""
        for qualification in self.qualifications:
            if (number and qualification.number == number) or (
                qualification.short_name == wanted.casefold()
            ):
                return qualification
        hits = [one for one in self.qualifications if _is_named(one, wanted)]
        if len(hits) == 1:
            return hits[0]
        if hits:
            raise SeveralQualifications(
                f"{wanted!r} fits {len(hits)} qualifications:\n{_listing(hits)}",
                hint="name one by its number or short name",
            )
        raise UnknownQualification(
            f"no qualification is called {wanted!r}",
            hint=self._nearest_qualification(number or wanted),
        )

    def only(self, filters: Sequence[str]) -> tuple[Qualification, ...]:
        """Return the qualifications that every one of ``filters`` takes in, in their order.

        A filter is a list, with commas, of numbers or short names, of words that all stand in a
        title, a short name or the name of an awarding organisation, and of levels: ``level:3``,
        ``level:2-4`` (both included). It takes in what any part of the list does.

        Raises
        ------
        UnknownQualification
            If a part of a list takes in nothing, or they leave nothing together.
        """
        left = self.qualifications
        for text in filters:
            taken: set[str] = set()
            for part in filter(None, (part.strip() for part in text.split(","))):
                hits = {q.short_name for q in self.qualifications if _fits(q, part)}
                if not hits:
                    raise UnknownQualification(
                        f"nothing in the catalogue fits {part!r}",
                        hint="" if _LEVELS.fullmatch(part) else self._nearest_qualification(part),
                    )
                taken |= hits
            left = tuple(q for q in left if q.short_name in taken)
        if not left:
            every = ", ".join(repr(text) for text in filters)
            raise UnknownQualification(
                f"no qualification fits all of {every}",
                hint="a list with commas takes in what any of its parts does",
            )
        return left

    def _nearest_qualification(self, wanted: str) -> str:
        if "@" in wanted:
            return "here a qualification is named without an edition: leave out what begins with @"
        names: dict[str, Qualification] = {}
        for qualification in self.qualifications:
            for name in (qualification.short_name, qualification.title, qualification.number):
                if name:
                    names[name] = qualification
        near = list(
            {id(names[hit]): names[hit] for hit in nearest(wanted, list(names), 5)}.values()
        )
        if not near:
            asked = _words(wanted)
            scored = [
                (sum(bool(nearest(word, sorted(_words_of(q)))) for word in asked), q)
                for q in self.qualifications
            ]
            most = max((score for score, _ in scored), default=0)
            near = [q for score, q in scored if score == most and most > 0][:3]
        if near:
            return "the nearest:\n" + _listing(near[:3])
        return "'unitwise catalogue list' shows what there is"


_LEVELS = re.compile(r"level\s*:\s*([^-]+?)(?:\s*-\s*(.+))?", re.IGNORECASE)


def _fits(qualification: Qualification, part: str) -> bool:
    """Whether a number, a short name, words, or levels take in a qualification."""
    if levels := _LEVELS.fullmatch(part):
        try:
            low, high = (read_level(text) for text in (levels[1], levels[2] or levels[1]))
        except ValueError as error:
            raise UnknownQualification(f"{part!r}: {error}") from error
        return low <= qualification.level <= high
    try:
        if qualification.number == qualification_number(part):
            return True
    except ValueError:
        pass
    return qualification.short_name == part.casefold() or _is_named(qualification, part)


_AT_LEVEL = re.compile(r"\b(?:level\s+(\d{1,2})|(entry)\s+(?:level\s+)?(\d))(?!\w)", re.IGNORECASE)


def _is_named(qualification: Qualification, text: str) -> bool:
    """Whether words name a qualification: a level is its own, and no digit of its title.

    One letter, or digits alone, name nothing.
    """
    for found in _AT_LEVEL.finditer(text):
        try:
            level = read_level(f"Entry {found[3]}" if found[2] else int(found[1]))
        except ValueError:
            return False
        if level != qualification.level:
            return False
    asked = _words(_AT_LEVEL.sub(" ", text))
    if not asked:
        return _AT_LEVEL.search(text) is not None
    telling = any(len(word) > 1 and not word.isdigit() for word in asked)
    return telling and asked <= _words_of(qualification)


def _words(text: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", text.casefold().replace("'", "")))


def _words_of(qualification: Qualification) -> set[str]:
    return _words(
        f"{qualification.title} {qualification.short_name} {qualification.awarding_organisation}"
    )


def _listing(qualifications: Iterable[Qualification]) -> str:
    return "\n".join(
        f"  {q.short_name}  {q.number or 'no number'}  {q.title}" for q in qualifications
    )


def find_units(
    edition: Edition, references: Sequence[str], elsewhere: Mapping[str, Unit]
) -> tuple[str, ...]:
    """Return the references in their written form and the order given, all of units in ``edition``.

    A unit may also be named by words that stand in its title, if no other title has them all.
    ``elsewhere`` are the units of the whole catalogue, to tell a slip from a unit that belongs to
    another qualification.

    Raises
    ------
    UnknownUnit
        With one line for each reference that is not a unit of the edition, and each unit that words
        could mean where these are several.
    """
    admit(edition, Edition)
    found: list[str] = []
    problems: list[str] = []
    for text in admit_several(references):
        reference, wrong = "", ""
        organisation, code = parted(text)
        try:
            reference = unit_reference(code)
        except ValueError as error:
            wrong = str(error)
        here = [option.unit for option in edition.called(reference)[:1]]
        if meant(Units(here), reference, organisation):
            found.append(here[0].reference)
            continue
        try:
            unit = titled(text, edition.units)
        except UnknownUnit as error:
            problems.append(str(error))
            continue
        if unit is not None:
            found.append(unit.reference)
        else:
            problems.append(wrong or _unknown(reference, organisation, edition, elsewhere))
    if problems:
        raise UnknownUnit("\n".join(problems), hint="'unitwise catalogue show' lists the units")
    return tuple(found)


@lru_cache(maxsize=1 << 15)
def _of_title(title: str) -> frozenset[str]:
    return frozenset(_words(title))


def titled(text: str, units: Iterable[Unit]) -> Unit | None:
    """Return the one unit that has every word of ``text`` in its title, or null if none has.

    A title that has these words and no others stands before those that have more.

    Raises
    ------
    UnknownUnit
        If several have; the message lists them, at most ten.
    """
    asked = _words(text)
    if not asked:
        return None
    hits = {unit.reference: unit for unit in units if asked <= _of_title(unit.title)}
    hits = {name: one for name, one in hits.items() if _of_title(one.title) == asked} or hits
    if len(hits) > 1:
        lines = [f"  {unit.reference}  {unit.title}" for unit in hits.values()]
        more = [f"  and {len(lines) - 10} more"] if len(lines) > 10 else []
        told = "\n".join([*lines[:10], *more])
        raise UnknownUnit(
            f"{text.strip()!r} could be any of {len(hits)} units:\n{told}",
            hint="name one by its reference, or by more words",
        )
    return next(iter(hits.values()), None)


def _unknown(
    reference: str, organisation: str | None, edition: Edition, elsewhere: Mapping[str, Unit]
) -> str:
    if others := meant(elsewhere, reference, organisation):
        named = " and ".join(f"{full_name(unit)} {unit.title}" for unit in others[:3])
        what = "is not a unit" if len(others) == 1 else "are not units"
        if len(others) == 1 and organisation is None:
            named = f"{reference} {others[0].title}"
        return f"{named} {what} of this qualification"
    near = did_you_mean(reference, list(edition.options_of))
    slip = (
        "its letter does not fit its digits, so it is mistyped"
        if check_unit_reference(reference) is CheckCharacter.WRONG
        else ""
    )
    reasons = "; ".join(reason for reason in (slip, near) if reason)
    return f"no unit has the reference {reference}" + (f": {reasons}" if reasons else "")
