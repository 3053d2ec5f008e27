"""However narrow the terminal is, no table loses a column or a part of a cell."""

from __future__ import annotations

import pytest

from adviser.pages.terminal import show
from adviser.words.blocks import Grid

ROWS = [
    ("Z/1", "Lead and develop the team", "equivalence of B-2", "5 credits"),
    ("Z/2", "Plan", "", "34 short"),
]


@pytest.mark.parametrize("width", [1, 40, 60, 80, 200])
def test_every_cell_is_whole(
    width: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    columns = ("Unit", "Title", "Through", "State now")
    show([Grid(columns, ROWS, fold=("Title", "Through"))])
    printed = capsys.readouterr().out
    words = [word for row in ROWS for cell in row for word in cell.split()]
    assert [word for word in words if word not in printed.split()] == []
    # what may not wrap stays on one line
    assert "State now" in printed
    assert "34 short" in printed
