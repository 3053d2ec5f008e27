"""Every independent reason is told, and repairs speak of nothing that was not explained."""

from __future__ import annotations

from datetime import date
from random import Random

from hypothesis import assume, given, strategies as st

from catalogue import Edition
from solver import Conflict, FurtherConflict, Limits, Plan, Question, UnknownHours, suggest
from solver.conflicts.repairs import repaired
from tests.asking import asked, holds, once, rests_on_figures
from tests.factories import amount, edition, group, qualification, rule, unit
from tests.oracle import every_choice
from tests.strategies import tries

ON = date(2026, 1, 1)

# 10 credits are mandatory and 20 are needed; of the four others no two of these may count
SOUND = edition(
    [
        group("A", unit("A1", credit=10)),
        group("B", *(unit(f"B{n}", credit=5) for n in range(1, 5))),
    ],
    [
        rule("mandatory", "a", of={"groups": ["A"]}),
        amount("total", at_least=20),
        rule("barred", "x", units=["B1", "B2"]),
    ],
)


def conflict(made: Edition, **fields: object) -> Conflict:
    answer = suggest(qualification(made), Question.model_validate({"on": ON, **fields}))
    assert isinstance(answer, Conflict)
    return answer


def parts(answer: Conflict) -> list[Conflict | FurtherConflict]:
    return [answer, *answer.further]


def told(answer: Conflict) -> list[list[str]]:
    return [[cause.name for cause in one.causes] for one in parts(answer)]


def test_what_clashes_on_its_own_is_told_besides() -> None:
    answer = conflict(SOUND, want=("B1", "B2"), avoid=("A1",))
    assert told(answer) == [["A1", "a"], ["B1", "B2", "x"]]
    names = [{change.name for change in repair.changes} for repair in answer.repairs]
    assert names == [{"B1", "A1"}, {"B2", "A1"}]


def test_a_limit_and_a_bar_are_two_reasons() -> None:
    answer = conflict(SOUND, want=("B1", "B2"), limits=Limits(new_credit=15))
    assert told(answer) == [["new_credit", "total"], ["B1", "B2", "x"]]


def test_where_one_change_is_enough_there_is_one_reason() -> None:
    answer = conflict(SOUND, want=("B1", "B2"))
    assert told(answer) == [["B1", "B2", "x"]]
    assert {len(repair.changes) for repair in answer.repairs} == {1}


def test_rules_that_cannot_be_met_are_all_told() -> None:
    made = edition(
        [group("A", unit("A1")), group("B", unit("B1"))],
        [
            amount("a", "units", of={"groups": ["A"]}, at_least=2),
            amount("b", "units", of={"groups": ["B"]}, at_least=2),
        ],
    )
    assert told(conflict(made)) == [["a"], ["b"]]


@given(asked())
@tries(40)
def test_each_further_conflict_is_one_and_every_part_of_it_is_necessary(
    given: tuple[Edition, Question],
) -> None:
    made, question = given
    answer = suggest(qualification(made), question)
    assume(isinstance(answer, Conflict) and answer.further)
    assert isinstance(answer, Conflict)
    assume(not rests_on_figures(answer))
    choices = [choice for choice in every_choice(made) if once(choice)]
    for one in answer.further:
        broken = [
            frozenset(
                n for n, cause in enumerate(one.causes) if not holds(made, cause, choice, question)
            )
            for choice in choices
        ]
        assert frozenset() not in broken, "some choice keeps every cause"
        for number in range(len(one.causes)):
            assert frozenset({number}) in broken, f"{one.causes[number]} is not needed"


KINDS = {
    "raise-limit": "limit",
    "drop-hours": "unknown-hours",
    "estimate-hours": "unknown-hours",
    "register-by": "date",
    "register-from": "date",
    "offer-unit": "not-offered",
    "add-place": "full",
}


@given(asked())
@tries(40)
def test_a_repair_changes_only_what_a_conflict_names(given: tuple[Edition, Question]) -> None:
    made, question = given
    answer = suggest(qualification(made), question)
    assume(isinstance(answer, Conflict))
    assert isinstance(answer, Conflict)
    causes = [cause for one in parts(answer) for cause in one.causes]
    named = {(c.kind, "" if c.kind in {"date", "unknown-hours"} else c.name) for c in causes}
    for repair in answer.repairs:
        for change in repair.changes:
            kind = KINDS.get(change.kind, change.kind.removeprefix("give-up-"))
            name = "" if kind in {"date", "unknown-hours"} else change.name
            assert (kind, name) in named, f"{change} is of no conflict that was told"


@given(asked(), st.sampled_from(UnknownHours))
@tries(50)
def test_every_repair_mends(given: tuple[Edition, Question], way: UnknownHours) -> None:
    """Also where nothing may be answered while hours are unknown."""
    made, question = given
    question = question.replace(unknown_glh=way)
    answer = suggest(qualification(made), question)
    assume(isinstance(answer, Conflict))
    assert isinstance(answer, Conflict)
    for repair in answer.repairs:
        mended = suggest(
            qualification(made), repaired(question, repair.changes, question.goals, made)
        )
        assert isinstance(mended, Plan), f"{repair.changes} is offered, and does not mend"


@given(asked(), st.randoms(use_true_random=False))
@tries(30)
def test_the_order_in_which_wishes_are_said_changes_no_conflict(
    given: tuple[Edition, Question], chance: Random
) -> None:
    made, question = given
    turned = {
        name: chance.sample(asked := getattr(question, name), len(asked))
        for name in ("want", "avoid", "pathway")
    }
    answer = suggest(qualification(made), question)
    assume(isinstance(answer, Conflict))
    other = suggest(qualification(made), question.replace(**turned))
    same = {name: getattr(question, name) for name in ("want", "avoid")}
    assert other.model_copy(update=same) == answer
