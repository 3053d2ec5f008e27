"""Answers about small and shipped qualifications, with figures worked out by hand."""

from __future__ import annotations

import random
from datetime import date
from itertools import product

import pytest

from catalogue import Place, Qualification, Unit, load
from solver import (
    Change,
    Conflict,
    Goal,
    Plan,
    Question,
    UnknownHours,
    UnknownWish,
    Why,
    suggest,
    tradeoff,
    why,
)
from tests.asking import rebuilt
from tests.factories import amount, edition, group, place, qualification, rule, unit

ON = date(2026, 1, 1)


@pytest.fixture(scope="module")
def level_4() -> Qualification:
    return load().find("ocr-l4-customer-service")


def asking(**fields: object) -> Question:
    return Question.model_validate({"on": ON, **fields})


def causes(answer: object) -> list[tuple[str, str]]:
    assert isinstance(answer, Conflict)
    return [(cause.kind, cause.name) for cause in answer.causes]


def repairs(answer: object) -> list[list[tuple[str, str, object]]]:
    assert isinstance(answer, Conflict)
    return [[(c.kind, c.name, c.after) for c in repair.changes] for repair in answer.repairs]


# The shipped catalogue


def test_165_hours_at_level_4_clash_with_the_total_and_171_repair_it(
    level_4: Qualification,
) -> None:
    # The handbook publishes 171 GLH as the least of the qualification.
    answer = suggest(level_4, asking(limits={"new_glh": 165}))
    assert causes(answer) == [("limit", "new_glh"), ("rule", "total")]
    assert isinstance(answer, Conflict)
    assert answer.repairs[0].changes == (
        Change(kind="raise-limit", name="new_glh", before=165, after=171, by=6),
    )
    assert answer.rechecked
    assert isinstance(suggest(level_4, asking(limits={"new_glh": 171})), Plan)
    assert isinstance(suggest(level_4, asking(limits={"new_glh": 170})), Conflict)


def test_refusing_every_unit_of_group_b_at_level_4_names_the_level_rule(
    level_4: Qualification,
) -> None:
    # Group A has 11 credits at level 4 and group C gives 16 at the most: 27 of the 38 asked for.
    options = level_4.editions[-1].options
    refused = [o.unit.reference for o in options if o.group == "B" and o.unit.level == 4]
    answer = suggest(level_4, asking(avoid=refused))
    named = causes(answer)
    assert ("rule", "level-4-or-above") in named
    assert ("rule", "group-c") in named
    # 11 credits are missing, and no unit of group B at level 4 has more than 6: two must be back.
    assert all(
        [kind for kind, _, _ in repair] == ["give-up-avoid"] * 2 for repair in repairs(answer)
    )


def test_a_unit_that_was_withdrawn_is_to_be_had_by_its_last_day() -> None:
    level_1 = load().find("nocn-l1-customer-service")
    answer = suggest(level_1, asking(want=["T/506/2126"]))
    assert causes(answer)[0] == ("want", "T/506/2126")
    assert causes(answer)[1][0] == "date"
    assert repairs(answer) == [
        [("register-by", "date", "2024-06-02")],
        [("give-up-want", "T/506/2126", None)],
    ]


def test_a_unit_that_was_not_in_the_plan_and_is_refused_changes_nothing(
    level_4: Qualification,
) -> None:
    plan = suggest(level_4, asking())
    assert isinstance(plan, Plan)
    counted = {one.unit for one in plan.units}
    for other in level_4.editions[-1].units:
        if other.reference not in counted:
            without = suggest(level_4, asking(avoid=[other.reference]))
            assert isinstance(without, Plan)
            assert without.units == plan.units


def test_a_spare_unit_in_an_optional_group_never_worsens_the_first_goal(
    level_4: Qualification,
) -> None:
    old = level_4.editions[-1]
    for goal, (level, credit, glh) in product(
        set(Goal) - {Goal.LEAST_COST}, [(3, 1, 90), (4, 6, 10), (5, 30, 40)]
    ):
        extra = unit("NEW", level=level, credit=credit, glh=glh)
        groups = [
            g.model_copy(update={"places": (*g.places, place(extra))}) if g.id == "B" else g
            for g in old.groups
        ]
        question = asking(goals=[goal], prefer={"social media": 2})
        before, after = (
            suggest(qualification(one), question) for one in (old, rebuilt(old, groups=groups))
        )
        assert isinstance(before, Plan)
        assert isinstance(after, Plan)
        # A level above every other would change what the steps are counted from; 5 is the highest.
        sign = -1 if goal is Goal.MOST_PREFERRED else 1
        assert sign * after.goals[0].value <= sign * before.goals[0].value


def test_shuffling_the_units_of_a_file_changes_no_goal(level_4: Qualification) -> None:
    old = level_4.editions[-1]
    shuffler = random.Random(4)
    question = asking(goals=["least-glh", "most-preferred", "highest-level"], prefer={"group:C": 1})
    before = suggest(qualification(old), question)
    assert isinstance(before, Plan)
    for _ in range(4):
        groups = [
            g.model_copy(update={"places": tuple(shuffler.sample(g.places, len(g.places)))})
            for g in old.groups
        ]
        after = suggest(qualification(rebuilt(old, groups=groups)), question)
        assert isinstance(after, Plan)
        assert after.goals == before.goals


@pytest.mark.parametrize(
    "question",
    [
        asking(prefer={"complaints": 3, "group:C": -1}, want=["level:5"]),
        asking(limits={"new_glh": 160, "new_credit": 48}, want=["social media"]),
    ],
    ids=["plan", "conflict"],
)
def test_any_number_of_workers_and_any_seed_give_the_same_bytes(
    level_4: Qualification, question: Question
) -> None:
    answers = {
        suggest(
            level_4, question, others=2, priced=True, workers=workers, seed=seed
        ).model_dump_json()
        for workers, seed in [(1, 0), (1, 7), (2, 0), (8, 3)]
    }
    assert len(answers) == 1


# Small qualifications


def small(*rules: dict[str, object], groups: list[object] | None = None) -> Qualification:
    made = groups or [group("A", unit("A1", credit=3, glh=30), unit("A2", credit=2, glh=20))]
    return qualification(edition(made, rules))  # type: ignore[arg-type]


def test_two_versions_of_one_place_cannot_both_be_wanted_and_the_place_is_named() -> None:
    versions = place((unit("OLD"), None, "2024-06-02"), (unit("NEW"), "2024-06-03", None))
    subject = small(amount("r", at_least=0), groups=[group("A", versions)])
    answer = suggest(subject, asking(want=["OLD", "NEW"]))
    assert causes(answer) == [("want", "OLD"), ("want", "NEW"), ("place", "NEW")]
    assert isinstance(answer, Conflict)
    assert answer.causes[-1].units == ("OLD", "NEW")
    assert answer.causes[-1].source == "A test, section 1"
    # OLD may be given up; with NEW given up, OLD is closed in 2026, so the date must change too.
    assert repairs(answer) == [[("give-up-want", "OLD", None)]]


def test_a_rule_that_nothing_meets_is_told_whatever_is_asked_and_no_wish_repairs_it() -> None:
    subject = small(amount("total", at_least=6), amount("spare", at_least=1))
    answer = suggest(subject, asking(want=["A1"], avoid=["A1"]))
    assert isinstance(answer, Conflict)
    assert answer.reason == "rule"
    assert causes(answer) == [("rule", "total")]
    assert answer.repairs == ()
    assert answer.repairs_complete


def test_wishes_that_clash_by_themselves_are_told_without_a_rule() -> None:
    answer = suggest(small(amount("total", at_least=2)), asking(want=["A1"], avoid=["group:A"]))
    assert isinstance(answer, Conflict)
    assert answer.reason == "wishes"
    assert causes(answer) == [("want", "A1"), ("avoid", "group:A")]


def test_a_pathway_holds_where_it_is_asked_for_and_is_named_where_it_cannot() -> None:
    ways = rule(
        "choose",
        "ways",
        at_least=1,
        rules=[
            amount("short", "units", at_most=1),
            rule("mandatory", "long", of={"groups": ["A"]}),
        ],
    )
    subject = small(amount("total", at_least=2), ways)
    plan = suggest(subject, asking())
    assert isinstance(plan, Plan)
    assert [one.unit for one in plan.units] == ["A2"]
    long = suggest(subject, asking(pathway=["long"]))
    assert isinstance(long, Plan)
    assert [one.unit for one in long.units] == ["A1", "A2"]
    answer = suggest(subject, asking(pathway=["long"], limits={"new_glh": 49}))
    assert causes(answer) == [("limit", "new_glh"), ("pathway", "long")]
    # Both units have 50 GLH together.
    assert repairs(answer) == [
        [("raise-limit", "new_glh", 50)],
        [("give-up-pathway", "long", None)],
    ]


def with_unknown_hours(glh: int | None) -> Qualification:
    published = {
        "credit": 5,
        "source": {"document": "A test"},
        "glh": glh and {"least": glh, "basis": "exact-credit", "sources": [{"document": "A test"}]},
    }
    units = [unit("A1", credit=3, glh=None), unit("A2", credit=2, glh=20)]
    return qualification(
        edition([group("A", *units)], [amount("total", at_least=3)], published=published)
    )


def test_unknown_hours_are_blamed_only_where_nothing_else_is_and_can_be_estimated() -> None:
    # A2 alone has 2 credits of 3. A1 has 3 credits, so by 50 hours for 5 credits some 30 hours.
    subject = with_unknown_hours(50)
    answer = suggest(subject, asking(limits={"new_glh": 25}))
    assert isinstance(answer, Conflict)
    assert answer.reason == "unknown-hours"
    assert causes(answer)[0][0] == "unknown-hours"
    assert answer.fewest_unknown == 1
    assert [one.unit for one in answer.units] == ["A1"]
    assert repairs(answer) == [
        [("raise-limit", "new_glh", 30), ("estimate-hours", "leave-out", None)]
    ]
    roomy = suggest(subject, asking(limits={"new_glh": 30}))
    assert repairs(roomy) == [[("estimate-hours", "leave-out", None)]]
    estimated = asking(limits={"new_glh": 30}, unknown_glh=UnknownHours.ESTIMATE)
    assert isinstance(suggest(subject, estimated), Plan)


def test_where_no_hours_can_be_estimated_only_asking_nothing_of_them_helps() -> None:
    answer = suggest(with_unknown_hours(None), asking(limits={"new_glh": 25}))
    assert repairs(answer) == [[("drop-hours", "leave-out", None)]]


def test_date_and_unknown_hours_are_narrowed_to_units_that_clash_together() -> None:
    # OLD and LATE are closed and would do; ODD and EVEN have no hours and would do, too.
    places: list[Unit | Place] = [
        place((unit("OLD", credit=2), None, "2024-06-02")),
        place((unit("LATE", credit=2), "2030-01-01", None)),
        place((unit("BOTH", credit=2, glh=None), "2030-01-01", None)),
        unit("ODD", credit=2, glh=None),
    ]
    subject = small(amount("total", at_least=2), groups=[group("A", *places)])
    answer = suggest(subject, asking(goals=["least-glh"]))
    assert isinstance(answer, Conflict)
    units = {cause.kind: cause.units for cause in answer.causes}
    # BOTH is shut out by either, and need be by one of them only.
    assert set(units) == {"date", "unknown-hours", "rule"}
    assert {"OLD", "LATE"} <= set(units["date"])
    assert "ODD" in units["unknown-hours"]
    assert ("BOTH" in units["date"]) != ("BOTH" in units["unknown-hours"])
    assert answer.rechecked


def test_why_tells_what_a_unit_costs_and_which_wish_or_rule_forces_it() -> None:
    subject = small(amount("total", at_least=2))
    answer = why(subject, asking(goals=["least-glh"]), ["A1", "A2"])
    assert isinstance(answer, Why)
    # A2 has 20 GLH and the 2 credits asked for; A1 instead of it has 30.
    with_a1, without_a2 = answer.reasons
    assert [(step.goal, step.change) for step in with_a1.price.goals] == [(Goal.LEAST_GLH, 10)]
    assert with_a1.instead is not None
    assert (with_a1.instead.entered, with_a1.instead.left) == (("A1",), ("A2",))
    assert without_a2.price.counts
    assert without_a2.price.goals[0].change == 10
    forced = why(small(rule("mandatory", "all")), asking(), ["A1"])
    assert isinstance(forced, Why)
    assert forced.reasons[0].price.effect == "forced"
    assert causes(forced.reasons[0].conflict) == [("avoid", "A1"), ("rule", "all")]


def test_a_question_with_no_answer_has_the_same_conflict_for_why_and_tradeoff() -> None:
    subject = small(amount("total", at_least=2))
    question = asking(limits={"new_glh": 19})
    conflict = causes(suggest(subject, question))
    assert causes(why(subject, question, ["A1"])) == conflict
    goals = (Goal.LEAST_GLH, Goal.FEWEST_UNITS)
    assert causes(tradeoff(subject, question, goals)) == conflict


def test_every_wish_that_means_nothing_is_told_with_the_nearest_that_does() -> None:
    subject = small(amount("total", at_least=2))
    with pytest.raises(UnknownWish) as caught:
        suggest(
            subject,
            asking(
                want=["A11", "unt", "group:B"], avoid=["level:7"], pathway=["p"], prefer={"x": 1}
            ),
        )
    messages = [problem.message for problem in caught.value.problems]
    assert len(messages) == 6
    assert "did you mean A1?" in messages[0]
    assert "did you mean unit?" in messages[1]
    assert [problem.where for problem in caught.value.problems] == [
        ("want", 0),
        ("want", 1),
        ("want", 2),
        ("avoid", 0),
        ("prefer", "x"),
        ("pathway", 0),
    ]
