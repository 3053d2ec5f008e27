"""The doubts of a draft, answered one by one: kept at once, taken back, given to all alike."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from adviser.cli.doubts import Confirming, ask
from catalogue import Catalogue, UnitwiseError
from catalogue.handbooks.doubts import Doubt
from catalogue.handbooks.drafts.evidence import Evidence, OpenDoubt
from tests.catalogue.handbooks.samples.rendering import markdown
from tests.catalogue.handbooks.samples.truth import Part, h, p, table, units

Type = Callable[..., None]


def book(*, before: int = 0, dropped: int | None = None, letters: int = 4) -> list[Part]:
    """Some references are misprinted, the first of which has no hours; no number is printed."""
    works = ("drains", "roofs", "walls", "floors", "lifts")
    rows = units(300, *[(f"Carry out {work}", 3, 4, 20) for work in works])
    listed: list[tuple[Any, ...]] = [(u.code, u.title, u.level, u.credit, u.glh) for u in rows]
    for n in range(letters):
        code = listed[n][0]
        listed[n] = (f"{code[:-1]}{(int(code[-1]) + 1) % 10}", *listed[n][1:])
    listed[0] = (*listed[0][:4], None)
    if dropped is not None:
        del listed[dropped]
    return [
        h(1, "Acme Level 3 Diploma in Site Work"),
        *[p("This page is about centres.") for _ in range(before)],
        h(2, "Qualification structure"),
        p("Learners must achieve at least 8 credits from Optional Group B."),
        h(3, "Optional Group B"),
        table(("Unit reference", "Unit title", "Level", "Credit", "GLH"), *listed),
    ]


def saved(folder: Path, parts: list[Part], kept: Evidence | None = None) -> Confirming:
    """A draft and its evidence as files."""
    from catalogue.handbooks.drafts.writing import imported
    from catalogue.handbooks.readers.kinds import read

    library = Catalogue((), {}, (), "")
    contents = [read(markdown(parts), "book.md")]
    answered = {kept.short_name: kept} if kept else {}
    (made,) = imported(contents, {"book.md": "0"}, library, answered=answered)
    for name, text in made.files.items():
        (folder / name).write_text(text, encoding="utf-8")
    state = Confirming.opened(folder / f"{made.draft.short_name}.draft.yaml")
    state.by = "Ada"
    return state


@pytest.fixture
def state(tmp_path: Path) -> Confirming:
    return saved(tmp_path, book())


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Type:
    return lambda *lines: monkeypatch.setattr("sys.stdin", StringIO("\n".join([*lines, ""])))


def about(state: Confirming, end: str) -> list[OpenDoubt]:
    return [one for one in state.evidence.open if one.about.endswith(end)]


def stored(state: Confirming) -> dict[str, Any]:
    """The answers on the disk, by what they are about."""
    doubts = json.loads(state.beside.read_text("utf-8"))["doubts"]
    return {one["about"]: one["answer"]["value"] for one in doubts if one["answer"]}


def test_each_answer_is_on_the_disk_before_the_next_is_asked(
    state: Confirming, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []
    lines = iter(["", "n", "=A/505/0300", "q"])

    def asked(*_: object, **__: object) -> str:
        seen.append(len(stored(state)))
        return next(lines)

    monkeypatch.setattr("click.prompt", asked)
    ask(state)
    assert seen == [0, 1, 1, 2]


def test_one_answer_is_given_to_all_alike_once_and_never_one_reference_to_two(
    state: Confirming, typed: Type
) -> None:
    letters = [one.about for one in about(state, "/reference")]
    typed("=A/505/0300", "", "l", "y", "q")
    ask(state)
    renamed = "units/A/505/0300/reference"
    assert stored(state) == {renamed: "A/505/0300", **dict.fromkeys(letters[1:])}


def test_back_takes_an_answer_away_again_from_the_draft_and_the_disk(
    state: Confirming, typed: Type
) -> None:
    first, second, *_ = about(state, "/reference")
    text = state.draft.read_text("utf-8")
    typed("d", "", "b", "s", "", "q")
    ask(state)
    assert stored(state) == {second.about: None}
    assert first.about.split("/", 1)[1].removesuffix("/reference") in text
    units_left = [one["reference"] for one in state.data["units"]]
    assert len(units_left) == 5


def test_two_who_answer_at_once_do_not_write_over_each_other(state: Confirming) -> None:
    other = Confirming.opened(state.draft)
    other.by = "Bob"
    first, second, *_ = state.evidence.open
    assert other.answer(first, None) == ""
    other.keep()
    assert state.answer(second, None) == ""
    with pytest.raises(UnitwiseError, match="changed by somebody else"):
        state.keep()
    assert stored(state) == {first.about: None}


def test_a_draft_that_was_edited_by_hand_stays_as_it_was_edited(state: Confirming) -> None:
    text = state.draft.read_text("utf-8")
    state.draft.write_text(text.replace("Carry out lifts", "Carry out all lifts"), encoding="utf-8")
    anew = Confirming.opened(state.draft)
    anew.by = "Ada"
    assert anew.answer(anew.evidence.open[0], None) == ""
    anew.keep()
    assert "Carry out all lifts" in state.draft.read_text("utf-8")


def test_a_unit_that_was_given_another_reference_is_still_asked_about(
    state: Confirming, tmp_path: Path
) -> None:
    letter, hours = about(state, "/reference")[0], about(state, "/glh")[0]
    assert letter.about.removesuffix("reference") == hours.about.removesuffix("glh")
    assert state.answer(letter, "K/505/0300") == ""
    (hours,) = about(state, "/glh")
    assert hours.about == "units/K/505/0300/glh"
    assert state.answer(hours, "25") == ""
    unit = next(one for one in state.data["units"] if one["reference"] == "K/505/0300")
    assert unit["glh"] == 25
    # and both answers stand again where the document, read anew, has the misprint still
    anew = saved(tmp_path, book(before=9, dropped=2), state.evidence)
    unit = next(one for one in anew.data["units"] if one["reference"] == "K/505/0300")
    assert unit["glh"] == 25
    assert [one.name for one in anew.evidence.open] == ["letter", "letter", "not-printed"]


def test_a_doubt_is_called_the_same_wherever_it_stands() -> None:
    from catalogue.handbooks.blocks import Spot

    def doubt(message: str, page: int) -> str:
        return Doubt("cut", "units/a/row", message, Spot("a", page)).id

    one, other = (doubt(f"stands after the lists (page {n})", n) for n in (8, 9))
    assert one == other
    assert doubt("8 credits are stated", 8) != doubt("9 credits are stated", 8)
