"""Work over an executor: its order, equal work once, and workers that die."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from catalogue import UnitwiseError
from solver.many.executors import local
from solver.many.flow import ENTRY, Flow, Remembered, Told, once
from solver.many.parts import Parts

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="a process is killed")
DAY = date(2026, 1, 2)
THIS = {"records": "this"}


@dataclass
class Here(Executor):
    """Does all work where it is, and notes what it was given."""

    given: list[list[bytes]] = field(default_factory=list)

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.given.append(list(args[1]))
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


def twice(works: Sequence[bytes]) -> list[bytes]:
    return [work * 2 for work in works]


def lost(why: str) -> bytes:
    return b"lost"


@dataclass(frozen=True)
class Deadly:
    """Kills its process over ``poison`` each time, and once over ``stumble``."""

    mark: Path

    def __call__(self, works: Sequence[bytes]) -> list[bytes]:
        for work in works:
            if work == b"poison" or (work == b"stumble" and self.once()):
                os.kill(os.getpid(), signal.SIGKILL)
        return list(works)

    def once(self) -> bool:
        try:
            self.mark.touch(exist_ok=False)
        except FileExistsError:
            return False
        return True


def test_results_are_in_order_and_equal_work_is_done_once() -> None:
    works = [b"%d" % (number % 30) for number in range(300)]
    here = Here()
    flow = Flow(here, twice, lost, 2)
    assert list(flow.results(works)) == [work * 2 for work in works]
    done = [work for task in here.given for work in task]
    assert sorted(done) == sorted(set(works))
    assert (flow.saving.asked, flow.saving.solved) == (300, 30)


def test_what_is_told_is_given_back_in_its_place_and_held_in_no_measure() -> None:
    taken = 0

    def works() -> Iterator[bytes]:
        nonlocal taken
        yield b"1"
        for _ in range(100):
            taken += 1
            yield Told(b"told")
        yield b"2"

    here = Here()
    flow = Flow(here, twice, lost, 1, window=10)
    found = flow.results(works())
    assert next(found) == b"11"
    assert taken <= 11
    assert list(found) == [b"told"] * 100 + [b"22"]
    assert here.given == [[b"1"], [b"2"]]
    assert flow.saving.asked == 2


@POSIX
def test_a_worker_that_dies_costs_nothing_and_poison_is_given_up(tmp_path: Path) -> None:
    works = [b"a", b"poison", b"b", b"stumble", *(b"%d" % n for n in range(20))]
    with local(2) as (executor, workers):
        flow = Flow(executor, Deadly(tmp_path / "mark"), lost, workers)
        found = list(flow.results(works))
    assert found == [b"lost" if work == b"poison" else work for work in works]


def early_ones_slowly(works: Sequence[bytes]) -> list[bytes]:
    time.sleep(0.05 if int(works[0]) % 4 == 1 else 0)
    return list(works)


@pytest.mark.parametrize("jobs", [1, 3])
def test_results_come_in_the_order_of_the_work(jobs: int) -> None:
    # Some tasks take far longer than those after them, which other processes finish first.
    works = [b"%d" % number for number in range(60)]
    with local(jobs) as (executor, workers):
        assert list(Flow(executor, early_ones_slowly, lost, workers).results(works)) == works


@pytest.mark.parametrize("window", [1, 5])
def test_no_more_work_is_taken_than_the_window_holds(window: int) -> None:
    taken = given = 0

    def works() -> Iterator[bytes]:
        nonlocal taken
        for number in range(40):
            taken += 1
            yield b"%d" % number

    for _ in Flow(Here(), twice, lost, 2, window=window).results(works()):
        assert taken - given <= window
        given += 1
    assert (taken, given) == (40, 40)


def test_a_result_is_given_though_the_next_piece_is_not_there_yet() -> None:
    given = Event()

    def works() -> Iterator[bytes]:
        yield b"1"
        assert given.wait(60), "the first result is held back until the second piece comes"
        yield b"2"

    for _ in Flow(Here(), twice, lost, 1).results(works()):
        given.set()


def test_it_ends_at_once_though_it_waits_for_a_piece() -> None:
    never = Event()

    def works() -> Iterator[bytes]:
        yield b"1"
        never.wait()

    found = Flow(Here(), twice, lost, 1).results(works())
    assert next(found) == b"11"
    found.close()  # type: ignore[attr-defined]
    never.set()


def test_work_that_fails_is_told_after_the_results_before_it() -> None:
    def works() -> Iterator[bytes]:
        yield from (b"1", b"2")
        raise OSError("the disk is gone")

    found = Flow(Here(), twice, lost, 1).results(works())
    assert [next(found), next(found)] == [b"11", b"22"]
    with pytest.raises(OSError, match="disk is gone"):
        next(found)


def test_tasks_grow_to_what_a_second_takes_and_leave_something_for_everybody() -> None:
    here = Here()
    works = [b"%d" % number for number in range(2_000)]
    assert list(Flow(here, twice, lost, 2, window=400).results(works)) == [w * 2 for w in works]
    sizes = [len(task) for task in here.given]
    assert max(sizes) <= 100
    assert len(sizes) < 200


def greedy(works: Sequence[bytes]) -> list[bytes]:
    if b"large" in works:
        raise ImportError("libx.so: failed to map segment from shared object")
    return list(works)


def without_catalogue(works: Sequence[bytes]) -> list[bytes]:
    raise UnitwiseError("the catalogue cannot be read", hint="mend it")


def test_where_memory_runs_out_the_work_ends_and_nothing_is_taken_for_a_result() -> None:
    given: list[bytes] = []
    with pytest.raises(UnitwiseError, match="not enough memory") as error:
        given.extend(Flow(Here(), greedy, lost, 1).results([b"a", b"large", b"c"]))
    assert "fewer jobs" in error.value.hint
    assert b"large" not in given


def test_what_a_worker_cannot_do_without_is_told_as_it_was_raised() -> None:
    with pytest.raises(UnitwiseError, match="cannot be read") as caught:
        list(Flow(Here(), without_catalogue, lost, 1).results([b"a", b"b"]))
    assert caught.value.hint == "mend it"


def test_what_is_remembered_is_bounded_and_what_was_asked_for_last_stays() -> None:
    remembered = Remembered(40 + 4 * ENTRY)
    for number in range(30):
        remembered.put(b"%d" % number, b"12345678")
        assert remembered.get(b"0") == b"12345678"
        assert remembered.bytes <= 40 + 4 * ENTRY
    assert [n for n in range(30) if remembered.get(b"%d" % n)] == [0, 27, 28, 29]
    remembered.put(b"0", b"")
    assert (remembered.get(b"0"), remembered.bytes) == (b"", 1 + 3 * 10 + 4 * ENTRY)


def test_work_that_is_forgotten_is_done_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("solver.many.flow.REMEMBERED", 200 + 10 * ENTRY)
    flow = Flow(Here(), twice, lost, 1, window=5)
    works = [b"%d" % (number % 50) for number in range(200)]
    assert list(flow.results(works)) == [work * 2 for work in works]
    assert flow.saving.solved > 50


def test_what_is_opened_is_opened_once_and_again_for_something_else() -> None:
    opened: list[int] = []

    @dataclass(frozen=True)
    class Opener:
        number: int

        def __call__(self) -> int:
            opened.append(self.number)
            return self.number

    assert [once(Opener(n)) for n in (1, 1, 2, 1, 2, 3, 1)] == [1, 1, 2, 1, 2, 3, 1]
    assert opened == [1, 2, 3, 1]


def test_parts_are_gone_on_with_where_they_end(tmp_path: Path) -> None:
    lines = [b"%d" % number for number in range(1200)]
    parts = Parts(tmp_path / "p", {"records": "same"}, day=DAY)
    kept = parts.keep(lines)
    assert (next(kept), next(kept)) == (500, 1000)
    again = Parts(tmp_path / "p", {"records": "same"}, day=date(2026, 1, 3), resume=True)
    assert (again.lines, again.day) == (1000, DAY)
    assert list(again.keep(lines[again.lines :])) == [1200]
    assert list(again) == lines
    again.remove()
    assert not (tmp_path / "p").exists()


def test_parts_of_something_else_are_left_alone(tmp_path: Path) -> None:
    list(Parts(tmp_path / "p", THIS, day=DAY).keep([b"x"]))
    with pytest.raises(UnitwiseError, match="of a run that did not end"):
        Parts(tmp_path / "p", THIS, day=DAY)
    for other, told in (
        ({"records": "that"}, "something else: records"),
        ({**THIS, "--to": ["y"], "--sheet": ""}, "something else: --to"),
        ({}, "something else: records"),
    ):
        with pytest.raises(UnitwiseError, match=f"{told}$"):
            Parts(tmp_path / "p", other, day=DAY, resume=True)
    assert Parts(tmp_path / "p", {**THIS, "--sheet": None}, day=DAY, resume=True).lines == 1


def test_a_part_that_was_changed_is_told(tmp_path: Path) -> None:
    parts = Parts(tmp_path / "p", THIS, day=DAY)
    list(parts.keep([b"x"]))
    (tmp_path / "p" / "part-000001.jsonl").write_bytes(b"y\n")
    with pytest.raises(UnitwiseError, match="is not as it was written"):
        list(parts)
    with pytest.raises(UnitwiseError, match="is not as it was written"):
        Parts(tmp_path / "p", THIS, day=DAY, resume=True)


@pytest.mark.parametrize("survives", [0, 1, 2])
def test_a_run_killed_between_its_result_and_its_parts_is_at_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, survives: int
) -> None:
    """However many of the parts it has taken away, the next run knows the result."""
    parts, result = Parts(tmp_path / "p", THIS, day=DAY), tmp_path / "r"
    monkeypatch.setattr("solver.many.parts.PART", 1)
    list(parts.keep([b"x", b"y"]))
    made = parts.workshop() / "made"
    made.mkdir()
    (made / "table").write_bytes(b"all of it")
    left, unlink = [survives], Path.unlink

    def killed(self: Path, *, missing_ok: bool = False) -> None:
        if not left[0]:
            raise InterruptedError
        left[0] -= 1
        unlink(self, missing_ok=missing_ok)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", killed)
        with pytest.raises(InterruptedError):
            parts.publish(made, result, 1)
    again = Parts(tmp_path / "p", THIS, day=date(2026, 1, 3), resume=True)
    assert (again.published(result), again.code) == (True, 1)
    (result / "table").write_bytes(b"changed since")
    assert not again.published(result)
    again.remove()
    assert not (tmp_path / "p").exists()
