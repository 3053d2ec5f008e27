"""Files from outside, opened: each is refused for the same reasons in the same words."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from catalogue.errors import UnitwiseError, nearest

_LOOKED_AT = 5_000
"""Names of a folder that are held against one that is not there, at the most."""


class CannotOpen(UnitwiseError):
    """A file that cannot be opened: why, without its name."""


@contextmanager
def opened(path: Path, missing: str = "") -> Iterator[BinaryIO]:
    """Give the bytes of an ordinary file; a pipe or a device, which may have no end, is none.

    ``missing`` is the hint where there is no file, and none with a name like it.

    Raises
    ------
    CannotOpen
        If there is no such file, it is none, or may not be read.
    """
    try:
        if path.exists() and not path.is_file():
            raise CannotOpen("is not an ordinary file")
        with path.open("rb") as stream:
            yield stream
    except FileNotFoundError as error:
        if path.is_symlink():
            raise CannotOpen("is a link to a file that is not there") from error
        raise CannotOpen("there is no such file", meant_file(path) or missing) from error
    except OSError as error:
        raise CannotOpen(f"cannot be opened: {error.strerror or error}") from error


def read_bytes(path: Path, most: int, what: str, *, missing: str = "", larger: str = "") -> bytes:
    """Return all that is in an ordinary file of ``most`` bytes at the most.

    ``what`` says what of, such as "a record"; ``missing`` and ``larger`` are hints where there is
    no such file, or too much of it.

    Raises
    ------
    CannotOpen
        If it cannot be opened, or is larger.
    """
    with opened(path, missing) as stream:
        raw = stream.read(most + 1)
    if len(raw) > most:
        message = f"is larger than {most >> 20} MiB, the most that {what} may be"
        raise CannotOpen(message, larger)
    return raw


def meant_file(path: Path) -> str:
    """Return ``did you mean X?`` for the file beside ``path`` with the nearest name, or nothing.

    An ending is not looked at, but where several names differ in nothing else.
    """
    try:
        with os.scandir(path.parent) as entries:
            names = [one.name for one in islice(entries, _LOOKED_AT)]
    except OSError:  # a folder that is not there either, or may not be looked into, offers nothing
        return ""
    names.sort(key=lambda name: (Path(name).suffix == path.suffix, name))
    stems = {Path(name).stem: name for name in names}
    near = nearest(path.stem, list(stems))
    return f"did you mean {printable(path.with_name(stems[near[0]]))}?" if near else ""


def printable(path: Path | str) -> str:
    """Return a path as text that cannot drive a terminal and can be written anywhere."""
    text = str(path)
    return text if text.isprintable() else ascii(text)[1:-1]
