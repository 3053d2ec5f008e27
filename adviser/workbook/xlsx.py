"""Tables as a workbook: frozen heads, filters, dates as dates, and text never a formula."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from itertools import accumulate, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from adviser.workbook.table import Chart, Column, Table

MOST_ROWS = 1_048_575
"""Rows of a sheet below its headings, inclusive; what is more goes on another sheet."""

_LINE = 15.0
"""Points that a line of words is high, as rows are where nothing is said."""

_HIGHEST = 408.75
"""Points that a row can be high, inclusive."""

_ACROSS = 200
"""Signs beside each other that can still be read on a page on its side."""

_REPEATED = 45
"""Signs of the columns that every page across begins with, inclusive."""

_MOST_SIGNS = 32_767
"""Signs that a cell can have, inclusive."""


def write_workbook(
    path: Path,
    tables: Iterable[Table],
    made: date,
    chart: Chart | None = None,
    title: str = "Cohort",
) -> None:
    """Write tables, a sheet each; ``made`` and ``title`` are what the file gives for itself.

    The first table is drawn beside its rows by ``chart``. What has more rows than a sheet can have
    goes on with another of the same name and a number.

    Raises
    ------
    OSError
        If there is no room for it.
    """
    from xlsxwriter.exceptions import XlsxWriterException

    failed: tuple[Any, ...] = ()
    before = sys.unraisablehook
    sys.unraisablehook = lambda _: None  # what cannot be closed for want of room is told below
    try:
        _write(path, tables, made, chart, title)
    except XlsxWriterException as error:
        behind = next((one for one in error.args if isinstance(one, OSError)), None)
        failed = (str(error),) if behind is None else (behind.errno, behind.strerror)
        del behind
    finally:
        sys.unraisablehook = before
    if failed:
        raise OSError(*failed)


def workbook_of(tables: Iterable[Table], made: date, title: str) -> bytes:
    """Return tables as a workbook that is called so; of a small one, which memory holds."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "made.xlsx"
        write_workbook(path, tables, made, title=title)
        return path.read_bytes()


def _write(
    path: Path, tables: Iterable[Table], made: date, chart: Chart | None, title: str
) -> None:
    import xlsxwriter

    options = {
        "constant_memory": True,
        "tmpdir": str(path.parent),  # rows of learners are nowhere but where they were asked for
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": True,
    }
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"title": title, "created": datetime.combine(made, time())})
        formats = {
            "head": book.add_format(
                {
                    "bold": True,
                    "text_wrap": True,
                    "valign": "top",
                    "bg_color": "#E4ECF4",
                    "bottom": 1,
                }
            ),
            "text": book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"}),
            "number": book.add_format({"num_format": "#,##0", "valign": "top"}),
            "share": book.add_format({"num_format": "0.0%", "valign": "top"}),
            "money": book.add_format({"num_format": "£#,##0.00", "valign": "top"}),
            "date": book.add_format({"num_format": "d mmm yyyy", "valign": "top", "align": "left"}),
        }
        for number, table in enumerate(tables):
            first = _sheets(book, table, formats)
            if number == 0 and chart is not None:
                _draw(book, first, chart, len(table.columns))


def _sheets(book: Any, table: Table, formats: dict[str, Any]) -> Any:
    rows = iter(table.rows())
    first = None
    number = 0
    while True:
        number += 1
        name = table.name if number == 1 else f"{table.name} {number}"
        sheet = book.add_worksheet(name)
        first = first or sheet
        written = _rows(sheet, table, islice(rows, MOST_ROWS), formats)
        if written < MOST_ROWS:
            return first


def _rows(sheet: Any, table: Table, rows: Iterable[Sequence[object]], formats: Any) -> int:
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    _lay_out(sheet, [column.width for column in table.columns])
    headings = [column.heading for column in table.columns]
    sheet.set_row(0, _lines(table.columns, headings) * _LINE)
    for number, column in enumerate(table.columns):
        sheet.set_column(number, number, column.width, formats[column.kind])
        sheet.write_string(0, number, column.heading, formats["head"])
    line = 0
    for line, row in enumerate(rows, 1):
        if (lines := _lines(table.columns, row)) > 1:
            sheet.set_row(line, min(lines * _LINE, _HIGHEST))
        for number, (column, value) in enumerate(zip(table.columns, row, strict=True)):
            _cell(sheet, line, number, value, formats[column.kind], formats["text"])
    sheet.autofilter(0, 0, max(line, 1), len(table.columns) - 1)
    return line


def _lay_out(sheet: Any, widths: Sequence[int]) -> None:
    """Have a sheet printed so that it can be read, with headings and names on each page."""
    sheet.repeat_rows(0)
    across = max(1, round(sum(widths) / _ACROSS))
    sheet.fit_to_pages(across, 0)
    if across > 1:
        repeated = sum(total <= _REPEATED for total in accumulate(widths))
        sheet.repeat_columns(0, max(repeated - 1, 0))


def _lines(columns: Sequence[Column], row: Sequence[object]) -> int:
    """How many lines of words the fullest cell of a row has: not every program works it out."""
    return max(
        (
            sum(-(-len(part) // column.width) for part in value.split("\n"))
            for column, value in zip(columns, row, strict=True)
            if isinstance(value, str) and len(value) > column.width
        ),
        default=1,
    )


def _cell(sheet: Any, line: int, number: int, value: object, form: Any, text: Any) -> None:
    if value is None or value == "":
        return  # the format of the column is that of its empty cells
    if isinstance(value, date):
        sheet.write_datetime(line, number, datetime.combine(value, time()), form)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        sheet.write_number(line, number, value, form)
    else:
        sheet.write_string(line, number, str(value)[:_MOST_SIGNS], text)


def _draw(book: Any, sheet: Any, of: Chart, column: int) -> None:
    chart = book.add_chart({"type": "bar"})
    chart.add_series(
        {
            "categories": [sheet.get_name(), 1, 0, of.size, 0],
            "values": [sheet.get_name(), 1, 2, of.size, 2],
            "name": of.title,
            "fill": {"color": "#3B6EA5"},
            "data_labels": {"value": True},
        }
    )
    chart.set_title({"name": of.title})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True})
    where = {"object_position": 3, "description": of.title}
    sheet.insert_chart(0, column + 1, chart, where)
