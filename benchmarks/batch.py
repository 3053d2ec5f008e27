"""Answers a second, and memory, of ``unitwise suggest --batch`` on generated questions.

``python benchmarks/batch.py 1000 20000`` asks so many questions. They are about the shipped
qualifications and drawn with a fixed seed: one goal, and with ``--wishes`` also a unit wanted and
one refused. Memory is read from /proc while the batch runs: on Linux only.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from benchmarks import arguments  # noqa: E402
from catalogue import Edition, load  # noqa: E402

DAY = "2024-09-01"
SEED = 7


def questions(how_many: int, wishes: bool) -> Iterator[dict[str, Any]]:
    """Yield questions, each with a goal in what its qualification has figures for."""
    draw = random.Random(SEED)
    subjects = load().qualifications
    goals = [_goals(subject.editions[-1]) for subject in subjects]
    for _ in range(how_many):
        number = draw.randrange(len(subjects))
        question: dict[str, Any] = {
            "qualification": subjects[number].short_name,
            "on": DAY,
            "goals": [draw.choice(goals[number])],
        }
        if wishes:
            units = [unit.reference for unit in subjects[number].editions[-1].units]
            drawn = draw.sample(units, min(2, len(units)))
            for key, unit in zip(("want", "avoid"), drawn, strict=False):
                question[key] = [unit]
        yield question


def _goals(edition: Edition) -> list[str]:
    known = {
        "least-glh": all(unit.glh is not None for unit in edition.units),
        "least-credit": all(unit.credit is not None for unit in edition.units),
        "fewest-units": True,
    }
    return [goal for goal, is_known in known.items() if is_known]


def run(how_many: int, jobs: int, wishes: bool) -> str:
    """Answer so many questions; return one row of the table.

    Raises
    ------
    SystemExit
        If the batch ends otherwise than with an answer for each question.
    """
    with tempfile.TemporaryDirectory() as folder:
        asked, answered = Path(folder, "questions.jsonl"), Path(folder, "answers.jsonl")
        with asked.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(question) + "\n" for question in questions(how_many, wishes))
        command = [sys.executable, "-m", "adviser", "suggest", "--batch", str(asked)]
        command += ["--jobs", str(jobs), "--output", str(answered)]
        begun = time.perf_counter()
        busy = _busy()
        main = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        first = None
        most: Counter[str] = Counter()
        while main.poll() is None:
            time.sleep(0.05)
            if first is None and answered.exists() and answered.stat().st_size:
                first = time.perf_counter()
            for name, size in _memory(main.pid).items():
                most[name] = max(most[name], size)
        end = time.perf_counter()
        if main.returncode:
            raise SystemExit(f"error: suggest --batch ended with exit code {main.returncode}")
        kinds = Counter(
            json.loads(line)["answer"] for line in answered.open("rb") if line.endswith(b"\n")
        )
        assert kinds.total() == how_many, "an answer for each question"
        spent = _busy() - busy
        rate = how_many / (end - begun)
        steady = how_many / (end - (first or begun))
        told = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
        return (
            f"| {how_many:,} | {jobs} | {rate:.0f} | {steady:.0f} | {1000 * spent / how_many:.2f} "
            f"| {most['main'] / 1024:.0f} | {most['worker'] / 1024:.0f} | {told} |"
        )


def _busy() -> float:
    """Seconds of processor time of the children that have ended, and theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _memory(main: int) -> dict[str, int]:
    """Resident memory now, in KiB: of the main process, and of the largest of its children."""
    found = {"main": _resident(main), "worker": 0}
    try:
        children = Path(f"/proc/{main}/task/{main}/children").read_text().split()
    except OSError:
        children = []
    found["worker"] = max((_resident(int(child)) for child in children), default=0)
    return found


def _resident(process: int) -> int:
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0
    lines = [line for line in status.splitlines() if line.startswith("VmRSS:")]
    return int(lines[0].split()[1]) if lines else 0


def main() -> None:
    """Print a table, one row for each number of questions."""
    parser = arguments.Parser(__doc__)
    parser.add_argument(
        "sizes", nargs="*", type=arguments.count, default=[1000, 20000], metavar="QUESTIONS"
    )
    parser.add_argument("--jobs", type=arguments.count, default=2)
    parser.add_argument("--wishes", action="store_true", help="with a unit wanted and one refused")
    given = parser.parse_args()
    head = ("questions", "jobs", "/s", "/s from the first", "CPU ms", "main MiB", "worker MiB")
    _tell(f"| {' | '.join(head)} | answers |")
    _tell("|--:" * len(head) + "|:--|")
    for size in given.sizes:
        _tell(run(size, given.jobs, given.wishes))


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
