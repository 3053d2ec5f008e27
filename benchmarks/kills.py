"""Clients, workers and schedulers killed at random moments: the same bytes as if nobody had died.

``python benchmarks/kills.py 300 --kills 30`` answers a cohort of 300 learners undisturbed, then
thirty times for each of whom may die: the client of this machine, a worker of it, and over a
scheduler of Dask on the loopback the client, a worker, and the scheduler itself. In each run one of
them is killed, at a moment drawn evenly over the length of an undisturbed run, and what does not
end by itself is gone on with by --resume. The workbook must have the same bytes, and nothing else
may be left beside it. Parts are small (--part), so that moments fall between them, too.
``--seed`` draws other moments, ``--only`` kills only some. It ends with 1 if a byte differs.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from benchmarks import arguments  # noqa: E402
from benchmarks.batch import DAY  # noqa: E402
from benchmarks.crowd import distinct, held_by  # noqa: E402
from benchmarks.loopback import Dask, children, dask  # noqa: E402

VICTIMS = ("client", "worker", "dask-client", "dask-worker", "dask-scheduler")

_SMALL = (
    "import solver.many.parts as parts; parts.PART = {part}; from adviser.cli import main; main()"
)

_ENDS = {0, 1}
"""Exit codes of a run that came to its end."""


@dataclass
class Killing:
    """One kind of victim: how it is asked, and what came of it."""

    victim: str
    source: Path
    part: int
    jobs: int
    cluster: Dask | None
    draw: random.Random
    seconds: float = 0.0
    whole: bytes = b""
    differing: list[str] = field(default_factory=list)
    resumed: int = 0
    kept: list[int] = field(default_factory=list)

    def start(self, result: Path, *more: str) -> subprocess.Popen[bytes]:
        """Begin to answer everybody."""
        over = (
            ["--jobs", str(self.jobs)]
            if self.cluster is None
            else ["--scheduler", self.cluster.address]
        )
        asked = ["cohort", str(self.source), "-o", str(result), "--as-of", DAY, *over, *more]
        return subprocess.Popen(
            [sys.executable, "-c", _SMALL.format(part=self.part), *asked],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )

    def undisturbed(self, folder: Path) -> None:
        """Answer everybody twice: the bytes, and how long it takes where all is warm."""
        for number in range(2):
            result = folder / f"whole-{number}.xlsx"
            began = time.perf_counter()
            process = self.start(result)
            told = process.communicate()[1].decode()
            if process.returncode not in _ENDS:
                raise SystemExit(f"error: undisturbed it ended with {told}")
            self.seconds = time.perf_counter() - began
            self.whole = result.read_bytes()
            result.unlink()

    def once(self, folder: Path) -> bool:
        """Kill one, go on, and compare; false where all was over before the moment came."""
        result = folder / "result.xlsx"
        moment = self.draw.uniform(0, self.seconds)
        process = self.start(result)
        with suppress(subprocess.TimeoutExpired):
            process.wait(moment)
        killed = process.poll() is None and self._kill(process)
        kept = _kept(result) if killed else 0
        process.communicate()
        while process.returncode not in _ENDS:
            if self.cluster is not None:
                self.cluster.ready()
            process = self.start(result, "--resume")
            told = process.communicate()[1].decode()
            self.resumed += killed
            if process.returncode not in {*_ENDS, 2}:
                raise SystemExit(f"error: it could not be gone on with: {told}")
        if killed:
            self.kept.append(kept)
            left = sorted(one.name for one in folder.iterdir())
            if left != [result.name]:
                self.differing.append(f"killed after {moment:.3f} s, there is {left}")
            elif result.read_bytes() != self.whole:
                self.differing.append(f"killed after {moment:.3f} s, its bytes differ")
        result.unlink(missing_ok=True)
        return killed

    def _kill(self, process: subprocess.Popen[bytes]) -> bool:
        """Kill the victim; false where there is none yet, or no longer."""
        if self.victim.endswith("client"):
            process.kill()
            return True
        if self.cluster is not None:
            one = self.draw.choice(self.cluster.names)
            self.cluster.kill("scheduler" if self.victim.endswith("scheduler") else one)
            return True
        with suppress(ProcessLookupError, IndexError):
            os.kill(self.draw.choice(children(process.pid)), signal.SIGKILL)
            return True
        return False


def _kept(result: Path) -> int:
    """Learners whose answers are kept at this moment."""
    manifest = result.with_name(f"{result.name}.parts") / "manifest.json"
    try:
        return int(json.loads(manifest.read_text())["lines"])
    except (OSError, ValueError):
        return 0


def learners(path: Path, how_many: int) -> None:
    """Write learners of whom no two ask the same, and who hold something."""
    draw = random.Random(3)
    with path.open("w", encoding="utf-8") as stream:
        for number, question in enumerate(distinct(how_many)):
            rest = {key: value for key, value in question.items() if key != "qualification"}
            name = str(question["qualification"])
            one = {"id": f"L{number}", "to": name, **rest, "held": held_by(draw, name)}
            stream.write(json.dumps(one) + "\n")


def rows(given: Given) -> Iterator[str]:
    """Yield a row for each kind of victim.

    Raises
    ------
    SystemExit
        If a run cannot be gone on with; at the end with 1 if a byte differed.
    """
    yield "| killed | times | gone on with | kept at that moment | the same bytes | s undisturbed |"
    yield "| --- |--:|--:|--:|--:|--:|"
    differing: list[str] = []
    with tempfile.TemporaryDirectory() as where, ExitStack() as stack:
        source = Path(where, "learners.jsonl")
        learners(source, given.learners)
        cluster = None
        for victim in given.only:
            if victim.startswith("dask") and cluster is None:
                cluster = stack.enter_context(dask(2))
            folder = Path(where, victim)
            folder.mkdir()
            killing = Killing(
                victim,
                source,
                given.part,
                given.jobs,
                cluster if victim.startswith("dask") else None,
                random.Random(f"{given.seed} {victim}"),
            )
            killing.undisturbed(folder)
            while len(killing.kept) < given.kills:
                killing.once(folder)
                done = f"{victim} {len(killing.kept)}, {len(killing.differing)} differ"
                sys.stderr.write(f"\r{done}  ")
            sys.stderr.write("\r")
            same = len(killing.kept) - len(killing.differing)
            least, most = min(killing.kept), max(killing.kept)
            yield (
                f"| {victim} | {len(killing.kept)} | {killing.resumed} | {least} to {most} "
                f"| {same} | {killing.seconds:.1f} |"
            )
            differing += [f"{victim}: {one}" for one in killing.differing]
    if differing:
        raise SystemExit("error: " + "\n".join(differing))


class Given:
    """What the command line says."""

    learners: int
    kills: int
    seed: int
    part: int
    jobs: int
    only: list[str]


def main() -> None:
    """Print a row for each of whom may die."""
    parser = arguments.Parser(__doc__)
    parser.add_argument("learners", type=arguments.count, nargs="?", default=300)
    parser.add_argument("--kills", type=arguments.count, default=30, help="of each")
    parser.add_argument("--seed", type=int, default=1, help="of the moments")
    parser.add_argument("--part", type=arguments.count, default=40, help="learners kept at once")
    parser.add_argument("--jobs", type=arguments.count, default=2, help="of this machine")
    parser.add_argument("--only", nargs="+", choices=VICTIMS, default=list(VICTIMS))
    given = parser.parse_args(namespace=Given())
    sys.stdout.write(f"load {os.getloadavg()[0]:.1f}\n")
    for row in rows(given):
        sys.stdout.write(row + "\n")
        sys.stdout.flush()
    sys.stdout.write(f"load {os.getloadavg()[0]:.1f}\n")


if __name__ == "__main__":
    main()
