"""Work shared out over any executor: equal work once, in tasks of about a second, in its order.

The executor is any :class:`concurrent.futures.Executor`, whether its workers are processes of this
machine or of many. How a task is cut changes no result, and nor does which worker has it.
"""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, wait
from dataclasses import dataclass, field
from hashlib import blake2b
from zlib import compress, decompress

from solver.program.engine import SolverFailure

Ask = Callable[[Sequence[bytes]], Sequence[bytes]]
"""Answers several pieces of work, in their order, in a worker; it has to be picklable."""

TASK_SECONDS = 1.0
"""What a task should take: long beside what it costs to hand out, short for whoever waits."""

_FIRST_TASK = 4
_LARGEST_TASK = 500
"""Pieces of a task, inclusive."""

_ATTEMPTS = 2
"""Workers that die of one piece alone before it is given up."""

_REMEMBERED = 50_000
"""Answers that are kept for work that comes again, inclusive."""

_AHEAD = 5_000
"""Pieces that are taken and not yet yielded, inclusive."""


@dataclass
class Saving:
    """How much of the work was new: ``asked`` pieces, of which ``solved`` had to be answered."""

    asked: int = 0
    solved: int = 0


@dataclass(eq=False)
class _Piece:
    """A piece of work that was taken, and its result once it is there."""

    key: bytes
    result: bytes | None = None


@dataclass
class _Task:
    works: list[tuple[bytes, bytes]]
    attempts: int = 0


def timed(ask: Ask, works: Sequence[bytes]) -> tuple[float, Sequence[bytes]]:
    """Answer in a worker, and say how many seconds that took."""
    began = time.perf_counter()
    found = ask(works)
    return time.perf_counter() - began, found


@dataclass
class Flow:
    """Answers work over an executor of so many ``workers``; ``lost`` answers what kills them."""

    executor: Executor
    ask: Ask
    lost: Callable[[str], bytes]
    workers: int
    saving: Saving = field(default_factory=Saving)

    def __post_init__(self) -> None:
        self.known: OrderedDict[bytes, bytes] = OrderedDict()
        self.waiting: dict[bytes, list[_Piece]] = {}
        self.running: dict[Future[tuple[float, Sequence[bytes]]], _Task] = {}
        self.size = _FIRST_TASK

    def results(self, works: Iterable[bytes]) -> Iterator[bytes]:
        """Yield the result of each piece of work, in their order.

        Raises
        ------
        SolverFailure
            If the executor can answer nothing more.
        """
        order: deque[_Piece] = deque()
        fresh: list[tuple[bytes, bytes]] = []
        source = iter(works)
        over = False
        try:
            while not over or order:
                room = self.workers * 2 + 1 - len(self.running)
                while not over and room > 0 and len(order) < _AHEAD:
                    work = next(source, None)
                    if work is None:
                        over = True
                    else:
                        order.append(self._taken(work, fresh))
                    if fresh and (over or len(fresh) >= self.size):
                        self._hand_out(_Task(fresh))
                        fresh = []
                        room -= 1
                    if order and order[0].result is not None:
                        break
                if fresh and not self.running:
                    self._hand_out(_Task(fresh))
                    fresh = []
                while order and (result := order[0].result) is not None:
                    yield result
                    order.popleft()
                if order and self.running:
                    self._collect()
        finally:
            for future in self.running:
                future.cancel()

    def _taken(self, work: bytes, fresh: list[tuple[bytes, bytes]]) -> _Piece:
        key = blake2b(work, digest_size=16).digest()
        piece = _Piece(key)
        self.saving.asked += 1
        if (packed := self.known.get(key)) is not None:
            self.known.move_to_end(key)
            piece.result = decompress(packed)
        elif key in self.waiting:
            self.waiting[key].append(piece)
        else:
            self.saving.solved += 1
            self.waiting[key] = [piece]
            fresh.append((key, work))
        return piece

    def _hand_out(self, task: _Task) -> None:
        try:
            future = self.executor.submit(timed, self.ask, [work for _, work in task.works])
        except Exception as error:
            raise _gone(error) from error
        self.running[future] = task

    def _collect(self) -> None:
        """Wait until a task has ended, and take what it gives."""
        ended, _ = wait(self.running, return_when=FIRST_COMPLETED)
        for future in ended:
            task = self.running.pop(future)
            try:
                seconds, found = future.result()
            except CancelledError as error:
                raise _gone(error) from error
            except SolverFailure:
                raise
            except Exception as error:
                self._again(task, error)
                continue
            each = max(seconds / len(task.works), 1e-5)
            self.size = max(1, min(_LARGEST_TASK, int(TASK_SECONDS / each), self.size * 2))
            for (key, _), result in zip(task.works, found, strict=True):
                self._give(key, result)

    def _again(self, task: _Task, error: Exception) -> None:
        """A worker died, or could not do it: try the pieces by themselves, then give one up."""
        if len(task.works) > 1:
            for one in task.works:
                self._hand_out(_Task([one]))
            return
        task.attempts += 1
        if task.attempts < _ATTEMPTS:
            self._hand_out(task)
            return
        self._give(task.works[0][0], self.lost(f"{type(error).__name__}: {error}"))

    def _give(self, key: bytes, result: bytes) -> None:
        for piece in self.waiting.pop(key):
            piece.result = result
        self.known[key] = compress(result, 1)
        if len(self.known) > _REMEMBERED:
            self.known.popitem(last=False)


def _gone(error: BaseException) -> SolverFailure:
    return SolverFailure(
        f"the workers are gone: {type(error).__name__}: {error}",
        hint="what was answered is kept: --resume goes on with it",
    )
