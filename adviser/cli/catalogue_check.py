"""``unitwise catalogue check``: faults of files, and what their rules really say."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from adviser.cli.once import Once
from adviser.cli.parameters import SECONDS, catalogue_option, json_option, offering
from adviser.cli.reading import read_catalogue
from adviser.cli.telling import print_json

if TYPE_CHECKING:
    from catalogue import Catalogue, Qualification
    from solver import CatalogueCheck


@click.command("check", cls=Once)
@click.argument(
    "names",
    nargs=-1,
    metavar="[QUALIFICATION|FILE|DIR]...",
    shell_complete=offering("qualifications"),
)
@click.option(
    "--time-limit",
    type=SECONDS,
    default=60.0,
    show_default=True,
    metavar="SECONDS",
    help="Give up on one period of one edition after this long.",
)
@catalogue_option
@json_option
def command(
    names: tuple[str, ...], time_limit: float, folders: tuple[Path, ...], as_json: bool
) -> int:
    """Check qualifications: their files, and what their rules really say.

    Without an argument the whole catalogue. A FILE or DIR is read together with the catalogue, and
    the qualifications in it are checked. First come the faults of the files, all at once; without
    any, each rule of combination is held against the published figures and the examples in its
    file. What is odd about other files is left out. Exit code 1 if something is wrong, or not
    decided in time.

    \b
    unitwise catalogue check
    unitwise catalogue check ocr-l4-customer-service
    """
    from catalogue import CatalogueError, UnitwiseError
    from solver import CatalogueCheck

    paths = [Path(name) for name in names if _is_path(name)]
    if missing := [path for path in paths if not os.path.exists(path)]:
        from catalogue.outside import meant_file, printable

        raise UnitwiseError(
            f"there is no file or folder {', '.join(map(printable, missing))}",
            meant_file(missing[0]),
        )
    try:
        library = read_catalogue((*folders, *paths), quiet=True)
    except CatalogueError as error:
        answer = CatalogueCheck(passed=False, faults=error.faults)
        subjects: list[Qualification] = []
    else:
        subjects = _asked(library, names)
        answer = _check(library, subjects, names, time_limit)
    if as_json:
        print_json(answer.model_dump_json(indent=2))
    else:
        from adviser.pages.terminal import show
        from adviser.words.inspection import catalogue_check_blocks

        show(catalogue_check_blocks(answer, [edition for q in subjects for edition in q.editions]))
    return 0 if answer.passed else 1


def _is_path(name: str) -> bool:
    """Whether a name means a file or folder: it exists, or could be nothing else."""
    return os.path.exists(name) or name.endswith((".yaml", ".yml")) or name.startswith((".", "/"))


def _asked(library: Catalogue, names: tuple[str, ...]) -> list[Qualification]:
    """The qualifications that the arguments mean, each once."""
    from catalogue import qualifications_in

    if not names:
        return list(library.qualifications)
    found: dict[str, Qualification] = {}
    for name in names:
        here = qualifications_in(Path(name)) if _is_path(name) else (name,)
        for subject in map(library.find, here):
            found.setdefault(subject.short_name, subject)
    return list(found.values())


def _is_in(path: str, names: tuple[str, ...]) -> bool:
    """Whether a file is one of the files named, or in a folder named."""
    return any(Path(path).is_relative_to(name) for name in names)


def _check(
    library: Catalogue,
    subjects: list[Qualification],
    names: tuple[str, ...],
    time_limit: float,
) -> CatalogueCheck:
    from adviser.pages.progress import SignOfLife
    from catalogue import rule_lines
    from solver import CatalogueCheck, inspect, told_once

    inspections = []
    with SignOfLife() as life:
        for number, subject in enumerate(subjects):
            life.tell(f"checking {subject.short_name}", number, len(subjects))
            file = library.files[subject.short_name]
            inspections += [
                inspect(subject, edition, time_limit=time_limit).model_copy(
                    update={"file": file, "lines": rule_lines(file, edition.edition)}
                )
                for edition in subject.editions
            ]
    if names:
        asked = {library.files[subject.short_name] for subject in subjects}
        folders = tuple(name for name in names if _is_path(name))
        doubts = tuple(d for d in library.warnings if d.path in asked or _is_in(d.path, folders))
    else:
        doubts = library.warnings
    passed = not any(inspection.wrong or inspection.undecided for inspection in inspections)
    told = told_once(inspections)
    return CatalogueCheck(passed=passed, doubts=doubts, inspections=told)
