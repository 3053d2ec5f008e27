"""Questions worked out for browsers and programs: not too many at once, and none for nobody."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TypeVar

from anyio import CapacityLimiter, create_task_group, to_thread
from starlette.requests import Request

from solver import Stop

T = TypeVar("T")

LONGEST_QUEUE = 32
"""Requests that wait for a core, inclusive; one more is told to come again."""


class Busy(Exception):
    """More wait already than will be answered soon."""


class Gone(Exception):
    """Whoever asked has left."""


class Solving:
    """Works out answers in threads, as many at once as there are cores.

    The search itself runs outside Python's lock, so threads of one process use every core.
    """

    def __init__(self, at_once: int | None = None) -> None:
        self.at_once = at_once or os.cpu_count() or 1
        self.waiting = 0
        self.running = 0
        self._limiter: CapacityLimiter | None = None

    async def __call__(self, request: Request, work: Callable[[], T]) -> T:
        """Return what ``work`` gives; its search is stopped where the asker leaves before.

        The body of ``request`` has been read before.

        Raises
        ------
        Busy
            If the queue is full.
        Gone
            If the asker has left.
        """
        if self.waiting >= self.at_once + LONGEST_QUEUE:
            raise Busy
        limiter = self._limiter = self._limiter or CapacityLimiter(self.at_once)
        stop = Stop()
        done: list[T] = []
        left: list[bool] = []
        failed: list[Exception] = []
        self.waiting += 1

        def stoppable() -> None:
            self.running += 1
            try:
                with stop.heard():
                    done.append(work())
            except Exception as error:  # a group of tasks would wrap it
                failed.append(error)
            finally:
                self.running -= 1

        try:
            async with create_task_group() as tasks:

                async def watch() -> None:
                    try:
                        while (await request.receive())["type"] != "http.disconnect":
                            pass
                        left.append(True)
                    finally:
                        stop()  # the asker has left, or the server is to end

                tasks.start_soon(watch)
                await to_thread.run_sync(stoppable, limiter=limiter)
                tasks.cancel_scope.cancel()
        finally:
            self.waiting -= 1
        if left:
            raise Gone
        if failed:
            raise failed[0]
        return done[0]
