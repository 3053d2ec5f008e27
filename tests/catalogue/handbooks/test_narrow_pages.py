"""Pages without rules and with little room: what is a row, a head, a title is told by places."""

from __future__ import annotations

from catalogue.handbooks.blocks import Block, Grid, Line, Spot
from catalogue.handbooks.lists.scan import scan
from catalogue.handbooks.readers.abreast import has_bare_values, put_abreast
from catalogue.handbooks.readers.geometry import blocks_of
from catalogue.handbooks.readers.pagelines import PageSeen, Piece, without_margins
from tests.catalogue.handbooks.samples.stored import drafts_of_bytes

WIDE = 5.0
PrintedLine = tuple[float, *tuple[tuple[float, str], ...]]


def page(*lines: PrintedLine, right: float = 0.0) -> list[Block]:
    """The blocks of a page of lines, each its height and its pieces with their left edges."""
    pieces = [
        Piece(left, top, left + WIDE * len(text), top + 10.0, text, last=(left, top, left, top))
        for top, *parts in lines
        for left, text in parts
    ]
    return blocks_of(PageSeen(1, 420.0, 600.0, pieces, right=right), "page.pdf")


def grids(blocks: list[Block]) -> list[Grid]:
    return [one for one in blocks if isinstance(one, Grid)]


def row(
    top: float, reference: str, title: str, credit: str
) -> tuple[float, *tuple[tuple[float, str], ...]]:
    return (top, (40.0, reference), (110.0, title), (260.0, credit))


def test_rows_half_a_point_further_apart_than_their_lines_are_told_apart() -> None:
    (grid,) = grids(
        page(
            (0.0, (40.0, "Reference"), (110.0, "Unit title"), (260.0, "Credit")),
            row(11.0, "T/505/1501", "Apply facial", "2"),
            (21.0, (110.0, "treatments")),
            row(31.7, "D/505/1508", "Apply waxing", "4"),
            row(42.4, "T/505/1515", "Work with hot", "3"),
            (52.4, (110.0, "stones and oils")),
        )
    )
    assert [cells[1] for cells in grid.rows] == [
        "Unit title", "Apply facial treatments", "Apply waxing", "Work with hot stones and oils",
    ]  # fmt: skip


def test_values_in_the_middle_take_the_lines_around_them() -> None:
    (grid,) = grids(
        page(
            (0.0, (40.0, "Reference"), (110.0, "Unit title"), (260.0, "Credit")),
            (12.0, (110.0, "Apply facial")),
            row(22.0, "T/505/1501", "and eyelash", "2"),
            (32.0, (110.0, "treatments")),
            (44.0, (110.0, "Work with")),
            row(54.0, "D/505/1508", "hot stones", "4"),
            (64.0, (110.0, "and oils")),
        )
    )
    assert [cells[1] for cells in grid.rows[1:]] == [
        "Apply facial and eyelash treatments", "Work with hot stones and oils",
    ]  # fmt: skip


def test_a_second_table_with_columns_elsewhere_is_another_one() -> None:
    found = grids(
        page(
            (0.0, (40.0, "Ref"), (110.0, "Unit"), (260.0, "Level"), (300.0, "GLH")),
            (12.0, (40.0, "T/505/1501"), (110.0, "Lead a team"), (260.0, "4"), (300.0, "20")),
            (36.0, (40.0, "Group A")),
            (60.0, (40.0, "Ref"), (110.0, "Unit"), (190.0, "Level"), (230.0, "GLH")),
            (72.0, (40.0, "D/505/1508"), (110.0, "Plan a season"), (190.0, "3"), (230.0, "24")),
        )
    )  # fmt: skip
    assert [grid.rows[-1][1:] for grid in found] == [
        ("Lead a team", "4", "20"),
        ("Plan a season", "3", "24"),
    ]


def test_words_as_wide_as_narrow_pages_have_them_end_a_table() -> None:
    prose = "Learners must achieve 9 credits from the mandatory units and more"
    blocks = page(
        (0.0, (40.0, "Reference"), (110.0, "Unit title"), (260.0, "Credit")),
        row(12.0, "T/505/1501", "Apply waxing", "2"),
        row(24.0, "D/505/1508", "Apply oils", "4"),
        (45.0, (40.0, prose)),
        (55.0, (40.0, "credits from the optional units.")),
        right=40.0 + WIDE * len(prose),
    )
    assert [len(grid.rows) for grid in grids(blocks)] == [3]
    assert next(one.text for one in blocks if isinstance(one, Line)) == prose


def drafted(text: str) -> tuple[str | None, list[str], set[str]]:
    """The title of a text's draft, its groups, and what is in doubt of it."""
    (written,) = drafts_of_bytes(text.encode(), "page.txt")
    section = written.draft.section
    about = {one.about for one in written.evidence.doubts}
    return section.title, [group.id for group in section.groups], about


ROWS = (
    "Reference\tTitle\tLevel\tCredit\nT/505/1501\tApply waxing\t2\t3\n"
    "D/505/1508\tApply oils\t2\t4\n"
)


def test_the_middle_of_a_paragraph_is_no_heading_of_a_group() -> None:
    text = (
        "# Nordcliff Level 2 Award in Beauty\n\n## Structure\n\nThe award consists of two\n"
        f"mandatory units for a total of 7 credits and 40 hours\n\n{ROWS}"
    )
    assert drafted(text)[1] == ["U"]


def test_a_title_that_a_line_cuts_is_read_whole_where_it_stands_whole() -> None:
    cut = (
        "To be awarded the Nordcliff Level 2 Award in Beauty\nTherapy, learners complete both units"
        " of the group below.\n\nMandatory units\n"
    )
    title, _, about = drafted(
        f"{cut}{ROWS}\nProgression\n\nNordcliff Level 2 Award in Beauty Therapy"
    )
    assert (title, "title" in about) == ("Nordcliff Level 2 Award in Beauty Therapy", False)
    # where it stands whole nowhere, it is asked about
    title, _, about = drafted(f"{cut}{ROWS}")
    assert title != "Nordcliff Level 2 Award in Beauty Therapy"
    assert "title" in about


def test_a_title_that_a_page_break_parts_is_asked_about() -> None:
    def grid(number: int, *rows: tuple[str, ...]) -> Grid:
        return Grid(rows, tuple(Spot("page.pdf", number) for _ in rows), "geometry")

    head = ("Reference", "Unit title", "Credit")
    first = grid(1, head, ("T/505/1501", "Handling of customer", "2"))
    second = grid(2, ("D/505/1508", "Apply oils", "4"))
    rest = Line("payments in a shop", Spot("page.pdf", 2))
    for between, asked in ([rest], True), ([], False):
        rows = [one.row for one in scan([first, *between, second]) if one.row is not None]
        assert [any(name == "title-word" for name, _, _ in row.doubts) for row in rows] == [
            asked
        ] * 2


def sheet(*, gap: float, step: float) -> list[Block]:
    """A sheet with a list at the left and one at the right, ``step`` points lower."""
    pieces = [
        Piece(x, top, x + WIDE * len(text), top + 10.0, text)
        for n in range(7)
        for top, aside, one, title, credit in (
            (20.0 * n, 0.0, f"T/505/15{n:02}", f"Pack apples of kind {n}", "2"),
            (20.0 * n + step, 230.0 + gap, f"D/505/16{n:02}", f"Store pears of kind {n}", "4"),
        )
        for x, text in ((40.0 + aside, one), (110.0 + aside, title), (260.0 + aside, credit))
    ]
    return blocks_of(PageSeen(1, 530.0 + gap, 300.0, pieces), "page.pdf")


def test_two_pages_on_a_sheet_are_read_one_after_the_other() -> None:
    blocks = sheet(gap=30.0, step=7.0)
    rows = [row for grid in grids(blocks) for row in grid.rows]
    assert len(rows) == 14
    assert [r[0][:1] for r in rows] == ["T"] * 7 + ["D"] * 7
    assert {len(r) for r in rows} == {3}


def test_rows_across_a_sheet_stay_whole() -> None:
    """What stands at the right of a wide gap, line beside line, is of the same row."""
    assert any(len(row) > 3 for grid in grids(sheet(gap=30.0, step=0.0)) for row in grid.rows)


def test_a_level_alone_across_a_table_is_no_part_of_a_title() -> None:
    (grid,) = grids(
        page(
            (0.0, (40.0, "Reference"), (110.0, "Unit title"), (260.0, "Credit")),
            (12.0, (40.0, "Level 2")),
            row(24.0, "T/505/1501", "Apply waxing", "2"),
            (36.0, (40.0, "Level 3")),
            row(48.0, "D/505/1508", "Apply henna", "4"),
        )
    )
    assert [cells[1] for cells in grid.rows] == [
        "Unit title",
        "",
        "Apply waxing",
        "",
        "Apply henna",
    ]


def in_columns(*, rest: bool = False) -> list[Block]:
    """Two columns of a page below a line across it, each with a head and units of its own.

    ``rest`` lets the right one begin with the end of the last title of the left.
    """
    head = ((0.0, "Ref"), (70.0, "Unit title"), (180.0, "Credit"))
    columns: list[Piece] = []
    lines: list[tuple[float, tuple[tuple[float, str], ...]]]
    for left, name, first in ((40.0, "T", 15), (270.0, "D", 16)):
        top = 40.0 if left < 200 else 47.0
        lines = [(top, head)]
        if rest and left > 200:
            lines.append((top + 12, ((70.0, "and ripe fruit"),)))
            top += 12
        for n in range(4):
            cells = ((0.0, f"{name}/505/{first}0{n}"), (70.0, f"Pick kind {n}"), (180.0, "2"))
            lines.append((top + 18 + 22 * n, cells))
            if not (rest and left < 200 and n == 3):
                lines.append((top + 28 + 22 * n, ((70.0, "of soft fruit"),)))
        columns += [
            Piece(left + x, y, left + x + WIDE * len(text), y + 10.0, text)
            for y, cells in lines
            for x, text in cells
        ]
    across = Piece(
        40.0, 10.0, 460.0, 20.0, "All of these units are about fruit that is picked by hand"
    )
    return blocks_of(PageSeen(1, 500.0, 600.0, [across, *columns]), "page.pdf")


def test_columns_that_both_list_units_are_read_one_after_the_other() -> None:
    first, *others = in_columns()
    assert isinstance(first, Line)
    rows = [row for grid in grids(others) for row in grid.rows]
    assert [row[0] for row in rows if "/" in row[0]] == [
        *(f"T/505/150{n}" for n in range(4)), *(f"D/505/160{n}" for n in range(4)),
    ]  # fmt: skip
    assert {len(row) for row in rows} == {3}


def test_what_a_column_begins_with_may_be_the_rest_of_the_row_before() -> None:
    rows = [one.row for one in scan(in_columns(rest=True)) if one.row is not None]
    assert rows[3].title == "Pick kind 3 and ripe fruit"
    assert [name for name, _, _ in rows[3].doubts] == ["title-word"]
    assert rows[4].title == "Pick kind 0 of soft fruit"


def test_words_set_wide_are_of_one_cell() -> None:
    (grid,) = grids(
        page(
            (0.0, (40.0, "Reference"), (110.0, "Unit title"), (260.0, "Credit")),
            row(12.0, "T/505/1501", "Apply waxing with hot", "2"),
            (22.0, (110.0, "stones,"), (160.0, "oils"), (205.0, "and")),
            (32.0, (110.0, "creams of all kinds")),
            row(42.0, "D/505/1508", "Apply henna", "4"),
        )
    )
    assert [cells[1] for cells in grid.rows[1:]] == [
        "Apply waxing with hot stones, oils and creams of all kinds", "Apply henna",
    ]  # fmt: skip


def test_titles_that_all_end_where_their_cell_does_are_asked_about() -> None:
    def lines(*titles: str) -> list[Block]:
        head = (0.0, (40.0, "Reference"), (110.0, "Unit title"), (260.0, "Credit"))
        rows = (row(12.0 * n, f"T/505/150{n}", title, "2") for n, title in enumerate(titles, 1))
        return page(head, *rows)

    cut = ["Apply waxing to the fac", "Care", "Work with hot stones an", "Sell"]
    whole = ["Apply waxing to the face", "Care", "Work with stones", "Sell"]
    for blocks, asked in (
        (
            lines(*cut, "Lead a team of therapis", "Henna"),
            {1, 2, 3, 4, 5},
        ),  # and the row above each
        (lines(*whole, "Lead a team", "Henna"), set[int]()),
    ):
        found = [one.row for one in scan(blocks) if one.row is not None]
        abouts = [{about for _, about, _ in one.doubts} for one in found]
        assert {n for n, about in enumerate(abouts, 1) if "row" in about} == asked


def test_a_number_alone_at_the_edge_is_of_the_page_only_if_it_counts_pages() -> None:
    def numbered(number: int, *edge: tuple[float, str]) -> PageSeen:
        text = ((top, 100.0, words) for top, words in edge)
        return PageSeen(number, 400.0, 600.0, [Piece(x, y, x + 20, y + 10, t) for y, x, t in text])

    pages = [
        numbered(3, (20.0, "4"), (31.0, "Apply waxing"), (580.0, "12")),
        numbered(4, (20.0, "of a day"), (580.0, "13")),
    ]
    without_margins(pages)
    assert [[p.text for p in one.pieces] for one in pages] == [["4", "Apply waxing"], ["of a day"]]


def test_columns_that_stand_pages_later_are_put_beside_their_rows() -> None:
    def printed(number: int, *cells: tuple[float, float, str]) -> PageSeen:
        pieces = [Piece(x, y, x + WIDE * len(t), y + 10.0, t) for y, x, t in cells]
        return PageSeen(number, 300.0, 400.0, pieces)

    titles = [(20.0 * n, 40.0, f"Pick fruit of kind {n}") for n in range(2, 7)]
    first = printed(1, (20.0, 40.0, "Unit title"), *titles)
    hours = [(20.0 * n, 40.0, str(10 * n)) for n in range(2, 7)]
    second = printed(2, (20.0, 40.0, "GLH"), *hours)
    (sheet,), numbers = put_abreast([first, second])
    (grid,) = grids(blocks_of(sheet, "page.pdf"))
    assert (numbers, grid.rows[1], len(grid.rows)) == ([(1, 2)], ("Pick fruit of kind 2", "20"), 6)
    # at other heights, they are of no row that is known, and asked about as they are
    lower = printed(2, *((y + 7.0, x, t) for y, x, t in hours))
    assert put_abreast([first, lower]) == ([first, lower], [])
    assert [has_bare_values(one) for one in (first, second, lower)] == [False, True, True]
