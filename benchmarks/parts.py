"""Where the time of one question goes: ``python benchmarks/parts.py [INSTANCE ...]``.

Each part is timed where the answer is made, without the parts inside it, so that they add up.
Milliseconds of processor time, medians: what else the machine does is left out as far as it can be.
"""

from __future__ import annotations

import contextlib
import io
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from adviser.pages.terminal import show  # noqa: E402
from adviser.words.answers import answer_blocks  # noqa: E402
from benchmarks import arguments  # noqa: E402
from benchmarks.generate import stored  # noqa: E402
from benchmarks.questions import SHIPPED, posed, write_shipped  # noqa: E402
from benchmarks.report import table  # noqa: E402
from catalogue import edition_for  # noqa: E402
from solver import suggest  # noqa: E402
from solver.encoding.edition import compile_anew  # noqa: E402

PARTS = {
    "compiling the rules": "solver.task.task.compile_edition",
    "posing: what is open, goals, wishes": "solver.plans.suggest.understood",
    "writing the model": "solver.program.engine._write",
    "searching: CP-SAT, without presolve": "solver.program.engine.interruptible",
    "referee": "solver.checks.recheck.audit",
    "checking wishes, windows, limits, goals": "solver.task.task.recheck",
}
"""Each part, with the function that does it, as it is known where it is called."""

REST = "the rest, to a `Plan`"

SMALL, LARGE = ("nocn-l1", "ocr-l4"), ("grown-1000", "grown-5000")


class Times:
    """Seconds of processor time of each part, without the parts called from it."""

    def __init__(self) -> None:
        self.of: dict[str, float] = {}
        self._inner = [0.0]

    def timed(self, part: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return ``function`` with its time counted to ``part``."""

        def call(*given: Any, **named: Any) -> Any:
            start = time.process_time()
            self._inner.append(0.0)
            try:
                return function(*given, **named)
            finally:
                taken = time.process_time() - start
                self.of[part] = self.of.get(part, 0.0) + taken - self._inner.pop()
                self._inner[-1] += taken

        return call

    @contextlib.contextmanager
    def watching(self) -> Iterator[None]:
        """Time every part, and put everything back."""
        before = []
        for part, name in PARTS.items():
            place, _, attribute = name.rpartition(".")
            module = import_module(place)
            known = getattr(module, attribute)
            before.append((module, attribute, known))
            made = compile_anew if attribute == "compile_edition" else known
            setattr(module, attribute, self.timed(part, made))
        try:
            yield
        finally:
            for module, attribute, known in before:
                setattr(module, attribute, known)


def parts(path: str, runs: int) -> dict[str, float]:
    """Return milliseconds of each part of the question in an instance file."""
    found: dict[str, list[float]] = {}

    def add(part: str, seconds: float) -> None:
        found.setdefault(part, []).append(1000 * seconds)

    for run in range(runs + 1):
        start = time.process_time()
        asked = posed(path)
        read = time.process_time() - start
        times = Times()
        with times.watching():
            answer = times.timed(REST, suggest)(asked.qualification, asked.question)
        edition = edition_for(asked.qualification, None, asked.question.on)
        start = time.process_time()
        with contextlib.redirect_stdout(io.StringIO()):
            show(answer_blocks(answer, edition))
        shown = time.process_time() - start
        if run or runs == 1:  # the first one loads libraries
            add("reading (not part of the answer)", read)
            for part in (*PARTS, REST):
                add(part, times.of.get(part, 0.0))
            add("**the whole answer**", sum(times.of.values()))
            add("printing", shown)
    return {part: median(seen) for part, seen in found.items()}


def main() -> None:
    """Print the table."""
    parser = arguments.Parser(__doc__)
    parser.add_argument("instances", nargs="*", default=[*SMALL, *LARGE], metavar="INSTANCE")
    asked = parser.parse_args()
    for name in asked.instances:
        if name not in (known := {*SHIPPED, *stored()}):
            parser.error(f"no instance is called {name!r}: {', '.join(sorted(known))}")
    columns = []
    with tempfile.TemporaryDirectory() as folder:
        files = stored() | {path.stem: path for path in write_shipped(Path(folder))}
        for name in asked.instances:
            large = name.rpartition("-")[2].isdecimal() and int(name.rpartition("-")[2]) >= 1000
            columns.append(parts(str(files[name]), 3 if large else 24))
    lines = [[part, *(f"{column[part]:,.2f}" for column in columns)] for part in columns[0]]
    sys.stdout.write(table(["part", *asked.instances], lines) + "\n")


if __name__ == "__main__":
    main()
