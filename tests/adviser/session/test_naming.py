"""How files and editions are named on the command line."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Printed
from tests.factories import edition, group, qualification, rule, unit

Unitwise = Callable[..., Printed]
OCR = "ocr-l4-customer-service"


@pytest.mark.parametrize(
    "line",
    [
        *(f"suggest {OCR} {o}" for o in ("--save", "--question", "--record", "--report")),
        "suggest --batch",
        "suggest --batch - --output",
        f"tradeoff {OCR} --between least-glh fewest-units --plot",
        "whatif",
        "transfer",
        f"compare {OCR} {OCR} --question",
        "catalogue list --catalogue",
    ],
)
def test_an_empty_name_is_no_file(unitwise: Unitwise, line: str) -> None:
    printed = unitwise(*line.split(), "")
    assert (printed.code, printed.out) == (2, "")
    assert "the name of the file is empty" in printed.err


@pytest.fixture
def folder(tmp_path: Path) -> str:
    """A qualification whose one unit is U1 in the first version, and U2 in the second."""
    old, new = (
        edition(
            [group("A", unit(name, credit=3))],
            [rule("mandatory", "mandatory-a", of={"groups": ["A"]})],
            edition=label,
            opens=opens,
            closes=closes,
        )
        for label, name, opens, closes in (
            ("version 1", "U1", None, "2024-06-02"),
            ("version 2", "U2", "2024-06-03", None),
        )
    )
    made = qualification(old, new, number=None, units=(*old.units, *new.units))
    text = made.model_dump_json(by_alias=True, exclude_none=True).replace("A test", "test")
    document = json.loads(text) | {"number": None, "documents": {"test": "A test"}}
    path = tmp_path / "catalogue"
    path.mkdir()
    (path / "test.yaml").write_text(json.dumps(document), encoding="utf-8")
    (tmp_path / "question.yaml").write_text("qualification: test@1\non: 2026-01-01\n")
    return str(path)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("suggest test@1", "U1"),
        ("suggest test@2 --on 2024-01-01", "U2"),
        ("suggest test", "U2"),
        ("suggest --question question.yaml", "U1"),
        ("explain test@1 --max-credit 2", "version 1"),
        ("why test@1 U1", "U1"),
        ("check test@1 U1", "U1"),
        ("bounds test@1", "version 1"),
        ("transfer --held U1 --to test@1", "U1"),
        ("whatif question.yaml --set qualification=test@2", "U2"),
        ("compare test@2 test@1", "U1"),
        ("explore test@1", "U1"),
    ],
)
def test_an_edition_that_is_called_by_name_is_meant_whatever_the_date(
    unitwise: Unitwise,
    folder: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    line: str,
    found: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    printed = unitwise(*line.split(), "--catalogue", folder)
    assert printed.code in {0, 1}, printed.err
    assert found in printed.out


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("suggest test@3", "has no edition called '3'"),
        ("suggest test@", "an edition is named by its label, or words of it, not ''"),
        ("suggest test@1 --edition 2", "another edition is asked for, too: '2'"),
        ("check test@3 U1", "has no edition called '3'"),
        ("catalogue show test@1", "here a qualification is named without an edition"),
    ],
)
def test_what_is_no_edition_is_told(unitwise: Unitwise, folder: str, line: str, said: str) -> None:
    printed = unitwise(*line.split(), "--catalogue", folder)
    assert (printed.code, printed.out) == (2, "")
    assert said in printed.err
