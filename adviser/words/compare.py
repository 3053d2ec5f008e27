"""Two answers side by side, as compactly as can be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from adviser.words.answers import no_plan_blocks
from adviser.words.blocks import Block, Paragraph, Space, faint, good, item
from adviser.words.conflict import repair_words
from adviser.words.exceptions import resting_on
from adviser.words.facts import (
    counted,
    goal_change,
    goal_figure,
    goal_words,
    limit_name,
    limit_words,
    listed,
    pounds,
    state,
    undecided_words,
    upper,
    way_name,
    wish_words,
)
from adviser.words.from_offer import offer_note
from adviser.words.ledger import WAYS
from adviser.words.plan import (
    also_needed_blocks,
    new_size,
    not_counted_blocks,
    recognises,
    size,
)
from adviser.words.subject import subject_blocks
from catalogue import Edition, RuleAudit, Way
from catalogue.learner.record import LearnerRecord
from solver import (
    Answer,
    Cause,
    Change,
    Comparison,
    CountedUnit,
    Difference,
    Goal,
    GoalDifference,
    Plan,
    Repair,
    Undecided,
)

SHOWN = 6
"""Units that enter or leave and are written out in a compact comparison, of each."""

_COUNTED_ALREADY = {Goal.LEAST_GLH, Goal.LEAST_CREDIT, Goal.FEWEST_UNITS}
"""Goals whose values are sums of a plan anyway."""


def comparison_blocks(
    comparison: Comparison,
    editions: tuple[Edition, Edition],
    records: tuple[LearnerRecord, LearnerRecord] = (LearnerRecord(), LearnerRecord()),
) -> Iterator[Block]:
    """Yield what each of two answers is about, and what is different in the second.

    ``records`` are what is held in each.
    """
    answers = (comparison.before, comparison.after)
    for name, answer, edition, record in zip(
        ("Before", "After"), answers, editions, records, strict=True
    ):
        yield faint(name)
        yield from subject_blocks(answer, trailing=False)
        if isinstance(answer, Plan):
            yield headline(answer)
            if answer.offer is not None:
                yield Paragraph(offer_note(answer.offer, {})[0])
            yield from not_counted_blocks(answer, record)
            yield from also_needed_blocks(answer)
        else:
            yield from no_plan_blocks(answer, edition)
        yield Space()
    if isinstance(comparison.before, Plan) and isinstance(comparison.after, Plan):
        yield from difference_blocks(comparison)
    else:
        yield Paragraph("Without two plans there is nothing to compare.")


def headline(plan: Plan) -> Paragraph:
    """``Best plan: 10 units, 50 credits, 171 GLH.``."""
    head = "Best plan" if plan.proof == "optimal" else "A plan, not proven best"
    new = f" New study: {new_size(plan.totals)}." if recognises(plan) else ""
    return good(f"{head}: {size(plan.totals)}.{new}{resting_on(plan.exceptions)}")


def difference_blocks(comparison: Comparison, most: int | None = None) -> Iterator[Block]:
    """Yield what enters and leaves (``most`` of each), the sums, the goals and every rule."""
    yield from _moves("-", comparison.left, most)
    yield from _moves("+", comparison.entered, most)
    for one in comparison.regrouped:
        yield item(f"= {one.unit} counts in {one.after} instead of {one.before}")
    for way in comparison.rerouted[:most]:
        words = f"{WAYS[way.after]} instead of {WAYS[way.before]}"
        yield item(f"~ {way.unit}  {way.title}: by {words}")
    if most is not None and (more := len(comparison.rerouted) - most) > 0:
        yield item(f"~ and {more} more")
    if comparison.same:
        yield item("The same units.")
    yield item(f"{upper(_sums(comparison, comparison.credit, comparison.glh, comparison.units))}.")
    if recognises(comparison.before) or recognises(comparison.after):
        sums = (comparison.new_credit, comparison.new_glh, comparison.new_units)
        new = _sums(comparison, *sums)
        yield item(f"New study: {new}.")
    goals = [_goal(one) for one in comparison.goals if one.goal not in _COUNTED_ALREADY]
    if goals:
        yield item(f"Goals: {'; '.join(goals)}.")
    yield from _rules(comparison)


def _moves(sign: str, units: Sequence[CountedUnit], most: int | None) -> Iterator[Block]:
    shown = units if most is None else units[:most]
    for unit in shown:
        hours = "GLH unknown" if unit.glh is None else f"{unit.glh} GLH"
        estimated = "~" if unit.glh_estimated else ""
        known = unit.credit is not None or unit.credit_unknown
        credit = f" {counted(unit.credit, 'credit')}," if known else ""
        through = "" if unit.through is Way.STUDY else f", by {WAYS[unit.through]}"
        if unit.held not in {None, unit.unit}:
            through += f" of {unit.held}"
        where = f"{unit.group}  {unit.unit}  {unit.title}"
        words = f"{sign} {where},{credit} {estimated}{hours}{through}"
        yield item(words)
    if more := len(units) - len(shown):
        yield item(f"{sign} and {more} more")


def _sums(comparison: Comparison, credit: Difference, glh: Difference, units: Difference) -> str:
    plans = [one for one in (comparison.before, comparison.after) if isinstance(one, Plan)]
    unknown = any(plan.totals.unknown_credit for plan in plans)
    lacks = "unknown" if unknown else "none"
    sums = [_sum("credit", credit, lacks), _sum("GLH", glh, "unknown"), _sum("units", units)]
    return "; ".join(words for words in sums if words)


def _sum(name: str, difference: Difference, lacks: str = "none") -> str:
    """``GLH 171 to 175 (+4)``, ``credit 50 (same)``, or nothing where there is no such thing.

    ``lacks`` says what a sum is that is not given.
    """
    before, after, change = difference.before, difference.after, difference.change
    if before is None and after is None:
        return "" if lacks == "none" else f"{name} {lacks}"
    if change is None:
        was, now = (lacks if value is None else str(value) for value in (before, after))
        return f"{name} {was} to {now}"
    return f"{name} {before} to {after} ({change:+})" if change else f"{name} {after} (same)"


def _goal(one: GoalDifference) -> str:
    name = goal_words(one.goal)
    after = goal_figure(one.goal, one.after)
    if one.change is None:
        return f"{name} no goal any more" if one.after is None else f"{name} {after} (new)"
    if one.goal is Goal.LEAST_COST and one.change:
        by = goal_change(one.goal, one.change)
        return f"{name} {goal_figure(one.goal, one.before)} to {after} ({by})"
    return f"{name} {after} (same)" if not one.change else _sum(name, one)


def _rules(comparison: Comparison) -> Iterator[Block]:
    broken = [r.after for r in comparison.rules if r.after is not None and not r.after.holds]
    now = [rule for rule in comparison.rules if rule.after is not None]
    gone = [rule.id for rule in comparison.rules if rule.after is None]
    words = [_rule(rule.before, rule.after) for rule in now if rule.after is not None]
    head = f"{counted(len(now), 'rule')} {'holds' if len(now) == 1 else 'hold'}"
    if broken:
        head = "Rules"
    yield item(f"{upper(head)}: {'; '.join(words)}.")
    if gone:
        yield item(f"Rules that apply no more: {listed(gone)}.")


def _rule(before: RuleAudit | None, after: RuleAudit) -> str:
    was = f"{before.value} to " if before is not None and before.value != after.value else ""
    low, high = after.at_least, after.at_most
    if after.kind == "mandatory":
        words = f"{after.id} {was}{after.value} of {low}"
    else:
        if low is not None and low == high:
            ends = [f"exactly {low}"]
        else:
            ends = [f"at least {low}"] if low is not None else []
            ends += [f"at most {high}"] if high is not None else []
        words = f"{after.id} {was}{after.value} ({', '.join(ends)})"
    return words if after.holds else f"{words} {state(after)}"


def brief(answer: Answer, edition: Edition) -> str:
    """Why there is no plan, in a few words; nothing where there is one."""
    if isinstance(answer, Plan):
        return ""
    if isinstance(answer, Undecided):
        why = undecided_words(answer)
        return f"undecided: {why}"
    if answer.reason == "unknown-hours":
        return f"{counted(answer.fewest_unknown or len(answer.units), 'unit')} with unknown hours"
    causes = [_cause(cause) for cause in answer.causes]
    rules = [cause.name for cause in answer.causes if cause.kind == "rule"]
    if rules:
        causes.append(f"{'rule' if len(rules) == 1 else 'rules'} {listed(rules)}")
    said = " against ".join(_halves([cause for cause in causes if cause]))
    if not answer.repairs:
        return said
    return f"{said}; enough: {repair_words(answer.repairs[0], edition)}"


def short_repair(repair: Repair) -> str:
    """``GLH limit +6``, ``drop D/506/2055``: a repair in a few words."""
    return listed([_short_change(change) for change in repair.changes])


def _short_change(change: Change) -> str:
    match change.kind:
        case "raise-limit":
            by = pounds(change.by or 0) if change.name == "new_pence" else change.by
            return f"{limit_name(change.name)} limit +{by}"
        case "register-by" | "register-from":
            when = "by" if change.kind == "register-by" else "from"
            return f"register {when} {change.after}"
        case "estimate-hours":
            return "estimate the hours"
        case "raise-cap":
            return f"cap on {'all' if change.name == 'any' else way_name(change.name)} +{change.by}"
        case "accept-recognition":
            return f"recognise {listed(change.units)} by {way_name(change.name)}"
        case "drop-hours":
            return "ask nothing of GLH"
        case "drop-figures":
            return f"ask nothing of the {change.name}"
        case "allow-retake":
            return f"study {listed(change.units)} again"
        case "offer-unit":
            return f"offer {listed(change.units)}"
        case "add-place":
            return f"a place of {listed(change.units)}"
        case "give-up-want" | "give-up-avoid" | "give-up-pathway":
            return f"drop {wish_words(change.name)}"
        case _:
            assert_never(change.kind)


def _halves(causes: list[str]) -> list[str]:
    return [listed(causes[:-1]), causes[-1]] if len(causes) > 1 else causes


def _cause(cause: Cause) -> str:
    match cause.kind:
        case "limit":
            return limit_words(cause.name, cause.value or 0)
        case "want":
            return f"with {wish_words(cause.name)}"
        case "avoid":
            return f"without {wish_words(cause.name)}"
        case "pathway":
            return f"pathway {cause.name}"
        case "date":
            return "units closed on the date"
        case "unknown-hours":
            return "units with unknown hours"
        case "unknown-figures" if cause.name == "amount":
            return f"how much {cause.rule} asks for, which nobody knows"
        case "unknown-figures":
            return f"units whose {listed(cause.name.split(', '))} nobody knows"
        case "retake":
            return "units held already"
        case "not-offered":
            return "units that the centre does not offer"
        case "full":
            return "units without a place left"
        case "cap":
            by = "all recognition" if cause.name == "any" else way_name(cause.name)
            return f"the cap on {by}"
        case "not-accepted" | "too-old" | "date-unknown":
            return f"what {way_name(cause.name)} does not allow"
        case "place":
            return f"one version of {cause.name}"
        case "rule":
            return ""  # rules are told together
        case _:
            assert_never(cause.kind)


__all__ = [
    "SHOWN",
    "brief",
    "comparison_blocks",
    "difference_blocks",
    "headline",
    "short_repair",
]
