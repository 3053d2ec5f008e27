"""A result that is written whole: among its parts first, then renamed to its place."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from adviser.workbook.table import Chart, Table
from catalogue import UnitwiseError
from solver.many.parts import Parts

FORMS = (".xlsx", ".csv", ".parquet", ".jsonl")
"""What the name of a result may end in."""


def refuse_existing(path: Path) -> None:
    """Refuse a name that is taken, or in a folder that is not there.

    Raises
    ------
    UnitwiseError
        If it is.
    """
    if path.exists():
        raise UnitwiseError(f"{path} exists already", hint="name another file, or remove this one")
    if not path.parent.is_dir():
        raise UnitwiseError(f"{path.parent} is no folder")


def write_result(
    path: Path, tables: Sequence[Table], parts: Parts, code: int, chart: Chart | None = None
) -> None:
    """Write a result in the form that its name ends in; CSV and Parquet are a folder of files.

    The parts go once it is in its place; the command ends with ``code``.

    Raises
    ------
    UnitwiseError
        If it cannot be written.
    """
    try:
        made = parts.workshop() / path.name
        _write(made, tables, parts, chart)
        parts.publish(made, path, code)
    except OSError as error:
        raise UnitwiseError(
            f"{path} cannot be written: {error.strerror or error}",
            hint="what was answered is kept: --resume writes it",
        ) from error


def _write(made: Path, tables: Sequence[Table], parts: Parts, chart: Chart | None) -> None:
    match made.suffix.casefold():
        case ".jsonl":
            with made.open("wb") as stream:
                stream.writelines(line + b"\n" for line in parts)
        case ".csv":
            from adviser.workbook.folders import write_csv

            made.mkdir()
            write_csv(made, tables)
        case ".parquet":
            from adviser.workbook.folders import write_parquet

            made.mkdir()
            write_parquet(made, tables)
        case _:
            from adviser.workbook.xlsx import write_workbook

            write_workbook(made, tables, parts.day, chart)
