"""The examples of ``--help`` run."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import click
import pytest

from adviser.cli import group
from tests.conftest import Printed


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
    for name in ("question.yaml", "before.yaml", "after.yaml"):
        (tmp_path / name).write_text(QUESTION, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", StringIO("max credit 60\n"))
    monkeypatch.setattr("uvicorn.Server.run", lambda *_, **__: None)  # it would go on for ever
    printed = unitwise(*shlex.split(example.partition(" < ")[0])[1:])
    assert printed.code in {0, 1}, printed.err
    assert printed.out


def test_the_help_has_examples() -> None:
    assert len(examples()) >= 4
