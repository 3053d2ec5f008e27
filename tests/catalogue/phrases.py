"""What documents say, each as a small file: what is legal then, and what is not.

Units are ``code/level/credit``, the last also ``/TQT``; every rule has the source of the edition.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import yaml

from catalogue import Edition, Qualification
from tests.catalogue.files import only

FREE = "- {id: free, kind: amount, says: Anything else., measure: units, at_least: 0}"
"""So that a rule takes in every group, whatever the phrase is about."""


@dataclass(frozen=True)
class Phrase:
    """A phrase; ``illegal`` has the rules that a choice breaks, in their order."""

    groups: dict[str, str]
    rules: str
    legal: tuple[str, ...]
    illegal: dict[str, str]
    more: str = ""
    """Further keys of the edition."""

    @cached_property
    def text(self) -> str:
        units, groups = [], []
        for name, inside in self.groups.items():
            codes = []
            for word in inside.split():
                code, level, credit, *tqt = word.split("/")
                codes.append(code)
                unit = {"reference": code, "title": f"Unit {code}", "level": int(level)}
                unit |= {"credit": None if credit == "-" else int(credit), "glh": 10}
                units.append(unit | ({"tqt": int(tqt[0])} if tqt else {}))
            groups.append({"id": name, "title": f"Group {name}", "units": codes})
        head = {
            "number": None,
            "short_name": "phrase",
            "title": "A Qualification",
            "awarding_organisation": "Nobody",
            "level": 3,
            "documents": {"handbook": "The handbook"},
            "source": {"document": "handbook"},
            "units": units,
        }
        edition = yaml.safe_dump([{"edition": "only", "groups": groups}], sort_keys=False)
        rules = self.rules.strip("\n").replace("\n", "\n    ")
        more = self.more.strip("\n").replace("\n", "\n  ")
        return (
            yaml.safe_dump(head, sort_keys=False)
            + "editions:\n"
            + edition
            + f"  rules:\n    {rules}\n    {FREE}\n"
            + (f"  {more}\n" if more else "")
        )

    @cached_property
    def qualification(self) -> Qualification:
        return only(self.text)

    @property
    def edition(self) -> Edition:
        return self.qualification.editions[0]


def credit(name: str, group: str, bounds: str) -> str:
    of = f", of: {{groups: [{group}]}}" if group else ""
    return f"- {{id: {name}, kind: amount, says: So much., measure: credit{of}, {bounds}}}\n"


def units(name: str, group: str, bounds: str) -> str:
    return credit(name, group, bounds).replace("measure: credit", "measure: units")


def every(name: str, group: str, stated: str = "") -> str:
    of = f"of: {{groups: [{group}]}}"
    return f"- {{id: {name}, kind: mandatory, says: All of it., {of}{stated}}}\n"


TWO = {"A": "A1/3/4 A2/3/6", "B": "B1/3/3 B2/3/3 B3/2/5"}

PHRASES: dict[str, Phrase] = {
    # ---- totals
    "a minimum of so many credits": Phrase(
        # 4 + 6 = 10; 6 + 3 = 9
        TWO,
        credit("all", "", "at_least: 10"),
        ("A1 A2", "A2 B3"),
        {"A2 B1": "all", "": "all"},
    ),
    "one unit at least, to so many hours and credits": Phrase(
        {"A": "U1/3/1/10 U2/3/7/70 U3/3/8/60"},
        units("one", "", "at_least: 1")
        + "- {id: hours, kind: amount, says: 70 hours., measure: tqt, at_least: 70}\n"
        + credit("all", "", "at_least: 8"),
        # U2 alone has the hours and 7 credits; U3 alone 8 credits and 60 hours
        ("U1 U2", "U1 U3", "U2 U3"),
        {"U2": "all", "U3": "hours", "": "one hours all"},
    ),
    "so many credits from any units": Phrase(
        TWO, credit("any", "", "at_least: 6"), ("A2", "B1 B2"), {"A1": "any"}
    ),
    "all units are mandatory, for so many credits and hours": Phrase(
        {"A": "A1/3/4/40 A2/3/6/60"},
        every("all", "A", ", credit: 10")
        + "- {id: hours, kind: amount, says: 100 hours., measure: tqt, at_least: 100,"
        " at_most: 100}\n",
        ("A1 A2",),
        {"A2": "all hours"},
        "published: {credit: 10, tqt: 100, note: The cover has the same figures.}",
    ),
    # ---- a mandatory group
    "so many credits from the mandatory group": Phrase(
        TWO, every("a", "A", ", credit: 10"), ("A1 A2", "A1 A2 B1"), {"A1 B1 B2": "a"}
    ),
    "credit from the mandatory group, as a row of a table": Phrase(
        TWO, credit("a", "A", "at_least: 10"), ("A1 A2",), {"A2 B3": "a"}
    ),
    "so many credits from the so many units of the group": Phrase(
        TWO,
        every("a", "A", ", credit: 10") + units("two", "A", "at_least: 2, at_most: 2"),
        ("A1 A2 B1",),
        {"A2 B1": "a two"},
    ),
    "so many mandatory units, and their credits in brackets": Phrase(
        TWO, every("a", "A", ", credit: 10"), ("A1 A2",), {"A1": "a"}
    ),
    "all so many mandatory units": Phrase(
        TWO, units("a", "A", "at_least: 2"), ("A1 A2",), {"A1 B1": "a"}
    ),
    # ---- so much at least of what is optional
    "at least so much from the optional group": Phrase(
        TWO, credit("b", "B", "at_least: 6"), ("B1 B2", "B1 B3"), {"B3": "b", "A1 A2 B1": "b"}
    ),
    "so many credits from a group whose units are of one size": Phrase(
        {"B": "B1/3/6 B2/3/6"},
        credit("b", "B", "at_least: 6, at_most: 6"),
        ("B1", "B2"),
        {"B1 B2": "b", "": "b"},
    ),
    "so many optional credits from so many units": Phrase(
        {"B": "B1/3/12 B2/3/6 B3/3/6"},
        credit("b", "B", "at_least: 12") + units("two", "B", "at_least: 2"),
        ("B2 B3", "B1 B2"),
        {"B1": "two", "B2": "b two"},
    ),
    "two mandatory units and an optional unit": Phrase(
        TWO,
        every("a", "A") + units("b", "B", "at_least: 1, at_most: 1"),
        ("A1 A2 B1",),
        {"A1 A2": "b", "A1 A2 B1 B2": "b", "A1 B1": "a"},
    ),
    "mandatory units and a minimum of two optional": Phrase(
        TWO,
        every("a", "A") + units("b", "B", "at_least: 2"),
        ("A1 A2 B1 B3", "A1 A2 B1 B2 B3"),
        {"A1 A2 B3": "b"},
    ),
    "three further units from different modules": Phrase(
        {"M1": "P1/3/3 P2/3/3", "M2": "Q1/3/3", "M3": "R1/3/3"},
        "- {id: apart, kind: spread, says: From three., groups: [M1, M2, M3], at_least: 3}\n"
        + units("three", "", "at_least: 3"),
        ("P1 Q1 R1",),
        {"P1 P2 Q1": "apart"},
    ),
    # ---- so much at most
    "a maximum of so many credits from a group": Phrase(
        TWO, credit("b", "B", "at_most: 6"), ("A1 A2", "B1 B2"), {"B1 B3": "b"}
    ),
    "between so many and so many credits": Phrase(
        TWO, credit("b", "B", "at_least: 3, at_most: 6"), ("B1", "B1 B2"), {"A1": "b", "B1 B3": "b"}
    ),
    "a maximum of units at a level, 9 to 12 in Scotland": Phrase(
        {"A": "A1/9/8 A2/10/8 A3/10/8"},
        "- {id: high, kind: amount, says: One at 10., measure: units,"
        " of: {level: {at_least: 10, at_most: 10}}, at_most: 1}\n",
        ("A1 A2", "A1"),
        {"A2 A3": "high"},
    ),
    # ---- either, or, further
    "further credits from either of two groups, taken together": Phrase(
        {"A": "A1/3/4", "O1": "X1/3/3", "O2": "Y1/3/3 Y2/3/3"},
        every("a", "A")
        + "- {id: further, kind: amount, says: 6 further credits from either O1 or O2.,"
        " measure: credit, of: {groups: [O1, O2]}, at_least: 6,"
        " reading: 'the two groups together, not one of them'}\n",
        ("A1 X1 Y1", "A1 Y1 Y2"),
        {"A1 X1": "further"},
    ),
    "further credits from either of two groups, one of them": Phrase(
        {"A": "A1/3/4", "O1": "X1/3/3", "O2": "Y1/3/3 Y2/3/3"},
        every("a", "A")
        + "- id: further\n  kind: choose\n  says: 6 further credits from either O1 or O2.\n"
        "  reading: all of them from one of the two groups\n  at_least: 1\n  rules:\n"
        "    - {id: o1, kind: amount, says: O1., measure: credit, of: {groups: [O1]},"
        " at_least: 6}\n"
        "    - {id: o2, kind: amount, says: O2., measure: credit, of: {groups: [O2]},"
        " at_least: 6}\n",
        ("A1 Y1 Y2",),
        {"A1 X1 Y1": "further"},
    ),
    "one group or another, and one pathway": Phrase(
        {"A": "A1/3/3 A2/3/3", "B": "B1/3/2", "C1": "P1/3/4", "C2": "Q1/3/5"},
        "- id: either\n  kind: choose\n  says: Group A or group B.\n  at_least: 1\n  rules:\n"
        "    - {id: a, kind: mandatory, says: A., of: {groups: [A]}}\n"
        "    - {id: b, kind: mandatory, says: B., of: {groups: [B]}}\n"
        "- id: path\n  kind: choose\n  says: One pathway.\n  at_least: 1\n  at_most: 1\n  rules:\n"
        "    - {id: c1, kind: mandatory, says: C1., of: {groups: [C1]}}\n"
        "    - {id: c2, kind: mandatory, says: C2., of: {groups: [C2]}}\n",
        ("A1 A2 P1", "B1 Q1"),
        {"A1 P1": "either", "B1": "path", "B1 P1 Q1": "path"},
    ),
    # ---- levels
    "so many credits at a level or above": Phrase(
        TWO,
        credit("high", "", "at_least: 9, of: {level: {at_least: 3}}"),
        ("A2 B1",),
        {"A1 B3": "high"},
    ),
    "of which so many must be of a level": Phrase(
        TWO,
        credit("all", "", "at_least: 9")
        + credit("three", "", "at_least: 4, of: {level: {at_least: 3, at_most: 3}}"),
        ("A1 B3",),
        {"B1 B3": "all three", "A1 B1": "all"},
    ),
    "so many optional credits at a level": Phrase(
        TWO,
        credit("b", "", "at_least: 5, of: {groups: [B], level: {at_least: 3}}"),
        ("B1 B2",),
        {"B1 B3": "b"},
    ),
    "so many at a level and the remainder at another or above": Phrase(
        {"A": "A1/3/4 A2/2/2 A3/1/2"},
        credit("three", "", "at_least: 4, of: {level: {at_least: 3, at_most: 3}}")
        + units("low", "", "at_most: 0, of: {level: {at_most: 1}}"),
        ("A1", "A1 A2"),
        {"A1 A3": "low", "A2": "three"},
    ),
    "the majority at the level of the award": Phrase(
        {"A": "A1/3/4 A2/2/4 A3/3/1"},
        "- {id: most, kind: amount, says: The majority at level 3., measure: credit,"
        " of: {level: {at_least: 3}}, at_least: {percent: half, base: {}, strict: true}}\n",
        # 4 of 8 is half and no more; 5 of 9 is more
        ("A1 A2 A3", "A1"),
        {"A1 A2": "most", "A2": "most", "": "most"},
    ),
    "less than a third of another kind": Phrase(
        {"A": "A1/3/4", "B": "B1/3/2 B2/3/1"},
        "- {id: few, kind: amount, says: Less than a third of B., measure: credit,"
        " of: {groups: [B]}, at_most: {percent: a third, base: {}, strict: true}}\n",
        # 2 of 6 is a third, 1 of 5 is less
        ("A1 B2", "A1"),
        {"A1 B1": "few", "A1 B1 B2": "few"},
    ),
    # ---- pathways and titles
    "a pathway decides how much": Phrase(
        {"A": "A1/3/2", "P": "P1/3/3 P2/3/4", "Q": "Q1/3/5"},
        every("a", "A")
        + "- id: path\n  kind: choose\n  says: P with 7 or Q with 5.\n  at_least: 1\n"
        "  at_most: 1\n  rules:\n"
        "    - {id: p, kind: amount, says: P., measure: credit, of: {groups: [P]}, at_least: 7}\n"
        "    - {id: q, kind: amount, says: Q., measure: credit, of: {groups: [Q]}, at_least: 5}\n",
        ("A1 P1 P2", "A1 Q1", "A1 Q1 P1"),
        {"A1 P2": "path"},
    ),
    "a pathway must have one unit, and one of a list": Phrase(
        {"A": "X/3/2 Y/3/2 Z/3/2", "B": "W/3/6"},
        "- id: path\n  kind: choose\n  says: Dementia, or W.\n  at_least: 1\n  rules:\n"
        "    - id: dementia\n      kind: choose\n      says: X and one of Y and Z.\n"
        "      at_least: 2\n      rules:\n"
        "        - {id: x, kind: mandatory, says: X., of: {units: [X]}}\n"
        "        - {id: yz, kind: amount, says: Y or Z., measure: units, of: {units: [Y, Z]},"
        " at_least: 1}\n"
        "    - {id: w, kind: mandatory, says: W., of: {groups: [B]}}\n",
        ("X Y", "X Z", "W"),
        {"Y Z": "path", "X": "path"},
    ),
    "a title is awarded if all its units are taken": Phrase(
        TWO,
        credit("all", "", "at_least: 6")
        + "- id: titles\n  kind: choose\n  says: With both units of A the title has (Plus).\n"
        "  at_least: 0\n  rules:\n    - {id: plus, kind: mandatory, says: All of A.,"
        " of: {groups: [A]}}\n",
        ("B1 B2", "A1 A2"),
        {"B3": "all"},
    ),
    "a unit is required in one country": Phrase(
        TWO,
        credit("all", "", "at_least: 6")
        + "- id: countries\n  kind: choose\n  says: In Wales also B3.\n  at_least: 0\n  rules:\n"
        "    - {id: wales, kind: mandatory, says: B3 in Wales., of: {units: [B3]}}\n",
        ("B1 B2", "A1 B3"),
        {"A1": "all"},
    ),
    # ---- barred units, recognition
    "may not be taken with another": Phrase(
        TWO,
        "- {id: bar, kind: barred, says: Not together., units: [B1, B2]}\n",
        ("B1", "B2 A1"),
        {"B1 B2": "bar"},
    ),
    "one of a class at most": Phrase(
        TWO,
        "- {id: bar, kind: barred, says: One of a class., units: [B1, B2, B3]}\n",
        ("B3",),
        {"B1 B3": "bar", "B1 B2 B3": "bar"},
    ),
    "no equivalencies, and caps on what is exempted": Phrase(
        TWO,
        credit("all", "", "at_least: 6"),
        ("A2",),
        {"A1": "all"},
        "recognition:\n"
        "  - {way: equivalence, accepted: false, says: There are none.}\n"
        "  - {way: exemption, accepted: true, says: 3 at level 3., pairs: [{held: Old, counts_as:"
        " B1}], caps: [{measure: credit, at_most: 3, of: {level: {at_least: 3}}}]}\n"
        "  - {way: any, accepted: true, says: 5 at most., caps: [{measure: credit, at_most: 5}]}\n",
    ),
    "what is needed and is no unit": Phrase(
        TWO,
        credit("all", "", "at_least: 6"),
        ("A2",),
        {"A1": "all"},
        "also_needed:\n  - {says: 100 hours of practice., note: Logged and signed.}\n",
    ),
    "a printed sum that the list does not give": Phrase(
        TWO,
        every("a", "A", ", credit: 11, reading: as listed and so 10"),
        ("A1 A2",),
        {"A1 B1 B2": "a"},
    ),
}
