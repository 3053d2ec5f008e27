"""References anywhere in a document, read as bare signs, held against the rows that were made."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set

from catalogue.handbooks.blocks import Block, Grid, Spot
from catalogue.handbooks.doubts import Doubt
from catalogue.handbooks.lists.seen import Seen
from catalogue.handbooks.qualifications.section import Section
from catalogue.handbooks.qualifications.whole import numbers_of_this
from catalogue.handbooks.written.rows import own_code, put_together, references_in
from catalogue.references import is_ofqual_reference

MOST = 40
"""Units that are named in doubts about one document, inclusive."""

_SHAPE = re.compile(r"[A-Z]{1,6}[ -]?\d{2,6}[A-Z]?")
_ALIKE = 0.6
"""The share of codes that have to be of one shape for another of it to be a unit, inclusive."""


def unlisted(
    sections: Sequence[Section],
    seen: Sequence[Seen],
    blocks: Sequence[Block],
    doubts: Sequence[Doubt],
) -> Iterator[Doubt]:
    """Yield each reference of a document, or code of the shape of its codes, that is of no row.

    A row that columns tick off for other sizes is one of them. Those that stand in the same line or
    table are asked about at once.
    """
    listed = {row.reference for section in sections for row in section.rows if row.reference}
    listed |= {one.row.reference for one in seen if one.row is not None and one.row.marks}
    numbers = {row.number for section in sections for row in section.rows}
    shape = _shape_of(listed)
    asked = " ".join(f"{one.about} {one.message} {one.text}" for one in doubts)
    left = MOST
    for block in blocks:
        found: dict[str, tuple[Spot, str]] = {}
        for spot, text in texts_of(block):
            for name in _named(text, shape):
                if name not in listed | numbers and name not in asked:
                    found.setdefault(name, (spot, text))
        if not found or left <= 0:
            continue
        names = list(found)[:left]
        left -= len(names)
        listed |= {*names}
        spot, text = found[names[0]]
        stands, them = ("stands", "it") if len(names) == 1 else ("stand", "them")
        message = f"{', '.join(names)} {stands} here, and no unit was made of {them}"
        yield Doubt("cut", f"units/{names[0]}/row", message, spot, text[:300])


def texts_of(block: Block) -> Iterator[tuple[Spot, str]]:
    """Yield a line, or the rows of a table with their cells parted by bars, each with its place."""
    if isinstance(block, Grid):
        for row, spot in zip(block.rows, block.spots, strict=True):
            yield spot, " | ".join(map(put_together, row))
    else:
        yield block.spot, block.text


def _shape_of(codes: Set[str]) -> re.Pattern[str] | None:
    """The shape of an organisation's own codes, its letters as they are: "TX301", "TX 014"."""
    shapes = Counter(
        re.sub(r"\d", r"\\d", re.sub(r"[ -]", "_", code)).replace("_", "[ -]?")
        for code in codes
        if _SHAPE.fullmatch(code)
    )
    if not shapes:
        return None
    shape, count = shapes.most_common(1)[0]
    return re.compile(rf"(?<![\w/-]){shape}(?![\w/-])") if count >= _ALIKE * len(codes) else None


def _named(text: str, shape: re.Pattern[str] | None) -> list[str]:
    names = [reference for reference, _, _ in references_in(text)]
    return names + ([own_code(one[0]) for one in shape.finditer(text)] if shape else [])


def unmentioned(sections: Sequence[Section], seen: Sequence[Seen]) -> Iterator[Doubt]:
    """Yield units that are listed and not named after the lists, where most others are.

    One in a table is only asked about where a reference that is not listed stands there: it may be
    the right one. An organisation's own number need not stand on the page of its unit.
    """
    listed = {row.reference: row for one in sections for row in one.rows if row.reference}
    last = max((section.last for section in sections), default=0)
    after: set[str] = set()
    for one in seen[last + 1 :]:
        text = one.row.text if one.row is not None else one.line.text if one.line else ""
        after |= {reference for reference, _, _ in references_in(text)}
    if not listed or len(listed.keys() & after) < _ALIKE * len(listed):
        return
    stray = bool(after - listed.keys())
    lacking = [
        (reference, row)
        for reference, row in listed.items()
        if reference not in after
        and is_ofqual_reference(reference)
        and (stray or "columns" not in row.readers)
    ]
    for reference, row in lacking[:MOST]:
        message = f"{reference} is listed, and does not stand after the lists as most others do"
        yield Doubt("cut", f"units/{reference}/reference", message, row.spot, row.text)


def other_numbers(
    sections: Sequence[Section], seen: Sequence[Seen], doubts: Sequence[Doubt]
) -> Iterator[Doubt]:
    """Yield one doubt where numbers of qualifications stand above lists, and are of no draft.

    Those of Wales and Scotland are of what England numbers too.
    """
    own = {section.number for section in sections}
    asked = " ".join(one.message for one in doubts)
    found = {
        number: one.line
        for one in seen[: max((section.last for section in sections), default=0)]
        if one.line is not None
        for number in numbers_of_this(one.line.text)
        if number[:1].isdigit() and number not in own and number not in asked
    }
    if found:
        line = next(iter(found.values()))
        stands = "stands here and is" if len(found) == 1 else "stand here and are"
        message = f"{', '.join(found)} {stands} of no draft: is there another qualification in it?"
        yield Doubt("two-figures", "document", message, line.spot, line.text[:300])


_VALUES = re.compile(
    r"(?P<words>\S*[A-Za-z]{3}.*?)(?=.*\d)(?:\s*[/|]?\s+(?:L\s?\d|Level\s\d|\d{1,3}|[A-Z]))(?:\s*[/|]?\s+(?:L\s?\d|Level\s\d|\d{1,3}|[A-Z]))+"
    r"(?:\s+[A-Z]{1,4}\d{2,5}[A-Z]?)?"
)
_LONGEST = 200
"""Signs of a line that may be a row, inclusive."""
_SAYS = re.compile(
    r"\b(?:total|page|minimum|maximum|credits?|units?|hours?|glh|tqt|version|issue|level\s+\d|must|should)\b",
    re.I,
)


_PIECE = re.compile(r"(?<![\w/])(?:[A-Z]/(?:\d{3}/?)?(?=\s|$)|\d{3}/\d{2,4}(?![\w/]))")


def in_pieces(seen: Sequence[Seen]) -> Iterator[Doubt]:
    """Yield the pieces of references that narrow cells broke and nobody put together again."""
    lines = [one.line for one in seen if one.line is not None]
    found = [(piece, line) for line in lines for piece in _PIECE.findall(line.text)]
    if len(found) > 1:
        listed = ", ".join(piece for piece, _ in found[:12])
        message = f"{len(found)} pieces of references stand here, and no units were made of them: {listed}"
        yield Doubt("cut", "units/*/row", message, found[0][1].spot, found[0][1].text[:300])


def like_rows(sections: Sequence[Section]) -> Iterator[Doubt]:
    """Yield lines beside the rows of a list that end as its rows do, and that no row was made of."""
    for section in sections:
        rows = {" ".join(row.title.casefold().split()) for row in section.rows}
        for one in section.lines:
            text = one.line.text if one.line is not None and not one.aside else ""
            found = _VALUES.fullmatch(text) if len(text) <= _LONGEST else None
            if not rows or found is None or _SAYS.search(text):
                continue
            if " ".join(found["words"].casefold().split()) not in rows:
                message = f"a line that ends as rows do, and no unit was made of it: {text[:80]}"
                yield Doubt(
                    "cut", f"units/{found['words'][:60]}/row", message, one.spot, text[:300]
                )
