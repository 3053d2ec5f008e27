"""What is held counts as it serves best: arithmetic by hand."""

from __future__ import annotations

from datetime import date

import pytest

from catalogue import Edition, Qualification, Recognition, Way, audit
from catalogue.learner.recognised import Use
from catalogue.learner.recognition import recognise
from catalogue.learner.record import Achievement, LearnerRecord, held
from catalogue.policy import Cap, Gives, Pair
from catalogue.waiver import Waiver
from solver import Conflict, Disagreement, Goal, Limits, Plan, Question, suggest
from solver.checks.recheck import recheck
from solver.credit_transfer.transfer import Transfer, transfer
from tests.factories import SOURCE, amount, edition, group, place, qualification, rule, unit

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


class TestPolicy:
    def with_policy(self, *entries: Recognition) -> Edition:
        return PLAIN.model_copy(update={"recognition": entries})

    def test_what_is_not_listed_is_not_equivalent(self) -> None:
        answer = moved(PLAIN, record("Z9"))
        assert reasons(answer) == {"Z9": "unknown-unit"}

    def test_a_listed_equivalent_counts_as_its_unit(self) -> None:
        pairs = (Pair(held="Z9", counts_as="A2"),)
        answer = moved(self.with_policy(policy(Way.EQUIVALENCE, pairs=pairs)), record("z9"))
        assert counts(answer) == {"Z9": "equivalence"}
        (unit_,) = [one for one in plan_of(answer).units if one.achievement]
        # the credit is that of A2, in whose place it stands
        assert (unit_.unit, unit_.held, unit_.credit) == ("A2", "Z9", 6)

    def test_an_award_exempts_only_where_it_is_listed(self) -> None:
        pairs = (Pair(held="A level Mathematics", counts_as="A1"),)
        made = self.with_policy(policy(Way.EXEMPTION, pairs=pairs))
        maths, art = Achievement(award="a LEVEL  mathematics"), Achievement(award="A level Art")
        answer = moved(made, record(maths, art))
        assert counts(answer) == {"a LEVEL  mathematics": "exemption"}
        assert reasons(answer) == {"A level Art": "award-not-listed"}

    def test_experience_is_rpl_and_still_to_be_assessed(self) -> None:
        answer = moved(PLAIN, record(Achievement(unit="A2", route="experience")))
        assert counts(answer) == {"A2": "rpl"}
        # 14 - 6 = 8 new, as A1 (4) and B3 (4)
        assert plan_of(answer).totals.new_credit == 8
        assert not answer.already_held

    def test_rpl_that_helps_nothing_is_not_used(self) -> None:
        """A1, A2 and B1 are 15 of 14 credits; assessing B3 as well would be for nothing."""
        by_doing = Achievement(unit="B3", route="experience")
        answer = moved(PLAIN, record("A1", "A2", "B1", by_doing))
        assert reasons(answer) == {"B3": "not-needed"}
        assert answer.already_held

    @pytest.mark.parametrize(
        ("achieved", "days"),
        # seven years before 1 July 2024 is 1 July 2017: that day counts, the one before does not
        [("2017-07-01", None), ("2017-06-30", 1), ("2016-06-30", 366)],
    )
    def test_currency_is_counted_in_whole_years(self, achieved: str, days: int | None) -> None:
        made = self.with_policy(policy(Way.CREDIT_TRANSFER, currency_years=7))
        (entry,) = moved(made, record(f"A1@{achieved}")).ledger
        assert entry.counts is (days is None)
        assert entry.days == days
        if days:
            assert (entry.reason, entry.oldest) == ("too-old", date(2017, 7, 1))
            assert entry.would_count

    def test_two_reasons_of_the_policy_are_both_told_and_both_have_to_go(self) -> None:
        refused = policy(Way.CREDIT_TRANSFER, accepted=False, currency_years=7)
        # A2 is 6 of the 14 credits, so that 8 new ones would be enough if it counted
        answer = moved(
            self.with_policy(refused), record("A2@2017-06-30"), limits=Limits(new_credit=8)
        )
        assert isinstance(answer.plan, Conflict)
        offered = [[change.kind for change in one.changes] for one in answer.plan.repairs]
        assert offered == [["raise-limit"]], "to accept what is too old as well would not help"
        (entry,) = moved(self.with_policy(refused), record("A2@2017-06-30")).ledger
        assert (entry.reason, entry.also, entry.days) == ("not-accepted", ("too-old",), 1)
        assert entry.would_count

    def test_of_two_ways_the_one_by_which_it_would_count_is_told(self) -> None:
        # it may stand for A1, 4 of the 14 credits; as itself its own ceiling of 0 shuts it out
        pairs = (Pair(held="B9", counts_as="A1"),)
        refused = policy(Way.EQUIVALENCE, accepted=False, pairs=pairs)
        own = policy(Way.CREDIT_TRANSFER, accepted=False)
        group_b = group("B", unit("B9", credit=4), unit("B1", credit=10))
        made = edition(
            [group("A", unit("A1", credit=4)), group_b],
            [amount("total", at_least=14), amount("b", of={"units": ["B9"]}, at_most=0)],
            recognition=(refused, own),
        )
        (entry,) = moved(made, record("B9")).ledger
        assert (entry.way, entry.unit, entry.would_count) == ("equivalence", "A1", True)

    def test_the_currency_of_a_leap_day(self) -> None:
        made = self.with_policy(policy("any", currency_years=1))
        on = date(2024, 2, 29)
        assert moved(made, record("A1@2023-02-28"), on=on).ledger[0].counts
        assert moved(made, record("A1@2023-02-27"), on=on).ledger[0].days == 1

    def test_where_dates_matter_a_missing_one_is_asked_for(self) -> None:
        made = self.with_policy(policy("any", currency_years=7))
        assert reasons(moved(made, record("A1"))) == {"A1": "date-unknown"}

    @pytest.mark.parametrize(
        ("cap", "expected"),
        [
            # held A1 4, A2 6, B1 5: at most 10 credits are A1 and A2, 4 + 6
            (Cap(measure="credit", at_most=10), {"A1", "A2"}),
            # of 9 credits the best is 4 + 5, for 6 + 4 and 6 + 5 are too many
            (Cap(measure="credit", at_most=9), {"A1", "B1"}),
            # of two units the best are 6 + 5
            (Cap(measure="units", at_most=2), {"A2", "B1"}),
            (Cap(measure="units", at_most=0), set()),
            # B1 is 5 of 14, and 9 are new. A2 would be 6 of 14, over 40 % (600 > 560), but is 6 of
            # 15, and 9 are new again: the more recognised, the better
            (Cap(measure="percent", at_most=40), {"A2"}),
        ],
    )
    @pytest.mark.parametrize("way", [Way.CREDIT_TRANSFER, "any"])
    def test_a_cap_binds_what_counts(self, way: Way | str, cap: Cap, expected: set[str]) -> None:
        made = self.with_policy(policy(way, caps=(cap,)))
        answer = moved(made, record("A1", "A2", "B1"), allow_retakes=True)
        assert set(counts(answer)) == expected
        assert set(reasons(answer).values()) == {"cap-reached"}
        assert all(entry.would_count for entry in answer.ledger if not entry.counts)

    def test_a_cap_on_one_way_leaves_the_others_alone(self) -> None:
        made = self.with_policy(policy(Way.RPL, caps=(Cap(measure="units", at_most=1),)))
        learnt = [Achievement(unit=one, route="experience") for one in ("A1", "A2")]
        answer = moved(made, record("B1", *learnt))
        assert counts(answer) == {"B1": "credit-transfer", "A2": "rpl"}


class TestWhatAWayGives:
    """A1 (level 3, 4 credits) and A2 (level 4, 6 credits); at least 6 at level 4 or above."""

    def rules(self) -> Edition:
        return edition(
            [group("A", unit("A1", credit=4), unit("A2", level=4, credit=6))],
            [
                amount("total", at_least=10),
                amount("high", of={"level": {"at_least": 4}}, at_least=6),
                rule("mandatory", "all", of={"groups": ["A"]}),
            ],
        )

    @pytest.mark.parametrize(
        ("gives", "total", "high"),
        [
            # everything: 4 + 6 = 10, of which 6 at level 4
            (Gives.FULL, 10, 6),
            # the credit of A2 is in the total, but not at its level
            (Gives.NOT_TO_LEVELS, 10, 0),
            # only A1 gives credit; A2 still fills its place
            (Gives.NO_CREDIT, 4, 0),
        ],
    )
    def test_the_referee_adds_up_what_is_given(self, gives: Gives, total: int, high: int) -> None:
        made = self.rules()
        verdict = audit(made, made.options, {1: gives})
        assert [one.value for one in verdict.rules] == [total, high, 2]

    @pytest.mark.parametrize("gives", [Gives.NOT_TO_LEVELS, Gives.NO_CREDIT])
    def test_a_way_that_does_not_give_what_is_asked_is_not_used(self, gives: Gives) -> None:
        made = self.rules().model_copy(
            update={"recognition": (policy(Way.CREDIT_TRANSFER, gives=gives),)}
        )
        assert isinstance(moved(made, record("A2")).plan, Conflict)
        answer = moved(made, record("A2"), allow_retakes=True)
        # A2 must be studied anyway, for its credit at level 4
        assert plan_of(answer).totals.new_credit == 10
        assert not counts(answer)

    def test_without_credit_a_place_is_filled_all_the_same(self) -> None:
        made = edition(
            [group("A", unit("A1", credit=4)), group("B", unit("B1", credit=5))],
            [amount("total", at_least=5), rule("mandatory", "a", of={"groups": ["A"]})],
            recognition=(policy(Way.CREDIT_TRANSFER, gives=Gives.NO_CREDIT),),
        )
        answer = moved(made, record("A1"))
        # A1 fills its place and gives nothing; the 5 credits are B1's
        assert counts(answer) == {"A1": "credit-transfer"}
        assert (plan_of(answer).totals.credit, plan_of(answer).totals.new_credit) == (5, 5)


def test_an_empty_record_changes_nothing() -> None:
    subject = qualification(PLAIN)
    question = Question(on=ON)
    nothing = recognise(PLAIN, LearnerRecord(), on=ON, as_of=ON, units={})
    plain = suggest(subject, question).model_dump_json()
    assert suggest(subject, question, held=nothing).model_dump_json() == plain
    assert moved(subject, LearnerRecord()).plan.model_dump_json() == plain


class TestTheReferee:
    """Every false claim about what is held is named."""

    @pytest.mark.parametrize(
        ("uses", "objection"),
        [
            ([(1, "A:A1", Way.CREDIT_TRANSFER)], "may not be used"),
            ([(0, "A:A1", Way.RPL)], "may not be used"),
            ([(0, "A:A1", Way.CREDIT_TRANSFER)] * 2, "is used twice"),
            ([(0, "A:A1", Way.CREDIT_TRANSFER), (1, "B:B1", Way.CREDIT_TRANSFER)], "over 1"),
        ],
    )
    def test_uses_are_held_against_the_policy(
        self, uses: list[tuple[int, str, Way]], objection: str
    ) -> None:
        cap = policy(Way.CREDIT_TRANSFER, caps=(Cap(measure="units", at_most=1),))
        made = PLAIN.model_copy(update={"recognition": (cap,)})
        recognised = recognise(made, record("A1", "B1"), on=ON, as_of=ON, units={})
        options = {option.key: option for option in made.options}
        choice = [options[key] for key in ("A:A1", "A:A2", "B:B1")]
        used = [Use(number, options[key], way) for number, key, way in uses]
        with pytest.raises(Disagreement, match=objection):
            recheck(made, Question(on=ON), choice, [], recognised, used)
