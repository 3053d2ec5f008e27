"""Words of titles that may be broken or run together, told by the words of other titles."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from catalogue.handbooks.doubts import Doubt
from catalogue.handbooks.qualifications.section import Section
from catalogue.handbooks.written.rows import Row
from catalogue.units import Unit

_DANGLING = re.compile(r"\b(?:and|of|the|in|to|for|with|a|an|or|on|by|from|at|their|own)$", re.I)


_NUMBER = re.compile(
    r"(?<!part )(?<!level )(?<!stage )(?<!phase )(?<!unit )(?<!module )(?<!year )(?<!class )(?<!grade )"
    r"(?<!book )(?<!office )(?<!windows )(?<!tier )(?<!type )(?<!group )(?<!category )(?<![\w.,/&-])(?:\d{1,3})(?![\w./%-])(?! ?(?:years?|months?|days?|hours?|tonnes?|kg|v\b|phase))",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"\||[,;]\s*unit$|(?:^|[,;|(]\s*)(?:level|glh|credits?)\s*:?\s*\d+\s*(?:$|[,;|)])|\b\d+\s*(?:credits?|glh|hours\s+of\s+guided)\b",
    re.IGNORECASE,
)
"""What no title has, and a row beside it: bars, and values with what they measure."""
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
    whole = {id(row) for row in section.rows if _is_whole(row, section.rows)}
    stems = Counter(_stem(title) for title in set(titles))
    for row in section.rows:
        sure = id(row) in whole
        known = stems[_stem(row.title)] > 1
        why = _odd_title(row.title, words, vocabulary, lower > len(titles) / 3)
        if why[:1] == (_NUMBERED,):
            why = () if known else _stray_number(row.title, sure)
        if why:
            yield Doubt(
                "title-word",
                f"units/{row.reference or row.title}/title",
                why[0],
                row.spot,
                row.text,
                row.title,
                why[1:],
            )


_NUMBERED = "a number"


def _stray_number(title: str, whole: bool) -> tuple[str, ...]:
    """The first number of a title that may be a value or a mark, which a program put into it.

    One after a word that ends no title, or before "to" and another, belongs to it. So does one in
    the middle where the row has every value that the others have: then none of them is lost.
    """
    for found in _NUMBER.finditer(title):
        before, after = title[: found.start()].strip(), title[found.end() :].strip()
        if _DANGLING.search(before) or re.search(r"\b(?:than|least|most|under|over|aged)$", before):
            continue
        if re.match(r"(?:to|and|or|-|\u2013)\s+\d", after) or (whole and before and after):
            continue
        return (f"a number stands in the title: {found[0]}",)
    return ()


def _is_whole(row: Row, rows: Sequence[Row]) -> bool:
    """Whether a row of a table has each value that most of the others have."""
    facts = [
        fact
        for fact in ("level", "credit", "glh", "tqt")
        if 2 * sum(getattr(one, fact) is not None for one in rows) > len(rows)
    ]
    return (
        "columns" in row.readers
        and bool(facts)
        and all(getattr(row, fact) is not None or fact in row.blank for fact in facts)
    )


def _stem(title: str) -> str:
    """A title without its numbers: that of Part 1 and Part 2 is one."""
    return re.sub(r"\d+", "#", title.casefold())


def _odd_title(
    title: str, words: Mapping[str, int], vocabulary: set[str], lower: bool
) -> tuple[str, ...]:
    if not re.search(r"[A-Za-z]{2}", title):
        return (f"the title has no words: {title!r}",)
    if not lower and title[:1].islower():
        return (f"the title begins small: {title}",)
    if found := re.match(r"(?:level|entry)\s+\d\s+(?=[A-Z])", title, re.IGNORECASE):
        return (f"a level stands before the title: {found[0]}", title[found.end() :])
    if found := re.match(r"\((?:[a-z]|[ivx]{1,4}|\d{1,2})\)\s*|[a-z]\)\s*", title):
        return (f"a mark of a list stands before the title: {found[0]}", title[found.end() :])
    if title.count("(") != title.count(")"):
        return (f"a bracket of the title has no other: {title}",)
    if found := _LABELLED.search(title):
        return (f"a level or an amount stands in the title: {found[0]}",)
    if _DANGLING.search(title):
        return (f"the title ends in the middle: {title}",)
    if _NUMBER.search(title):
        return (_NUMBERED,)
    if found := re.search(r"[a-z]{3}\d{1,2}$", title):
        return (f"a number is joined to the last word: {found[0]}", title.rstrip("0123456789"))
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


def guessed_words(section: Section, guessed: Mapping[str, str]) -> Iterator[Doubt]:
    """Titles with a word that the end of a line parts, of which it is not sure whether it is one.

    ``guessed`` has, by what was read, how else it may be.
    """
    for row in section.rows:
        title = row.title.casefold()
        for word, other in guessed.items():
            if found := re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", title):
                start, end = found.span()
                yield Doubt(
                    "title-word",
                    f"units/{row.reference or row.title}/title",
                    f"a line ends within {row.title[start:end]!r}, which may be {other!r}",
                    row.spot,
                    row.text,
                    row.title,
                    (row.title[:start] + other + row.title[end:],),
                )
