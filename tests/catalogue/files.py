"""Catalogue files as text, and reading them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from catalogue import Catalogue, CatalogueError, Fault, Qualification, load

Groups = Mapping[str, "str | Groups"]
"""Units of each group as ``code/level/credit`` (``-`` for none), or its sub-groups."""


def read(*texts: str) -> Catalogue:
    """Read texts as the files of one folder, without the shipped catalogue."""
    with TemporaryDirectory() as folder:
        for number, text in enumerate(texts):
            (Path(folder) / f"{number}.yaml").write_text(text, encoding="utf-8")
        return load([Path(folder)], shipped=False)


def only(text: str) -> Qualification:
    """The one qualification of a text."""
    (qualification,) = read(text).qualifications
    return qualification


def faults(*texts: str) -> list[Fault]:
    """The faults of texts that cannot all be read; paths are file names only."""
    try:
        read(*texts)
    except CatalogueError as error:
        return [
            Fault(Path(f.path).name, f.line, f.column, f.message, f.rule, f.hint)
            for f in error.faults
        ]
    return []


def written(groups: Groups, rules: str, **head: Any) -> str:
    """A qualification file: 10 GLH a credit, every rule with the same source."""
    units: dict[str, dict[str, Any]] = {}

    def group(name: str, inside: str | Groups) -> dict[str, Any]:
        made: dict[str, Any] = {"id": name, "title": f"Group {name}"}
        if not isinstance(inside, str):
            return made | {"groups": [group(*pair) for pair in inside.items()]}
        made["units"] = []
        for word in inside.split():
            code, level, credit = word.split("/")
            number = None if credit == "-" else int(credit)
            units[code] = {
                "reference": code,
                "title": f"Unit {code}",
                "level": int(level),
                "credit": number,
                "glh": None if number is None else 10 * number,
                "sources": [{"document": "published"}],
            }
            made["units"].append(code)
        return made

    edition = {
        "edition": "first",
        "source": {"document": "published"},
        "groups": [group(*pair) for pair in groups.items()],
    }
    data = {
        "number": None,
        "short_name": "real-rule",
        "title": "A Qualification",
        "awarding_organisation": "Nobody",
        "level": 3,
        **head,
        "documents": {"published": "A published rule of combination"},
        "units": list(units.values()),
        "editions": [edition],
    }
    text = yaml.safe_dump(data, sort_keys=False)
    sourced = re.sub(
        r'^( *)says: [^"].*$', r"\g<0>\n\1source: {document: published}", rules, flags=re.M
    )
    return text + re.sub(r"^", "  ", "rules:\n" + sourced.strip("\n"), flags=re.M) + "\n"
