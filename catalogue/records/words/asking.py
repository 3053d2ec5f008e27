"""What a heading asks for the learner below it, by its words: a registration, wishes, limits."""

from __future__ import annotations

import re
from functools import cache

from catalogue.cells import plain
from catalogue.offering import pence
from catalogue.records.words import headings as h
from catalogue.records.words.keys import ASKED_KEYS

_MOST = {"max", "maximum", "most", "limit", "cap", "ceiling", "budget"}
_OF = {"of", "to", "the", "at", "for", "with", "on", "per", "total", "new", "study", "learning",
       "teaching", "guided", "learner", "candidate", "student", "no", "more", "than", "in",
       "all"}  # fmt: skip
_MEASURES = {
    "new_glh": {"glh", "hour", "hrs", "hr"},
    "new_credit": {"credit"},
    "new_units": {"unit"},
    "surplus_credit": {"surplus"},
    "highest_level": {"level"},
    "new_pence": {"cost", "price", "fee", "budget", "spend", "gbp"},
}
"""The words that a limit is on; of several in one heading it is none."""

_REGISTERED = {"registered", "registration", "register", "reg"}
_WITH_WHOM = {"ao", "awarding", "body", "organisation", "qualification", "programme", "course"}
_WISHES = {
    "want": {"want", "wanted", "wish", "wishe", "requested", "request"},
    "avoid": {"avoid", "avoided", "refuse", "refused", "unwanted", "exclude", "excluded"},
    "prefer": {"prefer", "preferred", "preference"},
}

_NUMBER = re.compile(
    r"(?:level )?(\d{1,9})(?: ?(?:h|hrs?|hours?|glh|credits?|cr|units?))?", re.ASCII | re.IGNORECASE
)


@cache
def asked_as(heading: str) -> str | None:
    """Return the key of a question that a heading speaks of, limits included; or nothing."""
    if key := ASKED_KEYS.get(plain(heading)):
        return key
    mine = set(h.words(heading)) - {"s"}
    if mine & _REGISTERED and mine & h.DATE:
        return "on" if mine <= _REGISTERED | h.DATE | _OF | _WITH_WHOM else None
    if mine & _MOST:
        found = [key for key, words in _MEASURES.items() if mine & words]
        known = _MOST | _OF | set().union(*_MEASURES.values())
        return found[0] if len(found) == 1 and mine <= known else None
    for key, words in _WISHES.items():
        if mine & words:
            return key if mine <= words | h.UNIT | _OF | {"include", "take"} else None
    return None


def limit_of(key: str, text: str) -> int | str:
    """Return what a cell below a limit says: a whole number, or pence; else the text as it is.

    Raises
    ------
    UnitwiseError
        If a cost is none.
    """
    if key == "new_pence":
        return pence(text)
    found = _NUMBER.fullmatch(text.strip())
    return int(found[1]) if found else text
