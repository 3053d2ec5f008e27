"""Whatever a file holds, reading ends in a catalogue or in a CatalogueError, and soon."""

from __future__ import annotations

import os
import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from catalogue import Catalogue, CatalogueError, load
from catalogue.files.loading import SHIPPED
from catalogue.files.reading import MOST_RULES
from catalogue.files.starting import starting_file
from catalogue.files.tolerant import MOST_FAULTS
from tests.strategies import tries

TEXTS = [
    starting_file(),
    *(path.read_text(encoding="utf-8") for path in sorted(SHIPPED.rglob("*l[345]-*.yaml"))),
]
VALUES = [
    "null", "''", "-1", "999999999", "9" * 400, "1e999", ".inf", "true", "[]", "{}", "[[]]",
    "{a: {b: c}}", "2024-02-30", "9999-99-99", "A", "'\\0'", '"\\u001b[2J"', "ä" * 2000, "~",
    "!x y", "*a", "&a b", "\x00", "\ufeff", "|", "'", '"', "}", "@", "Entry 9", "credit", "[A, B]",
]  # fmt: skip


def attempt(data: bytes, folder: Path) -> Catalogue | CatalogueError:
    """Read one file; anything but a catalogue or a CatalogueError goes through."""
    path = folder / "mutated.yaml"
    path.write_bytes(data)
    try:
        return load([path], shipped=False)
    except CatalogueError as caught:
        error = caught
    assert error.faults
    assert len(error.faults) <= 2 * MOST_FAULTS + 2
    lines = data.count(b"\n") + data.count(b"\r") + 3
    for fault in error.faults:
        assert len(str(fault)) < 2000
        assert 0 <= fault.line <= lines
        assert f"{fault.message}{fault.rule}{fault.hint}".isprintable()
    return error


def flip(text: str, random: random.Random) -> bytes:
    data = bytearray(text.encode())
    for _ in range(random.randint(1, 8)):
        data[random.randrange(len(data))] = random.randrange(256)
    return bytes(data)


def delete_lines(text: str, random: random.Random) -> bytes:
    lines = text.splitlines(keepends=True)
    return "".join(line for line in lines if random.random() > 0.05).encode()


def swap_lines(text: str, random: random.Random) -> bytes:
    lines = text.splitlines(keepends=True)
    for _ in range(3):
        a, b = random.randrange(len(lines)), random.randrange(len(lines))
        lines[a], lines[b] = lines[b], lines[a]
    return "".join(lines).encode()


def swap_keys(text: str, random: random.Random) -> bytes:
    keys = sorted(set(re.findall(r"(\w+):", text)))
    for _ in range(random.randint(1, 4)):
        old, new = random.choice(keys), random.choice(keys)
        spots = [found.start() for found in re.finditer(rf"\b{old}:", text)]
        if spots:
            spot = random.choice(spots)
            text = text[:spot] + new + text[spot + len(old) :]
    return text.encode()


def replace_values(text: str, random: random.Random) -> bytes:
    lines = text.splitlines()
    for _ in range(random.randint(1, 4)):
        number = random.randrange(len(lines))
        key, colon, _ = lines[number].partition(":")
        lines[number] = f"{key}{colon} {random.choice(VALUES)}"
    return "\n".join(lines).encode()


def shift(text: str, random: random.Random) -> bytes:
    lines = text.splitlines()
    for _ in range(random.randint(1, 3)):
        number = random.randrange(len(lines))
        lines[number] = random.choice(["  ", " ", "\t"]) + lines[number]
    return "\n".join(lines).encode()


def cut(text: str, random: random.Random) -> bytes:
    return text.encode()[: random.randrange(len(text))]


MUTATIONS: list[Callable[[str, random.Random], bytes]] = [
    flip, delete_lines, swap_lines, swap_keys, replace_values, shift, cut
]  # fmt: skip


@pytest.mark.parametrize("mutate", MUTATIONS, ids=lambda mutate: mutate.__name__)
@given(seed=st.integers(0, 2**32), text=st.sampled_from(TEXTS))
@tries(25)
def test_a_mutated_file_is_read_or_refused(
    mutate: Callable[[str, random.Random], bytes],
    seed: int,
    text: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.getbasetemp()
    attempt(mutate(text, random.Random(seed)), folder)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00",
        b"\xff\xfe\x00a",
        b"\xef\xbb\xbf",
        b"\xef\xbb\xbf" + b"a: 1\n",
        b"[" * 100_000,
        b"{a: " * 100_000,
        b"a:\n" + b" " * 100_000 + b"b: 1",
        b"a: &a [x]\nb: &b [" + b"*a, " * 9 + b"]\nc: [" + b"*b, " * 9 + b"]\n",
        b"- " * 20_000,
        b"short_name: x\nediti\xc3\xb6ns: 1\n",
        b"%YAML 9.9\n---\na: 1\n",
        b"? ? ? ?\n",
        b"x" * ((1 << 20) + 1),
        b"editions: " + b"9" * 100_000,
        b"'" + b"\\" * 1000,
    ],
)
def test_a_file_made_to_harm_is_refused(data: bytes, tmp_path: Path) -> None:
    assert isinstance(attempt(data, tmp_path), CatalogueError)


def test_thousands_of_mistakes_are_cut_off(tmp_path: Path) -> None:
    head = starting_file().partition("    rules:\n")
    rules = "".join(f"      - {{id: r{n}, kind: ammount, of: {{}}}}\n" for n in range(20_000))
    error = attempt((head[0] + head[1] + rules).encode(), tmp_path)
    assert isinstance(error, CatalogueError)
    assert any(f"more than {MOST_FAULTS}" in fault.message for fault in error.faults)


def test_thousands_of_unknown_names_are_cut_off(tmp_path: Path) -> None:
    text = starting_file().replace("          - EX-301\n", "          - Q/999/9999\n" * 20_000)
    assert isinstance(attempt(text.encode(), tmp_path), CatalogueError)


def test_an_edition_too_large_to_be_one_is_refused(tmp_path: Path) -> None:
    head, mark, _ = starting_file().partition("    rules:\n")
    rule = (
        "      - {{id: r{}, kind: amount, says: All., measure: credit, at_least: 1,"
        " source: {{document: specification}}}}\n"
    )
    for count, kind in ((MOST_RULES, Catalogue), (MOST_RULES + 1, CatalogueError)):
        text = head + mark + "".join(rule.format(number) for number in range(count))
        assert isinstance(attempt(text.encode(), tmp_path), kind)


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_the_line_ends_of_other_systems_are_read(ending: str, tmp_path: Path) -> None:
    data = b"\xef\xbb\xbf" + starting_file().replace("\n", ending).encode()
    assert isinstance(attempt(data, tmp_path), Catalogue)


class TestFolders:
    """What stands in a folder besides readable files."""

    def faults(self, folder: Path) -> dict[str, str]:
        with pytest.raises(CatalogueError) as caught:
            load([folder], shipped=False)
        return {Path(fault.path).name: fault.message for fault in caught.value.faults}

    def test_a_folder_called_like_a_file_is_gone_through(self, tmp_path: Path) -> None:
        inside = tmp_path / "x.yaml"
        inside.mkdir()
        (inside / "q.yaml").write_text(starting_file(), encoding="utf-8")
        assert len(load([tmp_path], shipped=False).qualifications) == 1

    def test_a_link_that_leads_round_is_not_followed(self, tmp_path: Path) -> None:
        (tmp_path / "round").symlink_to(tmp_path, target_is_directory=True)
        (tmp_path / "q.yaml").write_text(starting_file(), encoding="utf-8")
        assert len(load([tmp_path], shipped=False).qualifications) == 1

    def test_a_link_to_itself_is_told(self, tmp_path: Path) -> None:
        (tmp_path / "self.yaml").symlink_to(tmp_path / "self.yaml")
        assert "cannot be opened" in self.faults(tmp_path)["self.yaml"]

    def test_a_link_to_nothing_is_told(self, tmp_path: Path) -> None:
        (tmp_path / "gone.yaml").symlink_to(tmp_path / "nothing")
        assert "a link to a file that is not there" in self.faults(tmp_path)["gone.yaml"]

    def test_a_pipe_is_not_waited_for(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe.yaml")
        assert self.faults(tmp_path) == {"pipe.yaml": "is not an ordinary file"}

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
    def test_a_file_that_may_not_be_read_is_told(self, tmp_path: Path) -> None:
        (tmp_path / "secret.yaml").write_text("a: 1", encoding="utf-8")
        (tmp_path / "secret.yaml").chmod(0)
        assert "cannot be opened" in self.faults(tmp_path)["secret.yaml"]

    def test_a_folder_without_files_is_told(self, tmp_path: Path) -> None:
        assert self.faults(tmp_path) == {tmp_path.name: "holds no catalogue file (*.yaml)"}

    def test_a_folder_that_is_not_there_is_told(self, tmp_path: Path) -> None:
        assert self.faults(tmp_path / "no") == {"no": "there is no such folder"}

    def test_a_name_cannot_drive_the_terminal(self, tmp_path: Path) -> None:
        (tmp_path / "a\x1b[2Jb.yaml").write_text("", encoding="utf-8")
        assert list(self.faults(tmp_path)) == ["a\\x1b[2Jb.yaml"]
