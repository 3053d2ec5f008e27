"""Whether a conflict is one, by plain arithmetic: nothing here knows of the solver's model.

The few rules and wishes of a conflict become demands on sums, read as the referee reads them. Every
option is then left, newly studied, or filled by one of the achievements that may count there, in
all combinations (:mod:`solver.checks.sums`). If none meets the demands, no choice exists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import assert_never

from catalogue.learner.recognised import NOTHING, Recognised, Use
from catalogue.offering import Availability
from catalogue.places import Option
from catalogue.policy import Gives
from catalogue.qualification import Edition
from catalogue.rules import (
    Amount,
    Barred,
    Choose,
    Mandatory,
    Measure,
    Percent,
    Requires,
    Rule,
    Scope,
    Spread,
    with_parts,
)
from catalogue.scopes import may_be_within, within
from catalogue.shares import ratio
from catalogue.watching import part
from solver.checks.sums import Count, Search, Sum
from solver.checks.unknown import demands, is_unsure
from solver.hours import Hours
from solver.question import Question
from solver.results.answers import Cause
from solver.wishes import Wishes

MOST_STEPS = 60_000
"""How many states may be looked at, in all, before the question is too large for this."""


@part("recheck")
def refute(
    edition: Edition,
    question: Question,
    wishes: Wishes,
    causes: Iterable[Cause],
    held: Recognised = NOTHING,
    most_steps: int = MOST_STEPS,
    over: Callable[[], bool] = lambda: False,
) -> bool | None:
    """Tell whether no choice at all satisfies ``causes``; null where that would take too long.

    It is also null once ``over`` says that there is no time left, and then at once. What of
    ``held`` the policy bars may be used unless one of the causes says so.
    """
    every = tuple(causes)
    reading = _Reading(edition, question, wishes, _usable(held, every))
    for cause in every:
        if over():
            return None
        reading.take(cause)
    return Search(reading.demands, reading.steps, most_steps, over).nothing()


def _usable(held: Recognised, causes: Sequence[Cause]) -> list[Use]:
    names = [achievement.name for achievement in held.record.achievements]

    def bars(cause: Cause, use: Use) -> bool:
        if cause.kind == "date":
            return "not-open" in use.barred and use.option.unit.reference in cause.units
        of_this = cause.name == use.way and names[use.achievement] in cause.units
        return cause.kind in use.barred and of_this

    return [use for use in held.uses if not any(bars(cause, use) for cause in causes)]


class _Reading:
    """The causes of a conflict as demands on sums; shut options count nowhere.

    An alternative is an option that is newly studied, by its number, or a use, by the numbers after
    those of all options.
    """

    def __init__(
        self, edition: Edition, question: Question, wishes: Wishes, uses: Sequence[Use]
    ) -> None:
        self.edition = edition
        self.uses = dict(enumerate(uses, len(edition.options)))
        self.wishes = {
            **{("want", wish.text): wish for wish in wishes.want},
            **{("avoid", wish.text): wish for wish in wishes.avoid},
        }
        self.hours = Hours(edition, question.unknown_glh)
        self.offer = question.offer
        self.rules = {rule.id: rule for rule in with_parts(edition.rules)}
        self.shut: set[int] = set()
        self.unstudied: set[int] = set()
        self.demands: list[Sum | Count] = []
        for options in edition.options_of.values():
            if len(options) > 1:
                self.demands.append(self.sum({option.index: 1 for option in options}, high=1))
        together: dict[int, dict[int, int]] = {}
        entries: dict[int, int] = {}
        for number, use in self.uses.items():
            if use.entry is not None and use.entry in entries:
                self.demands.append(Sum({entries[use.entry]: -1, number: 1}, 0, 0))
                continue
            if use.entry is not None:
                entries[use.entry] = number
            for achievement in use.achievements:
                together.setdefault(achievement, {})[number] = 1
        self.demands += [Sum(uses, high=1) for uses in together.values() if len(uses) > 1]

    @property
    def steps(self) -> list[list[int]]:
        """For each option that may count: to study it, then the uses that may fill it."""
        found: dict[int, list[int]] = {
            o.index: [] if o.index in self.unstudied else [o.index] for o in self.edition.options
        }
        for number, use in self.uses.items():
            found[use.option.index].append(number)
        return [step for index, step in found.items() if index not in self.shut]

    def sum(
        self, amounts: Mapping[int, int], low: int | None = None, high: int | None = None
    ) -> Sum:
        """A sum over the options that count, whether they are studied or recognised."""
        uses = {n: amounts.get(use.option.index, 0) for n, use in self.uses.items()}
        return Sum({**amounts, **uses}, low, high)

    def credited(
        self, amounts: dict[int, int], at_levels: bool = False, groups: Sequence[str] = ()
    ) -> dict[int, int]:
        """A sum of credit, less what recognition does not give."""
        kinds = {Gives.NO_CREDIT}
        if at_levels:
            kinds.add(Gives.NOT_TO_LEVELS)
        if groups:
            kinds.add(Gives.NOT_TO_GROUPS)
        found = dict(amounts)
        for number, use in self.uses.items():
            by = set(groups) & use.option.groups
            kept = use.gives in kinds or bool(by and not by - use.not_to)
            found[number] = 0 if kept else amounts.get(use.option.index, 0)
        return found

    def take(self, cause: Cause) -> None:
        options = self.edition.options
        match cause.kind:
            case "want":
                wish = self.wishes["want", cause.name]
                self.demands.append(self.count(wish.takes_in, low=1))
            case "avoid":
                wish = self.wishes["avoid", cause.name]
                self.shut |= {o.index for o in options if wish.takes_in(o)}
            case "limit":
                self.limit(cause)
            case "date" | "unknown-hours" | "retake":
                self.unstudied |= {
                    o.index
                    for o in options
                    if o.unit.reference in cause.units
                    and (cause.kind != "date" or self.closed(o, cause))
                }
            case "not-offered" | "full":
                self.unstudied |= {
                    o.index
                    for o in options
                    if o.unit.reference in cause.units
                    and self.offer is not None
                    and self.offer.of(o.unit) is not Availability.OFFERED
                }
            case "pathway":
                self.demands += self.rule(self.rules[cause.name])
            case "rule":
                self.demands += self.rule(self.rules[cause.name], surely=False)
            case "place":
                for number in {o.place for o in options if o.place_name == cause.name}:
                    versions = [o for o in options if o.place == number]
                    if tuple(o.unit.reference for o in versions) == cause.units:
                        self.demands.append(self.sum({o.index: 1 for o in versions}, high=1))
            case "cap":
                self.demands.append(self.cap(cause))
            case "unknown-figures" if cause.rule is not None:
                self.demands += self.rule(self.rules[cause.rule])
            case "unknown-figures":
                self.unstudied |= {o.index for o in options if o.unit.reference in cause.units}
            case "not-accepted" | "too-old" | "date-unknown":
                pass  # such uses are none of the alternatives
            case _:
                assert_never(cause.kind)

    def closed(self, option: Option, cause: Cause) -> bool:
        opens, closes = option.version.opens, option.version.closes
        day = cause.name
        return bool((opens and day < opens.isoformat()) or (closes and closes.isoformat() < day))

    def count(
        self, test: Callable[[Option], bool], low: int | None = None, high: int | None = None
    ) -> Sum:
        return self.sum({o.index: 1 for o in self.edition.options if test(o)}, low, high)

    def cap(self, cause: Cause) -> Sum:
        """What is recognised under a cap, less what may be: it must not come to more than 0.

        Of a level that nobody knows, what is recognised is in the scope, and what is new is not.
        """
        cap = cause.cap
        assert cap is not None
        given = {
            n: 1 if cap.counts_units else u.credit
            for n, u in self.uses.items()
            if may_be_within(u.option, cap.of)
        }
        amounts = {
            n: amount
            for n, amount in given.items()
            if cause.name in {"any", self.uses[n].way.value}
            or (cap.awarded_too and self.uses[n].awarded_rpl)
        }
        if cap.measure != "percent":
            return Sum(amounts, high=cap.number)
        studied = {
            o.index: 1 if cap.counts_units else o.unit.credit or 0
            for o in self.edition.options
            if within(o, cap.of)
        }
        part, whole = ratio(cap.at_most)
        share = {number: -part * amount for number, amount in {**studied, **given}.items()}
        for number, amount in amounts.items():
            share[number] += whole * amount
        return Sum(share, high=0)

    def limit(self, cause: Cause) -> None:
        options, most = self.edition.options, cause.value
        assert most is not None
        if cause.name == "highest_level":
            known = [o for o in options if o.unit.level is not None]
            self.unstudied |= {o.index for o in known if (o.unit.level or 0) > most}
            return
        if cause.name == "surplus_credit":
            published = self.edition.published
            assert published is not None
            most += published.credit or 0
        amounts = {}
        for option in options:
            if cause.name == "new_units":
                amount: int | None = 1
            elif cause.name == "new_glh":
                amount = self.hours.of(option)
            elif cause.name == "new_pence":
                amount = self.offer.price(option.unit) if self.offer else None
            else:
                amount = option.unit.credit
            if amount:
                amounts[option.index] = amount
        surplus = cause.name == "surplus_credit"
        spent = self.credited(amounts) if surplus else amounts
        self.demands.append(Sum(spent, high=most))

    def rule(self, rule: Rule, surely: bool = True) -> list[Sum | Count]:
        """What a rule asks for all figures that nobody knows, or for some of them."""
        match rule:
            case Amount() if rule.at_least_unknown and surely:
                return [Sum({}, low=1)]
            case Amount():
                if is_unsure(rule, self.edition.options):
                    filled = dict(enumerate(self.edition.options))
                    filled |= {number: use.option for number, use in self.uses.items()}
                    return list(demands(rule, filled, self.uses, surely))
                return list(self.amount(rule))
            case Mandatory():
                inside = may_be_within if surely else within
                places = {o.place for o in self.edition.options if inside(o, rule.of)}
                return [
                    self.sum({o.index: 1 for o in self.edition.options if o.place == number}, low=1)
                    for number in sorted(places)
                ]
            case Barred():
                return [self.count(lambda o: o.unit.reference in rule.units, high=rule.at_most)]
            case Requires():
                ways = [(rule.units, rule.needs)]
                if rule.co_requisite:
                    ways.append((rule.needs, rule.units))
                return [self.requires(units, needs, rule.at_least) for units, needs in ways]
            case Spread():
                groups = tuple(self.used(name) for name in dict.fromkeys(rule.groups))
                return [Count(groups, rule.at_least, rule.at_most)]
            case Choose():
                # what must not hold must not even perhaps, where it is asked for sure
                holding, otherwise = (
                    tuple(_all(self.rule(part, sure)) for part in rule.rules)
                    for sure in (surely, not surely)
                )
                if rule.at_most is None or holding == otherwise:
                    return [Count(holding, rule.at_least, rule.at_most)]
                return [Count(holding, low=rule.at_least), Count(otherwise, high=rule.at_most)]
            case _:
                assert_never(rule)

    def used(self, group: str) -> Sum:
        return self.count(lambda o: group in o.groups, low=1)

    def requires(self, units: Sequence[str], needs: Sequence[str], least: int) -> Count:
        none = self.count(lambda o: o.unit.reference in units, high=0)
        enough = self.count(lambda o: o.unit.reference in needs, low=least)
        return Count((none, enough), low=1)

    def amount(self, rule: Amount) -> Iterable[Sum]:
        value = self.worth(rule.measure, rule.of)
        low = rule.at_least if isinstance(rule.at_least, int) else None
        high = rule.at_most if isinstance(rule.at_most, int) else None
        if low is not None or high is not None:
            yield Sum(value, low, high)
        for bound, name in ((rule.at_least, "low"), (rule.at_most, "high")):
            if isinstance(bound, Percent):
                base = self.worth(rule.measure, bound.base)
                part, whole = ratio(bound.percent)
                over = {
                    index: whole * value.get(index, 0) - part * base.get(index, 0)
                    for index in {*value, *base}
                }
                beyond = int(bound.strict)
                yield Sum(over, **{name: beyond if name == "low" else -beyond})

    def worth(self, measure: Measure, scope: Scope) -> dict[int, int]:
        """What each alternative adds to an amount within a scope."""
        amounts = self.amounts(measure, scope)
        if measure is Measure.CREDIT:
            return self.credited(amounts, scope.level is not None, scope.groups or ())
        return dict(self.sum(amounts).amounts)

    def amounts(self, measure: Measure, scope: Scope) -> dict[int, int]:
        found = {}
        for option in self.edition.options:
            if within(option, scope):
                unit = option.unit
                by_measure = {
                    "credit": unit.credit,
                    "glh": unit.glh,
                    "tqt": unit.tqt,
                    "units": 1,
                }
                found[option.index] = by_measure[measure.value] or 0
        return found


def _all(parts: Sequence[Sum | Count]) -> Sum | Count:
    return parts[0] if len(parts) == 1 else Count(tuple(parts), low=len(parts))
