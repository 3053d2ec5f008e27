"""Unit rows out of running lines, where no cells are known: the reference opens or closes a row.

The same code reads the joined text of a row whose cells are known, as a second opinion.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from catalogue.handbooks.written.headings import titles_in
from catalogue.handbooks.written.rows import (
    HEAD_WORDS,
    NUMBER_WORDS,
    Row,
    is_blank,
    level_of,
    own_code,
    references_in,
    role_of_head,
    roles_in,
    status_of,
    trimmed,
    unstarred,
    whole_of,
)
from catalogue.handbooks.written.windows import window_in

SHORT = r"(?:L\s?\d|Level\s\d|E[1-3]|Entry(?:\sLevel)?\s[1-3]|\d{1,4}|\d,\d{3}|[MO]|Mandatory|Optional|Core|[Nn]/[Aa]|-|\u2013)"
_TAIL = re.compile(rf"(?:(?:^|\s+){SHORT})+$")
_ONE = re.compile(SHORT)
_LEAD = re.compile(
    rf"^(?:unit\s+)?(\d{{1,3}}|(?<=unit )(?:{'|'.join(NUMBER_WORDS)}))(?:[.):]?(?:\s*[\u2013-])?|\s*:)\s+(?=\S*[A-Za-z])",
    re.IGNORECASE,
)
_MARK = re.compile(r"^\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})\)\s+(?=[A-Z])")
"""What an item of a list begins with: "(a)", "ii)"."""
_UNIT = re.compile(r"\s*[,;(]\s*(?:unit|module)(?:\s+(?:number|no\.?|ref(?:erence)?|code))?$")
"""What a reference behind the title is called, in words of their own."""
_NUMERIC = ("level", "credit", "glh", "tqt")
_PRINTED = re.compile(
    r"[\s,;(\u2013-]*\b(?:(?:this\s+unit\s+)?(?:is\s+worth|has|carries)\s+)?(?:(?P<credits>\d{1,3})\s*(?:credits?(?:\s+points?)?|crs?)|credits?(?:\s+value)?\s*[:=]?\s*(?P<after>\d{1,3})"
    r"|(?P<glh>\d{1,4})\s*(?:glh|guided\s+learning\s+hours)|(?:glh|guided\s+learning(?:\s+hours)?)\s*[:=]?\s*(?P<glha>\d{1,4})"
    r"|level\s*[:=]?\s*(?P<level>[1-8]))(?=$|[\s,;)\u2013-])[\s,;)]*",
    re.IGNORECASE,
)


_CODE = r"[A-Z][A-Z0-9]*(?:-[A-Z0-9]+){2,3}|[A-Z]{1,6}[ -]?\d{1,5}[A-Z]?(?:[/.-]\d{1,4}[A-Z]?)?"
_ALONE = re.compile(_CODE)
_JOINING = {"and", "or", "/", "&"}


_COMES_TO = re.compile(r"\(\s*\d{1,3}\s+credits?\s*\)", re.IGNORECASE)
"""What a group comes to, within the head of its list."""


def is_head(text: str) -> bool:
    """Whether a line has no other words than the head of a unit table."""
    if text.endswith(".") and not text.casefold().endswith(("no.", "ref.", "nos.")):
        return False
    text = _COMES_TO.sub("", text)
    words = re.findall(r"[\w/&.()]+", text.casefold())
    if not set(words) - _JOINING:
        return False
    strange = [one for one in words if one.strip("().") not in HEAD_WORDS and one not in HEAD_WORDS]
    if not 0 < len(words) <= 14 or any(sign.isdigit() for sign in text):
        return False
    # an organisation's own word or two beside those that name at least four columns
    return not strange or (len(strange) <= 2 and len(order_of(text)) > 3)


def joined(parts: Sequence[str]) -> tuple[str, bool]:
    """Join the lines of a title; also tell whether a word may have been broken at a line's end."""
    text = ""
    broken = False
    for part in parts:
        if text.endswith("-") and part[:1].isalpha() and text[-2:-1].isalpha():
            text += part
        elif text:
            text += " " + part
        else:
            text = part
    return " ".join(text.split()), broken


def values_behind(text: str) -> list[str]:
    """Return the short values that a text ends with."""
    found = _TAIL.search(text)
    return _ONE.findall(found[0]) if found else []


def _words_of(text: str) -> int:
    """How many words a text has besides values with their measure."""
    return len(re.findall(r"[A-Za-z]{2,}", _PRINTED.sub(" ", text)))


_CODE_FIRST = re.compile(
    r"(?:unit\s+)?(?P<code>[A-Z][A-Za-z]{0,5}[ -]?\d{1,5}[A-Za-z]?|\d{1,4}[A-Z]{1,5}\d{0,3})\s*[:.\u2013-]?\s+(?=[A-Z(])"
)


_LETTERS_FIRST = re.compile(r"(?P<code>[A-Z]{2,6}|[A-Z]{2,6}\d{1,2}/\d{3}[A-Z]?)\s+(?=[A-Z(])")
"""A code that is letters alone, or has a stroke in it, where the head has a column of codes first."""


def coded(text: str, order: Sequence[str]) -> Sequence[tuple[str, int, int]]:
    """Return the own code that a line begins with, with where it stands, as :func:`references_in`.

    None where the head does not say that codes stand before titles.
    """
    named = [role for role in order if role in {"reference", "own", "title"}]
    found = _CODE_FIRST.match(text) if named[:1] in (["reference"], ["own"]) else None
    if found is None or "title" not in named:
        return ()
    code = own_code(found["code"])
    if code.isdecimal() and len(code) < 3:
        return ()  # it counts the rows, as those with one figure do
    return ((code, found.start("code"), found.end("code")),) if code else ()


_REFERENCE_OF = re.compile(
    r"[\s(,;:\u2013-]+(?:unit\s+)?(?:ref(?:erence)?|accreditation)\b(?:\s+(?:no|number|code))?\.?\s*[:\u2013-]?\s*$",
    re.I,
)
"""What says that the reference of a unit follows, behind its title."""


def row_of(text: str, order: Sequence[str]) -> Row | None:
    """Read one row out of its whole text, with its values in the ``order`` of the head.

    Returns
    -------
    Row or None
        Null where the text has no reference, nor begins with a code as the head says, or no title.
    """
    references = references_in(text) or coded(text, order)
    if not references:
        return None
    reference, start, end = references[0]
    row = Row(reference=reference, text=text, readers=("lines",))
    before = _REFERENCE_OF.sub("", text[:start])
    before = trimmed(text[:start] if is_head(before) else before)
    after = text[end:].lstrip(" )]-:\u2013").rstrip(" ([:")
    place = next((order.index(role) for role in ("reference", "own") if role in order), -1)
    if order and "title" in order and place >= 0 and (order[place] == "reference" or start < 6):
        titled_before = order.index("title") < place
    else:
        titled_before = _words_of(before) >= _words_of(after)
    roles_before = [role for role in order[: max(place, 0)] if role in (*_NUMERIC, "status")]
    roles_after = [role for role in order[place + 1 :] if role in (*_NUMERIC, "status")]
    if titled_before:
        before = _UNIT.sub("", _MARK.sub("", before, count=1))
    title_part, other = (before, after) if titled_before else (after, before)
    title_roles, other_roles = (
        (roles_before, roles_after) if titled_before else (roles_after, roles_before)
    )
    if titled_before and (lead := _LEAD.match(title_part)):
        row.number = str(NUMBER_WORDS.get(lead[1].casefold(), lead[1]))
        title_part = title_part[lead.end() :]
    elif not titled_before and (lead := re.fullmatch(r"(\d{1,3})[.)]?", other)) and not other_roles:
        row.number, other = lead[1], ""
    elif (
        titled_before
        and order[:1] == ["own"]
        and (lead := _CODE_FIRST.match(title_part) or _LETTERS_FIRST.match(title_part))
    ):
        row.number = lead["code"]
        title_part = title_part[lead.end() :]
    title_part = printed(row, title_part)
    tokens: list[str] = []
    if tail := _TAIL.search(title_part):
        tokens = _ONE.findall(tail[0])
        title_part = title_part[: tail.start()]
        if len(tokens) == len(roles_before) + len(roles_after) and not re.search(r"\d", other):
            title_roles, other_roles = [*roles_before, *roles_after], []  # all stand behind
        if order and len(tokens) > len(title_roles):
            spare, tokens, rest = _aligned(tokens, title_roles)
            if spare:
                title_part += " " + " ".join(spare)
                row.doubt("title-word", "title", f"the title ends in {' '.join(spare)}")
            if len(spare) > 1:
                row.doubt("cut", "row", f"{len(spare)} values more than columns")
            if rest:
                seen = f"numbers whose column is not known: {' '.join(rest)}"
                row.doubt("not-printed", "row", seen)
    if titled_before and "other" in order[place + 1 :] and "status" not in order:
        other = re.sub(r"\s*\b[A-Za-z]{3}.*$", "", other)  # how it is assessed, and the like
    behind = window_in(other)
    if behind.opens or behind.closes or behind.unreplaced:
        row.open_within(behind, other)
        other = behind.title
    other = printed(row, other)
    leftovers = _assign(row, tokens, title_roles, bool(order))
    short = _ONE.findall(other) if _TAIL.fullmatch(" " + other) else []
    if other and not short and not row.number and _ALONE.fullmatch(other):
        row.number = other
    elif other and not short and len(other) > 3:
        row.doubt("cut", "row", f"not understood beside the reference: {other[:60]}")
    leftovers += _assign(row, short, other_roles, bool(order))
    if leftovers:
        row.doubt("not-printed", "row", f"numbers whose column is not known: {' '.join(leftovers)}")
    title_part, row.mark = unstarred(title_part.strip())
    window = window_in(title_part)
    row.title = window.title
    row.open_within(window, title_part)
    if len(references) > 1:
        row.doubt("cut", "row", f"two references in one row: {references[1][0]}")
    labelled = role_of_head(row.title) in {"reference", "own"} and is_head(row.title)
    return row if re.search(r"[A-Za-z]{2}", row.title) and not labelled else None


_CODED = re.compile(
    r"(?:unit\s+)?(?P<code>[A-Z]{1,6}[ -]?\d{1,5}[A-Z]?|\d[A-Z]{2,5}|(?<=unit )\d{1,4})\s*[:.\u2013-]?\s+(?=[A-Z(])",
    re.IGNORECASE,
)
_CODE_LAST = re.compile(r"\s*[(\u2013-]\s*(?P<code>[A-Z]{1,6}[ -]?\d{2,5}[A-Z]?|\d[A-Z]{2,5})\)?$")
_ABOUT_RULES = re.compile(
    r"\b(?:must|should|choose|select|minimum|maximum|at\s+least|level\s\d|\d+\s*credits?|\d+\s+(?:\w+\s+)?units?"
    r"|guided\s+learning\s+hours|total\s+qualification\s+time|glh|tqt|units?\s+\d{2,}\s*[,\u2013-]\s*\d{2,}"
    r"|(?:learners?|candidates?|students?)\s+(?:are|can|may|will|need|have|who)"
    r"|(?:is|are|will\s+be)\s+(?:by|assessed|delivered|available|required|made|based|designed|suitable|awarded))\b",
    re.IGNORECASE,
)


_COUNTED = re.compile(r"unit\s+\d{1,3}\s*[:.\u2013-]?\s+[A-Z]", re.IGNORECASE)
"""How an item begins that is listed by its number."""
_TOTAL = re.compile(
    r"(?:sub-?|grand\s+|overall\s+)?total\b|(?:minimum|maximum)\s|credits?\s+required",
    re.IGNORECASE,
)
"""How the line below a list begins that says what it comes to."""


_STATUS_LAST = re.compile(
    r"[\s,(\u2013-]+((?<=\()(?i:mandatory|optional|core)|Mandatory|Optional|Core)[.)]*$"
)
"""What an item says that its unit is, behind the title."""


_OF_GROUPS = re.compile(
    r"\b(?:mandatory|optional|core|elective)\s+units?\b|\bfrom\s+(?:(?:the|optional|mandatory)\s+)*(?:group|section)\s+(?-i:[A-Z])\d?\b"
    r"|^(?:no|not)\s+(?:more|fewer|less)\s+than\b",
    re.IGNORECASE,
)
"""Words of a rule, and of no title."""
_LONGEST_ITEM = 400
"""Signs of an item of a list, inclusive."""
_DESCRIBED = re.compile(r"([^.:]{3,120}?\(\d{1,3}\s+credits?\))\s*[:\u2013-]\s+\w", re.IGNORECASE)
"""An item that tells behind its credit what the unit teaches."""


def listed_row(text: str, item: bool) -> Row | None:
    """Read an item of a list of units that prints no Ofqual reference.

    ``item`` tells that the format itself says so: a bullet, a paragraph of its own. A title alone is
    taken for a unit only then.
    """
    row = Row(text=text, readers=("lines",))
    bare = re.sub(r"^[\u2022-]\s*", "", text).strip()
    if told := _DESCRIBED.match(bare):
        bare = told[1]
    if len(bare) > _LONGEST_ITEM or any(one.start == 0 for one in titles_in(bare)):
        return None
    if lead := _CODED.match(bare):
        row.reference = own_code(lead["code"])
        row.number = "" if row.reference else lead["code"].strip()
        bare = bare[lead.end() :]
    elif lead := re.match(r"(\d{1,3})[.):]\s+(?=[A-Z])", bare):
        row.number = lead[1]
        bare = bare[lead.end() :]
    elif lead := re.match(r"(\d{2,4})\s+(?=[A-Z])", bare):
        row.doubt("title-word", "title", f"a number stands before the title: {lead[1]}")
        bare = bare[lead.end() :]
    bare = printed(row, bare).strip(" ,;")
    if not row.reference and (last := _CODE_LAST.search(bare)):
        row.reference = own_code(last["code"])
        bare = bare[: last.start()]
    bare, row.mark = unstarred(bare.strip(" :-\u2013"))
    window = window_in(bare)
    row.title = window.title
    row.open_within(window, bare)
    if _TOTAL.match(row.title):
        return None
    if told := _STATUS_LAST.search(row.title):
        row.status = status_of(told[1])
        row.title = row.title[: told.start()]
    said = row.credit is not None or bool(row.reference) or bool(_COUNTED.match(text))
    row.title = row.title.removesuffix(".") if said else row.title
    words = re.findall(r"[A-Za-z][\w'-]*", row.title)
    if (
        not words
        or len(words) > 25
        or row.title.endswith((".", ":", "?"))
        or re.search(r":\s*\d+$", row.title)  # a label and its number
        or _OF_GROUPS.search(row.title)
        or text.rstrip().endswith(":")
        or not row.title[0].isalnum()
    ):
        return None
    if not said and (not item or _ABOUT_RULES.search(row.title) or len(row.title) < 4):
        return None
    if said and re.search(
        r"\b(?:must|minimum|maximum|at least|choose|select|learners?)\b", row.title, re.I
    ):
        return None
    return row


def printed(row: Row, text: str) -> str:
    """Take out what a list prints with its measure: "(4 credits)", "Level 3"."""
    for found in reversed(list(_PRINTED.finditer(text))):
        groups = found.groupdict()
        number = groups["credits"] or groups["after"]
        if number and row.credit is None:
            row.credit = int(number)
        elif (groups["glh"] or groups["glha"]) and row.glh is None:
            row.glh = int(groups["glh"] or groups["glha"])
        elif groups["level"] and row.level is None and found.end() >= len(text):
            row.level = int(groups["level"])
        else:
            continue
        text = (text[: found.start()] + " " + text[found.end() :]).strip(" (,;-\u2013")
    return text


def _aligned(tokens: list[str], roles: Sequence[str]) -> tuple[list[str], list[str], list[str]]:
    """Part the values behind a title, of which there are more than the head has columns.

    They are the last ones, unless no level could stand where one has to. What says whether a unit is
    mandatory needs no column to be known by.
    """
    width = len(roles)
    if "status" not in roles and any(status_of(one) for one in tokens[-width - 1 :]):
        at = next(n for n in range(len(tokens) - 1, -1, -1) if status_of(tokens[n]))
        spare, taken, rest = _aligned([*tokens[:at], *tokens[at + 1 :]], roles)
        return spare, [*taken, tokens[at]], rest
    for start in range(len(tokens) - width, -1, -1):
        taken = tokens[start : start + width]
        if all(
            role != "level" or level_of(one) is not None
            for role, one in zip(roles, taken, strict=True)
        ):
            return tokens[:start], taken, tokens[start + width :]
    return tokens[: len(tokens) - width], tokens[len(tokens) - width :], []


def _assign(row: Row, tokens: list[str], roles: Sequence[str], known: bool) -> list[str]:
    """Give the short values of a row to the roles of the head; return those that have none."""
    wanted = list(roles)
    numbers: list[str] = []
    for token in tokens:
        if (level := level_of(token, marked=True)) is not None and row.level is None:
            row.level = level
            if "level" in wanted:
                wanted.remove("level")
        elif (status := status_of(token)) and not row.status and not token.isdigit():
            row.status = status
            if "status" in wanted:
                wanted.remove("status")
        else:
            numbers.append(token)
    numeric = [role for role in wanted if role in _NUMERIC]
    if not known or len(numbers) != len(numeric):
        if known and numeric:
            row.doubt("cut", "row", f"{len(numbers)} values for {len(numeric)} columns")
        return numbers
    for role, token in zip(numeric, numbers, strict=True):
        if is_blank(token):
            row.blank = (*row.blank, role)
            continue
        value = level_of(token) if role == "level" else whole_of(token)
        if value is None:
            row.doubt("cut", "row", f"{token!r} is no {role}")
        else:
            setattr(row, role, value)
    return []


def order_of(head: str) -> list[str]:
    """Return the roles of a head in order, where it names at least two."""
    roles = roles_in(head)
    return roles if len(roles) >= 2 else []
