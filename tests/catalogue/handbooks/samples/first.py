"""Specifications in the manners of several awarding organisations. What they say is made up."""

from __future__ import annotations

from collections.abc import Callable, Sequence

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

Sample = tuple[list[Part], list[Truth]]
PROSE = (
    "Centres must tell learners how to appeal. Records are kept for 3 years after certification,"
    " and 10 per cent of portfolios are sampled in each group of up to 16 learners."
)


def two_sizes_with_barred_units() -> Sample:
    """A certificate and a diploma, an own number beside the reference, level by heading."""
    mandatory = units(
        2101,
        ("Work safely in a bakery", 2, 3, 24),
        ("Bakery ingredients and their use", 2, 4, 30),
        ("Communicate with colleagues in food production", 2, 2, 15),
    )
    optional = units(
        2301,
        ("Divide and mould dough", 2, 4, 26),
        ("Prove and bake dough products", 2, 5, 35),
        ("Prepare and finish flour confectionery", 2, 6, 40),
        ("Deposit and fill cake batter", 2, 3, 20),
        ("Bake off frozen products", 2, 3, 18),
        ("Decorate celebration cakes", 3, 7, 45),
        ("Control stock in a bakery store", 2, 4, 25),
    )
    number = qualification(4101), qualification(4102)
    head = ("UAN", "Unit number", "Unit title", "Credit value", "GLH")

    def rows(of: Sequence[Unit], first: int) -> list[tuple[object, ...]]:
        return [(u.code, first + n, u.title, u.credit, u.glh) for n, u in enumerate(of)]

    a, b = optional[0], optional[4]
    parts = [
        h(1, "Level 2 Certificate and Diploma in Bakery Skills (7120)"),
        p("Northmoor Guilds qualification handbook for centres, version 1.3"),
        table(
            ("Title and level", "Qualification number", "GLH", "TQT"),
            ("Northmoor Guilds Level 2 Certificate in Bakery Skills", number[0], "103", "150"),
            ("Northmoor Guilds Level 2 Diploma in Bakery Skills", number[1], "235", "370"),
            widths=(0.5, 0.25, 0.12, 0.13),
        ),
        h(2, "Contents"),
        *contents(("1 Introduction", 4),
            ("2 Structure", 5),
            ("3 Assessment", 9),
            ("Appendix 1", 30)),
        PAGE,
        h(2, "1 Introduction"),
        p(PROSE),
        h(2, "2 Structure"),
        p(
            "To achieve the Northmoor Guilds Level 2 Certificate in Bakery Skills, learners must"
            " achieve 9 credits from the mandatory units and a minimum of 6 credits from the"
            " optional units available."
        ),
        table(
            head, ("Mandatory",), *rows(mandatory, 201), ("Optional",), *rows(optional[:5], 210),
            widths=(0.2, 0.12, 0.44, 0.12, 0.12),
        ),
        p(
            "To achieve the Northmoor Guilds Level 2 Diploma in Bakery Skills, learners must"
            " achieve 9 credits from the mandatory units and a minimum of 28 credits from the"
            " optional units available."
        ),
        table(
            head, ("Mandatory",), *rows(mandatory, 201), ("Optional",), *rows(optional, 210),
            widths=(0.2, 0.12, 0.44, 0.12, 0.12),
        ),
        h(3, "Barred combinations"),
        p("The following units cannot be taken together."),
        table(("This unit", "cannot be taken with"), (a.code, b.code)),
        h(2, "3 Assessment"),
        p(PROSE),
        table(
            ("Unit", "Title", "Assessment method", "Pass mark"),
            *((210 + n, u.title, "Assignment", 60) for n, u in enumerate(optional)),
        ),
    ]  # fmt: skip
    bars = f"barred {' '.join(sorted((a.code, b.code)))}"

    def truth(kind: str, at: int, of: Sequence[Unit], least: int, glh: int, tqt: int) -> Truth:
        bare = [Unit(u.code, u.title, None, u.credit, u.glh) for u in (*mandatory, *of)]
        return Truth(
            f"Level 2 {kind} in Bakery Skills",
            2,
            {"M": bare[:3], "O": bare[3:]},
            frozenset({"mandatory M = 9", f"credit O >= {least}", bars}),
            number[at],
            "Northmoor Guilds",
            {"glh": glh, "tqt": tqt},
        )

    return parts, [
        truth("Certificate", 0, optional[:5], 6, 103, 150),
        truth("Diploma", 1, optional, 28, 235, 370),
    ]


def head_inside_the_table() -> Sample:
    """One table in which "Mandatory units" and "Optional units" are heads of the title column."""
    mandatory = units(
        3101,
        ("Supporting Digital Communication", 3, 5, 40),
        ("Principles of Data Handling", 3, 7, 55),
    )
    optional = units(
        3301,
        ("Website Publishing", 3, 8, 60),
        ("Spreadsheet Modelling", 3, 6, 45),
        ("Using Collaborative Technologies", 2, 4, 30),
        ("Digital Photography Workflows", 3, 6, 45),
        ("Understanding Accessibility", 3, 4, 28),
    )
    number = qualification(4201)
    parts = [
        h(1, "Eastgate BTEC Level 3 Certificate in Digital Working"),
        p(f"Qualification Number (QN): {number}"),
        h(2, "Rules of combination"),
        table(
            ("Rules of combination", ""),
            ("Minimum number of credits that must be achieved", "28"),
            ("Number of mandatory credits that must be achieved", "12"),
            ("Number of optional credits that must be achieved", "16"),
            ("Minimum number of credits that must be achieved at level 3 or above", "24"),
            widths=(0.8, 0.2),
        ),
        table(
            ("Unit", "URN", "Mandatory units", "Level", "Credit", "Guided learning hours"),
            *((n, u.code, u.title, u.level, u.credit, u.glh) for n, u in enumerate(mandatory, 1)),
            ("Unit", "URN", "Optional units", "Level", "Credit", "Guided learning hours"),
            *((n, u.code, u.title, u.level, u.credit, u.glh) for n, u in enumerate(optional, 3)),
            widths=(0.08, 0.2, 0.36, 0.1, 0.1, 0.16),
        ),
        h(2, "Assessment"),
        p(PROSE),
    ]
    rules = {"credit * >= 28", "mandatory M = 12", "credit O >= 16", "credit * L3.. >= 24"}
    truth = Truth(
        "Level 3 Certificate in Digital Working", 3, {"M": mandatory, "O": optional},
        frozenset(rules), number, "Eastgate",
    )  # fmt: skip
    return parts, [truth]


def own_codes_and_three_sizes() -> Sample:
    """Own codes alone, one list of units for three sizes, hours and TUT."""
    listed = own(
        "",
        501,
        ("Principles of Managing in an Organisational Context", 5, 7, 23),
        ("Developing and Leading Individuals", 5, 6, 25),
        ("Managing Performance", 5, 5, 21),
        ("Managing Equality and Inclusion", 5, 5, 20),
        ("Forming Successful Teams", 5, 4, 15),
        ("Creating and Delivering Operational Plans", 5, 6, 22),
    )
    head = ("Unit", "Title", "Level", "Credits", "GL", "TUT")
    rows = [
        (f"Unit {u.code}", u.title, u.level, u.credit, u.glh, 10 * (u.credit or 0)) for u in listed
    ]
    parts = [
        h(1, "Harbour Institute Level 5 Qualifications in Operations Leadership"),
        h(2, "Qualification structure"),
        h(3, "Harbour Institute Level 5 Award in Operations Leadership"),
        p(
            "Learners need to complete any combination of units to a minimum of 4 credits to"
            " achieve the Award. TQT is 40 hours, including 15 Guided Learning Hours."
        ),
        h(3, "Harbour Institute Level 5 Certificate in Operations Leadership"),
        p(
            "Learners need to complete any combination of units to a minimum of 13 credits to"
            " achieve the Certificate. TQT is 130 hours, including 45 Guided Learning Hours."
        ),
        h(3, "Units"),
        table(head, *rows, widths=(0.12, 0.48, 0.1, 0.1, 0.1, 0.1)),
        p(PROSE),
    ]
    return parts, [
        Truth(
            "Level 5 Award in Operations Leadership", 5, {"U": listed},
            frozenset({"credit * >= 4"}),
            "", "Harbour Institute", {"tqt": 40, "glh": 15},
        ),
        Truth(
            "Level 5 Certificate in Operations Leadership", 5, {"U": listed},
            frozenset({"credit * >= 13"}), "", "Harbour Institute", {"tqt": 130, "glh": 45},
        ),
    ]  # fmt: skip


def numbered_groups_in_brackets() -> Sample:
    """Groups by number, rules in brackets of their headings, CV for credit."""
    one = units(1101, ("Understanding conflict at work", 3, 2, 9))
    two = units(
        1201,
        ("Coaching for improvement", 3, 3, 12),
        ("Planning change in a small team", 3, 2, 8),
        ("Writing for business", 2, 1, 6),
        ("Giving briefings", 3, 2, 7),
    )
    three = units(1301, ("Leading innovation", 4, 3, 14), ("Managing a project", 3, 4, 20))
    number = qualification(4301)
    head = ("Reference", "Unit Title", "CV", "GLH", "Level")

    def rows(of: Sequence[Unit]) -> list[tuple[object, ...]]:
        return [(u.code, u.title, u.credit, u.glh, u.level) for u in of]

    wide = (0.2, 0.5, 0.1, 0.1, 0.1)
    parts = [
        h(1, "Westbrook Level 3 Certificate in Team Practice"),
        p(f"Regulation number {number}"),
        h(2, "Rule of Combination"),
        p("A minimum of 13 credits, of which at least 10 must be at Level 3 or above."),
        h(3, "Group 1 (mandatory)"),
        table(head, *rows(one), widths=wide),
        h(3, "Group 2 (minimum 4 credits)"),
        table(head, *rows(two), widths=wide),
        h(3, "Group 3 (maximum 4 credits)"),
        table(head, *rows(three), widths=wide),
        h(2, "Resources"),
        p(PROSE),
    ]
    rules = {
        "credit * >= 13", "credit * L3.. >= 10", "mandatory 1", "credit 2 >= 4", "credit 3 <= 4",
    }  # fmt: skip
    truth = Truth(
        "Level 3 Certificate in Team Practice", 3, {"1": one, "2": two, "3": three},
        frozenset(rules), number, "Westbrook",
    )  # fmt: skip
    return parts, [truth]


def a_count_of_units() -> Sample:
    """Rules in units, titles that wrap, an own number and a reference, assessment in a column."""
    mandatory = units(
        5101,
        ("Introduction to the retail sector and the people who work in it", 2, 3, 25),
        ("Understand customer service in the retail sector, in store and online", 2, 3, 24),
        ("Understand how a retail business maintains health and safety on its premises", 2, 2, 15),
    )
    optional = units(
        5201,
        ("Understand the handling of customer payments in a retail business", 2, 2, 15),
        ("Understand visual merchandising for retail business", 2, 3, 26),
        ("Understand the control, receipt and storage of stock in a retail business", 2, 2, 15),
        ("Understand security and loss prevention in a retail business", 2, 2, 15),
    )
    number = qualification(4401)
    head = ("Unit number", "Regulated unit number", "Title", "Level", "GLH", "Credit", "Assessment")

    def rows(of: Sequence[Unit], first: int) -> list[tuple[object, ...]]:
        return [
            (f"Unit {n:02}", u.code, u.title, u.level, u.glh, u.credit, "Portfolio")
            for n, u in enumerate(of, first)
        ]

    wide = (0.11, 0.18, 0.31, 0.08, 0.08, 0.09, 0.15)
    parts = [
        h(1, "Nordcliff Level 2 Certificate in Retail Understanding"),
        p(f"Qualification number: {number}. Guided learning hours: 94. TQT: 120 hours."),
        h(2, "Achieving this qualification"),
        p(
            "To be awarded the Nordcliff Level 2 Certificate in Retail Understanding, learners are"
            " required to successfully complete 3 mandatory units and 2 optional units."
        ),
        h(3, "Mandatory units"),
        table(head, *rows(mandatory, 1), widths=wide),
        h(3, "Optional units"),
        table(head, *rows(optional, 4), widths=wide),
        p("Guidance on each unit is on the website."),
        h(2, "Assessment"),
        p(PROSE),
    ]
    truth = Truth(
        "Level 2 Certificate in Retail Understanding", 2, {"M": mandatory, "O": optional},
        frozenset({"mandatory M", "units O >= 2"}), number, "Nordcliff", {"glh": 94, "tqt": 120},
    )  # fmt: skip
    return parts, [truth]


def called(level: int | str | None) -> str:
    """A level as a cell has it."""
    return level if isinstance(level, str) else f"Level {level}"


def subgroups_in_a_column() -> Sample:
    """The group as a column (M, A, B), entry levels, the reference last."""
    names = {"Mandatory": "M", "Optional Group A": "A", "Optional Group B": "B"}
    rows = {
        "M": units(6101, ("Introduction to employability", "Entry 3", 2, 20),
            ("Planning a working day", 1, 2, 18)),
        "A": units(6201, ("Applying for a job", "Entry 3", 1, 10),
            ("Dressing for work", "Entry 2", 1, 8),
            ("Being interviewed", 1, 2, 16)),
        "B": units(6301, ("Using a till", 1, 3, 24),
            ("Serving hot drinks", "Entry 3", 2, 18),
            ("Cleaning a work area", "Entry 3", 2, 17)),
    }  # fmt: skip
    number = qualification(4501)
    parts = [
        h(1, "Gateside Entry Level 3 Certificate in Skills for Working Life"),
        p(f"Qualification Number {number}"),
        h(2, "Qualification structure"),
        *bullets(
            "Learners must achieve a minimum of 13 credits.",
            "All mandatory units must be achieved.",
            "A minimum of 2 credits must be taken from Optional Group A.",
            "A maximum of 5 credits can be taken from Optional Group B.",
        ),
        table(
            ("Group", "Unit title", "Level", "Credit value", "GLH", "Unit ref"),
            *(
                (name, u.title, called(u.level), u.credit, u.glh, u.code)
                for name, key in names.items()
                for u in rows[key]
            ),
            widths=(0.2, 0.34, 0.12, 0.1, 0.08, 0.16),
        ),
        h(2, "Delivery"),
        p(PROSE),
    ]  # fmt: skip
    rules = {"credit * >= 13", "mandatory M", "credit A >= 2", "credit B <= 5"}
    truth = Truth(
        "Entry Level 3 Certificate in Skills for Working Life", "Entry 3", rows,
        frozenset(rules), number, "Gateside",
    )  # fmt: skip
    return parts, [truth]


FIRST: dict[str, Callable[[], Sample]] = {
    one.__name__.replace("_", "-"): one
    for one in (
        two_sizes_with_barred_units, head_inside_the_table, own_codes_and_three_sizes,
        numbered_groups_in_brackets, a_count_of_units, subgroups_in_a_column,
    )
}  # fmt: skip
