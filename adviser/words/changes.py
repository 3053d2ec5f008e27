"""What changed between two editions, as an adviser reads it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from adviser.words.blocks import Block, Cell, Grid, Heading, Paragraph, Space, Tone, faint, good
from adviser.words.facts import counted, day, listed, meaning, way_name
from adviser.words.ledger import accepted, listing
from adviser.words.unknowns import credit_cell, level_cell
from catalogue.changes import Changes, PolicyChange, RuleChange, Side, UnitFacts
from catalogue.policy import Sharing

_FIGURES = {
    "credit": "credit",
    "tqt": "TQT",
    "least_glh": "least GLH",
    "greatest_glh": "greatest GLH",
    "glh_basis": "basis of the GLH",
}
_EFFECTIVE = {
    "credit": "credit of a legal choice",
    "glh": "GLH",
    "group": "credit of group {}",
    "level": "credit at level {}",
}
_FACTS = {"title": "title", "level": "level", "credit": "credit", "glh": "GLH", "tqt": "TQT"}


def changes_blocks(changes: Changes) -> Iterator[Block]:
    """Yield what differs, one heading for each sort of change, or that nothing does."""
    yield Paragraph(f"From  {_side(changes.old)}", Tone.STRONG)
    yield Paragraph(f"To    {_side(changes.new)}", Tone.STRONG)
    if not changes.any:
        yield Space()
        yield good("No difference.")
        return
    yield from _facts("Units added", changes.added)
    yield from _facts("Units removed", changes.removed)
    if changes.replaced:
        yield Heading("Units replaced by a newer version")
        for pair in changes.replaced:
            yield Paragraph(f"  {pair.old.unit} -> {pair.new.unit}  {pair.new.title}")
            yield faint(f"    {_versus(pair.old, pair.new)}")
    if changes.facts:
        yield Heading("Facts of units changed")
        for fact in changes.facts:
            was, now = (_shown(fact.fact, value) for value in (fact.old, fact.new))
            yield Paragraph(f"  {fact.unit}  {fact.title}: {_FACTS[fact.fact]} {was} -> {now}")
    if changes.moved:
        yield Heading("Units in other groups")
        for move in changes.moved:
            words = f"{listed(move.old)} -> {listed(move.new)}"
            yield Paragraph(f"  {move.unit}  {move.title}: {words}")
    if changes.windows:
        yield Heading("Registrations that may newly study a unit")
        for one in changes.windows:
            was = _window(one.old_opens, one.old_closes)
            now = _window(one.new_opens, one.new_closes)
            yield Paragraph(f"  {one.group}  {one.unit}  {one.title}: {was} -> {now}")
    if changes.groups:
        yield Heading("Groups")
        for group in changes.groups:
            if group.old is None or group.new is None:
                words = f"added: {group.new}" if group.old is None else f"removed: {group.old}"
            else:
                words = f"{group.old} -> {group.new}"
            if group.was is not None:
                words = f"renamed from {group.was}: {group.new}"
            yield Paragraph(f"  {group.id}  {words}")
    if changes.rules:
        yield Heading("Rules")
        for rule in changes.rules:
            yield from _rule(rule)
    if changes.recognition:
        yield Heading("Recognition of what a learner holds")
        for entry in changes.recognition:
            yield from _policy(entry)
    if changes.figures:
        yield Heading("Published figures")
        for figure in changes.figures:
            was, now = ("none" if x is None else str(x) for x in (figure.old, figure.new))
            yield Paragraph(f"  {_FIGURES[figure.figure]}: {was} -> {now}")
    if changes.effective is None:
        yield Heading("Effective bounds: not known, as time ran out or a list is not complete")
    elif changes.effective.changes:
        on = f"{day(changes.effective.old_on)} -> {day(changes.effective.new_on)}"
        yield Heading(f"Effective bounds, that follow from the rules, for registration on {on}")
        for bound in changes.effective.changes:
            was = _range(bound.old_least, bound.old_greatest)
            now = _range(bound.new_least, bound.new_greatest)
            yield Paragraph(f"  {_EFFECTIVE[bound.of].format(bound.name)}: {was} -> {now}")


def _range(least: int | None, greatest: int | None) -> str:
    if least is None or greatest is None:
        return "none"
    return str(least) if least == greatest else f"{least} to {greatest}"


def _side(side: Side) -> str:
    window = _window(side.opens, side.closes)
    dates = f", {window}" if window != "always" else ""
    return f"{side.title}, {side.edition}{dates}"


def _window(opens: date | None, closes: date | None) -> str:
    if opens and closes:
        return f"{day(opens)} to {day(closes)}"
    if opens:
        return f"from {day(opens)}"
    return f"until {day(closes)}" if closes else "always"


def _facts(title: str, units: Sequence[UnitFacts]) -> Iterator[Block]:
    if not units:
        return
    yield Heading(f"{title}: {len(units)}")
    rows: list[Sequence[Cell]] = []
    for unit in units:
        rows.append(
            (
                ", ".join(unit.groups),
                unit.unit,
                unit.title,
                level_cell(unit.level),
                credit_cell(unit.credit, unit.credit_unknown),
                _shown("glh", unit.glh),
            )
        )
    yield Grid(
        (
            "Group",
            "Unit",
            "Title",
            "Level",
            "Credit",
            "GLH",
        ),
        rows,
        right=("Level", "Credit", "GLH"),
    )


def _shown(fact: str, value: int | str | None) -> str:
    if value is None:
        return "none" if fact == "credit" else "unknown"
    return str(value)


def _versus(old: UnitFacts, new: UnitFacts) -> str:
    parts = []
    for fact, noun in (("level", "level"), ("credit", "credit"), ("glh", "GLH")):
        was, now = (_cell(side, fact) for side in (old, new))
        if was != now:
            parts.append(f"{noun} {was} -> {now}")
    same = "no credit"
    if new.credit is not None or new.credit_unknown:
        same = counted(new.credit, "credit")
    return ", ".join(parts) or f"same level, {same}, same GLH"


def _cell(unit: UnitFacts, fact: str) -> str:
    if fact == "level":
        return level_cell(unit.level)
    if fact == "credit":
        return credit_cell(unit.credit, unit.credit_unknown)
    return _shown(fact, unit.glh)


def _rule(change: RuleChange) -> Iterator[Block]:
    if change.old is None and change.new is not None:
        yield Paragraph(f"  added    {change.id}: {change.new.says}")
    elif change.new is None and change.old is not None:
        yield Paragraph(f"  removed  {change.id}: {change.old.says}")
    elif change.old is not None and change.new is not None:
        was, keys = change.old.id, [key for key in change.changed if key != "id"]
        if was == change.id:
            yield Paragraph(f"  changed  {change.id} ({listed(keys)})")
        else:
            and_changed = f" and changed ({listed(keys)})" if keys else f": {change.new.says}"
            yield Paragraph(f"  renamed  {was} -> {change.id}{and_changed}")
        if not keys:
            return
        for word, rule in (("was", change.old), ("now", change.new)):
            yield Paragraph(f"    {word}: {rule.says}")
            yield faint(f"         means: {meaning(rule)}")


def _policy(change: PolicyChange) -> Iterator[Block]:
    names = {"any": "any way", "sharing": "towards another as well"}
    name = names.get(change.way) or way_name(change.way)
    if change.old is None and change.new is not None:
        yield Paragraph(f"  added    {name}: {change.new.says}")
    elif change.new is None and change.old is not None:
        yield Paragraph(f"  removed  {name}: {change.old.says}")
    elif change.old is not None and change.new is not None:
        yield Paragraph(f"  changed  {name} ({listed(change.changed)})")
        for word, entry in (("was", change.old), ("now", change.new)):
            yield Paragraph(f"    {word}: {entry.says}")
            yield faint(f"         means: {accepted(entry)}")
        both = (change.old, change.new)
        was, now = (() if isinstance(entry, Sharing) else entry.pairs for entry in both)
        for word, pairs, others in (("no more", was, now), ("listed", now, was)):
            for pair in pairs:
                if pair not in others:
                    yield faint(f"         {word}: {listing(pair)}")
