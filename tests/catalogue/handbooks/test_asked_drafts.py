"""A draft is asked about though its document contradicts itself, and every answer says so."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from catalogue import Catalogue, LearnerRecord, load
from catalogue.files.drafts import askable, open_doubts
from catalogue.files.pages import Pages, parse_pages
from solver import Plan, Question, Situation, suggest
from tests.catalogue.handbooks.mutants import mutants
from tests.catalogue.handbooks.pages import web
from tests.catalogue.handbooks.printing import handbook
from tests.catalogue.handbooks.reading import drafted, loaded
from tests.catalogue.handbooks.samples.rendering import page
from tests.catalogue.handbooks.samples.third import a_contradiction


def test_a_sum_that_its_list_does_not_give(tmp_path: Path) -> None:
    # 14 credits are stated of mandatory units of 6, 3 and 3
    (written,) = drafted(page(a_contradiction()[0]), "a.html", Catalogue((), {}, (), ""))
    assert any(one.name == "sum" for one in written.evidence.open)
    subject = loaded(written, tmp_path)
    assert len(written.evidence.open) == 1
    assert "(draft: 1 doubt open: 1 sum)" in subject.title
    rule = next(one for one in subject.editions[-1].rules if one.kind == "mandatory")
    assert "states 14 credits and lists units of 12" in rule.cited
    question = Question(on=date(2026, 9, 1))
    answer = suggest(Situation.of_learner(subject, question, LearnerRecord(), units={}))
    assert isinstance(answer, Plan)
    assert answer.qualification.title == subject.title


def test_every_mutant_of_a_handbook_can_be_asked_about(shipped: Catalogue, tmp_path: Path) -> None:
    subject = shipped.find("nocn-l1-customer-service")
    book = handbook(subject, subject.editions[-1])
    for number, (_, changed) in enumerate(mutants(book, 3, 2)):
        (written,) = drafted(web(changed), "a.html", shipped)
        path = tmp_path / f"{number}.draft.yaml"
        (text,) = (text for name, text in written.files.items() if name.endswith(".yaml"))
        path.write_text(text, encoding="utf-8")
        (one,) = load([path], shipped=False).qualifications
        assert open_doubts(text) in one.title


def test_what_a_draft_says_of_a_unit_holds_for_it_alone(shipped: Catalogue, tmp_path: Path) -> None:
    # another credit of a mandatory unit: the sum of the shipped file would no longer be right
    subject = shipped.find("nocn-l3-customer-service")
    book = handbook(subject, subject.editions[-1])
    reference, *rest = book.tables[0].rows[0]
    book.tables[0].rows[0] = (reference, rest[0], rest[1], "9", *rest[3:])  # type: ignore[assignment]
    (written,) = drafted(web(book), "a.html", shipped)
    (text,) = (text for name, text in written.files.items() if name.endswith(".yaml"))
    text = text.replace(subject.short_name, "another")
    path = tmp_path / "another.draft.yaml"
    path.write_text(re.sub(r"(?m)^number: .*", "number: null", text), encoding="utf-8")
    library = load([path])
    found = [
        next(u.credit for u in library.find(name).editions[-1].units if u.reference == reference)
        for name in ("another", subject.short_name)
    ]
    assert found == [9, shipped.units[reference].credit]
    assert library.units[reference].credit == shipped.units[reference].credit
    assert any(f"{reference} has credit 9 here" in str(clash) for clash in library.clashes)


@pytest.mark.parametrize(
    ("levels", "highest"),
    [("[{level: 2}, {level: Entry 3}]", 2), ("[{level: null}]", 1), ("3", 1)],
)
def test_what_is_not_printed_of_the_whole_is_told_in_the_title(levels: str, highest: int) -> None:
    text = "# unitwise draft: 4 doubts open\n"
    text += "short_name: pond\ntitle: null\nlevel: null\nawarding_organisation: Reed\n"
    pages = parse_pages(f"{text}units: {levels}\n", "pond.draft.yaml")
    assert isinstance(pages, Pages)
    assert askable(pages).data["title"] == "pond (draft: 4 doubts open; not printed: title, level)"
    assert askable(pages).data["level"] == highest
    assert askable(pages).data["awarding_organisation"] == "Reed"


def test_a_draft_whose_head_was_taken_away_does_not_tell_its_doubts() -> None:
    assert open_doubts("short_name: pond\n") == "its doubts are not told"
