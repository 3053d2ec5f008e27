"""Where work is done: in processes of this machine, or by the workers of a Dask scheduler."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any, TypeVar

from catalogue.errors import UnitwiseError
from solver.program.engine import SolverFailure
from solver.program.interruption import deaf

R = TypeVar("R")

_PATIENCE = 15
"""Seconds in which a scheduler has to answer."""


class _Processes(Executor):
    """A pool of processes that outlives them: one that dies costs the task it was at."""

    def __init__(self, jobs: int) -> None:
        from pebble import ProcessPool

        self.pool: Any = ProcessPool(max_workers=jobs, context=get_context("spawn"))

    def submit(self, fn: Callable[..., R], /, *args: Any, **kwargs: Any) -> Future[R]:
        with deaf():
            future: Future[R] = self.pool.schedule(fn, args=args, kwargs=kwargs)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self.pool.stop() if cancel_futures else self.pool.close()
        if wait:
            self.pool.join()


@contextmanager
def local(jobs: int) -> Iterator[tuple[Executor, int]]:
    """Give an executor of ``jobs`` processes, which end with it, and how many they are."""
    executor = _Processes(jobs)
    try:
        yield executor, jobs
    finally:
        executor.shutdown(cancel_futures=True)


@contextmanager
def cluster(address: str) -> Iterator[tuple[Executor, int]]:
    """Give an executor over the workers of the scheduler at ``address``, and how many they are.

    Raises
    ------
    UnitwiseError
        If Dask is not installed, or the address means nothing.
    SolverFailure
        If no scheduler answers there, or it has no workers.
    """
    try:
        from distributed import Client as _Client

        Client: Any = _Client  # noqa: N806
    except ImportError as error:
        raise UnitwiseError(
            "--scheduler needs Dask, which is not installed",
            hint="pip install 'unitwise[cluster]'",
        ) from error
    try:
        client = Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, TimeoutError) as error:
        raise SolverFailure(
            f"no scheduler answers at {address}", hint="dask scheduler --port 8786 starts one"
        ) from error
    except ValueError as error:
        raise UnitwiseError(f"{address!r} is no address: {error}", "tcp://HOST:8786") from error
    with client:
        workers = sum(client.nthreads().values())
        if not workers:
            raise SolverFailure(
                f"the scheduler at {address} has no workers",
                hint=f"dask worker {address} --nworkers auto --nthreads 1 starts some",
            )
        yield client.get_executor(pure=False, retries=1), workers
