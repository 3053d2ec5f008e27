"""What a command is to write is looked at before it reads or works out anything."""

from __future__ import annotations

import errno
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from adviser import keeping
from adviser.cli import run
from adviser.cli.cohort import ResultType
from adviser.cli.learner_options import ReportType
from adviser.cli.parameters import FileType, PictureType, WorkbookType, WrittenType
from benchmarks.grammar import commands

OCR = "ocr-l4-customer-service"
RECORD = "achievements:\n- unit: T/506/2952\n"


@pytest.fixture(autouse=True)
def _no_search(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of this needs an answer: whoever asks for one comes too far."""

    def never(*_: object, **__: object) -> None:
        raise AssertionError("the work has begun")

    monkeypatch.setattr("adviser.cli.reading.read_catalogue", never)
    monkeypatch.setattr("adviser.cli.question_options.read_catalogue", never)


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(list(arguments)) == 2
    return capsys.readouterr().err


def test_a_file_in_no_folder_is_told_before_the_work(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = refused(capsys, "suggest", OCR, "--report", str(tmp_path / "none" / "r.md"))
    assert f"there is no folder {tmp_path / 'none'}" in told


@pytest.mark.parametrize(
    ("option", "name"), [("--report", "r.html"), ("--report", "r.md"), ("--save", "q.yaml")]
)
def test_another_file_is_not_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str, name: str
) -> None:
    path = tmp_path / name
    path.write_text(RECORD)
    assert "exists already" in refused(capsys, "suggest", OCR, option, str(path))
    assert path.read_text() == RECORD


WRITING = {
    "cohort": ("r.csv", "--to", OCR),
    "explain": (OCR,),
    "explore": (OCR,),
    "impact": (OCR, "2024", "2024", "r.csv"),
    "offer": ("r.csv",),
    "record check": ("r.csv",),
    "suggest": (OCR,),
    "tradeoff": (OCR, "--between", "least-glh", "least-credit"),
    "transfer": ("--held", "T/506/2952"),
    "whatif": ("q.yaml",),
    "why": (OCR, "D/506/2055"),
}
"""Every command that writes a file, with what it cannot do without."""

OWN_WAY = {"suggest": "output", "catalogue import": "into"}
"""Answers of a batch are gone on with, by ``--resume``, or stay; drafts have a ``--replace`` that
keeps what was confirmed.
"""


def written_by(command: str) -> list[tuple[str, str, str]]:
    """Each option of a command that names a file to write: a name, and how such a file begins."""
    found = next(one for words, one in commands() if " ".join(words) == command)
    written: list[tuple[str, str, str]] = []
    for param in found.params:
        if isinstance(param.type, WrittenType):
            endings = {PictureType: [".svg"], ReportType: [".html", ".md", ".pdf"]}
            endings |= {ResultType: [".xlsx", ".jsonl"], WorkbookType: [".xlsx"]}
            for ending in endings.get(type(param.type), [".yaml"]):
                name = f"file{ending}"
                written.append((param.opts[-1], name, param.type.begins(Path(name))[0]))
    return written


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--save", "-"), "'-' stands for no file here"),
        (("--held", "T/506/2952", "--layout", ""), "--layout is empty; it takes FILE"),
        (("--held", "T/506/2952", "--edition", " "), "--edition is empty"),
        (("--on", ""), "--on is empty; it takes"),
        (("record.csv", "--sheet", "Sheet9"), "has no sheet 'Sheet9': it is no spreadsheet"),
    ],
)
def test_a_name_that_names_nothing_is_told(
    words: tuple[str, ...],
    told: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("record.csv").write_text(RECORD)
    given = [*(["--record"] if words[0] == "record.csv" else []), *words]
    assert told in refused(capsys, "suggest", OCR, *given)
    assert os.listdir() == ["record.csv"]


def test_every_option_that_writes_a_file_keeps_to_the_one_rule() -> None:
    names = {" ".join(words): one for words, one in commands()}
    assert sorted(WRITING) == sorted(name for name in names if written_by(name))
    for name, command in names.items():
        for param in command.params:
            said = getattr(param, "help", None) or ""
            writes = re.search(r"\b[Ww]rite\b", said) or param.name == "output"
            if isinstance(param.type, FileType) and writes:
                own = OWN_WAY.get(name) == param.name
                assert own or isinstance(param.type, WrittenType), (name, param.name)


@pytest.mark.parametrize("command", WRITING)
def test_an_earlier_file_is_replaced_only_where_that_is_said(
    command: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for option, name, head in written_by(command):
        path = tmp_path / name
        asked = [*command.split(), *WRITING[command], option, str(path)]
        path.write_text(f"{head}\n")
        told = refused(capsys, *asked)
        assert "exists already" in told
        assert "--replace" in told
        path.write_text(RECORD)
        assert "is no such file" in refused(capsys, *asked, "--replace")
        assert path.read_text() == RECORD
        for there, more in (("", []), (f"{head}\n", ["--replace"])):
            path.write_text(there)
            monkeypatch.setattr(keeping, "write", lambda *_, **__: None)
            run([*asked, *more])
            assert "exists already" not in capsys.readouterr().err


def test_what_is_read_is_not_written_over_but_a_question_that_is_edited(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "q.yaml"
    path.write_text("# A question for unitwise\nqualification: x\n")
    edit = ("suggest", "--question", str(path), "--save", str(path))
    assert "is read by this command" in refused(capsys, *edit)
    run([*edit, "--replace"])
    assert "is read" not in capsys.readouterr().err
    path.write_text("# mine\nqualification: x\n")
    assert "is no such file" in refused(capsys, *edit, "--replace")
    path = tmp_path / "r.md"
    path.write_text("# my record\n")
    record = ("suggest", OCR, "--record", str(path), "--report", str(path), "--replace")
    assert "is read by this command" in refused(capsys, *record)


def test_a_name_that_steers_a_terminal_is_told_by_its_escapes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("click.utils.should_strip_ansi", lambda *_: False)  # as in a terminal
    for command, given in WRITING.items():
        for option, name, head in written_by(command):
            Path(f"\x1b[2J{name}").write_text(f"{head}\n")
            told = refused(capsys, *command.split(), *given, option, f"\x1b[2J{name}")
            assert rf"\x1b[2J{name} exists already" in told
            assert "\x1b" not in told
    Path("r.csv").write_text("Unit,Date\nT/506/2952,2023-05-01\n")
    assert run(["record", "check", "r.csv", "--save-layout", "\x1b[2Jl.yaml"]) == 0
    assert r"layout saved as \x1b[2Jl.yaml" in capsys.readouterr().err


def test_a_picture_is_no_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "p.svg"
    path.write_text("# a report\n")
    between = ("--between", "least-glh", "least-credit")
    assert "exists already" in refused(capsys, "tradeoff", OCR, *between, "--plot", str(path))


@pytest.mark.skipif(sys.platform != "linux", reason="names are bytes")
def test_a_record_whose_name_is_no_text_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["record", "check", os.fsdecode(b"n\xff.csv"), "--json"]) == 1
    assert '"path": "n\\\\udcff.csv"' in capsys.readouterr().out


@pytest.mark.skipif(sys.platform != "linux", reason="names are bytes")
@pytest.mark.parametrize("command", [("catalogue", "list"), ("suggest", OCR)])
def test_a_name_that_is_no_text_is_a_name(tmp_path: Path, command: tuple[str, ...]) -> None:
    with Path(os.fsdecode(os.fsencode(tmp_path) + b"/bad\xff.yaml")).open("w") as file:
        file.write("units: []\n")
    unitwise = [sys.executable, "-m", "adviser", *command, "--catalogue", str(tmp_path)]
    done = subprocess.run(unitwise, capture_output=True, text=True)
    assert done.returncode in {0, 2}
    assert "at fault" not in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="names are bytes")
def test_a_file_whose_name_is_no_text_can_be_begun(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/n\xff.yaml"
    done = subprocess.run([sys.executable, "-m", "adviser", "catalogue", "new", name])
    assert done.returncode == 0
    assert os.path.getsize(name)


def test_where_a_new_file_cannot_be_written_none_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A disk that is full: the file can be made, and nothing be written to it."""
    real = Path.open

    def full(path: Path, *how: Any, **more: Any) -> Any:
        stream = real(path, *how, **more)
        if how[:1] == ("x",):
            return _Full(stream)
        return stream

    monkeypatch.setattr(Path, "open", full)
    path = tmp_path / "q.yaml"
    assert "No space left" in refused(capsys, "catalogue", "new", str(path))
    assert not path.exists()


class _Full:
    def __init__(self, stream: Any) -> None:
        self.stream = stream

    def __enter__(self) -> _Full:
        return self

    def __exit__(self, *_: object) -> None:
        self.stream.close()

    def write(self, text: str) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
