"""More specifications: totals printed below tables, lists, tables over pages, Scottish codes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.catalogue.handbooks.samples.first import PROSE, Sample
from tests.catalogue.handbooks.samples.truth import (
    PAGE,
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


def totals_below_the_table() -> Sample:
    """All units mandatory, TQT for each, and a last row with the sums."""
    rows = units(
        9101,
        ("Safety management policy", 6, 8, 30),
        ("Managing risk and incidents", 6, 10, 40),
        ("Workplace culture and behaviour", 6, 6, 20),
        ("Law, regulation and influence", 6, 12, 45),
    )
    number = qualification(4801)
    parts = [
        h(1, "Othmar Level 6 Diploma in Safety Practice"),
        p(f"Qualification number {number}"),
        h(2, "Qualification structure"),
        p(
            "The Othmar Level 6 Diploma in Safety Practice consists of 4 mandatory units for a"
            " combined total of 36 credits, 360 hours Total Qualification Time (TQT) and 135 Guided"
            " Learning Hours (GLH) for the completed qualification."
        ),
        table(
            ("Unit Ref. No.", "Unit title", "Credit", "GLH", "TQT"),
            *((u.code, u.title, u.credit, u.glh, 10 * (u.credit or 0)) for u in rows),
            ("", "Total", 36, 135, 360),
            widths=(0.22, 0.48, 0.1, 0.1, 0.1),
        ),
        h(2, "Definitions"),
        p("One credit is equal to 10 hours of TQT."),
    ]
    bare = [Unit(u.code, u.title, None, u.credit, u.glh) for u in rows]
    truth = Truth(
        "Level 6 Diploma in Safety Practice", 6, {"U": bare},
        frozenset({"mandatory U = 36"}), number, "Othmar", {"tqt": 360, "glh": 135},
    )  # fmt: skip
    return parts, [truth]


def scottish_codes() -> Sample:
    """Codes with a space, SCQF levels and credit points, a count of units."""
    mandatory = [
        Unit("H8WX-04", "Maintain a safe kitchen", 5, 4),
        Unit("H8WY-04", "Work as part of a kitchen team", 5, 5),
        Unit("H8X0-04", "Keep food safe when storing and holding it", 5, 6),
    ]
    optional = [
        Unit("H8X3-04", "Prepare vegetables for basic dishes", 5, 4),
        Unit("H8X5-04", "Cook and finish basic fish dishes", 5, 5),
        Unit("H91K-04", "Cook and finish basic soups", 5, 5),
        Unit("H91M-04", "Prepare and cook food to meet dietary needs", 6, 6),
    ]
    head = ("SQA Code", "SSC Code", "Title of unit", "SCQF level", "SCQF credits")

    def rows(of: Sequence[Unit], first: int) -> list[tuple[object, ...]]:
        return [
            (u.code.replace("-", " "), f"PPL{n}", u.title, u.level, u.credit)
            for n, u in enumerate(of, first)
        ]

    wide = (0.16, 0.14, 0.44, 0.12, 0.14)
    parts = [
        h(1, "Caledon SVQ Level 2 Award in Kitchen Practice"),
        h(2, "Structure of the award"),
        p("Candidates must complete five units: all three mandatory units and two optional units."),
        h(3, "Mandatory units: all three units must be completed"),
        table(head, *rows(mandatory, 1), widths=wide),
        h(3, "Optional units: two units must be completed"),
        table(head, *rows(optional, 11), widths=wide),
        h(2, "Assessors"),
        p(PROSE),
    ]
    rules = {"units * >= 5", "mandatory M", "units O >= 2"}
    truth = Truth(
        "Level 2 Award in Kitchen Practice", 2, {"M": mandatory, "O": optional},
        frozenset(rules), "", "Caledon",
    )  # fmt: skip
    return parts, [truth]


def long_optional_list() -> Sample:
    """A table of many rows over pages, its head repeated, two groups, landscape on paper."""
    verbs = ("Apply", "Carry out", "Plan", "Provide", "Prepare for", "Advise on")
    nouns = (
        "facial care", "make-up for the camera", "waxing", "hand and foot treatments",
        "scalp massage", "eyelash treatments", "body massage", "spa rituals",
    )  # fmt: skip
    listed = [
        (f"{verb} {noun}", 2 + (n + m) % 2, 2 + (3 * n + m) % 7, 15 + (7 * n + 5 * m) % 40)
        for n, verb in enumerate(verbs)
        for m, noun in enumerate(nouns)
    ]
    mandatory, a, b = (
        units(1501, *listed[:5]),
        units(1601, *listed[5:33]),
        units(1901, *listed[33:]),
    )
    number = qualification(4901)
    head = ("VCT unit code", "Ofqual unit reference", "Unit title", "Level", "Credit value", "GLH")

    def rows(of: Sequence[Unit], first: int) -> list[tuple[object, ...]]:
        return [
            (f"UV2{n:04}", u.code, u.title, u.level, u.credit, u.glh)
            for n, u in enumerate(of, first)
        ]

    wide = (0.13, 0.19, 0.36, 0.1, 0.12, 0.1)
    total = sum(u.credit or 0 for u in mandatory)
    parts = [
        h(1, "Velvet Level 3 Diploma in Beauty Therapy Treatments"),
        p(f"National qualification number {number}"),
        *contents(("Mandatory units", 6), ("Optional units", 7), ("Guidance", 41)),
        PAGE,
        h(2, "Qualification structure"),
        p(f"Total credits required - {total + 24} (minimum)"),
        p("All mandatory units must be completed."),
        p("A minimum of 18 credits must be achieved from Optional group A."),
        p("A maximum of 6 credits can be achieved from Optional group B."),
        h(3, f"Mandatory units - {total} credits"),
        table(head, *rows(mandatory, 1), widths=wide),
        h(3, "Optional group A"),
        table(head, *rows(a, 40), widths=wide),
        h(3, "Optional group B"),
        table(head, *rows(b, 90), widths=wide),
        h(2, "Guidance"),
        p(PROSE),
    ]
    rules = {
        f"credit * >= {total + 24}",
        f"mandatory M = {total}",
        "credit A >= 18",
        "credit B <= 6",
    }
    truth = Truth(
        "Level 3 Diploma in Beauty Therapy Treatments", 3, {"M": mandatory, "A": a, "B": b},
        frozenset(rules), number, "Velvet",
    )  # fmt: skip
    return parts, [truth]


def barred_in_words_and_footnotes() -> Sample:
    """Footnote marks on titles, GLH before credit, bars in a sentence, a unit in two groups."""
    mandatory = units(
        2501, ("Duty of care in practice", 2, 3, 20), ("Person-centred approaches", 2, 4, 30)
    )
    optional = units(
        2601, ("Awareness of stroke", 2, 3, 28), ("Understanding stroke", 3, 4, 35),
        ("Supporting meals", 2, 3, 22),
            ("Moving and assisting", 2, 4, 32),
            ("Diabetes awareness", 2, 6, 46),
    )  # fmt: skip
    number = qualification(5001)
    head = ("Unit reference", "Unit title", "Level", "GLH", "Credit")

    def rows(of: Sequence[Unit], *starred: int) -> list[tuple[object, ...]]:
        return [
            (u.code, u.title + ("*" if n in starred else ""), u.level, u.glh, u.credit)
            for n, u in enumerate(of)
        ]

    wide = (0.2, 0.5, 0.1, 0.1, 0.1)
    a, b = optional[0].code, optional[1].code
    parts = [
        h(1, "Highmoor Level 2 Certificate in Care Support"),
        p(f"Qualification number: {number}"),
        h(2, "Qualification Structure"),
        p(
            "Learners must complete 7 credits from the mandatory units and at least 9 credits from"
            " the optional units, giving a total of 16 credits."
        ),
        h(3, "Mandatory units"),
        table(head, *rows(mandatory), widths=wide),
        h(3, "Optional units"),
        table(head, *rows(optional, 0, 1), widths=wide),
        p(f"* Units {a} and {b} are a barred combination: learners may not take both."),
        h(2, "Centre requirements"),
        p(PROSE),
    ]  # fmt: skip
    bars = f"barred {' '.join(sorted((a, b)))}"
    rules = {"mandatory M = 7", "credit O >= 9", "credit * >= 16", bars}
    truth = Truth(
        "Level 2 Certificate in Care Support", 2, {"M": mandatory, "O": optional},
        frozenset(rules), number, "Highmoor",
    )  # fmt: skip
    return parts, [truth]


def lists_without_tables() -> Sample:
    """Units as list items: "Unit 3: Title (reference), Level 2, 4 credits"."""
    mandatory = units(
        3501, ("Understanding volunteering", 1, 2, 16), ("Taking part in a team", 1, 3, 24)
    )
    optional = units(
        3601,
        ("Organising an event", 1, 4, 32),
        ("Raising funds", 1, 3, 26),
        ("Looking after a garden", 1, 4, 30),
    )
    number = qualification(5101)

    def items(of: Sequence[Unit], first: int) -> list[str]:
        return [
            f"Unit {n}: {u.title} ({u.code}), Level {u.level}, {u.credit} credits, {u.glh} GLH"
            for n, u in enumerate(of, first)
        ]

    parts = [
        h(1, "Skylark Level 1 Award in Community Action"),
        p(f"Qualification Number: {number}"),
        h(2, "How the qualification is made up"),
        p("You must complete both mandatory units and one optional unit."),
        h(3, "Mandatory units"),
        *bullets(*items(mandatory, 1)),
        h(3, "Optional units"),
        *bullets(*items(optional, 3)),
        h(2, "Where it leads"),
        p("Many learners go on to the Skylark Level 2 Certificate in Community Action."),
    ]
    truth = Truth(
        "Level 1 Award in Community Action", 1, {"M": mandatory, "O": optional},
        frozenset({"mandatory M", "units O >= 1"}), number, "Skylark",
    )  # fmt: skip
    return parts, [truth]


def no_references_at_all() -> Sample:
    """Unit numbers 1 to 8 alone, all printed sums, hours first."""
    listed = own(
        "?",
        1,
        ("Design thinking", 4, 15, 60),
        ("Networks", 4, 15, 60),
        ("Programming", 4, 20, 80),
        ("Security", 4, 10, 40),
    )
    parts = [
        h(1, "Lindale Level 4 Diploma in Computing"),
        h(2, "Unit summary"),
        p("All four units are mandatory. The diploma has 60 credits and a TQT of 600 hours."),
        table(
            ("No.", "Unit", "GLH", "Credits", "Level"),
            *((n, u.title, u.glh, u.credit, u.level) for n, u in enumerate(listed, 1)),
            widths=(0.1, 0.5, 0.13, 0.14, 0.13),
        ),
        h(2, "Entry"),
        p(PROSE),
    ]
    truth = Truth(
        "Level 4 Diploma in Computing", 4, {"U": listed},
        frozenset({"mandatory U", "credit * >= 60"}),
        "", "Lindale", {"tqt": 600},
    )  # fmt: skip
    return parts, [truth]


def remaining_credits() -> Sample:
    """Two codes for a unit, credit before level, a remainder from either group."""
    a = units(7101, ("Support individual tenants", 3, 4, 30), ("Housing law in outline", 3, 5, 40))
    b = units(
        7201, ("Manage rent accounts", 3, 6, 40), ("Let empty homes", 3, 5, 36),
        ("Deal with complaints of tenants", 2, 3, 20), ("Prevent homelessness", 3, 7, 50),
    )  # fmt: skip
    c = units(7301, ("Work with contractors", 2, 4, 26), ("Inspect communal areas", 2, 3, 22))
    number = qualification(4601)
    head = ("Agreed code", "Ofqual code", "Title", "Credit", "Level", "GLH")

    def rows(of: Sequence[Unit], stem: str) -> list[tuple[object, ...]]:
        return [
            (f"{stem}{n:03}", u.code, u.title, u.credit, u.level, u.glh)
            for n, u in enumerate(of, 14)
        ]

    wide = (0.14, 0.18, 0.4, 0.1, 0.09, 0.09)
    parts = [
        h(1, "Cantref Level 3 Certificate in Housing Services"),
        p(f"Qualification number: {number}"),
        h(2, "Rules of Combination"),
        p(
            "Learners must complete 27 credits. 9 credits must be achieved from Mandatory Group A,"
            " a minimum of 10 credits from Optional Group B and the remaining 8 credits from"
            " Optional Group B or Optional Group C."
        ),
        h(3, "Mandatory Group A"),
        table(head, *rows(a, "CDA"), widths=wide),
        h(3, "Optional Group B"),
        table(head, *rows(b, "CDB"), widths=wide),
        h(3, "Optional Group C"),
        table(head, *rows(c, "CDC"), widths=wide),
        h(2, "Quality"),
        p(PROSE),
    ]
    rules = {"credit * >= 27", "mandatory A = 9", "credit B >= 10", "credit B+C >= 18"}
    truth = Truth(
        "Level 3 Certificate in Housing Services", 3, {"A": a, "B": b, "C": c},
        frozenset(rules), number, "Cantref",
    )  # fmt: skip
    return parts, [truth]


def pathways() -> Sample:
    """Common units and two pathways, of which one is taken whole."""
    core = units(8101, ("Safe working on site", 2, 4, 30), ("Handling materials", 2, 3, 22))
    one = units(8201, ("Build cavity walls", 2, 12, 90), ("Set out brickwork", 2, 8, 60))
    two = units(8301, ("Lay block paving", 2, 11, 80), ("Lay kerbs and channels", 2, 9, 66))
    number = qualification(4701)
    head = ("Unit title", "Unit reference", "Level", "Credit", "GLH")

    def rows(of: Sequence[Unit]) -> list[tuple[object, ...]]:
        return [(u.title, u.code, u.level, u.credit, u.glh) for u in of]

    wide = (0.46, 0.22, 0.1, 0.12, 0.1)
    parts = [
        h(1, "Ashdown Level 2 Diploma in Trowel Occupations"),
        p(f"Qualification number {number}"),
        h(2, "Qualification structure"),
        p("Learners must complete all mandatory units and one pathway."),
        h(3, "Mandatory units"),
        table(head, *rows(core), widths=wide),
        h(3, "Pathway 1: Bricklaying"),
        table(head, *rows(one), widths=wide),
        h(3, "Pathway 2: Paving"),
        table(head, *rows(two), widths=wide),
        h(2, "Evidence"),
        p(PROSE),
    ]
    rules = {"mandatory M", "choose 1-1 [mandatory 1; mandatory 2]"}
    truth = Truth(
        "Level 2 Diploma in Trowel Occupations", 2, {"M": core, "1": one, "2": two},
        frozenset(rules), number, "Ashdown",
    )  # fmt: skip
    return parts, [truth]


SECOND: dict[str, Callable[[], Sample]] = {
    one.__name__.replace("_", "-"): one
    for one in (
        totals_below_the_table, scottish_codes, long_optional_list, barred_in_words_and_footnotes,
        lists_without_tables, no_references_at_all, remaining_credits, pathways,
    )
}  # fmt: skip
