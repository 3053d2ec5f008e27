"""What a page shows beside its words: raised, struck-through, hidden and sideways signs."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from catalogue.handbooks.blocks import Content, Grid, Line, Spot, lowered, raised
from catalogue.handbooks.lists.scan import scan
from catalogue.handbooks.readers.pagelines import Piece
from catalogue.handbooks.readers.signs import Sign, Turned, pieces_of, without_struck
from catalogue.handbooks.written.joints import settled_blocks

Drawn = Callable[[Any], None]
ROWS = [
    ("D/506/2170", "Fold and trim leaflets", "3", "8", "40"),
    ("K/506/2169", "Store paper and card", "2", "4", "20"),
]
PLACES = (60, 140, 330, 380, 430, 480)


def drawn(draw: Drawn, *, size: tuple[int, int] = (595, 842), turn: int = 0) -> bytes:
    """A page that is drawn."""
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    stream = io.BytesIO()
    page = canvas.Canvas(stream, pagesize=size, invariant=1)
    page.setPageRotation(turn)
    draw(page)
    page.save()
    return stream.getvalue()


def printed(draw: Drawn, *, size: tuple[int, int] = (595, 842), turn: int = 0) -> Content:
    """A page that is drawn, as it is read back."""
    pytest.importorskip("pypdfium2")
    from catalogue.handbooks.readers.pdf import read_pdf

    return read_pdf(drawn(draw, size=size, turn=turn), "page.pdf")


def table(
    page: Any, top: float = 700, *, write: Callable[..., None] | None = None, ruled: bool = True
) -> None:
    """Two units in a table."""
    for number, row in enumerate([("Unit", "Title", "Level", "Credit", "GLH"), *ROWS]):
        y = top - 20 * number
        for x, cell in zip(PLACES, row, strict=False):
            page.setFont("Helvetica", 9)
            (write or page.drawString)(x + 4, y, cell)
        if ruled:
            for height in (y + 14, y - 6):
                page.line(PLACES[0], height, PLACES[-1], height)
            for x in PLACES:
                page.line(x, y + 14, x, y - 6)


def rows_of(content: Content) -> list[tuple[str, ...]]:
    blocks, _ = settled_blocks(content.blocks, ())
    return [row for block in blocks if isinstance(block, Grid) for row in block.rows][1:]


@pytest.mark.parametrize("ruled", [True, False])
def test_a_word_across_the_page_is_no_part_of_a_row(ruled: bool) -> None:
    def draw(page: Any) -> None:
        page.saveState()
        page.setFont("Helvetica-Bold", 80)
        page.translate(120, 580)
        page.rotate(35)
        page.drawString(0, 0, "DRAFT")
        page.restoreState()
        table(page, ruled=ruled)

    assert rows_of(printed(draw)) == ROWS


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_on_its_side_is_read_as_it_is_printed(turn: int) -> None:
    def draw(page: Any) -> None:
        page.translate(*{0: (0, 0), 90: (595, 0), 180: (595, 842), 270: (0, 842)}[turn])
        page.rotate(turn)
        table(page, 500)

    upright = printed(draw)
    assert rows_of(upright) == ROWS
    (grid,) = [block for block in upright.blocks if isinstance(block, Grid)]
    assert all(spot.box and spot.box[0] < 70 for spot in grid.spots)
    size = (595, 842) if turn % 180 == 0 else (842, 595)
    assert rows_of(printed(draw, turn=turn, size=(595, 842))) == ROWS
    from PIL import Image

    from catalogue.handbooks.readers.pictures import loaded_pictures, pictures_of

    picture = loaded_pictures(pictures_of(drawn(draw), [1]))[1]
    assert (picture.width, picture.height) == pytest.approx(size)
    image = Image.open(io.BytesIO(base64.b64decode(picture.jpeg))).convert("L")
    for spot in grid.spots:
        assert spot.box is not None
        left, top, right, bottom = (value * image.width / picture.width for value in spot.box)
        shades = image.crop((left, top, right, bottom)).histogram()
        assert any(shades[:100])  # the words of the row are in its box on the image


@pytest.mark.parametrize("ruled", [True, False])
def test_the_number_of_a_footnote_is_no_digit_of_a_figure(ruled: bool) -> None:
    def draw(page: Any) -> None:
        page.setFont("Helvetica", 5.5)
        for column, y, before, mark in ((3, 680, "8", "1"), (1, 660, ROWS[1][1], "2")):
            x = PLACES[column] + 4 + page.stringWidth(before, "Helvetica", 9)
            page.drawString(x, y + 3.5, mark)
        table(page, ruled=ruled)

    first, second = rows_of(printed(draw))
    assert first == (*ROWS[0][:3], "8\u00b9", "40")
    assert second == (ROWS[1][0], "Store paper and card\u00b2", *ROWS[1][2:])


def test_small_words_and_words_below_the_line_stay_what_they_are() -> None:
    def draw(page: Any) -> None:
        page.setFont("Helvetica", 12)
        page.drawString(60, 700, "1")
        page.setFont("Helvetica", 7)
        page.drawString(66.7, 704, "st")
        page.setFont("Helvetica", 12)
        page.drawString(76, 700, "aid and CO")
        page.setFont("Helvetica", 7)
        page.drawString(138, 697, "2")

    (line,) = printed(draw).blocks
    assert not isinstance(line, Grid)
    assert line.text.replace(" ", "") == "1staidandCO2"


@pytest.mark.parametrize("ruled", [True, False])
def test_a_row_that_is_struck_through_is_left_out_and_told(ruled: bool) -> None:
    def draw(page: Any) -> None:
        table(page, ruled=ruled)
        page.line(PLACES[0], 663, PLACES[-1], 663)

    content = printed(draw)
    assert [row for row in rows_of(content) if any(row)] == ROWS[:1]
    ((name, told, place),) = content.remarks
    assert place == 1
    assert name == "condition"
    assert "struck through on page 1" in told
    assert "K/506/2169" in told


@pytest.mark.parametrize(
    ("rule", "struck"),
    [
        ((105.0, 60.0, 110.0), "first"),  # as long as the words
        ((105.0, 50.0, 330.0), "first second third"),  # through the whole row
        ((105.0, 55.0, 135.0), ""),  # the edge of a cell that is too low for its words
        ((110.5, 60.0, 110.0), ""),  # below them
        ((105.0, 60.0, 80.0), ""),  # through the beginning
    ],
)
def test_what_a_rule_strikes_out(rule: tuple[float, float, float], struck: str) -> None:
    places = ((60.0, 110.0, "first"), (140.0, 200.0, "second"), (240.0, 300.0, "third"))
    pieces = [Piece(x0, 100.0, x1, 110.0, text) for x0, x1, text in places]
    kept, gone = without_struck(pieces, [rule])
    assert " ".join(piece.text for piece in gone) == struck
    assert [*kept, *gone] == sorted(pieces, key=lambda piece: piece in gone)


@pytest.mark.parametrize("gap", [0.5, 2, 4])
def test_words_that_are_set_wide_are_words(gap: float) -> None:
    def draw(page: Any) -> None:
        page.setFont("Helvetica-Bold", 12)
        page.drawString(60, 700, "GROUP A OPTIONAL UNITS", charSpace=gap)

    (line,) = printed(draw).blocks
    assert not isinstance(line, Grid)
    assert line.text == "GROUP A OPTIONAL UNITS"


def test_words_without_a_sign_between_them_are_parted_by_their_gap() -> None:
    def draw(page: Any) -> None:
        def word_by_word(x: float, y: float, text: str) -> None:
            for word in text.split():
                page.drawString(x, y, word)
                x += page.stringWidth(f"{word} ", "Helvetica", 9)

        table(page, write=word_by_word)

    assert rows_of(printed(draw)) == ROWS


def test_the_signs_of_a_ligature_share_their_place() -> None:
    wide = (10.0, 0.0, 17.0, 10.0)
    signs = [
        Sign("o", (4.0, 0.0, 10.0, 10.0), 10, 0),
        Sign("f", wide, 10, 1),
        Sign("f", wide, 10, 2),
        Sign("i", wide, 10, 3),
        Sign("c", (17.0, 0.0, 23.0, 10.0), 10, 4),
    ]
    assert [piece.text for piece in pieces_of(signs, lambda _: False)] == ["offic"]


@pytest.mark.parametrize("quarters", range(4))
def test_a_page_is_turned_about_its_own_corner(quarters: int) -> None:
    place = Turned(quarters, 10, 20, 300, 500)
    corners = {
        0: (10, 510, 14, 520),
        1: (10, 20, 20, 24),
        2: (306, 20, 310, 30),
        3: (300, 516, 310, 520),
    }
    left, top, right, bottom = place.box(*corners[quarters])
    assert (left, top, right, bottom) == (0, 0, 4, 10)
    assert (place.width, place.height) == ((300, 500) if quarters % 2 == 0 else (500, 300))


@pytest.mark.parametrize(
    ("words", "as_read"),
    [
        ("1", "\u00b9"),
        ("12", "\u00b9\u00b2"),
        ("a", "\u1d43"),
        ("st", "st"),
        ("123", "123"),
        ("*", "*"),
    ],
)
def test_raised_words(words: str, as_read: str) -> None:
    assert raised(words) == as_read
    assert lowered(as_read) == words


PAGE = """<h2>Group A</h2><table><tr><th>Unit</th><th>Title</th><th>Credit</th></tr>
<tr><td>D/506/2170</td><td>Fold leaflets<sup>2</sup></td><td>8<sup>1</sup></td></tr>
<tr><td>K/506/2169</td><td>Store <del>paper</del> card<i hidden> and glue</i></td><td>4</td></tr>
<tr><td><s>L/506/2178</s></td><td><s>Bind by hand</s></td><td><s>6</s></td></tr></table>"""
READ = [("D/506/2170", "Fold leaflets\u00b2", "8\u00b9"), ("K/506/2169", "Store card", "4")]


def test_what_a_web_page_shows() -> None:
    pytest.importorskip("selectolax")
    from catalogue.handbooks.readers.web import read_web

    content = read_web(PAGE.encode(), "page.html")
    assert [row for row in rows_of(content) if any(row)] == READ
    ((_, told, _),) = content.remarks
    assert told == "struck through, and left out: paper; L/506/2178; Bind by hand; 6"


def test_what_a_word_document_shows() -> None:
    docx = pytest.importorskip("docx")
    from catalogue.handbooks.readers.word import read_word

    document = docx.Document()
    document.add_heading("Group A", 2)
    shown = document.add_table(4, 3)

    def write(row: int, column: int, *runs: tuple[str, str]) -> None:
        paragraph = shown.cell(row, column).paragraphs[0]
        for text, how in runs:
            run = paragraph.add_run(text)
            if how:
                setattr(run.font, how, True)

    for column, head in enumerate(("Unit", "Title", "Credit")):
        write(0, column, (head, ""))
    write(1, 0, ("D/506/2170", ""))
    write(1, 1, ("Fold leaflets", ""), ("2", "superscript"))
    write(1, 2, ("8", ""), ("1", "superscript"))
    write(2, 0, ("K/506/2169", ""))
    write(2, 1, ("Store ", ""), ("paper ", "strike"), ("card", ""), (" and glue", "hidden"))
    write(2, 2, ("4", ""))
    for column, text in enumerate(("L/506/2178", "Bind by hand", "6")):
        write(3, column, (text, "double_strike"))
    stream = io.BytesIO()
    document.save(stream)
    content = read_word(stream.getvalue(), "page.docx")
    assert [row for row in rows_of(content) if any(row)] == READ
    ((_, told, _),) = content.remarks
    assert told == "struck through, and left out: paper; L/506/2178; Bind by hand; 6"


@pytest.mark.parametrize("around", ["sdt", "box", "table", "inserted", "moved"])
def test_no_part_of_a_word_document_is_passed_over(around: str) -> None:
    docx = pytest.importorskip("docx")
    from docx.oxml import parse_xml

    from catalogue.handbooks.readers.word import read_word

    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    said = "<w:r><w:t>Learners must achieve 12 credits.</w:t></w:r>"
    inner = f"<w:p>{said}</w:p>"
    cell = "<w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc>"
    box = f"<w:r><w:pict><w:txbxContent>{inner}</w:txbxContent></w:pict></w:r>"
    gone = "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
    away = "<w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom>"
    parts = {
        "sdt": f"<w:sdt {space}><w:sdtContent>{inner}</w:sdtContent></w:sdt>",
        "box": f"<w:p {space}>{box}</w:p>",
        "table": f"<w:tbl {space}>{cell}<w:tbl>{cell}{inner}</w:tc></w:tr></w:tbl>"
        "<w:p/></w:tc></w:tr></w:tbl>",
        "inserted": f"<w:p {space}><w:ins>{said}</w:ins>{gone}</w:p>",
        "moved": f"<w:p {space}><w:moveTo>{said}</w:moveTo>{away}</w:p>",
    }
    document = docx.Document()
    document.element.body.insert(0, parse_xml(parts[around]))
    stream = io.BytesIO()
    document.save(stream)
    content = read_word(stream.getvalue(), "page.docx")
    texts: list[str] = []
    for block in content.blocks:
        rows = block.rows if isinstance(block, Grid) else [(block.text,)]
        texts += [cell for row in rows for cell in row if cell]
    assert texts == ["Learners must achieve 12 credits."]


def test_bands_of_colour_are_no_cells() -> None:
    def draw(page: Any) -> None:
        page.setFillGray(0.9)
        for x, after in pairwise(PLACES):
            page.rect(x, 674, after - x, 20, stroke=0, fill=1)
        page.rect(PLACES[0], 654, PLACES[1] - PLACES[0], 20, stroke=0, fill=1)
        page.setFillGray(0)
        table(page, ruled=False)

    assert rows_of(printed(draw)) == ROWS


def test_a_word_that_a_cell_breaks_at_its_hyphen_is_one() -> None:
    def draw(page: Any) -> None:
        table(page)
        page.setFont("Helvetica", 9)
        for y in (640, 610):
            page.line(PLACES[0], y, PLACES[-1], y)
        for x in PLACES:
            page.line(x, 654, x, 610)
        for x, y, text in (
            (60, 628, "L/506/2178"),
            (140, 628, "Bind off-"),
            (140, 616, "cut paper"),
            (330, 628, "3"),
            (380, 628, "5"),
            (430, 628, "30"),
        ):
            page.drawString(x + 4, y, text)

    assert rows_of(printed(draw))[-1] == ("L/506/2178", "Bind off-cut paper", "3", "5", "30")


@pytest.mark.parametrize(
    ("opening", "title", "asked"),
    [
        ("handling", "Fold and trim leaflets handling", True),
        ("additional", "Fold and trim leaflets additional", True),
        ("Group B: optional units", "Fold and trim leaflets", False),
        ("12 credits", "Fold and trim leaflets", True),
    ],
)
def test_a_title_that_a_page_break_cuts_is_put_together(
    opening: str, title: str, asked: bool
) -> None:
    head = ("Unit", "Title", "Level", "Credit", "GLH")

    def grid(page: int, *rows: tuple[str, ...]) -> Grid:
        return Grid(rows, tuple(Spot("a.pdf", page) for _ in rows), "cells")

    column = 3 if opening.startswith("12") else 1
    rest = tuple(opening if at == column else "" for at in range(5))
    blocks = [grid(1, head, ROWS[0]), grid(2, rest, ROWS[1])]
    first, second = (one.row for one in scan(blocks) if one.row is not None)
    assert (first.title, bool(first.doubts)) == (title, asked)
    assert second.title == ROWS[1][1]


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        (("of Customer", "Information"), True),
        (("Units are assessed by a portfolio.",), False),
        ((), False),
    ],
)
def test_short_lines_that_a_page_begins_with_may_go_on_with_its_last_row(
    words: tuple[str, ...], asked: bool
) -> None:
    head = ("Unit", "Title", "Level", "Credit", "GLH")
    spots = (Spot("a.pdf", 1), Spot("a.pdf", 1))
    lines = [Line(text, Spot("a.pdf", 2)) for text in words]
    heading = Line("Optional Group C", Spot("a.pdf", 2), heading=2)
    (row,) = (
        one.row
        for one in scan([Grid((head, ROWS[0]), spots, "cells"), *lines, heading])
        if one.row is not None
    )
    assert [name for name, _, _ in row.doubts] == ["title-word"] * asked
