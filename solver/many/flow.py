"""Work shared out over any executor: equal work once, in tasks of about a second, in its order.

The executor is any :class:`concurrent.futures.Executor`, whether its workers are processes of this
machine or of many. How a task is cut changes no result, and nor does which worker has it. The work
is taken in by a thread, so that a result never waits for the piece after it.
"""

from __future__ import annotations

import gc
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError, Executor, Future
from dataclasses import dataclass, field
from hashlib import blake2b
from queue import SimpleQueue
from threading import Semaphore, Thread
from typing import Any, TypeVar
from zlib import compress, decompress

from catalogue.errors import OutOfMemory, UnitwiseError
from solver.program.interruption import deaf

Ask = Callable[[Sequence[bytes]], Sequence[bytes]]
"""Answers several pieces of work, in their order, in a worker; it has to be picklable."""

TASK_SECONDS = 1.0
"""What a task should take: long beside what it costs to hand out, short for whoever waits."""

_LARGEST_TASK = 500
"""Pieces of a task, inclusive."""

_DEPTH = 2
"""Tasks that a worker has at once: one at work, the other so that it need not wait for us."""

_ATTEMPTS = 2
"""Workers that die of one piece alone before it is given up."""

REMEMBERED = 32 << 20
"""Bytes that are kept of packed answers, for work that comes again, inclusive."""

WINDOW = 5_000
"""Pieces that are taken and not yet yielded, inclusive, where nothing else is said."""


class NoWorkers(UnitwiseError):
    """Whoever should work at many questions cannot begin, or is gone: nothing is answered by it.

    This machine or a cluster is in the way, so that it is no defect of ours.
    """


@dataclass
class Saving:
    """How much of the work was new: ``asked`` pieces, of which ``solved`` had to be answered."""

    asked: int = 0
    solved: int = 0


class Told(bytes):
    """A piece that nobody has to work at: it is its own result."""


ENTRY = 200
"""Bytes that remembering one more takes, beside its key and its value."""


class Remembered:
    """Values by their keys, of at most so many bytes; what was asked for longest ago goes first."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.bytes = 0
        self._values: OrderedDict[bytes, bytes] = OrderedDict()

    def get(self, key: bytes) -> bytes | None:
        """Return a value, or null where it is not remembered, or no longer."""
        found = self._values.get(key)
        if found is not None:
            self._values.move_to_end(key)
        return found

    def put(self, key: bytes, value: bytes) -> None:
        """Remember a value under a key."""
        old = self._values.pop(key, None)
        self._values[key] = value
        self.bytes += _size(key, value) - (0 if old is None else _size(key, old))
        while self.bytes > self.most:
            self.bytes -= _size(*self._values.popitem(last=False))


def _size(key: bytes, value: bytes) -> int:
    return ENTRY + len(key) + len(value)


@dataclass(eq=False)
class _Piece:
    """A piece of work that was taken, and its result once it is there."""

    result: bytes | None = None


@dataclass
class _Task:
    """Pieces of work, each with its key, that one worker is given at once."""

    works: list[tuple[bytes, bytes]]
    attempts: int = 0


@dataclass
class _Stopped:
    """Why a worker can answer nothing: a catalogue that it cannot read, or no memory."""

    message: str
    hint: str


T = TypeVar("T")

_opened: list[tuple[Callable[[], Any], Any]] = []
"""What was opened last in this process, and with what: two at the most."""


def once(opener: Callable[[], T]) -> T:
    """Return what ``opener`` gives; one of the last two is not asked again in this process."""
    for known, opened in _opened:
        if known == opener:
            found: T = opened
            return found
    found = opener()
    _opened[:] = [*_opened[-1:], (opener, found)]
    gc.collect()
    gc.freeze()
    return found


_Found = tuple[float, Sequence[bytes]] | _Stopped


def timed(ask: Ask, works: Sequence[bytes]) -> _Found:
    """Answer in a worker, and say how many seconds that took, or why nothing can be answered.

    Results are packed there: they are sent, and remembered, in a fraction of their size.
    """
    began = time.perf_counter()
    try:
        found = [compress(result, 1) for result in ask(works)]
    except (UnitwiseError, ImportError, MemoryError, OSError) as error:
        if OutOfMemory.behind(error):
            return _Stopped(str(OutOfMemory()), "fewer jobs need fewer processes and less memory")
        if isinstance(error, UnitwiseError):
            return _Stopped(str(error), error.hint)
        raise
    return time.perf_counter() - began, found


def digest(work: bytes) -> bytes:
    """Return a key that only equal work has."""
    return blake2b(work, digest_size=16).digest()


class _Intake:
    """Takes pieces in, in a thread, and tells ``events`` of each; at most ``window`` at a time."""

    def __init__(
        self, works: Iterable[bytes], key: Callable[[bytes], bytes], window: int, events: _Events
    ) -> None:
        self.works = works
        self.key = key
        self.events = events
        self.room = Semaphore(window)
        self.over = False
        with deaf():
            Thread(target=self.run, daemon=True).start()

    def run(self) -> None:
        error: Exception | None = None
        try:
            works = iter(self.works)
            while self.room.acquire() and not self.over:
                work = next(works)
                key = b"" if isinstance(work, Told) else self.key(work)
                self.events.put((key, work))
        except StopIteration:
            pass
        except Exception as failure:
            error = failure
        self.events.put(_End(error))

    def close(self) -> None:
        """Take in no more; a thread that waits for a piece ends when it has it."""
        self.over = True
        self.room.release()


@dataclass
class _End:
    """There is no more work: because that is all, or for an ``error``."""

    error: Exception | None


_Running = Future[_Found]
_Events = SimpleQueue[tuple[bytes, bytes] | _Running | _End]


@dataclass
class Flow:
    """Answers work over an executor of so many ``workers``; ``lost`` answers what kills them.

    Pieces with the same ``key`` have the same answer. At most ``window`` pieces are taken and not
    yet yielded.
    """

    executor: Executor
    ask: Ask
    lost: Callable[[str], bytes]
    workers: int
    key: Callable[[bytes], bytes] = digest
    window: int = WINDOW
    saving: Saving = field(default_factory=Saving)

    def __post_init__(self) -> None:
        self.known = Remembered(REMEMBERED)
        self.waiting: dict[bytes, list[_Piece]] = {}
        self.fresh: deque[tuple[bytes, bytes]] = deque()
        self.running: dict[_Running, _Task] = {}
        self.size = 1
        self.events: _Events = SimpleQueue()

    def results(self, works: Iterable[bytes]) -> Iterator[bytes]:
        """Yield the result of each piece of work, in their order, as soon as it is known.

        What is :class:`Told` is given back as it is.

        Raises
        ------
        UnitwiseError
            If a worker can answer nothing, with the reason.
        NoWorkers
            If the executor can answer nothing more.
        Exception
            What ``works`` or ``key`` raised, once the results of the pieces before are given.
        """
        order: deque[_Piece] = deque()
        end: _End | None = None
        intake = _Intake(works, self.key, self.window, self.events)
        try:
            while end is None or order:
                event = self.events.get()
                if isinstance(event, Future):
                    self._collect(event)
                elif isinstance(event, _End):
                    end = event
                else:
                    order.append(self._taken(*event))
                self._share_out(end is not None)
                while order and (result := order[0].result) is not None:
                    order.popleft()
                    yield result
                    intake.room.release()
            if end.error is not None:
                raise end.error
        finally:
            intake.close()
            for future in self.running:
                future.cancel()

    def _taken(self, key: bytes, work: bytes) -> _Piece:
        if isinstance(work, Told):
            return _Piece(work)
        piece = _Piece()
        self.saving.asked += 1
        if (packed := self.known.get(key)) is not None:
            piece.result = decompress(packed)
        elif key in self.waiting:
            self.waiting[key].append(piece)
        else:
            self.saving.solved += 1
            self.waiting[key] = [piece]
            self.fresh.append((key, work))
        return piece

    def _share_out(self, over: bool) -> None:
        """Give whoever has nothing to do what there is; who has, once a whole task is there."""
        while self.fresh and (room := self.workers * _DEPTH - len(self.running)) > 0:
            idle = self.workers - len(self.running)
            share = -(-len(self.fresh) // (idle if idle > 0 else room))
            if idle <= 0 and not over and len(self.fresh) < self.size:
                return
            size = min(self.size, share)
            self._hand_out(_Task([self.fresh.popleft() for _ in range(size)]))

    def _hand_out(self, task: _Task) -> None:
        try:
            future = self.executor.submit(timed, self.ask, [work for _, work in task.works])
        except Exception as error:
            raise _gone(error) from error
        self.running[future] = task
        future.add_done_callback(self.events.put)

    def _collect(self, future: _Running) -> None:
        """Take what an ended task gives."""
        task = self.running.pop(future)
        try:
            found = future.result()
        except CancelledError as error:
            raise _gone(error) from error
        except NoWorkers:
            raise
        except Exception as error:
            self._again(task, error)
            return
        if isinstance(found, _Stopped):
            raise UnitwiseError(found.message, found.hint)
        seconds, results = found
        each = max(seconds / len(task.works), 1e-5)
        most = max(1, min(_LARGEST_TASK, self.window // (self.workers * _DEPTH)))
        self.size = max(1, min(most, int(TASK_SECONDS / each), self.size * 2))
        for (key, _), packed in zip(task.works, results, strict=True):
            self._give(key, packed)

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
        told = self.lost(str(error) or type(error).__name__)
        self._give(task.works[0][0], compress(told, 1))

    def _give(self, key: bytes, packed: bytes) -> None:
        result = decompress(packed)
        for piece in self.waiting.pop(key):
            piece.result = result
        self.known.put(key, packed)


def _gone(error: BaseException) -> NoWorkers:
    return NoWorkers(
        f"the workers are gone: {type(error).__name__}: {error}",
        hint="what was answered is kept: --resume goes on with it",
    )
