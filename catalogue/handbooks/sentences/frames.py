"""What clauses of known words say together: the half of the second reader that knows no letters.

A clause has one number, or says "all"; one without is a label, and belongs to the clause that it
leads to. What a clause leaves out it has from the clause beside it, where the separator says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from catalogue.handbooks.sentences.atoms import Atom, Level


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
        return self.has("NUM", "RANGE") or (self.has("ALL") and self.has("UNITS", "GROUPS"))

    @property
    def is_scoped(self) -> bool:
        """Whether it says of what."""
        return self.has("GROUPS", "MANDATORY", "OPTIONAL")

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
        return "" if self.has("GROUPS") or not roles else roles.pop().lower()

    @property
    def level(self) -> tuple[Level | None, Level | None] | None:
        """The levels that it names, lowest and highest."""
        found = self.only("LEVEL")
        if found is None:
            return None
        said = found.groupdict()
        if entry := said.get("entry"):
            return (f"Entry {entry}", f"Entry {entry}")
        if above := said.get("from"):
            return (int(above), None)
        every = [int(said["low"] or 0), *map(int, re.findall(r"\d", said["levels"] or ""))]
        if said["down"]:
            return (None, every[0])
        return (every[0], None) if said["up"] else (every[0], every[-1])


def atoms_of(
    parts: Sequence[Gap | list[Word]], *, obliged: bool
) -> tuple[list[Atom], dict[str, int]]:
    """Return the atoms and figures of clauses and what is between them.

    Parameters
    ----------
    obliged
        Whether the sentence says what has to be done, so that hours in it are a rule.

    Raises
    ------
    NotUnderstood
        If a clause has two numbers, or two scopes, or lacks what no clause beside it gives.
    """
    frames = _labelled(_frames(parts))
    atoms: list[Atom] = []
    figures: dict[str, int] = {}
    listed: list[Atom] = []
    before: Frame | None = None
    for n, frame in enumerate(frames):
        following = frames[n + 1] if n + 1 < len(frames) else None
        measure, own = _measure(frame, following, atoms[-1] if atoms else None)
        if _is_figure(frame, measure, obliged):
            _take_figures(frame, measure, figures)
            continue
        atom = _atom(frame, measure)
        if atoms and before is not None:
            atoms[-1], atom = _shared(before, atoms[-1], frame, atom, own)
        if frame.has("PART") and not atoms and not (atom.groups or atom.role):
            raise NotUnderstood("a part of an amount that is not said")
        for among in _among(frame):
            listed.append(Atom("listed", "units", among, None, atom.groups, atom.role))
        atoms += _each(frame, atom)
        before = frame
    if frames and not atoms and not figures:
        raise NotUnderstood("nothing is said of an amount")
    return [*listed, *atoms], figures


def _frames(parts: Sequence[Gap | list[Word]]) -> list[Frame]:
    frames: list[Frame] = []
    gap: frozenset[str] = frozenset()
    for part in parts:
        if isinstance(part, Gap):
            gap = part.kinds
        else:
            frames.append(Frame(gap, list(part)))
            gap = frozenset()
    return frames


def _labelled(frames: list[Frame]) -> list[Frame]:
    """Give each label to the clause it leads to, or the one that it ends."""
    result: list[Frame] = []
    waiting: Frame | None = None
    for frame in frames:
        if waiting is not None:
            if "SEMI" in frame.gap or "CLOSE" in frame.gap:
                raise NotUnderstood("a label without a number")
            if waiting.is_scoped and frame.is_scoped:
                raise NotUnderstood("two scopes for one number")
            frame = Frame(
                waiting.gap,
                [*waiting.words, *frame.words],
                frame.gap | waiting.label,
                waiting.is_scoped or waiting.has("LEVEL"),
            )
            waiting = None
        if frame.is_amount:
            result.append(frame)
        else:
            waiting = frame
    if waiting is not None:
        if not result:
            raise NotUnderstood("there is no number")
        if waiting.has("MIN", "MAX", "EXACT", "FURTHER", "EACH", "SPREAD", "PART") or (
            waiting.is_scoped and (result[-1].is_scoped or waiting.gap != {"COMMA"})
        ):
            raise NotUnderstood("words after the last number that are of none")
        if waiting.is_scoped or waiting.has("LEVEL"):
            result[-1].words += [w for w in waiting.words if w.kind not in {"CREDIT", "UNITS"}]
    return result


def _measure(frame: Frame, following: Frame | None, previous: Atom | None) -> tuple[str, bool]:
    """What a clause counts, and whether it says so itself."""
    for kind, name in (("SPREAD", "groups"), ("GLH", "glh"), ("TQT", "tqt")):
        if frame.has(kind):
            return name, True
    kinds = [
        "FROM" if word.kind == "LEVEL" and word.said[0].lower().startswith("from") else word.kind
        for word in frame.words
        if word.kind not in {"AMONG", "MORE"}
    ]
    at = next((n for n, kind in enumerate(kinds) if kind in {"NUM", "RANGE", "ALL"}), 0)
    after = [kind for kind in kinds[at + 1 :] if kind not in {"MANDATORY", "OPTIONAL", "LEVEL", "NUM", "FURTHER"}]  # fmt: skip
    direct = bool(after) and after[0] == "UNITS"
    if frame.has("CREDIT"):
        if direct and kinds.index("CREDIT") > at:
            raise NotUnderstood("a number of units and of credits in one")
        return ("units", True) if direct and not frame.has("ALL") else ("credit", True)
    if frame.has("ALL") and not (previous and frame.has("NUM") and not frame.has("UNITS")):
        return "units", True
    if frame.has("UNITS") and (direct or "UNITS" in kinds[:at] or previous is None):
        pair = following and {frame.bound, following.bound} == {"MIN", "MAX"} and not direct
        if pair and following and following.has("CREDIT") and "UNITS" in kinds[:at]:
            return "credit", False
        return "units", True
    if following and {frame.bound, following.bound} == {"MIN", "MAX"}:
        if following.has("CREDIT"):
            return "credit", False
        if following.has("UNITS"):
            return "units", False
    if previous is not None:
        return previous.measure, False
    raise NotUnderstood("what is counted is not said")


def _is_figure(frame: Frame, measure: str, obliged: bool) -> bool:
    """Whether a clause says what the whole has, and not what is to be done."""
    if frame.has("QUAL"):
        return True
    if measure not in {"glh", "tqt"} or frame.is_scoped or frame.has("LEVEL"):
        return False
    return not (frame.bound and obliged)


def _take_figures(frame: Frame, measure: str, figures: dict[str, int]) -> None:
    low, high = _numbers(frame)
    if high is not None:
        figures |= {measure: low, f"{measure}_most": high}
    else:
        figures[f"{measure}_most" if frame.bound == "MAX" else measure] = low


def _numbers(frame: Frame) -> tuple[int, int | None]:
    ranges = [word.said for word in frame.words if word.kind == "RANGE"]
    among = {n + 1 for n, word in enumerate(frame.words) if word.kind == "AMONG"}
    numbers = [int(w.said[0]) for n, w in enumerate(frame.words) if w.kind == "NUM" and n not in among]  # fmt: skip
    if len(ranges) + len(numbers) > 1:
        raise NotUnderstood("two numbers in one clause")
    if ranges:
        low, high = [int(one) for one in ranges[0].groups() if one is not None]
        return low, high
    return numbers[0] if numbers else 0, None


def _among(frame: Frame) -> list[int]:
    """How many units a clause says that there are to choose from."""
    words = frame.words
    return [
        int(words[n + 1].said[0])
        for n, word in enumerate(words[:-1])
        if word.kind == "AMONG" and words[n + 1].kind == "NUM"
    ]


def _atom(frame: Frame, measure: str) -> Atom:
    low, high = _numbers(frame)
    level = frame.level
    bare = level is not None and level[0] == level[1]
    scope = (frame.groups, frame.role, level, bare)
    if measure == "groups":
        spread = frame.only("SPREAD")
        role = frame.role or ("optional" if spread and spread["role"] else "")
        return Atom("spread", "groups", low, None, frame.groups, role)
    if frame.has("ALL") and not low and high is None:
        return Atom("all", "units", groups=frame.groups, role=frame.role)
    if high is not None:
        return Atom("amount", measure, low, high, *scope)
    match frame.bound:
        case "MAX":
            return Atom("amount", measure, None, low, *scope)
        case _ if frame.has("FURTHER"):
            return Atom("further", measure, low, None, *scope)
        case "EXACT":
            return Atom("amount", measure, low, low, *scope)
        case "MIN":
            return Atom("amount", measure, low, None, *scope)
        case _:
            return Atom("stated", measure, low, None, *scope)


def _shared(before: Frame, one: Atom, frame: Frame, other: Atom, own: bool) -> tuple[Atom, Atom]:
    """Two atoms, one with the scope of the other where the words between them say so."""
    unplaced = not (other.groups or other.role)
    bare = unplaced and other.level is None
    if "LEAST" in frame.gap and other.measure == "units" and one.measure != "units":
        if not unplaced and not (one.groups or one.role):
            return replace(one, groups=other.groups, role=other.role), other
        return one, _about(other, one) if bare else other
    if bare and frame.has("PART") and one.measure == other.measure == "units":
        raise NotUnderstood("of which number so many are is not said")
    if unplaced and (frame.has("PART") or before.has("BEGINS")):
        return one, replace(other, groups=one.groups, role=one.role)
    if bare and frame.gap & {"SAME", "OPEN"} and not frame.has("TOTAL"):
        return one, replace(other, groups=one.groups, role=one.role)
    if unplaced and not own and other.level and frame.gap == {"COMMA"} and not frame.label:
        return one, replace(other, groups=one.groups, role=one.role)
    scoped = bool(one.groups or one.role or one.level)
    pair = {before.bound, frame.bound} == {"MIN", "MAX"} and one.measure == other.measure
    if pair and "SEMI" not in frame.gap:
        if bare and scoped and (before.labelled or not own):
            return one, _about(other, one)
        if not bare and not scoped and not before.has("CREDIT", "UNITS", "GLH"):
            return _about(one, other), other
    if bare and before.label & {"COLON", "DASH"} and one.measure != other.measure and frame.gap <= {"COMMA", "AND"} and not frame.has("TOTAL"):  # fmt: skip
        return one, replace(other, groups=one.groups, role=one.role)
    return one, other


def _about(atom: Atom, other: Atom) -> Atom:
    """The same amount of what another is about."""
    groups, role, level, bare = other.groups, other.role, other.level, other.bare
    return replace(atom, groups=groups, role=role, level=level, bare=bare)


def _each(frame: Frame, atom: Atom) -> list[Atom]:
    if not frame.has("EACH"):
        return [atom]
    if len(atom.groups) < 2:
        raise NotUnderstood("'each' of what is not said")
    return [replace(atom, groups=(one,)) for one in atom.groups]
