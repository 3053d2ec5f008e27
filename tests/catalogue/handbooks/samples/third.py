"""Layouts that were only scored when they were first seen, then kept: nothing was tuned on them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.catalogue.handbooks.samples.first import PROSE, Sample
from tests.catalogue.handbooks.samples.truth import (
    PAGE,
    Part,
    Truth,
    Unit,
    bullets,
    contents,
    h,
    own,
    p,
    qualification,
    table,
    units,
)


def levels_as_headings() -> Sample:
    """Optional units parted by level in headings, credit in brackets of the title column head."""
    core = units(
        1011, ("Health and safety in horticulture", 2, 4, 30), ("Plant identification", 2, 5, 40)
    )
    two = units(
        1111,
        ("Propagate plants from seed", 2, 5, 38),
        ("Maintain lawns", 2, 4, 30),
        ("Prune shrubs", 2, 3, 24),
    )
    three = units(1211, ("Design planting schemes", 3, 6, 45), ("Manage irrigation", 3, 5, 36))
    number = qualification(6101)
    head = ("Unit Reference Number", "Unit Title", "Credit Value", "Guided Learning Hours")

    def rows(of: Sequence[Unit]) -> list[tuple[object, ...]]:
        return [(u.code, u.title, u.credit, u.glh) for u in of]

    wide = (0.22, 0.46, 0.14, 0.18)
    parts = [
        h(1, "Meadowgate Level 2 Diploma in Horticulture"),
        p(f"Ofqual qualification number: {number}"),
        h(2, "Rules of combination"),
        p(
            "The Diploma requires a total of 37 credits. Learners take all units of Group A and at"
            " least 19 credits from Groups B and C, of which no more than 11 may come from Group C."
        ),
        h(3, "Group A - Mandatory units (all Level 2)"),
        table(head, *rows(core), widths=wide),
        h(3, "Group B - Optional units (Level 2)"),
        table(head, *rows(two), widths=wide),
        h(3, "Group C - Optional units (Level 3)"),
        table(head, *rows(three), widths=wide),
        h(2, "Grading"),
        p(PROSE),
    ]
    rules = {"credit * >= 37", "mandatory A", "credit B+C >= 19", "credit C <= 11"}
    truth = Truth(
        "Level 2 Diploma in Horticulture", 2, {"A": core, "B": two, "C": three},
        frozenset(rules), number, "Meadowgate", {},
    )  # fmt: skip
    return parts, [truth]


def everything_in_one_cell() -> Sample:
    """Reference below the title in one cell, level and credit in another."""
    core = units(2011, ("Plan personal finance", 1, 2, 18), ("Open a bank account", 1, 1, 9))
    more = units(
        2111,
        ("Compare insurance", 1, 2, 16),
        ("Shop safely online", 1, 1, 8),
        ("Budget for a trip", 1, 2, 15),
    )
    number = qualification(6201)
    head = ("Unit", "Level / Credit", "GLH")

    def rows(of: Sequence[Unit]) -> list[tuple[object, ...]]:
        return [(f"{u.title} ({u.code})", f"{u.level} / {u.credit}", u.glh) for u in of]

    parts = [
        h(1, "Pennyworth Level 1 Award in Money Skills"),
        p(f"QAN {number}"),
        h(2, "Structure"),
        p(
            "Learners must achieve 6 credits: 3 credits from the mandatory units and 3 "
            "credits from the optional units."
        ),
        h(3, "Mandatory units"),
        table(head, *rows(core), widths=(0.6, 0.25, 0.15)),
        h(3, "Optional units"),
        table(head, *rows(more), widths=(0.6, 0.25, 0.15)),
        h(2, "Assessment"),
        p(PROSE),
    ]
    rules = {"credit * >= 6", "mandatory M = 3", "credit O >= 3"}
    truth = Truth(
        "Level 1 Award in Money Skills", 1, {"M": core, "O": more},
        frozenset(rules), number, "Pennyworth",
    )  # fmt: skip
    return parts, [truth]


def a_contradiction() -> Sample:
    """Sums that the lists do not give: 14 mandatory credits are printed, 12 are listed."""
    core = units(3011, ("Working in theatre", 3, 5, 40), ("Stage lighting", 3, 7, 55))
    more = units(
        3111, ("Sound design", 3, 6, 45), ("Costume", 3, 6, 46), ("Set building", 3, 8, 60)
    )
    number = qualification(6301)
    head = ("URN", "Title", "Level", "GLH", "Credits")

    def rows(of: Sequence[Unit]) -> list[tuple[object, ...]]:
        return [(u.code, u.title, f"L{u.level}", u.glh, u.credit) for u in of]

    wide = (0.22, 0.42, 0.12, 0.12, 0.12)
    parts = [
        h(1, "Limelight Level 3 Certificate in Backstage Work"),
        p(f"Qualification Number: {number}"),
        h(2, "Qualification structure"),
        p("Total credits: 26. Learners must achieve 14 credits from the mandatory units."),
        p("Learners must achieve at least 12 credits from the optional units."),
        h(3, "Mandatory units"),
        table(head, *rows(core), widths=wide),
        h(3, "Optional units"),
        table(head, *rows(more), widths=wide),
    ]
    rules = {"credit * >= 26", "mandatory M = 12", "credit O >= 12"}
    truth = Truth(
        "Level 3 Certificate in Backstage Work", 3, {"M": core, "O": more},
        frozenset(rules), number, "Limelight",
    )  # fmt: skip
    return parts, [truth]


def units_and_credits_both() -> Sample:
    """So many units and so many credits, a conditional unit, a unit in two groups."""
    core = units(4011, ("Professional practice for coaches", 4, 6, 30))
    a = units(
        4111,
        ("Plan a season", 4, 4, 20),
        ("Analyse performance", 4, 5, 26),
        ("Strength for juniors", 3, 4, 22),
    )
    b = [a[2], *units(4211, ("Manage a club", 4, 5, 24), ("Mentor volunteers", 3, 3, 15))]
    number = qualification(6401)
    head = ("Ref", "Unit", "Level", "Credit", "GLH")

    def rows(of: Sequence[Unit]) -> list[tuple[object, ...]]:
        return [(u.code, u.title, u.level, u.credit, u.glh) for u in of]

    wide = (0.2, 0.5, 0.1, 0.1, 0.1)
    parts = [
        h(1, "Touchline Level 4 Certificate in Coaching Practice"),
        p(f"Qualification number {number}"),
        h(2, "Qualification requirements"),
        *bullets(
            "a minimum of 18 credits in total",
            "the mandatory unit (6 credits)",
            "at least two units from Group A",
            "a maximum of one unit from Group B",
            "If the learner coaches under-16s, Strength for juniors must be taken.",
        ),
        h(3, "Mandatory unit"),
        table(head, *rows(core), widths=wide),
        h(3, "Group A"),
        table(head, *rows(a), widths=wide),
        h(3, "Group B"),
        table(head, *rows(b), widths=wide),
        h(2, "Support"),
        p(PROSE),
    ]
    rules = {"credit * >= 18", "mandatory M = 6", "units A >= 2", "units B <= 1"}
    truth = Truth(
        "Level 4 Certificate in Coaching Practice", 4, {"M": core, "A": a, "B": b},
        frozenset(rules), number, "Touchline",
    )  # fmt: skip
    return parts, [truth]


def assessment_tables_first() -> Sample:
    """Tables with references that are no structure come before and after the list."""
    core = units(5011, ("Handle parcels", 2, 3, 20), ("Route planning", 2, 4, 28))
    more = units(
        5111,
        ("Drive a van safely", 2, 5, 40),
        ("Load vehicles", 2, 4, 30),
        ("Customer contact", 2, 3, 18),
    )
    number = qualification(6501)
    every = [*core, *more]
    head = ("Unit no.", "Unit title", "GLH", "Level", "Credit", "Unit reference")

    def rows(of: Sequence[Unit], first: int) -> list[tuple[object, ...]]:
        return [(n, u.title, u.glh, u.level, u.credit, u.code) for n, u in enumerate(of, first)]

    wide = (0.1, 0.4, 0.1, 0.1, 0.1, 0.2)
    parts: list[Part] = [
        h(1, "Parcelforth Level 2 Certificate in Delivery Operations"),
        table(
            ("Qualification at a glance", ""),
            ("Qualification number", number),
            ("Guided learning hours", "98"),
            ("Total Qualification Time", "140"),
            ("Minimum age", "16"),
            widths=(0.6, 0.4),
        ),
        *contents(("Structure", 5), ("Units", 8)),
        PAGE,
        h(2, "Changes in this version"),
        table(
            ("Date", "Change", "Unit"),
            ("March 2024", "Learning outcome 3 reworded", every[0].code),
            ("May 2024", "Credit value corrected from 3 to 4", every[1].code),
            widths=(0.2, 0.5, 0.3),
        ),
        h(2, "Qualification structure"),
        p(
            "To achieve the qualification learners must complete both mandatory units and "
            "at least 7 credits of optional units."
        ),
        h(3, "Mandatory units"),
        table(head, *rows(core, 1), widths=wide),
        h(3, "Optional units"),
        table(head, *rows(more, 3), widths=wide),
        h(2, "Assessment of units"),
        table(
            ("Unit reference", "Assessment", "Weighting"),
            *((u.code, "Portfolio", "100") for u in every),
            widths=(0.4, 0.4, 0.2),
        ),
        h(2, "Mapping to occupational standards"),
        table(
            ("Standard", "Unit"),
            *((f"SFL{n}", u.title) for n, u in enumerate(every, 1)),
            widths=(0.3, 0.7),
        ),
    ]
    rules = {"mandatory M", "credit O >= 7"}
    truth = Truth(
        "Level 2 Certificate in Delivery Operations", 2, {"M": core, "O": more},
        frozenset(rules), number, "Parcelforth", {"glh": 98, "tqt": 140},
    )  # fmt: skip
    return parts, [truth]


def new_references_and_blank_hours() -> Sample:
    """References of the newest series, hours in words or blank, credit with its "
    "word in each cell."""
    core = units(
        7, ("Introduction to warehouse robotics", 2, 3, 24), ("Safe isolation", 2, 2, None)
    )
    more = units(
        107, ("Fault finding", 2, 4, 30), ("Battery care", 1, 2, 12), ("Data logging", 2, 3, None)
    )
    new = {u.code: u for u in (*core, *more)}
    number = qualification(1101, 610)
    head = ("Title", "Level", "Credit", "GLH", "Reference")

    def fresh(u: Unit) -> str:
        digits = f"650{u.code[-4:]}"
        letter = "ADFHJKLMRTY"[(sum(map(int, digits)) + 6) % 11]
        return f"{letter}/650/{u.code[-4:]}"

    def renamed(of: Sequence[Unit]) -> list[Unit]:
        return [Unit(fresh(new[u.code]), u.title, u.level, u.credit, u.glh) for u in of]

    core, more = renamed(core), renamed(more)

    def rows(of: Sequence[Unit]) -> list[tuple[object, ...]]:
        return [
            (u.title, f"Level {u.level}", f"{u.credit} credits", u.glh or "", u.code) for u in of
        ]

    wide = (0.42, 0.14, 0.16, 0.1, 0.18)
    parts = [
        h(1, "Botwell Level 2 Certificate in Automated Warehousing"),
        p(f"Qualification Number: {number}"),
        h(2, "Structure of the qualification"),
        p(
            "Learners must gain a minimum of 12 credits. Five credits come from the "
            "mandatory units. The remaining 7 credits are taken from the optional units."
        ),
        h(3, "Mandatory"),
        table(head, *rows(core), widths=wide),
        h(3, "Optional"),
        table(head, *rows(more), widths=wide),
    ]
    rules = {"credit * >= 12", "mandatory M = 5", "credit O >= 7"}
    truth = Truth(
        "Level 2 Certificate in Automated Warehousing", 2, {"M": core, "O": more},
        frozenset(rules), number, "Botwell",
    )  # fmt: skip
    return parts, [truth]


def a_diploma_of_modules() -> Sample:
    """Modules with own codes, optional modules chosen one from each of three sets."""
    core = own("BK", 101, ("Ledger control", 3, 10, 70), ("Cash flow", 3, 8, 56))
    one = own("BK", 201, ("Payroll", 3, 6, 42), ("Pensions", 3, 6, 40))
    two = own("BK", 301, ("Indirect tax", 3, 7, 48), ("Personal tax", 3, 7, 50))
    head = ("Code", "Module", "Level", "Credits", "Guided learning")

    def rows(of: Sequence[Unit]) -> list[tuple[object, ...]]:
        return [(u.code, u.title, u.level, u.credit, u.glh) for u in of]

    wide = (0.14, 0.46, 0.1, 0.12, 0.18)
    parts = [
        h(1, "Ledgerline Level 3 Diploma in Bookkeeping Practice"),
        h(2, "Diploma structure"),
        p(
            "Students must complete all core modules, exactly one module from Set 1 and "
            "exactly one module from Set 2."
        ),
        p("The Diploma is worth 31 credits."),
        h(3, "Core modules"),
        table(head, *rows(core), widths=wide),
        h(3, "Set 1"),
        table(head, *rows(one), widths=wide),
        h(3, "Set 2"),
        table(head, *rows(two), widths=wide),
        h(2, "Fees"),
        p(PROSE),
    ]
    rules = {"mandatory M", "units 1 = 1", "units 2 = 1", "credit * >= 31"}
    truth = Truth(
        "Level 3 Diploma in Bookkeeping Practice", 3, {"M": core, "1": one, "2": two},
        frozenset(rules), "", "Ledgerline",
    )  # fmt: skip
    return parts, [truth]


def withdrawn_units() -> Sample:
    """Dates in a column of their own, and a unit withdrawn with a replacement."""
    core = units(8011, ("Food safety", 2, 2, 18))
    more = units(
        8111,
        ("Make pastry", 2, 4, 30),
        ("Make pastry by machine", 2, 4, 30),
        ("Temper chocolate", 3, 5, 38),
    )
    number = qualification(6801)
    head = ("Unit title", "Level", "Credit", "GLH", "Unit ref", "Status")

    def rows(of: Sequence[Unit], *status: str) -> list[tuple[object, ...]]:
        return [
            (u.title, u.level, u.credit, u.glh, u.code, s) for u, s in zip(of, status, strict=True)
        ]

    wide = (0.34, 0.1, 0.1, 0.08, 0.18, 0.2)
    parts = [
        h(1, "Larder Level 2 Award in Patisserie"),
        p(f"Qualification number: {number}"),
        h(2, "Qualification structure"),
        p(
            "Learners must achieve 2 credits from the mandatory unit and a minimum of 8 "
            "credits from the optional units."
        ),
        h(3, "Mandatory units"),
        table(head, *rows(core, ""), widths=wide),
        h(3, "Optional units"),
        table(
            head, *rows(more, "Withdrawn 31/08/2023", "Available from 01/09/2023", ""), widths=wide
        ),
    ]
    rules = {"mandatory M = 2", "credit O >= 8"}
    truth = Truth(
        "Level 2 Award in Patisserie", 2, {"M": core, "O": more},
        frozenset(rules), number, "Larder",
    )  # fmt: skip
    return parts, [truth]


THIRD: dict[str, Callable[[], Sample]] = {
    one.__name__.replace("_", "-"): one
    for one in (
        levels_as_headings, everything_in_one_cell, a_contradiction, units_and_credits_both,
        assessment_tables_first, new_references_and_blank_hours, a_diploma_of_modules,
        withdrawn_units,
    )
}  # fmt: skip
