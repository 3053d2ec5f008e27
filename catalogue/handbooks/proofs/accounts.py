"""What a document says of amounts, read crudely, held against all that was made of it.

Whoever reads sentences may overlook one, and whoever looks for labels a label. Here every number
that stands beside a measure is found with no knowledge of sentences, tables or labels, and has to
be one that the draft has for this measure, or stand in words that are asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Any, NamedTuple

from catalogue.handbooks.blocks import Block, Grid, is_contents
from catalogue.handbooks.doubts import Doubt
from catalogue.handbooks.lists.seen import Seen
from catalogue.handbooks.proofs.nearby import near_units
from catalogue.handbooks.proofs.unlisted import (
    in_pieces,
    like_rows,
    other_numbers,
    unlisted,
    unmentioned,
)
from catalogue.handbooks.qualifications.section import Section
from catalogue.handbooks.rules.assembled import Assembled
from catalogue.handbooks.rules.barring import paragraphs
from catalogue.handbooks.sentences.things import NUMBER, number_of

MOST_TEXTS = 3_000
"""Paragraphs about one qualification that are looked at, inclusive."""

Amounts = dict[tuple[str, str], set[int]]
"""The numbers that are known of a scope, by it and their measure.

A scope is ``mandatory``, ``optional``, the name of a group, or nothing for the whole.
"""

LISTED = "listed"
"""The scope of what the units of a list have and come to, which is no figure of the whole outside it."""

MEASURES = {
    "glh": r"glh|guided\s+learning(?:\s+hours?)?|(?:hours?\s+)?(?:of\s+(?:them|these|which)\s+)?(?:are\s+)?guided\b(?!\s+by)",
    "tqt": r"tqt|total\s+qualification\s+time|hours?\s+(?:in\s+(?:total|all)|altogether|overall)",
    "credit": r"credits?",
    "units": r"units?|modules?",
}
"""What is counted, and how documents call it."""

_MEASURE = "|".join(f"(?P<{name}>{words})" for name, words in MEASURES.items())
_ROLES = {"mandatory": "mandatory", "compulsory": "mandatory", "core": "mandatory", "optional": "optional", "elective": "optional"}  # fmt: skip
_N = rf"(?<![\w./-])(?<!level\s)(?P<n>{NUMBER})(?:\s*(?:-|\u2013|to|and|or)\s*(?P<m>{NUMBER}))?(?![\w/%]|\.\d)"
_ASIDE = re.compile(
    r"\blevel\s*[:=|]\s*\d\b"
    r"|\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?\s+(?:19|20)\d\d\b",
    re.IGNORECASE,
)
"""Numbers that count nothing: a level under its label, the year of a month."""
_CHANGED = re.compile(
    rf"\s+(?:(?:was|were|is|has\s+been|have\s+been)\s+)?(?:amend|chang|updat|revis|correct|increas|reduc|alter)\w*"
    rf"\s+from\s+(?:{NUMBER})(?:\s+\w+)?\s+to\s+(?P<now>{NUMBER})\b",
    re.IGNORECASE,
)
"""What a figure was once, and is now."""
_ROLE = rf"(?P<role>{'|'.join(_ROLES)})"
_BEFORE = re.compile(
    rf"{_N}[\s-]+(?:(?:hours?|of|the|further|additional|remaining|other|{_ROLE})\s+){{0,3}}(?:{_MEASURE})\b"
    rf"(?:\s+(?:from|of|in)\s+(?:the\s+)?(?:{_ROLE.replace('role', 'of')}(?!\s+(?:units\s+)?(?:and|or)\s+(?:the\s+)?(?:optional|elective))|(?:group|section)\s+(?P<group>(?-i:[A-Z]\d?)|\d))\b)?",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"\b(?:{_MEASURE})\b(?:\s*\([^)]{{1,12}}\))?(?:\s+(?:values?|points?|hours?|required|needed|totals?|min(?:imum)?|max(?:imum)?|is|are|of|range|for|the|this|qualification))*\s*[:=|\u2013-]*\s*(?:between\s+)?{_N}",
    re.IGNORECASE,
)
_LABEL = re.compile(rf"[^\d]*\b(?:{_MEASURE})\b[^\d]*", re.IGNORECASE)
_VALUE = re.compile(r"(\d{1,4}|\d,\d{3})(?:\s*(?:hours?|hrs?|credits?|glh))?", re.IGNORECASE)
_LONGEST_LABEL = 60
_FURTHER = re.compile(r"\b(?:further|additional|remain\w*|other|rest|balance)\b", re.IGNORECASE)


_OF_MEANING = {"exact-or-least", "level-or-above", "sum"}
"""Doubts about what a number means, where it was read."""


_WORTH = re.compile(
    r"\b(?:one|1|each|a)\s+credits?\s+(?:is\s+|are\s+)?(?:equal|equates?|equivalent|represents?|=|based)\b",
    re.IGNORECASE,
)
"""A sentence that says what a credit is, of no qualification."""


class Amount(NamedTuple):
    """A number beside a measure, and the scope that is said right behind or between them."""

    measure: str
    value: int
    scope: str = ""

    def __str__(self) -> str:
        """``12 credit of optional``."""
        return f"{self.value} {self.measure}" + (f" of {self.scope}" if self.scope else "")


def amounts_in(text: str) -> list[Amount]:
    """Return each number of a text that stands beside a measure."""
    found: list[Amount] = []
    text = _CHANGED.sub(r": \g<now> | ", _ASIDE.sub(" | ", text))
    first = re.search(_N, text, re.IGNORECASE)
    label = re.search(_MEASURE, text, re.IGNORECASE)
    led = label is not None and (first is None or label.start() < first.start())
    for pattern in (_AFTER, _BEFORE) if led else (_BEFORE, _AFTER):
        for one in reversed(list(pattern.finditer(text))):
            measure = next(name for name in MEASURES if one[name])
            words = one.groupdict()
            if pattern is _AFTER and measure == "units":
                continue  # "Unit 3" is the name of one
            role = words.get("of") or words.get("role") or ""
            scope = _ROLES.get(role.casefold(), "") or words.get("group") or ""
            found += [Amount(measure, number_of(one[key]), scope) for key in ("n", "m") if one[key]]
            text = f"{text[: one.start()]} | {text[one.end() :]}"
    return found


def known_amounts(section: Section, rules: Assembled) -> Amounts:
    """Return what a draft has for each scope: its figures, bounds, and what its lists come to."""
    known: Amounts = {}
    every = section.every_group
    roles = {group.id: group.role for group in every}
    for key, (value, _) in rules.figures.items():
        known.setdefault(("", "glh" if key == "glh_most" else key), set()).add(value)
    for rule in rules.rules:
        _of_rule(rule.data, roles, known)
        if rule.note:  # what remains, worked out of the number in its sentence
            for one in amounts_in(rule.sentence.text):
                known.setdefault((one.scope, one.measure), set()).add(one.value)
    for scope, groups in (
        *((group.id, [group, *group.groups]) for group in every),
        *((role, [one for one in every if one.role == role]) for role in {*roles.values()}),
        ("", every),
    ):
        rows = [row for group in groups for row in group.rows]
        known.setdefault((scope, "units"), set()).add(len(rows))
        for fact in ("credit", "glh", "tqt"):
            values = [getattr(row, fact) or 0 for row in rows]
            alike = {values[0]} if len({*values}) == 1 else set()
            place = LISTED if fact in {"glh", "tqt"} else scope
            each = {*values} if place == LISTED else alike
            known.setdefault((place, fact), set()).update({sum(values)} | each)
    return known


def add_units(known: Amounts, section: Section) -> None:
    """Add what each unit has, which its own page says again behind the lists."""
    for fact in ("credit", "glh", "tqt"):
        values = (getattr(row, fact) for row in section.rows)
        known.setdefault(("", fact), set()).update(one for one in values if one is not None)


def _of_rule(data: Mapping[str, Any], roles: Mapping[str, str], known: Amounts) -> None:
    for inner in data.get("rules", ()):
        _of_rule(inner, roles, known)
    groups = data.get("groups") or data.get("of", {}).get("groups") or ()
    called = {roles.get(one, "") for one in groups}
    scopes = {*groups, *(called if len(called) == 1 else ())} - {""}
    measure = "credit" if data["kind"] == "mandatory" else data.get("measure", "units")
    for key in ("credit", "at_least", "at_most"):
        if isinstance(value := data.get(key), int):
            for scope in scopes or {""}:
                known.setdefault((scope, measure), set()).add(value)


def _is_known(one: Amount, known: Amounts, inside: bool, further: bool) -> bool:
    """Whether a number is one of its scope; of one that no draft has, or of none, one of any.

    What is asked for further may stand in a rule as a part of its bound.
    """
    every = {
        value
        for (scope, what), values in known.items()
        if what == one.measure and (inside or scope != LISTED)
        for value in values
    }
    own = known.get((one.scope, one.measure), every) if one.scope else every
    return one.value in own or (further and any(one.value + other in every for other in every))


Book = tuple[Section, Assembled, list[Doubt]]
"""One qualification of a document: what is listed, what its rules are, and what is asked so far."""


def settle(
    books: Sequence[Book],
    every: Sequence[Section],
    seen: Sequence[Seen],
    blocks: Sequence[Block],
    raw: Sequence[Block],
) -> None:
    """Add a doubt for whatever a document says of amounts and units that its drafts have not.

    Parameters
    ----------
    every
        The lists of all documents that are read together.
    seen, blocks, raw
        The document: in order, what that was made of, and with nothing left out.
    """
    if not books:
        return
    known: Amounts = {}
    for section, rules, _ in books:
        for scope, values in known_amounts(section, rules).items():
            known.setdefault(scope, set()).update(values)
    inside = {id(line) for section, _, _ in books for line in section.lines}
    asked = [doubt for _, _, doubts in books for doubt in doubts]
    start = 0
    for section, _, doubts in books:
        end = max(section.last + 1, start)
        while end < len(seen) and id(seen[end]) in inside:
            end += 1
        doubts += unspent(seen[start:end], blocks, known, inside, asked)
        start = end
    for section, _, _ in books:
        add_units(known, section)
    books[-1][2].extend(unspent(seen[start:], blocks, known, inside, asked))
    asked = [doubt for _, _, doubts in books for doubt in doubts]
    sections = [section for section, _, _ in books]
    lost = [
        *unlisted(every, seen, raw, asked),
        *unmentioned(sections, seen),
        *like_rows(sections),
        *in_pieces(seen),
        *other_numbers(sections, seen, asked),
        *near_units(sections, raw, asked),
    ]
    for _, _, doubts in books:
        doubts += lost


def unspent(
    region: Sequence[Seen],
    blocks: Sequence[Block],
    known: Amounts,
    inside: Set[int],
    doubts: Sequence[Doubt],
) -> Iterator[Doubt]:
    """Yield the amounts of a part of a document that no draft has, and that are asked of nowhere.

    Parameters
    ----------
    region
        What belongs to one qualification: from after the list before it to the end of its own.
    blocks
        What it was made of, the tables with their cells.
    known
        What all drafts of the document have.
    inside
        The identities of what is of a structure section, where numbers of units count.
    doubts
        Those that there are.
    """
    asked = [one.text for one in doubts if one.text and one.name not in _OF_MEANING]
    told: set[str] = set()
    for text, one in (*_texts(region), *_cells(region, blocks)):
        if (
            is_contents(text)
            or _WORTH.search(text)
            or one.aside
            or text in told
            or len(told) > MOST_TEXTS
        ):
            continue
        told.add(text)
        if any(words.startswith(text[:300]) or text in words for words in asked):
            continue
        left = text
        for words in asked:
            left = left.replace(words, " | ")
        lost = [
            amount
            for amount in amounts_in(left)
            if amount.value
            and not _is_known(amount, known, id(one) in inside, bool(_FURTHER.search(text)))
            and (amount.measure != "units" or id(one) in inside)
        ]
        if lost:
            yield _doubt(lost, text, one)


def _texts(region: Sequence[Seen]) -> Iterator[tuple[str, Seen]]:
    """Yield paragraphs; a label and the value alone on the next line are one."""
    label: tuple[str, Seen] | None = None
    for paragraph in paragraphs([one for one in region if one.line is not None]):
        text = " ".join(one.line.text for one in paragraph if one.line is not None)
        if label is not None:
            if _VALUE.fullmatch(text):
                yield f"{label[0]}: {text}", label[1]
                label = None
                continue
            yield label
            label = None
        if len(text) <= _LONGEST_LABEL and _LABEL.fullmatch(text):
            label = (text, paragraph[0])
        else:
            yield text, paragraph[0]
    if label is not None:
        yield label


def _cells(region: Sequence[Seen], blocks: Sequence[Block]) -> Iterator[tuple[str, Seen]]:
    """Yield the figures of tables that list no units, each below the head of its column."""
    listing = {one.index for one in region if one.row is not None}
    places = {one.spot: one for one in region if one.line is not None}
    for index in sorted({one.index for one in places.values()} - listing):
        block = blocks[index] if index < len(blocks) else None
        if not isinstance(block, Grid):
            continue
        heads: dict[int, str] = {}
        for row, spot in zip(block.rows, block.spots, strict=True):
            one = places.get(spot)
            texts = [f"{heads[c]}: {cell}" for c, cell in enumerate(row) if c in heads and cell]
            texts = [text for text in texts if _VALUE.fullmatch(text.rpartition(": ")[2])]
            heads |= {c: cell for c, cell in enumerate(row) if _LABEL.fullmatch(cell)}
            if one is not None:
                yield from ((text, one) for text in texts)


def _doubt(lost: Sequence[Amount], text: str, one: Seen) -> Doubt:
    measure = lost[0].measure
    about = f"published/{measure}" if measure in {"glh", "tqt"} else f"rules/{text[:40]}"
    said = f"in no fact of the draft: {', '.join(map(str, lost))}"
    return Doubt("rule-not-read", about, said, one.spot, text)
