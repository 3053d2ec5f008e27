"""The house rule that no test of behaviour would hold: a file that grows past its room is split."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("adviser", "catalogue", "solver", "tests", "benchmarks")
MOST_LINES = 400


@pytest.mark.parametrize("room", ROOMS)
def test_no_file_is_past_400_lines(room: str) -> None:
    files = [path for kind in ("*.py", "*.pyi") for path in (ROOT / room).rglob(kind)]
    assert files, "a room without files would pass whatever the others hold"
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in files}
    long = {str(path.relative_to(ROOT)): n for path, n in lines.items() if n > MOST_LINES}
    assert not long
