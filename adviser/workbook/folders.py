"""Tables as a folder: of CSV files, or of Parquet."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from adviser.pages.sheets import cell
from adviser.workbook.table import Table
from catalogue import UnitwiseError

_BLOCK = 10_000
"""Rows that are written together."""


def file_name(table: Table) -> str:
    """Return the name of the file of a table, without what it ends in."""
    return table.name.lower().replace(" ", "-")


def write_csv(folder: Path, tables: Iterable[Table]) -> None:
    """Write each table as a CSV file, in UTF-8 with the mark by which spreadsheets know it."""
    for table in tables:
        path = folder / f"{file_name(table)}.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow([column.heading for column in table.columns])
            writer.writerows([cell(value) for value in row] for row in table.rows())


def write_parquet(folder: Path, tables: Iterable[Table]) -> None:
    """Write each table as a Parquet file.

    Raises
    ------
    UnitwiseError
        If the package for it is not installed.
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise UnitwiseError(
            "Parquet needs another package", hint="pip install 'unitwise[parquet]'"
        ) from error
    types = {"text": pyarrow.string(), "number": pyarrow.int64()}
    types |= {"money": pyarrow.float64(), "share": pyarrow.float64()}
    types |= {"date": pyarrow.date32()}
    for table in tables:
        schema = pyarrow.schema([(one.heading, types[one.kind]) for one in table.columns])
        path = folder / f"{file_name(table)}.parquet"
        with pyarrow.parquet.ParquetWriter(path, schema) as writer:
            rows = iter(table.rows())
            while block := list(islice(rows, _BLOCK)):
                made = [
                    pyarrow.array(
                        [None if value in (None, "") else _typed(value, one.kind) for value in own],
                        type=types[one.kind],
                    )
                    for one, own in zip(table.columns, zip(*block, strict=True), strict=True)
                ]
                writer.write_table(pyarrow.Table.from_arrays(made, schema=schema))


def _typed(value: object, kind: str) -> object:
    return str(value) if kind == "text" else value
