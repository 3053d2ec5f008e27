"""An edition looked through: what its rules really say, beside what its file and documents say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from catalogue.door import admit
from catalogue.easing import eased
from catalogue.periods import Period, periods
from catalogue.qualification import Edition, Qualification
from catalogue.rules import is_unprinted
from catalogue.spoken import free_groups, speaks_of_levels
from solver.checks.choice import placement
from solver.results.answers import FurtherConflict, Subject
from solver.results.bounds import Bounds, GroupBounds
from solver.results.inspection import (
    Dates,
    DeadUnit,
    EffectiveBounds,
    ExampleBroken,
    Finding,
    ForcedUnit,
    FreeGroups,
    ImpliedRule,
    IncompleteLists,
    Inspection,
    NotDecided,
    PublishedCredit,
    PublishedGlh,
    SameTitle,
    Severity,
    SpareRules,
    UnitNote,
    UnknownAmounts,
    UnknownFigures,
    UnknownGlh,
    Unsatisfiable,
    Untold,
)
from solver.structure.bounds import bounds
from solver.structure.printed import is_mandatory
from solver.structure.unmet import conflict_of, rule_repairs

_SEVERITIES: tuple[Severity, ...] = ("wrong", "doubt", "information")

_KINDS = (
    "unsatisfiable",
    "untold",
    "undecided",
    "published-credit",
    "published-glh",
    "example",
    "forced",
    "dead",
    "implied",
    "spare",
    "free",
    "effective-bounds",
    "incomplete",
    "same-title",
    "unknown-amounts",
    "unknown-glh",
    "unknown-figures",
    "note",
)
"""Kinds of findings, the most telling first."""


def inspect(
    qualification: Qualification,
    edition: Edition,
    *,
    time_limit: float = 60.0,
) -> Inspection:
    """Look through one edition: its data, its examples, and its rule for every period.

    A period is a run of days on which the same units are open. ``time_limit`` is in seconds for
    each of them.

    Raises
    ------
    Disagreement
        If the referee does not confirm what the solver found.
    KeyboardInterrupt
        If the asker broke off: there is no part of it that could stand for the whole.
    """
    admit(qualification, Qualification)
    admit(edition, Edition)
    found = [*_data(edition), *_incomplete(edition), *_examples(edition, time_limit)]
    spans = periods(qualification, edition)
    dated: list[tuple[Period, list[Finding]]] = []
    for span in spans:
        facts = bounds(
            qualification, on=span.some_day, edition=edition, count=False, time_limit=time_limit
        )
        if isinstance(facts, Bounds):
            here: list[Finding] = [*_unmet(qualification, edition, facts, time_limit)]
            dated.append((span, here or [*_facts(edition, facts)]))
        elif facts.stopped == "asker":
            raise KeyboardInterrupt
        elif facts.stopped == "incomplete":
            dated.append((span, []))
        else:
            dated.append((span, [NotDecided(severity="doubt")]))
    found += _merged(edition, dated)
    return Inspection(
        qualification=Subject.of(qualification, edition),
        findings=tuple(
            sorted(found, key=lambda f: (_SEVERITIES.index(f.severity), _KINDS.index(f.kind)))
        ),
        examples=len(edition.examples),
    )


def _data(edition: Edition) -> Iterator[Finding]:
    """What the figures and names of the file show by themselves."""
    for unit in edition.units:
        if unit.note:
            yield UnitNote(severity="information", unit=unit.reference, note=unit.note)
    titles: dict[str, dict[int, str]] = {}
    for option in edition.options:
        places = titles.setdefault(option.unit.title.casefold(), {})
        if option.unit.reference not in places.values():
            places.setdefault(option.place, option.unit.reference)
    for places in titles.values():
        if len(places) > 1:
            units = tuple(places.values())
            title = edition.options_of[units[0]][0].unit.title
            yield SameTitle(severity="doubt", title=title, units=units)
    if unknown := tuple(unit.reference for unit in edition.units if unit.glh is None):
        yield UnknownGlh(severity="information", units=unknown)
    if rules := tuple(rule.id for rule in edition.rules if is_unprinted(rule)):
        yield UnknownAmounts(severity="information", rules=rules)
    if unknown := tuple(unit.reference for unit in edition.units if unit.credit_unknown):
        yield UnknownFigures(severity="information", figure="credit", units=unknown)
    groups = tuple(free_groups(edition))
    if groups and not set(edition.inside) <= set(groups):  # where all are free it goes unsaid
        yield FreeGroups(severity="information", groups=groups)
    unknown = tuple(unit.reference for unit in edition.units if unit.level is None)
    missed = len(unknown) < len(edition.units) or any(map(speaks_of_levels, edition.rules))
    if unknown and missed:  # where none is printed, and no rule asks, nobody misses one
        yield UnknownFigures(severity="information", figure="level", units=unknown)


def told_once(inspections: Sequence[Inspection]) -> tuple[Inspection, ...]:
    """Return the inspections with what is only to be known told once.

    What an edition of the same qualification has shown already is left out and counted, and so is
    a note on a unit, wherever it stands.
    """
    seen: set[tuple[str, str]] = set()
    found = []
    for inspection in inspections:
        kept = []
        for finding in inspection.findings:
            about = "" if finding.kind == "note" else inspection.qualification.short_name
            key = (about, finding.model_dump_json())
            if finding.severity != "information" or key not in seen:
                kept.append(finding)
            seen.add(key)
        repeated = len(inspection.findings) - len(kept)
        found.append(inspection.model_copy(update={"findings": tuple(kept), "repeated": repeated}))
    return tuple(found)


def _incomplete(edition: Edition) -> Iterator[Finding]:
    if groups := edition.incomplete_groups:
        yield IncompleteLists(severity="information", groups=groups)


def _examples(edition: Edition, time_limit: float) -> Iterator[Finding]:
    for number, example in enumerate(edition.examples, 1):
        placed, proven = placement(edition, example.units, example.registration, time_limit)
        legal = placed.audit.legal and not placed.closed
        if not (proven or legal):
            yield NotDecided(severity="doubt", example=number)
            continue
        broken = tuple(rule.id for rule in placed.audit.broken)
        if legal == (example.passes is not None) and set(broken) == set(example.breaks):
            continue
        yield ExampleBroken(
            severity="wrong",
            number=number,
            says=example.says,
            passes=example.passes is not None,
            breaks=example.breaks,
            broken=broken,
            closed=placed.closed,
            clashes=tuple(unit for clash in placed.audit.clashes for unit in clash.units),
        )


def _unmet(
    qualification: Qualification, edition: Edition, facts: Bounds, time_limit: float
) -> Iterator[Unsatisfiable | Untold]:
    """That no choice is legal in one period, or none for sure, and why."""
    if facts.satisfiable:
        return
    conflict = conflict_of(qualification, edition, facts.on, time_limit)
    first = FurtherConflict(
        causes=conflict.causes, minimal=conflict.minimal, rechecked=conflict.rechecked
    )
    every = tuple(map(_undated, (first, *conflict.further)))
    if facts.may_be_satisfiable:
        yield Untold(severity="doubt", units=facts.unknown_figures, conflicts=every)
        return
    repairs = rule_repairs(eased(edition), conflict, facts.on, time_limit)
    yield Unsatisfiable(
        severity="wrong",
        conflicts=every,
        repairs=repairs.alone,
        sets=repairs.together,
        sets_complete=repairs.complete,
        decided=repairs.decided,
    )


def _undated(conflict: FurtherConflict) -> FurtherConflict:
    """The same of every day of a period: a finding has its dates itself."""
    causes = (
        cause.model_copy(update={"name": ""}) if cause.kind == "date" else cause
        for cause in conflict.causes
    )
    return conflict.model_copy(update={"causes": tuple(causes)})


def _facts(edition: Edition, facts: Bounds) -> Iterator[Finding]:
    """What the bounds of one period show. Severities are still those of the period alone."""
    if facts.credit.verdict is not None:
        least, published = facts.credit.least, facts.credit.published
        severity: Severity = "information"
        if facts.credit.verdict == "contradicts":
            # Less than published: a rule lets too little through. More: a gap in the credits.
            assert least is not None, "a contradiction has two sides"
            assert published is not None, "a contradiction has two sides"
            severity = "wrong" if least < (published.least or 0) else "doubt"
        yield PublishedCredit(severity=severity, credit=facts.credit)
    if facts.glh.verdict is not None:
        severity = "wrong" if facts.glh.verdict == "contradicts" else "information"
        yield PublishedGlh(severity=severity, glh=facts.glh)
    for status in facts.units:
        if status.status == "dead":
            yield DeadUnit(severity="doubt", unit=status.unit)
        if status.status == "forced" and not status.mandatory:
            yield ForcedUnit(severity="doubt", unit=status.unit)
    for implied in facts.implied:
        yield ImpliedRule(severity="information", implied=implied)
    if facts.implied:
        spare = tuple(implied.rule for implied in facts.implied)
        yield SpareRules(
            severity="information",
            rules=spare,
            together=tuple(name for name in spare if name not in facts.suffice),
            suffice=facts.suffice,
        )
    for group in facts.groups:
        if facts.incomplete:
            continue  # a missing unit could make it anything
        if group.effective is not None and _differs(edition, facts, group):
            yield EffectiveBounds(
                severity="information",
                group=group.group,
                printed=group.printed,
                effective=group.effective,
                exact_credit=group.exact_credit,
                of_known=bool(facts.credit.unknown_credit),
            )


def _differs(edition: Edition, facts: Bounds, group: GroupBounds) -> bool:
    """Whether the credit of a group is bound otherwise than printed and by what its units have."""
    places: dict[int, int] = {}
    for option in edition.options:
        if group.group in option.groups and option.unit.reference not in facts.closed:
            places[option.place] = max(places.get(option.place, 0), option.unit.credit or 0)
    everything = sum(places.values())
    mandatory = [o for o in edition.options if o.place in places and is_mandatory(edition, o)]
    needed = sum(places[number] for number in {option.place for option in mandatory})
    low = max(group.printed.least or 0, needed)
    high = everything if group.printed.greatest is None else group.printed.greatest
    expected = (low, min(high, everything))
    return any(
        span is not None and (span.least, span.greatest) != expected
        for span in (group.effective, group.exact_credit)
    )


def _merged(
    edition: Edition, dated: Sequence[tuple[Period, Sequence[Finding]]]
) -> Iterator[Finding]:
    """Each finding once, with all the periods that it was found in."""
    every = [span for span, _ in dated]
    found: dict[str, tuple[Finding, list[Period]]] = {}
    for span, findings in dated:
        for finding in findings:
            found.setdefault(finding.model_dump_json(), (finding, []))[1].append(span)
    empty = [s for f, here in found.values() if isinstance(f, Unsatisfiable) for s in here]
    agreed = any(f.kind == "published-glh" and f.glh.verdict == "equal" for f, _ in found.values())
    for finding, here in found.values():
        about = every
        severity = finding.severity
        if isinstance(finding, ForcedUnit | DeadUnit):
            options = edition.options_of[finding.unit]
            about = [s for s in every if any(o.version.open_on(s.some_day) for o in options)]
        if isinstance(finding, Unsatisfiable) and _at_an_open_end(every, empty):
            severity = "doubt"
        if isinstance(finding, PublishedGlh) and severity == "wrong" and agreed:
            severity = "doubt"
        dates = () if here == about else tuple(Dates(first=s.first, last=s.last) for s in here)
        yield finding.model_copy(update={"dates": dates, "severity": severity})


def _at_an_open_end(every: Sequence[Period], empty: Sequence[Period]) -> bool:
    """Whether the periods without a legal choice all lie before or after all sound ones.

    Where the edition states no date there, it is a date that is missing, not the rule that is
    wrong. If no period is sound, the rule is.
    """
    sound = [number for number, span in enumerate(every) if span not in empty]
    if not sound:
        return False
    before = every[0].first is None
    after = every[-1].last is None
    return all(
        (before and number < sound[0]) or (after and number > sound[-1])
        for number, span in enumerate(every)
        if span in empty
    )
