"""The pieces of a run, on one tiny instance, and the stored run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from benchmarks import (
    generate,
    growth,
    parts,
    report,
    results,
    run,
)
from benchmarks.questions import SHIPPED, from_data
from catalogue import audit
from solver.program import engine
from solver.task import task as pose
from tests.benchmarks.cases import TINY, refusal, row
from tests.benchmarks.conftest import Call


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    folder = tmp_path_factory.mktemp("run")
    path = folder / "tiny.json"
    path.write_text(generate.text(TINY), encoding="utf-8")
    subjects = list(run.workers(()))
    found = run.measure(path, subjects, seconds=30.0, budget=30.0, runs=4)
    rows = [*run.about(subjects), *found]
    for worker in subjects:
        worker.close()
    results.write(rows, folder / "run.csv")
    return results.read(folder / "run.csv")


class TestRunner:
    """The pieces of a run, on one tiny instance and our own side only."""

    def test_both_of_our_subjects_find_the_least_hours(self, rows: list[dict[str, str]]) -> None:
        answers = {row["subject"]: row["answer"] for row in report.of(rows, "tiny")}
        assert answers == {report.GOAL: "30", report.WHOLE: "30"}

    def test_every_run_is_counted(self, rows: list[dict[str, str]]) -> None:
        assert {row["runs"] for row in report.of(rows, "tiny")} == {"4"}

    def test_the_tables_hold_the_answer(self, rows: list[dict[str, str]]) -> None:
        assert "| tiny (3) | 30 |" in report.tables(rows)

    def test_subjects_that_disagree_stop_the_run(self, tmp_path: Path) -> None:
        path = tmp_path / "tiny.json"
        path.write_text(generate.text(TINY), encoding="utf-8")

        class Wrong:
            def __init__(self, name: str, value: int) -> None:
                self.name, self.value = name, value

            def measure(self, path: Path, runs: int, seconds: float) -> dict[str, Any]:
                answer = {"status": "optimal", "objective": self.value}
                return {**answer, "build": [0.1] * runs, "solve": [0.1] * runs}

        with pytest.raises(SystemExit, match="answers differ"):
            run.measure(path, [Wrong("one", 30), Wrong("other", 31)], seconds=1.0, budget=1.0)  # type: ignore[list-item]


def test_the_tiny_answer_is_legal() -> None:
    asked = from_data(TINY)
    chosen = [option for option in asked.edition.options if option.unit.reference != "U2"]
    assert audit(asked.edition, chosen).legal


def test_a_missed_goal_stays_in_the_table() -> None:
    rows = [row("ocr-l4", report.GOAL, "171", 10), row("ocr-l4", "CBC", "171", 40)]
    # 40 ms over 10 ms is 4, and 5 is asked
    assert "| at least 5 | 4 | missed |" in report.goals(rows)


def test_growth_is_drawn_over_the_sizes_that_were_proven() -> None:
    rows = [row("grown-50", "x", "1", 10), row("grown-5000", "x", "1", 900)]
    rows[1]["size"] = "5000"
    unproven = {**row("grown-20000", "x", "unknown", 9000), "size": "20000"}
    drawn = growth.drawing([*rows, unproven])
    assert drawn.startswith("<svg")
    assert "5,000" in drawn
    assert "20,000" not in drawn


def test_the_parts_of_a_question_add_up_and_nothing_stays_timed(tmp_path: Path) -> None:
    path = tmp_path / "tiny.json"
    path.write_text(generate.text(TINY), encoding="utf-8")
    before = dict(vars(pose)), dict(vars(engine))
    found = parts.parts(str(path), 1)
    assert (vars(pose), vars(engine)) == before
    inside = [found[part] for part in (*parts.PARTS, parts.REST)]
    assert found["**the whole answer**"] == pytest.approx(sum(inside))
    assert found["searching: CP-SAT, without presolve"] > 0


@pytest.fixture(scope="module")
def stored() -> results.Rows:
    return results.read(results.STORED)


class TestStoredRun:
    """README's tables and the drawing are what the stored run gives, and nothing else."""

    def test_it_has_every_instance_and_every_subject(self, stored: results.Rows) -> None:
        assert set(report.names(stored)) == {*SHIPPED, *generate.stored()}
        subjects = {row["subject"] for row in report.measured(stored)}
        assert len(subjects) == len(run.OURS) + len(run.PEERS)
        assert {report.GOAL, report.WHOLE, *report.MODELLED, *report.FLOORS} <= subjects

    def test_the_readme_shows_it(self, stored: results.Rows) -> None:
        page = (run.HERE / "README.md").read_text(encoding="utf-8")
        assert report.replaced(page, report.tables(stored)) == page

    def test_the_drawing_shows_it(self, stored: results.Rows) -> None:
        drawn = (run.HERE / "growth.svg").read_text(encoding="utf-8")
        assert growth.drawing(stored) == drawn


def test_tables_replace_what_stands_between_the_marks_and_nothing_else() -> None:
    first, last = report.MARKS
    page = f"before\n{first}\nold\n{last}\nafter\n"
    assert report.replaced(page, "new\n") == f"before\n{first}\n\nnew\n\n{last}\nafter\n"


@pytest.mark.parametrize("page", ["none", report.MARKS[0], "".join(reversed(report.MARKS))])
def test_a_page_without_the_marks_is_left_as_it_is(call: Call, tmp_path: Path, page: str) -> None:
    path = tmp_path / "page.md"
    path.write_text(page, encoding="utf-8")
    printed = call(report, str(results.STORED), "--into", str(path))
    assert "cannot take the tables" in refusal(printed)
    assert path.read_text(encoding="utf-8") == page


def test_tables_and_drawing_are_written_where_they_are_asked_for(
    call: Call, tmp_path: Path
) -> None:
    run_file, page, drawing = str(results.STORED), tmp_path / "page.md", tmp_path / "growth.svg"
    page.write_text("\n".join(report.MARKS), encoding="utf-8")
    assert call(report, run_file, "--into", str(page)).code == 0
    assert call(report, run_file).out in page.read_text(encoding="utf-8")
    assert call(growth, run_file, "--into", str(drawing)).code == 0
    assert call(growth, run_file).out == drawing.read_text(encoding="utf-8")
