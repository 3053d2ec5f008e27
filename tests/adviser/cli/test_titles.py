"""A unit may be named by words of its title wherever a unit is named."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Printed

Unitwise = Callable[..., Printed]
OCR = "ocr-l4-customer-service"


@pytest.mark.parametrize(
    ("words", "reference"),
    [
        ("Champion customer service", "D/506/2153"),
        ("  champion   CUSTOMER service ", "D/506/2153"),
        ("social media strategy", "D/506/2962"),
        ("d5062153", "D/506/2153"),
    ],
)
def test_check_and_why_take_words_of_a_title(
    unitwise: Unitwise, words: str, reference: str
) -> None:
    checked = unitwise("check", OCR, words, "--json")
    assert [one["unit"] for one in json.loads(checked.out)["units"]] == [reference]
    assert f"\n{reference}  " in unitwise("why", OCR, words, "--on", "2026-09-01").out


@pytest.mark.parametrize("command", ["check", "why"])
def test_words_that_fit_several_offer_each(unitwise: Unitwise, command: str) -> None:
    printed = unitwise(command, OCR, "social media", "leadership nonsense")
    assert printed.code == 2
    assert "'social media' could be any of 2 units" in printed.err
    assert "D/506/2962  Develop a social media strategy for customer service" in printed.err
    assert "'leadership nonsense' is not a unit reference" in printed.err


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("manage customer service operations", "M/506/2898"),
        ("manage customer service operations@2023-05-01", "M/506/2898"),
        ("ZZ", "ZZ"),
    ],
)
def test_what_is_held_may_be_called_by_its_title(unitwise: Unitwise, words: str, name: str) -> None:
    printed = unitwise("transfer", "--held", words, "--to", OCR, "--json")
    (entry,) = json.loads(printed.out)["ledger"]
    assert entry["name"] == name
    assert entry["counts"] == (name != "ZZ")
    assert entry["achieved"] == ("2023-05-01" if "@" in words else None)


def test_a_title_of_several_units_is_asked_and_never_guessed(unitwise: Unitwise) -> None:
    printed = unitwise("transfer", "--held", "customer service", "--held", "??", "--to", OCR)
    assert printed.code == 2
    assert "--held 'customer service': 'customer service' could be any of" in printed.err
    assert "--held '??'" in printed.err
    assert "more" in printed.err


def test_a_title_is_known_to_whatif(unitwise: Unitwise, tmp_path: Path) -> None:
    path = tmp_path / "question.yaml"
    path.write_text(f"qualification: {OCR}\non: 2026-09-01\n", encoding="utf-8")
    setting = "held+=manage customer service operations"
    changed = unitwise("whatif", str(path), "--set", setting, "--json")
    # 50 credits are needed, and 7 are held then
    assert '"new_credit": 43' in changed.out
