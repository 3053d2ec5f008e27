"""Where one number of a sentence ends and the next begins, and what of one holds for the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from catalogue.handbooks.sentences.atoms import Atom
from catalogue.handbooks.sentences.things import Thing

MEASURES = ("credit", "glh", "tqt", "units")
_SCOPES = {"groups", "mandatory", "optional", "named", "apart"}
_BREAKS = {"stop", "open"}
_LEADS = {
    "min",
    "max",
    "exact",
    "further",
    "all",
    "mandatory",
    "optional",
    "same",
    "including",
    "open",
    "whole",
}
_FROM = re.compile(
    r"\s*(?:of\s+(?:which|these|them|those)\s+)?(?:(?:must|should|can|may|will|are|is|to|need|needs|has|have|come|comes|coming|be|being|taken|achieved"
    r"|chosen|selected|gained|drawn|completed|obtained)\s+)*(?:from|in|within|through|across)\b",
    re.IGNORECASE,
)
SUMS = re.compile(r"giving|making|bring", re.IGNORECASE)
"""What leads to the sum of all amounts before it."""
_OF_SO_MANY = re.compile(r"\s*of\s+the(?:se)?\s+\S+\s", re.IGNORECASE)


@dataclass(slots=True)
class Clause:
    """A number with the things that speak of it.

    Attributes
    ----------
    labelled
        Whether its scope stands before it, as that of a label does.
    elided
        Whether it has no measure of its own.
    part
        Whether it is a part of the amount before it: "of which", "including".
    """

    thing: Thing
    before: list[Thing]
    after: list[Thing]
    labelled: bool = False
    elided: bool = False
    part: bool = False


def clauses_of(things: list[Thing], numbers: Sequence[int], text: str) -> list[Clause]:
    """Part the things of a sentence among its numbers.

    A label before a number belongs to it, although words of the number before it end in no stop:
    in "core units come to 21 credits and elective units to 9", "elective" is of the 9.
    """
    found: list[Clause] = []
    starts = [_lead(things, at, numbers[n - 1] if n else -1) for n, at in enumerate(numbers)]
    starts.append(len(things))
    used = 0
    for n, at in enumerate(numbers):
        stop = starts[n + 1]
        following: Sequence[Thing] = ()
        if n + 1 < len(numbers):
            end = starts[n + 2] if n + 2 < len(starts) else len(things)
            following = things[numbers[n + 1] + 1 : end]
        stop = _cut(things, at, stop, following, last=n + 1 == len(numbers))
        clause = Clause(things[at], things[used:at], things[at + 1 : stop])
        last = numbers[n - 1] if n else -1
        between = things[last + 1 : at]
        clause.part = any(t.kind == "including" for t in between) if n else False
        clause.part |= any(t.kind == "including" for t in clause.after[:2])
        if n == 1 and _OF_SO_MANY.match(text[: things[at].start]):
            clause.part = True
        used = stop
        found.append(clause)
    return found


def lead_of(things: Sequence[Thing], at: int) -> int:
    """Return where the words that lead to the first number begin."""
    return _lead(things, at, -1)


def _lead(things: Sequence[Thing], at: int, last: int) -> int:
    """Where the words that lead to a number begin: what bounds it, and what kind it is of."""
    start = at
    while start - 1 > last and things[start - 1].kind in _LEADS:
        if things[start].kind == "open" and (
            0 <= last == start - 2 or any(t.kind == "all" for t in things[last + 1 : start - 1])
        ):
            break  # "3 optional (at least 1 from B)", "all units in the mandatory group (24 credits)"
        start -= 1
        if things[start].kind == "whole" and SUMS.match(things[start].text):
            break
    return start


def _cut(
    things: Sequence[Thing], at: int, stop: int, following: Sequence[Thing], *, last: bool
) -> int:
    """Where what speaks of a number ends, no further than ``stop``."""
    for i in range(at + 1, stop):
        if things[i].kind == "stop" and things[i].text == ";":
            return i + 1
        if things[i].kind == "further" and things[i - 1].kind == "stop":
            return i  # "and the remaining credits from B": of no number
    if last:
        return stop
    own = False
    for thing in following:
        if thing.kind in _BREAKS:
            break
        own = own or thing.kind in {*_SCOPES, "level", "from"}
    if own:
        return stop
    for i in range(stop - 1, at, -1):
        label = things[i + 1 : stop]
        if things[i].kind in _BREAKS and any(t.kind in _SCOPES for t in label):
            return i + 1
    return stop


def measure_of(
    clause: Clause, following: Clause | None, previous: Atom | None, text: str
) -> tuple[str, bool]:
    """Return what a number counts, or nothing, and whether it says so itself."""
    bounded = {t.kind for t in clause.before} & {"min", "max"}
    if following and bounded and not any(t.kind in MEASURES for t in clause.after):
        opposite = ({t.kind for t in following.before} & {"min", "max"}) - bounded
        led = [t.kind for t in following.after[:2] if t.kind not in {"mandatory", "optional"}]
        named = [kind for kind in led[:1] if kind in MEASURES]
        if opposite and named:
            return named[0], False
    for thing in clause.after:
        if thing.kind in {*MEASURES, "named"}:
            gap = text[clause.thing.end : thing.start]
            counted = "units" if thing.kind == "named" else thing.kind
            if counted == "units" and previous and _FROM.match(gap):
                return previous.measure, False
            return counted, True
        if thing.kind in {"groups", "stop", "level"}:
            break
    named = [t.kind for t in clause.before if t.kind in MEASURES]
    if named:
        # "credits from the mandatory units: 36" are credits
        return ("credit" if "credit" in named else named[-1]), True
    if any(t.kind == "named" for t in clause.before):
        return "units", True
    if previous:
        return previous.measure, False
    for thing in clause.after:
        if thing.kind in MEASURES:
            return thing.kind, True
    return "", False


def shared(
    before: tuple[Clause, Atom], now: tuple[Clause, Atom], between: Sequence[Thing]
) -> tuple[Atom, Atom]:
    """Return two atoms, one with the scope of the other where that is meant for both.

    So "at least 2 and at most 7 credits from A" and "Group A: at least 2, at most 7 credits" are
    about A both times, and so is "five of which" about what five are of.
    """
    (earlier, one), (clause, other) = before, now
    bare = not (other.is_placed or other.level)
    if clause.part and not other.is_placed:
        return one, other.at(one)
    stops = [t.text for t in between if t.kind == "stop"]
    if (
        clause.elided
        and stops in ([","], ["with"], [",", "with"])
        and other.level
        and not other.is_placed
    ):
        # "four optional units, at least two at level 3"
        return one, other.at(one)
    joined = any(text != ";" for text in stops)
    if bare and earlier.labelled and joined and one.measure != other.measure:
        colon = any(t.text == ":" for t in earlier.before)
        if colon and not any(t.kind == "whole" for t in (*clause.before, *clause.after)):
            return one, other.at(one)
    opposite = (one.at_most is None) != (other.at_most is None)
    if not (joined and opposite and one.kind == "amount" == other.kind):
        return one, other
    if one.measure != other.measure:
        return one, other
    scoped = bool(one.is_placed or one.level)
    if not scoped and not bare and not clause.part:
        return one.like(other), other
    if scoped and bare and (earlier.labelled or clause.elided):
        return one, other.like(one)
    return one, other


def of_one(one: Atom, other: Atom, between: Sequence[Thing]) -> bool:
    """Whether one scope may be meant for both amounts, which only the second names.

    So of a floor and a ceiling of two measures, and of so much at one level and at another.
    """
    bare = not (one.is_placed or one.level)
    if one.level and other.level and not one.is_placed and one.measure == other.measure:
        return other.is_placed and [t.text for t in between if t.kind == "stop"] == ["and"]
    opposite = (one.at_most is None) != (other.at_most is None)
    return (
        bare
        and other.is_placed
        and one.kind == "amount" == other.kind
        and one.measure != other.measure
        and opposite
        and [t.text for t in between if t.kind == "stop"] == ["and"]
    )


_FROM_SO_MANY = re.compile(
    r"\s*credits?\s+(?:(?:points?|in\s+total|overall)\s+)?(?:must\s+|should\s+|can\s+)?(?:be\s+achieved\s+|come\s+|be\s+taken\s+)?(?:from|through|in)\s+(?:all\s+)?(?:of\s+)?(?:the\s+|these\s+)?(?:at\s+least\s+|a\s+minimum\s+(?:total\s+)?of\s+|(?:no|not)\s+(?:fewer|less)\s+than\s+)?",
    re.IGNORECASE,
)


def counts_out(
    text: str, things: Sequence[Thing], one: int, other: int, before: Atom, atom: Atom
) -> bool:
    """Whether "9 credits from the three mandatory units" is about these units both times."""
    bare = not (before.is_placed or before.level)
    between = text[things[one].end : things[other].start]
    return bare and atom.measure == "units" and bool(_FROM_SO_MANY.fullmatch(between))
