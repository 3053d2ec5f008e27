"""Forms of structure pages: heads that name groups, codes beside titles, pages of units."""

from __future__ import annotations

import pytest

from catalogue import Catalogue
from catalogue.handbooks.drafts.writing import Written
from catalogue.handbooks.proofs.sums import is_tenth
from catalogue.handbooks.written.headings import titles_in
from catalogue.handbooks.written.lines import row_of
from catalogue.handbooks.written.windows import window_in
from tests.catalogue.handbooks.reading import drafted
from tests.catalogue.handbooks.samples.rendering import page, pdf
from tests.catalogue.handbooks.samples.truth import Part, Unit, h, p, qualification, table, units

CORE = units(6011, ("Keep a workshop safe", 2, 4, 30), ("Maintain machinery by routine", 2, 6, 40))
MORE = units(
    6111,
    ("Fit a replacement bearing to a machine that is out of use", 2, 5, 35),
    ("Fit a belt drive", 2, 5, 33),
    ("Diagnose faults in hydraulic systems", 3, 8, 55),
)
LAST = units(6211, ("Weld by hand", 2, 7, 50), ("Weld by machine", 2, 7, 49))
TITLE = "Northcare Level 2 Diploma in Workshop Practice"


def read(parts: list[Part], *, printed: bool = False) -> Written:
    """The one draft of a document, as a page of HTML or printed."""
    opening = [h(1, TITLE), p(f"Qualification number: {qualification(4410)}")]
    whole = [*opening, h(2, "Qualification structure"), *parts, h(2, "Assessment"), p("None.")]
    raw, name = (pdf(whole), "a.pdf") if printed else (page(whole), "a.html")
    (written,) = drafted(raw, name, Catalogue((), {}, (), ""))
    return written


def listed(some: list[Unit]) -> Part:
    """A list of units as most documents have it."""
    head = ("Unit reference", "Title", "Level", "Credit", "GLH")
    return table(head, *[(u.code, u.title, u.level, u.credit, u.glh) for u in some])


def groups(written: Written) -> dict[str, list[str]]:
    return {one.id: [row.title for row in one.rows] for one in written.draft.section.every_group}


def names(written: Written) -> list[str]:
    return [f"{one.name} {one.about}" for one in written.evidence.open]


@pytest.mark.parametrize("printed", [False, True])
def test_the_head_of_the_titles_names_a_group_each_time(printed: bool) -> None:
    """One table goes on under a new head: without it, all three groups were one."""
    rows: list[tuple[object, ...]] = []
    for name, kind, some in (
        ("A", "Mandatory", CORE),
        ("B", "Optional", MORE),
        ("C", "Optional", LAST),
    ):
        rows.append(("Unit", "Reference", f"{kind} units (Group {name})", "Level", "Credit", "GLH"))
        rows += [(n, u.code, u.title, u.level, u.credit, u.glh) for n, u in enumerate(some, 1)]
    written = read(
        [
            p("Learners must achieve 10 credits from Group A and at least 5 from Group B."),
            table(rows[0], *rows[1:]),
        ],
        printed=printed,
    )
    assert groups(written) == {
        "A": [u.title for u in CORE],
        "B": [u.title for u in MORE],
        "C": [u.title for u in LAST],
    }


@pytest.mark.parametrize("printed", [False, True])
def test_codes_beside_titles_are_no_titles(printed: bool) -> None:
    """And a narrow column beside a title that is wrapped is no other reading of it."""
    head = ("Accreditation number", "City unit", "Unit title", "Credit value", "GLH", "Excluded")
    rows = [
        (u.code, f"Unit {n}", u.title, u.credit, u.glh, "None")
        for n, u in enumerate([*CORE, *MORE], 201)
    ]
    written = read(
        [
            p("Learners must achieve 10 credits from the mandatory units."),
            table(head, ("Mandatory",), *rows[:2], ("Optional",), *rows[2:]),
        ],
        printed=printed,
    )
    assert groups(written) == {"M": [u.title for u in CORE], "O": [u.title for u in MORE]}
    assert not [one for one in names(written) if one.startswith(("title-word", "replaces"))]


def test_the_page_of_a_unit_is_no_row_and_says_no_rule() -> None:
    """'Unit reference: M/…' above 'Level 2, credit value 3' is about a unit that is listed."""
    own = [
        part
        for n, u in enumerate(CORE, 1)
        for part in (
            h(4, f"Unit {n:02} {u.title}"),
            p(f"Unit reference {u.code}"),
            p(f"Level {u.level} Credit value {u.credit} GLH {u.glh}"),
            p("Learners will know at least 3 principles and 2 methods."),
        )
    ]
    written = read(
        [
            p("Learners must complete all mandatory units."),
            h(3, "Mandatory units"),
            listed(CORE),
            h(4, "Unit details"),
            *own,
        ]
    )
    assert groups(written) == {"M": [u.title for u in CORE]}
    assert names(written) == []


def test_nothing_is_asked_twice() -> None:
    """What a heading and a sentence both say is one doubt."""
    written = read(
        [
            p("Learners must complete all mandatory units, plus two units from Group B."),
            h(3, "Mandatory units"),
            listed(CORE),
            h(3, "Group B: complete two units"),
            listed(MORE),
        ]
    )
    assert names(written) == ["exact-or-least rules/group-b-units"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Chair a meeting (F/606/4455) - Level 2, 1 credits, 8 GLH", "Chair a meeting"),
        ("F/606/4455 Chair a meeting - Level 2", "Chair a meeting"),
        ("Unit reference number F/606/4455", None),
        ("Ofqual unit reference: F/606/4455", None),
    ],
)
def test_a_title_is_more_than_words_of_a_head(text: str, title: str | None) -> None:
    row = row_of(text, [])
    assert (row and row.title) == title


@pytest.mark.parametrize(
    ("title", "asked"),
    [
        ("Fit a replacement bearing", False),
        ("Care after hip replacement", False),
        ("Weld by hand (replaced by unit 9)", True),
        ("Weld by hand - withdrawn, see the replacement unit", True),
        ("Weld by hand (superseded)", True),
    ],
)
def test_only_words_about_registration_are_a_window(title: str, asked: bool) -> None:
    assert window_in(title).unread is asked


@pytest.mark.parametrize(
    ("credit", "hours", "fits"), [(1, 9, True), (6, 65, True), (6, 66, False), (6, 54, False)]
)
def test_credit_is_a_tenth_of_the_time_rounded(credit: int, hours: int, fits: bool) -> None:
    assert is_tenth(credit, hours) is fits


@pytest.mark.parametrize("behind", ["(5521-02)", "(603/4410/9)", ""])
def test_a_number_behind_a_title_is_none_of_it(behind: str) -> None:
    """Nor is a title short of its level where nobody's name stands before it."""
    title = "Level 2 Diploma in Workshop Practice"
    parts = [
        h(1, f"{title} {behind}".strip()),
        h(2, "Structure"),
        p("Learners must complete all mandatory units."),
        h(3, "Mandatory units"),
        listed(CORE),
    ]
    (written,) = drafted(page(parts), "a.html", Catalogue((), {}, (), ""))
    assert written.draft.section.title == title


@pytest.mark.parametrize(
    "first",
    [
        (("Unit reference number:", CORE[0].code), ("Level:", "2"), ("Credit value:", "4")),
        ((f"Unit reference: {CORE[0].code}", "Level: 2"), ("Credit value: 4", "GLH: 30")),
        (("Unit reference", CORE[0].code, "Level", "2"), ("Credit", "4", "GLH", "30")),
    ],
)
def test_a_table_of_one_unit_is_no_list_even_with_what_it_teaches(
    first: tuple[tuple[str, ...], ...],
) -> None:
    """Each of its rows was a unit of its own, with four doubts."""
    written = read(
        [
            p("Learners must complete all mandatory units."),
            h(3, "Mandatory units"),
            listed(CORE),
            h(4, f"Unit 1: {CORE[0].title}"),
            table(*first, ("Learning outcomes", "Criteria"), ("1 Know it", "1.1 Name 2 methods")),
        ]
    )
    assert groups(written) == {"M": [u.title for u in CORE]}
    assert names(written) == []


def test_a_table_of_one_unit_is_held_against_the_list() -> None:
    written = read(
        [
            p("Learners must complete all mandatory units."),
            h(3, "Mandatory units"),
            listed(CORE),
            h(4, f"Unit 1: {CORE[0].title}"),
            table(
                ("Unit reference number:", CORE[0].code), ("Level:", "3"), ("Credit value:", "4")
            ),
        ]
    )
    assert names(written) == [f"two-figures units/{CORE[0].code}/level"]


def test_a_heading_of_the_same_rank_ends_a_group() -> None:
    """Whatever its rank: what stands under it is no mandatory unit."""
    written = read(
        [
            p("Learners must complete all core units and one of the two routes."),
            h(4, "Core units"),
            listed(CORE),
            h(4, "Machines"),
            listed(MORE),
            h(4, "Welding"),
            listed(LAST),
        ]
    )
    assert list(groups(written).values()) == [[u.title for u in s] for s in (CORE, MORE, LAST)]


@pytest.mark.parametrize(
    "line",
    ["Page 4 of 20", "page 4", "https://example.org/a.html 1/2", "28/11/2026, 08:28 Workshop"],
)
def test_what_is_printed_at_the_edge_of_one_page_is_nothing(line: str) -> None:
    written = read(
        [
            p("Learners must complete all mandatory units."),
            h(3, "Mandatory units"),
            listed(CORE),
            p(line),
        ]
    )
    assert groups(written) == {"M": [u.title for u in CORE]}
    assert names(written) == []


@pytest.mark.parametrize(
    ("text", "title", "level"),
    [
        ("Caledon SVQ 2 in Bakery", "Caledon SVQ 2 in Bakery", 2),
        ("The SVQ in Bakery at SCQF level 5", "SVQ in Bakery at SCQF level 5", 5),
        ("NVQ Level 3 in Health", "NVQ Level 3 in Health", 3),
    ],
)
def test_titles_that_begin_with_the_kind_of_the_award(text: str, title: str, level: int) -> None:
    assert [(one.text, one.level) for one in titles_in(text)] == [(title, level)]
