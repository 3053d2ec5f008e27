"""A search can be stopped from another thread, and says that the asker did it."""

from __future__ import annotations

import random
import threading
import time
from datetime import date

import pytest
from pydantic import ValidationError

from catalogue import load
from solver import Goal, Plan, Question, Stop, Undecided, suggest
from solver.program.engine import Clock, Program, solve
from solver.program.linear import Bound
from solver.question import MOST_NAMED

OCR = load([]).find("ocr-l4-customer-service")
DAY = date(2026, 9, 1)


def market_split(rows: int) -> Program:
    """Ten Booleans a row less ten, and half of the sum of each row: small, and very hard to prove.

    After Cornuejols and Dawande, *A class of hard small 0-1 programs* (1998).
    """
    drawn = random.Random(5)
    booleans = range(10 * (rows - 1))
    weights = [[drawn.randrange(100) for _ in booleans] for _ in range(rows)]
    return Program(
        [f"x{number}" for number in booleans],
        [Bound(tuple(enumerate(row)), low=sum(row) // 2, high=sum(row) // 2) for row in weights],
    )


def test_a_search_ends_soon_after_it_is_stopped_from_another_thread() -> None:
    stop = Stop()
    threading.Timer(0.3, stop).start()
    began = time.monotonic()
    with stop.heard():
        clock = Clock(120)
        solve(market_split(6), clock=clock)
    assert clock.broken_off
    assert clock.stopped == "asker"
    assert time.monotonic() - began < 30  # it would go on to 120


def test_what_is_asked_after_the_stop_is_not_searched_for() -> None:
    stop = Stop()
    stop()
    with stop.heard():
        answer = suggest(OCR, Question(on=DAY, goals=(Goal.LEAST_GLH,)))
    assert isinstance(answer, Undecided)
    assert answer.stopped == "asker"


def test_what_is_asked_outside_goes_on() -> None:
    stop = Stop()
    with stop.heard():
        pass
    stop()
    assert isinstance(suggest(OCR, Question(on=DAY)), Plan)


@pytest.mark.parametrize("key", ["want", "avoid", "pathway"])
def test_a_question_has_an_end(key: str) -> None:
    Question.model_validate({"on": DAY, key: [f"u{n}" for n in range(MOST_NAMED)]})
    with pytest.raises(ValidationError, match="at most 500"):
        Question.model_validate({"on": DAY, key: [f"u{n}" for n in range(MOST_NAMED + 1)]})
