"""``explore`` as a user meets it: a script over a pipe, and a terminal."""

from __future__ import annotations

import contextlib
import io
import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput
from syrupy.assertion import SnapshotAssertion

from adviser.asking.asked import Asked
from adviser.session.session import Session
from adviser.terminal import commands, converse
from catalogue import Catalogue
from solver import Goal, Plan, Question
from tests.conftest import Printed

OCR = "ocr-l4-customer-service"
DAY = date(2026, 9, 1)

Script = Callable[..., Printed]

TOUR = """\
# a first look at what the learner could do with less time
max glh 175
want design business processes
avoid D/506/2055     # a contradiction
undo
prefer social media=+3, complaints=2
baseline
goal fewest-units
unknown estimate
max level 4
drop level
alternatives 2
why R/506/2179
history
help undo
"""


@pytest.fixture
def script(unitwise: Callable[..., Printed], monkeypatch: pytest.MonkeyPatch) -> Script:
    """Run ``explore`` on OCR level 4 with some text on its input."""

    def run(text: str, *options: str) -> Printed:
        monkeypatch.setenv("COLUMNS", "80")
        monkeypatch.setattr(sys, "stdin", io.StringIO(text))
        first = ("explore", OCR, "--goal", "least-glh", "--on", DAY.isoformat())
        return unitwise(*first, *options)

    return run


@pytest.fixture
def session(shipped: Catalogue) -> Session:
    subject = shipped.find(OCR)
    question = Question(on=DAY, goals=(Goal.LEAST_GLH,))
    return Session.start(Asked(subject, subject.edition_on(DAY), question, shipped))


def test_the_wording_is_as_it_was_looked_at(script: Script, snapshot: SnapshotAssertion) -> None:
    printed = script(TOUR)
    assert f"exit {printed.code}\n{printed.out}{printed.err}" == snapshot
    assert all(len(line) <= 80 for line in printed.out.splitlines())


def test_a_script_and_a_session_come_to_the_same(script: Script, session: Session) -> None:
    lines = ["max glh 175", "want D/506/2055", "baseline", "avoid social media", "undo", "undo"]
    printed = script("\n".join(lines), "--json")
    documents = [json.loads(line) for line in printed.out.splitlines()]
    assert documents[0] == json.loads(session.state.answer.model_dump_json())
    for line, document in zip(lines, documents[1:], strict=True):
        session.do(line)
        assert document == json.loads(session.state.comparison.model_dump_json())


RECORD = """\
learner: A. Learner
achievements:
  - {unit: T/506/2952, achieved: 2023-05-01}
  - R/506/2151
registrations:
  - {qualification: ocr-l4-customer-service, on: 2026-09-01}
"""


def test_a_session_with_a_record_comes_to_what_suggest_comes_to(
    unitwise: Callable[..., Printed], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    record, report, again = (tmp_path / name for name in ("r.yaml", "first.md", "then.md"))
    record.write_text(RECORD, encoding="utf-8")
    options = (OCR, "--goal", "least-glh", "--record", str(record), "--held", "M/506/2898")
    plan = json.loads(unitwise("suggest", *options, "--json", "--report", str(report)).out)
    # a mandatory unit is in every plan, and held it need not be studied
    assert {unit["unit"] for unit in plan["units"] if unit["achievement"]} >= {"M/506/2898"}
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"report {again}\n"))
    printed = unitwise("explore", *options, "--json")
    assert printed.code == 0
    assert json.loads(printed.out) == plan
    assert again.read_text(encoding="utf-8") == report.read_text(encoding="utf-8")


def test_what_is_held_is_worded_as_it_was_looked_at(
    script: Script, snapshot: SnapshotAssertion
) -> None:
    lines = "held r5062151@2023-05-01 Z/999/9999\nheld r5062151@2023-05-01\ndrop held\nundo\n"
    printed = script(lines, "--held", "T/506/2952@2023-05-01")
    assert f"exit {printed.code}\n{printed.out}{printed.err}" == snapshot
    assert all(len(line) <= 80 for line in printed.out.splitlines())


def test_a_script_stops_at_the_first_bad_line_and_names_it(script: Script) -> None:
    printed = script("# first\n\nmax glh 180\nmax glh lots\nmax glh 190\n")
    assert printed.code == 2
    assert printed.err.startswith("error: line 4: a limit is a whole number")
    assert "190" not in printed.out


def test_a_script_goes_on_where_it_is_told_to(script: Script) -> None:
    printed = script("nonsense\nmax glh 190\nwant zzz\n", "--keep-going")
    assert printed.code == 2
    assert printed.err.count("error: line ") == 2
    assert "> max glh 190" in printed.out


def test_a_script_that_is_no_text_is_refused() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "adviser", "explore", OCR],
        input=b"max glh 180\n\xff\xfe\n",
        capture_output=True,
        env=os.environ | {"PYTHONIOENCODING": "utf-8:strict"},
    )
    assert done.returncode == 2
    assert done.stderr.startswith(b"error: the script is no utf-8 text")


@pytest.mark.parametrize(
    ("text", "code"),
    [("", 0), ("max glh 170\n", 1), ("max glh 170\nundo\n", 0), ("quit\nnonsense\n", 0)],
)
def test_the_exit_code_is_that_of_the_last_answer(script: Script, text: str, code: int) -> None:
    assert script(text).code == code


def test_nothing_of_the_terminal_is_imported_for_a_script() -> None:
    code = (
        "import sys; from adviser.cli import run; run(sys.argv[1:]);"
        " print(*sys.modules, sep='\\n', file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "explore", OCR],
        input="max glh 180\n",
        capture_output=True,
        text=True,
        check=True,
    )
    assert not {"prompt_toolkit", "pandas"} & set(done.stderr.splitlines())


def test_a_terminal_shows_the_first_plan_and_then_asks() -> None:
    ours, theirs = pty.openpty()
    environment = os.environ | {"TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"}
    process = subprocess.Popen(
        [sys.executable, "-m", "adviser", "explore", OCR, "--on", DAY.isoformat()],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment,
    )
    os.close(theirs)
    os.write(ours, b"max glh 180\nundo\nquit\n")
    seen = b""
    with contextlib.suppress(OSError):  # that is how a terminal ends whose other side has gone
        while part := os.read(ours, 4096):
            seen += part
    os.close(ours)
    assert process.wait() == 0
    told = [seen.find(words) for words in (b"Best plan: ", b"The same units.", b"Undone: max glh")]
    assert -1 not in told
    assert told == sorted(told)


def typed(session: Session, keys: str) -> None:
    """Type ``keys`` at a terminal that shows nothing."""
    with (
        create_pipe_input() as pipe,
        create_app_session(input=pipe, output=DummyOutput()),
    ):
        pipe.send_text(keys)
        converse(session)


CTRL_C, CTRL_D, CTRL_Y, CTRL_Z = "\x03", "\x04", "\x19", "\x1a"


def test_one_key_undoes_and_one_redoes(session: Session) -> None:
    typed(session, f"max glh 180\rwant D/506/2055\r{CTRL_Z}{CTRL_Z}{CTRL_Y}{CTRL_D}")
    assert session.state.question.limits.new_glh == 180
    assert session.state.question.want == ()
    assert len(session.steps) == 3


def test_ctrl_c_leaves_the_line_and_not_the_session(session: Session) -> None:
    typed(session, f"max glh 180\rmax glh 1{CTRL_C}want D/506/2055\r{CTRL_D}")
    assert session.state.question.limits.new_glh == 180
    assert session.state.question.want == ("D/506/2055",)


def test_a_mistake_is_told_and_the_session_goes_on(
    session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(session, "max glh lots\rmax glh 180\rquit\r")
    assert "a limit is a whole number" in capsys.readouterr().out
    assert isinstance(session.state.answer, Plan)
    assert session.state.question.limits.new_glh == 180


def test_a_column_of_references_can_be_pasted(session: Session) -> None:
    pasted = "\x1b[200~want\nR/506/2179\n  D/506/2055\nmax glh 200\n\x1b[201~"
    typed(session, f"{pasted}\r{CTRL_D}")
    assert session.state.question.want == ("R/506/2179", "D/506/2055")
    assert session.state.question.limits.new_glh == 200
    assert len(session.steps) == 3


def test_lines_that_start_with_no_command_go_on_with_the_one_before() -> None:
    text = "want\nR/506/2179 Build\n\n# a comment\navoid x\n"
    assert list(commands(text)) == ["want\nR/506/2179 Build", "avoid x"]
