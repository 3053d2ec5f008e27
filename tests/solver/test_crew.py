"""Work in several processes: its order, how far it is read ahead, and processes that die."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from threading import Event

import pytest

from catalogue import UnitwiseError
from catalogue.errors import OutOfMemory
from solver import SolverFailure
from solver.many.pool import Worker, _work, in_order
from solver.program.interruption import deaf

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="a signal is sent")


def early_ones_slowly(number: int, content: bytes) -> bytes:
    time.sleep(0.05 if number % 4 == 1 else 0)
    return b"%d:%s" % (number, content)


def slowly() -> Worker:
    return early_ones_slowly


def die_of_poison(number: int, content: bytes) -> bytes:
    if content == b"poison":
        os._exit(9)
    return content


def mortal() -> Worker:
    return die_of_poison


def want_memory(number: int, content: bytes) -> bytes:
    if content == b"large":
        raise ImportError("libx.so: failed to map segment from shared object")
    return content


def greedy() -> Worker:
    def work(number: int, content: bytes) -> bytes:
        try:
            return want_memory(number, content)
        except ImportError as error:
            raise OutOfMemory from error

    return work


def once(mark: Path) -> bool:
    """Whether nobody has asked with this mark before, in whatever process."""
    try:
        mark.touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def killed_at_work(mark: Path) -> Worker:
    def work(number: int, content: bytes) -> bytes:
        if content == b"b" and once(mark):
            killed()
        return content

    return work


def killed_at_the_start(mark: Path) -> Worker:
    if once(mark):
        killed()
    return die_of_poison


def killed_at_every_start(marks: Path) -> Worker:
    (marks / str(os.getpid())).touch()
    killed()
    return die_of_poison


def asked_to_stop(number: int, content: bytes) -> bytes:
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        os.kill(os.getpid(), getattr(signal, name))
    return content


def steadfast() -> Worker:
    return asked_to_stop


def refuse() -> Worker:
    raise UnitwiseError("the catalogue cannot be read", hint="mend it")


def collapse() -> Worker:
    os._exit(4)


def lost(number: int, code: int | None) -> bytes:
    return b"lost %d, %d" % (number, code or 0)


def results(
    start: Callable[[], Worker], work: list[bytes], jobs: int = 2, window: int = 8
) -> list[bytes]:
    return list(in_order(work, start, lost, jobs=jobs, window=window))


@pytest.mark.parametrize("jobs", [1, 3])
def test_results_come_in_the_order_of_the_work(jobs: int) -> None:
    # Every fourth piece takes far longer than those after it, which other processes finish first.
    work = [b"%d" % number for number in range(1, 31)]
    assert results(slowly, work, jobs) == [b"%d:%d" % (n, n) for n in range(1, 31)]


@pytest.mark.parametrize("window", [1, 5])
def test_no_more_work_is_taken_than_the_window_holds(window: int) -> None:
    taken = 0

    def work() -> Iterator[bytes]:
        nonlocal taken
        for number in range(40):
            taken += 1
            yield b"%d" % number

    given = 0
    for _ in in_order(work(), slowly, lost, jobs=2, window=window):
        assert taken - given <= window
        given += 1
    assert (taken, given) == (40, 40)


def test_a_result_is_given_though_the_next_piece_is_not_there_yet() -> None:
    given = Event()

    def work() -> Iterator[bytes]:
        yield b"1"
        assert given.wait(60), "the first result is held back until the second piece comes"
        yield b"2"

    for _ in in_order(work(), slowly, lost, jobs=1, window=8):
        given.set()


def test_it_ends_at_once_though_it_waits_for_a_piece() -> None:
    never = Event()

    def work() -> Iterator[bytes]:
        yield b"1"
        never.wait()

    found = in_order(work(), slowly, lost, jobs=1, window=8)
    assert next(found) == b"1:1"
    found.close()  # type: ignore[attr-defined]
    never.set()


def test_work_that_fails_is_told_after_the_results_before_it() -> None:
    def work() -> Iterator[bytes]:
        yield from (b"1", b"2")
        raise OSError("the disk is gone")

    found = in_order(work(), slowly, lost, jobs=1, window=8)
    assert [next(found), next(found)] == [b"1:1", b"2:2"]
    with pytest.raises(OSError, match="disk is gone"):
        next(found)


def test_a_piece_that_kills_two_processes_is_lost_and_the_others_are_done() -> None:
    work = [b"a", b"b", b"poison", b"poison", b"c", b"d"]
    expected = [b"a", b"b", b"lost 3, 9", b"lost 4, 9", b"c", b"d"]
    assert results(mortal, work) == expected


def test_results_larger_than_a_pipe_holds_do_not_lock_up_with_work_that_is_too() -> None:
    # A pipe holds 64 KiB or some more. With two pieces per process, both sides would wait to send.
    work = [bytes([number]) * (1 << 19) for number in range(6)]
    assert results(mortal, work) == work


def test_what_goes_wrong_at_the_start_is_told_as_it_was_raised() -> None:
    with pytest.raises(UnitwiseError, match="cannot be read") as caught:
        results(refuse, [b"a", b"b"])
    assert caught.value.hint == "mend it"


def test_a_process_that_cannot_start_is_not_waited_for() -> None:
    with pytest.raises(SolverFailure, match="exit code 4"):
        results(collapse, [b"a", b"b"])


@POSIX
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_piece_whose_process_was_killed_by_chance_is_done_after_all(
    tmp_path: Path, jobs: int
) -> None:
    work = [b"a", b"b", b"c", b"d"]
    assert results(partial(killed_at_work, tmp_path / "mark"), work, jobs) == work
    assert (tmp_path / "mark").exists()


@POSIX
def test_a_process_killed_while_it_starts_is_replaced(tmp_path: Path) -> None:
    assert results(partial(killed_at_the_start, tmp_path / "mark"), [b"a"]) == [b"a"]


@POSIX
def test_processes_that_are_always_killed_are_not_replaced_for_ever(tmp_path: Path) -> None:
    with pytest.raises(SolverFailure, match="3 worker processes in a row") as caught:
        results(partial(killed_at_every_start, tmp_path), [b"a"])
    assert "fewer jobs" in caught.value.hint
    assert len(list(tmp_path.iterdir())) == 3


@POSIX
def test_what_asks_to_stop_is_for_the_process_that_gave_the_work() -> None:
    # Of a group that is told to end, the workers may hear of it first; no piece may be lost by it.
    assert results(steadfast, [b"a", b"b"]) == [b"a", b"b"]


@POSIX
def test_ctrl_c_waits_until_a_process_is_begun() -> None:
    begun: list[bool] = []

    def begin() -> None:
        with deaf():
            signal.raise_signal(signal.SIGINT)
            begun.append(True)

    with pytest.raises(KeyboardInterrupt):
        begin()
    assert begun


@POSIX
def test_even_the_first_process_begins_deaf() -> None:
    # The first to be started by a program starts multiprocessing's resource tracker, too.
    program = (
        "from tests.solver.test_crew import hard_of_hearing, lost\n"
        "from solver.many.pool import in_order\n"
        "print(*in_order([b'a'], hard_of_hearing, lost, jobs=1, window=1))\n"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (ended.stdout.strip(), ended.stderr) == ("b'deaf'", "")


def hard_of_hearing() -> Worker:
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    return lambda number, content: b"deaf" if signal.SIGINT in blocked else b"listening"


def test_a_process_whose_parent_is_gone_ends_without_a_word(
    capfd: pytest.CaptureFixture[str],
) -> None:
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(theirs, slowly))
    process.start()
    ours.close()
    theirs.close()
    process.join(60)
    assert process.exitcode == 0
    assert capfd.readouterr().err == ""


def test_nothing_to_do_starts_no_process() -> None:
    assert results(partial(collapse), []) == []


def test_where_memory_runs_out_the_work_ends_and_nothing_is_taken_for_a_result() -> None:
    given: list[bytes] = []
    with pytest.raises(UnitwiseError, match="not enough memory") as error:
        given.extend(in_order([b"a", b"large", b"c"], greedy, lost, jobs=1, window=3))
    assert "fewer jobs" in error.value.hint
    assert b"large" not in given
