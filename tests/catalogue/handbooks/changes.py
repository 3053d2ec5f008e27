"""Changes of words and order by rule, which leave what a rule sentence says as it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from catalogue.handbooks.written.rows import NUMBER_WORDS

Change = Callable[[str], Iterator[str]]

_ONES = list(NUMBER_WORDS)
_TENS = {2: "twenty", 3: "thirty", 4: "forty", 5: "fifty", 6: "sixty", 7: "seventy", 8: "eighty"}
_NUMBER = re.compile(r"(?<![Ll]evel )(?<![-\d])\b\d{1,2}\b(?![-\d])(?! to \d)")
_SUBJECT = re.compile(
    r"^(?:Learners|Candidates|The learner|Students) (must|may) (achieve|complete|take) (.*?)\.?$"
)


def _each(*pairs: tuple[str, tuple[str, ...]]) -> Change:
    """One change for every other way that a word can be said, wherever it stands."""

    def change(text: str) -> Iterator[str]:
        for words, others in pairs:
            for other in others:
                yield re.sub(words, other, text)

    return change


def _word(found: re.Match[str]) -> str:
    number = int(found[0])
    if number < 20:
        return _ONES[number]
    return _TENS[number // 10] + (f"-{_ONES[number % 10]}" if number % 10 else "")


def number_words(text: str) -> Iterator[str]:
    """Numbers as words, with a hyphen, without, in capitals, and with the figure in brackets."""
    yield _NUMBER.sub(_word, text)
    yield _NUMBER.sub(lambda one: _word(one).replace("-", " "), text)
    yield _NUMBER.sub(lambda one: _word(one).upper(), text)
    yield _NUMBER.sub(lambda one: f"{_word(one)} ({one[0]})", text)


def commas(text: str) -> Iterator[str]:
    """Commas, the colon and the full stop away."""
    yield text.replace(",", "")
    yield text.rstrip(".")


def capitals(text: str) -> Iterator[str]:
    """All in capitals, each word with one, and only the nouns."""
    yield text.upper()
    yield text.title()
    yield re.sub(r"\b(?:mandatory|optional|credits?|units?)\b", lambda m: m[0].title(), text)


def passive(text: str) -> Iterator[str]:
    """What learners must do, as what must be done."""
    if (found := _SUBJECT.match(text)) and not re.search(r",|\band\b", found[3]):
        done = {"take": "taken"}.get(found[2], f"{found[2]}d")
        amount = f"{found[3][:1].upper()}{found[3][1:]}"
        yield f"{amount} {found[1]} be {done}."
        yield f"{amount} {found[1]} be {done} by the learner."
        if place := re.fullmatch(r"(.*?) (from .*)", amount):
            yield f"{place[1]} {found[1]} be {done} {place[2]}."
            yield f"{place[1]} {found[1]} come {place[2]}."


def order(text: str) -> Iterator[str]:
    """The place before the amount, the purpose before or after it, the part before the whole."""
    if found := _SUBJECT.match(text):
        low = text[:1].lower() + text[1:]
        yield f"To achieve this qualification, {low}"
        yield f"In order to be awarded the Certificate {low}"
        yield f"{text.rstrip('.')} to achieve the qualification."
        if (place := re.fullmatch(r"(.*?) (from [^,]*)", found[3])) and "of which" not in text:
            yield f"From{place[2][4:]}, learners {found[1]} {found[2]} {place[1]}."
    if whole := re.fullmatch(r"\S+ must achieve (\d+ credits), of which (.*) must be (.*)\.", text):
        yield f"Of the {whole[1]} required, {whole[2]} must be {whole[3]}."
        yield f"Learners must achieve {whole[1]}, with {whole[2]} {whole[3]}."


KINDS: dict[str, Change] = {
    "who": _each(
        (r"^Learners\b", ("Candidates", "You", "Each learner", "A learner", "Apprentices")),
    ),
    "verbs": _each(
        (
            r"\bmust (?:achieve|complete)\b",
            ("need to gain", "have to obtain", "will need to pass", "must successfully complete"),
        ),
    ),
    "bounds": _each(
        (
            r"\b(?:[Aa] minimum of|[Aa]t least)\b",
            ("no fewer than", "not less than", "no less than"),
        ),
        (r"\b(?:[Aa] maximum of|[Nn]o more than)\b", ("up to", "at most", "not more than")),
        (r" or above", (" and above", " or higher", "+")),
    ),
    "nouns": _each(
        (r"\b[Mm]andatory (?=units)", ("core ", "compulsory ")),
        (r"\boptional (?=unit|credit)", ("elective ",)),
        (r"\bunits\b", ("modules",)),
        (r"\bcredits\b", ("credit points",)),
        (r"\bOptional Group\b", ("Section", "Group", "the Optional Group")),
    ),
    "number words": number_words,
    "commas": commas,
    "capitals": capitals,
    "singular": _each((r"\bcredits\b", ("credit",)), (r"^Learners must\b", ("A learner must",))),
    "passive": passive,
    "order": order,
}
