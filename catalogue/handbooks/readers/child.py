"""The process in which one document is read: what a hostile file can harm ends with it.

``python -m catalogue.handbooks.readers.child SECONDS NAME`` reads the document from standard input and
writes its content as JSON to standard output; with numbers of pages after the name, their images.
Memory, time and the size of files are limited where the system can do that.
"""

from __future__ import annotations

import sys

from catalogue.handbooks.readers.kinds import LARGEST, Refused, read
from catalogue.handbooks.readers.pictures import pictures_of
from catalogue.handbooks.readers.transport import dumped

MEMORY = 1 << 30
"""Bytes of memory that reading one document may take."""

MOST_RESULT = 64 << 20
"""Bytes of the content of one document as JSON, inclusive."""


def limit(seconds: int) -> None:
    """Limit this process: address space, seconds of processor, no file larger than 0 bytes."""
    try:
        import resource
    except ImportError:  # a system without such limits: the parent still ends what takes too long
        return
    for what, most in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):
            continue


def main(arguments: list[str]) -> int:
    """Read one document; 0 read, 4 refused with the reason and a hint on two lines."""
    seconds, name, *pages = int(arguments[0]), *arguments[1:]
    limit(seconds)
    raw = sys.stdin.buffer.read(LARGEST + 1)
    try:
        if len(raw) > LARGEST:
            raise Refused(f"is larger than {LARGEST >> 20} MiB")
        result = pictures_of(raw, map(int, pages)) if pages else dumped(read(raw, name))
        if len(result) > MOST_RESULT:
            raise Refused("holds too much to be a handbook")
    except Refused as error:
        sys.stdout.buffer.write(f"{error}\n{error.hint}".encode("utf-8", "replace"))
        return 4
    except MemoryError:
        sys.stdout.buffer.write(b"takes more than 1 GiB of memory to read\n")
        return 4
    sys.stdout.buffer.write(result)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
