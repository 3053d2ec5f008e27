"""Work shared out to processes, its results given in the order of the work.

Each process gets the next piece as soon as it has room for one. A bounded window of pieces is on
the way at any time, so that memory stays flat however much work there is. A process that dies is
replaced; the piece it was at is reported as lost, those that it had not begun go to another.
"""

from __future__ import annotations

import gc
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing import connection, get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from queue import SimpleQueue
from threading import Thread

from catalogue.errors import UnitwiseError
from solver.engine import SolverFailure

Piece = tuple[int, bytes]
"""A piece of work, or its result, with its number."""

Worker = Callable[[int, bytes], bytes]
"""What a process does with the number and the content of each piece."""

_DEPTH = 2
"""Pieces that a process has at once: one at work, the other so that it need not wait for us."""

_PATIENCE = 5.0
"""Seconds that a process is given to end before it is killed."""


def in_order(
    work: Iterable[bytes],
    start: Callable[[], Worker],
    lost: Callable[[int, int | None], bytes],
    *,
    jobs: int,
    window: int,
    first: int = 1,
) -> Iterator[bytes]:
    """Yield the result of every piece of ``work``, in order.

    ``start`` is called once in each of at most ``jobs`` processes; it has to be picklable. ``lost``
    gives the result of a piece, by its number and the exit code of the process, where the process
    died of it. At most ``window`` pieces are taken and not yet yielded. Pieces are numbered from
    ``first``.

    Raises
    ------
    UnitwiseError
        What ``start`` raised.
    SolverFailure
        If a process ends while it starts.
    """
    crew = _Crew(start, lost, jobs)
    try:
        yield from crew.results(work, window, first)
    finally:
        crew.stop()


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
        self.returned: deque[Piece] = deque()
        self.done: dict[int, bytes] = {}

    def results(self, work: Iterable[bytes], window: int, first: int) -> Iterator[bytes]:
        pieces = enumerate(work, first)
        taken = given = first
        more = True
        while True:
            while (self.returned or (more and taken - given < window)) and self.has_room():
                if self.returned:
                    self.hand_out(self.returned.popleft())
                elif (piece := next(pieces, None)) is not None:
                    taken += 1
                    self.hand_out(piece)
                else:
                    more = False
            if given == taken and not more:
                return
            self.listen()
            while given in self.done:
                result = self.done.pop(given)
                given += 1
                yield result

    def has_room(self) -> bool:
        return len(self.hands) < self.jobs or any(len(h.pieces) < _DEPTH for h in self.hands)

    def hand_out(self, piece: Piece) -> None:
        """Give a piece to whoever has least; a new process begins where nobody is free."""
        hand = min(self.hands, key=lambda one: len(one.pieces), default=None)
        if hand is None or (hand.pieces and len(self.hands) < self.jobs):
            hand = self.begin()
        try:
            hand.pipe.send(piece)
            hand.pieces.append(piece)
        except OSError:
            self.returned.append(piece)
            self.bury(hand)

    def begin(self) -> _Hand:
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_work, args=(theirs, self.start), daemon=True)
        with _deaf():
            process.start()
        theirs.close()
        hand = _Hand(process, ours)
        self.hands.append(hand)
        return hand

    def listen(self) -> None:
        """Wait until something comes from a process, or one ends."""
        heard = connection.wait([hand.pipe for hand in self.hands])
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
        if not hand.ready:
            raise SolverFailure(
                f"a worker process ended while it started, with exit code {hand.process.exitcode}",
                hint="a script that calls batch() needs 'if __name__ == \"__main__\":' around it",
            )
        self.hands.remove(hand)
        hand.pipe.close()
        if hand.pieces:
            number, _ = hand.pieces.popleft()
            self.done[number] = self.lost(number, hand.process.exitcode)
            self.returned.extend(hand.pieces)

    def stop(self) -> None:
        for hand in self.hands:
            hand.pipe.close()
            hand.process.terminate()
        for hand in self.hands:
            hand.process.join(_PATIENCE)
            if hand.process.is_alive():
                hand.process.kill()
                hand.process.join()
            hand.process.close()


@contextmanager
def _deaf() -> Iterator[None]:
    """Hold Ctrl-C back until a process is started that will not listen to it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _work(pipe: Connection, start: Callable[[], Worker]) -> None:
    """Do what comes in, in a thread, while this one goes on taking it in.

    So neither side ever waits to send while the other does too. Ctrl-C is for the process that
    gave us the work; when that is gone the pipe closes, and we end at once.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        worker = start()
    except UnitwiseError as error:
        pipe.send(_told(error))
        return
    gc.collect()
    gc.freeze()
    pipe.send(None)
    pieces: SimpleQueue[Piece] = SimpleQueue()
    Thread(target=_toil, args=(pipe, worker, pieces), daemon=True).start()
    with suppress(EOFError, OSError):
        while True:
            pieces.put(pipe.recv())
    os._exit(0)


def _told(error: UnitwiseError) -> UnitwiseError:
    """The error without its own class, whose arguments need not survive the way to us."""
    return UnitwiseError(str(error), error.hint)


def _toil(pipe: Connection, worker: Worker, pieces: SimpleQueue[Piece]) -> None:
    try:
        while True:
            number, content = pieces.get()
            pipe.send((number, worker(number, content)))
    finally:
        os._exit(1)


__all__ = ["Worker", "in_order"]
