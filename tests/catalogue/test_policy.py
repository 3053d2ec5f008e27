"""A policy of recognition in a catalogue file: read, explained, and refused where it is wrong."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from catalogue import UnitwiseError, Way
from catalogue.learner.supposing import supposed
from catalogue.policy import DEFAULTS, RECOGNITION, Gives, policy_of
from tests.catalogue.files import faults, only, written
from tests.conftest import Printed

RULES = """
- {id: total, kind: amount, says: At least 1 unit., measure: units, at_least: 1,
   source: {document: published}}
"""


def file(recognition: str, units: str = "U1/3/5 U2/3/5") -> str:
    return written({"A": units}, RULES) + "  recognition:\n" + recognition


SAID = "says: As published., source: {document: published}"

WHOLE = f"""
  - way: equivalence
    accepted: true
    {SAID.replace(", source", chr(10) + "    source")}
    pairs: [{{held: z9, counts_as: u1}}]
    caps: [{{measure: units, at_most: 1}}]
    gives: not-to-levels
  - way: any
    accepted: false
    {SAID.replace(", source", chr(10) + "    source")}
    currency_years: 7
    caps: [{{measure: percent, at_most: 50}}]
"""


def test_a_policy_is_read_with_its_defaults() -> None:
    (edition,) = only(file(WHOLE)).editions
    policy = policy_of(edition.recognition)
    assert list(policy.ways) == list(RECOGNITION)
    equivalence = policy.ways[Way.EQUIVALENCE]
    assert (equivalence.accepted, equivalence.gives) == (True, Gives.NOT_TO_LEVELS)
    # the currency of any way holds for one that has an entry of its own and says nothing of it
    assert equivalence.currency_years == 7
    assert policy.pairs[Way.EQUIVALENCE] == {"z9": {"U1": False}}
    # what has no entry of its own is as the entry for any says; its cap is on all together
    assert not policy.ways[Way.RPL].accepted
    assert policy.ways[Way.RPL].caps == ()
    assert [cap.at_most for cap in policy.overall] == [50]


def test_where_nothing_is_said_the_defaults_hold_and_have_no_source() -> None:
    policy = policy_of(())
    assert set(DEFAULTS) == set(RECOGNITION)
    for way, said in policy.ways.items():
        assert (said.accepted, said.says, said.source) == (True, DEFAULTS[way], None)


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("pairs: [{held: Z9, counts_as: U3}]", "unit U3 stands in no group"),
        ("caps: [{measure: percent, at_most: 101}]", "101 per cent is more than all"),
        ("caps: [{measure: glh, at_most: 1}]", "measure must be 'credit', 'units' or 'percent'"),
        ("caps: [{measure: percent, at_most: lots}]", "'lots' is no share"),
        ("caps: [{measure: units, at_most: 1/2}]", "a cap on units is a whole number"),
        ("caps: [{measure: units, at_most: 1, of: {groups: [Q]}}]", "group Q"),
        ("caps: [{measure: units, at_most: 1, awarded_too: true}]", "only a cap on rpl"),
        ("pairs: [{held: [], counts_as: U1}]", "held"),
        ("pairs: [{held: Z9, counts_as: [U1, U1]}]", "a unit is named twice in one entry"),
        ("not_to_groups: [Q]", "group Q"),
        ("of: {groups: [Q]}", "group Q"),
        ("except: {units: [U9]}", "unit U9"),
        ("currency_years: 0", "currency_years must be at least 1, not 0"),
        ("gives: some", "gives must be 'full', 'not-to-levels', 'not-to-groups' or 'no-credit'"),
    ],
)
def test_what_cannot_be_is_told(entry: str, message: str) -> None:
    line = f"  - {{way: equivalence, accepted: true, {SAID}, {entry}}}\n"
    (fault,) = faults(file(line))
    assert message in fault.message + fault.hint


def test_pairs_belong_to_two_ways_and_each_way_stands_once() -> None:
    line = f"  - {{way: rpl, accepted: true, {SAID}, pairs: [{{held: Z9, counts_as: U1}}]}}\n"
    messages = [fault.message for fault in faults(file(line * 2))]
    assert "there are two entries for rpl" in messages
    assert "only equivalence and exemption have pairs of held and counts_as" in messages


def test_credit_is_capped_only_where_units_have_it() -> None:
    line = f"  - {{way: rpl, accepted: true, {SAID}, caps: [{{measure: credit, at_most: 1}}]}}\n"
    (fault,) = faults(file(line, "U1/3/- U2/3/5"))
    assert fault.message == "the cap counts credit, and units of this edition have none"


def test_the_policy_is_shown(
    unitwise: Callable[..., Printed], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("catalogue")
    (folder / "one.yaml").write_text(file(WHOLE), encoding="utf-8")
    page = unitwise("catalogue", "show", "real-rule", "--catalogue", str(folder)).out
    assert "equivalence: accepted, at most 1 unit, no older than 7 years" in page
    assert "Z9 counts as U1" in page
    assert "RPL: not accepted, no older than 7 years. As published." in page
    assert "all together: at most 50 % of the credit" in page


def test_a_limit_of_age_that_holds_for_any_way_cannot_be_lifted_for_one() -> None:
    subject = only(file(WHOLE))
    with pytest.raises(UnitwiseError, match="older than 7 years is too old by any way") as caught:
        supposed(subject, "equivalence", "currency_years", None)
    assert "any.currency_years=none" in caught.value.hint
    (edition,) = supposed(subject, "any", "currency_years", None).editions
    assert policy_of(edition.recognition).ways[Way.EQUIVALENCE].currency_years is None
