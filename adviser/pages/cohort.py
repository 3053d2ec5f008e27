"""How far a cohort is, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from adviser.pages.batch import told_saving

if TYPE_CHECKING:
    from solver.many.flow import Saving


def kept_so_far(kept: int, before: int, seconds: float) -> str:
    """How many learners are kept, and how many a second; ``before`` were there at first."""
    rate = f", {(kept - before) / seconds:,.0f} a second" if seconds > 1 else ""
    return f"{kept:,} answered{rate}"


_WORDS = {
    "complete": "complete",
    "can-complete": "can complete",
    "cannot": "cannot",
    "undecided": "undecided",
    "ranked": "ranked",
    "not-read": "not read",
}


def told(states: Mapping[str, int], saving: Saving, lines: int) -> str:
    """What came of a cohort, in a line, and in another what was saved."""
    parts = [f"{states[state]:,} {said}" for state, said in _WORDS.items() if states.get(state)]
    text = f"{lines:,} answer{'s' * (lines != 1)}: {', '.join(parts) or 'none'}"
    if saving.asked > saving.solved:
        text += f"\n{told_saving(saving)}"
    return text
