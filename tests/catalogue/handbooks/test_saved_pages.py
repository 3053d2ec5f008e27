"""Pages as programs on the web make them, and messages with such a page: what is read of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from email.message import EmailMessage
from html import escape

import pytest

from catalogue.handbooks.drafts.writing import Written
from catalogue.handbooks.readers.kinds import Refused, kind_of, read
from tests.catalogue.handbooks.samples.comparing import compared
from tests.catalogue.handbooks.samples.stored import drafts_of_bytes
from tests.catalogue.handbooks.samples.truth import Truth, Unit, qualification, units

TITLE = "Saltfleet Level 2 Certificate in Marsh Farming"
NUMBER = qualification(8801)
OTHER = qualification(8802)
MANDATORY = units(9301, ("Read a tide table", 2, 3, 20), ("Mend a sluice", 2, 4, 28))
OPTIONAL = units(9351, ("Graze a marsh", 2, 5, 36), ("Cut samphire", 1, 2, 12), ("Eels", 3, 4, 30))
RULE = (
    "Learners must achieve 7 credits from the mandatory units and at least 6 credits from the"
    " optional units."
)
TRUTH = Truth(
    TITLE,
    2,
    {"M": MANDATORY, "O": OPTIONAL},
    frozenset({"mandatory M = 7", "credit O >= 6"}),
    NUMBER,
    "Saltfleet",
    {"credit": 13, "glh": 92, "tqt": 130},
)
HEAD = ("Unit reference", "Unit title", "Level", "Credits", "GLH")
Shown = Callable[[Sequence[Unit]], str]


def cells(one: Unit) -> tuple[object, ...]:
    return (one.code, one.title, one.level, one.credit, one.glh)


def rows(body: Sequence[Sequence[object]], row: str, head: str, cell: str) -> str:
    def line(one: Sequence[object], name: str) -> str:
        inner = "".join(f"<{name}>{escape(str(c))}</{name.split()[0]}>" for c in one)
        return f"<{row}>{inner}</{row.split()[0]}>"

    return line(HEAD, head) + "".join(line(one, cell) for one in body)


def table(some: Sequence[Unit]) -> str:
    return f"<table>{rows([cells(one) for one in some], 'tr', 'th', 'td')}</table>"


def roles(some: Sequence[Unit]) -> str:
    head, row, cell = 'div role="columnheader"', 'div role="row"', 'div role="cell"'
    return f'<div role="table">{rows([cells(one) for one in some], row, head, cell)}</div>'


def narrow(some: Sequence[Unit]) -> str:
    body = [[f"{h}: {c}" for h, c in zip(HEAD, cells(one), strict=True)] for one in some]
    return f"<table>{rows(body, 'tr', 'th', 'td')}</table>"


def card(one: Unit) -> str:
    facts = zip(HEAD, cells(one), strict=True)
    pairs = [f"<div><span>{h}</span><span>{c}</span></div>" for h, c in facts if h != "Unit title"]
    return f"<div><div>{one.title}</div>{''.join(pairs)}</div>"


def cards(some: Sequence[Unit]) -> str:
    return "".join(map(card, some))


def items(some: Sequence[Unit]) -> str:
    return "".join(
        f'<li><a href="#"><span class="t">{u.title}</span><span class="r">{u.code}</span></a>'
        f"<span>Level {u.level}</span><span>{u.credit} credits</span><span>{u.glh} GLH</span></li>"
        for u in some
    )


def twice(some: Sequence[Unit]) -> str:
    return table(some) + cards(some)


def marked(some: Sequence[Unit]) -> str:
    spoken = '<span class="sr-only"> (opens in a new tab)</span>'
    soft = table(some).replace("marsh", "mar\u00adsh").replace("/93", "\u200b/\u200b93")
    return soft.replace("</td>", f"{spoken}</td>")


def stacked(some: Sequence[Unit]) -> str:
    columns = zip(*(map(str, cells(one)) for one in some), strict=True)
    return f"<table>{rows([['|'.join(one) for one in columns]], 'tr', 'th', 'td')}</table>".replace(
        "|", "<br>"
    )


def typed(some: Sequence[Unit]) -> str:
    lines = [HEAD, *(tuple(map(str, cells(one))) for one in some)]
    shown = ("  ".join(f"{c:<20}" for c in one).rstrip() for one in lines)
    return f"<pre>{escape(chr(10).join(shown))}</pre>"


def defined(some: Sequence[Unit]) -> str:
    order = (1, 0, 2, 3, 4)
    lists = ((f"<dt>{HEAD[n]}</dt><dd>{cells(one)[n]}</dd>" for n in order) for one in some)
    return "".join(f"<dl>{''.join(one)}</dl>" for one in lists)


def led(some: Sequence[Unit]) -> str:
    """Each unit with its title, reference and values as the terms of one list."""
    return "<dl>{}</dl>".format(
        "".join(
            f"<dt>{u.title}</dt><dd>{u.code}</dd>"
            f"<dd>Level {u.level}; {u.credit} credits; {u.glh} hours of guided learning</dd>"
            for u in some
        )
    )


def buttoned(some: Sequence[Unit]) -> str:
    """Cards each of which ends with the same link."""
    return "".join(
        f"<div><h4>{u.title}</h4><p>{u.code}</p><p>Level {u.level} {u.credit} credits"
        f" {u.glh} GLH</p><a>Read more</a></div>"
        for u in some
    )


def paired(some: Sequence[Unit]) -> str:
    """A table for each unit, two labels with their values in a row, the last of another kind."""
    return "".join(
        f"<h4>{u.title}</h4><table><tr><td>Unit reference</td><td>{u.code}</td><td>Level</td>"
        f"<td>{u.level}</td></tr><tr><td>Credit</td><td>{u.credit}</td></tr>"
        f"<tr><td>GLH</td><td>{u.glh}</td><td>Assessment</td><td>Portfolio</td></tr></table>"
        for u in some
    )


def measured(some: Sequence[Unit]) -> str:
    return "<table>{}</table>".format(
        "".join(
            f"<tr><td>{u.code}</td><td>{u.title}</td><td>Level {u.level}</td>"
            f"<td>{u.credit} credits</td><td>{u.glh} GLH</td></tr>"
            for u in some
        )
    )


def plain_parts(show: Shown) -> str:
    return f"<h3>Mandatory units</h3>{show(MANDATORY)}<h3>Optional units</h3>{show(OPTIONAL)}"


def opened_parts(show: Shown) -> str:
    """Headings that open what is hidden, as accordions have them."""
    return "".join(
        f'<h3><button aria-controls="p{n}">{name}</button></h3>'
        f'<div id="p{n}" hidden>{show(some)}</div>'
        for n, (name, some) in enumerate(
            (("Mandatory units", MANDATORY), ("Optional units", OPTIONAL))
        )
    )


def tab_parts(show: Shown) -> str:
    tabs = '<button role="tab" aria-controls="q">Structure</button>'
    body = f'<div role="tabpanel" id="q" style="display: none">{plain_parts(show)}</div>'
    return f'<div role="tablist">{tabs}</div>{body}'


def folded_parts(show: Shown) -> str:
    return "".join(
        f"<details><summary>{name}</summary>{show(some)}</details>"
        for name, some in (("Mandatory units", MANDATORY), ("Optional units", OPTIONAL))
    )


LABELS = {"Qualification number": NUMBER, "Credits": 13, "GLH": 92, "TQT": 130}
FACTS = {
    "defined": "<dl>" + "".join(f"<dt>{k}</dt><dd>{v}</dd>" for k, v in LABELS.items()) + "</dl>",
    "below": f"<p>Qualification number: {NUMBER}</p>"
    "<div>13</div><div>Credits</div><div>92</div><div>GLH</div><div>130</div><div>TQT</div>",
    "one line": f"<p>{' | '.join(f'{k}: {v}' for k, v in LABELS.items())}</p>",
    "measures": f"<p>{NUMBER} \u00b7 Level 2 \u00b7 13 credits \u00b7 92 GLH</p><p>TQT: 130</p>",
    "aside": "<aside>" + "".join(f"<p>{k}: {v}</p>" for k, v in LABELS.items()) + "</aside>",
}


def page(parts: str, facts: str = FACTS["defined"], rule: str = RULE) -> str:
    related = "Saltfleet Level 3 Diploma in Marsh Farming"
    return (
        '<html><body><form><div role="navigation"><a>Level 4 Award in Fens</a></div>'
        f"<h1>{TITLE}</h1>{facts}<h2>Structure</h2><p>{rule}</p>{parts}<h2>Fees</h2><p>None.</p>"
        f'</form><div role="complementary"><p>{related}</p><p>{OTHER}, 40 credits</p></div>'
        f"<h2>More</h2><p>{related}</p><p>{OTHER}</p></body></html>"
    )


def held(raw: bytes | str, name: str = "page.html") -> tuple[list[Written], list[str]]:
    """The drafts of a page, and what is wrong with them, whether asked about or not."""
    written = drafts_of_bytes(raw.encode() if isinstance(raw, str) else raw, name)
    score = compared(written, [TRUTH])
    return written, score.silent + score.doubted


def turning(some: Sequence[Unit]) -> str:
    """Cards that turn round, the last one shown once more before the first."""
    again = card(some[-1]).replace("<div>", '<div aria-hidden="true">', 1)
    return again + cards(some)


DRAWN = [table, roles, narrow, cards, items, twice, marked]
DRAWN += [stacked, typed, defined, measured, turning, led, buttoned, paired]


@pytest.mark.parametrize("show", DRAWN, ids=lambda show: show.__name__)
def test_a_list_is_read_however_it_is_drawn(show: Shown) -> None:
    (written,), wrong = held(page(plain_parts(show)))
    assert wrong == []
    assert [(d.name, d.about) for d in written.evidence.open] == []


@pytest.mark.parametrize("parts", [opened_parts, tab_parts, folded_parts])
def test_what_a_click_opens_is_read_as_what_is_shown(parts: Callable[[Shown], str]) -> None:
    (written,), wrong = held(page(parts(table)))
    assert wrong == []
    assert not written.evidence.open


@pytest.mark.parametrize("facts", FACTS)
def test_labels_and_their_values(facts: str) -> None:
    (written,), wrong = held(page(plain_parts(table), FACTS[facts]))
    assert wrong == []
    assert not written.evidence.open


def test_what_nothing_opens_is_read_where_it_lists_other_units_and_then_asked() -> None:
    hidden = f'<div style="display:none"><h3>Optional units</h3>{table(OPTIONAL)}</div>'
    shown = f"<h3>Mandatory units</h3>{table(MANDATORY)}"
    (written,), wrong = held(page(shown + hidden))
    assert wrong == []
    assert [d.name for d in written.evidence.open] == ["condition"]
    again = hidden.replace(">5<", ">9<")
    (written,), wrong = held(page(plain_parts(table) + again))
    assert wrong == []
    assert not written.evidence.open


def test_a_menu_that_a_click_opens_is_left_out() -> None:
    menu = '<a href="#m">Menu</a><ul id="m" hidden><li><a>Level 5 Diploma in Tides</a></li></ul>'
    (written,), wrong = held(page(menu + plain_parts(table)))
    assert wrong == []
    assert "Tides" not in "".join(written.files.values())


@pytest.mark.parametrize("more", ["Showing 1 to 3 of 9 entries", "Load more units"])
def test_a_list_that_goes_on_elsewhere_is_asked_about(more: str) -> None:
    (written,), _ = held(page(plain_parts(table) + f"<button>{more}</button>"))
    assert [d.name for d in written.evidence.open] == ["not-in-document"]
    (written,), _ = held(page(plain_parts(table) + "<p>Showing 1 to 9 of 9 entries</p>"))
    assert not written.evidence.open


def test_units_side_by_side_in_a_table_for_layout() -> None:
    both = f"<table><tr><td>{plain_parts(table)}</td><td><p>Handbook</p></td></tr></table>"
    (written,), wrong = held(page(both))
    assert wrong == []
    assert not written.evidence.open


def test_a_list_of_which_one_row_stands_twice_is_still_asked_about() -> None:
    (written,), _ = held(page(plain_parts(lambda some: table([*some, some[-1]]))))
    assert {d.name for d in written.evidence.open} >= {"cut"}


def test_another_list_that_contradicts_the_first_is_asked_about() -> None:
    other = table([MANDATORY[1]]).replace("<td>4</td>", "<td>9</td>")
    (written,), _ = held(page(plain_parts(table) + f"<p>So far:</p>{other}"))
    asked = {(d.name, d.about.rpartition("/")[2]) for d in written.evidence.open}
    assert asked >= {("two-figures", "credit"), ("no-group", "group")}


def message(html: str, plain: str = "see below") -> EmailMessage:
    made = EmailMessage()
    made["From"], made["Subject"] = "a@fen.example", "Units"
    made.set_content(plain)
    made.add_alternative(html, subtype="html", cte="quoted-printable")
    return made


def test_the_page_in_a_message_is_read_and_what_is_attached_is_named() -> None:
    made = message(page(plain_parts(table)))
    (written,), wrong = held(made.as_bytes(), "units.eml")
    assert wrong == []
    assert not written.evidence.open
    made.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="hours.pdf")
    (written,), wrong = held(made.as_bytes(), "units.mht")
    assert wrong == []
    assert ["hours.pdf" in d.message for d in written.evidence.open] == [True]


def test_a_text_that_is_quoted_in_an_answer() -> None:
    line = "\t".join(HEAD)
    body = [TITLE, f"Qualification number: {NUMBER}", *(f"{k}: {v}" for k, v in LABELS.items())]
    body += ["", RULE]
    for name, some in (("Mandatory units", MANDATORY), ("Optional units", OPTIONAL)):
        body += ["", name, "", line, *("\t".join(map(str, cells(one))) for one in some)]
    _, wrong = held("See below.\n\n" + "\n".join(f"> {one}".rstrip() for one in body), "a.txt")
    assert wrong == []


def test_a_message_without_words_is_refused_and_a_text_with_a_colon_is_none() -> None:
    made = EmailMessage()
    made.add_attachment(b"x", maintype="image", subtype="png", filename="a.png")
    with pytest.raises(Refused, match="a message without words"):
        read(made.as_bytes(), "a.eml")
    with pytest.raises(Refused, match="more than 5,000 parts"):
        read(made.as_bytes() + b"\n--a" * 5_001, "a.eml")
    assert kind_of(b"Title: a\nContent: b\n\nunits", "a.txt") == "text"
