"""What rules would have to say for a choice to be legal, held against every choice."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import assume, given

from catalogue import Amount, Barred, Choose, Edition, Percent, Rule, audit
from solver import RuleRepair, RulesRepair, inspect
from solver.program.engine import Clock
from solver.structure.mending import MOST_SETS, Mending
from solver.structure.regions import OutOfTime
from solver.structure.unmet import RuleRepairs, conflict_of, rule_repairs
from tests.factories import amount, edition, group, qualification, rule, unit
from tests.oracle import every_choice
from tests.strategies import editions, tries

ON = date(2024, 1, 1)


def repairs_of(one: Edition) -> RuleRepairs:
    return rule_repairs(one, conflict_of(qualification(one), one, ON, 60), ON, 60)


def audits_of(one: Edition) -> list[Any]:
    every = (c for c in every_choice(one) if all(o.version.open_on(ON) for o in c))
    return [judged for judged in (audit(one, choice) for choice in every) if not judged.clashes]


def broken(judged: Any) -> frozenset[str]:
    return frozenset(verdict.id for verdict in judged.broken)


def moved(one: Edition, change: RuleRepair, by: int = 0) -> Edition:
    """The edition with one rule, or part of one, changed as told, and a little more."""

    def told(given: Rule) -> Rule | None:
        if given.id == change.rule:
            if change.bound is None:
                return None
            assert change.after is not None
            return given.model_copy(update={change.bound: change.after + by})
        if isinstance(given, Choose):
            parts = tuple(part for part in map(told, given.rules) if part is not None)
            return given.model_copy(update={"rules": parts})
        return given

    rules = (told(given) for given in one.rules)
    return one.replace(rules=tuple(given for given in rules if given is not None))


def any_legal(one: Edition) -> bool:
    return any(not broken(judged) for judged in audits_of(one))


def numbered(given: Rule) -> bool:
    ends = (getattr(given, "at_least", None), getattr(given, "at_most", None))
    return isinstance(given, Amount | Barred) and not any(isinstance(e, Percent) for e in ends)


@given(editions(most=4))
@tries(8)
def test_the_changes_told_are_enough_no_smaller_ones_are_and_none_is_missing(one: Edition) -> None:
    audits = audits_of(one)
    assume(all(map(broken, audits)))
    found = repairs_of(one)
    fewest = min(len(broken(judged)) for judged in audits)
    expected = {broken(judged) for judged in audits if len(broken(judged)) == fewest}
    rules = {given.id: given for given in one.rules}
    if fewest > 1:
        assert found.alone == ()
        assert found.complete
        assert {
            frozenset(whole(one, c.rule) for c in s.changes) for s in found.together
        } == expected
        for together in found.together:
            assert_nearest(one, together, audits)
        return
    assert found.together == ()
    assert {frozenset({whole(one, change.rule)}) for change in found.alone} == expected
    for change in found.alone:
        assert any_legal(moved(one, change))
        if change.bound is not None:
            nearer = 1 if change.bound == "at_least" else -1
            assert not any_legal(moved(one, change, nearer))
        else:
            assert not numbered(rules[change.rule])


def whole(one: Edition, name: str) -> str:
    """The rule of an edition that a part belongs to; the random ones are numbered ``r0.1``."""
    return name.split(".")[0]


def assert_nearest(one: Edition, together: RulesRepair, audits: list[Any]) -> None:
    """The changes are enough, and no choice that breaks just these rules is nearer."""
    mended = one
    for change in together.changes:
        mended = moved(mended, change)
    assert any_legal(mended)
    rules = {given.id: given for given in one.rules}
    names = {whole(one, change.rule) for change in together.changes}
    if not all(numbered(rules[name]) for name in names):
        return

    def weight(before: int | None) -> int:
        return max(1, 1_000_000 // max(1, before or 0))

    costs = [
        sum(v.shortfall * weight(v.at_least) + v.excess * weight(v.at_most) for v in judged.broken)
        for judged in audits
        if broken(judged) == names
    ]
    assert min(costs) == sum(
        abs(change.after - change.before) * weight(change.before)
        for change in together.changes
        if change.after is not None and change.before is not None
    )


def test_two_rules_that_must_both_change_are_told_with_the_nearest_bounds() -> None:
    groups = [group("A", unit("A1", credit=2)), group("B", unit("B1", credit=3))]
    rules = [
        amount("a", of={"groups": ["A"]}, at_least=5),
        amount("b", of={"groups": ["B"]}, at_least=6),
    ]
    one = edition(groups, rules)
    (finding,) = (f for f in inspect(qualification(one), one).findings if f.kind == "unsatisfiable")
    assert [[c.name for c in told.causes] for told in finding.conflicts] == [["a"], ["b"]]
    assert finding.repairs == ()
    (both,) = finding.sets
    assert both.changes == (
        RuleRepair(rule="a", bound="at_least", before=5, after=2),
        RuleRepair(rule="b", bound="at_least", before=6, after=3),
    )
    assert finding.sets_complete


def test_a_floor_and_a_ceiling_that_give_way_weigh_alike() -> None:
    # P is 2 of 10 credits short and 3 of 10 hours over, a half together; Q 5 short and 1 over
    units = [unit("P", credit=8, glh=13), unit("Q", credit=5, glh=11)]
    rules = [
        amount("one", "units", at_least=1, at_most=1),
        amount("credit", at_least=10),
        amount("hours", "glh", at_most=10),
    ]
    found = repairs_of(edition([group("A", *units)], rules))
    assert not found.alone
    (both,) = (
        one for one in found.together if {c.rule for c in one.changes} == {"credit", "hours"}
    )
    assert [change.after for change in both.changes] == [8, 13]


def test_of_a_pathway_the_part_that_asks_too_much_is_told_rather_than_all_of_it() -> None:
    groups = [group("A", unit("A1", credit=6)), group("B", unit("B1", credit=3))]
    parts = [
        amount("sales", of={"groups": ["A"]}, at_least=7),
        rule("mandatory", "service", of={"groups": ["B"]}),
    ]
    rules = [
        rule("choose", "pathway", rules=parts, at_least=1, at_most=1),
        amount("few", of={"groups": ["B"]}, at_most=0),
    ]
    found = repairs_of(edition(groups, rules))
    assert found.alone[0] == RuleRepair(rule="sales", bound="at_least", before=7, after=6)
    assert {change.rule for change in found.alone} == {"sales", "few"}


def test_that_there_are_more_sets_than_are_told_is_said() -> None:
    # Of four units, each asked for, two rules admit two: any two of the four may go (6 sets), or
    # both of the two.
    names = ["U1", "U2", "U3", "U4"]
    rules = [amount(f"r{n}", "units", of={"units": [n]}, at_least=1) for n in names]
    rules += [amount(few, "units", at_most=2) for few in ("few-1", "few-2")]
    found = repairs_of(edition([group("A", *map(unit, names))], rules))
    assert not found.alone
    assert {len(one.changes) for one in found.together} == {2}
    assert len(found.together) == MOST_SETS
    assert not found.complete


def test_a_larger_set_is_not_told_beside_the_smallest() -> None:
    # Two rules ask for a unit each, three admit none of them: two go, or three
    names = ["U1", "U2"]
    rules = [amount(f"r{n}", "units", of={"units": [n]}, at_least=1) for n in names]
    rules += [amount(f"none-{number}", "units", at_most=0) for number in range(3)]
    found = repairs_of(edition([group("A", *map(unit, names))], rules))
    assert [{change.rule for change in one.changes} for one in found.together] == [{"rU1", "rU2"}]
    assert found.complete


def test_sets_of_rules_that_were_not_looked_for_to_the_end_are_not_told() -> None:
    one = edition([group("A", unit("U1"))], [amount("two", "units", at_least=2)])
    with pytest.raises(OutOfTime):
        Mending(one, one.options, Clock(0)).fewest()
