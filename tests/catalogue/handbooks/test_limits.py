"""Tables of what each group has to give, and lists whose columns say more than units."""

from __future__ import annotations

import pytest

from catalogue import Catalogue
from catalogue.handbooks.blocks import Grid, Spot
from catalogue.handbooks.drafts.draft import data_of
from catalogue.handbooks.lists.ruletables import worded
from tests.catalogue.handbooks.reading import drafted
from tests.catalogue.handbooks.samples.comparing import said
from tests.catalogue.handbooks.samples.rendering import page
from tests.catalogue.handbooks.samples.truth import Part, Unit, h, p, qualification, table, units

A = units(7011, ("Food hygiene", 2, 2, 14), ("Kitchen operations", 2, 4, 30))
B = units(
    7111, ("Prepare soups", 2, 3, 24), ("Prepare fish", 2, 4, 30), ("Prepare sweets", 2, 4, 29)
)
HEAD = ("Unit code", "Unit name", "Lvl", "Credits", "GLH")


LEAST = "A minimum of {} must be achieved {}."
MOST = "A maximum of {} may be achieved {}."


@pytest.mark.parametrize(
    ("head", "row", "words"),
    [
        (
            ("Group", "Minimum credits", "Maximum credits"),
            ("Group B", "7", "11"),
            [LEAST.format("7 credits", "from Group B"), MOST.format("11 credits", "from Group B")],
        ),
        (("", "Max. units"), ("Group B", "1"), [MOST.format("1 units", "from Group B")]),
        (
            ("Group", "Least credits"),
            ("Optional units", "9"),
            [LEAST.format("9 credits", "from the optional units")],
        ),
        (
            ("Group", "Minimum credits"),
            ("Total for the qualification", "16"),
            [LEAST.format("16 credits", "in total")],
        ),
        (
            ("Group", "Credits required"),
            ("Optional B", "at least 7"),
            ["Optional Group B: at least 7 credits"],
        ),
        (
            ("Group", "Credits required"),
            ("Mandatory", "6"),
            ["6 credits must be achieved from the mandatory units."],
        ),
        (("Group", "Minimum credits"), ("Notes", "16"), None),
        (("Group", "Minimum to maximum credits"), ("Group B", "7"), None),
        (("Group", "Assessment"), ("Group B", "7"), None),
    ],
)
def test_a_row_is_worded_by_the_heads_of_its_columns(
    head: tuple[str, ...], row: tuple[str, ...], words: list[str] | None
) -> None:
    spots = (Spot("a"), Spot("a"))
    assert worded(Grid((head, row), spots, "html")).get(1) == words


def read(*parts: Part) -> list[tuple[dict[str, list[str]], set[str], list[str]]]:
    """Of each draft the titles in its groups, its rules, and what it asks."""
    found = []
    for written in drafted(page(parts), "a.html", Catalogue((), {}, (), "")):
        section = written.draft.section
        groups = {one.id: [row.title for row in one.rows] for one in section.every_group}
        asked = [f"{one.name} {one.about}" for one in written.evidence.open]
        rules = {said(one) for one in data_of(written.draft)["editions"][0]["rules"]}
        found.append((groups, rules, asked))
    return found


def listed(some: list[Unit]) -> Part:
    return table(HEAD, *[(u.code, u.title, u.level, u.credit, u.glh) for u in some])


TITLE = f"Seaview Level 2 Diploma in Cookery ({qualification(7100)})"


def test_a_table_of_limits_is_rules() -> None:
    limits = table(
        ("Group", "Minimum credits", "Maximum credits"),
        ("Group A (mandatory)", "6", "6"),
        ("Group B", "7", "11"),
        ("Total for qualification", "13", ""),
    )
    ((groups, rules, asked),) = read(
        h(1, TITLE),
        h(2, "Structure"),
        limits,
        h(3, "Group A"),
        listed(A),
        h(3, "Group B"),
        listed(B),
    )
    assert list(groups) == ["A", "B"]
    assert rules == {"mandatory A = 6", "credit B 7..11", "credit * >= 13"}
    assert asked == []


def test_a_column_about_bars_makes_a_list_no_table_of_bars() -> None:
    """And a column M/O gives each row its group."""
    every = [*A, *B]
    barred = {2: B[1].code, 3: B[0].code}
    whole = table(
        ("URN", "Unit title", "M/O", "Credit", "Level", "GLH", "Barred units"),
        *[
            (u.code, u.title, "MO"[n > 1], u.credit, u.level, u.glh, barred.get(n, ""))
            for n, u in enumerate(every)
        ],
    )
    ((groups, rules, asked),) = read(
        h(1, TITLE),
        h(2, "Structure"),
        p("Learners must achieve 6 mandatory credits and at least 7 optional credits."),
        whole,
    )
    assert groups == {"M": [u.title for u in A], "O": [u.title for u in B]}
    assert f"barred {' '.join(sorted(u.code for u in B[:2]))}" in rules
    assert asked == []


def test_a_second_title_and_mandatory_list_are_a_second_qualification() -> None:
    """Though the first had no optional units, after which a mandatory list begins anew."""
    first, second = read(
        h(1, "Seaview qualifications"),
        h(2, f"Seaview Level 2 Award in Cookery ({qualification(7101)})"),
        p("Learners must complete both mandatory units."),
        h(3, "Mandatory units"),
        listed(A),
        h(2, TITLE),
        p("Learners must achieve 2 credits from the mandatory unit and 7 from the optional units."),
        h(3, "Mandatory unit"),
        listed(A[:1]),
        h(3, "Optional units"),
        listed(B),
    )
    assert first[0] == {"M": [u.title for u in A]}
    assert second[0] == {"M": [A[0].title], "O": [u.title for u in B]}
