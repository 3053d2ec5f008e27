"""``-v``, which every command has. Nothing is imported for it that a plain ``--help`` has not."""

from __future__ import annotations

import click


def _watch(context: click.Context, parameter: click.Parameter, value: bool) -> None:
    if value:
        from adviser.verbose import watch

        watch()


VERBOSE = click.Option(
    ["-v", "--verbose"],
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_watch,
    help="Tell on stderr what is read, and how long each part took.",
)
"""What every command has, before and after its name."""
