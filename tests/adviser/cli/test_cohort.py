"""Many learners on the command line: each as if alone, and one workbook for all."""

from __future__ import annotations

import csv
import os
import random
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from adviser.asking.cohort import LearnerReader, line_of
from catalogue import Catalogue, LearnerRecord, UnitwiseError, read_record
from solver import Plan, Question, transfer
from solver.many.cohort import answer_learner
from tests.conftest import Printed

Unitwise = Callable[..., Printed]
OCR = "ocr-l4-customer-service"
TODAY = date(2026, 9, 1)


def rows_of(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def random_cohort(library: Catalogue, path: Path, count: int, seed: int) -> dict[str, Any]:
    """A table of random learners; what is asked for each is given back by id."""
    draw = random.Random(seed)
    units = sorted(library.units)
    mine = [unit.reference for unit in library.find(OCR).editions[-1].units]
    asked: dict[str, Any] = {}
    before: list[tuple[list[str], date, list[str], list[str], int | None]] = []
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(
            ["Learner ID", "Unit", "Achieved", "Registered", "Want", "Avoid", "Max GLH"]
        )
        for number in range(count):
            name = f"L{number:05}"
            held = draw.sample(mine, draw.randint(1, 9)) + draw.sample(units, draw.randint(0, 3))
            on = date(draw.randint(2023, 2026), draw.randint(1, 12), 3)
            want = draw.sample(mine, draw.choice((0, 0, 1)))
            avoid = draw.sample(mine, draw.choice((0, 0, 1, 2)))
            most = draw.choice((None, None, 120, 171, 60))
            if before and draw.random() < 0.3:
                # The same once more, achieved on other days: they may matter, or not.
                held, on, want, avoid, most = draw.choice(before)
            before.append((held, on, want, avoid, most))
            asked[name] = {"on": on, "want": want, "avoid": avoid}
            if most is not None:
                asked[name]["limits"] = {"new_glh": most}
            for reference in dict.fromkeys(held):
                day = date(draw.randint(2012, 2026), draw.randint(1, 8), 9)
                writer.writerow(
                    [name, reference, day, on, ";".join(want), ";".join(avoid), most or ""]
                )
    return asked


def test_each_learner_is_answered_as_if_alone(
    shipped: Catalogue, unitwise: Unitwise, tmp_path: Path
) -> None:
    count = 24 * int(os.environ.get("UNITWISE_FUZZ", "1"))
    asked = random_cohort(shipped, tmp_path / "c.csv", count, seed=count)
    printed = unitwise(
        "cohort", str(tmp_path / "c.csv"), "--to", OCR, "--as-of", "2026-09-01", "--jobs", "2",
        "-o", str(tmp_path / "r.jsonl"),
    )  # fmt: skip
    assert printed.code == 0, printed.err + printed.out
    lines = [line_of(text) for text in (tmp_path / "r.jsonl").read_bytes().splitlines()]
    assert [line.id for line in lines] == list(asked)
    kinds = set()
    for line in lines:
        record = _alone(tmp_path / "c.csv", line.id)
        single = transfer(
            shipped.find(OCR), record, Question.model_validate(asked[line.id]),
            units=shipped.units, as_of=TODAY,
        )  # fmt: skip
        plan = single.plan
        if isinstance(plan, Plan):
            plan = plan.model_copy(update={"rules": ()})
        assert line.plan == plan
        told = ("name", "title", "achieved", "counts", "unit", "reason", "after_closing", "days")
        assert [[getattr(e, key) for key in told] for e in line.ledger] == [
            [getattr(e, key) for key in told] for e in single.ledger
        ]
        kinds.add(line.state)
    assert {"can-complete", "cannot"} <= kinds
    # Some hold what others do, achieved on other days, and are asked the same.
    told_of = re.findall(r"([\d,]+) questions, of which ([\d,]+)", printed.out)
    asked_, solved = (int(text.replace(",", "")) for text in told_of[0])
    assert solved < asked_ == count


def _alone(path: Path, who: str) -> LearnerRecord:
    """The record of one learner in a file of its own, read as a record of one is."""
    rows = path.read_text(encoding="utf-8").splitlines()
    own = path.with_name("one.csv")
    kept = [",".join(row.split(",")[:3]) for row in rows[1:] if row.startswith(f"{who},")]
    own.write_text("\n".join(["Learner ID,Unit,Achieved", *kept]), encoding="utf-8")
    return read_record(own).record


LEARNERS = """\
Learner ID,Learner,Unit,Achieved,Status,Max GLH,Want
1,=cmd|' /C calc'!A0,T/506/2952,2025-05-01,Achieved,,
2,Bob Carr,T/506/2952,2025-05-01,Achieved,50,
3,Cy Dee,T/506/2952,sometime,Achieved,,
4,Di Eve,T/506/2952,2025-05-01,Achieved,,nonsense
5,Ed Fox,T/506/2952,2025-05-01,Achieved,50,
"""


@pytest.fixture
def cohort(tmp_path: Path) -> Path:
    (tmp_path / "c.csv").write_text(LEARNERS, encoding="utf-8")
    return tmp_path / "c.csv"


def ask(unitwise: Unitwise, cohort: Path, result: Path, *more: str) -> Printed:
    return unitwise(
        "cohort", str(cohort), "--to", OCR, "--on", "2026-09-01", "--jobs", "1",
        "-o", str(result), *more,
    )  # fmt: skip


def test_the_tables_tell_states_demand_and_why_not(unitwise: Unitwise, cohort: Path) -> None:
    result = cohort.with_name("r.csv")
    printed = ask(unitwise, cohort, result)
    assert printed.code == 1
    assert "5 answers: 1 can complete, 2 cannot, 2 not read" in printed.out
    # Learners 2 and 5 put the same question.
    assert "4 questions, of which 3 are different" in printed.out
    states = {row["ID"]: row["State"] for row in rows_of(result, "learners")}
    assert states == {
        "1": "can complete", "2": "cannot", "3": "not read", "4": "not read", "5": "cannot",
    }  # fmt: skip
    summary = {row["What"]: row["Figure"] for row in rows_of(result, "summary")}
    assert (summary["can complete"], summary["cannot"], summary["not read"]) == ("1", "2", "2")
    groups = {row["Who"]: row for row in rows_of(result, "why-not")}
    assert "at most 50 GLH of new study" in groups["2, 5"]["Why"]
    assert "raise the GLH limit from 50" in groups["2, 5"]["Cheapest repair"]
    assert "no title has 'nonsense'" in groups["4"]["Why"]
    (first,) = (row for row in rows_of(result, "learners") if row["ID"] == "1")
    demand = rows_of(result, "demand")
    assert sum(int(row["Learners to study"]) for row in demand) == int(first["To study"])
    assert sum(int(row["Hours in all"] or 0) for row in demand) == int(first["New GLH"])


def test_the_summary_tells_of_all_together_and_reading_of_what_was_left_out(
    unitwise: Unitwise, cohort: Path
) -> None:
    cohort.write_text(LEARNERS + "6,Flo Gee,R/506/2151,,Withdrawn,,\n", encoding="utf-8")
    result = cohort.with_name("r.csv")
    ask(unitwise, cohort, result, "--to", "nocn-l3-customer-service")
    summary = rows_of(result, "summary")
    blocks: dict[str, dict[str, int]] = {}
    for row in summary:
        if row["Figure"] and row["Qualification"]:
            blocks.setdefault(row["Qualification"], {})[row["What"]] = int(row["Figure"])
    together = blocks.pop("all together")
    answers = rows_of(result, "learners")
    assert together.pop("answers in all") == sum(together.values()) == len(answers)
    for state, count in together.items():
        assert count == sum(row["State"] == state for row in answers)
        if state != "not read":
            assert count == sum(one[state] for one in blocks.values())
    said = [row["Said"] for row in summary if row["What"].startswith("recognition, edition")]
    assert any(one.startswith("RPL: accepted") for one in said)
    left_out = [row for row in rows_of(result, "reading") if row["What"] == "row"]
    assert [(row["In the file"], row["Line"]) for row in left_out] == [("6: R/506/2151", "7")]
    assert "not achieved (Status: Withdrawn)" in left_out[0]["Taken for"]


def test_text_in_a_workbook_is_never_a_formula(
    unitwise: Unitwise, cohort: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = cohort.with_name("r.xlsx")
    # Nothing of a learner is written to a folder of the system, not even for a moment.
    monkeypatch.setattr("tempfile.tempdir", str(cohort.with_name("nowhere")))
    assert ask(unitwise, cohort, result).code == 1
    book = load_workbook(result)
    assert book.sheetnames == ["Summary", "Learners", "Ledger", "Demand", "Why not", "Reading"]
    learners = book["Learners"]
    assert learners["C2"].value == "=cmd|' /C calc'!A0"
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    assert learners.freeze_panes == "A2"
    assert learners.auto_filter.ref
    assert learners["F2"].value.date() == TODAY


def test_the_same_records_give_the_same_bytes(unitwise: Unitwise, cohort: Path) -> None:
    results = [cohort.with_name(f"{name}.xlsx") for name in "ab"]
    for result in results:
        ask(unitwise, cohort, result)
    assert results[0].read_bytes() == results[1].read_bytes()


def test_what_was_answered_is_gone_on_with(
    unitwise: Unitwise, cohort: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = cohort.with_name("whole.jsonl")
    ask(unitwise, cohort, whole)
    monkeypatch.setattr("solver.many.parts.PART", 2)
    monkeypatch.setattr("solver.many.parts.SECONDS", 1e9)  # however slow the machine
    from solver.many import parts

    keep = parts.Parts.keep

    def broken(self: Any, lines: Any) -> Any:
        for kept in keep(self, lines):
            yield kept
            raise KeyboardInterrupt

    result = cohort.with_name("r.jsonl")
    monkeypatch.setattr(parts.Parts, "keep", broken)
    assert ask(unitwise, cohort, result).code == 130
    assert not result.exists()
    monkeypatch.setattr(parts.Parts, "keep", keep)
    assert "2 answers of a run that did not end" in ask(unitwise, cohort, result).err
    assert (
        "something else: limits"
        in ask(unitwise, cohort, result, "--resume", "--max-glh", "200").err
    )
    assert ask(unitwise, cohort, result, "--resume").code == 1
    assert result.read_bytes() == whole.read_bytes()
    assert not cohort.with_name("r.jsonl.parts").exists()


def test_a_run_that_had_its_result_already_ends_as_it_would_have(
    unitwise: Unitwise, cohort: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from solver.many.parts import Parts

    def killed(self: Parts) -> None:
        raise KeyboardInterrupt

    result = cohort.with_name("r.xlsx")
    with monkeypatch.context() as patched:
        patched.setattr(Parts, "remove", killed)
        assert ask(unitwise, cohort, result).code == 130
    whole = result.read_bytes()
    assert "exists already" in ask(unitwise, cohort, result).err
    printed = ask(unitwise, cohort, result, "--resume")
    assert (printed.code, result.read_bytes()) == (1, whole)
    assert sorted(one.name for one in cohort.parent.iterdir()) == ["c.csv", "r.xlsx"]


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (("--to", "nothing-like-it"), "nothing-like-it"),
        (("--max-glh", "many"), "--max-glh 'many'"),
        (("--goal", "best"), "--goal 'best'"),
    ],
)
def test_options_that_mean_nothing_are_told_at_once(
    unitwise: Unitwise, cohort: Path, more: tuple[str, ...], told: str
) -> None:
    printed = ask(unitwise, cohort, cohort.with_name("r.csv"), *more)
    assert printed.code == 2
    assert told in printed.err
    assert not cohort.with_name("r.csv").exists()


def test_a_result_is_written_over_nothing_but_an_earlier_one(
    unitwise: Unitwise, cohort: Path
) -> None:
    result = cohort.with_name("r.csv")
    result.mkdir()
    (result / "mine.csv").write_text("mine")
    told = ask(unitwise, cohort, result, "--replace")
    assert (told.code, "is no folder of such tables" in told.err) == (2, True)
    assert ask(unitwise, cohort, cohort, "--replace").code == 2
    (result / "mine.csv").rename(result / "summary.csv")
    assert "--replace writes over it" in ask(unitwise, cohort, result).err
    assert [one.name for one in result.iterdir()] == ["summary.csv"]
    assert ask(unitwise, cohort, result, "--replace").code == 1
    assert rows_of(result, "summary")
    assert sorted(one.name for one in cohort.parent.iterdir()) == ["c.csv", "r.csv"]


def test_a_worker_with_another_catalogue_answers_nobody(tmp_path: Path) -> None:
    reader = LearnerReader((), TODAY, rests_on="Unitwise 0 with the catalogue 0")
    with pytest.raises(UnitwiseError, match="a worker has another catalogue or version"):
        reader()


def test_a_unit_instead_of_another_is_no_worse_by_brute_force(shipped: Catalogue) -> None:
    """Wanting such a unit, and refusing none, gives a plan with the same value of every goal."""
    reader = LearnerReader((), TODAY)
    data = {"to": OCR, "asked": {"on": "2026-09-01"}, "record": {}}
    situation = reader.situation(data, shipped)
    answer = answer_learner(situation, shipped.units)
    assert isinstance(answer.plan, Plan)
    goals = [goal.value for goal in answer.plan.goals]
    for unit in situation.edition.units:
        wanted = {**data, "asked": {"on": "2026-09-01", "want": [unit.reference]}}
        try:
            other = answer_learner(reader.situation(wanted, shipped), shipped.units).plan
        except UnitwiseError:
            continue
        if unit.reference in answer.instead:
            assert isinstance(other, Plan)
            assert [goal.value for goal in other.goals] == goals
    assert answer.instead
