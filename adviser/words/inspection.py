"""What a check of catalogue files finds, as the author of a file reads it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never

from adviser.words.blocks import Block, Paragraph, Space, bad, faint, good
from adviser.words.bounds import because, hours, may_go, span, verdict
from adviser.words.conflict import besides, cause_lines, together
from adviser.words.facts import counted, day, listed
from adviser.words.subject import titled
from adviser.words.voice import LONGER, advised
from catalogue import Edition, Fault
from solver import (
    CatalogueCheck,
    Dates,
    EffectiveBounds,
    Finding,
    FurtherConflict,
    ImpliedRule,
    Inspection,
    RuleRepair,
    Severity,
    SpareRules,
    Unsatisfiable,
    Untold,
)

_HEADS: dict[Severity, str] = {
    "wrong": "Wrong",
    "doubt": "In doubt",
    "information": "Good to know",
}


def catalogue_check_blocks(check: CatalogueCheck, editions: Sequence[Edition]) -> Iterator[Block]:
    """Yield the faults of the files, or what was found in each of ``editions``."""
    if check.faults:
        yield from _faults(check.faults)
        return
    if check.doubts:
        yield Paragraph("In doubt in the files")
        for doubt in check.doubts:
            yield Paragraph(f"  {doubt}")
        yield Space()
    for inspection, edition in zip(check.inspections, editions, strict=True):
        yield from _inspection(inspection, edition)
        yield Space()
    wrong = [inspection for inspection in check.inspections if inspection.wrong]
    total = counted(len(check.inspections), "edition")
    if not check.inspections:
        yield good("No fault. There is no qualification here to look through.")
    elif wrong:
        names = listed([inspection.qualification.short_name for inspection in wrong])
        yield bad(f"{total} checked; something is wrong with {names}.")
    elif late := [one for one in check.inspections if one.undecided]:
        names = listed([inspection.qualification.short_name for inspection in late])
        yield bad(f"{total} checked; time ran out before all was known of {names}.")
    else:
        yield good(f"{total} checked; nothing is wrong.")


def _faults(faults: Sequence[Fault]) -> Iterator[Block]:
    yield bad(f"{counted(len(faults), 'fault')}; until they are mended nothing is checked.")
    for fault in faults:
        yield Paragraph(f"  {fault}")


def _inspection(inspection: Inspection, edition: Edition) -> Iterator[Block]:
    yield titled(inspection.qualification)
    yield faint(f"Edition: {inspection.qualification.edition}")
    examples = f"; {_examples(inspection.examples)}" if inspection.examples else ""
    if inspection.undecided and not inspection.wrong:
        yield bad(f"Not all of it was looked at; nothing wrong was found so far{examples}.")
    elif not inspection.wrong:
        yield good(f"Nothing is wrong{examples}.")
    for severity, head in _HEADS.items():
        here = [finding for finding in inspection.findings if finding.severity == severity]
        lines = list(_lines(here, edition, _Places(inspection.file, inspection.lines)))
        if not lines:
            continue
        yield bad(head) if severity == "wrong" else Paragraph(head)
        for depth, line in lines:
            yield Paragraph(line, indent=2 + 2 * depth)
    if inspection.repeated:
        more = counted(inspection.repeated, "finding")
        yield faint(f"{more} more, told of another edition above.")


@dataclass(frozen=True, slots=True)
class _Places:
    """Where the rules of an edition stand."""

    file: str | None
    lines: Mapping[str, int]

    def rule(self, name: str) -> str:
        """``FILE:LINE: rule NAME``, as an editor follows it."""
        place = f"{self.file}:{self.lines[name]}: " if self.file and name in self.lines else ""
        return f"{place}rule {name}"

    def line(self, name: str) -> str:
        """``Rule NAME, line LINE``, where the file need not be found."""
        return f"Rule {name}" + (f", line {self.lines[name]}" if name in self.lines else "")


def _examples(number: int) -> str:
    return "its example holds" if number == 1 else f"its {number} examples hold"


def _lines(
    findings: Sequence[Finding], edition: Edition, places: _Places
) -> Iterator[tuple[int, str]]:
    """Each finding, with how deep its lines stand; of which the same is found share one."""
    units: dict[tuple[str, str], list[str]] = {}
    spans: dict[str, list[str]] = {}
    implied = [finding for finding in findings if finding.kind == "implied"]
    for finding in findings:
        when = _dates(finding.dates)
        match finding.kind:
            case "forced" | "dead":
                units.setdefault((finding.kind, when), []).append(finding.unit)
            case "implied":
                pass
            case "spare":
                yield from _spare(finding, implied, edition, places)
            case "effective-bounds":
                spans.setdefault(_dated(when, _gives(finding)), []).append(finding.group)
            case "unsatisfiable" | "untold":
                yield 0, _dated(when, _words(finding, edition))
                yield from _unmet(finding, edition, places)
            case _:
                yield 0, _dated(when, _words(finding, edition))
    for words, groups in spans.items():
        several = len(groups) > 1
        named = f"Groups {listed(groups)} each give" if several else f"Group {groups[0]} gives"
        yield 0, words.replace(_GIVES, named)
    titles = {unit.reference: unit.title for unit in edition.units}
    for (kind, when), references in units.items():
        names = listed([f"{unit} ({titles[unit]})" for unit in references])
        are = "is" if len(references) == 1 else "are"
        said = (
            f"Called optional, but in every legal choice {are} {names}."
            if kind == "forced"
            else f"In no legal choice {are} {names}."
        )
        yield 0, _dated(when, said)


def _dated(when: str, words: str) -> str:
    return f"{when}: {words}" if when else words


def _spare(
    spare: SpareRules, implied: Sequence[ImpliedRule], edition: Edition, places: _Places
) -> Iterator[tuple[int, str]]:
    """The rules that bind nothing new, why not, and which of them may go together.

    Why not may be another reason in each period, though the same rules may go in all of them.
    """
    says = {rule.id: rule.says.rstrip(".") for rule in edition.rules}
    when = _dates(spare.dates)
    own: dict[str, dict[str, list[Dates]]] = {name: {} for name in spare.rules}
    for one in implied:
        if one.implied.rule in own and _meet(one, spare):
            whys = own[one.implied.rule]
            whys.setdefault(because(one.implied, edition), []).extend(one.dates)
    lone = sum(map(len, own.values())) == 1
    if not lone:
        yield 0, _dated(when, "These rules bind nothing new, each beside the others:")
    for name, whys in own.items():
        for why, dates in whys.items():
            if lone:
                line = f"{places.line(name)}, binds nothing new: {says[name]}. {why}"
                yield 0, _dated(when, line)
                continue
            line = f"{places.line(name)}: {says[name]}. {why}"
            yield 1, line if len(whys) == 1 else _dated(_dates(dates), line)
    yield int(not lone), may_go(spare.rules, spare.suffice)


def _meet(one: ImpliedRule, spare: SpareRules) -> bool:
    """Whether both are so in one of the periods; what has no dates is so in all of them."""
    return not one.dates or not spare.dates or not set(one.dates).isdisjoint(spare.dates)


_GIVES = "{gives}"


def _gives(finding: EffectiveBounds) -> str:
    """What groups give, without their names."""
    printed = f" ({span(finding.printed)} printed)" if span(finding.printed) else ""
    exact = ""
    if finding.exact_credit is not None and finding.exact_credit != finding.effective:
        exact = f", {span(finding.exact_credit)} where no credit is to spare"
    known = ", in choices whose credit is known" if finding.of_known else ""
    return f"{_GIVES} {span(finding.effective)} credits{printed}{exact}{known}."


def _unmet(
    finding: Unsatisfiable | Untold, edition: Edition, places: _Places
) -> Iterator[tuple[int, str]]:
    """The conflicts of rules, each in its place, and what one rule would have to say."""
    for number, conflict in enumerate(finding.conflicts):
        yield 1, besides(conflict) if number else together(conflict)
        for line in _causes(conflict, edition, places):
            yield 2, line
    if finding.kind == "untold":
        return
    if not finding.repairs:
        yield from _together(finding, places)
        return
    several = len(finding.repairs) > 1
    yield 1, f"{'Any one of these changes' if several else 'This change'} is enough:"
    for repair in finding.repairs:
        yield 2, f"{places.rule(repair.rule)}: {_repair(repair)}"


def _together(finding: Unsatisfiable, places: _Places) -> Iterator[tuple[int, str]]:
    """The smallest sets of rules that would have to change, where no single change is enough."""
    if not finding.decided:
        yield 1, "Time ran out before it was known which rules would have to change."
        return
    for number, repair in enumerate(finding.sets):
        several = f"these {len(repair.changes)}"
        if number:
            yield 1, f"Or {several}:"
        else:
            alone = "No change of one rule alone is enough"
            yield 1, f"{alone}; {several} together are, and no fewer (proven):"
        for change in repair.changes:
            yield 2, f"{places.rule(change.rule)}: {_repair(change)}"
    if not finding.sets_complete:
        yield 1, f"There are other sets of {len(finding.sets[0].changes)} rules that would do."


def _causes(conflict: FurtherConflict, edition: Edition, places: _Places) -> Iterator[str]:
    for cause in conflict.causes:
        if cause.kind == "rule":
            yield f"{places.rule(cause.name)}: {cause.says}"
        elif cause.kind == "date":
            titles = {unit.reference: unit.title for unit in edition.units}
            names = listed([f"{unit} ({titles[unit]})" for unit in cause.units])
            yield f"Not open to new study then: {names}."
        else:
            told = cause.model_copy(update={"source": None})
            where = f"{places.rule(cause.rule)}: " if cause.rule else ""
            yield where + " ".join(cause_lines(told, edition))


def _repair(repair: RuleRepair) -> str:
    if repair.bound is None:
        return "without it the others can be met"
    return f"{repair.bound}: {repair.after} instead of {repair.before}"


def _dates(dates: Sequence[Dates]) -> str:
    return f"Registration {listed([_period(one) for one in dates])}" if dates else ""


def _period(dates: Dates) -> str:
    if dates.first and dates.last:
        return f"{day(dates.first)} to {day(dates.last)}"
    if dates.first:
        return f"from {day(dates.first)}"
    return f"until {day(dates.last)}" if dates.last else "on any date"


def _words(finding: Finding, edition: Edition) -> str:
    match finding.kind:
        case "unsatisfiable":
            return "No choice of the units that are open meets the rules."
        case "published-credit":
            credit = finding.credit
            published = credit.published.least if credit.published else None
            if credit.verdict == "equal":
                return f"The least credit of a legal choice is {credit.least}, as published."
            if credit.least is None:
                return f"The published credit, {published}, cannot be compared."
            less = credit.least < (published or 0)
            why = "the rules let too little through" if less else "no choice has exactly that"
            return (
                f"The least credit of a legal choice is {credit.least}, but {published} is"
                f" published: {why}."
            )
        case "published-glh":
            return f"{hours(finding.glh)} {verdict(finding.glh)}"
        case "same-title":
            return f"{listed(finding.units)} have the same title, {finding.title!r}."
        case "incomplete":
            return (
                f"The file does not list every unit of {listed(finding.groups)}: no figure was held"
                " against the published ones, and nothing is forced by what is missing."
            )
        case "unknown-amounts":
            asks = "asks" if len(finding.rules) == 1 else "ask"
            named = f"{'rule' if asks == 'asks' else 'rules'} {listed(finding.rules)}"
            return f"How much {named} {asks} for is not printed: no choice is called legal."
        case "unknown-glh":
            return f"The hours of {_few(finding.units)} are unknown."
        case "untold" if not finding.units:
            return (
                "Whether any choice meets the rules cannot be told: nobody knows how much is asked"
                " for."
            )
        case "untold":
            return (
                "Whether any choice meets the rules cannot be told: figures of"
                f" {_few(finding.units)} are unknown."
            )
        case "unknown-figures":
            figure = "credit" if finding.figure == "credit" else "level"
            each = "" if len(finding.units) == 1 else "s" if figure == "level" else ""
            is_are = "are" if each else "is"
            return f"The {figure}{each} of {_few(finding.units)} {is_are} unknown."
        case "note":
            return f"Note on {finding.unit}: {finding.note}"
        case "example":
            return _example(finding)
        case "undecided":
            if finding.example is not None:
                return f"Example {finding.example} has too many placements to be judged."
            return f"Undecided: time ran out{advised('; {} gives it longer', LONGER)}."
        case "free":
            one = len(finding.groups) == 1
            named = f"{'group' if one else 'groups'} {listed(finding.groups)}"
            whose = "its" if one else "their"
            bind = f"only rules about everything or about levels bind {whose} units"
            return f"No rule names {named}: {bind}."
        case "forced" | "dead" | "implied" | "spare" | "effective-bounds":
            raise AssertionError("told together with others of its kind")
        case _:
            assert_never(finding)


def _few(units: Sequence[str]) -> str:
    if len(units) <= 3:
        return listed(units)
    return f"{len(units)} units ({', '.join(units[:3])} …)"


def _example(finding: Finding) -> str:
    assert finding.kind == "example"
    head = f"Example {finding.number} ({finding.says.rstrip('.')})"
    does = []
    if finding.broken:
        does.append(f"breaks {listed(finding.broken)}")
    if finding.clashes:
        does.append(f"counts {listed(finding.clashes)} together, which clash")
    if finding.closed:
        does.append(f"has {listed(finding.closed)}, not open on its date")
    really = listed(does) or "passes"
    if finding.passes:
        return f"{head} should pass, but it {really}."
    if finding.breaks:
        return f"{head} should break {listed(finding.breaks)}, but it {really}."
    return f"{head} should fail and break no rule, but it {really}."
