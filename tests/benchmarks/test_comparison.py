"""What changed from one run to another."""

from __future__ import annotations

from pathlib import Path

from benchmarks import (
    compare,
    report,
    results,
)
from tests.benchmarks.cases import row
from tests.benchmarks.conftest import Call


def test_a_comparison_shows_only_what_changed() -> None:
    before = [row("a", "x", "1", 10), row("a", "y", "1", 10), row("a", "z", "1", 10)]
    before += [row("b", "x", "1", 10), row("c", "x", "unknown", 3000)]
    after = [row("a", "x", "1", 10.4), row("a", "y", "1", 20), row("a", "z", "1", 10)]
    after += [row("b", "x", "2", 10), row("c", "x", "unknown", 5000)]
    assert list(compare.changes(before, after)) == [
        "a: y: 10.00 ms, now 20.00 ms (2.00x)",
        "b: x: answered 1, now 2",
    ]


def test_when_a_run_was_made_is_no_change_but_its_versions_are() -> None:
    before = [row("about", "date", "Monday", 0), row("about", "ortools", "9.14", 0)]
    after = [row("about", "date", "Tuesday", 0), row("about", "ortools", "9.15", 0)]
    assert list(compare.changes(before, after)) == ["about: ortools: answered 9.14, now 9.15"]


def test_what_only_one_run_has_is_told_in_a_line() -> None:
    before = [row(name, "x", "1", 10) for name in ("shared", "a", "b")]
    before += [row("shared", "old", "1", 10), row("about", "old", "1.0", 0)]
    after = [row(name, "x", "1", 10) for name in ("shared", "c")] + [row("c", "new", "1", 10)]
    assert list(compare.changes(before, after)) == [
        "only the first run has: instances (2); old",
        "only the second run has: instances (1)",
    ]


def test_what_lies_within_the_reach_of_the_quartiles_is_no_change() -> None:
    # 9 to 11 ms reach to 12, and 13 to 14 ms down to 12.5; from 12.9 to 15 they reach to 11.85
    before = {**row("a", report.GOAL, "1", 10), "low": "9", "high": "11"}
    after = {**row("a", report.GOAL, "1", 13.5), "low": "13", "high": "14"}
    assert list(compare.changes([before], [after])) != []
    wider = {**after, "low": "12.9", "high": "15"}
    assert list(compare.changes([before], [wider])) == []


def test_how_few_the_runs_were_is_told_where_they_tell_no_noise() -> None:
    before = {**row("a", report.GOAL, "1", 10), "runs": "1"}
    assert list(compare.changes([before], [row("a", report.GOAL, "1", 20)])) == [
        f"a: {report.GOAL}: 10.00 ms, now 20.00 ms (2.00x; 1 and 20 runs)"
    ]


def test_drift_that_the_peers_share_is_no_change() -> None:
    names = (report.GOAL, "CBC", "clingo", "CP-SAT")
    before = [row("a", name, "1", 10) for name in names]
    # everything takes 1.3 times as long, as on a machine that slowed down
    slower = [row("a", name, "1", 13) for name in names]
    assert list(compare.changes(before, slower)) == []
    # Unitwise alone does, and what it does has no part in the drift
    ours = [row("a", name, "1", 13 if name == report.GOAL else 10) for name in names]
    told = [f"a: {report.GOAL}: 10.00 ms, now 13.00 ms (1.30x)"]
    assert list(compare.changes(before, ours)) == told
    assert list(compare.changes(before[:1], ours[:1])) == told


def test_a_comparison_of_equal_runs_says_so(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "run.csv"
    results.write([results.Row.of("a", 50, "x", "1", [(0.1, 0.2)])], path)
    assert call(compare, str(path), str(path)).out == "nothing changed\n"
