"""What an awarding organisation agreed to accept counts for that learner, and nothing else does."""

from __future__ import annotations

from typing import Any

import pytest

from catalogue import Way
from catalogue.learner.record import Achievement
from catalogue.policy import Pair
from catalogue.waiver import Waiver
from solver.credit_transfer.transfer import Transfer
from tests.factories import amount, edition, group, unit
from tests.solver.test_recognition import counts, moved, plan_of, policy, reasons, record

PLAIN = edition(
    [group("A", unit("A1", credit=4), unit("A2", credit=6))], [amount("total", at_least=4)]
)


def agreed(held: str, counts_as: str = "A2") -> Waiver:
    return Waiver.model_validate(
        {
            "kind": "accept-unit",
            "qualification": "test",
            "held": held,
            "counts_as": counts_as,
            "reason": "The learner has done it.",
            "agreed_by": "Tester",
            "agreed_on": "2024-06-01",
            "reference": "T-1",
        }
    )


def accepted(policies: list[Any], waiver: Waiver, *things: str | Achievement) -> Transfer:
    """What is held moved to a qualification with these policies, with one exception made."""
    made = PLAIN.model_copy(update={"recognition": tuple(policies)})
    return moved(made, record(*things), (waiver,))


def test_one_exception_leaves_all_else_of_the_policy_as_it_is() -> None:
    # X1 could count as A1 and gives no credit, with the exception or without: 4 are to be studied
    listed = policy(Way.EQUIVALENCE, gives="no-credit", pairs=[Pair(held="X1", counts_as="A1")])
    answer = accepted([listed], agreed("X9"), "X1")
    assert plan_of(answer).totals.new_credit == 4
    assert counts(answer) == {}


def test_what_is_said_of_any_way_still_holds_for_it() -> None:
    refused = policy("any", accepted=False, gives="no-credit", says="Nothing is recognised.")
    answer = accepted([refused], agreed("X9"), "X9", "A1")
    assert counts(answer) == {"X9": "equivalence"}
    assert reasons(answer) == {"A1": "not-accepted"}
    # X9 fills A2 without its credit, so that the 4 credits are still to be studied
    assert plan_of(answer).totals.new_credit == 4
    said = {one.way: one.says for one in answer.policies}
    assert said[Way.EQUIVALENCE] == (
        "By exception T-1: X9 as A2. Otherwise not: Nothing is recognised."
    )


@pytest.mark.parametrize("held", ["X9@1999-01-01", "X9"])
def test_what_is_agreed_counts_however_old_it_is(held: str) -> None:
    answer = accepted([policy("any", currency_years=7)], agreed("X9"), held, "A1@1999-01-01")
    assert counts(answer) == {"X9": "equivalence"}
    assert reasons(answer) == {"A1": "too-old"}


def test_a_unit_that_is_too_old_may_be_accepted_as_itself() -> None:
    old = [policy("any", currency_years=7)]
    assert reasons(accepted(old, agreed("X9"), "A2@1999-01-01")) == {"A2": "too-old"}
    assert counts(accepted(old, agreed("a2"), "A2@1999-01-01")) == {"A2": "equivalence"}


def test_caps_bind_what_is_agreed_as_well() -> None:
    capped = [policy("any", caps=[{"measure": "credit", "at_most": 5}])]
    assert reasons(accepted(capped, agreed("X9"), "X9")) == {"X9": "cap-reached"}


@pytest.mark.parametrize("award", ["HND Business", "HND2015", "HND"])
def test_an_award_is_accepted_whatever_its_name_looks_like(award: str) -> None:
    answer = accepted([], agreed(award), Achievement(award=award))
    assert counts(answer) == {award: "exemption"}


def test_experience_may_be_agreed_and_is_still_to_be_assessed() -> None:
    # of unknown date, and by a way that is refused
    old = policy("any", accepted=False, currency_years=7)
    experience = Achievement(unit="X9", route="experience")
    assert reasons(accepted([old], agreed("X8"), experience)) == {"X9": "unknown-unit"}
    assert counts(accepted([old], agreed("X9"), experience)) == {"X9": "rpl"}
    own = Achievement(unit="A2", route="experience")
    assert counts(accepted([old], agreed("A2"), own)) == {"A2": "rpl"}


def needed(answer: Transfer) -> list[bool | None]:
    return [one.needed for one in plan_of(answer).exceptions]


def test_what_counts_without_an_exception_rests_on_none() -> None:
    assert needed(accepted([], agreed("A2"), "A2")) == [False]
    # from a long time ago it counts by the exception alone
    assert needed(accepted([policy("any", currency_years=7)], agreed("A2"), "A2@1999-01-01")) == [
        True
    ]


def test_a_choice_that_stands_by_another_way_rests_on_no_exception() -> None:
    # as itself A2 gives no credit, which is enough beside the 4 of A1
    bare = policy(Way.CREDIT_TRANSFER, gives="no-credit")
    made = PLAIN.model_copy(update={"recognition": (bare,)})
    answer = moved(made, record("A2"), (agreed("A2"),), want=("A1", "A2"))
    assert counts(answer) == {"A2": "equivalence"}
    assert needed(answer) == [False]
    # where its credit is needed, it is that of the way that is listed, exception or not
    listed = policy(Way.EQUIVALENCE, pairs=[Pair(held="A2", counts_as="A2")])
    assert needed(accepted([bare, listed], agreed("X9"), "A2")) == [False]
    assert needed(accepted([bare], agreed("A2"), "A2")) == [True]
