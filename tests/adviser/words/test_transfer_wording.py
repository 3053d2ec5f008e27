"""What people read of a record, as it was last looked at; ``--snapshot-update`` takes it anew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.conftest import Printed

RECORD = """
achievements:
  - {unit: T/506/2952, achieved: 2023-06-03, awarding_organisation: NOCN}
  - {unit: T/506/2952, achieved: 2019-06-03}
  - R/506/1999
  - L/506/2004
  - D/504/4056
  - {unit: D/506/2170, route: experience}
  - L/506/2083
  - {unit: ZZ9, title: Something else}
  - {award: A level Business}
"""

COMMANDS = [
    "transfer record.yaml --to ocr-l4-customer-service --on 2026-09-01 --as-of 2026-09-01",
    "transfer record.yaml --on 2026-09-01 --as-of 2026-09-01",
    "transfer --held L/506/2083@2024-08-01 --held F/651/1466 --to nocn-l1-customer-service"
    " --on 2024-07-01 --as-of 2024-09-01",
    "suggest ocr-l4-customer-service --held T/506/2952 --on 2026-09-01 --as-of 2026-09-01",
]


@pytest.mark.parametrize("line", COMMANDS)
def test_the_wording_is_as_it_was_looked_at(
    unitwise: Callable[..., Printed],
    snapshot: SnapshotAssertion,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    line: str,
) -> None:
    (tmp_path / "record.yaml").write_text(RECORD, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    printed = unitwise(*line.split())
    assert f"exit {printed.code}\n{printed.out}{printed.err}" == snapshot
