"""Files from outside: refused for the same reasons in the same words, and the nearest one told."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from catalogue.outside import CannotOpen, meant_file, read_bytes


def refusal(path: Path, most: int = 10) -> CannotOpen:
    with pytest.raises(CannotOpen) as caught:
        read_bytes(path, most, "a text", missing="one is made so", larger="take less")
    return caught.value


def test_what_is_read_is_all_of_it_up_to_the_most(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 10)
    assert read_bytes(path, 10, "a text") == b"x" * 10
    told = refusal(path, 9)
    assert (str(told), told.hint) == (
        "is larger than 0 MiB, the most that a text may be",
        "take less",
    )


def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for odd in (tmp_path, tmp_path / "pipe", Path(os.devnull)):
        assert str(refusal(odd)) == "is not an ordinary file"
    (tmp_path / "ring").symlink_to("ring")
    assert str(refusal(tmp_path / "ring")).startswith("cannot be opened: ")
    assert str(refusal(tmp_path / ("n" * 300))).startswith("cannot be opened: ")
    (tmp_path / "link").symlink_to("nothing")
    assert str(refusal(tmp_path / "link")) == "is a link to a file that is not there"


def test_the_nearest_file_is_told_by_its_name_and_not_by_its_ending(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.csv").hint == "one is made so"
    for name in ("record.csv", "record.yaml", "cohort.csv", "plan.html"):
        (tmp_path / name).touch()
    told = refusal(tmp_path / "recrod.csv")
    assert str(told) == "there is no such file"
    assert told.hint == f"did you mean {tmp_path / 'record.csv'}?"
    assert meant_file(tmp_path / "recrod.yaml").endswith("record.yaml?")
    assert meant_file(tmp_path / "plan.htm").endswith("plan.html?")
    assert meant_file(tmp_path / "nowhere.csv") == ""
    assert meant_file(tmp_path / "no such folder" / "record.csv") == ""


def test_a_name_that_steers_a_terminal_is_shown_as_escapes(tmp_path: Path) -> None:
    (tmp_path / "rec\x1bord.csv").touch()
    assert meant_file(tmp_path / "record.csv").endswith(r"rec\x1bord.csv?")
