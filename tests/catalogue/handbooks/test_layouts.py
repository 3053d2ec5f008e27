"""Layouts of lists of units, each in as few lines as can be: what is read of them, and no more."""

from __future__ import annotations

import io
from html import escape

import pytest

from catalogue.handbooks.drafts.writing import Written
from catalogue.handbooks.written.headings import titles_in
from catalogue.handbooks.written.rows import trimmed
from tests.catalogue.handbooks.samples.comparing import said
from tests.catalogue.handbooks.samples.stored import drafts_of_bytes
from tests.catalogue.handbooks.samples.truth import Unit, units

TITLE = "Reedham Level 3 Certificate in Fen Craft"
RULE = (
    "Learners must achieve 5 credits from the mandatory units and at least 6 credits from the"
    " optional units."
)
MANDATORY = units(9001, ("Cut reed", 3, 2, 16), ("Drive a punt of up to 9 m", 3, 3, 24))
OPTIONAL = units(9021, ("Lay a hedge (winter)", 2, 4, 30), ("Thatch", 3, 5, 41), ("Eels", 2, 2, 15))
HEAD = ("Reference", "Unit title", "Level", "Credit", "GLH")
Facts = tuple[str, str, int | str | None, int | None, int | None]


def read(body: str) -> list[Written]:
    return drafts_of_bytes(f"<html><body>{body}</body></html>".encode(), "page.html")


def page(mandatory: str, optional: str, before: str = f"<p>{RULE}</p>") -> str:
    return (
        f"<h1>{TITLE}</h1><h2>Qualification structure</h2>{before}"
        f"<h3>Mandatory units</h3>{mandatory}<h3>Optional units</h3>{optional}"
        "<h2>Fees</h2><p>None.</p>"
    )


def table(head: tuple[str, ...], *rows: tuple[object, ...]) -> str:
    cells = [f"<tr>{''.join(f'<td>{escape(str(c))}</td>' for c in r)}</tr>" for r in (head, *rows)]
    return f"<table>{''.join(cells)}</table>"


def cells(one: Unit) -> tuple[object, ...]:
    return (one.code, one.title, one.level, one.credit, one.glh)


def facts(written: Written) -> dict[str, list[Facts]]:
    return {
        group.id: [(r.reference, r.title, r.level, r.credit, r.glh) for r in group.rows]
        for group in written.draft.section.every_group
    }


EXPECTED = {
    name: [(one.code, one.title, one.level, one.credit, one.glh) for one in rows]
    for name, rows in (("M", MANDATORY), ("O", OPTIONAL))
}


def card(one: Unit) -> str:
    return (
        f"<h4>{one.title}</h4><p>Unit reference: {one.code}</p>"
        f"<p>Level {one.level} | {one.credit} credits | {one.glh} GLH</p>"
    )


def labels(one: Unit) -> str:
    said = (f"Unit number: {one.code}", f"Level: {one.level}", f"Credits: {one.credit}")
    items = "".join(f"<li>{text}</li>" for text in (*said, f"Guided learning hours: {one.glh}"))
    return f"<h4>{one.title}</h4><ul>{items}</ul>"


def item(one: Unit) -> str:
    values = f"Level {one.level}, credit value {one.credit}, GLH {one.glh}"
    return f"<p>{one.title} ({one.code}) {values}</p>"


@pytest.mark.parametrize("show", [card, labels, item])
def test_units_without_a_table(show: object) -> None:
    assert callable(show)
    (written,) = read(page("".join(map(show, MANDATORY)), "".join(map(show, OPTIONAL))))
    assert facts(written) == EXPECTED
    assert {one.about for one in written.evidence.open} == {"number"}


def test_a_page_of_a_unit_after_the_list_is_no_second_unit() -> None:
    body = page(table(HEAD, *map(cells, MANDATORY)), table(HEAD, *map(cells, OPTIONAL)))
    pages = "".join(f"{card(one)}<p>The learner will know how.</p>" for one in MANDATORY)
    index = table(("Unit", "Reference"), *((one.title, one.code) for one in OPTIONAL))
    (written,) = read(body + pages + index)
    assert facts(written) == EXPECTED


def test_a_row_across_the_table_gives_the_level_of_those_below() -> None:
    head = ("Reference", "Unit title", "Credit", "GLH")
    spans = [
        f"<tr><td colspan=4>Level {level} units</td></tr>"
        + "".join(
            f"<tr><td>{u.code}</td><td>{u.title}</td><td>{u.credit}</td><td>{u.glh}</td></tr>"
            for u in OPTIONAL
            if u.level == level
        )
        for level in (2, 3)
    ]
    rows = f"<table><tr>{''.join(f'<th>{c}</th>' for c in head)}</tr>{''.join(spans)}</table>"
    (written,) = read(page(table(HEAD, *map(cells, MANDATORY)), rows))
    assert sorted(facts(written)["O"]) == sorted(EXPECTED["O"])


def test_captions_name_groups() -> None:
    both = [
        table(HEAD, *map(cells, rows)).replace("<table>", f"<table><caption>{name}</caption>")
        for name, rows in (("Mandatory units", MANDATORY), ("Optional units", OPTIONAL))
    ]
    (written,) = read(f"<h1>{TITLE}</h1><h2>Structure</h2><p>{RULE}</p>{''.join(both)}")
    assert facts(written) == EXPECTED


@pytest.mark.parametrize(
    ("rows", "rules"),
    [
        (
            [("Mandatory units", "5", "5"), ("Optional units", "6", ""), ("Total", "11", "")],
            {"mandatory M = 5", "credit O >= 6", "credit * >= 11"},
        ),
        (
            [("Mandatory units", "5", "5"), ("Optional units", "", "8")],
            {"mandatory M = 5", "credit O <= 8"},
        ),
    ],
)
def test_rules_that_stand_in_a_table(rows: list[tuple[str, str, str]], rules: set[str]) -> None:
    told = table(("Group", "Minimum credits", "Maximum credits"), *rows)
    (written,) = read(
        page(table(HEAD, *map(cells, MANDATORY)), table(HEAD, *map(cells, OPTIONAL)), told)
    )
    assert facts(written) == EXPECTED
    assert {said(one.data) for one in written.draft.rules.rules} == rules


def test_what_a_list_comes_to_is_no_unit_and_a_bare_number_in_a_heading_counts_units() -> None:
    listed = "".join(f"<li>{u.title} ({u.credit} credits)</li>" for u in OPTIONAL)
    head = f"<h1>{TITLE}</h1><h2>Structure</h2><h3>Elective units (choose 2)</h3>"
    (written,) = read(f"{head}<ul>{listed}</ul><p>Total credits required: 6</p>")
    assert [row.title for row in written.draft.rows] == [one.title for one in OPTIONAL]
    assert "units O >= 2" in {said(one.data) for one in written.draft.rules.rules}


def test_two_sheets_are_two_qualifications() -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for kind in ("Award", "Certificate"):
        sheet = book.create_sheet(kind)
        sheet.append([f"Reedham Level 3 {kind} in Fen Craft"])
        sheet.append(["Mandatory units"])
        for row in (HEAD, *map(cells, MANDATORY)):
            sheet.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    both = drafts_of_bytes(stream.getvalue(), "units.xlsx")
    assert [one.draft.section.title.split()[3] for one in both] == ["Award", "Certificate"]
    assert [facts(one)["M"] for one in both] == [EXPECTED["M"]] * 2


def test_paragraphs_of_cells_in_a_word_document_are_a_table() -> None:
    import docx

    document = docx.Document()
    document.add_heading(TITLE, 0)
    document.add_paragraph("Structure\t4")
    document.add_heading("Qualification structure", 1)
    document.add_heading("Optional units", 2)
    for row in (HEAD, *map(cells, OPTIONAL)):
        document.add_paragraph("\t".join(map(str, row)))
    stream = io.BytesIO()
    document.save(stream)
    (written,) = drafts_of_bytes(stream.getvalue(), "units.docx")
    assert facts(written) == {"O": EXPECTED["O"]}


@pytest.mark.parametrize(
    ("text", "title", "level"),
    [
        ("Glen SVQ 2 in Forestry at SCQF Level 5", "Glen SVQ 2 in Forestry at SCQF Level 5", 5),
        ("The SVQ 3 in Forestry has", "SVQ 3 in Forestry", 3),
        ("Diploma in Fen Craft (Level 4)", "Diploma in Fen Craft (Level 4)", 4),
        (
            "Entry Level Award in Cooking (Entry 2)",
            "Entry Level Award in Cooking (Entry 2)",
            "Entry 2",
        ),
        ("Level 2 Award in Working at Height, learners", "Level 2 Award in Working at Height", 2),
        ("the Level 2 Award in Cooking at least", "Level 2 Award in Cooking", 2),
    ],
)
def test_titles(text: str, title: str, level: int | str) -> None:
    (found,) = titles_in(text)
    assert (found.text, found.level) == (title, level)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Mobile platforms (boom)", "Mobile platforms (boom)"),
        ("Mobile platforms (boom) (", "Mobile platforms (boom)"),
        ("(Mobile platforms)", "Mobile platforms"),
        (") - Mobile [platforms]:", "Mobile [platforms]"),
        ("(a) Mobile (b)", "(a) Mobile (b)"),
        ("Mobile)", "Mobile"),
        ("((", ""),
    ],
)
def test_a_title_keeps_its_own_brackets(text: str, left: str) -> None:
    assert trimmed(text) == left
