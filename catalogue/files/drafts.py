"""Drafts read as if they were qualification files, so that they can be asked about.

What a document does not print, a draft leaves null, though a qualification has it. Something stands
for it here, and the title, which every answer shows, says that this is a draft and what is missing.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from catalogue.files.listing import DRAFT
from catalogue.files.pages import Pages
from catalogue.units import read_level

MARK = "# unitwise draft: "
"""How the line of a draft begins that says how many doubts are open."""


def is_draft(path: str | os.PathLike[str]) -> bool:
    """Whether a file is a draft, by its name."""
    return os.fspath(path).endswith(DRAFT)


def open_doubts(text: str) -> str:
    """Say how many doubts of a draft are open, and of which kinds, as its first lines have it."""
    kinds = r"(?:: \d{1,6} [a-z-]{1,40}(?:, \d{1,6} [a-z-]{1,40}){0,40})?"
    found = re.search(
        rf"^{re.escape(MARK)}(\d{{1,6}} doubts? open{kinds})", text[:4096], re.MULTILINE
    )
    return found[1] if found else "its doubts are not told"


def askable(pages: Pages) -> Pages:
    """Return the pages of a draft with a title that says so, and nothing null that must not be.

    For a level stands the highest of its units. What is no mapping stays as it is.
    """
    if not isinstance(pages.data, Mapping):
        return pages
    data: dict[str, Any] = dict(pages.data)
    missing = [
        key for key in ("title", "awarding_organisation", "level") if data.get(key, "") is None
    ]
    says = f"draft: {open_doubts(pages.text)}"
    if missing:
        says += f"; not printed: {', '.join(key.replace('_', ' ') for key in missing)}"
    title = data["title"] if isinstance(data.get("title"), str) else data.get("short_name")
    data["title"] = f"{title} ({says})"
    if "awarding_organisation" in missing:
        data["awarding_organisation"] = "not printed"
    if "level" in missing:
        data["level"] = _highest(data.get("units"))
    data["editions"] = [_ruled(one) for one in data.get("editions") or ()]
    return replace(pages, data=data)


def _ruled(edition: Any) -> Any:
    """An edition of which no rule was read with one that asks for nothing, and says so."""
    if not isinstance(edition, Mapping) or edition.get("rules") != []:
        return edition
    says = "No rule was read: any choice of units is legal here."
    rule = {"id": "not-read", "kind": "amount", "measure": "units", "at_least": 0, "says": says}
    return {**edition, "rules": [{**rule, "source": edition.get("source")}]}


def _highest(units: Any) -> int | str:
    """The highest level of units as they are written, and 1 where none has one."""
    levels = []
    for unit in units if isinstance(units, list) else ():
        try:
            levels.append(read_level(unit["level"]))
        except (KeyError, TypeError, ValueError):
            continue
    return max(levels).written if levels else 1
