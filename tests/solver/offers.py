"""Learners of an offer, and by brute force the ways in which each may finish."""

from __future__ import annotations

from itertools import combinations, product
from typing import Any

from hypothesis import strategies as st

from catalogue import Edition, LearnerRecord, Published, Qualification
from catalogue.learner.record import held
from solver import Question, Situation
from solver.results.offer import NoOffer
from tests.asking import CREDIT, DAYS, fitting, legal, questions, rebuilt
from tests.factories import SOURCE, amount, edition, group, qualification, unit
from tests.strategies import editions


@st.composite
def cohorts(draw: st.DrawFn) -> tuple[Edition, list[Question]]:
    subject = rebuilt(draw(editions(most=5)), published=Published(credit=CREDIT, source=SOURCE))
    asked = draw(st.lists(questions(subject, goals=False), min_size=1, max_size=3))
    on = draw(st.sampled_from(DAYS))
    return subject, [one.replace(on=on) for one in asked]


def ways(subject: Edition, question: Question) -> list[frozenset[str]]:
    """Every set of units that a learner with no record may finish by."""
    choices = fitting(subject, question, legal(subject))
    return list(dict.fromkeys(frozenset(o.unit.reference for o in one) for one in choices))


def put(subject: Qualification, asked: list[Question]) -> list[tuple[str, Situation]]:
    return [(f"L{n}", Situation.of(subject, one)) for n, one in enumerate(asked)]


SMALL = edition(
    [
        group("A", unit("A1", credit=4, glh=None)),
        group("B", *(unit(f"B{n}", credit=3) for n in "1234")),
    ],
    [amount("total", at_least=6), amount("of-b", of={"groups": ["B"]}, at_most=6)],
)  # fmt: skip


def ask(**wishes: Any) -> Question:
    return Question(on=DAYS[0], **wishes)


@st.composite
def holding(draw: st.DrawFn) -> tuple[Edition, Question, list[frozenset[str]]]:
    """An edition, and learners of whom nothing is asked and each holds some units."""
    subject = rebuilt(draw(editions(most=5)), published=Published(credit=CREDIT, source=SOURCE))
    names = sorted({one.reference for one in subject.units})
    some = st.frozensets(st.sampled_from(names), max_size=3)
    on = draw(st.sampled_from(DAYS))
    return subject, Question(on=on), draw(st.lists(some, min_size=1, max_size=4))


def studies(subject: Edition, asked: Question, own: frozenset[str]) -> list[frozenset[str]]:
    """Every set of units to study by which somebody finishes who holds their ``own``."""
    found: dict[frozenset[str], None] = {}
    for choice in legal(subject):
        new = [one for one in choice if one.unit.reference not in own]
        if all(one.version.open_on(asked.on) for one in new):
            found[frozenset(one.unit.reference for one in new)] = None
    return list(found)


def recorded(
    subject: Edition, asked: Question, every: list[frozenset[str]]
) -> list[tuple[str, Situation]]:
    """The situations of learners by what they hold."""
    one = qualification(subject)
    units = {unit.reference: unit for unit in subject.units}
    records = [
        LearnerRecord(achievements=tuple(held(name) for name in sorted(own))) for own in every
    ]
    return [
        (f"L{n}", Situation.of_learner(one, asked, record, units=units))
        for n, record in enumerate(records)
    ]


def is_of_the_most(
    found: NoOffer, every: list[list[frozenset[str]]], places: dict[str, int]
) -> None:
    """Of all sets of learners who can be served together: the largest, then the first."""
    able = [number for number, own in enumerate(every) if own]
    together = [
        some
        for size in range(len(able) + 1)
        for some in combinations(able, size)
        if any(
            all(sum(name in way for way in one) <= most for name, most in places.items())
            for one in product(*(every[number] for number in some))
        )
    ]
    best = min(together, key=lambda some: (-len(some), sum(some)))
    told = [int(one.id[1:]) for one in found.learners]
    assert (len(told), sum(told)) == (len(best), sum(best))
    assert found.at_most == len(best)
    assert sorted([*told, *(int(who[1:]) for who in found.left_over)]) == able
    for name, most in places.items():
        assert sum(name in one.units for one in found.learners) <= most
    for one in found.learners:
        assert frozenset(one.units) in every[int(one.id[1:])]
