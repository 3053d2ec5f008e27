"""Groups called by their names: in a sentence, and only where no other thing could be meant."""

from __future__ import annotations

import pytest

from catalogue.handbooks.blocks import Spot
from catalogue.handbooks.qualifications.section import Found
from catalogue.handbooks.rules.called import Called
from catalogue.handbooks.sentences.atoms import Atom, Reading

GROUPS = [
    Found("M", "Mandatory units", "mandatory", Spot("a")),
    Found("O", "Optional units: Knowledge", "optional", Spot("a")),
    Found("B", "Competence and practice", "optional", Spot("a")),
    Found("PATHWAY-ADULTS", "Pathway: Adults", "", Spot("a")),
    Found("L2", "Level 2 units", "optional", Spot("a")),
]
CALLED = Called(GROUPS)
SIGN = {name: sign for sign, name in CALLED.meant.items()}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("5 credits from the Knowledge units", "O"),
        ("5 credits from the optional knowledge group", "O"),
        ("5 credits from the knowledge optional units.", "O"),
        ("5 credits from the Competence and Practice units", "B"),
        ("all units of the Adults pathway", "PATHWAY-ADULTS"),
        ("all units of pathway Adults", "PATHWAY-ADULTS"),
        ("all units of Pathway: Adults", "PATHWAY-ADULTS"),
    ],
)
def test_a_group_is_known_by_its_name(text: str, name: str) -> None:
    said = CALLED.without_names(text)
    assert f"group {SIGN[name]}" in said
    assert name not in {"O", "B"} or "nowledge" not in said


@pytest.mark.parametrize(
    "text",
    [
        "5 credits from the mandatory units",
        "5 credits at level 2 units",
        "adults need a knowledge of units",
        "learners show knowledge, and work with adults",
    ],
)
def test_words_that_are_no_names_stay(text: str) -> None:
    assert CALLED.without_names(text) == text


def test_a_name_behind_its_letter_says_nothing_more() -> None:
    text = "10 credits from Group B (competence and practice) and 2 from Group O - Knowledge."
    assert CALLED.without_names(text) == "10 credits from Group B and 2 from Group O."


def test_two_groups_of_one_name_are_not_told_apart_by_it() -> None:
    twice = [Found(n, "Knowledge units", "optional", Spot("a")) for n in "BC"]
    assert Called(twice).without_names("5 credits from Knowledge units").endswith("Knowledge units")


def test_what_was_read_is_about_the_group_that_was_named() -> None:
    sign = SIGN["O"]
    read = Reading([Atom("amount", "credit", 5, groups=(sign,))], {}, [("pathway", f"of {sign}")])
    named = CALLED.named(read)
    assert named.atoms[0].groups == ("O",)
    assert named.doubts == [("pathway", "of O")]
