"""Where work is done: in processes of this machine, or by the workers of a Dask scheduler."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import Any

from catalogue.errors import UnitwiseError
from solver.many.flow import NoWorkers
from solver.many.processes import Processes

_PATIENCE = 15
"""Seconds in which a scheduler has to answer."""


@contextmanager
def local(jobs: int) -> Iterator[tuple[Executor, int]]:
    """Give an executor of ``jobs`` processes, which end with it, and how many they are."""
    executor = Processes(jobs)
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
    NoWorkers
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
        raise NoWorkers(
            f"no scheduler answers at {address}", hint="dask scheduler --port 8786 starts one"
        ) from error
    except ValueError as error:
        raise UnitwiseError(f"{address!r} is no address: {error}", "tcp://HOST:8786") from error
    with client:
        workers = sum(client.nthreads().values())
        if not workers:
            raise NoWorkers(
                f"the scheduler at {address} has no workers",
                hint=f"dask worker {address} --nworkers auto --nthreads 1 starts some",
            )
        yield client.get_executor(pure=False, retries=1), workers
