"""Where the answers of a batch go: standard output, or a file that can be gone on with."""

from __future__ import annotations

import os
import stat
import sys
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from io import FileIO
from pathlib import Path
from typing import BinaryIO

from catalogue import UnitwiseError

_KINDS = ("plan", "conflict", "undecided", "error")

_HEAD = b'{"version":1,"answer":"'
"""What every answer starts with."""


@dataclass
class Output:
    """What answers are written to, without a buffer: what is written is there.

    ``counted`` has the whole answers that are there. ``broken`` tells that the file has nothing
    but a line without an end, which may be ours, and may be the only copy of something else.
    """

    name: str
    stream: FileIO | BinaryIO
    counted: Counter[str] = field(default_factory=Counter)
    broken: bool = False

    def write(self, answer: bytes) -> None:
        """Add an answer, in one line.

        Raises
        ------
        UnitwiseError
            If it cannot be written, or the line that was broken off is not the beginning of it.
        """
        self.counted[self._kind(answer, self.counted.total() + 1)] += 1
        line = answer + b"\n"
        if self.broken:
            self._start_again(line)
        try:
            left = memoryview(line)
            while left:
                left = left[self.stream.write(left) or 0 :]
            self.stream.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise _unwritable(self.name, error) from error

    def go_on(self) -> None:
        """Count the answers that are there, and cut off a last one that is not whole.

        Where it is the only one, that waits until we know how it begins.

        Raises
        ------
        UnitwiseError
            If a line is no answer; nothing is cut off then.
        """
        whole = 0
        head = b""
        while block := self.stream.read(1 << 16):
            start = 0
            while (end := block.find(b"\n", start)) >= 0:
                line = head + block[start : start + 100]
                self.counted[self._kind(line, self.counted.total() + 1)] += 1
                head, start = b"", end + 1
                whole = self.stream.tell() - len(block) + start
            head = (head + block[start : start + 100])[:100]
        if not head.startswith(_HEAD[: len(head)]):
            raise self._foreign(self.counted.total() + 1, "no answer of a batch")
        self.broken = bool(head) and not whole
        if whole:
            self.stream.truncate(whole)

    def _start_again(self, line: bytes) -> None:
        self.stream.seek(0)
        if not line.startswith(self.stream.read(len(line))):
            raise self._foreign(1, "a broken line, and not how the answer to question 1 begins")
        self.stream.truncate(0)
        self.broken = False

    def _kind(self, answer: bytes, number: int) -> str:
        """What kind of answer a line is; its first keys tell."""
        for kind in _KINDS:
            if answer.startswith(_HEAD + kind.encode() + b'"'):
                return kind
        raise self._foreign(number, "no answer of a batch")

    def _foreign(self, number: int, what: str) -> UnitwiseError:
        return UnitwiseError(
            f"{self.name}:{number}: this is {what}, so the file is left as it is",
            hint="name another file, or remove this one if you do not need it",
        )


def opened(target: Path | None, resume: bool, stack: ExitStack) -> Output:
    """Open the output; no other batch writes to it until ``stack`` ends.

    Raises
    ------
    UnitwiseError
        If it cannot be written, has something in it that is not ours to go on with, or is being
        written to already.
    """
    if target is None:
        sys.stdout.flush()
        return Output("standard output", getattr(sys.stdout.buffer, "raw", sys.stdout.buffer))
    try:
        stream = stack.enter_context(target.open("a+b" if resume else "ab", buffering=0))
    except OSError as error:
        raise _unwritable(str(target), error) from error
    output = Output(str(target), stream)
    status = os.fstat(stream.fileno())
    if stat.S_ISREG(status.st_mode):
        _lock(stream, target)
    elif resume:
        raise UnitwiseError(f"{target} is no ordinary file, so --resume cannot tell where it ends")
    if resume:
        stream.seek(0)
        output.go_on()
    elif os.fstat(stream.fileno()).st_size:
        raise UnitwiseError(
            f"{target} exists already", hint="go on with it by --resume, or name another file"
        )
    return output


def _lock(stream: FileIO, target: Path) -> None:
    """Keep other batches out, where the system and the disk can."""
    try:
        import fcntl
    except ImportError:
        return
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise UnitwiseError(
            f"{target} is being written to by another batch",
            hint="wait until that has ended, or name another file",
        ) from error
    except OSError:
        return


def _unwritable(name: str, error: OSError) -> UnitwiseError:
    return UnitwiseError(f"{name} cannot be written: {error.strerror or error}")
