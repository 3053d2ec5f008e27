"""Work shared out to processes, its results given in the order of the work.

The work is taken in by a thread, so that a result never waits for the piece after it. Each process
gets the next piece as soon as it has room for one. A bounded window of pieces is on the way at any
time, so that memory stays flat however much work there is. A process that dies is replaced; the
piece it was at is tried once more, and reported as lost if that process dies, too.
"""

from __future__ import annotations

import gc
import os
import signal
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import connection, get_context, resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from queue import SimpleQueue
from threading import Semaphore, Thread
from typing import Any

from catalogue.errors import OutOfMemory, UnitwiseError
from solver.program.engine import SolverFailure
from solver.program.interruption import deaf

Piece = tuple[int, bytes]
"""A piece of work, or its result, with its number."""

Worker = Callable[[int, bytes], bytes]
"""What a process does with the number and the content of each piece."""

_DEPTH = 2
"""Pieces that a process has at once: one at work, the other so that it need not wait for us."""

_DEATHS = 2
"""Processes that die of one piece before it is lost: the first may have been killed by chance."""

_STILLBORN = 3
"""Processes killed in a row while they start before we give up."""

_FEWER = "fewer jobs need fewer processes and less memory"

_PATIENCE = 5.0
"""Seconds that a process is given to end once it has closed its pipe."""


def in_order(
    work: Iterable[bytes],
    start: Callable[[], Worker],
    lost: Callable[[int, int | None], bytes],
    *,
    jobs: int,
    window: int,
    first: int = 1,
) -> Iterator[bytes]:
    """Yield the result of every piece of ``work``, in order, as soon as it is known.

    ``start`` is called once in each of at most ``jobs`` processes; it has to be picklable. ``lost``
    gives the result of a piece, by its number and the exit code of the last process, where two
    processes died of it. ``work`` is read in a thread of its own; at most ``window`` pieces are
    taken and not yet yielded. Pieces are numbered from ``first``.

    Raises
    ------
    UnitwiseError
        What ``start`` raised, or the work on a piece.
    SolverFailure
        If a process ends while it starts, or several are killed then.
    Exception
        What ``work`` raised, once the results of the pieces before are given.
    """
    crew = _Crew(start, lost, jobs)
    intake = _Intake(work, window, first)
    try:
        yield from crew.results(intake)
    finally:
        intake.close()
        crew.stop()


class _Intake:
    """Takes pieces in, in a thread; each rings ``bell``, which can be waited for with others."""

    def __init__(self, work: Iterable[bytes], window: int, first: int) -> None:
        self.work = work
        self.taken = first  # the number of the piece that is next
        self.over = False
        self.error: Exception | None = None
        self.bell, self.rope = get_context("spawn").Pipe(duplex=False)
        self.pieces: deque[bytes] = deque()
        self.room = Semaphore(window)
        with deaf():
            Thread(target=self.run, daemon=True).start()

    def run(self) -> None:
        try:
            pieces = iter(self.work)
            while self.room.acquire() and not self.over:
                self.pieces.append(next(pieces))
                self.rope.send_bytes(b"")
        except StopIteration:
            pass
        except Exception as error:
            self.error = error
        finally:
            self.rope.close()

    def take(self) -> Iterator[Piece]:
        """Yield the piece that the bell rang for, if it was not for the end."""
        try:
            self.bell.recv_bytes()
        except EOFError:
            self.over = True
            return
        yield self.taken, self.pieces.popleft()
        self.taken += 1

    def close(self) -> None:
        """Take in no more; a thread that waits for a piece ends when it has it."""
        self.over = True
        self.bell.close()
        self.room.release()


@dataclass(eq=False)
class _Hand:
    """One process, and the pieces that it has, the one at work first."""

    process: BaseProcess
    pipe: Connection
    pieces: deque[Piece] = field(default_factory=deque)
    ready: bool = False


class _Crew:
    def __init__(
        self, start: Callable[[], Worker], lost: Callable[[int, int | None], bytes], jobs: int
    ) -> None:
        self.start = start
        self.lost = lost
        self.jobs = jobs
        self.hands: list[_Hand] = []
        self.waiting: deque[Piece] = deque()
        self.done: dict[int, bytes] = {}
        self.deaths: Counter[int] = Counter()
        self.stillborn = 0

    def results(self, intake: _Intake) -> Iterator[bytes]:
        given = intake.taken
        while given < intake.taken or not intake.over:
            self.hand_out()
            self.listen(intake)
            while given in self.done:
                yield self.done.pop(given)
                given += 1
                intake.room.release()
        if intake.error is not None:
            raise intake.error

    def hand_out(self) -> None:
        """Give what waits to whoever has room; a new process begins for each piece that is left."""
        while self.waiting and (hand := self.free()) is not None:
            piece = self.waiting.popleft()
            try:
                hand.pipe.send(piece)
                hand.pieces.append(piece)
            except OSError:
                self.waiting.appendleft(piece)
                self.bury(hand)
        starting = sum(not hand.ready for hand in self.hands)
        for _ in range(min(len(self.waiting) - starting, self.jobs - len(self.hands))):
            self.begin()

    def free(self) -> _Hand | None:
        """Whoever has least; until all have begun, no more than one piece each."""
        room = _DEPTH if len(self.hands) == self.jobs else 1
        free = [hand for hand in self.hands if hand.ready and len(hand.pieces) < room]
        return min(free, key=lambda hand: len(hand.pieces), default=None)

    def begin(self) -> None:
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_work, args=(theirs, self.start), daemon=True)
        if os.name == "posix":
            resource_tracker.ensure_running()  # or process.start() does, and lets Ctrl-C in again
        with deaf():
            try:
                process.start()
            except OSError as error:
                raise SolverFailure(
                    f"a worker process cannot be started: {error.strerror or error}", _FEWER
                ) from error
            self.hands.append(_Hand(process, ours))
        theirs.close()

    def listen(self, intake: _Intake) -> None:
        """Wait until a piece comes in, something comes from a process, or one ends."""
        ears = [hand.pipe for hand in self.hands]
        heard = connection.wait(ears if intake.over else [intake.bell, *ears])
        if intake.bell in heard:
            self.waiting.extend(intake.take())
        for hand in [one for one in self.hands if one.pipe in heard]:
            try:
                self.hear(hand)
            except (EOFError, OSError):
                self.bury(hand)

    def hear(self, hand: _Hand) -> None:
        message = hand.pipe.recv()
        if isinstance(message, UnitwiseError):
            raise message
        if message is None:
            hand.ready = True
            self.stillborn = 0
            return
        number, result = message
        hand.pieces.popleft()
        self.done[number] = result

    def bury(self, hand: _Hand) -> None:
        """Let go of a process that has ended; what it still had to say is heard first."""
        with suppress(EOFError, OSError):
            while True:
                self.hear(hand)
        hand.process.join(_PATIENCE)
        code = hand.process.exitcode
        self.hands.remove(hand)
        hand.pipe.close()
        if not hand.ready:
            self.mourn(code)
        elif hand.pieces:
            number, _ = hand.pieces[0]
            self.deaths[number] += 1
            if self.deaths[number] == _DEATHS:
                self.done[number] = self.lost(number, code)
                hand.pieces.popleft()
            self.waiting.extendleft(reversed(hand.pieces))

    def mourn(self, code: int | None) -> None:
        """Bear it that a process was killed while it started, but not for ever."""
        killed = code is not None and code < 0
        self.stillborn += 1
        if not killed:
            raise SolverFailure(
                f"a worker process ended while it started, with exit code {code}",
                hint="what it printed says why; in a script of your own, the call of batch() needs"
                " 'if __name__ == \"__main__\":' around it",
            )
        if self.stillborn == _STILLBORN:
            raise SolverFailure(
                f"{_STILLBORN} worker processes in a row were killed while they started,"
                f" the last by signal {-(code or 0)}",
                _FEWER,
            )

    def stop(self) -> None:
        for hand in self.hands:
            hand.pipe.close()
            hand.process.kill()
        for hand in self.hands:
            hand.process.join()
            hand.process.close()


def _work(pipe: Connection, start: Callable[[], Worker]) -> None:
    """Do what comes in, in a thread, while this one goes on taking it in.

    So neither side ever waits to send while the other does too. Ctrl-C, and whatever else asks to
    stop, is for the process that gave us the work (we were started deaf to it): when that is gone
    the pipe closes, and we end at once.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        worker = start()
    except (UnitwiseError, ImportError, MemoryError, OSError) as error:
        _tell_failure(pipe, error)
        return
    gc.collect()
    gc.freeze()
    _tell(pipe, None)
    pieces: SimpleQueue[Piece] = SimpleQueue()
    Thread(target=_toil, args=(pipe, worker, pieces), daemon=True).start()
    with suppress(EOFError, OSError):
        while True:
            pieces.put(pipe.recv())
    os._exit(0)


def _toil(pipe: Connection, worker: Worker, pieces: SimpleQueue[Piece]) -> None:
    try:
        while True:
            number, content = pieces.get()
            _tell(pipe, (number, worker(number, content)))
    except (UnitwiseError, MemoryError) as error:
        _tell_failure(pipe, error)
    finally:
        os._exit(1)


def _tell_failure(pipe: Connection, error: Exception) -> None:
    """Say why no more can be done; what nobody can act on is raised again."""
    if OutOfMemory.behind(error):
        error = OutOfMemory()
    if not isinstance(error, UnitwiseError):
        raise error
    hint = _FEWER if isinstance(error, OutOfMemory) else error.hint
    _tell(pipe, UnitwiseError(str(error), hint))  # its own class need not be picklable


def _tell(pipe: Connection, message: Any) -> None:
    """Say something to the process that gave us the work; if it is gone, end at once."""
    try:
        pipe.send(message)
    except OSError:
        os._exit(0)


__all__ = ["Worker", "in_order"]
