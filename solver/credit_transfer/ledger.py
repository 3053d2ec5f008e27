"""The ledger: every achievement of a record exactly once, as counted or with the reason why not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from catalogue.equivalence import doubt_of_equivalence
from catalogue.identity import meant, unlike
from catalogue.learner.objections import against, counted_under, reaches
from catalogue.learner.recognised import POLICY, Recognised, Refusal, Use
from catalogue.learner.waiving import excepted_by
from catalogue.places import Option
from catalogue.policy import Cap, Policy, Way, award_key, policy_of
from catalogue.referee import audit
from catalogue.references import is_ofqual_reference
from catalogue.rules import Amount
from catalogue.scopes import within
from catalogue.shares import ratio
from catalogue.units import Unit
from solver.plans.alternatives import steps
from solver.plans.settle import values
from solver.program.engine import Clock, Outcome
from solver.program.linear import Bound
from solver.program.stages import optimise
from solver.results.answers import Answer, Conflict, CountedUnit, Plan
from solver.results.ledger import Entry, Reason
from solver.situation import Situation
from solver.task.goals import NoSuchMeasure
from solver.task.task import Task, understood

MOST_TRIED = 40
"""For how many achievements it is worked out what it would take for them to count."""


_TELLING: tuple[Reason, ...] = (
    "not-needed",
    "unit-already-counts",
    "another-version-counts",
    "cap-reached",
    "ceiling-reached",
    "rule-broken",
    "refused-by-question",
    "no-plan",
    "not-offered",
    "undecided",
)
"""Of several reasons for one achievement, that which stands first is told.

Where nothing stands in the way of one of its uses, what stands in the way of the others is no
reason.
"""


@dataclass(frozen=True, slots=True)
class _Bar:
    """Why one use is not made."""

    reason: Reason
    option: Option
    rule: str | None = None
    others: tuple[str, ...] = ()
    cap: Cap | None = None
    way: Way | None = None
    says: str | None = None
    source: str | None = None
    reached: int | None = None
    of: int | None = None


_PRICED = frozenset({"ceiling-reached", "rule-broken", "cap-reached"})
"""Reasons for which something could still count in another choice, which is no better."""


def ledger(
    task: Task,
    answer: Answer,
    *,
    units: Mapping[str, Unit],
    clock: Clock,
    most_tried: int = MOST_TRIED,
) -> tuple[Entry, ...]:
    """Return the ledger of the record of ``task``, which had this ``answer``.

    ``units`` are all units of the catalogue. For ``most_tried`` achievements at the most it is
    worked out what it would take for them to count.
    """
    made = _Ledger(task, answer, units, clock)
    made.tried = MOST_TRIED - most_tried
    return tuple(made.entries())


class _Ledger:
    def __init__(
        self,
        task: Task,
        answer: Answer,
        units: Mapping[str, Unit],
        clock: Clock,
    ) -> None:
        self.task = task
        self.units = units
        self.clock = clock
        plan = answer if isinstance(answer, Plan) else None
        self.proven = plan is not None and plan.proof == "optimal"
        none = isinstance(answer, Conflict) and not answer.untold
        self.planless: Reason = "no-plan" if none else "undecided"
        if isinstance(answer, Conflict) and none and answer.to_be_offered:
            self.planless = "not-offered"
        self.lacks = answer.to_be_offered if isinstance(answer, Conflict) else ()
        self.goals = [(goal.goal, goal.value) for goal in plan.goals] if plan else []
        counted = {(unit.group, unit.unit): unit for unit in plan.units} if plan else {}
        at = {(option.group, option.unit.reference): option for option in task.edition.options}
        self.choice = [option for place, option in at.items() if place in counted]
        self.used = [
            self.used_at(unit, at[place])
            for place, unit in counted.items()
            if unit.achievement is not None
        ]
        self.used.sort(key=lambda use: use.achievement)
        self.gives = {use.option.index: use.gives for use in self.used}
        self.not_to = {use.option.index: use.not_to for use in self.used}
        self.recognised = {use.option.unit.reference for use in self.used}
        self.tried = 0
        self.policies = {task.edition.exceptions: task.held.policy}

    def used_at(self, unit: CountedUnit, option: Option) -> Use:
        assert unit.achievement is not None
        not_to = self.task.held.policy.ways[unit.through].not_to
        others = tuple(number - 1 for number in unit.together)
        number = unit.achievement - 1
        awarded = self.task.held.record.awarded_rpl(number, *others)
        return Use(number, option, unit.through, unit.gives, (), not_to, others, None, awarded)

    def entries(self) -> Iterator[Entry]:
        held = self.task.held
        made: dict[int, list[Use]] = {}
        for use in self.used:
            for number in use.achievements:
                made.setdefault(number, []).append(use)
        permitted: dict[int, list[Use]] = {}
        refused: dict[int, list[Refusal]] = {}
        for use in (*held.uses, *held.spare):
            for number in use.achievements:
                permitted.setdefault(number, []).append(use)
        for refusal in held.refusals:
            for number in (refusal.achievement, *refusal.others):
                refused.setdefault(number, []).append(refusal)
        for number, achievement in enumerate(held.record.achievements):
            known = meant(self.units, achievement.unit or "", achievement.whose)
            unit = known[0] if len(known) == 1 else None
            blank = Entry(
                number=number + 1,
                name=achievement.name,
                title=unit.title if unit else achievement.title,
                achieved=achievement.achieved,
                awarding_organisation=achievement.awarding_organisation,
                route=achievement.route,
                counts=False,
            )
            if number in made:
                counted = _as_counted(made[number][0], achievement.achieved)
                counted["together"] = self.with_it(made[number][0], number)
                counted["also_units"] = tuple(u.option.unit.reference for u in made[number][1:])
                counted["doubt"] = self.doubt(made[number])
                yield blank.model_copy(update=counted)
            elif number in permitted:
                yield self.barred(blank, permitted[number])
            else:
                yield self.refused(blank, refused[number])

    def with_it(self, use: Use, number: int) -> tuple[str, ...]:
        """What is used together with an achievement."""
        achievements = self.task.held.record.achievements
        return tuple(achievements[one].name for one in use.achievements if one != number)

    def doubt(self, uses: Sequence[Use]) -> str | None:
        """What is odd about the uses of one entry of the policy, or about the title of a code."""
        if uses[0].way is Way.CREDIT_TRANSFER:
            return self.other_title(uses[0])
        if uses[0].way is not Way.EQUIVALENCE:
            return None
        achievements = self.task.held.record.achievements
        held = [achievements[number].name for number in uses[0].achievements]
        counts_as = [use.option.unit.reference for use in uses]
        return doubt_of_equivalence(held, counts_as, self.units) or None

    def other_title(self, use: Use) -> str | None:
        """That the record has another title for an own code, if it does not say whose it is."""
        achievement = self.task.held.record.achievements[use.achievement]
        unit, title = use.option.unit, achievement.title
        if not title or achievement.whose or is_ofqual_reference(unit.reference):
            return None
        if not unlike(title, unit.title):
            return None
        return (
            f"the record calls it {title!r}, and {unit.reference} of"
            f" {unit.awarding_organisation or 'this catalogue'} is {unit.title!r}"
        )

    def refused(self, blank: Entry, refusals: Sequence[Refusal]) -> Entry:
        """An achievement that the policy or its kind rules out: where it would count, if at all."""
        refusal, would_count = refusals[0], None
        for alike in _alike(refusals):
            lifted = tuple(
                self.task.held.use_of(one, one.option, one.way)
                for one in alike
                if one.option is not None and one.way is not None
            )
            held = replace(self.task.held, uses=(*self.task.held.uses, *lifted))
            counts = self.counts_in(held, alike[0].achievement)
            if counts or alike[0] is refusal:
                refusal, would_count = alike[0], counts
            if counts:
                break
        fields: dict[str, object] = {
            "reason": refusal.reason,
            "also": refusal.also,
            "would_count": would_count,
            "way": refusal.way,
            "years": refusal.years,
            "oldest": refusal.oldest,
            "days": refusal.days,
            "needs": refusal.needs,
        }
        if refusal.way is not None:
            said = self.policy_for(blank.name).ways[refusal.way]
            fields |= {"says": said.says, "source": said.source}
        if refusal.option is not None:
            fields |= _at(refusal.option)
        return blank.model_copy(update=fields)

    def barred(self, blank: Entry, uses: Sequence[Use]) -> Entry:
        """An achievement that may be used and is not: the most telling reason of its uses."""
        bar = min((self.bar(use) for use in uses), key=lambda one: _TELLING.index(one.reason))
        fields: dict[str, object] = {
            "reason": bar.reason,
            "rule": bar.rule,
            "others": bar.others,
            "cap": bar.cap,
            "way": bar.way,
            "says": bar.says,
            "source": bar.source,
            "reached": bar.reached,
            "of": bar.of,
            "studied": tuple(name for name in bar.others if name not in self.recognised),
            **_at(bar.option),
        }
        if bar.reason == "not-offered":
            fields["needs"] = self.lacks
        number = uses[0].achievement
        if bar.reason == "cap-reached":
            fields["would_count"] = self.counts_in(self.task.held.without_caps(), number)
        if bar.reason in _PRICED:
            fields |= self.price(number)
        return blank.model_copy(update=fields)

    def price(self, achievement: int) -> dict[str, object]:
        """What the goals come to in the best choice in which an achievement counts."""
        uses = self.task.compiled.uses.items()
        own = tuple((variable, 1) for variable, use in uses if achievement in use.achievements)
        self.tried += 1
        if not own or self.tried > MOST_TRIED:
            return {}
        program = self.task.program(extra=[Bound(own, low=1)])
        found = optimise(program, self.task.goals, clock=self.clock)
        if found.outcome is Outcome.INFEASIBLE:
            # with a unit that is not listed it may be possible, and costs nobody knows what
            return {} if self.task.edition.incomplete_groups else {"effect": "impossible"}
        if found.outcome is not Outcome.OPTIMAL:
            return {}
        return {"effect": "priced", "costs": steps(self.goals, values(self.task, found))}

    def bar(self, use: Use) -> _Bar:
        """Why a use that is permitted is not made, by plain arithmetic on the plan."""
        option = use.option
        if not self.proven:
            return _Bar(self.planless, option, way=use.way)
        if any(wish.takes_in(option) for wish in self.task.wishes.avoid):
            return _Bar("refused-by-question", option)
        studied = [o for o in self.choice if o.index not in self.gives]
        for other in self.choice:
            if other.unit.reference == option.unit.reference and other not in studied:
                return _Bar("unit-already-counts", option, others=(other.unit.reference,))
        for other in self.choice:
            if other.place == option.place and other not in studied:
                return _Bar("another-version-counts", option, others=(other.unit.reference,))
        gives = {**self.gives, option.index: use.gives}
        # It would take the place of what is studied of the same unit, or of another version.
        same = {
            option.unit.reference,
            *(o.unit.reference for o in studied if o.place == option.place),
        }
        rest = [o for o in self.choice if o.unit.reference not in same]
        choice = [*rest, option]
        for ways, cap in self.task.held.caps:
            amount, most = against(cap, ways, choice, [*self.used, use])
            if reaches(cap, ways, use) and amount > most:
                policy = self.policy_for(self.task.held.record.achievements[use.achievement].name)
                said = policy.ways[use.way if use.way in ways else Way.RPL]
                words = (said.says, said.source)
                if len(ways) > 1 and (overall := policy.overall_says):
                    words = overall
                others = tuple(u.option.unit.reference for u in self.used if reaches(cap, ways, u))
                (way,) = ways if len(ways) == 1 else (None,)
                bar = _Bar("cap-reached", option, None, others, cap, way, *words, amount)
                if cap.measure != "percent":
                    return bar
                of = counted_under(cap, choice, [*self.used, use])
                return replace(bar, reached=amount // ratio(cap.at_most)[1], of=of)
        not_to = {**self.not_to, option.index: use.not_to}
        verdict = audit(self.task.edition, choice, gives, not_to)
        for broken in verdict.broken:
            rule = next(r for r in self.task.edition.rules if r.id == broken.id)
            about = (broken.id, broken.says, broken.source)
            if isinstance(rule, Amount) and broken.excess:
                inside = [o.unit.reference for o in rest if within(o, rule.of)]
                bar = _barred_by("ceiling-reached", option, about, inside)
                return replace(bar, reached=broken.value)
            return _barred_by("rule-broken", option, about, broken.units)
        return _Bar("not-needed", option, way=use.way)

    def policy_for(self, name: str) -> Policy:
        """What is cited to what is held under a name: exceptions are, if they are about it."""
        edition = self.task.edition
        about = tuple(
            w for w in edition.exceptions if w.held and award_key(w.held) == award_key(name)
        )
        if about not in self.policies:
            self.policies[about] = policy_of(excepted_by(edition, about).recognition)
        return self.policies[about]

    def counts_in(self, held: Recognised, achievement: int) -> bool | None:
        """Whether an achievement counts in the best plan once ``held`` is what may be used."""
        self.tried += 1
        if not self.proven or self.tried > MOST_TRIED:
            return None
        question = self.task.question.replace(
            goals=tuple(objective.goal for objective in self.task.objectives)
        )
        try:
            task = understood(Situation.of(self.task.qualification, question, held))
        except NoSuchMeasure:
            return None  # it has no figure that a goal speaks of
        found = optimise(task.program(), task.ordered, clock=self.clock)
        if found.outcome is not Outcome.OPTIMAL:
            return None
        return any(achievement in use.achievements for use in task.used(found.values))


def _alike(refusals: Sequence[Refusal]) -> Iterator[list[Refusal]]:
    """What the policy refuses, together where the same things stand in the same way."""
    found: dict[tuple[object, ...], list[Refusal]] = {}
    for one in refusals:
        if one.reason in POLICY and one.option is not None:
            found.setdefault((one.way, *one.reasons), []).append(one)
    yield from found.values()


def _barred_by(
    reason: Reason, option: Option, about: tuple[str, str, str], others: Sequence[str]
) -> _Bar:
    rule, says, source = about
    return _Bar(reason, option, rule, tuple(others), says=says, source=source)


def _at(option: Option) -> dict[str, object]:
    return {
        "unit": option.unit.reference,
        "place": option.place_name,
        "group": option.group,
        "credit": option.unit.credit,
    }


def _as_counted(use: Use, achieved: date | None) -> dict[str, object]:
    closes = use.option.version.closes
    return {
        "counts": True,
        "through": use.way,
        "gives": use.gives,
        "not_to_groups": tuple(sorted(use.not_to)),
        "after_closing": achieved is not None and closes is not None and achieved > closes,
        **_at(use.option),
    }
