"""The first reader of rule sentences: islands of meaning in words that may be anything.

Numbers are found with what bounds them, what they count and the scope that they speak of; whatever
is between is passed over. It reads much, and so it is believed only where the second reader, which
has to understand every word, agrees.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from catalogue.handbooks.atoms import Atom, Reading
from catalogue.handbooks.headings import titles_in
from catalogue.handbooks.things import NUMBER, Thing, merged, number_of, things_in

_HOURS = r"(?:glh|guided\s+learning(?:\s+hours)?)(?:\s*\(glh\))?"
_SPANS = (
    re.compile(
        rf"\b(?:between\s+)?(\d{{1,4}})\s*(?:-|\u2013|to|and)\s*(\d{{1,4}})\s+(?:hours\s+of\s+)?{_HOURS}\b",
        re.I,
    ),
    re.compile(
        rf"\b{_HOURS}(?:\s+(?:for|of)\s+(?:this|the)\s+qualification)?(?:\s+(?:range|ranges|is|are|of|from))*\s*[:=]?\s*(?:between\s+)?(\d{{1,4}})\s*(?:-|\u2013|to|and)\s*(\d{{1,4}})\b",
        re.I,
    ),
)
"""The least and the greatest hours of the whole."""
_MOST_HOURS = re.compile(
    rf"\bmax(?:imum)?\.?\s+(?:of\s+)?{_HOURS}\s*(?:is|of|:|=)?\s*(\d{{1,4}})\b", re.I
)
_FIGURES = (
    ("credit", re.compile(r"\b(?:is\s+)?(?:a|an)\s+(\d{1,3})[\s-]credits?\s+qualification", re.I)),
    ("credit", re.compile(r"^(?:total\s+)?credits?(?:\s+value)?\s*[:=]?\s*(\d{1,3})$", re.I)),
    ("tqt", re.compile(r"\b(?:total\s+qualification\s+time|tqt)(?:\s*\(tqt\))?\s*(?:of|is|:|=|-)?\s*(\d{1,4}|\d,\d{3})\b(?!/)(?:\s+hours)?", re.I)),
    ("tqt", re.compile(r"\b(\d{1,4}|\d,\d{3})\s+(?:hours\s+)?(?:of\s+)?(?:tqt|total\s+qualification\s+time)\b", re.I)),
    ("glh", re.compile(r"\b(\d{1,4}|\d,\d{3})\s+(?:hours\s+)?(?:of\s+)?(?:glh|guided\s+learning(?:\s+hours)?)\b(?:\s*\(glh\))?", re.I)),
    ("glh", re.compile(r"\b(?:guided\s+learning(?:\s+hours)?|glh)(?:\s*\(glh\))?\s*(?:of|is|:|=|-)?\s*(\d{1,4}|\d,\d{3})\b(?!/)(?:\s+hours)?", re.I)),
)  # fmt: skip
_NONE = re.compile(
    r"\bno\s+(?P<what>(?:equivalen\w+|exemptions?)(?:\s*(?:or|and|,)\s*(?:equivalen\w+|exemptions?))*)",
    re.I,
)
_ONLY_A_ROLE = re.compile(
    r"(?:the\s+)?(?:mandatory|optional|core|elective|compulsory|additional)(?:\s+(?:units?|groups?))?|(?:group|section|pathway)\s+\w+|units?",
    re.IGNORECASE,
)
_RECOGNITION = re.compile(
    r"\b(?:APL|RPL|APEL|recognition of prior|prior learning|credit transfer|by exemption)\b"
)
_CHOSEN = re.compile(
    rf"\b(?P<n>(?i:{NUMBER}))\s+(?:optional\s+)?(?:units?\s+)?(?:of|from|out\s+of|from\s+among)\s+(?:the\s+|a\s+(?:choice|list|total)\s+of\s+)?"
    rf"(?:following\s+|available\s+)?(?P<of>(?i:{NUMBER}))\s+(?:following\s+|available\s+)?(?P<role>(?:mandatory|optional)\s+)?units\b",
    re.IGNORECASE,
)
_MEANING = re.compile(
    r"\b(?:one|1|each|a|every)\s+credit\s+(?:value\s+)?(?:is|equals?|equates?|represents?|stands|=|corresponds)\b"
    r"|\bcredits?\s+(?:is|are)\s+(?:defined|calculated|worked\s+out)\b",
    re.IGNORECASE,
)
"""What a credit is, and nothing about units."""
_PAGE = re.compile(r"\b(?:page|section|table|appendix|unit|version|v)\s+\d+(?:\.\d+)*\b|\b\d+\.\d+(?:\.\d+)*\b|\baged?\s+\d+\b|\b\d+\s+(?:years?|weeks?|months?|days?)\b", re.I)  # fmt: skip


def read_islands(text: str, here: str = "", known: Sequence[tuple[str, str]] = ()) -> Reading:
    """Read one sentence.

    Parameters
    ----------
    text
        The sentence, at most 2,000 characters.
    here
        The group that "this group" means.
    known
        Names of groups and their titles, so that a title can stand for the group.
    """
    text = text[:2000]
    reading = Reading([], {}, [])
    if _MEANING.search(text):
        return reading
    for named in reversed(titles_in(text)):
        text = f"{text[: named.start]} qualification {text[named.end :]}"
    if found := _NONE.search(text):
        ways = found["what"].casefold()
        reading.refusals = tuple(
            w for w, k in (("equivalence", "equiv"), ("exemption", "exempt")) if k in ways
        )
    for span in _SPANS:
        if found := span.search(text):
            reading.figures |= {"glh": int(found[1]), "glh_most": int(found[2])}
            text = f"{text[: found.start()]} {text[found.end() :]}"
    if found := _MOST_HOURS.search(text):
        reading.figures["glh_most"] = int(found[1])
        text = f"{text[: found.start()]} {text[found.end() :]}"
    for key, pattern in _FIGURES:
        if (found := pattern.search(text)) and not _bounded(text, found.start(), key):
            reading.figures.setdefault(key, int(found[1].replace(",", "")))
            text = f"{text[: found.start()]} {text[found.end() :]}"
    text = _PAGE.sub(" ", text)
    if found := _RECOGNITION.search(text):
        reading.doubts.append(
            ("rule-not-read", f"{found[0]!r} is about recognition, not about units")
        )
        return reading
    text = re.sub(
        r"\b(?:an?)\s+(?=(?:optional|mandatory|further|additional)\s+unit\b)",
        "1 ",
        text,
        flags=re.I,
    )
    text = re.sub(
        r"\bboth\s+(?:of\s+)?(?:the\s+)?(?=(?:mandatory|optional|core)\b)",
        "all 2 ",
        text,
        flags=re.I,
    )
    counts: list[tuple[int, str]] = []

    def chosen(found: re.Match[str]) -> str:
        counts.append((number_of(found["of"]), (found["role"] or "").strip().casefold()))
        return f"{found['n']} {found['role'] or ''} units"

    text = _CHOSEN.sub(chosen, text)
    for count, role in counts:
        reading.atoms.append(Atom("listed", "units", count, None, (), role))
    for name, title in known:
        if len(title) > 5 and not _ONLY_A_ROLE.fullmatch(title):
            text = re.sub(
                rf"\b(?:group\s+)?{re.escape(title)}\b", f"group {name}", text, flags=re.I
            )
    if here:
        text = re.sub(
            r"\b(?i:this|these|the\s+following|the\s+above)\s+(?i:(?:optional\s+|mandatory\s+)?(?:group|section|pool|list|units))\b",
            f"group {here}",
            text,
        )
    things = merged(things_in(text))
    _doubt(reading, things)
    quantities = [i for i, thing in enumerate(things) if thing.kind in {"number", "range"}]
    _read(reading, things, quantities, text)
    if not quantities:
        _all_units(reading, things)
    return reading


def _bounded(text: str, start: int, key: str) -> bool:
    """Whether a figure is a rule rather than what the whole is said to have."""
    before = text[max(0, start - 30) : start].casefold()
    return (
        key != "credit"
        and bool(re.search(r"(?:at least|minimum of|maximum of|up to)\s*$", before))
        and key == "units"
    )


def _doubt(reading: Reading, things: Sequence[Thing]) -> None:
    for kind, name in (("condition", "condition"), ("pathway", "pathway"), ("share", "share")):
        if found := [thing.text for thing in things if thing.kind == kind]:
            reading.doubts.append((name, f"'{found[0]}' asks for a person"))


_LEADS = {
    "min",
    "max",
    "exact",
    "further",
    "all",
    "mandatory",
    "optional",
    "same",
    "including",
    "open",
    "whole",
}


def _read(reading: Reading, things: list[Thing], numbers: list[int], text: str) -> None:
    if not numbers:
        return
    previous: Atom | None = None
    ends = [*numbers[1:], len(things)]
    lead_starts = [_lead(things, i, numbers[n - 1] if n else -1) for n, i in enumerate(numbers)]
    _all_units(reading, things[: lead_starts[0]])
    used_until = 0
    for n, (at, until) in enumerate(zip(numbers, ends, strict=True)):
        stop = lead_starts[n + 1] if n + 1 < len(numbers) else until
        before = things[max(used_until, 0) : at]
        after = things[at + 1 : stop]
        if after and after[0].kind == "pathway":
            used_until = stop
            continue
        low, high = things[at].value, things[at].high
        measure = _measure(before, after, previous)
        atom = _atom(low, high, measure, before, after, previous, reading)
        used_until = stop
        if atom is None:
            reading.lost = (*reading.lost, low)
            reading.doubts.append(
                ("rule-not-read", f"the number {things[at].text} ended in nothing")
            )
            continue
        if previous and _counts_out(text, things, numbers[n - 1], at, previous, atom):
            reading.atoms[-1] = replace(
                previous, groups=atom.groups, role=atom.role, level=atom.level
            )
        elif previous and _shares_scope(previous, atom, things[numbers[n - 1] : at]):
            atom_before = replace(previous, groups=atom.groups, role=atom.role, level=atom.level)
            reading.atoms[-1] = atom_before
        reading.atoms.append(atom)
        previous = atom


_FROM_SO_MANY = re.compile(
    r"\s*credits?\s+(?:must\s+|should\s+|can\s+)?(?:be\s+achieved\s+|come\s+|be\s+taken\s+)?(?:from|through|in)\s+(?:all\s+)?(?:of\s+)?(?:the\s+|these\s+)?",
    re.IGNORECASE,
)


def _counts_out(
    text: str, things: Sequence[Thing], one: int, other: int, before: Atom, atom: Atom
) -> bool:
    """Whether "9 credits from the three mandatory units" is about these units both times."""
    bare = not (before.groups or before.role or before.level)
    between = text[things[one].end : things[other].start]
    return bare and atom.measure == "units" and bool(_FROM_SO_MANY.fullmatch(between))


def _shares_scope(one: Atom, other: Atom, between: Sequence[Thing]) -> bool:
    """Whether "at least 2 and at most 7 credits from A" is about A both times."""
    bare = not (one.groups or one.role or one.level)
    scoped = bool(other.groups or other.role or other.level)
    joined = any(t.kind == "stop" and t.text == "and" for t in between)
    opposite = (one.at_most is None) != (other.at_most is None)
    return (
        bare
        and scoped
        and joined
        and opposite
        and one.measure == other.measure
        and one.kind == "amount" == other.kind
    )


def _lead(things: Sequence[Thing], at: int, last: int) -> int:
    """Where the words that lead to a number begin: what bounds it, and what kind it is of."""
    start = at
    while start - 1 > last and things[start - 1].kind in _LEADS:
        start -= 1
    return start


def _measure(before: Sequence[Thing], after: Sequence[Thing], previous: Atom | None) -> str:
    kinds = ("credit", "glh", "tqt", "units")
    for thing in after:
        if thing.kind in kinds:
            return thing.kind
        if thing.kind in {"groups", "stop", "level"}:
            break
    for thing in reversed(before):
        if thing.kind in kinds:
            return thing.kind
    if previous:
        return previous.measure
    for thing in after:
        if thing.kind in kinds:
            return thing.kind
    return ""


def _atom(
    low: int,
    high: int | None,
    measure: str,
    before: Sequence[Thing],
    after: Sequence[Thing],
    previous: Atom | None,
    reading: Reading,
) -> Atom | None:
    if not measure:
        return None
    bounds = [t.kind for t in before if t.kind in {"min", "max", "exact"}]
    bound = bounds[-1] if bounds else ""
    if not bound and any(t.kind == "more" for t in after[:3]):
        bound = "min"
    if not bound:
        late = [t.kind for t in after if t.kind in {"min", "max"}]
        bound = late[0] if late else ""
    lead = [t.kind for t in before]
    groups, role, level = _scope(after)
    if not (groups or role or level is not None):
        groups, role, level = _scope(before)
    else:
        if level is None and not (groups or role):
            pass
        early_groups, early_role, early_level = _scope(before)
        if level is not None and not groups and not role:
            groups, role = early_groups, early_role
        elif level is None and early_level is not None:
            level = early_level
        elif not role and not groups:
            role = early_role
    if role and groups:
        role = ""
    if "same" in lead and previous:
        groups, role, level = previous.groups, previous.role, previous.level
    if "open" in lead[-3:] and previous and not groups and not role and level is None:
        groups, role = previous.groups, previous.role
    bare = level is not None and level[0] == level[1]
    if any(t.kind == "from" for t in after):
        return Atom("spread", "groups", low, None, groups, role)
    kind = "further" if "further" in lead or any(t.kind == "further" for t in after[:2]) else ""
    if high is not None:
        return Atom("amount", measure, low, high, groups, role, level, bare)
    if kind == "further" and bound != "max":
        return Atom("further", measure, low, None, groups, role, level, bare)
    if bound == "max":
        return Atom("amount", measure, None, low, groups, role, level, bare)
    if bound == "min":
        return Atom("amount", measure, low, None, groups, role, level, bare)
    if bound == "exact":
        return Atom("amount", measure, low, low, groups, role, level, bare)
    return Atom("stated", measure, low, None, groups, role, level, bare)


def _scope(
    things: Sequence[Thing],
) -> tuple[tuple[str, ...], str, tuple[int | str | None, int | str | None] | None]:
    groups: list[str] = []
    role = ""
    level = None
    for thing in things:
        if thing.kind == "groups":
            groups += thing.ids
        elif thing.kind in {"mandatory", "optional"} and not role:
            role = thing.kind
        elif thing.kind == "level" and level is None:
            level = thing.level
    return tuple(dict.fromkeys(groups)), role, level


def _all_units(reading: Reading, things: Sequence[Thing]) -> None:
    """Read "all mandatory units": a rule without a number."""
    for one, other in pairwise(things):
        if one.kind == "all" and other.kind in {"mandatory", "units"}:
            groups, role, _ = _scope(things)
            if groups or role:
                reading.atoms.append(
                    Atom("all", "units", groups=groups, role="" if groups else role)
                )
            return
