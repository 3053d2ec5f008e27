"""The commands as a user meets them: exit codes, streams, JSON and messages."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from adviser import cli
from adviser.asking import written
from adviser.cli import schema
from adviser.cli.reading import CATALOGUE_VARIABLE
from solver import Goal, UnknownHours
from tests.conftest import Printed
from tests.validating import validate

Unitwise = Callable[..., Printed]
OCR = "ocr-l4-customer-service"


def printed_json(unitwise: Unitwise, *arguments: str) -> Any:
    printed = unitwise(*arguments, "--json")
    assert printed.err == ""
    return json.loads(printed.out)


def schema_of(unitwise: Unitwise, name: str) -> Any:
    return json.loads(unitwise("schema", name).out)


class TestSuggest:
    def test_the_plan_as_json_keeps_its_contract(self, unitwise: Unitwise) -> None:
        answer = printed_json(unitwise, "suggest", OCR, "--goal", "least-glh")
        assert (answer["answer"], answer["proof"], answer["version"]) == ("plan", "optimal", 1)
        assert answer["qualification"]["number"] == "601/3528/1"
        assert {"title", "edition"} <= set(answer["qualification"])
        unit_keys = {"unit", "title", "group", "level", "credit", "glh", "through"}
        assert all(unit_keys <= set(unit) for unit in answer["units"])
        assert {unit["through"] for unit in answer["units"]} == {"study"}
        totals = answer["totals"]
        assert {key: totals[key] for key in ("credit", "new_credit", "glh", "new_glh")} == {
            "credit": 50,
            "new_credit": 50,
            "glh": 171,
            "new_glh": 171,
        }
        assert totals["units"] == totals["new_units"] == len(answer["units"])
        assert [(g["goal"], g["value"]) for g in answer["goals"]] == [("least-glh", 171)]
        rule_keys = {"id", "says", "value", "at_least", "at_most", "holds"}
        assert all(rule_keys <= set(rule) for rule in answer["rules"])
        assert all(rule["holds"] for rule in answer["rules"])

    @pytest.mark.parametrize(
        "arguments",
        [
            (OCR,),
            (OCR, "--max-glh", "170"),
            (OCR, "--time-limit", "0.000001"),
            ("nocn-l1-customer-service", "--on", "2024-07-01", "--goal", "least-glh"),
        ],
    )
    def test_every_answer_fits_its_schema(
        self, unitwise: Unitwise, arguments: tuple[str, ...]
    ) -> None:
        answer = printed_json(unitwise, "suggest", *arguments)
        validate(answer, schema_of(unitwise, "suggest"))

    @pytest.mark.parametrize(
        ("arguments", "code", "answer"),
        [
            ((OCR, "--max-glh", "171"), 0, "plan"),
            ((OCR, "--max-glh", "170"), 1, "conflict"),
            ((OCR, "--time-limit", "0.000001"), 1, "undecided"),
        ],
    )
    def test_the_exit_code_tells_whether_there_is_a_plan(
        self, unitwise: Unitwise, arguments: tuple[str, ...], code: int, answer: str
    ) -> None:
        printed = unitwise("suggest", *arguments, "--json")
        assert (printed.code, json.loads(printed.out)["answer"]) == (code, answer)

    @pytest.mark.parametrize(
        "name", ["601/3528/1", "60135281", OCR, "ocr", "Level 4 NVQ", OCR.upper()]
    )
    def test_a_qualification_answers_to_number_short_name_and_words(
        self, unitwise: Unitwise, name: str
    ) -> None:
        answer = printed_json(unitwise, "suggest", name)
        assert answer["qualification"]["short_name"] == OCR

    @pytest.mark.parametrize("written", ["D/506/2055", "d/506/2055", "D5062055", " d5062055 "])
    def test_a_reference_is_accepted_in_any_form(self, unitwise: Unitwise, written: str) -> None:
        answer = printed_json(unitwise, "suggest", OCR, "--want", written)
        assert "D/506/2055" in [unit["unit"] for unit in answer["units"]]

    def test_a_refused_unit_stays_out(self, unitwise: Unitwise) -> None:
        answer = printed_json(unitwise, "suggest", OCR, "--avoid", "R/506/2179")
        assert "R/506/2179" not in [unit["unit"] for unit in answer["units"]]


class TestCheck:
    def suggested(self, unitwise: Unitwise, *arguments: str) -> list[str]:
        return [u["unit"] for u in printed_json(unitwise, "suggest", *arguments)["units"]]

    @pytest.mark.parametrize(
        "arguments",
        [
            (OCR, "--goal", "least-glh"),
            ("nocn-l1-customer-service", "--goal", "least-glh", "--on", "2024-01-15"),
            ("nocn-l2-customer-service", "--goal", "least-credit"),
            ("nocn-l3-customer-service", "--goal", "least-credit"),
        ],
    )
    def test_what_was_suggested_is_legal_and_every_unit_of_it_is_needed(
        self, unitwise: Unitwise, arguments: tuple[str, ...]
    ) -> None:
        units = self.suggested(unitwise, *arguments)
        printed = unitwise("check", arguments[0], *units, "--json")
        assert (printed.code, json.loads(printed.out)["legal"]) == (0, True)
        for unit in units:
            rest = [other for other in units if other != unit]
            printed = unitwise("check", arguments[0], *rest, "--json")
            verdict = json.loads(printed.out)
            assert (printed.code, verdict["legal"]) == (1, False)
            broken = [rule for rule in verdict["rules"] if not rule["holds"]]
            assert broken
            assert all(rule["shortfall"] > 0 for rule in broken)

    def test_the_verdict_fits_its_schema(self, unitwise: Unitwise) -> None:
        verdict = printed_json(unitwise, "check", OCR, "M/506/2898")
        assert verdict["answer"] == "audit"
        validate(verdict, schema_of(unitwise, "check"))

    def test_two_versions_of_one_place_are_named(self, unitwise: Unitwise) -> None:
        printed = unitwise("check", "nocn-l1-customer-service", "L/506/2083", "F/651/1466")
        assert printed.code == 1
        assert "Only one of L/506/2083 and F/651/1466 can count" in printed.out

    def test_dates_are_judged_where_a_date_is_given(self, unitwise: Unitwise) -> None:
        units = self.suggested(unitwise, "nocn-l1-customer-service", "--on", "2024-01-15")
        check = ("check", "nocn-l1-customer-service", *units)
        assert unitwise(*check).code == 0
        assert unitwise(*check, "--on", "2024-06-02").code == 0
        late = unitwise(*check, "--on", "2024-06-03")
        assert late.code == 1
        assert "Not open to new study on 3 June 2024" in late.out


class TestMisuse:
    """One clear message on stderr, exit 2, no traceback, nothing on stdout."""

    def refused(self, unitwise: Unitwise, *arguments: str) -> str:
        printed = unitwise(*arguments)
        assert printed.code == 2
        assert printed.out == ""
        assert "Traceback" not in printed.err
        return printed.err

    def test_an_unknown_qualification_gets_the_nearest(self, unitwise: Unitwise) -> None:
        assert OCR in self.refused(unitwise, "suggest", "ocr-l4-custmer-service")

    def test_a_mistyped_number_gets_the_nearest(self, unitwise: Unitwise) -> None:
        assert "601/3528/1" in self.refused(unitwise, "suggest", "601/3528/2")

    def test_words_that_fit_several_list_them(self, unitwise: Unitwise) -> None:
        message = self.refused(unitwise, "suggest", "customer service")
        assert message.count("customer-service") >= 4

    def test_all_unknown_references_are_told_at_once(self, unitwise: Unitwise) -> None:
        message = self.refused(
            unitwise, "suggest", OCR, "--want", "D/506/2056", "--avoid", "T/506/2126", "--want", "%"
        )
        # D/506/2056 is a slip in the last digit, T/506/2126 belongs to other qualifications
        assert "did you mean D/506/2055?" in message
        assert "its letter does not fit its digits" in message
        assert "T/506/2126 Communicate with customers in writing is not a unit of this" in message
        assert "no title has '%'" in message

    @pytest.mark.parametrize("day", ["2024-13-01", "yesterday", "2024-02-30", "31/2/2024"])
    def test_a_date_that_is_none(self, unitwise: Unitwise, day: str) -> None:
        assert "a date is written as 2024-06-03" in self.refused(
            unitwise, "suggest", OCR, "--on", day
        )

    @pytest.mark.parametrize("number", ["-1", "many", "1.5", "99999999999999999999"])
    def test_a_limit_that_is_none(self, unitwise: Unitwise, number: str) -> None:
        assert "--max-glh" in self.refused(unitwise, "suggest", OCR, "--max-glh", number)

    def test_an_unknown_command_gets_the_nearest(self, unitwise: Unitwise) -> None:
        assert "Did you mean 'suggest'?" in self.refused(unitwise, "sugest")

    def test_a_folder_that_is_not_there(self, unitwise: Unitwise) -> None:
        self.refused(unitwise, "suggest", OCR, "--catalogue", "no-such-folder")

    def test_a_broken_file_is_named_with_its_line(self, unitwise: Unitwise, tmp_path: Path) -> None:
        (tmp_path / "broken.yaml").write_text("title: [one\nnumber: 3\n", encoding="utf-8")
        message = self.refused(unitwise, "suggest", OCR, "--catalogue", str(tmp_path))
        assert "broken.yaml:2:" in message

    def test_an_empty_file(self, unitwise: Unitwise, tmp_path: Path) -> None:
        (tmp_path / "empty.yaml").write_text("", encoding="utf-8")
        message = self.refused(unitwise, "suggest", OCR, "--catalogue", str(tmp_path))
        assert "empty.yaml: the file is empty" in message


def test_an_odd_year_is_asked_about(unitwise: Unitwise) -> None:
    printed = unitwise("suggest", OCR, "--on", "1924-01-15")
    assert printed.code == 0
    assert "is the year right?" in printed.err
    aged = unitwise("suggest", OCR, "--on", "2026-09-01", "--as-of", "2206-09-01", "--json")
    assert "2206-09-01 is 1" in aged.err


def test_a_folder_named_by_the_environment_is_read(
    unitwise: Unitwise, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "broken.yaml").write_text("[", encoding="utf-8")
    monkeypatch.setenv(CATALOGUE_VARIABLE, str(tmp_path))
    assert "broken.yaml" in unitwise("catalogue", "list").err


def test_a_defect_is_told_without_a_traceback(
    unitwise: Unitwise, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a defect")

    monkeypatch.setattr("adviser.cli.catalogue_show.read_catalogue", broken)
    printed = unitwise("catalogue", "show", OCR)
    assert printed.code == 3
    assert printed.err.startswith("error: unitwise is at fault: RuntimeError: a defect\n")
    assert "Traceback" not in printed.err


def test_choices_written_out_for_help_are_those_of_the_solver() -> None:
    assert list(written.GOALS) == [goal.value for goal in Goal]
    assert list(written.UNKNOWN_HOURS) == [choice.value for choice in UnknownHours]


@pytest.mark.parametrize("name", schema.NAMES)
def test_every_schema_is_one(unitwise: Unitwise, name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema_of(unitwise, name))


@pytest.mark.parametrize("words", [(), ("catalogue",)])
def test_help_names_every_command_in_one_whole_line(
    unitwise: Unitwise, words: tuple[str, ...]
) -> None:
    lines = unitwise(*words, "--help").out.partition("Commands:\n")[2].splitlines()
    folder = Path(cli.__file__).parent
    prefix = "catalogue_" if words else ""
    for line in filter(None, lines[: lines.index("")] if "" in lines else lines):
        name, _, told = line.strip().partition(" ")
        assert told.endswith(".")
        assert "..." not in told
        assert any((folder / f"{prefix}{name}{end}.py").exists() for end in ("", "_commands"))


def test_the_list_in_a_pipe_is_the_list_in_a_terminal_that_is_wide_enough(
    unitwise: Unitwise, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    in_a_pipe = unitwise("catalogue", "list").out
    monkeypatch.setenv("COLUMNS", "240")  # which has rich lay the table out
    assert unitwise("catalogue", "list").out == in_a_pipe


@pytest.mark.parametrize(
    ("arguments", "unwanted"),
    [
        (["--help"], ["ortools", "pydantic", "rich.console", "yaml"]),
        (["suggest", "--help"], ["ortools", "pydantic", "rich.console", "yaml"]),
        (["catalogue", "list"], ["ortools", "pydantic", "rich.console", "yaml"]),
        (["check", OCR, "M/506/2898"], ["ortools", "pandas"]),
        (["suggest", OCR], ["pandas"]),
    ],
)
def test_nothing_heavy_is_imported_before_it_is_needed(
    arguments: list[str], unwanted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    code = (
        "import sys; from adviser.cli import run; run(sys.argv[1:]);"
        " print(*sys.modules, sep='\\n', file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True
    )
    assert not set(unwanted) & set(done.stderr.splitlines())
