"""What a wish names, read against one edition: a unit, a group, a level, or words of a title.

Any of them may be of one group alone: ``PA@MINOR`` is the unit PA where it counts in group MINOR.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto

from catalogue.door import admit
from catalogue.errors import UnitwiseError, did_you_mean, nearest
from catalogue.inconsistency import Location
from catalogue.library import find_units
from catalogue.places import Option
from catalogue.qualification import Edition
from catalogue.references import unit_reference
from catalogue.rules import Choose, with_parts
from catalogue.units import Level, Unit
from solver.question import Goal, Question

_OFQUAL_SHAPE = re.compile(r"[A-Z][/ ]?\d{3}[/ ]?\d{4}", re.I)
"""A unit reference of Ofqual's, which is never a word of a title."""


class About(Enum):
    """What kind of thing a wish names."""

    UNIT = auto()
    GROUP = auto()
    LEVEL = auto()
    WORDS = auto()


@dataclass(frozen=True, slots=True)
class Wish:
    """One naming: ``text`` in its one written form, and what it takes in.

    Where it has a ``place``, it is about what counts in that group, or in one within it.
    """

    text: str
    about: About
    words: frozenset[str] = frozenset()
    level: Level | None = None
    place: str | None = None

    def takes_in(self, option: Option) -> bool:
        """Whether the wish is about ``option``."""
        if self.place is not None and self.place not in option.groups:
            return False
        named = self.text.partition("@")[0]
        if self.about is About.UNIT:
            return option.unit.reference == named
        if self.about is About.GROUP:
            return named.removeprefix("group:") in option.groups
        if self.about is About.LEVEL:
            return option.unit.level == self.level
        return self.words <= words_of(option.unit.title)


@dataclass(frozen=True, slots=True)
class Wishes:
    """The wishes of a question, each in its written form and each once."""

    want: tuple[Wish, ...]
    avoid: tuple[Wish, ...]
    prefer: tuple[tuple[Wish, int], ...]

    def weight(self, option: Option) -> int:
        """The sum of the preferences that are about ``option``."""
        return sum(weight for wish, weight in self.prefer if wish.takes_in(option))


@dataclass(frozen=True, slots=True)
class Misunderstanding:
    """Something in a question that means nothing here. ``where`` leads to it, key by key."""

    where: Location
    message: str


class UnknownWish(UnitwiseError):
    """Wishes that mean nothing in this edition: every one of them, with the nearest that does."""

    def __init__(self, problems: tuple[Misunderstanding, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(problem.message for problem in problems))


def words_of(text: str) -> frozenset[str]:
    """Return the words of a text, without case, apostrophes and punctuation."""
    return frozenset(
        re.findall(r"[^\W_]+", re.sub("['\N{RIGHT SINGLE QUOTATION MARK}]", "", text.casefold()))
    )


def read_wishes(edition: Edition, question: Question) -> Wishes:
    """Return what the question's wishes mean in ``edition``.

    Raises
    ------
    UnknownWish
        If any of them means nothing there.
    """
    wishes, problems = understand(edition, question)
    if problems:
        raise UnknownWish(tuple(problems))
    return wishes


def understand(
    edition: Edition, question: Question, elsewhere: Mapping[str, Unit] | None = None
) -> tuple[Wishes, list[Misunderstanding]]:
    """Return what can be understood of the question's wishes, and everything that cannot.

    ``elsewhere`` are the units of the whole catalogue, to tell a slip from a unit that belongs to
    another qualification.
    """
    admit(edition, Edition)
    admit(question, Question)
    if not (question.want or question.avoid or question.prefer or question.pathway) and (
        Goal.MOST_PREFERRED not in question.goals
    ):
        return Wishes((), (), ()), []
    reader = _Reader(edition, elsewhere or {})
    problems: list[Misunderstanding] = []

    def read(text: str, where: Location) -> Iterator[Wish]:
        try:
            yield reader.read(text)
        except UnitwiseError as error:
            problems.append(Misunderstanding(where, str(error)))

    def every(name: str, texts: tuple[str, ...]) -> tuple[Wish, ...]:
        found = [wish for n, text in enumerate(texts) for wish in read(text, (name, n))]
        return tuple({wish.text: wish for wish in found}.values())

    wishes = Wishes(
        want=every("want", question.want),
        avoid=every("avoid", question.avoid),
        prefer=tuple(
            (wish, weight)
            for text, weight in question.prefer.items()
            for wish in read(text, ("prefer", text))
        ),
    )
    parts = pathways(edition)
    for number, name in enumerate(question.pathway):
        if name not in parts:
            known = f"known: {', '.join(parts)}" if parts else "this edition has none"
            hint = did_you_mean(name, parts) or known
            problems.append(
                Misunderstanding(("pathway", number), f"there is no pathway {name}; {hint}")
            )
    if Goal.MOST_PREFERRED in question.goals and not question.prefer:
        problems.append(
            Misunderstanding(("goals",), "most-preferred needs at least one preference")
        )
    return wishes, problems


def pathways(edition: Edition) -> list[str]:
    """Return the ids of every sub-rule of a ``choose`` rule, in the order of the file."""
    inside = []
    for rule in with_parts(edition.rules):
        if isinstance(rule, Choose):
            inside += [part.id for part in rule.rules]
    return inside


class _Reader:
    def __init__(self, edition: Edition, elsewhere: Mapping[str, Unit]) -> None:
        self.edition = edition
        self.elsewhere = elsewhere

    def read(self, text: str) -> Wish:
        what, at, where = text.rpartition("@")
        return self.placed(what, where) if at else self.named(text)

    def placed(self, text: str, where: str) -> Wish:
        """Read ``REF@GROUP``; some unit that it is about must stand there."""
        wish = self.named(text)
        name = where.strip()
        if name.casefold().startswith("group:"):
            name = name.partition(":")[2].strip()
        group = self.group(name).text.removeprefix("group:")
        placed = replace(wish, text=f"{wish.text}@{group}", place=group)
        if not any(placed.takes_in(option) for option in self.edition.options):
            homes = dict.fromkeys(o.group for o in self.edition.options if wish.takes_in(o))
            raise UnitwiseError(
                f"{wish.text} does not stand in group {group}; it stands in {', '.join(homes)}"
            )
        return placed

    def named(self, text: str) -> Wish:
        prefix, colon, rest = text.partition(":")
        if colon and prefix.strip().casefold() == "group":
            return self.group(rest.strip())
        if colon and prefix.strip().casefold() == "level":
            return self.level(rest.strip())
        try:
            reference = unit_reference(text)
        except ValueError:
            return self.titled(text)
        if options := self.edition.called(reference):
            return Wish(options[0].unit.reference, About.UNIT)
        if not _OFQUAL_SHAPE.fullmatch(text.strip()):
            try:
                return self.titled(text)
            except UnitwiseError:
                if not any(letter.isdigit() for letter in text):
                    raise
        find_units(self.edition, [text], self.elsewhere)
        raise AssertionError("a reference of the edition was found above")

    def group(self, name: str) -> Wish:
        known = [group.id for group, _ in self.edition.every_group]
        for group in known:
            if group.casefold() == name.casefold():
                return Wish(f"group:{group}", About.GROUP)
        hint = did_you_mean(name, known) or f"known: {', '.join(known)}"
        raise UnitwiseError(f"there is no group {name}; {hint}")

    def level(self, text: str) -> Wish:
        known = sorted({unit.level for unit in self.edition.units if unit.level is not None})
        for level in known:
            if str(level.written).casefold() == text.casefold():
                return Wish(f"level:{level.written}", About.LEVEL, level=level)
        names = ", ".join(str(level.written) for level in known)
        told = f"known: {names}" if known else "no document gives the levels of its units"
        raise UnitwiseError(f"no unit is at level {text}; {told}")

    def titled(self, text: str) -> Wish:
        asked = words_of(text)
        titles = [words_of(unit.title) for unit in self.edition.units]
        if asked and any(asked <= title for title in titles):
            return Wish(" ".join(text.split()), About.WORDS, words=asked)
        known = sorted(frozenset().union(*titles))
        strange = sorted(asked - set(known))
        if asked and not strange:
            raise UnitwiseError(f"each word of {text!r} stands in a title, but none has them all")
        parts = text.casefold().split()
        if len(parts) == 2 and parts[0] in {"group", "level"}:
            raise UnitwiseError(f"no title has {text!r}; did you mean {':'.join(text.split())}?")
        near = [hit for word in strange for hit in nearest(word, known)]
        hint = f"did you mean {' '.join(near)}?" if near else "'unitwise catalogue show' lists them"
        raise UnitwiseError(f"no title has {text!r}; {hint}")
