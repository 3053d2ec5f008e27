"""What the ledger says of what does not count is so, also where nothing else counts instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from adviser.asking.faults import NotUnderstood, Trouble
from adviser.asking.question_file import read_question
from adviser.words.ledger import because
from adviser.words.transfer import again
from catalogue import Edition, Way
from catalogue.policy import Cap
from catalogue.records.reading import RecordError, read_record
from solver import Plan
from tests.factories import amount, edition, group, unit
from tests.solver.test_recognition import moved, policy, record


def of_two(**fields: object) -> Edition:
    """Five credits from U1 (4), U2 (3) and U3 (5); at most 3 of them from B, where U1 stands."""
    return edition(
        [group("A", unit("U2", credit=3), unit("U3", credit=5)), group("B", unit("U1", credit=4))],
        [
            amount("total", at_least=5),
            amount("most-b", of={"groups": ["B"]}, at_most=3, says="At most 3 credits from B."),
        ],
        **fields,
    )


def test_a_unit_over_a_ceiling_by_itself_is_not_said_to_give_way_to_others() -> None:
    # U1 has 4 credits, and the ceiling is 3: nothing else of B counts
    (entry,) = moved(of_two(), record("U1")).ledger
    assert because(entry) == (
        "At most 3 credits from B. With it there would be 4. [A test, section 1]"
        " No choice that fits counts it."
    )


def test_a_cap_of_nothing_is_not_said_to_be_used_by_others() -> None:
    caps = (Cap(measure="units", at_most=0),)
    made = of_two(recognition=(policy(Way.CREDIT_TRANSFER, caps=caps),))
    (entry,) = moved(made, record("U3"), allow_retakes=True).ledger
    assert because(entry) == (
        "At most 0 units may be recognised by credit transfer. With it there would be 1."
        " [A test, section 1] It would count if the cap were lifted."
    )
    # with a cap of one, U3 (5 credits) leaves nothing to study
    caps = (Cap(measure="units", at_most=1),)
    made = of_two(recognition=(policy(Way.CREDIT_TRANSFER, caps=caps),))
    entry, _ = moved(made, record("U2", "U3")).ledger
    assert because(entry) == (
        "At most 1 unit may be recognised by credit transfer. With it there would be 2."
        " Counting there: U3 (recognised). [A test, section 1]"
        " It would count if the cap were lifted."
    )


def test_a_cap_in_per_cent_is_told_in_credits() -> None:
    # U3 is 5 of the 5 credits, and half of them may be recognised
    caps = (Cap(measure="percent", at_most=50),)
    made = of_two(recognition=(policy(Way.CREDIT_TRANSFER, caps=caps),))
    answer = moved(made, record("U3"), allow_retakes=True)
    assert because(answer.ledger[0]) == (
        "At most 50 % of the credit may be recognised by credit transfer. With it there would be"
        " 5 of 5 credits. [A test, section 1] It would count if the cap were lifted."
    )
    assert isinstance(answer.plan, Plan)
    assert again(answer.plan, answer.ledger) == [
        "Held, but to be studied again, since what is held does not count: U3."
    ]


def test_everything_of_the_policy_that_stands_in_the_way_is_told() -> None:
    refused = policy(Way.CREDIT_TRANSFER, accepted=False, currency_years=7)
    # seven years before the registration on 1 July 2024, and a day
    (entry,) = moved(of_two(recognition=(refused,)), record("U3@2017-06-30")).ledger
    assert because(entry) == (
        f"Fits U3, but credit transfer is not accepted: {refused.says} [A test, section 1]"
        " Besides: too old by 1 day: nothing before 1 July 2017 is recognised (7 years)."
        " It would count if credit transfer were accepted and it were recent enough."
    )


def test_a_fault_in_json_is_not_told_as_one_in_yaml(tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    path.write_text('[{"unit": "U1"}', encoding="utf-8")
    with pytest.raises(RecordError, match="this is not JSON"):
        read_record(path)


def test_who_names_no_question_file_is_told_how_to_have_one(tmp_path: Path) -> None:
    with pytest.raises(NotUnderstood) as told:
        read_question(tmp_path / "ocr-l4", Trouble())
    assert "--save" in told.value.hint


def test_what_a_ceiling_keeps_out_is_told_with_its_price() -> None:
    # at most 4 credits of B, where U4 and U5 have 4 each; with U4 (10 GLH) U3 is 4 new credits
    made = edition(
        [
            group("A", unit("U3", credit=4, glh=30)),
            group("B", unit("U4", credit=4), unit("U5", credit=4), unit("U6", credit=3)),
        ],
        [
            amount("total", at_least=8),
            amount("most-b", of={"groups": ["B"]}, at_most=4, says="At most 4 credits from B."),
        ],
    )
    four, five, six = moved(made, record("U4", "U5", "U6")).ledger
    assert four.counts
    head = "At most 4 credits from B. With it there would be"
    there = "Counting there: U4 (recognised). [A test, section 1]"
    assert because(five) == f"{head} 8. {there} Another choice, no worse by the goals, counts it."
    # U6 leaves 5 credits to study, and U3 has 4
    assert because(six) == f"{head} 7. {there} No choice that fits counts it."
