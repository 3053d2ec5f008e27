"""``unitwise catalogue import``: documents of awarding organisations, read into drafts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from adviser.cli.once import Once
from adviser.cli.parameters import SECONDS, FileType, catalogue_option, json_option
from adviser.cli.reading import read_catalogue
from adviser.cli.telling import print_json

if TYPE_CHECKING:
    from catalogue import Catalogue, Edition, Qualification
    from catalogue.changes import Changes
    from catalogue.handbooks.blocks import Content, Picture
    from catalogue.handbooks.drafts.evidence import Evidence
    from catalogue.handbooks.drafts.writing import Written


@click.command("import", cls=Once)
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=FileType(exists=True))
@click.option(
    "--into",
    type=FileType(folder=True),
    default=Path(),
    metavar="FOLDER",
    help="Write the drafts here instead of the folder you are in.",
)
@click.option(
    "--only", metavar="NUMBER", help="Only the qualification with this number or short name."
)
@click.option(
    "--against",
    metavar="QUALIFICATION[@EDITION]",
    help="Also tell what changed from this edition of the catalogue.",
)
@click.option("--document", "title", metavar="TITLE", help="What the draft calls the document.")
@click.option(
    "--replace",
    is_flag=True,
    help="Write over an earlier draft; answers are kept where the words have not changed.",
)
@click.option(
    "--time-limit",
    type=SECONDS,
    default=60.0,
    show_default=True,
    metavar="SECONDS",
    help="Give up on a document after this long.",
)
@catalogue_option
@json_option
def command(
    files: tuple[Path, ...],
    into: Path,
    only: str | None,
    against: str | None,
    title: str | None,
    replace: bool,
    time_limit: float,
    folders: tuple[Path, ...],
    as_json: bool,
) -> int:
    """Read handbooks (PDF, DOCX, HTML, XLSX, CSV, text) into drafts of qualification files.

    For each qualification in FILE three files are written: a draft, the evidence of where each fact
    stands, and a page to review both by. What is not printed stays null; where the document
    contradicts itself, or readers of it differ, there is a doubt, and 'catalogue confirm' asks
    them one by one. Several files may be about one qualification. Nothing is overwritten.

    Exit code 0 where no doubt is open, 1 where some are.

    \b
    unitwise catalogue import handbook.txt --into drafts
    """
    from adviser.asking.recomputing import recomputed
    from adviser.keeping import write
    from catalogue import UnitwiseError
    from catalogue.handbooks.drafts.writing import imported
    from catalogue.handbooks.readers.kinds import installed
    from catalogue.handbooks.readers.opening import open_documents, open_pictures

    if not installed():
        raise UnitwiseError(
            "what reads handbooks is not installed", hint="pip install 'unitwise[import]'"
        )
    library = read_catalogue(folders)
    before = _named(library, against) if against else None
    seconds = max(1, round(time_limit))
    contents, hashes = open_documents(files, seconds)
    kept = _answered(into) if replace else {}
    follows = partial(recomputed, folders=folders)

    def draw(content: Content, pages: Sequence[int]) -> Mapping[int, Picture]:
        return open_pictures(content, hashes[content.document], pages, seconds)

    found = imported(contents, hashes, library, title, kept, follows, draw)
    if only is not None:
        found = _only(found, only)
    if not found:
        raise UnitwiseError(
            "no list of units was found in " + ", ".join(path.name for path in files),
            hint="a list of units has references, or a head such as 'Unit title, Level, Credit'",
        )
    taken = [name for one in found for name in one.files if (into / name).exists()]
    if taken and not replace:
        raise UnitwiseError(
            f"{into / taken[0]} exists already"
            + (f", and {len(taken) - 1} more" if taken[1:] else ""),
            hint="--replace writes over them and keeps answers whose words have not changed",
        )
    into.mkdir(parents=True, exist_ok=True)
    for one in found:
        for name, text in one.files.items():
            write(into / name, text, replace=replace)
    compared = [_compared(before, into, one, folders) if before else None for one in found]
    if as_json:
        print_json(json.dumps(_document(found, into, compared), indent=2, ensure_ascii=False))
    else:
        from adviser.pages.terminal import show
        from adviser.words.importing import imported_blocks

        show(imported_blocks(found, into))
        for changes in filter(None, compared):
            from adviser.pages.terminal import show
            from adviser.words.changes import changes_blocks

            show(changes_blocks(changes))
    return 1 if any(one.evidence.open for one in found) else 0


def _named(library: Catalogue, text: str) -> tuple[Qualification, Edition]:
    from adviser.cli.catalogue_diff import named

    return named(library, text)


def _answered(into: Path) -> dict[str, Evidence]:
    """The evidence of earlier drafts in a folder, by their short names."""
    from pydantic import ValidationError

    from catalogue.handbooks.drafts.evidence import SUFFIX, Evidence

    found = {}
    for path in sorted(into.glob(f"*{SUFFIX}"))[:500]:
        try:
            evidence = Evidence.model_validate_json(path.read_bytes()[: 64 << 20])
        except (OSError, ValidationError):
            continue
        found[evidence.short_name] = evidence
    return found


def _only(found: list[Written], only: str) -> list[Written]:
    from catalogue import UnitwiseError

    wanted = only.strip().casefold().replace("/", "")
    kept = [
        one
        for one in found
        if wanted in {one.draft.short_name, one.draft.section.number.casefold().replace("/", "")}
    ]
    if not kept:
        names = ", ".join(
            f"{one.draft.section.number or 'no number'} ({one.draft.short_name})" for one in found
        )
        raise UnitwiseError(f"no qualification {only} was found", hint=f"found: {names or 'none'}")
    return kept


def _compared(
    before: tuple[Qualification, Edition], into: Path, one: Written, folders: tuple[Path, ...]
) -> Changes | None:
    from adviser.cli.catalogue_diff import in_file
    from catalogue import UnitwiseError
    from catalogue.changes import changes
    from catalogue.handbooks.drafts.draft import SUFFIX

    try:
        after = in_file(into / (one.draft.short_name + SUFFIX), folders)
    except UnitwiseError as error:
        from adviser.asking.notes import Note, Weight
        from adviser.cli.telling import tell

        tell(Note(Weight.WARNING, f"the draft cannot be compared yet: {error}"))
        return None
    return changes(*before, *after)


def _document(found: list[Written], into: Path, compared: list[Changes | None]) -> dict[str, Any]:
    return {
        "version": 1,
        "answer": "import",
        "drafts": [
            {
                "short_name": one.draft.short_name,
                "number": one.draft.section.number or None,
                "title": one.draft.section.title or None,
                "files": [str(into / name) for name in one.files],
                "units": len(one.draft.rows),
                "rules": len(one.draft.rules.rules),
                "facts": len(one.evidence.facts),
                "single": sum(fact.standing == "single" for fact in one.evidence.facts),
                "doubts": [doubt.model_dump(mode="json") for doubt in one.evidence.open],
                "changes": changes.model_dump(mode="json", by_alias=True) if changes else None,
            }
            for one, changes in zip(found, compared, strict=True)
        ],
    }
