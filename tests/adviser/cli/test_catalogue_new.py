"""``catalogue new``: a file to start from, on the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from catalogue.files.starting import starting_file
from tests.conftest import Printed

Unitwise = Callable[..., Printed]


@pytest.mark.parametrize("arguments", [(), ("-",)])
def test_without_a_file_it_is_printed(unitwise: Unitwise, arguments: tuple[str, ...]) -> None:
    printed = unitwise("catalogue", "new", *arguments)
    assert (printed.code, printed.out, printed.err) == (0, starting_file(), "")


def test_the_file_can_be_asked_about_at_once(unitwise: Unitwise, tmp_path: Path) -> None:
    path = str(tmp_path / "first-try.yaml")
    written = unitwise("catalogue", "new", path)
    assert (written.code, written.out) == (0, "")
    assert f"wrote {path}" in written.err
    plan = unitwise("suggest", "first-try", "--on", "2025-01-01", "--catalogue", path)
    assert plan.code == 0
    assert "Best plan" in plan.out


def test_a_file_that_is_there_is_left(unitwise: Unitwise, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("mine", encoding="utf-8")
    printed = unitwise("catalogue", "new", str(path))
    assert printed.code == 2
    assert "exists already" in printed.err
    assert path.read_text(encoding="utf-8") == "mine"


def test_a_name_that_a_catalogue_would_not_read_is_refused(
    unitwise: Unitwise, tmp_path: Path
) -> None:
    printed = unitwise("catalogue", "new", str(tmp_path / "mine.txt"))
    assert printed.code == 2
    assert "mine.txt.yaml" in printed.err
    assert list(tmp_path.iterdir()) == []
