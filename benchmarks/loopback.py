"""Processes of this machine that a benchmark starts, watches and kills; on Linux only."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from socket import socket

ROOT = Path(__file__).resolve().parent.parent

_PATIENCE = 20.0
"""Seconds that a worker has to end by itself when its scheduler has gone."""


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


def resident(process: int) -> int:
    """MiB that a process holds in memory now; 0 if there is none."""
    with suppress(OSError):
        for line in Path(f"/proc/{process}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) // 1024
    return 0


def spent(process: int) -> float:
    """Seconds of processor time of a process so far."""
    words = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


class Dask:
    """A scheduler with workers on the loopback, each a process that may be killed and comes again.

    As a service manager sees to it, whoever ends is begun anew: the workers end by themselves when
    their scheduler has gone.
    """

    def __init__(self, workers: int) -> None:
        with socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{self.port}"
        self.names = [f"worker-{number}" for number in range(workers)]
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        for name in ("scheduler", *self.names):
            self._start(name)

    def _start(self, name: str) -> None:
        module = [sys.executable, "-m", f"distributed.cli.dask_{name.partition('-')[0]}"]
        here = ["--host", "127.0.0.1", "--no-dashboard"]
        if name == "scheduler":
            words = [*module, "--port", str(self.port), *here]
        else:
            words = [*module, self.address, "--nthreads", "1", "--no-nanny", "--name", name, *here]
        quiet = subprocess.DEVNULL
        self.running[name] = subprocess.Popen(words, cwd=ROOT, stdout=quiet, stderr=quiet)

    def kill(self, name: str) -> None:
        """Kill one of them, and begin it anew, with whoever ends along with it."""
        self.running[name].kill()
        self.running[name].wait()
        gone = [name]
        if name == "scheduler":
            for worker in self.names:
                try:
                    self.running[worker].wait(_PATIENCE)
                except subprocess.TimeoutExpired:
                    self.running[worker].kill()
                    self.running[worker].wait()
                gone.append(worker)
        for one in gone:
            self._start(one)

    def ready(self) -> None:
        """Wait until all workers are there."""
        from distributed import Client

        client = Client(self.address, timeout=60, set_as_default=False)  # type: ignore[no-untyped-call]
        with client:
            client.wait_for_workers(len(self.names), timeout=60)

    def spent(self) -> tuple[float, float]:
        """Seconds of processor time so far: of the scheduler, and of all workers."""
        return spent(self.running["scheduler"].pid), sum(
            spent(self.running[name].pid) for name in self.names
        )


@contextmanager
def dask(workers: int) -> Iterator[Dask]:
    """Give a scheduler with so many workers, which end with it."""
    made = Dask(workers)
    try:
        made.ready()
        yield made
    finally:
        for process in made.running.values():
            process.kill()
            process.wait()
