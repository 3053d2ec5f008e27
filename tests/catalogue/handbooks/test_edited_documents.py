"""Word documents and workbooks as people leave them: what their readers make of them."""

from __future__ import annotations

import io
from typing import Any

import docx
from docx.oxml import parse_xml
from openpyxl import Workbook
from openpyxl.styles import Font

from catalogue.handbooks.blocks import Content, Grid
from catalogue.handbooks.lists.beside import lying, side_by_side
from catalogue.handbooks.lists.bounds import bounds_of
from catalogue.handbooks.lists.grids import by_heads, is_of_one, read_grid
from catalogue.handbooks.lists.tables import Head
from catalogue.handbooks.readers.kinds import read
from catalogue.handbooks.readers.stacked import is_of_unit_above, unstacked
from catalogue.handbooks.written.rows import Row
from tests.catalogue.handbooks.samples.truth import units

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
UNITS = units(9501, ("Salt a ham", 2, 3, 20), ("Smoke an eel", 3, 4, 31), ("Cure bacon", 2, 2, 12))
HEAD = ("Reference", "Unit title", "Level", "Credit", "GLH")
ROWS = [(u.code, u.title, str(u.level), str(u.credit), str(u.glh)) for u in UNITS]


def tabled(rows: list[tuple[str, ...]]) -> tuple[Any, Any]:
    document = docx.Document()
    return document, filled(document, rows)


def filled(parent: Any, rows: list[tuple[str, ...]]) -> Any:
    made = parent.add_table(rows=len(rows), cols=len(rows[0]))
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            made.cell(at, column).text = text
    return made


def word(document: Any) -> Content:
    stream = io.BytesIO()
    document.save(stream)
    return read(stream.getvalue(), "units.docx")


def grids(content: Content) -> list[tuple[tuple[str, ...], ...]]:
    return [one.rows for one in content.blocks if isinstance(one, Grid)]


def controlled(element: Any) -> None:
    """Put an element of a document into a content control."""
    control = parse_xml(f"<w:sdt {W}><w:sdtContent/></w:sdt>")
    element.addprevious(control)
    control[0].append(element)


def test_rows_and_cells_in_content_controls_are_those_of_the_table() -> None:
    document, made = tabled([HEAD, *ROWS])
    controlled(made._tbl.tr_lst[1])
    controlled(made._tbl.tr_lst[1].tc_lst[3])  # of the next row, as the first is in a control
    assert grids(word(document)) == [(HEAD, *ROWS)]


def test_a_cell_that_reaches_down_and_one_that_reaches_across() -> None:
    document, made = tabled([HEAD, ("Mandatory units", "", "", "", ""), *ROWS])
    made.cell(1, 0).merge(made.cell(1, 4))
    made.cell(2, 2).merge(made.cell(3, 2)).text = "2"
    expected = (
        HEAD,
        ("Mandatory units", "", "", "", ""),
        ROWS[0],
        (*ROWS[1][:2], "2", *ROWS[1][3:]),
        ROWS[2],
    )
    assert grids(word(document)) == [expected]


def test_what_a_unit_teaches_is_no_second_row_of_it() -> None:
    document, made = tabled(
        [(*HEAD, "Learning outcome"), *((*row, "Know how") for row in ROWS), (*ROWS[2], "Do it")]
    )
    for column in range(5):
        made.cell(3, column).merge(made.cell(4, column)).text = ROWS[2][column]
    (rows,) = grids(word(document))
    assert [row[0] for row in rows[1:]] == [row[0] for row in ROWS]
    assert not is_of_unit_above(ROWS[0], ())
    assert not is_of_unit_above((ROWS[0][0], "Part two", "4"), {0})  # a figure of its own


def test_units_in_the_lines_of_one_row() -> None:
    document, _ = tabled([HEAD, tuple("\n".join(one) for one in zip(*ROWS, strict=True))])
    assert grids(word(document)) == [(HEAD, *ROWS)]
    wrapped = (f"{ROWS[0][0]}\n{ROWS[1][0]}", "Salt\na\nham", "2\n3")
    assert unstacked(wrapped) == [(f"{ROWS[0][0]} {ROWS[1][0]}", "Salt a ham", "2 3")]
    assert unstacked(("Salt\na ham", "2\n3")) == [("Salt a ham", "2 3")]


def test_tables_that_another_sets_side_by_side() -> None:
    document = docx.Document()
    around = document.add_table(rows=1, cols=2)
    for cell, name, row in zip(around.rows[0].cells, ("Core", "Optional"), ROWS, strict=False):
        cell.text = f"{name} units"
        filled(cell, [HEAD, row])
    content = word(document)
    assert grids(content) == [(HEAD, ROWS[0]), (HEAD, ROWS[1])]
    words = [getattr(one, "text", "") for one in content.blocks]
    assert [one for one in words if one] == ["Core units", "Optional units"]


def sheet(*rows: tuple[object, ...]) -> Workbook:
    book = Workbook()
    assert book.active is not None
    book.active.title = "Units"
    for row in rows:
        book.active.append(list(row))
    return book


def workbook(book: Workbook) -> Content:
    stream = io.BytesIO()
    book.save(stream)
    return read(stream.getvalue(), "units.xlsx")


def test_what_a_workbook_hides_or_strikes_is_said() -> None:
    book = sheet(HEAD, *ROWS)
    page = book["Units"]
    assert workbook(book).remarks == []
    page.row_dimensions[3].hidden = True
    for cell in page[4]:
        cell.font = Font(strike=True)
    book.create_sheet("Last year").sheet_state = "hidden"
    content = workbook(book)
    (rows,) = grids(content)
    assert [row[0] for row in rows] == ["Reference", ROWS[0][0], ROWS[1][0]]
    said = " ".join(message for _, message, *_ in content.remarks)
    assert [name for name, *_ in content.remarks] == ["not-in-document", "condition", "condition"]
    assert f"row 3 is hidden, and read: {ROWS[1][0]}" in said
    assert f"row 4 is struck through, and left out: {ROWS[2][0]}" in said
    assert "Last year" in said


def grid(*rows: tuple[str, ...]) -> Grid:
    (content,) = (workbook(sheet(*rows)),)
    return next(one for one in content.blocks if isinstance(one, Grid))


def test_lists_side_by_side_are_parted_with_what_stands_above_each() -> None:
    names = ("Mandatory units", *[""] * 5, "Optional units", *[""] * 4)
    both = grid(names, (*HEAD, "", *HEAD), (*ROWS[0], "", *ROWS[1]), (*[""] * 6, *ROWS[2]))
    left, right = side_by_side(both)
    assert [row[0] for row in left.rows] == ["Mandatory units", "Reference", ROWS[0][0]]
    assert [row[0] for row in right.rows] == [
        "Optional units",
        "Reference",
        *(r[0] for r in ROWS[1:]),
    ]
    one = grid(HEAD, *ROWS)
    assert side_by_side(one) == [one]


def test_labels_above_the_head_are_a_table_of_their_own() -> None:
    above, below = by_heads(grid(("Credits", "14"), ("Day", "12/03/2026"), HEAD, *ROWS))
    assert [row[0] for row in above.rows] == ["Credits", "Day"]
    items, _ = read_grid(below)
    assert [one.reference for one, _ in items if isinstance(one, Row)] == [row[0] for row in ROWS]


def test_a_table_of_one_unit_and_one_of_a_title_that_is_a_label() -> None:
    def labels(title: str) -> list[tuple[str, ...]]:
        return [
            ("Unit title", title),
            ("Reference", ROWS[0][0]),
            ("Level", "Level 2"),
            ("Credit", "3"),
        ]

    assert is_of_one(labels("Salt a ham"))
    assert is_of_one(labels("Group"))
    assert not is_of_one([HEAD, ROWS[0]])


def test_columns_that_say_what_each_group_asks_for() -> None:
    head = Head(
        ["group", "other", "other", "reference"], ["Group", "Min credits", "Max credits", "Ref"]
    )
    a, b, odd = ("A", "3", "3", "x"), ("B", "4", "6", "y"), ("B", "5", "6", "z")
    assert list(bounds_of([a, a], head)) == ["Learners must achieve 3 credits from Group A."]
    assert list(bounds_of([a, b], head))[1:] == [
        "Learners must achieve a minimum of 4 credits from Group B.",
        "Learners must achieve a maximum of 6 credits from Group B.",
    ]
    assert list(bounds_of([b, odd], head)) == [
        "Learners must achieve a maximum of 6 credits from Group B."
    ]


def test_labels_again_in_cells_and_decimals_and_letters_of_groups() -> None:
    rows = [("Group", "Reference", "Unit title", "Level", "Credit")]
    rows += [
        (g, r[0], r[1], f"Level: {r[2]}", f"Credit: {r[3]},0")
        for g, r in zip("ABC", ROWS, strict=True)
    ]
    items, _ = read_grid(grid(*rows))
    found = [one for one, _ in items if isinstance(one, Row)]
    assert [(one.group, one.level, one.credit) for one in found] == [
        (g, int(r[2]), int(r[3])) for g, r in zip("ABC", ROWS, strict=True)
    ]
    assert not any(one.doubts for one in found)


def test_a_list_whose_units_are_columns_is_set_upright() -> None:
    titles = ("Unit title", *(row[1] for row in ROWS))
    lines = [("", "Core", "Core", "Optional"), titles, ("Reference", *(row[0] for row in ROWS))]
    lines += [(name, *(row[at] for row in ROWS)) for at, name in ((2, "Level"), (3, "Credit"))]
    above, turned = lying(grid(("Salting", "Handbook"), *lines))
    assert above.rows == (("Salting", "Handbook"),)
    items, _ = read_grid(turned)
    found = [one for one, _ in items if isinstance(one, Row)]
    assert [(u.reference, u.title, str(u.level), str(u.credit)) for u in found] == [
        row[:4] for row in ROWS
    ]
    assert [one.status for one in found] == ["M", "M", "O"]
    upright = grid(HEAD, *ROWS)
    assert lying(upright) == [upright]


def test_a_title_in_a_row_of_its_own_above_the_facts() -> None:
    rows = [
        line
        for r in ROWS
        for line in ((r[1],), (r[0], f"Level {r[2]}", f"{r[3]} credits", f"{r[4]} GLH"))
    ]
    items, _ = read_grid(grid(*rows))
    found = [one for one, _ in items]
    assert all(isinstance(one, Row) for one in found)
    assert [(u.reference, u.title, u.credit) for u in found if isinstance(u, Row)] == [
        (r[0], r[1], int(r[3])) for r in ROWS
    ]
