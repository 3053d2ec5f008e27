"""README and ``--help`` say what happens: their transcripts are run and compared."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import click
import pytest

from adviser.cli import group
from catalogue import load
from catalogue.records.layout import read_layout
from tests.conftest import Printed

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, flags=re.MULTILINE | re.DOTALL)


def transcripts() -> list[tuple[str, str]]:
    found = []
    for block in blocks("console"):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            found.append((command, output.rstrip()))
    return found


@pytest.mark.parametrize(("command", "output"), transcripts())
def test_the_readme_shows_what_is_printed(
    unitwise: Callable[..., Printed], monkeypatch: pytest.MonkeyPatch, command: str, output: str
) -> None:
    command, piped, _ = command.partition(" < ")
    if piped:
        # A script prints its own lines after "> ": they are its input.
        lines = re.findall(r"^> (.*)$", output, flags=re.MULTILINE)
        assert lines
        monkeypatch.setattr("sys.stdin", StringIO("\n".join(lines)))
    program, *arguments = shlex.split(command)
    assert program == "unitwise"
    assert unitwise(*arguments).out.rstrip() == output


def test_the_readme_has_transcripts() -> None:
    assert len(transcripts()) >= 5


@pytest.mark.parametrize("code", blocks("python"))
def test_the_python_of_the_readme_runs(code: str) -> None:
    exec(compile(code, "README.md", "exec"), {})


@pytest.mark.parametrize("text", blocks("yaml"))
def test_the_files_of_the_readme_can_be_read(
    text: str, tmp_path: Path, unitwise: Callable[..., Printed]
) -> None:
    path = tmp_path / "readme.yaml"
    path.write_text(text, encoding="utf-8")
    if text.startswith("columns:"):
        assert read_layout(path).role("VET colour") == "outcome"
        return
    if "achievements:" not in text:
        assert load([tmp_path]).find("first-aid").editions
        return
    printed = unitwise("transfer", str(path), "--to", "ocr-l4-customer-service", "--json")
    answer = json.loads(printed.out)
    assert len(answer["ledger"]) == 4
    assert [one["reference"] for one in answer["exceptions"]] == ["OCR-2026-114"]


def examples() -> list[str]:
    """Every line of a help text that starts with ``unitwise``."""
    found = []

    def walk(command: click.Command, path: str) -> None:
        with click.Context(command, info_name=path) as context:
            text = command.get_help(context)
            for line in text.splitlines():
                example = re.split(r" {3,}", line.strip())[0]
                if example.startswith("unitwise "):
                    found.append(example)
            if isinstance(command, click.Group):
                for name in command.list_commands(context):
                    inner = command.get_command(context, name)
                    assert inner is not None
                    walk(inner, f"{path} {name}")

    walk(group, "unitwise")
    return found


QUESTION = """\
qualification: nocn-l2-customer-service
on: 2026-09-01
"""


@pytest.mark.parametrize("example", examples())
def test_the_examples_of_the_help_run(
    unitwise: Callable[..., Printed], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, example: str
) -> None:
    for name in ("learner.yaml", "before.yaml", "after.yaml"):
        (tmp_path / name).write_text(QUESTION, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", StringIO("max credit 60\n"))
    monkeypatch.setattr("uvicorn.Server.run", lambda *_, **__: None)  # it would go on for ever
    printed = unitwise(*shlex.split(example.partition(" < ")[0])[1:])
    assert printed.code in {0, 1}, printed.err
    assert printed.out


def test_the_help_has_examples() -> None:
    assert len(examples()) >= 4
