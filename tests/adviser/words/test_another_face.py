"""Another face needs forty lines: asking, the solver and words know of no medium."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

PAGE = Path(__file__).with_name("forty_lines.py")
RECORD = """
achievements:
  - unit: T/506/2952
    achieved: 2025-06-01
"""


def answered(question: Mapping[str, object], folder: Path) -> dict[str, Any]:
    record = folder / "record.yaml"
    record.write_text(RECORD, encoding="utf-8")
    given = {
        "qualification": "ocr-l4-customer-service@centre handbook (entry code 10381)",
        "question": question,
        "record": str(record),
    }
    ended = subprocess.run(
        [sys.executable, str(PAGE)], input=json.dumps(given), capture_output=True, text=True
    )
    assert ended.returncode == 0, ended.stderr
    found: dict[str, Any] = json.loads(ended.stdout)
    return found


def test_it_is_forty_lines() -> None:
    assert len(PAGE.read_text(encoding="utf-8").splitlines()) <= 40


def test_a_record_an_edition_by_name_and_no_medium(tmp_path: Path) -> None:
    found = answered({"on": "2026-09-01", "goals": ["least-glh"]}, tmp_path)
    assert found["medium"] == []
    assert any(line.startswith("Best plan: ") for line in found["lines"])
    through = {row[1]: row[-1] for row in found["tables"][0]}
    assert through["T/506/2952"] == "transfer"
    assert through["R/506/2179"] == ""
    # nobody can type an option on a face that has none
    assert not any("--" in line for line in found["lines"])


def test_every_fault_stands_beside_its_field(tmp_path: Path) -> None:
    question = {"on": "2026-09-01", "want": ["R/506/2170", "Z/9"], "limits": {"glh": -1}}
    faults = answered(question, tmp_path)["faults"]
    assert sorted(fault["place"] for fault in faults) == [
        ["limits", "glh"],
        ["want", 0],
        ["want", 1],
    ]
    assert next(fault["nearest"] for fault in faults if fault["place"] == ["want", 0])
