"""What stands under labels near a unit's reference or title, read as bare words, held against its row.

Whoever makes rows out of tables and cards may leave a line of them out. Here nothing is known of
either: a label with a number belongs to the unit that was named last, if that was not long ago.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from catalogue.handbooks.blocks import Block, Line
from catalogue.handbooks.doubts import Doubt
from catalogue.handbooks.proofs.figures import about
from catalogue.handbooks.proofs.unlisted import texts_of
from catalogue.handbooks.qualifications.section import Section
from catalogue.handbooks.qualifications.whole import numbers_of_this
from catalogue.handbooks.written.headings import group_head, titles_in
from catalogue.handbooks.written.labels import facts_in
from catalogue.handbooks.written.rows import Row, level_of, references_in

_LABEL = re.compile(
    r"(?:^|[|;,]\s*)(?:unit\s+)?(?P<fact>level|credits?(?:\s+value)?|glh|guided\s+learning(?:\s+hours)?(?:\s*\(glh?\))?|tqt)\s*[:=|]\s*(?P<value>\d{1,3})(?=\s*(?:$|[|;,]|hours?\b|credits?\b))",
    re.IGNORECASE,
)
_NEAR = 6
"""Texts below the name of a unit that may still be about it, inclusive."""
_LONGEST = 160
"""Signs of a text with labels, inclusive."""
_LEAST_ALIKE = 3
"""Units of which the same fact is lost for that to be asked once, inclusive."""


def near_units(
    sections: Sequence[Section], blocks: Sequence[Block], doubts: Sequence[Doubt]
) -> Iterator[Doubt]:
    """Yield the figures that stand under labels near a unit, and that its row has not."""
    rows = [row for section in sections for row in section.rows]
    asked = {one.about for one in doubts}
    lost: dict[str, list[tuple[Row, int | str, Doubt]]] = {}
    for row, fact, value, doubt in _unlike(rows, blocks):
        if not asked & {about(row, fact), f"units/*/{fact}", about(row, "row"), "units/*/row"}:
            lost.setdefault(fact, []).append((row, value, doubt))
    for fact, found in lost.items():
        if len(found) < _LEAST_ALIKE:
            yield from (doubt for _, _, doubt in found)
            continue
        listed = ", ".join(
            f"{value} near {row.reference or row.title}" for row, value, _ in found[:40]
        )
        message = (
            f"figures under labels near {len(found)} units are not those of their rows: {listed}"
        )
        first = found[0][2]
        yield Doubt("readers-differ", f"units/*/{fact}", message, first.spot, first.text)


def _unlike(
    rows: Sequence[Row], blocks: Sequence[Block]
) -> Iterator[tuple[Row, str, int | str, Doubt]]:
    named = {row.reference: row for row in rows if row.reference}
    titled = {_letters(row.title): row for row in rows}
    current: Row | None = None
    left = 0
    told: set[tuple[int, str]] = set()
    for block in blocks:
        for spot, text in texts_of(block):
            found = {reference for reference, _, _ in references_in(text)}
            if found:
                current = named.get(found.pop()) if len(found) == 1 else None
                left = _NEAR
            elif (row := titled.get(_letters(text))) is not None:
                current, left = row, _NEAR
            elif titles_in(text) or numbers_of_this(text) or _leads(block):
                current = None
            else:
                left -= 1
            if current is None or left < 0 or len(text) > _LONGEST:
                continue
            for fact, value in _figures(text):
                known = getattr(current, fact)
                if known != value and fact not in current.blank and (id(current), fact) not in told:
                    told.add((id(current), fact))
                    seen = f"{value} stands near it under a label" + (
                        f", {known} in its row" if known is not None else ", and became no fact"
                    )
                    doubt = Doubt(
                        "readers-differ", about(current, fact), seen, spot, text, known, (value,)
                    )
                    yield current, fact, value, doubt


def _leads(block: Block) -> bool:
    """Whether something else begins: the heading of a part, or of a group."""
    return isinstance(block, Line) and (
        block.heading > 0 or group_head(block.text, heading=False) is not None
    )


def _figures(text: str) -> Iterator[tuple[str, int | str]]:
    told = {key: value for key, value in facts_in(text).items() if key != "reference"}
    if len(told) == 1:  # "Level 3" may lead what is below
        told = {}
    for one in _LABEL.finditer(text):
        word = one["fact"].casefold()
        fact = "glh" if word.startswith("g") else "credit" if word.startswith("c") else word
        told.setdefault(fact, one["value"])
    for fact, value in told.items():
        read = level_of(value) if fact == "level" else int(value)
        if read is not None:
            yield fact, read


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", text.casefold())
