"""Conflicts and repairs of random questions, held against brute force."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given

from catalogue import Edition, Option
from solver import Conflict, Goal, Limits, Question, Repair, suggest
from tests.asking import DAYS, asked, asks, holds, legal, once, rests_on_figures, satisfies, spent
from tests.factories import amount, edition, group, place, qualification, rule, unit
from tests.oracle import every_choice
from tests.strategies import tries


@given(asked())
@tries(70)
def test_a_conflict_is_one_and_every_part_of_it_is_necessary(
    given: tuple[Edition, Question],
) -> None:
    edition, question = given
    answer = suggest(qualification(edition), question)
    if not isinstance(answer, Conflict) or rests_on_figures(answer):
        return
    choices = [choice for choice in every_choice(edition) if once(choice)]
    broken = [
        frozenset(
            n
            for n, cause in enumerate(answer.causes)
            if not holds(edition, cause, choice, question)
        )
        for choice in choices
    ]
    assert frozenset() not in broken, "some choice keeps every cause"
    for number in range(len(answer.causes)):
        assert frozenset({number}) in broken, f"{answer.causes[number]} is not needed"
    assert answer.minimal
    # Plain arithmetic says nothing of rules that may rest on what nobody knows.
    unsure = any(unit.credit_unknown or None in (unit.glh, unit.level) for unit in edition.units)
    assert answer.rechecked or unsure


@given(asked())
@tries(70)
def test_a_conflict_tells_the_rule_the_wishes_and_the_two_together_apart(
    given: tuple[Edition, Question],
) -> None:
    edition, question = given
    answer = suggest(qualification(edition), question)
    if not isinstance(answer, Conflict):
        return
    if rests_on_figures(answer):
        return
    every = asks(edition, question)
    shutting = {"date", "unknown-hours", "unknown-figures", "not-offered", "full"}
    wishes = [ask for ask in every if ask[0] not in shutting]
    lawful = legal(edition)

    def kept(ask: tuple[str, str, Any], choice: tuple[Option, ...]) -> bool:
        return satisfies(edition, *ask, choice, question)

    hours = ("unknown-hours", "leave-out", None) in every
    without = [ask for ask in every if ask[0] != "unknown-hours"]
    if hours and any(all(kept(ask, c) for ask in without) for c in lawful):
        expected = "unknown-hours"
    elif not lawful:
        expected = "rule"
    elif not any(
        once(choice) and all(kept(ask, choice) for ask in wishes)
        for choice in every_choice(edition)
    ):
        expected = "wishes"
    elif any(all(kept(ask, c) for ask in every if ask not in wishes) for c in lawful):
        expected = "wishes-and-rules"
    else:
        # Of what is open and offered nothing is legal: wishes are blamed where they clash too.
        anyway = [c for c in lawful if all(kept(ask, c) for ask in wishes)]
        blamed = {"offer"} if question.offer else set()
        if any(not all(kept(ask, c) for ask in every if ask[0] == "date") for c in lawful):
            blamed.add("date")
        assert answer.reason in blamed | {"wishes-and-rules"}
        assert anyway or answer.reason == "wishes-and-rules"
        return
    assert answer.reason == expected


Ways = dict[frozenset[tuple[str, str]], int]


def ways(edition: Edition, question: Question) -> Ways:
    """The smallest sets of wishes that some legal choice breaks, and no others.

    With the least by which such a choice passes the limits among them, all together.
    """
    other = DAYS[1] if question.on == DAYS[0] else DAYS[0]
    wishes = [ask for ask in asks(edition, question) if ask[0] != "date"]
    found: Ways = {}
    for choice in legal(edition):
        broken = [ask for ask in wishes if not satisfies(edition, *ask, choice, question)]
        if any(kind == "unknown-figures" for kind, _, _ in broken):
            continue  # of a price that nobody says, nothing can be asked
        if question.limits.new_pence is not None and ("not-offered", "offer", None) in broken:
            continue  # nor of what a unit would cost that is not offered
        if any(kind == "unknown-hours" for kind, _, _ in broken):
            # Nobody knows the hours of such a choice, so no limit on hours can be kept with it.
            broken = [ask for ask in broken if ask[1] != "new_glh"]
        over = sum(spent(n, choice, question) - most for kind, n, most in broken if kind == "limit")
        over += sum(
            not satisfies(edition, kind, n, None, (option,), question)
            for kind, n, _ in broken
            if kind in {"not-offered", "full"}
            for option in choice
        )
        names = {(kind, name) for kind, name, _ in broken}
        if not satisfies(edition, "date", question.on.isoformat(), None, choice):
            if not satisfies(edition, "date", other.isoformat(), None, choice):
                continue
            names.add(("date", "date"))
        found[frozenset(names)] = min(over, found.get(frozenset(names), over))
    fewest = min(map(len, found), default=0)
    return {names: over for names, over in found.items() if len(names) == fewest}


def signature(repair: Repair) -> tuple[frozenset[tuple[str, str]], int]:
    kinds = {
        "raise-limit": "limit",
        "drop-hours": "unknown-hours",
        "register-by": "date",
        "register-from": "date",
        "offer-unit": "not-offered",
        "add-place": "full",
    }
    names = frozenset(
        (kinds.get(c.kind, c.kind.removeprefix("give-up-")), c.name) for c in repair.changes
    )
    return names, sum(change.by or 0 for change in repair.changes)


@given(asked(most=5, goals=False))
@tries(60)
def test_repairs_are_all_the_ways_of_changing_the_fewest_wishes_by_the_least(
    given: tuple[Edition, Question],
) -> None:
    edition, question = given
    answer = suggest(qualification(edition), question)
    if not isinstance(answer, Conflict):
        return
    expected = set(ways(edition, question).items())
    found = [signature(repair) for repair in answer.repairs]
    assert len(set(found)) == len(found)
    assert set(found) <= expected
    together = any(len(names) > 1 for names, _ in expected)
    assert len(found) == (min(5, len(expected)) if together else len(expected))
    assert answer.repairs_complete == (len(found) == len(expected))


def repairs_of(made: Edition, question: Question) -> list[list[tuple[str, object]]]:
    answer = suggest(qualification(made), question)
    assert isinstance(answer, Conflict)
    assert answer.repairs_complete
    return [[(c.kind, c.after) for c in repair.changes] for repair in answer.repairs]


def test_hours_that_nobody_asked_about_need_not_be_given_up() -> None:
    # U1 has no known hours and is closed: by default hours count, and on 2 June they would not
    closed = place((unit("U1", glh=None), None, "2024-06-02"))
    made = edition([group("A", closed, unit("U2"))], [rule("mandatory", "all", of={})])
    assert repairs_of(made, Question(on=date(2024, 7, 1))) == [[("register-by", "2024-06-02")]]


def test_of_what_a_date_or_unknown_hours_shut_only_what_matters_is_named() -> None:
    # U1 or U2 must be in; U3 is closed as U1 is, and of U4 nobody knows the hours, as of U2
    places = [
        place((unit("U1"), None, "2024-06-02")),
        place((unit("U3"), None, "2024-06-02")),
        place(unit("U2", glh=None)),
        place(unit("U4", glh=None)),
    ]
    either = amount("either", "units", of={"units": ["U1", "U2"]}, at_least=1)
    made = edition([group("A", *places)], [either])
    question = Question(on=date(2024, 7, 1), goals=(Goal.LEAST_GLH,))
    answer = suggest(qualification(made), question)
    assert isinstance(answer, Conflict)
    assert {cause.kind: cause.units for cause in answer.causes} == {
        "rule": (),
        "date": ("U1",),
        "unknown-hours": ("U2",),
    }


def test_no_repair_asks_for_a_date_further_off_than_another() -> None:
    # with 4 credits instead of 3 either unit is enough: U1 until 2 June, U2 until 31 December
    places = [
        place((unit("U1", credit=4), None, "2024-06-02")),
        place((unit("U2", credit=4), None, "2023-12-31")),
    ]
    made = edition([group("A", *places)], [amount("total", at_least=4)])
    question = Question(on=date(2024, 7, 1), limits=Limits(new_credit=3))
    assert repairs_of(made, question) == [[("raise-limit", 4), ("register-by", "2024-06-02")]]


def test_of_dates_that_help_beside_another_change_only_the_nearest_is_told() -> None:
    # M and one other are enough: until 2 June or 31 December before, from 1 September or 1 October
    places = [
        place(unit("M", credit=4)),
        place((unit("U1", credit=4), None, "2024-06-02")),
        place((unit("U2", credit=4), None, "2023-12-31")),
        place((unit("U3", credit=4), "2024-09-01", None)),
        place((unit("U4", credit=4), "2024-10-01", None)),
    ]
    made = edition(
        [group("A", *places)],
        [amount("total", at_least=8), rule("mandatory", "m", of={"units": ["M"]})],
    )
    question = Question(on=date(2024, 7, 1), avoid=("M",))
    assert sorted(sorted(kind for kind, _ in one) for one in repairs_of(made, question)) == [
        ["give-up-avoid", "register-by"],
        ["give-up-avoid", "register-from"],
    ]


def test_a_date_further_off_is_told_where_it_spares_something_else() -> None:
    # U1 takes 2 credits more than may be spent, U2 takes 1
    places = [
        place((unit("U1", credit=5), None, "2024-06-02")),
        place((unit("U2", credit=4), None, "2023-12-31")),
    ]
    made = edition([group("A", *places)], [amount("total", at_least=4)])
    question = Question(on=date(2024, 7, 1), limits=Limits(new_credit=3))
    assert repairs_of(made, question) == [
        [("raise-limit", 4), ("register-by", "2023-12-31")],
        [("raise-limit", 5), ("register-by", "2024-06-02")],
    ]
