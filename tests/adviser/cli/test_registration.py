"""The date of registration that a record has decides which edition is asked about."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.catalogue.test_editions import TEXT
from tests.conftest import Printed

Unitwise = Callable[..., Printed]

RECORD = """\
registrations: [{qualification: two-editions, on: 2023-09-01}]
achievements: [A1, B1, B2]
exceptions:
  - {kind: waive-rule, qualification: two-editions, rule: gone, reason: Agreed., agreed_by: Nobody,
     agreed_on: 2023-09-02, reference: N-1}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, unitwise: Unitwise) -> Path:
    """A folder with the record, where a catalogue has two editions, the first closed in 2024."""
    (tmp_path / "catalogue").mkdir()
    (tmp_path / "catalogue" / "two.yaml").write_text(TEXT, encoding="utf-8")
    (tmp_path / "record.yaml").write_text(RECORD, encoding="utf-8")
    (tmp_path / "question.yaml").write_text("qualification: two-editions\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("UNITWISE_CATALOGUE", "catalogue")
    return tmp_path


@pytest.mark.parametrize(
    "line",
    [
        "suggest two-editions --want B3",
        "explain two-editions --want B3",
        "why two-editions B3",
        "whatif question.yaml --set want=B3",
        "tradeoff two-editions --want B3 --between least-credit fewest-units",
    ],
)
@pytest.mark.usefixtures("folder")
def test_what_is_asked_is_understood_by_that_edition(unitwise: Unitwise, line: str) -> None:
    # B3 stands in the first edition alone, which closed on 31 August 2024
    printed = unitwise(*line.split(), "--record", "record.yaml")
    assert (printed.code, "not a unit" in printed.err) == (0, False), printed.err
    assert unitwise(*line.split()).code == 2


def test_a_date_that_is_given_stands_before_that_of_the_record(
    unitwise: Unitwise, folder: Path
) -> None:
    asked = ("suggest", "two-editions", "--record", "record.yaml", "--no-exceptions", "--json")
    assert json.loads(unitwise(*asked).out)["on"] == "2023-09-01"
    assert json.loads(unitwise(*asked, "--on", "2025-01-01").out)["on"] == "2025-01-01"


@pytest.mark.parametrize("command", ["suggest two-editions --record", "transfer --to two-editions"])
@pytest.mark.usefixtures("folder")
def test_a_saved_question_has_the_date_and_the_exceptions_of_the_record(
    unitwise: Unitwise, command: str
) -> None:
    saved = unitwise(*command.split(), "record.yaml", "--save", "saved.yaml")
    assert "saved.yaml; what is held is not in it" in saved.err
    text = Path("saved.yaml").read_text(encoding="utf-8")
    assert "2023-09-01" in text
    assert "reference: N-1" in text
    again = json.loads(unitwise("suggest", "--question", "saved.yaml", "--json").out)
    assert (again["on"], again["exceptions"][0]["reference"]) == ("2023-09-01", "N-1")


@pytest.mark.usefixtures("folder")
def test_a_ranking_saves_no_question(unitwise: Unitwise) -> None:
    printed = unitwise("transfer", "record.yaml", "--save", "saved.yaml")
    assert (printed.code, Path("saved.yaml").exists()) == (2, False)
    assert "--save is about one qualification" in printed.err
