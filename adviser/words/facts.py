"""Words for facts: dates, amounts, units, rules. No layout."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import assert_never

from catalogue import (
    Amount,
    Barred,
    Choose,
    Edition,
    Level,
    LevelRange,
    Mandatory,
    Measure,
    Percent,
    Requires,
    Rule,
    RuleAudit,
    Scope,
    Spread,
    Version,
)
from catalogue.offering import CentreOffer
from catalogue.policy import Cap
from catalogue.shares import share_words
from solver import Goal, Question, Step, Undecided
from solver.results.counted import FromOffer

_GOALS = {
    Goal.LEAST_GLH: ("least GLH", "GLH"),
    Goal.LEAST_CREDIT: ("least credit", "credit"),
    Goal.FEWEST_UNITS: ("fewest units", "unit"),
    Goal.LEAST_SURPLUS: ("least surplus", "credit"),
    Goal.MOST_PREFERRED: ("most preferred", "point"),
    Goal.HIGHEST_LEVEL: ("highest level", "step"),
    Goal.LEAST_COST: ("least cost", "pence"),
}
"""The names of the goals, and what each is counted in."""

_LIMITS = {
    "new_glh": ("GLH", "GLH", "of new study"),
    "new_credit": ("credit", "credit", "of new study"),
    "new_units": ("unit", "unit", "of new study"),
    "surplus_credit": ("surplus", "credit", "more than the qualification asks for"),
    "new_pence": ("cost", "pence", "for the places of new study"),
}
"""The limits on a sum: in short, what each is counted in, and of what."""


def goal_words(goal: Goal) -> str:
    """``least GLH``."""
    return _GOALS[goal][0]


def goal_value(goal: Goal, value: int, edition: Edition) -> str:
    """``171 GLH``; of the highest level: ``12 steps below level 5 in all``."""
    if goal is Goal.LEAST_COST:
        return pounds(value)
    words = counted(value, _GOALS[goal][1])
    if goal is Goal.HIGHEST_LEVEL:
        known = [unit.level for unit in edition.units if unit.level is not None]
        return f"{words} below {max(known)}, added up over the units"
    return f"{words} of surplus" if goal is Goal.LEAST_SURPLUS else words


def goal_figure(goal: Goal, value: int | None) -> str:
    """The bare figure of a goal, as it stands below or beside the goal's name: ``171``, ``£190``.

    Empty where there is none.
    """
    if value is None:
        return ""
    return pounds(value) if goal is Goal.LEAST_COST else str(value)


def goal_change(goal: Goal, change: int) -> str:
    """``+4 GLH``, or ``same GLH`` and the like where nothing changes."""
    noun = {Goal.LEAST_SURPLUS: "surplus", Goal.HIGHEST_LEVEL: "level step"}.get(
        goal, _GOALS[goal][1]
    )
    if goal is Goal.LEAST_COST and change:
        return f"{'+' if change > 0 else '-'}{pounds(abs(change))}"
    if not change:
        return f"same {goal_words(goal).split()[-1]}"
    plural = "" if noun in {"GLH", "surplus"} or abs(change) == 1 else "s"
    return f"{change:+} {noun}{plural}"


def costs(steps: Sequence[Step]) -> str:
    """What changes in the goals, or that nothing does."""
    changes = [goal_change(step.goal, step.change) for step in steps if step.change]
    return ", ".join(changes) or "equal in every goal"


def limit_name(name: str) -> str:
    """``GLH``, for "the GLH limit"."""
    return "level" if name == "highest_level" else _LIMITS[name][0]


def limit_words(name: str, value: int) -> str:
    """``at most 165 GLH of new study``."""
    if name == "highest_level":
        return f"no unit above {Level(value)}"
    _, noun, of = _LIMITS[name]
    if name == "new_pence":
        return f"at most {pounds(value)} {of}"
    return f"at most {counted(value, noun)} {of}"


def limit_value(name: str, value: int | str | None) -> str:
    """``165``; of a level ``4`` or ``Entry 3``."""
    if name == "new_pence":
        return pounds(int(value or 0))
    return str(Level(int(value or 0)).written) if name == "highest_level" else str(value)


def pounds(pence: int) -> str:
    """``£1,250`` or ``£120.50``."""
    whole, part = divmod(pence, 100)
    return f"£{whole:,}.{part:02}" if part else f"£{whole:,}"


def offer_name(offer: CentreOffer | FromOffer) -> str:
    """``offer.yaml, 34 units``: what an answer rests on."""
    size = offer.units if isinstance(offer, FromOffer) else len(offer.units)
    return f"{offer.name}, {counted(size, 'unit')}" if offer.name else counted(size, "unit")


def way_name(name: str) -> str:
    """A way of recognition: ``credit transfer``, ``RPL``."""
    return "RPL" if name == "rpl" else name.replace("-", " ")


def cap_most(cap: Cap) -> str:
    """The most that a cap allows: ``2/3 of the credit``, ``20 credits within group AS``."""
    inside = f" {scope(cap.of)}" if cap.of != Scope() else ""
    if cap.awarded_too:
        inside += " (with what was awarded through it before)"
    if cap.measure != "percent":
        return f"{amount(cap.number, cap.measure)}{inside}"
    of = "units" if cap.counts_units else "credit"
    return f"{share_words(cap.at_most)} of the {of}{inside}"


def wish_words(text: str) -> str:
    """What a wish is about: ``group B``, ``level 5``, ``"social media"`` or a reference.

    Where it is of one group alone, it is ``PA in group MINOR``.
    """
    what, at, where = text.rpartition("@")
    if at:
        return f"{wish_words(what)} in group {where}"
    kind, colon, rest = text.partition(":")
    if colon and kind in {"group", "level"}:
        return f"{kind} {rest}"
    return text if any(letter.isdigit() for letter in text) and " " not in text else f'"{text}"'


def day(value: date) -> str:
    """``3 June 2024``."""
    return f"{value.day} {value:%B %Y}"


def upper(text: str) -> str:
    """The text with its first letter in capitals, the others as they are."""
    return text[:1].upper() + text[1:]


def counted(number: int | None, noun: str) -> str:
    """``1 credit``, ``2 credits``, ``GLH`` in no plural, ``unknown GLH``."""
    if number is None:
        return f"unknown {noun}"
    if noun == "GLH" or (noun == "credit" and number == 1) or number == 1:
        return f"{number} {noun}"
    return f"{number} {noun}s"


def listed(words: Sequence[str], last: str = "and") -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def window(version: Version) -> str:
    """When a version is open to new registrations, or nothing if always."""
    if version.opens and version.closes:
        return f"{day(version.opens)} to {day(version.closes)}"
    if version.opens:
        return f"from {day(version.opens)}"
    return f"until {day(version.closes)}" if version.closes else ""


_NOUNS = {
    "credit": "credit",
    "units": "unit",
    "glh": "GLH",
    "tqt": "TQT hour",
    "places": "mandatory unit",
    "groups": "group",
    "rules": "rule",
}


def amount(number: int, measure: str) -> str:
    """``16 credits``, ``3 mandatory units``."""
    return counted(number, _NOUNS[measure])


def missed(rule: RuleAudit) -> str:
    """By how much a broken rule is missed: ``3 credits short``, ``1 unit too many``."""
    if rule.shortfall:
        return f"{amount(rule.shortfall, rule.measure)} short"
    over = amount(rule.excess, rule.measure)
    return f"{over} too {'much' if rule.measure == 'glh' else 'many'}"


def state(rule: RuleAudit) -> str:
    """How a rule stands, for a narrow column: ``holds``, ``3 short``, ``1 too many``."""
    if rule.holds:
        return "holds"
    if rule.may_hold:
        return "cannot be told"
    return f"{rule.shortfall} short" if rule.shortfall else f"{rule.excess} too many"


def reached(rule: RuleAudit) -> str:
    """What a choice gives towards a rule, beside what is asked: ``20 credits (at least 20)``."""
    low, high = rule.at_least, rule.at_most
    if rule.kind == "mandatory":
        return f"{rule.value} of {counted(low, 'unit')}"
    if low is not None and low == high:
        bounds = f"exactly {low}"
    else:
        ends = (("at least", low), ("at most", high))
        bounds = ", ".join(f"{words} {end}" for words, end in ends if end is not None)
    return f"{amount(rule.value, rule.measure)} ({bounds or 'how much is asked is not printed'})"


def scope(value: Scope) -> str:
    """A scope in words, to follow a noun: `` from group B at level 4 or above``."""
    parts = []
    if value.groups:
        names = listed(value.groups)
        parts.append(f"from group{'s' if len(value.groups) > 1 else ''} {names}")
    if value.level:
        parts.append(f"at {levels(value.level)}")
    if value.units:
        parts.append(f"among {listed(value.units)}")
    if not parts:
        parts.append("in all")
    if value.excluding:
        parts.append(f"leaving aside what counts {scope(value.excluding)}")
    return " ".join(parts)


def levels(span: LevelRange) -> str:
    """A range of levels: ``level 4 or above``, ``level 2 or 3`` and the like."""
    low, high = span.at_least, span.at_most
    if low is not None and high is not None:
        return str(low) if low == high else f"{low} to {high.written}"
    return f"{low} or above" if low is not None else f"{high} or below"


def meaning(rule: Rule) -> str:
    """What the data of a rule says, worked out from the data and not from its ``says``."""
    match rule:
        case Amount():
            parts = [
                f"{_end(end, bound)} {_bound(bound, rule.measure)}"
                for end, bound in (("least", rule.at_least), ("most", rule.at_most))
                if bound is not None
            ]
            if rule.at_least_unknown:
                what = {"glh": "GLH", "tqt": "TQT"}.get(rule.measure.value, rule.measure.value)
                many = "many" if rule.measure is Measure.UNITS else "much"
                most = f"; {parts[0]}" if parts else ""
                return f"{what} {scope(rule.of)}, how {many} is not printed{most}"
            if rule.at_least == rule.at_most:
                parts = [f"exactly {_bound(rule.at_least or 0, rule.measure)}"]
            return f"{' and '.join(parts)} {scope(rule.of)}"
        case Mandatory():
            return f"every place {scope(rule.of)}"
        case Barred():
            return f"at most {rule.at_most} of {listed(rule.units)}"
        case Requires():
            least = "" if rule.at_least == len(rule.needs) == 1 else f"at least {rule.at_least} of "
            words = f"{listed(rule.units, 'or')} only with {least}{listed(rule.needs)}"
            return f"{words}, and the other way round" if rule.co_requisite else words
        case Spread():
            return f"units from {_few(rule)} of the groups {listed(rule.groups)}"
        case Choose():
            few = "all" if rule.at_least == len(rule.rules) else _few(rule)
            return f"{few} of {len(rule.rules)} rules"
        case _:
            assert_never(rule)


def _few(rule: Choose | Spread) -> str:
    if rule.at_least == rule.at_most:
        return f"exactly {rule.at_least}"
    ends = (("least", rule.at_least), ("most", rule.at_most))
    return " and ".join(f"at {end} {number}" for end, number in ends if number is not None)


def _end(end: str, bound: int | Percent) -> str:
    if isinstance(bound, Percent) and bound.strict:
        return {"least": "more than", "most": "less than"}[end]
    return f"at {end}"


def _bound(bound: int | Percent, measure: Measure) -> str:
    if isinstance(bound, Percent):
        what = {"glh": "GLH", "tqt": "TQT"}.get(measure.value, measure.value)
        return f"{share_words(bound.percent)} of the {what} {scope(bound.base)}"
    return amount(bound, measure.value)


def references(values: Iterable[str], titles: dict[str, str]) -> list[str]:
    """Each reference with its title, for a list."""
    return [f"{reference}  {titles.get(reference, '')}".rstrip() for reference in values]


def catalogue_version(digest: str) -> str:
    """The version of a catalogue by the beginning of its digest, for two people to compare."""
    return f"version of the catalogue: {digest[:12]}"


def asked(question: Question) -> str:
    """Everything that is asked, in one line."""
    parts = []
    if question.goals:
        parts.append(f"goals {listed([goal.value for goal in question.goals], 'then')}")
    parts += [limit_words(name, int(value)) for name, value in question.limits if value is not None]
    parts += [f"with {wish_words(text)}" for text in question.want]
    parts += [f"without {wish_words(text)}" for text in question.avoid]
    parts += [f"{wish_words(text)} {weight:+}" for text, weight in question.prefer.items()]
    parts += [f"pathway {name}" for name in question.pathway]
    if question.offer is not None:
        parts.append(f"the offer {offer_name(question.offer)}")
    return "; ".join(parts) or "nothing besides the rules"


def of_listed(groups: Sequence[str]) -> str:
    """That only listed units are spoken of, where the lists of some groups are not complete."""
    if not groups:
        return ""
    lists = f"group{'s' if len(groups) > 1 else ''} {listed(groups)}"
    return f"The file does not list every unit of {lists}: this is so of choices of listed units."


def unlisted(answer: Undecided) -> str:
    """What is known where a list is not complete and no choice of listed units fits."""
    groups = listed(answer.incomplete)
    lists = f"group{'s' if len(answer.incomplete) > 1 else ''} {groups}"
    if answer.figures_unknown:
        return (
            "no choice of the listed units fits for certain: rules ask for figures that nobody"
            f" knows, and the file does not list every unit of {lists}"
        )
    return (
        "no choice of the listed units fits, and the file does not list every unit of"
        f" {lists}, so that there may be one with others"
    )


def undecided_words(answer: Undecided) -> str:
    """Why a question was not decided, to follow a colon."""
    if answer.stopped == "incomplete":
        return unlisted(answer)
    return "time ran out" if answer.stopped == "time" else "you stopped the search"
