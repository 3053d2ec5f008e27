"""The command line. Each command has a file of its own, imported only when it is needed."""

from __future__ import annotations

import errno
import gc
import os
import sys
from contextlib import suppress

import click

from adviser.cli.lazily import LazyGroup
from adviser.cli.streams import harmless, prepare
from adviser.signals import STOPPED, end_silently, listen, told_to_end

_COMMANDS = {
    "bounds": ("bounds", "Show what is really optional in a qualification."),
    "catalogue": ("catalogue_commands", "List, show, compare and write qualifications."),
    "check": ("check", "Judge a choice of units, rule by rule."),
    "cohort": ("cohort", "Answer one question for many learners, in one workbook."),
    "compare": ("compare", "Compare the best plans for two questions or qualifications."),
    "completion": ("completion", "Print the script that lets Tab complete in your shell."),
    "explain": ("explain", "Tell why no choice of units fits, and what would mend that."),
    "explore": ("explore", "Change a question step by step, and see at once what it costs."),
    "help": ("help", "Show what a command does."),
    "impact": ("impact", "Tell whom a new edition of a qualification hits."),
    "list": ("list", "List every qualification, as 'catalogue list' does."),
    "mcp": ("mcp", "Offer the answers as tools to an assistant (MCP)."),
    "offer": ("offer", "Find what a centre must offer so that everybody can finish."),
    "record": ("record_commands", "Show how a learner's record is understood."),
    "schema": ("schema", "Print the JSON Schema of an answer or a file."),
    "serve": ("serve", "Open the adviser's desk in a browser."),
    "suggest": ("suggest", "Find the best legal choice of units."),
    "tradeoff": ("tradeoff", "Show what more of one goal costs in another."),
    "transfer": ("transfer", "Tell what a learner's record is worth, and what is missing."),
    "whatif": ("whatif", "Ask a stored question again with some values changed."),
    "why": ("why", "Tell why the best plan has a unit, or does not have it."),
}

MISUSE = 2
"""Exit code: the question or a file could not be understood."""

DEFECT = 3
"""Exit code: unitwise itself is at fault."""


@click.command(
    cls=LazyGroup,
    modules=_COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 answered, 1 no plan or not legal, 2 misuse, 3 a defect of unitwise, 130"
    " stopped by Ctrl-C before there was an answer.",
)
@click.version_option(package_name="unitwise", message="%(prog)s %(version)s")
def group() -> None:
    """Plan UK vocational qualifications: the best legal choice of units, proven.

    Start with 'unitwise catalogue list', then 'unitwise suggest QUALIFICATION'.
    """


def main() -> None:
    """Run the command line: one clear message for whatever goes wrong, never a traceback."""
    listen()
    try:
        prepare()
        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        code = _stopped()
    end_silently()
    gc.freeze()  # the process ends: nothing is left to be looked through for garbage
    sys.exit(code)


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code; tell last what took how long, if that is asked.

    What is printed is out by then, or it is told that it cannot be.
    """
    try:
        code = _run(arguments)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        return _unread()
    except OSError as error:
        return _report(error)
    finally:
        if verbose := sys.modules.get("adviser.verbose"):
            verbose.finish()


def _run(arguments: list[str]) -> int:
    if "_UNITWISE_COMPLETE" in os.environ:
        import adviser.cli.completing  # noqa: F401 - it tells click of our way to complete in bash
    try:
        result = group.main(arguments, prog_name="unitwise", standalone_mode=False)
    except click.exceptions.Abort:
        return _stopped()
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
        return _unread()
    except SystemExit as ended:
        # So rich leaves where what it prints is no longer read, and click, which wraps the stream.
        wrapped = type(sys.stdout).__name__.endswith("PacifyFlushWrapper")
        if wrapped or getattr(ended.__context__, "errno", None) == errno.EPIPE:
            return _unread()
        raise
    except Exception as error:
        return _report(error)
    return result if isinstance(result, int) else 0


def _stopped(code: int = STOPPED) -> int:
    with suppress(OSError):
        click.echo("stopped", err=True)
    return code


def _unread() -> int:
    """Nobody reads on, as where ``head`` has had enough: that is no fault, and no answer either."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _report(error: Exception) -> int:
    from catalogue.errors import OutOfMemory, UnitwiseError
    from solver import Disagreement, SolverFailure

    if os.environ.get("UNITWISE_DEBUG"):
        raise error
    if not isinstance(error, UnitwiseError) and (code := told_to_end(error)):
        return _stopped(code)
    if OutOfMemory.behind(error):
        error = OutOfMemory()
    if isinstance(error, OSError):
        _complain(_of_the_system(error))
        return MISUSE
    if not isinstance(error, UnitwiseError):
        _complain(
            f"unitwise is at fault: {type(error).__name__}: {error}",
            "set UNITWISE_DEBUG=1 to see where, and please report it",
        )
        return DEFECT
    _complain(str(error), error.hint)
    return DEFECT if isinstance(error, Disagreement | SolverFailure) else MISUSE


def _of_the_system(error: OSError) -> str:
    """What the system refused, by the name of the file; without one it is what is printed."""
    told = error.strerror or str(error)
    if error.filename is None:
        return f"the answer cannot be written: {told}" if error.errno == errno.ENOSPC else told
    return f"{os.fsdecode(error.filename)}: {told}"


def _complain(message: str, hint: str = "") -> None:
    with suppress(OSError):  # where even that cannot be written, the exit code still tells
        click.echo(harmless(f"error: {message.rstrip('.')}"), err=True)
        if hint:
            click.echo(harmless(f"\nhint: {hint}"), err=True)
