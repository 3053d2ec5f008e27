"""How a command ends when it is told to: without a traceback, wherever it was just then.

Ctrl-C is an exception that foreign code may make another of: a library that was being loaded, or a
model being built, then says that it failed. So it is remembered that Ctrl-C was pressed.
"""

from __future__ import annotations

import signal
import sys
from types import FrameType

STOPPED = 130
"""Exit code: stopped by Ctrl-C before there was an answer."""

_ENDING = tuple(
    getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)
)

_heard: list[int] = []
"""The signals that told us to end, and of which nobody has said so yet."""


def end_silently() -> None:
    """Let Ctrl-C end the process at once, as while nothing has begun or all is done."""
    if callable(signal.getsignal(signal.SIGINT)):
        signal.signal(signal.SIGINT, signal.SIG_DFL)


def listen() -> None:
    """Hear Ctrl-C as KeyboardInterrupt, and any other wish that we end as SystemExit.

    What is ignored by whoever started us stays ignored.
    """
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, _press)
    for number in _ENDING:
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _end)


def _press(number: int, frame: FrameType | None) -> None:
    _heard.append(number)
    raise KeyboardInterrupt


def _end(number: int, frame: FrameType | None) -> None:
    _heard.append(number)
    sys.exit(128 + number)


def told_to_end(error: BaseException | None) -> int | None:
    """Return the exit code if a signal led to an error, or came since this was asked last."""
    codes = [128 + number for number in _heard]
    _heard.clear()
    while error is not None and not codes:
        if isinstance(error, KeyboardInterrupt):
            codes.append(STOPPED)
        error = error.__cause__ or error.__context__
    return max(codes, default=None)
