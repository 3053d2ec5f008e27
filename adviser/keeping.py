"""Files that a what-if session writes when it is told to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from adviser.naming import given
from catalogue import UnitwiseError


def keep(name: str, rest: str, text: Callable[[Path], str]) -> Path:
    """Write a text to the file that follows the command ``name``; return which that was.

    A file that is there is written over only where ``replace`` follows it.
    """
    said = given(rest, f"{name} FILE")
    bare = said.removesuffix(" replace")
    path = Path(bare.strip())
    content = text(path)
    try:
        with path.open("w" if bare != said else "x", encoding="utf-8") as file:
            file.write(content)
    except FileExistsError:
        raise UnitwiseError(f"{path} exists already", hint=f"{name} {path} replace") from None
    except (OSError, ValueError) as error:
        why_not = getattr(error, "strerror", None) or error
        raise UnitwiseError(f"{path} cannot be written: {why_not}") from error
    return path
