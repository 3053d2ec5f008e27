"""Many questions over one engine: rates side by side, memory over time, and workers of Dask.

``python benchmarks/many.py whole 100000 --against FOLDER`` answers a cohort of so many learners, of
whom no two ask the same, then one of which nine in ten do, each to its workbook, and samples the
memory of all processes; and it compares the rates of a tenth of the questions. The other words do
parts of that, and more:

``python benchmarks/many.py rates 20000 --against FOLDER`` answers so many questions, none of them
equal and then nine in ten, by the batch of this checkout, by that of another in FOLDER, and as a
cohort of learners, in turns. ``memory`` tells the resident memory of all processes as it goes on.
``workers`` compares one and two workers of Dask; ``costs`` tells what a task costs whom. Processor
time is told beside every rate: on a machine that others use, too, it is what can be compared.
What dies, ``kills.py`` kills.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from benchmarks import arguments  # noqa: E402
from benchmarks.batch import DAY  # noqa: E402
from benchmarks.crowd import distinct, nine_in_ten, written  # noqa: E402
from benchmarks.loopback import children, dask, resident  # noqa: E402

Drawn = Callable[[int], list[dict[str, object]]]

SORTS: tuple[tuple[str, Drawn], ...] = (
    ("all different", distinct),
    ("nine in ten equal", nine_in_ten),
)


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
    for name, make in SORTS:
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


def watched(name: str, make: Drawn, how_many: int, jobs: str) -> Iterator[str]:
    """Yield what each process holds, in MiB, on the way through a cohort to its workbook."""
    with tempfile.TemporaryDirectory() as folder:
        _, cohort = written(Path(folder), make(how_many))
        result = Path(folder, "r.xlsx")
        process = subprocess.Popen(
            command("cohort", cohort, result, "--jobs", jobs),
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        began = last = time.perf_counter()
        told, seen, ended = 0, [(0.0, 0, 0, 0)], 0.0
        while process.poll() is None:
            time.sleep(0.2)
            now = time.perf_counter()
            kept = max(kept_of(result), seen[-1][1])
            client = resident(process.pid)
            worker = max(map(resident, children(process.pid)), default=0)
            if not client:
                continue
            seen.append((now - began, kept, client, worker))
            ended = ended or (now - began if kept == how_many else 0.0)
            if kept * 10 >= told * how_many or (ended and now - last > how_many / 2_000):
                told, last = kept * 10 // how_many + 1, now
                what = "written from here on" if ended else f"{kept:,}"
                yield f"| {name} | {now - began:.0f} | {what} | {client} | {worker} |"
        whole = time.perf_counter() - began
        if process.returncode > 1:
            raise SystemExit(f"error: the cohort ended with {process.returncode}")
        half = next(one for one in seen if one[1] * 2 >= how_many)
        full = next((one for one in seen if one[1] == how_many), seen[-1])
        grown = [(full[n] - half[n]) * (1 << 20) // (how_many // 2) for n in (2, 3)]
        most = [max(one[n] for one in seen) for n in (2, 3)]
        size = f"a workbook of {result.stat().st_size >> 20} MiB in {whole - full[0]:.0f} s more"
    yield f"| {name} | {whole:.0f} | {size}; the most of all | {most[0]} | {most[1]} |"
    yield f"| {name} | | bytes more for each learner of the second half | {grown[0]} | {grown[1]} |"
    yield f"| {name} | | answered: {how_many / full[0]:.0f} learners a second | | |"


def kept_of(result: Path) -> int:
    """Learners of a cohort that runs whose answers are kept at this moment."""
    manifest = result.with_name(f"{result.name}.parts") / "manifest.json"
    try:
        return int(json.loads(manifest.read_text())["lines"])
    except (OSError, ValueError):
        return 0


def memory(how_many: int, jobs: str) -> Iterator[str]:
    """Yield the memory of a cohort in which all differ, and of one of which nine in ten do not."""
    yield "| cohort | seconds | answered | client MiB | largest worker MiB |"
    yield "| --- |--:|--:|--:|--:|"
    for name, make in SORTS:
        yield from watched(name, make, how_many, jobs)


def workers(how_many: int) -> Iterator[str]:
    """Yield the rates over one and two workers: of Dask, of this machine, and of mere sums.

    What a start costs is taken off: everybody is asked, and a tenth. Two processes that do nothing
    but add tell what two cores of this machine are worth, of which no program has more.
    """
    yield "| where | workers | /s | times | client, CPU ms a learner | scheduler | workers |"
    yield "| --- |--:|--:|--:|--:|--:|--:|"
    added = [_sums(number) for number in (1, 2)]
    yield f"| mere sums | 2 | | {2 * added[0] / added[1]:.2f} | | | |"
    with tempfile.TemporaryDirectory() as where:
        asked = distinct(how_many)
        few = asked[: how_many // 10]
        files = []
        for part in (few, asked):
            folder = Path(where, str(len(part)))
            folder.mkdir()
            files.append(written(folder, part)[1])
        more = how_many - len(few)
        first = 0.0
        for number in (1, 2):
            with dask(number) as there:
                spent: list[tuple[float, ...]] = []
                for turn, file in enumerate((files[0], *files)):  # the first is to warm up
                    result = Path(where, f"dask-{number}-{turn}.jsonl")
                    before = there.spent()
                    found = timed(
                        command("cohort", file, result, "--scheduler", there.address), ROOT
                    )
                    used = [x - y for x, y in zip(there.spent(), before, strict=True)]
                    spent.append((*found, *used))
            wall, *busy = (large - small for small, large in zip(spent[1], spent[2], strict=True))
            first = first or wall
            each = " | ".join(f"{1000 * one / more:.2f}" for one in busy)
            yield f"| Dask | {number} | {more / wall:.0f} | {first / wall:.2f} | {each} |"
        first = 0.0
        for number in (1, 2):
            walls = []
            for turn, file in enumerate(files):
                result = Path(where, f"here-{number}-{turn}.jsonl")
                walls.append(timed(command("cohort", file, result, "--jobs", str(number)), ROOT)[0])
            wall = walls[1] - walls[0]
            first = first or wall
            yield f"| this machine | {number} | {more / wall:.0f} | {first / wall:.2f} | | | |"


def _sums(processes: int) -> float:
    """Seconds in which so many processes at once each add a great many numbers."""
    began = time.perf_counter()
    running = [
        subprocess.Popen([sys.executable, "-c", "sum(n % 7 for n in range(40_000_000))"])
        for _ in range(processes)
    ]
    for one in running:
        one.wait()
    return time.perf_counter() - began


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
    with tempfile.TemporaryDirectory() as folder, dask(2) as there:
        _, cohort = written(Path(folder), distinct(how_many))
        library = load(())
        reader = LearnerReader((), date.fromisoformat(DAY))
        before = there.spent()
        own = time.process_time()
        with cluster(there.address) as (executor, workers):
            flow = Flow(executor, Asking(reader), lost, workers, Equal(reader, library))
            submit, tasks = executor.submit, []

            def counted(*given: Any) -> Any:
                tasks.append(len(given[2]))
                return submit(*given)

            executor.submit = counted  # type: ignore[method-assign,assignment,unused-ignore]
            questions = Questions(read_cohort(cohort).learners, (), {}, library)
            size = sum(map(len, questions.lines(flow.results(questions.works()))))
            own = time.process_time() - own
            head, hands = (x - y for x, y in zip(there.spent(), before, strict=True))
        yield f"| client | a learner | {1000 * own / how_many:.3f} |"
        yield f"| workers | a learner | {1000 * hands / how_many:.3f} |"
        each = 1000 * head / len(tasks)
        yield f"| scheduler | a task of {how_many // len(tasks)} | {each:.2f} |"
        yield f"| result | a learner, bytes | {size // how_many} |"


def main() -> None:
    """Print the table that is asked for."""
    parser = arguments.Parser(__doc__)
    parser.add_argument("what", choices=("whole", "rates", "memory", "workers", "costs"))
    parser.add_argument("questions", type=arguments.count)
    parser.add_argument("--against", type=Path, metavar="FOLDER", help="another checkout")
    parser.add_argument("--jobs", type=arguments.count, default=2)
    parser.add_argument("--turns", type=arguments.count, default=2)
    given = parser.parse_args()
    jobs = str(given.jobs)
    tables: dict[str, Callable[[], Iterator[str]]] = {
        "rates": lambda: rates(given.questions, given.against, jobs, given.turns),
        "memory": lambda: memory(given.questions, jobs),
        "whole": lambda: chain(
            memory(given.questions, jobs),
            rates(max(10, given.questions // 10), given.against, jobs, given.turns),
        ),
        "workers": lambda: workers(given.questions),
        "costs": lambda: costs(given.questions),
    }
    sys.stdout.write(f"load {os.getloadavg()[0]:.1f}\n")
    for row in tables[given.what]():
        sys.stdout.write(row + "\n")
        sys.stdout.flush()
    sys.stdout.write(f"load {os.getloadavg()[0]:.1f}\n")


if __name__ == "__main__":
    main()
