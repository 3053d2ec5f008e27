"""Rows that are one of so many parts of a unit, which is achieved where all of them are there."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalogue.records.words.understood import WhyLeftOut
from tests.catalogue.test_record_kinds import R, T, units
from tests.catalogue.test_record_outcomes import read

ONE_OF_TWO = [
    ("Unit,Part,Result", "{unit},1 of 2,Pass", "{unit},2 of 2,Pass"),
    ("Unit,Component,Result", "{unit},1/2,Pass", "{unit},2/2,Pass"),
    ("Unit,Part,Of,Result", "{unit},1,2,Pass", "{unit},2,2,Pass"),
    ("Unit,Component,Parts,Result", "{unit},1,2,Pass", "{unit},2,2,Pass"),
    ("Unit,Assessment,Result", "{unit},Assignment 1 of 2,Pass", "{unit},Assignment 2 of 2,Pass"),
    ("Unit,Result", "{unit} (Part 1 of 2),Pass", "{unit} (Part 2 of 2),Pass"),
    ("Unit,Title,Result", "{unit},Paper one of two,Pass", "{unit},Paper two of two,Pass"),
    ("Unit,Title,Result", "{unit},Resolve (1/2),Pass", "{unit},Resolve (2/2),Pass"),
    ("Unit,Title,Result", "{unit},Resolve 1 of 2,Pass", "{unit},Resolve 2 of 2,Pass"),
    ("Unit,Stage,Result", "{unit},1 of 2,Pass", "{unit},2 of 2,Pass"),
    ("Unit,Result,Comments", "{unit},Pass,part 1 of 2 only", "{unit},Pass,2 of 2 parts"),
]


@pytest.mark.parametrize(("head", "first", "second"), ONE_OF_TWO)
def test_one_of_two_parts_is_not_the_unit_and_both_are(
    tmp_path: Path, head: str, first: str, second: str
) -> None:
    other = first.format(unit=T)
    for of_two, of_one in (("1 of 2", "1 of 1"), ("1/2", "1/1"), (",1,2,", ",1,1,")):
        other = other.replace(of_two, of_one)
    rows = [head, other.replace("one of two", "one of one")]
    read_one = read(tmp_path, "\n".join([*rows, first.format(unit=R)]) + "\n")
    assert [one.unit for one in read_one.record.achievements] == [T]
    assert [(one.why, one.said) for one in read_one.left_out] == [(WhyLeftOut.PARTS, "1 of 2")]
    both = "\n".join([*rows, first.format(unit=R), second.format(unit=R)]) + "\n"
    assert units(tmp_path, both.encode()) == [T, R]
    failed = both[::-1].replace("ssaP", "liaF", 1)[::-1]
    assert units(tmp_path, failed.encode()) == [T]


@pytest.mark.parametrize(
    ("head", "row"),
    [
        ("Unit,Attempt,Result", "{unit},1 of 2,Pass"),
        ("Unit,Page,Result", "{unit},1 of 2,Pass"),
        ("Unit,Title,Result", "{unit},Food safety level 1/2,Pass"),
        ("Unit,Title,Result", "{unit},Food safety level 1 of 2,Pass"),
        ("Unit,Exam date,Result", "{unit},1/2/2024,Pass"),
        ("Unit,Result,Comments", "{unit},Pass,evidence is in the folder with section 1 of 2 of it"),
    ],
)
def test_what_is_no_part_of_a_unit_takes_nothing_from_it(
    tmp_path: Path, head: str, row: str
) -> None:
    text = "\n".join([head, *(row.format(unit=one) for one in (T, R))])
    assert units(tmp_path, text.encode()) == [T, R]


def test_a_part_that_was_taken_again_is_there_once(tmp_path: Path) -> None:
    text = f"Unit,Part,Attempt,Result\n{T},1 of 2,1,Fail\n{T},1 of 2,2,Pass\n"
    assert units(tmp_path, f"{text}{R},1 of 1,1,Pass\n".encode()) == [R]
    assert units(tmp_path, f"{text}{T},2 of 2,1,Pass\n".encode()) == [T]


@pytest.mark.parametrize("note", ["only part 1", "part one only", "Part 1 only so far"])
def test_of_a_part_that_is_alone_another_is_missing(tmp_path: Path, note: str) -> None:
    text = f"Unit,Result,Note\n{T},Pass,\n{R},Pass,{note}\n"
    assert units(tmp_path, text.encode()) == [T]


def test_a_part_beside_the_reference_is_not_the_unit_and_two_are(tmp_path: Path) -> None:
    text = f"Unit,Result\n{T},Pass\n{R} part 1,Pass\n"
    assert units(tmp_path, text.encode()) == [T]
    assert units(tmp_path, f"{text}{R} part 2,Pass\n".encode()) == [T, R]
