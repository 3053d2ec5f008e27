"""What bars or needs what: a rule where it is plain, asked about where it is not, never lost."""

from __future__ import annotations

from typing import Any

import pytest

from catalogue import Catalogue
from catalogue.handbooks.drafts.draft import data_of
from tests.catalogue.handbooks.reading import drafted
from tests.catalogue.handbooks.samples.rendering import page
from tests.catalogue.handbooks.samples.truth import Part, h, p, table, units

CORE = units(4011, ("Understand dementia", 2, 4, 30))
MORE = units(
    4111,
    ("Communicate in care", 2, 3, 28),
    ("Medication awareness", 3, 2, 20),
    ("Equality in care", 2, 4, 26),
)
HEAD = ("Unit no", "Unit reference", "Unit title", "Level", "Credit", "GLH")


def read(
    sentence: str = "", column: str = "", cell: str = "", after: tuple[Part, ...] = ()
) -> tuple[list[dict[str, Any]], list[Any]]:
    """The rules and doubts of a document with a sentence, or a cell beside one unit."""
    head = (*HEAD, column) if column else HEAD
    beside = ("", cell, "") if column else ("", "", "")
    rows = [
        (f"Unit {n:02}", u.code, u.title, u.level, u.credit, u.glh, more)[: len(head)]
        for n, (u, more) in enumerate(zip(MORE, beside, strict=True), 2)
    ]
    parts = [
        h(1, "Northcare Level 2 Certificate in Dementia Support"),
        h(2, "Rules of combination"),
        p(f"Learners must achieve 4 credits from the mandatory units. {sentence}"),
        h(3, "Mandatory units"),
        table(HEAD, *[("Unit 01", u.code, u.title, u.level, u.credit, u.glh) for u in CORE]),
        h(3, "Optional units"),
        table(head, *rows),
        *after,
        h(2, "Assessment"),
        p("Centres keep records for 3 years."),
    ]
    (written,) = drafted(page(parts), "a.html", Catalogue((), {}, (), ""))
    return data_of(written.draft)["editions"][0]["rules"], list(written.evidence.doubts)


@pytest.mark.parametrize(
    "sentence",
    [
        "Unit 03 may only be taken with Unit 02.",
        f"{MORE[1].code} must be taken together with {MORE[0].code}.",
        "Medication awareness can only be taken after Communicate in care.",
    ],
)
def test_a_plain_sentence_becomes_a_rule(sentence: str) -> None:
    rules, _ = read(sentence)
    (rule,) = (one for one in rules if one["kind"] == "requires")
    assert (rule["units"], rule["needs"]) == ([MORE[1].code], [MORE[0].code])


@pytest.mark.parametrize(
    "sentence",
    [
        "Unit 03 may only be taken with Unit 02 or Unit 04.",
        "Unit 03 may only be taken with Unit 02 if the centre agrees.",
        "Learners who take Medication awareness must also hold a certificate of first aid.",
        "Unit 03 may only be taken with Unit 77.",
        "Learners take either Group M or Group O besides.",
    ],
)
def test_any_other_sentence_about_needs_is_asked_about(sentence: str) -> None:
    rules, doubts = read(sentence)
    assert not [one for one in rules if one["kind"] == "requires"]
    asked = [one.name for one in doubts if sentence in one.text]
    assert {"rule-not-read", "condition"} & set(asked)


def test_a_shortened_word_ends_no_sentence() -> None:
    rules, _ = read("Optional units: min. 5 credits.")
    assert [one["of"] for one in rules if one.get("at_least") == 5] == [{"groups": ["O"]}]


def test_a_column_of_exclusions_bars() -> None:
    rules, _ = read(column="Excluded combinations", cell="Unit 02")
    (rule,) = (one for one in rules if one["kind"] == "barred")
    assert set(rule["units"]) == {MORE[0].code, MORE[1].code}


@pytest.mark.parametrize("column", ["Pre-requisite", "Requirements", "Barred with"])
def test_a_cell_that_made_no_rule_is_asked_about(column: str) -> None:
    _, doubts = read(column=column, cell="a licence to drive")
    assert any("'a licence to drive'" in one.message for one in doubts)


def test_the_facts_of_one_unit_are_no_list_of_units() -> None:
    own = table(("UAN:", MORE[0].code), ("Level:", 2), ("Credit value:", 3), ("GLH:", 28))
    rules, doubts = read(after=(h(2, "Unit 02 Communicate in care"), own))
    assert (rules, [one.id for one in doubts]) == (read()[0], [one.id for one in read()[1]])
