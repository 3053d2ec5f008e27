"""A set of units nobody has assigned to places is judged where it serves best."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, strategies as st

from adviser.pages.terminal import show
from adviser.words.answers import audit_blocks
from catalogue import Edition, TooManyAssignments, audit, place
from solver import check
from solver.checks.placing import placed_legally
from tests.factories import amount, edition, group, place as place_of, qualification, unit
from tests.oracle import every_choice
from tests.strategies import editions, tries

Capture = pytest.CaptureFixture[str]


def several_homes(count: int) -> Edition:
    """``count`` units of 1 credit that each stand in B and in C; exactly 1 credit from B."""
    units = [unit(f"U{number}") for number in range(count)]
    return edition(
        [group("B", *units), group("C", *units)],
        [amount("b", of={"groups": ["B"]}, at_least=1, at_most=1)],
    )


def never_legal(count: int) -> Edition:
    """The same, but with 2 credits each and exactly 3 credits from B, which they never make."""
    units = [unit(f"U{number}", credit=2) for number in range(count)]
    return edition(
        [group("B", *units), group("C", *units)],
        [amount("b", of={"groups": ["B"]}, at_least=3, at_most=3)],
    )


def test_a_unit_in_two_groups_goes_where_it_serves_best() -> None:
    made = several_homes(3)
    placed = place(made, ["U0", "U1", "U2"])
    assert placed.audit.legal
    assert sorted(option.group for option in placed.choice) == ["B", "C", "C"]


def test_where_nothing_serves_the_fewest_rules_are_broken() -> None:
    # in B the unit breaks the ceiling of B, in C it breaks the floor of B and that of C
    made = edition(
        [group("B", unit("U0", credit=3)), group("C", unit("U0", credit=3))],
        [
            amount("b", of={"groups": ["B"]}, at_least=1, at_most=2),
            amount("c", of={"groups": ["C"]}, at_most=1),
        ],
    )
    placed = place(made, ["U0"])
    assert [option.group for option in placed.choice] == ["B"]
    assert [rule.id for rule in placed.audit.broken] == ["b"]


def test_the_referee_says_when_there_are_too_many_ways() -> None:
    made = never_legal(4)
    with pytest.raises(TooManyAssignments) as caught:
        place(made, ["U0", "U1", "U2", "U3"], most=4)
    assert not caught.value.best.audit.legal


def test_the_solver_finds_what_the_referee_would_take_too_long_for() -> None:
    # 2 to the power of 20 ways to place the units; only those with just one in B are legal
    made = several_homes(20)
    names = [one.reference for one in made.units]
    answer = check(qualification(made), names)
    assert answer.legal
    assert [counted.group for counted in answer.units].count("B") == 1


def test_the_solver_proves_that_no_way_is_legal() -> None:
    made = never_legal(20)
    answer = check(qualification(made), [one.reference for one in made.units])
    assert not answer.legal
    assert [rule.id for rule in answer.rules if not rule.holds] == ["b"]


def best_of_all(made: Edition, names: list[str], on: date | None) -> tuple[bool, int]:
    """Whether some placement is legal, and the fewest rules and clashes that one has."""
    legal, faults = False, []
    for choice in every_choice(made):
        if sorted(option.unit.reference for option in choice) == sorted(names):
            verdict = audit(made, choice)
            is_open = on is None or all(option.version.open_on(on) for option in choice)
            legal |= verdict.legal and is_open
            faults.append(len(verdict.broken) + len(verdict.clashes))
    return legal, min(faults)


@given(st.data())
@tries(120)
def test_a_set_is_legal_if_some_placement_of_it_is(data: st.DataObject) -> None:
    made = data.draw(editions())
    names = data.draw(
        st.lists(st.sampled_from([u.reference for u in made.units]), min_size=1, unique=True)
    )
    on = data.draw(st.sampled_from((None, date(2024, 6, 2), date(2024, 6, 3))))
    legal, faults = best_of_all(made, names, on)
    answer = check(qualification(made), names, on=on)
    assert answer.legal == legal
    assert answer.proven
    assert sorted(counted.unit for counted in answer.units) == sorted(names)
    assert sum(not rule.holds for rule in answer.rules) + len(answer.clashes) == faults


@given(st.data())
@tries(60)
def test_the_solver_places_legally_where_the_referee_can(data: st.DataObject) -> None:
    made = data.draw(editions())
    names = data.draw(
        st.lists(st.sampled_from([u.reference for u in made.units]), min_size=2, unique=True)
    )
    day = data.draw(st.sampled_from((None, date(2024, 6, 2), date(2024, 6, 3))))
    by_hand = place(made, names, day)
    found, proven = placed_legally(made, names, day, 60)
    assert proven
    assert (found is not None) == by_hand.audit.legal
    if found is not None:
        assert (found.faults, len(found.closed)) == (0, len(by_hand.closed))


def test_a_unit_goes_where_it_is_open() -> None:
    # in A it was open until 2 June, in B it always is; the rule minds neither
    both = [group("A", place_of((unit("U0"), None, "2024-06-02"))), group("B", unit("U0"))]
    subject = qualification(edition(both, [amount("total", at_least=1)]))
    answer = check(subject, ["U0"], on=date(2024, 6, 3))
    assert (answer.legal, answer.closed, answer.units[0].group) == (True, (), "B")
    # where the rule asks for A, the closed place is the only one that serves
    asked = qualification(edition(both, [amount("a", of={"groups": ["A"]}, at_least=1)]))
    answer = check(asked, ["U0"], on=date(2024, 6, 3))
    assert (answer.legal, answer.closed, answer.units[0].group) == (False, ("U0",), "A")


def test_past_what_can_be_tried_the_fewest_rules_are_still_broken() -> None:
    # 20 units of 2 credits in B and C: an odd number of credits in B cannot be, all else can
    units = [unit(f"U{number}", credit=2) for number in range(20)]
    made = edition(
        [group("B", *units), group("C", *units)],
        [
            amount("odd", of={"groups": ["B"]}, at_least=3, at_most=3),
            amount("b", of={"groups": ["B"]}, at_most=10),
            amount("c", of={"groups": ["C"]}, at_least=30),
        ],
    )
    answer = check(qualification(made), [one.reference for one in units])
    assert [rule.id for rule in answer.rules if not rule.holds] == ["odd"]
    assert answer.proven


def of_sixty(low: int) -> Edition:
    """60 units of 1 to 5 credits, each in A, B and C; so many credits at least from each."""
    units = [unit(f"U{number}", credit=number % 5 + 1) for number in range(60)]
    names = ("A", "B", "C")
    return edition(
        [group(name, *units) for name in names],
        [amount(name.lower(), of={"groups": [name]}, at_least=low) for name in names],
    )


@pytest.mark.parametrize(("low", "legal"), [(60, True), (61, False)])
def test_a_large_choice_is_told_legal_or_not(low: int, legal: bool) -> None:
    # 12 units of each of 1 to 5 credits: 180 in all, which is three times 60
    made = of_sixty(low)
    answer = check(qualification(made), [one.reference for one in made.units])
    assert (answer.legal, answer.proven) == (legal, True)


def test_a_placement_that_was_not_proven_is_not_called_illegal(capsys: Capture) -> None:
    made = never_legal(20)
    answer = check(qualification(made), [one.reference for one in made.units], time_limit=1e-9)
    assert (answer.legal, answer.proven) == (False, False)
    show(audit_blocks(answer, made))
    assert "Undecided: 20 units" in capsys.readouterr().out


def test_a_unit_given_twice_counts_once() -> None:
    made = edition([group("A", unit("U0"))], [amount("r", at_most=1)])
    answer = check(qualification(made), ["U0", "U0"])
    assert (answer.legal, answer.totals.credit) == (True, 1)


def test_without_a_date_windows_are_told_and_not_judged() -> None:
    closed = {"versions": [{"unit": unit("U0"), "until": "2024-06-02"}]}
    made = Edition.model_validate(
        {
            "edition": "test",
            "source": {"document": "A test"},
            "groups": [{"id": "A", "title": "A", "units": [closed]}],
            "rules": [amount("r", at_least=1)],
        }
    )
    subject = qualification(made)
    today = check(subject, ["U0"], today=date(2024, 6, 3))
    assert (today.legal, today.closed) == (True, ("U0",))
    assert not check(subject, ["U0"], on=date(2024, 6, 3)).legal
    assert check(subject, ["U0"], on=date(2024, 6, 2)).legal
