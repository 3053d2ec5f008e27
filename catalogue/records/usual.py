"""A record in YAML or JSON under the names that people give to its keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from catalogue.cells import cell, plain
from catalogue.days import is_day_first, read_day
from catalogue.errors import Fault
from catalogue.files.pages import Pages
from catalogue.inconsistency import Location
from catalogue.learner.record import LearnerRecord, Route, read_route
from catalogue.records.roles.likeness import is_name
from catalogue.records.roles.sections import told_at_the_end
from catalogue.records.words.keys import KEYS, LEARNER_KEYS, OUTCOME_KEYS, REGISTERED, by_name
from catalogue.records.words.outcomes import Outcome, Said, outcome
from catalogue.records.words.references import reference_in
from catalogue.records.words.understood import LeftOut

_KEYS = {"achievements": KEYS, "registrations": by_name(REGISTERED)}
PARTS = {plain(name): name for name in LearnerRecord.model_fields}


def _parted(item: str) -> str | dict[str, str]:
    """An achievement that is one text, parted where it says beside the unit what came of it."""
    found = reference_in(item)
    if found is None or (told := told_at_the_end(found[1])) is None:
        return item
    return {"unit": found[0], "status": told}


class Usual:
    """The data of a file with the model's keys for their other usual names.

    ``renamed`` has these names by their place, ``said`` what an achievement says of its outcome by
    its number, ``people`` whose achievements there are, by the key that says it, each with its
    place, ``names`` what may be those of people or of units, ``dated`` and ``undated`` the numbers
    of achievements with a day and with a blank for it. ``data`` is without all this, and without
    what says that there is nothing.
    """

    def __init__(self, data: dict[str, Any]) -> None:
        self.data: dict[str, Any] = {}
        self.renamed: dict[Location, str] = {}
        self.said: dict[int, list[Said]] = {}
        self.people: dict[str, list[tuple[Location, str]]] = {}
        self.names: list[tuple[Location, str]] = []
        self.dated: set[int] = set()
        self.undated: set[int] = set()
        for key, value in data.items():
            if key == "$schema":  # for editors; it says nothing about the learner
                continue
            meant = PARTS.get(plain(key), key)
            if meant != key and (meant in data or meant in self.data):
                meant = key
            self.data[meant] = value
            self.renamed[(meant,)] = key
        for part in _KEYS:
            if isinstance(self.data.get(part), list):
                items = [
                    _parted(item) if isinstance(item, str) else item for item in self.data[part]
                ]
                self.data[part] = [
                    self.item(part, number, item) if isinstance(item, dict) else item
                    for number, item in enumerate(items)
                ]
        if self.names and all(is_name(said) for _, said in self.names):
            self.people["name"] = self.names
        names = [
            name for key, found in self.people.items() for _, name in found if key == "learner"
        ]
        if names:
            self.data.setdefault("learner", names[0])

    @property
    def used(self) -> tuple[tuple[str, str], ...]:
        """What keys of achievements with another name than the model's were taken for."""
        places = ((where, key) for where, key in self.renamed.items() if len(where) > 1)
        renamed = [
            (key, str(where[-1]))
            for where, key in places
            if where[0] == "achievements" and key != where[-1]
        ]
        said = [
            (one.of, OUTCOME_KEYS[plain(one.of)]) for some in self.said.values() for one in some
        ]
        return tuple(dict.fromkeys([*renamed, *said]))

    def item(self, part: str, number: int, item: dict[str, Any]) -> dict[str, Any]:
        """Return an item with the model's keys, noting what its own names were."""
        made: dict[str, Any] = {}
        for key, value in item.items():
            said = cell(value) if isinstance(value, str) else value
            kind = OUTCOME_KEYS.get(plain(key)) if part == "achievements" else None
            if kind is not None:
                text = "" if said is None else str(said)
                self.said.setdefault(number, []).append(Said(key, text, kind == "grade"))
                continue
            whose = LEARNER_KEYS.get(plain(key)) if part == "achievements" else None
            if whose is not None:
                if said is not None and said != "":
                    self.people.setdefault(whose, []).append(((part, number, key), str(said)))
                continue
            meant = _KEYS[part].get(plain(key), key)
            if meant != key and (meant in item or meant in made):
                meant = key
            if part == "achievements" and meant == "achieved":
                (self.undated if said in ("", None) else self.dated).add(number)
            if meant == "title" and plain(key) == "name" and isinstance(said, str):
                self.names.append(((part, number, key), said))
            if said != "":
                made[meant] = said
            self.renamed[part, number, meant] = key
        return made

    def outcomes(self) -> Iterator[tuple[int, Outcome, tuple[Said, ...]]]:
        """The outcome of each achievement that has one, by its number, and what decides it.

        An item without a key for it is an achievement, unless others of the file are said to be.
        """
        told = {plain(one.of) for said in self.said.values() for one in said if one.text}
        found = {
            number: outcome([one for one in said if one.text])
            for number, said in self.said.items()
            if any(plain(one.of) in told for one in said)
        }
        if any(came is Outcome.ACHIEVED for came, _ in found.values()):
            for number, item in enumerate(self.data["achievements"]):
                if isinstance(item, dict):
                    found.setdefault(number, (Outcome.UNTOLD, ()))
        elif self.dated:
            for number in self.undated:
                found.setdefault(number, (Outcome.UNTOLD, ()))
        for number, (came, by) in sorted(found.items()):
            yield number, came, by

    def awarded(self, number: int) -> None:
        """Take what was awarded for achieved, by whichever way it came to be."""
        item = self.data["achievements"][number]
        if isinstance(item, dict) and "route" in item:
            experience = read_route(item["route"]) == Route.EXPERIENCE
            item["route"] = (Route.AWARDED_RPL if experience else Route.CERTIFICATED).value

    def again(self) -> Iterator[list[int]]:
        """The numbers of the items that name the same unit, where several do."""
        found: dict[str, list[int]] = {}
        items = self.data.get("achievements")
        for number, item in enumerate(items if isinstance(items, list) else []):
            if isinstance(item, dict) and isinstance(item.get("unit"), str):
                found.setdefault(plain(item["unit"]), []).append(number)
        yield from (own for own in found.values() if len(own) > 1)

    def day(self, number: int) -> date | None:
        """The day of an item, where it has one that can be read."""
        try:
            return read_day(str(self.data["achievements"][number].get("achieved", "")))
        except ValueError:
            return None

    def called(self, number: int) -> str:
        """What an achievement is called, or nothing."""
        item = self.data["achievements"][number]
        return next((str(item[key]) for key in ("unit", "award", "title") if key in item), "")

    def without(self, left_out: Mapping[int, LeftOut]) -> dict[str, Any]:
        """The data with a stand-in for what is left out, so that the others keep their numbers."""
        if not left_out:
            return self.data
        items = self.data["achievements"]
        kept = [{"award": "left out"} if n in left_out else one for n, one in enumerate(items)]
        return {**self.data, "achievements": kept}

    @property
    def day_first(self) -> str:
        """A date that would be another day if the month came first, or nothing."""
        items = self.data.get("achievements")
        days = (
            item.partition("@")[2] if isinstance(item, str) else item.get("achieved")
            for item in (items if isinstance(items, list) else [])
            if isinstance(item, str | dict)
        )
        return next((day for day in days if isinstance(day, str) and is_day_first(day)), "")


@dataclass(frozen=True)
class AsWritten(Pages):
    """A file that may have other names for keys, or be a bare list without the key around it."""

    renamed: Mapping[Location, str] = field(default_factory=dict)
    bare: bool = False

    def fault(self, where: Location, message: str, hint: str = "") -> Fault:
        """Return a fault at its place in the file as it is written."""
        steps = tuple(self.renamed.get(where[: n + 1], step) for n, step in enumerate(where))
        if not self.bare:
            return super().fault(steps, message, hint)
        at = max(
            (steps[1:end] for end in range(1, len(steps) + 1) if steps[1:end] in self.marks),
            key=len,
            default=(),
        )
        return Fault(self.path, *self.marks.get(at, (0, 0)), message, "", hint)
