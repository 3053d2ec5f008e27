"""What the heading of a group calls its units: mandatory or optional, and lines that are no heading."""

from __future__ import annotations

import re

from catalogue.handbooks.written.rows import NUMBER_WORDS

ROLE = r"mandatory|optional|core|elective|compulsory|required|additional"
OTHER_ROLES = re.compile(r"\b(?:mandatory|optional|core|elective|compulsory|additional)\b", re.I)
SENTENCE = re.compile(
    r"\b(?:must|should|shall|can|may|will|are|is|have|has|need|needs|learners?|candidates?|students?"
    r"|achieve|complete|select|choose|from|which|listed|following)\b",
    re.IGNORECASE,
)
_SORTED = re.compile(
    rf"(?!(?i:{ROLE}|{'|'.join(NUMBER_WORDS)}|all|other|further|unit|group|section|the|of|and|in|table|list)\b)[A-Z][\w&'-]*(?:\s+[\w&'-]+){{0,6}}\s+(?i:{ROLE})\s+(?i:units)"
)
"""The heading of some of these units: "Diploma optional units"."""
_ASKED = re.compile(
    rf"(?P<role>(?i:{ROLE}))\s*[:\u2013-]\s+(?P<rule>(?:(?:you|learners?|candidates?)\s+)?(?:must\s+|should\s+)?(?:choose|select|complete|achieve)\s[^.;]{{3,80}})",
    re.IGNORECASE,
)
"""What units are and what is asked of them: "Additional - you must choose two of these units"."""
SO_MANY = re.compile(rf"\b\d{{1,2}}\s+(?:{ROLE})\s+units?\b", re.IGNORECASE)
"""What is asked of a group, in figures."""


def role_of(word: str) -> str:
    """Return ``mandatory`` or ``optional`` for a word that calls units so, else nothing."""
    word = word.casefold()
    if word in {"mandatory", "core", "compulsory", "required"}:
        return "mandatory"
    return (
        "optional" if word in {"optional", "elective", "additional", "options", "electives"} else ""
    )


def of_role(bare: str) -> tuple[str, str, str] | None:
    """Return role, title and rule of a heading that says of what sort its units are, or null."""
    if SENTENCE.search(bare) is None and _SORTED.fullmatch(bare):
        roles = {role_of(word) for word in OTHER_ROLES.findall(bare)}
        return (roles.pop() if len(roles) == 1 else "", bare, "")
    if found := _ASKED.fullmatch(bare):
        role = role_of(found["role"])
        return role, f"{role.capitalize()} units", found["rule"]
    return None
