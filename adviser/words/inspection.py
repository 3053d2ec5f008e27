"""What a check of catalogue files finds, as the author of a file reads it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

from adviser.words.blocks import Block, Paragraph, Space, bad, faint, good
from adviser.words.bounds import because, hours, span, verdict
from adviser.words.facts import counted, day, listed
from adviser.words.subject import titled
from adviser.words.voice import LONGER, advised
from catalogue import Edition, Fault
from solver import CatalogueCheck, Dates, Finding, Inspection, Severity

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
    if not inspection.wrong:
        examples = f"; {_examples(inspection.examples)}" if inspection.examples else ""
        yield good(f"Nothing is wrong{examples}.")
    for severity, head in _HEADS.items():
        lines = list(_lines([f for f in inspection.findings if f.severity == severity], edition))
        if not lines:
            continue
        yield bad(head) if severity == "wrong" else Paragraph(head)
        for line in lines:
            yield Paragraph(line, indent=2)


def _examples(number: int) -> str:
    return "its example holds" if number == 1 else f"its {number} examples hold"


def _lines(findings: Iterable[Finding], edition: Edition) -> Iterable[str]:
    """One line for each finding; units of which the same is found share one."""
    together: dict[tuple[str, str], list[str]] = {}
    for finding in findings:
        if finding.kind in {"forced", "dead"}:
            together.setdefault((finding.kind, _dates(finding.dates)), []).append(finding.unit)
        else:
            when = _dates(finding.dates)
            yield f"{when}: {_words(finding, edition)}" if when else _words(finding, edition)
    titles = {unit.reference: unit.title for unit in edition.units}
    for (kind, when), units in together.items():
        names = listed([f"{unit} ({titles[unit]})" for unit in units])
        are = "is" if len(units) == 1 else "are"
        said = (
            f"Called optional, but in every legal choice {are} {names}."
            if kind == "forced"
            else f"In no legal choice {are} {names}."
        )
        yield f"{when}: {said}" if when else said


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
        case "implied":
            says = next(r.says for r in edition.rules if r.id == finding.implied.rule)
            return (
                f"Rule {finding.implied.rule} binds nothing new ({says.rstrip('.')})."
                f" {because(finding.implied, edition)}"
            )
        case "effective-bounds":
            printed = f" ({span(finding.printed)} printed)" if span(finding.printed) else ""
            exact = ""
            if finding.exact_credit is not None and finding.exact_credit != finding.effective:
                exact = f", {span(finding.exact_credit)} where no credit is to spare"
            return f"Group {finding.group}{printed} gives {span(finding.effective)} credits{exact}."
        case "same-title":
            return f"{listed(finding.units)} have the same title, {finding.title!r}."
        case "incomplete":
            return (
                f"The file does not list every unit of {listed(finding.groups)}: no figure was held"
                " against the published ones, and nothing is forced by what is missing."
            )
        case "unknown-glh":
            return f"The hours of {_few(finding.units)} are unknown."
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
        case "forced" | "dead":
            return ""
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
