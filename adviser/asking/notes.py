"""What the asker is told besides the answer: warnings and notes, as data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class Weight(StrEnum):
    """How much a note matters."""

    NOTE = "note"
    """How something was taken, which is as it should be."""
    WARNING = "warning"
    """Something is odd, and may be a slip."""
    READING = "reading"
    """How a file was understood."""


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that the asker is told; ``hint`` says what to do about it, or is empty."""

    weight: Weight
    message: str
    hint: str = ""

    def __str__(self) -> str:
        """``warning: message``, and the hint on a line of its own."""
        head = "" if self.weight is Weight.READING else f"{self.weight}: "
        return f"{head}{self.message}" + (f"\nhint: {self.hint}" if self.hint else "")


Tell: TypeAlias = Callable[[Note], None]
"""Is given each note as it arises: a terminal prints it, a page collects it."""


def silent(note: Note) -> None:
    """Tell nobody."""
