"""Words that the end of a line parts: one word, two, or a question."""

from __future__ import annotations

from datetime import date

import pytest

from catalogue.handbooks.blocks import Block, Grid, Line, Spot
from catalogue.handbooks.lists.scan import scan
from catalogue.handbooks.readers.pagelines import PageLine, PageSeen, Piece, lines_of, measure
from catalogue.handbooks.readers.parting import WHOLE, columns_of, in_cell, parted_by_columns
from catalogue.handbooks.readers.signs import turned
from catalogue.handbooks.written.joints import HYPHEN, JOINT, settled_blocks

SPOT = Spot("page.pdf", 1)
PROSE = "Centres work in real life with customers who buy waterways and land for a service"


def settled(*cells: str, prose: str = PROSE) -> tuple[list[str], dict[str, str]]:
    """The cells of a table, settled beside some prose, and what was guessed."""
    blocks: list[Block] = [Line(prose, SPOT), Grid((cells,), (SPOT,), "geometry")]
    found, words = settled_blocks(blocks, ())
    table = found[-1]
    assert isinstance(table, Grid)
    return list(table.rows[0]), words.doubtful


@pytest.mark.parametrize(
    ("cell", "word"),
    [
        (f"custom{JOINT}ers pay", "customers pay"),  # the whole word stands in the prose
        (f"equipmen{JOINT}t", "equipment"),  # no word is a consonant alone
        (f"Communicati{JOINT}on of it", "Communication of it"),  # the ending goes across
        (f"manage{HYPHEN}ment", "management"),
        (f"self{HYPHEN}service", "self-service"),
        (f"land{JOINT}service", "land service"),  # both are words, and nothing else is broken
        (f"real{HYPHEN}time", "real-time"),  # nothing tells that the program sets hyphens
        (f"way{JOINT}finders and wayfin{JOINT}ders", "wayfinders and wayfinders"),
    ],
)  # fmt: skip
def test_what_is_sure_is_not_asked(cell: str, word: str) -> None:
    assert settled(cell) == ([word], {})


def test_what_may_be_one_word_or_two_is_asked() -> None:
    assert settled(f"Wildfowl{JOINT}counts") == (
        ["Wildfowlcounts"],
        {"wildfowlcounts": "Wildfowl counts"},
    )
    # the program breaks words elsewhere: then two that are known may be one
    cells, guessed = settled(f"land{JOINT}service", f"custom{JOINT}ers")
    assert cells == ["land service", "customers"]
    assert guessed == {"land service": "landservice"}


def test_a_hyphen_at_the_end_of_a_line_of_prose() -> None:
    lines: list[Block] = [
        Line("at least 5 credits from Op-", SPOT),
        Line("tional Group B", SPOT),
        Line("The optional units", SPOT),
    ]
    found, _ = settled_blocks(lines, ())
    assert [one.text for one in found if isinstance(one, Line)] == [
        "at least 5 credits from Optional", "Group B", "The optional units",
    ]  # fmt: skip


def piece(x0: float, top: float, text: str, spaced: bool = False) -> Piece:
    words = [(x0 + 5.0 * at, x0 + 5.0 * (at + len(one))) for one, at in places(text)]
    right = x0 + 5.0 * len(text)
    return Piece(
        x0,
        top,
        right,
        top + 10.0,
        text,
        False,
        words,
        5.0,
        (right - 5, top, right, top + 10),
        spaced,
    )


def places(text: str) -> list[tuple[str, int]]:
    return [(one, text.index(one)) for one in text.split()]


def page(*pieces: Piece) -> PageSeen:
    made = PageSeen(1, 400.0, 600.0, list(pieces))
    measure([made])
    return made


ROWS = (
    piece(40, 0, "T/505/1501"), piece(110, 0, "Health,wel"), piece(200, 0, "3"),
    piece(40, 40, "D/505/1508"), piece(110, 40, "Sluice"), piece(200, 40, "4"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second", "between"),
    [
        (piece(110, 60, "topographi"), piece(110, 71, "cal"), JOINT),
        (piece(110, 60, "topographi", spaced=True), piece(110, 71, "cal"), " "),
        (piece(110, 60, "Sluice"), piece(110, 71, "gates"), " "),  # it had room
        (piece(110, 60, "a Sluices,"), piece(110, 71, "all"), " "),  # not alone on its line
        (piece(110, 60, "02/06/2024"), piece(110, 71, "new"), " "),
        (piece(110, 60, "Customers "), piece(110, 71, "' needs"), ""),
    ],
)  # fmt: skip
def test_a_word_is_broken_where_it_alone_fills_its_line(
    first: Piece, second: Piece, between: str
) -> None:
    seen = page(*ROWS, first, second)
    text = in_cell([first, second], seen)
    assert text == first.text + between + second.text
    assert bool(seen.changed) == (between != " ")


def test_a_number_that_fills_its_line_goes_on() -> None:
    first, second = piece(40, 60, "T/505/150"), piece(40, 71, "1")
    seen = page(*ROWS[1:3], *ROWS[4:], piece(40, 0, "T/505/15"), first, second)
    assert in_cell([first, second], seen) == "T/505/1501"
    assert list(seen.changed.values()) == ["0" + WHOLE]


def test_the_heads_of_two_columns_are_parted_by_their_rows() -> None:
    lines = [
        *_lines(piece(40, 0, "Title"), piece(110, 0, "Level Credit")),
        *_lines(piece(40, 20, "Cut reed"), piece(112, 20, "3"), piece(142, 20, "5")),
        *_lines(piece(40, 40, "Lay a hedge"), piece(112, 40, "2"), piece(142, 40, "4")),
    ]
    parted = parted_by_columns(lines)
    assert [p.text for p in parted[0].pieces] == ["Title", "Level", "Credit"]


def test_words_set_wide_are_no_columns() -> None:
    lines = [
        *_lines(piece(40, 0, "Cut"), piece(80, 0, "reed"), piece(150, 0, "3"), piece(180, 0, "5")),
        *_lines(piece(40, 20, "Lay a hedge in"), piece(150, 20, "3"), piece(180, 20, "5")),
        *_lines(piece(40, 40, "Thatch a barn"), piece(150, 40, "3"), piece(180, 40, "5")),
    ]
    assert len(columns_of(lines)) == 3


def _lines(*pieces: Piece) -> list[PageLine]:
    return lines_of(pieces)


def _grid(number: int, *rows: tuple[str, ...]) -> Grid:
    spots = tuple(Spot("page.pdf", number, box=(0.0, 20.0 * n, 9.0, 9.0)) for n in range(len(rows)))
    return Grid(rows, spots, "geometry")


HEAD = ("Unit title", "Level", "Credit", "Reference")


def test_a_page_break_within_a_row_is_mended_and_asked_about() -> None:
    first = _grid(1, HEAD, ("Cut reed", "2", "3", "A/506/2130"), ("Lead a", "3", "4", "L/506/"))
    second = _grid(2, ("party", "", "", "2083"), ("Thatch", "2", "5", "Y/506/2085"))
    rows = [one.row for one in scan([first, second]) if one.row is not None]
    assert [(row.reference, row.title) for row in rows] == [
        ("A/506/2130", "Cut reed"), ("L/506/2083", "Lead a party"), ("Y/506/2085", "Thatch"),
    ]  # fmt: skip
    assert {name for name, _, _ in rows[1].doubts} >= {"cut", "title-word"}


def test_a_title_that_goes_on_on_the_next_page_has_its_window() -> None:
    title = "Lead a \N{EN DASH} withdrawn from"
    first = _grid(1, HEAD, ("Cut reed", "2", "3", "A/506/2130"), (title, "3", "4", "L/506/2083"))
    second = _grid(2, ("02/06/2024", "", "", ""), ("Thatch", "2", "5", "Y/506/2085"))
    (_, row, _) = [one.row for one in scan([first, second]) if one.row is not None]
    assert row is not None
    assert (row.title, row.closes) == ("Lead a", date(2024, 6, 2))
    assert [about for _, about, _ in row.doubts] == ["title"]


BOXED = b"""%PDF-1.4
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595 842]>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<<>>>> endobj
4 0 obj <</Length 0>> stream

endstream endobj
trailer <</Root 1 0 R>>
"""


def test_the_size_of_a_page_may_stand_in_the_parent_of_all() -> None:
    from pypdfium2 import PdfDocument

    page = PdfDocument(BOXED)[0]
    place, _ = turned(page, page.get_textpage(), 0)
    assert (place.width, place.height) == (595.0, 842.0)
