"""Units that a document lets count only with others: in sentences, and in columns beside the titles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from catalogue.handbooks.doubts import Doubt
from catalogue.handbooks.rules.assembled import Assembled, RuleFound
from catalogue.handbooks.sentences.sentences import Sentence
from catalogue.handbooks.written.bars import HEAD_BARS, Bar, is_plain_bar, numbers_in
from catalogue.handbooks.written.rows import Row, is_blank, references_in

_WITH = re.compile(
    r"\b(?:only|must|should|has\s+to|have\s+to|needs?\s+to)\s+(?:also\s+)?be\s+"
    r"(?:taken|chosen|selected|achieved|completed|undertaken|claimed)\s+"
    r"(?:only\s+)?(?:together\s+with|alongside|with|after|if|once|in\s+conjunction\s+with|in\s+combination\s+with)\b"
    r"|\brequires?\s+(?:the\s+)?(?:completion|achievement)\s+of\b|\brequires?\s+units?\b"
    r"|\b(?:is|are)\s+(?:a\s+)?(?:pre|co)-?\s?requisites?\b|\b(?:pre|co)-?\s?requisites?\b"
    r"|\bonly\b.{0,40}\b(?:with|if|after|alongside|where)\b"
    r"|\bmust\s+(?:also|first)\b|\bmust\s+(?:already\s+)?(?:have|hold)\b|\bbefore\s+(?:taking|starting|attempting)\b"
    r"|\breplaces\b|\bis\s+replaced\s+by\b",
    re.IGNORECASE,
)
_ONE_WITH = re.compile(
    r"(?:may|can|must|should)\s+(?:only\s+)?be\s+(?:taken|chosen|selected|achieved|completed|undertaken)\s+"
    r"(?:only\s+)?(?:together\s+with|alongside|with|after|in\s+conjunction\s+with|in\s+combination\s+with)|requires",
    re.IGNORECASE,
)
_UNIT = r"(?:the\s+)?(?:units?\s+)?"


def named_in(text: str, rows: Sequence[Row]) -> list[str]:
    """Return the references of units that a text names, by reference, number or title, in order."""
    found = {one: start for one, start, _ in reversed(references_in(text))}
    known = {row.reference for row in rows}
    places = [(start, one) for one, start in found.items() if one in known]
    places += [(start, one) for start, one in numbers_in(text, rows) if one not in found]
    low = text.casefold()
    for row in rows:
        title = row.title.casefold()
        if row.reference and len(title) > 8 and title in low:
            places.append((low.index(title), row.reference))
    return list(dict.fromkeys(one for _, one in sorted(places)))


def add_needs(rules: Assembled, sentences: Sequence[Sentence], rows: Sequence[Row]) -> list[Bar]:
    """Add rules and doubts of what units need; return what columns say that bars."""
    for sentence in sentences:
        if _WITH.search(sentence.text):
            _sentence(rules, sentence, rows)
    bars: list[Bar] = []
    for row in rows:
        for head, cell in row.beside:
            if is_blank(cell) or cell.casefold() in {"no", "nil"}:
                continue
            others = [one for one in named_in(_as_units(cell), rows) if one != row.reference]
            if (HEAD_BARS.search(head) or is_plain_bar(cell)) and others:
                bars += [Bar((row.reference, one), row.spot, row.text) for one in others]
                continue
            about = f"rules/{row.reference or row.title}: {cell}"[:60]
            message = f"{cell!r} stands under {head!r}, and no rule was made of it"
            rules.doubts.append(Doubt("rule-not-read", about, message, row.spot, row.text))
    return bars


def _as_units(cell: str) -> str:
    """A cell of bare numbers as the words of a sentence."""
    return cell if re.search(r"[A-Za-z]{2}", cell) else f"unit {cell}"


def _sentence(rules: Assembled, sentence: Sentence, rows: Sequence[Row]) -> None:
    units = named_in(sentence.text, rows)
    if len(units) == 2 and _is_plain(sentence.text, units, rows):
        number = sum(rule.data["kind"] == "requires" for rule in rules.rules) + 1
        data: dict[str, object] = {
            "id": f"requires-{number}",
            "kind": "requires",
            "units": units[:1],
            "needs": units[1:],
        }
        rules.rules.append(RuleFound(data, sentence, ("needs",)))
        return
    if not units and not re.search(
        r"\bunits?\s+\w*\d|\b(?:hold|pre-?\s?requisite)", sentence.text, re.I
    ):
        return
    message = "words about what must be had beside or before; no rule was made of them"
    about = f"rules/{sentence.text[:40]}"
    rules.doubts.append(Doubt("rule-not-read", about, message, sentence.spot, sentence.text))


def _is_plain(text: str, units: Sequence[str], rows: Sequence[Row]) -> bool:
    """Whether a sentence says nothing but that its first unit needs its second."""
    parts = _ONE_WITH.split(text)
    if len(parts) != 2:
        return False
    return all(
        any(bare.casefold() in {"", *names} for bare in _bare(part))
        for part, names in zip(parts, (_names(one, rows) for one in units), strict=True)
    )


def _bare(part: str) -> Iterator[str]:
    bare = re.sub(r"\s+", " ", part.strip(" .;:,*()"))
    yield bare
    yield re.sub(rf"^{_UNIT}", "", bare, flags=re.IGNORECASE).strip(" :")


def _names(reference: str, rows: Sequence[Row]) -> set[str]:
    """What a unit may be called: its reference, its number, its title, and one with another."""
    names: set[str] = set()
    for row in rows:
        if row.reference != reference:
            continue
        number = row.number.casefold().removeprefix("unit ").strip()
        title, code = row.title.casefold(), reference.casefold()
        names |= {code, title, f"{title} ({code})", f"{code} {title}"}
        if number:
            names |= {number, f"{number} {title}", f"{number}: {title}", f"{title} (unit {number})"}
    return names - {""}
