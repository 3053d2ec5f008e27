"""What a session is asked without being changed, and a learner who is kept in one file."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from adviser.asking.asked import Asked
from adviser.asking.holding import Held
from adviser.session.replies import Changed, Listed, Saved, Told, Unchanged
from adviser.session.session import Session
from adviser.web.body import read_json
from adviser.web.operations import Service, plan
from adviser.words.session import toolbar
from catalogue import UnitwiseError
from catalogue.files.pages import Pages, read_pages
from catalogue.learner.record import LearnerRecord, held
from solver import Goal, Plan, Question, Standings
from tests.adviser.web.desk import DAY, LIBRARY, OCR
from tests.conftest import Printed
from tests.validating import validate

ON = date.fromisoformat(DAY)
SUBJECT = LIBRARY.find(OCR)


def started(*record: str, **asked: Any) -> Session:
    question = Question(on=ON, goals=(Goal.LEAST_GLH,), **asked)
    subject = SUBJECT
    held_now = Held(LearnerRecord(achievements=tuple(held(one) for one in record)))
    return Session.start(Asked(subject, subject.editions[-1], question, LIBRARY), held_now)


def listed(session: Session, line: str) -> Listed:
    reply = session.do(line)
    assert isinstance(reply, Listed)
    return reply


def test_units_lists_every_unit_once_for_each_group_and_where_it_stands() -> None:
    session = started(want=("D/506/2055",), avoid=("J/506/2292",))
    reply = listed(session, "units")
    places = [(option.group, option.unit.reference) for option in session.state.edition.options]
    assert [(one.group, one.unit.reference) for one in reply.seen] == places
    stands = {one.unit.reference: one.stands for one in reply.seen}
    assert stands["M/506/2898"] == "forced"  # mandatory
    assert stands["D/506/2055"] == "forced"  # wanted
    assert stands["J/506/2292"] == "refused"
    assert stands["R/506/2151"] == "possible"
    assert isinstance(session.state.answer, Plan)
    planned = {one.unit for one in session.state.answer.units}
    assert {one.unit.reference for one in reply.seen if one.planned} == planned


def test_where_nothing_fits_the_units_are_listed_all_the_same() -> None:
    reply = listed(started(avoid=("M/506/2898",)), "units")
    assert len(reply.seen) == 34
    assert {one.stands for one in reply.seen} == {""}
    assert reply.standings is None


@pytest.mark.parametrize("words", ["social media", "SOCIAL  strategy", "d5062962", "D/506/2962"])
def test_find_takes_words_of_a_title_or_signs_of_a_reference(words: str) -> None:
    reply = listed(started(), f"find {words}")
    assert "D/506/2962" in [one.unit.reference for one in reply.seen]
    assert len(reply.seen) <= 2
    assert reply.standings is not None
    assert len(reply.standings.units) == len(reply.seen)


def test_what_only_others_have_is_found_there() -> None:
    reply = listed(started(), "find tax")
    assert not reply.seen
    assert reply.elsewhere
    for unit, titles in reply.elsewhere:
        assert "tax" in unit.title.casefold()
        assert titles
        assert SUBJECT.title not in titles


def test_what_nobody_has_is_told_with_the_nearest_word() -> None:
    session = started()
    with pytest.raises(UnitwiseError, match=r"has 'social medai'; did you mean media\?"):
        session.do("find social medai")
    with pytest.raises(UnitwiseError, match="write find WORD"):
        session.do("find")
    assert len(session.steps) == 1


def test_explain_tells_in_full_and_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    from adviser.pages.session import show_reply

    session = started(avoid=("M/506/2898",))
    reply = session.do("explain")
    assert isinstance(reply, Told)
    show_reply(reply)
    assert "means: every place from group A" in capsys.readouterr().out
    show_reply(started().do("explain"))
    assert "There is nothing to explain" in capsys.readouterr().out


def test_diverse_plans_stand_as_plans_with_titles(capsys: pytest.CaptureFixture[str]) -> None:
    from adviser.pages.session import show_reply

    reply = started().do("diverse 2")
    assert isinstance(reply, Told)
    assert isinstance(reply.answer, Plan)
    found = reply.answer.alternatives
    assert found is not None
    assert found.differ is not None
    show_reply(reply)
    told = capsys.readouterr().out
    for number, one in enumerate(found.choices, 1):
        assert f"Plan {number}: {len(one.units)} units" in told
        for unit in one.units:
            assert f"{unit.group}  {unit.unit}  {unit.title}" in told


def test_the_panel_has_titles_where_there_is_room() -> None:
    state = started().state
    assert "Champion customer service" not in toolbar(state, 100)
    high = toolbar(state, 100, most=14).splitlines()
    assert "  A  D/506/2153  Champion customer service" in high
    assert len(high) <= 14


def test_a_script_prints_what_is_listed_as_a_document(
    unitwise: Callable[..., Printed], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("find social media\nunits\n"))
    printed = unitwise("explore", OCR, "--on", DAY, "--json")
    _, few, every = map(json.loads, printed.out.splitlines())
    assert [one["unit"] for one in few["units"]] == ["D/506/2962", "H/506/2963"]
    assert len(every["units"]) == 34
    validate(few, Standings.model_json_schema(mode="serialization"))


class TestLearnerFile:
    def test_it_takes_up_the_question_and_what_is_held(self, tmp_path: Path) -> None:
        path = tmp_path / "kim.yaml"
        session = started("T/506/2952@2023-05-01", "ZZ9", want=("D/506/2055",))
        saved = session.do(f"learner {path}")
        assert isinstance(saved, Saved)
        assert saved.with_held
        other = started()
        assert isinstance(other.do(f"load {path}"), Changed)
        assert other.state.question == session.state.question
        assert other.state.record == session.state.record
        assert other.state.answer == session.state.answer
        assert isinstance(other.do(f"load {path}"), Unchanged)
        other.do("undo")
        assert other.state.record == LearnerRecord()

    def test_a_file_without_a_record_leaves_what_is_held(self, tmp_path: Path) -> None:
        path = tmp_path / "question.yaml"
        session = started("T/506/2952")
        session.do(f"save {path}")
        session.do("want D/506/2055")
        session.do(f"load {path}")
        assert [one.name for one in session.state.record.achievements] == ["T/506/2952"]

    def test_every_fault_of_a_record_is_told_with_its_line(self, tmp_path: Path) -> None:
        path = tmp_path / "kim.yaml"
        path.write_text(
            f"qualification: {OCR}\nwant: [zzz]\nrecord:\n  achievements:\n"
            "  - unit: T/506/2952\n    achieved: soon\n  - {unit: T/506/2952, colour: red}\n",
            encoding="utf-8",
        )
        session = started()
        with pytest.raises(UnitwiseError) as raised:
            session.do(f"load {path}")
        told = str(raised.value)
        assert f"{path}:6:" in told
        assert f"{path}:7:" in told
        assert "zzz" in told
        assert len(session.steps) == 1

    def test_the_command_line_says_who_reads_it(
        self, unitwise: Callable[..., Printed], tmp_path: Path
    ) -> None:
        path = tmp_path / "kim.yaml"
        started("T/506/2952").do(f"learner {path}")
        printed = unitwise("suggest", "--question", str(path))
        assert printed.code == 2
        assert "'load FILE' in 'unitwise explore'" in printed.err

    def test_it_has_the_keys_that_the_api_is_asked_with(self, tmp_path: Path) -> None:
        path = tmp_path / "kim.yaml"
        session = started("T/506/2952@2023-05-01")
        session.do(f"learner {path}")
        pages = read_pages(path)
        assert isinstance(pages, Pages)
        body = dict(pages.data)
        del body["qualification"]
        asked = read_json(json.dumps(body, default=str).encode())
        answer = plan(Service(LIBRARY, (SUBJECT,), 60.0), SUBJECT, asked)
        assert answer == session.state.answer

    def test_it_is_not_written_over_another_file(self, tmp_path: Path) -> None:
        path = tmp_path / "kim.yaml"
        path.write_text("mine", encoding="utf-8")
        with pytest.raises(UnitwiseError, match="exists already"):
            started().do(f"learner {path}")
        assert path.read_text(encoding="utf-8") == "mine"
