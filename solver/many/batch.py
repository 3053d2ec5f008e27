"""Questions by the thousand: JSON Lines in, JSON Lines out, line for line."""

from __future__ import annotations

import json
import os
import re
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Annotated, Any, BinaryIO, Literal

from pydantic import Field, ValidationError

from catalogue.errors import OutOfMemory, UnitwiseError
from catalogue.files.loading import load
from catalogue.units import Model
from solver.many.executors import cluster, local
from solver.many.flow import Flow, Saving, once
from solver.plans.suggest import suggest
from solver.question import Question
from solver.results.answers import Conflict, Plan, Undecided
from solver.situation import Situation

MOST_BYTES = 1 << 20
"""The longest line that is read, in bytes, inclusive of its end."""

_MOST_SAID = 2_000
"""Characters of a message: a line that is wrong may be very long, what we say of it may not."""

_MOST_PARTS = 5_000
"""Words, numbers and commas of a line, inclusive: for each the nearest word may be sought.

A list of 1,000 units with slashes has 4,000.
"""

_PART = re.compile(r"[^\W_]+|,")

_LONGEST_NAME = 200
"""Characters of the name of a qualification, inclusive, as of any other naming."""

_LONGEST_ID = 200
"""Characters of the ``id`` of a line, inclusive."""

_WINDOW = 256
"""Lines on the way for each process: enough that one slow question does not hold up the others."""


class Unanswered(Model):
    """A line that has no answer, and why. ``line`` counts from 1.

    ``hint`` says what to do next, or is empty.
    """

    version: Literal[1] = 1
    answer: Literal["error"] = "error"
    line: int
    message: str
    hint: str = ""


BatchAnswer = Annotated[Plan | Conflict | Undecided | Unanswered, Field(discriminator="answer")]
"""One line that a batch gives."""

Reader = Callable[[Mapping[str, Any]], Situation]
"""Reads the data of a line as a question; raises UnitwiseError where it cannot."""


@dataclass(frozen=True, slots=True)
class PlainReader:
    """Opens the catalogue and reads lines whose values are in their written form.

    ``on`` is not optional here: what the same lines mean should not depend on the day.
    """

    folders: tuple[Path, ...] = ()

    def __call__(self) -> Reader:
        """Read the catalogue; return what reads a line."""
        catalogue = load(self.folders)

        def read(data: Mapping[str, Any]) -> Situation:
            rest = dict(data)
            name = named(rest.pop("qualification", None))
            try:
                question = Question.model_validate(rest)
            except ValidationError as error:
                faults = (
                    f"{'.'.join(str(step) for step in fault['loc'])}: {fault['msg']}"
                    for fault in error.errors(include_url=False)
                )
                raise UnitwiseError("\n".join(faults)) from error
            return Situation.of(catalogue.find(name), question)

        return read


def batch(
    lines: Iterable[bytes],
    reader: Callable[[], Reader] | None = None,
    *,
    others: int = 0,
    diverse: bool = False,
    priced: bool = False,
    jobs: int | None = None,
    scheduler: str | None = None,
    window: int | None = None,
    first: int = 1,
    saving: Saving | None = None,
) -> Iterator[bytes]:
    """Yield one JSON document for each of ``lines``, in their order, without the line ends.

    A line is a JSON object with the keys of :class:`Question` and ``qualification``. Its answer is
    what :func:`solver.suggest` gives, or :class:`Unanswered` with the number of the line, which
    counts from ``first``. An empty line is answered so too: every line has one answer. It is given
    as soon as it and those before it are known, whether or not there is another line yet. A line
    may have an ``id``, text or a whole number, which its answer then ends with.

    The work is done in ``jobs`` processes (as many as there are cores, if none are named), or by
    the workers of the Dask ``scheduler`` at an address. At most ``window`` lines are read ahead of
    the answers, in a thread. Lines that are equal but for their ids are answered once; ``saving``
    is told how many were not. ``reader`` is called once in each process; it has to be picklable.
    Without it, lines are read against the shipped catalogue.

    Raises
    ------
    UnitwiseError
        If the catalogue cannot be read, or ``jobs`` or ``window`` is below 1.
        Or if a process has not enough memory: a line is not answered by that.
    NoWorkers
        If a process cannot be started, or no scheduler answers, or its workers are gone.
    Exception
        What ``lines`` raised, after the answers to the lines before.
    """
    jobs = cores() if jobs is None else jobs
    if jobs < 1 or (window is not None and window < 1):
        raise UnitwiseError("a batch needs at least one process and a window of one line")
    ask = Answering(reader or PlainReader(), others, diverse, priced)
    where = local(jobs) if scheduler is None else cluster(scheduler)
    return _answers(lines, ask, where, window, first, Saving() if saving is None else saving)


def _answers(
    lines: Iterable[bytes],
    ask: Answering,
    where: AbstractContextManager[tuple[Executor, int]],
    window: int | None,
    first: int,
    saving: Saving,
) -> Iterator[bytes]:
    ids: deque[str | int | None] = deque()

    def works() -> Iterator[bytes]:
        for line in lines:
            own, work = _id_apart(line)
            ids.append(own)
            yield work

    with where as (executor, workers):
        most = _WINDOW * workers if window is None else window
        flow = Flow(executor, ask, _lost, workers, window=most, saving=saving)
        with closing(flow.results(works())) as results:  # type: ignore[type-var]
            for number, result in enumerate(results, first):
                yield _of_line(result, number, ids.popleft())


def _id_apart(line: bytes) -> tuple[str | int | None, bytes]:
    """Part a line into its id and the rest; one whose id is none is left as it is."""
    if b'"id"' not in line:
        return None, line
    try:
        data = dict(parse(line))
        own = _id_of(data)
    except UnitwiseError:
        return None, line
    return own, line if own is None else json.dumps(data, ensure_ascii=False).encode()


def _id_of(data: dict[str, Any]) -> str | int | None:
    """Take the id out of the data of a line."""
    own = data.pop("id", None)
    if (
        isinstance(own, bool)
        or not isinstance(own, str | int | None)
        or len(str(own)) > _LONGEST_ID
    ):
        raise UnitwiseError(f"an id is text of at most {_LONGEST_ID} characters, or a whole number")
    return own


_ERROR = b'{"version":1,"answer":"error","line":'


def _of_line(result: bytes, number: int, own: str | int | None) -> bytes:
    """The answer to a question as that to one line, by its number and id."""
    if result.startswith(_ERROR):
        result = b"%s%d%s" % (_ERROR, number, result[result.index(b",", len(_ERROR)) :])
    if own is not None:
        result = result[:-1] + b',"id":' + json.dumps(own, ensure_ascii=False).encode() + b"}"
    return result


def cores() -> int:
    """Return the number of cores that this process may use, at least 1."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def read_lines(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the lines of a stream; of one that is too long only so much that this can be seen."""
    while line := stream.readline(MOST_BYTES + 1):
        end = line
        while len(end) > MOST_BYTES and not end.endswith(b"\n"):
            end = stream.readline(MOST_BYTES + 1)
        yield line


@dataclass(frozen=True, slots=True)
class Answering:
    """Answers lines in a worker, which reads the catalogue once. An error has line 0."""

    reader: Callable[[], Reader]
    others: int = 0
    diverse: bool = False
    priced: bool = False

    def __call__(self, works: Sequence[bytes]) -> list[bytes]:
        """Return an answer as JSON to each line.

        Raises
        ------
        UnitwiseError
            If the catalogue cannot be read, or there is not enough memory.
        """
        read = once(self.reader)
        return [self.answer(read, work) for work in works]

    def answer(self, read: Reader, line: bytes) -> bytes:
        """Return the answer to one line, which ``read`` understands."""
        try:
            data = dict(parse(line))
            _id_of(data)
            found = suggest(
                read(data), others=self.others, diverse=self.diverse, priced=self.priced
            )
            return found.model_dump_json().encode()
        except UnitwiseError as error:
            if OutOfMemory.behind(error):
                raise
            return _unanswered(str(error), error.hint)
        except Exception as error:
            if OutOfMemory.behind(error):
                raise OutOfMemory from error
            return _unanswered(f"unitwise is at fault: {type(error).__name__}: {error}")


def parse(line: bytes) -> Mapping[str, Any]:
    """Return the object that a line holds.

    Raises
    ------
    UnitwiseError
        If it is too long or has too much in it, is empty, not UTF-8, not JSON, or not an object.
    """
    if len(line) > MOST_BYTES:
        raise UnitwiseError(f"the line is longer than {MOST_BYTES} bytes")
    if not line.strip():
        raise UnitwiseError("the line is empty")
    try:
        text = line.decode("utf-8-sig")
        if any(islice(_PART.finditer(text), _MOST_PARTS, None)):
            raise UnitwiseError(f"the line has over {_MOST_PARTS:,} words, numbers and commas")
        data = json.loads(text, object_pairs_hook=_once_each, parse_constant=_no_number)
        if "\\u" in text:
            json.dumps(data, ensure_ascii=False).encode()
    except UnicodeDecodeError as error:
        raise UnitwiseError(f"the line is not UTF-8, at byte {error.start + 1}") from error
    except UnicodeEncodeError as error:
        raise UnitwiseError("the line has half of a character") from error
    except RecursionError as error:
        raise UnitwiseError("the line is nested too deeply") from error
    except json.JSONDecodeError as error:
        raise UnitwiseError(f"the line is not JSON: {error.msg}, at {error.colno}") from error
    except ValueError as error:
        raise UnitwiseError("the line has a number that is far too long") from error
    if not isinstance(data, dict):
        raise UnitwiseError("the line is not a JSON object of keys and values")
    return data


def named(name: object) -> str:
    """Return the name of a qualification, if a line has one that can be looked for.

    Raises
    ------
    UnitwiseError
        If it has none, or one that is too long.
    """
    if not isinstance(name, str):
        raise UnitwiseError("the line names no qualification")
    if len(name) > _LONGEST_NAME:
        raise UnitwiseError(f"the name of the qualification has over {_LONGEST_NAME} characters")
    return name


def _once_each(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) < len(pairs):
        counted = Counter(key for key, _ in pairs)
        twice = next(key for key, times in counted.items() if times > 1)
        raise UnitwiseError(f"the key {twice[:100]!r} stands twice")
    return data


def _no_number(name: str) -> Any:
    raise UnitwiseError(f"{name} is no number")


def _lost(why: str) -> bytes:
    return _unanswered(
        f"two processes that worked on it died, the second with {why}",
        "if memory was short, fewer jobs need less of it; ask it again in a file of its own",
    )


def _unanswered(message: str, hint: str = "") -> bytes:
    told = Unanswered(line=0, message=_said(message), hint=_said(hint))
    return told.model_dump_json().encode()


def _said(text: str) -> str:
    if len(text) > _MOST_SAID:
        text = text[: _MOST_SAID - 1] + "…"
    return text.encode("utf-8", "replace").decode()


__all__ = ["BatchAnswer", "PlainReader", "Reader", "Unanswered", "batch", "named", "read_lines"]
