"""Regions of legal choices, and the least and greatest of a measure over one of them.

Every choice that a solve comes up with is judged by the referee, and its measure is added up again
from the units, before anything is concluded from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from catalogue.places import Option
from catalogue.qualification import Edition
from catalogue.referee import audit
from solver.checks.recheck import Disagreement
from solver.encoding.edition import Compiled
from solver.program.engine import Clock, Outcome, Program, solve
from solver.program.linear import Bound

Measured = Callable[[Option], int]
Choice = tuple[Option, ...]


class OutOfTime(Exception):
    """The clock ran out before a solve was done. Nothing follows from it."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What is true of every choice of a region, for the referee's side of the check."""

    says: str
    holds: Callable[[Sequence[Option]], bool]


@dataclass(frozen=True, slots=True)
class Extreme:
    """The least or greatest value of a measure, and a choice that has it."""

    value: int
    choice: Choice


@dataclass(frozen=True, slots=True)
class Region:
    """The choices among ``options`` that ``program`` admits."""

    edition: Edition
    options: Choice
    program: Program
    claims: tuple[Claim, ...]

    def narrowed(self, claim: Claim, bounds: Iterable[Bound]) -> Region:
        """Return the choices of the region for which ``bounds`` hold as well."""
        program = replace(self.program, bounds=[*self.program.bounds, *bounds])
        return replace(self, program=program, claims=(*self.claims, claim))

    def among(self, options: Iterable[Option]) -> Region:
        """Return the choices of the region that count none but ``options``."""
        kept = tuple(options)
        shut = {option.index for option in self.options} - {option.index for option in kept}
        fixed = {**self.program.fixed, **dict.fromkeys(shut, False)}
        return replace(self, options=kept, program=replace(self.program, fixed=fixed))


def legal(edition: Edition, compiled: Compiled, options: Sequence[Option]) -> Region:
    """Return the legal choices among ``options``."""
    return _all(
        edition,
        compiled,
        Claim("the choice is legal", lambda choice: audit(edition, choice).legal),
    ).among(options)


def perhaps_legal(edition: Edition, compiled: Compiled, options: Sequence[Option]) -> Region:
    """Return the choices among ``options`` that are legal with some figures that nobody knows."""
    return _all(
        edition,
        compiled.may,
        Claim("the choice may be legal", lambda choice: audit(edition, choice).may_be_legal),
    ).among(options)


def under(
    edition: Edition, compiled: Compiled, rules: Sequence[str], options: Sequence[Option]
) -> Region:
    """Return the choices among ``options`` of which nothing is asked but some of the rules.

    Where a rule speaks of figures that nobody knows, it holds for some of them.
    """
    asked = dict(compiled.rules)
    bounds = [*compiled.structure, *(bound for name in rules for bound in asked[name])]

    def holds(choice: Sequence[Option]) -> bool:
        verdict = audit(edition, choice)
        held = {rule.id for rule in verdict.rules if rule.may_hold}
        return not verdict.clashes and held.issuperset(rules)

    everything = Region(
        edition,
        edition.options,
        Program(compiled.names, bounds, compiled.definitions),
        (Claim(f"{', '.join(rules)} hold", holds),),
    )
    return everything.among(options)


def _all(edition: Edition, compiled: Compiled, claim: Claim) -> Region:
    return Region(
        edition,
        edition.options,
        Program(compiled.names, list(compiled.bounds), compiled.definitions),
        (claim,),
    )


def find(region: Region, clock: Clock) -> Choice | None:
    """Return some choice of the region, or null if it is proven to have none.

    Raises
    ------
    OutOfTime
        If neither was found in time.
    """
    found = least(region, region.options, lambda _: 0, clock)
    return None if found is None else found.choice


def least(
    region: Region, scope: Sequence[Option], measure: Measured, clock: Clock
) -> Extreme | None:
    """Return the least sum of ``measure`` over ``scope``, or null if the region is empty.

    Raises
    ------
    OutOfTime
        If it was not proven in time.
    """
    terms = tuple((option.index, measure(option)) for option in scope if measure(option))
    solved = solve(region.program, terms, clock=clock)
    if solved.outcome is Outcome.INFEASIBLE:
        return None
    if solved.outcome is not Outcome.OPTIMAL:
        raise OutOfTime
    choice = tuple(o for o in region.edition.options if solved.values[o.index])
    objections = [claim.says for claim in region.claims if not claim.holds(choice)]
    measured = {option.index for option in scope}
    total = sum(measure(option) for option in choice if option.index in measured)
    if terms and total != solved.bound:
        objections.append(f"the measure is {solved.bound}, not {total}")
    usable = {option.index for option in region.options}
    if not all(option.index in usable for option in choice):
        objections.append("every unit of the choice is among those that may count")
    if objections:
        raise Disagreement("; ".join(objections), ["otherwise"], choice)
    return Extreme(total, choice)


def greatest(
    region: Region, scope: Sequence[Option], measure: Measured, clock: Clock
) -> Extreme | None:
    """Return the greatest sum of ``measure`` over ``scope``, or null if the region is empty.

    Raises
    ------
    OutOfTime
        If it was not proven in time.
    """
    found = least(region, scope, lambda option: -measure(option), clock)
    return None if found is None else Extreme(-found.value, found.choice)


def countable(region: Region, scope: Sequence[Option], clock: Clock) -> set[str]:
    """Return the units of ``scope`` that at least one choice of the region counts, by reference.

    Each solve looks for as many as it can of those not met yet, until there are none.
    """
    met: set[str] = set()
    while left := [option for option in scope if option.unit.reference not in met]:
        most = greatest(region, left, lambda _: 1, clock)
        if most is None or most.value == 0:
            break
        met |= {option.unit.reference for option in most.choice}
    return met & {option.unit.reference for option in scope}


def needed(region: Region, clock: Clock) -> set[str]:
    """Return the units that every choice of the region counts, by reference.

    An empty region has no such unit here: nothing is told of its choices.
    """
    first = find(region, clock)
    if first is None:
        return set()
    always = {option.unit.reference for option in first}
    while always:
        scope = [option for option in region.options if option.unit.reference in always]
        fewest = least(region, scope, lambda _: 1, clock)
        assert fewest is not None, "the region has a choice"
        if fewest.value == len(always):
            break
        always &= {option.unit.reference for option in fewest.choice}
    return always


def value(extreme: Extreme | None) -> int | None:
    """Return the value of an extreme, or null of none."""
    return None if extreme is None else extreme.value
