"""What clauses of known words say together: the half of the second reader that knows no letters.

A clause has one number, or says "all"; one without is a label, and belongs to the clause that it
leads to. What a clause leaves out it has from the clause beside it, where the separator says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from catalogue.handbooks.sentences.atoms import Atom, Share
from catalogue.handbooks.sentences.frame import Frame, Gap, NotUnderstood, Word


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
    ways = _ways(frames)
    for n, frame in enumerate(frames):
        following = frames[n + 1] if n + 1 < len(frames) else None
        measure, own = _measure(frame, following, atoms[-1] if atoms else None)
        if _is_figure(frame, measure, obliged):
            _take_figures(frame, measure, figures)
            continue
        atom = _atom(frame, measure)
        if apart := frame.only("APART"):
            role = atom.role or ("mandatory" if apart["role"] == "mandatory" else "optional" if apart["role"] else "")  # fmt: skip
            atom = replace(atom, role=role, each=True)
        if n in ways:
            if (
                not own
                or frame.bound == "MAX"
                or frame.has("EACH", "PART", "FURTHER", "AMONG", "WAY", "APART")
            ):
                raise NotUnderstood("one of several ways that does not stand alone")
            atoms.append(replace(atom, choice=ways.index(n) + 1))
            continue
        if atoms and before is not None and not _of_all("JOINT" in frame.gap, atoms):
            atoms[-1], atom = _shared(before, atoms[-1], frame, atom, own)
        if frame.has("PART") and not atoms and not atom.is_placed:
            raise NotUnderstood("a part of an amount that is not said")
        for among in _among(frame):
            listed.append(Atom("listed", "units", among, None, atom.groups, atom.role))
        atoms += _each(frame, atom, atoms[-1] if atoms else None)
        before = frame
    if frames and not atoms and not figures:
        raise NotUnderstood("nothing is said of an amount")
    return [*listed, *atoms], figures


def _of_all(joint: bool, atoms: Sequence[Atom]) -> bool:
    """Whether a combined total is that of several counts of units before it."""
    return joint and len({(one.groups, one.role) for one in atoms if one.measure == "units"}) > 1


def _ways(frames: Sequence[Frame]) -> Sequence[int]:
    """Which clauses are ways of which a sentence asks for one: from "either", or the first, on."""
    ors = [n for n, frame in enumerate(frames) if "OR" in frame.gap]
    either = [n for n, frame in enumerate(frames) if "EITHER" in frame.gap | frame.label]
    if not ors:
        if either:
            raise NotUnderstood("either of what is not said")
        return ()
    first = either[0] if either else 0
    if len(either) > 1 or ors != list(range(first + 1, len(frames))):
        raise NotUnderstood("one of several ways is of more than one amount")
    return range(first, len(frames))


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
            listed = frame.is_list and not waiting.has("GROUPS", "OPTIONAL", "NAMED")
            one = waiting.has("GROUPS", "NAMED") != frame.has("GROUPS", "NAMED")
            described = one and frame.gap <= {"COLON", "DASH", "OPEN"}
            if waiting.is_scoped and frame.is_scoped and not (listed or described):
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
    for kind, name in (("SPREAD", "groups"), ("WAY", "groups"), ("GLH", "glh"), ("TQT", "tqt")):
        if frame.has(kind):
            return name, True
    if frame.is_list:
        if frame.has("NUM", "RANGE", "ALL", "CREDIT", "SHARE"):
            raise NotUnderstood("units by their numbers beside a number")
        return "units", True
    kinds = [
        "FROM" if word.kind == "LEVEL" and word.said[0].lower().startswith("from") else word.kind
        for word in frame.words
        if word.kind not in {"AMONG", "MORE"}
    ]
    at = next((n for n, kind in enumerate(kinds) if kind in {"NUM", "RANGE", "ALL"}), 0)
    after = [kind for kind in kinds[at + 1 :] if kind not in {"MANDATORY", "OPTIONAL", "LEVEL", "NUM", "FURTHER", "REST"}]  # fmt: skip
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
    if frame.has("NAMED"):
        return "units", True
    if frame.is_rest:
        return "credit", False
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
    if frame.has("WAY"):
        if frame.is_scoped or frame.has("NUM", "RANGE", "SHARE", "MIN", "MAX"):
            raise NotUnderstood("more than a pathway in one clause")
        way = frame.only("WAY")
        return Atom("way", "groups", 1, 1 if way and way["whole"] else None)
    low, high = _numbers(frame)
    level = frame.level
    bare = level is not None and level[0] == level[1]
    scope = (frame.groups, frame.role, level, bare, frame.units)
    if frame.is_list:
        return Atom("stated", "units", 1 if frame.is_any else len(frame.units), None, *scope)
    if share := frame.only("SHARE"):
        return _of_share(frame, share, measure)
    if measure == "groups":
        spread = frame.only("SPREAD")
        role = frame.role or ("optional" if spread and spread["role"] else "")
        return Atom("spread", "groups", low, None, frame.groups, role)
    if frame.has("ALL") and frame.has("NUM") and frame.has("PART"):
        raise NotUnderstood("all of something within a number")
    if frame.has("ALL") and level and not low:
        raise NotUnderstood("all units of a level")
    if frame.has("ALL") and not low and high is None:
        return Atom("all", "units", groups=frame.groups, role=frame.role)
    if high is not None:
        return Atom("amount", measure, low, high, *scope)
    match frame.bound:
        case "MAX":
            return Atom("amount", measure, None, low, *scope)
        case _ if frame.has("FURTHER", "REST"):
            return Atom("further", measure, low or None, None, *scope)
        case "EXACT":
            return Atom("amount", measure, low, low, *scope)
        case "MIN":
            return Atom("amount", measure, low, None, *scope)
        case _:
            return Atom("stated", measure, low, None, *scope)


def _of_share(frame: Frame, said: re.Match[str], measure: str) -> Atom:
    """A share as a bound; what it is a share of is what the amount is of, unless that is said."""
    names = {"half": "1/2", "third": "1/3", "quarter": "1/4"}
    part = said["percent"] or names.get((said["one"] or "").lower()) or "1/2"
    if said["count"]:
        part = f"{said['count']}/{3 if said['whole'].lower() == 'thirds' else 4}"
    if frame.has("NUM", "RANGE", "FURTHER", "ALL") or (said["percent"] and float(part) > 100):
        raise NotUnderstood("a share and a number in one clause")
    base = (said["role"] or "").lower()
    strict = frame.has("OVER", "UNDER") or bool(said["major"])
    share = Share(part, strict, base)
    role = "" if frame.has("GROUPS", "NAMED") else frame.role or base
    level = frame.level
    if not (frame.groups or role or level):
        raise NotUnderstood("a share of what is not said")
    scope = (frame.groups, role, level, level is not None and level[0] == level[1], frame.units)
    if frame.bound == "MAX" or frame.has("UNDER"):
        return Atom("amount", measure, None, share, *scope)
    least = frame.bound == "MIN" or strict or said["up"]
    return Atom("amount" if least else "stated", measure, share, None, *scope)


def _shared(before: Frame, one: Atom, frame: Frame, other: Atom, own: bool) -> tuple[Atom, Atom]:
    """Two atoms, one with the scope of the other where the words between them say so."""
    unplaced = not other.is_placed
    bare = unplaced and other.level is None
    if "LEAST" in frame.gap and other.measure == "units" and one.measure != "units":
        if not unplaced and not one.is_placed:
            return one.at(other), other
        return one, other.like(one) if bare else other
    if bare and frame.has("PART") and one.measure == other.measure == "units":
        raise NotUnderstood("of which number so many are is not said")
    if unplaced and (frame.has("PART") or before.has("BEGINS")):
        return one, other.at(one)
    if bare and frame.gap & {"SAME", "JOINT", "OPEN"} and not frame.has("TOTAL"):
        return one, other.at(one)
    if (
        unplaced
        and not own
        and other.level
        and frame.gap
        and frame.gap <= {"COMMA", "WITH"}
        and not frame.label
    ):
        return one, other.at(one)
    if unplaced and frame.has("ALL") and frame.gap & {"COMMA", "OPEN"}:
        return one, other.at(one)
    if bare and before.has("ALL") and "COLON" in frame.gap:
        return one, other.at(one)
    scoped = bool(one.is_placed or one.level)
    pair = {before.bound, frame.bound} == {"MIN", "MAX"} and one.measure == other.measure
    if pair and "SEMI" not in frame.gap:
        if bare and scoped and (before.labelled or not own):
            return one, other.like(one)
        if not bare and not scoped and not before.has("CREDIT", "UNITS", "GLH"):
            return one.like(other), other
    if bare and before.label & {"COLON", "DASH"} and one.measure != other.measure and frame.gap <= {"COMMA", "AND", "WITH"} and not frame.has("TOTAL"):  # fmt: skip
        return one, other.at(one)
    return one, other


def _each(frame: Frame, atom: Atom, previous: Atom | None) -> list[Atom]:
    if not frame.has("EACH"):
        return [atom]
    if not atom.is_placed and previous is not None:
        atom = atom.at(previous)
    if len(atom.groups) < 2:
        raise NotUnderstood("'each' of what is not said")
    return [replace(atom, groups=(one,)) for one in atom.groups]
