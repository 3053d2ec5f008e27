"""The examples of ``--help`` run."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import click
import pytest
from openpyxl import Workbook

from adviser.cli import group
from catalogue import load
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


LEARNERS = """\
Learner,Unit,Achieved
Ann Bell,T/506/2952,2025-05-01
Bob Carr,R/506/2151,2025-05-01
"""


@pytest.mark.parametrize("example", examples())
def test_the_examples_of_the_help_run(
    unitwise: Callable[..., Printed], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, example: str
) -> None:
    for name in ("question.yaml", "before.yaml", "after.yaml"):
        (tmp_path / name).write_text(QUESTION, encoding="utf-8")
    (tmp_path / "learners.csv").write_text(LEARNERS, encoding="utf-8")
    book = Workbook()
    for line in LEARNERS.splitlines():
        book.worksheets[0].append(line.split(","))
    book.save(tmp_path / "learners.xlsx")
    if " catalogue import" in example or " catalogue confirm" in example:
        from tests.catalogue.handbooks.printing import handbook, tabbed

        subject = load().find("ocr-l4-customer-service")
        pages = tabbed(handbook(subject, subject.editions[-1]))
        (tmp_path / "handbook.txt").write_text(pages, encoding="utf-8")
        if "confirm" in example:
            files = str(tmp_path / "handbook.txt"), "--into", str(tmp_path / "drafts")
            assert unitwise("catalogue", "import", *files).code == 0
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", StringIO("max credit 60\n"))
    monkeypatch.setattr("uvicorn.Server.run", lambda *_, **__: None)  # it would go on for ever
    printed = unitwise(*shlex.split(example.partition(" < ")[0])[1:])
    assert printed.code in {0, 1}, printed.err
    assert printed.out


def test_the_help_has_examples() -> None:
    assert len(examples()) >= 4
