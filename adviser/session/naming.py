"""The names of a session's commands, and what the words after them name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from adviser.asking.holding import folded
from catalogue import Edition, UnitwiseError
from catalogue.learner.record import LearnerRecord
from catalogue.references import unit_reference
from solver.question import Question

COMMANDS = (
    "want",
    "avoid",
    "held",
    "prefer",
    "max",
    "goal",
    "on",
    "edition",
    "pathway",
    "unknown",
    "retakes",
    "offer",
    "suppose",
    "time",
    "drop",
    "show",
    "explain",
    "units",
    "find",
    "alternatives",
    "diverse",
    "why",
    "tradeoff",
    "bounds",
    "check",
    "ledger",
    "baseline",
    "undo",
    "redo",
    "history",
    "report",
    "save",
    "learner",
    "load",
    "help",
    "quit",
)
"""The names of the commands, as help lists them."""

ALIASES = {"?": "help", "exit": "quit", "u": "undo", "r": "redo"}

LIMITS = {
    "glh": "new_glh",
    "credit": "new_credit",
    "units": "new_units",
    "surplus": "surplus_credit",
    "level": "highest_level",
    "cost": "new_pence",
}
"""What may be limited, as the session says it, and the names of the limits."""


def pieces(edition: Edition, text: str) -> Iterator[str]:
    """What a text names: lines of a reference and its title, lists, or words of one title."""
    groups = [f"group:{group.id}".casefold() for group, _ in edition.every_group]
    for line in text.splitlines():
        if reference := _leading(edition, line):
            yield reference
            continue
        for part in re.split(r"[,;]", line):
            words = part.replace('"', " ").split()
            kind, named = " ".join(words[:1]).casefold(), " ".join(words[1:])
            if named and (kind == "level" or f"{kind}:{named}".casefold() in groups):
                yield f"{kind}:{named}"
            elif words and all(re.search(r"[\d:]", word) for word in words):
                yield from words
            elif words:
                yield " ".join(words)


def _leading(edition: Edition, line: str) -> str:
    """The reference of a line that goes on with words of the unit's title, as in a table."""
    first, *rest = line.split() or [""]
    try:
        (option, *_) = edition.options_of[unit_reference(first)]
    except (ValueError, KeyError):
        return ""
    title = set(re.findall(r"\w+", option.unit.title.casefold()))
    said = set(re.findall(r"\w+", " ".join(rest).casefold()))
    return option.unit.reference if said and said <= title else ""


def alone(rest: str, name: str) -> None:
    """Check that nothing follows a command."""
    if rest:
        raise UnitwiseError(f"{name} stands alone, without {rest!r}")


def taken(data: dict[str, Any], piece: str) -> bool:
    """Take everything called ``piece`` out of a question's data; whether there was anything."""
    name = folded(piece)
    before = repr(data)
    for key in ("want", "avoid", "pathway"):
        data[key] = tuple(item for item in data[key] if folded(item) != name)
    data["prefer"] = {key: value for key, value in data["prefer"].items() if folded(key) != name}
    if name in LIMITS:
        data["limits"] = {**data["limits"], LIMITS[name]: None}
    if name in {"goal", "goals"}:
        data["goals"] = ()
    if name in {"edition", "offer"}:
        data[name] = None
    return repr(data) != before


def asked_for(question: Question, record: LearnerRecord) -> list[str]:
    """Everything that ``drop`` can take away, as it is named."""
    limits = question.limits
    held = [achievement.name for achievement in record.achievements]
    found = [
        *question.want,
        *question.avoid,
        *held,
        *question.prefer,
        *question.pathway,
        *(name for name, key in LIMITS.items() if getattr(limits, key) is not None),
        *(["goal"] if question.goals else []),
        *(["edition"] if question.edition else []),
        *(["offer"] if question.offer else []),
        *(["held"] if held else []),
    ]
    return list(dict.fromkeys(found))
