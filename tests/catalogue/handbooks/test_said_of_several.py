"""What one heading, sentence, column or table says of several units or qualifications."""

from __future__ import annotations

from datetime import date

import pytest

from catalogue.handbooks.lists.ruletables import unbracketed
from catalogue.handbooks.written.headings import group_head
from catalogue.handbooks.written.labels import (
    at_own_level,
    facts_in,
    figures_under_label,
    of_each_unit,
)
from catalogue.handbooks.written.levels import level_heading
from catalogue.handbooks.written.windows import dated
from tests.catalogue.handbooks.samples.comparing import said
from tests.catalogue.handbooks.samples.stored import drafts_of_bytes
from tests.catalogue.handbooks.samples.truth import qualification
from tests.catalogue.handbooks.test_layouts import (
    HEAD,
    MANDATORY,
    OPTIONAL,
    RULE,
    TITLE,
    cells,
    facts,
    page,
    read,
    table,
)

BARE = ("Reference", "Unit title")
LISTED = [[(u.code, u.title) for u in some] for some in (MANDATORY, OPTIONAL)]
BARELY = table(BARE, *LISTED[0]), table(BARE, *LISTED[1])
LISTS = table(HEAD, *map(cells, MANDATORY)), table(HEAD, *map(cells, OPTIONAL))


@pytest.mark.parametrize(
    ("heading", "role", "rest", "shared"),
    [
        ("Mandatory units - Level 2 - 3 credits each", "mandatory", "", {"level": 2, "credit": 3}),
        ("Optional units (Entry 3)", "optional", "", {"level": "Entry 3"}),
        ("Group B: each unit is worth 4 credits", "", "", {"credit": 4}),
        ("Group C (all units at level 3, 30 GLH each)", "", "", {"level": 3, "glh": 30}),
        # a limit is no value, nor is a level that others are above
        ("Optional units - minimum of 6 credits", "optional", "minimum of 6 credits", {}),
        ("Mandatory units: candidates must complete all units", "mandatory", "", {}),
        (
            "Optional units: learners must complete three units",
            "optional", "complete three units", {},
        ),
        ("Group A - all units", "mandatory", "", {}),
        ("Pathway: Fen drainage", "", "", {}),
        ("Fen drainage route optional units", "optional", "", {}),
    ],
)  # fmt: skip
def test_what_the_heading_of_a_group_says(
    heading: str, role: str, rest: str, shared: dict[str, object]
) -> None:
    head = group_head(heading, heading=True)
    assert head is not None
    assert (head.role, head.rest, dict(head.shared)) == (role, rest, shared)


def test_a_level_or_above_is_no_level_of_all_units() -> None:
    head = group_head("Optional units at level 3 or above", heading=True)
    assert head is None or not head.shared
    assert [level_heading(text) for text in ("Level 3 units", "Entry 2", "Level 3 or above")] == [
        3, "Entry 2", None,
    ]  # fmt: skip


def test_units_have_what_only_the_heading_of_their_group_says() -> None:
    body = page(*BARELY).replace(
        "Optional units</h3>", "Optional units - Level 3 - 4 credits each</h3>"
    )
    (written,) = read(body)
    told = {(r.level, r.credit) for r in written.draft.rows if r.title in {"Thatch", "Eels"}}
    assert told == {(3, 4)}
    assert {r.level for r in written.draft.rows if r.title == "Cut reed"} == {None}


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Each unit is worth 4 credits and has 30 guided learning hours", {"credit": 4, "glh": 30}),
        ("All units are at Level 2", {"level": 2}),
        ("All units in this qualification have a credit value of 3", {"credit": 3}),
        ("All units are at level 2 or above", {}),
        ("Each unit has 4 credits unless it is marked", {}),
        ("Learners complete units worth 4 credits", {}),
    ],
)
def test_a_sentence_about_each_unit(sentence: str, told: dict[str, object]) -> None:
    assert of_each_unit(sentence) == told


def test_a_sentence_about_each_unit_is_no_rule_and_is_held_against_the_rows() -> None:
    said_so = (
        "<p>Learners must complete all mandatory units.</p><p>Each unit is worth 3 credits.</p>"
    )
    (written,) = read(page(*BARELY, said_so))
    assert {row.credit for row in written.draft.rows} == {3}
    assert {said(one.data) for one in written.draft.rules.rules} == {"mandatory M"}
    (written,) = read(page(*LISTS, said_so))
    asked = {one.about for one in written.evidence.open if one.name == "two-figures"}
    other = {u.code for u in (*MANDATORY, *OPTIONAL) if u.credit != 3}
    assert asked == {f"units/{code}/credit" for code in other}


def sizes(*columns: tuple[str, ...]) -> str:
    """Two sizes above one list that has a column of marks for each of them."""
    words = "".join(
        f"<h1>Reedham Level 3 {kind} in Fen Craft</h1><p>QAN {qualification(n)}</p>"
        f"<p>Learners must achieve a minimum of {least} credits.</p>"
        for kind, n, least in (("Award", 8801, 3), ("Certificate", 8802, 9))
    )
    every = [cells(one) for one in (*MANDATORY, *OPTIONAL)]
    rows = [(*one, *marks) for one, marks in zip(every, zip(*columns, strict=True), strict=True)]
    return f"{words}<h2>Units</h2>{table((*HEAD, 'Award', 'Certificate'), *rows)}"


@pytest.mark.parametrize("tick", ["\u2713", "x", "Yes", "\u2022"])
def test_each_size_has_the_units_that_its_column_ticks(tick: str) -> None:
    award, certificate = read(sizes((tick, tick, "", "", ""), (tick, tick, tick, "", tick)))
    codes = [one.code for one in (*MANDATORY, *OPTIONAL)]
    assert [row.reference for row in award.draft.rows] == codes[:2]
    assert [row.reference for row in certificate.draft.rows] == [*codes[:3], codes[4]]
    assert [one.draft.section.number for one in (award, certificate)] == [
        qualification(8801), qualification(8802),
    ]  # fmt: skip
    assert not award.evidence.open


def test_a_column_of_a_size_says_what_is_mandatory_in_it() -> None:
    award, certificate = read(sizes(tuple("MMO--"), tuple("MOOOO")))
    assert {name: len(rows) for name, rows in facts(award).items()} == {"M": 2, "O": 1}
    assert {name: len(rows) for name, rows in facts(certificate).items()} == {"M": 1, "O": 4}


def test_columns_of_ways_through_one_qualification_are_asked_about() -> None:
    every = [cells(one) for one in (*MANDATORY, *OPTIONAL)]
    marked = [(*one, a, b) for one, a, b in zip(every, "MM-OO", "MMOO-", strict=True)]
    body = f"<h1>{TITLE}</h1><h2>Structure</h2><p>{RULE}</p>"
    (written,) = read(body + table((*HEAD, "Drainage", "Thatching"), *marked))
    assert len(written.draft.rows) == 5
    assert [one.name for one in written.evidence.open if "Drainage" in one.message] == ["condition"]


@pytest.mark.parametrize("upright", [True, False])
def test_a_table_of_sizes_gives_each_its_figures(upright: bool) -> None:
    """The qualifications may be its rows, or its columns."""
    rows = [("", "Qualification number", "GLH", "TQT")] + [
        (f"Reedham Level 3 {kind} in Fen Craft", qualification(n), glh, tqt)
        for kind, n, glh, tqt in (("Award", 8801, 25, 30), ("Certificate", 8802, 77, 90))
    ]
    shown = rows if upright else list(zip(*rows, strict=True))
    found = read(f"<h1>Fen Craft</h1>{table(shown[0], *shown[1:])}<h2>Units</h2>{LISTS[0]}")
    assert [
        (one.draft.section.number, *(one.draft.rules.figures[k][0] for k in ("glh", "tqt")))
        for one in found
    ] == [(qualification(8801), 25, 30), (qualification(8802), 77, 90)]
    assert not [one for each in found for one in each.evidence.open if one.name == "rule-not-read"]


def test_two_tables_that_stand_below_each_other_on_a_sheet_are_two() -> None:
    """The second has a head of its own, whose columns are others; shortened heads are heads."""
    figures = [
        ("Qualification", "Number", "GLH", "TQT"),
        *(
            (f"Reedham Level 3 {kind} in Fen Craft", qualification(n), glh, 10 * glh // 8)
            for kind, n, glh in (("Award", 8801, 40), ("Certificate", 8802, 80))
        ),
    ]
    head = ("Ref", "Title", "Lev", "Cr", "GLH", "Award", "Certificate")
    every = [cells(one) for one in (*MANDATORY, *OPTIONAL)]
    marked = [(*one, a, "M") for one, a in zip(every, "MMO  ", strict=True)]
    text = "\n".join(",".join(map(str, row)) for row in (*figures, (), head, *marked))
    award, certificate = drafts_of_bytes(text.encode(), "a.csv")
    assert {name: len(rows) for name, rows in facts(award).items()} == {"M": 2, "O": 1}
    assert facts(certificate)["M"] == every
    told = [{k: v for k, (v, _) in one.draft.rules.figures.items()} for one in (award, certificate)]
    assert told == [{"glh": 40, "tqt": 50}, {"glh": 80, "tqt": 100}]


def test_a_heading_with_another_title_begins_another_qualification() -> None:
    other = TITLE.replace("Level 3 Certificate", "Level 2 Award")
    body = f"<h1>{TITLE}</h1><p>{RULE}</p><h3>Mandatory units</h3>{LISTS[0]}"
    both = read(f"{body}<h1>{other}</h1><p>{RULE}</p><h3>Optional units</h3>{LISTS[1]}")
    assert [one.draft.section.title for one in both] == [TITLE, other]
    assert [len(one.draft.rows) for one in both] == [2, 3]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Guided Learning (GL) 88 hours (minimum) - 96 (maximum)", {"glh": 88, "glh_most": 96}),
        ("Total guided learning hours (GLH) 240", {"glh": 240}),
        ("Total Qualification Time (TQT): 1,200 hours", {"tqt": 1200}),
        ("Qualification Credit Value 12 credits", {"credit": 12}),
        ("Maximum GLH: 96", {"glh_most": 96}),
        ("GLH: between 85 and 96", {"glh": 85, "glh_most": 96}),
        ("GLH: 96 to 85", {}),
        ("Credit value: 120 (1,200 hours)", {"credit": 120}),
        ("TQT: 370 hours (37 credits)", {"credit": 37, "tqt": 370}),
        ("Credit value: 37 (390 hours)", {}),
        ("GLH ranges from 85 (minimum) to 96 (maximum)", {"glh": 85, "glh_most": 96}),
        ("Min Guided Learning Hours 85 Max Guided Learning Hours 96", {"glh": 85, "glh_most": 96}),
        ("The TQT is 370 hours, of which 210 are guided", None),
        ("GLH: 85 for those who have the Award", {}),
        ("Credit value of the units", None),
        ("Units have 12 credits", None),
    ],
)  # fmt: skip
def test_figures_under_labels(text: str, figures: dict[str, int] | None) -> None:
    assert figures_under_label(text) == figures


def test_a_figure_that_is_not_understood_is_asked_about() -> None:
    body = page(*LISTS).replace("<h2>Q", "<p>GLH: 85 for those who have the Award</p><h2>Q", 1)
    (written,) = read(body)
    assert "published/glh" in {one.about for one in written.evidence.open}


def test_credit_at_the_level_of_the_whole() -> None:
    said_so = "Minimum credits at / above level: 12 credits"
    assert "12 credits must be achieved at level 3 or above" in at_own_level(said_so, 3)
    assert at_own_level(said_so, None) == said_so
    assert at_own_level("Minimum credits at level 3: 12", 3) == "Minimum credits at level 3: 12"


def test_a_limit_in_the_brackets_of_a_label() -> None:
    label = "Optional credits (a minimum of 4 credits from Group B) 6"
    assert unbracketed(label) == ["Optional credits 6", "a minimum of 4 credits from Group B"]
    for other in ("Optional credits (see page 4)", "Optional credits (at level 3 or above"):
        assert unbracketed(other) == [other]


@pytest.mark.parametrize(
    ("head", "cell", "first", "last", "unread"),
    [
        ("Last registration date", "30 June 2027", None, date(2027, 6, 30), False),
        ("Available from", "01/09/2026", date(2026, 9, 1), None, False),
        ("Last certification date", "30/06/2027", None, None, True),
        ("Review", "30/06/2027", None, None, True),
    ],
)
def test_a_day_is_a_window_by_the_head_of_its_column(
    head: str, cell: str, first: date | None, last: date | None, unread: bool
) -> None:
    window = dated(head, cell)
    assert window is not None
    assert (window.opens, window.closes, window.unread) == (first, last, unread)
    assert dated(head, "Portfolio") is None


def test_a_reference_needs_no_label_beside_others() -> None:
    code = MANDATORY[0].code
    assert facts_in(f"{code} Level 1 2 credits GLH 16") == {
        "reference": code, "level": "1", "credit": "2", "glh": "16",
    }  # fmt: skip
    assert facts_in(code) == {}
    assert facts_in(f"{code} Cut reed, Level 1") == {}


def test_numbers_of_wales_and_scotland() -> None:
    for number in ("C00/4321/7", "GR2P 45"):
        body = page(*LISTS).replace("</h1>", f"</h1><p>Approval number: {number}</p>", 1)
        (written,) = read(body)
        assert written.draft.section.number == number


def test_a_table_goes_on_without_the_columns_of_the_table_above_it() -> None:
    """As a browser prints two tables with no space between them, and a page break in the second."""
    wide = [("Minimum credits", "", "", "", "", "", "9"), (*HEAD, "Type", "")]
    first = [(*cells(one), "Mandatory", "") for one in MANDATORY]
    second = "\n".join(",".join(map(str, (*cells(one), "Optional"))) for one in OPTIONAL)
    text = "\n".join(",".join(map(str, row)) for row in (*wide, *first))
    (written,) = drafts_of_bytes(f"{TITLE}\n{text}\n\n{second}\n".encode(), "a.csv")
    assert facts(written)["O"] == [cells(one) for one in OPTIONAL]
