"""``-v``: what is read and written, and how long each part of the work took, on stderr.

Files are told as Python opens them, whoever does, so that none can be forgotten here. Processes
besides this one are not followed.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from catalogue.files.listing import SHIPPED
from catalogue.watching import EVENT

_PARTS = {
    "starting": "starting, and reading the command line",
    "catalogue": "reading the catalogue",
    "record": "reading records",
    "question": "understanding the question",
    "engine": "loading the solver",
    "search": "searching and proving",
    "recheck": "checking by plain arithmetic",
    "": "everything else: loading code, words and tables",
}
"""What each part is called, in the order in which they are told."""

_SYSTEM = ("/dev/", "/proc/", "/sys/", "/etc/")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_APPEND


class _Watch:
    """Times from ``began`` on; what is within a part is not counted to it as well."""

    def __init__(self, began: float) -> None:
        self.last = began
        self.within = ["starting"]
        self.seconds: dict[str, float] = defaultdict(float)
        self.times: Counter[str] = Counter()
        self.told: set[str] = set()
        self.shipped: set[str] = set()
        beside = Path(__file__).resolve().parent.parent
        ours = [beside / one for one in ("adviser", "catalogue", "solver", "unitwise")]
        roots = [sys.prefix, sys.base_prefix, *ours]
        self.own = (*_SYSTEM, *(f"{root}{os.sep}" for root in roots))
        """Where the program itself lies, of which nothing is told."""

    def turn(self, name: str, begins: bool) -> None:
        """Take what has passed for the part that was going on; another begins, or it ends."""
        now = time.perf_counter()
        self.seconds[self.within[-1]] += now - self.last
        self.last = now
        if begins:
            self.within.append(name)
            self.times[name] += 1
        elif len(self.within) > 1:
            self.within.pop()

    def opened(self, path: Any, mode: Any, flags: Any) -> None:
        """Tell of a file that is read; those of the shipped catalogue are counted."""
        if not isinstance(path, str | bytes | os.PathLike):
            return
        name = os.path.abspath(os.fsdecode(path))
        writes = bool(flags & _WRITING) if mode is None else any(sign in mode for sign in "wax+")
        if name.startswith(SHIPPED + os.sep):
            self.shipped.add(name)
            return
        if name.startswith(self.own) or os.path.isdir(name):
            return
        # what is written whole is written beside first, under a name that begins with a dot
        if not writes or not os.path.basename(name).startswith("."):
            self.tell("written" if writes else "read", name)

    def renamed(self, source: Any, target: Any, *_: Any) -> None:
        """Tell of a file that is put into its place."""
        self.tell("written", os.path.abspath(os.fsdecode(target)))

    def tell(self, what: str, name: str) -> None:
        """Say something of a file, once."""
        line = f"{what}: {name}"
        if line not in self.told:
            self.told.add(line)
            _say(line)


_watching: list[_Watch] = []
_hearing: list[bool] = []


def _say(line: str) -> None:
    from catalogue.files.pages import printable

    try:
        sys.stderr.write(f"{printable(line)}\n")
    except (OSError, ValueError):
        return


def _hear(event: str, arguments: tuple[Any, ...]) -> None:
    if not _watching or event not in _HEARD:
        return
    if threading.current_thread() is threading.main_thread():
        _HEARD[event](_watching[-1], *arguments)


_HEARD: Mapping[str, Callable[..., None]] = {
    EVENT: _Watch.turn,
    "open": _Watch.opened,
    "os.rename": _Watch.renamed,
}
"""What is done about each event."""


def watch() -> None:
    """Tell from now on what is opened, and time the parts of the work until :func:`finish`."""
    if _watching:
        return
    start = sys.modules.get("unitwise.start")
    one = _Watch(getattr(start, "BEGAN", None) or time.perf_counter())
    one.turn("", True)
    _watching.append(one)
    if not _hearing:  # once a process: what hears can never be taken away again
        _hearing.append(True)
        sys.addaudithook(_hear)


def finish() -> None:
    """Tell how long each part took; nothing is watched any more."""
    if not _watching:
        return
    one = _watching.pop()
    one.turn("", False)
    if one.shipped:
        _say(f"read: {len(one.shipped)} files of the shipped catalogue")
    for name, words in _PARTS.items():
        if name in one.seconds:
            counted = name in {"search", "recheck"} and one.times[name] > 1
            often = f" ({one.times[name]} times)" if counted else ""
            _say(f"{one.seconds[name]:8.3f} s  {words}{often}")
    _say(f"{sum(one.seconds.values()):8.3f} s  in all")
