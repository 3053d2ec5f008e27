"""Published rules that are told in amounts: credit, levels, counts of units, percentages."""

from __future__ import annotations

from tests.catalogue.shapes import TOTAL, Shape, credit, level, units

AMOUNTS: dict[str, Shape] = {
    "fifty with a floor at level 4": Shape(
        {
            "A": "A1/4/7 A2/4/4 A3/3/3",
            "B": "B1/4/12 B2/4/8 B3/3/8",
            "C": "C1/4/10 C2/3/8 C3/4/6",
        },
        TOTAL.format(50)
        + credit("b", "B", "at_least: 20")
        + credit("c", "C", "at_most: 16")
        + level("high", 4, 38),
        # 14 + B1 B2 20 + C1 C3 16 = 50; level 4: 11 + 20 + 16 = 47
        ("A1 A2 A3 B1 B2 C1 C3",),
        {
            # 14 + B1 B3 20 + C1 C2 18 = 52, C 2 too many; level 4: 11 + 12 + 10 = 33, 5 short
            "A1 A2 A3 B1 B3 C1 C2": "c high",
            # 14 + B1 B2 20 + C1 10 = 44, 6 short; level 4: 11 + 20 + 10 = 41
            "A1 A2 A3 B1 B2 C1": "total",
            # B1 12 of 20; total 14 + 12 + 16 = 42; level 4: 11 + 12 + 16 = 39
            "A1 A2 A3 B1 C1 C3": "b total",
        },
        50,
    ),
    "fifty-five with a floor at level 3": Shape(
        {
            "A": "A1/3/16 A2/2/15",
            "B": "B1/3/9 B2/3/6 B3/2/6",
            "C": "C1/3/9 C2/2/9",
        },
        TOTAL.format(55)
        + credit("b", "B", "at_least: 15")
        + credit("c", "C", "at_most: 9")
        + level("high", 3, 40),
        # 31 + 15 + 9 = 55; level 3: 16 + 15 + 9 = 40 exactly
        ("A1 A2 B1 B2 C1",),
        {
            # C2 is level 2: 16 + 15 = 31 of 40
            "A1 A2 B1 B2 C2": "high",
            # 31 + 21 = 52 of 55; level 3: 16 + 15 = 31
            "A1 A2 B1 B2 B3": "total high",
        },
        55,
    ),
    "forty-five over four groups": Shape(
        {
            "A": "A1/2/10 A2/2/9",
            "B": "B1/2/3 B2/2/4",
            "C": "C1/2/8 C2/2/8 C3/2/4",
            "D": "D1/2/7 D2/2/3",
        },
        TOTAL.format(45)
        + credit("b", "B", "at_least: 3")
        + credit("c", "C", "at_least: 16")
        + credit("d", "D", "at_most: 7"),
        # 19 + 3 + 16 + 7 = 45
        ("A1 A2 B1 C1 C2 D1",),
        {
            # 19 + 3 + 12 + 7 = 41; C 12 of 16
            "A1 A2 B1 C1 C3 D1": "c total",
            # D 10 of at most 7
            "A1 A2 B1 C1 C2 D1 D2": "d",
        },
        45,
    ),
    "a printed floor that holds only when the ceilings are full": Shape(
        {
            "A": "A1/3/27",
            "B": "B1/3/13 B2/3/5",
            "C": "C1/2/10 C2/3/8",
            "D": "D1/2/8",
        },
        TOTAL.format(58)
        + credit("b", "B", "at_least: 13")
        + credit("c", "C", "at_most: 10")
        + credit("d", "D", "at_most: 8")
        + level("high", 3, 40),
        # 27 + 13 + 10 + 8 = 58, level 3: 27 + 13 = 40; without D, B must give 18 or more
        ("A1 B1 C1 D1", "A1 B1 B2 C1 D1"),
        {
            # 27 + 13 + 10 = 50: the floor of 13 is kept and is not enough
            "A1 B1 C1": "total",
        },
        58,
    ),
    "further credits from either of two groups": Shape(
        {"A": "A1/3/13", "B": "B1/3/7 B2/3/7 B3/2/7", "C": "C1/2/6 C2/3/6 C3/2/7"},
        TOTAL.format(40)
        + credit("b", "B", "at_least: 14")
        # 14 from B and 13 further from B or C is 27 from the two together
        + credit("further", "B, C", "at_least: 27")
        + level("high", 3, 27),
        # 13 + 14 + 13 = 40; level 3: 13 + 14 = 27
        ("A1 B1 B2 C1 C3", "A1 B1 B2 B3 C2"),
        {
            # 13 + 14 + 12 = 39
            "A1 B1 B2 C1 C2": "further total",
            # from B only 7: 13 + 7 + 19 = 39
            "A1 B1 C1 C2 C3": "b further total high",
        },
        40,
    ),
    "four mandatory units and two of the optional": Shape(
        {"M": "M1/3/- M2/3/- M3/3/- M4/3/-", "O": "O1/3/- O2/3/- O3/3/-"},
        """
- id: mandatory
  kind: mandatory
  says: All four mandatory units.
  of: {groups: [M]}
"""
        + units("optional", "O", "at_least: 2"),
        ("M1 M2 M3 M4 O1 O3", "M1 M2 M3 M4 O1 O2 O3"),
        {"M1 M2 M3 M4 O1": "optional", "M1 M2 M3 O1 O2": "mandatory"},
        6,  # 4 + 2 units; no unit has credit
    ),
    "eleven mandatory units and three of fifteen": Shape(
        {
            "M": " ".join(f"M{n}/3/-" for n in range(1, 12)),
            "O": " ".join(f"O{n}/3/-" for n in range(1, 16)),
        },
        """
- id: mandatory
  kind: mandatory
  says: All eleven mandatory units.
  of: {groups: [M]}
"""
        + units("optional", "O", "at_least: 3\n  at_most: 3"),
        (" ".join(f"M{n}" for n in range(1, 12)) + " O1 O8 O15",),
        {
            " ".join(f"M{n}" for n in range(1, 12)) + " O1 O2": "optional",
            " ".join(f"M{n}" for n in range(1, 12)) + " O1 O2 O3 O4": "optional",
        },
        14,  # 11 + 3 units
    ),
    "half of the optional credit at the level of the qualification": Shape(
        {"A": "A1/3/5", "B": "B1/3/4 B2/2/5 B3/3/3 B4/2/3"},
        TOTAL.format(14)
        + """
- id: half
  kind: amount
  says: At least half of the optional credit at level 3 or above.
  measure: credit
  of: {groups: [B], level: {at_least: 3}}
  at_least: {percent: 50, base: {groups: [B]}}
""",
        # B1 4 + B2 5 = 9 and 2 x 4 < 9, but B1 B2 B3 is 12 and 2 x 7 > 12; A1 does not matter
        ("A1 B1 B3 B4", "A1 B1 B2 B3"),
        {"A1 B1 B2": "half", "A1 B2 B3 B4": "half"},
        # 5 + 9 = 14 would need 9 of B; 4 + 5 (half broken), 4 + 3 + 3 = 10, 5 + 3 + 3 = 11 broken,
        # 5 + 4 broken: the least legal is 5 + 10
        15,
    ),
    "at most three credits imported": Shape(
        {"A": "A1/3/10", "B": "B1/3/4 B2/3/2", "I": "I1/3/3 I2/2/1"},
        TOTAL.format(15) + credit("imported", "I", "at_most: 3"),
        # 10 + 2 + 3 = 15
        ("A1 B2 I1", "A1 B1 I2"),
        {"A1 B1 I1 I2": "imported"},
        15,
    ),
    "twelve credits from at least four units": Shape(
        {"A": "A1/3/8", "B": "B1/3/6 B2/3/6 B3/3/3 B4/3/3 B5/3/2 B6/3/1"},
        TOTAL.format(20)
        + credit("credit", "B", "at_least: 12")
        + units("count", "B", "at_least: 4"),
        # 6 + 3 + 2 + 1 = 12 from four
        ("A1 B1 B3 B5 B6",),
        {"A1 B1 B2": "count", "A1 B3 B4 B5 B6": "credit total"},
        20,
    ),
    "exactly two units and exactly twelve credits": Shape(
        {"A": "A1/3/26", "O": "O1/3/6 O2/3/6 O3/3/4 O4/3/8 O5/3/4"},
        TOTAL.format(38)
        + credit("credit", "O", "at_least: 12\n  at_most: 12")
        + units("count", "O", "at_least: 2\n  at_most: 2"),
        # 6 + 6 and 4 + 8 are 12
        ("A1 O1 O2", "A1 O3 O4"),
        # 6 + 8 = 14 from two; 4 + 4 is 8; 4 + 8 with one more is 16 from three
        {"A1 O1 O4": "credit", "A1 O3 O5": "credit total", "A1 O3 O4 O5": "credit count"},
        38,
    ),
    "a floor over three groups together": Shape(
        {"A": "A1/3/5", "B": "B1/3/8 B2/3/6", "C": "C1/3/9 C2/3/7", "D": "D1/3/5 D2/3/4"},
        TOTAL.format(35)
        + credit("together", "B, C, D", "at_least: 30")
        + credit("b", "B", "at_least: 12")
        + credit("d", "D", "at_most: 8"),
        # 5 + 14 + 16 = 35, 30 of it from B, C and D
        ("A1 B1 B2 C1 C2",),
        {
            # D 9 of at most 8
            "A1 B1 B2 C1 D1 D2": "d",
            # 8 of 12 from B, and 8 + 16 + 5 = 29 of 30 in all three
            "A1 B1 C1 C2 D1": "b together total",
        },
        35,
    ),
    "so much at one level and nothing below another": Shape(
        {"A": "A1/3/30 A2/3/15", "B": "B1/2/8 B2/1/6 B3/3/7"},
        """
- id: at-level-3
  kind: amount
  says: 45 credits at level 3.
  measure: credit
  of: {level: {at_least: 3, at_most: 3}}
  at_least: 45
- id: not-below
  kind: amount
  says: Everything else at level 2 or above.
  measure: units
  of: {level: {at_most: 1}}
  at_most: 0
""",
        ("A1 A2", "A1 A2 B1"),
        # B2 is level 1; 30 + 7 = 37 of 45
        {"A1 A2 B2": "not-below", "A1 B1 B3": "at-level-3"},
        45,
    ),
    "sector units that do not count towards a level": Shape(
        {"A": "A1/3/6 A2/2/6", "S": "S1/3/6 S2/3/4"},
        """
- id: total
  kind: amount
  says: At least 12 credits.
  measure: credit
  at_least: 12
- id: high
  kind: amount
  says: At least 6 credits at level 3 or above; sector units do not count towards this.
  measure: credit
  of: {level: {at_least: 3}, except: {groups: [S]}}
  at_least: 6
""",
        # A1 alone gives the 6
        ("A1 A2", "A1 S1"),
        {"A2 S1": "high", "A2 S1 S2": "high"},
        12,
    ),
}
