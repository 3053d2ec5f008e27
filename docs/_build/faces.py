"""Put what a package offers, as its ``__init__.pyi`` names it, into a page of the site."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def offered(package: str) -> list[str]:
    """Return the full names of what a face offers, in the order of the alphabet."""
    tree = ast.parse((ROOT / package / "__init__.pyi").read_text(encoding="utf-8"))
    found = {
        name.asname or name.name: f"{package}.{node.module}.{name.name}"
        for node in tree.body
        if isinstance(node, ast.ImportFrom)
        for name in node.names
    }
    return [found[name] for name in sorted(found, key=str.casefold)]


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Replace each ``<!-- face: PACKAGE -->`` by a directive for every name."""

    def directives(match: re.Match[str]) -> str:
        return "\n\n".join(f"::: {name}" for name in offered(match[1]))

    return re.sub(r"<!-- face: (\w+) -->", directives, markdown)
