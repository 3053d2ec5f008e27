"""A file of questions on the command line: its order, its end, and going on after a break."""

from __future__ import annotations

import json
import os
import random
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from adviser.cli.batch import _Lines, _progress
from tests.conftest import Printed
from tests.validating import validate

Unitwise = Callable[..., Printed]

OCR = "ocr-l4-customer-service"
DAY = ("--on", "2026-01-01")
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="a signal, a shell or a pipe is used")


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
        validate(document, schema)
        kinds.append(document["answer"])
        assert document.get("line", number) == number
    assert kinds == ["plan", "conflict", "error"] * 10


def test_a_line_is_the_document_of_the_question_by_itself(
    whole: tuple[Path, bytes], unitwise: Unitwise
) -> None:
    # The first question of several() limits new GLH to 200.
    alone = unitwise("suggest", OCR, "--max-glh", "200", *DAY, "--json")
    assert json.loads(whole[1].splitlines()[0]) == json.loads(alone.out)


def test_going_on_from_any_byte_gives_the_same_bytes(
    whole: tuple[Path, bytes], tmp_path: Path, unitwise: Unitwise
) -> None:
    questions, answers = whole
    draw = random.Random(5)
    # at an end of a line nothing is left to mend, and other processes have nothing to add
    ends = [(draw.randrange(len(answers)), 2), (answers.index(b"\n") + 1, 1), (len(answers), 1)]
    for end, jobs in ends:
        output = tmp_path / f"{end}.jsonl"
        output.write_bytes(answers[:end])
        command = ["--batch", str(questions), *DAY, "--output", str(output), "--jobs", str(jobs)]
        printed = unitwise("suggest", *command, "--resume")
        assert output.read_bytes() == answers
        # The errors that were there before count too.
        assert (printed.code, printed.out) == (1, "")
        assert "30 lines: 10 plans, 10 with no plan, 10 could not" in printed.err


def test_a_file_that_is_not_there_is_begun_by_going_on_with_it(
    whole: tuple[Path, bytes], tmp_path: Path, unitwise: Unitwise
) -> None:
    questions, output = asked(tmp_path, several(3)), tmp_path / "answers.jsonl"
    command = ["--batch", str(questions), *DAY, "--output", str(output), "--jobs", "1"]
    printed = unitwise("suggest", *command, "--resume")
    assert "3 lines: 1 plan, 1 with no plan, 1 could not be answered" in printed.err
    assert whole[1].startswith(output.read_bytes())


@POSIX
def test_a_pipe_cannot_be_gone_on_with(tmp_path: Path, unitwise: Unitwise) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    questions = asked(tmp_path, several(1))
    printed = unitwise("suggest", "--batch", str(questions), "--output", str(pipe), "--resume")
    assert (printed.code, printed.out) == (2, "")
    assert f"error: {pipe} is no ordinary file" in printed.err


def test_killed_again_and_again_it_ends_with_the_same_bytes(
    whole: tuple[Path, bytes], tmp_path: Path, unitwise: Unitwise
) -> None:
    questions, answers = whole
    output = tmp_path / "answers.jsonl"
    draw = random.Random(11)
    for _ in range(2):
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
    unitwise(*started(questions, output, 1, "--resume")[3:])
    assert output.read_bytes() == answers


@POSIX
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


@POSIX
def test_who_asks_a_line_at_a_time_is_answered_a_line_at_a_time() -> None:
    command = [sys.executable, "-m", "adviser", "suggest", "--batch", "-", "--output", "-", *DAY]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for kind, line in zip(("plan", "conflict", "error"), several(3), strict=True):
            process.stdin.write(line.encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["answer"] == kind
        process.send_signal(signal.SIGINT)  # while it waits for a fourth
        assert process.wait(60) == 130
        assert process.stderr is not None
        assert process.stderr.read().decode().strip() == "stopped"


@POSIX
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_closed_stream_is_no_defect(tmp_path: Path, closed: str) -> None:
    output = tmp_path / "answers.jsonl"
    command = [sys.executable, "-m", "adviser", "suggest", "--batch", "-", "--output", str(output)]
    ended = subprocess.run(
        f"{shlex.join(command)} {closed}", shell=True, input="", capture_output=True, text=True
    )
    assert ended.returncode == 0
    assert ended.stderr.strip() == ("" if "2>" in closed else "no lines, no answers")
    assert output.read_bytes() == b""


@pytest.mark.parametrize("stdout_is_seen", [False, True])
def test_there_is_a_bar_only_where_no_answers_are_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stdout_is_seen: bool
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setattr("sys.stdout.isatty", lambda: stdout_is_seen)
    with ExitStack() as stack, asked(tmp_path, several(1)).open("rb", buffering=0) as questions:
        tell = _progress(questions, None, stack)
        assert (getattr(tell, "__name__", "") == "<lambda>") is stdout_is_seen


def test_the_bar_tells_of_lines_that_are_answered_not_of_those_read_ahead(tmp_path: Path) -> None:
    questions = asked(tmp_path, ["a", "bcd", "ef", "g"])
    with questions.open("rb", buffering=0) as file:
        lines = _Lines(questions, file)
        assert lines.skip(2) == 2
        assert list(lines) == [b"ef\n", b"g\n"]
        assert lines.answered == len("a\nbcd\n")
        lines.note_answer()
        assert lines.answered == len("a\nbcd\nef\n")


def test_one_line_in_a_pipe_needs_no_drawing() -> None:
    program = "import adviser.pages.batch, sys; sys.exit('rich' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program]).returncode == 0


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="no file that cannot be read")
def test_questions_that_cannot_be_read_further_are_told_with_their_name(unitwise: Unitwise) -> None:
    printed = unitwise("suggest", "--batch", "/proc/self/mem")
    assert (printed.code, printed.out) == (2, "")
    assert "error: /proc/self/mem cannot be read: Input/output error" in printed.err


def test_an_error_of_a_line_has_its_hint(tmp_path: Path, unitwise: Unitwise) -> None:
    questions = asked(tmp_path, ['{"qualification": "ocr-l4-custmer-service"}'])
    printed = unitwise("suggest", "--batch", str(questions), "--jobs", "1")
    answer = json.loads(printed.out)
    assert answer["message"] == "no qualification is called 'ocr-l4-custmer-service'"
    assert answer["hint"].startswith("the nearest:\n  ocr-l4-customer-service")


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
        (("--batch", "q", "--resume", "--output", "-"), "--resume needs --output"),
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


def test_a_line_may_have_an_id_and_what_its_learner_holds(
    tmp_path: Path, unitwise: Unitwise
) -> None:
    held = ["T/506/2952@2023-05-01", "r5062151"]
    record = {
        "achievements": [
            {"unit": "T/506/2952", "achieved": "2023-05-01"}, {"unit": "R/506/2151"},
        ],
        "registrations": [{"qualification": OCR, "on": "2024-09-01"}],
    }  # fmt: skip
    lines: list[dict[str, Any]] = [
        {"id": "first", "qualification": OCR, "held": held, "on": "2024-09-01"},
        {"qualification": OCR, "record": record, "id": 2},
        {"qualification": OCR, "held": held[:1], "record": {"achievements": ["R/506/2151"]},
         "on": "2024-09-01"},
        {"id": "ü", "qualification": "none"},
        {"id": [1], "qualification": OCR},
        {"id": "x" * 201, "qualification": OCR},
        {"id": "x", "qualification": OCR, "held": ["601/3528/1"], "as_of": "soon", "recrod": {}},
    ]  # fmt: skip
    questions = asked(tmp_path, [json.dumps(line) for line in lines])
    printed = unitwise("suggest", "--batch", str(questions), "--as-of", "2025-01-01", "--jobs", "1")
    answers = [json.loads(line) for line in printed.out.splitlines()]
    assert [one.get("id") for one in answers] == ["first", 2, None, "ü", None, None, "x"]
    schema = json.loads(unitwise("schema", "batch").out)
    for answer in answers:
        validate(answer, schema)
    options = ["--held", held[0], "--held", held[1], "--on", "2024-09-01", "--as-of", "2025-01-01"]
    alone = json.loads(unitwise("suggest", OCR, *options, "--json").out)
    assert [unit["held"] for unit in alone["units"] if unit["achievement"]]
    for answer in answers[:2]:
        assert {**answer, "id": None} == {**alone, "id": None}
    # The same, in the order of the record and then of what is held.
    assert answers[2]["totals"] == alone["totals"]
    assert [one["line"] for one in answers[3:]] == [4, 5, 6, 7]
    for answer in answers[4:6]:
        assert answer["message"].startswith("an id is text of at most 200 characters")
    for told in ("601/3528/1", "as_of is a date", "'recrod'"):
        assert told in answers[6]["message"]
    assert printed.code == 1


def test_equal_lines_are_answered_once_and_each_in_its_place(
    tmp_path: Path, unitwise: Unitwise
) -> None:
    lines = [{"id": n, "qualification": OCR, "limits": {"new_glh": n % 3}} for n in range(9)]
    none = [{"id": n, "qualification": "none"} for n in range(9, 12)]
    questions = asked(tmp_path, [json.dumps(line) for line in (*lines, *none)])
    printed = unitwise("suggest", "--batch", str(questions), *DAY, "--jobs", "2")
    answers = [json.loads(line) for line in printed.out.splitlines()]
    assert [one["id"] for one in answers] == list(range(12))
    assert [one["limits"]["new_glh"] for one in answers[:9]] == [0, 1, 2] * 3
    assert [one["line"] for one in answers[9:]] == [10, 11, 12]
    assert "12 questions, of which 4 are different" in printed.err
