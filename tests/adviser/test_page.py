"""However narrow the terminal is, no table loses a column or a part of a cell."""

from __future__ import annotations

import pytest

from adviser.pages.terminal import page, table

ROWS = [
    ("Z/1", "Lead and develop the team", "equivalence of B-2", "5 credits"),
    ("Z/2", "Plan", "", "34 short"),
]


@pytest.mark.parametrize("columns", [1, 40, 60, 80, 200])
def test_every_cell_is_whole(
    columns: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    grid = table("Unit", "Title", "Through", "State now", fold=("Title", "Through"))
    for row in ROWS:
        grid.add_row(*row)
    page().print(grid)
    printed = capsys.readouterr().out
    words = [word for row in ROWS for cell in row for word in cell.split()]
    assert [word for word in words if word not in printed.split()] == []
    # what may not wrap stays on one line
    assert "State now" in printed
    assert "34 short" in printed
