"""References outside the lists of a document: a unit with a page of its own has a row, too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from catalogue.handbooks.blocks import Spot
from catalogue.handbooks.doubts import Doubt
from catalogue.handbooks.lists.seen import Seen
from catalogue.handbooks.qualifications.section import Section
from catalogue.handbooks.written.rows import references_in

MOST = 40
"""Units that are told to be in no list, inclusive."""


def in_no_list(sections: Sequence[Section], seen: Sequence[Seen]) -> Iterator[Doubt]:
    """Yield units that stand after the lists and in none of them, where most that are listed do.

    So a row that a page break swallowed is found in a handbook that goes on with its units.
    """
    listed = {row.reference for section in sections for row in section.rows if row.reference}
    last = max((section.last for section in sections), default=0)
    after: dict[str, tuple[Spot, str]] = {}
    for one in seen[last + 1 :]:
        if one.row is not None and one.row.reference:
            after.setdefault(one.row.reference, (one.spot, one.row.text))
        elif one.line is not None:
            for reference, _, _ in references_in(one.line.text):
                after.setdefault(reference, (one.spot, one.line.text))
    if not listed or len(listed & after.keys()) < 0.6 * len(listed):
        return
    for reference in [one for one in after if one not in listed][:MOST]:
        spot, text = after[reference]
        message = f"{reference} stands after the lists ({spot}), and in none of them"
        yield Doubt("cut", f"units/{reference}/row", message, spot, text[:300])
    for reference in [one for one in listed if one not in after][:MOST]:
        row = next(r for section in sections for r in section.rows if r.reference == reference)
        message = f"{reference} is listed, and does not stand after the lists as most others do"
        yield Doubt("cut", f"units/{reference}/reference", message, row.spot, row.text)
