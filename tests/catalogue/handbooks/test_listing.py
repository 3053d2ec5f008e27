"""Lists as pages of colleges, and programs that take text out of documents, have them."""

from __future__ import annotations

import pytest

from catalogue import Catalogue
from catalogue.handbooks.drafts.writing import Written
from catalogue.handbooks.lists.listing import take_numbers
from catalogue.handbooks.readers.slashed import unstroked
from catalogue.handbooks.sentences.figures import figures_in
from catalogue.handbooks.written.headings import group_head, titles_in
from catalogue.handbooks.written.lines import listed_row, row_of
from catalogue.handbooks.written.rows import Row
from tests.catalogue.handbooks.reading import drafted
from tests.catalogue.handbooks.samples.truth import Unit, units

FIRST = units(6021, ("Sharpen a plane", 2, 3, 21), ("Saw to a line across the grain", 2, 4, 33))
MORE = units(6121, ("Cut a dovetail", 3, 5, 40), ("Turn a bowl", 3, 6, 44), ("Veneer", 3, 7, 50))
HEAD = "Reference | Title | Level | Credit |"
TITLE = "Oakmere Level 3 Diploma in Bench Joinery"


def read(text: str, name: str = "page.txt") -> Written:
    (written,) = drafted(text, name, Catalogue((), {}, (), ""))
    return written


def groups(written: Written) -> dict[str, list[Row]]:
    return {one.id: one.rows for one in written.draft.section.every_group}


def facts(row: Row) -> tuple[object, ...]:
    return row.reference, row.title, row.level, row.credit, row.glh


def printed(some: list[Unit]) -> list[tuple[object, ...]]:
    return [(one.code, one.title, one.level, one.credit, one.glh) for one in some]


def titles(written: Written) -> dict[str, list[str]]:
    return {name: [row.title for row in rows] for name, rows in groups(written).items()}


def asked(written: Written) -> set[tuple[str, str]]:
    return {(one.name, one.about) for one in written.evidence.open}


class TestStrokes:
    """Cells that strokes part, whose rows are broken into lines, under heads of one cell less."""

    def text(self) -> str:
        def row(number: int, one: Unit) -> str:
            first, _, last = one.title.rpartition(" ")
            cells = f"[{one.code}] / {one.level} / {one.credit} / {one.glh} / {number + 3}"
            return f"{number} / {first}\n{last} {cells}" if first else f"{number} / {last} {cells}"

        lines = [
            TITLE,
            "Learners must achieve all mandatory units and 11 credits from optional units.",
            "Unit / Level / Credit\nValue / GLH / Page",
            "Mandatory Units: all to be taken",
            *(row(n, one) for n, one in enumerate(FIRST, 1)),
            "Optional Units",
            *(row(n, one) for n, one in enumerate(MORE, 3)),
        ]
        return "\n".join(lines)

    def test_every_cell_is_read_and_a_title_put_together(self) -> None:
        written = read(self.text())
        found = groups(written)
        assert [facts(row) for row in found["M"]] == printed(FIRST)
        assert [facts(row) for row in found["O"]] == printed(MORE)

    def test_a_head_run_together_with_a_row_is_parted_from_it_and_lines_keep_their_numbers(
        self,
    ) -> None:
        lines = [
            "Structure",
            "Unit Code / Unit Title / Reference / Level / GLHAB1C 11 / Plane / M/502/1000 / 2 / 9",
            "AB1D 11 / Saw across",
            "the grain / A/502/1001 / 2 / 8",
            "AB1E 11 / Glue / D/502/1002 / 2 / 7",
            "AB1F 11 / Clamp / F/502/1003 / 2 / 7",
            "AB1G 11 / Sand / H/502/1004 / 2 / 7",
        ]
        found = unstroked(list(enumerate(lines, 1)))
        assert found == [
            (1, "Structure"),
            (2, "Unit Code\tUnit Title\tReference\tLevel\tGLH"),
            (2, "AB1C 11\tPlane\tM/502/1000\t2\t9"),
            (3, "AB1D 11\tSaw across the grain\tA/502/1001\t2\t8"),
            (5, "AB1E 11\tGlue\tD/502/1002\t2\t7"),
            (6, "AB1F 11\tClamp\tF/502/1003\t2\t7"),
            (7, "AB1G 11\tSand\tH/502/1004\t2\t7"),
        ]

    def test_strokes_of_another_text_stay(self) -> None:
        lines = [
            "Planes / saws / chisels / glue",
            "M/502/1000 / A/502/1001",
            "and / or / both / none",
        ]
        assert unstroked(list(enumerate(lines, 1))) == list(enumerate(lines, 1))


@pytest.mark.parametrize("lead", ["Unit {n}: ", "Unit {n} ", "{n}. "])
def test_counted_items_under_the_heading_of_a_group_are_units(lead: str) -> None:
    names = ("Sharpen a plane", "Saw to a line", "Cut a joint", "Finish by hand")
    items = [lead.format(n=n) + name for n, name in enumerate(names, 1)]
    text = "\n".join([TITLE, "", "Mandatory Units", *items[:3], "Optional Units", items[3]])
    assert titles(read(text)) == {"M": list(names[:3]), "O": [names[3]]}


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        ("The three core units are:", "M"),
        ("You complete these optional modules:", "O"),
        ("- The 3 mandatory units:", "M"),
    ],
)
def test_a_sentence_leads_to_a_list(sentence: str, role: str) -> None:
    names = ["Sharpen a plane", "Saw to a line", "Cut a joint"]
    text = "\n".join([TITLE, "", sentence, *(f"- {name}" for name in names), "", "Apply by May."])
    assert titles(read(text)) == {role: names}


def test_a_list_by_its_form_alone_is_none_where_units_have_references() -> None:
    """What a course teaches stands in lists too."""
    row = FIRST[0]
    taught = "What is taught:\n- Unit 1: Care\n- Unit 2: Patience\n- Unit 3: Craft"
    cells = f"{row.code} | {row.title} | {row.level} | {row.credit} |"
    text = "\n".join([TITLE, "", taught, "", "Mandatory units", "", HEAD, cells])
    assert titles(read(text)) == {"M": [row.title]}


def test_the_contents_of_a_book_are_no_list() -> None:
    chapters = [f"Unit {n} Joints of the {name} sort {n * 7}" for n, name in enumerate("abcd", 1)]
    text = "\n".join([TITLE, "", *chapters])
    assert drafted(text, "a.txt", Catalogue((), {}, (), "")) == []


def test_numbers_before_all_titles_are_codes() -> None:
    cells = "".join(
        f"<tr><td>{number} {one.title}</td><td>{one.credit}</td></tr>"
        for number, one in zip((301, 302, 410), MORE, strict=True)
    )
    head = "<tr><th>Unit</th><th>Credit</th></tr>"
    body = f"<h1>{TITLE}</h1><h2>Optional units</h2><table>{head}{cells}</table>"
    (rows,) = groups(read(f"<html><body>{body}</body></html>", "a.html")).values()
    assert [(row.reference, row.title) for row in rows] == [
        ("301", "Cut a dovetail"),
        ("302", "Turn a bowl"),
        ("410", "Veneer"),
    ]


def test_codes_run_together_with_their_titles_are_parted_from_them() -> None:
    names = ("Sharpen a plane", "Saw to a line", "Cut a joint")
    items = [f"BJX  0{n}{name}." for n, name in enumerate(names, 31)]
    (rows,) = groups(read("\n".join([TITLE, "", "Core Units Group A", *items]))).values()
    assert [(row.reference, row.title) for row in rows] == [
        (f"BJX 0{n}", name) for n, name in enumerate(names, 31)
    ]


def test_the_figures_of_each_unit_are_not_those_of_the_whole() -> None:
    told = "Each 20-credit unit approximates to 200 hours of TQT with 100 hours of GLH."
    assert figures_in(told) == ({}, told)
    assert figures_in(told.replace("Each 20-credit unit", "It"))[0] == {"tqt": 200, "glh": 100}


def test_a_number_that_two_titles_share_is_no_code() -> None:
    rows = [Row(title=str(n)) for n in range(3)]
    for row, number in zip(rows, ("301", "302", "302"), strict=True):
        row.doubt("title-word", "title", f"a number stands before the title: {number}")
    take_numbers(rows)
    assert [row.reference for row in rows] == ["", "", ""]
    assert all(row.doubts for row in rows)


def test_codes_of_digits_are_references_where_the_head_says_so() -> None:
    cells = "".join(
        f"<tr><td>77-{n}0</td><td>{one.title}</td><td>{one.level}</td><td>{one.credit}</td></tr>"
        for n, one in enumerate(MORE, 20)
    )
    head = "<tr><th>Reference</th><th>Unit title</th><th>Level</th><th>Credit</th></tr>"
    page = f"<h1>{TITLE}</h1><h2>Optional units</h2><table>{head}{cells}</table>"
    (rows,) = groups(read(f"<html><body>{page}</body></html>", "a.html")).values()
    assert [row.reference for row in rows] == ["77-200", "77-210", "77-220"]


@pytest.mark.parametrize(
    ("head", "role"),
    [
        ("Unit no Mandatory units Level Credit", "M"),
        ("Optional units Unit accreditation numbers Level Credits", "O"),
    ],
)
def test_the_head_of_a_list_in_text_names_its_group(head: str, role: str) -> None:
    last = "accreditation" in head
    rows = [
        f"{one.title} {one.code} {one.level} {one.credit}"
        if last
        else f"{one.code} {one.title} {one.level} {one.credit}"
        for one in MORE
    ]
    found = groups(read("\n".join([TITLE, "", head, *rows])))
    assert {name: [facts(row)[:4] for row in rows] for name, rows in found.items()} == {
        role: [one[:4] for one in printed(MORE)]
    }


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("BJ7 D/502/1002 Cut a joint", []),
        ("BJ7 Cut a joint 3 D/502/1002", ["own", "title", "credit", "reference"]),
    ],
)
def test_an_own_code_beside_a_reference_is_no_part_of_the_title(
    text: str, order: list[str]
) -> None:
    row = row_of(text, order)
    assert row is not None
    assert (row.reference, row.title, row.number, row.doubts) == (
        "D/502/1002",
        "Cut a joint",
        "BJ7",
        [],
    )


@pytest.mark.parametrize(
    ("text", "title", "credit", "status"),
    [
        ("Cut a joint - this unit is worth 6 credits", "Cut a joint", 6, ""),
        ("Cut a joint - Mandatory. (2 credits)", "Cut a joint", 2, "M"),
        ("Unit 3: Cut a joint.", "Cut a joint", None, ""),
    ],
)
def test_what_an_item_says_behind_its_title(
    text: str, title: str, credit: int | None, status: str
) -> None:
    row = listed_row(text, item=True)
    assert row is not None
    assert (row.title, row.credit, row.status) == (title, credit, status)


@pytest.mark.parametrize(
    "text",
    [
        "This qualification has 10 mandatory units",
        "Guided Learning Hours (GLH) are 329",
        "Joinery pathway units 501-505, 510",
        "Other mandatory units:",
    ],
)
def test_what_is_said_about_units_is_none(text: str) -> None:
    assert listed_row(text, item=True) is None


def test_a_number_joined_to_the_last_word_is_asked_about() -> None:
    text = f"{TITLE}\n\nMandatory units\n\n- Saw to a line (4 credits)\n- Cut a joint by hand3\n"
    told = [about for name, about in asked(read(text)) if name == "title-word"]
    assert told == ["units/Cut a joint by hand3/title"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Oakmere (Trades) Level 2 Diploma in Joinery", ("Oakmere (Trades)", None)),
        ("Technical Level 3 Diploma in Joinery", ("", None)),
        ("Oakmere Technical Level 3 Diploma in Joinery", ("Oakmere", None)),
        ("Diploma Level 3 in Joinery and Carving", ("", "Diploma Level 3 in Joinery and Carving")),
        (
            "Level 3 Diploma in Joinery Level 3 Diploma in Joinery",
            ("", "Level 3 Diploma in Joinery"),
        ),
        ("Level 3 Diploma in Joinery QAN: 601/1234/5", ("", "Level 3 Diploma in Joinery")),
    ],
)
def test_titles_of_pages(text: str, found: tuple[str, str | None]) -> None:
    (title,) = titles_in(text)
    assert (title.organisation, title.text) == (found[0], found[1] or text)


@pytest.mark.parametrize(
    ("text", "title", "rest"),
    [
        ("Mandatory Units for Oakmere Level 2 Diploma", "Mandatory units", ""),
        (
            "Optional Units (credit value: 9) Units required: 2",
            "Optional units",
            "9 credits and 2 units",
        ),
    ],
)
def test_what_else_stands_in_the_heading_of_a_group(text: str, title: str, rest: str) -> None:
    head = group_head(text, heading=True)
    assert head is not None
    assert (head.title, head.rest) == (title, rest)


def test_who_awards_and_figures_stand_under_labels_and_share_a_line() -> None:
    text = "\n".join(
        [
            "Level 3 Diploma in Joinery",
            "Examining Board: Oakmere.",
            "QAN: 601/3528/1    TQT: 120",
            "GLH: 61   Credit: 12",
            "",
            "Mandatory units",
            "",
            *(f"- {one.title} ({one.credit} credits)" for one in MORE[:2]),
        ]
    )
    written = read(text)
    assert written.draft.section.organisation == "Oakmere"
    published = {key: value[0] for key, value in written.draft.rules.figures.items()}
    assert {key: published[key] for key in ("glh", "tqt", "credit")} == {
        "glh": 61,
        "tqt": 120,
        "credit": 12,
    }


def test_what_another_size_asks_for_is_no_rule_of_this_one() -> None:
    text = "\n".join(
        [
            TITLE,
            "",
            "Award: learners must achieve Units 1 and 2 to complete the Award.",
            "",
            "Optional units",
            "",
            *(f"- Unit {n}: {one.title}" for n, one in enumerate(MORE, 1)),
        ]
    )
    written = read(text)
    assert not written.draft.rules.rules
    assert ("condition", "rules") in asked(written)
