"""Random questions, and what they mean: brute force that reads every wish in its own way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from hypothesis import strategies as st
from pydantic import ValidationError

from catalogue import Edition, Group, Option, Published, audit
from catalogue.offering import CentreOffer, Delivered
from solver import Cause, Conflict, Goal, Limits, Question
from tests.factories import SOURCE, edition
from tests.oracle import every_choice
from tests.strategies import editions

DAYS = (date(2024, 6, 2), date(2024, 6, 3))
"""The last day of the old versions of :mod:`tests.strategies`, and the first of the new."""

CREDIT = 6
"""The published credit of every edition here."""


@st.composite
def asked(draw: st.DrawFn, most: int = 6, goals: bool = True) -> tuple[Edition, Question]:
    """An edition and a question about it with wishes of every kind."""
    drawn = draw(editions(most=most))
    subject = rebuilt(drawn, published=Published(credit=CREDIT, source=SOURCE))
    if draw(st.integers(0, 2)) == 0:
        subject = draw(with_unknown_hours(subject))
    return subject, draw(questions(subject, goals))


@st.composite
def with_unknown_hours(draw: st.DrawFn, old: Edition) -> Edition:
    """The edition with the hours of some units unknown, where no rule counts hours."""
    unknown = draw(st.sets(st.sampled_from([unit.reference for unit in old.units]), max_size=2))

    def changed(group: Group) -> Group:
        places = [
            place.model_copy(
                update={
                    "versions": tuple(
                        version.model_copy(
                            update={"unit": version.unit.model_copy(update={"glh": None})}
                        )
                        if version.unit.reference in unknown
                        else version
                        for version in place.versions
                    )
                }
            )
            for place in group.places
        ]
        inner = tuple(changed(one) for one in group.groups)
        return group.model_copy(update={"places": tuple(places), "groups": inner})

    try:
        return rebuilt(old, groups=[changed(group) for group in old.groups])
    except ValidationError:
        return old


def rebuilt(old: Edition, **changes: Any) -> Edition:
    """The edition made anew with some of its fields changed."""
    fields = {name: getattr(old, name) for name in type(old).model_fields}
    made = fields | changes
    return edition(made.pop("groups"), made.pop("rules"), **made)


@st.composite
def questions(draw: st.DrawFn, subject: Edition, goals: bool = True) -> Question:
    references = [unit.reference for unit in subject.units]
    groups = [f"group:{group.id}" for group, _ in subject.every_group]
    levels = [f"level:{level}" for level in sorted({int(u.level or 0) for u in subject.units})]
    titles = [f"unit {reference.lower()}" for reference in references]
    placed = [f"{o.unit.reference}@{name}" for o in subject.options for name in sorted(o.groups)]
    about = st.sampled_from([*references, *references, *groups, *levels, *titles, *placed])
    few = st.lists(about, max_size=2, unique=True)

    def sometimes(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
        return st.one_of(st.none(), st.none(), strategy)

    offer = draw(sometimes(offers(references)))
    priced = offer is not None and any(one.price is not None for one in offer.units)
    limits = Limits(
        new_glh=draw(sometimes(st.integers(0, 90))),
        new_credit=draw(sometimes(st.integers(0, 14))),
        new_units=draw(sometimes(st.integers(0, 4))),
        surplus_credit=draw(sometimes(st.integers(0, 4))),
        highest_level=draw(sometimes(st.integers(1, 4))),
        new_pence=draw(sometimes(st.integers(0, 20))) if priced else None,
    )
    prefer = draw(st.dictionaries(about, st.integers(-3, 3), max_size=3))
    known = [goal for goal in Goal if priced or goal is not Goal.LEAST_COST]
    wanted = draw(st.lists(st.sampled_from(known), max_size=3, unique=True)) if goals else []
    return Question(
        on=draw(st.sampled_from(DAYS)),
        want=draw(few),
        avoid=draw(few),
        prefer=prefer,
        goals=[goal for goal in wanted if prefer or goal is not Goal.MOST_PREFERRED],
        pathway=draw(st.lists(st.sampled_from(parts), max_size=1))
        if (parts := list(sub_rules(subject)))
        else (),
        limits=limits,
        offer=offer,
    )


@st.composite
def offers(draw: st.DrawFn, references: Sequence[str]) -> CentreOffer:
    """What a centre delivers of these: most of them, of some without a price or a place."""
    there = st.sampled_from((True, True, True, False))
    return CentreOffer(
        units=tuple(
            Delivered(
                unit=name,
                price=draw(st.one_of(st.none(), st.integers(0, 9), st.integers(0, 9))),
                places=draw(st.sampled_from((None, None, 0, 2))),
            )
            for name in dict.fromkeys(references)
            if draw(there)
        )
    )


def entries(question: Question) -> dict[str, Delivered]:
    """What is said of each unit on the list."""
    return {one.unit: one for one in question.offer.units} if question.offer else {}


def price(question: Question, option: Option) -> int | None:
    """The price of a place, if anybody says it."""
    entry = entries(question).get(option.unit.reference)
    return None if entry is None else entry.price


def sub_rules(subject: Edition) -> Iterator[str]:
    def walk(rules: Sequence[Any]) -> Iterator[str]:
        for rule in rules:
            for part in getattr(rule, "rules", ()):
                yield part.id
            yield from walk(getattr(rule, "rules", ()))

    yield from walk(subject.rules)


def about(text: str, option: Option) -> bool:
    """Whether a wish is about an option; here every title is "Unit U3"."""
    what, at, where = text.rpartition("@")
    if at:
        return about(what, option) and where in option.groups
    if text.startswith("group:"):
        return text[6:] in option.groups
    if text.startswith("level:"):
        return int(text[6:]) == int(option.unit.level or 0)
    return text.lower().removeprefix("unit ") == option.unit.reference.lower()


def spent(name: str, choice: Sequence[Option], question: Question | None = None) -> int:
    if name == "new_pence":
        assert question is not None
        return sum(price(question, option) or 0 for option in choice)
    credit = sum(option.unit.credit or 0 for option in choice)
    return {
        "new_glh": sum(option.unit.glh or 0 for option in choice),
        "new_credit": credit,
        "new_units": len(choice),
        "surplus_credit": credit - CREDIT,
        "highest_level": max((int(o.unit.level or 0) for o in choice), default=-9),
    }[name]


def satisfies(
    subject: Edition,
    kind: str,
    name: str,
    value: Any,
    choice: Sequence[Option],
    question: Question | None = None,
) -> bool:
    """Whether one wish or rule holds of a choice, legal or not."""
    match kind:
        case "limit":
            return spent(name, choice, question) <= int(value)
        case "not-offered":
            assert question is not None
            return all(option.unit.reference in entries(question) for option in choice)
        case "full":
            assert question is not None
            full = {name for name, one in entries(question).items() if one.places == 0}
            return all(option.unit.reference not in full for option in choice)
        case "unknown-figures" if name == "price":
            assert question is not None
            listed = [o for o in choice if o.unit.reference in entries(question)]
            return all(price(question, option) is not None for option in listed)
        case "want":
            return any(about(name, option) for option in choice)
        case "avoid":
            return not any(about(name, option) for option in choice)
        case "date":
            return all(option.version.open_on(date.fromisoformat(name)) for option in choice)
        case "unknown-hours":
            return all(option.unit.glh is not None for option in choice)
        case "place":
            names = [option.place for option in choice if option.place_name == name]
            return len(names) == len(set(names))
        case _:
            verdicts = {}

            def walk(rules: Sequence[Any]) -> None:
                for rule in rules:
                    verdicts[rule.id] = rule.holds
                    walk(rule.parts)

            walk(audit(subject, choice).rules)
            return bool(verdicts[name])


def once(choice: Sequence[Option]) -> bool:
    """Whether each unit counts once."""
    return len({option.unit.reference for option in choice}) == len(choice)


def asks(subject: Edition, question: Question) -> list[tuple[str, str, Any]]:
    """Everything that is asked, as kind, name and value.

    The default goals speak of hours only where all that is open has them: they ask nothing.
    """
    speaks = Goal.LEAST_GLH in question.goals or question.limits.new_glh is not None
    unknown = speaks and any(unit.glh is None for unit in subject.units)
    costs = Goal.LEAST_COST in question.goals or question.limits.new_pence is not None
    offered = question.offer is not None
    return [
        *(("limit", name, int(v)) for name, v in question.limits if v is not None),
        *(("want", name, None) for name in question.want),
        *(("avoid", name, None) for name in question.avoid),
        *(("pathway", name, None) for name in question.pathway),
        ("date", question.on.isoformat(), None),
        *([("unknown-hours", "leave-out", None)] if unknown else []),
        *([("not-offered", "offer", None), ("full", "offer", None)] if offered else []),
        *([("unknown-figures", "price", None)] if costs else []),
    ]


def legal(subject: Edition) -> list[tuple[Option, ...]]:
    return [choice for choice in every_choice(subject) if audit(subject, choice).legal]


def fitting(
    subject: Edition, question: Question, choices: Sequence[tuple[Option, ...]] | None = None
) -> list[tuple[Option, ...]]:
    """Every legal choice that keeps all that is asked."""
    return [
        choice
        for choice in (legal(subject) if choices is None else choices)
        if all(satisfies(subject, *ask, choice, question) for ask in asks(subject, question))
    ]


def goals(subject: Edition, question: Question) -> list[Goal]:
    """The goals in full: the default order, preferences first; else preferences last.

    Hours are no goal of the default order where those of a unit that is open are unknown.
    """
    if question.goals:
        named = list(question.goals)
        if question.prefer and Goal.MOST_PREFERRED not in named:
            named.append(Goal.MOST_PREFERRED)
        return named
    open_now = [o.unit for o in subject.options if o.version.open_on(question.on)]
    default = [Goal.LEAST_CREDIT, Goal.LEAST_GLH, Goal.FEWEST_UNITS]
    if any(unit.glh is None for unit in open_now):
        default.remove(Goal.LEAST_GLH)
    return [Goal.MOST_PREFERRED, *default] if question.prefer else default


def value(goal: Goal, subject: Edition, question: Question, choice: Sequence[Option]) -> int:
    top = max(int(unit.level or 0) for unit in subject.units)
    match goal:
        case Goal.LEAST_GLH:
            return spent("new_glh", choice)
        case Goal.LEAST_CREDIT:
            return spent("new_credit", choice)
        case Goal.FEWEST_UNITS:
            return len(choice)
        case Goal.LEAST_SURPLUS:
            return spent("surplus_credit", choice)
        case Goal.MOST_PREFERRED:
            return sum(
                weight
                for option in choice
                for text, weight in question.prefer.items()
                if about(text, option)
            )
        case Goal.LEAST_COST:
            return spent("new_pence", choice, question)
        case Goal.HIGHEST_LEVEL:
            return sum(top - int(option.unit.level or 0) for option in choice)


def rank(subject: Edition, question: Question, choice: Sequence[Option]) -> tuple[Any, ...]:
    """Least is best: the goals in order, fewest units, then the first units of the catalogue."""
    reached = [
        -value(goal, subject, question, choice)
        if goal is Goal.MOST_PREFERRED
        else value(goal, subject, question, choice)
        for goal in goals(subject, question)
    ]
    indexes = {option.index for option in choice}
    order = [option.index not in indexes for option in subject.options]
    return (*reached, len(choice), *order)


def rests_on_figures(conflict: Conflict) -> bool:
    """Whether a conflict rests on a credit or level that nobody knows, which no choice keeps."""
    causes = [*conflict.causes, *(cause for one in conflict.further for cause in one.causes)]
    return any(cause.kind == "unknown-figures" for cause in causes)


def holds(
    edition: Edition, cause: Cause, choice: tuple[Option, ...], question: Question | None = None
) -> bool:
    """Whether a choice keeps what a conflict names."""
    if cause.kind in {"not-offered", "full"} or cause.name == "price":
        assert question is not None
        if satisfies(edition, cause.kind, cause.name, None, choice, question):
            return True
        # of the units alone that the conflict names
        return not any(
            o.unit.reference in cause.units
            and not satisfies(edition, cause.kind, cause.name, None, (o,), question)
            for o in choice
        )
    if cause.kind == "date":  # of the units alone that the conflict names
        day = date.fromisoformat(cause.name)
        return not any(
            o.unit.reference in cause.units and not o.version.open_on(day) for o in choice
        )
    if cause.kind == "unknown-hours":
        return all(o.unit.glh is not None for o in choice if o.unit.reference in cause.units)
    return satisfies(edition, cause.kind, cause.name, cause.value, choice, question)
