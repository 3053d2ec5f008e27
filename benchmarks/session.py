"""Measure the what-if session: ``python benchmarks/session.py``, with ``--runs N`` for more runs.

*How soon is a change answered?* For each shipped qualification a script of changes is obeyed line
by line, from the line that is typed to the last character that is drawn (solve, re-check, compare,
draw; into a page of 80 columns). The medians are over the changes, each measured ``N`` times.

*How soon is the first plan there?* A process of its own is started as ``unitwise explore`` over a
pipe, and the clock stops when the line with the first plan arrives. Beside it, in turns, a process
that imports OR-Tools' ``cp_model`` and does nothing else.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import redirect_stdout
from datetime import date
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from adviser.asking.asked import Asked  # noqa: E402
from adviser.pages.session import show_reply  # noqa: E402
from adviser.session.replies import Changed  # noqa: E402
from adviser.session.session import Session  # noqa: E402
from benchmarks import arguments  # noqa: E402
from catalogue import Catalogue, UnitwiseError, load  # noqa: E402
from solver import Plan, Question as Asking  # noqa: E402

DAY = date(2026, 9, 1)
STARTS = "ocr-l4-customer-service"
BARE = "from ortools.sat.python import cp_model"


def changes(session: Session) -> Iterator[str]:
    """Yield changes as an adviser makes them, worked out from the plan without any wish."""
    state = session.state
    assert isinstance(state.answer, Plan)
    inside = [unit.unit for unit in state.answer.units]
    outside = [unit.reference for unit in state.edition.units if unit.reference not in inside]
    totals = state.answer.totals
    for unit in outside[:4]:
        yield f"want {unit}"
    yield "drop all"
    for unit in inside[-4:]:
        yield f"avoid {unit}"
        yield "undo"
    for name, value in (("glh", totals.glh), ("credit", totals.credit), ("units", totals.units)):
        if value is not None:
            yield f"max {name} {value + 10}"
            yield f"max {name} {value - 1}"
            yield f"max {name} none"
    yield "goal least-glh"
    yield "goal fewest-units"
    yield "goal none"
    for unit in (outside or inside)[:2]:
        yield f"prefer {unit}=+2"
    yield "baseline"
    yield "on 2026-10-01"
    yield f"want {inside[0]}"
    yield f"avoid {inside[0]}"
    yield "undo"


def answered(library: Catalogue, name: str, runs: int) -> Iterator[tuple[str, float, bool]]:
    """Yield each change with the milliseconds until it was drawn, and whether it has a plan."""
    subject = library.find(name)
    for _ in range(runs):
        question = Asking(on=DAY)
        session = Session.start(Asked(subject, subject.edition_on(DAY), question, library))
        for line in list(changes(session)):
            started = time.perf_counter()
            try:
                with redirect_stdout(io.StringIO()):
                    reply = session.do(line)
                    show_reply(reply)
            except UnitwiseError:
                continue  # a measure that the qualification does not have
            if isinstance(reply, Changed):
                took = 1000 * (time.perf_counter() - started)
                yield line, took, isinstance(reply.comparison.after, Plan)


def until_plan() -> float:
    """Return the milliseconds from the start of a process to the line with its first plan."""
    command = [sys.executable, "-m", "adviser", "explore", STARTS, "--on", DAY.isoformat()]
    started = time.perf_counter()
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        line = next(line for line in process.stdout if "plan" in line)
        took = 1000 * (time.perf_counter() - started)
        assert line.startswith("Best plan")
        process.stdin.close()
        process.wait()
    return took


def until_imported() -> float:
    """Return the milliseconds that a process takes to import ``cp_model``, start and end of it."""
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", BARE], check=True)
    return 1000 * (time.perf_counter() - started)


def say(line: str = "") -> None:
    """Print a line."""
    sys.stdout.write(f"{line}\n")


def main() -> None:
    """Print a table of the changes, and the ratio of the two starts."""
    parser = arguments.Parser(__doc__)
    parser.add_argument(
        "--runs", type=arguments.count, default=5, help="times each change is measured"
    )
    parser.add_argument(
        "--starts", type=arguments.count, default=15, help="times each start is measured"
    )
    options = parser.parse_args()
    os.environ["COLUMNS"] = "80"
    library = load()
    every: list[float] = []
    say(f"{'qualification':32} {'changes':>8} {'median':>8} {'95 %':>8} {'no plan':>8}  (ms)")
    for qualification in library.qualifications:
        rows = list(answered(library, qualification.short_name, options.runs))
        took = [row[1] for row in rows]
        without = [row[1] for row in rows if not row[2]]
        every += took
        say(
            f"{qualification.short_name:32} {len(took):8} {median(took):8.1f}"
            f" {quantiles(took, n=20)[-1]:8.1f}"
            f" {median(without) if without else float('nan'):8.1f}"
        )
    say(f"{'all':32} {len(every):8} {median(every):8.1f} {quantiles(every, n=20)[-1]:8.1f}")
    until_plan()
    until_imported()
    pairs = [(until_plan(), until_imported()) for _ in range(options.starts)]
    plan, bare = (median(times) for times in zip(*pairs, strict=True))
    say()
    say(f"process start to the first plan   {plan:8.0f} ms")
    say(f"a process that imports cp_model   {bare:8.0f} ms")
    say(f"ratio of the medians              {plan / bare:8.2f}")


if __name__ == "__main__":
    main()
