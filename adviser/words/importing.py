"""What is told of documents that were read into drafts, and of doubts that are asked."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from adviser.words.blocks import Block, Paragraph, Space

if TYPE_CHECKING:
    from catalogue.handbooks.drafts.evidence import Fact, OpenDoubt, Stands
    from catalogue.handbooks.drafts.writing import Written

_SHOWN = 12


def imported_blocks(found: Sequence[Written], into: Path) -> Iterator[Block]:
    """Yield each draft: its files, what was read, and the doubts, contradictions first."""
    for number, one in enumerate(found):
        if number:
            yield Space()
        section = one.draft.section
        title = section.title or "a qualification without a title"
        yield Paragraph(f"{title}{f' ({section.number})' if section.number else ''}")
        groups = ", ".join(
            f"{group.id} {_many(len(group.rows), 'unit')}" for group in section.every_group
        )
        yield Paragraph(f"  read:   {groups}; {_many(len(one.draft.rules.rules), 'rule')}")
        yield Paragraph(f"  facts:  {_standing(one.evidence.facts)}")
        for name in one.files:
            yield Paragraph(f"  wrote:  {into / name}")
        doubts = one.evidence.open
        if kept := len(one.evidence.doubts) - len(doubts):
            yield Paragraph(f"  kept:   {_many(kept, 'answer')} given before")
        yield Paragraph(f"  doubts: {_counted(doubts)}" if doubts else "  doubts: none")
        for doubt in doubts[:_SHOWN]:
            where = place(doubt.stands)
            yield Paragraph(
                f"    {doubt.id}  {doubt.name}  {doubt.about}: {doubt.message} ({where})"
            )
        if len(doubts) > _SHOWN:
            yield Paragraph(f"    and {len(doubts) - _SHOWN} more, all of them in the draft")
        draft = into / next(iter(one.files))
        yield Paragraph(f"  next:   unitwise catalogue confirm {shlex.quote(str(draft))}")


def _standing(facts: Sequence[Fact]) -> str:
    """How many facts something else confirms, and of how many a misprint would not be seen."""
    counts = Counter(fact.standing for fact in facts)
    told = [f"{len(facts)} read", f"{counts['confirmed']} confirmed"]
    told.append(f"{counts['single']} single (one place alone says so)")
    told += [f"{counts['in doubt']} in doubt"] if counts["in doubt"] else []
    return ", ".join(told)


def _counted(doubts: Sequence[OpenDoubt]) -> str:
    names = Counter(doubt.name for doubt in doubts)
    return f"{len(doubts)} open: " + ", ".join(
        f"{count} {name}" for name, count in names.most_common()
    )


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def place(stands: Stands) -> str:
    """Say where something stands in a document."""
    parts = (
        [f"page {stands.page}"] if stands.page else [f"line {stands.line}"] if stands.line else []
    )
    parts += [stands.path] if stands.path else []
    return ", ".join(parts) or stands.document


def doubt_blocks(doubt: OpenDoubt, number: int, count: int, words: str) -> Iterator[Block]:
    """Yield one doubt with what the document says and what can be answered."""
    yield Space()
    yield Paragraph(f"{number} of {count}  {doubt.name}: {words}")
    yield Paragraph(f"  about:    {doubt.about}")
    yield Paragraph(f"  seen:     {doubt.message}")
    yield Paragraph(f"  where:    {doubt.stands.document}, {place(doubt.stands)}")
    if doubt.text:
        yield Paragraph(f"  document: {doubt.text[:300]}")
    if doubt.reading is not None:
        yield Paragraph(f"  draft:    {doubt.reading}")
    for letter, choice in enumerate(doubt.choices, 1):
        yield Paragraph(f"  {letter}:        {choice}")
