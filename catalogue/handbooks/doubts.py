"""Doubts about a draft: each with a name, the fact that it is about, and what was seen."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from catalogue.handbooks.blocks import Spot

NAMES = {
    "two-figures": "the document gives two figures for one thing",
    "sum": "figures do not add up",
    "letter": "the check letter of a reference, or the last character of a number, does not fit",
    "other-file": "another file of the catalogue has another value",
    "range": "a figure is out of the usual range, or a published one does not follow from the rules",
    "readers-differ": "two readers of the same words do not agree",
    "title-word": "a word of a title may be broken or not belong to it",
    "cut": "a row may be cut, doubled or run together with another",
    "no-group": "a unit stands in no group, or in one that its own row contradicts",
    "replaces": "which unit replaces which, or when, is not clear",
    "condition": "a rule holds only under a condition",
    "pathway": "pathways or routes, of which one is taken",
    "share": "a share of something that is not plain",
    "level-or-above": "a level is named without 'or above'",
    "exact-or-least": "exactly so much, or at least",
    "rule-not-read": "words about amounts that became no rule",
    "not-in-document": "part of the document could not be read, or it is about something else",
    "not-printed": "the document does not print it",
}
"""Every name of a doubt, with what it says, in the order in which a person looks at them.

Contradictions come first; then what readers differ on, what depends on more than the words say,
and what is not there.
"""

_PLACE = re.compile(r"\b(?:page|line|table|row) \d+")


@dataclass(slots=True)
class Doubt:
    """Something that a person must look at before a draft is a qualification file.

    Attributes
    ----------
    name
        One of :data:`NAMES`.
    about
        The fact in the draft: ``units/D/506/2170/credit``, ``rules/total``, ``number``.
    message
        What was seen, in one sentence.
    reading
        What the draft has now.
    choices
        Other values that the fact may have.
    text
        The words of the document.
    """

    name: str
    about: str
    message: str
    spot: Spot
    text: str = ""
    reading: Any = None
    choices: tuple[Any, ...] = ()

    @property
    def id(self) -> str:
        """A short name that stays as it is while the evidence does, wherever that stands."""
        message = _PLACE.sub("", self.message)
        seen = f"{self.name}|{self.about}|{message}|{self.text}"
        return hashlib.sha256(seen.encode()).hexdigest()[:8]


def in_order(doubts: Iterable[Doubt]) -> list[Doubt]:
    """Return doubts as a person looks at them, each once; those of a name stay as they stand.

    What is asked of a document, or of all its rows, may settle what is asked of one: it comes first.
    """
    ranks = {name: rank for rank, name in enumerate(NAMES)}
    wide = {"document": 0, "units/*/row": 1}
    return sorted(
        {one.id: one for one in doubts}.values(),
        key=lambda one: (wide.get(one.about, 2), ranks[one.name]),
    )
