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


def test_a_source_of_everything_that_is_wrong_is_told_where_it_stands() -> None:
    text = written(GROUPS, RULES)
    text = re.sub(r" *source: {document: published}\n", "", text)
    text = re.sub(r" *sources:\n *- document: published\n", "", text)
    text = re.sub(r" *source:\n *document: published\n", "", text)
    text = text.replace("documents:", "source: {document: publishd}\ndocuments:")
    (fault,) = faults(text)
    assert "'publishd' is not among the documents of this file" in fault.message
    assert "did you mean published?" in fault.message
