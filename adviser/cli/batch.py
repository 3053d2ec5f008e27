"""``unitwise suggest --batch``: a file of questions, line by line, to a file of answers."""

from __future__ import annotations

import os
import signal
import stat
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

import click

from adviser.cli.parameters import FileType

if TYPE_CHECKING:
    from catalogue import Qualification
    from solver import Question
    from solver.batch import Reader

F = TypeVar("F", bound=Callable[..., Any])

_MINE = {"batch": "--batch", "output": "--output", "resume": "--resume", "jobs": "--jobs"}

_OF_ONE_LEARNER = {
    "record": "--record",
    "references": "--held",
    "as_of": "--as-of",
    "no_exceptions": "--no-exceptions",
    "report": "--report",
}

_KINDS = ("plan", "conflict", "undecided", "error")

_HEAD = b'{"version":1,"answer":"'
"""What every answer starts with."""

_FOREIGN = "the output file has a line that is no answer of a batch, so it is left as it is"


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
                " Other options are defaults: they hold where a line does not have that key. Line"
                " N of the output answers line N, even an empty one; one that cannot be answered"
                ' gets {"answer": "error", …}. Exit code: 0 if all lines are answered, also'
                " with no plan; 1 if one could not be.",
            ),
            click.option(
                "--output",
                metavar="FILE",
                type=FileType(),
                help="With --batch: write the answers to FILE, which must be new or empty.",
            ),
            click.option(
                "--resume",
                is_flag=True,
                help="With --output: go on where FILE ends. Give the same questions and options"
                " as before, --on among them.",
            ),
            click.option(
                "--jobs",
                type=click.IntRange(1, 256),
                metavar="N",
                help="With --batch: work on N questions at a time; one for each core if not given.",
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
    if mine["resume"] and mine["output"] is None:
        raise click.UsageError("--resume needs --output FILE, the file to go on with")
    others = given["others"] or (3 if given["diverse"] else 0)
    settings = {"others": others, "diverse": given["diverse"], "priced": given["priced"]}
    reader = LineReader(folders, _defaults(options))
    return _run(mine["batch"], mine["output"], mine["resume"], reader, settings, mine["jobs"])


def _defaults(options: Mapping[str, Any]) -> dict[str, Any]:
    """What a line need not say. Options that mean nothing in any line are told now."""
    from adviser.cli.asking import date_text, merge
    from adviser.cli.question_file import Trouble, validated

    trouble = Trouble()
    data: dict[str, Any] = {}
    merge(data, options, trouble)
    data["on"] = date_text(data.get("on", date.today().isoformat()))
    validated(data, trouble)
    trouble.stop()
    return data


@dataclass(frozen=True)
class LineReader:
    """Opens the catalogue in each process, and reads lines as question files are read."""

    folders: tuple[Path, ...]
    defaults: Mapping[str, Any]

    def __call__(self) -> Reader:
        """Read the catalogue; return what reads a line."""
        from adviser.cli.asking import date_text
        from adviser.cli.parameters import read_catalogue
        from adviser.cli.question_file import (
            QuestionFile,
            Trouble,
            edition_apart,
            known_keys,
            take_exceptions,
        )
        from solver.batch import named

        catalogue = read_catalogue(self.folders)

        def read(written: Mapping[str, Any]) -> tuple[Qualification, Question]:
            trouble = Trouble()
            line = known_keys(written, trouble)
            exceptions = take_exceptions(line, trouble)
            name = line.pop("qualification", None)
            if not isinstance(name, str):
                trouble.stop()
            words = edition_apart(line, named(name), trouble)
            subject = QuestionFile(line, None, exceptions).subject(words, catalogue)
            data = {**self.defaults, **line}
            for key in ("limits", "prefer"):
                old, new = self.defaults.get(key), line.get(key)
                if isinstance(old, dict) and isinstance(new, dict):
                    data[key] = {**old, **new}
            if isinstance(data["on"], str):
                data["on"] = date_text(data["on"])
            question, _ = QuestionFile(data, None).understood(
                data, subject, catalogue.units, trouble
            )
            return subject, question

        return read


def _run(
    source: Path,
    target: Path | None,
    resume: bool,
    reader: LineReader,
    settings: Mapping[str, Any],
    jobs: int | None,
) -> int:
    from solver import batch
    from solver.batch import read_lines

    with ExitStack() as stack:
        questions = _questions(source, stack)
        output = _output(target, resume, stack)
        counted = written(output) if resume else Counter[str]()
        begun = counted.total()
        lines = _Lines(read_lines(questions))
        if sum(1 for _ in islice(lines, begun)) < begun:
            raise click.UsageError(
                f"{target} has {begun} answers, more than there are questions: is it of another"
                " file?"
            )
        tell = _progress(questions, stack)
        stop = stack.enter_context(_stopping())
        answers = batch(lines, reader, jobs=jobs, first=begun + 1, **settings)
        stack.callback(answers.close)  # type: ignore[attr-defined]
        for answer in answers:
            stop.write(output, answer + b"\n")
            counted[_kind(answer)] += 1
            tell(counted, lines.bytes)
    from adviser.render.batch import told

    click.echo(told(counted, begun), err=True)
    return 1 if counted["error"] else 0


class _Lines:
    """Lines, and how many bytes of them have been taken."""

    def __init__(self, lines: Iterator[bytes]) -> None:
        self.lines = lines
        self.bytes = 0

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        line = next(self.lines)
        self.bytes += len(line)
        return line


def _questions(source: Path, stack: ExitStack) -> BinaryIO:
    if str(source) == "-":
        return sys.stdin.buffer
    try:
        return stack.enter_context(source.open("rb"))
    except OSError as error:
        raise click.UsageError(f"{source} cannot be read: {error.strerror or error}") from error


def _output(target: Path | None, resume: bool, stack: ExitStack) -> BinaryIO:
    """Open what is written to, without a buffer: what is written is there."""
    if target is None:
        sys.stdout.flush()
        return sys.stdout.buffer
    try:
        there = target.exists()
        if there and not resume and target.stat().st_size:
            raise click.UsageError(
                f"{target} exists already; --resume goes on with it, or name another"
            )
        return stack.enter_context(target.open("r+b" if there else "xb", buffering=0))
    except OSError as error:
        raise click.UsageError(f"{target} cannot be written: {error.strerror or error}") from error


def written(output: BinaryIO) -> Counter[str]:
    """Count the answers that are there, and cut off a last one that is not whole."""
    counted: Counter[str] = Counter()
    whole = 0
    head = b""
    while block := output.read(1 << 16):
        start = 0
        while (end := block.find(b"\n", start)) >= 0:
            counted[_kind(head + block[start : start + 100])] += 1
            head, start = b"", end + 1
            whole = output.tell() - len(block) + start
        head = (head + block[start : start + 100])[:100]
    if not head.startswith(_HEAD[: len(head)]):
        raise click.UsageError(_FOREIGN)
    output.seek(whole)
    output.truncate()
    return counted


def _kind(answer: bytes) -> str:
    """What kind of answer a line is; its first keys tell."""
    for kind in _KINDS:
        if answer.startswith(_HEAD + kind.encode() + b'"'):
            return kind
    raise click.UsageError(_FOREIGN)


def _progress(questions: BinaryIO, stack: ExitStack) -> Callable[[Counter[str], int], None]:
    """Return what to tell how far we are: a bar in a terminal, elsewhere nothing."""
    if not sys.stderr.isatty():
        return lambda counted, taken: None
    from adviser.render.batch import Bar

    status = os.fstat(questions.fileno())
    size = status.st_size if stat.S_ISREG(status.st_mode) else None
    return stack.enter_context(Bar(size)).tell


class _Stop:
    """Ctrl-C at once, but never in the middle of a line."""

    def __init__(self) -> None:
        self.writing = False
        self.asked = False

    def __call__(self, number: int, frame: object) -> None:
        self.asked = True
        if not self.writing:
            raise KeyboardInterrupt

    def write(self, output: BinaryIO, line: bytes) -> None:
        self.writing = True
        left = memoryview(line)
        while left:
            left = left[output.write(left) :]
        output.flush()
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
