"""Inputs as they should be, one of each kind: what the fuzzer spoils."""

from __future__ import annotations

import json

OCR = "ocr-l4-customer-service"

QUESTION = f"""qualification: {OCR}
"on": 2024-07-01
want: [D/506/2055, "group:B", "level:4", social media]
avoid: [Y/506/2183]
prefer: {{"customer": 2, R/506/2151: -1}}
goals: [least-glh, fewest-units]
limits: {{new_glh: 300, new_units: 15}}
unknown_glh: estimate
time_limit: 2
"""

RECORD_YAML = """achievements:
- {unit: T/506/2952, achieved: 2023-05-01}
- {unit: R/506/2151, route: experience}
- {award: Some Award, achieved: 2020-01-01}
exceptions:
- {kind: accept-unit, qualification: ocr-l4-customer-service, held: X/123/4567,
   counts_as: D/506/2055, reason: agreed, agreed_by: Example, agreed_on: 2024-01-01, reference: E1}
"""

RECORD_CSV = """Learner,Unit,Title,Outcome,Achieved,Credit
Ann,T/506/2952,Manage,Pass,01/05/2023,4
Ann,R/506/2151,Another,Fail,2023-06-01,5
Ann,D/506/2055,Third,,3 June 2022,6
"""

LINE = json.dumps(
    {
        "qualification": OCR,
        "on": "2024-07-01",
        "want": ["D/506/2055", "level:4"],
        "limits": {"new_glh": 300},
        "prefer": {"customer": 2},
        "time_limit": 2,
    }
)

SCRIPT = """want D/506/2055
avoid T/506/2952; level 3
held R/506/2151@2023-05-01
max glh 200
goal least-glh fewest-units
prefer social media=+3
on 1 July 2024
alternatives 2
why D/506/2055
check
undo
history
drop all
"""

HANDBOOK = """Example Level 2 Certificate in Examples  601/4417/8
To achieve this qualification learners must achieve a minimum of 12 credits.
Group A Mandatory units
T/506/2952 Manage personal development Level 3 Credit 3 GLH 12
D/506/2153 Champion customer service Level 4 Credit 4 GLH 17
Group B Optional units: a minimum of 5 credits must come from Group B.
R/506/2179 Build effective customer relations Level 4 Credit 6 GLH 25
"""

OFFER_CSV = """Unit,Title,Price,Places left,Terms
M/506/2898,Manage operations,120,4,autumn
D/506/2153,Champion,£150.50,,
T/506/2952,Manage,0,12,autumn; spring
R/506/2179,Relations,95,,
D/506/2962,Media strategy,"1,300",3,
H/506/2963,Social media,115,,
L/506/2181,Problems,80,0,spring
Y/506/2183,Technology,,2,
L/506/2004,Needs,130,,
T/506/1980,Feedback,99.9,,
R/506/2960,Strategy,140,,
F/506/2176,Quality,105,2,
"""

OFFER_YAML = """units:
- {unit: M/506/2898, price: 120, places: 4, terms: [autumn]}
- {unit: D/506/2153, price: "150.50"}
- {unit: T/506/2952, price: 0, places: 12, terms: [autumn, spring]}
- {unit: R/506/2179, price: 95}
- {unit: D/506/2962, price: 1300, places: 3}
- {unit: H/506/2963}
- {unit: L/506/2181, price: 80, places: 0}
- {unit: Y/506/2183, places: 2}
- {unit: L/506/2004, price: 130}
- {unit: T/506/1980, price: 99.9}
- {unit: R/506/2960, price: 140}
- {unit: F/506/2176, price: 105, places: 2}
- {unit: Y/506/2166, price: 90}
"""

LAYOUT = """columns:
  Learner: learner
  Unit: unit
  Title: title
  Outcome: outcome
  Achieved: achieved
  Credit: ignored
words:
  Pass: achieved
  Fail: not achieved
"""

COHORT = """Learner,Unit,Title,Outcome,Achieved,Stage,Wanted
Ann,T/506/2952,Manage,Pass,01/05/2023,,D/506/2055
Ann,R/506/2151,Another,Fail,2023-06-01,,
Bob,D/506/2055,Third,Pass,3 June 2022,,
Cat,M/506/2898,Operations,Pass,2024-02-01,,
Cat,M/506/2898,Operations,Fail,2024-01-01,,
"""
