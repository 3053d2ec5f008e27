"""Ctrl-C ends a search and leaves everything else as it was."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from solver import interruption
from solver.interruption import interruptible

WAIT = 20.0
"""Seconds after which a test gives up."""


class Search:
    """What can be stopped, and otherwise gives up after a while."""

    def __init__(self) -> None:
        self.stopped = threading.Event()
        self.told: list[str] = []

    def signalled(self) -> str:
        """Send SIGINT to this process, then wait as foreign code does, signals unheeded."""
        os.kill(os.getpid(), signal.SIGINT)
        return "stopped" if self.stopped.wait(WAIT) else "not stopped"

    def tell(self) -> None:
        self.told.append(threading.current_thread().name)


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    before = signal.getsignal(signal.SIGINT)
    yield
    assert signal.getsignal(signal.SIGINT) is before
    assert signal.set_wakeup_fd(-1) == -1


def test_a_signal_stops_the_search_and_is_told_to_the_main_thread() -> None:
    for _ in range(2):
        search = Search()
        assert interruptible(search.signalled, search.stopped.set, search.tell) == "stopped"
        assert search.told == [threading.main_thread().name]


def test_what_the_search_returns_is_returned_and_what_it_raises_is_raised() -> None:
    search = Search()
    assert interruptible(lambda: 7, search.stopped.set, search.tell) == 7
    with pytest.raises(ZeroDivisionError):
        interruptible(lambda: 1 // 0, search.stopped.set, search.tell)
    assert (search.told, search.stopped.is_set()) == ([], False)


def test_after_the_search_a_signal_means_what_it_meant_before() -> None:
    search = Search()
    interruptible(lambda: None, search.stopped.set, search.tell)
    with pytest.raises(KeyboardInterrupt):  # noqa: PT012
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(WAIT)
    assert not search.stopped.is_set()


def test_ignored_signals_stay_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        search = Search()
        monkeypatch.setattr(f"{__name__}.WAIT", 0.1)
        assert interruptible(search.signalled, search.stopped.set, search.tell) == "not stopped"
    finally:
        signal.signal(signal.SIGINT, before)


def test_in_another_thread_the_search_runs_and_signals_are_left_alone() -> None:
    results: list[Any] = []
    search = Search()

    def work() -> None:
        results.append(interruptible(lambda: 7, search.stopped.set, search.tell))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert results == [7]


def test_whoever_is_woken_by_signals_already_still_is() -> None:
    listening, mouth = os.pipe()
    os.set_blocking(mouth, False)
    signal.set_wakeup_fd(mouth)
    try:
        search = Search()
        assert interruptible(lambda: 7, search.stopped.set, search.tell) == 7
    finally:
        assert signal.set_wakeup_fd(-1) == mouth
        os.close(listening)
        os.close(mouth)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there are no forks here")
def test_a_fork_has_a_listener_of_its_own() -> None:
    search = Search()
    interruptible(lambda: None, search.stopped.set, search.tell)
    assert interruption._listeners
    context = multiprocessing.get_context("fork")
    answers = context.SimpleQueue()

    def child() -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        inner = Search()
        answers.put(interruptible(inner.signalled, inner.stopped.set, inner.tell))

    process = context.Process(target=child)
    process.start()
    process.join(WAIT)
    assert process.exitcode == 0
    assert answers.get() == "stopped"
