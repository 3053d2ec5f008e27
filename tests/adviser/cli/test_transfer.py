"""From a real record to a real qualification, on the command line."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from catalogue import Catalogue, Way
from catalogue.learner.record import LearnerRecord, held
from solver import Goal, Plan, Question, suggest
from solver.credit_transfer.transfer import transfer
from tests.conftest import Printed
from tests.validating import validate

Unitwise = Callable[..., Printed]
ON = date(2026, 9, 1)
OCR = "ocr-l4-customer-service"


def answered(unitwise: Unitwise, *arguments: str, code: int = 0) -> Any:
    printed = unitwise("transfer", *arguments, "--json")
    assert printed.code == code, printed.err
    document = json.loads(printed.out)
    schema = json.loads(unitwise("schema", "transfer").out)
    validate(document, schema)
    return document


def level_3(shipped: Catalogue, **wishes: object) -> Plan:
    plan = suggest(
        shipped.find("nocn-l3-customer-service"), Question.model_validate({"on": ON, **wishes})
    )
    assert isinstance(plan, Plan)
    return plan


@pytest.mark.parametrize(
    "wishes",
    [
        {},
        {"goals": ["least-glh"]},
        {"goals": ["highest-level"]},
        {"want": ["A/506/1821", "J/506/1921"]},
    ],
)
def test_from_nocn_level_3_to_ocr_level_4(shipped: Catalogue, wishes: dict[str, Any]) -> None:
    """Every unit held is told once; whatever the two share and the rules let in counts."""
    plan = level_3(shipped, **wishes)
    record = LearnerRecord(achievements=tuple(held(unit.unit) for unit in plan.units))
    ocr = shipped.find(OCR)
    answer = transfer(ocr, record, Question(on=ON), units=shipped.units)
    assert isinstance(answer.plan, Plan)
    assert answer.plan.proof == "optimal"
    assert [entry.name for entry in answer.ledger] == [unit.unit for unit in plan.units]
    there = ocr.editions[-1].options_of
    shared = {unit.unit for unit in plan.units if unit.unit in there}
    counted = {entry.name for entry in answer.ledger if entry.counts}
    # T/506/2952 is mandatory in both
    assert "T/506/2952" in counted <= shared
    by_group = dict.fromkeys("ABC", 0)
    level_4 = 0
    for name in counted:
        option = there[name][0]
        by_group[option.group] += option.unit.credit or 0
        level_4 += (option.unit.credit or 0) * ((option.unit.level or 0) >= 4)
    # New: 11 of the 14 of group A, 50 in all, and 38 at level 4 or above, of which the record
    # has so many. No plan can do with less than the largest of the three.
    least = max(11, 50 - sum(by_group.values()), 38 - level_4)
    assert answer.plan.totals.new_credit is not None
    assert answer.plan.totals.new_credit >= least
    assert by_group["C"] <= 16
    for entry in answer.ledger:
        if entry.name not in shared:
            assert entry.reason == "not-in-qualification"
            assert entry.way is Way.EQUIVALENCE
            assert entry.source is not None
            assert "section 2.2" in entry.source


def test_the_least_new_credit_after_the_default_level_3(shipped: Catalogue) -> None:
    plan = level_3(shipped)
    record = LearnerRecord(achievements=tuple(held(unit.unit) for unit in plan.units))
    answer = transfer(shipped.find(OCR), record, Question(on=ON), units=shipped.units)
    assert isinstance(answer.plan, Plan)
    # Of what is held only R/506/2179 (6 credits) is at level 4, and 38 are asked for at level 4 or
    # above: 38 - 6 = 32 must be new, and with them everything else holds
    level_4 = [u.unit for u in answer.plan.units if u.through != "study" and (u.level or 0) >= 4]
    assert level_4 == ["R/506/2179"]
    assert answer.plan.totals.new_credit == 32
    assert answer.plan.goals[0].proven


def test_a_predecessor_and_its_refusal(unitwise: Unitwise, tmp_path: Path) -> None:
    nocn = "nocn-l1-customer-service"
    asked = ("--held", "L/506/2083@2023-03-01", "--to", nocn, "--on", "2024-07-01")
    (entry,) = answered(unitwise, *asked)["ledger"]
    assert (entry["counts"], entry["through"]) == (True, "predecessor")
    assert (entry["place"], entry["unit"]) == ("F/651/1466", "L/506/2083")
    printed = unitwise("transfer", *asked).out
    assert "Counts as the predecessor of F/651/1466 in group A, for 3 credits." in printed

    import catalogue

    folder = Path(catalogue.__file__).parent / "data" / "qualifications" / "nocn"
    text = (folder / f"{nocn}.yaml").read_text(encoding="utf-8")
    refusal = (
        "    recognition:\n      - way: predecessor\n        accepted: false\n"
        "        says: Withdrawn units are not accepted.\n"
        '        source: {document: specification, section: "2.6"}\n'
    )
    (tmp_path / "strict.yaml").write_text(
        text.replace("    recognition:\n", refusal), encoding="utf-8"
    )
    strict = (*asked, "--catalogue", str(tmp_path))
    (entry,) = answered(unitwise, *strict)["ledger"]
    assert (entry["counts"], entry["reason"], entry["would_count"]) == (
        False, "not-accepted", True,
    )  # fmt: skip
    printed = unitwise("transfer", *strict).out
    assert "predecessor is not accepted: Withdrawn units are not accepted." in printed
    assert "section 2.6" in printed
    assert "It would count if predecessor were accepted." in printed


def test_thirty_credits_of_a_group_with_a_ceiling_of_16(unitwise: Unitwise) -> None:
    # 7 + 6 + 5 + 6 + 6 = 30. Three of them are 17 at the least (5 + 6 + 6), over 16; of two, the
    # best are 7 + 6 = 13
    names = ["R/506/1999", "L/506/2004", "D/504/4056", "H/503/0417", "K/503/0418"]
    asked = [word for name in names for word in ("--held", name)]
    answer = answered(unitwise, *asked, "--to", OCR, "--on", "2026-09-01")
    assert answer["recognised_credit"] == 13
    left = [entry for entry in answer["ledger"] if not entry["counts"]]
    assert len(left) == 3
    assert {(entry["reason"], entry["rule"]) for entry in left} == {("ceiling-reached", "group-c")}
    printed = unitwise("transfer", *asked, "--to", OCR, "--on", "2026-09-01").out
    assert "illegal" not in printed
    assert "not legal" not in printed.lower()


def test_an_empty_record_gives_the_plan_of_suggest(unitwise: Unitwise, tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_text("unit,date\n", encoding="utf-8")
    empty = str(tmp_path / "empty.csv")
    plain = unitwise("suggest", OCR, "--on", "2026-09-01", "--json").out
    assert unitwise("suggest", OCR, "--on", "2026-09-01", "--record", empty, "--json").out == plain
    answer = answered(unitwise, empty, "--to", OCR, "--on", "2026-09-01")
    assert answer["plan"] == json.loads(plain)
    assert answer["ledger"] == []


def test_five_hundred_achievements_make_a_readable_page(
    unitwise: Unitwise, shipped: Catalogue, tmp_path: Path
) -> None:
    known = list(shipped.units)
    names = [known[n % len(known)] if n % 2 else f"ZZ{n}" for n in range(500)]
    (tmp_path / "long.csv").write_text("Unit Ref\n" + "\n".join(names), encoding="utf-8")
    long = str(tmp_path / "long.csv")
    answer = answered(unitwise, long, "--to", OCR, "--on", "2026-09-01")
    assert [entry["name"] for entry in answer["ledger"]] == names
    assert sum(entry["reason"] == "unknown-unit" for entry in answer["ledger"]) == 250
    page = unitwise("transfer", long, "--to", OCR, "--on", "2026-09-01").out
    # the 250 unknown units are one paragraph, so that the page stays within a few sheets
    assert len(page.splitlines()) < 200
    assert "(250)" in page


EXCEPTIONS = """
achievements: [T/506/2952]
exceptions:
  - kind: waive-rule
    qualification: ocr-l4-customer-service
    rule: level-4-or-above
    reason: The learner moves abroad.
    agreed_by: OCR
    agreed_on: 2026-01-05
    reference: OCR-7
  - kind: change-limit
    qualification: ocr-l4-customer-service
    rule: total
    at_least: 40
    reason: As above.
    agreed_by: OCR
    agreed_on: 2026-01-05
    reference: OCR-8
  - kind: accept-unit
    qualification: ocr-l4-customer-service
    held: ZZ9
    counts_as: D/506/2153
    reason: As above.
    agreed_by: OCR
    agreed_on: 2026-01-05
    reference: OCR-9
"""


def test_exceptions_hold_for_this_learner_and_are_told(unitwise: Unitwise, tmp_path: Path) -> None:
    path = tmp_path / "record.yaml"
    path.write_text(EXCEPTIONS, encoding="utf-8")
    asked = (str(path), "--held", "ZZ9", "--to", OCR, "--on", "2026-09-01")
    answer = answered(unitwise, *asked)
    # 40 credits, of which T/506/2952 (3) and D/506/2153 (4) are held: 33 are new
    assert answer["plan"]["totals"]["new_credit"] == 33
    assert [entry["through"] for entry in answer["ledger"]] == ["credit-transfer", "equivalence"]
    assert [one["reference"] for one in answer["plan"]["exceptions"]] == ["OCR-7", "OCR-8", "OCR-9"]
    told = " ".join(unitwise("transfer", *asked).out.split())
    assert "Agreed by OCR on 5 January 2026, reference OCR-7." in told
    suggested = unitwise("suggest", OCR, "--record", str(path), "--on", "2026-09-01").out
    assert "reference OCR-8" in suggested
    # without them: 50 credits less T/506/2952
    plain = answered(unitwise, *asked, "--no-exceptions")
    assert plain["plan"]["totals"]["new_credit"] == 47
    assert plain["exceptions"] == []


def test_an_exception_that_fits_nothing_is_refused(unitwise: Unitwise, tmp_path: Path) -> None:
    path = tmp_path / "record.yaml"
    path.write_text(EXCEPTIONS.replace("rule: total", "rule: totl"), encoding="utf-8")
    printed = unitwise("transfer", str(path), "--to", OCR)
    assert printed.code == 2
    assert "there is no rule totl; did you mean total?" in printed.err


def test_the_date_of_registration_may_stand_in_the_record(
    unitwise: Unitwise, tmp_path: Path
) -> None:
    path = tmp_path / "record.yaml"
    path.write_text(
        "registrations: [{qualification: NOCN Level 1 Certificate, on: 2024-01-15}]\n"
        "achievements: [L/506/2083]\n",
        encoding="utf-8",
    )
    answer = answered(unitwise, str(path), "--to", "nocn-l1-customer-service")
    # on 15 January 2024 the old unit was still open, so it is no predecessor
    assert answer["on"] == "2024-01-15"
    assert answer["ledger"][0]["through"] == "credit-transfer"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--held", "??", "--held", "D/506/2170@never", "--to", OCR], "'never' is not a date"),
        (["nowhere.csv", "--to", OCR], "nowhere.csv: there is no such file"),
        (["."], "invalid value for 'RECORD': File '.' is a directory"),
        (["--on", "30/2/2026"], "--on '30/2/2026': a date is written as 2024-06-03"),
        (["--held", "D/506/2170", "--to", "nowhere"], "no qualification is called 'nowhere'"),
    ],
)
def test_misuse_is_told(unitwise: Unitwise, arguments: list[str], message: str) -> None:
    printed = unitwise("transfer", *arguments)
    assert printed.code == 2
    assert message in printed.err
    assert not printed.out


def test_goals_are_as_for_suggest(shipped: Catalogue) -> None:
    record = LearnerRecord(achievements=(held("T/506/2952"),))
    question = Question(on=ON, goals=(Goal.LEAST_GLH,))
    answer = transfer(shipped.find(OCR), record, question, units=shipped.units)
    assert isinstance(answer.plan, Plan)
    # The published least is 171, and T/506/2952 with its 12 hours is mandatory
    assert answer.plan.totals.new_glh == 171 - 12


def test_a_reference_that_cannot_be_right_is_told(unitwise: Unitwise) -> None:
    # 5 0 6 2 9 5 3 by 8 7 6 5 4 3 2 is 40 + 0 + 36 + 10 + 36 + 15 + 6 = 143 = 13 x 11, remainder
    # 0, of which the letter is A; of ZZ9 no letter can be expected
    for target in (["--to", OCR], []):
        page = unitwise("transfer", "--held", "t5062953", "--held", "ZZ9", *target).out
        assert "Mistyped? T/506/2953: its letter does not fit its digits; A would." in page
        assert page.count("Mistyped?") == 1
        assert "ZZ9" in page


def test_a_cell_is_never_a_formula(unitwise: Unitwise, tmp_path: Path) -> None:
    path = tmp_path / "record.csv"
    path.write_text('award,ao\n"=HYPERLINK(""x"")",@NOCN\n', encoding="utf-8")
    text = unitwise("transfer", str(path), "--to", OCR, "--csv").out
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["held"] == '\'=HYPERLINK("x")'
    assert row["awarding organisation"] == "'@NOCN"
    assert row["reason"] == "not-accepted"
    assert "No award from outside exempts a learner from a unit." in row["sentence"]
