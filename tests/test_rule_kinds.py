"""One truth table for each kind of rule, read to the referee and to the encoding alike.

The units are those of the fixture ``every_kind``; each row is a choice, the value that the rule
gives it, how far that falls short, by how much it is too high, and so whether the rule holds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, get_args

import pytest

from catalogue import Amount, Edition, Option, RuleAudit, audit
from catalogue.rules import KINDS, RuleKind
from solver.encoding.edition import compile_edition
from solver.program.engine import Clock, Outcome, Program, solve
from tests.factories import amount, edition, group, rule, unit

Row = tuple[str, int, int, int]
"""Units, value, shortfall, excess."""

TABLES: dict[str, tuple[dict[str, Any], list[Row]]] = {
    "credit at least": (
        amount("r", of={"groups": ["B"]}, at_least=5),
        # B1 is 5, B2 is 2 and S1, of the sub-group, 6; B2 at C is not in B
        [
            ("", 0, 5, 0),
            ("B:B2", 2, 3, 0),
            ("B1", 5, 0, 0),
            ("S1", 6, 0, 0),
            ("B1 B:B2 S1", 13, 0, 0),
            ("C:B2 A1", 0, 5, 0),
        ],
    ),
    "credit at most": (
        amount("r", of={"groups": ["B"]}, at_most=7),
        [("", 0, 0, 0), ("B1 B:B2", 7, 0, 0), ("S1 B:B2", 8, 0, 1), ("B1 S1", 11, 0, 4)],
    ),
    "units between": (
        amount("r", measure="units", of={"groups": ["B", "C"]}, at_least=1, at_most=2),
        [("A1", 0, 1, 0), ("S1", 1, 0, 0), ("S1 C1", 2, 0, 0), ("S1 C1 B1", 3, 0, 1)],
    ),
    "GLH of a level": (
        amount("r", measure="glh", of={"level": {"at_least": 3, "at_most": 3}}, at_most=35),
        # A1 20, A2 15, A3 16 and C1 12 are level 3; B1 and S1 are level 4, B2 is level 2
        [("A1 A2", 35, 0, 0), ("A1 A3", 36, 0, 1), ("B1 S1 B:B2", 0, 0, 0), ("C1", 12, 0, 0)],
    ),
    "listed units, some excepted": (
        amount(
            "r",
            measure="units",
            of={"units": ["A1", "B1", "B2"], "except": {"groups": ["C"]}},
            at_least=2,
        ),
        # B2 is excepted where it stands in C, and counts where it stands in B
        [("A1 B1", 2, 0, 0), ("A1 C:B2", 1, 1, 0), ("A1 B:B2", 2, 0, 0), ("S1 C1", 0, 2, 0)],
    ),
    "at least half, of a named base": (
        amount(
            "r",
            of={"level": {"at_least": 4}},
            at_least={"percent": 50, "base": {"groups": ["B", "C"]}},
        ),
        # S1 6 of 6+2+3 = 11: half of 11 is 5.5, so 6 are needed. B1 5 of 5+2+3 = 10: 5 needed.
        # B2 and C1 are 5 of base without any of level 4: 3 are needed.
        [
            ("", 0, 0, 0),
            ("A1", 0, 0, 0),
            ("S1 B:B2 C1", 6, 0, 0),
            ("B1 B:B2 C1", 5, 0, 0),
            ("B:B2 C1", 0, 3, 0),
        ],
    ),
    "at most a third, of a named base": (
        amount("r", of={"groups": ["C"]}, at_most={"percent": 33, "base": {}}),
        # C1 is 3. Of 3+6 = 9, 33 % is 2.97, so 2; of 3+4+3 = 10 it is 3.3, so 3.
        [("", 0, 0, 0), ("C1 S1", 3, 0, 1), ("C1 A1 A2", 3, 0, 0), ("C1", 3, 0, 3)],
    ),
    "more than half, of a named base": (
        amount(
            "r",
            of={"level": {"at_least": 4}},
            at_least={"percent": 50, "base": {"groups": ["B", "C"]}, "strict": True},
        ),
        # S1 6 of 11: more than 5.5, so 6. B1 5 of 10: 5 is half, 6 are needed. Of nothing, 1.
        [("", 0, 1, 0), ("S1 B:B2 C1", 6, 0, 0), ("B1 B:B2 C1", 5, 1, 0), ("B1 B:B2", 5, 0, 0)],
    ),
    "less than a third, of a named base": (
        amount("r", of={"groups": ["C"]}, at_most={"percent": "1/3", "base": {}, "strict": True}),
        # C1 is 3: a third of 3+6 = 9, less than one of 3+4+3 = 10; of nothing, never
        [("", 0, 0, 1), ("C1 S1", 3, 0, 1), ("C1 A1 A2", 3, 0, 0), ("A1", 0, 0, 0)],
    ),
    "TQT hours": (
        amount("r", measure="tqt", of={"groups": ["A"]}, at_least=70),
        # A1 has 4 credits and 40 hours, A2 3 and 30
        [("A1", 40, 30, 0), ("A1 A2", 70, 0, 0), ("B1", 0, 70, 0)],
    ),
    "mandatory": (
        rule("mandatory", "r", of={"groups": ["A"]}),
        # the second place is filled by A2 or by A3; with A1 alone one place is empty
        [
            ("", 0, 2, 0),
            ("A1", 1, 1, 0),
            ("A1 A2", 2, 0, 0),
            ("A1 A3", 2, 0, 0),
            ("B1 A3", 1, 1, 0),
        ],
    ),
    "mandatory with a sub-group": (
        rule("mandatory", "r", of={"groups": ["B"]}),
        [("B1 B:B2", 2, 1, 0), ("B1 B:B2 S1", 3, 0, 0), ("B1 C:B2 S1", 2, 1, 0)],
    ),
    "mandatory by one version": (
        rule("mandatory", "r", of={"units": ["A2"]}),
        # a place is in the scope if any version of it is, and either version fills it
        [("", 0, 1, 0), ("A2", 1, 0, 0), ("A3", 1, 0, 0)],
    ),
    "barred": (
        rule("barred", "r", units=["B1", "S1", "C1"]),
        [
            ("", 0, 0, 0),
            ("B1", 1, 0, 0),
            ("B1 S1", 2, 0, 1),
            ("B1 S1 C1", 3, 0, 2),
            ("A1", 0, 0, 0),
        ],
    ),
    "barred but for two": (
        rule("barred", "r", units=["B1", "S1", "C1"], at_most=2),
        [("B1 S1", 2, 0, 0), ("B1 S1 C1", 3, 0, 1)],
    ),
    "barred, in either group": (
        rule("barred", "r", units=["B2", "C1"]),
        [("B:B2", 1, 0, 0), ("B:B2 C1", 2, 0, 1), ("C:B2 C1", 2, 0, 1)],
    ),
    "requires": (
        rule("requires", "r", units=["C1"], needs=["B2"]),
        # nothing is asked without C1; B2 serves from either group
        [
            ("", 0, 0, 0),
            ("C1", 0, 1, 0),
            ("C1 B:B2", 1, 0, 0),
            ("C1 C:B2", 1, 0, 0),
            ("B:B2", 1, 0, 0),
        ],
    ),
    "requires two of three": (
        rule("requires", "r", units=["S1", "A1"], needs=["B1", "B2", "C1"], at_least=2),
        [("S1", 0, 2, 0), ("S1 B1", 1, 1, 0), ("A1 B1 C1", 2, 0, 0), ("A1 S1 B1 C1 B:B2", 3, 0, 0)],
    ),
    "co-requisite": (
        rule("requires", "r", units=["A1"], needs=["B1"], co_requisite=True),
        [("", 0, 0, 0), ("A1", 0, 1, 0), ("B1", 0, 1, 0), ("A1 B1", 1, 0, 0)],
    ),
    "choose exactly one": (
        rule(
            "choose",
            "r",
            at_least=1,
            at_most=1,
            rules=[
                amount("p", of={"groups": ["B"]}, at_least=5),
                amount("q", measure="units", of={"groups": ["C"]}, at_least=1),
            ],
        ),
        [("", 0, 1, 0), ("B1", 1, 0, 0), ("C1", 1, 0, 0), ("B1 C1", 2, 0, 1), ("B:B2", 0, 1, 0)],
    ),
    "choose all, nested": (
        rule(
            "choose",
            "r",
            at_least=2,
            rules=[
                amount("p", of={"groups": ["A"]}, at_least=4),
                rule(
                    "choose",
                    "q",
                    at_most=0,
                    rules=[
                        amount("q1", of={"groups": ["B"]}, at_least=1),
                        rule("requires", "q2", units=["C1"], needs=["A2"], co_requisite=True),
                    ],
                ),
            ],
        ),
        # q holds where neither q1 nor q2 does: no credit of B, and just one of C1 and A2
        [
            ("A1", 1, 1, 0),  # q2 holds with neither C1 nor A2, so q does not
            ("A1 A2", 2, 0, 0),
            ("A1 C1", 2, 0, 0),
            ("A1 A2 C1", 1, 1, 0),
            ("A1 C1 B1", 1, 1, 0),
            ("C1", 1, 1, 0),
        ],
    ),
    "spread": (
        rule("spread", "r", groups=["A", "B", "C"], at_least=2),
        # S1 stands in the sub-group of B, so it is one of B as well
        [
            ("", 0, 2, 0),
            ("A1 A2", 1, 1, 0),
            ("A1 B1", 2, 0, 0),
            ("B1 S1", 1, 1, 0),
            ("S1 C1", 2, 0, 0),
            ("A1 S1 C:B2", 3, 0, 0),
            ("B:B2 A1", 2, 0, 0),
            ("C:B2 C1", 1, 1, 0),
        ],
    ),
    "spread over few": (
        rule("spread", "r", groups=["A", "B", "C", "C"], at_most=1),
        # a group that is named twice is one group
        [("", 0, 0, 0), ("C1", 1, 0, 0), ("A1 C1", 2, 0, 1), ("A1 B1 C1", 3, 0, 2)],
    ),
    "spread in a choice": (
        rule(
            "choose",
            "r",
            at_most=0,
            rules=[rule("spread", "p", groups=["A", "B"], at_least=1, at_most=1)],
        ),
        # none of A and B, or both
        [("", 0, 0, 0), ("A1", 1, 0, 1), ("B1", 1, 0, 1), ("A1 S1", 0, 0, 0)],
    ),
    "choose among empty scopes": (
        rule(
            "choose",
            "r",
            at_least=1,
            at_most=1,
            rules=[
                amount("p", of={"level": {"at_least": 8}}, at_least=1),
                rule("mandatory", "q", of={"level": {"at_least": 8}}),
            ],
        ),
        # there is no unit of level 8: p never holds and q, asking for no place, always does
        [("", 1, 0, 0), ("A1 B1", 1, 0, 0)],
    ),
}

ROWS = [
    pytest.param(raw, row, id=f"{name}: {row[0] or 'nothing'}")
    for name, (raw, rows) in TABLES.items()
    for row in rows
]


def alone(every_kind: Edition, raw: dict[str, Any]) -> Edition:
    return edition(every_kind.groups, [raw])


def judged(made: Edition, choice: Sequence[Option]) -> RuleAudit:
    (verdict,) = audit(made, choice).rules
    return verdict


@pytest.mark.parametrize(("raw", "row"), ROWS)
def test_the_referee_reads_the_table(
    every_kind: Edition, pick: Callable[..., list[Option]], raw: dict[str, Any], row: Row
) -> None:
    units, value, shortfall, excess = row
    verdict = judged(alone(every_kind, raw), pick(*units.split()))
    assert (verdict.value, verdict.shortfall, verdict.excess) == (value, shortfall, excess)
    assert verdict.holds == (shortfall == excess == 0)


@pytest.mark.parametrize(("raw", "row"), ROWS)
def test_the_encoding_reads_the_table(
    every_kind: Edition, pick: Callable[..., list[Option]], raw: dict[str, Any], row: Row
) -> None:
    units, _, shortfall, excess = row
    made = alone(every_kind, raw)
    compiled = compile_edition(made)
    chosen = {option.index for option in pick(*units.split())}
    fixed = {option.index: option.index in chosen for option in made.options}
    rules = [bound for _, bounds in compiled.rules for bound in bounds]
    found = solve(Program(compiled.names, rules, compiled.definitions, fixed), clock=Clock(60))
    holds = shortfall == excess == 0
    assert found.outcome is (Outcome.OPTIMAL if holds else Outcome.INFEASIBLE)


def test_two_versions_of_a_place_clash(
    every_kind: Edition, pick: Callable[..., list[Option]]
) -> None:
    verdict = audit(every_kind, pick("A1", "A2", "A3"))
    assert not verdict.legal
    (clash,) = verdict.clashes
    assert (clash.kind, clash.place, clash.units) == ("place-filled-twice", "A3", ("A2", "A3"))


def test_a_unit_counts_once(every_kind: Edition, pick: Callable[..., list[Option]]) -> None:
    verdict = audit(every_kind, pick("B:B2", "C:B2"))
    (clash,) = verdict.clashes
    assert (clash.kind, clash.group, clash.units) == ("unit-counted-twice", "C", ("B2",))


def test_every_kind_is_there_once(every_kind: Edition) -> None:
    assert {rule.kind for rule in every_kind.rules} == set(KINDS)


def test_the_kinds_are_those_of_the_union_and_each_has_a_table() -> None:
    assert get_args(RuleKind) == KINDS
    assert {raw["kind"] for raw, _ in TABLES.values()} == set(KINDS)


def test_every_kind_can_be_met(every_kind: Edition, pick: Callable[..., list[Option]]) -> None:
    # A1 4 + A2 3 + B1 5 = 12 credits; level 4 is 5 of 5 from B and C; B has 5, C none
    assert audit(every_kind, pick("A1", "A2", "B1")).legal


def test_the_credit_that_a_unit_lacks_is_never_none_at_all() -> None:
    made = edition([group("A", unit("U", credit=None))], [amount("all", "units", at_least=1)])
    total = Amount.model_validate(amount("total", at_least=1))
    unsound = made.model_copy(update={"rules": (total,)})  # which no file can say
    with pytest.raises(ValueError, match="U has no credit, and null is never 0"):
        audit(unsound, made.options)
