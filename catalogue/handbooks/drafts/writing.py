"""The files of a draft as texts: the YAML, its evidence, and the page to review it by."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from catalogue.handbooks.blocks import Content, Picture
from catalogue.handbooks.doubts import Doubt
from catalogue.handbooks.drafts import draft as drafts, evidence as evidences
from catalogue.handbooks.drafts.beside import pages_of
from catalogue.handbooks.drafts.confirming import aimed, apply, called_anew, is_new_name
from catalogue.handbooks.drafts.drafting import Draft, drafts_of
from catalogue.handbooks.drafts.evidence import Evidence, evidence_of
from catalogue.handbooks.drafts.filing import draft_text
from catalogue.handbooks.drafts.readings import with_readings
from catalogue.handbooks.drafts.review import SUFFIX as REVIEW, review_page
from catalogue.handbooks.qualifications.placing import spot_of
from catalogue.library import Catalogue

Recompute = Callable[[str, str], Sequence[tuple[str, str]]]
Draw = Callable[[Content, Sequence[int]], Mapping[int, Picture]]


@dataclass(frozen=True)
class Written:
    """A draft and the texts of its files by their names."""

    draft: Draft
    evidence: Evidence
    files: Mapping[str, str]


def imported(
    contents: Sequence[Content],
    hashes: Mapping[str, str],
    library: Catalogue,
    title: str | None = None,
    answered: Mapping[str, Evidence] | None = None,
    recompute: Recompute | None = None,
    draw: Draw | None = None,
) -> list[Written]:
    """Return the drafts of documents that were read, with the texts of their files.

    Parameters
    ----------
    hashes
        The SHA-256 of each document by its name.
    library
        The catalogue, which facts are held against.
    title
        What the draft calls the document; else its name.
    answered
        Earlier evidence by the short name of the draft: answers whose doubt is unchanged are kept.
    recompute
        Works out what follows from a draft, given its short name and text, and returns where what
        is published does not: what about, and what was seen.
    draw
        Makes images of pages of a document, given its content and their numbers.
    """
    found = drafts_of(contents, library)
    made: list[_Made] = []
    names: set[str] = set()
    for one in found:
        _tell_apart(one, names)
        mine = [content for content in contents if content.document in one.read_from]
        for number, content in enumerate(mine):
            key = "document" if len(mine) == 1 else f"document-{number + 1}"
            one.keys[content.document] = key
            one.documents[key] = title if title and len(mine) == 1 else content.document
        if recompute is not None:
            _hold(one, recompute)
        made.append(_made(one, mine, dict(hashes), (answered or {}).get(one.short_name)))
    wanted = {one.document: set[int]() for one in contents}
    for each in made:
        for document, pages in pages_of(each.evidence).items():
            wanted[document] |= pages
    pictures = {
        one.document: draw(one, sorted(wanted[one.document])) if draw is not None else {}
        for one in contents
    }
    return [_written(each, pictures) for each in made]


def _hold(draft: Draft, recompute: Recompute) -> None:
    """Add a doubt for each published figure that does not follow from the rules."""
    text = drafts.yaml_of(drafts.data_of(draft), {})
    for about, message in recompute(draft.short_name, text):
        figure = draft.rules.figures.get(about.removeprefix("published/"))
        spot, words = (figure[1].spot, figure[1].text) if figure else (spot_of(draft.section), "")
        draft.doubts.append(Doubt("range", about, message, spot, words))


def _tell_apart(draft: Draft, names: set[str]) -> None:
    name = draft.short_name
    if name in names:
        kind = next(
            (k for k in ("award", "certificate", "diploma") if k in draft.section.title.casefold()),
            "",
        )
        name = f"{name}-{kind}" if kind else name
    number = 2
    while name in names:
        name, number = f"{draft.short_name}-{number}", number + 1
    draft.short_name = name
    names.add(name)


@dataclass(frozen=True, slots=True)
class _Made:
    draft: Draft
    evidence: Evidence
    data: dict[str, Any]
    contents: list[Content]


def _made(
    draft: Draft, contents: list[Content], hashes: dict[str, str], before: Evidence | None
) -> _Made:
    evidence = evidence_of(draft, contents, hashes)
    kept = {doubt.id: doubt.answer for doubt in before.doubts} if before else {}
    doubts = tuple(
        doubt.model_copy(update={"answer": kept.get(doubt.id)}) for doubt in evidence.doubts
    )
    evidence = evidence.model_copy(update={"doubts": doubts})
    open_ids = {doubt.id for doubt in evidence.open}
    draft.doubts = [doubt for doubt in draft.doubts if doubt.id in open_ids]
    data = drafts.data_of(draft)
    given = [(aimed(one, evidence), one.answer.value) for one in doubts if one.answer is not None]
    given = [(one, value) for one, value in given if value is not None]
    for doubt, value in sorted(given, key=lambda one: is_new_name(*one)):
        apply(data, doubt, value)
    for doubt, value in given:
        evidence = called_anew(evidence, doubt, value)
    with_readings(data, evidence)
    return _Made(draft, evidence, data, contents)


def _written(made: _Made, pictures: Mapping[str, Mapping[int, Picture]]) -> Written:
    draft, evidence, data = made.draft, made.evidence, made.data
    name = draft.short_name
    files = {
        name + drafts.SUFFIX: draft_text(data, evidence),
        name + evidences.SUFFIX: evidence.model_dump_json(indent=1) + "\n",
        name + REVIEW: review_page(data, evidence, made.contents, pictures),
    }
    return Written(draft, evidence, files)
