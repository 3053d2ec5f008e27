"""``unitwise compare``: two answers side by side."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from adviser.asking.written import apart
from adviser.cli.learner_options import record_option, record_options
from adviser.cli.named_files import QualificationType
from adviser.cli.once import Once
from adviser.cli.parameters import FileType, catalogue_option, json_option, offering
from adviser.cli.reading import read_catalogue
from adviser.cli.telling import print_json, tell

if TYPE_CHECKING:
    from adviser.asking.case import Case
    from adviser.asking.holding import Held
    from adviser.asking.setting import Setting
    from catalogue import Catalogue


_SIDE = QualificationType(drafts=True)


@click.command("compare", cls=Once)
@click.argument(
    "first",
    metavar="A",
    type=_SIDE,
    shell_complete=offering("qualifications"),
)
@click.argument(
    "second",
    metavar="B",
    type=_SIDE,
    shell_complete=offering("qualifications"),
)
@click.option(
    "--question",
    "question_file",
    metavar="FILE",
    type=FileType(),
    help="The question to put to A and B where they are qualifications. Without it: the best plan"
    " there is, with no wishes.",
)
@click.option(
    "--on",
    "on",
    metavar="DATE",
    help="The date of registration, for A and B alike, whatever the files say.",
)
@click.option(
    "--offer",
    metavar="FILE",
    type=FileType(),
    help="Study nothing but what the centre delivers, for A and B alike, whatever the files say:"
    " YAML, CSV or XLSX with unit, price, places and terms.",
)
@record_option
@record_options
@catalogue_option
@json_option
def command(
    first: str,
    second: str,
    held: Held,
    question_file: Path | None,
    on: str | None,
    offer: Path | None,
    folders: tuple[Path, ...],
    as_json: bool,
) -> int:
    """Compare the best plans for A and B: units, credit, GLH, goals and rules.

    A and B are question files (FILE.yaml), qualifications, or editions of a qualification, written
    QUALIFICATION@EDITION, where EDITION is a label or words that fit only one. The question of
    --question is put to those that are no files: one learner, two qualifications; with --record or
    --held, what is held is taken into both. Exit code 1 means that one of them has no plan.

    \b
    unitwise compare before.yaml after.yaml
    unitwise compare nocn-l2-customer-service nocn-l3-customer-service --question question.yaml
    """
    from adviser.asking.case import answers
    from adviser.asking.setting import Setting
    from solver import Plan, compare

    library = read_catalogue(folders)
    settings = [Setting("on", "=", on, f"--on {on!r}")] if on else []
    if offer is not None:
        settings.append(Setting("offer", "=", str(offer), f"--offer {str(offer)!r}"))
    sides = [_side(text, question_file, settings, held, library) for text in (first, second)]
    found = compare(*answers(*sides))
    if as_json:
        print_json(found.model_dump_json(indent=2))
    else:
        from adviser.pages.terminal import show
        from adviser.words.compare import comparison_blocks

        editions = (sides[0].edition, sides[1].edition)
        show(comparison_blocks(found, editions, (held.record, held.record)))
    return 0 if isinstance(found.before, Plan) and isinstance(found.after, Plan) else 1


def _side(
    text: str,
    question_file: Path | None,
    given: Sequence[Setting],
    held: Held,
    library: Catalogue,
) -> Case:
    from adviser.asking.case import case_of
    from adviser.asking.faults import NotUnderstood, Trouble
    from adviser.asking.question_file import QuestionFile, read_question
    from adviser.asking.setting import Setting
    from catalogue import UnitwiseError

    settings = [*given]
    path: Path | None = Path(text)
    if not (text.casefold().endswith((".yaml", ".yml")) or Path(text).is_file()):
        path = question_file
        name, label = apart(text)
        settings.append(Setting("qualification", "=", name, text))
        if label is not None:
            settings.append(Setting("edition", "=", label, text))
    trouble = Trouble()
    written = read_question(path, trouble) if path else QuestionFile({}, None)
    trouble.stop()
    try:
        return case_of(written, settings, held, library, tell)
    except NotUnderstood as error:
        raise UnitwiseError(f"for {text}:\n{error}", error.hint) from error
