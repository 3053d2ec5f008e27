"""What confirms a fact of a draft, and that everything else is said to be single."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from catalogue import Catalogue
from catalogue.handbooks.drafts.writing import Written, imported
from catalogue.handbooks.proofs.confirmed import BY
from catalogue.handbooks.readers.kinds import read
from tests.catalogue.handbooks.samples.stored import drafts_of_bytes
from tests.catalogue.handbooks.samples.truth import code
from tests.catalogue.handbooks.test_proofs import document

FIRST = f"units/{code(10)}"


def one(text: str) -> Written:
    (written,) = drafts_of_bytes(text.encode(), "handbook.md")
    return written


def held(text: str) -> dict[str, tuple[str, ...]]:
    """What confirms each fact."""
    return {fact.at: fact.confirmed for fact in one(text).evidence.facts}


def test_a_letter_and_a_stated_sum_confirm_and_nothing_confirms_a_level() -> None:
    found = held(document())
    assert found["number"] == found[f"{FIRST}/reference"] == ("letter",)
    assert found[f"{FIRST}/credit"] == found["rules/mandatory-m/credit"] == ("sum",)
    assert found["groups/M"] == found[f"groups/M/{code(10)}"] == ("sum",)
    assert found[f"{FIRST}/level"] == found[f"{FIRST}/glh"] == ()


def test_without_the_sum_its_figures_are_single() -> None:
    found = held(document(before="All mandatory units must be completed."))
    assert found[f"{FIRST}/credit"] == found["groups/M"] == ()


def test_a_count_confirms_that_no_unit_is_lost_and_no_figure() -> None:
    found = held(document(before="Learners must complete all seven mandatory units."))
    assert found["groups/M"] == ("sum",)
    assert found[f"{FIRST}/credit"] == ()


def test_a_printed_sum_confirms_what_it_adds() -> None:
    text = document(
        before="All mandatory units must be completed.", last="| | Total | | 21 | 168 |"
    )
    found = held(text)
    assert found[f"{FIRST}/credit"] == found[f"{FIRST}/glh"] == ("sum",)
    assert found[f"{FIRST}/level"] == ()


def test_the_sum_of_one_group_confirms_none_of_another() -> None:
    other = [f"| {code(30 + n)} | Roast meat of sort {n}x | 2 | 3 | 24 |" for n in range(4)]
    heads = ["| Reference | Title | Level | Credit | GLH |", "|---|---|---|---|---|"]
    found = held(
        document(
            *("### Optional units", "", *heads, *other),
            before="All mandatory units must be completed.",
            last="| | Total | | 21 | 168 |",
        )
    )
    assert (found["groups/M"], found["groups/O"]) == (("sum",), ())
    assert found[f"groups/O/{code(30)}"] == found[f"units/{code(30)}/credit"] == ()


def test_the_page_of_a_unit_confirms_what_it_says_and_no_more() -> None:
    own = f"## Unit 1\n\nUnit reference: {code(10)}\n\nLevel: 2"
    found = held(document(own))
    assert found[f"{FIRST}/level"] == ("place",)
    assert found[f"{FIRST}/reference"] == ("letter", "place")
    assert found[f"{FIRST}/glh"] == found[f"units/{code(11)}/level"] == ()


def test_a_fact_in_doubt_is_neither_single_nor_confirmed() -> None:
    own = f"## Unit 1\n\nUnit reference: {code(10)}\n\nLevel: 3"
    (level,) = (fact for fact in one(document(own)).evidence.facts if fact.at == f"{FIRST}/level")
    assert level.standing == "in doubt"


def test_the_catalogue_confirms_what_it_has_alike(shipped: Catalogue) -> None:
    unit = shipped.units["D/506/2170"]
    text = document().replace(code(10), "D/506/2170").replace("Bake bread of sort Ax", unit.title)
    (written,) = imported([read(text.encode(), "a.md")], {"a.md": "0" * 64}, shipped)
    found = {fact.at: fact.confirmed for fact in written.evidence.facts}
    assert "catalogue" in found["units/D/506/2170/title"]
    assert "catalogue" not in found.get("units/D/506/2170/credit", ())


@pytest.mark.parametrize("sum_of", [21, 22])
def test_the_total_of_its_parts_confirms_them(sum_of: int) -> None:
    said = f"21 credits from the mandatory units and {sum_of} credits in total."
    text = document(before=f"Learners must achieve {said}")
    assert ("sum" in held(text)["rules/total/at_least"]) == (sum_of == 21)


def test_the_review_page_says_of_each_fact_what_holds_it() -> None:
    written = one(document())
    (page,) = [text for name, text in written.files.items() if name.endswith(".html")]
    single = sum(fact.standing == "single" for fact in written.evidence.facts)
    assert f"{single} of {len(written.evidence.facts)} facts are single" in page
    standing = Counter(fact.standing for fact in written.evidence.facts)
    assert page.count('<span title="') == standing["confirmed"] > 0
    assert page.count('in doubt">?</b>') == standing["in doubt"]
    told = {by for fact in written.evidence.facts for by in fact.confirmed}
    assert told <= BY.keys()
    assert all(re.search(re.escape(BY[by]), page) for by in told)
