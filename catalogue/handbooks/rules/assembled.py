"""What the sentences of a section come to, as facts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from catalogue.handbooks.doubts import Doubt
from catalogue.handbooks.sentences.sentences import Sentence


@dataclass(slots=True)
class RuleFound:
    """A rule as plain data of the catalogue's format, and the sentence it stands in."""

    data: dict[str, Any]
    sentence: Sentence
    readers: tuple[str, ...] = ()
    note: str = ""
    again: bool = False
    """Whether another sentence says the same."""


@dataclass(slots=True)
class Assembled:
    """What the sentences of a section come to."""

    rules: list[RuleFound] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    figures: dict[str, tuple[int, Sentence]] = field(default_factory=dict)
    refusals: list[tuple[str, Sentence]] = field(default_factory=list)
    unread: list[Sentence] = field(default_factory=list)
    besides: list[Sentence] = field(default_factory=list)
    """What is asked for and is no unit."""
    one_way: RuleFound | None = None
    """The sentence that asks for one of the pathways, with nothing else of its rule."""
    whole_way: bool = False
    """Whether that sentence asks for all units of it."""
    again: set[str] = field(default_factory=set)
    """Figures of the whole that two places say alike."""
    counted: set[str] = field(default_factory=set)
    """Groups of which a sentence says how many units they list, and that many were read."""
