"""How far a batch is, and what came of it."""

from __future__ import annotations

from collections import Counter
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from solver.many.flow import Saving

_NAMES = {
    "plan": ("plan", "plans"),
    "conflict": ("with no plan", "with no plan"),
    "undecided": ("undecided", "undecided"),
    "error": ("could not be answered", "could not be answered"),
}


class Bar:
    """A bar on stderr, by the bytes of the questions; a count alone where their end is unknown."""

    def __init__(self, size: int | None) -> None:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            Progress,
            TaskProgressColumn,
            TextColumn,
            TimeElapsedColumn,
            TimeRemainingColumn,
        )

        known = (BarColumn(), TaskProgressColumn()) if size else ()
        left = (TimeRemainingColumn(),) if size else ()
        self._bar = Progress(
            TextColumn("{task.description}", markup=False),
            *known,
            TimeElapsedColumn(),
            *left,
            console=Console(stderr=True),
            transient=True,
        )
        self._task = self._bar.add_task("starting", total=size)

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

    def tell(self, counted: Counter[str], answered: int) -> None:
        """Say how many lines are answered, and how many bytes of the questions they were."""
        words = f"{counted.total():,} answered"
        if counted["error"]:
            words += f", {counted['error']:,} in error"
        self._bar.update(self._task, description=words, completed=answered)


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
