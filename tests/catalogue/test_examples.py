"""Examples in a file are read like the rest of it: every slip is a fault with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalogue import CatalogueError, load

FILE = """
number: 601/3528/1
short_name: small
title: Small Award
awarding_organisation: Tester
level: 3
documents: {spec: A specification}
units:
  - {reference: U1, title: One, level: 3, credit: 5, glh: 9, sources: [{document: spec}]}
  - {reference: U2, title: Two, level: 3, credit: 5, glh: 9, sources: [{document: spec}]}
editions:
  - edition: first
    source: {document: spec}
    groups:
      - {id: A, title: All, units: [U1, U2]}
    rules:
      - {id: five, kind: amount, says: 5., measure: credit, at_least: 5, source: {document: spec}}
    examples:
      - {says: It is enough., passes: [u1]}
      - EXAMPLE
"""


def read(folder: Path, example: str) -> Path:
    path = folder / "small.yaml"
    path.write_text(FILE.replace("EXAMPLE", example).lstrip("\n"), encoding="utf-8")
    return path


def test_examples_are_read(tmp_path: Path) -> None:
    text = "{says: Too little., registration: 2024-01-15, fails: [U2], breaks: [five]}"
    path = read(tmp_path, text)
    passes, fails = load([path], shipped=False).find("small").editions[0].examples
    assert passes.units == ("U1",)
    assert (fails.units, fails.breaks) == (("U2",), ("five",))


@pytest.mark.parametrize(
    ("example", "message"),
    [
        ("{says: Both., passes: [U1], fails: [U2]}", "either 'passes' or 'fails'"),
        ("{says: Neither.}", "either 'passes' or 'fails'"),
        ("{says: Nothing., passes: []}", "passes needs at least 1 entry"),
        ("{says: Odd., passes: [U1], breaks: [five]}", "an example that passes breaks no rule"),
        ("{says: Slip., passes: [U1, U22]}", "unit U22 stands in no group; did you mean U2?"),
        ("{says: Twice., passes: [U1, U1]}", "unit U1 is listed twice"),
        (
            "{says: Slip., fails: [U1], breaks: [fife]}",
            "no rule fife of its own; did you mean five?",
        ),
        ("{says: Odd., pases: [U1]}", "unknown key 'pases' (did you mean passes?)"),
    ],
)
def test_a_slip_in_an_example_is_a_fault_with_its_line(
    tmp_path: Path, example: str, message: str
) -> None:
    with pytest.raises(CatalogueError) as raised:
        load([read(tmp_path, example)], shipped=False)
    lines = [fault.line for fault in raised.value.faults if message in fault.message + str(fault)]
    # The second example stands in line 19 of the file.
    assert lines == [19]
