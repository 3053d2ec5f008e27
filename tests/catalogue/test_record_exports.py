"""Tables as college systems and trackers export them, each with its right reading."""

from __future__ import annotations

import pytest

from catalogue.records.reading import RecordError, read_content

T, R = "T/506/2952", "R/506/2151"

READ = {
    "a person code, a status and a result": ("""
Student Ref,Surname,Forename,Aim Ref,Start Date,Planned End,Actual End,Completion Status,Outcome
100234,Bloggs,Jo,T5062952,01/09/2022,31/07/2023,15/06/2023,2 - Completed,1 - Achieved
100234,Bloggs,Jo,R5062151,01/09/2022,31/07/2023,15/06/2023,3 - Withdrawn,3 - No achievement
""", T),
    "attempts with decisions": ("""
StudentID,ModuleCode,AttemptNo,Mark,Decision
S1,T/506/2952,1,32,Refer
S1,T/506/2952,2,55,Pass
S1,R/506/2151,1,31,Refer
S1,R/506/2151,2,38,Fail
""", T),
    "a percentage, a target and a day": ("""
Learner ID,Unit Code,% Complete,Target Date,Completed Date,IV Date
L9,T/506/2952,100,01/06/2023,25/05/2023,01/06/2023
L9,R/506/2151,80,01/07/2023,,
""", T),
    "progress and who signed off": ("""
Learner,Unit,Progress,Status,Signed off by,Date signed off
Jo Bloggs,T/506/2952 Manage personal and professional development,100%,Complete,Ann Lee,12/05/2023
Jo Bloggs,R/506/2151 Resolve customers' complaints,67%,In Progress,,
""", T),
    "grades of a board": ("""
Registration No,Student,Unit Number,Unit Code,Grade,Claimed
B1,Jo Bloggs,1,T/506/2952,P,Y
B1,Jo Bloggs,2,R/506/2151,U,N
""", T),
    "criteria across": ("""
Unit,P1,P2,M1,D1
T/506/2952,Y,Y,N,N
R/506/2151,Y,N,Y,N
""", T),
    "criteria down, each with its day": ("""
Unit,Criteria,Date met
T/506/2952,1.1,2023-05-01
T/506/2952,1.2,2023-05-02
R/506/2151,1.1,2023-05-01
R/506/2151,1.2,
""", T),
    "a grade book": ("""
First name,Surname,ID number,Email address,T/506/2952 (Real),R/506/2151 (Real)
Jo,Bloggs,S1,jo@example.org,Pass,Fail
""", T),
    "a mark beside the pass mark": ("""
Unit,Mark,Pass mark
T/506/2952,55,40
R/506/2151,35,40
""", T),
    "stages ticked off": ("""
Unit,Started,Submitted,Assessed,Achieved
T/506/2952,\N{CHECK MARK},\N{CHECK MARK},\N{CHECK MARK},\N{CHECK MARK}
R/506/2151,\N{CHECK MARK},\N{CHECK MARK},,
""", T),
    "when it expires": ("""
Unit,Achieved,Expires
T/506/2952,2023-05-12,2026-05-12
R/506/2151,2019-05-12,2022-05-12
""", f"{T} {R}"),
    "an appeal that was upheld": ("""
Unit,Result,Appeal outcome
T/506/2952,Fail,Upheld - Pass
R/506/2151,Pass,
""", f"{T} {R}"),
    "a pass that is void": ("""
Unit,Result,Void
T/506/2952,Pass,N
R/506/2151,Pass,Y
""", T),
    "a pivot table": ("""
Row Labels,Fail,Pass,Grand Total
T/506/2952,,1,1
R/506/2151,1,,1
Grand Total,1,1,2
""", T),
    "sections with a year": ("""
Unit,Title
Year 1 (complete)
T/506/2952,a b
Year 2 (in progress)
R/506/2151,c
""", T),
    "units planned below units achieved": ("""
Units achieved,
T/506/2952,
Units planned,
R/506/2151,
""", T),
    "resits in one column": ("""
Unit,First submission,Resubmission
T/506/2952,Referred,Pass (resit)
R/506/2151,Referred,Referred
""", T),
}  # fmt: skip

ASKED = {
    "a claim for RPL": "Unit,RPL claimed?\nT/506/2952,Y\nR/506/2151,N\n",
    "marks alone": "Unit,Mark\nT/506/2952,55\nR/506/2151,35\n",
    "predictions alone": "Unit,Predicted Grade\nT/506/2952,Pass\nR/506/2151,Pass\n",
    "what an assessor ticked": "Unit,Started,Assessed\nT/506/2952,x,x\nR/506/2151,x,\n",
    "people in an unnamed column": ",Unit,Result\nMark,T/506/2952,Pass\nAnn,R/506/2151,Pass\n",
    "people above their units": (
        "Unit,Result\nMark Smith,\nT/506/2952,Pass\nAnn Lee,\nR/506/2151,Pass\n"
    ),
    "people across": "Unit,Dan Price,Ann Lee\nT/506/2952,Pass,\nR/506/2151,,Pass\n",
    "people across, one of whom is a mark": (
        "Unit,Jo Bloggs,Mark Smith,Ann Lee\nT/506/2952,Pass,Fail,Pass\nR/506/2151,Fail,Pass,Fail\n"
    ),
}


@pytest.mark.parametrize("name", READ)
def test_an_export_is_read_as_it_is_meant(name: str) -> None:
    text, held = READ[name]
    read = read_content(text.lstrip().encode(), "r.csv", ".csv")
    assert sorted(one.name for one in read.record.achievements) == sorted(held.split())


@pytest.mark.parametrize("name", ASKED)
def test_what_could_be_read_in_two_ways_is_asked(name: str) -> None:
    with pytest.raises(RecordError):
        read_content(ASKED[name].encode(), "r.csv", ".csv")


def test_who_has_nothing_stands_among_those_across() -> None:
    text = "Unit,Jo Bloggs,Dan Price,Ann Lee\nT/506/2952,x,,x\nR/506/2151,x,,\n"
    with pytest.raises(RecordError, match="3 learners"):
        read_content(text.encode(), "r.csv", ".csv")
    read = read_content(text.encode(), "r.csv", ".csv", learner="Dan Price")
    assert not read.record.achievements


SAYS = [
    ("Status", "Achieved", "Withdrawn"), ("Result", "Pass", "Fail"), ("Achieved?", "Y", "N"),
    ("Complete", "TRUE", "FALSE"), ("Pass/Fail", "P", "F"), ("Credit achieved", "3", "0"),
    ("% complete", "100%", "40%"), ("Assessment decision", "Competent", "Not yet competent"),
    ("Certificate received", "Yes", "No"), ("Unit status", "Complete", "In progress"),
]  # fmt: skip
DAYS = [("Date achieved", "12/05/2023"), ("Claim date", "12.05.2023"), ("Award date", "12-May-23")]
DENIES = [
    ("Withdrawn", "Y", ""), ("Withdrawal date", "01/06/2023", ""), ("Void?", "Yes", "No"),
    ("Resit required", "Y", "N"), ("Reason for withdrawal", "Moved away", ""),
    ("Not achieved", "x", ""),
]  # fmt: skip


@pytest.mark.parametrize(("heading", "yes", "no"), SAYS)
def test_a_second_column_never_makes_a_failure_a_pass(heading: str, yes: str, no: str) -> None:
    """T is achieved by both columns, R denied by one of them or by a blank."""
    pairs = [((heading, yes, no), (day, said, other)) for day, said in DAYS for other in ("", said)]
    pairs += [((heading, yes, ""), (day, said, "")) for day, said in DAYS]
    pairs += [((heading, yes, yes), (denies, ok, bad)) for denies, bad, ok in DENIES]
    pairs += [
        ((heading, yes, no), (other, said, "")) for other, said, _ in SAYS if other != heading
    ]
    answered = 0
    for number, pair in enumerate(pairs):
        first, second = pair if number % 2 else pair[::-1]
        rows = zip(["Unit", T, R], first, second, strict=True)
        text = "\n".join(",".join(cells) for cells in rows)
        try:
            read = read_content(text.encode(), "r.csv", ".csv")
        except RecordError:
            continue  # asked
        answered += 1
        assert [unit.name for unit in read.record.achievements] == [T], text
    assert answered > len(pairs) / 2


LEARNING_EVENTS = """\
ID,AchievementProviderUkprn,Unit,AchievementAwardDate,DateLoaded,UnderDataChallenge,{},Grade
1,90000051,R/506/2151,2023-05-01,2023-06-21 14:49:01,N,F,{}
2,90000051,T/506/2952,2019-05-01,2019-06-21 14:49:01,N,P,{}
"""


@pytest.mark.parametrize("status", ["Status", "RecordState"])
@pytest.mark.parametrize("grades", [("Pass", ""), ("P", "F")])
def test_the_letters_of_learning_events_are_known_whatever_the_column_is_called(
    status: str, grades: tuple[str, str]
) -> None:
    """F is a finished event; below Grade it is a fail, as everywhere."""
    content = LEARNING_EVENTS.format(status, *grades).encode()
    read = read_content(content, "events.csv", ".csv")
    assert [one.name for one in read.record.achievements] == ["R/506/2151"]
    assert [one.name for one in read.left_out] == ["T/506/2952"]


MODULE_RESULTS = """\
SPR_CODE,MOD_CODE,MAV_OCCUR,AYR_CODE,PSL_CODE,SMR_AGRM,SMR_AGRG,SMR_RSLT
12345678/1,T/506/2952,A,2023/4,S1,30,F,F
12345678/1,T/506/2952,A,2024/5,S1,65,P,P
12345678/1,R/506/2151,A,2024/5,S1,30,F,{}
"""


def test_module_results_of_a_student_system_are_read_by_their_codes() -> None:
    read = read_content(MODULE_RESULTS.format("F").encode(), "smr.csv", ".csv")
    assert (read.program, [one.name for one in read.record.achievements]) == ("sits", [T])
    for other in ("R", "D"):  # which each institution has for something of its own
        with pytest.raises(RecordError, match="SMR_RSLT"):
            read_content(
                MODULE_RESULTS.replace("30,F,{}", f"30,,{other}").encode(), "s.csv", ".csv"
            )
    registered = MODULE_RESULTS.replace("SMR_RSLT", "SMO_X").format("")
    with pytest.raises(RecordError):
        read_content(registered.encode(), "smo.csv", ".csv")
