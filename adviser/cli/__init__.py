"""The command line. Each command has a file of its own, imported only when it is needed."""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

_COMMANDS = {
    "bounds": "bounds",
    "catalogue": "catalogue_commands",
    "check": "check",
    "compare": "compare",
    "explain": "explain",
    "explore": "explore",
    "schema": "schema",
    "suggest": "suggest",
    "tradeoff": "tradeoff",
    "transfer": "transfer",
    "whatif": "whatif",
    "why": "why",
}
"""Command names and the modules here that hold them, each under its function ``command``."""

NO_PLAN = 1
"""Exit code: answered, and the answer is no plan, not legal, or a check that failed."""

MISUSE = 2
"""Exit code: the question or a file could not be understood."""

DEFECT = 3
"""Exit code: unitwise itself is at fault."""


class LazyGroup(click.Group):
    """A group that imports a command's module only when the command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands in alphabetical order."""
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of one command."""
        module = _COMMANDS.get(cmd_name)
        if module is None:
            return None
        command = import_module(f"adviser.cli.{module}").command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Let click name the nearest of the commands that are not imported yet."""
        try:
            return super().resolve_command(ctx, args)
        except click.exceptions.NoSuchCommand as error:
            known = self.list_commands(ctx)
            raise click.exceptions.NoSuchCommand(args[0], possibilities=known, ctx=ctx) from error


@click.command(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 answered, 1 no plan or not legal, 2 misuse, 3 a defect of unitwise.",
)
@click.version_option(package_name="unitwise", message="%(prog)s %(version)s")
def group() -> None:
    """Plan UK vocational qualifications: the best legal choice of units, proven.

    Start with 'unitwise catalogue list', then 'unitwise suggest QUALIFICATION'.
    """


def main() -> None:
    """Run the command line: one clear message for whatever goes wrong, never a traceback."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code."""
    try:
        result = group.main(arguments, prog_name="unitwise", standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("stopped", err=True)
        return 130
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return MISUSE
    except click.ClickException as error:
        context = error.ctx if isinstance(error, click.UsageError) else None
        path = context.command_path if context else "unitwise"
        message = error.format_message()
        _complain(message[:1].lower() + message[1:], f"'{path} --help' tells how to ask")
        return MISUSE
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        return _report(error)
    return result if isinstance(result, int) else 0


def _report(error: Exception) -> int:
    from catalogue.errors import UnitwiseError
    from solver import Disagreement, SolverFailure

    if os.environ.get("UNITWISE_DEBUG"):
        raise error
    if isinstance(error, OSError):
        _complain(str(error))
        return MISUSE
    if not isinstance(error, UnitwiseError):
        _complain(
            f"unitwise is at fault: {type(error).__name__}: {error}",
            "set UNITWISE_DEBUG=1 to see where, and please report it",
        )
        return DEFECT
    _complain(str(error), error.hint)
    return DEFECT if isinstance(error, Disagreement | SolverFailure) else MISUSE


def _complain(message: str, hint: str = "") -> None:
    click.echo(f"error: {message.rstrip('.')}", err=True)
    if hint:
        click.echo(f"\nhint: {hint}", err=True)
