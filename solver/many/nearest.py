"""Which qualifications each of many learners is nearest to."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from catalogue.errors import OutOfMemory, UnitwiseError
from catalogue.units import Model
from solver.credit_transfer.ranking import REACHED, Ranking, Standing
from solver.many.flow import once
from solver.many.whose import Whose

Rank = Callable[[Mapping[str, Any]], Ranking]
"""Ranks qualifications by the data of a learner; raises :class:`UnitwiseError` where it cannot."""


class NearestAnswer(Model):
    """The qualifications that one learner is nearest to, the nearest first.

    ``ranked`` are how many were compared, of which ``reached`` have a plan, as all of the
    ``nearest`` have; ``closed`` how many have no edition for the date. ``unknown`` are
    achievements of units that no catalogue has. ``why`` tells what could not be read.
    """

    state: Literal["ranked", "not-read"]
    on: date | None = None
    as_of: date | None = None
    ranked: int = 0
    reached: int = 0
    closed: int = 0
    nearest: tuple[Standing, ...] = ()
    unknown: tuple[str, ...] = ()
    why: str = ""
    hint: str = ""


class NearestLine(Whose, NearestAnswer):
    """One line of a result: a ranking, and whose it is."""

    answer: Literal["nearest"] = "nearest"


@dataclass(frozen=True, slots=True)
class Nearest:
    """Ranks for pieces of work in a worker, which reads the catalogue once."""

    opener: Callable[[], Rank]
    most: int

    def __call__(self, works: Sequence[bytes]) -> list[bytes]:
        """Return the ``most`` nearest, as JSON, for each learner as JSON.

        Raises
        ------
        UnitwiseError
            If the catalogue cannot be read, or there is not enough memory.
        """
        rank = once(self.opener)
        return [self.answer(rank, work) for work in works]

    def answer(self, rank: Rank, work: bytes) -> bytes:
        """Return the answer for one learner."""
        try:
            found = rank(json.loads(work))
        except Exception as error:
            if OutOfMemory.behind(error):
                raise OutOfMemory from error
            if isinstance(error, UnitwiseError):
                return refused(str(error), error.hint)
            return refused(f"unitwise is at fault: {type(error).__name__}: {error}")
        reached = [one for one in found.standings if one.state in REACHED]
        answer = NearestAnswer(
            state="ranked",
            on=found.on,
            as_of=found.as_of,
            ranked=len(found.standings),
            reached=len(reached),
            closed=len(found.closed),
            nearest=tuple(reached[: self.most]),
            unknown=found.unknown,
        )
        return answer.model_dump_json().encode()


def refused(why: str, hint: str = "") -> bytes:
    """Return the answer for a learner who could not be asked."""
    return NearestAnswer(state="not-read", why=why, hint=hint).model_dump_json().encode()


def lost(why: str) -> bytes:
    """Return the answer for a learner at whose question two workers died."""
    return refused(f"two workers that were at it died, the second with {why}")
