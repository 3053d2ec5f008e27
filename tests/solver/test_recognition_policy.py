"""What a policy of recognition allows, gives and caps: arithmetic by hand."""

from __future__ import annotations

from datetime import date

import pytest

from catalogue import Edition, Recognition, Way, audit
from catalogue.learner.recognised import Use
from catalogue.learner.recognition import recognise
from catalogue.learner.record import Achievement
from catalogue.policy import Cap, Gives, Pair
from solver import Conflict, Disagreement, Limits, Question
from solver.checks.recheck import recheck
from tests.factories import amount, edition, group, rule, unit
from tests.solver.test_recognition import ON, PLAIN, counts, moved, plan_of, policy, reasons, record


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

    @pytest.mark.parametrize(("most", "fits"), [(40, True), (39, False)])
    def test_without_credit_hours_are_given_all_the_same(self, most: int, fits: bool) -> None:
        # A3, whose hours nobody knows, is in reach of the rule; A1 and A2 are 30 + 10 hours
        glh = {"A1": 30, "A2": 10, "A3": None}
        made = edition(
            [group("A", *(unit(name, credit=4, glh=hours) for name, hours in glh.items()))],
            [amount("hours", "glh", at_most=most), amount("total", at_least=4)],
            recognition=(policy(Way.CREDIT_TRANSFER, gives=Gives.NO_CREDIT),),
        )
        answer = moved(made, record("A1"), want=("A1",))
        assert isinstance(answer.plan, Conflict) is not fits


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
