"""Sentences about one size of several that choose from one list: "To achieve the Award, ..."."""

from __future__ import annotations

import re
from collections.abc import Sequence

from catalogue.handbooks.qualifications.section import Section
from catalogue.handbooks.sentences.sentences import Sentence
from catalogue.handbooks.written.headings import from_level

_KIND = re.compile(
    r"(?:entry\s+)?level(?:\s+\d)?\s+(?P<kind>[a-z][a-z ]*?)\s+(?:in|for|of)\b", re.IGNORECASE
)


def kind_of(title: str) -> str:
    """Return what a title calls its qualification, "extended certificate"; nothing where it has no subject."""
    found = _KIND.match(from_level(title))
    return found["kind"] if found else ""


def of_this_size(section: Section, sentences: Sequence[Sentence]) -> list[Sentence]:
    """Leave out the sentences that name another size of the same subject, and not this one.

    What follows in the same paragraph is about the size that was named last. Where two sizes are
    called alike, all stay.
    """
    kinds = section.sizes
    own = kind_of(section.title)
    if len(set(kinds)) < max(len(kinds), 2) or own not in kinds or "" in kinds:
        return list(sentences)
    longest = sorted(kinds, key=len, reverse=True)
    words = "|".join(re.escape(form) for kind in longest for form in (kind.title(), kind.upper()))
    named_by = re.compile(rf"\b(?:{words})\b")
    kept: list[Sentence] = []
    about: set[str] = set()
    paragraph = -1
    for one in sentences:
        named = {found[0].casefold() for found in named_by.finditer(one.text)}
        if named or one.paragraph != paragraph:
            about = named
        paragraph = one.paragraph
        if own in about or not about:
            kept.append(one)
    return kept


_TO_ACHIEVE = re.compile(
    r"\bto\s+(?:complete|achieve|gain|obtain|be\s+awarded)\s+the\s+(?:Extended\s+)?(?P<kind>Award|Certificate|Diploma)\b(?!\s+(?:in|for|of)\b)"
)


def is_of_other_size(text: str, title: str) -> bool:
    """Whether a sentence says what another size than this one needs: "... to complete the Award"."""
    own = kind_of(title).split()[-1:]
    kinds = {found["kind"].casefold() for found in _TO_ACHIEVE.finditer(text)}
    return (
        bool(own and kinds)
        and own[0] not in kinds
        and own[0] in {"award", "certificate", "diploma"}
    )
