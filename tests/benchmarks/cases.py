"""A tiny instance, rows of a run, and how misuse is told."""

from __future__ import annotations

import re
from typing import Any

from tests.conftest import Printed

TINY: dict[str, Any] = {
    "name": "tiny",
    "family": "tiny",
    "goal": "glh",
    "groups": [["A", None], ["B", "A"]],
    # three units of 3 credits, two of which make 6: the cheapest two are U1 and U3, 30 hours
    "options": [
        ["U1", 3, 3, 10, "A", 0],
        ["U2", 3, 3, 30, "B", 1],
        ["U3", 4, 3, 20, "B", 2],
    ],
    "rules": [
        {"kind": "amount", "measure": "credit", "of": {"groups": ["A"]}, "at_least": 6},
    ],
}


def row(instance: str, subject: str, answer: str, total: float) -> dict[str, str]:
    low, high = str(total * 0.95), str(total * 1.05)
    return {
        "instance": instance,
        "size": "50",
        "subject": subject,
        "answer": answer,
        "runs": "20",
        "build": "0",
        "solve": str(total),
        "total": str(total),
        "low": low,
        "high": high,
    }


def refusal(printed: Printed) -> str:
    """What was wrong, in the one line that misuse is told in."""
    assert (printed.code, printed.out) == (2, "")
    assert re.fullmatch(r"error: [^\n]+\n", printed.err)
    return printed.err
