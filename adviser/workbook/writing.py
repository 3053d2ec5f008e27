"""A result that is written whole: among its parts first, then renamed to its place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from adviser.keeping import admit
from adviser.workbook.table import Chart, Table
from catalogue import UnitwiseError
from solver.many.parts import Parts

FORMS = (".xlsx", ".csv", ".parquet", ".jsonl")
"""What the name of a result may end in."""


BEGINS = {".xlsx": "PK", ".jsonl": '{"version": 1, "answer": "'}
"""How a result begins that is a file; the others are folders."""


def admit_result(path: Path, read: Iterable[Path] = (), *, replace: bool = False) -> None:
    """Refuse a result that could not be written in the end: see :func:`adviser.keeping.admit`.

    A folder may be replaced if it holds nothing but tables of an earlier result.

    Raises
    ------
    UnitwiseError
        If it may not be written.
    """
    form = path.suffix.casefold()
    if form in BEGINS or not path.exists():
        admit(path, [BEGINS.get(form, "")], read, replace=replace)
        return
    tables = list(path.iterdir()) if path.is_dir() else None
    if tables is None or (
        tables
        and (
            path / f"summary{form}" not in tables
            or not all(one.is_file() and one.suffix == form for one in tables)
        )
    ):
        raise UnitwiseError(
            f"{path} exists already, and is no folder of such tables", hint="name another folder"
        )
    if tables and not replace:
        hint = "--replace writes over it; or name another folder"
        raise UnitwiseError(f"{path} exists already", hint)


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
