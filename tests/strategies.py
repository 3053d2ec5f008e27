"""Random small qualifications with rules of every kind."""

from __future__ import annotations

import os
from functools import cache
from typing import Any

from hypothesis import HealthCheck, settings, strategies as st

from catalogue import Edition, Group, Place
from tests.factories import SOURCE, edition, group, place, unit

MOST_OPTIONS = 7
"""Options of a random edition, at the most: brute force tries every subset of them."""

NEW_FROM = "2024-06-03"
OLD_UNTIL = "2024-06-02"


@st.composite
def editions(draw: st.DrawFn, most: int = MOST_OPTIONS, unknown: bool = False) -> Edition:
    """Editions of up to ``most`` options: sub-groups, versions, units in two groups, all rules.

    With ``unknown``, nobody knows the level, credit or hours of some units, nor how much some rules
    ask for.
    """
    known = st.just(True) if not unknown else st.integers(0, 2).map(bool)
    count = draw(st.integers(2, most))
    pool = [
        unit(
            f"U{number}",
            level=draw(st.integers(1, 4)) if draw(known) else None,
            credit=draw(st.integers(0, 5)) if draw(known) else "unknown",
            glh=draw(st.integers(0, 40)) if draw(known) else None,
        )
        for number in range(count)
    ]
    places: list[Place] = []
    left = list(pool)
    while left:
        if len(left) > 1 and draw(st.integers(0, 3)) == 0:
            places.append(place((left[0], None, OLD_UNTIL), (left[1], NEW_FROM, None)))
            left = left[2:]
        else:
            places.append(place(left[0]))
            left = left[1:]
    homes: dict[str, list[Place]] = {"A": [], "B": [], "C": []}
    for one in places:
        homes[draw(st.sampled_from("ABC"))].append(one)
    if count < most and draw(st.booleans()):
        again = draw(st.sampled_from(pool))
        for name, inside in homes.items():
            if all(again not in [v.unit for v in p.versions] for p in inside):
                closes = draw(st.sampled_from((None, OLD_UNTIL)))
                homes[name].append(place((again, None, closes)))
                break
    nested = draw(st.booleans())
    groups = _groups(homes, nested)
    names = tuple(g.id for top in groups for g in (top, *top.groups))
    references = tuple(one.reference for one in pool)
    rules = draw(st.lists(_rule(names, references), min_size=1, max_size=3))
    for number, one in enumerate(rules):
        _number(one, f"r{number}")
        if unknown and draw(st.integers(0, 3)) == 0:
            _unprinted(one)
    return edition(groups, rules)


def _groups(homes: dict[str, list[Place]], nested: bool) -> list[Group]:
    made = {name: group(name, *places) for name, places in homes.items() if places}
    if nested and "B" in made and "C" in made:
        made["B"] = made["B"].model_copy(update={"groups": (made.pop("C"),)})
    return list(made.values())


def _unprinted(rule: dict[str, Any]) -> None:
    """How much the first amount of a rule asks for at least nobody knows."""
    if rule["kind"] == "amount":
        rule["at_least"] = "unknown"
    for part in rule.get("rules", ())[:1]:
        _unprinted(part)


def _number(rule: dict[str, Any], name: str) -> None:
    rule["id"] = name
    for number, part in enumerate(rule.get("rules", ())):
        _number(part, f"{name}.{number}")


def _said(kind: str, **fields: Any) -> dict[str, Any]:
    return {"kind": kind, "id": "?", "says": "A rule.", "source": SOURCE, **fields}


@cache
def _scope(
    names: tuple[str, ...], references: tuple[str, ...], depth: int = 1
) -> st.SearchStrategy[Any]:
    levels = st.tuples(st.integers(1, 4), st.integers(1, 4)).map(sorted)
    level = st.one_of(
        levels.map(lambda ends: {"at_least": ends[0], "at_most": ends[1]}),
        st.integers(1, 4).map(lambda end: {"at_least": end}),
    )
    optional: dict[str, st.SearchStrategy[Any]] = {
        "groups": st.lists(st.sampled_from(names), min_size=1, max_size=2, unique=True),
        "level": level,
        "units": st.lists(st.sampled_from(references), min_size=1, max_size=4, unique=True),
    }
    if depth:
        optional["except"] = _scope(names, references, depth - 1)
    return st.fixed_dictionaries({}, optional=optional)


@cache  # what is drawn from is built once: that takes longer than to draw
def _rule(
    names: tuple[str, ...], references: tuple[str, ...], depth: int = 2
) -> st.SearchStrategy[Any]:
    scope = _scope(names, references)

    def bounds(most: int) -> st.SearchStrategy[Any]:
        share = st.builds(
            lambda percent, base, strict: {"percent": percent, "base": base, "strict": strict},
            st.integers(0, 100),
            scope,
            st.booleans(),
        )
        number = st.integers(0, most)
        return st.one_of(
            number.map(lambda low: {"at_least": low}),
            number.map(lambda high: {"at_most": high}),
            st.tuples(number, number).map(lambda e: {"at_least": min(e), "at_most": max(e)}),
            share.map(lambda low: {"at_least": low}),
            share.map(lambda high: {"at_most": high}),
        )

    def amount(measure: str, most: int) -> st.SearchStrategy[Any]:
        return st.builds(
            lambda of, ends: _said("amount", measure=measure, of=of, **ends), scope, bounds(most)
        )

    some = st.lists(st.sampled_from(references), min_size=2, max_size=4, unique=True)
    kinds = [
        amount("credit", 12),
        amount("units", 4),
        amount("glh", 90),
        amount("tqt", 90),
        scope.map(lambda of: _said("mandatory", of=of)),
        some.flatmap(
            lambda units: st.integers(0, len(units) - 1).map(
                lambda most: _said("barred", units=units, at_most=most)
            )
        ),
        st.tuples(some, some, st.integers(1, 2), st.booleans()).map(
            lambda x: _said("requires", units=x[0], needs=x[1], at_least=x[2], co_requisite=x[3])
        ),
    ]
    if len(names) > 1:
        several = st.lists(st.sampled_from(names), min_size=2, max_size=3, unique=True)
        kinds.append(several.flatmap(_spread))
    if depth:
        parts = st.lists(_rule(names, references, depth - 1), min_size=1, max_size=3)
        kinds.append(parts.flatmap(_chosen))
    return st.one_of(kinds)


def _spread(groups: list[str]) -> st.SearchStrategy[Any]:
    return _few(len(groups)).map(lambda ends: _said("spread", groups=groups, **ends))


def _chosen(parts: list[dict[str, Any]]) -> st.SearchStrategy[Any]:
    return _few(len(parts)).map(lambda ends: _said("choose", rules=parts, **ends))


@cache
def _few(most: int) -> st.SearchStrategy[Any]:
    number = st.integers(0, most)
    return st.one_of(
        number.map(lambda low: {"at_least": low}),
        number.map(lambda high: {"at_most": high}),
        st.tuples(number, number).map(lambda e: {"at_least": min(e), "at_most": max(e)}),
    )


TRIES = int(os.environ.get("UNITWISE_FUZZ", "1"))
"""How many times as many examples the property tests try."""


def tries(examples: int) -> settings:
    """Settings for a property test: this many examples, or more when fuzzing.

    The examples are the same in every run unless more are asked for.
    """
    return settings(
        max_examples=examples * TRIES,
        derandomize=TRIES == 1,
        database=None,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    )
