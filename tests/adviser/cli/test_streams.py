"""Output never dies of an encoding, and never of a reader that has had enough."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest

from adviser.cli import run as command
from adviser.cli.streams import prepare
from tests.conftest import Printed

UNITWISE = [sys.executable, "-m", "adviser"]
OCR = "ocr-l4-customer-service"

ENCODINGS = ("cp1252", "ascii", "cp437", "latin-1")


def run(*arguments: str, encoding: str = "", **more: str) -> subprocess.CompletedProcess[bytes]:
    surroundings = {**os.environ, **more}
    surroundings.pop("PYTHONIOENCODING", None)
    if encoding:
        surroundings["PYTHONIOENCODING"] = encoding
    return subprocess.run([*UNITWISE, *arguments], capture_output=True, env=surroundings)


class Stream(io.TextIOWrapper):
    """A standard stream as Python makes it for an encoding, whose bytes are kept."""

    def __init__(self, encoding: str) -> None:
        self.written = io.BytesIO()
        super().__init__(self.written, encoding=encoding, errors="strict")

    def bytes(self) -> bytes:
        self.flush()
        return self.written.getvalue()


def here(encoding: str, *arguments: str) -> tuple[int, bytes, bytes]:
    """What comes of a command in this process, on streams of an encoding that was chosen."""
    out, err = Stream(encoding), Stream(encoding)
    with (
        patch.dict(os.environ, {"PYTHONIOENCODING": encoding}),
        patch("sys.stdout", out),
        patch("sys.stderr", err),
    ):
        prepare()
        code = command(list(arguments))
        return code, out.bytes(), err.bytes()


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_no_command_dies_of_an_encoding_as_it_is_installed(encoding: str) -> None:
    """test_circumstances has every command, in forks."""
    _, usual, _ = here("utf-8", "schema", "qualification")
    assert not usual.isascii()  # or no encoding would be put to the test
    done = run("schema", "qualification", encoding=encoding)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout.decode(encoding)) == json.loads(usual)


@pytest.mark.parametrize("words", [("--help",), ("suggest", "--help")], ids=" ".join)
def test_help_has_the_same_lines_in_every_encoding(words: tuple[str, ...]) -> None:
    _, usual, _ = here("utf-8", *words)
    for encoding in ENCODINGS:
        code, out, err = here(encoding, *words)
        assert (code, err) == (0, b"")
        assert out.decode(encoding).count("\n") == usual.decode().count("\n")


def test_a_redirected_list_is_utf_8_wherever_nobody_chose(tmp_path: Path) -> None:
    done = run("catalogue", "list", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert done.returncode == 0
    assert "─" in done.stdout.decode("utf-8")


def polish(folder: Path) -> list[str]:
    """A record whose learner and award are written with signs that cp1252 lacks."""
    path = folder / "rekord.csv"
    path.write_text(
        "Learner,Unit,Title,Achieved\nŁucja Żółw,T/506/2952,Zarządzanie — rozwój,2023-05-01\n",
        encoding="utf-8",
    )
    return ["transfer", str(path), "--to", OCR]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_name_in_another_alphabet_is_told_with_the_nearest_letters(
    tmp_path: Path, encoding: str
) -> None:
    path, *rest = polish(tmp_path)[1:]
    named = Path(path).rename(tmp_path / "Żaba.csv")
    code, out, err = here(encoding, "transfer", str(named), *rest)
    assert (code, b"at fault" in err) == (0, False)
    assert "Zaba.csv: 1 achievement read" in err.decode(encoding)
    assert out.decode(encoding)


def test_json_is_the_same_in_every_encoding(tmp_path: Path) -> None:
    words = ["record", "check", polish(tmp_path)[1], "--json"]
    _, usual, _ = here("utf-8", *words)
    assert not usual.isascii()  # or no encoding would be put to the test
    for encoding in ENCODINGS:
        code, out, _ = here(encoding, *words)
        assert (code, json.loads(out.decode(encoding))) == (0, json.loads(usual))


def test_a_reader_that_has_had_enough_is_no_fault() -> None:
    first, second = os.pipe()
    os.close(first)
    with os.fdopen(second, "wb") as closed:
        done = subprocess.run(
            [*UNITWISE, "catalogue", "show", OCR], stdout=closed, stderr=subprocess.PIPE
        )
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full disk to write to")
def test_where_not_even_the_fault_can_be_written_the_exit_code_tells() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*UNITWISE, "suggest", "no such thing"], stderr=full)
    assert done.returncode == 2


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("x" * 10_001, "a line of the script is longer than 10,000 signs"),
        ("# nothing\n" * 110_000, "the script is longer than 1 MiB"),
    ],
)
def test_a_script_has_an_end(
    unitwise: Callable[..., Printed], monkeypatch: pytest.MonkeyPatch, script: str, told: str
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(script.encode())))
    done = unitwise("explore", OCR)
    assert done.code == 2
    assert told in done.err
    assert len(done.err) < 1_000


@pytest.mark.parametrize("name", ["x", "8", "4418", "l 4", "OCR Ж"])
def test_what_is_no_name_names_nothing(unitwise: Callable[..., Printed], name: str) -> None:
    done = unitwise("catalogue", "show", name)
    assert done.code == 2
    assert "no qualification is called" in done.err


def test_a_name_of_words_and_a_level_still_names(unitwise: Callable[..., Printed]) -> None:
    assert unitwise("catalogue", "show", "nocn level 1").code == 0
