"""A command whose options say one thing once, and are listed in groups where they are many."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import click

from adviser.cli.grouped import write_options
from adviser.cli.named_files import take_named_files
from adviser.cli.parameters import REPLACE, WrittenType, admit_written
from adviser.cli.verbosely import VERBOSE
from adviser.docstrings import need_docstrings


class Once(click.Command):
    """A command in which an option that takes one value is a mistake if it is given twice.

    One that writes files has ``--replace``, before which it overwrites nothing.
    """

    def get_help(self, ctx: click.Context) -> str:
        """Return the help, which stands in docstrings."""
        need_docstrings()
        return super().get_help(ctx)

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return the parameters, and what they bring with them."""
        every = super().get_params(ctx)
        writes = any(isinstance(one.type, WrittenType) for one in every)
        return [*every, *([REPLACE] if writes else []), VERBOSE]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, in groups if they are many."""
        write_options(self, ctx, formatter)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command, once it is known that what it is to write can be written.

        A file that stands in place of a qualification is read beside the catalogue.
        """
        admit_written(ctx)
        take_named_files(ctx)
        return super().invoke(ctx)

    def make_parser(self, ctx: click.Context) -> Any:
        """Return a parser that looks at how often each option was given."""
        parser: Any = super().make_parser(ctx)
        parse = parser.parse_args

        def parse_once(args: list[str]) -> Any:
            try:
                given = parse(args=list(args))
            except click.UsageError as error:  # some know of no command, to whose help to refer
                error.ctx = error.ctx or ctx
                raise
            order: list[click.Parameter] = given[2]
            for option in dict.fromkeys(order):
                single = isinstance(option, click.Option) and not (
                    option.multiple or option.is_flag or option.count
                )
                if single and order.count(option) > 1:
                    name = max(option.opts, key=len)
                    values = _values(name, args)
                    told = f": {' and '.join(map(repr, values))}" if len(values) > 1 else ""
                    raise click.UsageError(
                        f"{name} is given {_times(order.count(option))}{told}; it takes one value",
                        ctx=ctx,
                    )
                value = given[0].get(option.name) if single else None
                plain = option.type is click.STRING  # other types say themselves what is missing
                if plain and isinstance(value, str) and not value.strip():
                    what = f"; it takes {option.metavar}" if option.metavar else ""
                    raise click.UsageError(f"{max(option.opts, key=len)} is empty{what}", ctx=ctx)
            return given

        parser.parse_args = parse_once
        return parser


def _values(name: str, args: list[str]) -> list[str]:
    """What an option was given, each time, as it was typed."""
    found = [after for one, after in pairwise(args) if one == name]
    return found + [one.partition("=")[2] for one in args if one.startswith(f"{name}=")]


def _times(count: int) -> str:
    return "twice" if count == 2 else f"{count} times"
