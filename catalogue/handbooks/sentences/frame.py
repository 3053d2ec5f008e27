"""One clause of known words, each thing of it in its slot."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from catalogue.handbooks.sentences.atoms import Level


class NotUnderstood(ValueError):
    """A word has no place in the grammar; ``args[0]`` says which."""


class Word(NamedTuple):
    """A word by its kind, and what was matched."""

    kind: str
    said: re.Match[str]


@dataclass(frozen=True, slots=True)
class Gap:
    """What stands between two clauses."""

    kinds: frozenset[str]


@dataclass(slots=True)
class Frame:
    """One clause, each thing of it in its slot; ``gap`` is what stands before it."""

    gap: frozenset[str]
    words: list[Word] = field(default_factory=list)
    label: frozenset[str] = frozenset()
    """What stands between its label and itself."""
    labelled: bool = False

    def has(self, *kinds: str) -> bool:
        """Whether a word of one of these kinds is in it."""
        return any(word.kind in kinds for word in self.words)

    def only(self, kind: str) -> re.Match[str] | None:
        """Return the one word of a kind, or null; refuse where two differ."""
        said = [word.said for word in self.words if word.kind == kind]
        if len({one[0].casefold() for one in said}) > 1:
            raise NotUnderstood(f"two words of one kind in a clause: {said[1][0]!r}")
        return said[0] if said else None

    @property
    def is_amount(self) -> bool:
        """Whether it says how much."""
        every = self.has("ALL") and self.has("UNITS", "GROUPS")
        return every or self.has("NUM", "RANGE", "SHARE", "WAY") or self.is_list or self.is_rest

    @property
    def is_rest(self) -> bool:
        """Whether it says where the rest comes from, and not how much that is."""
        others = ("NUM", "RANGE", "SHARE", "ALL", "MIN", "MAX", "FURTHER")
        return self.has("REST") and self.is_scoped and not self.has(*others)

    @property
    def is_scoped(self) -> bool:
        """Whether it says of what."""
        return self.has("GROUPS", "MANDATORY", "OPTIONAL", "NAMED", "APART")

    @property
    def is_list(self) -> bool:
        """Whether it names units by their numbers, and not as what another number is of."""
        named = self.only("NAMED")
        return named is not None and not named["of"]

    @property
    def bound(self) -> str:
        """``MIN``, ``MAX``, ``EXACT`` or nothing."""
        kinds = [w.kind for w in self.words if w.kind in {"MIN", "MAX", "EXACT"}]
        if len(set(kinds)) > 1:
            raise NotUnderstood("two bounds for one number")
        return kinds[0] if kinds else "MIN" if self.has("MORE") else ""

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups that it names."""
        found = self.only("GROUPS")
        said = found.groupdict() if found else {}
        text = said.get("ids") or said.get("bare") or ""
        if re.search(r"\band\b", text) and re.search(r"\bor\b", text):
            raise NotUnderstood("groups joined by 'and' and by 'or'")
        return tuple(dict.fromkeys(re.findall(r"\b(?:[A-Z]\d{0,2}|\d{1,2})\b", text)))

    @property
    def role(self) -> str:
        """The role of the units that it names, where it names no group."""
        roles = {w.kind for w in self.words if w.kind in {"MANDATORY", "OPTIONAL"}}
        if len(roles) > 1:
            raise NotUnderstood("mandatory and optional in one clause")
        return "" if self.has("GROUPS", "NAMED") or not roles else roles.pop().lower()

    @property
    def units(self) -> tuple[str, ...]:
        """The numbers of the units that it names, ranges written out."""
        named = self.only("NAMED")
        return tuple(dict.fromkeys(_listed(named["numbers"]))) if named else ()

    @property
    def is_any(self) -> bool:
        """Whether one is meant of the units that it names."""
        named = self.only("NAMED")
        if named is None:
            return False
        words = {one.casefold() for one in re.findall(r"\b(?:and|or)\b", named["numbers"], re.I)}
        if len(words) > 1:
            raise NotUnderstood("units joined by 'and' and by 'or'")
        some = words == {"or"} or (named["both"] or "").casefold().startswith("either")
        if some and len(self.units) < 2:
            raise NotUnderstood("one of several, and there is one")
        return some

    @property
    def level(self) -> tuple[Level | None, Level | None] | None:
        """The levels that it names, lowest and highest."""
        found = self.only("LEVEL")
        if found is None:
            return None
        said = found.groupdict()
        if entry := said.get("entry"):
            return (f"Entry {entry}", None if said["over"] else f"Entry {entry}")
        if edge := said.get("edge"):
            return (None, int(edge) - 1) if said.get("under") else (int(edge) + 1, None)
        if above := said.get("from"):
            return (int(above), None)
        every = [int(said["low"] or 0), *map(int, re.findall(r"\d", said["levels"] or ""))]
        if said["down"]:
            return (None, every[0])
        return (every[0], None) if said["up"] else (every[0], every[-1])


def _listed(numbers: str) -> Iterator[str]:
    last = ""
    for step, one in re.findall(r"(\bto\b|[-\u2013])?\s*([A-Z]{0,3}\d{1,4}[A-Z]?\b)", numbers):
        if step:
            head = last.rstrip("0123456789")
            tail = one.removeprefix(head)
            start = last.removeprefix(head)
            if not (start.isdigit() and tail.isdigit() and 0 < int(tail) - int(start) <= 200):
                raise NotUnderstood("units from one to another that is not after it")
            yield from (f"{head}{n:0{len(start)}d}" for n in range(int(start) + 1, int(tail)))
        last = one
        yield one
