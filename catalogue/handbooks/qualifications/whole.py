"""What a document says of a whole qualification: its title, its number, and where words about it are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from catalogue.handbooks.blocks import Line, is_contents
from catalogue.handbooks.lists.seen import Seen
from catalogue.handbooks.qualifications.section import Section, same_title
from catalogue.handbooks.qualifications.titling import (
    names_no_subject,
    over_two_lines,
    under_label,
    with_rest,
)
from catalogue.handbooks.written.headings import (
    Title,
    from_level,
    is_structural,
    open_end,
    titles_in,
)
from catalogue.references import qualification_number

_NUMBER = re.compile(
    r"(?<![\d/])\d{3}\s?/\s?\d{4}\s?/\s?[\dX](?![\d/])|(?<![\w/])C\d\d/\d{4}/\d(?![\w/])"
    r"|\bG(?=[A-Z]{0,2}\d)[A-Z0-9]{3}\s\d\d\b"
)
"""The number of a qualification in England, in Wales, and of a group award in Scotland."""
_LABEL = re.compile(
    r"\b(?:qualification|accreditation|designation|ofqual|award)\s+(?:number|no|code|reference)\b|\bQA?N\b|\bQRN\b",
    re.IGNORECASE,
)
"""What stands before the number of the qualification that a document is about."""
_UNPARTED = re.compile(
    r"(?P<label>\b(?:(?:qualification|accreditation|ofqual)(?:\s+accreditation)?\s+(?:number|no|code|reference)\.?|QA?N|(?:learning\s+)?aim\s+(?:reference|ref|code))(?:\s*\([A-Z]{2,3}\))?\s*[:=]?)"
    r"\s*(?P<a>[15-7]\d{2})[\s-]?(?P<b>\d{4})[\s-]?(?P<c>[\dX])\b",
    re.IGNORECASE,
)
"""The same without strokes, behind its label."""
_ANOTHER = re.compile(
    r"\b(?:replac(?:es?|ed|ing)|supersed(?:es?|ed|ing)|formerly|previously|progress(?:ion)?\s+to)\b",
    re.IGNORECASE,
)
"""Words behind which another qualification is named."""
_AWARDED = re.compile(
    r"^(?:(?i:awarding\s+(?:organi[sz]ation|body)(?:\s+name)?)\s*:?|(?i:organisation|awarded\s+by)\s*:)\s+(?P<name>[A-Z][\w&'.,() -]{2,60})$"
)
"""Who awards a qualification, under a label in a line of its own."""
_AWARDED_BY = re.compile(
    r"\b(?i:(?:awarding|examin(?:ing|ation)|exam)\s+(?:body|organi[sz]ation|board))\s*(?:is\s+|[:|=\u2013-]\s*)"
    r"(?P<name>[A-Z][\w&]*(?:\s+(?:[A-Z&][\w&]*|of|and)){0,4})(?=\s*(?:$|[.,;()|]))"
)
"""The same among other words."""
_FURTHEST = 40
_AFTER = 8


def describe(section: Section, seen: Sequence[Seen], before: int, after: int, alone: bool) -> None:
    """Find the words of a section, which lies between two others, its title and its number."""
    start = _start(section, seen, before)
    end = section.last
    for at in range(section.last + 1, min(section.last + 1 + _AFTER, after, len(seen))):
        line = seen[at].line
        if seen[at].sums:
            end = at
            continue
        if line is None or line.heading or titles_in(line.text) or _is_like_heading(line):
            break
        end = at
    section.lines = list(seen[start : end + 1])
    if alone:
        section.lines += _rules_behind(seen[end + 1 : after])
    _title(section, seen, before, alone)
    number_of(section, seen, alone)
    if not section.number and not alone:
        number_among(section, seen[before + 1 : section.first])


_RULES = re.compile(
    r"(?:\d+(?:\.\d+)*\.?\s+)?(?:qualification\s+)?(?:rules?(?:\s+of\s+combination)?|ro?c|combination\s+(?:rules?|of\s+units))",
    re.IGNORECASE,
)
"""The heading of the part that says how units combine, and of nothing else."""


def _rules_behind(rest: Sequence[Seen]) -> list[Seen]:
    """The words under a heading of rules that stands after the lists, as on a sheet of its own."""
    headed = (
        at
        for at, one in enumerate(rest)
        if one.line is not None and one.line.heading and _RULES.fullmatch(one.line.text)
    )
    if (first := next(headed, -1)) < 0:
        return []
    words = rest[first + 1 : first + 1 + _FURTHEST]
    under = takewhile(lambda one: one.line is not None and not one.line.heading, words)
    return [rest[first], *under]


def _is_like_heading(line: Line) -> bool:
    """Whether a line of plain text, where no heading is marked, stands like one."""
    alone = line.gap and not line.bullet and not line.whole and line.text[:1].isupper()
    return alone and len(line.text.split()) <= 6 and line.text[-1:].isalpha()


def _start(section: Section, seen: Sequence[Seen], before: int) -> int:
    """Where the words that speak of this qualification begin."""
    region = range(section.first - 1, before, -1)
    headings = [
        at
        for at in region
        if (line := seen[at].line) is not None
        and line.heading
        and is_structural(line.text)
        and not is_contents(line.text)
    ]
    if headings:
        start = headings[0]
        for at in headings[1:]:
            if start - at > _FURTHEST:
                break
            start = at
        return start
    if before >= 0:
        return before + 1
    for at in region:
        line = seen[at].line
        if line is not None and section.first - at > _FURTHEST:
            return at
    return 0


def _title(section: Section, seen: Sequence[Seen], before: int, alone: bool) -> None:
    everywhere = [t for one in seen if one.line for t in titles_in(_of_this(one.line.text))]
    everywhere = everywhere or over_two_lines(seen)
    counts = Counter(from_level(t.text) for t in everywhere)
    above = [
        (t, one.line.heading > 0)
        for one in seen[before + 1 : section.first]
        if one.line
        for t in titles_in(_of_this(one.line.text))
    ]
    # one that stands there once, in no heading, is of a qualification that is only mentioned
    here = [t for t, headed in above if headed or counts[from_level(t.text)] > 1]
    here = here or [t for t, _ in above]
    if not here and not alone:
        section.remarks.append(
            ("not-printed", "title", "no title stands between this list and the one before")
        )
    candidates = here or everywhere
    if not candidates:
        section.remarks.append(("not-printed", "title", "no title of a qualification was found"))
        section.remarks.append(("not-printed", "level", "no level of a qualification was found"))
        return
    headed = {
        from_level(t.text)
        for one in seen
        if one.line and one.line.heading
        for t in titles_in(_of_this(one.line.text))
    }
    first = {
        from_level(t.text)
        for one in seen
        if one.line and one.line.whole and one.line.heading == 1
        for t in titles_in(_of_this(one.line.text))
    } or _opening(seen)
    if alone and len(labelled := under_label(seen)) == 1:
        candidates = [t for t in everywhere if from_level(t.text) in labelled]
    elif alone and len(first) == 1:
        candidates = [t for t in everywhere if from_level(t.text) in first]
    chosen = candidates[-1]
    if alone:
        chosen = max(candidates, key=lambda t: (counts[key := from_level(t.text)], key in headed))
    alike = [t for t in everywhere if same_title(t.text, chosen.text)]
    full = max(alike or [chosen], key=lambda t: (bool(t.organisation), alike.count(t), len(t.text)))
    longer, sure = _longer(full, seen, everywhere)
    if sure:
        full = max(
            (t for t in everywhere if same_title(t.text, longer)),
            key=lambda t: (bool(t.organisation), len(t.text)),
            default=replace(full, text=with_rest(full.text, longer)),
        )
        alike += [t for t in everywhere if same_title(t.text, full.text)]
    elif longer:
        why = f"{full.text!r} ends where its line does, and may go on"
        section.remarks.append(("title-word", "title", f"{why}: {longer!r}"))
    named = Counter(t.organisation for t in alike if t.organisation) or Counter(
        t.organisation
        for one in seen
        if one.line
        for t in titles_in(one.line.text)
        if t.organisation
    )
    section.title, section.level = full.text, full.level
    told = _awarded(_AWARDED, seen[: section.first]) if alone else ""
    usual = named.most_common(1)[0][0] if named else ""
    section.organisation = told or usual or _awarded(_AWARDED_BY, seen)
    others = {
        from_level(t.text)
        for t in everywhere
        if not same_title(t.text, chosen.text)
        and not from_level(full.text).startswith(from_level(t.text))
    }
    least = counts[from_level(chosen.text)]
    if alone and first == {from_level(chosen.text)}:
        # the title of the page: one of another subject has to stand more often
        others = {o for o in others if counts[o] > least or _subject(o) == _subject(chosen.text)}
    if alone and len(here) > 1 and any(counts[key] >= least for key in others):
        why = f"other titles stand here too: {sorted(others)[0]}"
        section.remarks.append(("two-figures", "title", why))
        if levels := {t.level for t in everywhere if from_level(t.text) in others} - {full.level}:
            why = f"titles of another level stand here too: {', '.join(sorted(map(str, levels)))}"
            section.remarks.append(("two-figures", "level", why))
    if names_no_subject(section.title):
        section.remarks.append(("title-word", "title", f"it names no subject: {section.title}"))


def _opening(seen: Sequence[Seen]) -> set[str]:
    """The title with its number that a text begins with, and nothing else in that line."""
    line = seen[0].line if seen else None
    titles = titles_in(line.text) if line and _NUMBER.search(line.text) else ()
    alone = len(titles) == 1 and line and not _WORD.search(line.text.replace(titles[0].text, "", 1))
    return {from_level(titles[0].text)} if alone else set()


_WORD = re.compile(r"[A-Za-z]{2}")


def _subject(title: str) -> str:
    return re.sub(r"\b(?:level|entry)\s+\d\s*", "", from_level(title))


def _awarded(words: re.Pattern[str], seen: Sequence[Seen]) -> str:
    """Who awards a qualification by a label, where that is one name alone; else nothing."""
    texts = [one.line.text for one in seen if one.line is not None]
    names = {found["name"] for text in texts for found in words.finditer(text)}
    return names.pop() if len(names) == 1 else ""


_RARE = 5
"""A longer title that stands one time for more than so many of the short one is none."""


def _longer(title: Title, seen: Sequence[Seen], everywhere: Sequence[Title]) -> tuple[str, bool]:
    """What a title may be where it always stands at the end of a line that its format ends not.

    The longer one is sure where it stands in one line elsewhere, and the short one never does; also
    where the line ends with a word that ends no title, or the next begins small, and that is
    nothing but its rest.
    """
    bare = from_level(title.text)
    if twice := _broken_twice(bare, seen):
        return twice, True
    told = [t.text for t in everywhere if from_level(t.text).startswith(f"{bare} ")]
    if _RARE * len(told) < sum(from_level(t.text) == bare for t in everywhere):
        told = []  # a sentence that goes on after the title, as "... Centre Handbook"
    found = ""
    for at, one in enumerate(seen):
        if one.line is None or bare not in from_level(one.line.text):
            continue
        if any(
            from_level(t.text) != bare and bare in from_level(t.text)
            for t in titles_in(one.line.text)
        ):
            continue
        after = seen[at + 1].line if at + 1 < len(seen) else None
        ends = open_end(one.line.text).casefold().endswith(bare)
        if (
            not ends
            or one.line.whole
            or after is None
            or (after.gap and open_end(one.line.text) == one.line.text.rstrip())
            or after.whole
            or bool(after.heading) != bool(one.line.heading)
            or _NUMBER.match(after.text)
            or _LABEL.match(after.text)
        ):
            return (told[0], False) if told else ("", False)
        more = without_numbers(after.text).rstrip(" :(\u2013-")
        both = titles_in(f"{one.line.text} {more}")
        opens = open_end(one.line.text) != one.line.text.rstrip() or more[:1].islower()
        if opens and both and both[-1].end >= len(f"{one.line.text} {more}".rstrip()):
            return both[-1].text, True
        found = found or next(
            (t.text for t in both if from_level(t.text).startswith(f"{bare} ")), ""
        )
    sure = next((one for one in told if found and same_title(one, found)), "")
    return (sure, True) if sure else (told[0] if told else found, False)


def _broken_twice(bare: str, seen: Sequence[Seen]) -> str:
    """The title that two places come to whose lines break it otherwise; nothing where none do."""
    last: dict[str, set[str]] = {}
    found = ""
    for at, one in enumerate(seen):
        if one.line is None or bare not in from_level(one.line.text):
            continue
        text = one.line.text
        for more in seen[at + 1 : at + 1 + _MOST_LINES]:
            rest = more.line
            if rest is None or rest.gap or rest.whole or rest.heading != one.line.heading:
                break
            text = f"{text} {rest.text}"
            titles = titles_in(text)
            if titles and titles[-1].end >= len(text) and open_end(text) == text:
                whole = from_level(titles[-1].text)
                last.setdefault(whole, set()).add(rest.text)
                if whole.startswith(f"{bare} ") and len(last[whole]) > 1:
                    found = max(found, titles[-1].text, key=len)
    return found


_MOST_LINES = 3
"""Lines below its first that a title may take, inclusive."""


def number_among(section: Section, some: Sequence[Seen]) -> None:
    """Take the one number that stands in a part of a document, below the title."""
    texts = [one.line.text for one in some if one.line is not None]
    titled = any(same_title(t.text, section.title) for text in texts for t in titles_in(text))
    found = {one for text in texts for one in _numbers_in(text)}
    if titled and len(found) == 1:
        section.number = found.pop()
        section.remarks = [one for one in section.remarks if one[1] != "number"]


def _of_this(text: str) -> str:
    """Return what a line says before it turns to another qualification."""
    return _ANOTHER.split(text)[0]


def without_numbers(text: str) -> str:
    """Return a text without the numbers of qualifications that stand in it."""
    return _NUMBER.sub(" ", text)


def _numbers_in(text: str) -> list[str]:
    text = _UNPARTED.sub(r"\g<label> \g<a>/\g<b>/\g<c>", text)
    return [qualification_number(re.sub(r"\s?/\s?", "/", one[0])) for one in _NUMBER.finditer(text)]


def _titles_at(seen: Sequence[Seen], at: int, text: str, title: str) -> Sequence[Title]:
    """The titles in a line; also the given one, if it begins there and the next line has its rest."""
    titles = titles_in(text)
    rest = seen[at + 1].line if at + 1 < len(seen) else None
    if not titles or rest is None or rest.gap or rest.whole or rest.heading:
        return titles
    broken = (one for one in titles_in(f"{text} {rest.text}") if one.start < len(text))
    return [one for one in broken if same_title(one.text, title)] or titles


def numbers_of_this(text: str) -> list[str]:
    """Return the numbers of qualifications in a line, but of those that it says come before or after."""
    return _numbers_in(_of_this(text))


def number_of(section: Section, seen: Sequence[Seen], alone: bool) -> None:
    """The qualification number: beside the title, else the only one that the document has."""
    beside: list[str] = []
    everywhere: list[str] = []
    of_none: list[str] = []
    labelled: list[str] = []
    above: Sequence[Title] = ()
    for at, one in enumerate(seen):
        if one.line is None:
            above = ()
            continue
        text = _of_this(one.line.text)
        numbers = _numbers_in(text)
        titles = _titles_at(seen, at, text, section.title)
        named = titles or above
        whole = from_level(section.title)
        if not named or any(
            same_title(t.text, section.title) or whole.startswith(from_level(t.text)) for t in named
        ):
            everywhere += numbers
            of_none += numbers if not titles else []
        labelled += numbers if _LABEL.search(text) and not titles else []
        if numbers and any(same_title(t.text, section.title) for t in titles):
            beside += numbers[:1]
        above = titles
    found = list(dict.fromkeys(beside or ((labelled or of_none or everywhere) if alone else [])))
    # Wales and Scotland number what England does as well
    national = [one for one in found if one[:1].isdigit()]
    if alone and found and not national:
        national = [one for one in dict.fromkeys(everywhere) if one[:1].isdigit()]
    found = national or found
    if found:
        section.number = found[0]
    if len(found) > len({(number[0].isdigit(), number[3]) for number in found}):
        section.remarks.append(
            ("two-figures", "number", f"several numbers are printed: {', '.join(found)}")
        )
    if not found:
        section.remarks.append(("not-printed", "number", "no qualification number was found"))
