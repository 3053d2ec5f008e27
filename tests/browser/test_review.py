"""The page that a draft is reviewed by: opened from disk, answered by keys and by buttons."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from catalogue import Catalogue
from catalogue.handbooks.blocks import Content, Picture
from catalogue.handbooks.drafts.evidence import Evidence
from catalogue.handbooks.drafts.writing import imported
from catalogue.handbooks.readers.kinds import read
from catalogue.handbooks.readers.pictures import loaded_pictures, pictures_of
from tests.browser.test_axe import look
from tests.catalogue.handbooks.samples.rendering import page as web_page, pdf
from tests.catalogue.handbooks.samples.truth import PAGE, Part, h, p, table, units

WORKS = ("drains", "roofs", "walls", "floors", "lifts", "stairs", "doors", "gates", "paths")
HEAD = ("Unit reference", "Unit title", "Level", "Credit", "GLH")


def handbook() -> list[Part]:
    """Four references are misprinted, a sum does not hold, and rules have a page of their own."""
    optional = units(300, *[(f"Carry out {work}", 3, 4, 20) for work in WORKS])
    rows = [(u.code, u.title, u.level, u.credit, u.glh) for u in optional]
    misprinted = [(f"{row[0][:-1]}{(int(row[0][-1]) + 1) % 10}", *row[1:]) for row in rows[:4]]
    mandatory = units(10, ("Plan the people's work", 3, 5, 30), ("Keep it all safe", 3, 4, 30))
    return [
        h(1, "Acme Level 3 Diploma in Site Work"),
        p("Published by Acme Awards."),
        h(2, "Qualification structure"),
        p("Learners must achieve at least 21 credits, of which 10 credits must come from Group A."),
        p("At least 12 credits must come from Group B."),
        PAGE,
        h(3, "Mandatory Group A"),
        table(HEAD, *[(u.code, u.title, u.level, u.credit, u.glh) for u in mandatory]),
        h(3, "Optional Group B"),
        table(HEAD, *misprinted, *rows[4:]),
    ]


@pytest.fixture(scope="module", params=["pdf", "html"])
def written(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Evidence]:
    """The page of a draft, and its evidence."""
    raw = (pdf if request.param == "pdf" else web_page)(handbook())
    content = read(raw, f"book.{request.param}")

    def draw(one: Content, pages: Sequence[int]) -> Mapping[int, Picture]:
        return loaded_pictures(pictures_of(raw, pages)) if one.kind == "pdf" else {}

    (made,) = imported([content], {content.document: "0"}, Catalogue((), {}, (), ""), draw=draw)
    path = tmp_path_factory.mktemp("review") / f"{made.draft.short_name}.review.html"
    path.write_text(made.files[path.name], encoding="utf-8")
    return path, made.evidence


@pytest.fixture
def review(chromium: Any, written: tuple[Path, Evidence]) -> Iterator[Any]:
    """The page, opened; it asks nothing of anybody, and its console stays empty.

    That with images of pages is wide, that with their text narrow.
    """
    width = 1280 if "data:image" in written[0].read_text("utf-8") else 320
    context = chromium.new_context(
        viewport={"width": width, "height": 900}, bypass_csp=True, offline=True
    )
    one = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    one.on("console", lambda message: said.append(message.text))
    one.on("pageerror", lambda error: said.append(str(error)))
    one.on("request", lambda request: asked.append(request.url))
    one.goto(written[0].as_uri())
    yield one
    context.close()
    assert said == []
    assert {url.partition(":")[0] for url in asked} <= {"file", "data"}
    assert sum(url.startswith("file") for url in asked) <= 2  # opened, and opened anew


def focused(review: Any) -> str:
    return str(review.evaluate("document.activeElement.innerText"))


def given(review: Any) -> dict[str, str]:
    """The answers of the command that the page shows."""
    words = shlex.split(str(review.locator("#answers").inner_text()).replace("\\\n", " "))
    return dict(one.split("=", 1) for one in words if "=" in one)


def test_the_place_of_a_doubt_is_seen_beside_it_and_contradictions_come_first(
    review: Any, written: tuple[Path, Evidence]
) -> None:
    names = [one.name for one in written[1].open]
    assert names == ["sum"] * 2 + ["letter"] * 4 + ["not-printed"]
    for doubt in written[1].open[:4]:
        review.keyboard.press("j")
        while doubt.message not in focused(review):
            review.keyboard.press("j")
        if doubt.stands.path:
            assert doubt.text in review.locator(".on").inner_text()
        # the mark is within the window of the document, and the doubt is not under that
        mark, pages = (review.locator(one).bounding_box() for one in (".on", "section.pages"))
        assert mark["y"] >= pages["y"] - 4
        assert mark["y"] + mark["height"] <= pages["y"] + pages["height"] + 4
        item = review.locator(":focus").bounding_box()
        assert item["y"] < 900
        assert item["y"] + 20 < pages["y"] or item["x"] >= pages["x"] + pages["width"]
    look(review)


def test_one_answer_is_given_to_all_that_are_alike(
    review: Any, written: tuple[Path, Evidence]
) -> None:
    letters = [one.id for one in written[1].open if one.name == "letter"]
    first = review.locator(f"[data-id='{letters[0]}']")
    first.focus()
    review.keyboard.press("e")
    review.keyboard.type("A/505/0300")
    review.keyboard.press("Enter")
    assert given(review) == {letters[0]: "A/505/0300"}
    same = review.get_by_role("button", name="The same for 3 more like it")
    assert not same.is_visible()  # no two units have one reference
    review.keyboard.press("r")
    assert given(review) == {}
    review.keyboard.press("a")
    same.click()
    assert given(review) == dict.fromkeys(letters, "keep")
    review.locator(f"[data-id='{letters[2]}']").get_by_role("button", name="Reopen").click()
    assert given(review) == {one: "keep" for one in letters if one != letters[2]}


def test_answers_stay_when_the_page_is_opened_anew_and_are_quoted_for_the_shell(
    review: Any, written: tuple[Path, Evidence]
) -> None:
    (number,) = [one for one in written[1].open if one.about == "number"]
    item = review.locator(f"[data-id='{number.id}']")
    item.get_by_label("Another value").fill("it's 603/1")
    item.get_by_role("button", name="Enter", exact=True).click()
    review.get_by_label("Who answers").fill("Ada O'Neill")
    assert given(review) == {number.id: "it's 603/1"}
    review.reload()
    assert given(review) == {number.id: "it's 603/1"}
    words = shlex.split(review.locator("#answers").inner_text().replace("\\\n", " "))
    assert words[2:6] == ["confirm", f"{written[1].short_name}.draft.yaml", "--by", "Ada O'Neill"]


def test_keys_of_one_letter_can_be_turned_off_and_are_letters_in_a_field(review: Any) -> None:
    review.keyboard.press("j")
    review.keyboard.press("e")
    review.keyboard.type("jkar")
    assert review.locator("input:focus").input_value() == "jkar"
    review.keyboard.press("Escape")
    assert given(review) == {}
    review.get_by_label("Keys").uncheck()
    review.locator("ol .item").first.focus()
    review.keyboard.press("a")
    assert given(review) == {}
    review.get_by_label("Keys").check()
    review.locator("ol .item").first.focus()
    review.keyboard.press("a")
    assert list(given(review).values()) == ["keep"]
