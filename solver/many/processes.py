"""Processes of this machine as an executor, each with a pipe of its own.

A process may be killed at any moment, also while its result is on the way: that costs the call
that it was at, and nobody else hears of it. Pools whose processes share a pipe do not survive that;
``benchmarks/executors.py`` shows it of three.
"""

from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Callable
from concurrent.futures import Executor, Future
from contextlib import suppress
from multiprocessing import connection, get_context, parent_process, resource_tracker
from multiprocessing.connection import Connection
from queue import Empty, SimpleQueue
from threading import Lock, Semaphore, Thread
from typing import Any, TypeVar

from solver.many.flow import NoWorkers
from solver.program.interruption import deaf

R = TypeVar("R")

_STARTS = 3
"""Processes killed in a row while they start before we give up."""

_PATIENCE = 5.0
"""Seconds that a process is given to end once its pipe is closed."""

_FEWER = "fewer jobs need fewer processes and less memory"

_GONE = "the folder that this was started in is no longer there: go to one that is"

_starting = Lock()
"""Processes are begun one after the other: multiprocessing notes each in a list without a lock."""


class ProcessDied(Exception):
    """The process that was at a call has ended; its message tells by which exit code."""


class Processes(Executor):
    """Calls in at most ``jobs`` processes; one begins when a call finds no other idle.

    A call whose process ends fails with :class:`ProcessDied`, and the next has a new process.
    Where none can be started at all, it fails with :class:`NoWorkers`. Ctrl-C, and whatever
    else asks to stop, is for this process alone; the others end with it, however it ends.
    """

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._calls: SimpleQueue[tuple[Future[Any], bytes] | None] = SimpleQueue()
        self._idle = Semaphore(0)
        self._threads: list[Thread] = []
        self._running: set[_Process] = set()
        self._closed = self._broken_off = False

    def submit(self, fn: Callable[..., R], /, *args: Any, **kwargs: Any) -> Future[R]:
        """Give a call to whichever process is free next; all of it has to be picklable."""
        if self._closed:
            raise RuntimeError("these processes have ended")
        future: Future[R] = Future()
        self._calls.put((future, pickle.dumps((fn, args, kwargs))))
        if not self._idle.acquire(blocking=False) and len(self._threads) < self._jobs:
            with deaf():
                thread = Thread(target=self._serve, daemon=True)
                self._threads.append(thread)
                thread.start()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes: once all calls are done, or at once with ``cancel_futures``."""
        self._closed = True
        if cancel_futures:
            self._broken_off = True
            with suppress(Empty):
                while (call := self._calls.get_nowait()) is not None:
                    call[0].cancel()
            for process in list(self._running):
                process.kill()
        for _ in self._threads:
            self._calls.put(None)
        for thread in self._threads if wait else ():
            thread.join()

    def _serve(self) -> None:
        """Give calls to one process, and to another after it if it ends."""
        process: _Process | None = None
        while (call := self._calls.get()) is not None:
            future, content = call
            if future.set_running_or_notify_cancel():
                try:
                    if process is None:
                        process = self._begun()
                    done, found = process.call(content)
                except ProcessDied as error:
                    future.set_exception(error)
                    self._let_go(process)
                    process = None
                except Exception as error:  # whatever it is, whoever waits for the call is told
                    future.set_exception(error)
                else:
                    future.set_result(found) if done else future.set_exception(found)
            self._idle.release()
        self._let_go(process)

    def _begun(self) -> _Process:
        """Start a process; bear it that one is killed while it starts, but not for ever."""
        for _ in range(_STARTS):
            process = _Process()
            self._running.add(process)
            if self._broken_off:
                self._let_go(process)
                raise ProcessDied("it was not begun")
            try:
                process.greeted()
            except ProcessDied:
                code = process.code
                self._let_go(process)
                if code is None or code >= 0:
                    raise NoWorkers(
                        f"a worker process ended while it started, with exit code {code}",
                        hint="what it printed says why; in a script of your own, the call of"
                        " batch() needs 'if __name__ == \"__main__\":' around it",
                    ) from None
            else:
                return process
        raise NoWorkers(
            f"{_STARTS} worker processes in a row were killed while they started,"
            f" the last by signal {-(code or 0)}",
            _FEWER,
        )

    def _let_go(self, process: _Process | None) -> None:
        if process is not None:
            process.kill()
            self._running.discard(process)


class _Process:
    """One process and our end of its pipe."""

    def __init__(self) -> None:
        context = get_context("spawn")
        self.code: int | None = None
        try:
            self.pipe, theirs = context.Pipe()
            self._process = context.Process(target=_work, args=(theirs,), daemon=True)
            with _starting:
                if os.name == "posix":
                    resource_tracker.ensure_running()  # or start() does, and lets Ctrl-C in again
                with deaf():
                    self._process.start()
            theirs.close()
        except Exception as error:
            why = getattr(error, "strerror", None) or f"{type(error).__name__}: {error}"
            raise NoWorkers(
                f"a worker process cannot be started: {why}",
                _GONE if isinstance(error, FileNotFoundError) else _FEWER,
            ) from error

    def greeted(self) -> None:
        """Wait until it has started."""
        self._heard()

    def call(self, content: bytes) -> tuple[bool, Any]:
        """Return whether a call came to its end, and its result, or what it raised."""
        try:
            self.pipe.send_bytes(content)
        except OSError as error:
            raise self._died() from error
        found: tuple[bool, Any] = pickle.loads(self._heard())  # noqa: S301 our own process sent it
        return found

    def _heard(self) -> bytes:
        try:
            return self.pipe.recv_bytes()
        except (EOFError, OSError) as error:
            raise self._died() from error

    def _died(self) -> ProcessDied:
        self._process.join(_PATIENCE)
        self.code = self._process.exitcode
        return ProcessDied(f"exit code {self.code}")

    def kill(self) -> None:
        self._process.kill()
        self._process.join()


def _work(pipe: Connection) -> None:
    """Do the calls that come in, until the process that gave them is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()
    with suppress(EOFError, OSError):
        pipe.send_bytes(b"")
        while True:
            content = pipe.recv_bytes()
            pipe.send_bytes(_called(content))


def _called(content: bytes) -> bytes:
    try:
        fn, args, kwargs = pickle.loads(content)  # noqa: S301 the process that started us sent it
        return pickle.dumps((True, fn(*args, **kwargs)))
    except Exception as error:
        told: BaseException = error
        try:
            pickle.loads(pickle.dumps(error))  # noqa: S301 some can be written, and not read again
        except Exception:
            told = RuntimeError(f"{type(error).__name__}: {error}")
        return pickle.dumps((False, told))


def _end_with_parent() -> None:
    """End at once, also in the midst of a call, when the process that started us has ended."""
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(0)
