"""Many learners ranked: each as by itself, in the same order, and only what can be reached."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from adviser.asking.cohort_nearest import nearest_of
from catalogue import Catalogue, read_record
from solver import Question, nearest, ranking
from solver.credit_transfer.ranking import REACHED
from tests.adviser.cli.test_cohort import rows_of
from tests.conftest import Printed

Unitwise = Callable[..., Printed]
DAY = date(2026, 9, 1)
LEARNERS = """\
Learner ID,Unit,Achieved,Avoid
a,T/506/2952,2025-05-01,
a,R/506/2151,2024-05-01,
b,D/506/1956,2023-02-01,T/506/2952
c,T/506/2952,sometime,
"""


@pytest.fixture
def cohort(tmp_path: Path) -> Path:
    (tmp_path / "c.csv").write_text(LEARNERS, encoding="utf-8")
    return tmp_path / "c.csv"


def ask(unitwise: Unitwise, cohort: Path, result: str, *more: str) -> Printed:
    return unitwise(
        "cohort", str(cohort), "--nearest", "3", "--only", "NOCN,OCR", "--on", DAY.isoformat(),
        "--as-of", DAY.isoformat(), "--jobs", "1", "-o", str(cohort.with_name(result)), *more,
    )  # fmt: skip


def test_each_learner_is_ranked_as_if_alone(
    shipped: Catalogue, unitwise: Unitwise, cohort: Path
) -> None:
    printed = ask(unitwise, cohort, "r.jsonl")
    assert printed.code == 1
    assert "3 answers: 2 ranked, 1 not read" in printed.out
    lines = [nearest_of(t) for t in cohort.with_name("r.jsonl").read_bytes().splitlines()]
    assert [(line.id, line.state) for line in lines] == [
        ("a", "ranked"), ("b", "ranked"), ("c", "not-read"),
    ]  # fmt: skip
    for line, avoid in zip(lines, ([], ["T/506/2952"]), strict=False):
        alone = cohort.with_name(f"{line.id}.csv")
        rows = LEARNERS.splitlines()
        kept = [row.rsplit(",", 1)[0] for row in rows if row.startswith(("Learner", line.id))]
        alone.write_text("\n".join(kept), encoding="utf-8")
        record = read_record(alone).record
        asked = Question(on=DAY, avoid=avoid)
        found = nearest(
            shipped.only(["NOCN,OCR"]), record, on=DAY, units=shipped.units, as_of=DAY, asked=asked
        )
        single = ranking(found, on=DAY, as_of=DAY, achievements=len(record.achievements))
        reached = [one for one in single.standings if one.state in REACHED]
        assert line.nearest == tuple(reached[:3])
        assert (line.ranked, line.reached) == (len(single.standings), len(reached))
        assert line.nearest


def test_the_tables_tell_who_is_nearest_to_what(unitwise: Unitwise, cohort: Path) -> None:
    ask(unitwise, cohort, "r.csv")
    rows = rows_of(cohort.with_name("r.csv"), "nearest")
    # b refuses a unit without which OCR has no plan.
    assert [row["ID"] + row["Place"] for row in rows] == ["a1", "a2", "a3", "b1", "b2"]
    summary = rows_of(cohort.with_name("r.csv"), "summary")
    named = {row["What"]: row for row in summary if row["Title"]}
    assert sum(int(row["Nearest for"]) for row in named.values()) == 2
    assert sum(int(row["Among the nearest for"]) for row in named.values()) == 5
    assert [row["ID"] for row in rows_of(cohort.with_name("r.csv"), "not-read")] == ["c"]


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (("--to", "ocr-l4-customer-service"), "do not go together"),
        (("--only", "zzqq"), "nothing in the catalogue fits"),
    ],
)
def test_what_does_not_go_together_is_told(
    unitwise: Unitwise, cohort: Path, more: tuple[str, ...], told: str
) -> None:
    printed = ask(unitwise, cohort, "r.csv", *more)
    assert printed.code == 2
    assert told in printed.err
    assert not cohort.with_name("r.csv").exists()


def test_only_is_about_a_ranking(unitwise: Unitwise, cohort: Path, tmp_path: Path) -> None:
    printed = unitwise(
        "cohort", str(cohort), "--to", "ocr-l4-customer-service", "--only", "OCR",
        "-o", str(tmp_path / "r.csv"),
    )  # fmt: skip
    assert (printed.code, "--only goes with --nearest" in printed.err) == (2, True)
