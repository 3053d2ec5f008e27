"""Conflicts and repairs where something is held: arithmetic by hand."""

from __future__ import annotations

import pytest

from catalogue import Edition, Way
from catalogue.learner.recognition import recognise
from catalogue.learner.record import Achievement, LearnerRecord, Route
from catalogue.policy import Cap, Gives
from solver import Conflict, Goal, Limits, Plan, Question, suggest
from tests.factories import amount, edition, group, place, qualification, rule, unit
from tests.solver.test_recognition import ON, policy, record
from tests.strategies import OLD_UNTIL

PLAIN = edition(
    [group("A", unit("A1", credit=4), unit("A2", credit=6), unit("A3", credit=3))],
    [amount("total", at_least=10)],
)
"""At least 10 credits of 4, 6 and 3."""


def conflict(made: Edition, holding: LearnerRecord, **limits: int) -> Conflict:
    question = Question(on=ON, limits=Limits(**limits))
    held = recognise(made, holding, on=ON, as_of=ON, units={})
    answer = suggest(qualification(made), question, held=held)
    assert isinstance(answer, Conflict)
    assert answer.rechecked
    return answer


def test_a_cap_is_named_with_its_source_and_what_it_would_have_to_be() -> None:
    # A1 and A2 are held, 10 credits; a cap of 5 lets A1 (4) count, so 6 of 10 are new. With at most
    # 3 of new study 7 must be recognised: A2 is 6, which with A3 is 9 and too few; so both, 10
    made = PLAIN.replace(
        recognition=(policy("any", caps=(Cap(measure="credit", at_most=5),), says="Five."),)
    )
    answer = conflict(made, record("A1", "A2"), new_credit=3)
    (cap,) = [cause for cause in answer.causes if cause.kind == "cap"]
    assert (cap.name, cap.measure, cap.value, cap.says) == ("any", "credit", 5, "Five.")
    assert cap.source
    (raised,) = [r.changes[0] for r in answer.repairs if r.changes[0].kind == "raise-cap"]
    assert (raised.before, raised.after, raised.by) == (5, 10, 5)


def test_a_cap_in_per_cent_is_raised_by_whole_ones() -> None:
    # A2 held is 6 of the 10 credits with A1, or 6 of 9 with A3 (too few), or 6 of 13 with both:
    # 47 %, with 7 of new study; with at most 4 of new study it is A1 alone, and 60 %
    made = PLAIN.replace(recognition=(policy("any", caps=(Cap(measure="percent", at_most=40),)),))
    answer = conflict(made, record("A2"), new_credit=4)
    (raised,) = [r.changes[0] for r in answer.repairs if r.changes[0].kind == "raise-cap"]
    assert (raised.measure, raised.before, raised.after) == ("percent", 40, 60)


def test_a_policy_that_refuses_is_named_with_what_it_refuses() -> None:
    made = PLAIN.replace(recognition=(policy(Way.RPL, accepted=False, says="No experience."),))
    learnt = [Achievement(unit=name, route="experience") for name in ("A1", "A2", "A3")]
    answer = conflict(made, record(*learnt), new_credit=4)
    (refused,) = [cause for cause in answer.causes if cause.kind == "not-accepted"]
    assert (refused.name, refused.says) == ("rpl", "No experience.")
    (agreed,) = [r.changes[0] for r in answer.repairs if r.changes[0].kind == "accept-recognition"]
    # 6 of the 10 credits are missing beyond 4 of new study: A2 alone is 6
    assert (agreed.units, agreed.by) == (("A2",), 1)


def test_a_policy_that_would_change_nothing_is_not_blamed() -> None:
    # 13 credits are all there is, and 14 are asked for
    made = edition(PLAIN.groups, [amount("total", at_least=14)]).replace(
        recognition=(policy(Way.RPL, accepted=False),)
    )
    answer = conflict(made, record(Achievement(unit="A1", route="experience")))
    assert [cause.kind for cause in answer.causes] == ["rule"]


@pytest.mark.parametrize(
    ("kind", "goal"), [("unknown-hours", "least-glh"), ("unknown-figures", "least-credit")]
)
def test_what_nobody_knows_is_named_where_the_policy_bars_something_too(
    kind: str, goal: str
) -> None:
    # A1 is held and does not count, A2 must be studied, and nobody knows what it takes
    made = edition(
        [group("A", unit("A1"), unit("A2", credit="unknown", glh=None))],
        [rule("mandatory", "both", of={})],
        recognition=(policy("any", accepted=False),),
    )
    answer = closed_to(made, record("A1"), goals=[goal])
    assert [(c.kind, c.units) for c in answer.causes] == [(kind, ("A2",)), ("rule", ())]


def test_credit_that_is_not_given_makes_room_under_a_ceiling() -> None:
    # A1 (4) and A2 (6) are mandatory under a ceiling of 6: only if A1 gives none of its credit
    made = edition(
        [group("A", unit("A1", credit=4), unit("A2", credit=6))],
        [rule("mandatory", "all", of={}), amount("total", at_most=6)],
    )
    silent = made.replace(recognition=(policy("any", gives=Gives.NO_CREDIT),))
    held = recognise(silent, record("A1"), on=ON, as_of=ON, units={})
    assert suggest(qualification(silent), Question(on=ON), held=held).answer == "plan"
    answer = conflict(made, record("A1"))
    assert {cause.kind for cause in answer.causes} == {"rule"}


def test_no_other_date_is_offered_on_which_what_is_held_would_not_count() -> None:
    """U2, learnt by experience, is assessed anew, and so only for a registration from 3 June on.

    X closed on 2 June: there is no date for the 3 + 4 credits of X and U2, and Y gives only 2.
    """
    old = place((unit("X", credit=3), None, OLD_UNTIL))
    new = place((unit("U2", credit=4), "2024-06-03", None))
    made = edition(
        [group("A", old, unit("Y", credit=2)), group("B", new)], [amount("total", at_least=7)]
    )
    learnt = record(Achievement(unit="U2", route="experience"))
    answer = conflict(made, learnt)
    assert not answer.repairs
    # held by certificate, it counts whenever the learner registers
    (by_date,) = conflict(made, record("U2")).repairs
    assert [change.kind for change in by_date.changes] == ["register-by"]


def closed_to(made: Edition, holding: LearnerRecord, **question: object) -> Conflict:
    asked = Question.model_validate({"on": ON, **question})
    units = {one.reference: one for one in made.units}
    held = recognise(made, holding, on=ON, as_of=ON, units=units)
    answer = suggest(qualification(made), asked, held=held)
    assert isinstance(answer, Conflict)
    return answer


def test_experience_of_a_closed_unit_is_a_matter_of_the_date() -> None:
    # U1 is held and gives 4 of the 8 credits; U2, until 2 June, could be assessed then
    shut = place((unit("U2", credit=4), None, OLD_UNTIL))
    made = edition(
        [group("A", unit("U1", credit=4), shut, unit("U3", credit=4))],
        [amount("total", at_least=8)],
    )
    holding = record("U1", Achievement(unit="U2", route=Route.EXPERIENCE))
    conflict = closed_to(made, holding, limits=Limits(new_credit=0))
    assert [cause.kind for cause in conflict.causes] == ["limit", "date", "rule"]
    assert conflict.rechecked
    changes = [repair.changes for repair in conflict.repairs]
    assert [(c.kind, c.after) for (c,) in changes] == [
        ("raise-limit", 4),
        ("register-by", OLD_UNTIL),
    ]


def test_a_held_unit_of_unknown_hours_need_not_be_studied() -> None:
    made = edition(
        [group("A", unit("U1", glh=None), unit("U2", glh=None))],
        [rule("mandatory", "all", of={"groups": ["A"]})],
    )
    conflict = closed_to(made, record("U1"), goals=["least-glh"])
    assert [one.unit for one in conflict.units] == ["U2"]
    assert conflict.fewest_unknown == 1


def test_a_held_unit_of_unknown_hours_is_not_left_out_of_the_plan() -> None:
    made = edition(
        [group("A", unit("U1", glh=None), unit("U2", glh=5), unit("U3", glh=None))],
        [amount("total", "units", at_least=2)],
    )
    held = recognise(made, record("U1"), on=ON, as_of=ON, units={})
    plan = suggest(qualification(made), Question(on=ON, goals=(Goal.LEAST_GLH,)), held=held)
    assert isinstance(plan, Plan)
    assert plan.left_out == ("U3",)
