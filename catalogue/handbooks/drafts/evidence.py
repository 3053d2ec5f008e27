"""Where each fact of a draft stands: a JSON document beside it, in which answers are noted."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from catalogue.handbooks.blocks import Content, Spot
from catalogue.handbooks.doubts import in_order
from catalogue.handbooks.drafts.draft import code_of, data_of
from catalogue.handbooks.drafts.drafting import Draft
from catalogue.handbooks.proofs.confirmed import name_of

SUFFIX = ".evidence.json"


class _Evidence(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Stands(_Evidence):
    """A place in a document. ``box`` is left, top, right, bottom in points from the top left."""

    document: str
    page: int | None = None
    line: int | None = None
    box: tuple[float, float, float, float] | None = None
    path: str | None = None


class Fact(_Evidence):
    """One fact: its pointer into the draft, its value, the words, who read it, and what holds it.

    ``confirmed`` names what else says the same: ``letter``, ``sum``, ``place``, ``time`` or
    ``catalogue``; a fact of which nothing does is *single*, and a misprint of it cannot be seen.
    """

    at: str
    value: Any = None
    stands: Stands
    text: str
    readers: tuple[str, ...]
    doubts: tuple[str, ...] = ()
    confirmed: tuple[str, ...] = ()

    @property
    def standing(self) -> str:
        """``in doubt``, ``confirmed`` or ``single``."""
        return "in doubt" if self.doubts else "confirmed" if self.confirmed else "single"


class Answer(_Evidence):
    """What a person decided, who that was, and when (ISO 8601)."""

    value: Any = None
    kept: bool = False
    by: str
    when: str


class OpenDoubt(_Evidence):
    """A doubt, with what the draft has, what else was read, and the answer once there is one."""

    id: str
    name: str
    about: str
    message: str
    text: str
    reading: Any = None
    choices: tuple[Any, ...] = ()
    stands: Stands
    answer: Answer | None = None


class SourceFile(_Evidence):
    """A document that was read: its bytes by their SHA-256, and the tools that read it."""

    name: str
    sha256: str
    kind: str
    pages: int
    tools: dict[str, str]


class Evidence(_Evidence):
    """The evidence of a draft."""

    version: Literal[1] = 1
    answer: Literal["evidence"] = "evidence"
    short_name: str
    documents: tuple[SourceFile, ...]
    facts: tuple[Fact, ...]
    doubts: tuple[OpenDoubt, ...]

    @property
    def open(self) -> tuple[OpenDoubt, ...]:
        """The doubts that nobody has answered."""
        return tuple(doubt for doubt in self.doubts if doubt.answer is None)


def stands(spot: Spot) -> Stands:
    """Return a place as the evidence has it."""
    return Stands(
        document=spot.document,
        page=spot.page or None,
        line=spot.line or None,
        box=spot.box,
        path=spot.path or None,
    )


_OF_RULE = ("at_least", "at_most", "credit", "of", "groups", "units")
"""What of a rule is a fact of its own; a rule that has none of it is one by its kind."""


def evidence_of(draft: Draft, contents: list[Content], hashes: dict[str, str]) -> Evidence:
    """Return the evidence of a draft; ``hashes`` has the SHA-256 of each document by its name."""
    data = data_of(draft)
    by_about: dict[str, list[str]] = {}
    for doubt in draft.doubts:
        by_about.setdefault(doubt.about, []).append(doubt.id)
    facts: list[Fact] = []

    def fact(
        at: str, value: Any, spot: Spot, text: str, readers: tuple[str, ...], held: str = ""
    ) -> None:
        facts.append(
            Fact(
                at=at,
                value=value,
                stands=stands(spot),
                text=text[:500],
                readers=readers,
                doubts=tuple(by_about.get(at, ())),
                confirmed=draft.confirmed.get(held or at, ()),
            )
        )

    for key, line in draft.placed.items():
        fact(key, data[key], line.spot, line.text, ("headings",))
    for group in draft.section.every_group:
        fact(f"groups/{group.id}", group.title, group.spot, group.written, ("headings",))
        for row in group.rows:
            code = code_of(draft, row)
            for key in ("reference", "title", "level", "credit", "glh"):
                value = getattr(row, key)
                if value is not None and value != "":
                    held = f"units/{name_of(row)}/{key}"
                    fact(f"units/{code}/{key}", value, row.spot, row.text, row.readers, held)
            for key, value in (("from", row.opens), ("until", row.closes)):
                if value is not None:
                    fact(
                        f"groups/{group.id}/{code}/{key}",
                        value.isoformat(),
                        row.spot,
                        row.text,
                        row.readers,
                    )
            held = f"groups/{group.id}/{name_of(row)}"
            fact(f"groups/{group.id}/{code}", code, row.spot, row.text, row.readers, held)
    for rule in draft.rules.rules:
        name = rule.data["id"]
        keys = [key for key in _OF_RULE if rule.data.get(key) is not None] or ["kind"]
        for key in keys:
            fact(
                f"rules/{name}/{key}",
                rule.data[key],
                rule.sentence.spot,
                rule.sentence.text,
                rule.readers,
            )
    for key, (number, sentence) in draft.rules.figures.items():
        fact(f"published/{key}", number, sentence.spot, sentence.text, ("islands",))
    for count, sentence in enumerate(draft.rules.besides, 1):
        fact(f"also_needed/{count}", sentence.text, sentence.spot, sentence.text, ("besides",))
    placed = {key: line.spot for key, line in draft.placed.items()}
    return Evidence(
        short_name=draft.short_name,
        documents=tuple(
            SourceFile(
                name=one.document,
                sha256=hashes.get(one.document, ""),
                kind=one.kind,
                pages=one.pages,
                tools=one.tools,
            )
            for one in contents
        ),
        facts=tuple(facts),
        doubts=tuple(
            OpenDoubt(
                id=one.id,
                name=one.name,
                about=one.about,
                message=one.message,
                text=one.text[:500],
                reading=one.reading,
                choices=one.choices,
                stands=stands(placed.get(one.about, one.spot)),
            )
            for one in in_order(draft.doubts)
        ),
    )
