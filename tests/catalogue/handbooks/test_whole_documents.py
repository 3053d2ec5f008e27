"""Whole documents as organisations publish them: what stands around a list, and is no list."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import pytest

from catalogue.handbooks.blocks import Grid, Line, Spot, is_contents, without_furniture
from catalogue.handbooks.drafts.writing import Written
from catalogue.handbooks.lists.contents import with_contents
from catalogue.handbooks.readers.geometry import blocks_of
from catalogue.handbooks.readers.pagelines import PageSeen, Piece
from catalogue.handbooks.readers.ruled import _is_headed, _lacks
from catalogue.handbooks.sentences.islands import read_islands
from catalogue.handbooks.sentences.sentences import Sentence
from catalogue.handbooks.sentences.verdict import second_reading
from tests.catalogue.handbooks.samples.comparing import said
from tests.catalogue.handbooks.samples.stored import drafts_of_bytes
from tests.catalogue.handbooks.samples.truth import Unit, qualification, units

TITLE = "Withy Level 2 Certificate in Basketry"
CORE = units(3301, ("Sort and soak willow", 2, 3, 24), ("Weave a round base", 2, 4, 30))
REST = units(3401, ("Border a basket", 2, 4, 31), ("Make a frame basket", 2, 5, 40))
OTHER = units(7701, ("Cut willow", 1, 2, 15), ("Strip bark", 1, 2, 16))
RULE = (
    "<p>Learners must achieve 7 credits from the mandatory units and at least 4 credits from the"
    " optional units.</p>"
)
HEAD = ("Reference", "Unit title", "Level", "Credit", "GLH")


def table(*rows: tuple[object, ...], head: tuple[str, ...] = HEAD) -> str:
    every = [
        f"<tr>{''.join(f'<td>{escape(str(cell))}</td>' for cell in row)}</tr>"
        for row in (head, *rows)
    ]
    return f"<table>{''.join(every)}</table>"


def listed(some: list[Unit]) -> str:
    return table(*((u.code, u.title, u.level, u.credit, u.glh) for u in some))


LISTS = f"<h3>Mandatory units</h3>{listed(CORE)}<h3>Optional units</h3>{listed(REST)}"
PAGES = "".join(
    f"<h2>{u.title}</h2><p>Unit reference: {u.code}</p><p>Learners are seen at work.</p>"
    for u in (*CORE, *REST)
)


def read(body: str, title: str = TITLE) -> list[Written]:
    return drafts_of_bytes(
        f"<html><body><h1>{title}</h1>{body}</body></html>".encode(), "page.html"
    )


def only(body: str) -> Written:
    (one,) = read(body)
    return one


def rules(written: Written) -> set[str]:
    from catalogue.handbooks.drafts.draft import data_of

    return {said(rule) for rule in data_of(written.draft)["editions"][0]["rules"]}


def groups(written: Written) -> dict[str, list[str]]:
    return {g.id: [row.title for row in g.rows] for g in written.draft.section.every_group}


EXPECTED = {"M": [u.title for u in CORE], "O": [u.title for u in REST]}
SPOT = Spot("handbook.pdf", 2)
ENTRIES = [("About us", 3), ("Section 1: structure", 4), ("Unit 1 Weave a base", 9), ("Fees", 12)]


@pytest.mark.parametrize("tabled", [False, True])
def test_a_contents_page_needs_no_dots(tabled: bool) -> None:
    rows = tuple((text, str(page)) for text, page in ENTRIES)
    after = Line("Sort and soak willow 3", SPOT)
    page = (
        [Grid(rows, (SPOT,) * len(rows), "geometry")]
        if tabled
        else [Line(" ".join(row), SPOT) for row in rows]
    )
    found = with_contents([Line("Contents", SPOT, heading=2), *page, after])
    entries = [one for one in found if isinstance(one, Line) and is_contents(one.text)]
    assert [one.text for one in entries] == [f"{text} ... {page}" for text, page in ENTRIES]
    assert found[-1] == after


def test_numbers_that_fall_are_no_pages() -> None:
    lines = [Line(f"Unit {n}", SPOT) for n in (9, 4, 7)]
    assert with_contents([Line("Contents", SPOT), *lines]) == [Line("Contents", SPOT), *lines]


def test_what_rises_with_the_pages_is_a_running_head_and_facts_are_not() -> None:
    kept = ["Level: 3", "Withy Level {} Certificate in Basketry", "Unit 20{}"]
    lines = [
        Line(text.format(page), Spot("handbook.pdf", page))
        for page in (1, 2, 3, 4)
        for text in (f"Handbook {page + 10}", *kept, "Words")
    ]
    texts = {one.text for one in without_furniture(lines) if isinstance(one, Line)}
    assert {text.format(page) for text in kept for page in (1, 2, 3, 4)} <= texts
    assert not any(text.startswith("Handbook") for text in texts)


def test_sections_of_a_document_are_no_groups_and_an_earlier_version_is_no_qualification() -> None:
    one = only(
        "<h2>Section 1: structure</h2><h3>Qualification structure</h3>"
        f"{RULE}{LISTS}<h2>Section 2: units</h2>{PAGES}<h2>Section 3: earlier versions</h2>"
        f"<p>These units were of the Withy Level 1 Award in Basketry.</p>{listed(OTHER)}"
    )
    assert groups(one) == EXPECTED
    asked = [d for d in one.evidence.doubts if d.name == "cut"]
    assert len(asked) == 1
    assert all(u.code in asked[0].message for u in OTHER)


def test_a_second_qualification_after_the_pages_of_units_has_its_own_rule() -> None:
    two = read(
        f"<h2>Qualification structure</h2>{RULE}{LISTS}{PAGES}"
        "<h1>Withy Level 1 Award in Basketry</h1>"
        f"<p>Learners must achieve a minimum of 4 credits.</p>{listed(OTHER)}"
    )
    assert [len(one.draft.rows) for one in two] == [4, 2]


def test_a_sentence_that_names_one_size_is_about_that_one() -> None:
    kinds = {"Award": (7, 3301), "Certificate": (11, 3302), "Diploma": (16, 3303)}
    sizes = table(
        *(
            (f"Withy Level 2 {kind} in Basketry", qualification(number), credit)
            for kind, (credit, number) in kinds.items()
        ),
        head=("Qualification", "Number", "Credit"),
    )
    words = " ".join(
        f"To achieve the {kind} learners must achieve {credit} credits."
        for kind, (credit, _) in kinds.items()
    )
    found = read(f"{sizes}<h2>Structure</h2><p>{words}</p>{listed([*CORE, *REST])}")
    assert [rules(one) for one in found] == [{f"credit * >= {c}"} for c, _ in kinds.values()]


def test_a_counted_heading_asks_for_nothing() -> None:
    one = only(f"<h2>2 Rules of combination</h2>{RULE}<h2>3 Unit list</h2>{LISTS}<h2>4 Fees</h2>")
    assert rules(one) == {"mandatory M = 7", "credit O >= 4"}


@pytest.mark.parametrize(
    ("words", "glh", "tqt"),
    [
        ("Guided learning: minimum 62 hours.", 62, None),
        ("The total qualification time (TQT) for this qualification is 110.", None, 110),
        ("Total Guided Learning (GL) hours: 62", 62, None),
        ("GLH: 62   TQT: 110", 62, 110),
    ],
)
@pytest.mark.parametrize("inside", [False, True])
def test_hours_of_the_whole(words: str, glh: int | None, tqt: int | None, inside: bool) -> None:
    before, within = ("", f"<p>{words}</p>") if inside else (f"<p>{words}</p>", "")
    one = only(f"{before}<h2>Qualification structure</h2>{RULE}{within}{LISTS}")
    figures = one.draft.rules.figures
    assert (figures.get("glh", (None,))[0], figures.get("tqt", (None,))[0]) == (glh, tqt)
    assert rules(one) == {"mandatory M = 7", "credit O >= 4"}


def test_all_units_of_either_pathway_are_those_of_one() -> None:
    one = only(
        "<h2>Structure</h2><p>Learners must complete all of the units from either the Weaving"
        " pathway or the Caning pathway.</p>"
        f"<h3>Weaving pathway</h3>{listed(CORE)}<h3>Caning pathway</h3>{listed(REST)}"
    )
    assert {rule.split()[0] for rule in rules(one)} == {"choose"}


@pytest.mark.parametrize(
    ("words", "level"),
    [("at Entry 3 or above", ("Entry 3", None)), ("at Entry 3", ("Entry 3", "Entry 3"))],
)
def test_an_entry_level_or_above(words: str, level: tuple[str, str | None]) -> None:
    text = f"At least 4 credits must be achieved {words}."
    reading = read_islands(text)
    _, differing = second_reading(Sentence(text, SPOT), reading)
    assert [atom.level for atom in reading.atoms] == [level]
    assert not differing


def test_hours_that_a_table_apart_gives_by_the_numbers_of_units() -> None:
    head = ("Unit", "Reference", "Unit title", "Level", "Credit")
    rows = [(f"WB{n}", u.code, u.title, u.level, u.credit) for n, u in enumerate(CORE, 1)]
    hours = [(f"WB{n}", u.title, u.glh, u.credit and 10 * u.credit) for n, u in enumerate(CORE, 1)]
    one = only(
        "<h2>Structure</h2><p>All units are mandatory.</p><h3>Mandatory units</h3>"
        f"{table(*rows, head=head)}<h2>Hours</h2>"
        + table(*hours, head=("Unit", "Title", "Guided learning", "Total unit time"))
    )
    assert [(row.title, row.glh) for row in one.draft.rows] == [(u.title, u.glh) for u in CORE]


def test_a_column_of_kinds_parts_units_where_it_calls_some_core() -> None:
    rows = [
        (kind, u.code, u.title, u.level, u.credit)
        for kind, some in (("Core", CORE), ("Specialist", REST))
        for u in some
    ]
    head = ("Unit type", "Reference", "Unit title", "Level", "Credit")
    one = only(f"<h2>Structure</h2>{table(*rows, head=head)}")
    assert list(groups(one).values()) == list(EXPECTED.values())


def test_titles_below_heads_in_two_languages_are_asked_about() -> None:
    rows = [(u.code, f"{u.title} Plethu Helyg", u.level, u.credit) for u in CORE]
    one = only(
        "<h2>Structure</h2><h3>Mandatory units</h3>"
        + table(*rows, head=("Code Cod", "Title Teitl", "Level Lefel", "Credit Credyd"))
    )
    asked = {d.about for d in one.evidence.doubts if "two languages" in d.message}
    assert asked == {f"units/{u.code}/title" for u in CORE}


def test_a_word_that_a_narrow_cell_broke_is_whole_in_the_heading_of_its_page() -> None:
    broken = [replace(u, title=u.title.replace("basket", "bask et")) for u in REST]
    one = only(
        f"<h2>Structure</h2><h3>Optional units</h3>{listed(broken)}"
        + "".join(f"<h2>{u.code} {u.title}</h2><p>Level: {u.level}</p>" for u in REST)
    )
    assert [row.title for row in one.draft.rows] == [u.title for u in REST]


def test_headings_of_the_pages_of_units_add_none_to_the_last_group() -> None:
    pages = (f"<h2>{u.code} {u.title}</h2><p>Level: {u.level}</p>" for u in (*CORE, *REST))
    assert groups(only(f"<h2>Structure</h2>{RULE}{LISTS}{''.join(pages)}")) == EXPECTED


HEADS = ("Unit title", "Credit", "GLH")


def test_a_table_without_references_is_told_by_its_head_and_its_cells() -> None:
    assert _is_headed([("Mandatory units", "", ""), HEADS, ("Weave", "3", "24")])
    assert not _is_headed([HEADS, ("Weave Border", "3 4", "24 30")])
    assert not _is_headed([("Grade", "Points", "Marks"), ("Pass", "3", "40")])


def test_a_second_reading_that_lost_the_cells_of_a_row_is_left_out() -> None:
    box = (0.0, 0.0, 500.0, 100.0)
    spots = tuple(Spot("handbook.pdf", 1, box=(10, top, 400, top + 10)) for top in (10, 30, 50))
    first = (HEADS, ("Weave", "3", "24"), ("Border", "4", "31"))
    blocks = [Grid(first, spots, "geometry")]
    assert not _lacks(list(first), box, blocks)
    assert _lacks([*first[:2], ("Border 4 31", "", "")], box, blocks)


def pieces(at: float, top: float, *texts: str, step: float = 60.0) -> list[Piece]:
    lefts = [at, *(at + 90 + step * n for n in range(len(texts) - 1))]
    return [
        Piece(x, top, x + 5.0 * len(text), top + 10, text)
        for x, text in zip(lefts, texts, strict=True)
    ]


def test_tables_beside_each_other_on_a_part_of_a_page() -> None:
    words = "Learners must achieve 7 credits from the mandatory units and 4 from the optional ones."
    found = [Piece(40, 60, 500, 70, words)]
    for side, name, some in ((40, "Mandatory units", CORE), (320, "Optional units", REST)):
        found += [Piece(side, 90, side + 80, 100, name), *pieces(side, 110, *HEADS)]
        for n, u in enumerate(some):
            found += pieces(side, 130.0 + 20 * n, u.title[:16], f"{u.credit}", f"{u.glh}")
    found.append(Piece(40, 200, 500, 210, words))
    blocks = blocks_of(PageSeen(1, 595, 842, found), "handbook.pdf")
    shown = [one.text if isinstance(one, Line) else len(one.rows) for one in blocks]
    assert shown == [words, "Mandatory units", 3, "Optional units", 3, words]


def test_cards_beside_each_other_end_where_a_heading_stands() -> None:
    found: list[Piece] = []
    for row, (name, some) in enumerate((("Mandatory units", CORE), ("Optional units", REST))):
        top = 60.0 + 120 * row
        found.append(Piece(40, top, 120, top + 10, name))
        for side, u in zip((40, 320), some, strict=True):
            card = (u.title, f"Unit reference: {u.code}", f"Level: {u.level}", f"GLH: {u.glh}")
            found += [
                Piece(side, top + 30 + 12 * n, side + 5.0 * len(text), top + 40 + 12 * n, text)
                for n, text in enumerate(card)
            ]
    texts = [
        one.text
        for one in blocks_of(PageSeen(1, 595, 842, found), "handbook.pdf")
        if isinstance(one, Line)
    ]
    named = [text for text in texts if text in {"Mandatory units", "Optional units"} or "/" in text]
    expected = [
        "Mandatory units", *(f"Unit reference: {u.code}" for u in CORE),
        "Optional units", *(f"Unit reference: {u.code}" for u in REST),
    ]  # fmt: skip
    assert named == expected
