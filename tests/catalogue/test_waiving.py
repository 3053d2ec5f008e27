"""Exceptions change data for one learner alone, and those that cannot be made are told together."""

from __future__ import annotations

from typing import Any

import pytest

from catalogue import Amount, Edition
from catalogue.learner.supposing import supposed
from catalogue.learner.waiving import UnfitException, waived, without
from catalogue.waiver import Waiver
from tests.factories import amount, edition, group, qualification, rule, unit

SUBJECT = qualification(
    edition(
        [group("A", unit("L/506/2181"), unit("A2")), group("C", unit("C1"), unit("C2"))],
        [
            amount("total", at_least=2),
            amount("group-c", of={"groups": ["C"]}, at_least=0, at_most=16),
            amount("ceiling", of={"groups": ["C"]}, at_most=16),
            rule("mandatory", "mandatory-a", of={"groups": ["A"]}),
        ],
    )
)


def waiver(kind: str, reference: str = "X-1", **fields: Any) -> Waiver:
    return Waiver.model_validate(
        {
            "kind": kind,
            "qualification": "test",
            "reason": "The centre closed.",
            "agreed_by": "Tester",
            "agreed_on": "2024-06-01",
            "reference": reference,
            **fields,
        }
    )


def refused(*waivers: Waiver) -> list[tuple[str, str]]:
    """What is wrong with exceptions, each by its reference."""
    with pytest.raises(UnfitException) as raised:
        waived(SUBJECT, waivers)
    assert all(wrong in str(raised.value) for _, wrong in raised.value.unfit)
    return [(one.reference, wrong) for one, wrong in raised.value.unfit]


def test_all_that_do_not_fit_are_told_at_once_with_the_nearest_right_word() -> None:
    found = refused(
        waiver("waive-rule", "X-1", rule="totl"),
        waiver("waive-rule", "X-2", rule="total"),
        waiver("change-limit", "X-3", rule="mandatory-a", at_most=3),
        waiver("accept-unit", "X-4", held="Z9", counts_as="K/506/2181"),
        waiver("change-limit", "X-5", rule="ceiling", at_least=8),
    )
    head = "does not fit Test Qualification:"
    assert found == [
        ("X-1", f"{head} there is no rule totl; did you mean total?"),
        ("X-3", f"{head} rule mandatory-a has no such limit"),
        ("X-4", f"{head} K/506/2181 is none of its units; did you mean L/506/2181?"),
        ("X-5", f"{head} rule ceiling has no such limit"),
    ]


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ({"at_most": 18}, {"at_most": 14}, "rule group-c at most 14, and rule group-c at most 18"),
        ({}, {"at_most": 14}, "rule group-c at most 14, and rule group-c waived"),
        (
            {"at_most": 18},
            {"at_least": 2, "at_most": 17},
            "rule group-c at least 2 and at most 17, and rule group-c at most 18",
        ),
    ],
)
def test_exceptions_that_contradict_each_other_are_refused_and_both_named(
    one: dict[str, Any], other: dict[str, Any], words: str
) -> None:
    made = [
        waiver("change-limit" if ends else "waive-rule", reference=f"X-{n}", rule="group-c", **ends)
        for n, ends in enumerate((one, other), 1)
    ]
    ((reference, wrong),) = refused(*made)
    assert reference == "X-2"
    assert wrong == f"and the exception 'X-1' contradict each other: {words}"
    # one made before contradicts as well as one that is made together with it
    with pytest.raises(UnfitException, match="contradict each other"):
        waived(waived(SUBJECT, made[:1]), made[1:])


def test_limits_that_nothing_can_meet_are_refused_whoever_set_them() -> None:
    limits: tuple[dict[str, Any], ...] = ({"at_least": 20, "at_most": 10}, {"at_least": 17})
    for ends, high in zip(limits, (10, 16), strict=True):
        ((_, wrong),) = refused(waiver("change-limit", rule="group-c", **ends))
        low = ends["at_least"]
        words = f"rule group-c at least {low} and at most {high}"
        assert wrong == f"asks what nothing can meet: {words}"
    two = (
        waiver("change-limit", "X-1", rule="group-c", at_least=9),
        waiver("change-limit", "X-2", rule="group-c", at_most=8),
    )
    ((reference, wrong),) = refused(*two)
    assert reference == "X-2"
    assert wrong.endswith("with the exception 'X-1': rule group-c at least 9")


def test_the_same_may_be_agreed_twice_and_both_are_made() -> None:
    for kind, fields in (
        ("waive-rule", {"rule": "group-c"}),
        ("change-limit", {"rule": "group-c", "at_most": 18}),
        ("accept-unit", {"held": "Z9", "counts_as": "A2"}),
    ):
        twice = (waiver(kind, "X-1", **fields), waiver(kind, "X-2", **fields))
        made = waived(SUBJECT, twice)
        assert made.exceptions == twice
        # without the one, what both do is not done
        assert not without(made.editions[0], twice[0]).exceptions


def test_what_two_exceptions_do_alike_is_undone_with_either() -> None:
    one = waiver("change-limit", "X-1", rule="group-c", at_most=18)
    both = waiver("change-limit", "X-2", rule="group-c", at_least=2, at_most=18)
    (made,) = waived(SUBJECT, (one, both)).editions

    def limits(of: Edition) -> tuple[Any, Any]:
        return next(
            (r.at_least, r.at_most) for r in of.rules if isinstance(r, Amount) and r.id == "group-c"
        )

    assert limits(made) == (2, 18)
    # without the first the floor of the second stays, without the second nothing does
    assert limits(without(made, one)) == (2, 16)
    assert limits(without(made, both)) == (0, 16)


def test_without_one_exception_the_others_and_all_else_stay() -> None:
    both = (
        waiver("change-limit", "X-1", rule="group-c", at_most=18),
        waiver("accept-unit", "X-2", held="Z9", counts_as="A2"),
    )
    made = waived(supposed(SUBJECT, "rpl", "accepted", False), both)
    less = without(made.editions[0], both[0])
    assert less.exceptions == both[1:]
    assert less.rules == SUBJECT.editions[0].rules
    assert less.recognition == made.editions[0].recognition
    assert (
        less.original.recognition
        == supposed(SUBJECT, "rpl", "accepted", False).editions[0].recognition
    )


def test_a_policy_that_is_supposed_leaves_what_is_agreed() -> None:
    """Whichever comes first: what was agreed for the learner counts whatever the policy says."""
    agreed = [waiver("accept-unit", held="Z9", counts_as="A2")]
    after = supposed(waived(SUBJECT, agreed), "equivalence", "accepted", False)
    before = waived(supposed(SUBJECT, "equivalence", "accepted", False), agreed)
    assert after.editions[0].recognition == before.editions[0].recognition
    assert after.exceptions == before.exceptions == tuple(agreed)
