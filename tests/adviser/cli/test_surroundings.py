"""Exit codes as they are documented, whatever a command writes to."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Printed

UNITWISE = [sys.executable, "-m", "unitwise"]
OCR = "ocr-l4-customer-service"

TABLE: tuple[tuple[int, tuple[str, ...]], ...] = (
    (0, ("--help",)),
    (0, ("suggest", OCR)),
    (1, ("suggest", OCR, "--max-glh", "100")),
    (2, ("suggest", "no such thing")),
    (0, ("bounds", OCR)),
    (1, ("check", OCR, "M/506/2898")),
    (2, ("check", OCR, "M/506/2899")),
    (0, ("catalogue", "list")),
    (0, ("schema", "question")),
    (0, ("transfer", "--held", "T/506/2952@2023-05-01", "--to", OCR, "--json")),
    (2, ("transfer", "no such file.csv")),
)
"""What each command ends with: 0 answered, 1 no plan or not legal, 2 misuse."""


REAL = (("--help",), ("catalogue", "list"))
"""Commands that are run as they are installed; test_circumstances has every one, in forks."""


@pytest.mark.parametrize(("code", "command"), TABLE, ids=lambda one: str(one))
def test_a_command_ends_as_documented_in_any_width(
    unitwise: Callable[..., Printed],
    monkeypatch: pytest.MonkeyPatch,
    code: int,
    command: tuple[str, ...],
) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    done = unitwise(*command)
    assert done.code == code
    assert "Traceback" not in done.err
    assert bool(done.out) is (code != 2)
    assert done.err.startswith("error: ") is (code == 2)


@pytest.mark.parametrize("command", REAL, ids=" ".join)
def test_a_closed_pipe_is_no_answer_and_no_fault(command: tuple[str, ...]) -> None:
    first, second = os.pipe()
    os.close(first)
    with os.fdopen(second, "wb") as closed:
        done = subprocess.run([*UNITWISE, *command], stdout=closed, stderr=subprocess.PIPE)
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
    assert b"error" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full disk to write to")
@pytest.mark.parametrize("command", REAL, ids=" ".join)
def test_a_full_disk_is_told(command: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*UNITWISE, *command], stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 2
    assert b"No space left" in done.stderr
    assert b"Traceback" not in done.stderr


def test_no_plugin_of_the_environment_reads_what_is_asked(tmp_path: Path) -> None:
    told = tmp_path / "evil-1.0.dist-info"
    told.mkdir()
    told.joinpath("METADATA").write_text("Metadata-Version: 2.1\nName: evil\nVersion: 1.0\n")
    told.joinpath("entry_points.txt").write_text("[pydantic]\nevil = evil:plugin\n")
    tmp_path.joinpath("evil.py").write_text("raise SystemExit('a plugin was loaded')\n")
    beside = {**os.environ, "PYTHONPATH": str(tmp_path)}
    command = [*UNITWISE, "suggest", OCR]
    done = subprocess.run(command, capture_output=True, text=True, env=beside)
    assert (done.returncode, done.stderr) == (0, "")
