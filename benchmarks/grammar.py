"""Command lines and sessions made from what the commands themselves say that they take.

A new command or option is tried as soon as it is there: nothing here lists them. What is made is
mostly right; in some of it one word is not.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from adviser.cli import group
from adviser.session.naming import COMMANDS

NEVER = {"serve", "mcp"}
"""Commands that wait for somebody else."""

NEVER_GIVEN = {"scheduler", "centre", "host", "port", "jobs"}
"""Parameters that reach another machine, or would only take time."""

UNITS = ("M/506/2898", "D/506/2153", "T/506/2952", "R/506/2179", "D/506/2055", "y5062166")
NAMES = ("ocr-l4-customer-service", "nocn-l2-customer-service", "nocn l3", "601/3528/1", "example")
WANTED = (*UNITS, "group:B", "group:C", "level:4", "level:3", "social media", "customer", "EX-201")
DAYS = ("2024-07-01", "2026-09-01", "1 July 2024", "2020-01-01", "today")
GOALS = (
    "least-glh", "least-credit", "fewest-units", "least-surplus", "most-preferred", "highest-level",
)  # fmt: skip
RULES = ("total", "mandatory-a", "group-b", "group-c", "level-4-or-above", "pathway", "leads")
CHANGES = (
    "want+=D/506/2055", "avoid=[]", "limits.new_glh=200", "on=2026-09-01", "goals=least-glh",
    "held+=T/506/2952@2023-05-01", "recognition.rpl.accepted=no", "want=", "prefer.customer=3",
    "limits.new_glh=150..200/10", "want==D/506/2055,social media",
)  # fmt: skip

VALUES: dict[str, tuple[str, ...]] = {
    "GOAL": GOALS,
    "GOAL GOAL": GOALS,
    "REF": WANTED,
    "REF...": WANTED,
    "UNIT...": WANTED,
    "REF=N": tuple(f"{one}={weight}" for one in WANTED for weight in ("+3", "-1", "0")),
    "REF=GROUP": tuple(f"{one}={home}" for one in UNITS for home in "ABC"),
    "REF[@DATE]": tuple(
        f"{one}{day}" for one in UNITS for day in ("", "@2023-05-01", "@2001-01-01")
    ),
    "ID": RULES,
    "N": ("0", "1", "3", "10", "50", "100", "165", "200", "300"),
    "K": ("0", "1", "3"),
    "DATE": DAYS,
    "WAY": ("leave-out", "estimate", "refuse"),
    "LABEL": ("centre handbook", "version 1", "2024", "handbook"),
    "SECONDS": ("2", "1", "0.1"),
    "LIST": ("NOCN", "level:3", "level:2-4", "OCR,NOCN", "customer service"),
    "QUALIFICATION": NAMES,
    "NAME": ("Ann", "Sheet1", "Example"),
    "KEY=VALUE": CHANGES,
    "KEY=VALUES": CHANGES,
    "NUMBER": ("601/3528/1",),
    "TITLE": ("A handbook",),
    "ID=VALUE": ("x=#1", "y=keep"),
    "QUALIFICATION[@EDITION]": NAMES,
    "[QUALIFICATION|FILE|DIR]...": NAMES,
    "ADDRESS": ("localhost",),
    "[COMMAND]...": ("suggest", "catalogue", "list"),
}
"""What may follow, by what ``--help`` calls it."""


def commands() -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command that answers by itself, with its words."""

    def inside(
        one: click.Command, words: tuple[str, ...]
    ) -> Iterator[tuple[tuple[str, ...], click.Command]]:
        if not isinstance(one, click.Group):
            yield words, one
            return
        context = click.Context(one)
        for name in one.list_commands(context):
            found = one.get_command(context, name)
            if found is not None and name not in NEVER:
                yield from inside(found, (*words, name))

    yield from inside(group, ())


class Grammar:
    """Makes command lines about files of some folder, and scripts of sessions."""

    def __init__(self, files: dict[str, tuple[str, ...]], written: Callable[[str], str]) -> None:
        self.files = files
        """Names of files to read, by what the parameter that takes them is called."""
        self.written = written
        """Names a file to write, by its ending."""
        self.commands = list(commands())

    def line(self, drawn: random.Random) -> list[str]:
        """Return a command with a few of its options."""
        words, command = drawn.choice(self.commands)
        told = list(words)
        for parameter in command.params:
            if isinstance(parameter, click.Argument):
                told += self._argument(parameter, drawn)
        options = [one for one in command.params if isinstance(one, click.Option)]
        needed = [one for one in options if one.required]
        free = [one for one in options if not one.required and one.name not in NEVER_GIVEN]
        few = drawn.sample(free, min(len(free), drawn.choice((0, 1, 2, 3, 5))))
        for option in [*needed, *few]:
            told.append(option.opts[-1])
            if not option.is_flag:
                told += self._values(option, option.nargs, drawn)
        if not any(
            isinstance(one, click.Option) and one.name == "time_limit" for one in command.params
        ):
            return told
        return told if "--time-limit" in told else [*told, "--time-limit", "2"]

    def _argument(self, parameter: click.Argument, drawn: random.Random) -> list[str]:
        count = parameter.nargs if parameter.nargs > 0 else drawn.choice((1, 1, 2, 4))
        if not parameter.required and drawn.random() < 0.2:
            return []
        return self._values(parameter, count, drawn)

    def _values(self, parameter: click.Parameter, count: int, drawn: random.Random) -> list[str]:
        known = self._known(parameter, drawn)
        return [drawn.choice(known) for _ in range(count)]

    def _known(self, parameter: click.Parameter, drawn: random.Random) -> tuple[str, ...]:
        name = parameter.name or ""
        if isinstance(parameter.type, click.Choice):
            return tuple(parameter.type.choices)
        if name in {"save", "report", "plot", "output", "save_layout", "into"}:
            ending = {"plot": ".svg", "report": drawn.choice((".html", ".md")), "into": ""}
            return (self.written(ending.get(name, drawn.choice((".yaml", ".jsonl", ".xlsx")))),)
        if name in self.files:
            return self.files[name]
        if isinstance(parameter.type, click.Path):
            return self.files["any"]
        return VALUES.get(parameter.metavar or "", VALUES["QUALIFICATION"])

    def script(self, drawn: random.Random) -> str:
        """Return a session of some lines."""
        return "".join(f"{self._obeyed(drawn)}\n" for _ in range(drawn.randint(1, 8)))

    def _obeyed(self, drawn: random.Random) -> str:
        name = drawn.choice(
            [one for one in COMMANDS if one not in {"quit", "report", "save", "learner"}]
        )
        kinds = _AFTER.get(name)
        if kinds is None:
            return name
        return f"{name} {' '.join(drawn.choice(VALUES.get(kind, (kind,))) for kind in kinds)}"


_AFTER: dict[str, tuple[str, ...]] = {
    "want": ("REF",), "avoid": ("REF",), "held": ("REF[@DATE]",), "prefer": ("REF=N",),
    "max": ("glh", "N"), "goal": ("GOAL",), "on": ("DATE",), "edition": ("LABEL",),
    "pathway": ("ID",), "unknown": ("WAY",), "retakes": ("yes",),
    "suppose": ("recognition.rpl.accepted=no",), "time": ("SECONDS",), "drop": ("REF",),
    "find": ("REF",), "alternatives": ("K",), "diverse": ("K",), "why": ("REF",),
    "tradeoff": ("GOAL", "GOAL"), "check": ("REF", "REF"), "undo": ("K",),
    "load": ("nowhere.yaml",),
}  # fmt: skip
"""What follows the name of a session's command, in the words of :data:`VALUES`."""


def one_word_else(words: list[str], drawn: random.Random, hostile: tuple[str, ...]) -> list[str]:
    """Return a command line in which one word is another, stands twice, or is left out."""
    words = list(words)
    at = drawn.randrange(len(words))
    way = drawn.randrange(4)
    if way == 0:
        del words[at]
    elif way == 1:
        words.insert(at, words[at])
    else:
        words[at] = drawn.choice(words if way == 2 else hostile)
    return words


def folder_files(folder: Path, names: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """Return the names of files, each in the folder, by the parameters that they are for."""
    path = {key: str(folder / name) for key, name in names.items()}
    both = (path["csv"], path["yaml"])
    return {
        "record": both,
        "records": both,
        "file": both,
        "question_file": (path["question"],),
        "first": (*NAMES, path["question"]),
        "second": (*NAMES, path["question"]),
        "batch": (path["batch"],),
        "folders": (path["catalogue"],),
        "files": (path["handbook"],),
        "layout": ("plr", "ilr", "tracker"),
        "draft": (path["catalogue"],),
        "among": (path["csv"],),
        "table": (path["csv"],),
        "any": tuple(path.values()),
    }
