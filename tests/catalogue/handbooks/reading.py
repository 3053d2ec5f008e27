"""Documents read in this process, and drafts held against what they were made of."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from catalogue import Catalogue, Edition, Qualification, load
from catalogue.changes import Changes, changes
from catalogue.handbooks.drafts.writing import Written, imported
from catalogue.handbooks.readers.kinds import read


def drafted(raw: bytes | str, name: str, library: Catalogue) -> list[Written]:
    """The drafts of one document."""
    data = raw.encode() if isinstance(raw, str) else raw
    return imported([read(data, name)], {name: "0" * 64}, library)


def loaded(written: Written, folder: Path) -> Qualification:
    """The qualification that a draft is read as, where it can be read."""
    for name, text in written.files.items():
        if name.endswith(".yaml"):
            path = folder / name
            path.write_text(text, encoding="utf-8")
            library = load([path])
            return library.find(written.draft.short_name)
    raise AssertionError("a draft has a YAML file")


def difference(subject: Qualification, edition: Edition, draft: Qualification) -> dict[str, Any]:
    """What differs in unit, group, window, level, credit and rule; nothing is an empty mapping."""
    found: Changes = changes(subject, edition, draft, draft.editions[-1])
    facts = [one for one in found.facts if one.fact in {"level", "credit"}]
    all_of = {
        "added": found.added,
        "removed": found.removed,
        "replaced": found.replaced,
        "facts": facts,
        "moved": found.moved,
        "windows": found.windows,
        "groups": found.groups,
        "rules": found.rules,
    }
    return {name: value for name, value in all_of.items() if value}
