"""Whether the reader can use options, or the commands of a session."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

LONGER = ("--time-limit", "'time SECONDS'")
ESTIMATED = ("--unknown-glh estimate", "'unknown estimate'")
NO_HOURS = ("--goal least-credit", "'goal least-credit'")
RETAKES = ("--allow-retakes", "'retakes yes'")
REASONS = ("'unitwise transfer'", "'ledger'")
"""Options and commands that are spoken of, each with a session's command that does the same."""

_COMMANDS: ContextVar[bool] = ContextVar("commands", default=False)


@contextmanager
def as_commands() -> Iterator[None]:
    """Speak of the commands of a session in place of options, while this lasts."""
    before = _COMMANDS.set(True)
    try:
        yield
    finally:
        _COMMANDS.reset(before)


def spoken(option: str, command: str) -> str:
    """Return the one of the two that the reader can use here."""
    return command if _COMMANDS.get() else option
