"""A file of questions on the command line: its order, its end, and going on after a break."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import jsonschema
import pytest

from adviser.cli.batch import written
from tests.conftest import Printed

Unitwise = Callable[..., Printed]

OCR = "ocr-l4-customer-service"
DAY = ("--on", "2026-01-01")


def several(how_many: int) -> list[str]:
    """Lines of which every third is a plan, a conflict, and an error."""
    return [
        json.dumps(
            [
                {"qualification": OCR, "limits": {"new_glh": 200 + number}},
                {"qualification": OCR, "limits": {"new_glh": number}, "want": ["R/506/2179"]},
                {"qualification": f"none {number}"},
            ][number % 3]
        )
        for number in range(how_many)
    ]


def asked(folder: Path, lines: list[str]) -> Path:
    path = folder / "questions.jsonl"
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return path


def documents(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_bytes().splitlines()]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """Thirty questions, and what one process answers when nothing breaks it off."""
    folder = tmp_path_factory.mktemp("whole")
    questions, output = asked(folder, several(30)), folder / "answers.jsonl"
    ended = subprocess.run(started(questions, output, 1), capture_output=True, text=True)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "30 lines: 10 plans, 10 with no plan, 10 could not be answered" in ended.stderr
    return questions, output.read_bytes()


def started(questions: Path, output: Path, jobs: int, *more: str) -> list[str]:
    command = [sys.executable, "-m", "adviser", "suggest", "--batch", str(questions), *DAY]
    return [*command, "--output", str(output), "--jobs", str(jobs), *more]


def test_every_line_is_what_the_schema_says(whole: tuple[Path, bytes], unitwise: Unitwise) -> None:
    schema = json.loads(unitwise("schema", "batch").out)
    kinds = []
    for number, line in enumerate(whole[1].splitlines(), 1):
        document = json.loads(line)
        jsonschema.validate(document, schema)
        kinds.append(document["answer"])
        assert document.get("line", number) == number
    assert kinds == ["plan", "conflict", "error"] * 10


def test_a_line_is_the_document_of_the_question_by_itself(
    whole: tuple[Path, bytes], unitwise: Unitwise
) -> None:
    # The first question of several() limits new GLH to 200.
    alone = unitwise("suggest", OCR, "--max-glh", "200", *DAY, "--json")
    assert json.loads(whole[1].splitlines()[0]) == json.loads(alone.out)


def test_going_on_with_two_processes_from_any_byte_gives_the_same_bytes(
    whole: tuple[Path, bytes], tmp_path: Path, unitwise: Unitwise
) -> None:
    questions, answers = whole
    draw = random.Random(5)
    ends = [0, answers.index(b"\n") + 1, draw.randrange(len(answers)), len(answers)]
    for number, end in enumerate(ends):
        output = tmp_path / f"{number}.jsonl"
        output.write_bytes(answers[:end])
        command = ["--batch", str(questions), *DAY, "--output", str(output), "--jobs", "2"]
        printed = unitwise("suggest", *command, "--resume")
        assert output.read_bytes() == answers
        # The errors that were there before count too.
        assert (printed.code, printed.out) == (1, "")
        assert "30 lines: 10 plans, 10 with no plan, 10 could not" in printed.err


def test_whatever_is_cut_off_the_whole_lines_stay(tmp_path: Path) -> None:
    kinds = ("plan", "conflict", "error", "undecided")
    lines = [f'{{"version":1,"answer":"{kind}","x":"é"}}\n'.encode() for kind in kinds]
    lines[1] = lines[1].replace(b"x", b"x" * 70_000)  # longer than what is read at a time
    text = b"".join(lines)
    near = [end for end in range(len(text) + 1) if end < 300 or end > 65_400]
    path = tmp_path / "answers.jsonl"
    for end in [*near[::41], len(text)]:
        path.write_bytes(text[:end])
        with path.open("r+b", buffering=0) as file:
            counted = written(file)
        count = text[:end].count(b"\n")
        assert counted == Counter(kinds[:count])
        assert path.read_bytes() == b"".join(lines[:count])


@pytest.mark.parametrize("text", [b"notes of mine", b"{}\n", b'{"version":1,"answer":"audit"}\n'])
def test_a_file_of_something_else_is_left_as_it_is(tmp_path: Path, text: bytes) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(text)
    with path.open("r+b", buffering=0) as file, pytest.raises(click.UsageError, match="no answer"):
        written(file)
    assert path.read_bytes() == text


def test_killed_again_and_again_it_ends_with_the_same_bytes(
    whole: tuple[Path, bytes], tmp_path: Path
) -> None:
    questions, answers = whole
    output = tmp_path / "answers.jsonl"
    draw = random.Random(11)
    for _ in range(3):
        before = output.stat().st_size if output.exists() else 0
        process = subprocess.Popen(
            started(questions, output, 2, "--resume"), stderr=subprocess.DEVNULL
        )
        goal = before + draw.randrange(1, len(answers) // 4)
        while process.poll() is None and (not output.exists() or output.stat().st_size < goal):
            time.sleep(0.001)
        process.kill()
        process.wait()
        assert answers.startswith(output.read_bytes())
    subprocess.run(started(questions, output, 2, "--resume"), capture_output=True)
    assert output.read_bytes() == answers


@pytest.mark.skipif(sys.platform == "win32", reason="a signal is sent")
def test_ctrl_c_stops_it_between_two_lines(tmp_path: Path) -> None:
    questions, output = asked(tmp_path, several(3_000)), tmp_path / "answers.jsonl"
    process = subprocess.Popen(
        started(questions, output, 2), stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    while process.poll() is None and (not output.exists() or output.stat().st_size < 1):
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate()
    assert process.returncode == 130
    assert told.strip() == "stopped"
    assert output.read_bytes().endswith(b"\n")
    assert 0 < len(documents(output)) < 3_000


def test_options_hold_where_a_line_does_not_say_otherwise(
    tmp_path: Path, unitwise: Unitwise
) -> None:
    lines = [
        {"qualification": OCR},
        {"qualification": OCR, "goals": ["fewest-units"]},
        {"qualification": OCR, "limits": {"new_units": 40}},
        {"qualification": OCR, "limits": {"new_glh": 400}, "on": "3/6/2024"},
    ]
    questions = asked(tmp_path, [json.dumps(line) for line in lines])
    options = ["--goal", "least-glh", "--max-glh", "9", *DAY]
    printed = unitwise("suggest", "--batch", str(questions), *options, "--jobs", "1")
    answers = [json.loads(line) for line in printed.out.splitlines()]
    # 9 hours are too few for any choice; only the last line lets there be more.
    assert [answer["answer"] for answer in answers] == ["conflict"] * 3 + ["plan"]
    assert [answer["limits"]["new_units"] for answer in answers[:3]] == [None, None, 40]
    assert [answer["on"] for answer in answers] == ["2026-01-01"] * 3 + ["2024-06-03"]
    assert [goal["goal"] for goal in answers[3]["goals"]] == ["least-glh"]
    assert printed.code == 0


def test_what_is_wrong_with_a_line_is_told_as_of_a_question_file(
    tmp_path: Path, unitwise: Unitwise
) -> None:
    line = {"qualification": OCR, "goal": [], "want": ["R/506/2178"], "limits": {"new_glh": "x"}}
    questions = asked(tmp_path, ["", json.dumps(line)])
    printed = unitwise("suggest", "--batch", str(questions), "--jobs", "1")
    empty, wrong = [json.loads(text) for text in printed.out.splitlines()]
    assert (empty["line"], empty["message"]) == (1, "the line is empty")
    assert "did you mean goals?" in wrong["message"]
    assert "a limit is a whole number" in wrong["message"]
    assert "R/506/2178" in wrong["message"]
    assert printed.code == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((OCR, "--batch", "q"), "every line names its own"),
        (("--batch", "q", "--question", "x"), "--batch and --question do not go together"),
        (("--batch", "q", "--save", "x"), "--batch and --save do not go together"),
        ((OCR, "--jobs", "2"), "--jobs goes with --batch"),
        ((OCR, "--output", "x"), "--output goes with --batch"),
        ((OCR, "--resume"), "--resume goes with --batch"),
        (("--batch", "q", "--resume"), "--resume needs --output"),
        (("--batch", "q", "--goal", "best"), "there is no goal 'best'"),
        (("--batch", "no such file"), "cannot be read"),
    ],
)
def test_options_that_do_not_go_together_are_told(
    unitwise: Unitwise, arguments: tuple[str, ...], told: str
) -> None:
    printed = unitwise("suggest", *arguments)
    assert (printed.code, printed.out) == (2, "")
    assert told in printed.err


def test_an_output_that_exists_is_refused(tmp_path: Path, unitwise: Unitwise) -> None:
    questions, output = asked(tmp_path, several(1)), tmp_path / "answers.jsonl"
    output.write_text("mine", encoding="utf-8")
    printed = unitwise("suggest", "--batch", str(questions), "--output", str(output))
    assert printed.code == 2
    assert "exists already" in printed.err
    assert output.read_text(encoding="utf-8") == "mine"


def test_more_answers_than_questions_are_refused(
    whole: tuple[Path, bytes], tmp_path: Path, unitwise: Unitwise
) -> None:
    questions, output = asked(tmp_path, several(2)), tmp_path / "answers.jsonl"
    output.write_bytes(whole[1])
    printed = unitwise("suggest", "--batch", str(questions), "--output", str(output), "--resume")
    assert printed.code == 2
    assert "30 answers, more than there are questions" in printed.err
    assert output.read_bytes() == whole[1]
