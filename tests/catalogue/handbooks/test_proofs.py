"""What a document tells of itself: sums, pages of units, patterns, bars and published figures."""

from __future__ import annotations

from typing import Any

import pytest

from catalogue.handbooks.drafts.writing import Written
from catalogue.handbooks.proofs.rowtexts import misread
from catalogue.handbooks.sentences.islands import read_islands
from tests.catalogue.handbooks.samples.stored import drafts_of_bytes
from tests.catalogue.handbooks.samples.truth import code

HEAD = "# Acme Level 2 Certificate in Baking\n\nQualification number: 603/4101/4\n\n"
LEVELS = (2, 2, 2, 2, 2, 2, 2)


def document(
    *after: str,
    before: str = "Learners must achieve 21 credits from the mandatory units.",
    worth: tuple[int, ...] = (3,) * 7,
    levels: tuple[int, ...] = LEVELS,
    last: str = "",
) -> str:
    """A certificate of seven units of 24 hours each."""
    rows = [
        f"| {code(10 + n)} | Bake bread of sort {chr(65 + n)}x | {level} | {credit} | 24 |"
        for n, (level, credit) in enumerate(zip(levels, worth, strict=True))
    ]
    lines = ["## Qualification structure", "", before, "", "### Mandatory units", ""]
    lines += ["| Reference | Title | Level | Credit | GLH |", "|---|---|---|---|---|", *rows]
    return HEAD + "\n".join([*lines, *([last] if last else []), "", *after]) + "\n"


def one(text: str) -> Written:
    (written,) = drafts_of_bytes(text.encode(), "handbook.md")
    return written


def doubts(text: str) -> set[tuple[str, str]]:
    return {(doubt.name, doubt.about) for doubt in one(text).evidence.open}


def test_a_clean_document_has_no_doubt() -> None:
    assert doubts(document()) == set()


@pytest.mark.parametrize(("sum_of", "asked"), [(21, False), (22, True)])
def test_a_printed_sum_is_held_against_the_rows_above_it(sum_of: int, asked: bool) -> None:
    found = doubts(document(last=f"| | Total | | {sum_of} | 168 |"))
    assert (("sum", "groups/M/credit") in found) == asked


def test_a_unit_that_only_has_a_page_of_its_own_is_asked_about() -> None:
    pages = ["## Units", *(f"Unit reference: {code(10 + n)}" for n in range(8))]
    found = doubts(document(*pages))
    assert found == {("cut", f"units/{code(17)}/row")}


def test_a_level_that_no_other_unit_of_the_group_has_is_asked_about() -> None:
    found = doubts(document(levels=(2, 2, 2, 1, 2, 2, 2)))
    assert found == {("range", f"units/{code(13)}/level")}


def test_a_credit_out_of_proportion_to_its_hours_is_asked_about() -> None:
    text = document(before="All mandatory units must be completed.", worth=(3, 3, 9, 3, 3, 3, 3))
    assert doubts(text) == {("range", f"units/{code(12)}/credit")}


def rules(text: str) -> dict[str, Any]:
    return {rule.data["id"]: rule.data for rule in one(text).draft.rules.rules}


def test_a_sentence_bars_the_two_units_that_it_names() -> None:
    said = f"Units {code(10)} and {code(11)} may not be taken together."
    text = document(said)
    assert rules(text)["barred-1"]["units"] == sorted((code(10), code(11)))
    assert doubts(text) == set()


def test_a_bar_under_a_condition_is_asked_about() -> None:
    said = f"Units {code(10)} and {code(11)} may not be taken together unless agreed."
    assert ("condition", "rules/barred-1") in doubts(document(said))


def test_a_bar_that_names_no_unit_is_asked_about() -> None:
    found = doubts(document("## Barred combinations", "Two of the bread units are barred."))
    assert {name for name, _ in found} == {"rule-not-read"}


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("The qualification has between 171 and 255 guided learning hours.", (171, 255)),
        ("GLH: 171 - 255", (171, 255)),
        ("Maximum GLH 255", (None, 255)),
        ("Minimum GLH: 171", (171, None)),
        ("Guided learning hours 603/4101/4", (None, None)),
    ],
)
def test_the_least_and_the_greatest_hours_are_told_apart(
    text: str, figures: tuple[int | None, int | None]
) -> None:
    reading = read_islands(text)
    assert (reading.figures.get("glh"), reading.figures.get("glh_most")) == figures


@pytest.mark.parametrize(
    "text",
    ["One credit is equal to 10 hours of TQT.", "Each credit represents 10 hours of learning."],
)
def test_what_a_credit_means_is_no_rule(text: str) -> None:
    reading = read_islands(text)
    assert (reading.atoms, reading.figures, reading.doubts) == ([], {}, [])


def test_a_credit_that_is_not_printed_is_unknown_and_not_none() -> None:
    text = HEAD + (
        "## Structure\n\nLearners must complete both mandatory units.\n\n### Mandatory units\n\n"
        f"| Reference | Title | Level |\n|---|---|---|\n| {code(1)} | Bake bread | 2 |\n"
        f"| {code(2)} | Bake cakes | 2 |\n"
    )
    (name,) = [name for name in one(text).files if name.endswith(".yaml")]
    assert one(text).files[name].count("credit: unknown") == 2


def misread_by(**changes: object) -> set[str]:
    """What is asked where the reader, not the document, has changed a fact of the third unit."""
    section = one(document()).draft.section
    for fact, value in changes.items():
        setattr(section.rows[2], fact, value)
    return {doubt.about.rsplit("/", 1)[-1] for doubt in misread(section)}


@pytest.mark.parametrize(
    ("changes", "asked"),
    [
        ({}, set()),
        ({"level": 3}, {"row"}),
        ({"credit": 4}, {"row"}),
        ({"glh": 25}, {"row"}),
        ({"level": None}, {"row"}),
        ({"level": 3, "credit": 2}, {"level", "credit", "glh"}),
        ({"title": "Bake bread of"}, {"title"}),
    ],
)
def test_the_text_of_a_row_tells_what_was_misread(
    changes: dict[str, object], asked: set[str]
) -> None:
    assert misread_by(**changes) == asked


def test_a_number_that_every_row_has_besides_is_the_custom_of_the_list() -> None:
    section = one(document()).draft.section
    for row in section.rows:
        row.text += " | 15"
    assert list(misread(section)) == []
    section.rows[4].text += " | 9"
    assert [doubt.about for doubt in misread(section)] == [f"units/{code(14)}/row"]
