"""A sign of life on stderr for what takes longer than a second."""

from __future__ import annotations

import sys
from threading import Lock, Timer
from types import TracebackType

from adviser.pages.bar import Bar

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
        self._bar: Bar | None = None
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
                self._bar.__exit__(kind, error, trace)

    def tell(self, words: str, done: int, total: int) -> None:
        """Say what is being done, and how much of it is."""
        with self._lock:
            self._now = (words, done, total)
            if self._bar is not None:
                self._bar.say(words, done, total)

    def _show(self) -> None:
        with self._lock:
            if self._over:
                return
            words, done, total = self._now
            if not sys.stderr.isatty():
                print(f"working: {words} …", file=sys.stderr, flush=True)  # noqa: T201
                return
            self._bar = Bar(total).__enter__()
            self._bar.say(words, done)
