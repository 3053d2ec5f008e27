"""``unitwise catalogue confirm``: the doubts of a draft, asked one by one."""

from __future__ import annotations

import os
import shlex
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from adviser.cli.once import Once
from adviser.cli.parameters import FileType
from adviser.cli.streams import harmless
from adviser.cli.telling import say

if TYPE_CHECKING:
    from catalogue import CatalogueError, Qualification, UnitwiseError
    from catalogue.handbooks.drafts.evidence import Evidence, OpenDoubt


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
    from catalogue import UnitwiseError
    from catalogue.handbooks.drafts.draft import SUFFIX
    from catalogue.handbooks.drafts.readings import with_readings

    if not draft.name.endswith(SUFFIX):
        raise UnitwiseError(f"{draft} is no draft", hint=f"a draft ends in {SUFFIX}")
    data, evidence, beside = _read(draft)
    asked = not answers and bool(evidence.open)
    if evidence.open and by is None:
        by = _who() if asked and sys.stdin.isatty() else os.environ.get("USER")
        if not by:
            raise UnitwiseError("who answers is not said", hint="--by NAME says it")
    given = _given(answers, evidence, data) if answers else _ask(evidence, data)
    for doubt, value in given:
        evidence = _noted(evidence, doubt, value, by or "")
    with_readings(data, evidence)
    _keep(draft, data, evidence, beside)
    if given:
        answers_kept = f"{len(given)} {'answer is' if len(given) == 1 else 'answers are'} kept"
        click.echo(f"{answers_kept} in {beside.name}, by {by}")
    if evidence.open:
        _tell_open(evidence, draft)
        return 1
    target = draft.with_name(draft.name.removesuffix(SUFFIX) + ".yaml")
    if not _finish(target, data, evidence, replace):
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


def _read(draft: Path) -> tuple[dict[str, Any], Evidence, Path]:
    from pydantic import ValidationError

    from catalogue import CatalogueError, UnitwiseError
    from catalogue.files.pages import read_pages
    from catalogue.handbooks.drafts.draft import SUFFIX
    from catalogue.handbooks.drafts.evidence import SUFFIX as EVIDENCE, Evidence

    pages = read_pages(draft)
    if isinstance(pages, list):
        raise CatalogueError(pages)
    data = pages.data
    if (
        not isinstance(data, dict)
        or not data.get("editions")
        or not isinstance(data.get("units"), list)
    ):
        raise UnitwiseError(f"{draft} holds no draft of a qualification")
    beside = draft.with_name(draft.name.removesuffix(SUFFIX) + EVIDENCE)
    try:
        return data, Evidence.model_validate_json(beside.read_bytes()), beside
    except OSError as error:
        raise UnitwiseError(
            f"the evidence {beside} cannot be read: {error.strerror}",
            hint="import the document anew",
        ) from error
    except ValidationError as error:
        raise UnitwiseError(
            f"{beside} is no evidence of a draft", hint="import the document anew"
        ) from error


def _who() -> str:
    return str(click.prompt("Who answers", default=os.environ.get("USER") or None))


def _given(
    answers: tuple[str, ...], evidence: Evidence, data: dict[str, Any]
) -> list[tuple[OpenDoubt, Any]]:
    """The answers of the command line, each for its doubt; all that are wrong are told at once."""
    from catalogue import UnitwiseError
    from catalogue.handbooks.drafts.confirming import KEEP, aimed, may_keep

    known = {doubt.id: aimed(doubt, evidence) for doubt in evidence.doubts}
    found: list[tuple[OpenDoubt, Any]] = []
    wrong: list[str] = []
    for answer in answers:
        name, sign, value = answer.partition("=")
        doubt = known.get(name.strip())
        value = value.strip()
        if doubt is None or not sign or not value:
            wrong.append(f"  {answer!r} answers no doubt of this draft")
        elif value == KEEP and (why_not := may_keep(doubt, data)):
            wrong.append(f"  {answer!r}: {why_not}")
        elif value == KEEP:
            found.append((doubt, None))
        elif value.startswith("#") and value[1:].isdigit():
            number = int(value[1:])
            if 1 <= number <= len(doubt.choices):
                found.append((doubt, doubt.choices[number - 1]))
            else:
                wrong.append(f"  {answer!r}: there are {len(doubt.choices)} choices")
        else:
            found.append((doubt, value))
    for doubt, value in found:
        wrong += [f"  {told}" for told in _applied(data, doubt, value)]
    if wrong:
        open_ids = ", ".join(doubt.id for doubt in evidence.open[:10])
        raise UnitwiseError(
            "\n".join(["answers that fit nothing:", *wrong]),
            hint=f"ID=VALUE; open: {open_ids or 'none'}",
        )
    return found


def _applied(data: dict[str, Any], doubt: OpenDoubt, value: Any) -> list[str]:
    """Put an answer into the draft, or say why it cannot be."""
    from catalogue.handbooks.drafts.confirming import NotAnswered, apply

    try:
        if value is not None:
            apply(data, doubt, value)
    except NotAnswered as error:
        return [str(error)]
    return []


def _ask(evidence: Evidence, data: dict[str, Any]) -> list[tuple[OpenDoubt, Any]]:
    from adviser.pages.terminal import show
    from adviser.words.importing import doubt_blocks
    from catalogue.handbooks.doubts import NAMES
    from catalogue.handbooks.drafts.confirming import (
        DROP,
        aimed,
        may_drop,
        may_keep,
        now,
        takes_value,
    )

    found: list[tuple[OpenDoubt, Any]] = []
    left = evidence.open
    for number, asked in enumerate(left, 1):
        doubt = aimed(asked, evidence).model_copy(update={"reading": now(data, asked, evidence)})
        show(doubt_blocks(doubt, number, len(left), NAMES.get(doubt.name, "")))
        why_not = may_keep(doubt, data)
        offered = [] if why_not else ["enter to keep the draft"]
        offered += ["a number for a choice"] if doubt.choices else []
        offered += ["= and a value"] if takes_value(doubt) else []
        kind = "rule" if doubt.about.startswith("rules/") else "unit"
        offered += [f"d to drop the {kind}"] if may_drop(doubt) else []
        while True:
            try:
                said = click.prompt(
                    f"  {', '.join([*offered, 's to skip, q to stop'])}",
                    default="",
                    show_default=False,
                )
            except click.Abort:
                click.echo()
                return found
            said = said.strip()
            if said == "q":
                return found
            if said == "s":
                break
            if not said and why_not:
                click.echo(f"  {why_not}")
            elif not said:
                found.append((doubt, None))
                break
            else:
                value: Any = None
                if said.isdigit() and 1 <= int(said) <= len(doubt.choices):
                    value = doubt.choices[int(said) - 1]
                elif said.startswith("=") and takes_value(doubt):
                    value = said[1:].strip()
                elif said == "d" and may_drop(doubt):
                    value = DROP
                told = _applied(data, doubt, value) if value else [_none_of(doubt, said)]
                if not told:
                    found.append((doubt, value))
                    break
                click.echo(f"  {told[0]}")
    return found


def _none_of(doubt: OpenDoubt, said: str) -> str:
    from catalogue.handbooks.drafts.confirming import takes_value

    if said.startswith("=") and not takes_value(doubt):
        return f"{doubt.about} is no single value: edit the draft for that, then keep it"
    return "that is none of these"


def _noted(evidence: Evidence, doubt: OpenDoubt, value: Any, by: str) -> Evidence:
    from catalogue.handbooks.drafts.evidence import Answer

    now = datetime.now(UTC).isoformat(timespec="seconds")
    answer = Answer(value=value, kept=value is None, by=by, when=now)
    doubts = tuple(
        one.model_copy(update={"answer": answer}) if one.id == doubt.id else one
        for one in evidence.doubts
    )
    return evidence.model_copy(update={"doubts": doubts})


def _keep(draft: Path, data: dict[str, Any], evidence: Evidence, beside: Path) -> None:
    """Write the draft and its evidence as they are after the answers."""
    from adviser.keeping import write
    from catalogue.handbooks.drafts.filing import draft_text

    write(draft, draft_text(data, evidence), replace=True)
    write(beside, evidence.model_dump_json(indent=1) + "\n", replace=True)


def _finish(target: Path, data: dict[str, Any], evidence: Evidence, replace: bool) -> bool:
    """Write the qualification file, unless no choice of units would be legal by it."""
    from adviser.keeping import write
    from catalogue import CatalogueError, UnitwiseError, load
    from catalogue.handbooks.drafts.filing import finished_text

    text = finished_text(data, evidence)
    beside = target.with_name(f".{target.name}.trial.yaml")
    try:
        write(beside, text, replace=True)
        subject = load([beside], shipped=True).find(data["short_name"])
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
