"""Files that are written because the asker said so."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile

from catalogue import UnitwiseError

_ANOTHER = "name another file, or move this one"


def given(rest: str, how: str) -> str:
    """What follows a command; ``how`` tells what should, where nothing does."""
    if not rest:
        raise UnitwiseError(f"write {how}")
    return rest


def keep(name: str, rest: str, text: Callable[[Path], str | bytes]) -> Path:
    """Write a text to the file that follows the command ``name``; return which that was.

    A file that is there is written over only where ``replace`` follows it.
    """
    said = given(rest, f"{name} FILE")
    bare = said.removesuffix(" replace")
    path = Path(bare.strip())
    content = text(path)
    try:
        write(path, content, replace=bare != said)
    except FileExistsError:
        raise UnitwiseError(f"{path} exists already", hint=f"{name} {path} replace") from None
    return path


def admit(
    path: Path, over: Sequence[str], read: Iterable[Path] = (), *, replace: bool = False
) -> None:
    """Refuse a file that could not be written in the end, before any work is done for it.

    One that is there and not empty may be written over only where the asker said to ``replace`` it,
    it begins as one of ``over``, and is none that is ``read`` besides.

    Raises
    ------
    UnitwiseError
        If it may not, or is in no folder that can be written to.
    """
    try:
        if any(_same(one, path) for one in read):
            raise UnitwiseError(
                f"{path} is read by this command, so it is not written over", hint=_ANOTHER
            )
        if path.exists():
            if not path.is_file():
                raise UnitwiseError(f"{path} is not an ordinary file")
            if not _alike(path, over):
                raise UnitwiseError(f"{path} exists already, and is no such file", _ANOTHER)
            if path.stat().st_size and not replace:
                hint = "--replace writes over it; or name another file"
                raise UnitwiseError(f"{path} exists already", hint)
        folder = path.parent
        if not folder.is_dir():
            raise UnitwiseError(f"{path} cannot be written: there is no folder {folder}")
        if not os.access(folder, os.W_OK | os.X_OK):
            raise UnitwiseError(f"{path} cannot be written: {folder} may not be written to")
    except (OSError, ValueError) as error:
        why_not = getattr(error, "strerror", None) or error
        raise UnitwiseError(f"{path} cannot be written: {why_not}") from error


def write(path: Path, text: str | bytes, *, over: str = "", replace: bool = False) -> None:
    """Write a text to a file: beside it first, so that there is the old one or all of the new.

    A file that is there is written over only if it is empty or begins with ``over``, as one of ours
    does, or where the asker said to ``replace`` it.

    Raises
    ------
    FileExistsError
        If there is a file that may not be written over.
    UnitwiseError
        If it cannot be written for another reason.
    """
    try:
        if path.exists() and not path.is_file():
            raise UnitwiseError(f"{path} is not an ordinary file")
        if path.exists() and not replace and not (over and _alike(path, [over])):
            raise FileExistsError(path)
        with NamedTemporaryFile(
            "wb", dir=path.parent, prefix=f".{path.name[:100]}.", delete=False
        ) as file:
            beside = Path(file.name)
            try:
                file.write(text if isinstance(text, bytes) else _encoded(text))
                file.close()
                beside.chmod(path.stat().st_mode & 0o777 if path.exists() else _usual_mode())
                beside.replace(path)
            finally:
                beside.unlink(missing_ok=True)
    except FileExistsError:
        raise
    except (OSError, ValueError) as error:
        why_not = getattr(error, "strerror", None) or error
        raise UnitwiseError(f"{path} cannot be written: {why_not}") from error


def write_over_ours(path: Path, text: str | bytes, over: str) -> None:
    """Write a text to a file that an option names, over nothing but what was written so before.

    Raises
    ------
    UnitwiseError
        If there is another file, or it cannot be written.
    """
    try:
        write(path, text, over=over)
    except FileExistsError:
        raise UnitwiseError(
            f"{path} exists already, and is no such file",
            hint=_ANOTHER,
        ) from None


def _same(one: Path, other: Path) -> bool:
    """Whether two paths lead to one file; what cannot be looked at will be told by who reads it."""
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return False


def _encoded(text: str) -> bytes:
    return text.replace("\n", os.linesep).encode("utf-8")


def _alike(path: Path, over: Sequence[str]) -> bool:
    """Whether a file begins as one of ``over`` does; an empty one is of every kind."""
    with path.open("rb") as file:
        head = file.read(max(len(one.encode()) for one in over))
    return not head or any(head.startswith(one.encode()) for one in over)


def _usual_mode() -> int:
    """The mode of a new file, as the asker's mask has it."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
