"""A sign of life on stderr for what takes longer than a second."""

from __future__ import annotations

import sys
from threading import Lock, Timer
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

_PATIENCE = 1.0
"""Seconds of silence."""

STAGES = {
    "credit": "least and greatest credit",
    "hours": "least and greatest GLH",
    "groups": "what each group gives",
    "levels": "what each level gives",
    "units": "which units are forced or dead",
    "rules": "which rules follow from the others",
    "choices": "counting the legal choices",
}
"""The stages of working out bounds, in words."""


class SignOfLife:
    """Shows what is being done, once it has taken longer than a second.

    In a terminal it is a bar, gone when all is done; elsewhere a single line.
    """

    def __init__(self) -> None:
        self._timer = Timer(_PATIENCE, self._show)
        self._timer.daemon = True
        self._lock = Lock()
        self._bar: Progress | None = None
        self._task = TaskID(0)
        self._now = ("working", 0, 1)
        self._over = False

    def __enter__(self) -> SignOfLife:
        self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._timer.cancel()
        with self._lock:
            self._over = True
            if self._bar is not None:
                self._bar.stop()

    def tell(self, words: str, done: int, total: int) -> None:
        """Say what is being done, and how much of it is."""
        with self._lock:
            self._now = (words, done, total)
            if self._bar is not None:
                self._bar.update(self._task, description=words, completed=done, total=total)

    def _show(self) -> None:
        with self._lock:
            if self._over:
                return
            words, done, total = self._now
            if not sys.stderr.isatty():
                print(f"working: {words} …", file=sys.stderr, flush=True)  # noqa: T201
                return
            bar = Progress(
                TextColumn("{task.description}", markup=False),
                BarColumn(),
                TimeElapsedColumn(),
                console=Console(stderr=True),
                transient=True,
            )
            self._task = bar.add_task(words, completed=done, total=total)
            bar.start()
            self._bar = bar
