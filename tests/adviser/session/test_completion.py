"""What is offered while a command of a session is typed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, strategies as st

from adviser.asking.asked import Asked
from adviser.session.completion import fit, offers
from adviser.session.session import Session
from catalogue import Catalogue
from solver import Goal, Question
from tests.strategies import tries

DAY = date(2026, 9, 1)


@pytest.fixture(scope="module")
def session(shipped: Catalogue) -> Session:
    subject = shipped.find("ocr-l4-customer-service")
    question = Question(on=DAY, goals=(Goal.LEAST_GLH,))
    return Session.start(Asked(subject, subject.edition_on(DAY), question, shipped))


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("wa", "want"),
        ("tdf", "tradeoff"),
        ("max g", "glh"),
        ("goal lglh", "least-glh"),
        ("want d5062055", "D/506/2055"),
        ("want soc str", "D/506/2962"),
        ("avoid R/506/2179, incdnt", "H/503/0417"),
        ("want group", "group:A"),
        ("unknown e", "estimate"),
        ("drop g", "goal"),
        ("held d5062055", "D/506/2055"),
        ("rep", "report"),
    ],
)
def test_what_is_typed_is_completed(session: Session, line: str, first: str) -> None:
    offer = next(offers(session, line))
    assert offer.text == first
    assert line[: len(line) - offer.length] + offer.text != line


@given(st.text(max_size=6), st.text(max_size=12))
@tries(200)
def test_letters_fit_where_they_stand_in_this_order(typed: str, word: str) -> None:
    rest = iter(word.casefold().replace("/", ""))
    in_order = all(letter in rest for letter in typed.casefold().replace("/", ""))
    assert (fit(typed, word) is not None) == in_order
