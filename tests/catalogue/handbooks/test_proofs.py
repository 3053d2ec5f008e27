"""What a document tells of itself: sums, pages of units, patterns, bars and published figures."""

from __future__ import annotations

from typing import Any

import pytest

from catalogue.handbooks.drafts.writing import Written
from catalogue.handbooks.proofs.rowtexts import misread
from catalogue.handbooks.qualifications.ticked import _head_of
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


def test_what_every_row_has_alike_is_asked_once() -> None:
    rows = [line.replace("| 24 |", "| 24 | 15 |") for line in document().splitlines()]
    text = "\n".join(rows).replace("GLH |", "GLH | Sum |").replace("|---|---|", "|---|---|---|", 1)
    (found,) = [doubt for doubt in one(text).evidence.open if doubt.about.endswith("/row")]
    assert found.about == "units/*/row"
    assert found.message.endswith("in 7 of 7 units: 15, 15, 15, 15, 15, 15, 15")


@pytest.mark.parametrize("between", [True, False])
def test_a_figure_between_two_lists_may_be_of_the_first(between: bool) -> None:
    said = "GLH: 90"
    second = f"### Optional units\n\n| Reference | Title |\n|---|---|\n| {code(44)} | Sell buns |"
    text = document(*([said, second] if between else [second, "", said]))
    assert (("sum", "published/glh") in doubts(text)) == between


@pytest.mark.parametrize(
    ("title", "told", "instead"),
    [
        ("bake bread of sort Cx", "begins small", None),
        ("Level 2 Bake bread of sort Cx", "a level stands before the title: Level 2", None),
        ("Bake bread and", "ends in the middle", None),
        (
            "Bake bread of sort12",
            "a number is joined to the last word: ort12",
            "Bake bread of sort",
        ),
    ],
)
def test_an_odd_title_is_asked_about_with_what_it_may_be(
    title: str, told: str, instead: str | None
) -> None:
    text = document().replace("Bake bread of sort Cx", title)
    asked = [d for d in one(text).evidence.open if d.about == f"units/{code(12)}/title"]
    assert [told in doubt.message for doubt in asked] == [True]
    assert instead is None or asked[0].choices == (instead,)


def test_a_listed_unit_without_a_page_is_asked_about_where_a_stray_reference_stands() -> None:
    pages = ["## Units", *(f"Unit reference: {code(10 + n)}" for n in range(7) if n != 4)]
    assert not one(document(*pages)).evidence.open
    (_, doubt) = one(document(*pages, f"Unit reference: {code(91)}")).evidence.open
    assert (doubt.name, doubt.about) == ("cut", f"units/{code(14)}/reference")
    assert code(14) in doubt.text
    assert "Bake bread of sort Ex" in doubt.text


def test_two_totals_and_hours_that_are_not_ten_times_the_credit_are_asked_about() -> None:
    said = "Total credit value: 24\n\nLearners must achieve a minimum of 21 credits."
    (doubt,) = one(document(before=said)).evidence.open
    assert doubt.message == "21 credits are asked for and 24 are said of the whole"
    assert (doubt.text, doubt.reading, doubt.choices) == ("Total credit value: 24", 21, (24,))
    said = "Total credit: 21\n\nTotal Qualification Time (TQT): {} hours\n\nLearners must achieve"
    said += " 21 credits from the mandatory units."
    (doubt,) = one(document(before=said.format(250))).evidence.open
    assert (doubt.name, doubt.about) == ("sum", "published/tqt")
    assert doubt.text == "Total Qualification Time (TQT): 250 hours"
    assert doubts(document(before=said.format(210))) == set()


def test_of_two_columns_that_fit_a_title_alike_neither_is_taken() -> None:
    assert _head_of("Diploma in Baking and Cooking", ["Baking", "Cooking"]) == ""
    assert _head_of("Diploma in Baking and Cooking", ["Baking", "Cooking and baking"]) != ""


@pytest.mark.parametrize(
    ("levels", "odd"),
    [
        ((3, 3, 2, 2, 2, 1, 1), set()),
        ((3, 3, 2, 2, 3, 1, 1), {14}),
        ((1, 1, 2, 2, 3, 3, 3), set()),
        ((1, 1, 2, 3, 2, 3, 3), {13, 14}),  # either may be the odd one
    ],
)
def test_a_level_out_of_the_order_of_its_group_is_asked_about(
    levels: tuple[int, ...], odd: set[int]
) -> None:
    text = document(before="All mandatory units must be completed.", levels=levels)
    assert doubts(text) == {("range", f"units/{code(n)}/level") for n in odd}


def test_a_credit_that_no_unit_has_is_asked_about() -> None:
    text = document(before="All mandatory units must be completed.", worth=(3, 3, 241, 3, 3, 3, 3))
    told = [d.message for d in one(text).evidence.open if d.about == f"units/{code(12)}/credit"]
    assert "241 credits are unusual for one unit" in told
    most = [d.message for d in one(text.replace("241", "240")).evidence.open]
    assert not any("unusual for one unit" in message for message in most)
