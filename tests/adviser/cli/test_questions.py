"""Questions as people put them: options, files, and everything that can be wrong with them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given

from adviser.asking.faults import Trouble
from adviser.asking.question_file import QuestionFile, read_question, write_question
from adviser.asking.written import GOALS, UNKNOWN_HOURS
from adviser.cli import run
from catalogue import Edition, load
from solver import Goal, Question, UnknownHours
from tests.asking import asked
from tests.factories import qualification
from tests.strategies import tries
from tests.validating import validate

OCR = "ocr-l4-customer-service"

Capture = pytest.CaptureFixture[str]


def unitwise(capsys: Capture, *arguments: str) -> tuple[int, str, str]:
    code = run(list(arguments))
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def answered(capsys: Capture, *arguments: str) -> dict[str, Any]:
    _, out, _ = unitwise(capsys, *arguments, "--on", "2026-01-01", "--json")
    document = json.loads(out)
    assert isinstance(document, dict)
    return document


def schema(capsys: Capture, name: str) -> dict[str, Any]:
    _, out, _ = unitwise(capsys, "schema", name)
    document = json.loads(out)
    assert isinstance(document, dict)
    return document


def test_the_words_of_the_help_are_those_of_the_solver() -> None:
    assert tuple(goal.value for goal in Goal) == GOALS
    assert tuple(way.value for way in UnknownHours) == UNKNOWN_HOURS


def test_everything_that_means_nothing_is_told_at_once_with_the_option_it_came_from(
    capsys: Capture,
) -> None:
    code, out, err = unitwise(
        capsys,
        *("suggest", OCR, "--max-glh", "-3", "--max-level", "13", "--prefer", "social=lots"),
        *("--prefer", "nothing", "--want", "custmer", "--want", "L/506/2083", "--avoid", "group:Q"),
        *("--goal", "fastest", "--on", "31/31/2024", "--time-limit", "0", "--pathway", "dementia"),
    )
    assert (code, out) == (2, "")
    lines = err.removeprefix("error: ").splitlines()
    assert len(lines) == 11
    for start in (
        "--max-glh '-3': a limit is a whole number from 0",
        "--max-level '13': a level is",
        "--prefer 'social=lots': a weight is a whole number",
        "--prefer 'nothing': write what is preferred and a weight",
        "--want 'custmer': no title has 'custmer'; did you mean customer?",
        "--want 'L/506/2083': L/506/2083 Understand working in a customer service environment is"
        " not a unit of this qualification",
        "--avoid 'group:Q': there is no group Q; known: A, B, C",
        "--goal 'fastest': there is no goal 'fastest'",
        "--on '31/31/2024': a date is written as",
        "--time-limit '0': the time limit is a number of seconds above 0",
        "--pathway 'dementia': there is no pathway dementia; this edition has none",
    ):
        assert any(line.startswith(start) for line in lines), start


def test_a_slip_in_a_file_is_told_with_its_line(capsys: Capture, tmp_path: Path) -> None:
    path = tmp_path / "question.yaml"
    path.write_text(
        "qualification: ocr level 4\n"
        "wants: [R/506/2179]\n"
        "avoid:\n"
        "  - group:B\n"
        "  - group:Q\n"
        "limits:\n"
        "  new_glh: many\n"
        "  new_hours: 3\n"
        "prefer: {zzz: 3}\n"
    )
    code, out, err = unitwise(capsys, "suggest", "--question", str(path), "--max-credit", "x")
    assert (code, out) == (2, "")
    lines = err.removeprefix("error: ").splitlines()
    assert f"{path}:2:1: unknown key 'wants'; did you mean want?" in lines
    assert f"{path}:5:5: there is no group Q; known: A, B, C" in lines
    assert any(line.startswith(f"{path}:7:3: a limit is a whole number") for line in lines)
    assert f"{path}:8:3: unknown key 'new_hours'" in lines
    assert any(line.startswith(f"{path}:9:10: no title has 'zzz'") for line in lines)
    assert any(line.startswith("--max-credit 'x': a limit is a whole number") for line in lines)
    assert len(lines) == 6


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: &x [1]\nb: *x\n", "aliases"),
        ("!!python/object/apply:os.system [ls]\n", "tags"),
        ("- a\n- b\n", "mapping"),
        ("", "empty"),
        ("[" * 100, "nested"),
    ],
    ids=["alias", "tag", "list", "empty", "deep"],
)
def test_hostile_files_are_refused(capsys: Capture, tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "question.yaml"
    path.write_text(text)
    code, out, err = unitwise(capsys, "suggest", OCR, "--question", str(path))
    assert (code, out) == (2, "")
    assert said in err
    assert "Traceback" not in err


def test_a_missing_file_and_one_that_cannot_be_written_are_told(
    capsys: Capture, tmp_path: Path
) -> None:
    code, _, err = unitwise(capsys, "suggest", "--question", str(tmp_path / "none.yaml"))
    assert code == 2
    assert "there is no such file" in err
    code, _, err = unitwise(capsys, "suggest", OCR, "--save", str(tmp_path / "no" / "where.yaml"))
    assert code == 2
    assert "cannot be written" in err


@given(asked())
@tries(30)
def test_a_question_that_is_saved_reads_back_the_same(given: tuple[Edition, Question]) -> None:
    edition, question = given
    subject = qualification(edition)
    trouble = Trouble()
    text = write_question(subject, question)
    written = _read(text, trouble)
    data = {key: value for key, value in written.data.items() if key != "qualification"}
    units = {unit.reference: unit for unit in edition.units}
    assert written.understood(data, subject, units, trouble) == (question, edition)
    assert all("#" in line for line in text.splitlines() if not line.startswith("  "))


def _read(text: str, trouble: Trouble) -> QuestionFile:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "question.yaml"
        path.write_text(text, encoding="utf-8")
        return read_question(path, trouble)


def test_options_add_to_the_lists_of_a_file_and_stand_before_its_values(
    capsys: Capture, tmp_path: Path
) -> None:
    path, saved = tmp_path / "one.yaml", tmp_path / "two.yaml"
    path.write_text(
        "qualification: ocr-l4-customer-service\n"
        "on: 3/6/2024\n"
        "goals: [least-credit]\n"
        "want: [social media]\n"
        "limits: {new_glh: 150, new_units: 12}\n"
    )
    options = ["--want", "r5062179", "--max-glh", "200", "--goal", "least-glh"]
    code, out, _ = unitwise(
        capsys, "suggest", "--question", str(path), *options, "--save", str(saved), "--json"
    )
    assert code == 0
    assert json.loads(out)["on"] == "2024-06-03"
    trouble = Trouble()
    subject = load().find(OCR)
    read = read_question(saved, trouble)
    data = {key: value for key, value in read.data.items() if key != "qualification"}
    question, _ = read.understood(data, subject, {}, trouble)
    assert question.goals == (Goal.LEAST_GLH,)
    assert question.want == ("social media", "R/506/2179")
    assert (question.limits.new_glh, question.limits.new_units) == (200, 12)
    validate(
        {**read.data, "on": str(read.data["on"]), "time_limit": 60.0}, schema(capsys, "question")
    )


def test_answers_fit_the_schemas_that_are_printed(capsys: Capture) -> None:
    plan = answered(capsys, "suggest", OCR, "--alternatives", "2", "--prices")
    conflict = answered(capsys, "suggest", OCR, "--max-glh", "165")
    assert (plan["answer"], conflict["answer"]) == ("plan", "conflict")
    for document in (plan, conflict):
        validate(document, schema(capsys, "suggest"))
    validate(answered(capsys, "why", OCR, "R/506/2179", "M/506/2898"), schema(capsys, "why"))
    front = answered(capsys, "tradeoff", OCR, "--between", "least-glh", "highest-level")
    validate(front, schema(capsys, "tradeoff"))


def test_a_conflict_reads_with_its_rule_its_source_and_its_repair(capsys: Capture) -> None:
    code, out, err = unitwise(capsys, "suggest", OCR, "--max-glh", "165", "--on", "2026-01-01")
    assert (code, err) == (1, "")
    assert "You asked: at most 165 GLH of new study." in out
    assert "Rule total: At least 50 credits in all." in out
    assert "source: OCR Level 4 NVQ Diploma in Customer Service, Centre Handbook" in out
    assert "raise the GLH limit from 165 to 171 (+6)" in out
    code, out, _ = unitwise(capsys, "explain", OCR, "--max-glh", "165", "--on", "2026-01-01")
    assert code == 1
    assert "means: at least 50 credits in all" in out


def test_each_alternative_reads_in_one_line_with_what_it_gains_and_gives_up(
    capsys: Capture,
) -> None:
    _, out, _ = unitwise(capsys, "suggest", OCR, "--alternatives", "3", "--on", "2026-01-01")
    lines = out[out.index("Alternatives") :].splitlines()
    # J/506/2292 has the 4 credits and 14 GLH of Y/506/2183.
    assert lines[1] == "  1. equal in every goal, swaps Y/506/2183 for J/506/2292"
    assert [line[:5] for line in lines[1:4]] == ["  1. ", "  2. ", "  3. "]


def test_why_shows_what_forces_a_unit_and_what_another_costs(capsys: Capture) -> None:
    code, out, _ = unitwise(
        capsys, "why", OCR, "M/506/2898", "D/506/2055", "--on", "2026-01-01", "--goal", "least-glh"
    )
    assert code == 0
    assert "In the plan, and it must be:" in out
    assert "Supposed: without M/506/2898 Manage customer service operations." in out
    assert "Rule mandatory-a: Every unit of group A, 14 credits." in out
    assert "Not in the plan. To include it costs: +2 GLH." in out


def test_a_front_is_drawn_as_a_picture_that_any_browser_reads(
    capsys: Capture, tmp_path: Path
) -> None:
    between = ["--between", "least-glh", "highest-level", "--on", "2026-01-01"]
    picture = tmp_path / "front.svg"
    code, out, _ = unitwise(capsys, "tradeoff", OCR, *between, "--plot", str(picture))
    assert code == 0
    assert "3 best compromises between least GLH and highest level; proven" in out
    drawn = ElementTree.fromstring(picture.read_text(encoding="utf-8"))
    assert len(drawn.findall("{http://www.w3.org/2000/svg}circle")) == 3
    code, _, err = unitwise(capsys, "tradeoff", OCR, *between, "--plot", "front.png")
    assert code == 2
    assert "does not end in .svg" in err


def test_weights_of_one_thing_add_up_to_no_more_than_one_may_have(capsys: Capture) -> None:
    twice = ("--prefer", "R/506/2179=1000", "--prefer", "r5062179=900")
    code, _, err = unitwise(capsys, "suggest", OCR, *twice)
    assert code == 2
    assert "the weights for R/506/2179 add up to 1900; a weight is a whole number from" in err


def test_what_is_written_in_another_shape_is_told(capsys: Capture, tmp_path: Path) -> None:
    file = tmp_path / "question.yaml"
    file.write_text(
        f"qualification: {OCR}@centre\nedition: [a]\ngoals: least-glh\nlimits: null\n",
        encoding="utf-8",
    )
    code, _, err = unitwise(capsys, "suggest", "--question", str(file))
    assert code == 2
    assert "another edition is asked for, too: a list" in err
    assert "question.yaml:3:1: goals is a list, not 'least-glh'" in err
    assert "question.yaml:4:1: limits is a mapping of names to values, not null" in err
