"""What the file of a draft is called."""

from __future__ import annotations

import re

from catalogue.handbooks.qualifications.section import Section


def short_name_of(section: Section) -> str:
    """Return the short name that such files have: who, level, subject."""
    found = re.search(r"(?:Entry\s+)?Level(?:\s+\d)?\s+(.*)", section.title, re.I)
    words = re.sub(r"\([^)]*\)", " ", found[1] if found else section.title)
    subject = (
        re.split(r"\b(?:in|for|of)\b", words, maxsplit=1, flags=re.I)[-1]
        if re.search(r"\b(?:in|for|of)\b", words, re.I)
        else words
    )
    level = (
        f"l{section.level}"
        if isinstance(section.level, int)
        else str(section.level or "").replace("Entry ", "e")
    )
    parts = [
        section.organisation,
        level,
        re.sub(r"\b(?:and|the|of|in|for|a|an)\b", " ", subject.casefold()),
    ]
    name = re.sub(r"[^a-z0-9]+", "-", " ".join(parts).casefold().replace("'", "")).strip("-")
    return name[:70].strip("-") or "imported"
