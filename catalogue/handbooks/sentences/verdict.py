"""Whether the second reader of sentences comes to what the first did."""

from __future__ import annotations

from catalogue.handbooks.sentences.atoms import Reading
from catalogue.handbooks.sentences.frame import NotUnderstood
from catalogue.handbooks.sentences.grammar import read_strictly
from catalogue.handbooks.sentences.sentences import Sentence


def second_reading(sentence: Sentence, first: Reading) -> tuple[tuple[str, ...], str]:
    """Return who read a sentence alike, and where they do not, what the second reader says.

    A sentence that became no amount needs no second reading: what it says is asked anyway.
    """
    if not first.atoms:
        return ("islands",), ""
    try:
        atoms, figures = read_strictly(sentence.text, sentence.group)
    except NotUnderstood as error:
        return ("islands",), f"the second reader: {error}"
    if atoms == first.atoms and all(first.figures.get(k) == v for k, v in figures.items()):
        return ("islands", "grammar"), ""
    return ("islands",), f"the second reader has {'; '.join(map(str, atoms)) or 'nothing'}"
