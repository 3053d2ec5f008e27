"""Ctrl-C ends a search and leaves everything else as it was."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from solver import Question
from solver.program import interruption
from solver.program.engine import Clock, Outcome, Program, solve
from solver.program.interruption import interruptible
from solver.situation import Situation
from solver.task.task import understood
from tests.factories import qualification
from tests.solver.test_time import hard

ROOT = Path(__file__).parents[2]

SECONDS = 50.0
"""What a search that nobody stops is given."""


def program() -> Program:
    """What is far from decided in that time."""
    return understood(Situation.of(qualification(hard()), Question(on=date(2026, 1, 1)))).program()


def seven(_: object) -> int:
    return 7


def never() -> None:
    raise AssertionError("nobody is to stop this")


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    before = signal.getsignal(signal.SIGINT)
    yield
    assert signal.getsignal(signal.SIGINT) is before
    assert signal.set_wakeup_fd(-1) == -1


def broken_off() -> list[str]:
    """Search twice, a signal coming in each time; return how the searches stopped."""
    hopeless = program()
    # What is loaded for the first search is loaded before the signal comes, however long it takes.
    solve(Program(["x"], []), clock=Clock(SECONDS))
    ends: list[str] = []
    for _ in range(2):
        clock = Clock(SECONDS)
        threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGINT)).start()
        assert solve(hopeless, clock=clock).outcome is Outcome.UNKNOWN
        ends.append(clock.stopped)
    return ends


def test_a_signal_ends_the_search_and_nothing_is_raised() -> None:
    """In a process of its own: where other tests ran before, a signal may be somebody else's."""
    code = "from tests.solver.interruptions import broken_off; print(broken_off())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert (done.stdout.strip(), done.stderr) == ("['asker', 'asker']", "")


def test_a_signal_that_comes_as_the_search_ends_is_not_lost() -> None:
    """Nor is what the search has found: the ``raise`` of C is foreign code that returns at once."""
    search = getattr(ctypes.CDLL(None), "raise")
    assert interruptible(search, int(signal.SIGINT), lambda: None) == (0, True)


def test_what_the_search_returns_is_returned_and_what_it_raises_is_raised() -> None:
    assert interruptible(seven, 0, never) == (7, False)
    with pytest.raises(ZeroDivisionError):
        interruptible((1).__floordiv__, 0, never)


def test_after_the_search_a_signal_means_what_it_meant_before() -> None:
    interruptible(seven, 0, never)
    with pytest.raises(KeyboardInterrupt):  # noqa: PT012
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(SECONDS)


def test_ignored_signals_stay_ignored() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        clock = Clock(1.0)
        threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)).start()
        assert solve(program(), clock=clock).outcome is Outcome.UNKNOWN
        assert clock.stopped == "time"
    finally:
        signal.signal(signal.SIGINT, before)


def test_in_another_thread_the_search_runs_and_signals_are_left_alone() -> None:
    results: list[tuple[int, bool]] = []
    thread = threading.Thread(target=lambda: results.append(interruptible(seven, 0, never)))
    thread.start()
    thread.join()
    assert results == [(7, False)]


def test_whoever_is_woken_by_signals_already_still_is() -> None:
    listening, mouth = os.pipe()
    os.set_blocking(mouth, False)
    signal.set_wakeup_fd(mouth)
    try:
        assert interruptible(seven, 0, never) == (7, False)
    finally:
        assert signal.set_wakeup_fd(-1) == mouth
        os.close(listening)
        os.close(mouth)


def _child(answers: multiprocessing.SimpleQueue[list[str]]) -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)
    answers.put(broken_off())


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there are no forks here")
def test_a_fork_has_a_listener_of_its_own() -> None:
    interruptible(seven, 0, never)
    assert interruption._listeners
    context = multiprocessing.get_context("fork")
    answers = context.SimpleQueue()
    process = context.Process(target=_child, args=(answers,))
    process.start()
    process.join(SECONDS)
    assert process.exitcode == 0
    assert answers.get() == ["asker", "asker"]
