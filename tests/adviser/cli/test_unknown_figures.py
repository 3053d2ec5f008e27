"""Levels that are not printed and credit that nobody knows, as a user meets them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from catalogue import Fault
from tests.catalogue.files import faults, only
from tests.conftest import Printed

Unitwise = Callable[..., Printed]
ON = ("--on", "2026-01-01")

FILE = """
number: null
short_name: five
title: Five Units
awarding_organisation: Tester
level: 3
documents: {d: D}
units:
  - {reference: U1, title: One, credit: 10, glh: 10, sources: [{document: d}]}
  - {reference: U2, title: Two, credit: 10, glh: 10, sources: [{document: d}]}
  - {reference: U3, title: Three, credit: unknown, glh: 10, sources: [{document: d}]}
  - {reference: U4, title: Four, credit: 10, glh: 10, sources: [{document: d}]}
  - {reference: U5, title: Five, credit: 10, glh: 10, sources: [{document: d}]}
editions:
  - edition: "1"
    source: {document: d}
    groups:
      - {id: A, title: A, units: [U3]}
      - {id: B, title: B, units: [U1, U2, U4, U5]}
    rules:
      - {id: a, kind: mandatory, says: All of A., of: {groups: [A]}, source: {document: d}}
      - {id: b, kind: amount, says: Some of B., measure: units, at_least: 1, of: {groups: [B]},
         source: {document: d}}
      - {id: total, kind: amount, says: Twenty., measure: credit, at_least: 20,
         source: {document: d}}
"""
OPTIONAL = FILE.replace(
    "kind: mandatory, says: All of A., of",
    "kind: amount, says: Any of A., measure: units, at_most: 1, of",
)


@pytest.fixture
def asked(unitwise: Unitwise, tmp_path: Path) -> Callable[..., Printed]:
    def ask(text: str, *words: str) -> Printed:
        (tmp_path / "five.yaml").write_text(text, encoding="utf-8")
        return unitwise(*words, "--catalogue", str(tmp_path))

    return ask


def test_a_plan_adds_up_what_is_known_and_names_the_rest(asked: Callable[..., Printed]) -> None:
    told = asked(FILE, "suggest", "five", *ON)
    # U3 must count, and 20 credits are sure only with two others
    assert "3 units, 20 credits and the unknown credit of 1 unit, 30 GLH" in told.out
    assert "Credit unknown, so not in the total:\n  U3  Three" in told.out
    totals = json.loads(asked(FILE, "suggest", "five", "--json", *ON).out)["totals"]
    assert (totals["credit"], totals["known_credit"]) == (None, 20)
    assert totals["unknown_credit"] == ["U3"]


@pytest.mark.parametrize("command", [("suggest", "five", *ON), ("bounds", "five")])
def test_where_no_level_is_printed_nothing_is_said_of_levels(
    asked: Callable[..., Printed], command: tuple[str, ...]
) -> None:
    for text in (FILE, OPTIONAL):
        told = asked(text, *command)
        assert told.code == 0
        assert "level" not in told.out.casefold()
        assert "U3" in told.out or text is OPTIONAL


def test_bounds_name_the_one_unit_without_credit(asked: Callable[..., Printed]) -> None:
    assert "Credit unknown: U3." in asked(FILE, "bounds", "five").out
    facts = json.loads(asked(OPTIONAL, "bounds", "five", "--json").out)
    # of B two to four units of 10 credits each, where U3 does not count
    assert (facts["credit"]["least"], facts["credit"]["greatest"]) == (20, 40)
    assert facts["credit"]["unknown_credit"] == ["U3"]
    assert {unit["status"] for unit in facts["units"]} == {"possible"}
    # with U3 one of B may be enough: nobody knows
    (group,) = (one for one in facts["groups"] if one["group"] == "B")
    assert group["effective_units"] == {"least": 1, "greatest": 4}


def test_a_route_whose_credit_is_known_can_be_asked_about(asked: Callable[..., Printed]) -> None:
    told = asked(OPTIONAL, "suggest", "five", "--goal", "least-credit", *ON)
    assert "least credit: 20 credits (proven among choices whose credit is known)" in told.out
    assert "1 unit left out, credit unknown:\n  U3  Three" in told.out
    told = asked(FILE, "suggest", "five", "--goal", "least-credit", *ON)
    assert told.code == 1
    assert "It cannot be told whether a choice fits" in told.out
    assert "Nobody knows the credit of these, so where it is asked about they are left" in told.out


def test_what_rests_on_the_unknown_is_not_called_impossible(
    asked: Callable[..., Printed],
) -> None:
    text = FILE.replace("at_least: 20", "at_least: 60")  # 40 are known
    told = asked(text, "suggest", "five", *ON)
    assert (told.code, "No choice fits" in told.out) == (1, False)
    assert "Twenty. But nobody knows the credit of these, which may be anything:" in told.out
    told = asked(text, "bounds", "five")
    assert "It cannot be told whether any choice is legal" in told.out
    assert "In every legal choice:\n    U3  Three" in told.out
    told = asked(text, "check", "five", "U1", "U2", "U3", "U4", "U5")
    assert "It cannot be told whether this is legal: 5 units" in told.out
    assert "Twenty: cannot be told, since figures are unknown of\n    U3  Three" in told.out
    # without U3 there is nothing to wait for
    told = asked(text, "check", "five", "U1", "U2", "U4", "U5")
    assert "Not legal: 4 units, 40 credits" in told.out
    told = asked(text, "catalogue", "check", "five")
    assert told.code == 0
    assert "Whether any choice meets the rules cannot be told: figures of U3" in told.out


def test_an_unknown_level_counts_for_no_level_and_against_every_one(
    asked: Callable[..., Printed],
) -> None:
    levels = FILE.replace("credit: unknown", "credit: 10")
    for code in ("U1", "U2", "U4"):
        levels = levels.replace(f"reference: {code},", f"reference: {code}, level: 3,")
    rule = "measure: credit, at_least: 20, of: {level: {at_least: 3}},"
    told = asked(levels.replace("measure: credit, at_least: 20,", rule), "suggest", "five", *ON)
    # U3 counts, and 20 credits at level 3 are sure with U1 and U2
    assert "3 units, 30 credits" in told.out
    assert "unknown" in told.out
    told = asked(levels, "suggest", "five", "--goal", "highest-level", *ON)
    assert told.code == 1
    assert "Nobody knows the level of these" in told.out


def sums(text: str) -> list[Fault]:
    return [fault for fault in faults(text) if "credit" in fault.message]


def test_units_without_credit_add_up_to_nothing() -> None:
    stated = FILE.replace("says: All of A.", "credit: 10, says: All of A.")
    assert sums(stated) == []
    assert only(stated).editions[0].units
    none = stated.replace("credit: unknown", "credit: null")
    (first, *_) = sums(none)
    assert first.message == (
        "U3 of the scope has no credit, so nothing adds up to 10; write credit: unknown where"
        " nobody says"
    )
    (fault,) = sums(FILE.replace("credit: unknown", "credit: null"))
    assert fault.message == (
        "the rule counts credit, and U3 has none; write credit: unknown where nobody says"
    )


def test_a_credit_that_is_said_to_be_unknown_is_none_that_is_given() -> None:
    text = FILE.replace("credit: unknown,", "credit: 5, credit_unknown: true,")
    assert "the credit is 5, and is said to be unknown" in str(faults(text))
