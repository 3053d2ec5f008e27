"""What a command is to write is looked at before it reads or works out anything."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from adviser.cli import run

OCR = "ocr-l4-customer-service"
RECORD = "achievements:\n- unit: T/506/2952\n"


@pytest.fixture(autouse=True)
def _no_search(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of this needs an answer: whoever asks for one comes too far."""

    def never(*_: object, **__: object) -> None:
        raise AssertionError("the work has begun")

    monkeypatch.setattr("adviser.cli.parameters.read_catalogue", never)
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


def test_what_is_read_is_not_written_over_even_where_it_is_of_the_same_kind(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "q.yaml"
    path.write_text("# A question for unitwise\nqualification: x\n")
    told = refused(capsys, "suggest", "--question", str(path), "--save", str(path))
    assert "is read by this command" in told


def test_a_picture_is_no_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "p.svg"
    path.write_text("# a report\n")
    between = ("--between", "least-glh", "least-credit")
    assert "exists already" in refused(capsys, "tradeoff", OCR, *between, "--plot", str(path))


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
