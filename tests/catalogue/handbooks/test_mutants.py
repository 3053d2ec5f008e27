"""Documents with one thing wrong: it is asked about, or what is read is right all the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from catalogue import Catalogue
from catalogue.handbooks.drafts.drafting import Draft, drafts_of
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


def named(draft: Draft) -> dict[str, Any]:
    """The same facts by their pointers, and of each group which units it has."""
    found: dict[str, Any] = {}
    for group in draft.section.every_group:
        found[f"groups/{group.id}"] = [row.reference for row in group.rows]
        for row in group.rows:
            found |= {
                f"units/{row.reference}/{key}": getattr(row, key) for key in ("level", "credit")
            }
            found[f"units/{row.reference}/reference"] = row.reference
            found[f"groups/{group.id}/{row.reference}/from"] = (row.opens, row.closes)
    return found


def scored(
    each: int, library: Catalogue, shipped: Catalogue
) -> tuple[int, Counter[str], Counter[str]]:
    """How many mutants there were; how many of each kind were wrong without a new doubt, and how
    many of these in a fact that is said to be confirmed.
    """
    count = 0
    silent: Counter[str] = Counter()
    sworn: Counter[str] = Counter()
    for seed, (name, file, style) in enumerate(STYLES):
        subject = shipped.find(name)
        book = handbook(subject, subject.editions[-1])
        (clean,) = drafted(style(book), file, library)
        right, facts_by_name = facts(clean), named(clean)
        usual = {(one.name, one.about) for one in clean.doubts}
        for kind, changed in mutants(book, seed, each):
            count += 1
            found = drafted(style(changed), file, library)
            new = [one for w in found for one in w.doubts if (one.name, one.about) not in usual]
            if new or (len(found) == 1 and facts(found[0]) == right):
                continue
            silent[kind] += 1
            wrong = [at for at, value in named(found[0]).items() if facts_by_name.get(at) != value]
            sworn[kind] += not wrong or any(at in found[0].confirmed for at in wrong)
    return count, silent, sworn


def test_mutants_are_asked_about_or_right(shipped: Catalogue) -> None:
    each = 4 * TRIES  # with UNITWISE_FUZZ=7, 1,008 in all
    count, silent, _ = scored(each, shipped, shipped)
    assert count == each * len(CHANGES) * len(STYLES)
    assert sum(silent.values()) <= 0.005 * count, silent


def test_what_a_document_tells_of_itself_needs_no_catalogue(shipped: Catalogue) -> None:
    nothing = Catalogue((), {}, (), "")
    _, silent, sworn = scored(3, nothing, shipped)
    assert {kind: silent[kind] for kind in ("digit", "letter", "twice", "merged", "blank")} == {
        "digit": 0, "letter": 0, "twice": 0, "merged": 0, "blank": 0,
    }  # fmt: skip
    # what nothing else in the document says is told to be single, and only that is wrong in silence
    assert silent.total() > 0
    assert sworn.total() == 0, sworn


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
