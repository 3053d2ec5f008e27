"""Output never dies of an encoding, and never of a reader that has had enough."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

UNITWISE = [sys.executable, "-m", "adviser"]
OCR = "ocr-l4-customer-service"

COMMANDS: tuple[tuple[str, ...], ...] = (
    ("--help",),
    ("suggest", "--help"),
    ("schema", "qualification"),
)
"""Commands that are run as they are installed; test_circumstances has every one, in forks."""

ENCODINGS = ("cp1252", "ascii", "cp437", "latin-1")


def run(*arguments: str, encoding: str = "", **more: str) -> subprocess.CompletedProcess[bytes]:
    surroundings = {**os.environ, **more}
    surroundings.pop("PYTHONIOENCODING", None)
    if encoding:
        surroundings["PYTHONIOENCODING"] = encoding
    return subprocess.run([*UNITWISE, *arguments], capture_output=True, env=surroundings)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_command_dies_of_an_encoding(command: tuple[str, ...]) -> None:
    usual = run(*command, encoding="utf-8")
    assert usual.returncode in {0, 1}
    for encoding in ENCODINGS:
        done = run(*command, encoding=encoding)
        assert (done.returncode, b"at fault" in done.stderr) == (usual.returncode, False)
        assert done.stdout.decode(encoding).count("\n") == usual.stdout.decode().count("\n")


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
    done = run(*polish(tmp_path), encoding=encoding)
    assert done.returncode == 0
    assert b"at fault" not in done.stderr


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_json_is_the_same_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    command = [*polish(tmp_path), "--json"]
    usual = json.loads(run(*command, encoding="utf-8").stdout)
    assert json.loads(run(*command, encoding=encoding).stdout.decode(encoding)) == usual


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
def test_a_script_has_an_end(script: str, told: str) -> None:
    done = subprocess.run([*UNITWISE, "explore", OCR], input=script, capture_output=True, text=True)
    assert done.returncode == 2
    assert told in done.stderr
    assert len(done.stderr) < 1_000


@pytest.mark.parametrize("name", ["x", "8", "4418", "l 4", "OCR Ж"])
def test_what_is_no_name_names_nothing(name: str) -> None:
    done = run("catalogue", "show", name)
    assert done.returncode == 2
    assert b"no qualification is called" in done.stderr


def test_a_name_of_words_and_a_level_still_names() -> None:
    assert run("catalogue", "show", "nocn level 1").returncode == 0
