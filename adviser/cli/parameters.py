"""Options and types that several commands share."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from adviser.cli.reading import CATALOGUE_VARIABLE

if TYPE_CHECKING:
    from catalogue import Catalogue
    from catalogue.offering import CentreOffer

F = TypeVar("F", bound=Callable[..., Any])


def delivered(path: Path | None, library: Catalogue) -> CentreOffer | None:
    """Read what a centre delivers, called by the name of its file alone: others are told of it.

    Raises
    ------
    UnitwiseError
        With everything in it that means nothing, with its line.
    """
    if path is None:
        return None
    from adviser.asking.offering import read_offer

    return read_offer(path, library.units).model_copy(update={"name": path.name})


class DateType(click.ParamType[date]):
    """A date in any of the ways that people in the UK write one: see :mod:`catalogue.days`."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read a date, or say how one is written."""
        from catalogue.days import read_day

        try:
            return read_day(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


class _Seconds(click.FloatRange):
    """Seconds above 0; what is no number at all is none of them."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Read a number of seconds."""
        with suppress(click.BadParameter):
            seconds = float(super().convert(value, param, ctx))
            if seconds == seconds:
                return seconds
        told = f"{value!r} is not a number of seconds above 0, at most {self.max:,}"
        raise click.BadParameter(told, ctx, param)


SECONDS = _Seconds(0, 86_400, min_open=True)
"""A time limit."""


class Whole(click.IntRange):
    """A whole number from ``min`` to ``max``, inclusive."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Read a whole number, or say which there may be."""
        try:
            return int(super().convert(value, param, ctx))
        except click.BadParameter:
            self.fail(
                f"{value!r} is not a whole number from {self.min:,} to {self.max:,}", param, ctx
            )


class OneOf(click.Choice[str]):
    """One of several words; of a misspelt one it is told which may be meant."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word, or say which there are."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as error:
            from catalogue.errors import did_you_mean

            meant = did_you_mean(str(value), list(self.choices))
            told = error.message.rstrip(".")
            self.fail(f"{told}; {meant}" if meant else told, param, ctx)


class PlainArgument(click.Argument):
    """An argument that an error calls by its name alone, without brackets or all its choices."""

    def get_error_hint(self, ctx: click.Context | None) -> str:
        """Return the name."""
        return f"'{self.human_readable_name}'"


class FileType(click.Path):
    """A file by its name, which is not empty; what it is for must not be a folder."""

    def __init__(self, allow_dash: bool = False, exists: bool = False, folder: bool = False):
        super().__init__(path_type=Path, dir_okay=folder, allow_dash=allow_dash, exists=exists)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path, or say that there is none."""
        if isinstance(value, str) and not value.strip():
            self.fail("the name of the file is empty", param, ctx)
        if value == "-" and not self.allow_dash:
            told = "'-' stands for no file here: give a name, such as ./- for a file called that"
            self.fail(told, param, ctx)
        if self.exists and not os.path.lexists(value):
            from catalogue.outside import meant_file, printable

            meant = meant_file(Path(value))
            kind = "file or folder" if self.dir_okay else "file"
            told = f"there is no {kind} {printable(value)}"
            self.fail(f"{told}; {meant}" if meant else told, param, ctx)
        return super().convert(value, param, ctx)


class WrittenType(FileType):
    """A file that is written to: a new or empty one, else only as :data:`REPLACE` has it.

    What begins as one of ``over`` is of the same kind. One that is ``edited`` may be read by the
    same command.
    """

    def __init__(self, over: tuple[str, ...], edited: bool = False, folder: bool = False) -> None:
        super().__init__(folder=folder)
        self.over = over
        self.edited = edited

    def begins(self, path: Path) -> tuple[str, ...]:
        """How what may be written over at ``path`` begins."""
        return self.over

    def admit(self, path: Path, read: list[Path], ctx: click.Context) -> None:
        """Refuse what could not be written in the end; ``read`` is what the command reads.

        Raises
        ------
        UnitwiseError
            If it could not.
        """
        from adviser.keeping import admit

        replace = replaces(ctx)
        admit(path, self.begins(path), () if self.edited and replace else read, replace=replace)


_REPLACED = f"{__name__}.replace"


def _remember(context: click.Context, parameter: click.Parameter, value: bool) -> None:
    context.meta[_REPLACED] = value


REPLACE = click.Option(
    ["--replace"],
    is_flag=True,
    expose_value=False,
    callback=_remember,
    help="Let a file that is to be written replace an earlier one of the same kind. Nothing is"
    " overwritten without it.",
)
"""What every command that writes a file has, and none besides."""


def replaces(ctx: click.Context) -> bool:
    """Whether earlier files may be written over."""
    return bool(ctx.meta.get(_REPLACED))


def admit_written(ctx: click.Context) -> None:
    """Refuse what could not be written in the end, before anything is read or worked out."""
    of = [(param.type, ctx.params.get(param.name or "")) for param in ctx.command.params]
    written = [(kind, path) for kind, path in of if isinstance(kind, WrittenType) and path]
    if not written:
        return
    read: list[Path] = []
    for kind, value in of:
        if isinstance(kind, FileType) and not isinstance(kind, WrittenType):
            read += [one for one in (value if isinstance(value, tuple) else [value]) if one]
    for kind, path in written:
        kind.admit(path, read, ctx)


WORKBOOK = "PK"
"""How a workbook begins."""


class WorkbookType(WrittenType):
    """A workbook that is written."""

    def __init__(self) -> None:
        super().__init__((WORKBOOK,))

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path, or say that it is none of a workbook."""
        path = super().convert(value, param, ctx)
        if path.suffix.casefold() != ".xlsx":
            self.fail(f"{path.name!r} does not end in .xlsx, as a workbook does", param, ctx)
        return path


class PictureType(WrittenType):
    """A file that a picture is written to."""

    def __init__(self) -> None:
        super().__init__(("<svg",))

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path, or say that it is none of a picture."""
        path = super().convert(value, param, ctx)
        if path.suffix.casefold() != ".svg":
            self.fail(f"{path.name!r} does not end in .svg, which is how pictures are drawn")
        return path


def offering(what: str) -> Callable[[click.Context, click.Parameter, str], Any]:
    """Return what completes a parameter in a shell: see :mod:`adviser.cli.completing`."""

    def complete(context: click.Context, parameter: click.Parameter, typed: str) -> Any:
        from adviser.cli.completing import OFFERS

        return OFFERS[what](context, typed)

    return complete


def catalogue_option(function: F) -> F:
    """Add ``--catalogue DIR``, repeatable."""
    return click.option(
        "--catalogue",
        "folders",
        metavar="DIR",
        multiple=True,
        type=FileType(exists=True, folder=True),
        help=f"Also read the catalogue files in DIR; they override the shipped ones."
        f" Repeatable. {CATALOGUE_VARIABLE} names folders for every call.",
    )(function)


def json_option(function: F) -> F:
    """Add ``--json``."""
    return click.option(
        "--json", "as_json", is_flag=True, help="Print the answer as JSON, for programs."
    )(function)


def edition_option(function: F) -> F:
    """Add ``--edition LABEL``."""
    return click.option(
        "--edition",
        metavar="LABEL",
        shell_complete=offering("editions"),
        help="Ask about this edition, whatever the date of registration: its label, or words that"
        " fit only this one. QUALIFICATION@LABEL says the same.",
    )(function)


offer_option = click.option(
    "--offer",
    metavar="FILE",
    type=FileType(),
    help="Nothing but what the centre delivers may be studied: YAML, CSV or XLSX with unit, price,"
    " places and terms.",
)

only_option = click.option(
    "--only",
    multiple=True,
    metavar="LIST",
    help="Offer only these: short names, words of a title, an awarding organisation, level:3, with"
    " commas between. Repeatable: what all of the lists take in.",
)


def time_limit_option(more: str = "") -> Callable[[F], F]:
    """Return what adds ``--time-limit SECONDS`` of one answer; ``more`` ends its help."""
    return click.option(
        "--time-limit",
        type=SECONDS,
        default=5.0,
        show_default=True,
        metavar="SECONDS",
        help=f"The longest that one question may take{more}.",
    )
