"""The ranking of a catalogue says of each qualification what the question to it alone says."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from catalogue import Catalogue, Edition, Recognition, Way
from catalogue.learner.record import Achievement, LearnerRecord, held
from solver import Plan, Question, Undecided, transfer
from solver.credit_transfer.ranking import Ranking, nearest, ranking
from solver.program import engine, interruption, stages
from tests.factories import SOURCE, amount, edition, group, place, qualification, unit

ON = date(2026, 9, 1)


def ranked(record: LearnerRecord, *made: Edition, seconds: float = 5.0) -> Ranking:
    subjects = [
        qualification(one, short_name=f"q{number}", number=None) for number, one in enumerate(made)
    ]
    found = nearest(subjects, record, on=ON, units={}, seconds=seconds)
    return ranking(found, on=ON, as_of=ON, achievements=len(record.achievements))


def needing(*units: tuple[str, int, int]) -> Edition:
    """An edition that needs all of its units: reference, credit, hours."""
    made = [unit(name, credit=credit, glh=glh) for name, credit, glh in units]
    return edition([group("A", *made)], [amount("all", "units", at_least=len(made))])


def test_the_nearest_comes_first() -> None:
    # A is held. q0 lacks B: 5 credits, 30 hours; q1 lacks C: 5 credits, 20 hours; q2 lacks D: 4;
    # q3 is held already; q4 has A by experience as well, and lacks nothing that must be studied
    record = LearnerRecord(achievements=(held("A"), Achievement(unit="E", route="experience")))
    found = ranked(
        record,
        needing(("A", 1, 10), ("B", 5, 30)),
        needing(("A", 1, 10), ("C", 5, 20)),
        needing(("A", 1, 10), ("D", 4, 90)),
        needing(("A", 1, 10)),
        needing(("A", 1, 10), ("E", 9, 90)),
    )
    order = [one.qualification.short_name for one in found.standings]
    assert order == ["q3", "q4", "q2", "q1", "q0"]
    assert [one.state for one in found.standings[:3]] == ["already-holds", "to-assess", "to-study"]
    assert [(one.new_credit, one.new_glh) for one in found.standings[2:]] == [
        (4, 90), (5, 20), (5, 30),
    ]  # fmt: skip
    assert found.standings[1].takes == ("A", "E")


def test_what_cannot_be_reached_comes_last_and_is_told_apart() -> None:
    closed = edition(
        [group("A", place((unit("X"), None, "2020-01-01")))], [amount("one", "units", at_least=1)]
    )
    found = ranked(LearnerRecord(), closed, needing(("B", 1, 1)))
    assert [one.state for one in found.standings] == ["to-study", "impossible"]
    # held, the unit counts though it has closed
    assert ranked(LearnerRecord(achievements=(held("X"),)), closed).standings[0].state == (
        "already-holds"
    )


def test_a_registration_fixes_the_date_for_its_qualification_alone() -> None:
    # X may be studied by those who registered until 2020; q0 and q1 ask the same, q0 is registered
    made = edition(
        [group("A", place((unit("X", credit=3), None, "2020-12-31")))],
        [amount("one", "units", at_least=1)],
    )
    subjects = [qualification(made, short_name=name, number=None) for name in ("q0", "q1")]
    mine = {"q0": (date(2020, 12, 31), ON)}
    found = list(nearest(subjects, LearnerRecord(), on=ON, units={}, registered=mine))
    assert all(not isinstance(one, str) for one in found)
    told = [(one.state, one.registered) for one in found if not isinstance(one, str)]
    assert told == [("to-study", date(2020, 12, 31)), ("impossible", None)]
    late = {"q0": (date(2021, 1, 1), ON)}
    found = list(nearest(subjects, LearnerRecord(), on=date(2020, 1, 1), units={}, registered=late))
    assert [one.state for one in found if not isinstance(one, str)] == ["impossible", "to-study"]


def test_the_age_of_what_is_held_is_judged_on_the_day_of_the_registration() -> None:
    made = edition(
        [group("A", unit("X", credit=3))],
        [amount("one", "units", at_least=1)],
        recognition=(
            Recognition(
                way=Way.CREDIT_TRANSFER,
                accepted=True,
                says="Within two years.",
                source=SOURCE,
                currency_years=2,
            ),
        ),
    )
    subject = qualification(made, short_name="q0", number=None)
    record = LearnerRecord(achievements=(held("X@2020-01-01"),))
    # on 1 January 2022 the achievement is two years old, the day after it is too old
    for judged, state in ((date(2022, 1, 1), "already-holds"), (date(2022, 1, 2), "to-study")):
        mine = {"q0": (date(2021, 1, 1), judged)}
        (one,) = nearest([subject], record, on=ON, units={}, registered=mine)
        assert not isinstance(one, str)
        assert one.state == state


def test_hours_are_told_only_where_they_are_the_least() -> None:
    # either unit will do; of B nobody knows the hours, so A's 10 may not be the least
    made = edition(
        [group("A", unit("A", credit=1, glh=10), unit("B", credit=1, glh=None))],
        [amount("one", "units", at_least=1)],
    )
    (one,) = ranked(LearnerRecord(), made).standings
    assert (one.new_credit, one.new_glh, one.new_units) == (1, None, 1)
    # what is held leaves nothing to study: that is 0 hours, whatever the others take
    (one,) = ranked(LearnerRecord(achievements=(held("A"),)), made).standings
    assert (one.new_credit, one.new_glh, one.state) == (0, 0, "already-holds")


def test_out_of_time_is_never_told_as_impossible() -> None:
    found = ranked(LearnerRecord(), needing(("B", 1, 1)), seconds=0.0)
    assert [(one.state, one.proven) for one in found.standings] == [("undecided", False)]


def test_ctrl_c_leaves_what_is_not_yet_ranked_undecided(
    shipped: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    searched: list[object] = []
    whole = interruption.interruptible

    def interrupted(search: Any, question: Any, stop: Any) -> Any:
        searched.append(question)
        if len(searched) == 2:
            stop()
            return search(question), True
        return whole(search, question, stop)

    monkeypatch.setattr(engine, "interruptible", interrupted)
    subjects = [shipped.find("ocr-l4-customer-service")] * 4
    found = list(nearest(subjects, LearnerRecord(), on=ON, units=shipped.units))
    # the first is done, the second is broken off, and no search is begun for the others
    states = [one.state for one in found if not isinstance(one, str)]
    assert states == ["to-study", "undecided", "undecided", "undecided"]
    assert len(searched) == 2


def test_a_qualification_that_has_closed_is_named() -> None:
    made = needing(("A", 1, 1)).model_copy(update={"closes": date(2020, 1, 1)})
    assert ranked(LearnerRecord(), made).closed == ("q0",)


def test_the_ranking_agrees_with_the_question_to_each(shipped: Catalogue) -> None:
    names = ("T/506/2952", "R/506/2151", "R/506/2179", "L/506/2083", "D/506/2170", "T/506/2126")
    record = LearnerRecord(achievements=tuple(held(name) for name in names))
    found = nearest(shipped.qualifications, record, on=ON, units=shipped.units)
    standings = ranking(found, on=ON, as_of=ON, achievements=6).standings
    assert len(standings) == sum(q.editions[-1].in_force_on(ON) for q in shipped.qualifications)
    for one in standings:
        subject = shipped.find(one.qualification.short_name)
        plan = transfer(subject, record, Question(on=ON), units=shipped.units).plan
        if subject.editions[-1].incomplete_groups:
            assert (one.state, isinstance(plan, Undecided)) == ("not-told", True)
            continue
        assert isinstance(plan, Plan)
        totals = plan.totals
        assert one.new_units == totals.new_units
        # where some figures are unknown the plan is not the one with the least, and none is told
        asked = {goal.goal.value for goal in plan.goals}
        assert one.new_credit == (totals.new_credit if "least-credit" in asked else None)
        assert one.new_glh == (totals.new_glh if "least-glh" in asked else None)


@pytest.mark.parametrize(("names", "proven"), [(("A", "B"), True), (("A",), False)])
def test_nothing_left_is_the_least_there_is(
    monkeypatch: pytest.MonkeyPatch, names: tuple[str, ...], proven: bool
) -> None:
    # stopped before anything was proven: with all held 0 credits are left, and none has less;
    # with B still to study (5 credits), less is not ruled out
    def stopped(*given: Any, **more: Any) -> stages.Optimum:
        found = stages.optimise(*given, **more)
        return stages.Optimum(engine.Outcome.FEASIBLE, found.values)

    monkeypatch.setattr("solver.credit_transfer.ranking.optimise", stopped)
    record = LearnerRecord(achievements=tuple(held(name) for name in names))
    (one,) = ranked(record, needing(("A", 1, 10), ("B", 5, 30))).standings
    assert (one.new_credit, one.proven) == (0 if proven else 5, proven)
