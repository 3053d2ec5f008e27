"""Every way to say something that documents were seen to use, beside the file that says it.

On the left the words, with N, M and K for numbers and G and L for a group and a level; on the right
the name of the phrase of :mod:`tests.catalogue.phrases`, or of one of those here.
"""

from __future__ import annotations

from tests.catalogue.phrases import PHRASES, TWO, Phrase, credit, every, units

MORE: dict[str, Phrase] = {
    "so many credits come from a group, no more and no fewer": Phrase(
        TWO,
        credit("a", "A", "at_least: 4, at_most: 4"),
        ("A1", "A1 B1"),
        {"A2": "a", "A1 A2": "a", "B1": "a"},
    ),
    "so many credits from three different modules": Phrase(
        {"M1": "P1/3/6 P2/3/6", "M2": "Q1/3/3", "M3": "R1/3/3"},
        credit("all", "", "at_least: 12")
        + "- {id: apart, kind: spread, says: From three., groups: [M1, M2, M3], at_least: 3}\n",
        # 6 + 3 + 3 = 12 from three modules; 6 + 6 = 12 from one; 6 + 6 + 3 = 15 from two
        ("P1 Q1 R1", "P1 P2 Q1 R1"),
        {"P1 P2": "apart", "P1 P2 Q1": "apart"},
    ),
    "so much at a level, and what the document says follows for the optional units": Phrase(
        {"A": "A1/4/6 A2/5/4", "B": "B1/4/5 B2/5/5 B3/5/5"},
        every("a", "A") + credit("all", "", "at_least: 20") + "- id: high\n  kind: amount\n"
        "  says: 9 credits at level 5, and therefore 5 at least from B.\n"
        "  measure: credit\n  of: {level: {at_least: 5}}\n  at_least: 9\n",
        # A has 4 at level 5, so that 5 are left to B: B2 or B3
        ("A1 A2 B1 B2", "A1 A2 B2 B3"),
        {"A1 A2 B1": "all high", "A1 B2 B3": "a all"},
    ),
    "all mandatory units and one pathway with a minimum": Phrase(
        {"A": "A1/3/2", "P": "P1/3/3 P2/3/4", "Q": "Q1/3/5 Q2/3/4"},
        every("a", "A")
        + "- id: path\n  kind: choose\n  says: One pathway, 7 credits of it.\n  at_least: 1\n"
        "  at_most: 1\n  rules:\n"
        "    - {id: p, kind: amount, says: P., measure: credit, of: {groups: [P]}, at_least: 7}\n"
        "    - {id: q, kind: amount, says: Q., measure: credit, of: {groups: [Q]}, at_least: 7}\n",
        ("A1 P1 P2", "A1 Q1 Q2", "A1 Q1 Q2 P1"),
        {"A1 P1 Q1": "path", "P1 P2": "a", "A1 P1 P2 Q1 Q2": "path"},
    ),
    "the whole standard is covered with certain units besides": Phrase(
        TWO,
        every("a", "A")
        + "- id: coverage\n  kind: choose\n  says: The standard is covered with B1 and B3.\n"
        "  at_least: 0\n  rules:\n    - {id: standard, kind: mandatory, says: B1 and B3.,"
        " of: {units: [B1, B3]}}\n",
        ("A1 A2", "A1 A2 B1 B3"),
        {"A1 B1 B3": "a"},
    ),
    "one of each class at most, and a class that is free": Phrase(
        {"A": "A1/3/4 A2/3/6", "B": "B1/3/3 B2/3/3", "F": "F1/3/1 F2/3/1"},
        "- {id: class-a, kind: barred, says: One of class A., units: [A1, A2]}\n"
        "- {id: class-b, kind: barred, says: One of class B., units: [B1, B2]}\n",
        ("A1 B1 F1 F2", "F1 F2"),
        {"A1 A2 F1": "class-a", "B1 B2 A1 A2": "class-a class-b"},
    ),
    # ---- of the same kinds, and not on the list
    "twice as much of one group as of another": Phrase(
        TWO,
        "- {id: twice, kind: amount, says: Twice as much of A as of B., measure: credit,"
        " of: {groups: [A]}, at_least: {percent: twice, base: {groups: [B]}}}\n",
        # 10 is twice 5 and no less than twice 3; 6 is twice 3
        ("A1 A2 B3", "A2 B1", "A1"),
        {"A1 B1": "twice", "B1": "twice", "A1 A2 B1 B2": "twice"},
    ),
    "no more units of one group than of another": Phrase(
        TWO,
        "- {id: even, kind: amount, says: No more of B than of A., measure: units,"
        " of: {groups: [B]}, at_most: {percent: 100, base: {groups: [A]}}}\n",
        ("A1 B1", "A1 A2 B1 B2", "A1"),
        {"B1": "even", "A1 B1 B2": "even"},
    ),
    "a unit of one group only with one of another": Phrase(
        TWO,
        "- id: with\n  kind: choose\n  says: A only with a unit of B.\n  at_least: 1\n  rules:\n"
        "    - {id: none, kind: amount, says: Nothing of A., measure: units, of: {groups: [A]},"
        " at_most: 0}\n"
        "    - {id: one, kind: amount, says: One of B., measure: units, of: {groups: [B]},"
        " at_least: 1}\n",
        ("B1", "A1 B1", "A1 A2 B2"),
        {"A1": "with", "A1 A2": "with"},
    ),
    "units of two groups not together": Phrase(
        TWO,
        "- {id: apart, kind: spread, says: A or B., groups: [A, B], at_most: 1}\n",
        ("A1 A2", "B1 B3"),
        {"A1 B1": "apart"},
    ),
    "one unit or the other, and not both": Phrase(
        TWO,
        "- {id: one, kind: amount, says: B1 or B2., measure: units, of: {units: [B1, B2]},"
        " at_least: 1, at_most: 1}\n",
        ("B1", "A1 B2 B3"),
        {"B1 B2": "one", "A1": "one"},
    ),
    "at most so much of the optional credit below the level of the award": Phrase(
        TWO,
        "- {id: low, kind: amount, says: A third of B below level 3 at the most.,"
        " measure: credit, of: {groups: [B], level: {at_most: 2}},"
        " at_most: {percent: 1/3, base: {groups: [B]}}}\n",
        # 5 of 8 is more than a third; none of 6 is not
        ("B1 B2", "A1"),
        {"B1 B3": "low", "B3": "low", "B1 B2 B3": "low"},
    ),
    "no more than two units of any one group": Phrase(
        {"A": "A1/3/1 A2/3/1 A3/3/1", "B": "B1/3/1 B2/3/1 B3/3/1"},
        units("of-a", "A", "at_most: 2") + units("of-b", "B", "at_most: 2"),
        ("A1 A2 B1 B2",),
        {"A1 A2 A3": "of-a", "A1 B1 B2 B3": "of-b"},
    ),
    "two units of one group, or four of several": Phrase(
        {"A": "A1/3/1 A2/3/1 A3/3/1", "B": "B1/3/1 B2/3/1"},
        "- id: either\n  kind: choose\n  says: Two from A, or four in all.\n  at_least: 1\n"
        "  rules:\n"
        "    - {id: two, kind: amount, says: Two of A., measure: units, of: {groups: [A]},"
        " at_least: 2}\n"
        "    - {id: four, kind: amount, says: Four., measure: units, at_least: 4}\n",
        ("A1 A2", "A1 A2 B1 B2"),
        {"A1 B1 B2": "either"},
    ),
    "who takes one unit takes one of two others, and the other way round": Phrase(
        TWO,
        "- {id: with, kind: requires, says: B1 with A1., units: [B1], needs: [A1],"
        " co_requisite: true}\n",
        ("A1 B1", "A2"),
        {"A1": "with", "B1 A2": "with"},
    ),
    "the unit of the pathway does not count towards the level": Phrase(
        TWO,
        credit("high", "", "at_least: 6, of: {level: {at_least: 3}, except: {units: [A1]}}"),
        ("A2", "B1 B2"),
        {"A1 B1": "high"},
    ),
    "so many hours of teaching, and no more than so many of study": Phrase(
        {"A": "A1/3/1/30 A2/3/1/40 A3/3/1/50"},
        "- {id: taught, kind: amount, says: 20 GLH., measure: glh, at_least: 20}\n"
        "- {id: study, kind: amount, says: 80 hours., measure: tqt, at_most: 80}\n",
        # 10 GLH each; 30 + 50 = 80
        ("A1 A2", "A1 A3"),
        {"A1": "taught", "A2 A3": "study"},
    ),
}

SAID: dict[str, str] = {
    # ---- totals
    "a minimum of N credits must be achieved": "a minimum of so many credits",
    "a unit or more, to a minimum of M hours and N credits": (
        "one unit at least, to so many hours and credits"
    ),
    "N credits from any units": "so many credits from any units",
    "N mandatory units, M credits, T hours and H GLH in all": (
        "all units are mandatory, for so many credits and hours"
    ),
    # ---- a mandatory group
    "N credits from mandatory group G": "so many credits from the mandatory group",
    "credit from mandatory group G: N": "credit from the mandatory group, as a row of a table",
    "all N credits from the mandatory group": "so many credits from the mandatory group",
    "N credits from the K units of this group": (
        "so many credits from the so many units of the group"
    ),
    "K mandatory units (N credits)": "so many mandatory units, and their credits in brackets",
    "all K mandatory units": "all so many mandatory units",
    "N credits must come from G": "so many credits come from a group, no more and no fewer",
    # ---- optional, at least
    "at least N credits from G": "at least so much from the optional group",
    "minimum N from G": "at least so much from the optional group",
    "N credits from G, all of one size": (
        "so many credits from a group whose units are of one size"
    ),
    "N optional credits from K units or more": "so many optional credits from so many units",
    "two mandatory units and an optional one": "two mandatory units and an optional unit",
    "four mandatory, two optional at least": "mandatory units and a minimum of two optional",
    "three further units from different modules": "three further units from different modules",
    "N credits from three different modules": "so many credits from three different modules",
    # ---- optional, at most
    "a maximum of N credits from G": "a maximum of so many credits from a group",
    "N to M credits from G": "between so many and so many credits",
    "a maximum of K units at SCQF level L": "a maximum of units at a level, 9 to 12 in Scotland",
    # ---- further, either, or
    "N further credits from either, together": (
        "further credits from either of two groups, taken together"
    ),
    "N further credits from either, from one": (
        "further credits from either of two groups, one of them"
    ),
    "all of one group or all of another, and one pathway": "one group or another, and one pathway",
    # ---- levels
    "N credits at level L or above": "so many credits at a level or above",
    "minimum credit at level L or above: N": "so many credits at a level or above",
    "N credits, of which M at level L": "of which so many must be of a level",
    "N optional credits at level L": "so many optional credits at a level",
    "N at level L or above, therefore K optional": (
        "so much at a level, and what the document says follows for the optional units"
    ),
    "N at level L, the rest at level M or above": (
        "so many at a level and the remainder at another or above"
    ),
    "the majority at the level of the award": "the majority at the level of the award",
    # ---- pathways
    "all mandatory units and one pathway, N at least": (
        "all mandatory units and one pathway with a minimum"
    ),
    "one pathway, each with its own credit": "a pathway decides how much",
    "the pathway has X, and one of a list": "a pathway must have one unit, and one of a list",
    "a title for all units of a pathway": "a title is awarded if all its units are taken",
    "the standard is covered with these besides": (
        "the whole standard is covered with certain units besides"
    ),
    "X is required in one country": "a unit is required in one country",
    # ---- barred, recognised
    "not with 92": "may not be taken with another",
    "one of a barring class": "one of each class at most, and a class that is free",
    "there are no equivalencies or exemptions": ("no equivalencies, and caps on what is exempted"),
    "N credits by prior learning, M at level L by exemption": (
        "no equivalencies, and caps on what is exempted"
    ),
}

EVERY = PHRASES | MORE
