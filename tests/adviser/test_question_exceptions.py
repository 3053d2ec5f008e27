"""Exceptions that a question file carries: they hold for that learner alone, and plans say so."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from catalogue.pages import Pages, parse_pages
from tests.conftest import Printed

Unitwise = Callable[..., Printed]
OCR = "ocr-l4-customer-service"

QUESTION = """
qualification: ocr-l4-customer-service
on: 2026-09-01
exceptions:
  - kind: waive-rule
    qualification: ocr-l4-customer-service
    rule: level-4-or-above
    reason: "The learner moves abroad: soon."
    agreed_by: OCR
    agreed_on: 2026-01-05
    reference: OCR-7
  - kind: change-limit
    qualification: OCR Level 4
    rule: total
    at_least: 40
    reason: As above.
    agreed_by: OCR
    agreed_on: 5/1/2026
    reference: OCR-8
  - kind: waive-rule
    qualification: nocn-l3-customer-service
    rule: total
    reason: Another award.
    agreed_by: NOCN
    agreed_on: 2026-01-05
    reference: NOCN-1
"""


@pytest.fixture
def question(tmp_path: Path) -> str:
    path = tmp_path / "question.yaml"
    path.write_text(QUESTION, encoding="utf-8")
    return str(path)


def answered(unitwise: Unitwise, *arguments: str) -> Any:
    printed = unitwise(*arguments, "--json")
    assert printed.code == 0, printed.err
    return json.loads(printed.out)


def plain_data(text: str) -> Any:
    pages = parse_pages(text, "question.yaml")
    assert isinstance(pages, Pages)
    return pages.data


def made(plan: Any) -> list[str]:
    return [one["reference"] for one in plan["exceptions"]]


def test_a_plan_rests_on_the_exceptions_of_its_qualification_and_says_so(
    unitwise: Unitwise, question: str
) -> None:
    plan = answered(unitwise, "suggest", "--question", question)
    # the published total is 50; by OCR-8 it is 40, and NOCN-1 is about another qualification
    assert plan["totals"]["credit"] == 40
    assert made(plan) == ["OCR-7", "OCR-8"]
    assert "reference OCR-7" in unitwise("suggest", "--question", question).out
    plain = answered(unitwise, "suggest", "--question", question, "--no-exceptions")
    assert plain["totals"]["credit"] == 50
    assert made(plain) == []


def test_transfer_makes_those_of_the_question_and_those_of_the_record_each_once(
    unitwise: Unitwise, question: str, tmp_path: Path
) -> None:
    record = tmp_path / "record.yaml"
    listed = plain_data(QUESTION)["exceptions"]
    accepted = {**listed[0], "kind": "accept-unit", "held": "ZZ9", "counts_as": "D/506/2153"}
    accepted.pop("rule")
    # the waiver of the rule stands in both files
    both = {"achievements": ["ZZ9"], "exceptions": [listed[0], {**accepted, "reference": "OCR-9"}]}
    record.write_text(json.dumps(both, default=str), encoding="utf-8")
    answer = answered(unitwise, "transfer", str(record), "--question", question)
    # 40 credits, of which D/506/2153 (4) is held
    assert answer["plan"]["totals"]["new_credit"] == 36
    assert made(answer) == made(answer["plan"]) == ["OCR-7", "OCR-8", "OCR-9"]
    plain = answered(unitwise, "transfer", str(record), "--question", question, "--no-exceptions")
    assert plain["plan"]["totals"]["new_credit"] == 50
    assert made(plain) == []


def test_every_command_that_reads_a_question_makes_its_exceptions(
    unitwise: Unitwise, question: str
) -> None:
    assert made(answered(unitwise, "explain", "--question", question)) == ["OCR-7", "OCR-8"]
    why = answered(unitwise, "why", OCR, "T/506/2952", "--question", question)
    assert made(why["plan"]) == ["OCR-7", "OCR-8"]
    between = ("--between", "least-credit", "fewest-units")
    front = answered(unitwise, "tradeoff", "--question", question, *between)
    # the least credit is the total that OCR-8 asks for
    assert front["points"][0]["values"][0] == 40
    compared = answered(unitwise, "compare", question, OCR, "--on", "2026-09-01")
    assert made(compared["before"]) == ["OCR-7", "OCR-8"]
    assert made(compared["after"]) == []


def test_a_line_of_a_batch_may_carry_exceptions(unitwise: Unitwise, tmp_path: Path) -> None:
    line = plain_data(QUESTION)
    odd = {**line, "exceptions": [{"kind": "waive-rule"}]}
    batch = tmp_path / "questions.jsonl"
    lines = [json.dumps(one, default=str) for one in (line, odd)]
    batch.write_text("\n".join(lines) + "\n", encoding="utf-8")
    printed = unitwise("suggest", "--batch", str(batch), "--jobs", "1")
    first, second = map(json.loads, printed.out.splitlines())
    assert made(first) == ["OCR-7", "OCR-8"]
    assert second["answer"] == "error"
    assert "agreed_by" in json.dumps(second)


def test_a_saved_question_keeps_its_exceptions(
    unitwise: Unitwise, question: str, tmp_path: Path
) -> None:
    saved = tmp_path / "saved.yaml"
    before = answered(unitwise, "suggest", "--question", question, "--save", str(saved))
    after = answered(unitwise, "suggest", "--question", str(saved))
    assert after == before
    written = plain_data(saved.read_text(encoding="utf-8"))
    # even the one about another qualification, as the file had it
    names = [one["reference"] for one in written["exceptions"]]
    assert names == ["OCR-7", "OCR-8", "NOCN-1"]
    jsonschema.validate(written, json.loads(unitwise("schema", "question").out))


def test_the_faults_of_exceptions_are_told_with_all_others_and_their_lines(
    unitwise: Unitwise, tmp_path: Path
) -> None:
    path = tmp_path / "odd.yaml"
    odd = QUESTION.replace("rule: total\n    at", "rul: total\n    at").replace(
        "2026-09-01", "never"
    )
    path.write_text(odd.replace("    agreed_by: NOCN\n", ""), encoding="utf-8")
    printed = unitwise("suggest", "--question", str(path))
    assert printed.code == 2
    for line, words in ((3, "never"), (14, "did you mean rule?"), (20, "agreed_by")):
        assert any(
            f"odd.yaml:{line}:" in told and words in told for told in printed.err.splitlines()
        ), printed.err


def test_an_exception_that_fits_nothing_is_refused(unitwise: Unitwise, tmp_path: Path) -> None:
    path = tmp_path / "odd.yaml"
    path.write_text(QUESTION.replace("rule: total\n    at", "rule: totl\n    at"), encoding="utf-8")
    printed = unitwise("suggest", "--question", str(path))
    assert printed.code == 2
    assert "there is no rule totl; did you mean total?" in printed.err
    path.write_text(QUESTION.replace("OCR Level 4", "Nothing at all"), encoding="utf-8")
    printed = unitwise("suggest", "--question", str(path))
    assert printed.code == 2
    assert "in the question's exception:" in printed.err


@pytest.mark.parametrize(
    "line",
    [
        "suggest --max-credit 9",
        "explain --max-credit 9",
        "tradeoff --between least-glh fewest-units",
        "tradeoff --between least-glh fewest-units --max-credit 9",
        "why R/506/2151",
        "why R/506/2151 --max-credit 9",
        "transfer --to",
        "transfer --max-credit 9 --to",
        "transfer",
    ],
)
def test_every_answer_says_that_it_rests_on_an_exception(
    unitwise: Unitwise, tmp_path: Path, line: str
) -> None:
    record = tmp_path / "record.yaml"
    record.write_text(QUESTION[QUESTION.index("exceptions") :], encoding="utf-8")
    name, *options = line.split()
    if name == "transfer":
        words = [name, str(record), *options, *([OCR] if options else [])]
    else:
        words = [name, OCR, *options, "--record", str(record)]
    told = json.loads(unitwise(*words, "--json").out)
    found = [one.get("exceptions") for one in told.get("standings", [told.get("plan") or told])]
    assert any(one and one[0]["reference"] == "OCR-7" for one in found), told.keys()
    assert "OCR-7" in unitwise(*words).out
    left = unitwise(*words, "--no-exceptions")
    assert "OCR-7" not in left.out
