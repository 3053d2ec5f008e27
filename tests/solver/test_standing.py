"""Where every unit stands under what is asked, against every choice that fits."""

from __future__ import annotations

from datetime import date

from hypothesis import given

from catalogue import Edition, UnitwiseError, load
from solver import Conflict, Question, Standings, standing
from solver.question import UnknownHours
from tests.asking import asked, fitting
from tests.factories import amount, edition, group, place, qualification, unit
from tests.strategies import tries

LIBRARY = load([])
OCR = LIBRARY.find("ocr-l4-customer-service")
DAY = date(2026, 9, 1)


def states(answer: object) -> dict[str, str]:
    assert isinstance(answer, Standings)
    assert answer.complete
    return {one.unit: one.state for one in answer.units}


@tries(60)
@given(asked(goals=False))
def test_forced_and_possible_are_the_intersection_and_the_union_of_what_fits(
    drawn: tuple[Edition, Question],
) -> None:
    edition, question = drawn
    question = question.replace(goals=(), unknown_glh=UnknownHours.LEAVE_OUT)
    try:
        answer = standing(qualification(edition), question)
    except UnitwiseError:
        return  # a limit in credit where a unit has none: told apart elsewhere
    choices = [
        {option.unit.reference for option in choice} for choice in fitting(edition, question)
    ]
    if not choices:
        assert isinstance(answer, Conflict)
        return
    union, common = set.union(*choices), set.intersection(*choices)
    assert states(answer) == {
        unit: "forced" if unit in common else "possible" if unit in union else "impossible"
        for unit in edition.options_of
    }


def test_the_mandatory_units_of_the_handbook_are_forced() -> None:
    found = states(standing(OCR, Question(on=DAY)))
    assert {unit for unit, state in found.items() if state == "forced"} == {
        "M/506/2898",
        "D/506/2153",
        "T/506/2952",
    }


def test_a_wish_moves_what_is_possible_and_each_reason_is_told() -> None:
    answer = standing(OCR, Question(on=DAY, avoid=("R/506/2179",)))
    assert isinstance(answer, Standings)
    told = {one.unit: one.because for one in answer.units if one.state == "impossible"}
    assert told["R/506/2179"] == "refused"
    assert set(told.values()) <= {"refused", "rules"}


def test_where_nothing_fits_the_answer_is_the_conflict() -> None:
    answer = standing(OCR, Question(on=DAY, avoid=("M/506/2898",)))
    assert isinstance(answer, Conflict)
    assert [cause.kind for cause in answer.causes].count("avoid") == 1


def test_a_unit_that_could_count_elsewhere_is_not_told_to_be_closed() -> None:
    # U is closed in B and open in A, of which nothing may count
    closed = place((unit("U"), None, "2024-06-02"))
    made = edition(
        [group("A", unit("U")), group("B", closed, unit("V"))],
        [
            amount("none", "units", of={"groups": ["A"]}, at_most=0),
            amount("one", "units", at_least=1),
        ],
    )
    answer = standing(qualification(made), Question(on=DAY))
    assert isinstance(answer, Standings)
    assert {one.unit: one.because for one in answer.units} == {"U": "rules", "V": None}
