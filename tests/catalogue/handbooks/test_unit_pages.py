"""What stands elsewhere about listed units: pages of their own, and tables of several awards."""

from __future__ import annotations

import csv
import io

import pytest

from catalogue import Catalogue
from catalogue.handbooks.written.rows import Row
from tests.catalogue.handbooks.reading import drafted
from tests.catalogue.handbooks.samples.rendering import page
from tests.catalogue.handbooks.samples.truth import Part, Unit, h, p, qualification, table, units

LIBRARY = Catalogue((), {}, (), "")
CORE = units(8011, ("Follow safe practice", 3, 4, 30), ("Prepare solutions", 3, 5, 38))
MORE = units(8111, ("Grow cultures", 3, 6, 44), ("Order supplies", 2, 2, 14))


def own_page(number: int, unit: Unit, level: object) -> list[Part]:
    return [
        h(3, f"Unit {number} {unit.title}"),
        table(("UAN:", unit.code), ("Level:", level), ("Credit value:", unit.credit)),
        p("The learner will know 3 methods."),
    ]


def by_number(*pages: Part) -> tuple[list[Row], list[str]]:
    """A document that lists units by numbers alone, with pages of units behind."""
    head = ("Unit number", "Unit title", "Credit value", "GLH")
    parts = [
        h(1, f"CityTech Level 3 Diploma in Laboratory Practice ({qualification(8001)})"),
        h(2, "Structure"),
        p("Learners must complete all mandatory units."),
        h(3, "Mandatory units"),
        table(head, *[(n, u.title, u.credit, u.glh) for n, u in enumerate(CORE, 301)]),
        h(2, "Units"),
        *pages,
    ]
    (written,) = drafted(page(parts), "a.html", LIBRARY)
    asked = [f"{one.name} {one.about}" for one in written.evidence.open]
    return written.draft.section.rows, asked


def test_a_unit_that_is_listed_by_number_has_the_reference_and_level_of_its_page() -> None:
    rows, asked = by_number(*own_page(301, CORE[0], 3), *own_page(302, CORE[1], 3))
    assert [(row.reference, row.level) for row in rows] == [(u.code, 3) for u in CORE]
    assert asked == []


@pytest.mark.parametrize(
    "heading", ["Unit 301 Grow cultures", "Unit 303 Follow safe practice", "Follow safe practice"]
)
def test_the_page_of_another_unit_gives_nothing(heading: str) -> None:
    rows, _ = by_number(h(3, heading), table(("UAN:", MORE[0].code), ("Level:", 3)))
    assert [row.reference for row in rows] == ["301", "302"]


def test_the_heading_of_a_page_may_have_the_beginning_of_a_title_alone() -> None:
    long = Unit(CORE[0].code, "Follow safe practice in wet laboratories", 3, 4, 30)
    parts = own_page(301, long, 3)
    rows, _ = by_number(*parts, *own_page(302, CORE[1], 3))
    assert [row.reference for row in rows] == [u.code for u in CORE]
    short = Unit(MORE[0].code, "Follow", 3, 4, 30)
    rows, _ = by_number(*own_page(301, short, 3))
    assert rows[0].reference == "301"


@pytest.mark.parametrize(
    ("below", "asked"),
    [("Assessors hold a level 5 qualification.", []), ("Level: 5", ["two-figures"])],
)
def test_a_title_alone_heads_the_page_of_its_unit_if_nothing_but_labels_follows(
    below: str, asked: list[str]
) -> None:
    head = ("Unit reference", "Unit title", "Level", "Credit value")
    parts = [
        h(1, f"CityTech Level 3 Diploma in Laboratory Practice ({qualification(8001)})"),
        h(2, "Structure"),
        p("Learners must complete all mandatory units."),
        h(3, "Mandatory units"),
        table(head, *[(u.code, u.title, u.level, u.credit) for u in CORE]),
        h(2, "Requirements"),
        h(3, CORE[0].title),
        p(below),
    ]
    (written,) = drafted(page(parts), "a.html", LIBRARY)
    assert [one.name for one in written.evidence.open] == asked


def test_a_unit_that_is_listed_by_its_number_alone_has_all_that_its_page_prints() -> None:
    parts = [
        h(1, f"CityTech Level 3 Diploma in Laboratory Practice ({qualification(8001)})"),
        h(2, "Structure"),
        p("Learners must complete all mandatory units."),
        h(3, "Mandatory units"),
        *(p(f"Unit {n} {u.title}") for n, u in enumerate(CORE, 1)),
        h(2, "Section 4: Units"),
    ]
    for n, u in enumerate(CORE, 1):
        parts += [h(3, f"Unit {n} {u.title}"), p(f"Unit reference: {u.code}"), p(f"GLH: {u.glh}")]
        parts += [
            p(f"Level: {u.level}"),
            p(f"Credit value: {u.credit}"),
            p("The learner will know."),
        ]
    (written,) = drafted(page(parts), "a.html", LIBRARY)
    (group,) = written.draft.section.groups
    found = [(r.reference, r.title, r.level, r.credit, r.glh) for r in group.rows]
    assert found == [(u.code, u.title, u.level, u.credit, u.glh) for u in CORE]
    assert not written.evidence.open


def test_the_headings_of_the_pages_of_units_are_no_second_list() -> None:
    parts = [
        h(1, f"CityTech Level 3 Diploma in Laboratory Practice ({qualification(8001)})"),
        h(2, "Structure"),
        p("Learners must complete all mandatory units."),
        h(3, "Mandatory units"),
        table(("Reference", "Title", "Level"), *[(u.code, u.title, u.level) for u in CORE]),
        h(2, "Section 3: Units"),
    ]
    for u in CORE:
        labels = (("Credit value", u.credit), ("Guided learning hours", u.glh))
        parts += [h(3, f"{u.title} ({u.code})"), table(*labels), p("The learner will know.")]
    (written,) = drafted(page(parts), "a.html", LIBRARY)
    assert [(g.id, len(g.rows)) for g in written.draft.section.groups] == [("M", 2)]
    assert [(r.credit, r.glh) for r in written.draft.rows] == [(u.credit, u.glh) for u in CORE]
    assert not written.draft.rules.figures


def as_table(*rows: tuple[object, ...]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def test_a_table_of_several_qualifications_is_parted_by_them() -> None:
    head = ("Qualification number", "Qualification", "Group", "URN", "Title", "Level", "Credit")
    awards = [
        (qualification(8300), "Brook Level 3 Award in Laboratory Work", CORE),
        (qualification(8301), "Brook Level 3 Certificate in Laboratory Work", [*CORE, *MORE]),
    ]
    rows = [
        (number, title, "Mandatory", u.code, u.title, u.level, u.credit)
        for number, title, some in awards
        for u in some
    ]
    found = drafted(as_table(head, *rows), "a.csv", LIBRARY)
    told = [
        (one.draft.section.number, one.draft.section.title, len(one.draft.section.rows))
        for one in found
    ]
    assert told == [(number, title, len(some)) for number, title, some in awards]


@pytest.mark.parametrize(("count", "asked"), [(2, False), (9, False), (5, True)])
def test_a_number_in_a_heading_counts_what_it_lists(count: int, asked: bool) -> None:
    """Two units, of nine credits; any other number is asked about."""
    head = ("Unit reference", "Title", "Level", "Credit", "GLH")
    parts = [
        h(1, f"CityTech Level 3 Diploma in Laboratory Practice ({qualification(8001)})"),
        h(2, "Structure"),
        p("Learners must complete all mandatory units."),
        h(3, f"Mandatory units ({count})"),
        table(head, *[(u.code, u.title, u.level, u.credit, u.glh) for u in CORE]),
    ]
    (written,) = drafted(page(parts), "a.html", LIBRARY)
    assert bool(written.evidence.open) is asked
