"""``unitwise suggest --batch``: a file of questions, line by line, to a file of answers."""

from __future__ import annotations

import os
import signal
import stat
import sys
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import date
from io import BufferedReader, FileIO
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from adviser.cli.parameters import FileType, Whole
from adviser.cli.telling import say

if TYPE_CHECKING:
    from adviser.asking.lines import LineReader

F = TypeVar("F", bound=Callable[..., Any])

_MINE = {
    "batch": "--batch",
    "output": "--output",
    "resume": "--resume",
    "jobs": "--jobs",
    "scheduler": "--scheduler",
}

_OF_ONE_LEARNER = {
    "record": "--record",
    "references": "--held",
    "no_exceptions": "--no-exceptions",
    "report": "--report",
}


def batch_options(function: F) -> F:
    """Add ``--batch`` and what goes with it."""
    for add in reversed(
        [
            click.option(
                "--batch",
                metavar="QUESTIONS",
                type=FileType(allow_dash=True),
                help="Answer every line of a JSON Lines file (- is standard input). A line is an"
                " object with the keys of a question file; 'unitwise schema question' lists them."
                " It may have an id, which its answer ends with; and held, a list of units,"
                " record, an object as of a record's file, and as_of."
                " Other options are defaults: they hold where a line does not have that key. Line"
                " N of the output answers line N, even an empty one; one that cannot be answered"
                ' gets {"answer": "error", …}. Exit code: 0 if all lines are answered, also'
                " with no plan; 1 if one could not be.",
            ),
            click.option(
                "--output",
                metavar="FILE",
                type=FileType(allow_dash=True),
                help="With --batch: write the answers to FILE, which must be new or empty (- is"
                " standard output).",
            ),
            click.option(
                "--resume",
                is_flag=True,
                help="With --output: go on where FILE ends. Give the same questions and options"
                " as before, --on among them.",
            ),
            click.option(
                "--jobs",
                type=Whole(1, 256),
                metavar="N",
                help="With --batch: work on N questions at a time; one for each core if not given.",
            ),
            click.option(
                "--scheduler",
                metavar="ADDRESS",
                help="With --batch: work over the workers of a Dask scheduler, tcp://HOST:8786, as"
                " for 'unitwise cohort'.",
            ),
        ]
    ):
        function = add(function)
    return function


def instead_of_one(
    single: Mapping[str, Any],
    folders: tuple[Path, ...],
    options: Mapping[str, Any],
    given: dict[str, Any],
) -> int | None:
    """Answer a batch if one is asked for, and return the exit code; else null.

    ``single`` are the parameters that only one question has, by the names that people know.
    """
    mine = {name: given.pop(name) for name in _MINE}
    if mine["batch"] is None:
        for name, option in _MINE.items():
            if mine[name]:
                raise click.UsageError(f"{option} goes with --batch")
        return None
    for name, value in single.items():
        if value is not None:
            what = "every line names its own" if name == "QUALIFICATION" else "that is one question"
            raise click.UsageError(f"--batch and {name} do not go together: {what}")
    for name, option in _OF_ONE_LEARNER.items():
        if given.get(name):
            raise click.UsageError(f"--batch and {option} do not go together: that is one learner")
    target = None if mine["output"] == Path("-") else mine["output"]
    if mine["resume"] and target is None:
        raise click.UsageError("--resume needs --output FILE, the file to go on with")
    from adviser.asking.lines import LineReader
    from adviser.cli.reading import catalogue_folders

    others = given["others"] or (3 if given["diverse"] else 0)
    settings = {"others": others, "diverse": given["diverse"], "priced": given["priced"]}
    defaults, dated = _defaults(options, folders)
    reader = LineReader(
        tuple(catalogue_folders(folders)), defaults, date.today(), given.get("as_of"), dated
    )
    settings |= {"jobs": mine["jobs"], "scheduler": mine["scheduler"]}
    return _run(mine["batch"], target, mine["resume"], reader, settings)


def _defaults(options: Mapping[str, Any], folders: tuple[Path, ...]) -> tuple[dict[str, Any], bool]:
    """What a line need not say, and whether that is a date, too.

    Options that mean nothing in any line are told now.
    """
    from adviser.asking.faults import Trouble
    from adviser.asking.offering import take_offer
    from adviser.asking.question_file import validated
    from adviser.asking.written import date_text
    from adviser.cli.question_options import merge
    from adviser.cli.reading import read_catalogue

    trouble = Trouble()
    data: dict[str, Any] = {}
    merge(data, options, trouble)
    dated = "on" in data
    data["on"] = date_text(data.get("on", date.today().isoformat()))
    if "offer" in data:
        take_offer(data, read_catalogue(folders, quiet=True).units, trouble)
    validated(data, trouble)
    trouble.stop()
    return data, dated


def _run(
    source: Path,
    target: Path | None,
    resume: bool,
    reader: LineReader,
    settings: Mapping[str, Any],
) -> int:
    from adviser.cli.batch_output import opened
    from adviser.cli.reading import read_catalogue
    from adviser.pages.batch import told
    from solver import batch
    from solver.many.flow import Saving

    if reader.folders:
        read_catalogue(reader.folders)  # tells once what every process would have to
    with ExitStack() as stack:
        questions = _questions(source, stack)
        output = opened(target, resume, stack)
        counted = output.counted
        begun = counted.total()
        lines = _Lines(source, questions)
        if lines.skip(begun) < begun:
            raise click.UsageError(
                f"{target} has {begun} answers, more than there are questions: is it of another"
                " file?"
            )
        tell = _progress(questions, target, stack)
        stop = stack.enter_context(_stopping())
        tell(counted, lines.answered)
        saving = Saving()
        answers = batch(lines, reader, first=begun + 1, saving=saving, **settings)
        stack.callback(answers.close)  # type: ignore[attr-defined]
        for answer in answers:
            with stop.later():
                output.write(answer)
            lines.note_answer()
            tell(counted, lines.answered)
    say(told(counted, begun, saving))
    return 1 if counted["error"] else 0


class _Lines:
    """Lines of a file; ``answered`` bytes of them are."""

    def __init__(self, source: Path, questions: FileIO) -> None:
        from solver.many.batch import read_lines

        self.source = source
        self.buffer = BufferedReader(questions)  # kept, as it would close them when it is let go
        self.lines = read_lines(self.buffer)
        self.sizes: deque[int] = deque()
        self.answered = 0

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        try:
            line = next(self.lines)
        except OSError as error:
            raise _unreadable(self.source, error) from error
        self.sizes.append(len(line))
        return line

    def note_answer(self) -> None:
        """Note that the next line is answered."""
        self.answered += self.sizes.popleft()

    def skip(self, how_many: int) -> int:
        """Pass over so many lines, which are answered; return how many there were."""
        there = 0
        for _ in islice(self, how_many):
            self.note_answer()
            there += 1
        return there


def _questions(source: Path, stack: ExitStack) -> FileIO:
    """Open the questions, without a buffer: it could not be closed while a thread waits in it."""
    if str(source) == "-":
        return FileIO(sys.stdin.fileno(), closefd=False)
    try:
        return stack.enter_context(source.open("rb", buffering=0))
    except OSError as error:
        raise _unreadable(source, error) from error


def _unreadable(source: Path, error: OSError) -> click.UsageError:
    from catalogue.outside import meant_file, printable

    name = "standard input" if str(source) == "-" else printable(source)
    meant = meant_file(source) if isinstance(error, FileNotFoundError) else ""
    told = f"{name} cannot be read: {error.strerror or error}"
    return click.UsageError(f"{told}; {meant}" if meant else told)


def _progress(
    questions: FileIO, target: Path | None, stack: ExitStack
) -> Callable[[Counter[str], int], None]:
    """Return what to tell how far we are: a bar in a terminal, unless the answers go there too."""
    if not sys.stderr.isatty() or (target is None and sys.stdout.isatty()):
        return lambda counted, answered: None
    from adviser.pages.bar import Bar
    from adviser.pages.batch import answered_so_far
    from solver.program.interruption import deaf

    status = os.fstat(questions.fileno())
    size = status.st_size if stat.S_ISREG(status.st_mode) else None
    with deaf():
        bar = stack.enter_context(Bar(size))

    def tell(counted: Counter[str], answered: int) -> None:
        bar.say(answered_so_far(counted), answered)

    return tell


class _Stop:
    """Ctrl-C at once, but not in the middle of a line, unless it is pressed again."""

    def __init__(self) -> None:
        self.writing = False
        self.asked = False

    def __call__(self, number: int, frame: object) -> None:
        if self.asked or not self.writing:
            raise KeyboardInterrupt
        self.asked = True

    @contextmanager
    def later(self) -> Iterator[None]:
        """Let what is done here come to its end first."""
        self.writing = True
        try:
            yield
        finally:
            self.writing = False
        if self.asked:
            raise KeyboardInterrupt


@contextmanager
def _stopping() -> Iterator[_Stop]:
    stop = _Stop()
    before = signal.signal(signal.SIGINT, stop)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)
