"""A rule is reported as implied exactly where it says nothing new, with a minimal reason."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given

from catalogue import Edition, audit, load
from solver import Implied, Range
from solver.encoding.edition import compile_edition
from solver.program.engine import Clock
from solver.results.bounds import Share
from solver.structure.redundancy import asks_nothing, implied_rules, smallest
from tests.factories import amount, edition, group, rule, unit
from tests.oracle import every_choice
from tests.strategies import editions, tries


def implied(one: Edition) -> dict[str, Implied]:
    found = implied_rules(one, compile_edition(one), one.options, Clock(60))
    return {rule.rule: rule for rule in found}


def suffice(one: Edition) -> tuple[str, ...]:
    about = (one, compile_edition(one), one.options)
    return smallest(*about, implied_rules(*about, Clock(60)), Clock(60))


@given(editions(most=6))
@tries(60)
def test_a_rule_is_implied_exactly_where_no_choice_of_the_others_breaks_it(one: Edition) -> None:
    audits = [audit(one, choice) for choice in every_choice(one)]
    broken = [{rule.id for rule in a.broken} for a in audits if not a.clashes]

    def force(rules: Iterable[str], name: str) -> bool:
        return not any(name in these and not these & set(rules) for these in broken)

    names = [rule.id for rule in one.rules if not asks_nothing(rule)]
    found = implied(one)
    assert found.keys() <= set(names)
    for name in names:
        others = [other for other in names if other != name]
        assert (name in found) == force(others, name)
    for name, fact in found.items():
        assert force(fact.by, name)
        for needed in fact.by:
            assert not force([other for other in fact.by if other != needed], name)


@given(editions(most=5))
@tries(20)
def test_no_fewer_rules_are_enough_than_are_told(one: Edition) -> None:
    audits = [audit(one, choice) for choice in every_choice(one)]
    broken = [{rule.id for rule in a.broken} for a in audits if not a.clashes]
    asked = [rule.id for rule in one.rules if not asks_nothing(rule)]

    def enough(rules: Iterable[str]) -> bool:
        return not any(these and these.isdisjoint(rules) for these in broken)

    fewest = next(
        number
        for number in range(len(asked) + 1)
        if any(enough(rules) for rules in combinations(asked, number))
    )
    found = suffice(one)
    assert enough(found)
    assert len(found) == fewest


def test_of_the_rules_that_may_go_one_by_one_some_may_go_together() -> None:
    # 12 of A and 6 of B are 18 of both, and with the 10 of C 28 of all: the first two say no more.
    units = [unit(f"{name}{number}", credit=6) for name in "AB" for number in range(3)]
    groups = [group("C", unit("C1", credit=10)), group("A", *units[:3]), group("B", *units[3:])]
    rules = [
        amount("total", at_least=28),
        amount("optional", of={"groups": ["A", "B"]}, at_least=18),
        rule("mandatory", "core", of={"groups": ["C"]}),
        amount("a", of={"groups": ["A"]}, at_least=12),
        amount("b", of={"groups": ["B"]}, at_least=6),
    ]
    one = edition(groups, rules)
    assert list(implied(one)) == ["total", "optional"]
    assert suffice(one) == ("core", "a", "b")


def test_of_two_rules_that_say_the_same_the_first_is_enough() -> None:
    groups = [group("A", unit("U1"), unit("U2"))]
    twice = [amount("once", at_least=1), amount("again", "units", at_least=1)]
    assert suffice(edition(groups, twice)) == ("once",)


def test_a_rule_that_asks_nothing_is_not_told_to_go() -> None:
    plus = rule("mandatory", "plus", of={"units": ["U1"]})
    rules = [
        amount("one", at_least=1),
        rule("choose", "titles", rules=[plus], at_least=0),
        amount("free", "units", at_least=0),
    ]
    one = edition([group("A", unit("U1"), unit("U2"))], rules)
    assert implied(one) == {}
    assert suffice(one) == ("one",)


@pytest.mark.parametrize(
    ("name", "floor", "shares"),
    [
        # 23 - 14 - 3 = 6
        ("nocn-l1-customer-service", 6, (("A", 14, True), ("C", 3, False))),
        # 55 - 31 - 9 = 15
        ("nocn-l3-customer-service", 15, (("A", 31, True), ("C", 9, False))),
        # 50 - 14 - 16 = 20
        ("ocr-l4-customer-service", 20, (("A", 14, True), ("C", 16, False))),
    ],
)
def test_the_floor_of_group_b_follows_from_the_total_and_the_ceiling_of_c(
    name: str, floor: int, shares: Any
) -> None:
    # That A is mandatory is not needed: its units have no more credit than that in any case.
    found = implied(load().find(name).editions[0])
    assert found == {
        "group-b": Implied(
            rule="group-b",
            by=("total", "group-c"),
            left=Range(least=floor),
            shares=tuple(Share(group=g, amount=a, everything=e) for g, a, e in shares),
        )
    }


def test_of_rules_that_imply_the_same_the_first_amount_is_told() -> None:
    units = [unit("U1", credit=4), unit("U2", credit=4)]
    rules = [
        rule("mandatory", "m", of={"units": ["U1"]}),
        amount("some", "units", at_least=1),
        amount("four", at_least=4),
        amount("eight", at_least=8),
    ]
    assert implied(edition([group("A", *units)], rules))["some"].by == ("four",)


def test_no_rule_of_nocn_level_2_is_implied() -> None:
    # 45 - 19 - 7 = 19 = 3 + 16, but B has 6 and C may make up for it: neither floor follows.
    assert implied(load().find("nocn-l2-customer-service").editions[0]) == {}


def test_of_two_rules_that_say_the_same_each_implies_the_other() -> None:
    groups = [group("A", unit("U1"), unit("U2"))]
    twice = [amount("once", at_least=1), amount("again", "units", at_least=1)]
    found = implied(edition(groups, twice))
    assert {name: fact.by for name, fact in found.items()} == {
        "once": ("again",),
        "again": ("once",),
    }


def test_a_ceiling_that_the_units_cannot_reach_is_implied_by_no_rule_at_all() -> None:
    # A has 2 credits; at most 2 of it bars nothing, at most 1 does.
    groups = [group("A", unit("U1"), unit("U2"))]
    found = implied(edition(groups, [amount("two", of={"groups": ["A"]}, at_most=2)]))
    assert found["two"].by == ()
    assert found["two"].left == Range(greatest=2)
    assert implied(edition(groups, [amount("one", of={"groups": ["A"]}, at_most=1)])) == {}


def test_a_requirement_that_a_mandatory_rule_meets_is_implied_by_it() -> None:
    groups = [group("A", unit("A1")), group("B", unit("B1"))]
    rules = [
        rule("requires", "b-needs-a", units=["B1"], needs=["A1"]),
        rule("mandatory", "all-a", of={"groups": ["A"]}),
    ]
    found = implied(edition(groups, rules))
    assert {name: fact.by for name, fact in found.items()} == {"b-needs-a": ("all-a",)}


def test_an_alternative_is_implied_where_one_of_its_parts_holds_in_any_case() -> None:
    groups = [group("A", unit("A1")), group("B", unit("B1"), unit("B2"))]
    parts = [
        amount("any-a", "units", of={"groups": ["A"]}, at_least=1),
        amount("both-b", "units", of={"groups": ["B"]}, at_least=2),
    ]
    rules = [
        rule("choose", "either", rules=parts, at_least=1),
        rule("mandatory", "all-a", of={"groups": ["A"]}),
    ]
    found = implied(edition(groups, rules))
    assert {name: fact.by for name, fact in found.items()} == {"either": ("all-a",)}
