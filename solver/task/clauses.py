"""A question put to an edition, as named clauses that can be taken away one by one.

Every wish is a clause, and so is every rule; this is the one place that turns a wish into bounds
and options shut. A unit counts once, whatever is asked: that is no clause.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from catalogue.learner.recognised import NOTHING, Recognised
from catalogue.offering import Availability, CentreOffer
from catalogue.places import Option
from catalogue.policy import Way
from catalogue.qualification import Edition
from catalogue.rules import Amount, Measure, Rule, is_unprinted, with_parts
from catalogue.spoken import speaks_of_levels
from solver.encoding.edition import Compiled
from solver.hours import Hours
from solver.program.linear import Bound, Terms
from solver.question import Goal, Question
from solver.results.answers import Cause, Figure
from solver.task.goals import NoSuchMeasure, Spent, published_credit, spending
from solver.wishes import Wish, Wishes

_SPENT: dict[str, Spent] = {
    "new_glh": "glh",
    "new_credit": "credit",
    "new_units": "units",
    "new_pence": "pence",
    "surplus_credit": "credit",
}
"""The limits on a sum, and what they add up."""

OFFER: dict[Availability, Literal["not-offered", "full"]] = {
    Availability.NOT_OFFERED: "not-offered",
    Availability.FULL: "full",
}
"""The kinds of clause by which the offer of a centre shuts units to new study."""

ASKED = frozenset(
    {"want", "avoid", "limit", "pathway", "date", "unknown-hours", "retake", *OFFER.values()}
)
"""The kinds of clause that the asker, or the centre, can change; the others are rules."""

BARS = ("not-accepted", "too-old", "date-unknown")
"""The kinds of clause by which the policy of recognition bars what is held."""

OF_STUDY = frozenset(
    {"limit", "date", "unknown-hours", "unknown-figures", "retake", *OFFER.values()}
)
"""The kinds of clause that shut options to new study only: what is held may still count."""


@dataclass(frozen=True, slots=True)
class Clause:
    """``bounds`` hold and the options ``shut`` do not count, because of ``cause``."""

    cause: Cause
    bounds: tuple[Bound, ...] = ()
    shut: frozenset[int] = frozenset()

    @property
    def asked(self) -> bool:
        """Whether it is the asker's, and not a rule."""
        return self.cause.kind in ASKED


def clauses_of(
    edition: Edition,
    compiled: Compiled,
    question: Question,
    wishes: Wishes,
    hours: Hours,
    left_out: Sequence[Option],
    held: Recognised = NOTHING,
    unfigured: Mapping[Figure, Sequence[Option]] = MappingProxyType({}),
) -> Iterator[Clause]:
    """Yield every clause, the most telling first.

    The order decides which of several conflicts is shown: one that needs the later clauses no more
    than it must. So what is asked comes before the rules; what the centre does not offer, the date
    and unknown hours come last, so that they are blamed only where nothing else is to blame, and
    what the policy of recognition bars of what is ``held`` after them. ``left_out`` are the options
    whose hours nobody knows and that a goal or limit needs, ``unfigured`` the same for credit, for
    levels and for prices. In which order the wishes were said changes nothing.
    """
    yield from limits(edition, compiled, question, hours)
    for wish, indexes in _in_catalogue_order(wishes.want, edition):
        bound = Bound(tuple((index, 1) for index in indexes), low=1)
        yield Clause(_wish("want", wish, edition), (bound,))
    for wish, indexes in _in_catalogue_order(wishes.avoid, edition):
        yield Clause(_wish("avoid", wish, edition), shut=frozenset(indexes))
    yield from _pathways(edition, compiled, question)
    yield from rules(edition, compiled)
    yield from caps(compiled, held)
    yield from _not_offered(edition, question)
    closed = [option for option in edition.options if not option.version.open_on(question.on)]
    if closed:
        cause = _cause("date", question.on.isoformat(), closed)
        unassessed = _barred(v for v, use in compiled.uses.items() if "not-open" in use.barred)
        yield Clause(cause, unassessed, frozenset(o.index for o in closed))
    if left_out:
        name = question.unknown_glh.value
        shut = frozenset(option.index for option in left_out)
        yield Clause(_cause("unknown-hours", name, left_out), shut=shut)
    for figure, options in unfigured.items():
        if options:
            shut = frozenset(option.index for option in options)
            yield Clause(_cause("unknown-figures", figure, options), shut=shut)
    yield from _unsure(edition, compiled)
    current = held.current
    if current and not question.allow_retakes:
        again = [option for option in edition.options if option.index in current]
        cause = _cause("retake", "held", again)
        yield Clause(cause, shut=frozenset(option.index for option in again))
    yield from bars(compiled, held)


def _not_offered(edition: Edition, question: Question) -> Iterator[Clause]:
    """Yield what the centre does not offer, and what it has no place of."""
    if question.offer is None:
        return
    for state, kind in OFFER.items():
        shut = [option for option in edition.options if question.offer.of(option.unit) is state]
        if shut:
            numbers = frozenset(option.index for option in shut)
            yield Clause(_cause(kind, "offer", shut), shut=numbers)


def _unsure(edition: Edition, compiled: Compiled) -> Iterator[Clause]:
    """Yield for each rule that it holds whatever the figures are that nobody knows."""
    for rule in edition.rules:
        if bounds := compiled.unsure.get(rule.id):
            doubtful = [o for o in edition.options if o.index in compiled.doubtful[rule.id]]
            said = {"says": rule.says, "source": rule.cited, "rule": rule.id}
            unprinted = is_unprinted(rule)  # then no figure of a unit would tell
            name, about = ("amount", []) if unprinted else (figures(rule, doubtful), doubtful)
            cause = _cause("unknown-figures", name, about)
            yield Clause(cause.model_copy(update=said), bounds)


def figures(rule: Rule, options: Sequence[Option]) -> str:
    """Return which figures of some options a rule asks for in vain: credit, level, hours."""
    found = set()
    for part in with_parts((rule,)):
        measure = part.measure if isinstance(part, Amount) else None
        for option in options:
            unit = option.unit
            if measure is Measure.CREDIT and unit.credit_unknown:
                found.add("credit")
            if (measure is Measure.GLH and unit.glh is None) or (
                measure is Measure.TQT and unit.tqt is None
            ):
                found.add("hours")
            if unit.level is None and speaks_of_levels(part):
                found.add("level")
    return ", ".join(name for name in ("credit", "level", "hours") if name in found)


def asks_cost(question: Question) -> bool:
    """Whether a goal or limit speaks of the price of places."""
    return Goal.LEAST_COST in question.goals or question.limits.new_pence is not None


def _in_catalogue_order(
    wishes: Iterable[Wish], edition: Edition
) -> list[tuple[Wish, tuple[int, ...]]]:
    """Wishes with the options that each takes in, by the first of these."""
    found = [
        (wish, tuple(option.index for option in edition.options if wish.takes_in(option)))
        for wish in wishes
    ]
    return sorted(found, key=lambda one: (one[1], one[0].text))


def caps(compiled: Compiled, held: Recognised) -> Iterator[Clause]:
    """Yield the caps on recognition, in their order."""
    for bound, (ways, cap) in zip(compiled.caps, held.caps, strict=bool(compiled.caps)):
        (way,) = ways if len(ways) == 1 else (None,)
        says, source = held.policy.overall_says or ("", "")
        if way is not None:
            said = held.policy.ways[way]
            says, source = said.says, said.source or ""
        cause = Cause(
            kind="cap",
            name=way or "any",
            value=cap.whole_percent if cap.measure == "percent" else cap.number,
            measure=cap.measure,
            cap=cap,
            says=says,
            source=source,
        )
        yield Clause(cause, (bound,))


def bars(compiled: Compiled, held: Recognised) -> Iterator[Clause]:
    """Yield what the policy bars, one clause for each way of recognition and reason."""
    barred: dict[tuple[Way, str], list[int]] = {}
    for variable, use in compiled.uses.items():
        for why in use.barred:
            if why != "not-open":  # that is a matter of the date
                barred.setdefault((use.way, why), []).append(variable)
    for (way, reason), variables in barred.items():
        said = held.policy.ways[way]
        numbers = (number for v in variables for number in compiled.uses[v].achievements)
        names = (held.record.achievements[number].name for number in numbers)
        cause = Cause.model_validate(
            {
                "kind": reason,
                "name": way.value,
                "value": None if reason == "not-accepted" else said.currency_years,
                "says": said.says,
                "source": said.source,
                "units": tuple(dict.fromkeys(names)),
            }
        )
        yield Clause(cause, _barred(variables))


def _barred(variables: Iterable[int]) -> tuple[Bound, ...]:
    return tuple(Bound(((variable, 1),), high=0) for variable in variables)


def rules(edition: Edition, compiled: Compiled) -> Iterator[Clause]:
    """Yield the rules of an edition in the order of its file, then its places with versions."""
    written = {rule.id: rule for rule in edition.rules}
    for name, bounds in compiled.rules:
        rule = written[name]
        cause = Cause(kind="rule", name=name, says=rule.says, source=rule.cited)
        yield Clause(cause, bounds)
    groups = {group.id: group for group, _ in edition.every_group}
    for bound in compiled.structure:
        options = [edition.options[index] for index, _ in bound.terms]
        if len({option.place for option in options}) == 1:
            place = options[0]
            cause = Cause(
                kind="place",
                name=place.place_name,
                source=str(groups[place.group].source or edition.source),
                units=tuple(option.unit.reference for option in options),
            )
            yield Clause(cause, (bound,))


def unconditional(edition: Edition, compiled: Compiled) -> tuple[Bound, ...]:
    """Return the bounds that hold whatever is asked: a unit counts once, a thing held too."""
    return compiled.recognition + tuple(
        bound
        for bound in compiled.structure
        if len({edition.options[index].place for index, _ in bound.terms}) > 1
    )


def limits(
    edition: Edition, compiled: Compiled, question: Question, hours: Hours
) -> Iterator[Clause]:
    """Yield the limits; an unknown amount adds nothing, so each is at least what it says."""
    for name, most in question.limits:
        if most is None:
            continue
        cause = Cause(kind="limit", name=name, value=int(most))
        if name == "highest_level":
            above = frozenset(
                o.index for o in edition.options if o.unit.level is not None and o.unit.level > most
            )
            yield Clause(cause, shut=above)
        else:
            terms = limited(name, edition, compiled, hours, question.offer)
            yield Clause(cause, (Bound(terms, high=ceiling(edition, cause)),))


def ceiling(edition: Edition, limit: Cause) -> int:
    """Return what the sum of a limit may come to: a surplus starts at the published credit."""
    assert limit.value is not None
    return limit.value + (published_credit(edition) if limit.name == "surplus_credit" else 0)


def limited(
    name: str,
    edition: Edition,
    compiled: Compiled,
    hours: Hours,
    offer: CentreOffer | None = None,
) -> Terms:
    """Return the sum that a limit is on, over every option whose amount is known.

    A surplus is of all that counts, everything else of what is newly studied.
    """
    terms: list[tuple[int, int]] = []
    for option in edition.options:
        try:
            terms += spending(_SPENT[name], [option], hours, offer)
        except NoSuchMeasure:
            continue
    if name == "surplus_credit":
        return compiled.credited(tuple(terms))
    return compiled.studied(tuple(terms))


def measured(
    name: str, options: Sequence[Option], hours: Hours, offer: CentreOffer | None = None
) -> None:
    """Check that every option has what a limit is on.

    Raises
    ------
    NoSuchMeasure
        If one has not.
    """
    if name in _SPENT:
        spending(_SPENT[name], options, hours, offer)


def _pathways(edition: Edition, compiled: Compiled, question: Question) -> Iterator[Clause]:
    written = {rule.id: rule for rule in with_parts(edition.rules)}
    for name, rule in written.items():
        if name not in question.pathway:
            continue
        literal = compiled.names.index(f"holds[{name}]")
        cause = Cause(kind="pathway", name=name, says=rule.says, source=rule.cited)
        yield Clause(cause, (Bound(((literal, 1),), low=1),))


def _wish(kind: str, wish: Wish, edition: Edition) -> Cause:
    return _cause(kind, wish.text, [o for o in edition.options if wish.takes_in(o)])


def _cause(kind: str, name: str, options: Sequence[Option]) -> Cause:
    units = tuple(dict.fromkeys(option.unit.reference for option in options))
    return Cause.model_validate({"kind": kind, "name": name, "units": units})
