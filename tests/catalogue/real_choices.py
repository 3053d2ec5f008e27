"""Published rules that are told in choices: pathways, bars, what goes with what."""

from __future__ import annotations

from tests.catalogue.shapes import TOTAL, Shape, credit, units

CHOICES: dict[str, Shape] = {
    "two pathways with groups of their own": Shape(
        {
            "A": "A1/2/28",
            "G": {"GB": "B1/2/4 B2/2/3 B3/2/2", "GC": "C1/2/13 C2/2/12 C3/2/10"},
            "D": {"DB": "D1/2/5", "DC": "E1/2/25"},
        },
        TOTAL.format(58)
        + """
- id: pathway
  kind: choose
  says: One pathway, General or Dementia.
  at_least: 1
  at_most: 1
  rules:
    - id: general
      kind: choose
      says: 2 to 7 credits from its B, at least 23 from its C, nothing of Dementia.
      at_least: 3
      rules:
        - {id: general-b, kind: amount, measure: credit, of: {groups: [GB]},
           at_least: 2, at_most: 7, says: "2 to 7.", source: {document: published}}
        - {id: general-c, kind: amount, measure: credit, of: {groups: [GC]},
           at_least: 23, says: "At least 23.", source: {document: published}}
        - {id: no-dementia, kind: amount, measure: units, of: {groups: [D]},
           at_most: 0, says: "None.", source: {document: published}}
    - id: dementia
      kind: choose
      says: 5 credits from its B, at least 25 from its C, nothing of General.
      at_least: 2
      rules:
        - {id: dementia-all, kind: mandatory, of: {groups: [D]},
           says: "All of it.", source: {document: published}}
        - {id: no-general, kind: amount, measure: units, of: {groups: [G]},
           at_most: 0, says: "None.", source: {document: published}}
""",
        # 28 + 5 (B2 B3) + 25 (C1 C2) = 58; 28 + 5 + 25 = 58
        ("A1 B2 B3 C1 C2", "A1 D1 E1"),
        {
            # 28 + 9 + 25 = 62, but B gives 9 of at most 7
            "A1 B1 B2 B3 C1 C2": "pathway",
            # the pathways mixed
            "A1 B1 C1 C2 D1": "pathway",
        },
        58,
    ),
    "barring classes": Shape(
        {"A": "A1/3/4", "B": "GRADED/3/5 UNGRADED/3/5 X/3/2 Y/3/2 Z/3/2"},
        TOTAL.format(11)
        + """
- id: graded-or-ungraded
  kind: barred
  says: The graded and the ungraded version may not both count.
  units: [GRADED, UNGRADED]
- id: two-of-three
  kind: barred
  says: No more than two of X, Y and Z count.
  units: [X, Y, Z]
  at_most: 2
""",
        # 4 + 5 + 2 = 11
        ("A1 GRADED X", "A1 UNGRADED X Z"),
        # 4 + 5 + 5 = 14; 4 + 5 + 6 = 15
        {"A1 GRADED UNGRADED": "graded-or-ungraded", "A1 GRADED X Y Z": "two-of-three"},
        11,
    ),
    "at most one unit from each sub-group": Shape(
        {"A": "A1/3/6", "B": {"B1": "P/3/3 Q/3/4", "B2": "R/3/3 S/3/4", "B3": "T/3/3"}},
        TOTAL.format(12)
        + units("one-b1", "B1", "at_most: 1")
        + units("one-b2", "B2", "at_most: 1")
        + units("one-b3", "B3", "at_most: 1")
        + credit("b", "B", "at_least: 6"),
        # 6 + 3 + 3 = 12; rules about B take in its sub-groups
        ("A1 P R", "A1 Q S T"),
        {"A1 P Q": "one-b1", "A1 Q R S": "one-b2"},
        12,
    ),
    "units from at least three groups": Shape(
        {"A": "A1/3/4 A2/3/4", "B": "B1/3/3", "C": "C1/3/3", "D": "D1/3/2"},
        """
- id: total
  kind: amount
  says: At least 8 credits.
  measure: credit
  at_least: 8
- id: spread
  kind: choose
  says: Units from at least three different groups.
  at_least: 3
  rules:
"""
        + "".join(
            f"    - {{id: from-{g}, kind: amount, measure: units, of: {{groups: [{g}]}},"
            f' at_least: 1, says: "One from {g}.", source: {{document: published}}}}\n'
            for g in "ABCD"
        ),
        # 4 + 3 + 2 = 9 from three; 3 + 3 + 2 = 8 from three
        ("A1 B1 D1", "B1 C1 D1"),
        {"A1 A2 B1": "spread"},
        8,
    ),
    "one group or another, and one pathway of a third": Shape(
        {
            "A": "A1/3/4 A2/3/4 A3/3/4",
            "B": "B1/3/2 B2/3/2 B3/3/2 B4/3/2 B5/3/2",
            "C": {"CX": "X1/3/3 X2/3/3", "CY": "Y1/3/5"},
        },
        """
- id: a-or-b
  kind: choose
  says: Group A or group B.
  at_least: 1
  rules:
    - {id: all-a, kind: mandatory, of: {groups: [A]},
       says: "All of A.", source: {document: published}}
    - {id: all-b, kind: mandatory, of: {groups: [B]},
       says: "All of B.", source: {document: published}}
- id: pathway
  kind: choose
  says: One pathway of group C.
  at_least: 1
  at_most: 1
  rules:
    - {id: all-x, kind: mandatory, of: {groups: [CX]},
       says: "All of CX.", source: {document: published}}
    - {id: all-y, kind: mandatory, of: {groups: [CY]},
       says: "All of CY.", source: {document: published}}
""",
        ("A1 A2 A3 Y1", "B1 B2 B3 B4 B5 X1 X2"),
        {"A1 A2 B1 B2 B3 Y1": "a-or-b", "A1 A2 A3 X1 X2 Y1": "pathway", "A1 A2 A3 X1": "pathway"},
        15,  # B 10 and Y1 5, against A 12 + 5
    ),
    "what is done decides what else is needed": Shape(
        {"A": "SERVE/2/4 PREPARE/2/4 X/2/2 Y/2/2 REST/2/3"},
        """
- id: total
  kind: amount
  says: At least 6 credits.
  measure: credit
  at_least: 6
- {id: serving, kind: requires, units: [SERVE], needs: [X],
   says: "A learner who serves food takes X.", source: {document: published}}
- {id: preparing, kind: requires, units: [PREPARE], needs: [Y],
   says: "A learner who prepares food takes Y.", source: {document: published}}
""",
        # 4 + 2 = 6
        ("SERVE X", "SERVE PREPARE X Y"),
        {"SERVE Y": "serving", "SERVE PREPARE X": "preparing"},
        6,
    ),
    "prerequisites and co-requisites": Shape(
        {"A": "FIRST/3/3 SECOND/4/3 THEORY/3/2 PRACTICE/3/4 P2/3/5"},
        """
- id: total
  kind: amount
  says: At least 6 credits.
  measure: credit
  at_least: 6
- {id: before, kind: requires, units: [SECOND], needs: [FIRST],
   says: "SECOND only with FIRST.", source: {document: published}}
- {id: together, kind: requires, units: [THEORY], needs: [PRACTICE, P2], co_requisite: true,
   says: "THEORY and one of its practices stand together.", source: {document: published}}
""",
        # 3 + 3; 2 + 4
        ("FIRST SECOND", "THEORY PRACTICE", "THEORY P2"),
        # the prerequisite without what follows is legal, a co-requisite alone is not
        {"SECOND PRACTICE THEORY": "before", "FIRST PRACTICE": "together"},
        6,
    ),
    "a unit in two groups counts in one of them": Shape(
        {"A": "A1/3/5 BOTH/3/4", "B": "BOTH/3/4 B1/3/4"},
        """
- id: total
  kind: amount
  says: At least 13 credits.
  measure: credit
  at_least: 13
"""
        + credit("a", "A", "at_least: 5")
        + credit("b", "B", "at_least: 8"),
        # 5 + 4 + 4 with BOTH in B; it cannot serve A as well
        ("A1 BOTH B1",),
        {"BOTH B1": "a total", "A1 BOTH": "b total"},
        13,
    ),
    "the bar is on claiming credit for both, not on achieving both": Shape(
        {"A": "X/3/6 Y/3/6 Z/3/6"},
        """
- id: total
  kind: amount
  says: At least 12 credits.
  measure: credit
  at_least: 12
- {id: bar, kind: barred, units: [X, Y],
   says: "X and Y may both be achieved, but credit is claimed for one.",
   source: {document: published}}
""",
        # whoever holds X, Y and Z counts two of them
        ("X Z", "Y Z"),
        {"X Y": "bar", "X Y Z": "bar"},
        12,
    ),
}
