"""How far a batch is, and what came of it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from solver.many.flow import Saving

_NAMES = {
    "plan": ("plan", "plans"),
    "conflict": ("with no plan", "with no plan"),
    "undecided": ("undecided", "undecided"),
    "error": ("could not be answered", "could not be answered"),
}


def answered_so_far(counted: Counter[str]) -> str:
    """How many lines are answered, while it goes on."""
    words = f"{counted.total():,} answered"
    return f"{words}, {counted['error']:,} in error" if counted["error"] else words


def told(counted: Counter[str], before: int, saving: Saving) -> str:
    """What came of a batch, in one line; ``before`` answers were there when it began.

    What was saved by equal lines is told in another.
    """
    total = counted.total()
    lines = "1 line" if total == 1 else f"{total:,} lines"
    parts = [
        f"{counted[kind]:,} {one if counted[kind] == 1 else many}"
        for kind, (one, many) in _NAMES.items()
        if counted[kind]
    ]
    already = f" ({before:,} were answered before)" if before else ""
    text = f"{lines}: {', '.join(parts)}{already}" if parts else "no lines, no answers"
    return f"{text}\n{told_saving(saving)}" if saving.asked > saving.solved else text


def told_saving(saving: Saving) -> str:
    """How many of the questions that were asked were different."""
    return f"{saving.asked:,} questions, of which {saving.solved:,} are different"
