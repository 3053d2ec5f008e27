"""The first reader's units by their numbers: "Units 1, 2 and 5", "two units from Units 6 to 11"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from catalogue.handbooks.written.relations import relates

MOST_UNITS = 200
"""Units of one range, such as "Units 1 to 200", inclusive."""

_ONE = (
    r"[A-Z]{0,3}\d{1,4}[A-Z]?\b(?!\.\d|/\d|\s*%|\s+(?i:(?:of|from)\s+the|units?|credits?|optional|mandatory|core|elective"
    r"|further|additional|other|guided|glh|hours?|learning)\b)"
)
_STEP = r"\s*(?:,\s*(?i:and/or|and|or)\b|[,&\u2013-]|(?i:\band/or\b|\band\b|\bor\b|\bto\b))\s*"
_LIST = re.compile(
    rf"(?:(?P<of>\b(?i:from|of|in|among|between))\s+(?:(?i:the\s+following|any\s+of)\s*:?\s*)?(?i:units\s*:\s*)?)?(?:(?P<both>(?i:\bboth|\beither))\s+(?:(?i:of)\s+)?)?"
    rf"\b(?i:units?)\s+(?P<list>{_ONE}(?:{_STEP}(?:(?i:units?)\s+)?{_ONE})*)"
)
_ASKED = re.compile(
    r"\b(?:must|shall|needs?|required?|requires|ha(?:s|ve)\s+to|complete|take|choose|select|pass|mandatory|compulsory|plus|minimum|at\s+(?:least|most)|maximum|up\s+to|no\s+more)\b",
    re.IGNORECASE,
)
_FREE = re.compile(
    r"\b(?:if|unless|when|where|once|before|after|alongside|first|only(?!\s+(?:one|two|three|four|\d)\b)|who|except|not|cannot|neither|(?:is|are)\s+optional|instead|assess\w*|evidence|cover\w*|(?:pre|co)-?\s?requisites?)\b",
    re.IGNORECASE,
)
_TOGETHER = re.compile(r"\btogether\s+with\s+(?=(?:\d|one|two|three|four|five|at\s+least|a\s+minimum)\b)", re.IGNORECASE)  # fmt: skip
_MAY = re.compile(r"\b(?:may|can|could|might|wish)\b", re.IGNORECASE)
_BOUND = re.compile(
    r"\b(?:must|only\s+(?:one|two|three|four|\d)\b|up\s+to|no\s+more|not\s+more|at\s+most|maximum)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Named:
    """A list of units by numbers, and where it stands.

    ``scope`` tells that it is what a number before it is of; ``ways`` that one of them is asked for.
    """

    start: int
    end: int
    numbers: tuple[str, ...]
    scope: bool
    ways: bool


def named_units(text: str) -> list[Named] | None:
    """Return the lists of units by numbers of which a sentence asks for something.

    Null is that it names some and what it asks for, if anything, is not plain: it sets units in
    relation, allows rather than asks, or joins them by "and" and by "or".
    """
    found = list(_lists(text))
    if not found:
        return []
    free = _MAY.search(text) and not _BOUND.search(text)
    if (
        any(one is None for one in found)
        or free
        or _FREE.search(text)
        or relates(_TOGETHER.sub("plus ", text))
    ):
        return None
    named = [one for one in found if one is not None]
    return named if _ASKED.search(text) or all(one.scope for one in named) else None


def _lists(text: str) -> Iterator[Named | None]:
    for one in _LIST.finditer(text):
        words = set(re.findall(r"\b(?:and/or|and|or)\b", one["list"].casefold()))
        both = (one["both"] or "").casefold()
        numbers = _numbers(one["list"])
        if len(words) > 1 or "and/or" in words or numbers is None:
            yield None
            continue
        ways = "or" in words or both == "either"
        if ways and len(numbers) < 2:
            yield None
            continue
        yield Named(one.start(), one.end(), numbers, one["of"] is not None, ways)


def _numbers(words: str) -> tuple[str, ...] | None:
    """The numbers of a list, ranges written out; null where a range goes nowhere."""
    found: list[str] = []
    parts = re.split(r"\s*(\u2013|-|\bto\b)\s*", words, flags=re.IGNORECASE)
    ends = [re.findall(r"[A-Z]{0,3}\d{1,4}[A-Z]?\b", part) for part in parts[::2]]
    for n, numbers in enumerate(ends):
        if n and (between := _between(ends[n - 1][-1], numbers[0])) is None:
            return None
        found += [*(between if n else ()), *numbers]  # type: ignore[misc]
    return tuple(dict.fromkeys(found))


def _between(first: str, last: str) -> list[str] | None:
    """The numbers after one and before another of the same kind."""
    one, other = (re.fullmatch(r"([A-Z]*)(\d+)", end) for end in (first, last))
    if not one or not other or (other[1] and one[1] != other[1]):
        return None
    low, high = int(one[2]), int(other[2])
    if not low < high <= low + MOST_UNITS:
        return None
    return [f"{one[1]}{n:0{len(one[2])}d}" for n in range(low + 1, high)]
