"""Sentences anywhere in a document that set units in relation: none may be lost without a word.

Only the structure section makes rules. What a unit's own page, a list of entry requirements or a
footnote says of units that need, bar, replace or stand for each other is asked about with its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from catalogue.handbooks.blocks import is_contents
from catalogue.handbooks.doubts import Doubt
from catalogue.handbooks.lists.seen import Seen
from catalogue.handbooks.rules.barring import paragraphs
from catalogue.handbooks.written.bars import numbers_in
from catalogue.handbooks.written.relations import asks_for_thing, relates
from catalogue.handbooks.written.rows import Row, references_in

MOST = 60
"""Doubts of this kind about one qualification, inclusive."""

_NUMBERED = re.compile(r"\bunits?\s+(?:[A-Z]{0,4}\d{1,4}[A-Z]?)\b", re.IGNORECASE)
_ASSESSED = re.compile(r"\bassess\w*\b|\bevidence\b", re.IGNORECASE)
"""How a unit is assessed is no condition of taking it."""
_OWN = re.compile(r"\b(?:this|the)\s+unit\b", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:unit\s+)?(?>(?:pre|co)-?\s?requisites?|barred(?:\s+(?:units?|combinations?|with))?|exclu(?:sions?|ded(?:\s+(?:units?|combinations?))?)|equivalen(?:t|ts|ce|ces|cies)(?:\s+units?)?|exemptions?|linked\s+units?)\b[\s:|\u2013-]*\S",
    re.IGNORECASE,
)
_PARTS = re.compile(r"(?<=[.;])\s+(?=[A-Z*(0-9])")


def units_in(text: str, rows: Sequence[Row]) -> list[str]:
    """Return the references of units that a text names: by reference, number, or title as printed."""
    places = [(start, one) for one, start, _ in references_in(text)]
    places += [(start, one) for start, one in numbers_in(text, rows)]
    for row in rows:
        if row.reference and len(row.title) > 8 and row.title in text:
            places.append((text.index(row.title), row.reference))
    return list(dict.fromkeys(one for _, one in sorted(places)))


def lost_relations(
    rows: Sequence[Row], seen: Sequence[Seen], told: Sequence[str], ruled: Set[frozenset[str]]
) -> Iterator[Doubt]:
    """Yield a doubt for each sentence about units in relation of which nothing was made.

    Parameters
    ----------
    told
        Sentences that ended in a rule or in a doubt, or parts of them.
    ruled
        The units of each rule that bars or needs.
    """
    owner = ""
    known = [" ".join(one.split()) for one in told if one]
    said: set[str] = set()
    for paragraph in paragraphs(seen, rows_too=True):
        row = paragraph[0].row
        if row is not None and not relates(row.text):
            owner = row.reference
            continue
        text = " ".join(one.line.text for one in paragraph if one.line is not None)
        text = row.text if row is not None else text
        if is_contents(text):
            continue
        line = paragraph[0].line
        named = units_in(text, rows)
        if line is not None and line.heading:
            owner = named[0] if len(named) == 1 else owner if line.heading > 3 else ""
            if not _LABEL.match(text):
                continue
        elif len(named) == 1 and len(text) < 120 and not relates(text):
            owner = named[0]
        for part in _PARTS.split(text):
            if not _is_lost(part, rows, owner) or part in said:
                continue
            units = units_in(part, rows)
            if owner and owner not in units and (_OWN.search(part) or _LABEL.match(part)):
                units.insert(0, owner)
            if frozenset(units) in ruled or _is_told(part, known):
                continue
            said.add(part)
            of = ", ".join(units[:4]) or "by number"
            message = f"words about units in relation ({of}); no rule was made of them"
            if len(said) > MOST:
                message = f"more than {MOST} sentences are about units in relation; these and what follows are not told one by one"
            about = f"rules/{part[:40]}"
            yield Doubt("rule-not-read", about, message, paragraph[0].spot, part[:500])
            if len(said) > MOST:
                return


def _is_told(part: str, known: Sequence[str]) -> bool:
    """Whether a sentence is one that ended in something, or most of it is."""
    return any(part in one or (one in part and len(one) > 0.6 * len(part)) for one in known)


def _is_lost(part: str, rows: Sequence[Row], owner: str) -> bool:
    """Whether a sentence says of a unit that it needs, bars or stands for something."""
    named = bool(units_in(part, rows) or _NUMBERED.search(part))
    if named and asks_for_thing(part) and not _ASSESSED.search(part):
        return True
    if not relates(part):
        return False
    if len(part.split()) < 3 and not _LABEL.match(part):
        return False
    if named:
        return True
    own = _OWN.search(part) and relates(part, strongly=True)
    return bool(owner) and bool(own or _LABEL.match(part))
