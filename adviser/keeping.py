"""Files that are written because the asker said so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

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
        write(path, content, mode="w" if bare != said else "x")
    except FileExistsError:
        raise UnitwiseError(f"{path} exists already", hint=f"{name} {path} replace") from None
    return path


def write(path: Path, text: str, mode: Literal["w", "x"] = "w") -> None:
    """Write a text to a file; with the mode ``x`` only where there is none yet.

    Raises
    ------
    FileExistsError
        If there must be none yet, and is.
    UnitwiseError
        If it cannot be written for another reason.
    """
    try:
        with path.open(mode, encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise
    except (OSError, ValueError) as error:
        why_not = getattr(error, "strerror", None) or error
        raise UnitwiseError(f"{path} cannot be written: {why_not}") from error
