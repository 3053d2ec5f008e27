"""The qualifications that a learner is nearest to, as an adviser reads them."""

from __future__ import annotations

from rich.text import Text

from adviser.render.exceptions import resting_on
from adviser.render.ledger import doubts
from adviser.render.page import faint, item, page, table
from adviser.render.words import counted, day, listed
from solver.credit_transfer.ranking import Ranking, Standing

_STATES = {
    "already-holds": "already holds",
    "to-assess": "to be assessed",
    "to-study": "",
    "impossible": "no legal choice",
    "undecided": "undecided",
    "unfit": "not ranked",
}


def show_ranking(answer: Ranking) -> None:
    """Print one line for each qualification, the nearest first."""
    console = page()
    head = counted(len(answer.standings), "qualification")
    console.print(Text(f"{head}, by what is left to do: new credit, then new GLH", style="bold"))
    console.print(
        faint(
            f"Registration on {day(answer.on)}; {counted(answer.achievements, 'achievement')} held,"
            f" judged on {day(answer.as_of)}"
        )
    )
    console.print()
    whole = [one for one in answer.standings if one.state == "already-holds"]
    if whole:
        names = [one.qualification.title for one in whole]
        item(console, f"Already holds: {listed(names)}.", indent=0, style="green")
        console.print()
    numbers = ("New credit", "New GLH", "New units")
    columns = (*numbers, "Recognised", "Qualification")
    grid = table(*columns, right=(*numbers, "Recognised"), fold=("Qualification",))
    for one in answer.standings:
        state = _STATES[one.state]
        if one.why is not None:
            state += f", for {one.why}"
        elif not one.proven:
            state += " (not proven least)"
        named = f"{one.qualification.short_name}: {one.qualification.title}"
        if one.registered is not None:
            named += f". Registered on {day(one.registered)}"
        grid.add_row(
            _number(one, one.new_credit, "no credit"),
            _number(one, one.new_glh),
            _number(one, one.new_units),
            recognised(one),
            Text(f"{named}. {_sentence(state.strip())}" if state.strip() else named),
        )
    console.print(grid)
    taken = [one for one in answer.standings if one.takes]
    if taken:
        console.print()
        console.print(Text("What each would take from the record", style="bold"))
        for one in taken:
            item(console, f"{one.qualification.short_name}: {', '.join(one.takes)}")
    if answer.unknown:
        console.print()
        number = len(answer.unknown)
        console.print(Text(f"Held, but unknown to every catalogue here ({number})", style="bold"))
        item(console, ", ".join(answer.unknown))
        for line in doubts(answer.unknown):
            item(console, line, style="yellow")
    for one in answer.standings:
        if one.exceptions:
            console.print()
            item(console, f"{one.qualification.short_name}:{resting_on(one.exceptions)}", indent=0)
    if answer.closed:
        console.print()
        item(console, f"Closed on the date of registration: {listed(answer.closed)}.", indent=0)
    console.print()
    console.print(
        faint("'unitwise transfer RECORD --to QUALIFICATION' tells what counts, and what is left.")
    )


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}{'' if words.endswith(('.', '?')) else '.'}"


def _number(one: Standing, number: int | None, absent: str = "unknown") -> str:
    if one.state in {"impossible", "undecided", "unfit"}:
        return ""
    return absent if number is None else str(number)


def recognised(one: Standing) -> str:
    """What of the record counts: ``11 credits``, or in units where there is no credit."""
    if not one.takes:
        return ""
    if one.recognised_credit is None:
        return counted(len(one.takes), "unit")
    return counted(one.recognised_credit, "credit")
