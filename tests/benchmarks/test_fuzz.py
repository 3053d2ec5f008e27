"""The fuzzer finds what is wrong, repeats itself, and finds nothing in what is here."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import fuzz, valid
from benchmarks.fuzz import KINDS, Inputs, Outcome, outcomes


@pytest.fixture
def inputs(tmp_path: Path) -> Inputs:
    return Inputs(tmp_path)


@pytest.mark.parametrize("kind", KINDS)
def test_spoilt_inputs_are_answered_or_refused(kind: str, inputs: Inputs) -> None:
    found = [outcome for _, outcome in outcomes(kind, inputs, 4, seed=20)]
    assert [(one.wrong, one.told) for one in found if one.wrong] == []


def test_the_same_seed_spoils_alike(inputs: Inputs) -> None:
    first, second = ([text for text, _ in outcomes("batch", inputs, 20, seed=3)] for _ in range(2))
    assert first == second
    assert first != [text for text, _ in outcomes("batch", inputs, 20, seed=4)]


def test_what_is_not_spoilt_is_answered(inputs: Inputs) -> None:
    """Or nothing but the first reader would ever be tried."""
    assert b'"answer":"plan"' in inputs._answer(valid.LINE.encode())
    for command in (
        ["suggest", "--question", inputs.file("q.yaml", valid.QUESTION)],
        ["transfer", inputs.file("r.csv", valid.RECORD_CSV), "--to", valid.OCR],
        ["transfer", inputs.file("r.yaml", valid.RECORD_YAML), "--to", valid.OCR],
    ):
        assert fuzz.commanded(command).code in {0, 1}


@pytest.mark.parametrize(
    ("outcome", "wrong"),
    [
        (Outcome(None, "KeyError: 'x'"), "exception"),
        (Outcome(3, ""), "at fault"),
        (Outcome(1, '{"message":"unitwise is at fault: X"}'), "at fault"),
        (Outcome(7, ""), "odd exit"),
        (Outcome(0, "", seconds=21), "without an end"),
        (Outcome(2, "error: no unit \x1b[2J"), "control sign"),
        (Outcome(2, "error: no unit\n"), ""),
    ],
)
def test_what_is_wrong_is_known(outcome: Outcome, wrong: str) -> None:
    assert outcome.wrong == wrong


def test_an_input_that_ended_wrongly_is_kept(
    inputs: Inputs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Inputs, "batch", lambda self, drawn: ("spoilt", Outcome(3, "told")))
    list(outcomes("batch", inputs, 1, seed=5, keep=tmp_path / "kept"))
    assert "spoilt" in (tmp_path / "kept" / "batch-5-0.txt").read_text()
