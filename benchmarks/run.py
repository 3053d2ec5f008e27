"""Measure Unitwise beside its peers: ``python benchmarks/run.py``, with ``--full`` for all sizes.

Every subject answers from a process of its own, the peers from virtual environments that are made
on first use (in ``benchmarks/.venvs``, or where ``UNITWISE_PEERS`` says). The subjects take turns,
a few runs each, so that whatever else the machine does falls on all of them alike.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from benchmarks import arguments, report, results  # noqa: E402
from benchmarks.generate import stored  # noqa: E402
from benchmarks.peers.instance import read  # noqa: E402
from benchmarks.questions import SHIPPED, write_shipped  # noqa: E402
from benchmarks.results import Row  # noqa: E402

HERE = ROOT / "benchmarks"
VENVS = Path(os.environ.get("UNITWISE_PEERS", HERE / ".venvs"))
OURS = ("goal", "suggest")
PEERS = {
    "highs": "highs",
    "cbc": "cbc",
    "asp": "asp",
    "with_cpmpy": "with_cpmpy",
    "with_cpmpy_one_worker": "with_cpmpy",
    "cpsat": "",
    "cpsat_one_worker": "",
    "cpsat_tuned": "",
}
"""The peers' modules, each with the requirements of its environment; empty: Unitwise's own."""
RUNS = 20
"""Timed runs of each subject on each instance, where the time allows."""
TURNS = 4
SHORT = (
    "grown-50",
    "grown-200",
    "overlapping-50",
    "arithmetic-floors-50",
    "arithmetic-parity-50",
    "barred-56",
)


class Worker:
    """A subject in a process of its own, asked by lines of JSON."""

    def __init__(self, command: Sequence[str]) -> None:
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        about = self._answer()
        self.name: str = about["name"]
        self.version: str = about["version"]

    def _answer(self) -> dict[str, Any]:
        assert self.process.stdout is not None, "it was asked for"
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"error: {self.process.args!r} broke off")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def measure(self, path: Path, runs: int, seconds: float) -> dict[str, Any]:
        """Return the answer and the times of ``runs`` runs."""
        assert self.process.stdin is not None, "it was asked for"
        request = {"instance": str(path), "runs": runs, "seconds": seconds}
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        return self._answer()

    def close(self) -> None:
        """Let the process end."""
        self.process.communicate()


def python_of(peer: str) -> str:
    """Return the interpreter of a peer, its environment made if it is not there yet."""
    environment = PEERS[peer]
    if not environment:
        return sys.executable
    asked = HERE / "peers" / "requirements" / f"{environment}.txt"
    home = VENVS / environment
    python = home / "bin" / "python"
    done = home / "requirements.txt"
    if not done.exists() or done.read_bytes() != asked.read_bytes():
        sys.stderr.write(f"setting up {home}\n")
        venv.create(home, with_pip=True, clear=True)
        command = [str(python), "-m", "pip", "install", "--quiet", "--requirement", str(asked)]
        if subprocess.run(command).returncode:
            raise SystemExit(f"error: {home} could not be set up from {asked}")
        done.write_bytes(asked.read_bytes())
    return str(python)


def workers(peers: Iterable[str]) -> Iterator[Worker]:
    """Start Unitwise's own workers, then those of the peers."""
    for name in OURS:
        yield Worker([sys.executable, str(HERE / "ours.py"), name])
    for name in peers:
        yield Worker([python_of(name), str(HERE / "peers" / "worker.py"), name])


def measure(
    path: Path, subjects: Sequence[Worker], *, seconds: float, budget: float, runs: int = RUNS
) -> list[Row]:
    """Measure every subject on one instance, and hold their answers against each other.

    One run warms up and tells how many fit ``budget``; a subject that takes longer than
    ``seconds`` is not asked again.

    Raises
    ------
    SystemExit
        If two subjects prove different answers.
    """
    data = read(path)
    size = len(data["options"])
    wanted: dict[str, int] = {}
    rows: dict[str, Row] = {}
    answers: dict[str, str] = {}
    times: dict[str, list[tuple[float, ...]]] = {}
    for worker in subjects:
        found = worker.measure(path, 1, seconds)
        if sum(found["solve"]) < 1:  # the first run of a process loads libraries
            found = worker.measure(path, 1, seconds)
        pairs: list[tuple[float, ...]] = list(zip(found["build"], found["solve"], strict=True))
        fit = int(budget / max(1e-9, sum(pairs[0])))
        proven = found["status"] in {"optimal", "infeasible"}
        wanted[worker.name] = min(runs, fit) if proven else 0
        answers[worker.name] = _told(found)
        times[worker.name] = [] if wanted[worker.name] else pairs
    told = {answer for answer in answers.values() if answer != "unknown"}
    if len(told) > 1:
        raise SystemExit(f"error: {data['name']}: the answers differ: {answers}")
    for turn in range(TURNS):
        for worker in subjects:
            now = wanted[worker.name] * (turn + 1) // TURNS - wanted[worker.name] * turn // TURNS
            if now:
                found = worker.measure(path, now, seconds)
                times[worker.name] += zip(found["build"], found["solve"], strict=True)
                if _told(found) not in {answers[worker.name], "unknown"}:
                    raise SystemExit(f"error: {data['name']}: {worker.name} changed its answer")
    for worker in subjects:
        name = worker.name
        rows[name] = Row.of(data["name"], size, name, answers[name], times[name])
    return list(rows.values())


def _told(found: dict[str, Any]) -> str:
    return str(found["objective"] if found["status"] == "optimal" else found["status"])


PYTHON, UNITWISE = sys.executable, str(Path(sys.executable).with_name("unitwise"))
COLD = {
    "python": [PYTHON, "-c", "pass"],
    "unitwise --help": [UNITWISE, "--help"],
    "unitwise catalogue list": [UNITWISE, "catalogue", "list"],
    "import cp_model": [PYTHON, "-c", "import ortools.sat.python.cp_model"],
    "unitwise suggest": [
        *(UNITWISE, "suggest", "ocr-l4-customer-service"),
        *("--goal", "least-glh", "--on", "2024-07-01"),
    ],
}
"""What is started from cold, each in a process of its own."""


def cold(runs: int) -> list[Row]:
    """Measure whole processes, from start to end, in turns.

    A first round, not counted, leaves everything compiled to bytecode, as any first use does: also
    where the environment asks Python to write none, which would have Unitwise compiled every time
    and the libraries, compiled when they were installed, not.
    """
    times: dict[str, list[tuple[float, ...]]] = {name: [] for name in COLD}
    with tempfile.TemporaryDirectory() as bytecode:
        places = {"PYTHONPYCACHEPREFIX": bytecode, "PYTHONDONTWRITEBYTECODE": ""}
        for turn in range(runs + 1):
            for name, command in COLD.items():
                start = time.perf_counter()
                subprocess.run(
                    command, check=True, stdout=subprocess.DEVNULL, env={**os.environ, **places}
                )
                if turn:
                    times[name].append((0.0, time.perf_counter() - start))
    return [Row.of("cold", 0, name, "", found) for name, found in times.items()]


def about(subjects: Sequence[Worker]) -> list[Row]:
    """Return what was measured, when and on what machine."""
    facts = {
        "date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "machine": f"{_processor()}, {os.cpu_count()} cores, {platform.system()}",
        "python": platform.python_version(),
        "ortools": version("ortools"),
        **{worker.name: worker.version for worker in subjects},
    }
    return [Row("about", 0, key, value, 0, 0, 0, 0, 0, 0) for key, value in facts.items()]


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def instances(folder: Path, wanted: Collection[str]) -> list[Path]:
    """Return the shipped questions, written to ``folder``, and the stored instances by size."""
    found = [
        (name.split("-")[0], len(read(path)["options"]), path)
        for name, path in stored().items()
        if name in wanted
    ]
    shipped = [path for path in write_shipped(folder) if path.stem in wanted]
    return [*shipped, *(path for _, _, path in sorted(found))]


def main() -> None:
    """Run, write the CSV and print the tables."""
    parser = arguments.Parser(__doc__)
    parser.add_argument("--full", action="store_true", help="every stored instance")
    parser.add_argument("--ours", action="store_true", help="Unitwise alone, without any peer")
    parser.add_argument(
        "--only",
        metavar="WORD",
        nargs="+",
        default=[""],
        help="instances whose name contains a WORD; cold for the cold starts",
    )
    parser.add_argument(
        "--csv", type=arguments.output, default=HERE / "latest.csv", help="where to write"
    )
    parser.add_argument(
        "--seconds",
        type=arguments.seconds,
        help="give up on a solve after this long (3, with --full 20)",
    )
    asked = parser.parse_args()
    known = [*SHIPPED, *(name for name in stored() if asked.full or name in SHORT), "cold"]
    for word in asked.only:
        if not any(word in name for name in known):
            more = "" if asked.full else ", or more with --full"
            parser.error(f"nothing that is measured is called {word!r}: {', '.join(known)}{more}")
    wanted = {name for name in known if any(word in name for word in asked.only)}
    if "cold" in wanted and not Path(UNITWISE).exists():
        parser.error(f"the cold starts need {UNITWISE}: install Unitwise for this Python")
    limit = asked.seconds or (20.0 if asked.full else 3.0)
    subjects = list(workers(() if asked.ours else PEERS))
    rows = about(subjects)
    with tempfile.TemporaryDirectory() as folder:
        for path in instances(Path(folder), wanted):
            sys.stderr.write(f"{path.name}\n")
            rows += measure(path, subjects, seconds=limit, budget=limit / 2)
            results.write(rows, asked.csv)
    for worker in subjects:
        worker.close()
    if "cold" in wanted:
        sys.stderr.write("cold starts\n")
        rows += cold(10)
    results.write(rows, asked.csv)
    sys.stdout.write(report.tables(results.read(asked.csv)))


if __name__ == "__main__":
    main()
