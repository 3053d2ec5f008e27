"""What the learner holds, in a what-if session: it is taken by every question, and goes back."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

import pytest

from adviser.asking.asked import Asked
from adviser.asking.holding import Held
from adviser.pages.session import on_paper
from adviser.session.completion import offers
from adviser.session.replies import Changed, Saved, Told, Unchanged
from adviser.session.session import Session
from adviser.words.session import toolbar
from catalogue import Catalogue, UnitwiseError
from catalogue.learner.record import LearnerRecord, held
from catalogue.waiver import Waiver
from solver import Difference, Goal, Plan, Question, Tradeoff, Transfer, Why

OCR = "ocr-l4-customer-service"
DAY = date(2026, 9, 1)


def begun(library: Catalogue, record: LearnerRecord, *goals: Goal) -> Session:
    subject = library.find(OCR)
    question = Question(on=DAY, goals=goals)
    asked = Asked(subject, subject.edition_on(DAY), question, library)
    return Session.start(asked, Held(record))


@pytest.fixture
def session(shipped: Catalogue) -> Session:
    return begun(shipped, LearnerRecord(), Goal.LEAST_GLH)


def test_what_is_held_is_added_and_taken_away(session: Session) -> None:
    """A unit of group A, of 3 credits and 12 GLH, is in every plan: held it need not be studied."""
    first = session.state
    added = session.do("held t5062952@1/5/2023")
    assert isinstance(added, Changed)
    assert session.state.record.achievements == (held("T/506/2952@2023-05-01"),)
    assert added.comparison.glh.change == 0
    assert added.comparison.new_glh == Difference.of(171, 171 - 12)
    assert isinstance(session.do("held T/506/2952@2023-05-01"), Unchanged)
    session.do("want T/506/2952")
    session.do("drop all")  # the wishes; what is held is no wish
    assert session.state.record.achievements
    session.do("drop T/506/2952")
    assert session.state.record == first.record
    for _ in range(4):
        session.do("undo")
    assert session.state is first


def test_what_is_added_leaves_the_record_as_it_was(shipped: Catalogue) -> None:
    """A record may have one thing twice; the ledger numbers what it says, so none may go."""
    twice = LearnerRecord(achievements=(held("Z/999/9999"), held("Z/999/9999")))
    session = begun(shipped, twice)
    session.do("held T/506/2952, Z/999/9999")
    names = [one.name for one in session.state.record.achievements]
    assert names == ["Z/999/9999", "Z/999/9999", "T/506/2952"]


@pytest.mark.parametrize("way", ["held", "all", "unit"])
def test_drop_takes_what_is_held_only_where_it_is_meant(session: Session, way: str) -> None:
    session.do("held T/506/2952, R/506/2151\nZ/999/9999")
    session.do({"held": "drop held", "all": "drop all", "unit": "drop r5062151"}[way])
    left = [achievement.name for achievement in session.state.record.achievements]
    every = ["T/506/2952", "R/506/2151", "Z/999/9999"]
    assert left == {"held": [], "all": every, "unit": [every[0], every[2]]}[way]


def test_every_question_of_the_session_takes_what_is_held(session: Session) -> None:
    session.do("held T/506/2952")
    # 171 GLH is the least there is, and 12 of them are held: new study is 159 at the least
    least = session.state.answer
    assert isinstance(least, Plan)
    assert least.totals.new_glh == 159
    why = session.do("why T/506/2952")
    others = session.do("alternatives 1")
    front = session.do("tradeoff least-glh fewest-units")
    assert isinstance(why, Told)
    assert isinstance(others, Told)
    assert isinstance(front, Told)
    assert isinstance(why.answer, Why)
    assert why.answer.plan == least
    assert isinstance(others.answer, Plan)
    assert others.answer.units == least.units
    assert isinstance(front.answer, Tradeoff)
    assert front.answer.points[0].values[0] == 159


def test_exceptions_stay_with_the_learner_whatever_is_asked(
    shipped: Catalogue, tmp_path: Path
) -> None:
    waiver = Waiver(
        kind="waive-rule",
        qualification=OCR,
        rule="level-4-or-above",
        reason="agreed",
        agreed_by="the awarding organisation",
        agreed_on=DAY,
        reference="X1",
    )
    session = begun(shipped, LearnerRecord(exceptions=(waiver,)))
    path = tmp_path / "question.yaml"
    session.do(f"save {path}")
    for line in ("max glh 240", "held T/506/2952", "drop held", f"load {path}", "undo", "redo"):
        session.do(line)
        answer = session.state.answer
        assert isinstance(answer, Plan)
        assert [one.reference for one in answer.exceptions] == ["X1"]
        assert "level-4-or-above" not in {rule.id for rule in answer.rules}
    assert isinstance(session.do(f"load {path}"), Unchanged)


EXCEPTION = """\
exceptions:
  - kind: waive-rule
    qualification: ocr-l4-customer-service
    rule: level-4-or-above
    reason: agreed
    agreed_by: the awarding organisation
    agreed_on: 2026-01-01
    reference: X1
"""


def test_a_question_that_differs_in_its_exceptions_alone_is_another(
    session: Session, tmp_path: Path
) -> None:
    plain, waive = tmp_path / "plain.yaml", tmp_path / "waive.yaml"
    session.do(f"save {plain}")
    waive.write_text(plain.read_text(encoding="utf-8") + EXCEPTION, encoding="utf-8")

    def made() -> list[str]:
        return [one.reference for one in session.state.answer.exceptions]

    assert isinstance(session.do(f"load {waive}"), Changed)
    assert made() == ["X1"]
    assert isinstance(session.do(f"load {waive}"), Unchanged)
    assert isinstance(session.do(f"load {plain}"), Changed)
    assert made() == []


def test_without_exceptions_those_of_a_file_that_is_loaded_are_left_aside(
    shipped: Catalogue, tmp_path: Path
) -> None:
    subject = shipped.find(OCR)
    asked = Asked(subject, subject.edition_on(DAY), Question(on=DAY), shipped)
    session = Session.start(asked, Held(LearnerRecord(), exceptions=False))
    path = tmp_path / "waive.yaml"
    path.write_text(f"qualification: {OCR}\n{EXCEPTION}", encoding="utf-8")
    assert isinstance(session.do(f"load {path}"), Unchanged)
    assert session.state.answer.exceptions == ()


def test_a_report_is_written_once_unless_it_is_to_be_replaced(
    session: Session, tmp_path: Path
) -> None:
    path = tmp_path / "a learner.md"
    session.paper = partial(on_paper, centre="Northern College")
    session.do("held T/506/2952@2023-05-01")
    assert session.do(f"report {path}") == Saved(path)
    assert "T/506/2952" in path.read_text(encoding="utf-8")
    assert "Centre: Northern College" in path.read_text(encoding="utf-8")
    with pytest.raises(UnitwiseError, match="exists already"):
        session.do(f"report {path}")
    session.do("drop held")
    session.do(f"report {path} replace")
    assert "Claim sheet" not in path.read_text(encoding="utf-8")
    assert [one.name for one in tmp_path.iterdir()] == ["a learner.md"]


def test_a_saved_question_says_that_it_lacks_what_is_held(session: Session, tmp_path: Path) -> None:
    session.do("held T/506/2952")
    path = tmp_path / "question.yaml"
    assert session.do(f"save {path}") == Saved(path, without_held=True)
    assert "T/506/2952" not in path.read_text(encoding="utf-8")


def test_what_is_held_is_offered_to_be_dropped_and_shown_under_the_prompt(
    session: Session,
) -> None:
    session.do("held Z/999/9999 T/506/2952")
    assert "Z/999/9999" in {offer.text for offer in offers(session, "drop z")}
    shown = toolbar(session.state, 80).splitlines()
    assert "new 9 units" in shown[0]
    assert shown[-2].startswith("holds 2 achievements; asked: ")
    assert all(len(line) <= 80 for line in shown)


def test_the_ledger_tells_why_something_held_does_not_count(session: Session) -> None:
    with pytest.raises(UnitwiseError, match="nothing is held"):
        session.do("ledger")
    session.do("held T/506/2952 Z/999/9999")
    told = session.do("ledger")
    assert isinstance(told, Told)
    assert isinstance(told.answer, Transfer)
    assert told.answer.plan == session.state.answer
    assert [(one.name, one.counts, one.reason) for one in told.answer.ledger] == [
        ("T/506/2952", True, None),
        ("Z/999/9999", False, "unknown-unit"),
    ]


def test_another_policy_may_be_supposed_and_goes_back(session: Session) -> None:
    """T/506/2952, of 12 GLH, is in every plan: held it counts unless transfer is refused."""
    session.do("held T/506/2952")
    before = session.state
    session.do("suppose credit-transfer.accepted = no")
    refused = session.state.answer
    assert isinstance(refused, Plan)
    assert refused.totals.new_glh == 171
    told = session.do("ledger")
    assert isinstance(told, Told)
    assert isinstance(told.answer, Transfer)
    assert told.answer.ledger[0].reason == "not-accepted"
    assert told.answer.ledger[0].would_count
    session.do("suppose credit-transfer.accepted=yes")
    assert session.state.answer == before.answer
    session.do("undo")
    assert session.state.answer == refused
    with pytest.raises(UnitwiseError, match="yes or no"):
        session.do("suppose rpl.accepted=perhaps")
    with pytest.raises(UnitwiseError, match=r"did you mean recognition.rpl.accepted\?"):
        session.do("suppose rpl.acceptd=no")
    assert "rpl.accepted=" in {offer.text for offer in offers(session, "suppose rplacc")}
