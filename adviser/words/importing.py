"""What is told of documents that were read into drafts, and of doubts that are asked."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from catalogue.handbooks.evidence import OpenDoubt, Stands
    from catalogue.handbooks.writing import Written

_SHOWN = 12


def show_imported(found: Sequence[Written], into: Path) -> None:
    """Print each draft: its files, what was read, and the doubts, contradictions first."""
    for number, one in enumerate(found):
        if number:
            click.echo()
        section = one.draft.section
        title = section.title or "a qualification without a title"
        click.echo(f"{title}{f' ({section.number})' if section.number else ''}")
        groups = ", ".join(
            f"{group.id} {_many(len(group.rows), 'unit')}" for group in section.every_group
        )
        click.echo(f"  read:   {groups}; {_many(len(one.draft.rules.rules), 'rule')}")
        for name in one.files:
            click.echo(f"  wrote:  {into / name}")
        doubts = one.evidence.open
        click.echo(f"  doubts: {_counted(doubts)}" if doubts else "  doubts: none")
        for doubt in doubts[:_SHOWN]:
            where = place(doubt.stands)
            click.echo(f"    {doubt.id}  {doubt.name}  {doubt.about}: {doubt.message} ({where})")
        if len(doubts) > _SHOWN:
            click.echo(f"    and {len(doubts) - _SHOWN} more, all of them in the draft")
        draft = into / next(iter(one.files))
        click.echo(f"  next:   unitwise catalogue confirm {shlex.quote(str(draft))}")


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


def show_doubt(doubt: OpenDoubt, number: int, count: int, words: str) -> None:
    """Print one doubt with what the document says and what can be answered."""
    click.echo(f"\n{number} of {count}  {doubt.name}: {words}")
    click.echo(f"  about:    {doubt.about}")
    click.echo(f"  seen:     {doubt.message}")
    click.echo(f"  where:    {doubt.stands.document}, {place(doubt.stands)}")
    if doubt.text:
        click.echo(f"  document: {doubt.text[:300]}")
    if doubt.reading is not None:
        click.echo(f"  draft:    {doubt.reading}")
    for letter, choice in enumerate(doubt.choices, 1):
        click.echo(f"  {letter}:        {choice}")
