"""``unitwise compare``: two answers side by side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from adviser.cli.parameters import catalogue_option, json_option, read_catalogue

if TYPE_CHECKING:
    from adviser.cli.asking import Asked
    from catalogue import Catalogue


@click.command("compare")
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
@click.option(
    "--question",
    "question_file",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The question to put to A and B where they are qualifications. Without it: the best plan"
    " there is, with no wishes.",
)
@click.option(
    "--on",
    "on",
    metavar="DATE",
    help="The date of registration, for A and B alike, whatever the files say.",
)
@catalogue_option
@json_option
def command(
    first: str,
    second: str,
    question_file: Path | None,
    on: str | None,
    folders: tuple[Path, ...],
    as_json: bool,
) -> int:
    """Compare the best plans for A and B: units, credit, GLH, goals and rules.

    A and B are question files (FILE.yaml), qualifications, or editions of a qualification, written
    QUALIFICATION@EDITION, where EDITION is a label or words that fit only one. The question of
    --question is put to those that are no files: one learner, two qualifications. Exit code 1 means
    that one of them has no plan.

    \b
    unitwise compare before.yaml after.yaml
    unitwise compare nocn-l2-customer-service nocn-l3-customer-service --question learner.yaml
    """
    from solver import Plan, compare, suggest

    library = read_catalogue(folders)
    sides = [_side(text, question_file, on, library) for text in (first, second)]
    found = compare(*(suggest(side.subject, side.question) for side in sides))
    if as_json:
        click.echo(found.model_dump_json(indent=2))
    else:
        from adviser.render import show_comparison

        show_comparison(found, (sides[0].edition, sides[1].edition))
    return 0 if isinstance(found.before, Plan) and isinstance(found.after, Plan) else 1


def _side(text: str, question_file: Path | None, on: str | None, library: Catalogue) -> Asked:
    from adviser.cli.question_file import QuestionFile, Trouble, read_question
    from adviser.cli.setting import Setting, put
    from catalogue import UnitwiseError

    settings = [Setting("on", "=", on, f"--on {on!r}")] if on else []
    path: Path | None = Path(text)
    if not (text.casefold().endswith((".yaml", ".yml")) or Path(text).is_file()):
        path = question_file
        name, at, label = text.partition("@")
        settings.append(Setting("qualification", "=", name.strip(), text))
        if at:
            settings.append(Setting("edition", "=", label.strip(), text))
    trouble = Trouble()
    written = read_question(path, trouble) if path else QuestionFile({}, None)
    trouble.stop()
    try:
        return put(written, settings, library)
    except UnitwiseError as error:
        told: Any = type(error)
        if told.__name__ != "NotUnderstood":
            raise
        raise UnitwiseError(f"for {text}:\n{error}", error.hint) from error
