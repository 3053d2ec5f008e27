"""What follows from the rules of a draft, held against what its document publishes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from catalogue import CatalogueError, Edition, Qualification, load
from catalogue.handbooks.drafts.draft import ONE_FIGURE
from catalogue.periods import periods
from solver import Bounds, bounds
from solver.results.bounds import Range

SECONDS = 5.0
"""How long the bounds of a draft may take in one period, past which nothing is held."""


MOST_PERIODS = 3
"""Periods with other open units that are looked at, the latest, inclusive."""


def recomputed(name: str, text: str, folders: Sequence[Path] = ()) -> list[tuple[str, str]]:
    """Return where published figures do not follow from the rules: what about, and what was seen.

    ``text`` is the draft as YAML and ``name`` its short name. A draft that is no qualification yet,
    or whose bounds are not known in time, shows nothing.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.draft.yaml"
        path.write_text(text, encoding="utf-8")
        try:
            subject = load([*folders, path]).find(name)
        except CatalogueError:
            return []
    return list(_seen(subject))


def _seen(subject: Qualification) -> Iterator[tuple[str, str]]:
    """What no period, each with the units that are open then, brings out as it is published."""
    edition = subject.editions[-1]
    found: list[dict[str, str]] = []
    for span in periods(subject, edition)[-MOST_PERIODS:]:
        facts = bounds(subject, on=span.some_day, edition=edition, count=False, time_limit=SECONDS)
        if not isinstance(facts, Bounds) or (not facts.satisfiable and _is_open(edition)):
            return
        published = edition.published.glh if edition.published is not None else None
        found.append(dict(_of(facts, published is not None and published.note == ONE_FIGURE)))
    for about in found[0] if found else ():
        if all(about in one for one in found):
            yield about, found[-1][about]


def _is_open(edition: Edition) -> bool:
    """Whether what no choice seems to meet is asked of facts that the document does not print."""
    rules = [rule.model_dump_json(exclude_none=True) for rule in edition.rules]
    asks = {
        "level": any('"level"' in rule for rule in rules),
        "credit": any('"credit"' in rule for rule in rules),
        "glh": any('"glh"' in rule for rule in rules),
    }
    asked = [fact for fact, is_asked in asks.items() if is_asked]
    return any(getattr(unit, fact) is None for unit in edition.units for fact in asked)


def _of(facts: Bounds, one_figure: bool) -> Iterator[tuple[str, str]]:
    """What does not follow; ``one_figure`` tells that published hours are of some choice."""
    if not facts.satisfiable:
        yield "rules", "no choice of units meets all the rules as they were read"
        return
    credit, hours = facts.credit, facts.glh
    if credit.verdict == "contradicts" and credit.published is not None:
        yield (
            "published/credit",
            f"{credit.published.least} credits are published, and no legal choice comes to fewer"
            f" than {credit.least}",
        )
    if (
        hours.verdict == "contradicts"
        and hours.published is not None
        and not (one_figure and _is_inside(hours.published.least, hours.least, hours.greatest))
    ):
        exactly = f"of exactly {hours.credit} credits " if hours.credit is not None else ""
        yield (
            "published/glh",
            f"{_span(hours.published)} GLH are published, and the choices {exactly}come to"
            f" {_span(Range(least=hours.least, greatest=hours.greatest))}",
        )


def _is_inside(one: int | None, low: int | None, high: int | None) -> bool:
    return one is not None and low is not None and high is not None and low <= one <= high


def _span(span: Range) -> str:
    if span.greatest is None or span.least == span.greatest:
        return str(span.least)
    return f"{'up' if span.least is None else span.least} to {span.greatest}"
