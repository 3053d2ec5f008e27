"""Every script of the laboratory: its help, and misuse told in a line."""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType

import pytest

from benchmarks import (
    answers,
    batch,
    compare,
    executors,
    generate,
    growth,
    handbook,
    kills,
    many,
    nearest,
    offers,
    parts,
    report,
    results,
    run,
    session,
    sizes,
)
from tests.benchmarks.cases import refusal
from tests.benchmarks.conftest import Call

SCRIPTS = (
    answers, batch, compare, executors, generate, growth, handbook, kills, many, nearest, offers,
    parts, report, run, session, sizes,
)  # fmt: skip


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.__name__)
def test_help_describes_a_script_and_runs_nothing(
    call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, script: ModuleType
) -> None:
    monkeypatch.setattr(generate, "INSTANCES", tmp_path / "instances")
    printed = call(script, "--help")
    assert (printed.code, printed.err) == (0, "")
    assert (script.__doc__ or "").split()[0] in printed.out
    assert not generate.INSTANCES.exists()


@pytest.mark.parametrize(
    ("script", "given", "told"),
    [
        (answers, "--runs 0", "'0' is not a whole number from 1 up"),
        (batch, "0", "'0' is not a whole number from 1 up"),
        (batch, "500 --jobs 0", "'0' is not a whole number from 1 up"),
        (compare, "nofile x", "nofile: No such file or directory"),
        (compare, "README.md README.md", "README.md is not a run's CSV: its first line"),
        (compare, "benchmarks benchmarks", "benchmarks: Is a directory"),
        (executors, "theirs", "invalid choice: 'theirs'"),
        (generate, "--nonsense", "unrecognized arguments: --nonsense"),
        (growth, "", "arguments are required: RUN.csv"),
        (handbook, "--pages none", "'none' is not a whole number from 1 up"),
        (kills, "--kills 0", "'0' is not a whole number from 1 up"),
        (kills, "--only nobody", "invalid choice: 'nobody'"),
        (many, "rates", "arguments are required: questions"),
        (many, "rates 0", "'0' is not a whole number from 1 up"),
        (nearest, "--qualifications -3", "'-3' is not a whole number from 1 up"),
        (nearest, "--achievements 99999", "units to hold"),
        (parts, "zzz", "no instance is called 'zzz': aat-l4, "),
        (report, "", "arguments are required: RUN.csv"),
        (run, "--only zzz", "nothing that is measured is called 'zzz': nocn-l1, "),
        (run, "--only nocn zzz", "'zzz'"),
        (run, "--only grown-5000", "or more with --full"),
        (run, "--seconds 0", "'0' is not a number of seconds above 0"),
        (run, "--seconds -1", "'-1' is not a number of seconds above 0"),
        (run, "--seconds nan", "'nan' is not a number of seconds above 0"),
        (run, "--csv /nonexistent/x.csv", "there is no folder /nonexistent"),
        (run, "--csv benchmarks", "benchmarks is a folder"),
        (session, "--starts 0", "'0' is not a whole number from 1 up"),
        (sizes, "50,x", "'x' is not a whole number from 1 up"),
        (sizes, "9", "9 units are fewer than 10"),
    ],
)
def test_misuse_is_told_in_one_line_before_anything_is_measured(
    call: Call, monkeypatch: pytest.MonkeyPatch, script: ModuleType, given: str, told: str
) -> None:
    monkeypatch.chdir(run.ROOT)
    monkeypatch.setattr(run, "workers", None)
    assert told in refusal(call(script, *given.split()))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "its first line is not instance,size,"),
        (",".join(results.COLUMNS) + "\na,50,x\n", "row 2: runs is no number: ''"),
        (",".join(results.COLUMNS) + "\na,50,x,1,2,0,0,fast,0,0\n", "row 2: total is no number"),
    ],
)
def test_a_broken_run_is_told_where_it_breaks(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "run.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=re.escape(told)):
        results.read(path)


def test_a_run_without_growth_is_not_drawn(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "run.csv"
    results.write([results.Row.of("a", 50, "x", "1", [(0.1, 0.2)])], path)
    assert "no proven answer about a grown instance" in refusal(call(growth, str(path)))
