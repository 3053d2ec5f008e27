"""What is held, as a page is told it: dropped, pasted, asked about, and carried."""

from __future__ import annotations

import re
import time
from html import unescape
from typing import Any

import pytest

from adviser.web.records import MEANINGS, is_table
from catalogue.records.reading import read_content
from tests.adviser.web.desk import DAY, OCR, client, verdict

DESK = client()
HERE = f"/q/{OCR}"
FIELDS = {"on": DAY, "goal": "least-glh"}
FIRST, SECOND = "T/506/2952", "R/506/2151"
OPEN = b"Unit,Achieved,Notes\nT/506/2952,,x\nR/506/2151,,y\n"
"""A file of which nobody can tell whether its units were achieved."""


def sent(**fields: str) -> Any:
    return DESK.post(HERE, data={**FIELDS, **fields})


def carried(html: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'type="hidden" name="{name}" value="([^"]*)"', html)
    return unescape(found[1]) if found else ""


@pytest.mark.parametrize(
    "text",
    [
        f"{FIRST}\n{SECOND}",
        f"{FIRST}, {SECOND};",
        f"{FIRST} Manage personal and professional development\n{SECOND}\tResolve",
        f"Unit\tResult\n{FIRST}\tPass\n{SECOND}\tPass\nD/506/2055\tFail",
        f"Unit,Title,Result\n{FIRST},Manage,Pass\n{SECOND},Resolve,Pass\n",
        f"Unit;Result\n\n{FIRST};Pass\n{SECOND};Pass\n",
    ],
)
def test_what_is_pasted_is_a_list_or_a_table(text: str) -> None:
    both = verdict(sent(held=f"{FIRST}\n{SECOND}").text)
    assert "142 GLH" in both
    if "\tResolve" in text:  # a table without headings says how it is to begin
        assert "the first line names the columns" in sent(held=text).text
    else:
        assert verdict(sent(held=text).text) == both


@pytest.mark.parametrize(
    ("text", "so"),
    [
        ("Gather, analyse and interpret customer feedback", False),
        ("Gather, analyse and interpret customer feedback\nManage risk, and more", False),
        (f"{FIRST}, {SECOND}\n{SECOND}, {FIRST}", False),
        ("", False),
        ("Unit,Date\nT/506/2952,2023-05-01", True),
        ("T/506/2952\tPass", True),
    ],
)
def test_a_title_with_a_comma_is_no_table(text: str, so: bool) -> None:
    assert is_table(text) is so


def test_a_file_that_leaves_a_question_open_is_answered_on_the_page() -> None:
    asked = DESK.post(HERE, data=FIELDS, files={"file": ("kim.csv", OPEN)})
    assert asked.status_code == 422
    assert "Say below what it is." in asked.text
    assert "--" not in re.sub(r"<[^>]*>", " ", asked.text)  # nobody at a page has options
    assert 'name="column Notes"' in asked.text
    pending = carried(asked.text, "pending")
    half = sent(pending=pending, **{"column Notes": "ignored"})
    assert half.status_code == 422
    assert '<option value="ignored" selected>' in half.text
    whole = sent(pending=pending, **{"column Notes": "ignored", "column Achieved": "ignored"})
    assert "142 GLH" in verdict(whole.text)
    assert (carried(whole.text, "pending"), 'name="column' in whole.text) == ("", False)
    assert FIRST in carried(whole.text, "record")
    ticked = sent(pending=pending, **{"column Notes": "flag", "column Achieved": "ignored"})
    assert "154 GLH" in verdict(ticked.text)  # x is a cross, y is yes


def test_a_file_of_several_waits_for_a_name_and_may_be_left_aside() -> None:
    several = f"Learner,Unit,Result\nKim,{FIRST},Pass\nLee,{SECOND},Pass\n".encode()
    asked = DESK.post(HERE, data=FIELDS, files={"file": ("two.csv", several)})
    assert "Write the name of one in the field beside the file." in asked.text
    assert 'name="column' not in asked.text  # the columns are not what is asked about
    pending = carried(asked.text, "pending")
    assert "1 achievement read" in sent(pending=pending, learner="Kim").text
    aside = sent(pending=pending, do="aside")
    assert (aside.status_code, carried(aside.text, "pending")) == (200, "")


@pytest.mark.parametrize("pending", ["x", "!!!!:a.csv", "AAAA", ":", "=:=", "é:é"])
def test_what_no_page_of_ours_has_sent_does_no_harm(pending: str) -> None:
    assert sent(pending=pending).status_code in {303, 422}


def test_every_fault_of_a_file_is_told_with_its_line() -> None:
    bad = "Unit,Date\n" + f"{FIRST},99/99/2023\n" * 40
    answer = DESK.post(HERE, data=FIELDS, files={"file": ("kim.csv", bad.encode())})
    assert "kim.csv, line 2: " in unescape(answer.text)
    assert answer.status_code == 422


@pytest.mark.parametrize("pasted", [False, True])
def test_a_line_whose_unit_cannot_be_told_does_not_count_and_the_others_do(pasted: bool) -> None:
    table = f"Unit,Result\n{FIRST},Pass\nR/5O6/2151,Pass\n{SECOND},Pass\n5.06E+06,Pass\n"
    both = verdict(sent(held=f"{FIRST}\n{SECOND}").text)
    answer = (
        sent(held=table)
        if pasted
        else DESK.post(HERE, data=FIELDS, files={"file": ("kim.csv", table.encode())})
    )
    assert answer.status_code == 200
    assert verdict(answer.text) == both
    for line, told in ((3, "did you mean R/506/2151?"), (5, "the first digits alone")):
        assert f"line {line}, does not count" in unescape(answer.text)
        assert told in unescape(answer.text)


@pytest.mark.parametrize(
    "row",
    ["R/506/2151,Pass,31/13/2023", "R/506/2151,Psas,1/5/2023"],
    ids=["a day", "an outcome"],
)
def test_what_may_change_the_other_lines_is_asked_about(row: str) -> None:
    table = f"Unit,Result,Date\nT/506/2952,Pass,1/5/2023\nR/5O6/2151,Pass,1/5/2023\n{row}\n"
    found = DESK.post(HERE, data=FIELDS, files={"file": ("kim.csv", table.encode())})
    assert found.status_code == 422


def test_what_is_held_is_saved_and_can_be_chosen_again() -> None:
    file = {"file": ("kim.csv", f"Unit,Result\n{FIRST},Pass\n{SECOND},Pass\n".encode())}
    kept = DESK.post(f"{HERE}/record", data=FIELDS, files=file)
    assert kept.headers["content-disposition"] == 'attachment; filename="record.json"'
    read = read_content(kept.content, "record.json", ".json")
    assert [one.unit for one in read.record.achievements] == [FIRST, SECOND]
    again = DESK.post(HERE, data=FIELDS, files={"file": ("record.json", kept.content)})
    assert "142 GLH" in verdict(again.text)


def test_every_meaning_is_a_role_and_is_said() -> None:
    page = DESK.post(HERE, data=FIELDS, files={"file": ("kim.csv", OPEN)}).text
    assert all(f'<option value="{role.value}"' in page for role in MEANINGS)


def test_five_thousand_texts_without_meaning_cost_a_moment() -> None:
    words = "\n".join(f"nonsense{n} word{n}" for n in range(5_000))
    began = time.process_time()
    answer = sent(held=words)
    assert answer.status_code == 422
    assert "4,900 more references were not looked at" in answer.text
    assert time.process_time() - began < 1.5
