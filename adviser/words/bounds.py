"""What is really optional, as an adviser reads it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from adviser.words.blocks import (
    Block,
    Cell,
    Grid,
    Heading,
    Paragraph,
    Tone,
    bad,
    faint,
    good,
)
from adviser.words.exceptions import exceptions_blocks
from adviser.words.facts import amount, counted, day, listed, offer_name, references, unlisted
from adviser.words.subject import subject_blocks
from adviser.words.voice import LONGER, advised
from catalogue import Amount, Basis, Edition, Level, Scope
from catalogue.rules import is_unprinted
from solver import Bounds, BoundsAnswer, HoursBounds, Implied, Range

NO_COUNT = {
    "too-many-states": "too large to be counted: the rules keep too many sums apart",
    "out-of-time": "not counted: time ran out; {longer} gives it longer",
    "figures-unknown": "not counted: which choices are legal rests on figures that nobody knows",
    "not-asked": "not counted",
}

NO_HOURS = {
    "no-legal-choice": "no choice is legal",
    "no-choice-of-that-credit": "no legal choice has exactly that credit",
    "no-credit": "units have no credit, so no choice has an exact credit",
    "credit-unknown": "every legal choice has a unit whose credit is unknown",
    "hours-unknown": "every such choice has a unit whose hours are unknown",
    "units-in-several-groups": "not worked out where a unit stands in several groups",
}

_MOST_LISTED = 6


def bounds_blocks(answer: BoundsAnswer, edition: Edition) -> Iterator[Block]:
    """Yield what the rule of combination really leaves open."""
    yield from subject_blocks(answer)
    yield from exceptions_blocks(answer.exceptions)
    if isinstance(answer, Bounds) and answer.offer is not None:
        without = counted(len(answer.not_offered), "unit")
        yield Paragraph(f"By the offer {offer_name(answer.offer)}; not offered: {without}.")
    if not isinstance(answer, Bounds):
        if answer.stopped == "incomplete":
            yield bad(f"Not known: {unlisted(answer)}.")
            return
        if answer.stopped == "asker":
            yield bad("Undecided: you stopped the search before the bounds were proven.")
            return
        yield bad("Undecided: time ran out before the bounds were proven.")
        yield Paragraph(
            f"The limit was {answer.time_limit:g} seconds{advised('; {} gives it longer', LONGER)}."
        )
        return
    if not answer.satisfiable and answer.may_be_satisfiable:
        titles = {unit.reference: unit.title for unit in edition.units}
        untold = "It cannot be told whether any choice is legal: nobody knows"
        if unprinted := [rule for rule in edition.rules if is_unprinted(rule)]:
            yield bad(f"{untold} how much is asked for by")
            for rule in unprinted:
                yield Paragraph(f"  rule {rule.id}: {rule.says}")
        if answer.unknown_figures:
            yield bad(f"{untold} the figures of")
        for line in references(answer.unknown_figures, titles):
            yield Paragraph(f"  {line}")
        yield from _units(answer, edition)
        return
    if not answer.satisfiable:
        there = "are open on this date" if answer.offer is None else "the centre offers"
        yield bad(f"No choice is legal: the units that {there} cannot meet the rules.")
        return
    if answer.incomplete:
        yield Paragraph(
            f"The file does not list every unit of {listed(answer.incomplete)}: sums are over the"
            " units that it lists."
        )
    yield from _totals(answer)
    yield from _groups(answer)
    yield from _levels(answer)
    yield from _units(answer, edition)
    if answer.implied:
        yield Heading("Rules that the others already force")
        says = {rule.id: rule.says for rule in edition.rules}
        for implied in answer.implied:
            yield Paragraph(f"  {implied.rule}: {says[implied.rule]}")
            yield Paragraph(f"    {because(implied, edition)}")
        spare = [implied.rule for implied in answer.implied]
        yield Paragraph(f"  {may_go(spare, answer.suffice)}")


def span(value: Range | None) -> str:
    """``20 to 36``, ``at least 20``, ``at most 16``, ``14``, or nothing."""
    if value is None or (value.least is None and value.greatest is None):
        return ""
    if value.greatest is None:
        return f"at least {value.least}"
    if value.least is None:
        return f"at most {value.greatest}"
    if value.least == value.greatest:
        return str(value.least)
    return f"{value.least} to {value.greatest}"


def because(implied: Implied, edition: Edition) -> str:
    """Why a rule is implied: ``Forced by total and group-c: 55 - 31 (all of A) - 9 (C) = 15``."""
    by = f"Already forced by {listed(implied.by)}" if implied.by else "The units cannot break it"
    rule = next(rule for rule in edition.rules if rule.id == implied.rule)
    if not isinstance(rule, Amount) or implied.left is None:
        return f"{by}."
    low, high = implied.left.least, implied.left.greatest
    ends = []
    if low is not None:
        ends.append(f"at least {amount(low, rule.measure.value)}")
    if high is not None:
        ends.append(f"at most {amount(high, rule.measure.value)}")
    if not ends:
        return f"{by}."
    total = sum((share.amount for share in implied.shares), low or 0)
    if low is None or not any(_asks(edition, name, rule, total) for name in implied.by):
        return f"{by}: {listed(ends)} in any case."
    parts = [
        f" - {share.amount} ({'all of ' if share.everything else ''}{share.group})"
        for share in implied.shares
        if share.amount
    ]
    return f"{by}: {total}{''.join(parts)} = {low}."


def may_go(spare: Sequence[str], suffice: Sequence[str]) -> str:
    """Which of the rules that others force may go at once, and which rules are then left."""
    left = f"{listed(suffice)} {'is' if len(suffice) == 1 else 'are'} enough"
    together = [name for name in spare if name not in suffice]
    if len(spare) == 1:
        return f"It may go: {left}."
    if len(together) == 1:
        return f"Any one of them may go, but no two: {left}."
    return f"Any one of them may go, and {listed(together)} together: {left}."


def _asks(edition: Edition, name: str, like: Amount, total: int) -> bool:
    """Whether a rule asks for at least ``total`` in all, measured as another rule."""
    return any(
        isinstance(rule, Amount)
        and rule.id == name
        and rule.of == Scope()
        and rule.measure is like.measure
        and rule.at_least == total
        for rule in edition.rules
    )


def hours(glh: HoursBounds) -> str:
    """The range of GLH in one sentence, with its basis."""
    basis = "over choices from which no unit can be dropped"
    if glh.basis is Basis.EXACT_CREDIT:
        exactly = "an exact" if glh.credit is None else f"exactly {glh.credit}"
        basis = f"over choices of {exactly} credit{'' if glh.credit in {None, 1} else 's'}"
    if glh.least is None:
        why = NO_HOURS[glh.reason] if glh.reason else "unknown"
        return f"GLH cannot be told {basis}: {why}."
    known = " whose hours are known" if glh.unknown_glh else ""
    return f"{span(Range(least=glh.least, greatest=glh.greatest))} GLH {basis}{known}."


def verdict(glh: HoursBounds) -> str:
    """How the published range stands to it, in one sentence."""
    published = span(glh.published)
    return {
        "equal": f"The published range, {published} GLH, is equal.",
        "consistent": f"The published range, {published} GLH, is consistent with that: hours of"
        f" {counted(len(glh.unknown_glh), 'unit')} are unknown, so it is neither confirmed nor"
        " refuted.",
        "contradicts": f"The published range, {published} GLH, contradicts that.",
        "not-comparable": f"The published range, {published} GLH, cannot be compared.",
        None: "",
    }[glh.verdict]


def _totals(answer: Bounds) -> Iterator[Block]:
    credit = answer.credit
    if credit.least is not None and credit.greatest is not None:
        more = "; more than is asked for is legal" if credit.greatest > credit.least else ""
        ends = Range(least=credit.least, greatest=credit.greatest)
        known = " whose credit is known" if credit.unknown_credit else ""
        yield Paragraph(f"{span(ends)} credits over all legal choices{known}{more}.")
        if credit.verdict == "contradicts" and credit.published:
            yield bad(f"Published is {counted(credit.published.least, 'credit')}.")
    elif credit.known is not None:
        yield Paragraph(_known_credit(credit.known, credit.unknown_credit))
    yield Paragraph(hours(answer.glh))
    if answer.glh.verdict:
        contradicts = answer.glh.verdict == "contradicts"
        yield Paragraph(verdict(answer.glh), Tone.BAD if contradicts else Tone.PLAIN)
    if answer.choices is None:
        reason = NO_COUNT[answer.choices_reason or "not-asked"].format(
            longer=advised("{}", LONGER, plainly="a longer search")
        )
        yield Paragraph(f"Legal choices: {reason}.")
    else:
        one = answer.choices == 1
        yield good(f"{answer.choices:,} legal choice{'' if one else 's'} of units.")


def _known_credit(known: Range, unknown: Sequence[str]) -> str:
    """What is known of the credit where no choice has a sum, or none that is known."""
    names = [*unknown[:_MOST_LISTED]]
    if more := len(unknown) - len(names):
        names.append(f"{more} more")
    adds = f"what {listed(names)} {'adds' if len(unknown) == 1 else 'add'} is unknown"
    if not known.greatest:
        return f"The credit of legal choices is not known: {adds}."
    return f"{span(known)} credits are known of over all legal choices; {adds}."


def _exactly(answer: Bounds) -> str:
    return f"At exactly {answer.credit.exact}"


def _of_known(answer: Bounds, levels: bool = False) -> str:
    """Of which choices credit is told, where figures are unknown."""
    known = ["credit"] if answer.credit.unknown_credit else []
    known += ["levels"] if levels and answer.unknown_level else []
    are = "is" if known == ["credit"] else "are"
    return f", of choices whose {listed(known)} {are} known" if known else ""


def _groups(answer: Bounds) -> Iterator[Block]:
    credit = any(group.effective is not None for group in answer.groups)
    exact = any(group.exact_credit is not None for group in answer.groups)
    units = any(span(group.printed_units) for group in answer.groups)
    of = f"Credit of each group{_of_known(answer)}"
    yield Heading(of if credit else "Units of each group")
    columns = ["Group", "Title"]
    columns += ["Printed", "Really"] if credit else []
    columns += [_exactly(answer)] if exact else []
    columns += ["Units printed"] if units else []
    rows: list[Sequence[Cell]] = []
    for group in answer.groups:
        cells = [group.group, group.title]
        cells += [span(group.printed), span(group.effective)] if credit else []
        cells += [span(group.exact_credit)] if exact else []
        cells += [span(group.printed_units)] if units else []
        rows.append((*cells, span(group.effective_units)))
    yield Grid(
        (
            *columns,
            "Units",
        ),
        rows,
    )


def _levels(answer: Bounds) -> Iterator[Block]:
    if not any(level.effective is not None for level in answer.levels):
        return
    exact = any(level.exact_credit is not None for level in answer.levels)
    of = _of_known(answer, levels=True)
    yield Heading(f"Credit at each level, and at that level or above{of}")
    columns = ["Level", "Really", *([_exactly(answer)] if exact else []), "Or above"]
    rows: list[Sequence[Cell]] = []
    for level in answer.levels:
        rows.append(
            (
                str(Level(level.level).written),
                span(level.effective),
                *([span(level.exact_credit)] if exact else []),
                span(level.or_above),
                *([span(level.or_above_exact_credit)] if exact else []),
            )
        )
    yield Grid(
        (
            *columns,
            *([f"Or above, {_exactly(answer).lower()}"] if exact else []),
        ),
        rows,
    )


def _units(answer: Bounds, edition: Edition) -> Iterator[Block]:
    titles = {unit.reference: unit.title for unit in edition.units}
    forced = [unit for unit in answer.units if unit.status == "forced"]
    hidden = [unit.unit for unit in forced if not unit.mandatory]
    dead = [unit.unit for unit in answer.units if unit.status == "dead"]
    free = len(answer.units) - len(forced) - len(dead)
    yield Heading("Units")
    yield from _list("In every legal choice:", [unit.unit for unit in forced], titles)
    yield from _list("Of these called optional:", hidden, titles)
    yield from _list("In no legal choice:", dead, titles)
    optional = "Really optional" if answer.satisfiable else "Not needed for certain"
    yield Paragraph(f"  {optional}: {counted(free, 'unit')}.")
    if answer.closed:
        yield faint(f"  Not open on {day(answer.on)}: {counted(len(answer.closed), 'unit')}.")
    some_level = len(answer.unknown_level) < len(answer.units)
    for what, names in (
        ("Hours", answer.glh.unknown_glh),
        ("Credit", answer.credit.unknown_credit),
        ("Level", answer.unknown_level if some_level else ()),
    ):
        if names:
            more = "" if len(names) <= _MOST_LISTED else f" and {len(names) - _MOST_LISTED} more"
            yield faint(f"  {what} unknown: {', '.join(names[:_MOST_LISTED])}{more}.")


def _list(head: str, units: Sequence[str], titles: dict[str, str]) -> Iterator[Block]:
    if units:
        yield Paragraph(f"  {head}")
        for line in references(units, titles):
            yield Paragraph(f"    {line}")
