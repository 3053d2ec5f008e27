"""Whatever names a file to read: no option waits for a pipe, and a slip of the pen is told."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

from adviser.cli.parameters import FileType, WrittenType
from benchmarks.grammar import commands
from tests.adviser.cli.circumstances import COMMANDS, prepared
from tests.conftest import Printed

Unitwise = Callable[..., Printed]

WRITES = {"output", "into"}
STREAMS = {"batch"}
"""Lines of a batch are read as they come, from a pipe as well."""
LISTENS = {"mcp", "serve"}


def reading() -> Iterator[tuple[str, list[str]]]:
    """Each option or argument that names a file to read, once: its name, the command around it."""
    seen: set[object] = set()
    for words, command in commands():
        name = " ".join(words)
        for param in command.params:
            option = isinstance(param, click.Option)
            reads = isinstance(param.type, FileType) and not isinstance(param.type, WrittenType)
            skipped = WRITES | STREAMS | (set() if option else {"file"})
            if not reads or name in LISTENS or param.name in skipped:
                continue
            key = param.opts[-1] if option else (name, param.name)
            if key not in seen:
                seen.add(key)
                given = list(COMMANDS[name])
                asked = [*given, param.opts[-1], "FILE"] if option else ["FILE", *given[1:]]
                at = given.index("cohort.csv") if name == "impact" and not option else None
                if at is not None:
                    asked = [*given[:at], "FILE", *given[at + 1 :]]
                yield f"{name} {param.opts[-1]}", [*words, *asked]


@pytest.mark.parametrize(("name", "asked"), [*reading()], ids=lambda given: str(given)[:30])
def test_no_option_waits_for_a_pipe_that_has_no_end(
    unitwise: Unitwise,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    asked: list[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    prepared(tmp_path)
    os.mkfifo("pipe.draft.yaml")
    before = sorted(os.listdir())
    printed = unitwise(*["pipe.draft.yaml" if word == "FILE" else word for word in asked])
    assert printed.code == 2, printed
    assert "pipe.draft.yaml" in printed.err
    assert "is not an ordinary file" in printed.err
    assert sorted(os.listdir()) == before
