"""Crude readings of a whole document: amounts and references that ended in no fact and no doubt."""

from __future__ import annotations

import pytest

from catalogue.handbooks.doubts import Doubt
from catalogue.handbooks.proofs.accounts import amounts_in, known_amounts, unspent
from catalogue.handbooks.rules.assembled import Assembled
from tests.catalogue.handbooks.samples.truth import code
from tests.catalogue.handbooks.test_proofs import document, doubts, one


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Learners need 12 credits.", ["12 credit"]),
        ("two optional units, nine core credits", ["9 credit of mandatory", "2 units of optional"]),
        ("at least 7 credits from Group B", ["7 credit of B"]),
        ("Credits: 20 \u00b7 GLH: 1,150", ["20 credit", "1150 glh"]),
        ("12 credits, 90 GLH", ["12 credit", "90 glh"]),
        ("Guided Learning Hours (GLH) 171 - 255", ["171 glh", "255 glh"]),
        ("Unit 3 of level 2, 603/4101/4, page 12, 20%", []),
    ],
)  # fmt: skip
def test_a_number_beside_a_measure_is_an_amount(text: str, found: list[str]) -> None:
    assert sorted(map(str, amounts_in(text))) == sorted(found)


def unknown(text: str, rules: Assembled | None = None) -> list[Doubt]:
    """The amounts that a draft has not, if its rules are these."""
    draft = one(text).draft
    known = known_amounts(draft.section, rules or draft.rules)
    inside = {id(line) for line in draft.section.lines}
    return list(unspent(draft.section.lines, (), known, inside, ()))


def test_what_was_read_is_known_and_what_was_lost_is_asked_about() -> None:
    text = document(before="Learners must achieve at least 17 credits.")
    assert unknown(text) == []
    assert [doubt.message for doubt in unknown(text, Assembled())] == [
        "in no fact of the draft: 17 credit"
    ]


def test_an_amount_of_one_scope_is_none_of_another() -> None:
    text = document(before="Learners must achieve at least 17 credits.")
    draft = one(text).draft
    known = known_amounts(draft.section, draft.rules)
    line = draft.section.lines[1]
    assert line.line is not None
    line.line = type(line.line)("17 credits from the mandatory units", line.spot)
    (doubt,) = unspent([line], (), known, {id(line)}, ())
    assert doubt.message == "in no fact of the draft: 17 credit of mandatory"


@pytest.mark.parametrize(
    "said",
    [
        "GLH\n\n168",
        "Guided learning hours apply.\n\nTQT comes to 240 TQT.",
        "| Size | GLH |\n|---|---|\n| Whole | 168 |",
    ],
)
def test_figures_that_nothing_was_made_of_are_asked_about_wherever_they_stand(said: str) -> None:
    about = {"published/tqt" if "TQT" in said else "published/glh"}
    after = document("## More", "", *said.split("\n"))
    found = one(after)
    told = {fact.at for fact in found.evidence.facts} | {
        doubt.about for doubt in found.evidence.open
    }
    assert about <= told


@pytest.mark.parametrize("said", ["See also {}.", "| Unit | {} |\n|---|---|\n| x | y |"])
def test_a_reference_that_is_of_no_row_is_asked_about_wherever_it_stands(said: str) -> None:
    text = document("## Annex", "", said.format(code(77)))
    assert ("cut", f"units/{code(77)}/row") in doubts(text)
    assert not {about for _, about in doubts(text.replace(code(77), code(12)))}


def test_a_code_of_the_shape_of_the_others_is_a_unit() -> None:
    rows = "\n".join(
        f"| TX30{n} | Bake bread of sort {chr(65 + n)}x | 2 | 3 | 24 |" for n in range(4)
    )
    text = document().split("| Reference")[0] + (
        f"| Code | Title | Level | Credit | GLH |\n|---|---|---|---|---|\n{rows}\n\n"
        "## Annex\n\nTX301 and TX309 are assessed by BS7671.\n"
    )
    assert {about for name, about in doubts(text) if name == "cut"} == {"units/TX309/row"}
