"""How rules are phrased: patterns that specifications use, each with what it says.

A pattern stands here in words of ours. ``[one|other]`` is a choice of words that changes nothing:
each pattern is many sentences. What is expected is written as atoms are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, product

WHO = "[Learners|Candidates|The learner|Students]"
DO = "[must achieve|must complete|are required to achieve|need to complete|should gain]"
LEAST = "[a minimum of|at least|no fewer than|not less than]"
MOST = "[a maximum of|up to|no more than|at most]"
UP = "[or above|and above|or higher|and higher]"

PATTERNS: list[tuple[str, list[str]]] = [
    # totals
    (f"{WHO} {DO} {LEAST} 37 credits.", ["amount credit >= 37"]),
    (f"To achieve this qualification, [learners|candidates] {DO} {LEAST} 45 credits [in total|overall].",
     ["amount credit >= 45"]),
    ("Minimum credits required: 30", ["amount credit >= 30"]),
    (f"{WHO} {DO} 13 units.", ["stated units >= 13"]),
    # mandatory
    ("19 credits [must come|come|are taken] from Mandatory Group A.", ["stated credit >= 19 of A"]),
    ("credit from mandatory Group A 14", ["stated credit >= 14 of A"]),
    ("[All|All of the] mandatory units [must be achieved|must be completed].", ["all units of mandatory"]),
    (f"{WHO} {DO} all [four|4|four (4)] mandatory units.", ["stated units >= 4 of mandatory"]),
    ("[Six|6] mandatory units (15 credits)", ["stated units >= 6 of mandatory", "stated credit >= 15 of mandatory"]),
    ("[Six|6] mandatory units [for a combined total of|totalling] 120 credits",
     ["stated units >= 6 of mandatory", "stated credit >= 120 of mandatory"]),
    # optional floors
    (f"{LEAST} 16 credits from Optional Group C", ["amount credit >= 16 of C"]),
    (f"{WHO} {DO} {LEAST} 16 credits from [Group B|Optional Group B|Section B|the Optional Group B].",
     ["amount credit >= 16 of B"]),
    (f"From [Group B|Optional Group B] [learners|candidates] {DO} {LEAST} 20 credits.", ["amount credit >= 20 of B"]),
    (f"[Group B|Optional Group B]: {LEAST} [two|2] units", ["amount units >= 2 of B"]),
    (f"{WHO} {DO} four mandatory units and {LEAST} [two|2] optional units.",
     ["stated units >= 4 of mandatory", "amount units >= 2 of optional"]),
    ("[Two|2] mandatory units [and|plus] [one|1] optional unit",
     ["stated units >= 2 of mandatory", "stated units >= 1 of optional"]),
    (f"{LEAST} 30 optional credits from at least [two|2] units",
     ["amount credit >= 30 of optional", "amount units >= 2 of optional"]),
    # optional ceilings
    (f"{MOST} 7 credits [can be taken|may be achieved|] from Optional Group D.", ["amount credit <= 7 of D"]),
    (f"{WHO} may take {MOST} 9 credits from Group C.", ["amount credit <= 9 of C"]),
    ("maximum credit from optional Group C 16", ["amount credit <= 16 of C"]),
    ("[Between 2 and 7|2 to 7|2-7] credits from Group B", ["amount credit >= 2 <= 7 of B"]),
    # several in one
    (f"31 credits from Mandatory Group A and {LEAST} 15 credits from Optional Group B.",
     ["stated credit >= 31 of A", "amount credit >= 15 of B"]),
    (f"19 credits from Group A, {LEAST} 3 credits from Group B[,|] and {MOST} 7 credits from Group D.",
     ["stated credit >= 19 of A", "amount credit >= 3 of B", "amount credit <= 7 of D"]),
    # further
    ("The remaining 16 credits can [come|be taken] from Groups A, B or C.", ["further credit >= 16 of A+B+C"]),
    ("[13 further|13 additional] credits from [Group B or C|Groups B and C]", ["further credit >= 13 of B+C"]),
    # levels
    (f"{LEAST} 40 credits must be [achieved|completed] at Level 3 {UP}.", ["amount credit >= 40 at level 3 to "]),
    ("minimum credit at Level 4 or above 38", ["amount credit >= 38 at level 4 to "]),
    (f"{WHO} {DO} 45 credits, of which {LEAST} 27 must be at Level 3 {UP}.",
     ["stated credit >= 45", "amount credit >= 27 at level 3 to "]),
    (f"{LEAST} 12 credits from Group B at Level 3 {UP}", ["amount credit >= 12 of B at level 3 to "]),
]  # fmt: skip

FOR_A_PERSON = [
    "If the learner serves food, unit 4 must be taken with 6 credits from Group B.",
    "Learners must achieve 20 credits except where unit 12 has been taken.",
    "One pathway must be completed with at least 13 credits.",
    "At least 50% of the credits may come from Group B, and 12 credits must.",
    "More than half of the 40 credits must be at the level of the award.",
    "12 credits may not be taken from Group B unless Group C is complete.",
    "Learners must achieve 10 credits at Level 3.",
    "Units from Group Z give 12 credits.",
]
"""Sentences that a person always decides."""


def sentences(pattern: str, most: int = 60) -> Iterator[str]:
    """Every wording of a pattern, at most ``most`` of them, spread over all."""
    parts = re.split(r"\[([^\]]*)\]", pattern)
    choices = [part.split("|") if i % 2 else [part] for i, part in enumerate(parts)]
    every = list(islice(product(*choices), 20_000))
    step = max(1, len(every) // most)
    for one in every[::step]:
        text = " ".join("".join(one).split())
        yield (
            text[:1].upper() + text[1:]
            if text[0].islower() and not text.endswith(("14", "16", "38"))
            else text
        )
