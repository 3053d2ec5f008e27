"""Of which units the words around a number speak: the first reader's groups, roles, levels and lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from catalogue.handbooks.sentences.things import Thing


class Scope(NamedTuple):
    """Of what an amount is: all nothing is everything."""

    groups: tuple[str, ...] = ()
    role: str = ""
    level: tuple[int | str | None, int | str | None] | None = None
    units: tuple[str, ...] = ()


def scope_of(things: Sequence[Thing]) -> Scope:
    """Return what things say of which units they speak, each in the order of the words."""
    groups: list[str] = []
    units: list[str] = []
    role = ""
    level = None
    for thing in things:
        if thing.kind == "groups":
            groups += thing.ids
        elif thing.kind == "named":
            units += thing.ids
        elif thing.kind in {"mandatory", "optional"} and not role:
            role = thing.kind
        elif (
            thing.kind in {"from", "apart"}
            and not role
            and re.search("optional|elective", thing.text, re.I)
        ):
            role = "optional"
        elif thing.kind == "level" and level is None:
            level = thing.level
    return Scope(tuple(dict.fromkeys(groups)), role, level, tuple(units))
