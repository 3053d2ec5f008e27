"""What could come next on the line of a what-if session."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from adviser.session.naming import COMMANDS, LIMITS
from adviser.session.session import Session
from catalogue.learner.supposing import FIELDS, WAYS
from solver import Goal, UnknownHours

_UNITS = {"want", "avoid", "held", "prefer", "why", "check"}
_MOST = 40


@dataclass(frozen=True, slots=True)
class Offer:
    """A text that could stand in place of the last ``length`` characters, and what it means."""

    text: str
    length: int
    meaning: str = ""


def offers(session: Session, line: str) -> Iterator[Offer]:
    """Yield what could complete ``line``, the likeliest first.

    Commands, goals and the like fit where the typed letters stand in them in this order. Units fit
    where every typed word does so in the reference or in a word of the title.
    """
    name, space, rest = line.lstrip().partition(" ")
    if not space:
        yield from _fitting(name, COMMANDS)
    elif name in _UNITS:
        yield from _units(session, rest)
    else:
        word = re.split(r"[\s,]", rest)[-1]
        whole_rest = {"edition", "drop"}
        yield from _fitting(rest if name in whole_rest else word, _words(session, name, rest))


def _words(session: Session, name: str, rest: str) -> Sequence[str]:
    match name:
        case "max":
            return tuple(LIMITS) if " " not in rest else ("none",)
        case "goal" | "tradeoff":
            return (*(goal.value for goal in Goal), *(["none"] if name == "goal" else []))
        case "unknown":
            return tuple(way.value for way in UnknownHours)
        case "retakes":
            return ("yes", "no")
        case "edition":
            return (*(edition.edition for edition in session.state.subject.editions), "none")
        case "drop":
            return (*session.wishes(), "all")
        case "suppose":
            return tuple(f"{way}.{what}=" for way in WAYS for what in FIELDS)
        case "help":
            return COMMANDS
        case _:
            return ()


def _fitting(typed: str, known: Sequence[str]) -> Iterator[Offer]:
    scored = [(score, word) for word in known if (score := fit(typed, word)) is not None]
    for _, word in sorted(scored, key=lambda pair: pair[0]):
        yield Offer(word, len(typed))


def _units(session: Session, rest: str) -> Iterator[Offer]:
    typed = re.split(r"[,;\n]", rest)[-1].lstrip()
    words = typed.split()
    scored = []
    for number, unit in enumerate(session.state.edition.units):
        known = [unit.reference, *re.findall(r"\w+", unit.title)]
        fits = [_best(word, known) for word in words]
        if None not in fits:
            scored.append((sum(score for score in fits if score is not None), number, unit))
    for _, _, unit in sorted(scored, key=lambda one: one[:2])[:_MOST]:
        yield Offer(unit.reference, len(typed), unit.title)
    last = words[-1] if words and not typed.endswith(" ") else ""
    groups = [f"group:{group.id}" for group, _ in session.state.edition.every_group]
    every = (unit.level for unit in session.state.edition.units)
    levels = {level for level in every if level is not None}
    yield from _fitting(last, [*groups, *(f"level:{level.written}" for level in sorted(levels))])


def _best(word: str, known: Sequence[str]) -> int | None:
    scores = [score for one in known if (score := fit(word, one)) is not None]
    return min(scores, default=None)


def fit(typed: str, word: str) -> int | None:
    """How far ``word`` is from ``typed``, least is nearest; null where letters are missing.

    The start of a word comes before its middle, letters side by side before letters apart. Case
    and slashes do not matter.
    """
    short = typed.casefold().replace("/", "")
    long = word.casefold().replace("/", "")
    if (found := long.find(short)) >= 0:
        return 0 if found == 0 else 1
    at = -1
    for letter in short:
        at = long.find(letter, at + 1)
        if at < 0:
            return None
    return 2 + at + 1 - len(short)
