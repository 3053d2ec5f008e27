"""An offer that was found, as a workbook: for whoever plans the year, and to be read again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from adviser.words.offer import cannot_groups, liked, proof, served_words
from adviser.workbook.table import Row, Table, columns
from adviser.workbook.xlsx import workbook_of
from catalogue import Catalogue
from catalogue.records.cohort import LearnerRead
from solver.results.offer import NoOffer, Offer


def found_workbook(
    answer: Offer | NoOffer,
    unread: Sequence[LearnerRead],
    library: Catalogue,
    rests_on: Iterable[tuple[str, str]],
    made: date,
) -> bytes:
    """Return the workbook of an offer, or of who can be served where not all can.

    ``made`` is the date that it gives for itself.
    """
    beside = (unread, library, list(rests_on))
    if isinstance(answer, Offer):
        tables = _tables(answer, *beside)
    else:
        tables = _tables_without(answer, *beside)
    return workbook_of(tables, made, "Offer")


def _tables_without(
    answer: NoOffer, unread: Sequence[LearnerRead], library: Catalogue, rests: list[tuple[str, str]]
) -> list[Table]:
    """The tables of places that are not enough for all."""
    titles = {name: unit.title for name, unit in library.units.items()}
    said = served_words(answer)
    figures: list[Row] = [
        ("offer", None, said[0]),
        ("learners who can finish together", len(answer.learners), "; ".join(said[1:]) or None),
        ("learners without a place", len(answer.left_over), None),
        ("learners who cannot finish under any offer", len(answer.cannot_finish), None),
        ("learners not read", len(unread), None),
        *((what, None, words) for what, words in rests),
    ]
    heads = columns(("What", "text", 44), ("Figure", "number", 12), ("Said", "text", 90))
    return [
        Table("Summary", heads, lambda: figures),
        _learners(answer, titles),
        Table(
            "Without a place",
            columns(("ID", "text", 16)),
            lambda: ((who,) for who in answer.left_over),
        ),
        _cannot_finish(answer, unread, library),
    ]


def _learners(answer: Offer | NoOffer, titles: Mapping[str, str]) -> Table:
    return Table(
        "Learners",
        columns(("ID", "text", 16), ("To study", "number", 9), ("Units", "text", 110)),
        lambda: (
            (one.id, len(one.units), "; ".join(f"{u} {titles.get(u, '')}" for u in one.units))
            for one in answer.learners
        ),
    )


def _cannot_finish(
    answer: Offer | NoOffer, unread: Sequence[LearnerRead], library: Catalogue
) -> Table:
    return Table(
        "Cannot finish",
        columns(("Learners", "number", 10), ("Who", "text", 40), ("Why", "text", 110)),
        lambda: _cannot(answer, unread, library),
    )


def _tables(
    answer: Offer, unread: Sequence[LearnerRead], library: Catalogue, rests: list[tuple[str, str]]
) -> list[Table]:
    titles = {one.unit: one.title for one in answer.units}
    tables = [
        Table(
            "Summary",
            columns(("What", "text", 44), ("Figure", "number", 12), ("Said", "text", 90)),
            lambda: _summary(answer, unread, rests),
        ),
        Table(
            "Offer",
            columns(
                ("Unit", "text", 14), ("Title", "text", 60), ("Level", "text", 8),
                ("Credit", "number", 8), ("GLH", "number", 8), ("Learners", "number", 10),
                ("Classes", "number", 9), ("Hours of teaching", "number", 11),
                ("Price (£)", "money", 11), ("Lost without it", "number", 11),
            ),
            lambda: _units(answer),
        ),
        _learners(answer, titles),
        _cannot_finish(answer, unread, library),
    ]  # fmt: skip
    if any(one.lost for one in answer.units):
        heads = columns(("Unit", "text", 18), ("Title", "text", 52), ("Lost without it", "number"),
                        ("Who", "text", 110))  # fmt: skip
        lost = [(one.unit, one.title, one.lost, ", ".join(one.lost_learners))
                for one in answer.units if one.lost]  # fmt: skip
        tables.append(Table("Lost without it", heads, lambda: lost))
    if answer.curve:
        heads = columns(("Units", "number"), ("Can finish", "number"), ("At the most", "number"),
                        ("Which units", "text", 110))  # fmt: skip
        curve = [(one.units, one.learners, one.at_most, ", ".join(one.offered))
                 for one in answer.curve]  # fmt: skip
        tables.append(Table("Curve", heads, lambda: curve))
    return tables


def _summary(
    answer: Offer, unread: Sequence[LearnerRead], rests: list[tuple[str, str]]
) -> Iterable[Row]:
    yield "offer", None, proof(answer)
    yield "units offered", len(answer.units), None
    yield "learners who can finish", len(answer.learners), None
    yield "learners who cannot finish under any offer", len(answer.cannot_finish), None
    yield "learners not read", len(unread), None
    hours = [(one.glh, one.classes) for one in answer.units]
    unknown = sum(glh is None for glh, _ in hours)
    said = f"without {unknown} units whose hours are unknown" if unknown else None
    yield "hours of teaching", sum((glh or 0) * classes for glh, classes in hours), said
    if answer.class_size is not None:
        size = f"{answer.least_class} to {answer.class_size} learners"
        yield "classes", sum(one.classes for one in answer.units), size
    if answer.preferences or answer.most_preferences != 0:
        yield "preferences kept", answer.preferences, liked(answer)
    yield from ((what, None, words) for what, words in rests)


def _units(answer: Offer) -> Iterable[Row]:
    for one in answer.units:
        level = None if one.level is None else str(one.level.written)
        hours = None if one.glh is None else one.glh * one.classes
        price = None if one.price is None else one.price / 100
        yield (
            one.unit, one.title, level, one.credit, one.glh, one.learners, one.classes, hours,
            price, one.lost,
        )  # fmt: skip


def _cannot(
    answer: Offer | NoOffer, unread: Sequence[LearnerRead], library: Catalogue
) -> Iterable[Row]:
    for ids, why in cannot_groups(answer, library):
        yield len(ids), ", ".join(ids), why
    for learner in unread:
        yield 1, learner.id or f"line {learner.line}", f"not read: {'; '.join(learner.faults)}"
