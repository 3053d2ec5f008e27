"""What the answer for a learner depends on, in one form, so that equal questions are asked once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from catalogue.learner.recognised import Recognised, Refusal, Use
from solver.many.flow import digest
from solver.situation import Situation


def canonical(situation: Situation) -> bytes:
    """Return a key that two situations of one catalogue share only if their answers are the same.

    It is made of the edition with its exceptions, the question, and what is recognised. Days of
    achievements are in it only so far as they decide something: that something is too old, and by
    how much; which of several that stand in for each other is the later; that a unit had closed.
    The ledger repeats them, and is otherwise the same.
    """
    held = situation.held
    facts: list[Any] = [
        situation.qualification.short_name,
        situation.edition.edition,
        [one.model_dump_json() for one in situation.edition.exceptions],
        situation.question.model_dump_json(),
        held.on.toordinal(),
        held.as_of.toordinal(),
        [
            (one.unit, one.award, one.title, one.awarding_organisation, str(one.route))
            for one in held.record.achievements
        ],
        [_of_use(use, held) for use in held.uses],
        [_of_use(use, held) for use in held.spare],
        [_of_refusal(refusal) for refusal in held.refusals],
        list(_ranks(held)),
    ]
    return digest(repr(facts).encode())


def _of_use(use: Use, held: Recognised) -> tuple[Any, ...]:
    closes = use.option.version.closes
    days = [held.record.achievements[number].achieved for number in use.achievements]
    return (
        use.achievement, use.option.index, str(use.way), str(use.gives), use.barred,
        sorted(use.not_to), use.others, use.entry, use.awarded_rpl,
        [closes is not None and day is not None and day > closes for day in days],
    )  # fmt: skip


def _of_refusal(one: Refusal) -> tuple[Any, ...]:
    return (
        one.achievement, one.reason, one.option and one.option.index, one.way and str(one.way),
        one.years, one.oldest and one.oldest.toordinal(), one.days, one.also, one.others,
        one.entry, one.needs,
    )  # fmt: skip


def _ranks(held: Recognised) -> Iterator[Sequence[tuple[int, int]]]:
    """Of achievements that could fill the same options, how their days follow each other."""
    options: dict[int, set[int]] = {}
    every: Iterable[Use | Refusal] = (*held.uses, *held.spare, *held.refusals)
    for one in every:
        if one.option is not None:
            options.setdefault(one.achievement, set()).add(one.option.index)
    alike: dict[frozenset[int], list[int]] = {}
    for number, own in options.items():
        alike.setdefault(frozenset(own), []).append(number)
    for numbers in alike.values():
        if len(numbers) > 1:
            days = {n: held.record.achievements[n].achieved or date.min for n in numbers}
            order = {day: rank for rank, day in enumerate(sorted(set(days.values())))}
            yield [(number, order[day]) for number, day in days.items()]
