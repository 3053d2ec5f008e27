"""A refusal quotes what stands there and says what is wrong with it, once."""

from __future__ import annotations

import re

import pytest

from tests.catalogue.files import faults, written
from tests.catalogue.test_reading import GROUPS, RULES


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "level: 3\n  credit: 4",
            "level: three\n  credit: 4",
            "a level is Entry 1, Entry 2, Entry 3 or a number from 1 to 12, not 'three'",
        ),
        (
            "of: {groups: [B]}",
            "of: {level: {at_least: 5, at_most: 2}}",
            "no level is from 5 to 2",
        ),
    ],
)
def test_the_value_is_quoted(old: str, new: str, message: str) -> None:
    text = written(GROUPS, RULES)
    assert old in text
    found = [fault.message for fault in faults(text.replace(old, new, 1))]
    assert message in found


@pytest.mark.parametrize(
    ("old", "new", "hint"),
    [
        ("of: {groups: [B]}", "groups: [B]", "write it under of: of: {groups: …}"),
        ("at_least: 4", "exactly: 6", "write at_least and at_most with the same number"),
        ("at_least: 4", "minimum: 6", "did you mean at_least?"),
        ("at_least: 4", "at_least: half", "{percent: half, base: {}} is of everything"),
        ("at_least: 4", "at_least: six", "perhaps 6"),
        ("credit: 4", "credit: 2.5", "write unknown where no one whole number is printed"),
        ("level: 3\n  credit: 4", "level: 1/2\n  credit: 4", "leave it out where no one level"),
        ("kind: amount", "kind: minimum", "did you mean amount?"),
        (
            "kind: amount\n    says: At least 4 credits from B.\n",
            "kind: barred\n    groups: [A, B]\n    says: Not both.\n",
            "a spread with at_most: 1",
        ),
    ],
)
def test_another_word_or_form_leads_to_the_one_that_is_meant(old: str, new: str, hint: str) -> None:
    text = written(GROUPS, RULES)
    assert old in text
    assert any(hint in fault.hint for fault in faults(text.replace(old, new, 1)))


def test_a_source_of_everything_that_is_wrong_is_told_where_it_stands() -> None:
    text = written(GROUPS, RULES)
    text = re.sub(r" *source: {document: published}\n", "", text)
    text = re.sub(r" *sources:\n *- document: published\n", "", text)
    text = re.sub(r" *source:\n *document: published\n", "", text)
    text = text.replace("documents:", "source: {document: publishd}\ndocuments:")
    (fault,) = faults(text)
    assert "'publishd' is not among the documents of this file" in fault.message
    assert "did you mean published?" in fault.message
