"""What specifications of awarding organisations print around their lists of units."""

from __future__ import annotations

from datetime import date

import pytest

from catalogue import Catalogue
from catalogue.handbooks.blocks import Block, Grid, Line, Spot
from catalogue.handbooks.drafts.writing import Written
from catalogue.handbooks.lists.celled import with_cells, with_lists
from catalogue.handbooks.lists.scan import scan
from catalogue.handbooks.lists.seen import Seen
from catalogue.handbooks.proofs.accounts import amounts_in
from catalogue.handbooks.readers.geometry import blocks_of
from catalogue.handbooks.readers.pagelines import PageLine, PageSeen, Piece, is_row
from catalogue.handbooks.sentences.sentences import sentences_of
from catalogue.handbooks.written.headings import titles_in
from catalogue.handbooks.written.rows import Row
from catalogue.handbooks.written.windows import window_in
from tests.catalogue.handbooks.reading import drafted
from tests.catalogue.handbooks.samples.truth import Unit, code, qualification, units

LIBRARY = Catalogue((), {}, (), "")
HEAD = ("Unit title", "Level", "Credit", "GLH", "Unit reference")
MANDATORY = units(4011, ("Prune fruit trees", 2, 3, 24), ("Graft rootstock", 2, 4, 30))
OPTIONAL = units(
    4111,
    ("Keep bees", 2, 3, 22),
    ("Press apples", 2, 3, 24),
    ("Store fruit through winter", 2, 4, 31),
)
TITLE = "Orchard Awards Level 2 Certificate in Fruit Growing"
RULE = "Learners must achieve 13 credits. All 7 credits must come from the mandatory units."


def document(*after: str, before: str = "", rule: str = RULE) -> str:
    """A specification in plain text, with words before and behind its lists."""
    lists = [
        "\n".join([name, "\t".join(HEAD), *map(row, some)])
        for name, some in (("Mandatory units", MANDATORY), ("Optional units", OPTIONAL))
    ]
    number = f"Qualification number: {qualification(811)}"
    return "\n\n".join([TITLE, number, before, "## Rules of combination", rule, *lists, *after])


def row(unit: Unit) -> str:
    return "\t".join(map(str, (unit.title, unit.level, unit.credit, unit.glh, unit.code)))


def one(text: str) -> Written:
    (written,) = drafted(text, "a.md", LIBRARY)
    return written


def asked(written: Written) -> list[str]:
    return [f"{doubt.name} {doubt.about}" for doubt in written.evidence.open]


@pytest.mark.parametrize(
    ("title", "opens", "closes"),
    [
        ("Sell fruit (This unit is not available after 1/2/2019)", None, date(2019, 2, 1)),
        ("Sell fruit (this unit is no longer available after 1 May 2020)", None, date(2020, 5, 1)),
        ("Sell fruit (From 01/01/2020)", date(2020, 1, 1), None),
        ("Sell fruit (until 31/08/2024)", None, date(2024, 8, 31)),
    ],
)  # fmt: skip
def test_a_window_that_a_whole_sentence_gives(
    title: str, opens: date | None, closes: date | None
) -> None:
    window = window_in(title)
    assert (window.title, window.opens, window.closes) == ("Sell fruit", opens, closes)


def test_words_of_a_title_are_no_window() -> None:
    assert window_in("Wines from 1945 until today").title == "Wines from 1945 until today"


def broken_over_a_page(rest: str) -> list[Row]:
    first, second = OPTIONAL[:2]
    cells = [tuple(map(str, (u.title, u.level, u.credit, u.glh, u.code))) for u in (first, second)]
    top, below = Spot("a.pdf", 1), Spot("a.pdf", 2)
    pages: list[Block] = [
        Grid((HEAD, *cells), (top,) * 3, "geometry"),
        Grid((HEAD, (rest, "", "", "", "")), (below,) * 2, "geometry"),
    ]
    return [seen.row for seen in scan(pages) if seen.row is not None]


def test_a_table_of_nothing_but_the_rest_of_a_title_goes_on_with_the_row_before() -> None:
    rows = broken_over_a_page(f"(From 01/01/2020. Replaces unit {code(4999)})")
    assert [(r.reference, r.title, r.opens) for r in rows] == [
        (OPTIONAL[0].code, "Keep bees", None),
        (OPTIONAL[1].code, "Press apples", date(2020, 1, 1)),
    ]
    assert any(name == "title-word" for name, *_ in rows[-1].doubts)


def test_a_bracket_without_its_other_is_asked_about() -> None:
    text = document().replace("Press apples", "Press apples (by hand")
    assert f"title-word units/{OPTIONAL[1].code}/title" in asked(one(text))


def test_a_column_of_not_applicable_ticks_nothing_off() -> None:
    text = "\n".join(
        line + ("\tExcluded" if "GLH" in line else "\tN/A") * ("\t" in line)
        for line in document().splitlines()
    )
    written = one(text)
    assert len(written.draft.section.rows) == 5
    assert not any(about.startswith("condition") for about in asked(written))


def test_paragraphs_with_numbers_are_each_one_and_their_numbers_count_nothing() -> None:
    texts = [
        "1.1 This certificate is for people who grow fruit in gardens, in orchards and on farms",
        "1.2 Learners must achieve a minimum of 13 credits from the units that are listed in the",
        "tables below",
        "2.5 credits are no chapter",
    ]
    spots = [Spot("a.txt", line=n) for n, _ in enumerate(texts, 1)]
    lines = [Seen(0, at, line=Line(text, at)) for text, at in zip(texts, spots, strict=True)]
    found = [one.text for one in sentences_of(lines, {})]
    assert found == [texts[0][4:], f"{texts[1][4:]} {texts[2]} {texts[3]}"]


def test_every_figure_of_a_line_with_labels_is_read() -> None:
    said = "The Total Qualification Time (TQT) for this qualification is 130 hours."
    said = f"{said} Guided Learning Hours (GLH): 100."
    figures = one(document(before=said)).draft.rules.figures
    assert {key: value for key, (value, _) in figures.items()} == {"tqt": 130, "glh": 100}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Level: 2 Credit: 6 Guided learning hours: 41", {("credit", 6), ("glh", 41)}),
        ("V3 June 2020 TQT amended from 450 to 460", {("tqt", 460)}),
        ("Credit for unit 206 amended from 5 to 6", set()),
        ("Total Qualification Time (TQT) for this qualification is 145 hours", {("tqt", 145)}),
    ],
)
def test_the_amounts_that_a_line_gives(text: str, found: set[tuple[str, int]]) -> None:
    assert {(one.measure, one.value) for one in amounts_in(text)} == found


def test_units_whose_figures_another_place_repeats_are_not_out_of_pattern() -> None:
    odd = document().replace("\t3\t24\t" + OPTIONAL[1].code, "\t3\t9\t" + OPTIONAL[1].code)
    more = "\n".join(row(u) for u in units(4211, ("Mow", 2, 2, 16), ("Dig", 2, 2, 15)))
    text = odd.replace(row(OPTIONAL[2]), f"{row(OPTIONAL[2])}\n{more}")
    about = f"range units/{OPTIONAL[1].code}/credit"
    assert about in asked(one(text))
    page = ["## Units", f"Unit reference: {OPTIONAL[1].code}", "Credit value: 3", "GLH: 9"]
    assert about not in asked(one("\n\n".join([text, *page])))


def test_a_title_of_two_awards_is_the_title_of_each() -> None:
    titles = titles_in("Orchard Level 1 Award and Certificate in Fruit Growing")
    assert [one.text for one in titles] == [
        "Orchard Level 1 Award in Fruit Growing", "Orchard Level 1 Certificate in Fruit Growing",
    ]  # fmt: skip
    assert len(titles_in("Orchard Level 1 Certificate and more")) == 1


SHORT = "Orchard Level 2 Award in Growing"


@pytest.mark.parametrize(
    ("places", "title"),
    [
        ((f"{SHORT}\nSoft Fruit and Nuts",) * 2, SHORT),
        (
            (f"{SHORT}\nSoft Fruit\nand Nuts", f"{SHORT} Soft\nFruit and Nuts"),
            f"{SHORT} Soft Fruit and Nuts",
        ),
        (("Orchard Level 2\nAward in Soft Fruit",), "Orchard Level 2 Award in Soft Fruit"),
    ],
)  # fmt: skip
def test_a_title_that_lines_break(places: tuple[str, ...], title: str) -> None:
    text = document(before="\n\n".join(places[1:])).replace(TITLE, places[0])
    written = one(text)
    assert written.draft.section.title == title


def test_cells_that_are_lines_of_their_own_are_rows() -> None:
    def lines(texts: list[str]) -> list[Block]:
        return [Line(text, Spot("a.txt", line=n)) for n, text in enumerate(texts, 1)]

    cells = ["Keep bees", "in winter", "2", "3", "22", OPTIONAL[0].code]
    whole = [*["Unit title", "Level", "Credit", "value", "GLH", "Unit reference"], *cells]
    after = ["Assessment", "Optional units", "Prose"]
    (grid, *rest) = with_cells(lines([*whole, *after]))
    assert isinstance(grid, Grid)
    assert grid.rows == (
        ("Unit title", "Level", "Credit value", "GLH", "Unit reference"),
        ("Keep bees in winter", "2", "3", "22", OPTIONAL[0].code),
    )
    assert [one.text for one in rest if isinstance(one, Line)] == after
    short = [*whole[:-2], OPTIONAL[0].code]  # a row that lacks a cell is none
    assert with_cells(lines(short)) == lines(short)


@pytest.mark.parametrize("last", [False, True])
def test_a_cell_that_lists_the_units_of_its_group_is_a_list(last: bool) -> None:
    units = [f"{u.title} {u.code}" if last else f"{u.code} {u.title}" for u in MANDATORY]
    rows = (
        ("Level", "2"),
        ("Mandatory units", " ".join(units)),
        ("Grading", "Pass"),
        ("Age", "16+"),
    )
    spots = tuple(Spot("a.pdf", 1) for _ in rows)
    (before, heading, *items, after) = with_lists([Grid(rows, spots, "pdfplumber")])
    assert isinstance(before, Grid)
    assert isinstance(after, Grid)
    assert (before.rows, after.rows) == (rows[:1], rows[2:])
    assert isinstance(heading, Line)
    assert heading.text == "Mandatory units"
    assert [one.text for one in items if isinstance(one, Line)] == units
    assert with_lists([after]) == [after]


def printed(*texts: str) -> PageLine:
    return PageLine([Piece(60.0 * n, 0, 60.0 * n + 50, 10, text) for n, text in enumerate(texts)])


@pytest.mark.parametrize(
    ("texts", "row"),
    [
        (("1", "Sports Psychology", "60", "Optional", "Internal"), True),
        (("BKCL", "Bookkeeping for growers", "60", "25%", "Computer-based test"), True),
        (("Level:", "2"), False),
        (("Unit reference number:", "A/505/3105"), False),
        (("1", "Know the soil", "1.1", "Describe how the soil is made better"), False),
    ],
)
def test_what_a_line_of_cells_is(texts: tuple[str, ...], row: bool) -> None:
    assert is_row(printed(*texts)) is row


def test_a_title_that_ends_with_a_number_gives_nothing_to_an_empty_cell_beside_it() -> None:
    text = document().replace("Press apples\t2\t3\t24", "Press apples 2\t2\t3\t")
    about = f"units/{OPTIONAL[1].code}"
    assert [one for one in asked(one(text)) if one.startswith("readers-differ")] == []
    assert any(about in one for one in asked(one(text)))  # the hours that are not there


def cover(usual: float) -> list[tuple[str, int]]:
    """The lines of a page that has a large title alone, in a document whose lines are so high."""
    pieces = [
        Piece(50, 100, 480, 124, "Orchard Awards Level 2 Certificate in Fruit"),
        Piece(50, 128, 140, 152, "Growing"),
        Piece(50, 200, 200, 210, "Version 2"),
    ]
    blocks = blocks_of(PageSeen(1, 600, 800, pieces, right=545, usual=usual), "a.pdf")
    return [(one.text, one.heading) for one in blocks if isinstance(one, Line)]


def test_the_title_of_a_cover_is_a_heading_by_the_lines_of_the_document() -> None:
    assert cover(10.0)[0] == ("Orchard Awards Level 2 Certificate in Fruit Growing", 2)
    assert cover(24.0)[0] == ("Orchard Awards Level 2 Certificate in Fruit", 0)
