"""Words that the end of a line parts: put together where that is sure, and told where it is guessed.

A narrow cell breaks a word in the middle, with or without a hyphen. Readers leave a sign where that
may be so; what the word is, the other words of the document tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from catalogue.handbooks.blocks import Block, Grid, Line
from catalogue.handbooks.written.rows import HEAD_WORDS

JOINT = "\u205e"
"""Stands where a line ends that may end in the middle of a word."""
HYPHEN = "\u2027"
"""Stands where a line ends with a hyphen that may be of the word or of the end of the line."""

UNSURE = "\u2056"
"""Stands behind words that others are printed over, or that the edge of their cell may cut."""

_MARKED = re.compile(rf"[^\s{JOINT}{HYPHEN}]+(?:[{JOINT}{HYPHEN}][^\s{JOINT}{HYPHEN}]+)+")
_WORD = re.compile(r"[A-Za-z]+(?:['-][A-Za-z]+)*")
_LETTERS = re.compile(r"[A-Za-z]{2,}")
_TAIL = re.compile(
    r"(?:ations?|itions?|[cst]ions?|ments?|ings?|ness|ity|ities|able|ible|ances?|ences?|ical|ially|ally|ious|ships?|ular|wards?|ures?|ives?|ary|ery|ory)$"
)
"""What words end with."""
_LAST, _FIRST = re.compile(r"[A-Za-z]+$"), re.compile(r"[A-Za-z]+")
_LEAST_WORD = 5
"""Letters of what is rather a word than the rest of one, inclusive."""
_SIGNS = "()[],;:.\"'"
_KEPT = {"non", "self", "cross", "ex"}
_TAILS = re.compile(
    r"[^aeiouy]+|[b-z]|t?ion?s?|s?ions?|ments?|ings?|ness(?:es)?|i?t(?:y|ies)|ies|ed|e?rs|ences?|ances?"
    r"|(?:[a-z]{0,3})ations?|i?bles?|i?cal(?:ly)?|[ct]ial(?:ly)?|[ts]ive(?:ly)?|ly|ology|ogist|es|al",
    re.IGNORECASE,
)
"""The rest of a word that is none by itself."""
_SMALL = {"and", "or", "of", "for", "from", "the", "with", "without", "within", "to", "into", "by", "under", "using", "through"}  # fmt: skip
"""Words that begin a line and are no rest of another one."""
_USUAL = {"withdrawn", "available", "replacement", "mandatory", "optional", "qualification", "understand", "understanding", "introduction", "communication", "management", "development"}  # fmt: skip


def meeting(text: str, part: str, mark: str = " ") -> str:
    """Return the lines of a cell put together, with ``mark`` between what may be one word."""
    if text.endswith("-") and text[-2:-1].isalpha() and part[:1].islower():
        return f"{text[:-1]}{HYPHEN}{part}"
    if text.endswith(("-", "/")) and text[-2:-1].isalnum() and part[:1].isalnum():
        return text + part
    return f"{text}{mark}{part}" if text else part


@dataclass(slots=True)
class Words:
    """The words that a document and the catalogue have whole, and what was guessed by them."""

    known: set[str] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)
    """The signs between the parts of words that are certainly one."""
    guessed: dict[str, tuple[str, str]] = field(default_factory=dict)
    """By what is read, how else it may be, and the signs that stood there."""

    @property
    def doubtful(self) -> dict[str, str]:
        """By what is read, how else it may be: where the document does so with other words."""
        return {
            word: other
            for word, (other, marks) in self.guessed.items()
            if set(marks) & self.seen or not re.search(r"[ -]", word)
        }

    def settled(self, text: str) -> str:
        """Return a text with each of its parted words as it is read."""
        if JOINT not in text and HYPHEN not in text:
            return text
        return _MARKED.sub(self._word, text).replace(JOINT, "").replace(HYPHEN, "-")

    def _word(self, found: re.Match[str]) -> str:
        parts = re.split(f"([{JOINT}{HYPHEN}])", found[0])
        at = 0
        while at < len(parts):  # what is known is put together first, the longest before the rest
            for end in range(len(parts), at + 2, -2):
                whole = _LETTERS.search("".join(parts[at:end:2]))
                if whole and whole[0].casefold() in self.known:
                    self.seen |= set(parts[at + 1 : end : 2])
                    parts[at:end] = ["".join(parts[at:end:2])]
                    break
            at += 2
        at = len(parts) - 2
        while at > 0:  # then what is sure, from the end: the rest of a word follows it
            if (sure := self._sure(parts[at - 1], parts[at], parts[at + 1])) is not None:
                parts[at - 1 : at + 2] = [sure]
            at -= 2
        chosen = other = parts[0]
        for mark, part in zip(parts[1::2], parts[2::2], strict=True):
            between, instead = self._guess(chosen, mark, part)
            chosen, other = chosen + between + part, other + instead + part
        if chosen != other:
            self.guessed[chosen.strip(_SIGNS).casefold()] = (
                other.strip(_SIGNS),
                "".join(parts[1::2]),
            )
        return chosen

    def _sure(self, text: str, mark: str, part: str) -> str | None:
        """Two parts put together where there is no question how, else nothing."""
        apart = f"{text}-{part}" if mark == HYPHEN else f"{text} {part}"
        one, two = _LAST.search(text), _FIRST.match(part)
        if one is None or two is None:
            return text + part if mark == JOINT else apart
        first, second = one[0].casefold(), two[0].casefold()
        if (
            first + second in self.known
            or _TAILS.fullmatch(second)
            or (first not in self.known and _within_tail(first, second))
        ):
            self.seen.add(mark)
            return text + part
        if mark == JOINT and second in _SMALL:
            return apart
        if mark == HYPHEN and (
            f"{first}-{second}" in self.known or first in _KEPT or mark not in self.seen
        ):
            return apart
        return None

    def _guess(self, text: str, mark: str, part: str) -> tuple[str, str]:
        """What is put between two parts, and what else may stand there."""
        apart = "-" if mark == HYPHEN else " "
        one, two = _LAST.search(text), _FIRST.match(part)
        first, second = (found[0].casefold() if found else "" for found in (one, two))
        two_words = second in self.known or (
            mark == JOINT and first in self.known and len(second) >= _LEAST_WORD
        )
        return (apart, "") if two_words else ("", apart)


def _within_tail(first: str, second: str) -> bool:
    """Whether two parts meet in the middle of what words end with, as "communicati" and "on"."""
    found = _TAIL.search(first + second)
    return found is not None and found.start() < len(first) < found.end()


def settled_blocks(blocks: Sequence[Block], titles: Iterable[str]) -> tuple[list[Block], Words]:
    """Return blocks whose words are whole, by their own words and those of ``titles``.

    What is parted at two places is one word.
    """
    words = Words(set(HEAD_WORDS) | _USUAL)
    parted: dict[str, set[str]] = {}
    for text in (*titles, *_texts(blocks)):
        for token in text.split():
            if JOINT in token or HYPHEN in token:
                if found := _LETTERS.search(re.sub(f"[{JOINT}{HYPHEN}]", "", token)):
                    parted.setdefault(found[0].casefold(), set()).add(
                        token.strip(_SIGNS).casefold()
                    )
            elif not token.endswith("-"):
                for one in _WORD.findall(token):
                    whole = {one.casefold(), *one.casefold().split("-")}
                    words.known |= {word for word in whole if not _TAILS.fullmatch(word)}
    words.known |= {word for word, ways in parted.items() if len(ways) > 1}
    for text in _texts(blocks):  # first to see what the document does with its words
        words.settled(text)
    words.guessed.clear()
    result: list[Block] = []
    for block in blocks:
        if isinstance(block, Grid):
            rows, again = (
                tuple(tuple(map(words.settled, row)) for row in some)
                for some in (block.rows, block.again)
            )
            result.append(replace(block, rows=rows, again=again))
            continue
        before = result[-1] if result else None
        if isinstance(before, Line) and _goes_on(before, block):
            first, _, rest = block.text.partition(" ")
            text = words.settled(meeting(before.text, first))
            result[-1] = replace(before, text=text)
            block = replace(block, text=rest)
        if block.text:
            result.append(replace(block, text=words.settled(block.text)))
    return result, words


def _goes_on(before: Line, line: Line) -> bool:
    """Whether a line ends with a hyphen and the next one has the rest of the word."""
    return (
        not (before.whole or line.whole or line.bullet or line.gap)
        and before.text.endswith("-")
        and before.text[-2:-1].isalpha()
        and line.text[:1].islower()
    )


def _texts(blocks: Sequence[Block]) -> Iterator[str]:
    hyphened = False
    for block in blocks:
        if isinstance(block, Line):
            yield block.text.partition(" ")[2] if hyphened else block.text
            hyphened = block.text.endswith("-")
        else:
            for row in block.rows:
                yield from row
