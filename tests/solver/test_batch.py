"""Lines to answers: what a line may hold, and everything that it may not."""

from __future__ import annotations

import io
import json
import os
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, strategies as st

from catalogue import UnitwiseError, load
from solver import Question, batch, suggest
from solver.encoding.edition import compile_edition
from solver.many.batch import MOST_BYTES, Reader, named, parse, read_lines

OCR = "ocr-l4-customer-service"

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(), json_values, max_size=4))
def test_an_object_is_read_as_it_was_written(data: dict[str, Any]) -> None:
    line = json.dumps(data, ensure_ascii=False).encode() + b"\r\n"
    assert parse(line) == data
    assert parse(b"\xef\xbb\xbf" + line) == data  # as some programs begin a file


@given(st.binary(max_size=60) | st.text(alphabet='{}[]":,\\u0dE19ne-. ').map(str.encode))
def test_whatever_a_line_holds_it_is_an_object_or_refused(line: bytes) -> None:
    with suppress(UnitwiseError):
        data = parse(line)
        assert isinstance(data, dict)
        json.dumps(data, ensure_ascii=False).encode()  # so that it can be told of again


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (b"", "empty"),
        (b" \t\r\n", "empty"),
        (b"[1]", "not a JSON object"),
        (b"{", "not JSON"),
        (b'{"a": 1} {"b": 2}', "not JSON"),
        (b'{"a": NaN}', "no number"),
        (b'{"a": -Infinity}', "no number"),
        (b'{"a": 1, "a": 2}', "stands twice"),
        (b'{"a": "\xff"}', "not UTF-8"),
        ('{"a": 1}'.encode("utf-16"), "not UTF-8"),
        (b'{"a": "\\ud800"}', "half of a character"),
        (b'{"a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "nested too deeply"),
        (b'{"a": ' + b"9" * 5_000 + b"}", "far too long"),
        (b" " * (MOST_BYTES + 1), "longer than"),
        (b'{"want": [' + b"1," * 2_500 + b"1]}", "over 5,000 words, numbers and commas"),
        (b'{"want": ["' + b"a " * 5_000 + b'"]}', "over 5,000 words, numbers and commas"),
        (b'{"a": {"b": [' + b"{}," * 5_000 + b"{}]}}", "over 5,000 words, numbers and commas"),
    ],
)
def test_a_line_that_cannot_be_read_says_why(line: bytes, told: str) -> None:
    with pytest.raises(UnitwiseError, match=told):
        parse(line)


def test_a_thousand_units_are_not_too_many() -> None:
    units = [f"R/506/{number:04}" for number in range(1_000)]
    line = {"qualification": OCR, "goals": ["least-glh"], "limits": {"new_glh": 9}, "want": units}
    assert parse(json.dumps(line).encode()) == line


@pytest.mark.parametrize("how_many", [1_600, 60_000])
def test_a_line_of_many_keys_is_refused_at_once(how_many: int) -> None:
    # To count each of 60,000 keys among all of them takes a minute.
    keys = [f'"{number}":1' for number in [*range(how_many), how_many - 1]]
    begun = time.perf_counter()
    with pytest.raises(UnitwiseError):
        parse(f"{{{','.join(keys)}}}".encode())
    assert time.perf_counter() - begun < 5


def test_a_long_line_is_not_held_and_those_after_it_keep_their_numbers() -> None:
    # Longer than three reads, so that the rest of it is passed over in several steps.
    stream = io.BytesIO(b"x" * (3 * MOST_BYTES + 7) + b"\nshort\n" + b"y" * MOST_BYTES + b"\nlast")
    lines = list(read_lines(stream))
    assert [len(line) for line in lines] == [MOST_BYTES + 1, 6, MOST_BYTES + 1, 4]


def test_answers_are_those_of_single_questions_and_errors_stand_in_their_places() -> None:
    asked = {"on": "2026-01-01", "goals": ["least-glh"]}
    lines = [
        json.dumps({"qualification": OCR, **asked}).encode(),
        b"{}",
        json.dumps({"qualification": OCR, "goals": ["best"]}).encode(),
        json.dumps({"qualification": OCR, **asked, "limits": {"new_glh": 9}}).encode(),
        json.dumps({"qualification": "zzqq xxvv", **asked}).encode(),
    ]
    subject = load().find(OCR)
    one = suggest(subject, Question.model_validate(asked))
    none = suggest(subject, Question.model_validate({**asked, "limits": {"new_glh": 9}}))
    answers = list(batch(lines, jobs=1, first=11))
    assert answers[0] == one.model_dump_json().encode()
    assert answers[3] == none.model_dump_json().encode()
    errors = [json.loads(answers[number]) for number in (1, 2, 4)]
    assert [(error["answer"], error["line"]) for error in errors] == [
        ("error", 12),
        ("error", 13),
        ("error", 15),
    ]
    assert errors[2]["message"] == "no qualification is called 'zzqq xxvv'"
    assert errors[2]["hint"] == "'unitwise catalogue list' shows what there is"
    assert "names no qualification" in errors[0]["message"]
    assert "goals.0" in errors[1]["message"]


def test_a_name_that_is_a_book_is_not_looked_for() -> None:
    # Its 100,000 words would each be held against every word of the catalogue, for minutes.
    book = " ".join(str(number) for number in range(100_000))
    with pytest.raises(UnitwiseError, match="over 200 characters"):
        named(book)
    assert named("x" * 200) == "x" * 200


def deadly() -> Reader:
    def read(data: Mapping[str, Any]) -> Any:
        os._exit(9)

    return read


def test_a_line_that_two_processes_died_of_says_so() -> None:
    (answer,) = batch([b"{}"], deadly, jobs=1, first=7)
    told = json.loads(answer)
    assert (told["answer"], told["line"]) == ("error", 7)
    assert told["message"].startswith("two processes that worked on it died")
    assert "a file of its own" in told["hint"]


def test_a_batch_without_processes_is_refused() -> None:
    with pytest.raises(UnitwiseError, match="at least one"):
        batch([], jobs=0)


def test_an_edition_is_compiled_once_and_an_equal_one_for_itself() -> None:
    first = load().find(OCR).editions[-1]
    second = first.model_copy(deep=True)
    assert second == first
    assert compile_edition(first) is compile_edition(first)
    assert compile_edition(second) is not compile_edition(first)
    assert compile_edition(second) == compile_edition(first)


def test_of_many_editions_the_one_used_last_is_kept() -> None:
    edition = load().find(OCR).editions[-1]
    first = compile_edition(edition)
    others = [edition.model_copy() for _ in range(70)]  # more than are kept
    for other in others:
        compile_edition(other)
        assert compile_edition(edition) is first
    for other in others:
        compile_edition(other)
    assert compile_edition(edition) is not first
