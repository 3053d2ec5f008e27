"""What the answer for a learner depends on: where the key is the same, the answer is."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import date, timedelta

from catalogue import Achievement, Catalogue, LearnerRecord, Way
from solver import Question, Situation
from solver.many.canonical import canonical
from solver.many.cohort import LearnerAnswer, answer_learner
from tests.solver.test_recognition import policy

OCR = "ocr-l4-customer-service"
ON = date(2024, 9, 1)
RECORD = (("T/506/2952", date(2022, 5, 1)), ("R/506/2151", date(2023, 5, 1)))


def situation(
    library: Catalogue,
    held: tuple[tuple[str, date | None], ...],
    asked: Question | None = None,
    to: str = OCR,
) -> Situation:
    """What OCR asks, as if it recognised nothing that is older than five years."""
    record = LearnerRecord(
        achievements=tuple(Achievement(unit=unit, achieved=day) for unit, day in held)
    )
    subject = library.find(to)
    edition = subject.editions[-1].model_copy(
        update={"recognition": (policy(Way.CREDIT_TRANSFER, currency_years=5),)}
    )
    return Situation.of_learner(
        subject.model_copy(update={"editions": (edition,)}),
        asked or Question(on=ON),
        record,
        units=library.units,
    )


def undated(answer: LearnerAnswer) -> LearnerAnswer:
    ledger = tuple(entry.model_copy(update={"achieved": None}) for entry in answer.ledger)
    return answer.model_copy(update={"ledger": ledger})


def test_days_that_decide_nothing_are_no_difference(shipped: Catalogue) -> None:
    other = tuple((unit, date(2024, 1, 2)) for unit, _ in RECORD)
    assert canonical(situation(shipped, RECORD)) == canonical(situation(shipped, other))


def test_what_the_answer_depends_on_is_a_difference(shipped: Catalogue) -> None:
    one = situation(shipped, RECORD)
    (first, _), second = RECORD
    others = [
        situation(shipped, (second, RECORD[0])),  # the order is that in which ties are broken
        situation(shipped, RECORD[:1]),
        situation(shipped, (*RECORD, second)),
        situation(shipped, ((first, date(2001, 5, 1)), second)),  # too old
        situation(shipped, ((first, date(2001, 5, 2)), second)),  # by a day less
        situation(shipped, ((first, date(2025, 5, 1)), second)),  # not yet achieved
        situation(shipped, ((first, None), second)),  # nobody knows whether it is too old
        situation(shipped, RECORD, Question(on=ON, avoid=["D/506/2055"])),
        situation(shipped, RECORD, Question(on=ON + timedelta(1))),
        situation(shipped, RECORD, to="nocn-l3-customer-service"),
    ]
    keys = [canonical(each) for each in (one, *others)]
    assert len(set(keys)) == len(keys)


def test_of_one_unit_held_twice_it_matters_which_is_the_later(shipped: Catalogue) -> None:
    early, late = (("T/506/2952", date(year, 5, 1)) for year in (2022, 2023))
    keys = [canonical(situation(shipped, pair)) for pair in ((early, late), (late, early))]
    assert keys[0] != keys[1]


def test_where_the_key_is_the_same_the_answer_is_but_for_the_days(shipped: Catalogue) -> None:
    """Random days around every one that decides: what is too old, closed, and not achieved yet."""
    draw = random.Random(4)
    units = [unit.reference for unit in shipped.find(OCR).editions[-1].units]
    records = [draw.sample(units, 3) + draw.choices(units[:2], k=draw.randint(0, 2)) for _ in "ab"]
    answers: dict[bytes, set[str]] = defaultdict(set)
    days: dict[bytes, set[object]] = defaultdict(set)
    for _ in range(60):
        held = tuple((unit, draw.choice(_DAYS)) for unit in draw.choice(records))
        one = situation(shipped, held)
        key = canonical(one)
        answers[key].add(undated(answer_learner(one, shipped.units)).model_dump_json())
        days[key].add(held)
    assert all(len(found) == 1 for found in answers.values())
    assert any(len(found) > 2 for found in days.values())


_DAYS = (date(2024, 8, 31), date(2023, 1, 1), date(2022, 1, 1), date(2010, 1, 1), None)
