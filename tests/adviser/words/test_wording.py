"""What people read, as it was last looked at. Update with ``pytest --snapshot-update``."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.conftest import Printed

COMMANDS = [
    "catalogue list",
    "catalogue show nocn-l1-customer-service",
    "suggest ocr-l4-customer-service --goal least-glh --on 2026-09-01",
    "suggest ocr-l4-customer-service --max-glh 170 --want D/506/2055 --on 2026-09-01",
    "suggest nocn-l1-customer-service --goal least-glh --on 2024-01-15",
    "suggest nocn-l1-customer-service --goal least-glh --on 2024-07-01",
    "suggest nocn-l1-customer-service --goal least-glh --on 2024-07-01 --unknown-glh estimate",
    "suggest nocn-l1-customer-service --goal least-glh --on 2024-07-01 --unknown-glh refuse",
    "suggest nocn-l2-customer-service --goal least-credit --on 2026-09-01",
    "suggest ocr-l4-customer-service --time-limit 0.000001 --on 2026-09-01",
    "check ocr-l4-customer-service M/506/2898 --on 2026-09-01",
    "check nocn-l1-customer-service L/506/2083 F/651/1466 H/506/1795 T/505/4673 R/502/8601"
    " --on 2024-06-03",
    "suggest nowhere",
    "suggest customer",
    "suggest ocr --want Q/506/111 --avoid T/506/2126",
]


@pytest.mark.parametrize("line", COMMANDS)
def test_the_wording_is_as_it_was_looked_at(
    unitwise: Callable[..., Printed], snapshot: SnapshotAssertion, line: str
) -> None:
    printed = unitwise(*line.split())
    text = f"exit {printed.code}\n{printed.out}{printed.err}"
    # the version of the data changes with every file of it
    assert re.sub(r"(?<=catalogue: )[0-9a-f]{12}\b", "000000000000", text) == snapshot
