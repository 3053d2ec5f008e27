"""Words of titles that may be broken or run together, told by the words of other titles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise

from catalogue.handbooks.doubts import Doubt
from catalogue.handbooks.section import Section
from catalogue.units import Unit

_DANGLING = re.compile(r"\b(?:and|of|the|in|to|for|with|a|an|or|on|by|from|at|their|own)$", re.I)


_NUMBER = re.compile(
    r"(?<!part )(?<!level )(?<!stage )(?<!phase )(?<!unit )(?<!module )(?<!year )(?<!class )(?<!grade )"
    r"(?<!book )(?<!office )(?<!windows )(?<!tier )(?<!type )(?<!group )(?<!category )(?<![\w.,/&-])(?:\d{1,3})(?![\w./%-])(?! ?(?:years?|months?|days?|hours?|tonnes?|kg|v\b|phase))",
    re.IGNORECASE,
)
_CODE = re.compile(r"[A-Z]{2,5}[ -]?\d{2,5}[A-Z]?\s+(?=[A-Z][a-z])")
"""An organisation's own code, read as one with the title beside it."""
_LONELY = re.compile(r"(?<![\w'-])[b-hj-z](?![\w'-])")


def odd_titles(section: Section, units: Mapping[str, Unit]) -> Iterator[Doubt]:
    """Words of titles that may be broken or run together, told by the words of other titles."""
    titles = [row.title for row in section.rows]
    words = Counter(word.casefold() for title in titles for word in re.findall(r"[A-Za-z]+", title))
    vocabulary = set(words) | {
        w.casefold() for u in units.values() for w in re.findall(r"[A-Za-z]+", u.title)
    }
    lower = sum(title[:1].islower() for title in titles)
    for row in section.rows:
        if why := _odd_title(row.title, words, vocabulary, lower > len(titles) / 3):
            yield Doubt(
                "title-word",
                f"units/{row.reference or row.title}/title",
                why[0],
                row.spot,
                row.text,
                row.title,
                why[1:],
            )


def _odd_title(
    title: str, words: Mapping[str, int], vocabulary: set[str], lower: bool
) -> tuple[str, ...]:
    if not re.search(r"[A-Za-z]{2}", title):
        return (f"the title has no words: {title!r}",)
    if not lower and title[:1].islower():
        return (f"the title begins small: {title}",)
    if _DANGLING.search(title):
        return (f"the title ends in the middle: {title}",)
    if found := _NUMBER.search(title):
        return (f"a number stands in the title: {found[0]}",)
    if found := _CODE.match(title):
        return (f"a code stands before the title: {found[0]}", title[found.end() :].strip())
    if found := _LONELY.search(title):
        return (
            f"a letter stands alone: {found[0]}",
            re.sub(rf"\s+{found[0]}\b", found[0], title, count=1),
        )
    if found := re.search(r"[a-z]{2}[A-Z][a-z]", title):
        return (f"two words run together at {found[0]!r}",)
    tokens = re.findall(r"[A-Za-z]+(?:'[a-z]+)?|\S", title)
    for one, other in pairwise(tokens):
        whole = (one + other).casefold()
        rare = words.get(one.casefold(), 0) < 2 or words.get(other.casefold(), 0) < 2
        if (
            one.isalpha()
            and other.isalpha()
            and rare
            and other.islower()
            and whole in vocabulary
            and len(whole) > 5
        ):
            return (f"{one} {other} may be one word", title.replace(f"{one} {other}", one + other))
    return ()
