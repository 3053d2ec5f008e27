"""Headings of groups, of structure sections, and titles of qualifications."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from catalogue.handbooks.written.roles import OTHER_ROLES, ROLE, SENTENCE, SO_MANY, of_role, role_of
from catalogue.handbooks.written.rows import NUMBER_WORDS
from catalogue.handbooks.written.trailing import title_alone, titles_behind, without_sort

_KIND = r"groups?|sections?|pools?|pathways?|routes?|blocks?|strands?|lists?|clusters?|sets?"
_ID = r"[A-Z]{1,2}\d{0,2}|\d{1,2}[A-Za-z]?|[IVX]{1,4}|(?i:one|two|three|four|five|six)"
_NAMED = re.compile(
    rf"(?:(?P<role>(?i:{ROLE}))\s+)?(?:(?i:units?)\s*)?[\s:(,\u2013-]*"
    rf"(?P<kind>(?i:{_KIND}))\s+(?P<id>{_ID})\b\)?(?P<rest>.*)"
)
_BARE = re.compile(
    rf"(?:(?i:all|other|further)\s+)?(?P<role>(?i:{ROLE}))"
    r"(?P<middle>(?:\s+[\w&'-]+){0,3}?)\s*(?i:units?|groups?|modules?|components?|credits?|section(?=\s*$))\b(?P<rest>.*)"
)
_WAY = re.compile(
    rf"(?:(?P<role>(?i:{ROLE}))\s+)?(?P<kind>(?i:pathway|route|strand|endorsement))(?:\s+units?)?\s*[:\u2013-]\s*(?P<name>\w[\w&',/ -]{{2,60}}?)"
    rf"|(?P<before>[A-Z][\w&',/ -]{{2,60}}?)\s+(?P<behind>(?i:pathway|route|strand|endorsement))(?:\s+(?:(?P<status>(?i:{ROLE}))\s+)?units?)?"
)
"""The heading of a pathway that has a name and no letter."""
_LETTERED = re.compile(
    rf"(?P<id>[A-Z]\d?)\s*[:.\u2013-]\s*(?P<role>(?i:{ROLE}))\b(?P<rest>.*?)(?:\s*\b(?i:units?))?"
)
"""The heading of a group that is its letter and what it calls its units: "B2: Optional Competence Units"."""
_ALONE = re.compile(rf"(?P<role>(?i:{ROLE}|options|electives))[\s:]*")
_STRUCTURE = re.compile(
    r"structure|rules?\s+of\s+combination|\bro?c\b|combination\s+of\s+units|unit\s+(?:list|overview|summary)"
    r"|qualification\s+(?:units|content|summary|requirements|framework|overview)|achieving\s+th[ei]s?\b|units?\s+of\s+assessment"
    r"|credit\s+requirements?|what\s+(?:learners|you)\s+(?:need|must|will)",
    re.IGNORECASE,
)
_KIND_OF_AWARD = r"Award|Certificate|Diploma|NVQ(?!\s+(?:Award|Certificate|Diploma|Extended))|Extended\s+Diploma|Qualification|Extended\s+Certificate|Apprenticeship"
_TITLE = re.compile(
    r"(?P<ao>(?:(?:[A-Z][A-Za-z.]*[A-Z][A-Za-z.]*|[A-Z]&[A-Z]|[A-Z][a-z]+|\([A-Z][A-Za-z]+\)|&|and|Ltd|of)\s+){0,5}?)"
    r"(?P<level>(?:Entry\s+Level(?:\s+[1-3])?|(?:RQF|QCF|SVQ|NVQ|BTEC)?\s*(?i:Level)\s+[1-8]|L[1-8](?=\s+(?:NVQ|SVQ|Award|Cert|Dip|Ext)[^.]*\s(?:in|for|of)\s)))(?:\s+[\u2013-])?\s+"
    rf"(?P<words>(?:(?:[A-Z(][\w&(),/-]*|(?:and|of|for|in|the|&)(?=\s+[A-Z]))\s+){{0,9}}?(?P<kind>{_KIND_OF_AWARD})\b(?P<more>(?:(?:\s*[,/]\s*|\s+(?:and|&)\s+)(?:{_KIND_OF_AWARD})\b)*)(?:\s+\((?:RQF|QCF|NQF|VRQ)\)|\s+\([A-Z][a-z]+(?:\s(?:and|&)\s[A-Z][a-z]+)*\)(?=\s*$|\s+(?:for|in)\b))*"
    r"(?:\s+(?:(?i:in|for)|of)\b(?:\s+(?:[A-Z(][\w&'()/,-]*|(?:and|in|of|for|the|to|with|a|an)\b|[a-z]+'s(?=\s+[A-Z])|&|\u2013|-))+"
    r"(?:\s+(?:at|on|by|from|or|into|under|through|as|within|using|without|towards)(?!\s+the\s+(?:[RQN]QF|Qualifications|Regulated)\b)(?:\s+(?:[A-Z(][\w&'()/-]*|and|of|the|in|an?)){1,6}(?=\s*(?:$|[.,;:(]|\s[a-z]))){0,3}(?:\s+at\s+SCQF\s+[Ll]evel\s+\d{1,2})?)?)"
)
_TAIL = re.compile(
    r"(?:\s+(?:and|in|of|for|the|to|with|at|on|by|from|or|into|under|through|&|a|an|\u2013|-)|,)+$"
)
_FROM_LEVEL = re.compile(
    r"(?:(?:entry\s+)?level|[sn]vq\s+\d|[sn]vq\s+in|(?:award|certificate|diploma)\s+in)\b.*", re.I
)
_NUMBERED = re.compile(
    r"\s*\(\s*\d{3}\s?/\s?\d{4}\s?/\s?[\dX]\s*\)?|\s*\(\s*\d{3,5}(?:\s?[-/]\s?\d{1,3})*\s*\)$"
)
"""A number in brackets behind a title: the qualification's, or its organisation's own."""
_BODY = re.compile(
    r"\b(?:institutes?|institution|colleges?|guilds?|awards?|awarding|academy|councils?|society|federation|board|trust|association|university|network)\b",
    re.IGNORECASE,
)
"""A word that the name of who awards qualifications has."""
_OWN_CODE = re.compile(r"\s+(?=[A-Z0-9]*[A-Z]\d[A-Z])[A-Z0-9]{3,6}$")
"""What its organisation calls it, behind a title: "GD5J"."""
_LONGEST_NAME = 50
"""Signs of the name that a group has besides "Optional units"."""


@dataclass(frozen=True, slots=True)
class GroupHead:
    """A heading of a group: its name, what it calls its units, and what it says besides."""

    id: str
    role: str
    """``mandatory``, ``optional`` or nothing."""
    kind: str
    title: str
    rest: str
    """What may be a rule: "a minimum of THREE"; empty where it is only a title."""
    written: str
    shared: tuple[tuple[str, int | str], ...] = ()
    """What the heading gives to each of its units: level, credit, hours."""


_EACH = (
    r"each\s+(?:units?\s+)?(?:(?:is|are)\s+)?(?:worth\s+|at\s+|has\s+|of\s+|carr(?:ies|ying)\s+)?"
)
_SHARED = [
    (fact, re.compile(rf"[\s:(,;\u2013-]+(?:{words})\s*\)?(?=\s*(?:[,;:(\u2013-]|$))", re.IGNORECASE))
    for fact, words in (
        ("level", r"(?:all\s+)?(?:units?\s+)?(?:are\s+)?(?:at\s+)?(?:level\s+([1-8])|(entry\s+(?:level\s+)?[1-3]))(?:\s+units?)?"),
        ("credit", rf"{_EACH}(\d{{1,2}})\s+credits?|(\d{{1,2}})\s+credits?\s+(?:each|per\s+unit|(?:for\s+)?each\s+unit)"),
        ("glh", rf"{_EACH}(\d{{1,3}})\s+GLH|(\d{{1,3}})\s+GLH\s+(?:each|per\s+unit|(?:for\s+)?each\s+unit)"),
    )
]  # fmt: skip


_SO_MUCH_FROM = re.compile(
    r"(?P<amount>(?:\w+\s+){0,4}\d{1,3}\s+(?:credits?|units?)(?:\s+and\s+(?:\w+\s+){1,3}\d{1,3}\s+(?:credits?|units?))?)"
    r"\s+from\s+(?:the\s+)?(?P<group>.+)",
    re.IGNORECASE,
)
_ROUTES = re.compile(r"\bassessment\s+routes\b", re.IGNORECASE)
"""What one organisation calls its units."""
_IN_GROUP = re.compile(r"\s+(?:in|of)\s+(?=(?:group|section|pool)\s)", re.IGNORECASE)
"""A heading that asks for so much from a group: "24 credits from the mandatory units in Group A"."""
_EVERY = re.compile(
    r"(?:(?:you\s+|learners?\s+|candidates?\s+)?(?:must\s+)?(?:complete|achieve|take)\s+)?"
    r"all(?:\s+of)?(?:\s+the(?:se)?)?\s+(?:mandatory\s+)?units?"
    r"(?:\s+(?:must|are\s+to)\s+be\s+(?:taken|achieved|completed)|\s+(?:are\s+)?required)?",
    re.IGNORECASE,
)
"""What a heading asks for that is no more than that its units are mandatory."""


_OF_AWARD = re.compile(
    rf"\s+(?:for|of|in)\s+(?:the\s+|this\s+)?(?:[\w()&]+\s+){{0,4}}?(?:Level\s+[1-8]\s+(?:[\w()]+\s+){{0,2}}(?:{_KIND_OF_AWARD})|qualification)$"
)
"""Of which qualification a heading says that its units are."""


_PAIR = re.compile(
    r"(?P<head>.*?\w)[\s(|,:\u2013-]*credit\s+value\s*:?\s*(?P<credit>\d{1,3})[)\s|,;\u2013-]*units?\s+required\s*:?\s*(?P<units>\d{1,2})\)?",
    re.IGNORECASE,
)
"""What a group comes to, in two figures behind its name."""


def group_head(text: str, *, heading: bool = False) -> GroupHead | None:
    """Return the group that a line is the heading of, or null.

    Whether units follow it, and so whether it is one, the caller has to see.
    """
    shared: list[tuple[str, int | str]] = []
    bare = text
    for fact, words in _SHARED:
        if found := words.search(bare):
            value = found[1] or found[2]
            shared.append((fact, int(value) if value.isdigit() else f"Entry {value[-1]}"))
            bare = f"{bare[: found.start()]} {bare[found.end() :]}".strip()
    head = _group_head(_ROUTES.sub("units", bare), heading)
    if head and head.role != "optional" and _EVERY.fullmatch(head.rest):
        head = replace(head, role="mandatory", rest="")
    return replace(head, shared=tuple(shared), written=text.strip()) if head and shared else head


def _group_head(text: str, heading: bool) -> GroupHead | None:
    written = text.strip()
    if not 4 <= len(written) <= 140 or written.endswith((".", ";", ",")) or "\t" in written:
        return None
    if len(SO_MANY.findall(written)) > 1:
        return None  # what is asked of two groups
    written = re.sub(
        r"^(?:\d+(?:\.\d+)*\.?\s+|[A-Z]\d{1,2}\s*[:\u2013-]\s+(?=(?:[Pp]athway|[Gg]roup|[Ss]ection|[Rr]oute)\s)|[\u2022-]\s*|[Tt]able\s+\d+\s*[.:\u2013-]\s*)",
        "",
        written,
    )
    bare = re.sub(r"\(?\bcont(?:inued|'d|\.)?\)?\s*$", "", written, flags=re.I).strip(" -:\u2013")
    bare = _OF_AWARD.sub("", bare)
    if found := _PAIR.fullmatch(bare):
        head = _group_head(found["head"], heading)
        amounts = f"{found['credit']} credits and {found['units']} units"
        return replace(head, rest=amounts, written=text.strip()) if head else None
    if heading and (found := _SO_MUCH_FROM.fullmatch(text.strip(" -:\u2013\u2022"))):
        named = _IN_GROUP.sub(" ", found["group"])
        head = None if SENTENCE.search(named) else _group_head(named, heading)
        return replace(head, rest=found["amount"], written=text.strip()) if head else None
    if found := _NAMED.fullmatch(bare):
        return _named(found, bare, heading)
    if heading and (found := _LETTERED.fullmatch(bare)) and not SENTENCE.search(found["rest"]):
        role = role_of(found["role"])
        more, rule = _split(found["rest"].strip(" -:\u2013()"))
        title = f"{role.capitalize()} units" + (f": {more}" if more else "")
        return GroupHead(found["id"], role, "group", title, _of_units(rule), bare)
    if heading and (found := _WAY.fullmatch(bare)) and not SENTENCE.search(bare):
        name = (found["name"] or found["before"]).strip()
        kind = (found["kind"] or found["behind"]).casefold()
        return GroupHead("", role_of(found["role"] or found["status"] or ""), kind, name, "", bare)
    if told := of_role(bare):
        return GroupHead("", told[0], "", told[1], _of_units(told[2]), bare)
    if (found := _ALONE.fullmatch(bare)) or (found := _BARE.fullmatch(bare)):
        groups = found.groupdict()
        rest = (groups.get("rest") or "").strip()
        role = role_of(found["role"])
        if inner := re.fullmatch(
            rf"[\s:(\u2013-]*(?:(?:for|in)\s+)?(?P<kind>(?i:{_KIND}))\s+(?P<id>{_ID})\)?(?P<rest>.*)",
            rest,
        ):
            return _named(inner, bare, heading, role)
        if (
            not heading
            and SENTENCE.search(rest)
            and not re.match(r"[\s:(\u2013-]+", groups.get("rest") or "")
        ):
            return None
        if _is_told(groups.get("rest") or "", heading):
            return None
        middle = (groups.get("middle") or "").strip()
        if middle and SENTENCE.search(middle):
            return None
        others = {role_of(word) for word in OTHER_ROLES.findall(rest)} - {role}
        role = "" if others else role
        title = (
            f"{role.capitalize()} units"
            if role and not middle
            else bare[: len(bare) - len(rest)].strip()
        )
        more, rule = _split(rest.strip(" -:\u2013()"))
        if role and more and not SENTENCE.search(more) and len(more) <= _LONGEST_NAME:
            title = f"{title}: {more}"
        return GroupHead("", role, "", title, _of_units(rule), bare)
    return None


def _named(found: re.Match[str], bare: str, heading: bool, role: str = "") -> GroupHead | None:
    groups = found.groupdict()
    role = role or role_of(groups.get("role") or "")
    rest = groups["rest"] or ""
    name = groups["id"]
    if name.casefold() in NUMBER_WORDS:
        name = str(NUMBER_WORDS[name.casefold()])
    if rest and rest[0].isalnum():
        return None
    rest = rest.strip()
    if SENTENCE.search(rest) and not re.match(r"[:(\u2013-]", rest):
        return None
    if _is_told(rest, heading) or re.match(r"(?:and|or|to|,|/)\s", rest + " "):
        return None
    rest = rest.strip(" :-\u2013").strip()
    if rest.startswith("(") and rest.endswith(")"):
        rest = rest[1:-1].strip()
    inner = re.match(rf"({ROLE})\b", rest, re.I)
    if inner and not role:
        role = role_of(inner[1])
    title, rule = _split(rest)
    if (
        not title
        or SENTENCE.search(title)
        or re.fullmatch(rf"(?:{ROLE})(?:\s+units?)?", title, re.I)
    ):
        others = {role_of(word) for word in OTHER_ROLES.findall(rest)} - {role}
        role = "" if others else role
        title = (
            f"{role.capitalize()} units"
            if role
            else f"{groups['kind'].capitalize().rstrip('s')} {name}"
        )
    return GroupHead(name.upper(), role, groups["kind"].casefold().rstrip("s"), title, rule, bare)


def _is_told(rest: str, heading: bool) -> bool:
    """Whether words behind the name of a group are a sentence, and the line so no heading of it.

    One that is set as a heading may say what the group asks for: "Optional units: learners must ...".
    """
    return len(SENTENCE.findall(rest)) > 2 and not (
        heading and re.match(r"\s*[:(\u2013-]", rest) is not None
    )


def _split(rest: str) -> tuple[str, str]:
    """Part the title of a group from what is a rule about it."""
    words = "|".join(NUMBER_WORDS)
    found = re.search(
        rf"[\s:(\u2013-]*\b(?:(?:a\s+)?min(?:imum)?|(?:a\s+)?max(?:imum)?|at\s+least|at\s+most|up\s+to|no\s+more"
        rf"|choose|select|complete|all|(?<!level )\d+|{words})\b",
        rest,
        re.IGNORECASE,
    )
    if found and (re.search(rf"\d|\b(?:{words}|all)\b", rest[found.start() :], re.I)):
        rule = rest[found.start() :].strip(" -:\u2013()")
        return rest[: found.start()].strip(" -:\u2013("), _of_units(rule)
    return rest, ""


def _of_units(rule: str) -> str:
    """What a heading asks for, of units where it does not say of what: "choose 3"."""
    return f"{rule} units" if _BARE_COUNT.fullmatch(rule) else rule


_BARE_COUNT = re.compile(
    rf"(?:choose|select|complete|take|any)\s+(?:any\s+|at\s+least\s+|a\s+minimum\s+of\s+)?(?:\d{{1,2}}|{'|'.join(NUMBER_WORDS)})",
    re.IGNORECASE,
)


def is_structural(text: str) -> bool:
    """Whether a heading opens the part that says how units combine."""
    return len(text) <= 120 and bool(_STRUCTURE.search(text))


@dataclass(frozen=True, slots=True)
class Title:
    """The title of a qualification as a text has it."""

    text: str
    organisation: str
    level: int | str
    start: int
    end: int


@lru_cache(8_192)
def titles_in(text: str) -> Sequence[Title]:
    """Return every full title of a qualification that stands in a text, be it all in capitals."""
    if text.isupper() and "LEVEL" in text:
        small = _CAPITALS.sub(lambda word: word[0].lower(), text.title())
        if len(small) == len(text):
            return tuple(_as_printed(one, text, small) for one in titles_in(small))
    found = []
    for one in _TITLE.finditer(text):
        digits = re.search(r"([1-8])", one["level"])
        entry = "entry" in one["level"].casefold()
        if not digits and not entry:
            continue
        number = digits[1] if digits else "3"
        level: int | str = f"Entry {number}" if entry else int(number)
        behind = _ENTRY_BEHIND.search(text, one.start(), one.end() + _NEAR)
        end = one.end()
        if entry and not digits and behind:
            level = f"Entry {behind[1]}"
            end = behind.end() + (text[behind.end() :][:1] == ")")
        for kind in (one["kind"], *re.findall(_KIND_OF_AWARD, one["more"])):
            words = f"{text[one.start() : one.start('kind')]}{kind}{text[one.end('more') : end]}"
            found.append(_titled(words, one["ao"], level, one.start(), end))
    for words, ao, at, start, end in titles_behind(text):
        over = [one for one in found if one.start < end and start < one.end]
        if all(start == one.start and one.end < end for one in over):
            found = [one for one in found if one not in over]
            found.append(_titled(words, ao, at, start, end))
    return tuple(sorted(found, key=lambda one: one.start))


def _as_printed(one: Title, text: str, small: str) -> Title:
    """A title found in small letters, as it stands in a text all in capitals."""
    at = small.find(one.text, one.start)
    words = text[at : at + len(one.text)] if at >= 0 else one.text.upper()
    return replace(one, text=words, organisation=one.organisation.upper())


_CAPITALS = re.compile(r"\b(?:In|Of|And|For|The|To|With|At|On|A|An|Or)\b")
"""Words that are small within a title."""
_NEAR = 12
_ENTRY_BEHIND = re.compile(r"\s*[(\u2013-]+\s*Entry\s+(?:Level\s+)?([1-3])\b")
"""Which entry level it is, where that stands behind the subject."""


_FORM_FOR = re.compile(r".*\bfor\s+(?=\S)", re.IGNORECASE)
_BEFORE = re.compile(r".*\bFOR\s+|.*\b(?:of|and)\s+$")
"""What leads to a title, and names nobody: "SKILLS SCAN FOR", "List of"."""


def _titled(written: str, ao: str, level: int | str, start: int, end: int) -> Title:
    if before := _BEFORE.match(ao):
        written, ao = written.removeprefix(before[0]), ao.removeprefix(before[0])
    words = title_alone(_TAIL.sub("", " ".join(written.split())))
    words = re.sub(
        r"^(?:(?:(?:(?:Qualification|Centre|Course)\s+)?(?:Title|(?:Hand|Guide)book|Specification|Guide|Guidance|Syllabus)|Qualification|Name|Introduction|The|This|Units|Unit|For|From|Of|An|A|And|In|Our|Your|To|Both|Level(?=.*\bLevel\b))\s+)+(?=\S+\s)",
        "",
        words,
    )
    words = _unclosed(_OWN_CODE.sub("", _NUMBERED.sub("", words)))
    organisation = re.sub(
        r"^(?:(?:(?:(?:Qualification|Centre|Course)\s+)?(?:Title|(?:Hand|Guide)book|Specification|Guide|Guidance|Syllabus)|Qualification|Name|Introduction|The|This|For|From|Of|And|In)(?:\s+|$))+",
        "",
        " ".join(ao.split()),
    )
    if found := _FORM_FOR.match(organisation):  # what the document is, and not who awards
        organisation = organisation[found.end() :]
        words = words.removeprefix(found[0])
    bare = re.search(rf"\b(?:{_KIND_OF_AWARD})\b(?!.*\b(?:in|for|of)\b)", words)
    subject = bare and not organisation.isupper() and not _BODY.search(organisation)
    if re.search(r"\bLevel\b|\bUnits?\b", organisation) or subject:
        organisation = ""  # "Hairdressing Level 2 Diploma": the subject, as none stands behind
    return Title(words, without_sort(organisation), level, start, end)


def from_level(text: str) -> str:
    """Return a title from its level on, whoever awards it, in small letters and single spaces."""
    found = _FROM_LEVEL.search(text)
    return " ".join((found[0] if found else text).casefold().split())


def open_end(text: str) -> str:
    """Return a text without the small words at its end, after which more has to come."""
    return _TAIL.sub("", text.rstrip())


def _unclosed(words: str) -> str:
    """Leave out a bracket that is opened and not closed, or closed and not opened."""
    if words.count("(") > words.count(")"):
        words = words[: words.rindex("(")].strip()
    if words.count(")") > words.count("("):
        words = words[: words.rindex(")")].strip()
    return words.rstrip(",")
