"""What the scripts' command lines share: arguments checked before anything is measured.

Misuse is told in one line on stderr, ``error: …``, and ends with exit code 2.
"""

from __future__ import annotations

import argparse
import math
import os
from pathlib import Path
from typing import NoReturn

from benchmarks.results import Rows, read


class Parser(argparse.ArgumentParser):
    """A parser of a script's arguments, whose help begins with the script's own docstring."""

    def __init__(self, doc: str | None) -> None:
        layout = argparse.RawDescriptionHelpFormatter
        super().__init__(description=doc, formatter_class=layout)

    def error(self, message: str) -> NoReturn:
        """End with what is wrong in one line, without the usage before it."""
        self.exit(2, f"error: {message}\n")


def count(text: str) -> int:
    """Read a whole number of at least 1."""
    if not text.isascii() or not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1 up")
    return int(text)


def seconds(text: str) -> float:
    """Read a time of more than 0 seconds."""
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < math.inf:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds above 0")
    return value


def run_file(text: str) -> Rows:
    """Read a run from its CSV."""
    try:
        return read(Path(text))
    except OSError as error:
        raise argparse.ArgumentTypeError(f"{text}: {error.strerror}") from None
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text} is not a run's CSV: {error}") from None


def output(text: str) -> Path:
    """Read the name of a file that can be written, without touching it."""
    path = Path(text)
    if not path.parent.is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder {path.parent}")
    if path.is_dir():
        raise argparse.ArgumentTypeError(f"{text} is a folder")
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise argparse.ArgumentTypeError(f"{text} cannot be written")
    return path
