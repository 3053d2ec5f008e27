"""``catalogue show`` as data and as a page for colleagues."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from tests.catalogue.phrases import PHRASES
from tests.conftest import Printed

OCR = "ocr-l4-customer-service"


def test_json_has_every_unit_that_a_place_names(unitwise: Callable[..., Printed]) -> None:
    printed = unitwise("catalogue", "show", OCR, "--json")
    data = json.loads(printed.out)
    known = {unit["reference"] for unit in data["units"]}
    named = {
        version["unit"]
        for edition in data["editions"]
        for group in edition["groups"]
        for place in group["units"]
        for version in place["versions"]
    }
    assert named
    assert named == known


def test_the_page_has_structure_rules_bounds_and_sources(unitwise: Callable[..., Printed]) -> None:
    printed = unitwise("catalogue", "show", OCR, "--markdown")
    assert printed.code == 0
    for words in (
        "### Group C: Optional units",
        "| M/506/2898 | Manage customer service operations | 4 | 7 | 23 |",
        "| group-c | At most 16 credits from group C. | At most 16 credits from group C |",
        "171 to 255 GLH",
        # at least 20 is printed, and all thirteen units come to 60
        "| B | Optional units | at least 20 | 20 to 60 |",
        "## Sources",
    ):
        assert words in printed.out, words


def test_html_is_the_same_page_and_escapes(
    unitwise: Callable[..., Printed], tmp_path: Path
) -> None:
    text = PHRASES["what is needed and is no unit"].text
    path = tmp_path / "phrase.yaml"
    path.write_text(text.replace("Unit A1", "<script>A1"), encoding="utf-8")
    printed = unitwise("catalogue", "show", "phrase", "--html", "--catalogue", str(path))
    assert printed.code == 0
    assert "<script>" not in printed.out
    assert "&lt;script&gt;A1" in printed.out
    assert "100 hours of practice." in printed.out
    assert "Logged and signed." in printed.out


def test_a_form_is_chosen_once(unitwise: Callable[..., Printed]) -> None:
    assert unitwise("catalogue", "show", OCR, "--html", "--json").code == 2


def test_a_plan_in_the_terminal_names_what_is_also_needed(
    unitwise: Callable[..., Printed], tmp_path: Path
) -> None:
    path = tmp_path / "phrase.yaml"
    path.write_text(PHRASES["what is needed and is no unit"].text, encoding="utf-8")
    printed = unitwise("suggest", "phrase", "--catalogue", str(path))
    assert "Also needed, and no unit:\n  100 hours of practice.  (The handbook)" in printed.out


def test_transfer_does_not_say_that_nothing_is_left(
    unitwise: Callable[..., Printed], tmp_path: Path
) -> None:
    path = tmp_path / "phrase.yaml"
    path.write_text(PHRASES["what is needed and is no unit"].text, encoding="utf-8")
    asked = ("transfer", "--held", "A2", "--to", "phrase", "--catalogue", str(path))
    printed = unitwise(*asked)
    # A2 has the 6 credits that are asked for
    assert "Already held: what counts fulfils every rule. No unit is left to study." in printed.out
    assert "Also needed, and no unit: 100 hours of practice." in printed.out


def test_what_is_held_of_an_additional_group_is_told_as_such(
    unitwise: Callable[..., Printed], tmp_path: Path
) -> None:
    text = PHRASES["a minimum of so many credits"].text
    path = tmp_path / "phrase.yaml"
    marked = text.replace("    title: Group B", "    title: Group B\n    additional: true")
    assert marked != text
    path.write_text(marked, encoding="utf-8")
    printed = unitwise("transfer", "--held", "B1", "--to", "phrase", "--catalogue", str(path))
    assert "Additional: it may be taken, and counts for nothing" in printed.out
    shown = unitwise("catalogue", "show", "phrase", "--catalogue", str(path))
    assert "Additional: these may be taken, and count for nothing." in shown.out


def test_an_incomplete_list_is_told_and_is_no_conflict(
    unitwise: Callable[..., Printed], tmp_path: Path
) -> None:
    text = PHRASES["at least so much from the optional group"].text
    path = tmp_path / "phrase.yaml"
    # B has 11 credits, so 60 is more than is listed
    marked = text.replace("    title: Group B", "    title: Group B\n    incomplete: true")
    path.write_text(marked.replace("at_least: 6", "at_least: 60"), encoding="utf-8")
    printed = unitwise("suggest", "phrase", "--catalogue", str(path))
    assert "Not known: no choice of the listed units fits" in printed.out
    assert "group B" in printed.out
    assert unitwise("catalogue", "check", str(path)).code == 0
