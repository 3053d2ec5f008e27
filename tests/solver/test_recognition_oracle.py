"""What is held counts as it serves best: all assignments of random small cases, one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import product

from hypothesis import given, strategies as st

from catalogue import Edition, Option, Way, audit
from catalogue.learner.objections import objections
from catalogue.learner.recognised import Recognised, Use
from catalogue.learner.recognition import recognise
from catalogue.learner.record import Achievement, LearnerRecord
from catalogue.policy import RECOGNITION, Cap, Gives, Pair
from catalogue.rules import Scope
from solver import Conflict, Goal, Plan, Question, Tradeoff, Why, suggest, tradeoff, why
from tests.factories import qualification
from tests.oracle import every_choice
from tests.solver.test_recognition import ON, moved, policy, record
from tests.strategies import editions, tries


def whole(recognised: Recognised) -> Recognised:
    """The same with all that could be used, also what is held more often than it can count."""
    uses = sorted((*recognised.uses, *recognised.spare), key=lambda use: use.achievement)
    return replace(recognised, uses=tuple(uses), spare=())


def every_assignment(recognised: Recognised, choice: Sequence[Option]) -> Iterator[list[Use]]:
    """Every way to use achievements at the options of a choice, permitted or not."""
    indexes = {option.index for option in choice}
    units: dict[tuple[object, ...], list[Use]] = {}
    for use in recognised.uses:
        alone = use.option.key if use.entry is None else ""
        units.setdefault((use.achievement, use.entry, use.way, alone), []).append(use)
    by_achievement: dict[int, list[list[Use]]] = {}
    for whole_use in units.values():
        if all(use.option.index in indexes for use in whole_use):
            by_achievement.setdefault(whole_use[0].achievement, [[]]).append(whole_use)
    for picked in product(*by_achievement.values()):
        used = [use for together in picked for use in together]
        if len({use.option.index for use in used}) == len(used):
            yield used


def every_legal(
    made: Edition, recognised: Recognised
) -> Iterator[tuple[Sequence[Option], list[Use]]]:
    """Every legal choice with every permitted use of the record in it."""
    for choice in every_choice(made):
        for used in every_assignment(recognised, choice):
            gives = {use.option.index: use.gives for use in used}
            not_to = {use.option.index: use.not_to for use in used}
            new = [option for option in choice if option.index not in gives]
            if (
                all(option.version.open_on(ON) for option in new)
                and not any(option.index in recognised.current for option in new)
                and not objections(recognised, choice, used)
                and audit(made, choice, gives, not_to).legal
            ):
                yield choice, used


def rank(
    choice: Sequence[Option], used: Sequence[Use], recognised: Recognised
) -> tuple[object, ...]:
    """By default goals, recognition, number of units, catalogue order, then the order of uses."""
    indexes = {use.option.index for use in used}
    new = [option for option in choice if option.index not in indexes]
    made = {(use.achievements, use.option.index, use.way, use.entry) for use in used}
    counted = {option.index for option in choice}
    return (
        sum(option.unit.credit or 0 for option in new),
        sum(option.unit.glh or 0 for option in new),
        len(new),
        sum(use.way is Way.RPL for use in used),
        -sum(use.option.unit.credit or 0 for use in used if use.gives is not Gives.NO_CREDIT),
        -len(used),
        sum(RECOGNITION.index(use.way) for use in used),
        len(choice),
        [index not in counted for index in range(max(counted, default=0) + 1)],
        [(u.achievements, u.option.index, u.way, u.entry) not in made for u in ordered(recognised)],
    )


def ordered(recognised: Recognised) -> list[Use]:
    """The uses as the record has them, but of what may do the same the later achieved first."""
    does: dict[int, set[tuple[object, ...]]] = {}
    for use in recognised.uses:
        does.setdefault(use.achievement, set()).add((use.option.index, use.way, use.entry))
    instead: dict[int, int] = {}
    for number, own in does.items():
        same = [other for other in does if does[other] == own]
        days = {n: recognised.record.achievements[n].achieved or date.min for n in same}
        later = [n for n in same if (days[n], -n) > (days[number], -number)]
        instead[number] = sorted(same)[len(later)]
    return sorted(recognised.uses, key=lambda use: instead[use.achievement])


@st.composite
def cases(draw: st.DrawFn) -> tuple[Edition, LearnerRecord]:
    made = draw(editions(most=5))
    known = [one.reference for one in made.units]
    names = [group.id for group, _ in made.every_group]
    scopes = st.one_of(
        st.just(Scope()),
        st.sampled_from(names).map(lambda name: Scope(groups=(name,))),
        st.sampled_from(known).map(lambda name: Scope(units=(name,))),
    )
    whole = st.builds(
        lambda measure, most, of: Cap(measure=measure, at_most=most, of=of),
        st.sampled_from(["credit", "units"]),
        st.integers(0, 8),
        scopes,
    )
    shares = st.builds(
        lambda most, of, share_of: Cap(measure="percent", at_most=most, of=of, share_of=share_of),
        st.one_of(st.integers(0, 96), st.sampled_from(["1/3", "2/3", "3/7"])),
        scopes,
        st.sampled_from(["credit", "units"]),
    )
    caps = st.one_of(whole, shares)
    entries = []
    for way in (*RECOGNITION, "any"):
        if draw(st.booleans()):
            continue
        pairs: tuple[Pair, ...] = ()
        if way == Way.EQUIVALENCE:
            some = st.lists(st.sampled_from(known), min_size=1, max_size=2, unique=True)
            sides = st.sampled_from([("Z9",), ("Z8",), ("Z9", "Z8")])
            pairs = tuple(
                Pair(held=held, counts_as=tuple(units))
                for held, units in draw(st.lists(st.tuples(sides, some), max_size=2))
            )
        entries.append(
            policy(
                way,
                accepted=draw(st.integers(0, 4)) > 0,
                pairs=pairs,
                caps=tuple(
                    cap.model_copy(update={"awarded_too": way == Way.RPL and draw(st.booleans())})
                    for cap in draw(st.lists(caps, max_size=1))
                ),
                gives=draw(st.sampled_from(Gives)),
                not_to_groups=tuple(draw(st.lists(st.sampled_from(names), max_size=1))),
                of=draw(scopes) if draw(st.integers(0, 3)) == 0 else Scope(),
                **{"except": draw(scopes) if draw(st.integers(0, 5)) == 0 else None},
            )
        )
    things = draw(
        st.lists(
            st.tuples(
                st.sampled_from([*known, "Z9", "Z8"]),
                st.sampled_from(["certificated", "experience", "awarded-rpl"]),
                st.sampled_from([None, date(2020, 1, 1), date(2023, 1, 1)]),
            ),
            max_size=4,
        )
    )
    holding = record(
        *(Achievement(unit=name, route=route, achieved=day) for name, route, day in things)
    )
    return made.model_copy(update={"recognition": tuple(entries)}), holding


@given(cases())
@tries(80)
def test_recognition_is_the_best_of_all_assignments(case: tuple[Edition, LearnerRecord]) -> None:
    made, holding = case
    subject = qualification(made)
    recognised = recognise(made, holding, on=ON, as_of=ON, units={})
    everything = whole(recognised)
    ranked = [
        (rank(choice, used, everything), choice, used)
        for choice, used in every_legal(made, everything)
    ]
    answer = suggest(
        subject,
        Question(on=ON, goals=(Goal.LEAST_CREDIT, Goal.LEAST_GLH, Goal.FEWEST_UNITS)),
        held=recognised,
    )
    if not ranked:
        assert isinstance(answer, Conflict)
        return
    assert isinstance(answer, Plan)
    best, choice, used = min(ranked, key=lambda one: one[0])
    assert [goal.value for goal in answer.goals] == list(best[:3])
    assert [one.unit for one in answer.units] == [option.unit.reference for option in choice]
    through = {use.option.index: (use.achievement + 1, use.way) for use in used}
    for option, one in zip(choice, answer.units, strict=True):
        expected = through.get(option.index, (None, Way.STUDY))
        assert (one.achievement, one.through) == expected


@given(cases())
@tries(40)
def test_the_front_and_the_price_of_a_unit_are_those_of_new_study(
    case: tuple[Edition, LearnerRecord],
) -> None:
    made, holding = case
    subject = qualification(made)
    recognised = recognise(made, holding, on=ON, as_of=ON, units={})
    between = (Goal.LEAST_CREDIT, Goal.LEAST_GLH)
    question = Question(on=ON, goals=between)
    reference = made.units[0].reference
    reached = {True: set[tuple[int, int]](), False: set[tuple[int, int]]()}
    for choice, used in every_legal(made, recognised):
        credit, glh = rank(choice, used, recognised)[:2]
        counts = any(option.unit.reference == reference for option in choice)
        reached[counts].add((int(str(credit)), int(str(glh))))
    front = tradeoff(subject, question, between, held=recognised)
    reasons = why(subject, question, [reference], held=recognised)
    every = reached[True] | reached[False]
    if not every:
        assert isinstance(front, Conflict)
        assert isinstance(reasons, Conflict)
        return
    assert isinstance(front, Tradeoff)
    assert [point.values for point in front.points] == [
        one
        for one in sorted(every)
        if not any(a <= one[0] and b < one[1] for a, b in every)
        and not any(a < one[0] and b <= one[1] for a, b in every)
    ]
    assert isinstance(reasons, Why)
    price = reasons.reasons[0].price
    if instead := reached[not price.counts]:
        assert tuple(step.value for step in price.goals) == min(instead)
    else:
        assert price.effect == ("forced" if price.counts else "impossible")


@given(cases())
@tries(40)
def test_the_ledger_has_every_achievement_once(case: tuple[Edition, LearnerRecord]) -> None:
    made, holding = case
    answer = moved(made, holding)
    assert [entry.number for entry in answer.ledger] == list(
        range(1, len(holding.achievements) + 1)
    )
    used = (
        {
            number
            for one in answer.plan.units
            if one.achievement
            for number in (one.achievement, *one.together)
        }
        if isinstance(answer.plan, Plan)
        else set()
    )
    assert {entry.number for entry in answer.ledger if entry.counts} == used
    assert all((entry.reason is None) is entry.counts for entry in answer.ledger)
