"""The first reader of rule sentences: islands of meaning in words that may be anything.

Numbers are found with what bounds them, what they count and the scope that they speak of; whatever
is between is passed over. It reads much, and so it is believed only where the second reader, which
has to understand every word, agrees.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from catalogue.handbooks.sentences.atoms import Atom, Reading
from catalogue.handbooks.sentences.clauses import (
    Clause,
    clauses_of,
    lead_of,
    measure_of,
    of_one,
    shared,
)
from catalogue.handbooks.sentences.figures import figures_in
from catalogue.handbooks.sentences.things import NUMBER, Thing, merged, number_of, things_in
from catalogue.handbooks.written.headings import titles_in

_NONE = re.compile(
    r"\bno\s+(?P<what>(?:equivalen\w+|exemptions?)(?:\s*(?:or|and|,)\s*(?:equivalen\w+|exemptions?))*)",
    re.I,
)
_RECOGNITION = re.compile(
    r"\b(?:APL|RPL|APEL|recognition of prior|prior learning|credit transfer|by exemption)\b"
)
_CHOSEN = re.compile(
    rf"\b(?P<n>{NUMBER})\s+(?P<what>(?:optional\s+)?(?:units?\s+)?)(?:of|from|out\s+of|from\s+among)\s+(?:the\s+|a\s+(?:choice|list|total)\s+of\s+)?"
    rf"(?:following\s+|available\s+)?(?P<of>{NUMBER})(?:\s+(?:following\s+|available\s+)?(?P<role>(?:mandatory|optional)\s+)?units\b|(?=\s*\.?$))",
    re.IGNORECASE,
)
_MEANING = re.compile(
    r"\b(?:one|1|each|a|every)\s+credit\s+(?:value\s+)?(?:is|equals?|equates?|represents?|stands|=|corresponds)\b"
    r"|\bcredits?\s+(?:is|are)\s+(?:defined|calculated|worked\s+out)\b",
    re.IGNORECASE,
)
"""What a credit is, and nothing about units."""
_BY_NUMBER = re.compile(
    r"\bunits\s+[A-Z]{0,3}\d{1,4}[A-Z]?(?:(?:\s*(?:,|&|-|\u2013)\s*|\s*,?\s+(?:and|or|to)\s+)[A-Z]{0,3}\d{1,4}[A-Z]?\b)+(?!\s+credits?\b)",
    re.IGNORECASE,
)
"""Units that are named by their numbers, several in a list."""
_DUTY = re.compile(
    r"\b(?:must|should|shall|can|may|needs?\s+to|ha(?:s|ve)\s+to|required|choos\w*|choice|select\w*|complete|tak(?:e|ing)|plus|either|compulsory|comes?)\b",
    re.IGNORECASE,
)
_OF_WHAT = re.compile(
    r"\b(?:groups?|sections?|pathways?|pools?|lists?)\s+(?-i:[A-Z]\d{0,2}|\d{1,2})\b|\bunits?\s+(?-i:[A-Z]{0,3})\d{1,4}\b"
    r"|\b(?:remaining|rest\s+of(?:\s+the)?|balance\s+of(?:\s+the)?|further|another|second|third|other|both)\s+(?:\w+\s+){0,2}?(?:credits?|units?|modules?|groups?)\b"
    r"|\bwhen\s+(?:choosing|selecting|taking)\b.{0,60}\bunits\b|\ball\s+(?:of\s+the\s+)?units\b|\b(?:all|every|each|any|no|rest|remain\w*)\b.{0,60}\blevel\s+[1-8]\b",
    re.IGNORECASE,
)
"""Of what a duty is, where words that lead to no amount still say how units combine."""
_PART_OF = re.compile(
    rf"(?P<part>(?:(?:at\s+least|at\s+most|a\s+(?:min|max)imum\s+of|up\s+to|(?:no|not)\s+(?:more|fewer|less)\s+than)\s+)?\b(?:{NUMBER}))"
    rf"\s+of\s+the(?:se)?\s+(?P<whole>(?:{NUMBER})\s+(?:(?:mandatory|optional)\s+)?credits)\b",
    re.IGNORECASE,
)
"""A part of an amount of credit, which is named after it."""
_ENDORSED = re.compile(r"\bendors(?:ed|ements?)\b", re.IGNORECASE)
_SIZES = re.compile(r"\b(?:the|for|a|an)\s+(?:\w+\s+)?(award|certificate|diploma)\b", re.IGNORECASE)
"""Sizes of qualifications, of which one sentence may have a rule for each."""
_PAGE = re.compile(r"\b(?:page|table|appendix|unit|version|v|(?:see|refer\s+to)\s+section)\s+\d+(?:\.\d+)*\b|\bsection\s+\d+\.\d+(?:\.\d+)*\b|\b\d+\.\d+(?:\.\d+)*\b|\baged?\s+\d+\b|\b\d+\s+(?:years?|weeks?|months?|days?)\b", re.I)  # fmt: skip


def read_islands(text: str, here: str = "") -> Reading:
    """Read one sentence.

    Parameters
    ----------
    text
        The sentence, at most 2,000 characters.
    here
        The group that "this group" means.
    """
    text = text[:2000]
    reading = Reading([], {}, [])
    whole = text
    if _MEANING.search(text):
        return reading
    for title_ in reversed(titles_in(text)):
        text = f"{text[: title_.start]} qualification {text[title_.end :]}"
    if found := _NONE.search(text):
        ways = found["what"].casefold()
        reading.refusals = tuple(
            w for w, k in (("equivalence", "equiv"), ("exemption", "exempt")) if k in ways
        )
    figures, text = figures_in(text)
    reading.figures |= figures
    numbered = _BY_NUMBER.search(text)
    text = _PAGE.sub(" ", _BY_NUMBER.sub(" units ", text))
    if found := _RECOGNITION.search(text):
        reading.doubts.append(
            ("rule-not-read", f"{found[0]!r} is about recognition, not about units")
        )
        return reading
    if _ENDORSED.search(text):
        reading.doubts.append(("pathway", "it is about an endorsement, and not what all must take"))
        return reading
    text = re.sub(
        r"\b(?:an?)\s+(?=(?:optional|mandatory|further|additional)\s+unit\b)",
        "1 ",
        text,
        flags=re.I,
    )
    text = re.sub(
        r"\bboth\s+(?:of\s+)?(?:the\s+)?(?=(?:mandatory|optional|core|units)\b)",
        "all 2 ",
        text,
        flags=re.I,
    )
    text = _PART_OF.sub(r"\g<whole>, \g<part> of which", text)
    counts: list[tuple[int, int, str]] = []

    def chosen(found: re.Match[str]) -> str:
        if not found["role"] and "unit" not in found[0].casefold():
            return found[0]
        n, count = number_of(found["n"]), number_of(found["of"])
        counts.append((n, count, (found["role"] or "").strip().casefold()))
        return f"{found['n']} {found['what'] or ''} {found['role'] or ''} units"

    text = _CHOSEN.sub(chosen, text)
    if here:
        text = re.sub(
            r"\b(?:this|these|the\s+following|the\s+above)\s+(?:optional\s+|mandatory\s+)?units\b",
            f"units from group {here}",
            text,
            flags=re.IGNORECASE,
        )
        text = re.sub(
            r"\b(?i:this|these|the\s+following|the\s+above)\s+(?i:(?:optional\s+|mandatory\s+)?(?:group|section|pool|list))\b",
            f"group {here}",
            text,
        )
    things = merged(things_in(text))
    _doubt(reading, things)
    quantities = [
        i
        for i, thing in enumerate(things)
        if thing.kind in {"number", "range"} or (i and _is_every(things, i))
    ]
    _read(reading, things, quantities, text)
    if not quantities:
        _all_units(reading, things)
    listed = [_listed(reading.atoms, *one) for one in counts]
    reading.atoms = [*listed, *reading.atoms]
    if len({one.casefold() for one in _SIZES.findall(text)}) > 1 and len(quantities) > 1:
        reading.doubts.append(("condition", "it speaks of more than one qualification"))
    if numbered and quantities:
        reading.doubts.append(("rule-not-read", f"{numbered[0]!r} are units by their numbers"))
    nothing = not (reading.atoms or reading.figures or reading.refusals or reading.doubts)
    if nothing and is_duty(whole):
        reading.doubts.append(("rule-not-read", "words about units; no rule was made of them"))
    return reading


def is_duty(text: str) -> bool:
    """Whether words ask for units, groups or what remains of them, be it without a number."""
    return bool(_DUTY.search(text)) and bool(_OF_WHAT.search(text))


def _listed(atoms: Sequence[Atom], n: int, count: int, role: str) -> Atom:
    """So many there are, where the chosen ones of them are."""
    of = next((a for a in atoms if a.measure == "units" and n in {a.at_least, a.at_most}), None)
    groups, role = (of.groups, of.role) if of is not None else ((), role)
    return Atom("listed", "units", count, None, groups, role)


_FOR_A_PERSON = (
    ("condition", "condition"),
    ("pathway", "pathway"),
    ("share", "share"),
    ("both", "condition"),
    ("strict", "exact-or-least"),
    ("only", "exact-or-least"),
    ("ordinal", "rule-not-read"),
)


def _doubt(reading: Reading, things: Sequence[Thing]) -> None:
    for kind, name in _FOR_A_PERSON:
        if found := [thing.text for thing in things if thing.kind == kind]:
            reading.doubts.append((name, f"'{found[0]}' asks for a person"))
    counted = {i for i, thing in enumerate(things) if thing.kind in {"number", "range"}}
    for i, (thing, after) in enumerate(pairwise(things)):
        bare = thing.kind == "further" and after.kind in {"credit", "units"}
        if bare and i - 1 not in counted:
            reading.doubts.append(("rule-not-read", f"{thing.text!r} has no number"))
    for thing in things:
        words = {one.casefold() for one in re.findall(r"\b(?:and|or)\b", thing.text, re.I)}
        if thing.kind == "groups" and len(words) > 1:
            reading.doubts.append(("condition", f"{thing.text!r} may be parted in two ways"))


def _is_every(things: Sequence[Thing], at: int) -> bool:
    """Whether "all" stands after a number and before the units that it is of, and before no number."""
    if things[at].kind != "all" or not any(t.kind == "number" for t in things[:at]):
        return False
    after = [thing.kind for thing in things[at + 1 : at + 3]]
    return "number" not in after and "units" in after


def _read(reading: Reading, things: list[Thing], numbers: list[int], text: str) -> None:
    if not numbers:
        return
    _all_units(reading, things[: lead_of(things, numbers[0])])
    before: tuple[Clause, Atom] | None = None
    if reading.atoms and reading.atoms[-1].kind == "all":
        before = (Clause(things[0], [], []), reading.atoms[-1])
    clauses = clauses_of(things, numbers, text)
    for n, clause in enumerate(clauses):
        if clause.after and clause.after[0].kind == "pathway":
            continue
        previous = before[1] if before else None
        following = clauses[n + 1] if n + 1 < len(clauses) else None
        measure, own = measure_of(clause, following, previous if n else None, text)
        clause.elided = not own
        atom = _atom(clause, measure, previous)
        if atom is None:
            reading.lost = (*reading.lost, clause.thing.value)
            reading.doubts.append(
                ("rule-not-read", f"the number {clause.thing.text} ended in nothing")
            )
            continue
        if previous and before and n:
            if _counts_out(text, things, numbers[n - 1], numbers[n], previous, atom):
                reading.atoms[-1] = replace(
                    previous, groups=atom.groups, role=atom.role, level=atom.level
                )
            else:
                between = things[numbers[n - 1] : numbers[n]]
                reading.atoms[-1], atom = shared(before, (clause, atom), between)
                if of_one(reading.atoms[-1], atom, between):
                    message = "both numbers of one scope, or the first of the whole?"
                    reading.doubts.append(("condition", message))
        elif clause.part and not (atom.groups or atom.role):
            reading.doubts.append(("rule-not-read", "it speaks of an amount in words before it"))
        reading.atoms += _each(reading, clause, atom)
        before = (clause, reading.atoms[-1])


def _each(reading: Reading, clause: Clause, atom: Atom) -> list[Atom]:
    """One atom for every group of "2 credits from each of Groups B and C"."""
    if not any(t.kind == "each" for t in (*clause.before, *clause.after)):
        return [atom]
    if len(atom.groups) < 2:
        reading.doubts.append(("rule-not-read", "'each' of what, or how many, has to be seen"))
        return [atom]
    return [replace(atom, groups=(one,)) for one in atom.groups]


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


def _atom(clause: Clause, measure: str, previous: Atom | None) -> Atom | None:
    low, high = clause.thing.value, clause.thing.high
    before, after = clause.before, clause.after
    if clause.thing.kind == "all":
        groups, role, _ = _scope(after)
        return Atom("all", "units", groups=groups, role="" if groups else role)
    if after and after[0].kind == "from":
        groups, role, _ = _scope([*after, *before])
        return Atom("spread", "groups", low, None, groups, role)
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
        clause.labelled = bool(groups or role or level)
    else:
        early_groups, early_role, early_level = _scope(before)
        if not groups:
            groups = early_groups
            clause.labelled = bool(early_groups)
        role = role or early_role
        level = early_level if level is None else level
    if role and groups:
        role = ""
    near = list(takewhile(lambda thing: thing.kind != "stop", after))
    if "same" in lead and previous and _scope([*before, *near]) == ((), "", None):
        groups, role, level = previous.groups, previous.role, previous.level
    if "open" in lead[-3:] and previous and not groups and not role and level is None:
        groups, role = previous.groups, previous.role
    bare = level is not None and level[0] == level[1]
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
        elif thing.kind == "from" and not role and re.search("optional|elective", thing.text, re.I):
            role = "optional"
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
