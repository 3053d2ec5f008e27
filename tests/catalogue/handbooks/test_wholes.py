"""Documents that list units and are about something else, and lists that are misread as a whole."""

from __future__ import annotations

from dataclasses import replace

import pytest

from catalogue.handbooks.blocks import Line, Spot
from catalogue.handbooks.proofs.doubled import doubled
from catalogue.handbooks.proofs.nearby import near_units
from catalogue.handbooks.proofs.order import alternating
from catalogue.handbooks.proofs.proofs import of_bands
from catalogue.handbooks.proofs.rowtexts import misread
from catalogue.handbooks.proofs.totals import mandatory_though_optional
from catalogue.handbooks.rules.assembled import Assembled
from tests.catalogue.handbooks.samples.stored import drafts_of_bytes
from tests.catalogue.handbooks.samples.truth import code, qualification
from tests.catalogue.handbooks.test_proofs import HEAD, document, doubts, one

WHOLE = ("not-in-document", "document")
TITLES = ("Plait loaves", "Weigh flour", "Fire an oven", "Prove dough")


def listed(head: str, *cells: str, titles: tuple[str, ...] = TITLES) -> str:
    """A table of units with some columns more, the same or another in each row."""
    rows = [
        f"| {code(70 + n)} | {title} | 2 | 3 | {cells[n % len(cells)] if cells else ''} |"
        for n, title in enumerate(titles)
    ]
    return "\n".join(
        [f"| Reference | Title | Level | Credit | {head} |", "|---|---|---|---|---|", *rows, ""]
    )


RULE = "\nLearners must achieve 12 credits from the mandatory units.\n\n### Mandatory units\n\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (RULE + listed("Result", "Achieved", "Working towards"), "a learner's record"),
        (RULE + listed("Awarded", "04/07/2025"), "a record or a timetable"),
        ("\nCandidate: A. Peters\n" + RULE + listed("Pages"), "'Candidate:' stands above"),
        ("\n### Units\n\n" + listed("Fee"), "which units, or how many, are needed"),
        (RULE + listed("x", titles=("Ovens are hot and must cool",) * 4), "read like sentences"),
        (RULE + listed("x", titles=("Baking",) * 4), "are called 'baking'"),
    ],
)  # fmt: skip
def test_a_list_of_something_else_is_asked_about_as_a_whole(text: str, told: str) -> None:
    found = [d for d in one(HEAD + text).evidence.open if (d.name, d.about) == WHOLE]
    assert [told in doubt.message for doubt in found] == [True]


@pytest.mark.parametrize("column", ["Pass, merit or distinction", "Portfolio", "Version 2"])
def test_how_units_are_graded_is_no_record(column: str) -> None:
    assert WHOLE not in doubts(HEAD + RULE + listed("Assessment", column))


def test_a_figure_under_a_label_near_a_unit_has_to_be_that_of_its_row() -> None:
    section = one(document()).draft.section
    name = code(12)

    def near(*texts: str) -> list[str]:
        lines = [Line(text, Spot("a", line=n)) for n, text in enumerate((name, *texts))]
        return [f"{d.about} {d.choices}" for d in near_units([section], lines, [])]

    assert near("Credit value: 3; GLH: 24", "Level 2") == []
    assert near("Credit value: 4; GLH: 24") == [f"units/{name}/credit (4,)"]
    assert near(code(13), "GLH | 25 | Assessment | Test") == [f"units/{code(13)}/glh (25,)"]
    assert near(*["Practise often."] * 7, "GLH: 25") == []
    assert near("Level 3") == []  # it may lead what is below


def test_a_unit_with_and_without_its_number_may_be_one() -> None:
    section = one(document()).draft.section
    first, second = section.rows[:2]
    first.title, second.title = "Glaze tarts", "Unit 4: Glaze tarts"
    found = {doubt.about for doubt in doubled(section, Assembled())}
    assert found == {f"units/{first.reference}/row", f"units/{second.reference}/row"}


def test_a_second_number_above_the_lists_may_be_of_a_second_qualification() -> None:
    other = qualification(4102)
    table = f"| Certificate | Number |\n|---|---|\n| Shorter | {other} |\n\n"
    beside = f"{table}Learners must achieve 21 credits from the mandatory units."
    assert doubts(document(before=beside)) == {("two-figures", "document")}
    assert doubts(document(f"The next step is {other}.")) == set()


def test_a_row_with_the_heading_of_a_group_in_it_is_asked_about() -> None:
    asked = ("no-group", f"units/{code(12)}/group")
    rows = one(document()).draft.section.rows
    assert asked not in {(d.name, d.about) for d in of_bands(rows)}
    rows[2].text = f"Optional units | {rows[2].text}"
    assert asked in {(d.name, d.about) for d in of_bands(rows)}
    for row in rows:  # a column that says so in every row
        row.text = f"Optional units | {row.text}"
    assert list(of_bands(rows)) == []


def test_of_a_list_that_is_mostly_in_doubt_the_rest_is_too() -> None:
    text = document()
    for n in range(4):
        text = text.replace(
            f"Bake bread of sort {chr(65 + n)}x", f"Bake bread of sort {chr(65 + n)}x and"
        )
    assert ("cut", "units/*/row") in doubts(text)
    (one_less,) = drafts_of_bytes(text.replace("sort Ax and", "sort Ax").encode(), "handbook.md")
    assert ("cut", "units/*/row") not in {(d.name, d.about) for d in one_less.evidence.open}


def test_no_group_that_is_called_optional_has_only_mandatory_units() -> None:
    written = one(document())
    section, rules = written.draft.section, written.draft.rules
    assert list(mandatory_though_optional(section, rules)) == []
    section.groups[0].role = "optional"
    (doubt,) = mandatory_though_optional(section, rules)
    assert doubt.about == "rules/mandatory-m"


def test_groups_that_begin_over_and_over_may_be_the_numbers_of_rows() -> None:
    section = one(document()).draft.section
    (group,) = section.groups
    parts = [group.rows[n::2] for n in (0, 1)]
    section.groups = [replace(group, id=str(n), rows=rows) for n, rows in enumerate(parts, 1)]
    assert {doubt.about for doubt in alternating(section)} == {"groups/1", "groups/2"}
    for n, rows in enumerate((group.rows[:3], group.rows[3:])):
        section.groups[n].rows = rows
    assert list(alternating(section)) == []


def test_each_table_may_have_its_columns_in_an_order_of_its_own() -> None:
    text = document()
    other = [f"| {code(30 + n)} | Roast meat of sort {n}x | 24 | {n + 3} | 2 |" for n in range(2)]
    head = ("| Reference | Title | GLH | Credit | Level |", "|---|---|---|---|---|")
    section = one("\n".join([text, "### Optional units", "", *head, *other, ""])).draft.section
    assert [len(group.rows) for group in section.groups] == [7, 2]
    assert list(misread(section)) == []
    odd = section.rows[2]
    odd.level, odd.credit = odd.credit, 2
    found = {doubt.about for doubt in misread(section)}
    assert found >= {f"units/{odd.reference}/{fact}" for fact in ("level", "credit")}
