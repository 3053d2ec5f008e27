"""What an amount says where it stands: under the heading of a group, or as a mere count of a list."""

from __future__ import annotations

import re
from dataclasses import replace

from catalogue.handbooks.qualifications.section import Section
from catalogue.handbooks.sentences.atoms import Atom
from catalogue.handbooks.sentences.sentences import Sentence

_WHOLE = re.compile(
    r"\b(?:total|overall|altogether|in\s+all|qualification|award(?:ed)?|certificate|diploma|programme|course)\b",
    re.IGNORECASE,
)
_DUTY = re.compile(
    r"\b(?:must|shall|should|needs?|required?|requires|has\s+to|have\s+to|complet\w+|achiev\w+|choose\w*|choice|select\w*|take[ns]?|gain\w*|obtain\w*|pass\w*"
    r"|pick|minimum|at\s+least|exactly|any|all|both|every)\b",
    re.IGNORECASE,
)


def in_context(atom: Atom, sentence: Sentence) -> Atom:
    """Let a quantity that names no group speak of the one under whose heading it stands.

    It does so in the heading itself, and between the heading and its first unit unless the words
    are about the whole. Under a heading around several groups it speaks of all of these.
    """
    if atom.groups or atom.kind == "spread" or atom.each:
        return atom
    if sentence.role and not atom.role and not _WHOLE.search(sentence.text):
        return replace(atom, role=sentence.role)
    if not sentence.group:
        return atom
    if sentence.from_heading:
        return replace(atom, groups=(sentence.group,), role="")
    if sentence.leads and not atom.role and not _WHOLE.search(sentence.text):
        return replace(atom, groups=(sentence.group,))
    return atom


def apart(atom: Atom, section: Section) -> list[Atom]:
    """Return an amount once for every group by itself, where it is of each."""
    if not atom.each:
        return [atom]
    roles = {"mandatory"} if atom.role == "mandatory" else {"optional", ""}
    groups = [group.id for group in section.groups if group.role in roles]
    each = [replace(atom, groups=(name,), role="", each=False) for name in groups]
    return each or [replace(atom, each=False)]


def is_count(sentence: Sentence) -> bool:
    """Whether a sentence tells how many there are, and asks for nothing: "there are 5 units"."""
    return not _DUTY.search(sentence.text)
