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
from catalogue.handbooks.sentences.choosing import Part, of_so_many, share_in, ways_in, without_way
from catalogue.handbooks.sentences.clauses import (
    SUMS,
    Clause,
    clauses_of,
    counts_out,
    lead_of,
    measure_of,
    of_one,
    shared,
)
from catalogue.handbooks.sentences.figures import figures_in
from catalogue.handbooks.sentences.matters import (
    COUNTED,
    ENDORSED,
    FOR_A_PERSON,
    MEANING,
    OTHER_MATTER,
    for_a_person,
    is_asked,
    is_conditional,
    is_duty,
    names_sizes,
    of_words_beside,
    without_other_counts,
)
from catalogue.handbooks.sentences.numbered import Named, named_units
from catalogue.handbooks.sentences.scopes import Scope, scope_of
from catalogue.handbooks.sentences.spelt import either_in_full, said_once, spelt
from catalogue.handbooks.sentences.things import NUMBER, Thing, number_of, things_in
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
_BY_NUMBER = re.compile(
    r"\bunits\s+[A-Z]{0,3}\d{1,4}[A-Z]?(?:(?:\s*(?:,|&|-|\u2013)\s*|\s*,?\s+(?:and|or|to)\s+)[A-Z]{0,3}\d{1,4}[A-Z]?\b)+(?!\s+credits?\b)",
    re.IGNORECASE,
)
"""Units that are named by their numbers, several in a list."""
_MAY = re.compile(r"\b(?:may|can|could)\b", re.IGNORECASE)


def read_islands(text: str, here: str = "") -> Reading:
    """Read one sentence.

    Parameters
    ----------
    text
        The sentence, at most 2,000 characters.
    here
        The group that "this group" means.
    """
    text = said_once(text[:2000])
    reading = Reading([], {}, [])
    whole = text
    if MEANING.search(text):
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
    if other := OTHER_MATTER.search(text):
        if is_conditional(text) or (COUNTED.search(text) and is_asked(text)):
            reading.doubts.append(("rule-not-read", f"{other[0]!r}: of no units, or denied"))
        return reading
    if beside := of_words_beside(text, here):
        reading.doubts.append(("rule-not-read", f"{beside!r} is of what stands beside it"))
    if found := _RECOGNITION.search(text):
        reading.doubts.append(
            ("rule-not-read", f"{found[0]!r} is about recognition, not about units")
        )
        return reading
    if ENDORSED.search(text):
        reading.doubts.append(("pathway", "it is about an endorsement, and not what all must take"))
        return reading
    text = either_in_full(of_so_many(text))
    if ways := _ways(text, here, reading):
        return ways
    if (
        (part := share_in(text))
        and (share := _share(part))
        and (part.bound or not _MAY.search(text))
    ):
        reading.atoms.append(share)
        return reading
    text, way = without_way(text)
    numbered = _BY_NUMBER.search(text)
    named = named_units(text)
    if named and (
        not named[0].scope or re.search(rf"\b(?:{NUMBER})\b", _without(text, named), re.I)
    ):
        numbered = None
        for n, one in reversed(list(enumerate(named))):
            count = 1 if one.ways else len(one.numbers)
            words = f"from UNITLIST{n}" if one.scope else f" {count} units UNITLIST{n}"
            text = f"{text[: one.start]}{words}{text[one.end :]}"
    text = without_other_counts(_BY_NUMBER.sub(" units ", text))
    text = spelt(text, here)
    counts: list[tuple[int, int, str]] = []

    def chosen(found: re.Match[str]) -> str:
        if not found["role"] and "unit" not in found[0].casefold():
            return found[0]
        n, count = number_of(found["n"]), number_of(found["of"])
        counts.append((n, count, (found["role"] or "").strip().casefold()))
        return f"{found['n']} {found['what'] or ''} {found['role'] or ''} units"

    text = _CHOSEN.sub(chosen, text)
    things = things_in(text)
    for thing in things:
        if thing.kind == "named":
            thing.ids = (named or [])[int(thing.text.removeprefix("UNITLIST"))].numbers
    reading.doubts += for_a_person(things)
    quantities = [
        i
        for i, thing in enumerate(things)
        if thing.kind in {"number", "range", "rest"} or (i and _is_every(things, i))
    ]
    _read(reading, things, quantities, text)
    if not quantities:
        _all_units(reading, things)
    listed = [_listed(reading.atoms, *one) for one in counts]
    reading.atoms = [*listed, *reading.atoms, *way]
    if names_sizes(text) and len(quantities) > 1:
        reading.doubts.append(("condition", "it speaks of more than one qualification"))
    if numbered and quantities:
        reading.doubts.append(("rule-not-read", f"{numbered[0]!r} are units by their numbers"))
    nothing = not (reading.atoms or reading.figures or reading.refusals or reading.doubts)
    if nothing and is_duty(whole):
        reading.doubts.append(("rule-not-read", "words about units; no rule was made of them"))
    return reading


def _without(text: str, named: Sequence[Named]) -> str:
    for one in reversed(named):
        text = f"{text[: one.start]} {text[one.end :]}"
    return text


def _ways(text: str, here: str, reading: Reading) -> Reading | None:
    """What a sentence of several ways says, where each of them is one amount; else null."""
    found = ways_in(text)
    if found is None:
        return None
    head, parts = found
    ways = [read_islands(part, here) for part in parts]
    first = (
        read_islands(head, here)
        if re.search(rf"\b(?:{NUMBER}|all|group\s[A-Z])\b", head, re.I)
        else None
    )
    for one in (*ways, *([first] if first else ())):
        if one.doubts or one.figures or one.refusals or (one is not first and len(one.atoms) != 1):
            return None
    atoms = [replace(way.atoms[0], choice=n) for n, way in enumerate(ways, 1)]
    ceiling = any(one.at_least is None and one.kind == "amount" for one in atoms)
    if (
        ceiling
        or any(one.each for one in atoms)
        or len({replace(one, choice=0) for one in atoms}) < len(atoms)
    ):
        return None
    return replace(reading, atoms=[*(first.atoms if first else ()), *atoms])


def _share(part: Part) -> Atom | None:
    """The amount of a share, where nothing else in its sentence is for a person."""
    things = things_in(part.rest)
    if any(t.kind in {"number", "range", "further", *dict(FOR_A_PERSON)} for t in things):
        return None
    groups, role, level, _ = scope_of(things)
    role = "" if groups else role or part.share.role
    if not (groups or role or level):
        return None
    bare = level is not None and level[0] == level[1]
    least, most = (None, part.share) if part.bound == "max" else (part.share, None)
    kind = "amount" if part.bound else "stated"
    return Atom(kind, part.measure, least, most, groups, role, level, bare)


def _listed(atoms: Sequence[Atom], n: int, count: int, role: str) -> Atom:
    """So many there are, where the chosen ones of them are."""
    of = next((a for a in atoms if a.measure == "units" and n in {a.at_least, a.at_most}), None)
    groups, role = (of.groups, of.role) if of is not None else ((), role)
    return Atom("listed", "units", count, None, groups, role)


def _is_every(things: Sequence[Thing], at: int) -> bool:
    """Whether "all" stands after a number and before the units that it is of, and before no number."""
    if things[at].kind != "all" or not any(t.kind == "number" for t in things[:at]):
        return False
    after = [thing.kind for thing in things[at + 1 : at + 3]]
    return "number" not in after and ("units" in after or after[:1] == ["groups"])


def _read(reading: Reading, things: list[Thing], numbers: list[int], text: str) -> None:
    if not numbers:
        return
    if done := _all_units(reading, things[: lead_of(things, numbers[0])]):
        things, numbers = things[done:], [at - done for at in numbers]
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
        measure = measure or ("credit" if clause.thing.kind == "rest" else "")
        atom = _atom(clause, measure, None if _of_all(clause, reading) else previous)
        if atom is None:
            reading.lost = (*reading.lost, clause.thing.value)
            reading.doubts.append(
                ("rule-not-read", f"the number {clause.thing.text} ended in nothing")
            )
            continue
        if previous and before and n:
            if counts_out(text, things, numbers[n - 1], numbers[n], previous, atom):
                reading.atoms[-1] = replace(previous.at(atom), level=atom.level)
            else:
                between = things[numbers[n - 1] : numbers[n]]
                reading.atoms[-1], atom = shared(before, (clause, atom), between)
                if of_one(reading.atoms[-1], atom, between):
                    message = "both numbers of one scope, or the first of the whole?"
                    reading.doubts.append(("condition", message))
        elif clause.part and not atom.is_placed:
            reading.doubts.append(("rule-not-read", "it speaks of an amount in words before it"))
        reading.atoms += _each(reading, clause, atom, previous)
        before = (clause, reading.atoms[-1])


def _each(reading: Reading, clause: Clause, atom: Atom, previous: Atom | None) -> list[Atom]:
    """One atom for every group of "2 credits from each of Groups B and C"."""
    kinds = {t.kind for t in (*clause.before, *clause.after)}
    if "apart" in kinds:
        return [replace(atom, each=True)]
    if "each" not in kinds:
        return [atom]
    if not atom.is_placed and previous and len(previous.groups) > 1:
        atom = atom.at(previous)
    if len(atom.groups) < 2:
        reading.doubts.append(("rule-not-read", "'each' of what, or how many, has to be seen"))
        return [atom]
    return [replace(atom, groups=(one,)) for one in atom.groups]


def _of_all(clause: Clause, reading: Reading) -> bool:
    """Whether a total is that of several counts of units before it, and not of the last alone."""
    totals = [
        t.text
        for t in clause.before
        if t.kind == "same" and re.search("total of|giving", t.text, re.I)
    ]
    counts = {(one.groups, one.role) for one in reading.atoms if one.measure == "units"}
    if not totals or len(counts) < 2:
        return False
    if not (combined := "combined" in totals[-1].lower()):
        reading.doubts.append(("condition", f"{totals[-1]!r}: of all, or of the last alone?"))
    return combined


_JOINS = frozenset({"and", "plus", "but", "with", ";"})


def _atom(clause: Clause, measure: str, previous: Atom | None) -> Atom | None:
    low, high = clause.thing.value, clause.thing.high
    before, after = clause.before, clause.after
    rest = clause.thing.kind == "rest"
    if clause.thing.kind == "all":
        groups, role, *_ = scope_of(after)
        every = Atom("all", "units", groups=groups, role="" if groups else role)
        return every if every.is_placed or not previous else every.at(previous)
    if after and after[0].kind == "from":
        groups, role, *_ = scope_of([*after, *before])
        return Atom("spread", "groups", low, None, groups, role)
    if not measure:
        return None
    bounds = [t.kind for t in before if t.kind in {"min", "max", "exact"}]
    bound = bounds[-1] if bounds else ""
    if not bound and (strict := [t.text.casefold() for t in before if t.kind == "strict"]):
        bound = "max" if strict[-1].startswith(("fewer", "less", "under", "below")) else "min"
    if not bound and any(t.kind == "more" for t in after[:3]):
        bound = "min"
    if not bound:
        late = [t.kind for t in after if t.kind in {"min", "max"}]
        bound = late[0] if late else ""
    lead = [t.kind for t in before]
    scope = scope_of(after)
    sums = [n for n, t in enumerate(before) if t.kind == "whole" and SUMS.match(t.text)]
    early = scope_of(before[sums[-1] :] if sums else before)
    if scope == Scope():
        scope = early
        clause.labelled = scope != Scope()
    else:
        if not (scope.groups or scope.units):
            scope = scope._replace(groups=early.groups, units=early.units)
            clause.labelled = bool(scope.groups or scope.units)
        level = early.level if scope.level is None else scope.level
        scope = scope._replace(role=scope.role or early.role, level=level)
    if scope.groups or scope.units:
        scope = scope._replace(role="")
    near = list(takewhile(lambda thing: thing.kind != "stop", after))
    if "same" in lead and previous and scope_of([*before, *near]) == Scope():
        scope = Scope(previous.groups, previous.role, previous.level, previous.units)
    of_whole = any(t.kind == "whole" for t in near)
    if "open" in lead[-3:] and previous and scope == Scope() and not of_whole:
        scope = scope._replace(groups=previous.groups, role=previous.role, units=previous.units)
    if rest and not (scope.groups or scope.role):
        return None
    level = scope.level
    bare = level is not None and level[0] == level[1]
    kind = (
        "further"
        if rest or "further" in lead or any(t.kind == "further" for t in after[:2])
        else ""
    )
    least: int | None = None if rest else low
    most: int | None = None
    if high is not None:
        kind, most = "amount", high
    elif kind == "further" and bound != "max":
        pass
    elif bound == "max":
        kind, least, most = "amount", None, low
    elif bound == "exact":
        kind, most = "amount", low
    else:
        kind = "amount" if bound == "min" else "stated"
    return Atom(kind, measure, least, most, scope.groups, scope.role, level, bare, scope.units)


def _all_units(reading: Reading, things: Sequence[Thing]) -> int:
    """Read "all mandatory units": a rule without a number.

    Return how many things it is said in, where "and" leads from it to something else, else nothing.
    """
    for at, (one, other) in enumerate(pairwise(things)):
        if one.kind == "all" and other.kind in {"mandatory", "units", "groups"}:
            joins = (n for n in range(at + 1, len(things)) if things[n].text in _JOINS)
            end = next(joins, len(things))
            groups, role, *_ = scope_of(things[:end])
            if groups or role:
                reading.atoms.append(
                    Atom("all", "units", groups=groups, role="" if groups else role)
                )
            return end if end < len(things) and (groups or role) else 0
    return 0
