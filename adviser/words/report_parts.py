"""Parts of a report that may be long or many: the ledger, and why there is no plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version

from adviser.words.blocks import Block, Columns, Grid, Heading, Items, Paragraph, Tone
from adviser.words.conflict import (
    NEEDED_UNKNOWN,
    REFUSED,
    besides,
    cause_lines,
    fewest_unknown,
    opening,
    refuses_unknown,
    repair_words,
    together,
    undecided,
    way_out,
    what_is_known,
    what_to_do,
    without_hours,
)
from adviser.words.facts import catalogue_version, day, upper
from adviser.words.ledger import HEADINGS, because, counting, doubts, named
from catalogue import Edition
from solver import Conflict, Undecided
from solver.results.ledger import Entry

MOST_ROWS = 25
"""Achievements of one sentence that have a row each, at the most; more are set in columns."""


def ledger_blocks(entries: Sequence[Entry]) -> Iterator[Block]:
    """Yield every achievement: what counts, then what does not, reason by reason."""
    if counts := [entry for entry in entries if entry.counts]:
        yield Heading("Held, and counts")
        yield _grid(counts, [counting(entry) for entry in counts])
    if any(not entry.counts for entry in entries):
        yield Heading("Held, not counted")
    for reason, words in HEADINGS.items():
        same = [entry for entry in entries if entry.reason == reason]
        if not same:
            continue
        yield Heading(f"{words} ({len(same)})", part=True)
        sentences = [because(entry) for entry in same]
        if len(set(sentences)) > 1:
            yield _grid(same, sentences)
            continue
        yield Paragraph(sentences[0])
        if slips := doubts(entry.name for entry in same if reason == "unknown-unit"):
            yield Items(slips)
        if len(same) > MOST_ROWS:
            yield Columns([f"{entry.number}. {named(entry)}" for entry in same])
        else:
            yield _grid(same, None)


def _grid(entries: Sequence[Entry], sentences: Sequence[str] | None) -> Grid:
    columns = ["No.", "Held", "Title", "Achieved"]
    rows = []
    for number, entry in enumerate(entries):
        achieved = day(entry.achieved) if entry.achieved else ""
        row = [str(entry.number), entry.name, entry.title or "", achieved]
        rows.append([*row, sentences[number]] if sentences else row)
    if sentences:
        columns.append("What became of it")
    return Grid(columns, rows, frozenset({"No."}))


def no_plan_blocks(answer: Conflict | Undecided, edition: Edition) -> Iterator[Block]:
    """Yield why there is no plan, and what would have to give."""
    yield Heading("Why there is no plan")
    if not isinstance(answer, Conflict):
        yield Paragraph(undecided(answer), tone=Tone.STRONG)
        yield Paragraph("It may have an answer or none.")
        if known := what_is_known(answer, edition):
            yield Paragraph(known)
        yield Heading("What to do")
        yield Items(list(what_to_do(answer)))
        return
    if refuses_unknown(answer):
        yield Paragraph(REFUSED, tone=Tone.STRONG)
        yield Items([f"{unit.group} {unit.unit} {unit.title}" for unit in answer.units])
        yield Paragraph(without_hours())
        return
    yield Paragraph(opening(answer), tone=Tone.STRONG)
    if answer.fewest_unknown:
        yield Paragraph(fewest_unknown(answer))
        if answer.units:
            yield Paragraph(NEEDED_UNKNOWN)
            yield Items([f"{unit.group} {unit.unit} {unit.title}" for unit in answer.units])
    if answer.causes:
        yield Paragraph(together(answer))
        yield Items([" ".join(cause_lines(cause, edition)) for cause in answer.causes])
    for other in answer.further:
        yield Paragraph(besides(other))
        yield Items([" ".join(cause_lines(cause, edition)) for cause in other.causes])
    yield Heading("What would have to give")
    if not answer.repairs:
        yield from (Paragraph(line) for line in way_out(answer))
        return
    for line in way_out(answer):
        yield Paragraph(line)
    yield Items([f"{upper(repair_words(repair, edition))}." for repair in answer.repairs])


def versions(digest: str) -> str:
    """The version of the tool, and that of the catalogue."""
    try:
        released = version("unitwise")
    except PackageNotFoundError:
        released = "of unknown version"
    return f"Unitwise {released}; {catalogue_version(digest)}"
