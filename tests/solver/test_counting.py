"""The number of legal choices is exact, and counting gives up rather than guess."""

from __future__ import annotations

from collections import Counter
from datetime import date
from math import comb, isclose, log2

from hypothesis import given

from catalogue import Edition, Option, load
from solver.encoding.edition import compile_edition
from solver.program.engine import Clock
from solver.structure.counting import MOST_STATES, Count, _order, _Sums, count_choices
from tests.factories import amount, edition, group, place, rule, unit
from tests.oracle import legal_choices
from tests.strategies import editions, tries


def count(
    one: Edition, options: tuple[Option, ...] | None = None, most_states: int = MOST_STATES
) -> Count:
    chosen = one.options if options is None else options
    compiled = compile_edition(one)
    return count_choices(compiled, chosen, clock=Clock(60), most_states=most_states)


@given(editions(most=6))
@tries(80)
def test_as_many_sets_of_units_are_counted_as_brute_force_finds(one: Edition) -> None:
    found = {frozenset(option.unit.reference for option in c) for c in legal_choices(one)}
    assert count(one) == Count(len(found))


@given(editions(most=6))
@tries(20)
def test_only_choices_of_open_units_are_counted(one: Edition) -> None:
    day = date(2024, 6, 3)
    usable = tuple(option for option in one.options if option.version.open_on(day))
    found = {
        frozenset(option.unit.reference for option in choice)
        for choice in legal_choices(one)
        if all(option.version.open_on(day) for option in choice)
    }
    assert count(one, usable) == Count(len(found))


@given(editions(most=8))
@tries(40)
def test_each_unit_in_turn_leaves_the_least_open_as_its_definition_has_it(one: Edition) -> None:
    sums = _Sums(compile_edition(one), {option.index for option in one.options})
    places: dict[str, list[int]] = {}
    for option in one.options:
        places.setdefault(option.unit.reference, []).append(option.index)

    def open_after(seen: set[int]) -> float:
        return sum(
            log2(1 + sum(map(abs, (*found.terms.values(), *found.parts.values()))))
            for found in sums.sums.values()
            if not found.support <= seen and not found.support.isdisjoint(seen)
        )

    left, seen = list(places.values()), set[int]()
    for next_one in _order(list(places.values()), sums):
        least = min(open_after(seen.union(other)) for other in left)
        left.remove(list(next_one))
        seen.update(next_one)
        assert isclose(open_after(seen), least, abs_tol=1e-9)
    assert not left


def test_the_two_placements_of_the_same_units_are_one_choice() -> None:
    # U stands in A and in B. At least 1 unit of U, V: {U}, {V}, {U, V}: 3 sets, though 5
    # placements.
    shared, alone = unit("U"), unit("V")
    groups = [group("A", shared), group("B", place(shared), place(alone))]
    assert count(edition(groups, [amount("some", "units", at_least=1)])) == Count(3)


def test_a_unit_that_only_one_of_its_places_makes_legal_is_counted() -> None:
    # At most 0 units of A: U counts in B. {} and {U}: 2.
    shared = unit("U")
    groups = [group("A", shared), group("B", place(shared))]
    rules = [amount("none-of-a", "units", of={"groups": ["A"]}, at_most=0)]
    assert count(edition(groups, rules)) == Count(2)


def test_alternative_rule_sets_are_counted_once_where_both_hold() -> None:
    # All 2 of A, or all 2 of B: 2^2 + 2^2 - 1 = 7 of the 16 subsets.
    groups = [group("A", unit("A1"), unit("A2")), group("B", unit("B1"), unit("B2"))]
    parts = [
        rule("mandatory", "all-a", of={"groups": ["A"]}),
        rule("mandatory", "all-b", of={"groups": ["B"]}),
    ]
    assert count(edition(groups, [rule("choose", "either", rules=parts, at_least=1)])) == Count(7)


def test_a_count_past_any_machine_word_is_exact() -> None:
    # Exactly 35 of 70 units.
    groups = [group("A", *(unit(f"U{number}") for number in range(70)))]
    half = edition(groups, [amount("half", "units", at_least=35, at_most=35)])
    assert count(half) == Count(comb(70, 35))


def test_a_rule_that_nothing_meets_has_no_choice() -> None:
    groups = [group("A", unit("U1", credit=5))]
    assert count(edition(groups, [amount("much", at_least=6)])) == Count(0)


def test_counting_gives_up_past_the_limit_of_states_and_says_why() -> None:
    # Subsets of 1, 2, 4, ... 512 credits have 1,024 different sums, all of them needed while
    # the exact total of 512 is still to be reached: 1 + 2 + ... + 256 = 511 keeps them apart.
    groups = [group("A", *(unit(f"U{power}", credit=1 << power) for power in range(10)))]
    exact = edition(groups, [amount("exact", at_least=500, at_most=512)])
    assert count(exact, most_states=20) == Count(None, "too-many-states")
    # 500 to 512 of 0 to 1,023, each sum once: 13 choices.
    assert count(exact) == Count(13)


def test_counting_stops_when_time_is_up_and_says_why() -> None:
    groups = [group("A", unit("U1"), unit("U2"))]
    one = edition(groups, [amount("one", "units", at_least=1)])
    found = count_choices(compile_edition(one), one.options, clock=Clock(0))
    assert found == Count(None, "out-of-time")


def test_progress_counts_the_units_up() -> None:
    groups = [group("A", unit("U1"), unit("U2"), unit("U3"))]
    one = edition(groups, [amount("one", "units", at_least=1)])
    seen: list[tuple[int, int]] = []
    count_choices(
        compile_edition(one),
        one.options,
        clock=Clock(60),
        progress=lambda done, total: seen.append((done, total)),
    )
    assert seen == [(0, 3), (1, 3), (2, 3)]


def test_ocr_level_4_has_as_many_choices_as_its_groups_multiplied_out() -> None:
    # Group A is mandatory: 14 credits, 11 of them at level 4. For each (credit, credit at level 4
    # or above) the subsets of B and of C are tallied by themselves; a pair is legal where B gives
    # at least 20, C at most 16, both with A at least 50, and 38 at level 4 or above.
    one = load().find("ocr-l4-customer-service").editions[0]

    def tally(name: str) -> Counter[tuple[int, int]]:
        sums = Counter({(0, 0): 1})
        for option in one.options:
            if option.group == name:
                worth = option.unit.credit or 0
                high = worth if (option.unit.level or 0) >= 4 else 0
                more = {(c + worth, h + high): n for (c, h), n in sums.items()}
                sums = sums + Counter(more)
        return sums

    low_c = [(c, high, ways) for (c, high), ways in tally("C").items() if c <= 16]
    legal = sum(
        ways_b * ways_c
        for (b, b_high), ways_b in tally("B").items()
        for c, c_high, ways_c in low_c
        if b >= 20 and 14 + b + c >= 50 and 11 + b_high + c_high >= 38
    )
    assert count(one) == Count(legal) == Count(4_180_585)
