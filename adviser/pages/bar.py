"""How far something is that takes long, on stderr; gone when all is done."""

from __future__ import annotations

from types import TracebackType


class Bar:
    """A bar with the time that is left, by a ``size``; where that is unknown, words and a clock."""

    def __init__(self, size: int | None = None) -> None:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            Progress,
            SpinnerColumn,
            TaskProgressColumn,
            TextColumn,
            TimeElapsedColumn,
            TimeRemainingColumn,
        )

        known = (BarColumn(), TaskProgressColumn()) if size else ()
        left = (TimeRemainingColumn(),) if size else ()
        self._bar = Progress(
            *(() if size else (SpinnerColumn(),)),
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

    @property
    def seconds(self) -> float:
        """How long it has been shown."""
        return self._bar.tasks[0].elapsed or 0.0

    def say(self, words: str, done: int = 0, size: int | None = None) -> None:
        """Say how far it is, in words and in the measure of the size; of another ``size`` now."""
        self._bar.update(self._task, description=words, completed=done, total=size)
