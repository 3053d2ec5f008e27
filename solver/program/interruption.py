"""Ctrl-C while foreign code runs: the search ends, and what it has found is kept.

Python tells the main thread of a signal, and no sooner than it is back from foreign code. To run
every search in a second thread would do, and costs a search of a millisecond a good part of that
again. So the search stays where it is, and a thread that sleeps until a signal comes stops it.
"""

from __future__ import annotations

import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol, TypeVar
from weakref import WeakSet

Q = TypeVar("Q")
T = TypeVar("T")


class Stoppable(Protocol):
    """Something that ends soon after it is broken off."""

    def break_off(self) -> None:
        """End with what is known. Any thread may call this."""


class Stop:
    """Ends what is searched for under it, from any thread.

    What is asked inside ``with stop.heard():`` comes to its end soon after ``stop()`` was called,
    with what was known by then, as after Ctrl-C. It may be called before, during and after.
    """

    def __init__(self) -> None:
        self.asked = False
        self._lock = threading.Lock()
        self._running: WeakSet[Stoppable] = WeakSet()

    def __call__(self) -> None:
        """Leave no time to anything that is asked under this."""
        with self._lock:
            self.asked = True
            running = list(self._running)
        for one in running:
            one.break_off()

    @contextmanager
    def heard(self) -> Iterator[None]:
        """Let everything that is asked in here, in this thread or task, end when it is stopped."""
        token = _heard.set(self)
        try:
            yield
        finally:
            _heard.reset(token)

    def take_in(self, one: Stoppable) -> None:
        """Break ``one`` off when this is stopped, or at once if it was."""
        with self._lock:
            self._running.add(one)
            asked = self.asked
        if asked:
            one.break_off()


_heard: ContextVar[Stop | None] = ContextVar("unitwise-stop", default=None)


def heed(one: Stoppable) -> None:
    """Let ``one`` be broken off by the :class:`Stop` under which it is made, if there is any."""
    stop = _heard.get()
    if stop is not None:
        stop.take_in(one)


class _Listener(threading.Thread):
    """Sleeps until a signal's number comes through its socket; calls ``stop`` if it ends us."""

    def __init__(self) -> None:
        super().__init__(name="unitwise-interruption", daemon=True)
        self._ear, self._mouth = socket.socketpair()
        self._mouth.setblocking(False)  # as signal.set_wakeup_fd asks for
        self.address = self._mouth.fileno()
        self.stop: Callable[[], None] | None = None
        self.stopped = False

    def run(self) -> None:
        while heard := self._ear.recv(64):
            if _ENDING.intersection(heard) and (stop := self.stop) is not None:
                self.stopped = True
                stop()


_listeners: list[_Listener] = []
"""The one of this process, once it is needed."""

_ENDING = frozenset(
    int(getattr(signal, name)) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)

if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_listeners.clear)  # threads do not live on in a fork


def _listener() -> _Listener:
    if not _listeners:
        _listeners.append(_Listener())
        _listeners[0].start()
    return _listeners[0]


def interruptible(
    search: Callable[[Q], T], question: Q, stop: Callable[[], None]
) -> tuple[T, bool]:
    """Return what ``search`` makes of ``question``, and whether Ctrl-C ended it.

    Ctrl-C calls ``stop``, from another thread, while ``search`` goes on; ``search`` is foreign
    code, which knows nothing of signals. Outside the main thread, and where somebody else is woken
    by signals already, it simply runs: what a signal means is theirs to say.
    """
    if threading.current_thread() is not threading.main_thread():
        return search(question), False
    listener = _listener()
    other = signal.set_wakeup_fd(listener.address, warn_on_full_buffer=False)
    if other != -1:
        signal.set_wakeup_fd(other)
        return search(question), False
    found: list[T] = []
    listener.stop, listener.stopped = stop, False
    try:
        # In one step, so that what is raised once the search has returned finds its result kept.
        found.extend(map(search, (question,)))
    except KeyboardInterrupt:
        if not found:
            raise
        listener.stopped = True  # also where it came as the search ended by itself
    finally:
        listener.stop = None
        signal.set_wakeup_fd(-1)
    return found[0], listener.stopped


@contextmanager
def deaf() -> Iterator[None]:
    """Hold Ctrl-C, and whatever else asks to stop, back while a thread or process is started.

    What is started does not hear it either, until it says otherwise. So a process is not stopped
    half begun, and it is always the main thread, which alone acts on a signal, that is woken by it.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    stops = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT}
    before = signal.pthread_sigmask(signal.SIG_BLOCK, stops)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
