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
from collections.abc import Callable
from types import FrameType
from typing import TypeVar

T = TypeVar("T")


class _Listener(threading.Thread):
    """Sleeps until a signal's number comes through its socket, and calls ``stop`` at SIGINT."""

    def __init__(self) -> None:
        super().__init__(name="unitwise-interruption", daemon=True)
        self._ear, mouth = socket.socketpair()
        mouth.setblocking(False)  # as signal.set_wakeup_fd asks for
        self.mouth = mouth
        self.stop: Callable[[], None] | None = None

    def run(self) -> None:
        while heard := self._ear.recv(64):
            stop = self.stop
            if signal.SIGINT in heard and stop is not None:
                stop()


_listeners: list[_Listener] = []
"""The one of this process, once it is needed."""

if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_listeners.clear)  # threads do not live on in a fork


def _listener() -> _Listener:
    if not _listeners:
        _listeners.append(_Listener())
        _listeners[0].start()
    return _listeners[0]


def interruptible(search: Callable[[], T], stop: Callable[[], None], told: Callable[[], None]) -> T:
    """Return what ``search`` returns, which Ctrl-C ends by calling ``stop`` and then ``told``.

    ``stop`` is called from another thread while ``search`` runs, ``told`` from this one. Outside
    the main thread, where SIGINT is ignored, and where somebody else is woken by signals already,
    the search simply runs: it is not ours to say what a signal means.
    """
    if threading.current_thread() is not threading.main_thread():
        return search()
    before = signal.getsignal(signal.SIGINT)
    if not callable(before):
        return search()
    listener = _listener()
    other = signal.set_wakeup_fd(listener.mouth.fileno(), warn_on_full_buffer=False)
    if other != -1:
        signal.set_wakeup_fd(other)
        return search()

    def heard(_number: int, _frame: FrameType | None) -> None:
        told()

    listener.stop = stop
    signal.signal(signal.SIGINT, heard)
    try:
        return search()
    finally:
        signal.signal(signal.SIGINT, before)
        listener.stop = None
        signal.set_wakeup_fd(-1)
