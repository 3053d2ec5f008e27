"""``-v``: what is read and how long it took is told on stderr, and nowhere else."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from adviser import verbose
from catalogue.files import loading
from catalogue.watching import part
from tests.conftest import Printed
from tests.once import ReadOnce

Unitwise = Callable[..., Printed]
OCR = "ocr-l4-customer-service"
RECORD = "achievements: [T/506/2952]\n"


@pytest.mark.parametrize("before", [True, False])
def test_it_may_stand_before_and_after_the_name_and_leaves_the_answer_alone(
    unitwise: Unitwise, before: bool
) -> None:
    asked = ("suggest", OCR, "--json")
    plain = unitwise(*asked)
    told = unitwise(*(("-v", *asked) if before else (*asked, "-v")))
    assert told.out == plain.out
    assert "searching and proving" in told.err
    assert plain.err == ""


def test_every_file_is_told_once_and_nothing_of_the_program(
    unitwise: Unitwise, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "_Loading", ReadOnce.__base__)  # as for everybody
    record, question = tmp_path / "r.yaml", tmp_path / "q.yaml"
    record.write_text(RECORD, encoding="utf-8")
    printed = unitwise("suggest", OCR, "--record", str(record), "--save", str(question), "-v")
    files = [line for line in printed.err.splitlines() if line.startswith(("read:", "written:"))]
    assert files[:2] == [f"read: {record}", f"written: {question}"]
    assert files[2].endswith(" files of the shipped catalogue")
    assert len(files) == 3


def test_it_is_told_where_there_is_no_answer_and_not_the_next_time(unitwise: Unitwise) -> None:
    printed = unitwise("-v", "suggest", "no such thing")
    assert printed.code == 2
    assert " s  in all" in printed.err
    assert " s  in all" not in unitwise("suggest", "no such thing").err


def test_what_is_within_a_part_is_counted_once(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = iter([0.0, 1.0, 3.0, 6.0, 10.0, 15.0])
    monkeypatch.setattr("adviser.verbose.time.perf_counter", lambda: next(clock))
    one = verbose._Watch(0.0)
    one.turn("", True)
    monkeypatch.setattr(verbose, "_watching", [one])
    monkeypatch.setattr(verbose, "_hearing", [True])
    with part("search"), part("engine"):
        pass
    verbose.finish()
    if one.times["search"]:  # heard only where something listens in this process already
        assert one.seconds["engine"] < one.seconds["search"]
    assert capsys.readouterr().err.splitlines()[-1].endswith("in all")


@pytest.mark.parametrize(
    "command", [("--help",), ("suggest", "--help"), ("help",), ("schema", "question"), ("mcp",)]
)
def test_texts_that_python_leaves_out_are_missed_in_a_word(command: tuple[str, ...]) -> None:
    done = python_told("2", *command)
    assert (done.returncode, done.stdout) == (2, "")
    assert "PYTHONOPTIMIZE" in done.stderr


def test_answers_need_no_docstrings() -> None:
    assert python_told("2", "suggest", OCR).stdout == python_told("0", "suggest", OCR).stdout


UNITWISE = [sys.executable, "-m", "unitwise"]


def python_told(optimize: str, *command: str) -> subprocess.CompletedProcess[str]:
    surroundings = {**os.environ, "PYTHONOPTIMIZE": optimize}
    return subprocess.run([*UNITWISE, *command], capture_output=True, text=True, env=surroundings)
