"""What a workbook shows beside its words: never passed over where nothing else tells."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from catalogue.records.reading import RecordError, read_content

T, R = "T/506/2952", "R/506/2151"


def units(rows: list[list[object]], mark: Callable[[Any], object]) -> list[str]:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    mark(sheet)
    out = io.BytesIO()
    book.save(out)
    return [one.name for one in read_content(out.getvalue(), "r.xlsx").record.achievements]


def coloured(*cells: str, colour: str = "FF00B050") -> Callable[[Any], object]:
    def mark(sheet: Any) -> None:
        for cell in cells:
            sheet[cell].fill = PatternFill("solid", fgColor=colour)

    return mark


def struck(sheet: Any) -> None:
    sheet["A3"].font = Font(strike=True)


def bold(sheet: Any) -> None:
    sheet["A1"].font = Font(bold=True)
    sheet["A2"].font = Font(bold=True)


def bold_throughout(sheet: Any) -> None:
    for cell in ("A1", "A2", "A3"):
        sheet[cell].font = Font(bold=True)


def sloped(sheet: Any) -> None:
    sheet["B2"].font = Font(italic=True)


def commented(sheet: Any) -> None:
    sheet["A3"].comment = Comment("Withdrawn in March", "tutor")


BARE: list[list[object]] = [["Unit", "Title"], [T, "a"], [R, "b"]]
TOLD: list[list[object]] = [["Unit", "Status"], [T, "Pass"], [R, "Pass"]]


@pytest.mark.parametrize(
    ("rows", "mark"),
    [
        (BARE, coloured("A2")), (BARE, struck), (BARE, commented), (BARE, bold), (BARE, sloped),
        (TOLD, struck), (TOLD, commented),
    ],
)  # fmt: skip
def test_what_differs_and_may_tell_is_asked(
    rows: list[list[object]], mark: Callable[[Any], object]
) -> None:
    with pytest.raises(RecordError, match="Seen beside the cells"):
        units(rows, mark)


@pytest.mark.parametrize(
    ("rows", "mark"),
    [
        (BARE, coloured("A1", "B1")), (BARE, coloured("A2", "A3")), (TOLD, coloured("A2")),
        (BARE, coloured("A2", colour="FFFFFFFF")), (BARE, bold_throughout), (TOLD, bold),
    ],
)  # fmt: skip
def test_looks_of_headings_of_all_or_beside_an_outcome_are_no_question(
    rows: list[list[object]], mark: Callable[[Any], object]
) -> None:
    assert units(rows, mark) == [T, R]


def test_a_formula_in_place_of_a_unit_is_asked_about() -> None:
    with pytest.raises(RecordError, match="the unit is a formula"):
        units([["Unit", "Status"], [T, "Pass"], ["=A2", "Pass"]], lambda sheet: None)


class TestOpenDocument:
    STYLES = (
        '<style:style style:name="struck" style:family="table-cell"><style:text-properties'
        ' style:text-line-through-style="solid"/></style:style>'
        '<style:style style:name="own" style:parent-style-name="struck"/>'
        '<style:style style:name="green"><style:table-cell-properties'
        ' fo:background-color="#00b050"/></style:style>'
        '<style:style style:name="clear" style:parent-style-name="green">'
        '<style:table-cell-properties fo:background-color="transparent"/></style:style>'
        '<style:style style:name="away"><style:table-properties table:display="false"/>'
        "</style:style>"
    )

    def units(self, *rows: str, more: str = "") -> list[str]:
        """The units of a sheet whose rows are cells, each with its style and text."""
        spaces = " ".join(
            f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{of}:1.0"'
            for name, of in [("office", "office"), ("table", "table"), ("text", "text"),
                             ("style", "style"), ("fo", "xsl-fo-compatible")]
        )  # fmt: skip
        lines = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
        content = (
            f"<office:document-content {spaces}><office:automatic-styles>{self.STYLES}"
            "</office:automatic-styles><office:body><office:spreadsheet>"
            f'<table:table table:name="S">{lines}</table:table>{more}'
            "</office:spreadsheet></office:body></office:document-content>"
        )
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
            archive.writestr("content.xml", content)
        return [one.name for one in read_content(out.getvalue(), "r.ods").record.achievements]

    @staticmethod
    def cell(text: str, style: str = "", inside: str = "") -> str:
        own = f' table:style-name="{style}"' if style else ""
        return f"<table:table-cell{own}>{inside}<text:p>{text}</text:p></table:table-cell>"

    @pytest.mark.parametrize("style", ["struck", "own"])
    def test_a_line_through_a_unit_is_asked_about_beside_its_outcome(self, style: str) -> None:
        head = self.cell("Unit") + self.cell("Result")
        first = self.cell(T) + self.cell("Pass")
        assert self.units(head, first, self.cell(R) + self.cell("Pass")) == [T, R]
        with pytest.raises(RecordError, match=r"Seen beside the cells.*struck out"):
            self.units(head, first, self.cell(R, style) + self.cell("Pass"))

    def test_a_colour_is_asked_about_where_nothing_else_tells(self) -> None:
        with pytest.raises(RecordError, match=r"Seen beside the cells.*green"):
            self.units(self.cell("Unit"), self.cell(T, "green"), self.cell(R))
        assert self.units(self.cell("Unit"), self.cell(T, "clear"), self.cell(R)) == [T, R]

    def test_a_comment_is_no_part_of_its_cell_and_asked_about_if_it_laments(self) -> None:
        head = self.cell("Unit") + self.cell("Result")
        note = "<office:annotation><text:p>{}</text:p></office:annotation>"
        rows = [head, self.cell(T) + self.cell("Pass")]
        last = self.cell(R) + self.cell("Pass", inside=note.format("seen in May"))
        assert self.units(*rows, last) == [T, R]
        last = self.cell(R) + self.cell("Pass", inside=note.format("failed in May"))
        with pytest.raises(RecordError, match="failed in May"):
            self.units(*rows, last)

    def test_a_hidden_sheet_is_not_read(self) -> None:
        rows = "".join(f"<table:table-row>{self.cell(x)}</table:table-row>" for x in ("Unit", R))
        hidden = f'<table:table table:name="H" table:style-name="away">{rows}</table:table>'
        assert self.units(self.cell("Unit"), self.cell(T), more=hidden) == [T]
