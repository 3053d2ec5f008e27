"""Executors of processes of this machine, side by side: what a call costs, and who outlives a kill.

``python benchmarks/executors.py ours pebble standard loky`` gives each of them the same calls; what
is not installed is said so. In each trial one of twenty calls has its process killed at a random
moment from its beginning until its result, a few MiB, is on the way. Told is how often all others
came to their right end; how often they all failed at once, so that a new pool is wanted; and how
often some were still waiting after ten seconds. On POSIX systems only.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from concurrent.futures import Executor, Future, wait
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Timer
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from benchmarks import arguments  # noqa: E402

NAMES = ("ours", "pebble", "standard", "loky")
TRIALS = 20
CALLS = 20
SIZE = 4 << 20
"""Bytes of a result: what a task of a thousand plans gives."""
PATIENCE = 10.0
SEED = 3


def answer(size: int) -> bytes:
    """Return so many bytes."""
    return bytes(size)


def killed(size: int, after: float) -> bytes:
    """Return so many bytes, unless this process is killed on the way."""
    Timer(after, os.kill, (os.getpid(), signal.SIGKILL)).start()
    return bytes(size)


def made(name: str) -> Any:
    """Return a pool of two processes by its name, with ``submit``.

    Raises
    ------
    ImportError
        If it is not installed.
    """
    from multiprocessing import get_context

    if name == "ours":
        from solver.many.processes import Processes

        return Processes(2)
    if name == "pebble":
        from pebble import ProcessPool  # type: ignore[import-not-found,unused-ignore]

        return _Pebble(ProcessPool(max_workers=2, context=get_context("spawn")))
    if name == "standard":
        from concurrent.futures import ProcessPoolExecutor

        return ProcessPoolExecutor(2, mp_context=get_context("spawn"))
    from loky import ProcessPoolExecutor as Loky  # type: ignore[import-not-found,unused-ignore]

    return Loky(2)


class _Pebble(Executor):
    def __init__(self, pool: Any) -> None:
        self.pool = pool

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = self.pool.schedule(fn, args=args, kwargs=kwargs)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self.pool.stop()
        if wait:
            self.pool.join()


def running(name: str) -> Any:
    """Return a pool whose two processes have started; whoever started us ends them."""
    pool = made(name)
    wait([pool.submit(time.sleep, 0.3) for _ in range(2)])
    return pool


def costs(name: str) -> dict[str, float]:
    """Seconds of a small call by itself, and of 16 MiB of results."""
    pool = running(name)
    began = time.perf_counter()
    for _ in range(300):
        pool.submit(answer, 1).result()
    small = (time.perf_counter() - began) / 300
    began = time.perf_counter()
    wait([pool.submit(answer, SIZE) for _ in range(4)])
    return {"call": small, "large": time.perf_counter() - began}


def trial(name: str, seed: int) -> str:
    """Return what a kill does to the others: ``none``, ``all``, or that some ``wait``."""
    draw = random.Random(seed)
    pool = running(name)
    calls = [partial(answer, SIZE)] * CALLS
    calls[draw.randrange(CALLS)] = partial(killed, SIZE, draw.uniform(0, 0.01))
    futures = [pool.submit(call) for call in calls]
    _, waiting = wait(futures, PATIENCE)
    if waiting:
        return "wait"
    right = sum(one.exception() is None and len(one.result()) == SIZE for one in futures)
    return "none" if right >= CALLS - 1 else "all"


def main() -> None:
    """Print a row for each executor."""
    parser = arguments.Parser(__doc__)
    parser.add_argument("names", nargs="*", choices=NAMES, default=NAMES, metavar="NAME")
    parser.add_argument("--trials", type=arguments.count, default=TRIALS)
    parser.add_argument("--one", metavar="SEED", help="one trial, in this process")
    given = parser.parse_args()
    if given.one is not None:
        (name,) = given.names
        found: Any = costs(name) if given.one == "costs" else trial(name, int(given.one))
        sys.stdout.write(json.dumps(found) + "\n")
        sys.stdout.flush()
        os._exit(0)  # what hangs must not keep us
    sys.stdout.write("| executor | a call, µs | 16 MiB, ms | others right | all fail | hang |\n")
    sys.stdout.write("| --- |--:|--:|--:|--:|--:|\n")
    for name in given.names:
        spent = _alone(name, "costs")
        if not isinstance(spent, dict):
            told = "is not installed" if spent is None else "does not end"
            sys.stdout.write(f"| {name} | {told} |\n")
            continue
        ends = [_alone(name, str(SEED + number)) for number in range(given.trials)]
        counted = " | ".join(str(ends.count(end)) for end in ("none", "all", "wait"))
        told = f"{spent['call'] * 1e6:.0f} | {spent['large'] * 1e3:.0f}"
        sys.stdout.write(f"| {name} | {told} | {counted} |\n")
        sys.stdout.flush()


def _alone(name: str, what: str) -> Any:
    """The answer of a process of its own, and then an end to all that it started."""
    command = [sys.executable, __file__, name, "--one", what]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        out, _ = process.communicate(timeout=PATIENCE * 6)
    except subprocess.TimeoutExpired:
        return "wait"
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    return json.loads(out) if out else None


if __name__ == "__main__":
    main()
