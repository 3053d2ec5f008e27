"""What is held counts as it serves best: arithmetic by hand."""

from __future__ import annotations

from datetime import date

from catalogue import Edition, Qualification, Recognition, Way
from catalogue.learner.recognition import recognise
from catalogue.learner.record import Achievement, LearnerRecord, held
from catalogue.offering import CentreOffer, Delivered
from catalogue.waiver import Waiver
from solver import Conflict, Goal, Limits, Plan, Question, suggest
from solver.credit_transfer.transfer import Transfer, transfer
from tests.factories import SOURCE, amount, edition, group, place, qualification, unit

ON = date(2024, 7, 1)


def policy(way: Way | str, **fields: object) -> Recognition:
    made = {"way": way, "accepted": True, "says": "A policy.", "source": SOURCE, **fields}
    return Recognition.model_validate(made)


def record(*things: str | Achievement) -> LearnerRecord:
    return LearnerRecord(
        achievements=tuple(one if isinstance(one, Achievement) else held(one) for one in things)
    )


def moved(
    made: Edition | Qualification,
    holding: LearnerRecord,
    waivers: tuple[Waiver, ...] = (),
    **question: object,
) -> Transfer:
    subject = made if isinstance(made, Qualification) else qualification(made)
    asked = Question.model_validate({"on": ON, **question})
    units = {one.reference: one for one in subject.editions[-1].units}
    return transfer(subject, holding, asked, units=units, waivers=waivers)


def counts(answer: Transfer) -> dict[str, str]:
    """What counts, and through what."""
    return {e.name: str(e.through) for e in answer.ledger if e.counts}


def reasons(answer: Transfer) -> dict[str, str]:
    return {e.name: str(e.reason) for e in answer.ledger if not e.counts}


def plan_of(answer: Transfer) -> Plan:
    assert isinstance(answer.plan, Plan), answer.plan
    assert answer.plan.proof == "optimal"
    return answer.plan


PLAIN = edition(
    [
        group("A", unit("A1", credit=4), unit("A2", credit=6)),
        group("B", unit("B1", credit=5), unit("B2", credit=3), unit("B3", credit=4)),
    ],
    [
        amount("total", at_least=14),
        amount("most-b", of={"groups": ["B"]}, at_most=9),
    ],
)
"""At least 14 credits, at most 9 of them from B. A gives 10 at the most, B 12."""


class TestWhatCounts:
    def test_a_unit_that_is_held_need_not_be_studied(self) -> None:
        # A1 is 4 of 14 credits; the least new study is 14 - 4 = 10, as A2 (6) and B3 (4)
        answer = moved(PLAIN, record("A1"))
        assert counts(answer) == {"A1": "credit-transfer"}
        assert plan_of(answer).totals.new_credit == 10
        assert answer.recognised_credit == 4

    def test_a_ceiling_caps_what_counts_and_not_what_is_held(self) -> None:
        # B: 5 + 3 + 4 = 12 over the ceiling of 9. The best two are 5 + 4 = 9; new: 14 - 9 = 5,
        # which only A2 (6) covers with one more than needed, or A1 (4) not at all
        answer = moved(PLAIN, record("B1", "B2", "B3"))
        assert counts(answer) == {"B1": "credit-transfer", "B3": "credit-transfer"}
        (left,) = [entry for entry in answer.ledger if not entry.counts]
        assert (left.name, left.reason, left.rule) == ("B2", "ceiling-reached", "most-b")
        assert left.others == ("B1", "B3")
        assert plan_of(answer).totals.new_credit == 6

    def test_more_recognition_is_better_where_the_goals_do_not_mind(self) -> None:
        # A1 + A2 + B1 = 15 covers the 14, nothing is new; B3 still fits under the ceiling: 5 + 4
        answer = moved(PLAIN, record("A1", "A2", "B1", "B3"))
        assert len(counts(answer)) == 4
        assert answer.already_held

    def test_an_achievement_is_used_once(self) -> None:
        """U stands in both groups; held once, it fills one place, and counts once."""
        twice = edition(
            [group("A", unit("U"), unit("A1")), group("B", unit("U"), unit("B1"))],
            [amount("total", "units", at_least=3)],
        )
        answer = moved(twice, record("U", "U"))
        # three units from U, A1 and B1: two are new
        assert plan_of(answer).totals.new_units == 2
        assert reasons(answer) == {"U": "unit-already-counts"}

    def test_a_held_unit_is_assigned_to_the_place_where_it_serves_best(self) -> None:
        # B needs 2 units and has U and B1; A needs 1 and has U and A1. With A1 and U held, U must
        # go to B, leaving one new unit; at A it would leave two
        both = edition(
            [group("A", unit("U"), unit("A1")), group("B", unit("U"), unit("B1"))],
            [
                amount("a", "units", of={"groups": ["A"]}, at_least=1),
                amount("b", "units", of={"groups": ["B"]}, at_least=2),
            ],
        )
        answer = moved(both, record("U", "A1"))
        assert plan_of(answer).totals.new_units == 1
        assert {e.name: e.group for e in answer.ledger} == {"U": "B", "A1": "A"}

    def test_goals_and_limits_speak_of_new_study(self) -> None:
        # 14 credits with A1 and A2 held: 4 new. A limit of 4 is kept, one of 3 is not
        answer = moved(PLAIN, record("A1", "A2"), limits=Limits(new_credit=4))
        assert plan_of(answer).totals.new_credit == 4
        assert isinstance(
            moved(PLAIN, record("A1", "A2"), limits=Limits(new_credit=3)).plan, Conflict
        )

    def test_units_of_unknown_hours_are_shut_to_new_study_only(self) -> None:
        hours = edition(
            [group("A", unit("A1", glh=None), unit("A2", glh=20))],
            [amount("total", "units", at_least=1)],
        )
        answer = moved(hours, record("A1"), goals=[Goal.LEAST_GLH])
        assert counts(answer) == {"A1": "credit-transfer"}
        assert plan_of(answer).totals.new_glh == 0

    def test_a_refused_unit_does_not_count_though_it_is_held(self) -> None:
        answer = moved(PLAIN, record("A1"), avoid=["A1"])
        assert reasons(answer) == {"A1": "refused-by-question"}


def test_of_two_dates_of_one_unit_the_later_counts() -> None:
    answer = moved(PLAIN, record("A1@2020-01-01", "A1@2023-01-01", "A1"))
    assert [entry.counts for entry in answer.ledger] == [False, True, False]
    assert {entry.reason for entry in answer.ledger} == {None, "unit-already-counts"}


def test_what_is_held_many_times_is_asked_about_no_more_often_than_it_can_count() -> None:
    days = ["2023-05-01", "2024-06-30", *["2022-01-01"] * 60]
    holding = record(*(f"A1@{day}" for day in days))
    (use,) = recognise(PLAIN, holding, on=ON, as_of=ON, units={}).uses
    assert use.achievement == 1  # the latest of all
    answer = moved(PLAIN, holding)
    assert [entry.number for entry in answer.ledger if entry.counts] == [2]
    others = [entry.reason for entry in answer.ledger if not entry.counts]
    assert others == ["unit-already-counts"] * 61


def test_where_there_is_no_plan_it_is_told_where_something_may_count() -> None:
    answer = moved(PLAIN, record("A1"), limits=Limits(new_credit=1))
    (entry,) = answer.ledger
    assert (entry.reason, entry.way, entry.place) == ("no-plan", "credit-transfer", "A1")


REPLACED = edition(
    [
        group(
            "A",
            place((unit("OLD", credit=3), None, "2024-06-02"), (unit("NEW"), "2024-06-03", None)),
            place((unit("GONE", credit=2), None, "2024-06-02")),
            unit("X", credit=9),
        )
    ],
    [amount("total", at_least=3)],
)
"""OLD was replaced by NEW on 3 June 2024; GONE was withdrawn with nothing in its place."""


class TestVersions:
    def test_an_older_version_counts_as_predecessor(self) -> None:
        answer = moved(REPLACED, record("OLD@2023-05-01"))
        assert counts(answer) == {"OLD": "predecessor"}
        (entry,) = answer.ledger
        assert (entry.unit, entry.place, entry.after_closing) == ("OLD", "NEW", False)

    def test_it_is_noted_that_it_was_achieved_after_its_window_closed(self) -> None:
        answer = moved(REPLACED, record("OLD@2024-06-03"))
        assert answer.ledger[0].after_closing

    def test_registered_while_it_was_open_it_is_the_same_unit(self) -> None:
        answer = moved(REPLACED, record("OLD"), on=date(2024, 6, 2))
        assert counts(answer) == {"OLD": "credit-transfer"}

    def test_a_unit_withdrawn_without_replacement_still_counts(self) -> None:
        assert counts(moved(REPLACED, record("GONE")))["GONE"] == "credit-transfer"

    def test_old_and_new_never_both_count(self) -> None:
        # OLD gives 3 credits and NEW 1: OLD serves better
        answer = moved(REPLACED, record("OLD", "NEW"))
        assert counts(answer) == {"OLD": "predecessor"}
        assert reasons(answer) == {"NEW": "another-version-counts"}
        assert answer.ledger[1].others == ("OLD",)

    def test_predecessors_can_be_refused(self) -> None:
        strict = REPLACED.model_copy(
            update={"recognition": (policy(Way.PREDECESSOR, accepted=False),)}
        )
        answer = moved(strict, record("OLD"))
        (entry,) = answer.ledger
        assert (entry.reason, entry.way, entry.would_count) == ("not-accepted", "predecessor", True)
        assert entry.source == "A test, section 1"

    def test_what_no_policy_would_let_count_is_not_put_down_to_the_policy(self) -> None:
        # OLD is dated a day after the registration, GONE is closed to what is assessed anew:
        # accepting predecessors or experience would make neither of them count
        ways = (Way.PREDECESSOR, Way.RPL)
        refused = tuple(policy(way, accepted=False) for way in ways)
        answer = moved(
            REPLACED.model_copy(update={"recognition": refused}),
            record("OLD@2024-07-02", Achievement(unit="GONE", route="experience")),
            limits=Limits(new_units=0),
        )
        assert reasons(answer) == {"OLD": "not-yet-achieved", "GONE": "not-open"}
        # so the one thing that helps is to let one unit be studied: X gives 9, where 3 are needed
        assert isinstance(answer.plan, Conflict)
        offered = [[change.kind for change in one.changes] for one in answer.plan.repairs]
        assert offered == [["raise-limit"]]


def test_an_empty_record_changes_nothing() -> None:
    subject = qualification(PLAIN)
    question = Question(on=ON)
    nothing = recognise(PLAIN, LearnerRecord(), on=ON, as_of=ON, units={})
    plain = suggest(subject, question).model_dump_json()
    assert suggest(subject, question, held=nothing).model_dump_json() == plain
    assert moved(subject, LearnerRecord()).plan.model_dump_json() == plain


def test_what_is_held_takes_no_place_of_an_offer_and_costs_nothing() -> None:
    prices = {"A1": 100, "A2": 700}
    offer = CentreOffer(units=tuple(Delivered(unit=u, price=p) for u, p in prices.items()))
    both = edition([group("A", unit("A1"), unit("A2"))], [amount("all", "units", at_least=2)])
    told = plan_of(moved(both, record("A1"), offer=offer)).offer
    assert told is not None
    assert ([one.unit for one in told.taken], told.cost) == (["A2"], 700)
