"""Conflicts and repairs where something is held, against all assignments of random small cases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from hypothesis import assume, given, strategies as st

from catalogue import Edition, Option, Way, audit
from catalogue.learner.objections import against, counted_under
from catalogue.learner.recognised import Recognised, Use
from catalogue.learner.recognition import recognise
from catalogue.learner.record import Achievement, LearnerRecord
from catalogue.policy import Cap, Gives
from catalogue.shares import ratio
from solver import Cause, Conflict, Limits, Question, Repair, suggest
from tests.asking import entries, offers, once
from tests.factories import amount, edition, group, place, qualification, unit
from tests.oracle import every_choice
from tests.solver.test_recognition import ON, policy, record
from tests.solver.test_recognition_oracle import cases, every_assignment, whole
from tests.strategies import OLD_UNTIL, tries

OTHER = date.fromisoformat(OLD_UNTIL)
BARS = ("not-accepted", "too-old", "date-unknown")
Picked = tuple[Sequence[Option], list[Use]]


@st.composite
def sound(draw: st.DrawFn) -> tuple[Edition, LearnerRecord]:
    """A small edition that can be met, and a learner who holds much of it under a tight policy."""
    units = [unit(f"U{n}", credit=draw(st.integers(1, 5)), level=n % 3 + 2) for n in range(4)]
    total = sum(one.credit or 0 for one in units)
    old = place((units[0], None, OLD_UNTIL), (unit("U9", credit=2), "2024-06-03", None))
    places = [draw(st.sampled_from([place(units[0]), old])), *map(place, units[1:])]
    rules = [amount("total", at_least=draw(st.integers(total // 2, total)))]
    if draw(st.booleans()):
        rules.append(amount("ceiling", of={"units": ["U1", "U2"]}, at_most=draw(st.integers(3, 9))))
    if draw(st.booleans()):
        rules.append(
            amount("high", of={"level": {"at_least": 3}}, at_least=draw(st.integers(1, 6)))
        )
    measures = st.sampled_from(["credit", "units", "percent"])
    caps = measures.flatmap(
        lambda measure: st.integers(0, 6).map(
            lambda most: Cap(measure=measure, at_most=most * (15 if measure == "percent" else 1))
        )
    )
    entries = [
        policy(
            way,
            accepted=way == "any" or draw(st.integers(0, 3)) > 0,
            caps=tuple(draw(st.lists(caps, max_size=2, unique_by=lambda cap: cap.measure))),
            gives=draw(st.sampled_from([Gives.FULL, *Gives])),
        )
        for way in ("any", *draw(st.sets(st.sampled_from(["credit-transfer", "rpl"]))))
    ]
    held = st.tuples(
        st.sampled_from(["U0", "U1", "U2", "U3"]),
        st.sampled_from(["certificated", "certificated", "experience"]),
    )
    things = draw(st.lists(held, min_size=2, max_size=4))
    holding = record(*(Achievement(unit=name, route=route) for name, route in things))
    made = edition([group("A", *places)], rules, recognition=tuple(entries))
    return made, holding


@st.composite
def asked(draw: st.DrawFn) -> tuple[Edition, LearnerRecord, Question]:
    """A case with dates and currency, and a question that asks for little new study."""
    made, holding = draw(st.one_of(cases(), sound(), sound(), sound()))
    days = st.sampled_from([None, ON - timedelta(days=30), date(2010, 1, 1)])
    holding = LearnerRecord(
        achievements=tuple(
            one.model_copy(update={"achieved": draw(days)}) for one in holding.achievements
        )
    )
    years = st.sampled_from([None, None, 5])
    entries = [e.model_copy(update={"currency_years": draw(years)}) for e in made.recognition]
    limits = Limits(
        new_credit=draw(st.one_of(st.none(), st.integers(0, 6))),
        new_units=draw(st.one_of(st.none(), st.integers(0, 2))),
    )
    references = [one.reference for one in made.units]
    few: st.SearchStrategy[list[str]] = st.one_of(
        st.just([]), st.just([]), st.lists(st.sampled_from(references), max_size=1)
    )
    offer = draw(st.one_of(st.none(), st.none(), offers(references)))
    question = Question(on=ON, limits=limits, want=draw(few), avoid=draw(few), offer=offer)
    return made.replace(recognition=tuple(entries)), holding, question


def everything(made: Edition, recognised: Recognised) -> Iterator[Picked]:
    """Every choice in which a unit counts once, with every use of the record, allowed or not."""
    for choice in every_choice(made):
        if once(choice):
            for used in every_assignment(recognised, choice):
                yield choice, used


def studied(picked: Picked) -> list[Option]:
    filled = {use.option.index for use in picked[1]}
    return [option for option in picked[0] if option.index not in filled]


def needs_open(picked: Picked) -> list[Option]:
    """What is studied, and what was learnt by experience: that is assessed against an open unit."""
    return [*studied(picked), *(use.option for use in picked[1] if use.way is Way.RPL)]


def without(question: Question, picked: Picked) -> list[tuple[str, Option]]:
    """What is studied although the centre does not offer it, or has no place of it, and why."""
    there = entries(question)
    found = []
    for option in studied(picked) if question.offer else ():
        entry = there.get(option.unit.reference)
        if entry is None:
            found.append(("not-offered", option))
        elif entry.places == 0:
            found.append(("full", option))
    return found


def spent(name: str, picked: Picked) -> int:
    new = studied(picked)
    return len(new) if name == "new_units" else sum(o.unit.credit or 0 for o in new)


def over(cap: Cap, ways: frozenset[Way], picked: Picked) -> int:
    """By how much a cap would have to be higher; per cent are rounded up to whole ones."""
    reached, most = against(cap, ways, *picked)
    if cap.measure != "percent":
        return reached - most
    if reached <= most:
        return 0
    amount = reached // ratio(cap.at_most)[1]
    return -(-100 * amount // counted_under(cap, *picked)) - cap.whole_percent


def most_of(cap: Cap) -> int:
    return cap.whole_percent if cap.measure == "percent" else cap.number


def keeps(
    made: Edition, recognised: Recognised, cause: Cause, picked: Picked, question: Question
) -> bool:
    choice, used = picked
    counted = {option.unit.reference for option in choice}
    names = [achievement.name for achievement in recognised.record.achievements]
    match cause.kind:
        case "limit":
            return spent(cause.name, picked) <= (cause.value or 0)
        case "want":
            return cause.name in counted
        case "avoid":
            return cause.name not in counted
        case "date":
            closed = [o for o in needs_open(picked) if not o.version.open_on(ON)]
            return not any(option.unit.reference in cause.units for option in closed)
        case "place":
            places = [option.place for option in choice if option.place_name == cause.name]
            return len(places) == len(set(places))
        case "cap":
            named = [
                (ways, cap)
                for ways, cap in recognised.caps
                if cap == cause.cap and cause.name in ({"any"} if len(ways) > 1 else ways)
            ]
            assert named
            return all(over(cap, ways, picked) <= 0 for ways, cap in named)
        case "not-offered" | "full":
            lacking = {
                o.unit.reference for why, o in without(question, picked) if why == cause.kind
            }
            return lacking.isdisjoint(cause.units)
        case "retake":
            again = {o.unit.reference for o in studied(picked) if o.index in recognised.current}
            return again.isdisjoint(cause.units)
        case "not-accepted" | "too-old" | "date-unknown":
            return not any(
                cause.kind in use.barred
                and use.way == cause.name
                and names[use.achievement] in cause.units
                for use in used
            )
        case _:
            gives = {use.option.index: use.gives for use in used}
            not_to = {use.option.index: use.not_to for use in used}
            verdicts = {rule.id: rule.holds for rule in audit(made, choice, gives, not_to).rules}
            return verdicts[cause.name]


def answered(case: tuple[Edition, LearnerRecord, Question]) -> tuple[Conflict, Recognised]:
    made, holding, question = case
    held = recognise(made, holding, on=ON, as_of=ON, units={})
    answer = suggest(qualification(made), question, held=held)
    assume(isinstance(answer, Conflict))
    assert isinstance(answer, Conflict)
    return answer, whole(held.with_barred())


@given(asked())
@tries(60)
def test_a_conflict_is_one_and_every_part_of_it_is_necessary(
    case: tuple[Edition, LearnerRecord, Question],
) -> None:
    answer, recognised = answered(case)
    made = case[0]
    broken = {
        frozenset(
            n
            for n, cause in enumerate(answer.causes)
            if not keeps(made, recognised, cause, picked, case[2])
        )
        for picked in everything(made, recognised)
    }
    assert frozenset() not in broken, "some choice keeps every cause"
    for number, cause in enumerate(answer.causes):
        assert frozenset({number}) in broken, f"{cause} is not needed"
    assert answer.minimal
    assert answer.rechecked


Ways = dict[frozenset[tuple[str, str]], int]


def fewest(made: Edition, question: Question, recognised: Recognised, other: Recognised) -> Ways:
    """The smallest sets of wishes, caps and bars that some lawful choice breaks.

    With the least by which such a choice passes the limits and caps, and uses what is barred.
    ``other`` is what is recognised for a registration on the other date.
    """
    then = {(use.achievements, use.option.index, use.way) for use in other.uses}
    found: Ways = {}
    caps = list(recognised.caps)
    for choice, used in everything(made, recognised):
        picked = (choice, used)
        gives = {use.option.index: use.gives for use in used}
        not_to = {use.option.index: use.not_to for use in used}
        if not audit(made, choice, gives, not_to).legal:
            continue
        names: set[tuple[str, str]] = set()
        by = 0
        for name, most in question.limits:
            if most is not None and spent(name, picked) > int(most):
                names.add(("limit", name))
                by += spent(name, picked) - int(most)
        counted = {option.unit.reference for option in choice}
        names |= {("want", one) for one in question.want if one not in counted}
        names |= {("avoid", one) for one in question.avoid if one in counted}
        new = needs_open(picked)
        if any(not option.version.open_on(ON) for option in new):
            if any(not option.version.open_on(OTHER) for option in new):
                continue
            if any((use.achievements, use.option.index, use.way) not in then for use in used):
                continue
            names.add(("date", "date"))
        lacking = without(question, picked)
        names |= {(why, "offer") for why, _ in lacking}
        by += len(lacking)
        for number, (ways, cap) in enumerate(caps):
            if (more := over(cap, ways, picked)) > 0:
                names.add(("cap", str(number)))
                by += more
        if again := [o for o in studied(picked) if o.index in recognised.current]:
            names.add(("retake", "held"))
            by += len(again)
        for use in used:
            barred = [why for why in use.barred if why != "not-open"]
            names |= {(why, use.way.value) for why in barred}
            by += len(barred)
        key = frozenset(names)
        found[key] = min(by, found.get(key, by))
    least = min(map(len, found), default=0)
    return {names: by for names, by in found.items() if len(names) == least}


def signature(repair: Repair, recognised: Recognised) -> tuple[frozenset[tuple[str, str]], int]:
    names = set()
    for change in repair.changes:
        kind, name = change.kind.removeprefix("give-up-"), change.name
        if kind == "raise-limit":
            kind = "limit"
        elif kind.startswith("register"):
            kind = "date"
        elif kind == "raise-cap":
            kind = "cap"
            (name,) = (
                str(number)
                for number, (ways, cap) in enumerate(recognised.caps)
                if (cap.measure, most_of(cap)) == (change.measure, change.before)
                and change.name in ({"any"} if len(ways) > 1 else ways)
            )
        elif kind == "accept-recognition":
            kind = str(change.before)
            assert change.by == len(change.units)
        elif kind in {"offer-unit", "add-place"}:
            kind = "full" if kind == "add-place" else "not-offered"
            assert change.by == len(change.units)
        elif kind == "allow-retake":
            kind, name = "retake", "held"
            assert change.by == len(change.units)
        names.add((kind, name))
    return frozenset(names), sum(change.by or 0 for change in repair.changes)


@given(asked())
@tries(60)
def test_repairs_are_all_the_ways_of_changing_the_fewest_things_by_the_least(
    case: tuple[Edition, LearnerRecord, Question],
) -> None:
    answer, recognised = answered(case)
    other = whole(recognise(case[0], case[1], on=OTHER, as_of=ON, units={}).with_barred())
    expected = set(fewest(case[0], case[2], recognised, other).items())
    found = [signature(repair, recognised) for repair in answer.repairs]
    assert len(set(found)) == len(found)
    assert set(found) <= expected
    together = any(len(names) > 1 for names, _ in expected)
    assert len(found) == (min(5, len(expected)) if together else len(expected))
