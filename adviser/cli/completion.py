"""``unitwise completion``: the script by which a shell completes what is typed."""

from __future__ import annotations

import click

from adviser.cli.once import Once
from adviser.cli.parameters import OneOf, PlainArgument

SHELLS = ("bash", "zsh", "fish", "powershell")


@click.command("completion", cls=Once)
@click.argument("shell", cls=PlainArgument, metavar="SHELL", type=OneOf(SHELLS))
def command(shell: str) -> None:
    """Print the script that lets Tab complete in SHELL: bash, zsh, fish or powershell.

    It completes commands, options, qualifications, goals, units and editions.

    \b
    unitwise completion bash
    unitwise completion zsh
    unitwise completion fish
    unitwise completion powershell

    \b
    Add what it prints to ~/.bashrc, to ~/.zshrc, to
    ~/.config/fish/completions/unitwise.fish, or to $PROFILE.
    """
    from adviser.cli import group
    from adviser.cli.completing import script

    click.echo(script(shell, group), nl=False)
