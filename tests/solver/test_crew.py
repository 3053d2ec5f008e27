"""Work in several processes: its order, how far it is read ahead, and processes that die."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from functools import partial

import pytest

from catalogue import UnitwiseError
from solver import SolverFailure
from solver.crew import Worker, in_order


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


def test_a_piece_that_kills_its_process_is_lost_and_the_others_are_done() -> None:
    work = [b"a", b"poison", b"b", b"c", b"poison", b"poison", b"d", b"e"]
    expected = [b"a", b"lost 2, 9", b"b", b"c", b"lost 5, 9", b"lost 6, 9", b"d", b"e"]
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


def test_nothing_to_do_starts_no_process() -> None:
    assert results(partial(collapse), []) == []
