"""What Tab offers in a shell, and how help may be asked for."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from shutil import which

import click
import pytest
from click.shell_completion import ShellComplete

from adviser.cli import group
from adviser.cli.completion import SHELLS
from adviser.cli.grouped import FEW, GROUPS, OWN
from adviser.cli.parameters import WrittenType
from catalogue import Catalogue
from tests.conftest import Printed

ROOT = Path(__file__).parents[3]
OCR = "ocr-l4-customer-service"
Unitwise = Callable[..., Printed]


def offered(line: str) -> list[str]:
    """What is offered for the last word of a line, as a shell asks for it."""
    *words, last = [*shlex.split(line), *([""] if line.endswith(" ") else [])]
    found = ShellComplete(group, {}, "unitwise", "_UNITWISE_COMPLETE").get_completions(words, last)
    return [item.value for item in found]


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("tran", ["transfer"]),
        ("catalogue d", ["diff"]),
        ("suggest ocr", [OCR]),
        ("suggest 601/3528", ["601/3528/1"]),
        ("compare nocn-l2-customer-service nocn-l3", ["nocn-l3-customer-service"]),
        (f"suggest {OCR} --goal least-g", ["least-glh"]),
        (f"suggest {OCR} --want d5062055", ["D/506/2055"]),
        (f"why {OCR} D/506/2055 Y5062183", ["Y/506/2183"]),
        (f"check {OCR} m506289", ["M/506/2898"]),
        (f"suggest {OCR} --want group:", ["group:A", "group:B", "group:C"]),
        (f"transfer --to {OCR} --held T506295", ["T/506/2952"]),
        (f"suggest {OCR} --edition ", ["centre handbook (entry code 10381)"]),
        (f"suggest {OCR}@", [f"{OCR}@centre handbook (entry code 10381)"]),
        ("suggest nothing-like-it --edition ", []),
    ],
)
def test_tab_offers_what_may_be_meant(line: str, values: list[str]) -> None:
    assert offered(line) == values


def test_every_unit_of_the_qualification_is_offered_and_no_other(shipped: Catalogue) -> None:
    of_ocr = {unit.reference for edition in shipped.find(OCR).editions for unit in edition.units}
    assert set(offered(f"suggest {OCR} --avoid ")) == of_ocr
    assert of_ocr < set(offered("transfer --held "))


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_has_a_script(unitwise: Unitwise, shell: str) -> None:
    printed = unitwise("completion", shell)
    assert printed.code == 0
    assert f"{shell}_complete" in printed.out
    if (program := which(shell)) is not None:
        command = [program, "-n"]
        subprocess.run(command, input=printed.out, text=True, check=True, timeout=60)


def test_a_shell_that_is_not_known_is_told(unitwise: Unitwise) -> None:
    printed = unitwise("completion", "csh")
    assert printed.code == 2
    assert "fish" in printed.err


@pytest.mark.skipif(which("bash") is None, reason="there is no bash")
def test_bash_completes(tmp_path: Path) -> None:
    ours = f"{shlex.quote(sys.executable)} -m adviser"
    program = tmp_path / "unitwise"
    program.write_text(f'#!/bin/sh\nexec {ours} "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    lines = [
        # what is typed, what bash would replace of it, and what takes the place of that
        ("unitwise suggest oc", "oc", OCR),
        (f"unitwise suggest {OCR}@ce", "@ce", r"@centre\ handbook\ \(entry\ code\ 10381\)"),
        (f'unitwise suggest "{OCR}@ce', f"{OCR}@ce", f"{OCR}@centre handbook (entry code 10381)"),
        (f"unitwise suggest {OCR} --want group:", "", "A B C"),
        (f"unitwise suggest {OCR} --goal=least-g", "least-g", "least-glh"),
        (f"unitwise suggest {OCR} --want d5062055", "d5062055", "D/506/2055"),
    ]
    asked = ['eval "$(unitwise completion bash)"']
    for line, replaced, _ in lines:
        asked.append(f"COMP_LINE={shlex.quote(line)}; COMP_POINT={len(line)}")
        asked.append(f'_unitwise_completion unitwise {replaced!r}; echo "${{COMPREPLY[*]}}"')
    path = f"{tmp_path}:{os.environ['PATH']}"
    found = subprocess.run(
        ["bash", "-c", "\n".join(asked)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PATH": path, "PYTHONPATH": str(ROOT)},
    )
    assert found.stdout.splitlines() == [offered for _, _, offered in lines], found.stderr


def test_a_catalogue_that_cannot_be_read_offers_nothing(tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text("units: [", encoding="utf-8")
    assert offered(f"suggest --catalogue {tmp_path} ocr") == []


def test_a_defect_is_not_hidden_by_tab(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("ours")

    monkeypatch.setattr("adviser.cli.completing._library", broken)
    with pytest.raises(RuntimeError, match="ours"):
        offered("suggest ocr")


class TestHelp:
    @pytest.mark.parametrize("words", [("suggest",), ("catalogue", "new"), ()])
    def test_it_may_be_asked_for_in_words(self, unitwise: Unitwise, words: tuple[str, ...]) -> None:
        assert unitwise("help", *words).out.split() == unitwise(*words, "--help").out.split()

    def test_a_command_that_is_not_known_is_told(self, unitwise: Unitwise) -> None:
        printed = unitwise("help", "sugest")
        assert (printed.code, printed.out) == (2, "")
        assert "Did you mean 'suggest'?" in printed.err
        assert "has no commands" in unitwise("help", "suggest", "more").err

    def test_list_is_the_list_of_the_catalogue(self, unitwise: Unitwise) -> None:
        assert unitwise("list").out == unitwise("catalogue", "list").out


def commands() -> list[tuple[str, click.Command]]:
    with click.Context(group) as context:
        return [
            (name, command)
            for name in group.list_commands(context)
            if (command := group.get_command(context, name)) is not None
        ]


@pytest.mark.parametrize(("name", "command"), commands(), ids=lambda given: str(given)[:20])
def test_help_tells_every_option_once_and_many_in_groups(
    unitwise: Unitwise, name: str, command: click.Command
) -> None:
    text = unitwise(name, "--help").out
    options = [one for one in command.params if isinstance(one, click.Option) and not one.hidden]
    for option in options:
        opening = f"\n  {', '.join(sorted(option.opts, key=len))}"
        assert sum(text.count(f"{opening}{end}") for end in (" ", "\n")) == 1, option.name
    headings = [title for title in (OWN, *GROUPS) if f"\n{title}:\n" in text]
    assert text.count("\n  -v, --verbose ") == 1
    writes = any(isinstance(one.type, WrittenType) for one in options)
    assert text.count("\n  --replace ") == writes
    of_all = 2 + writes  # --help and --verbose
    assert (len(headings) > 2) == (len(options) + of_all > FEW)
    assert headings == [title for title in (OWN, *GROUPS) if title in headings]
