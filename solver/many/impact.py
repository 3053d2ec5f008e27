"""A new edition, and whom it hits: each learner under the old and the new, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from pydantic import Field

from catalogue.policy import Gives, Way
from catalogue.qualification import Edition
from catalogue.referee import TooManyAssignments, place
from catalogue.units import Model
from solver.many.cohort import LearnerAnswer, State
from solver.question import Goal
from solver.results.answers import Cause, Conflict, Plan, Repair
from solver.results.ledger import Reason

Verdict = Literal["same", "better", "worse", "lost", "not-told"]
"""How the new edition leaves a learner: ``lost`` could finish and no longer can, ``not-told`` was
not read or not decided under one of them."""

_TURNED = frozenset({"lost", "worse", "better"})

VERDICTS: tuple[Verdict, ...] = ("lost", "worse", "same", "better", "not-told")


class Turn(Model):
    """One thing that is otherwise under the new edition.

    ``not-counted``: what is held counted as ``unit`` and no longer does, for the ``reason`` of the
    ledger. ``counted``: it does now. ``gone``: a unit of the old plan is no unit of the new
    edition. ``not-open``: it is, and not open to new study on that date. ``rule``: a rule or wish
    that now stands in the way, of the plan of before or of any, by its ``cause``. ``eased``: a rule
    of the old edition that stood in the way of the plan of now. ``figures``: a unit of the old plan
    has another credit or other hours now.
    """

    kind: Literal["not-counted", "counted", "gone", "not-open", "rule", "eased", "figures"]
    unit: str = ""
    reason: Reason | None = None
    cause: Cause | None = None


class Figures(Model):
    """How a learner stands under one edition; null where there is no plan, or it is not known."""

    state: State
    recognised: int | None = None
    new_units: int | None = None
    new_credit: int | None = None
    new_glh: int | None = None


class Hit(Model):
    """What a new edition does to one learner; ``repairs`` mend a conflict, cheapest first."""

    id: str
    name: str
    verdict: Verdict
    before: Figures
    after: Figures
    turns: tuple[Turn, ...] = ()
    repairs: tuple[Repair, ...] = ()
    why: str = ""


class Mended(Model):
    """A repair, and the learners of a group who could finish with it."""

    repair: Repair
    learners: tuple[str, ...]


class HitGroup(Model):
    """Learners to whom the same things happen.

    ``repairs`` are the cheapest that there are: the first for all of whom it mends, each further
    one for those of the rest. ``unmended`` are the lost for whom none is known.
    """

    verdict: Verdict
    turns: tuple[Turn, ...]
    learners: tuple[str, ...]
    repairs: tuple[Mended, ...] = ()
    unmended: tuple[str, ...] = ()
    why: str = ""


class Impact(Model):
    """Whom a new edition of a qualification hits, and groups by what does it, the largest first."""

    version: Literal[1] = 1
    answer: Literal["impact"] = "impact"
    qualification: str
    old: str
    new: str
    counts: dict[Verdict, int]
    groups: tuple[HitGroup, ...]
    learners: tuple[Hit, ...]
    rests_on: dict[str, str] = Field(default_factory=dict)


def hit(
    who: tuple[str, str], before: LearnerAnswer, after: LearnerAnswer, old: Edition, new: Edition
) -> Hit:
    """Return what the ``new`` edition does to a learner, by the answers under the old and it."""
    verdict = _verdict(before, after)
    conflict = after.plan if isinstance(after.plan, Conflict) else None
    return Hit(
        id=who[0],
        name=who[1],
        verdict=verdict,
        before=_figures(before),
        after=_figures(after),
        turns=tuple(_turns(before, after, old, new)) if verdict in _TURNED else (),
        repairs=conflict.repairs if conflict and verdict == "lost" else (),
        why=before.why or after.why,
    )


def impact(qualification: str, old: Edition, new: Edition, hits: Iterable[Hit]) -> Impact:
    """Return the impact on all learners, with groups of those to whom the same happens."""
    every = tuple(hits)
    counts: dict[Verdict, int] = dict.fromkeys(VERDICTS, 0)
    groups: dict[str, list[Hit]] = {}
    for one in every:
        counts[one.verdict] += 1
        if one.verdict != "same":
            key = "|".join([one.verdict, one.why, *(turn.model_dump_json() for turn in one.turns)])
            groups.setdefault(key, []).append(one)
    ordered = sorted(
        groups.values(), key=lambda own: (VERDICTS.index(own[0].verdict), -len(own), own[0].id)
    )
    return Impact(
        qualification=qualification,
        old=old.edition,
        new=new.edition,
        counts=counts,
        groups=tuple(map(_group, ordered)),
        learners=every,
    )


def _group(own: list[Hit]) -> HitGroup:
    repairs = tuple(_cheapest(own))
    mended = {who for one in repairs for who in one.learners}
    return HitGroup(
        verdict=own[0].verdict,
        turns=own[0].turns,
        learners=tuple(one.id for one in own),
        repairs=repairs,
        unmended=tuple(one.id for one in own if one.verdict == "lost" and one.id not in mended),
        why=own[0].why,
    )


def _cheapest(own: list[Hit]) -> Iterator[Mended]:
    """Yield the repair of fewest changes, of these the one for most; then that for the rest."""
    left = [one for one in own if one.repairs]
    while left:
        serves: dict[str, tuple[Repair, list[str]]] = {}
        for one in left:
            for repair in one.repairs:
                serves.setdefault(repair.model_dump_json(), (repair, []))[1].append(one.id)
        repair, ids = min(serves.values(), key=lambda one: (len(one[0].changes), -len(one[1])))
        yield Mended(repair=repair, learners=tuple(ids))
        served = set(ids)
        left = [one for one in left if one.id not in served]


def _verdict(before: LearnerAnswer, after: LearnerAnswer) -> Verdict:
    old, new = before.plan, after.plan
    told = (Plan, Conflict)
    if not isinstance(old, told) or not isinstance(new, told):
        return "not-told"
    if any(isinstance(one, Conflict) and one.untold for one in (old, new)):
        return "not-told"
    if isinstance(old, Conflict) or isinstance(new, Conflict):
        if isinstance(old, Plan):
            return "lost"
        return "better" if isinstance(new, Plan) else "same"
    for one, other in zip(_worth(old), _worth(new), strict=False):
        if one[0] != other[0]:
            break
        if one[1] != other[1]:
            return "worse" if other[1] > one[1] else "better"
    return "same"


def _worth(plan: Plan) -> list[tuple[Goal, int]]:
    """The goals in order, each the better the less it comes to."""
    return [
        (one.goal, -one.value if one.goal is Goal.MOST_PREFERRED else one.value)
        for one in plan.goals
    ]


def _figures(answer: LearnerAnswer) -> Figures:
    plan = answer.plan
    if not isinstance(plan, Plan):
        return Figures(state=answer.state)
    return Figures(
        state=answer.state,
        recognised=sum(unit.through is not Way.STUDY for unit in plan.units),
        new_units=plan.totals.new_units,
        new_credit=plan.totals.new_credit,
        new_glh=plan.totals.new_glh,
    )


def _turns(
    before: LearnerAnswer, after: LearnerAnswer, old: Edition, new: Edition
) -> Iterable[Turn]:
    found = list(_of_units_and_causes(before, after, new))
    if found or not isinstance(before.plan, Plan) or not isinstance(after.plan, Plan):
        return found
    # of the same units, a plan is barred under the other edition, or comes to something else
    stand = [Turn(kind="rule", cause=cause) for cause in _barring(before.plan, new)]
    eased = [Turn(kind="eased", cause=cause) for cause in _barring(after.plan, old)]
    return [*stand, *eased] or list(_of_figures(before.plan, new))


def _barring(plan: Plan, edition: Edition) -> Iterable[Cause]:
    """The rules of another edition that a plan does not meet, where plain arithmetic can tell."""
    units = [unit.unit for unit in plan.units]
    full = all(unit.gives is Gives.FULL for unit in plan.units)
    if not full or not edition.options_of.keys() >= set(units):
        return
    try:
        judged = place(edition, units).audit
    except TooManyAssignments:
        return
    for rule in judged.broken:
        yield Cause(kind="rule", name=rule.id, says=rule.says, source=rule.source)


def _of_figures(plan: Plan, new: Edition) -> Iterable[Turn]:
    for unit in plan.units:
        now = next((option.unit for option in new.options_of.get(unit.unit, ())), None)
        glh = None if unit.glh_estimated else unit.glh
        if now is not None and (now.credit, now.glh) != (unit.credit, glh):
            yield Turn(kind="figures", unit=unit.unit)


def _of_units_and_causes(
    before: LearnerAnswer, after: LearnerAnswer, new: Edition
) -> Iterable[Turn]:
    now = {entry.number: entry for entry in after.ledger}
    for entry in before.ledger:
        other = now.get(entry.number)
        if other is None or entry.counts == other.counts:
            continue
        if entry.counts and other.reason not in {"no-plan", "not-offered"}:
            yield Turn(kind="not-counted", unit=entry.unit or entry.name, reason=other.reason)
        elif other.counts:
            yield Turn(kind="counted", unit=other.unit or other.name)
    if isinstance(before.plan, Plan):
        for unit in before.plan.units:
            if unit.through is not Way.STUDY:
                continue
            options = new.options_of.get(unit.unit, ())
            if not options:
                yield Turn(kind="gone", unit=unit.unit)
            elif not any(option.version.open_on(before.plan.on) for option in options):
                yield Turn(kind="not-open", unit=unit.unit)
    if isinstance(after.plan, Conflict):
        for cause in after.plan.causes:
            yield Turn(kind="rule", cause=cause)
