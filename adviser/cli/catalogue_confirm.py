"""``unitwise catalogue confirm``: the doubts of a draft, asked one by one."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from adviser.cli.once import Once
from adviser.cli.parameters import FileType
from adviser.cli.streams import harmless
from adviser.cli.telling import say

if TYPE_CHECKING:
    from adviser.cli.doubts import Confirming
    from catalogue import CatalogueError, Qualification, UnitwiseError
    from catalogue.handbooks.drafts.evidence import Evidence


@click.command("confirm", cls=Once)
@click.argument("draft", type=FileType(exists=True))
@click.option(
    "--answer",
    "answers",
    metavar="ID=VALUE",
    multiple=True,
    help="Answer one doubt: a value, the number of a choice as #1, 'keep' for the draft as it is,"
    " or 'drop' for a unit or rule that there is not. Repeatable.",
)
@click.option("--by", metavar="NAME", help="Who answers; asked for otherwise.")
@click.option("--replace", is_flag=True, help="Write over an earlier qualification file.")
def command(draft: Path, answers: tuple[str, ...], by: str | None, replace: bool) -> int:
    """Ask the open doubts of DRAFT one by one, and make it a qualification file.

    Who answered and when is noted in the evidence beside the draft. While a doubt is open, a fact
    is missing, or no choice of units would be legal, no file is written, and what is answered is
    kept. Exit code 1 while something is left.

    \b
    unitwise catalogue confirm drafts/ocr-l4-customer-service.draft.yaml
    """
    from adviser.cli.doubts import Confirming, ask
    from catalogue import UnitwiseError
    from catalogue.handbooks.drafts.draft import SUFFIX

    if not draft.name.endswith(SUFFIX):
        raise UnitwiseError(f"{draft} is no draft", hint=f"a draft ends in {SUFFIX}")
    state = Confirming.opened(draft)
    asked = not answers and bool(state.evidence.open)
    if state.evidence.open and by is None:
        by = _who() if asked and sys.stdin.isatty() else os.environ.get("USER")
        if not by:
            raise UnitwiseError("who answers is not said", hint="--by NAME says it")
    state.by = by or ""
    before = state.evidence.doubts
    if answers:
        _take(answers, state)
    else:
        ask(state)
    state.keep()
    changed = zip(before, state.evidence.doubts, strict=True)
    if given := sum(old.answer != new.answer for old, new in changed):
        kept = f"{given} {'answer is' if given == 1 else 'answers are'} kept"
        click.echo(f"{kept} in {state.beside.name}, by {by}")
    if state.evidence.open:
        _tell_open(state.evidence, draft)
        return 1
    target = draft.with_name(draft.name.removesuffix(SUFFIX) + ".yaml")
    if not _finish(target, state, replace):
        return 1
    click.echo(harmless(f"wrote {target}"))
    return 0


def _tell_open(evidence: Evidence, draft: Path) -> None:
    """List the doubts that are open, and say how to go on."""
    left = evidence.open
    say(f"{len(left)} {'doubt is' if len(left) == 1 else 'doubts are'} open:")
    for one in left[:_MOST_LISTED]:
        say(f"  {one.id}  {one.name}  {one.about}: {one.message}")
    if len(left) > _MOST_LISTED:
        say(f"  and {len(left) - _MOST_LISTED} more")
    hint = f"'unitwise catalogue confirm {shlex.quote(str(draft))}' goes on with them"
    say(f"\nhint: {hint}")


_MOST_LISTED = 40


def _who() -> str:
    return str(click.prompt("Who answers", default=os.environ.get("USER") or None))


def _take(answers: tuple[str, ...], state: Confirming) -> None:
    """Take the answers of the command line; all that are wrong are told at once."""
    from catalogue import UnitwiseError
    from catalogue.handbooks.drafts.confirming import KEEP, aimed, may_keep

    known = {doubt.id: aimed(doubt, state.evidence) for doubt in state.evidence.doubts}
    wrong: list[str] = []
    for answer in answers:
        name, sign, value = answer.partition("=")
        doubt = known.get(name.strip())
        value = value.strip()
        told = ""
        if doubt is None or not sign or not value:
            wrong.append(f"  {answer!r} answers no doubt of this draft")
        elif value == KEEP:
            told = may_keep(doubt, state.data) or state.answer(doubt, None)
        elif value.startswith("#") and value[1:].isdigit():
            number = int(value[1:])
            if 1 <= number <= len(doubt.choices):
                told = state.answer(doubt, doubt.choices[number - 1])
            else:
                told = f"there are {len(doubt.choices)} choices"
        else:
            told = state.answer(doubt, value)
        wrong += [f"  {answer!r}: {told}"] if told else []
    if wrong:
        open_ids = ", ".join(doubt.id for doubt in state.evidence.open[:10])
        raise UnitwiseError(
            "\n".join(["answers that fit nothing:", *wrong]),
            hint=f"ID=VALUE; open: {open_ids or 'none'}",
        )


def _finish(target: Path, state: Confirming, replace: bool) -> bool:
    """Write the qualification file, unless no choice of units would be legal by it."""
    from adviser.keeping import write
    from catalogue import CatalogueError, UnitwiseError, load
    from catalogue.handbooks.drafts.filing import finished_text

    text = finished_text(state.data, state.evidence, state.own)
    beside = target.with_name(f".{target.name}.trial.yaml")
    try:
        write(beside, text, replace=True)
        subject = load([beside], shipped=True).find(state.data["short_name"])
    except CatalogueError as error:
        raise _faulty(error, beside, target) from error
    finally:
        beside.unlink(missing_ok=True)
    if not _is_sound(subject):
        return False
    try:
        write(target, text, replace=replace)
    except FileExistsError:
        raise UnitwiseError(f"{target} exists already", hint="--replace writes over it") from None
    return True


def _faulty(error: CatalogueError, trial: Path, target: Path) -> UnitwiseError:
    """What is wrong with the file that would be written, or with others because of it."""
    from catalogue import UnitwiseError

    mine = [fault.message for fault in error.faults if Path(fault.path) == trial]
    if mine:
        return UnitwiseError(
            "\n".join([f"{target.name} would not be right yet:", *(f"  {one}" for one in mine)]),
            hint="edit the draft, or answer a doubt anew with --answer ID=VALUE",
        )
    return UnitwiseError(
        "\n".join(["other files would contradict themselves:", *(f"  {f}" for f in error.faults)]),
        hint="a unit has one level and credit wherever it stands: answer its 'other-file' doubt"
        " anew, or mend those files",
    )


def _is_sound(subject: Qualification) -> bool:
    """Tell what is wrong with the rules; whether they leave any legal choice."""
    from adviser.pages.terminal import show
    from adviser.words.inspection import catalogue_check_blocks
    from solver import CatalogueCheck, Unsatisfiable, inspect

    inspection = inspect(subject, subject.editions[-1])
    if inspection.wrong:
        check = CatalogueCheck(passed=False, inspections=(inspection,))
        show(catalogue_check_blocks(check, subject.editions[-1:]))
    return not any(isinstance(one, Unsatisfiable) for one in inspection.findings)
