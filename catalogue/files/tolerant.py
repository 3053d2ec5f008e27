"""Reads a file against a model as often as it takes to see all its faults.

What is faulty is set aside and the rest read again, so that one mistake does not hide the next. A
misspelt key is read as the key that was meant, a sentence that is missing is thought to be there,
and an item of a list that cannot be read at all is left out. What then is wrong only because of
that is not reported.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from catalogue.errors import Fault, is_slip, nearest
from catalogue.files.defaults import SOURCES
from catalogue.files.pages import Pages
from catalogue.files.wording import known_keys, words
from catalogue.inconsistency import Location
from catalogue.places import UndefinedUnit
from catalogue.references import unit_reference
from catalogue.rules import KINDS
from catalogue.units import Unit

MOST_FAULTS = 200
"""Faults of one file that are told, inclusive; a file with more is not a catalogue file."""

_MOST_ROUNDS = 25
"""How often a faulty file is read again; each round sets something aside."""

_ASIDE = "(set aside)"
"""Stands for a document or text that is missing or faulty, while the rest is looked at."""

_RULE = {
    "kind": "amount",
    "id": "set-aside",
    "says": _ASIDE,
    "source": {"document": _ASIDE},
    "measure": "units",
    "at_least": 0,
}

_STAND_INS: dict[str, tuple[Any, ...]] = {
    **dict.fromkeys(("says", "title", "awarding_organisation", "edition", "document"), (_ASIDE,)),
    **dict.fromkeys(("note", "section", "page", "from", "until", "published", "number"), (None,)),
    **dict.fromkeys(("credit", "glh", "tqt", "least", "greatest"), (None,)),
    **dict.fromkeys(("recognition", "glh_sources"), ((),)),
    **dict.fromkeys(("coined", "accepted", "co_requisite"), (False,)),
    "source": ({"document": _ASIDE},),
    "sources": ([{"document": _ASIDE}],),
    "documents": ({},),
    "short_name": ("set-aside",),
    "level": (1, None),
    "basis": ("exact-credit",),
    "rules": ([_RULE],),
    "measure": ("units",),
    "at_least": (1,),
    "at_most": (1_000_000, 8),
    "percent": (50,),
}
"""What is thought to stand at a key whose value is missing or faulty, tried one after another."""

M = TypeVar("M", bound=BaseModel)


class TolerantReader(Generic[M]):
    """Reads one file against one model, as often as it takes to see all its faults.

    ``dropped``, ``renamed`` and ``replaced`` are what was set aside, by its place in the file.
    """

    def __init__(
        self,
        pages: Pages,
        model: type[M],
        data: dict[str, Any],
        units: Mapping[str, Unit],
        lost: Sequence[str] = (),
    ) -> None:
        self.pages = pages
        self.model = model
        self.file = data
        self.documents = _titles(pages.data.get("documents"))
        self.units = units
        self.lost = list(lost)
        self.faults: list[Fault] = []
        self._faulty: dict[Location, int] = {}
        """How many faults were known before the first at a place or within it."""
        self.dropped: set[Location] = set()
        self.renamed: dict[Location, str] = {}
        self._written: dict[Location, str] = {}
        """What is written in the file for a key that was renamed, by its place once it was."""
        self.replaced: dict[Location, Any] = {}
        self.tried: dict[Location, int] = {}
        self.kept: dict[Location, list[int]] = {}
        self.added: dict[Location, list[int | str]] = {}
        """The keys of what was replaced, by the place of the mapping that they are in."""
        self.found_lost: set[str] = set()
        self.left_out: list[Any] = []
        self.missing: set[str] = set()
        """Every word of what was left out."""
        self.undefined: set[str] = set()
        """References that places name and no file defines."""
        self.nameless: list[str] = []
        """What was written as the id of a group that was left out, empty where nothing was."""
        self.torn: set[str] = set()
        """Groups that a place was left out of, and the groups around them."""

    def read(self) -> M | None:
        """Return the model of what could be read, or none if too little was left."""
        data: Any = self.file
        context = {"being_read": True, "units": self.units, "documents": self.documents}
        for _ in range(_MOST_ROUNDS):
            try:
                return self.model.model_validate(
                    data, context=context, by_alias=True, by_name=False
                )
            except ValidationError as error:
                if not self._learn(error, data):
                    return None
            if self.documents is not None:
                context["documents"] = {**self.documents, _ASIDE: _ASIDE}
            self.kept = {}
            self.added = defaultdict(list)
            for at in self.replaced:
                self.added[at[:-1]].append(at[-1])
            data = self._copy(self.file, ())
        return None

    def _learn(self, error: ValidationError, data: Any) -> bool:
        """Take note of every error and set aside what caused it; false if nothing is left to."""
        before = self._progress
        known_before = len(self.faults)
        items: list[Any] = list(error.errors(include_url=False))
        within = {item["loc"][:end] for item in items for end in range(len(item["loc"]))}
        items = [one for one in items if one["type"] != "too_short" or one["loc"] not in within]
        renamed: set[Location] = set()
        for item in items:
            if item["type"] == "extra_forbidden":
                near = nearest(str(item["loc"][-1]), known_keys(self.model, item["loc"]))
                around = self.original(_existing(data, item["loc"]))[:-1]
                renamed |= {(*around, name) for name in near}
        for item in items:
            where = item["loc"]
            at = self.original(_existing(data, where))
            kind = _at(data, where).get("kind") if item["type"] == "union_tag_invalid" else None
            if kind is not None:
                at = (*at, "kind")
            if item["type"] == "missing":
                at_key = (*at, where[-1])
                if at_key not in renamed and not self._follows(at_key, known_before):
                    self._fault(item, where, at, data)
                self._set_aside(at_key, at)
            elif isinstance(cause := item.get("ctx", {}).get("error"), UndefinedUnit):
                if not self._is_lost(cause.reference):
                    self._fault(item, where, at, data, self._nearest_unit(cause.reference))
                self.undefined.add(cause.reference)
                self._set_aside(at, at)
            else:
                if not self._follows(at, known_before) and not self._is_inherited(at):
                    self._fault(item, where, at, data)
                near = [] if kind is None else nearest(str(kind), KINDS)
                if near and at not in self.replaced:
                    self.replaced[at] = near[0]
                    self.tried[at] = 1
                elif item["type"] == "extra_forbidden":
                    self._set_key_aside(at, where, data)
                else:
                    self._set_aside(at, at)
            if len(self.faults) >= MOST_FAULTS:
                self.faults.append(
                    Fault(self.pages.path, 0, 0, f"has more than {MOST_FAULTS} faults")
                )
                return False
        return before != self._progress

    def _is_inherited(self, at: Location) -> bool:
        """Whether it is of a source that is not written here but around it, where it is told."""
        written = (*(self.pages.misspelt.get(str(step), step) for step in at[:1]), *at[1:])
        return any(
            step in SOURCES and written[:number] not in self.pages.marks
            for number, step in enumerate(at, 1)
        )

    @property
    def _progress(self) -> tuple[int, int, int]:
        return len(self.dropped), len(self.renamed), sum(self.tried.values())

    def _nearest_unit(self, reference: str) -> str:
        known = self.units
        near = nearest(reference, list(known)) or [u for u in known if is_slip(reference, u)]
        return f"did you mean {near[0]}?" if near else "define it under 'units'"

    def _fault(
        self, item: Any, where: Location, at: Location, data: Any, other_hint: str = ""
    ) -> None:
        around = _at(data, where[:-1])
        message, hint = words(item, where, self.model, _at(data, where), _label(item, at), around)
        self.faults.append(self.pages.fault(at, message, hint or other_hint))
        known = len(self.faults) - 1
        steps = (*at, where[-1]) if item["type"] == "missing" else at
        for end in range(len(steps) + 1):
            self._faulty.setdefault(steps[:end], known)

    def may_name(self, subject: str) -> bool:
        """Whether something that was set aside, or is misspelt, may be called ``subject``."""
        written = [*self.undefined, *self.nameless]
        return subject in self.missing or any(not w or is_slip(w, subject) for w in written)

    def follows(self, at: Location) -> bool:
        """Whether what is wrong at ``at`` may be so only because of a fault within it."""
        return at in self._faulty

    def _follows(self, at: Location, known: int) -> bool:
        return self._faulty.get(at, known) < known

    def _is_lost(self, reference: str) -> bool:
        """Whether the unit may be defined after all, by a definition that could not be read."""
        if reference in self.found_lost or any(is_slip(reference, x) for x in self.lost if x):
            return True
        if "" in self.lost:
            self.lost.remove("")
            self.found_lost.add(reference)
            return True
        return False

    def _set_key_aside(self, at: Location, where: Location, data: Any) -> None:
        """Read an unknown key as the nearest known one, or not at all."""
        near = nearest(str(where[-1]), known_keys(self.model, where))
        beside = _at(data, where[:-1])
        if near and near[0] not in beside and (*at[:-1], near[0]) not in self._written:
            self.renamed[at] = near[0]
            self._written[*at[:-1], near[0]] = str(at[-1])
        else:
            self.dropped.add(at)

    def _set_aside(self, at: Location, item: Location) -> None:
        """Put a stand-in for the value at ``at``, or leave out the list item around it."""
        key = str(at[-1]) if at else ""
        tried = self.tried.get(at, 0)
        if key == "id" and "rules" in at and not tried:
            stand_ins: tuple[Any, ...] = (f"set-aside-{len(self.tried)}",)
        else:
            stand_ins = _STAND_INS.get(key, ())
        if tried < len(stand_ins):
            self.tried[at] = tried + 1
            chosen = stand_ins[tried]
            self.replaced[at] = f"{chosen} {len(self.tried)}" if key == "edition" else chosen
            return
        for end in range(len(item), 0, -1):
            if isinstance(item[end - 1], int) and item[:end] not in self.dropped:
                self._leave_out(item[:end])
                return

    def _leave_out(self, at: Location) -> None:
        self.dropped.add(at)
        value = _at(self.file, at)
        self.left_out.append(value)
        self.missing |= set(_words(value))
        if at[-2:-1] == ("groups",) and isinstance(value, dict):
            self.nameless.append(str(value.get("id") or ""))
        around: Any = self.file
        for step in at[:-1]:
            around = around[step] if step in _keys(around) else {}
            if isinstance(around, dict) and isinstance(around.get("id"), str):
                self.torn.add(around["id"])

    def _copy(self, value: Any, at: Location) -> Any:
        """The file without what was set aside; ``kept`` gets the numbers of what is left."""
        if at in self.replaced:
            return self.replaced[at]
        if isinstance(value, dict):
            pairs = {
                self.renamed.get((*at, key), key): self._copy(item, (*at, key))
                for key, item in value.items()
                if (*at, key) not in self.dropped
            }
            added = {
                key: self.replaced[*at, key] for key in self.added.get(at, ()) if key not in pairs
            }
            return pairs | added
        if isinstance(value, list):
            kept = [n for n in range(len(value)) if (*at, n) not in self.dropped]
            self.kept[at] = kept
            return [self._copy(value[n], (*at, n)) for n in kept]
        return value

    def original(self, where: Location) -> Location:
        """The place in the file of a place in the data that is left."""
        at: Location = ()
        for step in where:
            if isinstance(step, int):
                kept = self.kept.get(at)
                step = kept[step] if kept is not None and step < len(kept) else step
            else:
                step = self._written.get((*at, step), step)
            at = (*at, step)
        return at


def _label(item: Any, at: Location) -> str:
    """The key that an error is about; a location also has the names of alternatives."""
    steps = item["loc"] if item["type"] in {"missing", "extra_forbidden"} else at
    return next((step for step in reversed(steps) if isinstance(step, str)), "the file")


def _titles(documents: Any) -> dict[str, str] | None:
    """The documents of a file by their short names; none where they cannot be told."""
    if documents is None:
        return {}
    if not isinstance(documents, dict):
        return None
    return {
        key: value if isinstance(value, str) and value else key for key, value in documents.items()
    }


def _existing(data: Any, where: Location) -> Location:
    """The steps of ``where`` that the data has: the models add some of their own."""
    at: Location = ()
    for step in where:
        if step in _keys(data):
            at, data = (*at, step), data[step]
    return at


def _keys(data: Any) -> range | dict[str, Any] | tuple[()]:
    if isinstance(data, list | tuple):
        return range(len(data))
    return data if isinstance(data, dict) else ()


def _at(data: Any, where: Location) -> Any:
    """The value at ``where``, steps that the data does not have passed over."""
    for step in _existing(data, where):
        data = data[step]
    return data


def _words(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
        try:
            yield unit_reference(data)
        except ValueError:
            return
    elif isinstance(data, dict):
        for value in data.values():
            yield from _words(value)
    elif isinstance(data, list):
        for value in data:
            yield from _words(value)
