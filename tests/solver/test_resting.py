"""Every plan that rests on an exception says so, and no other does."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from catalogue import Edition, Way
from catalogue.learner.record import LearnerRecord
from catalogue.learner.waiving import waived
from catalogue.policy import Pair
from catalogue.waiver import Waiver
from solver import Conflict, Goal, Limits, Plan, Question, check, suggest, tradeoff, why
from solver.credit_transfer.ranking import Standing, nearest
from solver.credit_transfer.transfer import transfer
from tests.catalogue.test_waiving import waiver
from tests.factories import amount, edition, group, qualification, rule, unit
from tests.solver.test_recognition import ON, counts, moved, plan_of, policy, record

C = {"groups": ["C"]}
PLAIN = edition(
    [
        group("A", unit("A1", credit=4), unit("A2", credit=6)),
        group("C", unit("C1", credit=5), unit("C2", credit=6), unit("C3", credit=7)),
    ],
    [
        amount("total", at_least=16),
        amount("group-c", of=C, at_most=11),
        rule("mandatory", "all-a", of={"groups": ["A"]}),
    ],
)
"""At least 16 credits with A1 (4) and A2 (6): so at least 6 of C, and 11 of it at the most."""


MORE = amount("more", at_least=21)


def made(*waivers: Waiver, of: Edition = PLAIN, others: int = 0, **question: Any) -> Any:
    """The answer with exceptions made, for somebody who holds nothing."""
    subject = waived(qualification(of), waivers)
    return suggest(subject, Question.model_validate({"on": ON, **question}), others=others)


def needed(answer: Any) -> dict[str, bool | None]:
    return {one.reference: one.needed for one in answer.exceptions}


@pytest.mark.parametrize(
    ("at_most", "wants", "rests"),
    [
        # A1 + A2 + C2 is 4 + 6 + 6 = 16: of C there are 6, and 11 are allowed to everyone
        (18, [], False),
        # C1 and C2 are 11, just what is allowed to everyone; C2 and C3 are 13
        (18, ["C1", "C2"], False),
        (18, ["C2", "C3"], True),
        # from 11 to 11 nothing changes
        (11, ["C1", "C2"], False),
        # a tighter limit is kept to, and what keeps to it is legal without
        (6, [], False),
    ],
)
def test_a_plan_rests_on_a_limit_only_if_it_goes_beyond_that_of_everyone(
    at_most: int, wants: list[str], rests: bool
) -> None:
    plan = made(waiver("change-limit", rule="group-c", at_most=at_most), want=wants)
    assert isinstance(plan, Plan)
    assert needed(plan) == {"X-1": rests}


def test_a_plan_rests_on_a_waived_rule_only_if_it_breaks_it() -> None:
    waive = waiver("waive-rule", rule="all-a")
    # A1, A2 and C2 are the 16 that are asked for; without A1 it is A2 with 11 of C, 17 in all
    assert needed(made(waive)) == {"X-1": False}
    assert needed(made(waive, avoid=["A1"])) == {"X-1": True}


def test_each_exception_is_judged_with_the_others_made() -> None:
    both = (
        waiver("waive-rule", "X-1", rule="all-a"),
        waiver("change-limit", "X-2", rule="group-c", at_most=18),
    )
    # without A there are 18 of C: each of the two is needed, though the other is made
    assert needed(made(*both, avoid=["A1", "A2"])) == {"X-1": True, "X-2": True}
    # with all of A and 13 of C, the one rule is kept and the other is not
    assert needed(made(*both, want=["A1", "A2", "C2", "C3"])) == {"X-1": False, "X-2": True}


def test_what_two_agreed_to_alike_is_needed_of_both() -> None:
    """If each were judged with the other still made, the plan would seem to rest on nothing."""
    both = tuple(
        waiver("change-limit", name, rule="group-c", at_most=18) for name in ("X-1", "X-2")
    )
    assert needed(made(*both, want=["C2", "C3"])) == {"X-1": True, "X-2": True}


def test_an_accepted_unit_is_needed_where_it_is_held_and_counts() -> None:
    agreed = waiver("accept-unit", held="Z9", counts_as="A2")
    assert needed(plan_of(moved(PLAIN, record(), (agreed,)))) == {"X-1": False}
    assert needed(plan_of(moved(PLAIN, record("A2"), (agreed,)))) == {"X-1": False}
    answer = moved(PLAIN, record("Z9"), (agreed,))
    assert counts(answer) == {"Z9": "equivalence"}
    assert needed(answer) == needed(answer.plan) == {"X-1": True}
    # held, and what it could count as refused: then nothing rests on it
    agreed = waiver("accept-unit", held="Z9", counts_as="A1")
    waive = waiver("waive-rule", "X-2", rule="all-a")
    refusing = moved(PLAIN, record("Z9"), (agreed, waive), avoid=["A1"])
    assert needed(refusing) == {"X-1": False, "X-2": True}


def test_what_counts_without_an_agreement_does_not_rest_on_it() -> None:
    """A2 is a unit of the qualification, and Z9 is listed as its equivalent for everyone."""
    itself = waiver("accept-unit", "X-1", held="A2", counts_as="A2")
    assert needed(moved(PLAIN, record("A2"), (itself,))) == {"X-1": False}
    listed = policy(Way.EQUIVALENCE, pairs=[Pair(held="Z9", counts_as="A2")], currency_years=7)
    known = PLAIN.replace(recognition=(listed,))
    agreed = waiver("accept-unit", "X-1", held="Z9", counts_as="A2")
    assert needed(moved(known, record("Z9@2024-01-01"), (agreed,))) == {"X-1": False}
    # in 1999 it was too long ago for everyone else
    assert needed(moved(known, record("Z9@1999-01-01"), (agreed,))) == {"X-1": True}


def test_of_several_that_are_alike_the_one_that_counts_is_found_again() -> None:
    """Without the exception Z9 is one of three that stand for A2, of which the latest is enough."""
    listed = policy(
        Way.EQUIVALENCE, pairs=[Pair(held=name, counts_as="A2") for name in ("Z8", "Z9")]
    )
    known = PLAIN.replace(recognition=(listed,))
    agreed = waiver("accept-unit", "X-1", held="Z9", counts_as="A1")
    answer = moved(known, record("Z9@2020-01-01", "Z8@2024-01-01"), (agreed,))
    assert counts(answer) == {"Z9": "equivalence", "Z8": "equivalence"}
    assert needed(answer) == {"X-1": True}


def test_where_there_is_no_plan_exceptions_are_only_made() -> None:
    answer = made(waiver("waive-rule", rule="all-a"), limits=Limits(new_credit=9))
    assert isinstance(answer, Conflict)
    assert needed(answer) == {"X-1": None}


def test_an_exception_brings_the_sentence_and_the_source_of_what_it_changes() -> None:
    answer = made(
        waiver("waive-rule", "X-1", rule="all-a"),
        waiver("change-limit", "X-2", rule="group-c", at_most=18),
        waiver("accept-unit", "X-3", held="Z9", counts_as="A2"),
    )
    waive, change, accept = answer.exceptions
    assert (waive.says, waive.source) == ("The rule all-a.", "A test, section 1")
    assert (change.says, change.was_at_least, change.was_at_most) == ("The rule group-c.", None, 11)
    assert (accept.says, accept.source) == (None, None)
    assert Plan.model_validate_json(answer.model_dump_json()) == answer


class TestOtherPlans:
    """Alternatives, trade-offs, reasons and rankings hold plans, too."""

    CHANGE = waiver("change-limit", rule="group-c", at_most=18)

    def test_an_alternative_rests_on_what_the_best_plan_does_not(self) -> None:
        more = PLAIN.replace(rules=(*PLAIN.rules, *edition(PLAIN.groups, [MORE]).rules))
        plan = made(self.CHANGE, of=more, others=2)
        assert needed(plan) == {"X-1": False}
        # beside the 10 of A 11 of C are asked for: C1 and C2 are that, all other pairs are more
        assert [
            ({unit.unit for unit in one.units if unit.group == "C"}, one.rests_on)
            for one in plan.alternatives.choices
        ] == [({"C1", "C3"}, ("X-1",)), ({"C2", "C3"}, ("X-1",))]

    def test_the_choice_that_a_wish_leads_to_says_so(self) -> None:
        subject = waived(qualification(PLAIN), [self.CHANGE])
        question = Question(on=ON, want=("C2",))
        told = why(subject, question, ["C3"])
        (reason,) = told.reasons  # type: ignore[union-attr]
        assert reason.instead is not None
        # C2 with C3 is 13 of C
        assert reason.instead.rests_on == ("X-1",)

    def test_a_front_tells_of_each_point_and_of_all(self) -> None:
        # C2 alone beside A1 and A2 is 16 credits; with C3 it is 23, and 13 of C
        subject = waived(qualification(PLAIN), [self.CHANGE])
        question = Question(on=ON, prefer={"C2": 1, "C3": 1})
        front = tradeoff(subject, question, (Goal.LEAST_CREDIT, Goal.MOST_PREFERRED))
        assert [(p.values, p.rests_on) for p in front.points] == [  # type: ignore[union-attr]
            ((16, 1), ()),
            ((23, 2), ("X-1",)),
        ]
        assert needed(front) == {"X-1": True}

    def test_a_choice_that_is_judged_rests_on_what_makes_it_legal(self) -> None:
        subject = waived(qualification(PLAIN), [self.CHANGE])
        assert needed(check(subject, ["A1", "A2", "C2"])) == {"X-1": False}
        assert needed(check(subject, ["A1", "A2", "C2", "C3"])) == {"X-1": True}
        assert needed(check(subject, ["A1", "C2", "C3"])) == {"X-1": None}

    def test_a_standing_rests_on_what_its_plan_does(self) -> None:
        def standing(agreed: Waiver, holding: LearnerRecord) -> Standing:
            subject = qualification(PLAIN)
            units = {one.reference: one for one in PLAIN.units}
            (found,) = nearest([subject], holding, on=ON, units=units, waivers={"test": [agreed]})
            assert isinstance(found, Standing)
            return found

        agreed = waiver("accept-unit", held="Z9", counts_as="A2")
        assert needed(standing(agreed, record())) == {"X-1": False}
        assert needed(standing(agreed, record("Z9"))) == {"X-1": True}
        twice = waiver("accept-unit", held="A2", counts_as="A2")
        assert needed(standing(twice, record("A2"))) == {"X-1": False}


def test_a_reason_cites_no_exception_that_is_about_something_else() -> None:
    refusing = policy(Way.EQUIVALENCE, accepted=False, says="No unit is accepted for another.")
    known = PLAIN.replace(recognition=(refusing,))
    elsewhere = {one.reference: one for one in (*PLAIN.units, unit("Q1"))}
    agreed = waiver("accept-unit", held="Z9", counts_as="A2")
    answer = transfer(
        qualification(known),
        record("Q1", "Z9@2030-01-01"),
        Question(on=date(2024, 7, 1)),
        units=elsewhere,
        waivers=[agreed],
    )
    other, own = answer.ledger
    assert (other.reason, other.says) == ("not-in-qualification", refusing.says)
    assert other.source == "A test, section 1"
    # what is said of the very thing that was agreed cites the agreement
    assert own.reason == "not-yet-achieved"
    assert own.says is not None
    assert own.says.startswith("By exception X-1: Z9 as A2.")
