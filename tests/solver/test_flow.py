"""Work over an executor: its order, equal work once, and workers that die."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from catalogue import UnitwiseError
from solver.many.executors import local
from solver.many.flow import Flow
from solver.many.parts import Parts

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="a process is killed")
DAY = date(2026, 1, 2)


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


@POSIX
def test_a_worker_that_dies_costs_nothing_and_poison_is_given_up(tmp_path: Path) -> None:
    works = [b"a", b"poison", b"b", b"stumble", *(b"%d" % n for n in range(20))]
    with local(2) as (executor, workers):
        flow = Flow(executor, Deadly(tmp_path / "mark"), lost, workers)
        found = list(flow.results(works))
    assert found == [b"lost" if work == b"poison" else work for work in works]


def test_parts_are_gone_on_with_where_they_end(tmp_path: Path) -> None:
    lines = [b"%d" % number for number in range(1200)]
    parts = Parts(tmp_path / "p", "same", day=DAY)
    kept = parts.keep(lines)
    assert (next(kept), next(kept)) == (500, 1000)
    again = Parts(tmp_path / "p", "same", day=date(2026, 1, 3), resume=True)
    assert (again.lines, again.day) == (1000, DAY)
    assert list(again.keep(lines[again.lines :])) == [1200]
    assert list(again) == lines
    again.remove()
    assert not (tmp_path / "p").exists()


def test_parts_of_something_else_are_left_alone(tmp_path: Path) -> None:
    list(Parts(tmp_path / "p", "this", day=DAY).keep([b"x"]))
    with pytest.raises(UnitwiseError, match="of a run that did not end"):
        Parts(tmp_path / "p", "this", day=DAY)
    with pytest.raises(UnitwiseError, match="of other records"):
        Parts(tmp_path / "p", "that", day=DAY, resume=True)


def test_a_part_that_was_changed_is_told(tmp_path: Path) -> None:
    parts = Parts(tmp_path / "p", "this", day=DAY)
    list(parts.keep([b"x"]))
    (tmp_path / "p" / "part-000001.jsonl").write_bytes(b"y\n")
    with pytest.raises(UnitwiseError, match="is not as it was written"):
        list(parts)
