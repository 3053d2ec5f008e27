"""The what-if session: whatever is typed, it goes back exactly to where it was."""

from __future__ import annotations

import random
from contextlib import redirect_stdout
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from adviser.asking.asked import Asked
from adviser.asking.holding import Held
from adviser.pages.session import on_paper, show_reply
from adviser.session.naming import COMMANDS
from adviser.session.replies import Changed, History, Reply, Saved, Told, Unchanged
from adviser.session.session import Session
from adviser.words.facts import asked as asked_words
from adviser.words.session import HELP, toolbar
from catalogue import Catalogue, Edition, UnitwiseError
from catalogue.learner.recognition import recognise
from catalogue.learner.record import LearnerRecord, held
from solver import Conflict, Plan, Question, Undecided, Why, compare, suggest
from tests.asking import asked
from tests.factories import qualification
from tests.strategies import tries

OCR = "ocr-l4-customer-service"
DAY = date(2026, 9, 1)


def begun(library: Catalogue, name: str = OCR, **fields: Any) -> Session:
    subject = library.find(name)
    question = Question.model_validate({"on": DAY, **fields})
    asked = Asked(subject, subject.edition_on(DAY), question, library)
    return Session.start(asked, paper=on_paper)


@pytest.fixture
def session(shipped: Catalogue) -> Session:
    return begun(shipped, goals=["least-glh"])


def obey(session: Session, line: str) -> None:
    """Do one command and check that it leaves the session whole, whatever it is."""
    steps, at, state = list(session.steps), session.at, session.state
    reply: Reply | None
    try:
        reply = session.do(line)
    except UnitwiseError:
        reply = None
    else:
        with redirect_stdout(StringIO()):
            show_reply(reply)
    assert len(toolbar(session.state, 80).splitlines()) <= 5
    if not isinstance(reply, Changed):
        assert session.state is state
        assert (session.steps, session.at) == (steps, at)
        return
    after = session.state
    assert reply.comparison == compare(after.baseline, after.answer)
    if line.split()[0] in {"undo", "redo"}:
        assert session.steps == steps
        return
    session.do("undo")
    assert session.state is state
    session.do("redo")
    assert session.state is after
    assert session.steps[:-1] == steps[: at + 1]


def retrace(session: Session) -> None:
    """Undo everything and redo everything: each state is the one that was."""
    states = [step.state for step in session.steps]
    while session.at + 1 < len(states):
        session.do("redo")
    for state in reversed(states[:-1]):
        session.do("undo")
        assert session.state == state
    for state in states[1:]:
        session.do("redo")
        assert session.state == state


NONSENSE = ("", "zzz", "=", "9", "-1", "group:", "none", "all", "'", "\\", "[", "é", "R/506/2179")


FILES = ("save", "learner", "report", "load", "quit")
"""Commands that reach beyond the session."""


def lines(about: st.SearchStrategy[str], unit: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Commands with what they take, and commands with what they do not."""
    goals = st.sampled_from(["least-glh", "least-credit", "fewest-units", "most-preferred", "none"])
    limits = st.tuples(
        st.sampled_from(["glh", "credit", "units", "surplus", "level"]),
        st.sampled_from(["none", "0", "3", "9", "60", "Entry 3"]),
    )
    wild = st.tuples(st.sampled_from([*COMMANDS, "x"]), st.sampled_from(NONSENSE))
    return st.one_of(
        st.builds("want {}".format, about),
        st.builds("avoid {}".format, about),
        st.builds("drop {}".format, about),
        st.builds("held {}{}".format, unit, st.sampled_from(["", "@2023-05-01", "@2999-01-01"])),
        st.builds("prefer {}={}".format, about, st.integers(-3, 3)),
        st.builds("why {}".format, about),
        st.builds("goal {} {}".format, goals, goals),
        limits.map(lambda pair: f"max {pair[0]} {pair[1]}"),
        st.sampled_from(["on 2024-06-02", "on 3/6/2024", "unknown estimate", "check"]),
        st.sampled_from(
            ["drop held", "undo", "undo", "redo", "baseline", "alternatives 1", "drop all"]
        ),
        wild.map(" ".join).filter(lambda line: not line.startswith(FILES)),
    )


@given(asked(most=5), st.data())
@tries(25)
def test_any_commands_leave_a_session_that_can_be_retraced(
    given: tuple[Edition, Question], data: st.DataObject
) -> None:
    edition, question = given
    subject = qualification(edition)
    library = Catalogue((subject,), {unit.reference: unit for unit in edition.units})
    names = [unit.reference for unit in edition.units]
    brought = data.draw(st.lists(st.sampled_from(names), max_size=3, unique=True))
    record = LearnerRecord(achievements=tuple(held(name) for name in brought))
    session = Session.start(Asked(subject, edition, question, library), Held(record))
    about = st.sampled_from([*names, "unit", "group:A", "level:2", "A, B"])
    for line in data.draw(st.lists(lines(about, st.sampled_from(names)), min_size=1, max_size=10)):
        obey(session, line)
    retrace(session)
    # the state is nothing but its question and its record: asked afresh the answer is the same
    state = session.state
    on, units = state.question.on, library.units
    as_of = max(on, date.today())
    found = recognise(state.edition, state.record, on=on, as_of=as_of, units=units)
    assert state.held == found
    assert state.answer == suggest(subject, state.question, held=found)


def test_two_hundred_commands_on_a_shipped_qualification(shipped: Catalogue) -> None:
    session = begun(shipped, "nocn-l1-customer-service")
    chance = random.Random(20)
    units = [unit.reference for unit in session.state.edition.units]
    for _ in range(200):
        unit = chance.choice([*units, "customer", "group:B", "level:1", "D/506/2056"])
        number = chance.randint(0, 60)
        line = chance.choice(
            [
                f"want {unit}",
                f"avoid {unit}",
                f"drop {unit}",
                f"held {unit}",
                f"held {unit}@2023-05-{number % 31 + 1:02}",
                "drop held",
                f"prefer {unit}={chance.randint(-3, 3)}",
                f"max credit {number}",
                f"max units {number}",
                "max credit none",
                "goal fewest-units",
                "goal none",
                "on 2024-06-02",
                "on 2024-06-03",
                "baseline",
                "undo",
                "undo",
                "redo",
                "drop all",
                f"nonsense {unit}",
                f"max {unit}",
            ]
        )
        obey(session, line)
    retrace(session)


def test_a_contradiction_is_explained_at_once_with_its_repair(session: Session) -> None:
    session.do("want D/506/2055")
    reply = session.do("avoid D/506/2055")
    assert isinstance(reply, Changed)
    answer = reply.comparison.after
    assert isinstance(answer, Conflict)
    assert {(cause.kind, cause.name) for cause in answer.causes} == {
        ("want", "D/506/2055"),
        ("avoid", "D/506/2055"),
    }
    assert {change.kind for repair in answer.repairs for change in repair.changes} == {
        "give-up-want",
        "give-up-avoid",
    }
    session.do("undo")
    assert isinstance(session.state.answer, Plan)


def test_a_change_is_compared_with_the_baseline_until_another_is_fixed(session: Session) -> None:
    # without any wish the least is 171 GLH
    first = session.do("want D/506/2055")
    assert isinstance(first, Changed)
    dearer = first.comparison.glh.after
    assert dearer is not None
    assert first.comparison.glh.change == dearer - 171
    session.do("baseline")
    back = session.do("drop d5062055")
    assert isinstance(back, Changed)
    assert back.comparison.glh.change == 171 - dearer


def test_breaking_off_leaves_the_session_as_it_was(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.do("max glh 200")
    state, steps = session.state, list(session.steps)

    def broken_off(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("adviser.session.session.suggest", broken_off)
        with pytest.raises(KeyboardInterrupt):
            session.do("max glh 180")
    assert session.state is state
    assert session.steps == steps


def test_a_search_that_was_stopped_is_told_and_can_be_asked_again(
    session: Session, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    subject = session.state.answer.qualification
    stopped = Undecided(qualification=subject, on=DAY, time_limit=60, stopped="asker")
    with monkeypatch.context() as patch:
        patch.setattr("adviser.session.session.suggest", lambda *_, **__: stopped)
        reply = session.do("max glh 180")
    assert session.state.answer == stopped
    show_reply(reply)
    told = capsys.readouterr().out
    assert "give it longer: 'time SECONDS'" in told
    assert "--time-limit" not in told
    again = session.do("max glh 180")
    assert isinstance(again, Changed)
    assert isinstance(session.state.answer, Plan)
    assert isinstance(session.do("max glh 180"), Unchanged)


def test_references_are_pasted_as_a_column_a_list_or_a_table(session: Session) -> None:
    table = (
        "want\nR/506/2179  Build and maintain effective customer relations\n  d5062055,L/506/2181\n"
    )
    session.do(table)
    assert session.state.question.want == ("R/506/2179", "D/506/2055", "L/506/2181")
    session.do("avoid design business processes")
    session.do("avoid group c, level 5")
    assert session.state.question.avoid == ("design business processes", "group:C", "level:5")


def test_what_is_saved_reads_back_as_the_same_question(
    session: Session, tmp_path: Path, shipped: Catalogue
) -> None:
    for line in ("max glh 200", "want social media", "prefer D/506/2055=+3", "max level 4"):
        session.do(line)
    path = tmp_path / "a learner.yaml"
    saved = session.do(f"save {path}")
    assert saved == Saved(path)
    question = session.state.question
    with pytest.raises(UnitwiseError, match="exists already"):
        session.do(f"save {path}")
    session.do("drop all")
    session.do(f"save {path} replace")
    session.do("undo")
    session.do(f"save {path} replace")
    other = begun(shipped, "nocn-l2-customer-service")
    other.do(f"load {path}")
    assert other.state.question == question
    assert other.state.subject.short_name == OCR
    assert other.state.answer == session.state.answer
    other.do("undo")
    assert other.state.subject.short_name == "nocn-l2-customer-service"


def test_nothing_is_kept_unless_it_is_asked_for(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for line in ("max glh 200", "held T/506/2952", "why D/506/2055", "undo", "history"):
        session.do(line)
    assert not list(tmp_path.iterdir())


def test_history_tells_what_was_undone(session: Session) -> None:
    for line in ("max glh 200", "want d5062055", "undo"):
        session.do(line)
    assert session.do("history") == History(("max glh 200", "want d5062055"), 1)


def test_asking_changes_nothing_and_says_what_the_solver_says(session: Session) -> None:
    session.do("max glh 200")
    steps = list(session.steps)
    for line, kind in {
        "show": "plan",
        "alternatives 2": "plan",
        "why R/506/2179": "why",
        "tradeoff least-glh fewest-units": "tradeoff",
        "bounds": "bounds",
        "check": "audit",
        "check R/506/2179": "audit",
    }.items():
        reply = session.do(line)
        assert isinstance(reply, Told)
        assert reply.answer.answer == kind
    assert session.steps == steps


def test_units_are_asked_about_by_words_of_their_titles(session: Session) -> None:
    reply = session.do("why social media")
    assert isinstance(reply, Told)
    assert isinstance(reply.answer, Why)
    # the two units of OCR level 4 that have both words
    units = [reason.price.unit for reason in reply.answer.reasons]
    assert units == ["D/506/2962", "H/506/2963"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("wnt D/506/2055", "did you mean want?"),
        ("R/506/2179", "want, avoid, prefer, drop, why or check"),
        ("want", "write want UNIT"),
        ("want D/506/2056", "did you mean D/506/2055?"),
        ("want cutsomer", "did you mean customer?"),
        ("max hours 3", "known: glh, credit, units, surplus, level"),
        ("max glh", "write max glh N"),
        ("max glh lots", "a limit is a whole number"),
        ("max level 13", "a level is"),
        ("goal fastest", "there is no goal 'fastest'"),
        ("goal most-preferred", "needs at least one preference"),
        ("prefer D/506/2055", "prefer UNIT=+3"),
        ("prefer D/506/2055=lots", "a weight is a whole number"),
        ("on the moon", "a date is written as"),
        ("edition nowhere", "no edition called"),
        ("pathway dementia", "there is no pathway"),
        ("unknown guess", "known: leave-out, estimate, refuse"),
        ("time lots", "the time limit is a number of seconds"),
        ("drop D/506/2055", "was not asked for; what was: goal"),
        ("alternatives many", "write a number from 1 to 100"),
        ("why", "write why UNIT"),
        ("why nothing", "no title has 'nothing'"),
        ("why D/506/2056", "did you mean D/506/2055?"),
        ("tradeoff least-glh", "two different goals"),
        ("tradeoff most-preferred least-glh", "needs at least one preference"),
        ("save a\0b", "cannot be written"),
        (f"save {'x' * 300}", "cannot be written"),
        ("load a\0b", "cannot be the name of a file"),
        ("undo twice", "undo stands alone"),
        ("undo", "nothing to undo"),
        ("redo", "nothing to redo"),
        ("save", "write save FILE"),
        ("held", "write held REF"),
        ("held social media", "'social media' could be any of"),
        ("held T/506/2952@yesterday", "'yesterday' is not a date"),
        ("report", "write report FILE"),
        ("report plan.txt", "ends in none of .html, .md and .pdf"),
        ("report /nowhere/at/all.md", "cannot be written"),
        ("save /nowhere/at/all.yaml", "cannot be written"),
        ("load nothing.yaml", "nothing.yaml"),
        ("help me", "there is no command 'me'"),
    ],
)
def test_what_cannot_be_understood_is_told_and_changes_nothing(
    session: Session, line: str, said: str
) -> None:
    state = session.state
    with pytest.raises(UnitwiseError) as told:
        session.do(line)
    assert said in str(told.value)
    assert session.state is state


def test_help_tells_every_command_and_no_other() -> None:
    assert tuple(HELP) == COMMANDS
    assert all(hasattr(Session, f"_{name}") for name in COMMANDS)
    # a line of help is indented by 2, and what it does starts in column 23 of 80
    assert {name for name, (how, what) in HELP.items() if len(how) > 20 or len(what) > 57} == set()


@pytest.mark.parametrize("width", [80, 200])
def test_the_lines_under_the_prompt_fit_the_terminal(session: Session, width: int) -> None:
    for line in ("max glh 176", "prefer social media=+3", "want D/506/2055", "avoid D/506/2055"):
        session.do(line)
        shown = toolbar(session.state, width).splitlines()
        assert len(shown) <= 5
        assert all(len(text) <= width for text in shown)
    assert "with D/506/2055; without D/506/2055" in asked_words(session.state.question)
