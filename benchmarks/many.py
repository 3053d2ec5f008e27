"""Many questions over one engine: rates side by side, memory over time, kills, and workers.

``python benchmarks/many.py rates 20000 --against FOLDER`` answers so many questions, none of them
equal and then nine in ten, by the batch of this checkout, by that of another in FOLDER, and as a
cohort of learners, in turns. ``memory`` tells the resident memory of all processes as it goes on.
``kills 2000 --kills 30`` kills the client, a worker and the scheduler at random moments, goes on
with --resume, and compares the bytes. ``workers`` compares one and two workers of Dask. Processor
time is told beside every rate: on a machine that others use, too, it is what can be compared.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from benchmarks import arguments  # noqa: E402
from benchmarks.batch import DAY  # noqa: E402


def command(what: str, source: Path, result: Path, *more: str) -> list[str]:
    """The command that answers a file as ``what``: ``batch`` or ``cohort``."""
    start = [sys.executable, "-m", "adviser"]
    if what == "batch":
        asked = ["suggest", "--batch", str(source), "--output", str(result), "--on", DAY]
    else:
        asked = ["cohort", str(source), "-o", str(result), "--as-of", DAY]
    return [*start, *asked, *more]


def timed(arguments: Sequence[str], folder: Path) -> tuple[float, float]:
    """Seconds, and seconds of processor time, of a command in a checkout."""
    before, began = _busy(), time.perf_counter()
    ended = subprocess.run(arguments, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    if ended.returncode > 1:
        raise SystemExit(f"error: {' '.join(arguments[2:5])} ended with {ended.stderr.decode()}")
    return time.perf_counter() - began, _busy() - before


def _busy() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def rates(how_many: int, against: Path | None, jobs: str, turns: int) -> Iterator[str]:
    """Yield a row for each subject, of questions that differ and of such that do not.

    What a start costs is taken off: each file is answered, and a tenth of it.
    """
    yield "| questions | subject | /s | CPU ms each | rate, times | CPU, times |"
    yield "| --- | --- |--:|--:|--:|--:|"
    for name, make in (("all different", distinct), ("nine in ten equal", nine_in_ten)):
        with tempfile.TemporaryDirectory() as where:
            asked = make(how_many)
            few = asked[: how_many // 10]
            files = []
            for part in (few, asked):
                folder = Path(where, str(len(part)))
                folder.mkdir()
                files.append(written(folder, part))
            subjects = [("batch", 0, ROOT), ("cohort", 1, ROOT)]
            if against is not None:
                subjects.insert(0, ("batch", 0, against))
            spent = [[(9e9, 9e9)] * 2 for _ in subjects]
            for turn in range(turns):
                for number, (what, source, checkout) in enumerate(subjects):
                    for size, file in enumerate(files):
                        result = Path(where, f"{turn}-{number}-{size}.jsonl")
                        found = timed(command(what, file[source], result, "--jobs", jobs), checkout)
                        old = spent[number][size]
                        spent[number][size] = (min(old[0], found[0]), min(old[1], found[1]))
            costs = [[large - small for small, large in zip(*own, strict=True)] for own in spent]
            more = how_many - len(few)
            for (what, _, checkout), (wall, busy) in zip(subjects, costs, strict=True):
                yield (
                    f"| {how_many:,} {name} | {what}{' there' if checkout == against else ''} "
                    f"| {more / wall:.0f} | {1000 * busy / more:.2f} "
                    f"| {costs[0][0] / wall:.2f} | {costs[0][1] / busy:.2f} |"
                )


def memory(how_many: int, jobs: str) -> Iterator[str]:
    """Yield what each process holds, in MiB, ten times on the way."""
    yield "| seconds | answered | client MiB | largest worker MiB |"
    yield "|--:|--:|--:|--:|"
    with tempfile.TemporaryDirectory() as folder:
        batch, _ = written(Path(folder), distinct(how_many))
        result = Path(folder, "r.jsonl")
        began = time.perf_counter()
        process = subprocess.Popen(
            command("batch", batch, result, "--jobs", jobs), cwd=ROOT, stderr=subprocess.DEVNULL
        )
        told = answered = read = 0
        while process.poll() is None:
            time.sleep(0.5)
            if not result.exists():
                continue
            with result.open("rb") as stream:
                stream.seek(read)
                content = stream.read()
            read, answered = read + len(content), answered + content.count(b"\n")
            if answered * 10 >= told * how_many:
                told = answered * 10 // how_many + 1
                most = max(map(resident, children(process.pid)), default=0)
                now = time.perf_counter() - began
                yield f"| {now:.0f} | {answered:,} | {resident(process.pid)} | {most} |"


def workers(how_many: int) -> Iterator[str]:
    """Yield the rates over one and two workers of Dask."""
    yield "| workers | /s | times |"
    yield "|--:|--:|--:|"
    with tempfile.TemporaryDirectory() as folder:
        _, cohort = written(Path(folder), distinct(how_many))
        first = 0.0
        for number in (1, 2):
            with dask(number) as (address, _):
                ready(address, number)
                warm = Path(folder, f"warm-{number}.jsonl")
                timed(command("cohort", cohort, warm, "--scheduler", address), ROOT)
                result = Path(folder, f"{number}.jsonl")
                wall, _ = timed(command("cohort", cohort, result, "--scheduler", address), ROOT)
            first = first or wall
            yield f"| {number} | {how_many / wall:.0f} | {first / wall:.2f} |"


def costs(how_many: int) -> Iterator[str]:
    """Yield the processor time of the client, the scheduler and the workers, each for its unit."""
    from adviser.asking.cohort import LearnerReader, Questions
    from adviser.asking.equal import Equal
    from catalogue import load
    from catalogue.records.cohort_files import read_cohort
    from solver.many.cohort import Asking, lost
    from solver.many.executors import cluster
    from solver.many.flow import Flow

    yield "| who | what | CPU ms each |"
    yield "| --- | --- |--:|"
    with tempfile.TemporaryDirectory() as folder, dask(2) as (address, _):
        ready(address, 2)
        _, cohort = written(Path(folder), distinct(how_many))
        library = load(())
        reader = LearnerReader((), date.fromisoformat(DAY))
        scheduler, *hands = children(os.getpid())
        before = [spent(one) for one in (scheduler, *hands)]
        own = time.process_time()
        with cluster(address) as (executor, workers):
            flow = Flow(executor, Asking(reader), lost, workers, Equal(reader, library))
            submit, tasks = executor.submit, []

            def counted(*given: Any) -> Any:
                tasks.append(len(given[2]))
                return submit(*given)

            executor.submit = counted  # type: ignore[method-assign,assignment,unused-ignore]
            questions = Questions(read_cohort(cohort).learners, (), {}, library)
            size = sum(map(len, questions.lines(flow.results(questions.works()))))
            own = time.process_time() - own
            after = [spent(one) for one in (scheduler, *hands)]
        spent = [then - now for now, then in zip(before, after, strict=True)]
        yield f"| client | a learner | {1000 * own / how_many:.3f} |"
        yield f"| workers | a learner | {1000 * sum(spent[1:]) / how_many:.3f} |"
        each = 1000 * spent[0] / len(tasks)
        yield f"| scheduler | a task of {how_many // len(tasks)} | {each:.2f} |"
        yield f"| result | a learner, bytes | {size // how_many} |"


def main() -> None:
    """Print the table that is asked for."""
    parser = arguments.Parser(__doc__)
    parser.add_argument("what", choices=("rates", "memory", "kills", "workers", "costs"))
    parser.add_argument("questions", type=arguments.count)
    parser.add_argument("--against", type=Path, metavar="FOLDER", help="another checkout")
    parser.add_argument("--jobs", type=arguments.count, default=2)
    parser.add_argument("--kills", type=arguments.count, default=30)
    parser.add_argument("--turns", type=arguments.count, default=2)
    given = parser.parse_args()
    jobs = str(given.jobs)
    rows = {
        "rates": lambda: rates(given.questions, given.against, jobs, given.turns),
        "memory": lambda: memory(given.questions, jobs),
        "kills": lambda: kills(given.questions, given.kills, jobs),
        "workers": lambda: workers(given.questions),
        "costs": lambda: costs(given.questions),
    }[given.what]()
    sys.stdout.write(f"load {os.getloadavg()[0]:.1f}\n")
    for row in rows:
        sys.stdout.write(row + "\n")
        sys.stdout.flush()
    sys.stdout.write(f"load {os.getloadavg()[0]:.1f}\n")


if __name__ == "__main__":
    main()
