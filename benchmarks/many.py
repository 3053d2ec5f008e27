"""Many questions over one engine: rates side by side, memory over time, kills, and workers.

``python benchmarks/many.py rates 20000 --against FOLDER`` answers so many questions, none of them
equal and then nine in ten, by the batch of this checkout, by that of another in FOLDER, and as a
cohort of learners, in turns. ``memory`` tells the resident memory of all processes as it goes on.
``kills 2000 --kills 30`` kills the client, a worker and the scheduler at random moments, goes on
with --resume, and compares the bytes. ``workers`` compares one and two workers of Dask. Processor
time is told beside every rate: on a machine that others use, too, it is what can be compared.
"""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import date
from functools import partial
from pathlib import Path
from socket import socket
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from benchmarks import arguments  # noqa: E402
from benchmarks.batch import DAY, questions  # noqa: E402

KILLED = ("client", "worker", "scheduler")


def distinct(how_many: int) -> list[dict[str, object]]:
    """Questions of which no two are equal: a goal, a unit wanted, one refused, a limit."""
    found: dict[str, dict[str, object]] = {}
    for number, question in enumerate(questions(how_many * 3, wishes=True)):
        made = {**question, "limits": {"new_units": 40 + number % 7}}
        found.setdefault(json.dumps(made), made)
        if len(found) == how_many:
            return list(found.values())
    raise SystemExit(f"error: only {len(found)} different questions are drawn")


def nine_in_ten(how_many: int) -> list[dict[str, object]]:
    """Questions of which nine in ten are equal to another."""
    draw = random.Random(1)
    few = distinct(max(1, how_many // 10))
    return [draw.choice(few) for _ in range(how_many)]


def written(folder: Path, asked: Sequence[dict[str, object]]) -> tuple[Path, Path]:
    """Write questions for a batch, and the same as learners who hold nothing."""
    batch, cohort = folder / "questions.jsonl", folder / "learners.jsonl"
    with batch.open("w") as lines, cohort.open("w") as learners:
        for number, question in enumerate(asked):
            lines.write(json.dumps(question) + "\n")
            rest = {key: value for key, value in question.items() if key != "qualification"}
            learner = {"id": f"L{number}", "to": question["qualification"], **rest, "held": []}
            learners.write(json.dumps(learner) + "\n")
    return batch, cohort


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
                most = max(map(_resident, children(process.pid)), default=0)
                now = time.perf_counter() - began
                yield f"| {now:.0f} | {answered:,} | {_resident(process.pid)} | {most} |"


def children(process: int) -> list[int]:
    """The processes that a process has started from any of its threads."""
    found: list[int] = []
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):
            found += map(int, task.read_text().split())
    return [one for one in found if b"resource_tracker" not in _command_of(one)]


def _command_of(process: int) -> bytes:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b"resource_tracker"


def _resident(process: int) -> int:
    with suppress(OSError):
        for line in Path(f"/proc/{process}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) // 1024
    return 0


@contextmanager
def dask(workers: int) -> Iterator[tuple[str, Callable[[str], None]]]:
    """Give the address of a scheduler with workers, and what kills one of them and begins it anew.

    The workers end and begin again with their scheduler, as a service manager sees to it.
    """
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    module = [sys.executable, "-m"]
    head = [*module, "distributed.cli.dask_scheduler", "--port", str(port), "--host", "127.0.0.1"]
    hand = [*module, "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny"]
    running: dict[str, subprocess.Popen[bytes]] = {}

    def start(name: str) -> None:
        words = head if name == "scheduler" else [*hand, "--name", name, "--host", "127.0.0.1"]
        quiet = subprocess.DEVNULL
        running[name] = subprocess.Popen(
            [*words, "--no-dashboard"], cwd=ROOT, stdout=quiet, stderr=quiet
        )

    def again(what: str) -> None:
        names = list(running) if what == "scheduler" else [random.choice(list(running)[1:])]
        for name in names:
            running[name].kill()
            running[name].wait()
        for name in names:
            start(name)

    start("scheduler")
    for number in range(workers):
        start(f"worker-{number}")
    try:
        yield address, again
    finally:
        for process in running.values():
            process.kill()
            process.wait()


def _ready(address: str, workers: int) -> None:
    from distributed import Client

    with Client(address, timeout=60, set_as_default=False) as client:  # type: ignore[no-untyped-call]
        client.wait_for_workers(workers, timeout=60)


def kills(how_many: int, wanted: int, jobs: str) -> Iterator[str]:
    """Yield, for each of what is killed, how often the bytes were those of an undisturbed run."""
    draw = random.Random(5)
    yield "| killed | of | times | gone on with | results | the same bytes |"
    yield "| --- | --- |--:|--:|--:|--:|"
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        batch, cohort = written(Path(folder), distinct(how_many))
        address, again = stack.enter_context(dask(2))
        _ready(address, 2)
        for what, source, victim in (
            ("batch", batch, "client"),
            ("batch", batch, "worker"),
            ("cohort", cohort, "client"),
            ("cohort", cohort, "worker"),
            ("cohort over Dask", cohort, "client"),
            ("cohort over Dask", cohort, "worker"),
            ("cohort over Dask", cohort, "scheduler"),
        ):
            over = ["--scheduler", address] if "Dask" in what else ["--jobs", jobs]
            whole = Path(folder, f"whole-{what}-{victim}.jsonl")
            asked = partial(command, what.split()[0], source)
            seconds, _ = timed(asked(whole, *over), ROOT)
            killed = again_and_again = results = same = 0
            while killed < wanted:
                result = Path(folder, f"{what}-{victim}-{results}.jsonl")
                more = [*over]
                while True:
                    process = subprocess.Popen(
                        asked(result, *more), cwd=ROOT, stderr=subprocess.DEVNULL
                    )
                    while process.poll() is None and killed < wanted:
                        with suppress(subprocess.TimeoutExpired):
                            process.wait(draw.uniform(0.2, 0.9) * seconds)
                        if process.poll() is None:
                            killed += _kill(process, victim, again if "Dask" in what else None)
                    if process.wait() in {0, 1}:
                        break
                    again_and_again += 1
                    more = [*over, "--resume"]
                    if victim == "scheduler":
                        _ready(address, 2)
                results += 1
                same += result.read_bytes() == whole.read_bytes()
            yield f"| {victim} | {what} | {killed} | {again_and_again} | {results} | {same} |"


def _kill(
    process: subprocess.Popen[bytes], victim: str, again: Callable[[str], None] | None
) -> bool:
    """Kill what is to be killed; return whether there was something."""
    if victim == "client":
        process.kill()
        return True
    if again is not None:
        again(victim)
        return True
    there = children(process.pid)
    if there:
        with suppress(ProcessLookupError):
            os.kill(random.choice(there), signal.SIGKILL)
            return True
    return False


def workers(how_many: int) -> Iterator[str]:
    """Yield the rates over one and two workers of Dask."""
    yield "| workers | /s | times |"
    yield "|--:|--:|--:|"
    with tempfile.TemporaryDirectory() as folder:
        _, cohort = written(Path(folder), distinct(how_many))
        first = 0.0
        for number in (1, 2):
            with dask(number) as (address, _):
                _ready(address, number)
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
        _ready(address, 2)
        _, cohort = written(Path(folder), distinct(how_many))
        library = load(())
        reader = LearnerReader((), date.fromisoformat(DAY))
        scheduler, *hands = children(os.getpid())
        before = [_spent(one) for one in (scheduler, *hands)]
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
            after = [_spent(one) for one in (scheduler, *hands)]
        spent = [then - now for now, then in zip(before, after, strict=True)]
        yield f"| client | a learner | {1000 * own / how_many:.3f} |"
        yield f"| workers | a learner | {1000 * sum(spent[1:]) / how_many:.3f} |"
        each = 1000 * spent[0] / len(tasks)
        yield f"| scheduler | a task of {how_many // len(tasks)} | {each:.2f} |"
        yield f"| result | a learner, bytes | {size // how_many} |"


def _spent(process: int) -> float:
    """Seconds of processor time of a process so far."""
    words = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


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
