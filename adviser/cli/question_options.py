"""Options and files that put a question, shared by every command that asks one.

The options and the file say the same things under the same names. Options add to the lists of the
file and stand before its single values. Whatever cannot be understood is told all at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from adviser.asking.written import GOALS, seconds, whole
from adviser.cli.learner_options import LEARNER_OPTIONS, record_option, take_held
from adviser.cli.named_files import QualificationType
from adviser.cli.parameters import (
    FileType,
    WrittenType,
    catalogue_option,
    edition_option,
    json_option,
    offering,
)
from adviser.cli.reading import read_catalogue
from adviser.cli.telling import say, tell

if TYPE_CHECKING:
    from adviser.asking.asked import Asked
    from adviser.asking.holding import Held

F = TypeVar("F", bound=Callable[..., Any])

_LIMITS = {
    "new_glh": ("--max-glh", "At most N hours of new GLH."),
    "new_credit": ("--max-credit", "At most N credits of new study."),
    "new_units": ("--max-units", "At most N units of new study."),
    "new_pence": ("--max-cost", "At most N pounds for the places of new study, by the --offer."),
    "surplus_credit": ("--max-surplus", "At most N credits more than the qualification asks for."),
    "highest_level": ("--max-level", "No new study above level N."),
}

_LISTS = {"goals": "--goal", "want": "--want", "avoid": "--avoid", "pathway": "--pathway"}

_SINGLE = {
    "on": "--on",
    "edition": "--edition",
    "unknown_glh": "--unknown-glh",
    "time_limit": "--time-limit",
}


OPTIONS = {
    **_LISTS,
    **_SINGLE,
    "allow_retakes": "--allow-retakes",
    "offer": "--offer",
    "prefer": "--prefer",
    "count_in": "--count-in",
    **{key: option for key, (option, _) in _LIMITS.items()},
}
"""The options of a question, by the names under which a command is given them."""


def question_options(
    optional: bool = False,
    many: Callable[..., int | None] | None = None,
) -> Callable[[F], F]:
    """Add the argument QUALIFICATION and every option that puts a question or says what is held.

    The command is given ``asked``, ``held`` and ``as_json`` besides its own parameters.
    ``optional`` lets the argument be left out where a question file names the qualification.
    ``many`` is given the parameters first, as they are, and answers itself unless it returns null;
    it takes its own parameters out of them.
    """

    def decorate(function: F) -> F:
        @wraps(function)
        def command(
            qualification: str | None,
            question_file: Path | None,
            save: Path | None,
            folders: tuple[Path, ...],
            **given: Any,
        ) -> Any:
            options = {key: given.pop(key) for key in OPTIONS}
            if many is not None:
                single = {"QUALIFICATION": qualification, "--question": question_file}
                code = many({**single, "--save": save}, folders, options, given)
                if code is not None:
                    return code
            held = take_held(given, folders)
            asked = ask_by_options(qualification, question_file, folders, options, held)
            if save is not None:
                save_question(save, asked, held)
            return function(asked=asked, held=held, **given)

        decorated: Any = command
        for add in reversed([*options_of_a_question(optional), record_option, *LEARNER_OPTIONS]):
            decorated = add(decorated)
        return decorated  # type: ignore[no-any-return]

    return decorate


SAVED = "# A question for unitwise"
"""How a saved question begins."""


def options_of_a_question(optional: bool) -> list[Callable[[F], F]]:
    """Return what adds the argument QUALIFICATION, then each option that puts a question."""
    return [
        click.argument(
            "qualification",
            required=not optional,
            type=QualificationType(),
            shell_complete=offering("qualifications"),
        ),
        click.option(
            "--goal",
            "goals",
            multiple=True,
            metavar="GOAL",
            shell_complete=offering("goals"),
            help=f"What is best: {', '.join(GOALS)}. Repeatable: each goal is met as far as those"
            " before it allow. highest-level is the fewest steps below the highest level there is,"
            " over all units. Without any: the preferences, if there are any, then least credit,"
            " then least GLH where all hours are known, then fewest units.",
        ),
        click.option(
            "--want",
            multiple=True,
            metavar="REF",
            shell_complete=offering("units"),
            help="At least one of these must be in. REF is a unit, group:B, level:5, or words that"
            " stand in a title; with @GROUP after it, where it must count. Repeatable.",
        ),
        click.option(
            "--avoid",
            multiple=True,
            metavar="REF",
            shell_complete=offering("units"),
            help="None of these may be in. Repeatable.",
        ),
        click.option(
            "--prefer",
            multiple=True,
            metavar="REF=N",
            shell_complete=offering("units"),
            help="A weight for each of these that is in, such as 'social media=+3'. Repeatable.",
        ),
        click.option(
            "--pathway",
            multiple=True,
            metavar="ID",
            help="A sub-rule of a choice between rules that must hold. Repeatable.",
        ),
        *(
            click.option(option, name, metavar="N", help=text)
            for name, (option, text) in _LIMITS.items()
        ),
        click.option("--on", "on", metavar="DATE", help="The date of registration; today if none."),
        click.option(
            "--unknown-glh",
            metavar="WAY",
            help="Units whose hours are unknown, where a goal or limit speaks of GLH: leave-out"
            " (and name them; so without this option), estimate (let them in, marked ~), or refuse"
            " (give no plan).",
        ),
        click.option(
            "--allow-retakes",
            is_flag=True,
            help="Let units be studied again that are held and still current, but do not count.",
        ),
        click.option(
            "--offer",
            metavar="FILE",
            type=FileType(),
            help="Study nothing but what the centre delivers: YAML, CSV or XLSX with unit and, if"
            " you like, price (pounds a place), places (left) and terms. What is held counts in any"
            " case.",
        ),
        click.option(
            "--count-in",
            multiple=True,
            metavar="REF=GROUP",
            shell_complete=offering("units"),
            help="A unit must count, and in this group: the same as --want REF@GROUP. Repeatable.",
        ),
        click.option(
            "--time-limit",
            metavar="SECONDS",
            help="Stop after this long with the best that is known; 60 without it.",
        ),
        click.option(
            "--question",
            "question_file",
            metavar="FILE",
            type=FileType(),
            help="Read the question from a YAML file; other options add to it or stand before it.",
        ),
        click.option(
            "--save",
            metavar="FILE",
            type=WrittenType((SAVED,), edited=True),
            help="Write the question to a YAML file, for --question.",
        ),
        edition_option,
        catalogue_option,
        json_option,
    ]


def ask_by_options(
    name: str | None,
    file: Path | None,
    folders: tuple[Path, ...],
    options: Mapping[str, Any],
    held: Held,
) -> Asked:
    """Return the question that ``options`` and a file put; they add to the file's."""
    from adviser.asking.asked import ask
    from adviser.asking.faults import Trouble
    from adviser.asking.question_file import QuestionFile, read_question
    from catalogue.errors import SeveralQualifications, UnitwiseError, UnknownQualification
    from catalogue.files.pages import printable

    library = read_catalogue(folders)
    trouble = Trouble()
    written = read_question(file, trouble) if file else QuestionFile({}, None)
    data = dict(written.data)
    named = data.pop("qualification", None)
    if name is None and not isinstance(named, str):
        if file is not None:
            raise click.UsageError(f"{printable(file)} names no qualification, and nor do you")
        raise click.UsageError("name a qualification, or a --question FILE that names one")
    merge(data, options, trouble)
    words = str(named) if name is None else name
    try:
        return ask(replace(written, data=data), words, library, held, trouble, tell)
    except (UnknownQualification, SeveralQualifications) as error:
        if name is not None or written.pages is None:
            raise
        place = written.pages.fault(("qualification",), str(error))
        raise UnitwiseError(str(place), error.hint) from error


def merge(data: dict[str, Any], options: Mapping[str, Any], trouble: Any) -> None:
    """Put the options into the data of a question, remembering where each came from."""
    for key, option in _LISTS.items():
        values = list(options[key])
        if key == "want":
            values += _counted_in(options, trouble)
        if values:
            old = data.get(key) if key != "goals" else None
            before = list(old) if isinstance(old, list | tuple) else []
            data[key] = [*before, *values]
            for number, value in enumerate(values, len(before)):
                trouble.options[key, number] = f"{option} {value!r}"
    for key, option in _SINGLE.items():
        if (text := options[key]) is not None:
            data[key] = seconds(text) if key == "time_limit" else text
            trouble.options[(key,)] = f"{option} {text!r}"
    for key, (option, _) in _LIMITS.items():
        if (text := options[key]) is not None:
            limits = data.setdefault("limits", {})
            if isinstance(limits, dict):
                data["limits"] = {**limits, key: whole(text)}
            if key == "new_pence":
                data["limits"] = {**limits, **_cost(text, trouble)}
            trouble.options["limits", key] = f"{option} {text!r}"
    if options["allow_retakes"]:
        data["allow_retakes"] = True
    if options["offer"] is not None:
        data["offer"] = options["offer"]
    for text in options["prefer"]:
        what, equals, weight = text.rpartition("=")
        if not equals or not what.strip():
            trouble.add(f"--prefer {text!r}", "write what is preferred and a weight: REF=+3")
            continue
        prefer = data.setdefault("prefer", {})
        if isinstance(prefer, dict):
            data["prefer"] = {**prefer, what.strip(): whole(weight)}
        trouble.options["prefer", what.strip()] = f"--prefer {text!r}"


def _cost(text: str, trouble: Any) -> dict[str, int]:
    """The limit on what places cost, in pence; people write pounds."""
    from catalogue.errors import UnitwiseError
    from catalogue.offering import pence

    try:
        return {"new_pence": pence(text)}
    except UnitwiseError as error:
        trouble.add(f"--max-cost {text!r}", str(error))
        return {}


def _counted_in(options: Mapping[str, Any], trouble: Any) -> Iterator[str]:
    """``--count-in REF=GROUP`` as the wish that it is."""
    for text in options["count_in"]:
        unit, equals, group = (part.strip() for part in text.partition("="))
        if unit and equals and group:
            yield f"{unit}@{group}"
        else:
            trouble.add(f"--count-in {text!r}", "write a unit and its group: REF=GROUP")


def save_question(path: Path, asked: Asked, held: Held) -> None:
    """Write the question to a file that can be read again, with the exceptions of the record."""
    from adviser.keeping import write_over_ours
    from catalogue.files.pages import printable

    write_over_ours(path, asked.written(held, path.parent), SAVED)
    left = "; what is held is not in it" if held.record.achievements else ""
    say(f"question saved as {printable(path)}{left}")
