"""How far a cohort is, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from types import TracebackType
from typing import TYPE_CHECKING

from adviser.pages.batch import told_saving

if TYPE_CHECKING:
    from solver.many.flow import Saving


class Bar:
    """Learners that are kept, and how many a second, on stderr; ``before`` were there at first."""

    def __init__(self, before: int) -> None:
        from rich.console import Console
        from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        self._bar = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False),
            TimeElapsedColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self._before = before
        self._task = self._bar.add_task("starting", total=None)

    def __enter__(self) -> Bar:
        self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bar.stop()

    def tell(self, kept: int) -> None:
        """Say how many are kept."""
        seconds = self._bar.tasks[0].elapsed or 0.0
        rate = f", {(kept - self._before) / seconds:,.0f} a second" if seconds > 1 else ""
        self._bar.update(self._task, description=f"{kept:,} answered{rate}")


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
