"""Whether a document is about how units combine at all: what tells a record, a timetable, a price list.

A person is asked once, about the document, where what was read hangs together too little to be one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from catalogue.handbooks.doubts import Doubt
from catalogue.handbooks.qualifications.placing import spot_of
from catalogue.handbooks.qualifications.section import Section
from catalogue.handbooks.rules.assembled import Assembled
from catalogue.handbooks.written.rows import Row
from catalogue.records.words.outcomes import meaning

_DAY = re.compile(
    r"\b\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})\b|\b\d{4}-\d\d-\d\d\b|\b\d{1,2}[:.]\d\d\b"
)
_PERSON = re.compile(
    r"\b(?P<label>uln(?=\s*[:/|]?\s*\d)|curriculum\s+vitae|date\s+of\s+birth|(?:name\s+of\s+(?:the\s+)?)?(?:learner|candidate|student|pupil)"
    r"(?:'s)?(?:\s+(?:name|number))?\s*[:/|](?=[\s:/|]*(?:(?-i:[A-Z][A-Za-z'.-]*\s+[A-Z][A-Za-z'-]+)\b|\d{5,})))(?!\w)",
    re.IGNORECASE,
)
"""What is told of somebody: a label with a name or a number behind it, and not the line of a form."""
_SENTENCE = re.compile(
    r"\b(?:must|should|will|shall|may|can|cannot|is|are|was|were|has|have)\b.*\s.*\s|[a-z]\.\s+[A-Z]|[a-z]{2}\.$"
)
_SHORTEST = 4
"""Letters of a word that says how a unit went, inclusive: a shorter one may stand for a kind of unit."""
_SHARE = 0.5
"""The share of the units that have to be alike for that to be said of the list, inclusive."""


def no_list_of_units(section: Section, rules: Assembled) -> Iterator[Doubt]:
    """Yield one doubt about the document where its list, or the words about it, are of another kind."""
    rows = section.rows
    if signs := [
        sign for sign in (_is_record(section), _is_loose(section, rules), *_titles(rows)) if sign
    ]:
        message = f"is it about how units combine? {'; '.join(signs)}"
        yield Doubt("not-in-document", "document", message, spot_of(section), rows[0].text)


def _is_record(section: Section) -> str:
    """What tells that somebody's progress is listed, not what there is to choose from."""
    rows = section.rows
    went = [word for row in rows for cell in row.text.split(" | ") if (word := _went(cell))]
    dated = sum(bool(_DAY.search(row.text)) and not (row.opens or row.closes) for row in rows)
    texts = [one.line.text for one in section.lines if one.line is not None]
    person = next((found["label"] for text in texts if (found := _PERSON.search(text))), "")
    if len(went) >= _SHARE * len(rows) and (len(set(went)) > 1 or dated):
        return f"units are said to be {', '.join(dict.fromkeys(went))}, as in a learner's record"
    if dated >= _SHARE * len(rows):
        return "beside the units stand days or times, as in a record or a timetable"
    return f"{person!r} stands above the list, as in a learner's record" if person else ""


def _went(cell: str) -> str:
    bare = cell.strip()
    return bare if len(bare) >= _SHORTEST and bare.isascii() and meaning(bare) is not None else ""


def _is_loose(section: Section, rules: Assembled) -> str:
    """What tells that nothing says which units are needed."""
    if len(section.rows) == 1 and not section.groups[0].named:
        return "a single unit was read, under no heading of a group"
    asked = bool(rules.rules) or any(group.role for group in section.every_group)
    return "" if asked else "nothing was read that says which units, or how many, are needed"


def _titles(rows: list[Row]) -> Iterator[str]:
    """What is odd about the titles of a whole list: that they are sentences, or one of them over and over."""
    spoken = [row for row in rows if _SENTENCE.search(row.title)]
    if len(spoken) >= max(2, _SHARE * len(rows)):
        yield f"{len(spoken)} of {len(rows)} titles read like sentences: {spoken[0].title[:80]}"
    names = Counter(row.title.casefold() for row in rows)
    title, count = names.most_common(1)[0]
    if count > 2 and count >= _SHARE * len(rows):
        yield f"{count} of {len(rows)} units are called {title[:80]!r}"
