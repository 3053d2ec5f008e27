"""Units that a document lets count only with others: in sentences, and in columns beside the titles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

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
_TAKEN = r"(?:taken|chosen|selected|achieved|completed|undertaken)"
_TAKE = r"(?:take|choose|select|achieve|complete|undertake|pass)s?"
_WHO = r"(?:(?:all|any|the|a)\s+)?(?:learners?|candidates?|students?|those)"
_NEEDS = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (
        rf"(?P<unit>.+?)\s+(?:may|can|must|should)\s+(?:only\s+)?be\s+{_TAKEN}\s+(?:only\s+)?(?:together\s+with|alongside|with|after|in\s+conjunction\s+with|in\s+combination\s+with)\s+(?P<need>.+)",
        rf"(?P<unit>.+?)\s+(?:may|can|must|should)\s+only\s+be\s+{_TAKEN}\s+(?:by\s+{_WHO}\s+who\s+have|if|once)\s+(?:already\s+)?(?:{_TAKEN}\s+)?(?P<need>.+?)(?:\s+(?:is|has\s+been)\s+(?:also\s+)?{_TAKEN})?",
        rf"(?P<unit>.+?)\s+is\s+only\s+(?:available|open)\s+to\s+{_WHO}\s+who\s+have\s+(?:already\s+)?(?:{_TAKEN}|passed)\s+(?P<need>.+)",
        rf"(?P<unit>.+?)\s+(?:cannot|may\s+not|must\s+not|can\s+not)\s+be\s+{_TAKEN}\s+(?:without|unless)\s+(?P<need>.+?)(?:\s+(?:is|has\s+been)\s+(?:also\s+|already\s+)?{_TAKEN})?",
        rf"(?:in\s+order\s+)?to\s+{_TAKE}\s+(?P<unit>.+?),?\s+(?:{_WHO}|you)\s+must\s+(?:also\s+|first\s+)*(?:have\s+)?(?:{_TAKE}|{_TAKEN})\s+(?P<need>.+)",
        r"(?P<unit>.+?)\s+requires\s+(?:the\s+)?(?:(?:prior\s+)?(?:completion|achievement)\s+of\s+)?(?P<need>.+)",
        rf"(?P<need>.+?)\s+(?:must|has\s+to)\s+be\s+{_TAKEN}\s+before\s+(?P<unit>.+?)(?:\s+(?:can|may|is)\s+(?:be\s+)?(?:attempted|started|{_TAKEN}))?",
        r"(?P<need>.+?)\s+is\s+a\s+(?:pre|co)-?\s?requisite\s+(?:for|of|to)\s+(?P<unit>.+)",
        rf"(?:if|where|when)\s+(?P<unit>.+?)\s+is\s+{_TAKEN},?\s+(?:then\s+)?(?P<need>.+?)\s+(?:must|has\s+to)\s+(?:also\s+)?be\s+{_TAKEN}(?:\s+(?:too|as\s+well))?",
        rf"(?:if|where|when)\s+(?:{_WHO}|they)\s+{_TAKE}\s+(?P<unit>.+?),?\s+(?:then\s+)?(?:{_WHO}|they)\s+must\s+(?:also\s+)?{_TAKE}\s+(?P<need>.+)",
        rf"{_WHO}\s+(?:who\s+{_TAKE}|taking|choosing|selecting|wishing\s+to\s+{_TAKE})\s+(?P<unit>.+?)\s+(?:must|need\s+to|have\s+to)\s+(?:also\s+|first\s+)?(?:have\s+)?(?:{_TAKE}|{_TAKEN})\s+(?P<need>.+)",
    )
)
"""How a sentence says that one unit counts only with another, and nothing else."""
_TOGETHER = re.compile(
    rf"(?P<unit>.+?)\s+and\s+(?P<need>.+?)\s+must\s+(?:always\s+)?be\s+{_TAKEN}\s+together", re.I
)
_OTHERS = re.compile(
    r"^(?:all\s+|the\s+)?(?:centres?|assessors?|tutors?|verifiers?|staff|trainers?)\b",
    re.IGNORECASE,
)
"""Of whom a sentence is that asks nothing of learners."""
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


def need_in(text: str, rows: Sequence[Row]) -> dict[str, object] | None:
    """Return which unit counts only with which, where a sentence says nothing else, or null."""
    units = named_in(text, rows)
    if len(units) != 2:
        return None
    names = {one: _names(one, rows) for one in units}
    for form in (*_NEEDS, _TOGETHER):
        if (found := form.fullmatch(text.strip(" .;"))) is None:
            continue
        unit, need = (_only(found[part], names) for part in ("unit", "need"))
        if unit and need and unit != need:
            both = {"co_requisite": True} if form is _TOGETHER else {}
            return {"kind": "requires", "units": [unit], "needs": [need], **both}
    return None


def _sentence(rules: Assembled, sentence: Sentence, rows: Sequence[Row]) -> None:
    if need := need_in(sentence.text, rows):
        number = sum(rule.data["kind"] == "requires" for rule in rules.rules) + 1
        rules.rules.append(RuleFound({"id": f"requires-{number}", **need}, sentence, ("needs",)))
        return
    if not _WITH.search(sentence.text) or _OTHERS.search(sentence.text):
        return
    if not named_in(sentence.text, rows) and not re.search(
        r"\bunits?\s+\w*\d|\b(?:hold|pre-?\s?requisite)", sentence.text, re.I
    ):
        return
    message = "words about what must be had beside or before; no rule was made of them"
    about = f"rules/{sentence.text[:40]}"
    rules.doubts.append(Doubt("rule-not-read", about, message, sentence.spot, sentence.text))


def _only(part: str, names: Mapping[str, set[str]]) -> str:
    """The unit that words name and say nothing else, or nothing."""
    bare = {one.casefold() for one in _bare(part)}
    return next((unit for unit, called in names.items() if bare & called), "")


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
