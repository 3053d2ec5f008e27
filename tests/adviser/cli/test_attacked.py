"""What an attack once found, by the commands that showed it."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from catalogue import Catalogue
from solver import Conflict, Plan, Question, UnknownHours, suggest
from solver.conflicts.repairs import repaired
from tests.conftest import Printed

Unitwise = Callable[..., Printed]
OCR = "ocr-l4-customer-service"
NOCN = "nocn-l2-customer-service"


def test_a_repair_mends_where_unknown_hours_are_refused(shipped: Catalogue) -> None:
    subject = shipped.find(NOCN)
    asked = {"on": "2020-02-27", "limits": {"new_glh": 414}, "avoid": ["level:2"]}
    question = Question.model_validate({**asked, "unknown_glh": "refuse"})
    answer = suggest(subject, question)
    assert isinstance(answer, Conflict)
    assert answer.repairs
    for repair in answer.repairs:
        edition_asked = subject.edition_on(question.on)
        mended = repaired(question, repair.changes, question.goals, edition_asked)
        assert mended.unknown_glh is not UnknownHours.REFUSE
        assert isinstance(suggest(subject, mended), Plan)


def test_a_faulty_exception_in_a_line_is_a_fault_of_the_line(
    unitwise: Unitwise, tmp_path: Path
) -> None:
    lines = tmp_path / "lines.jsonl"
    with lines.open("w", encoding="utf-8") as file:
        for reason in ("😀", "\u2028", "é" * 1_100):
            exception = {"kind": "x", "reason": reason, reason: 1}
            line = {"qualification": OCR, "exceptions": [exception]}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    printed = unitwise("suggest", "--batch", str(lines), "--jobs", "1")
    assert printed.code == 1
    for told in printed.out.splitlines():
        answer = json.loads(told)
        assert answer["answer"] == "error"
        assert "kind must be" in answer["message"]
        assert "at fault" not in answer["message"]


def test_too_little_memory_is_told_as_that() -> None:
    def little() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (100_000 * 1024, 100_000 * 1024))

    done = subprocess.run(
        [sys.executable, "-m", "adviser", "suggest", OCR],
        capture_output=True,
        text=True,
        preexec_fn=little,
    )
    assert done.returncode == 2
    assert "not enough memory" in done.stderr
    assert "at fault" not in done.stderr + done.stdout


def test_a_change_of_spaces_takes_no_longer_than_it_is_long(
    unitwise: Unitwise, tmp_path: Path
) -> None:
    """Three thousand took over a minute where a pattern tried every way to part them."""
    question = tmp_path / "q.yaml"
    question.write_text(f"qualification: {OCR}\n", encoding="utf-8")
    printed = unitwise("whatif", str(question), "--set", " " * 100_000)
    assert printed.code == 2
    assert "write KEY=VALUE" in printed.err
    assert len(printed.err) < 1_000


def test_a_cell_of_varied_questions_is_never_a_formula(unitwise: Unitwise, tmp_path: Path) -> None:
    catalogue = tmp_path / "c.yaml"
    assert unitwise("catalogue", "new", str(catalogue)).code == 0
    text = catalogue.read_text(encoding="utf-8")
    name = text.split("short_name: ")[1].split()[0]
    title = text.split("title: ")[2].splitlines()[0]
    catalogue.write_text(text.replace(title, '"=2+5"'), encoding="utf-8")
    question = tmp_path / "q.yaml"
    question.write_text(f"qualification: {name}\n", encoding="utf-8")
    asked = ("--catalogue", str(catalogue), "--vary", "want==2+5", "--csv")
    printed = unitwise("whatif", str(question), *asked)
    rows = printed.out.splitlines()
    assert rows[1].startswith("'=2+5,")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('"on": 2026-09-01\n', "q.yaml names no qualification"),
        ("qualification: none-such\n", "q.yaml:1:1: no qualification is called 'none-such'"),
        ('qualification: "a\x1b[2J"\n', "q.yaml:1:18: this is not YAML: the sign U+001B"),
    ],
)
def test_a_fault_of_a_question_file_has_its_place(
    unitwise: Unitwise, tmp_path: Path, text: str, told: str
) -> None:
    question = tmp_path / "q.yaml"
    question.write_text(text, encoding="utf-8")
    printed = unitwise("suggest", "--question", str(question))
    assert printed.code == 2
    assert told in printed.err
    assert "\x1b" not in printed.err
    assert "or a --question FILE" not in printed.err


def test_signs_of_a_script_that_steer_a_terminal_are_shown_as_escapes() -> None:
    script = "show \x1b[2J\nsave \x1b[2J.yaml\nwant \x9b2J\n"
    done = subprocess.run(
        [sys.executable, "-m", "adviser", "explore", OCR],
        input=script.encode(),
        capture_output=True,
    )
    shown = (done.stdout + done.stderr).decode()
    assert not {sign for sign in shown if ord(sign) < 32 or 127 <= ord(sign) < 160} - {"\n"}


@pytest.mark.parametrize(
    "command",
    [
        ("suggest", OCR, "--report", "r.md"),
        ("tradeoff", OCR, "--between", "least-glh", "least-credit", "--plot", "p.svg"),
        ("transfer", "--held", "T/506/2952@2023-05-01", "--to", OCR, "--report", "r.md"),
        ("transfer", "--held", "T/506/2952@2023-05-01", "--only", OCR, "--report", "r.md"),
    ],
)
def test_a_disk_that_is_full_takes_the_file_and_not_the_answer(
    unitwise: Unitwise,
    command: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Path, "replace", full)
    printed = unitwise(*command)
    assert printed.code == 2
    assert "cannot be written: No space left on device" in printed.err
    assert len(printed.out.splitlines()) > 3
    assert list(tmp_path.iterdir()) == []
