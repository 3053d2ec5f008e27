"""Documents with one thing wrong: it is asked about, or what is read is right all the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from catalogue import Catalogue
from catalogue.handbooks.drafting import Draft, drafts_of
from catalogue.handbooks.readers.kinds import read
from tests.catalogue.handbooks.mutants import CHANGES, mutants, with_pages
from tests.catalogue.handbooks.pages import separated, web
from tests.catalogue.handbooks.printing import Handbook, closing_lines, handbook, tabbed
from tests.strategies import TRIES

STYLES: list[tuple[str, str, Callable[[Handbook], Any]]] = [
    ("nocn-l1-customer-service", "a.txt", closing_lines),
    ("nocn-l2-customer-service", "a.html", web),
    ("nocn-l3-customer-service", "a.csv", separated),
    ("ocr-l4-customer-service", "a.txt", tabbed),
]


def drafted(printed: Any, name: str, library: Catalogue) -> list[Draft]:
    """The drafts of a document, without their files."""
    raw = printed.encode() if isinstance(printed, str) else printed
    return drafts_of([read(raw, name)], library)


def facts(draft: Draft) -> set[tuple[Any, ...]]:
    """What a draft says of units: group, reference, level, credit, window."""
    return {
        (group.id, row.reference, row.level, row.credit, row.opens, row.closes)
        for group in draft.section.every_group
        for row in group.rows
    }


def scored(each: int, library: Catalogue, shipped: Catalogue) -> tuple[int, Counter[str]]:
    """How many mutants there were, and how many of each kind were wrong without a new doubt."""
    count = 0
    silent: Counter[str] = Counter()
    for seed, (name, file, style) in enumerate(STYLES):
        subject = shipped.find(name)
        book = handbook(subject, subject.editions[-1])
        (clean,) = drafted(style(book), file, library)
        right = facts(clean)
        usual = {(one.name, one.about) for one in clean.doubts}
        for kind, changed in mutants(book, seed, each):
            count += 1
            found = drafted(style(changed), file, library)
            new = [one for w in found for one in w.doubts if (one.name, one.about) not in usual]
            if not new and (len(found) != 1 or facts(found[0]) != right):
                silent[kind] += 1
    return count, silent


def test_mutants_are_asked_about_or_right(shipped: Catalogue) -> None:
    each = 7 * TRIES  # with UNITWISE_FUZZ=4, 1,008 in all
    count, silent = scored(each, shipped, shipped)
    assert count == each * len(CHANGES) * len(STYLES)
    assert sum(silent.values()) <= 0.005 * count, silent


def test_what_a_document_tells_of_itself_needs_no_catalogue(shipped: Catalogue) -> None:
    nothing = Catalogue((), {}, (), "")
    _, silent = scored(4, nothing, shipped)
    assert {kind: silent[kind] for kind in ("digit", "letter", "twice", "merged", "blank")} == {
        "digit": 0, "letter": 0, "twice": 0, "merged": 0, "blank": 0,
    }  # fmt: skip


def test_a_handbook_that_goes_on_with_its_units_tells_of_every_change(shipped: Catalogue) -> None:
    nothing = Catalogue((), {}, (), "")
    subject = shipped.find("nocn-l1-customer-service")
    book = handbook(subject, subject.editions[-1])
    (clean,) = drafted(with_pages(book, closing_lines(book)), "a.txt", nothing)
    right = facts(clean)
    usual = {(one.name, one.about) for one in clean.doubts}
    silent: Counter[str] = Counter()
    for kind, changed in mutants(book, 7, 4):
        # the list is misprinted, and the pages of the units are not
        found = drafted(with_pages(book, closing_lines(changed)), "a.txt", nothing)
        new = [one for w in found for one in w.doubts if (one.name, one.about) not in usual]
        if not new and (len(found) != 1 or facts(found[0]) != right):
            silent[kind] += 1
    assert silent == {}
