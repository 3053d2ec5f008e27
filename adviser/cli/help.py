"""``unitwise help``: the same as ``--help``, for those who ask in words."""

from __future__ import annotations

import click

from adviser.cli.once import Once


@click.command("help", cls=Once)
@click.argument("names", metavar="[COMMAND]...", nargs=-1)
def command(names: tuple[str, ...]) -> None:
    """Show what a COMMAND does, as its --help does; without one, what there is.

    \b
    unitwise help suggest
    unitwise help catalogue new
    """
    from adviser.cli import group

    asked: click.Command = group
    with click.Context(asked, info_name="unitwise") as root:
        context = root
        for name in names:
            if not isinstance(asked, click.Group):
                raise click.UsageError(f"'{context.command_path}' has no commands", ctx=context)
            _, found, _ = asked.resolve_command(context, [name])
            assert found is not None
            asked, context = found, click.Context(found, parent=context, info_name=name)
        click.echo(asked.get_help(context))
