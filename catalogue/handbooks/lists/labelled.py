"""Labels and values that stand in lines of their own, as a page draws them, put together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from catalogue.handbooks.blocks import Block, Line
from catalogue.handbooks.written.labels import facts_in, figures_under_label
from catalogue.handbooks.written.rows import references_in

_MEASURE = (
    r"(?:(?:unit|total|minimum|maximum|overall)\s+)?credits?(?:\s+(?:value|points?|total))?"
    r"|(?:unit\s+|qualification\s+)?level|glh|tqt|(?:total\s+)?guided\s+learning(?:\s+hours)?(?:\s*\(glh?\))?"
    r"|total\s+(?:qualification|unit)\s+time(?:\s*\(tqt\))?"
)
_CALLED = (
    r"(?:ofqual\s+|regulated\s+)?(?:qualification|accreditation)\s+(?:accreditation\s+)?(?:number|no\.?|reference)(?:\s*\(q[a]?n\))?|qa?n"
    r"|(?:ofqual\s+)?(?:unit\s+)?(?:reference|ref|code|number|no)\.?(?:\s+(?:number|no\.?|code))?(?:\s*\((?:urn|uan)\))?|urn|uan"
)
_TITLED = r"(?:unit|module)\s+(?:title|name)"
_NAMED = r"awarding\s+(?:organisation|body)|organisation|awarded\s+by"
_LABEL = re.compile(
    rf"(?:(?P<measure>{_MEASURE})|(?P<called>{_CALLED})|(?P<named>{_NAMED})|(?P<titled>{_TITLED}))\s*:?",
    re.IGNORECASE,
)
_VALUES = {
    "measure": re.compile(r"(?:level\s+|entry\s+(?:level\s+)?)?[\d,.]{1,6}(?:\s*(?:-|\u2013|to)\s*[\d,.]{1,6})?(?:\s*(?:hours?|hrs?|credits?))?(?:\s*\((?:min|max)(?:imum)?\))?", re.IGNORECASE),
    "called": re.compile(r"[A-Z]?\d*/?\d{3}\s?/\s?\d{4}(?:\s?/\s?[\dX])?|(?=.*\d)[A-Z\d][A-Z\d /-]{1,15}"),
    "named": re.compile(r"[A-Z][\w&'.,() -]{2,60}"),
    "titled": re.compile(r"[^\W_].{3,}"),
}  # fmt: skip
_TITLED_ALONE = re.compile(_TITLED, re.IGNORECASE)
_NUMBERED = re.compile(r"\d{3}/\d{4}/[\dX]")
_TOLD = re.compile(r"[A-Z][\w ()/'-]{1,45}:\s*\S.*")
_BETWEEN = re.compile(r"\s+[|\u2022\u00b7]\s+")
_LONGEST = 80
"""Signs of a label, and of a value, inclusive."""


def with_labels(blocks: Sequence[Block]) -> list[Block]:
    """Return blocks in which a label and the value beside it are one line, and each one of its own.

    Where several follow each other in turn, the first of them tells whether labels stand before
    their values or below; where one is left over, nothing is put together.
    """
    flat = [part for block in blocks for part in _apart(block)]
    result: list[Block] = []
    at = 0
    while at < len(flat):
        end = at
        kinds: list[str] = []
        while end < len(flat) and (kind := _kind(flat[end], kinds[-1:], flat[end - 1])):
            kinds.append(kind)
            end += 1
        if len(kinds) < 2 or len(kinds) % 2:
            result += flat[at : max(end, at + 1)]
            at = max(end, at + 1)
            continue
        for one, other in zip(flat[at:end:2], flat[at + 1 : end : 2], strict=True):
            assert isinstance(one, Line)
            assert isinstance(other, Line)
            label, value = (one, other) if kinds[0] == "label" else (other, one)
            text = f"{label.text.rstrip(' :')}: {value.text}"
            if _TITLED_ALONE.fullmatch(label.text.rstrip(" :")):
                text = value.text  # it leads the facts below it, as the heading of a card does
            result.append(replace(one, text=text, heading=0, bullet=False))
        at = end
    return result


def _kind(block: Block, before: Sequence[str], last: Block) -> str:
    """Whether a line is a label alone, or a value beside one, after what stands before it; or nothing."""
    if not isinstance(block, Line) or not block.whole or len(block.text) > _LONGEST:
        return ""
    text = block.text.strip()
    label = _LABEL.fullmatch(text)
    if label and before != ["label"]:
        return "label"
    if label or before == ["value"]:
        return ""
    if before == ["label"]:
        assert isinstance(last, Line)
        of = _LABEL.fullmatch(last.text.strip())
        return "value" if of and of.lastgroup and _VALUES[of.lastgroup].fullmatch(text) else ""
    return "value" if _VALUES["measure"].fullmatch(text) else ""


def _apart(block: Block) -> Iterator[Block]:
    """The parts of a line that has several labels with their values, as lines of their own."""
    if isinstance(block, Line) and not block.heading and _BETWEEN.search(block.text):
        parts = _BETWEEN.split(block.text)
        told = [_labelled(one) for one in parts]
        if all(told) and not facts_in(block.text) and not references_in(block.text):
            yield from (replace(block, text=one) for one in told)
            return
    yield block


def _labelled(part: str) -> str:
    """A part of a line that says one thing, with its label before it; nothing where it is another."""
    if _TOLD.fullmatch(part) or figures_under_label(part) is not None or _NUMBERED.fullmatch(part):
        return part
    facts = facts_in(part)
    said = [f"{fact.upper()}: {value}" for fact, value in facts.items()]
    return said[0] if len(said) == 1 else ""
