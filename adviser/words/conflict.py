"""A conflict as an adviser reads it: the reason, its parts, and what would have to give."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import assert_never

from adviser.words.blocks import Block, Heading, Paragraph, Space, Tone, bad, faint, item
from adviser.words.facts import (
    cap_most,
    counted,
    day,
    goal_value,
    limit_name,
    limit_value,
    limit_words,
    listed,
    meaning,
    pounds,
    references,
    unlisted,
    way_name,
    wish_words,
)
from adviser.words.voice import ESTIMATED, EVERY_UNIT, LONGER, NO_HOURS, RETAKES, advised
from catalogue import Edition
from catalogue.rules import with_parts
from solver import Cause, Change, Conflict, FurtherConflict, Goal, Repair, Undecided

_REASONS = {
    "rule": "No choice fits: the rule of combination itself cannot be met, whatever is asked.",
    "date": "No choice fits: the rules cannot be met with the units that are open on the date of"
    " registration.",
    "wishes": "No choice fits: what is asked clashes with itself, whatever the rules.",
    "wishes-and-rules": "No choice fits: what is asked clashes with the rules.",
    "offer": "No choice fits: the rules cannot be met with the units that the centre offers.",
    "unknown-hours": "No choice fits among the units whose hours are known.",
    "unknown-figures": "It cannot be told whether a choice fits: no choice does for certain, and"
    " figures of units or rules are unknown.",
    "not-told-apart": "No choice fits. Time ran out before it was told apart why.",
}

_OF_RECOGNITION = {"cap", "not-accepted", "too-old", "date-unknown"}
"""Kinds of cause that the policy of recognition gives."""

_LISTING = {
    "date",
    "unknown-hours",
    "unknown-figures",
    "retake",
    "not-offered",
    "full",
    "place",
    "not-accepted",
    "too-old",
    "date-unknown",
}
"""Kinds of cause that are told with every unit that they turn on."""

_MANY = 6
"""References of a cause that are written out, at the most, without detail."""


def conflict_blocks(
    conflict: Conflict, edition: Edition, detailed: bool = False
) -> Iterator[Block]:
    """Yield a conflict; ``detailed`` with the units of each wish and the meaning of each rule."""
    if refuses_unknown(conflict):
        yield from _refused(conflict)
        return
    yield bad(opening(conflict))
    if conflict.fewest_unknown:
        yield item(fewest_unknown(conflict), 0)
        if conflict.units:
            yield item(NEEDED_UNKNOWN, 0)
        for unit in conflict.units:
            yield item(f"{unit.group}  {unit.unit}  {unit.title}")
        yield Space()
    yield from causes_blocks(conflict, edition, detailed)
    yield from _repairs(conflict, edition)


def causes_blocks(
    conflict: Conflict,
    edition: Edition,
    detailed: bool = False,
    supposed: tuple[str, str] | None = None,
) -> Iterator[Block]:
    """Yield the parts of a conflict.

    ``supposed`` is the kind and unit of a wish that nobody has, but that is tried out.
    """
    if not conflict.causes:
        return
    yield item(together(conflict), 0)
    for cause in conflict.causes:
        yield from _cause(cause, edition, detailed, supposed)
    for other in conflict.further:
        yield item(besides(other), 0)
        for cause in other.causes:
            yield from _cause(cause, edition, detailed, supposed)


def together(conflict: Conflict | FurtherConflict) -> str:
    """What is to be said before the causes, and how far it is proven."""
    words = "These cannot all hold" if len(conflict.causes) > 1 else "This cannot hold"
    if any(cause.kind == "unknown-figures" for cause in conflict.causes):
        words = "It is not certain that these hold together"
        words = words if len(conflict.causes) > 1 else "It is not certain that this holds"
    return f"{words} ({_proof(conflict)}):"


def besides(other: FurtherConflict) -> str:
    """What is to be said before the causes of another conflict, which stands by itself."""
    words = "Nor can these all hold" if len(other.causes) > 1 else "Nor can this hold"
    return f"{words} ({_proof(other)}):"


def opening(conflict: Conflict) -> str:
    """What a conflict is about, in one sentence."""
    kinds = {cause.kind for cause in conflict.causes}
    if conflict.reason == "wishes-and-rules" and kinds & _OF_RECOGNITION:
        return "No choice fits: what is asked clashes with what may be recognised."
    if conflict.reason == "wishes-and-rules" and not kinds & {"rule", "place"}:
        if kinds & {"not-offered", "full"}:
            return "No choice fits: the centre does not offer what is asked."
        return "No choice fits: what is asked is not open on the date of registration."
    return _REASONS[conflict.reason]


def _proof(conflict: Conflict | FurtherConflict) -> str:
    proof = "proven"
    if conflict.rechecked:
        proof += ", and checked by plain arithmetic"
    if not conflict.minimal:
        return f"{proof}; time ran out before it was known that each is needed"
    return f"{proof}; without any one of them the others can" if len(conflict.causes) > 1 else proof


def _cause(
    cause: Cause,
    edition: Edition,
    detailed: bool,
    supposed: tuple[str, str] | None,
) -> Iterator[Block]:
    titles = {unit.reference: unit.title for unit in edition.units}
    who = "Supposed" if (cause.kind, cause.name) == supposed else "You asked"
    yield item(_cause_words(cause, titles, who))
    if cause.kind in {"rule", "pathway", "place", *_OF_RECOGNITION}:
        yield item(f"source: {cause.source}", 4, Tone.FAINT)
    if detailed and cause.kind in {"rule", "pathway"}:
        rule = next(rule for rule in with_parts(edition.rules) if rule.id == cause.name)
        yield item(f"means: {meaning(rule)}", 4)
    named = cause.kind in {"want", "avoid"} and not _names_one_unit(cause)
    if cause.kind in _LISTING or (detailed and named):
        lines = references(cause.units, titles)
        shown = lines if detailed or not advised("{}", EVERY_UNIT) else lines[:_MANY]
        for line in shown:
            yield item(line, 4)
        if more := len(lines) - len(shown):
            told = advised("; {} lists them", EVERY_UNIT)
            yield item(f"and {more} more{told}", 4, Tone.FAINT)


def cause_lines(cause: Cause, edition: Edition) -> Iterator[str]:
    """A cause as sentences: what it says, every unit that it turns on, and its source."""
    titles = {unit.reference: unit.title for unit in edition.units}
    yield _cause_words(cause, titles, "Asked")
    if cause.kind in _LISTING:
        yield f"{listed([' '.join(x.split()) for x in references(cause.units, titles)])}."
    if cause.source:
        yield f"[{cause.source}]"


def _names_one_unit(cause: Cause) -> bool:
    return cause.kind in {"want", "avoid"} and cause.units == (cause.name.partition("@")[0],)


def _cause_words(cause: Cause, titles: dict[str, str], who: str) -> str:
    match cause.kind:
        case "limit":
            return f"{who}: {limit_words(cause.name, cause.value or 0)}."
        case "want" | "avoid":
            verb = "with" if cause.kind == "want" else "without"
            return f"{who}: {verb} {_named(cause, titles)}."
        case "pathway":
            return f"{who}: pathway {cause.name}. {cause.says}"
        case "date":
            closed = "this is" if len(cause.units) == 1 else "these are"
            when = day(date.fromisoformat(cause.name))
            return f"{who}: registration on {when}, when {closed} not open to new study:"
        case "unknown-hours":
            return "The hours of these are unknown, so where GLH are asked about they are left out:"
        case "unknown-figures" if cause.name == "price":
            return (
                "Nobody says what a place of these costs, so where it is asked they are left out:"
            )
        case "unknown-figures" if cause.name == "amount":
            return f"{cause.says} But nobody knows how much that is: it is not printed."
        case "unknown-figures":
            what = listed(cause.name.split(", "))
            if cause.says:
                says = cause.says
                return f"{says} But nobody knows the {what} of these, which may be anything:"
            return (
                f"Nobody knows the {what} of these, so where it is asked about they are left out:"
            )
        case "cap":
            by = "in all" if cause.name == "any" else f"by {way_name(cause.name)}"
            most = cap_most(cause.cap) if cause.cap else ""
            return f"Recognition {by} is capped at {most}. {cause.says}"
        case "not-offered":
            return f"The centre does not offer {'this' if len(cause.units) == 1 else 'these'}:"
        case "full":
            return (
                f"The centre has no place left of {'this' if len(cause.units) == 1 else 'these'}:"
            )
        case "retake":
            return "These are held and still current, so they are not offered as new study:"
        case "not-accepted":
            return f"Recognition by {way_name(cause.name)} is not accepted. {cause.says} Held:"
        case "too-old" | "date-unknown":
            what = "Too old" if cause.kind == "too-old" else "Of unknown date"
            years = counted(cause.value, "year")
            by = way_name(cause.name)
            return f"{what} for {by}, which goes back {years} and no further. {cause.says} Held:"
        case "place":
            return "Only one of these can count, since they are versions of one place:"
        case "rule":
            return f"Rule {cause.name}: {cause.says}"
        case _:
            assert_never(cause.kind)


def _named(cause: Cause, titles: dict[str, str]) -> str:
    if _names_one_unit(cause):
        unit, at, group = cause.name.partition("@")
        return f"{unit} {titles[unit]}" + (f", counted in group {group}" if at else "")
    every = "at least one of" if cause.kind == "want" else "any of"
    units = counted(len(cause.units), "unit")
    return f"{every} {wish_words(cause.name)} ({units})"


def _repairs(conflict: Conflict, edition: Edition) -> Iterator[Block]:
    yield Heading("What would have to give")
    for line in way_out(conflict):
        yield item(line)
    for number, repair in enumerate(conflict.repairs, 1):
        yield item(f"{number}. {repair_words(repair, edition)}")
    if conflict.repairs and not conflict.repairs_complete:
        yield faint("  There are more ways of this size.")


def way_out(conflict: Conflict) -> Iterator[str]:
    """What is to be said before the repairs, or in their place."""
    several = any(len(repair.changes) > 1 for repair in conflict.repairs)
    if conflict.repairs:
        if several:
            yield "No single change is enough. Any one of these lines is:"
        elif len(conflict.repairs) > 1:
            yield "Any one of these is enough, the least change first:"
    elif conflict.reason == "rule" and conflict.repairs_complete:
        yield "Nothing that was asked: no wish that is given up would help."
        yield "The rules above would have to change, or the file has them wrong."
    elif conflict.repairs_complete:
        yield "No change of what was asked would help."
    else:
        yield f"Not known: time ran out.{advised(' {} gives the search longer.', LONGER)}"


def repair_words(repair: Repair, edition: Edition) -> str:
    """``raise the GLH limit from 165 to 171 (+6) and give up refusing D/506/2055 ...``."""
    titles = {unit.reference: unit.title for unit in edition.units}
    wishes: dict[str, list[str]] = {}
    parts = []
    for change in repair.changes:
        if verb := _GIVE_UP.get(change.kind):
            unit, at, group = change.name.partition("@")
            named = f"{unit} {titles.get(unit, '')}" + (f", counted in group {group}" if at else "")
            wishes.setdefault(verb, []).append(named if unit in titles else wish_words(change.name))
        else:
            parts.append(_change(change, titles))
    parts += [f"{verb} {listed(names)}" for verb, names in wishes.items()]
    return listed(parts)


_GIVE_UP = {
    "give-up-want": "give up wanting",
    "give-up-avoid": "give up refusing",
    "give-up-pathway": "give up the pathway",
}


def _change(change: Change, titles: dict[str, str]) -> str:
    match change.kind:
        case "raise-limit":
            name = limit_name(change.name)
            before, after = (limit_value(change.name, x) for x in (change.before, change.after))
            by = pounds(change.by or 0) if change.name == "new_pence" else change.by
            return f"raise the {name} limit from {before} to {after} (+{by})"
        case "register-by":
            return f"register by {day(date.fromisoformat(str(change.after)))}"
        case "register-from":
            return f"register on {day(date.fromisoformat(str(change.after)))} or later"
        case "raise-cap":
            by = "all recognition" if change.name == "any" else way_name(change.name)
            assert change.cap is not None, "it is raised"
            raised = change.cap.model_copy(update={"at_most": change.after})
            before, after = cap_most(change.cap), cap_most(raised)
            return f"have a higher cap agreed on {by}: {after} instead of {before}"
        case "accept-recognition":
            by = way_name(change.name)
            why = {"not-accepted": "not accepted as such", "too-old": "too old"}
            reason = why.get(str(change.before), "of unknown date")
            return f"have {listed(change.units)} agreed for {by}, though {reason}"
        case "estimate-hours":
            return f"let the unknown hours be estimated{advised(' ({})', ESTIMATED)}"
        case "allow-retake":
            return f"let {listed(change.units)} be studied again{advised(' ({})', RETAKES)}"
        case "offer-unit" | "add-place":
            units = listed([f"{unit} {titles.get(unit, '')}".strip() for unit in change.units])
            if change.kind == "offer-unit":
                return f"have the centre offer {units}"
            return f"have the centre make a place of {units}"
        case "drop-hours":
            return "ask for no limit and no goal in GLH"
        case "drop-figures":
            return f"ask for nothing of the {change.name} of units"
        case "give-up-want" | "give-up-avoid" | "give-up-pathway":
            return f"{_GIVE_UP[change.kind]} {wish_words(change.name)}"
        case _:
            assert_never(change.kind)


def _refused(conflict: Conflict) -> Iterator[Block]:
    yield bad(REFUSED)
    for unit in conflict.units:
        yield Paragraph(f"  {unit.group}  {unit.unit}  {unit.title}")
    yield Space()
    yield Paragraph(without_hours())


REFUSED = "No plan: the hours of these units are unknown."
"""What is said where no plan is wanted while hours are unknown."""

NEEDED_UNKNOWN = "Needed in every such choice:"
"""What is said before units of unknown hours that every choice has."""


def refuses_unknown(conflict: Conflict) -> bool:
    """Whether there is no plan only since none is wanted while hours are unknown."""
    refused = conflict.reason == "unknown-hours" and conflict.fewest_unknown is None
    return refused and bool(conflict.units)


def fewest_unknown(conflict: Conflict) -> str:
    """How many units of unknown hours every choice has."""
    least = counted(conflict.fewest_unknown, "unit")
    return f"Every choice that fits otherwise has at least {least} whose hours are unknown."


def without_hours() -> str:
    """What can be asked instead where hours are unknown."""
    return advised(
        "With {} the hours are estimated; {} asks for no hours.",
        ESTIMATED,
        NO_HOURS,
        plainly="The hours can be estimated, or the question put without hours.",
    )


def undecided(answer: Undecided) -> str:
    """That nothing was found out, and why."""
    if answer.stopped == "incomplete":
        return f"Not known: {unlisted(answer)}."
    why = "time ran out" if answer.stopped == "time" else "you stopped the search"
    return f"Undecided: {why} before a plan was found or shown impossible."


def what_is_known(answer: Undecided, edition: Edition) -> str:
    """What no plan can beat, or nothing if that is not known."""
    if (known := answer.bound) is None:
        return ""
    reach = goal_value(known.goal, known.bound, edition)
    beyond = "more" if known.goal is Goal.MOST_PREFERRED else "less"
    return f"What is known: if there is a plan, none comes to {beyond} than {reach}."


def what_to_do(answer: Undecided) -> Iterator[str]:
    """What may help where time ran out, or where units are not listed."""
    if answer.stopped == "incomplete":
        more = ", and for what is unknown" if answer.figures_unknown else ""
        yield f"complete the file, or ask the organisation which other units count{more}"
        return
    longer = advised(": {}", LONGER)
    yield f"give it longer{longer} (the limit was {answer.time_limit:g} seconds)"
    yield "ask for less: fewer goals, wishes and limits make the search quicker"
