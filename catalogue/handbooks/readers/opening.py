"""Documents opened: each in a process of its own, with limits, and every refusal told at once."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from catalogue.errors import Fault, FaultyFiles
from catalogue.files.pages import printable
from catalogue.handbooks.blocks import Content
from catalogue.handbooks.readers.kinds import LARGEST
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
        read = _in_child(raw, name, seconds)
        if isinstance(read, Content):
            contents.append(read)
        else:
            message, hint = read
            faults.append(Fault(shown, 0, 0, message, hint=hint))
    if faults:
        raise UnreadableDocuments(faults)
    return contents, hashes


def _in_child(raw: bytes, name: str, seconds: int) -> Content | tuple[str, str]:
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
        name,
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
    except subprocess.TimeoutExpired:
        return f"takes more than {seconds} seconds to read", "--time-limit gives it longer"
    if done.returncode == 0:
        try:
            return loaded(done.stdout)
        except ValueError:
            return "what was read of it is not whole", ""
    if done.returncode == 4:
        message, _, hint = done.stdout.decode("utf-8", "replace").partition("\n")
        return message[:300], hint[:300]
    if done.returncode < 0 and -done.returncode in {9, 24}:
        return f"takes more than {seconds} seconds to read", "--time-limit gives it longer"
    return (
        "cannot be read: the process that reads it broke off",
        "is it whole? other programs may save it anew",
    )
