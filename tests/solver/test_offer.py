"""What a centre must offer, against every subset of units and every way to study under it."""

from __future__ import annotations

from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import given, strategies as st

from catalogue import Edition, LearnerRecord, Option, Published, Qualification, UnitwiseError, audit
from catalogue.learner.record import held
from solver import Goal, Question, Situation
from solver.many import covering
from solver.many.needs import met, needs_of
from solver.many.offer import Delivery, offer
from solver.program.engine import Clock, Outcome, Solved
from solver.results.offer import NoOffer, Offer, OfferGoal
from solver.task.task import understood
from tests.asking import CREDIT, DAYS, fitting, legal, questions, rebuilt, value
from tests.factories import SOURCE, amount, edition, group, qualification, unit
from tests.strategies import editions, tries


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


@given(cohorts())
@tries(40)
def test_no_subset_of_units_that_lets_everybody_finish_is_smaller(
    given: tuple[Edition, list[Question]],
) -> None:
    subject, asked = given
    every = [ways(subject, one) for one in asked]
    can = [one for one in every if one]
    units = sorted({unit.reference for unit in subject.units})
    least = next(
        size
        for size in range(len(units) + 1)
        for some in combinations(units, size)
        if all(any(way <= set(some) for way in own) for own in can)
    )
    found = offer(put(qualification(subject), asked))
    assert isinstance(found, Offer)
    assert (found.value, found.bound, found.proof) == (least, least, "optimal")
    assert [one.id for one in found.cannot_finish] == [
        f"L{n}" for n, own in enumerate(every) if not own
    ]
    offered = {one.unit for one in found.units}
    for one in found.learners:
        assert set(one.units) in ways(subject, asked[int(one.id[1:])])
        assert set(one.units) <= offered
    for each in found.units:
        rest = offered - {each.unit}
        assert each.lost == sum(not any(way <= rest for way in own) for own in can)


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


@given(holding())
@tries(25)
def test_what_is_held_need_not_be_offered_and_the_curve_is_that_of_all_subsets(
    given: tuple[Edition, Question, list[frozenset[str]]],
) -> None:
    subject, asked, every = given
    found = offer(recorded(subject, asked, every), curve=True)
    assert isinstance(found, Offer)
    own_ways = [studies(subject, asked, own) for own in every]
    units = sorted({unit.reference for unit in subject.units})

    def able(some: tuple[str, ...]) -> int:
        return sum(any(way <= set(some) for way in own) for own in own_ways)

    most = [max(map(able, combinations(units, size))) for size in range(len(units) + 1)]
    all_of_them = sum(map(bool, own_ways))
    assert found.value == found.bound == most.index(all_of_them)
    assert len(found.cannot_finish) == len(every) - all_of_them
    for point in found.curve:
        assert (point.learners, point.at_most) == (most[point.units], most[point.units])
        assert able(point.offered) >= point.learners
        assert len(point.offered) <= point.units
    for each in found.learners:
        assert frozenset(each.units) in own_ways[int(each.id[1:])]


@given(cohorts())
@tries(30)
def test_no_offer_of_that_size_keeps_more_preferences(
    given: tuple[Edition, list[Question]],
) -> None:
    subject, asked = given
    liked = [
        [
            ({o.unit.reference for o in choice}, value(Goal.MOST_PREFERRED, subject, one, choice))
            for choice in fitting(subject, one, legal(subject))
        ]
        for one in asked
    ]
    can = [own for own in liked if own]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(covering, "AT_A_TIME", 1)  # so that some are left outside
        found = offer(put(qualification(subject), asked))
    assert isinstance(found, Offer)
    units = sorted({unit.reference for unit in subject.units})
    kept = [
        sum(max((n for way, n in own if way <= set(some)), default=-10_000) for own in can)
        for some in combinations(units, found.value)
    ]
    assert found.preferences == found.most_preferences == max(kept)


@given(cohorts())
@tries(20)
def test_an_offer_with_which_a_learner_can_finish_meets_all_that_they_need(
    given: tuple[Edition, list[Question]],
) -> None:
    subject, asked = given
    for question in asked:
        task = understood(Situation.of(qualification(subject), question))
        needs = list(needs_of(task, task.program()))
        for way in ways(subject, question):
            assert all(met(need, way) for need in needs)


def test_one_code_of_two_organisations_is_two_units_of_an_offer() -> None:
    def of(owner: str) -> Qualification:
        own = unit("301", credit=6).model_copy(update={"awarding_organisation": owner})
        rules = [amount("total", at_least=6)]
        return qualification(edition([group("A", own)], rules), short_name=owner[1].lower() + "-l1")

    learners = [(owner, Situation.of(of(owner), ask())) for owner in ("CMI", "City & Guilds")]
    found = offer(learners)
    assert isinstance(found, Offer)
    assert {one.unit for one in found.units} == {"CMI:301", "City & Guilds:301"}
    nothing = offer(learners, delivery=Delivery(among=["CMI:301"]))
    assert [one.id for one in nothing.cannot_finish] == ["City & Guilds"]
    # a bare code names it where only one can be meant
    assert isinstance(offer(learners[:1], delivery=Delivery(among=["301"])), Offer)


@given(cohorts(), st.integers(1, 4))
@tries(20)
def test_a_bound_is_never_above_the_least_however_soon_the_search_ends(
    given: tuple[Edition, list[Question]], solves: int
) -> None:
    subject, asked = given
    least = offer(put(qualification(subject), asked), OfferGoal.LEAST_HOURS, CLASSES)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Clock, "left", property(Ending(solves)))
        soon = offer(put(qualification(subject), asked), OfferGoal.LEAST_HOURS, CLASSES)
    if isinstance(least, Offer):
        assert (soon.bound or 0) <= least.value
        assert isinstance(soon, Offer) or not soon.proven


CLASSES = Delivery(class_size=2, least_class=2, fixed=("U1",))


class Ending:
    """A clock that has time for so many looks at it."""

    def __init__(self, looks: int) -> None:
        self.looks = looks

    def __call__(self, clock: Clock) -> float:
        self.looks -= 1
        return 10.0 if self.looks >= 0 else 0.0


def hours(subject: Edition, ways_of: tuple[frozenset[str], ...], size: int, least: int) -> int:
    """Hours of teaching for one way of each learner; less than 0 if a class would be too small."""
    glh = {unit.reference: unit.glh or 0 for unit in subject.units}
    total = 0
    for name, each in glh.items():
        learners = sum(name in way for way in ways_of)
        classes = -(-learners // size)
        if learners < classes * least:
            return -1
        total += each * classes
    return total


@given(cohorts(), st.sampled_from([(1, 1), (2, 1), (2, 2), (3, 2)]))
@tries(40)
def test_no_classes_take_fewer_hours(
    given: tuple[Edition, list[Question]], of: tuple[int, int]
) -> None:
    subject, asked = given
    size, least = of
    every = [own for one in asked if (own := ways(subject, one))]
    sums = [hours(subject, one, size, least) for one in product(*every)]
    fits = [one for one in sums if one >= 0]
    delivery = Delivery(class_size=size, least_class=least)
    found = offer(put(qualification(subject), asked), OfferGoal.LEAST_HOURS, delivery)
    if not fits:
        assert isinstance(found, NoOffer)
        assert found.proven
        return
    assert isinstance(found, Offer)
    assert (found.value, found.bound) == (min(fits), min(fits))
    chosen = tuple(frozenset(one.units) for one in found.learners)
    assert hours(subject, chosen, size, least) == found.value


@given(cohorts(), st.data())
@tries(25)
def test_no_offer_costs_less_within_the_places_that_there_are(
    given: tuple[Edition, list[Question]], data: Any
) -> None:
    subject, asked = given
    names = [unit.reference for unit in subject.units]
    prices = {name: data.draw(st.integers(0, 9)) for name in names}
    places = {name: data.draw(st.integers(0, 3)) for name in names[:2]}
    every = [own for one in asked if (own := ways(subject, one))]
    costs = [
        sum(prices[name] for way in one for name in way)
        for one in product(*every)
        if all(sum(name in way for way in one) <= most for name, most in places.items())
    ]
    delivery = Delivery(prices=prices, places=places)
    found = offer(put(qualification(subject), asked), OfferGoal.LEAST_COST, delivery)
    if not costs:
        assert isinstance(found, NoOffer)
        _is_of_the_most(found, [ways(subject, one) for one in asked], places)
        return
    assert isinstance(found, Offer)
    assert found.value == min(costs)


@given(holding(), st.data())
@tries(25)
def test_places_go_to_as_many_as_can_be_where_things_are_held(
    given: tuple[Edition, Question, list[frozenset[str]]], data: Any
) -> None:
    subject, asked, every = given
    places = {one.reference: data.draw(st.integers(0, 1)) for one in subject.units}
    own = [studies(subject, asked, one) for one in every]
    found = offer(recorded(subject, asked, every), delivery=Delivery(places=places))
    if isinstance(found, NoOffer):
        _is_of_the_most(found, own, places)
        return
    for name, most in places.items():
        assert sum(name in one.units for one in found.learners) <= most
    assert len(found.learners) == sum(map(bool, own))


def _is_of_the_most(
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


SMALL = edition(
    [
        group("A", unit("A1", credit=4, glh=None)),
        group("B", *(unit(f"B{n}", credit=3) for n in "1234")),
    ],
    [amount("total", at_least=6), amount("of-b", of={"groups": ["B"]}, at_most=6)],
)  # fmt: skip


def ask(**wishes: Any) -> Question:
    return Question(on=DAYS[0], **wishes)


def test_what_is_held_need_not_be_offered_and_preferences_break_a_tie() -> None:
    subject = qualification(SMALL)
    record = LearnerRecord(achievements=(held("B1"), held("B2")))
    done = Situation.of_learner(subject, ask(), record, units={})
    wanting = Situation.of(subject, ask(prefer={"B3": 2, "B4": 1}, avoid=["A1"]))
    found = offer([("done", done), ("wanting", wanting)])
    assert isinstance(found, Offer)
    # Held B1 and B2 are the 6 credits; the other takes two of B: those that are preferred.
    assert [one.unit for one in found.units] == ["B3", "B4"]
    assert found.preferences == 3
    assert {one.id: one.units for one in found.learners} == {"done": (), "wanting": ("B3", "B4")}


def test_where_not_all_can_be_served_those_further_up_are() -> None:
    # each needs one of two units that have one place together with the others free
    alike, other = ask(want=["B1"]), ask(want=["B1"], avoid=["B4"])
    learners = [
        (who, Situation.of(qualification(SMALL), one))
        for who, one in (("first", alike), ("second", other), ("third", alike))
    ]
    found = offer(learners, delivery=Delivery(places={"B1": 2}))
    assert isinstance(found, NoOffer)
    assert [one.id for one in found.learners] == ["first", "second"]
    assert (found.left_over, found.at_most) == (("third",), 2)
    # who takes two qualifications finishes both, or none: one place of B1 is not enough
    both = [*learners[:1], ("first", learners[1][1]), learners[2]]
    found = offer(both, delivery=Delivery(places={"B1": 1}))
    assert isinstance(found, NoOffer)
    assert [one.id for one in found.learners] == ["third"]


def test_units_of_unknown_hours_are_named_and_not_offered() -> None:
    found = offer([("x", Situation.of(qualification(SMALL), ask()))], OfferGoal.LEAST_HOURS)
    assert isinstance(found, Offer)
    assert found.not_offered == ("A1",)
    assert found.value == 20  # two units of 10 hours


def test_the_curve_tells_how_many_finish_with_fewer() -> None:
    subject = qualification(SMALL)
    learners = [
        ("a", Situation.of(subject, ask(want=["B1"], avoid=["A1"]))),
        ("b", Situation.of(subject, ask(want=["B2", "B3"]))),
        ("c", Situation.of(subject, ask(want=["B2"], avoid=["A1"]))),
    ]
    found = offer(learners, curve=True)
    assert isinstance(found, Offer)
    # B2 and B3 serve b and c; a needs B1 with one of them.
    assert found.value == 3
    assert [(one.units, one.learners) for one in found.curve] == [(0, 0), (1, 0), (2, 2), (3, 3)]
    assert found.curve[2].offered == ("B2", "B3")


def test_what_is_fixed_is_offered_and_only_what_may_be() -> None:
    learners = [("x", Situation.of(qualification(SMALL), ask()))]
    found = offer(learners, delivery=Delivery(fixed=("B4",), among=["B3", "B4", "B2"]))
    assert isinstance(found, Offer)
    assert "B4" in {one.unit for one in found.units}
    assert len(found.units) == 2
    nothing = offer(learners, delivery=Delivery(among=["B1"]))
    assert isinstance(nothing, Offer)
    assert [one.id for one in nothing.cannot_finish] == ["x"]


def test_who_is_outside_is_not_taken_to_have_all_that_they_like(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(covering, "AT_A_TIME", 1)
    subject = qualification(SMALL)
    likes = {"B3": 5, "B4": 5, "B1": 4, "A1": 4}
    learners = [
        ("needs both", Situation.of(subject, ask(want=["B1", "B2"]))),
        ("refuses both", Situation.of(subject, ask(avoid=["B1", "B2"]))),
        ("likes", Situation.of(subject, ask(prefer=likes))),
    ]
    found = offer(learners)
    assert isinstance(found, Offer)
    # With B1, B2, B3 and B4 only two of B count: 5 and 5. With A1 and one of B3 and B4: 4, 5, 4.
    assert (found.value, found.preferences) == (4, 13)


def test_what_is_fixed_and_runs_in_no_class_raises_no_bound(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    subject = qualification(SMALL)
    # x must have B1 and B2, with which y can do as well
    learners = [("x", Situation.of(subject, ask(avoid=["B3", "B4"]))),
                ("y", Situation.of(subject, ask()))]  # fmt: skip
    delivery = Delivery(class_size=2, fixed=("B4",))
    found = offer(learners, OfferGoal.LEAST_HOURS, delivery)
    assert isinstance(found, Offer)
    assert found.value == 20  # two units of 10 hours; of B4 nobody is taught
    out_of_time = Solved(Outcome.UNKNOWN)
    monkeypatch.setattr("solver.many.offer.solve", lambda *_, **__: out_of_time)
    nothing = offer(learners, OfferGoal.LEAST_HOURS, delivery)
    assert isinstance(nothing, NoOffer)
    assert (nothing.proven, nothing.bound) == (False, 20)


def test_where_time_runs_out_there_is_an_offer_with_what_is_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    learners = [("x", Situation.of(qualification(SMALL), ask()))]
    monkeypatch.setattr("solver.many.covering.solve", lambda *_, **__: Solved(Outcome.UNKNOWN))
    found = offer(learners)
    assert isinstance(found, Offer)
    # of all that may be offered the learner takes the 2 units that are best, and nobody the rest
    assert (found.proof, found.value, found.bound) == ("feasible", 2, 0)
    assert [one.id for one in found.learners] == ["x"]


def test_classes_that_cannot_be_are_refused() -> None:
    with pytest.raises(UnitwiseError, match="a class of 5 to 3"):
        offer([], delivery=Delivery(class_size=3, least_class=5))


def test_the_oracle_judges_by_the_referee() -> None:
    options: list[Option] = list(SMALL.options)
    assert audit(SMALL, options[1:3]).legal
    assert not audit(SMALL, options[1:4]).legal  # 9 credits of B, over its 6
