"""The ledger in words: one sentence for every achievement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, assert_never

from adviser.words.facts import cap_most, costs, counted, day, listed, scope
from catalogue.learner.record import Route
from catalogue.policy import Cap, Gives, Pair, Recognition, Sharing, Way, WayPolicy, policy_of
from catalogue.references import doubt_of_reference
from catalogue.rules import Scope
from catalogue.waiver import Waiver

if TYPE_CHECKING:
    from catalogue.qualification import Edition
    from solver.results.ledger import Entry

WAYS = {
    Way.STUDY: "new study",
    Way.CREDIT_TRANSFER: "credit transfer",
    Way.EQUIVALENCE: "equivalence",
    Way.PREDECESSOR: "predecessor",
    Way.EXEMPTION: "exemption",
    Way.RPL: "RPL, still to be assessed",
}

HEADINGS = {
    "unit-already-counts": "The unit already counts",
    "another-version-counts": "Another version of the place already counts",
    "ceiling-reached": "A ceiling is reached",
    "rule-broken": "A rule of combination would be broken",
    "cap-reached": "The most that may be recognised is reached",
    "too-old": "Too old",
    "date-unknown": "The date is needed and not known",
    "not-yet-achieved": "Not achieved yet",
    "not-open": "Not open to this registration",
    "not-accepted": "Not accepted by this qualification",
    "award-not-listed": "No exemption is listed for it",
    "incomplete": "Something else is needed with it",
    "not-in-qualification": "Not in this qualification",
    "additional": "Additional: it may be taken, and counts for nothing",
    "other-organisation": "A code of another awarding organisation",
    "organisation-unknown": "Several awarding organisations have this code",
    "credit-unknown": "Its credit is unknown, and recognised credit is limited",
    "unknown-unit": "Unknown: no catalogue here has such a unit",
    "refused-by-question": "Refused by the question",
    "not-needed": "Not needed",
    "no-plan": "There is no plan in which anything could count",
    "not-offered": "The centre does not offer what every plan needs",
    "undecided": "Not decided, since no plan is proven best",
}
"""Each reason as a heading, in the order in which they are told."""


def named(entry: Entry) -> str:
    """What is held, with its title and date."""
    parts = [entry.name]
    if entry.title:
        parts.append(entry.title)
    if entry.achieved:
        parts.append(f"({day(entry.achieved)})")
    return "  ".join(parts)


def result(entry: Entry) -> str:
    """What became of an achievement, in a few words for a column of a table."""
    if entry.counts:
        assert entry.through is not None
        return f"counts: {WAYS[entry.through]}"
    return f"held, not counted: {HEADINGS[entry.reason or 'no-plan'].split(':')[0].lower()}"


def counting(entry: Entry) -> str:
    """One sentence for an achievement that counts."""
    assert entry.through is not None
    at = entry.place if entry.unit == entry.place else f"the place of {entry.place}"
    words = f"Counts at {at} in group {entry.group}, by {WAYS[entry.through]}"
    if entry.through is Way.PREDECESSOR:
        words = f"Counts as the predecessor of {entry.place} in group {entry.group}"
    if entry.through in {Way.EQUIVALENCE, Way.EXEMPTION}:
        units = listed([str(entry.unit), *entry.also_units])
        group = "" if entry.also_units else f" in group {entry.group}"
        held = f"With {listed(entry.together)}, counts" if entry.together else "Counts"
        words = f"{held} as {units}{group}, by {WAYS[entry.through]}"
    if entry.credit is not None and not entry.also_units:
        words += f", for {counted(entry.credit, 'credit')}"
    if entry.gives is Gives.NO_CREDIT:
        words += " that are not given: this way only fills the place"
    elif towards := _withheld(entry.gives, entry.not_to_groups):
        words += f", but not towards {towards}"
    if entry.after_closing:
        words += "; it was achieved after the unit had closed to registrations"
    if entry.doubt is not None:
        return f"{words}. To be looked at: {entry.doubt}."
    return f"{words}."


def because(entry: Entry) -> str:
    """One sentence why an achievement does not count, with what would change that."""
    words = [_reason(entry), *(_besides(entry, reason) for reason in entry.also)]
    if entry.would_count:
        lifted = " and ".join(_lifted(entry, why) for why in (entry.reason, *entry.also))
        words.append(f"It would count if {lifted}.")
    elif entry.effect == "impossible":
        words.append("No choice that fits counts it.")
    elif any(step.change for step in entry.costs):
        words.append(f"To have it count all the same costs {costs(entry.costs)}.")
    elif entry.costs:
        words.append("Another choice, no worse by the goals, counts it.")
    return " ".join(words)


MOST_DOUBTS = 10
"""Unknown references that are told to be mistyped, inclusive; the rest are counted."""


def doubts(unknown: Iterable[str]) -> list[str]:
    """Which unknown references cannot be right as they were written: slips of typing."""
    found = [doubt for name in dict.fromkeys(unknown) if (doubt := doubt_of_reference(name))]
    lines = [f"Mistyped? {doubt}." for doubt in found[:MOST_DOUBTS]]
    if len(found) > MOST_DOUBTS:
        lines.append(f"And {len(found) - MOST_DOUBTS} more of them cannot be right as written.")
    return lines


def _cited(entry: Entry) -> str:
    if entry.source is None:
        return " [assumed: the qualification says nothing of this]"
    return f" [{entry.source}]"


def _reason(entry: Entry) -> str:
    others = listed(entry.others)
    match entry.reason:
        case "unit-already-counts":
            return "A unit counts once, and it already does through another achievement."
        case "another-version-counts":
            return f"{others} already counts at this place, of which it is another version."
        case "incomplete":
            needs = listed(entry.needs)
            return f"It counts only together with {needs}. {entry.says}{_cited(entry)}"
        case "ceiling-reached":
            more = f"With it there would be {entry.reached}.{_counting_there(entry)}"
            return f"{entry.says} {more} [{entry.source}]"
        case "rule-broken":
            return f"Counting it here, this would not hold: {entry.says} [{entry.source}]"
        case "cap-reached":
            assert entry.cap is not None
            with_it = str(entry.reached)
            if entry.of is not None:
                with_it += (
                    f" of {counted(entry.of, 'unit' if entry.cap.counts_units else 'credit')}"
                )
            more = f"With it there would be {with_it}.{_counting_there(entry)}"
            by = f" by {WAYS[entry.way].split(',')[0]}" if entry.way is not None else ""
            return f"At most {_most(entry.cap)} may be recognised{by}. {more}{_cited(entry)}"
        case "too-old" | "date-unknown":
            return f"{_aged(entry, entry.reason)}{_cited(entry)}"
        case "not-yet-achieved":
            return "Its date lies after the day on which this was judged."
        case "not-open":
            return f"Not open to this registration, so {entry.unit} cannot be assessed anew."
        case "not-accepted" if entry.unit is not None and entry.way is not None:
            way = WAYS[entry.way].split(",")[0]
            return f"Fits {entry.place}, but {way} is not accepted: {entry.says}{_cited(entry)}"
        case "not-accepted" | "award-not-listed":
            return f"{entry.says}{_cited(entry)}"
        case "not-in-qualification":
            said = f" {entry.says}{_cited(entry)}" if entry.says else ""
            return f"Not a unit of this qualification.{said}"
        case "additional":
            return "It may be taken in addition, and counts for nothing here."
        case "other-organisation":
            said = f" {entry.says}{_cited(entry)}" if entry.says else ""
            return (
                f"Here {entry.name} is a code of {listed(entry.needs)}, and the one held is of"
                f" {entry.awarding_organisation or 'another organisation'}.{said}"
            )
        case "organisation-unknown":
            return (
                f"{entry.name} is a code of {listed(entry.needs)}, and the record does not say"
                f" whose is held: write {entry.needs[0]}:{entry.name}, say, and it is judged."
            )
        case "credit-unknown":
            return (
                f"Nobody knows the credit of {entry.unit}, and only so much credit may be"
                f" recognised. {entry.says or ''}{_cited(entry)}"
            )
        case "unknown-unit":
            return "No catalogue here has a unit with this reference."
        case "refused-by-question":
            return "The question refuses it."
        case "not-needed" if entry.way is Way.RPL:
            return "The plan is no better with it, and it would still have to be assessed."
        case "not-needed":
            return "The plan would be no better with it."
        case "no-plan" | "not-offered" | "undecided" | None:
            way = "" if entry.way is None else f", by {WAYS[entry.way].split(',')[0]}"
            lacks = f", if the centre offered {listed(entry.needs)}" if entry.needs else ""
            return f"It could count at {entry.place} in group {entry.group}{way}{lacks}."
        case _:
            assert_never(entry.reason)


def _counting_there(entry: Entry) -> str:
    """What counts where something would have to count as well."""
    held = [name for name in entry.others if name not in entry.studied]
    parts = [
        f"{listed(names)} ({how})"
        for names, how in ((held, "recognised"), (entry.studied, "to be studied"))
        if names
    ]
    return f" Counting there: {' and '.join(parts)}." if parts else ""


def _aged(entry: Entry, reason: str) -> str:
    assert entry.oldest is not None
    head = "Its date is not known, and"
    if reason == "too-old":
        head = f"Too old by {counted(entry.days, 'day')}:"
    years = counted(entry.years, "year")
    return f"{head} nothing before {day(entry.oldest)} is recognised ({years})."


def _besides(entry: Entry, reason: str) -> str:
    """One sentence for what else stands in the way."""
    if reason in {"too-old", "date-unknown"}:
        said = _aged(entry, reason)
    else:
        said = _reason(entry.model_copy(update={"reason": reason}))
    return f"Besides: {said[0].lower()}{said[1:]}"


def _lifted(entry: Entry, reason: str | None) -> str:
    if reason == "too-old":
        return "it were recent enough"
    if reason == "date-unknown":
        return "its date were known and recent enough"
    if reason == "cap-reached":
        return "the cap were lifted"
    assert entry.way is not None
    return f"{WAYS[entry.way].split(',')[0]} were accepted"


def policy(said: WayPolicy) -> str:
    """One way of recognition as the qualification has it."""
    head = WAYS[said.way].split(",")[0]
    source = f"[{said.source}]" if said.source else "[assumed: the qualification says nothing]"
    return f"{head}: {accepted(said)}. {said.says} {source}"


def accepted(said: WayPolicy | Recognition | Sharing) -> str:
    """Whether a way is accepted, how far, and what it gives."""
    parts = ["accepted" if said.accepted else "not accepted"]
    for cap in said.caps:
        parts.append(f"at most {_most(cap)}")
    if isinstance(said, Sharing):
        return ", ".join(parts)
    if said.currency_years is not None:
        parts.append(f"no older than {counted(said.currency_years, 'year')}")
    if said.gives is Gives.NO_CREDIT:
        parts.append("gives no credit")
    elif towards := _withheld(said.gives, said.not_to_groups):
        parts.append(f"gives no credit towards {towards}")
    if said.of != Scope():
        parts.append(f"only {scope(said.of)}")
    if said.excluding is not None:
        parts.append(f"not {scope(said.excluding)}")
    return ", ".join(parts)


def listing(pair: Pair) -> str:
    """What an entry of a policy lists: ``P1 and P2 together count as M1, all or nothing``."""
    verb = "together count" if len(pair.held) > 1 else "counts"
    ever = " (however old)" if pair.any_age else ""
    whole = "" if pair.single else ", all or nothing"
    return f"{listed(pair.held)} {verb} as {listed(pair.counts_as)}{ever}{whole}"


def _withheld(gives: Gives, groups: Sequence[str]) -> str:
    """Towards what recognition gives no credit, in words; nothing if it gives all."""
    named = f"group{'s' * (len(groups) > 1)} {listed(groups, 'or')}" if groups else ""
    what = {Gives.NOT_TO_LEVELS: "levels", Gives.NOT_TO_GROUPS: "any group"}.get(gives, "")
    return " or ".join(part for part in (what, named) if part)


def _most(cap: Cap) -> str:
    return cap_most(cap)


def together(caps: Sequence[Cap]) -> str:
    """The caps on all recognition together."""
    return f"all together: {' and '.join(f'at most {_most(cap)}' for cap in caps)}"


def policy_lines(edition: Edition) -> Iterator[str]:
    """A whole policy: each way, what is listed for it, and what is said of all ways together."""
    whole = policy_of(edition.recognition)
    for way, said in whole.ways.items():
        yield policy(said)
        for held, units in whole.pairs.get(way, {}).items():
            named = [f"{unit} (however old)" if ever else unit for unit, ever in units.items()]
            yield f"  {held.upper() if way is Way.EQUIVALENCE else held} counts as {listed(named)}"
        for entry in whole.entries.get(way, ()):
            yield f"  {listing(entry)}"
    if whole.overall and whole.overall_says:
        says, source = whole.overall_says
        yield f"{together(whole.overall)}. {says} [{source}]"
    if (sharing := edition.sharing) is not None:
        yield f"towards another as well: {accepted(sharing)}. {sharing.says} [{sharing.source}]"


def evidence(way: Way, agreed: Waiver | None = None) -> str:
    """What an awarding organisation will want to see for a way of recognition.

    Where it was ``agreed`` for this learner alone, nothing about it is published.
    """
    if agreed is not None:
        return (
            f"certificate, and the written agreement {agreed.reference} of {agreed.agreed_by},"
            f" {day(agreed.agreed_on)}"
        )
    return {
        Way.CREDIT_TRANSFER: "certificate, or the learner's achievement record",
        Way.PREDECESSOR: "certificate of the earlier version of the unit",
        Way.EQUIVALENCE: "certificate, and the published agreement of equivalence",
        Way.EXEMPTION: "certificate of the award, and the published exemption",
        Way.RPL: "portfolio of evidence against every assessment criterion, assessed",
    }[way]


def route(entry: Entry) -> str:
    """How something came to be held, if it is worth saying."""
    words = {Route.EXPERIENCE: "experience", Route.AWARDED_RPL: "awarded through RPL"}
    return words.get(entry.route, "")
