"""README and the pages of the site say what happens: what they show is run and compared."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest

from adviser.asking.offering import read_offer
from catalogue import load
from catalogue.records.roles.layout import read_layout
from tests.conftest import Printed
from tests.documentation.pages import PAGES, ROOT, blocks, transcripts

OCR = "ocr-l4-customer-service"


@pytest.mark.parametrize(("page", "command", "output"), transcripts())
def test_a_page_shows_what_is_printed(
    unitwise: Callable[..., Printed],
    monkeypatch: pytest.MonkeyPatch,
    page: str,
    command: str,
    output: str,
) -> None:
    command, piped, _ = command.partition(" < ")
    if piped:
        # A script prints its own lines after "> ": they are its input.
        lines = re.findall(r"^> (.*)$", output, flags=re.MULTILINE)
        assert lines
        monkeypatch.setattr("sys.stdin", StringIO("\n".join(lines)))
    program, *arguments = shlex.split(command)
    assert program == "unitwise"
    assert unitwise(*arguments).out.rstrip() == output, page


def test_there_are_transcripts_in_the_readme_and_on_three_pages() -> None:
    shown = [page for page, *_ in transcripts()]
    assert "README.md" in shown
    assert len(shown) >= 10
    assert len(set(shown)) >= 4


@pytest.mark.parametrize(("page", "code"), blocks("python"))
def test_the_python_of_the_pages_runs(page: str, code: str) -> None:
    exec(compile(code, page, "exec"), {})


@pytest.mark.parametrize(("page", "text"), blocks("yaml"))
def test_the_files_of_the_pages_can_be_read(
    page: str, text: str, tmp_path: Path, unitwise: Callable[..., Printed]
) -> None:
    path = tmp_path / "shown.yaml"
    path.write_text(text, encoding="utf-8")
    if text.startswith("columns:"):
        assert read_layout(path).role("VET colour") == "outcome"
    elif text.startswith("units:") and "places:" in text:
        delivered = read_offer(path, load().units)
        assert delivered.priced
    elif "achievements:" in text:
        printed = unitwise("transfer", str(path), "--to", OCR, "--json")
        answer = json.loads(printed.out)
        assert len(answer["ledger"]) == 4
        assert [one["reference"] for one in answer["exceptions"]] == ["OCR-2026-114"]
    elif "goals:" in text:
        printed = unitwise("suggest", "--question", str(path), "--json")
        assert json.loads(printed.out)["goals"][0]["value"] == 171
    else:
        assert load([tmp_path]).find("first-aid").editions, page


def day() -> list[str]:
    """The commands of the adviser's day in README."""
    text = PAGES[0].read_text(encoding="utf-8")
    block = re.search(r"^<!-- a day -->\n```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert block is not None
    return [shlex.join(shlex.split(line, comments=True)) for line in block[1].splitlines()]


@pytest.mark.parametrize("command", day())
def test_an_advisers_day_runs(
    unitwise: Callable[..., Printed],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    command: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", StringIO("max glh 165\n"))
    program, *arguments = shlex.split(command)
    assert program == "unitwise"
    printed = unitwise(*arguments)
    assert printed.code in {0, 1}, printed.err
    assert printed.out


@pytest.mark.parametrize("page", PAGES[:1] + [page for page in PAGES if page.name == "index.md"])
def test_what_everybody_begins_with_gives_an_answer(
    unitwise: Callable[..., Printed],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    page: Path,
) -> None:
    """In a copy of the project, where the examples of records lie."""
    (tmp_path / "docs").mkdir()
    for name in ("record.csv", "learners.csv"):
        shutil.copy(ROOT / "docs" / name, tmp_path / "docs")
    monkeypatch.chdir(tmp_path)
    text = page.read_text(encoding="utf-8")
    table = text[text.index("| You are |") :].partition("\n\n")[0]
    rows = re.findall(r"^\| [^|`]+ \| `unitwise ([^`]+)`", table, re.MULTILINE)
    assert len(rows) == 6
    for command in rows:
        monkeypatch.setattr("sys.stdin", StringIO("max glh 300\n"))
        if command == "serve":
            continue  # tests/adviser/web asks it
        printed = unitwise(*shlex.split(command))
        assert printed.code == 0, command
        assert printed.out or printed.err


def test_an_advisers_day_has_ten_lines() -> None:
    assert len(day()) == 10


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_links_to_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)", text):
        if not target.startswith("https://"):
            assert (page.parent / target).exists(), target


def test_readme_is_short_and_asks_first_who_reads_it() -> None:
    text = PAGES[0].read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 120
    headings = re.findall(r"^## (.*)$", text, re.MULTILINE)
    assert headings[:3] == ["Start", "Who are you?", "An adviser's day"]


@pytest.mark.parametrize("mark", ["main", "test"])
def test_the_two_commands_of_the_readme_are_marked(mark: str) -> None:
    text = PAGES[0].read_text(encoding="utf-8")
    assert re.search(rf"^<!-- {mark} command -->\n```sh\n[^\n]+\n```$", text, re.MULTILINE)


def test_no_name_of_a_file_is_both_a_record_and_a_question_in_one_text() -> None:
    """``learner.yaml`` was both; in every text it is one thing."""
    texts = {page.name: page.read_text(encoding="utf-8") for page in PAGES}
    texts |= {
        path.name: path.read_text(encoding="utf-8") for path in (ROOT / "adviser/cli").glob("*.py")
    }
    for name, text in texts.items():
        questions = set(re.findall(r"unitwise whatif (\S+\.\w+)", text))
        questions |= set(re.findall(r"--question (\S+\.\w+)", text))
        records = set(re.findall(r"(?:--record|unitwise transfer|record check) (\S+\.\w+)", text))
        assert not questions & records, name
