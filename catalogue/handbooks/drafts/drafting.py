"""From the content of documents to qualifications with doubts: the whole of reading, in one call."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import chain

from catalogue.errors import Fault
from catalogue.handbooks.blocks import (
    Block,
    Content,
    Grid,
    Line,
    Remark,
    Spot,
    is_contents,
    without_furniture,
)
from catalogue.handbooks.doubts import Doubt
from catalogue.handbooks.drafts.naming import short_name_of
from catalogue.handbooks.lists.cards import with_cards
from catalogue.handbooks.lists.celled import with_cells, with_lists
from catalogue.handbooks.lists.contents import with_contents
from catalogue.handbooks.lists.labelled import with_labels
from catalogue.handbooks.lists.rowed import with_rows
from catalogue.handbooks.lists.running import with_rows_apart
from catalogue.handbooks.lists.scan import OF_ONE_UNIT, scan
from catalogue.handbooks.lists.seen import Seen
from catalogue.handbooks.lists.wrapped import with_titles
from catalogue.handbooks.proofs.accounts import settle
from catalogue.handbooks.proofs.confirmed import confirmed
from catalogue.handbooks.proofs.earlier import earlier
from catalogue.handbooks.proofs.proofs import prove
from catalogue.handbooks.proofs.titles import guessed_words
from catalogue.handbooks.qualifications.kinds import is_of_other_size, of_this_size
from catalogue.handbooks.qualifications.placing import said_at, spot_of
from catalogue.handbooks.qualifications.published import (
    labelled_limits,
    said_of_whole,
    tabled_figures,
)
from catalogue.handbooks.qualifications.section import Found, Section
from catalogue.handbooks.qualifications.sections import sections_of, title_alone
from catalogue.handbooks.qualifications.shared import is_of_each_unit
from catalogue.handbooks.qualifications.sizes import by_size
from catalogue.handbooks.qualifications.whole import without_numbers
from catalogue.handbooks.readers.opening import UnreadableDocuments
from catalogue.handbooks.rules.assembled import Assembled, RuleFound
from catalogue.handbooks.rules.assembly import Assembly
from catalogue.handbooks.rules.barring import said_bars
from catalogue.handbooks.rules.besides import besides_of
from catalogue.handbooks.rules.called import Called
from catalogue.handbooks.rules.needing import add_needs, need_in
from catalogue.handbooks.rules.relating import lost_relations
from catalogue.handbooks.sentences.islands import read_islands
from catalogue.handbooks.sentences.matters import COUNTED, is_duty
from catalogue.handbooks.sentences.sentences import Sentence, sentences_of
from catalogue.handbooks.sentences.verdict import second_reading
from catalogue.handbooks.written.bars import Bar, bar_in, barred_rules
from catalogue.handbooks.written.joints import settled_blocks
from catalogue.handbooks.written.labels import (
    at_own_level,
    facts_in,
    figures_under_label,
    in_words,
    without_asides,
)
from catalogue.handbooks.written.rows import REFERENCE, Row
from catalogue.library import Catalogue

_ABOUT_AMOUNTS = re.compile(
    r"\b(?:choose|select|complete|take|achieve|gain)\s+(?:(?:at\s+least|a\s+(?:min|max)imum\s+of|up\s+to|no\s+more\s+than|any)\s+)?(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten)\b(?!\s+(?:\w+\s+)?(?:years?|months?|weeks?|days?|hours?|points?|marks?|assessments?|tests?|forms?))|credit|unit|module|component|glh|guided|tqt|total\s+qualification|group|mandatory|optional|level|pathway|exempt|equival",
    re.I,
)


@dataclass(slots=True)
class Draft:
    """One qualification as documents have it, with everything that a person has to look at."""

    section: Section
    rules: Assembled
    doubts: list[Doubt] = field(default_factory=list)
    short_name: str = ""
    documents: dict[str, str] = field(default_factory=dict)
    """The documents by their short names, with titles."""
    keys: dict[str, str] = field(default_factory=dict)
    """The short name of each file."""
    confirmed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """What else says the same, by the pointer to a fact; one that is not in it is single."""
    placed: dict[str, Line] = field(default_factory=dict)
    """Where the whole qualification is named: its number, title and so on, by their keys."""
    read_from: frozenset[str] = frozenset()
    """The names of the documents that say something of it."""

    @property
    def rows(self) -> list[Row]:
        """Its rows, in the order of the document."""
        return self.section.rows


_WITHIN = "what is asked for within one unit is no part of the draft"
MOST_MENTIONS = 10_000
"""References of units in one document, inclusive, however often each stands in it."""


def drafts_of(contents: Sequence[Content], library: Catalogue) -> list[Draft]:
    """Return the qualifications of one or more documents.

    The facts are held against the catalogue; nothing is taken from it.

    Raises
    ------
    UnreadableDocuments
        If a document names units more than ``MOST_MENTIONS`` times.
    """
    sections: list[tuple[Section, Content]] = []
    everything: list[Seen] = []
    loose: list[Row] = []
    read: dict[str, tuple[Sequence[Seen], Sequence[Block]]] = {}
    read_from: dict[int, set[str]] = {}
    titles = [unit.title for unit in library.units.values()]
    guessed: dict[str, str] = {}
    for content in contents:
        _admit(content)
        blocks = with_cells(with_contents(without_furniture(content.blocks)))
        blocks = with_titles(with_rows(blocks))
        settled, words = settled_blocks(blocks, titles)
        guessed |= words.doubtful
        blocks = with_cards(with_labels(with_rows_apart(with_lists(settled))))
        seen = scan(blocks)
        everything += seen
        read[content.document] = seen, blocks
        parts = by_size(sections_of(seen), seen)
        for section in parts:
            same = [one for one, _ in sections if _is_same(one, section)]
            if same:
                read_from[id(same[0])].add(content.document)
                for row in section.rows:
                    _fill(same[0], row)
            elif sections and not section.title:
                loose += section.rows
            else:
                sections.append((section, content))
                read_from[id(section)] = {content.document}
    own = {name for names in read_from.values() for name in names}
    beside = {one.document for one in contents} - own
    for row in loose:
        for section, _ in sections:
            _fill(section, row)
    remarks = [(content, remark) for content in contents for remark in content.remarks]
    drafts = []
    listed = {id(row) for section, _ in sections for row in section.rows}
    for section, content in sections:
        alone = len(sections) == 1 == len(contents)
        draft = _draft(section, content, everything, alone, remarks, library, listed)
        draft.doubts += guessed_words(section, guessed)
        draft.read_from = frozenset(read_from[id(section)] | beside)
        drafts.append(draft)
    every = [section for section, _ in sections]
    for content in contents:
        mine = [one for one, (_, of) in zip(drafts, sections, strict=True) if of is content]
        books = [(one.section, one.rules, one.doubts) for one in mine]
        settle(books, every, *read[content.document], content.blocks)
    return drafts


def _admit(content: Content) -> None:
    """Refuse a document of more units than any qualification has, before they are looked at."""
    texts = (
        cell
        for block in content.blocks
        for cell in (chain(*block.rows) if isinstance(block, Grid) else (block.text,))
    )
    count = sum(len(REFERENCE.findall(text)) for text in texts)
    if count > MOST_MENTIONS:
        message = f"names units {count:,} times, and {MOST_MENTIONS:,} are the most"
        hint = "save the pages of one qualification as a file"
        raise UnreadableDocuments([Fault(content.document, 0, 0, message, hint=hint)])


def _is_same(one: Section, other: Section) -> bool:
    if one.number and other.number:
        return one.number == other.number
    mine = {row.reference for row in one.rows if row.reference}
    theirs = {row.reference for row in other.rows if row.reference}
    if not theirs:
        return False
    return one.title == other.title and bool(mine & theirs)


def _fill(section: Section, row: Row) -> None:
    """Take over from another document what the first does not print; hold the rest against it."""
    for one in section.rows:
        if not row.reference or one.reference != row.reference:
            continue
        for fact in ("level", "credit", "glh", "tqt"):
            value = getattr(row, fact)
            if value is None:
                continue
            if getattr(one, fact) is None:
                setattr(one, fact, value)
            elif getattr(one, fact) == value:
                one.again.add(fact)
            else:
                one.doubt(
                    "two-figures",
                    fact,
                    f"{getattr(one, fact)} and, in {row.spot.document}, {value}",
                    value,
                )


def _draft(
    section: Section,
    content: Content,
    everything: Sequence[Seen],
    alone: bool,
    remarks: Sequence[tuple[Content, Remark]],
    library: Catalogue,
    listed: Set[int],
) -> Draft:
    lines = [one for one in section.lines if not one.figures]
    names = {
        at: group.id
        for at, one in enumerate(lines)
        if one.group is not None
        for group in section.every_group
        if group.written == one.group.written or (one.group.id and group.id == one.group.id)
    }
    assembly = Assembly(section)
    called = Called(section.every_group, section.level)
    sentences = [
        Sentence(group.rule, group.spot, group.id, from_heading=True)
        for group in section.every_group
        if group.rule and not _counts(group)
    ]
    sentences += [
        replace(one, text=at_own_level(one.text, section.level))
        for one in of_this_size(section, sentences_of(lines, names))
    ]
    sentences += labelled_limits(section, everything, alone)
    sentences = [one for one in sentences if not is_of_each_unit(section, one)]
    inside = {id(one) for one in section.lines}
    besides = list(besides_of(sentences, everything, inside, section.rows))
    needed = {one.sentence.text for one in besides}
    for sentence in sentences:
        if not (_ABOUT_AMOUNTS.search(sentence.text) or sentence.from_heading):
            continue
        if is_contents(sentence.text) or title_alone(sentence.text):
            continue
        if bar_in(sentence.text, sentence.spot, section.rows):
            continue
        if need_in(sentence.text, section.rows) or facts_in(sentence.text).keys() == {"level"}:
            continue
        if is_of_other_size(sentence.text, section.title):
            why = f"asked of another size than {section.title!r}, it seems"
            assembly.result.doubts.append(
                Doubt("condition", "rules", why, sentence.spot, sentence.text)
            )
            continue
        if hours := _labelled(sentence):
            assembly.figures(sentence, hours)
            continue
        words = in_words(without_asides(without_numbers(sentence.text)))
        words = called.without_names(words)
        bare, pathway = called.under(words)
        if pathway:
            sentence = replace(sentence, group=pathway, leads=True)
        reading = read_islands(bare, sentence.group)
        if not (
            reading.atoms or reading.figures or reading.refusals or reading.doubts or reading.lost
        ):
            continue
        read = bool(reading.atoms or reading.figures or reading.refusals)
        if sentence.text in needed and not read:
            continue
        if (
            not (read or reading.lost)
            and not (re.search(r"\d|pathway", sentence.text) or COUNTED.search(sentence.text))
            and not is_duty(sentence.text)
        ):
            continue
        readers, differing = second_reading(replace(sentence, text=bare), reading)
        reading = called.named(reading)
        if pathway and any(atom.groups not in {(), (pathway,)} for atom in reading.atoms):
            message = f"asked of those on {pathway} alone, and about other groups"
            reading = replace(reading, atoms=[], doubts=[*reading.doubts, ("pathway", message)])
        assembly.add(sentence, reading, readers, called.spelt(differing))
    for sentence, labelled in said_of_whole(section, everything, alone):
        figures = labelled or read_islands(without_numbers(sentence.text)).figures
        assembly.figures(sentence, figures)
        if labelled is not None and not labelled:
            assembly.lost_figure(sentence)
    for key, value, sentence in tabled_figures(section, everything, alone):
        assembly.figures(sentence, {key: value})
    rules = assembly.finish()
    for number, one in enumerate(besides, 1):
        rules.besides.append(one.sentence)
        if one.asked:
            spot, text = one.sentence.spot, one.sentence.text
            about = f"also_needed/{number}"
            rules.doubts.append(Doubt("condition", about, one.asked, spot, text))
    units_only = [one for one in sentences if one.text not in needed]
    bars = add_needs(rules, units_only, section.rows)
    _bar(section, everything, rules, bars)
    elsewhere = [one for one in everything if id(one.row) not in listed]
    told = [rule.sentence.text for rule in rules.rules] + [doubt.text for doubt in rules.doubts]
    ruled = {
        frozenset((*rule.data["units"], *rule.data.get("needs", ())))
        for rule in rules.rules
        if rule.data["kind"] in {"barred", "requires"}
    }
    rules.doubts += lost_relations(section.rows, elsewhere, told, ruled)
    draft = Draft(section, rules, list(rules.doubts))
    draft.doubts += [
        Doubt(one.name, "document", f"{at.document}: {one.message}", Spot(at.document, one.page))
        for at, one in remarks
    ]
    draft.doubts += [
        Doubt("condition", f"rules/{line.text[:40]}", _WITHIN, line.spot, line.text)
        for one in section.lines
        if (line := one.line) is not None and OF_ONE_UNIT.search(line.text)
    ]
    draft.placed = dict(_placed(section, everything))
    draft.short_name = short_name_of(section)
    draft.doubts += prove(section, rules, library.units)
    draft.confirmed = confirmed(section, rules, elsewhere, library.units)
    draft.doubts += earlier(section, library, draft.short_name)
    unlike = {(one.name, one.about, one.message): one for one in reversed(draft.doubts)}
    draft.doubts = list(reversed(unlike.values()))
    return draft


def _labelled(sentence: Sentence) -> dict[str, int]:
    """The hours of the whole that a sentence gives after a label: "Guided learning: minimum 90 hours"."""
    words = sentence.text.rstrip(" .;")
    figures = figures_under_label(words) or {}
    whole = not sentence.group or "qualification" in words.casefold()
    return figures if whole and "credit" not in figures else {}


def _placed(section: Section, everything: Sequence[Seen]) -> Iterator[tuple[str, Line]]:
    """The lines that have the number, the title with its level, and the organisation first."""
    title = said_at(section.title, everything) or Line(section.title, spot_of(section))
    yield from (("title", title), ("level", title))
    yield "number", said_at(section.number, everything) or title
    yield "awarding_organisation", said_at(section.organisation, everything) or title


def _counts(group: Found) -> bool:
    """Whether the heading of a group has nothing but how many units, or credits, it lists."""
    sums = {len(group.rows), sum(row.credit or 0 for row in group.rows)}
    return group.rule.isdigit() and int(group.rule) in sums


def _bar(
    section: Section, everything: Sequence[Seen], rules: Assembled, columns: Sequence[Bar]
) -> None:
    """Add the units that bar each other, wherever the document says so."""
    bars, lost = said_bars(everything, section.rows)
    bars += columns
    known = {row.reference: row.reference for row in section.rows if row.reference}
    for bar, data in barred_rules(bars, known):
        rules.rules.append(RuleFound(data, Sentence(bar.text, bar.spot), ("bars",)))
        if bar.asked:
            rules.doubts.append(
                Doubt("condition", f"rules/{data['id']}", bar.asked, bar.spot, bar.text)
            )
    rules.doubts += [
        Doubt(
            "rule-not-read",
            f"rules/{line.text[:40]}",
            "units that bar each other, which are not named by reference or number",
            line.spot,
            line.text,
        )
        for line in lost
    ]
