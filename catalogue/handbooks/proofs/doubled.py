"""Units that stand more than once in a list, and whether what is said of them each time agrees."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from catalogue.handbooks.doubts import Doubt
from catalogue.handbooks.proofs.figures import about
from catalogue.handbooks.qualifications.section import Section
from catalogue.handbooks.rules.assembled import Assembled
from catalogue.handbooks.written.rows import Row


def doubled(section: Section, rules: Assembled) -> Iterator[Doubt]:
    """Yield units twice in a group, two of one title, and one of which two places do not agree."""
    yield from _doubled(section)
    pathways = any(rule.data["kind"] == "choose" for rule in rules.rules)
    yield from _of_two_places(section, pathways)


def _of_two_places(section: Section, pathways: bool) -> Iterator[Doubt]:
    """Units of several groups with unlike figures, or that are mandatory in one and optional in another.

    On several ``pathways`` a unit may be either.
    """
    first: dict[str, tuple[str, Row]] = {}
    for group in section.every_group:
        for row in group.rows:
            role, other = first.setdefault(row.reference or row.title, (group.role, row))
            if other is row:
                continue
            for fact in ("level", "credit", "glh"):
                one, two = getattr(other, fact), getattr(row, fact)
                if one != two and None not in (one, two):
                    seen = f"{one} in one list, {two} in another ({row.spot})"
                    yield Doubt(
                        "two-figures", about(row, fact), seen, row.spot, row.text, one, (two,)
                    )
            if {role, group.role} == {"mandatory", "optional"} and not pathways:
                seen = f"listed as mandatory and, at {row.spot}, as optional"
                yield Doubt("no-group", about(row, "group"), seen, row.spot, row.text)


def _doubled(section: Section) -> Iterator[Doubt]:
    for group in section.every_group:
        counts = Counter(row.reference or row.title for row in group.rows)
        told: set[str] = set()
        for row in group.rows:
            key = row.reference or row.title
            if counts[key] > 1 and key not in told:
                told.add(key)
                yield Doubt(
                    "cut",
                    about(row, "row"),
                    f"stands {counts[key]} times in group {group.id}",
                    row.spot,
                    row.text,
                )
    yield from _also_numbered(section.rows)
    by_title: dict[tuple[str, str], Row] = {}
    for group in section.every_group:
        for row in group.rows:
            key2 = (group.id, row.title.casefold())
            other = by_title.setdefault(key2, row)
            if other.reference != row.reference and not (other.closes or row.opens):
                yield Doubt(
                    "cut",
                    about(row, "title"),
                    f"has the title of {other.reference}",
                    row.spot,
                    row.text,
                )


_NUMBERED = re.compile(r"(?:unit|module)\s+\w*\d\w*\s*[:.\u2013-]?\s+", re.IGNORECASE)


def _also_numbered(rows: Sequence[Row]) -> Iterator[Doubt]:
    """Units whose title stands once with and once without its number: "Unit 3 Care", "Care"."""
    titles = {row.title.casefold(): row for row in rows}
    for row in rows:
        bare = _NUMBERED.sub("", row.title.casefold(), count=1)
        if bare != row.title.casefold() and (other := titles.get(bare)) is not None:
            seen = f"is it the same unit as {other.reference or other.title!r}?"
            yield Doubt("cut", about(row, "row"), seen, row.spot, row.text)
            yield Doubt(
                "cut",
                about(other, "row"),
                f"is it the same unit as {row.reference or row.title!r}?",
                other.spot,
                other.text,
            )
