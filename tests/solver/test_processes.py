"""Calls in processes: how many begin, those that die at whatever moment, and their end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future, wait
from multiprocessing import get_context
from threading import Timer
from typing import Any

import pytest

from catalogue import UnitwiseError
from solver import NoWorkers
from solver.many.executors import local
from solver.many.processes import ProcessDied, Processes, _work

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="a signal is sent")


@pytest.fixture(autouse=True)
def _begun_as_for_everybody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("solver.many.processes.get_context", get_context)


@pytest.fixture
def two() -> Iterator[Processes]:
    with local(2) as (executor, _):
        assert isinstance(executor, Processes)
        yield executor


def process_id() -> int:
    return os.getpid()


def ended(code: int) -> None:
    os._exit(code)


def killed_on_the_way(after: float) -> bytes:
    """Far more than a pipe holds, so that it is still on the way when the process is killed."""
    Timer(after, os.kill, (os.getpid(), signal.SIGKILL)).start()
    return bytes(32 << 20)


def asked_to_stop() -> str:
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        os.kill(os.getpid(), getattr(signal, name))
    return "still here"


def refuse() -> None:
    raise UnitwiseError("the catalogue cannot be read", hint="mend it")


class Unpicklable(Exception):
    def __init__(self, one: int, other: int) -> None:
        super().__init__("both are wanted")


def fail() -> None:
    raise Unpicklable(1, 2)


def hard_of_hearing() -> str:
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    return "deaf" if signal.SIGINT in blocked else "listening"


def test_no_more_processes_begin_than_there_are_calls_for(two: Processes) -> None:
    assert two.submit(process_id).result() == two.submit(process_id).result()
    for _ in range(20):
        two.submit(len, b"")
    assert len({two.submit(process_id).result() for _ in range(20)}) <= 2


def test_a_process_that_ends_costs_its_call_alone(two: Processes) -> None:
    calls: list[Future[Any]] = [two.submit(ended, 9)]
    calls += [two.submit(len, bytes(n)) for n in range(8)]
    with pytest.raises(ProcessDied, match="exit code 9"):
        calls[0].result()
    assert [call.result() for call in calls[1:]] == list(range(8))


@POSIX
@pytest.mark.parametrize("after", [0.0, 0.004, 0.02])
def test_killed_while_its_result_is_on_the_way_it_hurts_nobody_else(
    two: Processes, after: float
) -> None:
    calls: list[Future[Any]] = [two.submit(killed_on_the_way, after)]
    calls += [two.submit(len, bytes(n)) for n in range(8)]
    _, waiting = wait(calls, 60)
    assert not waiting
    assert [call.result() for call in calls[1:]] == list(range(8))


def test_what_a_call_raises_is_raised_with_its_hint(two: Processes) -> None:
    with pytest.raises(UnitwiseError, match="cannot be read") as caught:
        two.submit(refuse).result()
    assert caught.value.hint == "mend it"


def test_what_cannot_be_sent_as_it_was_raised_is_told_in_words(two: Processes) -> None:
    with pytest.raises(RuntimeError, match="Unpicklable: both are wanted"):
        two.submit(fail).result()


def test_results_and_calls_larger_than_a_pipe_holds_do_not_lock_up(two: Processes) -> None:
    calls = [bytes([n]) * (1 << 19) for n in range(6)]
    assert [call.result() for call in [two.submit(bytes, c) for c in calls]] == calls


@POSIX
def test_what_asks_to_stop_is_for_the_process_that_gave_the_call(two: Processes) -> None:
    # Of a group that is told to end, the workers may hear of it first.
    assert two.submit(asked_to_stop).result() == "still here"


@POSIX
def test_ctrl_c_waits_until_a_process_is_begun() -> None:
    # In a process of its own: it may be that whoever runs these tests hears Ctrl-C in another way.
    program = (
        "import signal\n"
        "from solver.many.processes import deaf\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "try:\n"
        "    with deaf():\n"
        "        signal.raise_signal(signal.SIGINT)\n"
        "        print('begun')\n"
        "except KeyboardInterrupt:\n"
        "    print('stopped')\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("begun\nstopped\n", "")


@POSIX
def test_even_the_first_process_begins_deaf() -> None:
    # The first to be started by a program starts multiprocessing's resource tracker, too.
    program = (
        "from tests.solver.test_processes import hard_of_hearing\n"
        "from solver.many.executors import local\n"
        "with local(1) as (executor, _): print(executor.submit(hard_of_hearing).result())\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.stdout.strip(), done.stderr) == ("deaf", "")


@POSIX
def test_a_process_whose_parent_is_gone_ends_in_the_midst_of_a_call() -> None:
    program = (
        "import os, signal, time\n"
        "from solver.many.processes import Processes\n"
        "from tests.solver.test_processes import process_id\n"
        "pool = Processes(1)\n"
        "print(pool.submit(process_id).result(), flush=True)\n"
        "pool.submit(time.sleep, 100)\n"
        "time.sleep(0.1)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    # Its output ends once the process has, which has it, too.
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == -signal.SIGKILL
    until = time.monotonic() + 20
    while _there(int(done.stdout)) and time.monotonic() < until:
        time.sleep(0.01)
    assert not _there(int(done.stdout))


def _there(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_process_whose_pipe_is_closed_ends_without_a_word(
    capfd: pytest.CaptureFixture[str],
) -> None:
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(theirs,))
    process.start()
    ours.close()
    theirs.close()
    process.join(60)
    assert process.exitcode == 0
    assert capfd.readouterr().err == ""


def test_nothing_to_do_starts_no_process() -> None:
    with local(2) as (executor, _):
        assert isinstance(executor, Processes)
    assert not executor._threads


def test_it_ends_at_once_though_a_call_is_at_work(two: Processes) -> None:
    calls = [two.submit(time.sleep, 100) for _ in range(4)]
    two.submit(len, b"")
    while not calls[0].running():
        time.sleep(0.01)
    began = time.perf_counter()
    two.shutdown(cancel_futures=True)
    assert time.perf_counter() - began < 30
    assert all(call.done() for call in calls)
    with pytest.raises(RuntimeError):
        two.submit(len, b"")


def test_where_it_is_not_cancelled_what_was_given_is_done_first() -> None:
    with Processes(2) as executor:
        calls = [executor.submit(len, bytes(n)) for n in range(5)]
    assert [call.result(0) for call in calls] == list(range(5))


def _collapse(pipe: object) -> None:
    os._exit(4)


def _killed_at_the_start(pipe: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_process_that_cannot_start_is_not_waited_for(
    two: Processes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("solver.many.processes._work", _collapse)
    with pytest.raises(NoWorkers, match="exit code 4"):
        two.submit(len, b"").result()


@pytest.mark.parametrize("reason", [OSError(24, "Too many open files"), ImportError("no module")])
def test_whatever_keeps_a_process_from_starting_is_told_to_who_waits(
    two: Processes, monkeypatch: pytest.MonkeyPatch, reason: Exception
) -> None:
    def cannot(*_: object) -> None:
        raise reason

    with monkeypatch.context() as broken:
        broken.setattr("multiprocessing.context.SpawnContext.Pipe", cannot)
        calls = [two.submit(len, b"") for _ in range(3)]
        for call in calls:
            with pytest.raises(NoWorkers, match=r"cannot be started: .*(open files|no module)"):
                call.result(20)
    assert two.submit(len, b"abc").result() == 3


@POSIX
def test_one_killed_while_it_starts_is_replaced_but_not_for_ever(
    two: Processes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("solver.many.processes._work", _killed_at_the_start)
    with pytest.raises(NoWorkers, match="3 worker processes in a row were killed") as caught:
        two.submit(len, b"").result()
    assert "fewer jobs" in caught.value.hint
    monkeypatch.setattr("solver.many.processes._work", _work)
    assert two.submit(len, b"abc").result() == 3
