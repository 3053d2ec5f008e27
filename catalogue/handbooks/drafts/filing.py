"""The text of a draft with its doubts, and of the qualification file that it becomes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from catalogue.files.drafts import MARK
from catalogue.files.loading import SHIPPED
from catalogue.handbooks.drafts.comments import Comments
from catalogue.handbooks.drafts.draft import SUFFIX, one_line, yaml_of
from catalogue.handbooks.drafts.evidence import Evidence

_SAID = ("rules/", "also_needed/")
"""Doubts about what sentences say, of which the words are shown wherever the doubt stands."""


def schema_uri() -> str:
    """Where editors find the schema of a qualification file."""
    return (SHIPPED / "schemas" / "qualification.json").as_uri()


def _head(evidence: Evidence) -> str:
    """The first lines of a draft: that it is one, of what, and what to do."""
    kinds = Counter(doubt.name for doubt in evidence.open)
    named = f": {', '.join(f'{n} {name}' for name, n in sorted(kinds.items()))}" if kinds else ""
    count = len(evidence.open)
    read = ", ".join(
        f"{one_line(one.name)} (sha256 {one.sha256[:16]})" for one in evidence.documents
    )
    return "\n".join(
        [
            f"# yaml-language-server: $schema={schema_uri()}",
            f"{MARK}{count} {'doubt' if count == 1 else 'doubts'} open{named}",
            f"# Read from {read}.",
            f"# 'unitwise catalogue confirm {evidence.short_name}{SUFFIX}' asks what is in doubt;",
            "# until then no folder of the catalogue has this file read.",
        ]
    )


def draft_text(data: Mapping[str, Any], evidence: Evidence, own: Comments | None = None) -> str:
    """Return the text of a draft: its open doubts and the words of the document as comments.

    ``own`` are the comments that people wrote into it, which stay.
    """
    comments: dict[str, list[str]] = {}
    for fact in evidence.facts:
        if (found := re.fullmatch(r"(rules/[^/]+)/.*", fact.at)) and fact.text:
            words = comments.setdefault(found[1], [])
            if (line := f"The document: {fact.text}") not in words:
                words.append(line)
    known = {f"units/{unit['reference']}" for unit in data["units"]}
    known |= {f"rules/{rule['id']}" for rule in data["editions"][0].get("rules") or ()}
    known |= {f"groups/{group['id']}" for group in data["editions"][0].get("groups") or ()}
    for doubt in evidence.open:
        text = [f"DOUBT {doubt.id} {doubt.name}: {doubt.message}"]
        pointer = doubt.about
        while pointer and pointer not in known and pointer not in data:
            pointer = pointer.rpartition("/")[0]
        if (not pointer or pointer == "title") and doubt.text and doubt.about.startswith(_SAID):
            text.append(f"The document: {doubt.text}")
        comments.setdefault(pointer or "number", []).extend(text)
    return _with(comments, own or {}, data, _head(evidence))


def _with(comments: Comments, own: Comments, data: Mapping[str, Any], head: str) -> str:
    """The text with comments; those of people whose place is gone stand at its beginning."""
    for pointer, lines in own.items():
        comments.setdefault(pointer, []).extend(lines)
    text = yaml_of(data, {pointer: "\n".join(lines) for pointer, lines in comments.items()}, head)
    there = {line.strip() for line in text.splitlines()}
    every = [one_line(line) for lines in own.values() for line in lines]
    lost = [f"# {line}".rstrip() for line in every if f"# {line}".rstrip() not in there]
    return "\n".join([head, *lost]) + text.removeprefix(head) if lost else text


def finished_text(data: Mapping[str, Any], evidence: Evidence, own: Comments | None = None) -> str:
    """Return the text of the qualification file that a draft without open doubts becomes."""
    who = sorted({doubt.answer.by for doubt in evidence.doubts if doubt.answer})
    lines = [f"# yaml-language-server: $schema={schema_uri()}"]
    lines += [
        f"# Read from {one_line(one.name)} (sha256 {one.sha256})." for one in evidence.documents
    ]
    lines += [f"# Doubts answered by {one_line(', '.join(who))}."] if who else []
    return _with({}, own or {}, data, "\n".join(lines))
