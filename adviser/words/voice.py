"""How advice is given to the reader: options, the commands of a session, or plain words.

On a page there are buttons for what is advised, and on paper there is nobody to type: neither
speaks of options or commands.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import Enum


class Voice(Enum):
    """Whom advice is given to."""

    OPTIONS = 0
    """Somebody at a command line."""
    COMMANDS = 1
    """Somebody in a session."""
    PLAIN = 2
    """Somebody at a page, or with a sheet of paper."""


LONGER = ("--time-limit", "'time SECONDS'")
ESTIMATED = ("--unknown-glh estimate", "'unknown estimate'")
NO_HOURS = ("--goal least-credit", "'goal least-credit'")
RETAKES = ("--allow-retakes", "'retakes yes'")
REASONS = ("'unitwise transfer'", "'ledger'")
EVERY_UNIT = ("'unitwise explain'", "'explain'")
SAME_OPTIONS = ("'unitwise suggest' with the same options", "'show'")
DATE = ("--on DATE", "'on DATE'")
"""Options and commands that are spoken of, each with a session's command that does the same."""

_VOICE: ContextVar[Voice] = ContextVar("voice", default=Voice.OPTIONS)


@contextmanager
def speaking(voice: Voice) -> Iterator[None]:
    """Give advice in this voice, while this lasts."""
    before = _VOICE.set(voice)
    try:
        yield
    finally:
        _VOICE.reset(before)


def advised(text: str, *advice: tuple[str, str], plainly: str = "") -> str:
    """Return a text with advice in its ``{}``, or ``plainly`` where nothing can be typed."""
    voice = _VOICE.get()
    if voice is Voice.PLAIN:
        return plainly
    return text.format(*(one[voice.value] for one in advice))
