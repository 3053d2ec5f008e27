"""What a centre must offer, in words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from adviser.words.compare import brief
from adviser.words.facts import counted, pounds
from solver.results.offer import NoOffer, Offer, OfferGoal

if TYPE_CHECKING:
    from catalogue import Catalogue
    from catalogue.records.cohort import LearnerRead

_MOST_NAMED = 10
"""Learners that one line names, inclusive."""

_FEW = 3
"""Learners who are lost without a unit and are named behind it, inclusive."""


def amount(goal: OfferGoal, value: int) -> str:
    """What is made least, with its unit."""
    match goal:
        case OfferGoal.FEWEST_UNITS:
            return counted(value, "unit")
        case OfferGoal.LEAST_HOURS:
            return f"{counted(value, 'hour')} of teaching"
        case OfferGoal.LEAST_COST:
            return pounds(value)


def proof(answer: Offer) -> str:
    """What an offer comes to, and how far that is proven."""
    if answer.proof == "optimal":
        return f"{amount(answer.goal, answer.value)}, proven: no offer can do with fewer."
    return (
        f"{amount(answer.goal, answer.value)}; no offer can do with fewer than"
        f" {amount(answer.goal, answer.bound)}."
    )


def liked(answer: Offer) -> str:
    """How far the preferences that are kept are proven to be the most."""
    if answer.most_preferences is None:
        return "how many such an offer could keep is not known: the time was over"
    if answer.most_preferences == answer.preferences:
        return "proven: no such offer keeps more"
    return f"not proven the most, and no such offer keeps more than {answer.most_preferences}"


def cannot_groups(answer: Offer | NoOffer, library: Catalogue) -> list[tuple[list[str], str]]:
    """Who cannot finish under any offer, by why, the most learners first; and what is enough."""
    groups: dict[str, list[str]] = {}
    for one in answer.cannot_finish:
        why = "not with the units that may be offered"
        if one.conflict is not None:
            subject = one.conflict.qualification
            editions = library.find(subject.short_name).editions
            edition = next(each for each in editions if each.edition == subject.edition)
            why = brief(one.conflict, edition)
        groups.setdefault(why, []).append(one.id)
    return sorted(((ids, why) for why, ids in groups.items()), key=lambda one: -len(one[0]))


def offer_lines(
    answer: Offer | NoOffer, unread: Sequence[LearnerRead], library: Catalogue
) -> Iterator[str]:
    """An answer as lines of text: first whoever cannot finish at all."""
    for learner in unread:
        who = learner.id or f"line {learner.line}"
        yield f"not read: {who}: {'; '.join(learner.faults)}"
    if answer.cannot_finish:
        every = [one.id for one in answer.cannot_finish]
        yield f"{counted(len(every), 'learner')} cannot finish under any offer: {_named(every)}"
        for ids, why in cannot_groups(answer, library):
            yield f"  {_named(ids)}: {why}" if len(ids) < len(every) else f"  {why}"
    if isinstance(answer, NoOffer):
        yield from _served(answer)
        return
    if not answer.learners and not answer.units:
        return
    yield f"An offer with which {counted(len(answer.learners), 'learner')} can finish:"
    yield f"  {proof(answer)}"
    if answer.preferences or answer.most_preferences != 0:
        yield f"  preferences kept: {answer.preferences}; {liked(answer)}"
    yield ""
    width = max((len(one.title) for one in answer.units), default=5)
    names = max((len(one.unit) for one in answer.units), default=4)
    head = f"  {'unit':<{names + 2}}{'title':<{width + 2}}{'GLH':>5}{'learners':>10}"
    classes = answer.class_size is not None
    yield head + (f"{'classes':>9}" if classes else "") + f"{'lost without it':>17}"
    for one in answer.units:
        glh = "?" if one.glh is None else str(one.glh)
        lost = "not known" if one.lost is None else str(one.lost)
        row = f"  {one.unit:<{names + 2}}{one.title:<{width + 2}}{glh:>5}{one.learners:>10}"
        who = f"  {', '.join(one.lost_learners)}" if 0 < len(one.lost_learners) <= _FEW else ""
        yield row + (f"{one.classes:>9}" if classes else "") + f"{lost:>17}{who}"
    if answer.curve:
        yield ""
        yield "  with so many units (whatever they are), so many can finish:"
        for point in answer.curve:
            beyond = "" if point.at_most == point.learners else f" (at most {point.at_most})"
            yield f"  {point.units:>4}{point.learners:>8}{beyond}"
    if answer.not_offered:
        what = "price" if answer.goal is OfferGoal.LEAST_COST else "hours"
        yield ""
        yield f"  not offered, since their {what} are not known: {_named(answer.not_offered)}"


def served_words(answer: NoOffer) -> list[str]:
    """Why there is no offer for all, and who can finish where not all can."""
    if not answer.proven:
        return ["Time ran out before an offer was found. --time-limit gives the search longer."]
    words = ["No offer lets all the others finish, within classes, places and what is fixed."]
    if answer.at_most is not None:
        every = len(answer.learners) + len(answer.left_over)
        proven = ", proven the most"
        if answer.at_most > len(answer.learners):
            proven = f"; at most {answer.at_most} could"
        words.append(f"{len(answer.learners)} of {every} can finish together{proven}.")
        left = _named(answer.left_over)
        words.append(f"Without a place: {left}. Whoever stands further up comes first.")
    return words


def _served(answer: NoOffer) -> Iterator[str]:
    first, *more = served_words(answer)
    yield first
    yield from (f"  {line}" for line in more)
    if answer.learners:
        yield "  The others study:"
    for one in answer.learners[:_MOST_NAMED]:
        yield f"    {one.id}: {', '.join(one.units) or 'nothing more'}"
    if len(answer.learners) > _MOST_NAMED:
        left = len(answer.learners) - _MOST_NAMED
        yield f"    and {left} more: -o FILE.xlsx and --json have all"


def offer_file(answer: Offer) -> str:
    """An offer as a file that can be read again."""
    lines = [f"# {proof(answer)}", "units:"]
    for one in answer.units:
        lines.append(f"  - unit: {json.dumps(one.unit)}")
        lines.append(f"    title: {json.dumps(one.title, ensure_ascii=False)}")
        if one.price is not None:
            lines.append(f"    price: {one.price / 100:.2f}")
    return "\n".join([*lines, ""])


def _named(ids: Iterable[str]) -> str:
    every = list(ids)
    more = f" and {len(every) - _MOST_NAMED} more" if len(every) > _MOST_NAMED else ""
    return ", ".join(every[:_MOST_NAMED]) + more
