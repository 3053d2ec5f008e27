"""A draft held against the edition of the same qualification that the catalogue has."""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.handbooks.doubts import Doubt
from catalogue.handbooks.qualifications.placing import spot_of
from catalogue.handbooks.qualifications.section import Section
from catalogue.library import Catalogue


def earlier(section: Section, library: Catalogue, short_name: str) -> Iterator[Doubt]:
    """Yield the units that the catalogue's latest edition has and the document, as read, has not.

    A new edition may leave units out; so may a page break.
    """
    known = [
        one
        for one in library.qualifications
        if (section.number and one.number == section.number)
        or (one.short_name == short_name and not (section.number and one.number))
    ]
    if not known:
        return
    groups: dict[str, set[str]] = {}
    for group in section.every_group:
        for row in group.rows:
            groups.setdefault(row.reference, set()).add(group.id)
    every = known[0].editions[-1].options_of
    lost = [unit for unit in every if unit not in groups]
    if len(lost) > len(every) / 2:
        yield Doubt(
            "other-file",
            "document",
            f"{len(lost)} of the {len(every)} units of {known[0].title} in the catalogue were not"
            " found here: is it the same qualification?",
            spot_of(section),
        )
        return
    for unit, options in every.items():
        where = {option.group for option in options}
        if unit not in groups and not options[0].unit.coined:
            yield Doubt(
                "other-file",
                f"groups/{options[0].group}",
                f"{unit} {options[0].unit.title} stands in group {', '.join(sorted(where))} of the"
                " catalogue's edition, and was not found here",
                spot_of(section),
            )
        elif unit in groups and not where & groups[unit]:
            yield Doubt(
                "other-file",
                f"units/{unit}/group",
                f"in group {', '.join(sorted(groups[unit]))} here, in {', '.join(sorted(where))} in the"
                " catalogue's edition",
                spot_of(section),
            )
