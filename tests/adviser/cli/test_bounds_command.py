"""``unitwise bounds`` and ``unitwise catalogue check`` as a user meets them."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

import catalogue
from adviser.pages import progress
from adviser.pages.terminal import show
from adviser.words.bounds import NO_COUNT, NO_HOURS, bounds_blocks
from catalogue import Catalogue
from solver import Bounds, Undecided, bounds
from solver.results.bounds import WhyNoCount, WhyNoHours
from tests.conftest import Printed
from tests.validating import validate

Unitwise = Callable[..., Printed]
OCR = "ocr-l4-customer-service"
SHIPPED = Path(catalogue.__file__).parent / "data" / "qualifications"

SICK = """
number: 601/3528/2
short_name: sick
title: A Sick Diploma
awarding_organisation: Tester
level: 3
documents: {spec: A specification}
units:
  - {reference: X1, title: One, level: 3, credit: 10, glh: 50, sources: [{document: spec}]}
  - {reference: X2, title: Two, level: 3, credit: 6, glh: 30, sources: [{document: spec}]}
  - {reference: X3, title: Two, level: 2, credit: 9, sources: [{document: spec}]}
editions:
  - edition: first
    source: {document: spec}
    published: {credit: 17, source: {document: spec}}
    groups:
      - {id: A, title: Mandatory, units: [{unit: X1, from: 2020-01-01, until: 2030-01-01}]}
      - {id: B, title: Optional, units: [X2, X3]}
    rules:
      - kind: amount
        id: total
        says: At least 16 credits.
        measure: credit
        at_least: 16
        source: {document: spec}
      - kind: amount
        id: some-a
        says: At least 1 unit of A.
        measure: units
        of: {groups: [A]}
        at_least: 1
        source: {document: spec}
      - kind: amount
        id: few-b
        says: At most 8 credits of B.
        measure: credit
        of: {groups: [B]}
        at_most: 8
        source: {document: spec}
    examples:
      - {says: It is legal., passes: [X1, X2]}
      - {says: It is not., passes: [X1, X3]}
"""


@pytest.fixture
def sick(tmp_path: Path) -> str:
    path = tmp_path / "sick.yaml"
    path.write_text(SICK.lstrip("\n"), encoding="utf-8")
    return str(path)


def printed_json(unitwise: Unitwise, *arguments: str) -> Any:
    return json.loads(unitwise(*arguments, "--json").out)


def schema_of(unitwise: Unitwise, name: str) -> Any:
    return json.loads(unitwise("schema", name).out)


class TestBounds:
    def test_the_bounds_as_json_keep_their_contract(self, unitwise: Unitwise) -> None:
        answer = printed_json(unitwise, "bounds", OCR)
        assert (answer["answer"], answer["version"]) == ("bounds", 1)
        assert answer["qualification"]["number"] == "601/3528/1"
        for name in ("glh", "credit"):
            assert {"least", "greatest", "basis", "published"} <= set(answer[name])
        glh = answer["glh"]
        assert (glh["least"], glh["greatest"], glh["basis"]) == (171, 255, "exact-credit")
        assert glh["published"] == {"least": 171, "greatest": 255}
        assert answer["choices"] == 4_180_585
        assert answer["choices_reason"] is None
        b = answer["groups"][1]
        assert b["printed"] == {"least": 20, "greatest": None}
        # All 13 units of B have 60 credits together.
        assert b["effective"] == {"least": 20, "greatest": 60}
        assert [level["level"] for level in answer["levels"]] == [3, 4, 5]
        statuses = {unit["unit"]: unit["status"] for unit in answer["units"]}
        assert {unit for unit, status in statuses.items() if status == "forced"} == {
            "M/506/2898",
            "D/506/2153",
            "T/506/2952",
        }
        assert [(i["rule"], i["by"]) for i in answer["implied"]] == [
            ("group-b", ["total", "group-c"])
        ]

    def test_the_older_units_of_level_1_give_the_published_hours(self, unitwise: Unitwise) -> None:
        answer = printed_json(unitwise, "bounds", "nocn-l1-customer-service", "--on", "2024-01-15")
        assert (answer["glh"]["least"], answer["glh"]["greatest"]) == (143, 178)

    @pytest.mark.parametrize(
        "arguments",
        [
            (OCR, "--on", "2026-09-01"),
            ("nocn-l1-customer-service", "--on", "2024-07-01"),
            (OCR, "--time-limit", "0.000001"),
        ],
    )
    def test_every_answer_fits_its_schema(
        self, unitwise: Unitwise, arguments: tuple[str, ...]
    ) -> None:
        answer = printed_json(unitwise, "bounds", *arguments)
        validate(answer, schema_of(unitwise, "bounds"))

    def test_no_legal_choice_and_no_answer_in_time_are_exit_1(
        self, unitwise: Unitwise, sick: str
    ) -> None:
        assert unitwise("bounds", OCR, "--time-limit", "0.000001").code == 1
        printed = unitwise("bounds", "sick", "--catalogue", sick, "--on", "2031-01-01")
        assert printed.code == 1
        assert "No choice is legal" in printed.out

    def test_an_unknown_qualification_and_a_date_that_is_none_are_misuse(
        self, unitwise: Unitwise
    ) -> None:
        assert unitwise("bounds", "nowhere").code == 2
        assert unitwise("bounds", OCR, "--on", "soon").code == 2

    @pytest.mark.parametrize(
        "line",
        [
            f"bounds {OCR} --on 2026-09-01",
            "bounds nocn-l1-customer-service --on 2024-01-15",
            "bounds nocn-l1-customer-service --on 2024-06-03",
            "bounds sick --on 2026-09-01",
            "bounds sick --on 2031-01-01",
            f"bounds {OCR} --time-limit 0.000001 --on 2026-09-01",
        ],
    )
    def test_the_wording_is_as_it_was_looked_at(
        self, unitwise: Unitwise, sick: str, snapshot: SnapshotAssertion, line: str
    ) -> None:
        printed = unitwise(*line.split(), "--catalogue", sick)
        assert f"exit {printed.code}\n{printed.out}" == snapshot

    def test_every_reason_has_its_words(self) -> None:
        assert set(NO_HOURS) == set(WhyNoHours.__args__)  # type: ignore[attr-defined]
        assert set(NO_COUNT) == set(WhyNoCount.__args__)  # type: ignore[attr-defined]


class TestCatalogueCheck:
    def test_the_whole_shipped_catalogue_passes(self, unitwise: Unitwise) -> None:
        printed = unitwise("catalogue", "check", "--json")
        answer = json.loads(printed.out)
        validate(answer, schema_of(unitwise, "catalogue-check"))
        assert printed.code == 0
        assert (answer["answer"], answer["passed"], answer["faults"]) == (
            "catalogue-check",
            True,
            [],
        )
        names = {i["qualification"]["short_name"] for i in answer["inspections"]}
        assert OCR in names

    def test_a_file_with_something_wrong_is_exit_1(self, unitwise: Unitwise, sick: str) -> None:
        printed = unitwise("catalogue", "check", sick, "--json")
        assert printed.code == 1
        answer = json.loads(printed.out)
        validate(answer, schema_of(unitwise, "catalogue-check"))
        # Only the qualifications of the file are checked.
        (inspection,) = answer["inspections"]
        wrong = [f["kind"] for f in inspection["findings"] if f["severity"] == "wrong"]
        # 16 credits are enough for the rules, 17 are published; the second example breaks few-b.
        assert wrong == ["published-credit", "example"]

    def test_a_rule_that_binds_nothing_for_another_reason_in_each_period_is_told(
        self, unitwise: Unitwise, tmp_path: Path
    ) -> None:
        # Of B one unit may be studied until 2022 and two from then on; at most three never binds.
        file = tmp_path / "periods.yaml"
        amount = "kind: amount, measure: units"
        units = [f"{{reference: Y{n}, title: T{n}, level: 2, credit: 6}}" for n in (1, 2, 3)]
        file.write_text(
            "number: null\nshort_name: periods\ntitle: Periods\nawarding_organisation: Tester\n"
            "level: 2\ndocuments: {spec: S}\nsource: {document: spec}\n"
            f"units: [{', '.join(units)}]\n"
            "editions:\n  - edition: one\n    groups:\n      - {id: A, title: A, units: [Y1]}\n"
            "      - {id: B, title: B, units: [Y2, {unit: Y3, from: 2022-01-01}]}\n"
            f"    rules:\n      - {{id: total, {amount}, at_least: 1, says: One.}}\n"
            f"      - {{id: few, {amount}, of: {{groups: [B]}}, at_most: 3, says: Few of B.}}\n",
            encoding="utf-8",
        )
        printed = unitwise("catalogue", "check", str(file))
        assert printed.code == 0, printed.err
        few = [line for line in printed.out.splitlines() if "Rule few" in line]
        assert [line.split(": ")[0].strip() for line in few] == [
            "Registration until 31 December 2021",
            "Registration from 1 January 2022",
        ]
        assert ["at most 1" in few[0], "at most 2" in few[1]] == [True, True]

    def test_a_copy_of_a_shipped_file_is_checked_in_its_place(
        self, unitwise: Unitwise, tmp_path: Path
    ) -> None:
        (original,) = SHIPPED.rglob(f"{OCR}.yaml")
        text = original.read_text(encoding="utf-8")
        assert "at_least: 38" in text
        (tmp_path / "copy.yaml").write_text(
            text.replace("at_least: 38", "at_least: 30"), encoding="utf-8"
        )
        answer = printed_json(unitwise, "catalogue", "check", str(tmp_path))
        (inspection,) = answer["inspections"]
        wrong = [f for f in inspection["findings"] if f["severity"] == "wrong"]
        # With 30 credits at level 4 or above more GLH are possible than the 255 published.
        assert wrong[0]["kind"] == "published-glh"
        assert wrong[0]["glh"]["verdict"] == "contradicts"
        assert wrong[0]["glh"]["greatest"] > 255

    def test_faults_of_a_file_are_all_told_and_exit_1(
        self, unitwise: Unitwise, tmp_path: Path
    ) -> None:
        broken = tmp_path / "broken.yaml"
        text = SICK.lstrip("\n").replace("at_most: 8", "at_moost: 8").replace("[X1, X3]", "[X9]")
        broken.write_text(text, encoding="utf-8")
        printed = unitwise("catalogue", "check", str(broken), "--json")
        assert printed.code == 1
        answer = json.loads(printed.out)
        validate(answer, schema_of(unitwise, "catalogue-check"))
        lines = {fault["line"] for fault in answer["faults"]}
        expected = {
            number
            for number, line in enumerate(text.splitlines(), 1)
            if "at_moost" in line or "X9" in line
        }
        assert expected <= lines
        assert "at_moost" in unitwise("catalogue", "check", str(broken)).out

    def test_why_no_choice_is_legal_is_told_in_its_place(
        self, unitwise: Unitwise, tmp_path: Path
    ) -> None:
        # 10 of A and 8 of B at the most, and 20 are asked for.
        broken = tmp_path / "unmet.yaml"
        text = SICK.lstrip("\n").replace("at_least: 16", "at_least: 20")
        broken.write_text(text, encoding="utf-8")
        line = next(n for n, words in enumerate(text.splitlines(), 1) if "id: total" in words)
        printed = unitwise("catalogue", "check", str(broken))
        assert printed.code == 1
        assert "These cannot all hold" in printed.out
        assert f"      {broken}:{line}: rule total: " in printed.out
        changed, *_ = [x for x in printed.out.splitlines() if "instead of 20" in x]
        assert changed.startswith(f"      {broken}:{line}: rule total: at_least: ")
        answer = json.loads(unitwise("catalogue", "check", str(broken), "--json").out)
        validate(answer, schema_of(unitwise, "catalogue-check"))
        (inspection,) = answer["inspections"]
        assert inspection["file"] == str(broken)
        assert inspection["lines"]["total"] == line

    def test_only_what_is_odd_about_the_files_that_are_asked_about_is_told(
        self, unitwise: Unitwise, tmp_path: Path
    ) -> None:
        odd = tmp_path / "sick.yaml"
        odd.write_text(SICK.lstrip("\n"), encoding="utf-8")
        folder = ("--catalogue", str(tmp_path))
        asked = {
            ("cth-l2-food-safety", *folder): False,
            ("sick", *folder): True,
            (str(odd),): True,
            (str(tmp_path),): True,
        }
        for line, told in asked.items():
            doubts = json.loads(unitwise("catalogue", "check", *line, "--json").out)["doubts"]
            assert bool(doubts) == told, line

    @pytest.mark.parametrize("name", ["nowhere.yaml", "./nowhere", "no such thing"])
    def test_what_is_nowhere_is_misuse(self, unitwise: Unitwise, name: str) -> None:
        printed = unitwise("catalogue", "check", name)
        assert (printed.code, printed.out) == (2, "")
        assert printed.err.startswith("error: ")

    def test_a_folder_of_units_alone_has_nothing_to_look_through(
        self, unitwise: Unitwise, tmp_path: Path
    ) -> None:
        (tmp_path / "units.yaml").write_text(
            "documents: {d: A document}\nunits:\n"
            "  - {reference: Z1, title: Z, level: 1, credit: 1, sources: [{document: d}]}\n",
            encoding="utf-8",
        )
        printed = unitwise("catalogue", "check", str(tmp_path))
        assert printed.code == 0
        assert "no qualification" in printed.out

    @pytest.mark.parametrize("name", ["SICK", OCR, "nocn-l1-customer-service"])
    def test_the_wording_is_as_it_was_looked_at(
        self, unitwise: Unitwise, sick: str, snapshot: SnapshotAssertion, name: str
    ) -> None:
        printed = unitwise("catalogue", "check", sick if name == "SICK" else name)
        shown = printed.out.replace(str(Path(sick).parent), "FOLDER")
        assert f"exit {printed.code}\n{shown}" == snapshot


class TestSignOfLife:
    def test_what_takes_long_is_told_on_stderr(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(progress, "_PATIENCE", 0.01)
        with progress.SignOfLife() as life:
            life.tell("counting", 1, 2)
            for _ in range(500):
                if (said := capsys.readouterr()).err:
                    break
                time.sleep(0.01)
        assert said.err.startswith("working: counting")
        assert said.out == ""

    def test_what_is_done_at_once_says_nothing(self, capsys: pytest.CaptureFixture[str]) -> None:
        with progress.SignOfLife() as life:
            life.tell("counting", 1, 2)
        assert capsys.readouterr() == ("", "")


def test_bounds_say_which_stage_is_at_work(shipped: catalogue.Catalogue) -> None:
    from datetime import date

    from solver import bounds

    stages: list[str] = []
    subject = shipped.find(OCR)
    found = bounds(
        subject, on=date(2026, 9, 1), progress=lambda stage, done, total: stages.append(stage)
    )
    assert isinstance(found, Bounds)
    assert list(dict.fromkeys(stages)) == list(progress.STAGES)


def test_who_stops_the_search_is_not_told_that_time_ran_out(
    shipped: Catalogue, capsys: pytest.CaptureFixture[str]
) -> None:
    subject = shipped.find("ocr-l4-customer-service")
    answer = bounds(subject, on=date(2026, 9, 1), time_limit=1e-9)
    assert isinstance(answer, Undecided)
    show(bounds_blocks(answer, subject.editions[-1]))
    assert "time ran out" in capsys.readouterr().out
    show(bounds_blocks(answer.model_copy(update={"stopped": "asker"}), subject.editions[-1]))
    told = capsys.readouterr().out
    assert ("you stopped the search" in told, "time ran out" in told) == (True, False)
