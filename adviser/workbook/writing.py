"""A result that is written whole: beside its place first, then renamed."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from tempfile import mkdtemp

from adviser.workbook.table import Table
from catalogue import UnitwiseError

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
    path: Path, tables: Sequence[Table], lines: Iterable[bytes], made: date, chart: int = 0
) -> None:
    """Write a result in the form that its name ends in; CSV and Parquet are a folder of files.

    Raises
    ------
    UnitwiseError
        If it cannot be written.
    """
    beside = Path(mkdtemp(dir=path.parent, prefix=f".{path.name[:100]}."))
    try:
        made_there = beside / path.name
        match path.suffix.casefold():
            case ".jsonl":
                with made_there.open("wb") as stream:
                    stream.writelines(line + b"\n" for line in lines)
            case ".csv":
                from adviser.workbook.folders import write_csv

                made_there.mkdir()
                write_csv(made_there, tables)
            case ".parquet":
                from adviser.workbook.folders import write_parquet

                made_there.mkdir()
                write_parquet(made_there, tables)
            case _:
                from adviser.workbook.xlsx import write_workbook

                write_workbook(made_there, tables, made, chart)
        made_there.rename(path)
    except OSError as error:
        raise UnitwiseError(f"{path} cannot be written: {error.strerror or error}") from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
