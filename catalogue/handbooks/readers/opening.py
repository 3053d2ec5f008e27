"""Documents opened: each in a process of its own, with limits, and every refusal told at once."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from catalogue.errors import Fault, FaultyFiles
from catalogue.files.pages import printable
from catalogue.handbooks.blocks import Content, Picture
from catalogue.handbooks.readers.kinds import LARGEST, Refused
from catalogue.handbooks.readers.pictures import loaded_pictures
from catalogue.handbooks.readers.transport import loaded
from catalogue.outside import CannotOpen, read_bytes


class UnreadableDocuments(FaultyFiles):
    """One or more documents cannot be read."""

    told = "the documents cannot be read"


def open_documents(
    paths: Sequence[Path], seconds: int = 60
) -> tuple[list[Content], dict[str, str]]:
    """Read documents, each at most ``seconds`` of processor time; also return their SHA-256.

    Raises
    ------
    UnreadableDocuments
        With every document that is refused, and why.
    """
    contents: list[Content] = []
    hashes: dict[str, str] = {}
    faults: list[Fault] = []
    for number, path in enumerate(paths):
        shown = printable(path)
        name = printable(path.name)[:100]
        if name in hashes:
            name = f"{number + 1}-{name}"
        try:
            raw = read_bytes(path, LARGEST, "a document")
        except CannotOpen as error:
            faults.append(Fault(shown, 0, 0, str(error), hint=error.hint))
            continue
        if not raw.strip():
            faults.append(Fault(shown, 0, 0, "is empty"))
            continue
        hashes[name] = sha256(raw).hexdigest()
        try:
            content = loaded(_in_child(raw, seconds, name))
            content.path = path
            contents.append(content)
        except Refused as error:
            faults.append(Fault(shown, 0, 0, str(error), hint=error.hint))
        except ValueError:
            faults.append(Fault(shown, 0, 0, "what was read of it is not whole"))
    if faults:
        raise UnreadableDocuments(faults)
    return contents, hashes


def open_pictures(
    content: Content, sha256_of: str, pages: Iterable[int], seconds: int = 60
) -> Mapping[int, Picture]:
    """Return the images of some pages of a document that was read.

    None where it has no pages, or is another file by now, or what draws it breaks off: they are for
    people to look at, and nothing depends on them.
    """
    numbers = [str(page) for page in pages]
    if content.kind != "pdf" or content.path is None or not numbers:
        return {}
    try:
        raw = read_bytes(content.path, LARGEST, "a document")
        if sha256(raw).hexdigest() != sha256_of:
            return {}
        return loaded_pictures(_in_child(raw, seconds, content.document, *numbers))
    except (CannotOpen, ValueError):
        return {}


def _in_child(raw: bytes, seconds: int, *arguments: str) -> bytes:
    """Return what the process writes that reads a document; ``Refused`` if it does not."""
    environment = {
        key: value
        for key, value in os.environ.items()
        if key
        in {"PATH", "PYTHONPATH", "SYSTEMROOT", "HOME", "LANG", "LD_LIBRARY_PATH", "VIRTUAL_ENV"}
    }
    environment |= {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONIOENCODING": "utf-8"}
    command = [
        sys.executable,
        "-X",
        "utf8",
        "-m",
        "catalogue.handbooks.readers.child",
        str(seconds),
        *arguments,
    ]
    try:
        done = subprocess.run(  # noqa: S603 - our own module; the name is one argument
            command,
            input=raw,
            capture_output=True,
            timeout=2 * seconds + 20,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise _too_long(seconds) from error
    if done.returncode == 0:
        return done.stdout
    if done.returncode == 4:
        message, _, hint = done.stdout.decode("utf-8", "replace").partition("\n")
        raise Refused(message[:300], hint[:300])
    if done.returncode < 0 and -done.returncode in {9, 24}:
        raise _too_long(seconds)
    raise Refused(
        "cannot be read: the process that reads it broke off",
        "is it whole? other programs may save it anew",
    )


def _too_long(seconds: int) -> Refused:
    limit = f"{seconds} seconds" if seconds > 1 else "a second"
    return Refused(f"takes more than {limit} to read", "--time-limit gives it longer")
