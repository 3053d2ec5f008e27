"""Whatever a command writes to, and wherever: no traceback, and the exit code as documented."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.grammar import NEVER, commands
from tests.adviser.cli.circumstances import CIRCUMSTANCES, COMMANDS, ENCODINGS

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="it forks, and fills /dev/full")

Found = dict[str, dict[str, dict[str, Any]]]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Found:
    folder = tmp_path_factory.mktemp("circumstances")
    command = [sys.executable, "-m", "tests.adviser.cli.circumstances", str(folder)]
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=Path(__file__).parents[3], timeout=1200
    )
    assert done.returncode == 0, done.stderr
    answer: Found = json.loads(done.stdout)
    return answer


def test_every_command_is_in_it() -> None:
    assert sorted(COMMANDS) == sorted([*(" ".join(words) for words, _ in commands()), *NEVER])


@pytest.mark.parametrize("circumstance", CIRCUMSTANCES)
def test_no_command_ends_in_a_traceback_or_a_fault_of_ours(found: Found, circumstance: str) -> None:
    for name, done in found[circumstance].items():
        assert "Traceback" not in done["err"], name
        assert "at fault" not in done["err"], (name, done["err"])
        stopped = {130} if name == "serve" else set()
        assert done["code"] in {0, 1, 2} | stopped, (name, done)
        assert not done["left"], name


@pytest.mark.parametrize("circumstance", [*ENCODINGS[1:], "LC_ALL=C", "20 columns"])
def test_an_answer_ends_in_every_encoding_and_width_as_in_utf_8(
    found: Found, circumstance: str
) -> None:
    for name, done in found[circumstance].items():
        usual = found["utf-8"][name]
        if 130 in {done["code"], usual["code"]}:
            continue  # a machine so busy that Ctrl-C came before 'serve' was listening
        assert done["code"] == usual["code"], (name, done["err"])
        assert bool(done["out"]) == bool(usual["out"]), name
        assert (done["out"].count("\n") == usual["out"].count("\n")) or circumstance == "20 columns"


def test_each_command_does_what_it_is_for_in_a_pipe(found: Found) -> None:
    """Or the circumstances would be held against a refusal."""
    refused = {name for name, done in found["utf-8"].items() if done["code"] == 2}
    assert refused <= {"catalogue confirm"}  # where another doubt is open, which it tells


def test_a_pipe_that_is_closed_is_no_fault(found: Found) -> None:
    for name, done in found["closed pipe"].items():
        assert done["code"] in {0, found["utf-8"][name]["code"]}, name
        assert "error" not in done["err"] or done["code"] == 2, name


def test_a_disk_that_is_full_is_told(found: Found) -> None:
    for name, done in found["full disk"].items():
        if found["utf-8"][name]["out"]:
            assert done["code"] == 2, name
            assert "No space left" in done["err"], name


def test_where_nothing_can_be_written_it_is_told_before_the_answer(found: Found) -> None:
    assert len(found["no folder"]) >= 9
    for name, done in found["no folder"].items():
        assert (done["code"], done["out"]) == (2, ""), name
        assert done["err"].startswith("error: "), name
