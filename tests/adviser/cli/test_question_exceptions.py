"""Exceptions that a question file carries: they hold for that learner alone, and plans say so."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from catalogue.files.pages import Pages, parse_pages
from tests.conftest import Printed
from tests.validating import validate

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
    # A has 3 credits at level 3, so that of 40 no more than 37 are at level 4: 38 are for everyone
    assert [one["needed"] for one in plan["exceptions"]] == [True, True]
    page = " ".join(unitwise("suggest", "--question", question).out.split())
    rests = page.index("It rests on exceptions agreed for this learner alone: rule level-4")
    assert rests < page.index("reference OCR-7") < page.index("reference OCR-8")
    assert "would be legal without" not in page
    plain = answered(unitwise, "suggest", "--question", question, "--no-exceptions")
    assert plain["totals"]["credit"] == 50
    assert made(plain) == []


def test_what_was_agreed_and_is_not_needed_is_told_apart(
    unitwise: Unitwise, tmp_path: Path
) -> None:
    path = tmp_path / "question.yaml"
    path.write_text(QUESTION.replace("at_least: 40", "at_least: 45"), encoding="utf-8")
    # most of 45 credits can be at level 4 or above: 38 are asked for of everyone
    asked = ("--question", str(path), "--goal", "least-credit", "--goal", "highest-level")
    plan = answered(unitwise, "suggest", *asked)
    assert [one["needed"] for one in plan["exceptions"]] == [False, True]
    page = " ".join(unitwise("suggest", *asked).out.split())
    rests = page.index(
        "It rests on exceptions agreed for this learner alone: rule total, 'At least"
    )
    only = page.index(
        "Agreed for this learner alone; this would be legal without: rule level-4-or-above"
    )
    assert rests < page.index("reference OCR-8") < only < page.index("reference OCR-7")


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
    validate(written, json.loads(unitwise("schema", "question").out))


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


def test_exceptions_that_do_not_fit_are_refused_all_at_once_with_their_lines(
    unitwise: Unitwise, tmp_path: Path
) -> None:
    path = tmp_path / "odd.yaml"
    odd = QUESTION.replace("rule: total\n    at", "rule: totl\n    at").replace(
        "level-4-or", "level-5-or"
    )
    path.write_text(odd, encoding="utf-8")
    printed = unitwise("suggest", "--question", str(path))
    assert printed.code == 2
    fits = "does not fit OCR Level 4 NVQ Diploma in Customer Service: there is no rule"
    # line 5 begins the first exception of the file, line 12 the second
    for line, name, words in (
        (5, "exception 1, 'OCR-7',", "level-5-or-above; did you mean level-4-or-above?"),
        (12, "exception 2, 'OCR-8',", "totl; did you mean total?"),
    ):
        assert f"odd.yaml:{line}:5: {name} {fits} {words}\n" in printed.err
    assert "\nhint: " in printed.err
    # the number is that of the file, whatever is left aside of it
    left = unitwise("whatif", str(path), "--set", "exceptions-=OCR-7")
    assert left.code == 2
    assert "odd.yaml:12:5: exception 2, 'OCR-8'," in left.err
    # a record is not read with its lines: the number of the exception tells where it stands
    record = tmp_path / "record.yaml"
    record.write_text(odd[odd.index("exceptions") :], encoding="utf-8")
    printed = unitwise("transfer", str(record), "--to", OCR)
    assert printed.code == 2
    for number, reference in ((1, "OCR-7"), (2, "OCR-8")):
        assert f"the record's exception {number}, '{reference}', {fits}" in printed.err


def test_exceptions_of_record_and_question_may_not_contradict_each_other(
    unitwise: Unitwise, question: str, tmp_path: Path
) -> None:
    record = tmp_path / "record.yaml"
    listed = plain_data(QUESTION)["exceptions"][1]
    record.write_text(
        json.dumps({"exceptions": [{**listed, "at_least": 30, "reference": "R-1"}]}, default=str),
        encoding="utf-8",
    )
    printed = unitwise("suggest", "--question", question, OCR, "--record", str(record))
    assert printed.code == 2
    assert (
        "the record's exception 1, 'R-1', and the exception 'OCR-8' contradict each other: rule"
        " total at least 30, and rule total at least 40" in printed.err
    )


def test_an_exception_about_nothing_that_there_is_is_left_aside_with_a_warning(
    unitwise: Unitwise, tmp_path: Path
) -> None:
    path = tmp_path / "odd.yaml"
    path.write_text(QUESTION.replace("OCR Level 4", "Nothing at all"), encoding="utf-8")
    printed = unitwise("suggest", "--question", str(path), "--json")
    assert printed.code == 0
    assert made(json.loads(printed.out)) == ["OCR-7"]
    words = "exception 2, 'OCR-8', is left aside: no qualification is called 'Nothing at all'"
    assert f"warning: {path}:13:5: {words}\nhint: " in printed.err
    quiet = unitwise("suggest", "--question", str(path), "--no-exceptions")
    assert "warning" not in quiet.err
    # every case of a table and every step of a session reads them anew; it is told once
    several = unitwise("whatif", str(path), "--vary", "limits.new_glh=150..160/5")
    assert several.err.count("warning: ") == 1
    # in a ranking it is told once, and stops nothing
    record = tmp_path / "record.yaml"
    written = path.read_text(encoding="utf-8")
    record.write_text(written[written.index("exceptions") :], encoding="utf-8")
    ranked = unitwise("transfer", str(record), "--json")
    assert ranked.code == 0
    assert ranked.err.count("warning: the record's exception 2, 'OCR-8', is left aside") == 1
    assert len(json.loads(ranked.out)["standings"]) > 1


def test_one_that_could_be_about_several_is_refused(unitwise: Unitwise, tmp_path: Path) -> None:
    path = tmp_path / "odd.yaml"
    path.write_text(QUESTION.replace("OCR Level 4", "Customer Service"), encoding="utf-8")
    printed = unitwise("suggest", "--question", str(path))
    assert printed.code == 2
    assert "exception 2, 'OCR-8', could be about several: 'Customer Service' fits" in printed.err


@pytest.mark.parametrize(
    ("day", "why"), [("2999-01-05", "is still to come"), ("1989-12-31", "was before 1990")]
)
def test_a_day_that_nothing_can_have_been_agreed_on_is_doubted(
    unitwise: Unitwise, tmp_path: Path, day: str, why: str
) -> None:
    path = tmp_path / "odd.yaml"
    odd = QUESTION.replace(
        "agreed_on: 2026-01-05\n    reference: OCR-7", f"agreed_on: {day}\n    reference: OCR-7"
    )
    path.write_text(odd, encoding="utf-8")
    printed = unitwise("suggest", "--question", str(path))
    assert printed.code == 0
    words = f"exception 1, 'OCR-7', was agreed on {day}, which {why}; is the year right?"
    assert f"warning: {path}:10:5: {words}\n" in printed.err
    # a line of a batch has nobody to tell, nor is its date of registration doubted
    batch = tmp_path / "questions.jsonl"
    batch.write_text(json.dumps(plain_data(odd), default=str) + "\n", encoding="utf-8")
    assert "is the year right" not in unitwise("suggest", "--batch", str(batch), "--jobs", "1").err


def test_references_are_told_once_where_one_letter_agreed_to_several_things(
    unitwise: Unitwise, tmp_path: Path
) -> None:
    record = tmp_path / "record.yaml"
    text = QUESTION[QUESTION.index("exceptions") :].replace("OCR-8", "OCR-7")
    record.write_text(text, encoding="utf-8")
    page = unitwise("transfer", str(record), "--on", "2026-09-01").out
    assert "exceptions agreed for this learner alone: OCR-7.\n" in page
    assert page.count("OCR-7") == 1
    rows = csv.DictReader(
        io.StringIO(unitwise("transfer", str(record), "--on", "2026-09-01", "--csv").out)
    )
    (ocr,) = [row for row in rows if row["short name"] == OCR]
    assert (ocr["exceptions"], ocr["rests on"]) == ("OCR-7", "OCR-7")


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
def test_every_answer_names_the_exceptions_that_were_made(
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


def test_other_plans_that_rest_on_an_exception_say_so_as_well(
    unitwise: Unitwise, question: str
) -> None:
    """Every plan of 40 credits has less than the 50, and less than 38 at level 4 or above."""
    page = unitwise("suggest", "--question", question, "--alternatives", "1").out
    (other,) = [line for line in page.splitlines() if line.startswith("  1. ") and "swaps" in line]
    assert other.endswith("; rests on OCR-7, OCR-8")
    told = unitwise("why", OCR, "T/506/2952", "R/506/2151", "--question", question).out
    assert "; rests on OCR-7, OCR-8.\n" in told
    # of a front, the points are told apart where they rest on different exceptions
    between = ("--between", "least-credit", "most-preferred", "--prefer", "group:B=1")
    front = answered(unitwise, "tradeoff", "--question", question, *between)
    page = unitwise("tradeoff", "--question", question, *between).out
    rested = [point["rests_on"] for point in front["points"]]
    # the preferred choice, the whole of group B, is more than 50 credits and breaks no rule
    assert (rested[0], rested[-1]) == (["OCR-7", "OCR-8"], [])
    assert page.count("; rests on OCR-") == sum(map(bool, rested))
