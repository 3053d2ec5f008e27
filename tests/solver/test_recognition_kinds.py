"""What documents say of recognition, each with its arithmetic."""

from __future__ import annotations

from pathlib import Path

import pytest

from adviser.words.ledger import because, counting
from catalogue import Edition, Way, load
from catalogue.equivalence import doubt_of_equivalence
from catalogue.learner.record import Achievement
from catalogue.policy import Cap, Pair
from catalogue.rules import Percent, Scope
from solver import Conflict, Plan
from tests.factories import amount, edition, group, rule, unit
from tests.solver.test_recognition import counts, moved, plan_of, policy, reasons, record

# M1 to M3 are mandatory with 6 credits each; 24 are needed, so one of O1 and O2 (6 each) as well
THREE = edition(
    [
        group("M", *(unit(f"M{n}", credit=6) for n in (1, 2, 3))),
        group("O", unit("O1", credit=6), unit("O2", credit=6)),
    ],
    [rule("mandatory", "m", of={"groups": ["M"]}), amount("total", at_least=24)],
)


def listing(way: Way, held: object, counts_as: object) -> Edition:
    pairs = (Pair.model_validate({"held": held, "counts_as": counts_as}),)
    return THREE.replace(recognition=(policy(way, pairs=pairs),))


class TestEntriesOfSeveral:
    def test_one_award_gives_several_units(self) -> None:
        made = listing(Way.EXEMPTION, "Old Certificate", ["M1", "M2", "M3"])
        award = {"award": "Old certificate"}
        answer = moved(made, record().model_validate({"achievements": [award]}))
        assert plan_of(answer).totals.new_credit == 6
        (entry,) = answer.ledger
        assert (entry.unit, entry.also_units) == ("M1", ("M2", "M3"))

    def test_what_is_held_together_counts_as_one(self) -> None:
        made = listing(Way.EQUIVALENCE, ["P1", "P2"], "M1")
        both = moved(made, record("P1", "P2"))
        assert plan_of(both).totals.new_credit == 18
        assert [entry.together for entry in both.ledger] == [("P2",), ("P1",)]

    def test_half_of_what_is_needed_counts_for_nothing(self) -> None:
        made = listing(Way.EQUIVALENCE, ["P1", "P2"], "M1")
        answer = moved(made, record("P1"))
        assert plan_of(answer).totals.new_credit == 24
        (entry,) = answer.ledger
        assert (entry.reason, entry.needs) == ("incomplete", ("P2",))

    def test_an_entry_is_used_whole_or_not_at_all(self) -> None:
        # OLD is worth M1 and O1 or nothing. With a cap of 6 credits it is nothing
        made = listing(Way.EQUIVALENCE, "OLD", ["M1", "O1"])
        assert plan_of(moved(made, record("OLD"))).totals.new_credit == 12
        (entry,) = made.recognition
        capped = entry.model_copy(update={"caps": (Cap(measure="credit", at_most=6),)})
        answer = moved(made.replace(recognition=(capped,)), record("OLD"))
        assert plan_of(answer).totals.new_credit == 24

    def test_what_is_held_is_used_by_one_entry_at_the_most(self) -> None:
        pairs = (Pair(held="OLD", counts_as=("M1", "M2")), Pair(held="OLD", counts_as="M3"))
        made = THREE.replace(recognition=(policy(Way.EQUIVALENCE, pairs=pairs),))
        # two units are more than one
        assert plan_of(moved(made, record("OLD"))).totals.new_credit == 12
        assert plan_of(moved(made, record("OLD", "OLD"))).totals.new_credit == 6

    def test_several_may_count_as_several(self) -> None:
        made = listing(Way.EQUIVALENCE, ["P1", "P2"], ["M1", "M2"])
        assert plan_of(moved(made, record("P1", "P2"))).totals.new_credit == 12
        assert reasons(moved(made, record("P2"))) == {"P2": "incomplete"}


# six units of 20 credits, of which exactly 120 are needed
SIX = edition(
    [group("A", *(unit(f"U{n}", credit=20) for n in range(1, 7)), unit("U7", credit=20))],
    [amount("total", at_least=120, at_most=120)],
)


class TestShares:
    @pytest.mark.parametrize(
        ("at_most", "new"),
        # of 120 credits two thirds are 80; 66 per cent are 79.2 and 66.66 are 79.992, which three
        # units of 20 are within and four are not
        [
            ("2/3", 40),
            ("two thirds", 40),
            (67, 40),
            (66.67, 40),
            (66.66, 60),
            (66, 60),
            ("5/6", 20),
        ],
    )
    def test_a_cap_may_be_a_fraction(self, at_most: float | str, new: int) -> None:
        caps = (Cap.model_validate({"measure": "percent", "at_most": at_most}),)
        made = SIX.replace(recognition=(policy("any", caps=caps),))
        held = record(*(f"U{n}" for n in range(1, 6)))
        answer = moved(made, held, allow_retakes=True)
        assert plan_of(answer).totals.new_credit == new

    def test_a_share_may_be_of_the_units(self) -> None:
        caps = (Cap(measure="percent", at_most="1/3", share_of="units"),)
        made = SIX.replace(recognition=(policy("any", caps=caps),))
        # a third of six units
        answer = moved(made, record("U1", "U2", "U3"), allow_retakes=True)
        assert len(counts(answer)) == 2

    def test_a_rule_may_ask_for_a_third(self) -> None:
        third = {"percent": "1/3", "base": {}}
        made = edition(
            [
                group("P", unit("P1", credit=10, glh=10), unit("P2", credit=10, glh=10)),
                group("Q", *(unit(f"Q{n}", credit=10, glh=100) for n in (1, 2, 3))),
            ],
            [
                amount("total", at_least=30),
                amount("third", of={"groups": ["P"]}, at_most=third),
            ],
        )
        # 10 of 30 from P, so 10 + 100 + 100 hours; with 33 per cent none could be from P
        assert plan_of(moved(made, record(), goals=["least-glh"])).totals.new_glh == 210

    @pytest.mark.parametrize("share", [66.66667, "21/2", "2/0", "a tithe", True])
    def test_a_share_that_is_not_exact_is_refused(self, share: object) -> None:
        with pytest.raises(ValueError, match=r"share|whole"):
            Cap.model_validate({"measure": "percent", "at_most": share})
        with pytest.raises(ValueError, match=r"share|base"):
            Percent.model_validate({"percent": share, "base": {}})


# at least 40 of the 60 credits from AS
TOWARDS = edition(
    [
        group("AS", *(unit(f"A{n}", credit=20) for n in (1, 2, 3))),
        group("F", unit("F1", credit=20), unit("F2", credit=20)),
    ],
    [amount("total", at_least=60), amount("as", of={"groups": ["AS"]}, at_least=40)],
)


class TestScopes:
    def test_recognition_may_stop_at_a_group(self) -> None:
        no_group = policy(Way.CREDIT_TRANSFER, not_to_groups=["AS"])
        made = TOWARDS.replace(recognition=(no_group,))
        answer = moved(made, record("A1"))
        # A1 counts for the total alone, so that A2 and A3 must be studied
        assert counts(answer) == {"A1": "credit-transfer"}
        studied = [one.unit for one in plan_of(answer).units if one.through is Way.STUDY]
        assert studied == ["A2", "A3"]

    def test_it_stops_only_where_a_unit_is_taken_in_as_one_of_that_group(self) -> None:
        # of AS and F together 40: F1 is one of F, and A1 one of AS
        both = amount("both", of={"groups": ["AS", "F"]}, at_least=40)
        made = edition(TOWARDS.groups, [both], recognition=[policy(Way.CREDIT_TRANSFER)])
        stops = policy(Way.CREDIT_TRANSFER, not_to_groups=["AS"])
        for held, stopped in (("F1", 20), ("A1", 40)):
            assert plan_of(moved(made, record(held))).totals.new_credit == 20
            answer = moved(made.replace(recognition=(stops,)), record(held))
            assert plan_of(answer).totals.new_credit == stopped

    def test_recognition_may_stop_at_every_group(self) -> None:
        made = TOWARDS.replace(recognition=(policy(Way.CREDIT_TRANSFER, gives="not-to-groups"),))
        answer = moved(made, record("A1", "F1"))
        # both count for the total, 40 of 60; the 40 that AS must give are A2 and A3
        assert set(counts(answer)) == {"A1", "F1"}
        studied = [one.unit for one in plan_of(answer).units if one.through is Way.STUDY]
        assert studied == ["A2", "A3"]
        assert counting(answer.ledger[0]).endswith("for 20 credits, but not towards any group.")

    def test_a_cap_may_be_on_a_group_alone(self) -> None:
        caps = (Cap(measure="credit", at_most=20, of=Scope(groups=("AS",))),)
        made = TOWARDS.replace(recognition=(policy("any", caps=caps),))
        answer = moved(made, record("A1", "A2", "F1"))
        assert set(counts(answer)) == {"A1", "F1"}
        assert reasons(answer) == {"A2": "cap-reached"}

    def test_a_unit_may_be_kept_from_recognition(self) -> None:
        not_a1 = policy(Way.CREDIT_TRANSFER, **{"except": {"units": ["A1"]}})
        made = TOWARDS.replace(recognition=(not_a1,))
        answer = moved(made, record("A1", "A2"))
        assert counts(answer) == {"A2": "credit-transfer"}
        assert reasons(answer) == {"A1": "not-accepted"}

    def test_a_way_may_be_for_some_units_alone(self) -> None:
        made = TOWARDS.replace(recognition=(policy(Way.CREDIT_TRANSFER, of={"groups": ["F"]}),))
        answer = moved(made, record("A1", "F1"))
        assert counts(answer) == {"F1": "credit-transfer"}


class TestAwardedThroughRPL:
    """A1 was awarded through RPL, A2 is experience still to be assessed; 20 credits each."""

    HELD = (
        Achievement(unit="A1", route="awarded through RPL"),
        Achievement(unit="A2", route="RPL"),
    )

    @pytest.mark.parametrize(
        ("awarded_too", "most", "counted"),
        [
            (False, 20, {"A1": "credit-transfer", "A2": "rpl"}),
            (False, 0, {"A1": "credit-transfer"}),
            # the document reaches what was awarded before: both are 40, and only one is within 20
            (True, 20, {"A1": "credit-transfer"}),
            (True, 40, {"A1": "credit-transfer", "A2": "rpl"}),
        ],
    )
    def test_a_cap_reaches_it_only_if_the_document_says_so(
        self, awarded_too: bool, most: int, counted: dict[str, str]
    ) -> None:
        caps = (Cap(measure="credit", at_most=most, awarded_too=awarded_too),)
        made = TOWARDS.replace(recognition=(policy(Way.RPL, caps=caps),))
        answer = moved(made, record(*self.HELD))
        assert counts(answer) == counted
        assert reasons(answer) == dict.fromkeys({"A1", "A2"} - set(counted), "cap-reached")

    def test_where_the_cap_keeps_it_out_the_cap_of_rpl_is_told(self) -> None:
        caps = (Cap(measure="credit", at_most=0, awarded_too=True),)
        made = TOWARDS.replace(recognition=(policy(Way.RPL, caps=caps),))
        answer = moved(made, record(self.HELD[0]), allow_retakes=True)
        (entry,) = answer.ledger
        assert because(entry).startswith(
            "At most 0 credits (with what was awarded through it before) may be recognised by RPL."
        )


class TestRetakes:
    HALF = SIX.replace(recognition=(policy("any", caps=(Cap(measure="percent", at_most=50),)),))

    def test_where_nothing_else_is_left_the_cap_is_named(self) -> None:
        held = record(*(f"U{n}" for n in range(1, 8)))
        answer = moved(self.HALF, held).plan
        assert isinstance(answer, Conflict)
        assert {cause.kind for cause in answer.causes} == {"cap", "retake", "rule"}
        again = [c for r in answer.repairs for c in r.changes if c.kind == "allow-retake"]
        # 60 of 120 may be recognised: three units of 20 must be studied
        assert [len(change.units) for change in again] == [3]
        assert answer.rechecked

    def test_where_something_else_is_left_that_is_studied(self) -> None:
        answer = moved(self.HALF, record("U1", "U2", "U3", "U4"))
        studied = [one.unit for one in plan_of(answer).units if one.through is Way.STUDY]
        # the cap keeps one of the four out, and the other three units are studied
        assert studied == ["U5", "U6", "U7"]

    def test_it_can_be_allowed(self) -> None:
        held = record(*(f"U{n}" for n in range(1, 8)))
        assert isinstance(moved(self.HALF, held, allow_retakes=True).plan, Plan)

    def test_what_is_too_old_may_be_studied_again(self) -> None:
        old = policy(Way.CREDIT_TRANSFER, currency_years=1)
        made = SIX.replace(recognition=(old,))
        answer = moved(made, record("U1@2015-01-01"))
        assert "U1" in [one.unit for one in plan_of(answer).units if one.through is Way.STUDY]


FILE = """\
number: null
short_name: smaller
title: Smaller
awarding_organisation: A test
level: 3
documents: {s: A test}
units:
  - {reference: BIG, title: Big, level: 3, credit: 6, glh: 1, sources: [{document: s}]}
  - {reference: O1, title: Other, level: 3, credit: 6, glh: 1, sources: [{document: s}]}
  - {reference: OLD, title: Old, level: LEVEL, credit: CREDIT, glh: 1, sources: [{document: s}]}
editions:
  - edition: v1
    source: {document: s}
    groups: [{id: A, title: A, units: [BIG, O1, OLD]}]
    rules:
      - id: t
        kind: amount
        measure: units
        of: {groups: [A]}
        at_least: 1
        says: One.
        source: {document: s}
    recognition:
      - way: equivalence
        accepted: true
        says: Listed units count.
        source: {document: s}
        pairs: [PAIRS]
"""


@pytest.mark.parametrize(
    ("credit", "level", "pairs", "told"),
    [
        (2, 3, "{held: OLD, counts_as: BIG}", "OLD has 2 credits, and counts as 6"),
        (6, 1, "{held: OLD, counts_as: BIG}", "OLD is at level 1, and counts as one at level 3"),
        (2, 1, "{held: OLD, counts_as: BIG}", "as 6; it is at level 1, and counts as one at"),
        (6, 3, "{held: OLD, counts_as: [BIG, O1]}", "OLD has 6 credits, and counts as 12"),
        (6, 3, "{held: X, counts_as: BIG}, {held: X, counts_as: O1}", "counts_as: [BIG, O1]"),
        (6, 3, "{held: OLD, counts_as: BIG}", None),
        (9, 4, "{held: OLD, counts_as: BIG}", None),
        (2, 3, "{held: [OLD, O1], counts_as: BIG}", None),
        (2, 1, "{held: [OLD, O1], counts_as: BIG}", "have one at level 1, and count as one at"),
    ],
)
def test_an_equivalence_from_less_is_doubted(
    tmp_path: Path, credit: int, level: int, pairs: str, told: str | None
) -> None:
    text = FILE.replace("CREDIT", str(credit)).replace("LEVEL", str(level))
    (tmp_path / "q.yaml").write_text(text.replace("PAIRS", pairs), encoding="utf-8")
    warnings = [one.message for one in load([tmp_path], shipped=False).warnings]
    assert len(warnings) == (told is not None)
    assert all(told in warning for warning in warnings if told)


@pytest.mark.parametrize(
    ("gives", "cap", "doubted"),
    [
        ("no-credit", "{measure: credit, at_most: 6}", True),
        ("no-credit", "{measure: percent, at_most: 50}", True),
        ("no-credit", "{measure: units, at_most: 1}", False),
        ("no-credit", "{measure: percent, share_of: units, at_most: 50}", False),
        ("not-to-levels", "{measure: credit, at_most: 6}", False),
        ("full", "{measure: credit, at_most: 6}", False),
    ],
)
def test_a_cap_on_credit_that_is_not_given_is_doubted(
    tmp_path: Path, gives: str, cap: str, doubted: bool
) -> None:
    more = f"pairs: []\n        gives: {gives}\n        caps: [{cap}]"
    text = FILE.replace("pairs: [PAIRS]", more).replace("CREDIT", "6").replace("LEVEL", "3")
    (tmp_path / "q.yaml").write_text(text, encoding="utf-8")
    warnings = [one.message for one in load([tmp_path], shipped=False).warnings]
    assert any("holds nothing back" in warning for warning in warnings) is doubted


@pytest.mark.parametrize(
    ("held", "doubt"),
    [
        ("O1", None),  # as much credit at the same level
        ("O2", "O2 has 5 credits, and counts as 6"),
        ("O3", "O3 is at level 2, and counts as one at level 3"),
    ],
)
def test_the_ledger_doubts_an_equivalence_from_less(held: str, doubt: str | None) -> None:
    made = edition(
        [
            group("M", unit("M1", credit=6)),
            group("O", unit("O1", credit=6), unit("O2", credit=5), unit("O3", level=2, credit=6)),
        ],
        [rule("mandatory", "m", of={"groups": ["M"]})],
        recognition=(
            policy(
                Way.EQUIVALENCE, pairs=(Pair.model_validate({"held": held, "counts_as": "M1"}),)
            ),
        ),
    )
    (entry,) = moved(made, record(held)).ledger
    assert (entry.counts, entry.doubt) == (True, doubt)
    assert counting(entry).endswith("for 6 credits." if doubt is None else f"at: {doubt}.")


def test_to_accept_one_thing_makes_no_retake_of_another() -> None:
    # neither U0 nor U1 has a date: neither counts, and one of them at the most may be studied. The
    # way out is to accept one and study the other, which was once an internal error
    made = edition(
        [group("A", unit("U0", credit=1), unit("U1", credit=4))],
        [amount("total", at_least=5)],
        recognition=(policy(Way.CREDIT_TRANSFER, currency_years=5),),
    )
    answer = moved(made, record("U0", "U1"), limits={"new_units": 1})
    assert isinstance(answer.plan, Conflict)
    assert any(
        change.kind == "accept-recognition" and len(change.units) == 1
        for repair in answer.plan.repairs
        for change in repair.changes
    )


def test_a_unit_without_credit_is_none_of_one() -> None:
    held, gives = unit("OLD", credit=0), unit("NEW", credit=1)
    told = doubt_of_equivalence(["OLD"], ["NEW"], {"OLD": held, "NEW": gives})
    assert "OLD has 0 credits, and counts as 1" in told
    assert not doubt_of_equivalence(["OLD"], ["OLD"], {"OLD": held})
