"""Where answers go: files that are cut off, of somebody else, in use, or full."""

from __future__ import annotations

import io
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from adviser.cli.batch_output import Output, opened
from catalogue import UnitwiseError


def gone_on_with(path: Path, *answers: bytes) -> Counter[str]:
    """Go on with a file, and add to it; return what was there and what is added."""
    with ExitStack() as stack:
        output = opened(path, True, stack)
        for answer in answers:
            output.write(answer)
        return output.counted


def test_a_file_cut_off_anywhere_is_gone_on_with_to_the_same_bytes(tmp_path: Path) -> None:
    kinds = ("plan", "conflict", "error", "undecided")
    answers = [f'{{"version":1,"answer":"{kind}","x":"é"}}'.encode() for kind in kinds]
    answers[1] = answers[1].replace(b"x", b"x" * 70_000)  # longer than what is read at a time
    text = b"".join(answer + b"\n" for answer in answers)
    near = [end for end in range(len(text) + 1) if end < 300 or end > 65_400]
    path = tmp_path / "answers.jsonl"
    for end in [*near[:60], *near[60::41], len(text)]:
        path.write_bytes(text[:end])
        count = text[:end].count(b"\n")
        assert gone_on_with(path, *answers[count:]) == Counter(kinds)
        assert path.read_bytes() == text


@pytest.mark.parametrize("text", [b"notes of mine", b"{}\n", b'{"version":1,"answer":"audit"}\n'])
def test_a_file_of_something_else_is_left_as_it_is(tmp_path: Path, text: bytes) -> None:
    path = tmp_path / "notes.txt"
    for whole in (b"", b'{"version":1,"answer":"plan"}\n'):
        path.write_bytes(whole + text)
        with pytest.raises(UnitwiseError, match=f"notes.txt:{1 + bool(whole)}: this is no answer"):
            gone_on_with(path)
        assert path.read_bytes() == whole + text


@pytest.mark.parametrize(
    "text", [b'{"version":1,"answer":"plan","my own', b'{"version":1,"answer":"error","li']
)
def test_a_lone_line_without_an_end_is_cut_off_only_if_the_first_answer_begins_so(
    tmp_path: Path, text: bytes
) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(text)
    gone_on_with(path)
    assert path.read_bytes() == text
    with pytest.raises(UnitwiseError, match=r"notes.txt:1: .* is left as it is"):
        gone_on_with(path, b'{"version":1,"answer":"plan","units":[]}')
    assert path.read_bytes() == text


@pytest.mark.parametrize("resume", [False, True])
def test_a_file_that_another_batch_writes_to_is_refused(tmp_path: Path, resume: bool) -> None:
    pytest.importorskip("fcntl")
    path = tmp_path / "answers.jsonl"
    with ExitStack() as first, ExitStack() as second:
        opened(path, False, first)
        with pytest.raises(UnitwiseError, match=r"answers.jsonl is being written to by another"):
            opened(path, resume, second)
    with ExitStack() as third:
        opened(path, resume, third)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no disk that is full")
def test_a_full_disk_is_told_with_the_name_of_the_file() -> None:
    with ExitStack() as stack:
        output = opened(Path("/dev/full"), False, stack)
        with pytest.raises(UnitwiseError, match=r"^/dev/full cannot be written: No space left"):
            output.write(b'{"version":1,"answer":"plan"}')


def test_what_takes_little_at_a_time_gets_the_whole_line() -> None:
    class Narrow(io.BytesIO):
        def write(self, data: Any) -> int:
            return super().write(bytes(data[:7]))

    stream = Narrow()
    answer = b'{"version":1,"answer":"plan","units":[]}'
    Output("narrow", stream).write(answer)
    assert stream.getvalue() == answer + b"\n"
