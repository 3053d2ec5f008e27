"""What an answer is about: the qualification, its edition, and the date of registration."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Protocol

from adviser.words.blocks import Block, Paragraph, Space, faint, strong
from adviser.words.facts import day
from solver import Subject


class About(Protocol):
    """An answer, which says what it is about."""

    @property
    def qualification(self) -> Subject:
        """The qualification and its edition."""

    @property
    def on(self) -> date | None:
        """The date of registration; nothing where dates are left aside."""


def titled(subject: Subject) -> Paragraph:
    """Return the title and number of a qualification."""
    return strong(f"{subject.title}{f'  {subject.number}' if subject.number else ''}")


def subject_blocks(answer: About, more: str = "", trailing: bool = True) -> Iterator[Block]:
    """Yield what an answer is about; ``more`` follows the date, a space all if ``trailing``."""
    yield titled(answer.qualification)
    yield faint(f"Edition: {answer.qualification.edition}")
    if answer.on:
        yield faint(f"Registration on {day(answer.on)}{more}")
    if trailing:
        yield Space()
