"""What is said of units in relation, and besides units, anywhere in a document: none is lost."""

from __future__ import annotations

from typing import Any

import pytest

from catalogue import Catalogue
from catalogue.handbooks.drafts.draft import data_of
from catalogue.handbooks.drafts.writing import Written
from tests.catalogue.handbooks.reading import drafted
from tests.catalogue.handbooks.samples.rendering import page
from tests.catalogue.handbooks.samples.truth import Part, h, p, table, units

LISTED = units(
    4211,
    ("Bake bread for sale", 2, 6, 40),
    ("Bake cakes for sale", 2, 6, 40),
    ("Ice cakes for events", 2, 3, 20),
)
HEAD = ("Unit", "Unit reference", "Unit title", "Level", "Credit", "GLH")
FIRST, SECOND, THIRD = (one.code for one in LISTED)


def written(
    before: tuple[Part, ...] = (), inside: str = "", after: tuple[Part, ...] = (), note: str = ""
) -> Written:
    """A certificate of three units with words before, in and after its structure section."""
    head = (*HEAD, "Notes") if note else HEAD
    rows = [
        (str(n), u.code, u.title, u.level, u.credit, u.glh, note if n == 3 else "")[: len(head)]
        for n, u in enumerate(LISTED, 1)
    ]
    parts = [
        h(1, "Acme Level 2 Certificate in Baking"),
        p("Qualification number: 603/4101/4"),
        *before,
        h(2, "Qualification structure"),
        p(f"Learners must achieve 15 credits from the mandatory units. {inside}"),
        h(3, "Mandatory units"),
        table(head, *rows),
        h(2, "Assessment"),
        p("Units are assessed by a portfolio of evidence."),
        *after,
    ]
    (one,) = drafted(page(parts), "a.html", Catalogue((), {}, (), ""))
    return one


def lost(one: Written) -> list[str]:
    """The words of each doubt about what was read and made no rule."""
    return [doubt.text for doubt in one.evidence.open if doubt.name == "rule-not-read"]


def needed(one: Written) -> Any:
    return data_of(one.draft)["editions"][0].get("also_needed", [])


def test_the_document_of_these_tests_has_no_doubt() -> None:
    one = written(note="Popular")
    assert (list(one.evidence.open), needed(one)) == ([], [])


@pytest.mark.parametrize(
    "said",
    [
        "Unit 2 must be taken after Unit 1.",
        f"{SECOND} is equivalent to K/505/0001.",
        "Learners taking Ice cakes for events must first have completed Bake cakes for sale.",
        "Unit 1 replaces Unit 7 of the certificate before.",
        "Learners who hold the old certificate are exempt from Unit 3.",
        "Unit 3 is only available with Unit 2.",
        "Unit 3 may only be taken by learners who have completed Unit 2.",
        "Unit 3 requires a driving licence.",
    ],
)
@pytest.mark.parametrize("where", ["before", "after"])
def test_a_relation_outside_the_structure_is_asked_about_and_no_rule(said: str, where: str) -> None:
    place = (h(2, "Entry and progression"), p(said))
    one = written(**{where: place})  # type: ignore[arg-type]
    assert lost(one) == [said]
    assert [rule.data["id"] for rule in one.draft.rules.rules] == ["mandatory-m"]
    (doubt,) = (d for d in one.evidence.open if d.name == "rule-not-read")
    assert "Entry and progression" in (doubt.stands.path or "")


def test_an_equivalence_inside_the_structure_is_asked_about() -> None:
    said = "Unit 2 is equivalent to Unit 9 of the old certificate."
    assert said in lost(written(inside=said))


@pytest.mark.parametrize(
    "said",
    [
        "This unit must be taken before Unit 2.",
        "Pre-requisites: a certificate in food hygiene",
        f"Barred units: {THIRD}",
        "This unit replaces an older one.",
    ],
)
def test_the_page_of_a_unit_speaks_of_that_unit(said: str) -> None:
    own = (h(2, "Unit 1 Bake bread for sale"), p(f"Unit reference: {FIRST}"), p(said))
    (doubt,) = (d for d in written(after=own).evidence.open if d.name == "rule-not-read")
    assert FIRST in doubt.message
    assert said.split(":")[0] in doubt.text


@pytest.mark.parametrize(
    "said",
    [
        "Pre-requisites: None",
        "There are no barred combinations of Unit 1.",
        "Unit 1 covers how bread is baked.",
        "Unit 1 must be assessed by a written test.",
        "Evidence for Unit 2 may be taken from the workplace.",
        "Learners of Unit 3 work under the Disclosure and Barring Service.",
        "To achieve this unit, the learner must also keep a clean bakery.",
    ],
)
def test_other_words_about_units_are_not_asked_about(said: str) -> None:
    own = (h(2, "Unit 1 Bake bread for sale"), p(f"Unit reference: {FIRST}"), p(said))
    assert lost(written(after=own)) == []


def test_what_a_rule_says_already_is_not_asked_about() -> None:
    rule = p(f"{FIRST} and {SECOND} may not be taken together.")
    own = (h(2, "Unit 1 Bake bread for sale"), p(f"Barred units: {SECOND}"))
    one = written(before=(rule,), after=own)
    assert lost(one) == []
    assert [r.data["kind"] for r in one.draft.rules.rules] == ["mandatory", "barred"]


@pytest.mark.parametrize(
    ("note", "bars"),
    [("Barred with Unit 1", 1), ("Take after Unit 2", 0), ("Learners need a van of their own", 0)],
)
def test_a_note_about_another_unit_bars_or_is_asked_about(note: str, bars: int) -> None:
    one = written(note=note)
    barred = [r.data["units"] for r in one.draft.rules.rules if r.data["kind"] == "barred"]
    assert barred == [sorted((FIRST, THIRD))] * bars
    assert len(lost(one)) == 1 - bars


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("Learners must also pass an end-point assessment.", False),
        ("Learners must complete 60 hours of work experience in a bakery.", False),
        ("Candidates are required to hold a full driving licence.", False),
        ("Learners must be registered with the guild of bakers.", False),
        ("Learners must achieve English and maths at Level 1.", False),
        ("Learners must hold a hygiene certificate if they serve food.", True),
        ("Learners taking this unit must also hold a driving licence.", True),
    ],
)
def test_what_is_asked_for_besides_units_is_also_needed(said: str, asked: bool) -> None:
    one = written(inside=said)
    assert [need["says"] for need in needed(one)] == [said]
    assert ("condition", "also_needed/1") in {
        (d.name, d.about) for d in one.evidence.open
    } or not asked
    assert bool(one.evidence.open) == asked


def test_what_is_asked_for_on_entry_is_written_and_asked_about() -> None:
    said = "Learners must hold a food hygiene certificate."
    one = written(before=(h(2, "Entry requirements"), p(said)))
    assert [need["says"] for need in needed(one)] == [said]
    assert {(d.name, d.about) for d in one.evidence.open} == {("condition", "also_needed/1")}


@pytest.mark.parametrize(
    "said",
    [
        "Learners should hold a food hygiene certificate.",
        "No work experience is required to gain the qualification.",
        "Assessors must hold a driving licence.",
        "Learners must be at least 16.",
    ],
)
def test_what_nobody_has_to_have_is_not_needed(said: str) -> None:
    one = written(before=(h(2, "Entry requirements"), p(said)))
    assert (needed(one), list(one.evidence.open)) == ([], [])
