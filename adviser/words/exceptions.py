"""Exceptions agreed for one learner: which an answer rests on, and which were only made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from adviser.words.blocks import Block, Paragraph, Space, item
from adviser.words.facts import day
from catalogue.learner.exceptions import Excepted

_HEADINGS = {
    True: "It rests on exceptions agreed for this learner alone",
    False: "Agreed for this learner alone; this would be legal without",
    None: "Exceptions agreed for this learner alone are made",
}
"""What is said of exceptions, by whether they are needed; null where nothing can rest on them."""


def parted(exceptions: Sequence[Excepted]) -> Iterator[tuple[str, list[str]]]:
    """Yield each heading under which there are exceptions, and a sentence for each of these."""
    for needed, words in _HEADINGS.items():
        if same := [exception(one) for one in exceptions if one.needed is needed]:
            yield words, same


def exceptions_blocks(exceptions: Sequence[Excepted]) -> Iterator[Block]:
    """Yield the exceptions that were made, if any, with an empty line after each part of them."""
    for words, sentences in parted(exceptions):
        yield Paragraph(f"{words}:")
        for sentence in sentences:
            yield item(sentence)
        yield Space()


def resting_on(exceptions: Sequence[Excepted]) -> str:
    """Short sentences to follow another, with each reference once; or nothing."""
    words = ""
    told: set[str] = set()
    for needed, head in _HEADINGS.items():
        names = {one.reference: None for one in exceptions if one.needed is needed}
        if new := [name for name in names if name not in told]:
            words += f" {head}: {', '.join(new)}."
            told.update(new)
    return words


def rests_on(references: Sequence[str]) -> str:
    """A few words to follow what is told of a choice that needs exceptions; or nothing."""
    return f"; rests on {', '.join(references)}" if references else ""


def exception(one: Excepted) -> str:
    """An exception with what it changes, who agreed to it, when and why."""
    rule = f"rule {one.rule}, '{one.says}' [{one.source}],"
    if one.kind == "accept-unit":
        what = f"{one.held} is accepted as {one.counts_as}"
    elif one.kind == "waive-rule":
        what = f"{rule} is waived"
    else:
        what = f"{rule} is changed to {' and '.join(_ends(one))}"
    return (
        f"{what}: {one.reason.rstrip('.')}. Agreed by {one.agreed_by} on"
        f" {day(one.agreed_on)}, reference {one.reference}."
    )


def _ends(one: Excepted) -> Iterator[str]:
    """Each bound that an exception changes, with what it is for every other learner."""
    for words, now, was in (
        ("at least", one.at_least, one.was_at_least),
        ("at most", one.at_most, one.was_at_most),
    ):
        if now is not None:
            yield f"{words} {now}" if was is None else f"{words} {now} instead of {was}"
