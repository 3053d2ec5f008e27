"""Results kept part by part, so that whatever is killed loses at most the part at work.

A part is written beside its place and then renamed; the manifest names it after that. What is not
in the manifest is not there. So it is with the result: it is made among the parts, the manifest has
its sum, it is renamed to its place, and only then do the parts go, the manifest last.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from hashlib import blake2b, file_digest
from pathlib import Path
from typing import Any

from catalogue.errors import UnitwiseError

MANIFEST = "manifest.json"
"""The file that names the parts that are there."""

PART = 500
"""Lines of a part, inclusive."""

SECONDS = 10.0
"""After so long a part is kept, however few its lines are."""


class Parts:
    """The parts of one result in a folder of their own.

    ``about`` says what the result is of, by what each of that is called, so that nothing is gone
    on with that is of something else; what is null or empty is as if it was not there. No more is
    kept of it than in what two runs differ. ``day`` is that on which it was begun.

    Raises
    ------
    UnitwiseError
        If the folder has parts already and they are not to be gone on with, or are of another
        result, or cannot be read or written.
    """

    def __init__(
        self, folder: Path, about: Mapping[str, Any], *, day: date, resume: bool = False
    ) -> None:
        self.folder = folder
        self.about = {name: _signs(value) for name, value in about.items() if value}
        self.day = day
        self.sums: list[str] = []
        self.lines = 0
        self.result = ""
        self.code = 0
        try:
            if self._manifest.exists():
                self._go_on(resume)
            elif folder.exists() and any(folder.iterdir()):
                raise UnitwiseError(f"{folder} has something else in it", hint="move it away")
            folder.mkdir(exist_ok=True)
            self._tell()
        except OSError as error:
            raise UnitwiseError(f"{folder} cannot be used: {error.strerror or error}") from error

    @property
    def _manifest(self) -> Path:
        return self.folder / MANIFEST

    def _go_on(self, resume: bool) -> None:
        try:
            told = json.loads(self._manifest.read_text(encoding="utf-8"))
            about, self.sums, self.lines = told["about"], list(told["parts"]), int(told["lines"])
            other = [
                one for one in {**about, **self.about} if self.about.get(one) != about.get(one)
            ]
            self.day = date.fromisoformat(told["day"])
            self.result, self.code = str(told["result"]), int(told["code"])
        except (ValueError, KeyError, TypeError) as error:
            hint = f"remove {self.folder}, and begin anew"
            raise UnitwiseError(f"{self._manifest} is no manifest of parts", hint) from error
        if not resume:
            raise UnitwiseError(
                f"{self.folder} has {self.lines:,} answers of a run that did not end",
                hint="go on with it by --resume, or remove that folder",
            )
        if other:
            raise UnitwiseError(
                f"{self.folder} is of a run that was given something else: {', '.join(other)}",
                hint="give the same as before, or remove that folder",
            )
        for number in range(1, len(self.sums) + 1) if not self.result else ():
            self._content(number)

    def _path(self, number: int) -> Path:
        return self.folder / f"part-{number:06}.jsonl"

    def keep(self, lines: Iterable[bytes]) -> Iterator[int]:
        """Write lines part by part; yield how many are kept, after each part."""
        for part in _cut(lines):
            content = b"".join(line + b"\n" for line in part)
            try:
                self._written(self._path(len(self.sums) + 1), content)
                self.sums.append(blake2b(content, digest_size=16).hexdigest())
                self.lines += len(part)
                self._tell()
            except OSError as error:
                why = error.strerror or error
                hint = "what was answered before is kept: --resume goes on with it"
                raise UnitwiseError(f"{self.folder} cannot be written: {why}", hint) from error
            yield self.lines

    def _tell(self) -> None:
        told = {
            "version": 2,
            "about": self.about,
            "day": self.day.isoformat(),
            "lines": self.lines,
            "parts": self.sums,
            "result": self.result,
            "code": self.code,
        }
        self._written(self._manifest, json.dumps(told).encode())

    def _written(self, path: Path, content: bytes) -> None:
        beside = path.with_suffix(".new")
        with beside.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)

    def __iter__(self) -> Iterator[bytes]:
        """Yield every line that is kept, without its end.

        Raises
        ------
        UnitwiseError
            If a part is not as it was written.
        """
        for number in range(1, len(self.sums) + 1):
            yield from self._content(number).splitlines()

    def _content(self, number: int) -> bytes:
        path = self._path(number)
        hint = f"remove {self.folder}, and begin anew"
        try:
            content = path.read_bytes()
        except OSError as error:
            why = error.strerror or error
            raise UnitwiseError(f"{path} cannot be read: {why}", hint) from error
        if blake2b(content, digest_size=16).hexdigest() != self.sums[number - 1]:
            raise UnitwiseError(f"{path} is not as it was written", hint)
        return content

    def workshop(self) -> Path:
        """Return an empty folder of our own to make the result in, on the disk where it will be."""
        folder = self.folder / "result"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        return folder

    def publish(self, made: Path, path: Path, code: int) -> None:
        """Put the result that was ``made`` in its place, and take the parts away.

        What is there is replaced; a folder is kept among the parts until the new one is there.
        ``code`` is how the command ends, which a run that was killed meanwhile is to end with, too.
        """
        self.result, self.code = _sum(made), code
        self._tell()
        if path.is_dir():
            path.rename(self.folder / "result" / "earlier")
        made.replace(path)
        self.remove()

    def published(self, path: Path) -> bool:
        """Return whether what is at ``path`` is the result as it was made, and put there whole."""
        return bool(self.result) and path.exists() and _sum(path) == self.result

    def remove(self) -> None:
        """Take the parts away, once the result is written; the manifest last."""
        shutil.rmtree(self.folder / "result", ignore_errors=True)
        for number in range(1, len(self.sums) + 1):
            self._path(number).unlink(missing_ok=True)
        for path in (*self.folder.glob("*.new"), self._manifest):
            path.unlink(missing_ok=True)
        self.folder.rmdir()


def _signs(value: Any) -> str:
    """A value in a few signs, the same for the same."""
    written = json.dumps(value, default=str, sort_keys=True).encode()
    return blake2b(written, digest_size=16).hexdigest()


def _sum(path: Path) -> str:
    """The sum of a file, or of the files of a folder with their names."""
    whole = blake2b(digest_size=16)
    for one in sorted(path.iterdir()) if path.is_dir() else [path]:
        whole.update(one.name.encode() if path.is_dir() else b"")
        with one.open("rb") as stream:
            whole.update(file_digest(stream, lambda: blake2b(digest_size=16)).digest())
    return whole.hexdigest()


def _cut(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    """Lines in parts, which do not wait for ever to be full."""
    part: list[bytes] = []
    began = time.monotonic()
    for line in lines:
        part.append(line)
        if len(part) == PART or time.monotonic() - began > SECONDS:
            yield part
            part, began = [], time.monotonic()
    if part:
        yield part
