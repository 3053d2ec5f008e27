"""Layouts that say somewhere what came of a unit, or of whom it is: each read to it, or asked.

Of each kind there are several, so that it is the kind that is understood and no heading.
"""

from __future__ import annotations

import io
import re

import pytest

from catalogue.records.reading import RecordError, read_content
from catalogue.records.roles.columns import Role
from catalogue.records.roles.layout import Layout
from catalogue.records.words.outcomes import meaning, settled

UNITS = {
    "T": "T/506/2952",
    "R": "R/506/2151",
    "Y": "Y/506/2183",
    "H": "H/506/2963",
}


def held(text: str, learner: str = "", suffix: str = ".csv") -> str:
    """The letters of the units that are read as achieved; each unit stands as $T, $R, $Y or $H."""
    written = re.sub(r"\$([TRYH])", lambda found: UNITS[found[1]], text.replace(" / ", "\n"))
    read = read_content(written.encode(), "record", suffix, learner=learner)
    letters = {unit: letter for letter, unit in UNITS.items()}
    return "".join(sorted(letters[str(one.unit)] for one in read.record.achievements))


def asked(text: str, suffix: str = ".csv") -> str:
    """What is asked, or told as a fault."""
    with pytest.raises(RecordError) as caught:
        held(text, suffix=suffix)
    return " ".join(fault.message for fault in caught.value.faults)


READ = {
    "a plan beside what came of it": [
        ("Unit,Predicted grade,Final grade / $T,Merit,Pass / $R,Merit, / $Y,Pass,Fail", "T"),
        ("Unit,Mock result,Result / $T,Fail,Pass / $R,Pass,Fail", "T"),
        ("Unit,Planned,Achieved / $T,x,x / $R,x,", "T"),
    ],
    "parts across": [
        ("Unit,LO1,LO2,LO3 / $T,Pass,Pass,Pass / $R,Pass,Fail,Pass / $Y,Pass,,", "T"),
        ("Unit,Assignment 1,Assignment 2 / $T,P,P / $R,P,F", "T"),
        ("Unit,Exam,Coursework / $T,Pass,Pass / $R,Pass,", "T"),
        ("Unit,LO1,LO2 / $T,100%,100% / $R,100%,50%", "T"),
        ("Unit,P1,P2,M1,D1 / $T,x,x,, / $R,x,,x,", "T"),
        ("Unit,LO1,LO2,Date achieved / $T,x,x,1/5/2023 / $R,x,x,", "T"),
    ],
    "parts in rows": [
        ("Unit,Criterion,Met / $T,P1,Y / $T,P2,Y / $T,M1,N / $R,P1,Y / $R,P2,N / $R,M1,Y", "T"),
        ("Unit,Assessment,Result / $T,1,Pass / $T,2,Fail / $T,2 resit,Pass / $R,2,Fail", "T"),
        ("Unit,Paper,Result / $T,A,Pass / $T,B,Pass / $T,B resit,Fail / $R,A,Pass", "R"),
        ("Unit,Task,Result / $T,Exam,Fail / $T,Exam (resit),Pass / $R,Exam,Fail", "T"),
        ("Unit,Unit,Result / $T,Manage,Pass / $R,Resolve,Fail", "T"),
    ],
    "parts below bands": [
        (",Task 1,,Task 2, / Unit,Result,Date,Result,Date / $T,Pass,,Pass, / $R,Pass,,Fail,", "T"),
        (",Exam,,Project, / Unit,Result,Mark,Result,Mark / $T,Pass,,Pass, / $R,Pass,,,", "T"),
    ],
    "attempts across": [
        ("Unit,1st submission,2nd submission / $T,Refer,Pass / $R,Pass, / $Y,Refer,", "RT"),
        ("Unit,Result,Resit result / $T,Fail,Pass / $R,Pass, / $Y,Fail,Fail", "RT"),
        ("Unit,Interim grade,Final grade / $T,Fail,Pass / $R,Pass,", "T"),
        (",Resit,,Original, / Unit,Result,Date,Result,Date"
         " / $T,Pass,1/6/2023,Fail,1/5/2023 / $R,,,Pass,1/5/2023", "RT"),
        ("Unit,Sitting,Result / $T,Jun 2024,Pass / $T,Jan 2024,Fail / $R,Jan 2024,Fail", "T"),
    ],
    "a unit over several rows": [
        ("Unit,Criterion,Result / $T,1.1,Pass / ,1.2,Pass / $R,1.1,Pass / ,1.2,Fail", "T"),
        ("Unit,Title,Task,Result / $T,a,Essay,Pass / ,,Report,Fail / $R,b,Essay,Pass", "R"),
        ("Unit,Title,Credit,Result / $T,a,3,Pass / ,General credit,18,Fail", "T"),
    ],
    "lines between the rows": [
        ("Unit,Title / Achieved units, / $T,a / Outstanding units, / $R,b", "T"),
        ("Unit,Title,Credit / COMPLETED,, / $T,a,3 / Still to do,, / $R,b,4", "T"),
        ("Unit,Result / Mandatory units, / $T,Pass / Optional units, / $R,Fail", "T"),
        ("Unit,Title,Result / Social Media,, / $T,Use social media,Pass / Customer Care,,"
         " / $R,Show customers care,Fail", "T"),
        ("Status: Achieved / Unit,Title / $T,a / Status: Withdrawn / $R,b", "T"),
        ("Unit,Title,Date / $T,a,1/5/2023 / Failed units,, / $R,b,1/5/2023", "T"),
    ],
    "beside the unit or its title": [
        ("Unit / $T - Pass / $R - Not achieved", "T"),
        ("Unit~Result / $T~Pass / $R~Fail", "T"),
        ("Unit,Date / $T Manage (Pass),1/5/2023 / $R Resolve (withdrawn),1/5/2023", "T"),
        ("Unit,Title / $T,Manage - Achieved / $R,Resolve - In progress", "T"),
        ("- $T / - $R (failed)", "T"),
    ],
    "units across with several columns each": [
        (",$T,,$R, / Learner,Result,Date,Result,Date / Jo Bloggs,Pass,1/5/2023,Fail,1/6/2023", "T"),
        (",,$T,,$R, / Learner,ULN,Planned,Actual,Planned,Actual / Jo Bloggs,7,1/5/2023,2/5/2023,"
         "1/5/2023,", "T"),
    ],
    "units across and the row of the learner": [
        ("Learner,Completion date,$T,$R / Jo Bloggs,1/5/2023,x,", "T"),
        ("Name,Status,$T,$R / Jo Bloggs,Withdrawn,Pass,Fail", "T"),
        ("Learner,% complete,$T,$R / Credits,,3,4 / Jo Bloggs,50%,x,", "T"),
        ("Unit,$T,$R / Result,Pass,Fail / Date,1/5/2023,", "T"),
    ],
    "a day and a word": [
        ("Unit,Date achieved / $T,1/5/2023 / $R,Withdrawn / $Y,due 1/6/2024 / $H,TBC", "T"),
        ("Unit,Completed / $T,Yes - 1/5/2023 / $R,No", "T"),
        ("Unit,Status / $T,Achieved 1/5/2023 / $R,Registered 1/9/2022", "T"),
    ],
    "marks": [
        ("Unit,Mark,Pass mark / $T,72,40 / $R,38,40", "T"),
        ("Unit,Score % (pass mark 40) / $T,40 / $R,39", "T"),
        ("Unit,Progress / $T,100 / $R,63 / $Y,0", "T"),
        ("Unit,% Complete,Signed off date / $T,100,1/5/2023 / $R,100,", "T"),
    ],
    "letters of results": [
        ("Unit,Result / $T,P / $R,F / $Y,M", "TY"),
        ("Unit,Pass/Fail / $T,P / $R,F", "T"),
        ("Candidate,$T,$R,$Y / Jo Bloggs,P,R,M", "TY"),
        ("Unit,Outcome / $T,C / $R,NYC", "T"),
    ],
    "in Welsh": [
        ("Uned,Teitl yr uned,Canlyniad,Dyddiad cyflawni / $T,a,Llwyddo,1/5/2023"
         " / $R,b,Methu,2/5/2023", "T"),
        ("Cyfeirnod yr uned,Statws / $T,Wedi'i gyflawni / $R,Heb ei gyflawni"
         " / $Y,Ar y gweill", "T"),
    ],
    "what is beside the matter": [
        ("Learner,Unit,Marker,Result / Jo Bloggs,$T,Al Smith,Pass / Jo Bloggs,$R,Di Jones,Fail",
         "T"),
        ("Unit,RAG,Date achieved / $T,Green,1/5/2023 / $R,Red,", "T"),
        ("Unit,Evidence,Date achieved / $T,E1-E4,1/5/2023 / $R,E5,", "T"),
        ("Unit,Status code,Status / $T,10,Achieved / $R,20,Not achieved", "T"),
        ("Unit,Assessor decision,IQA outcome / $T,Pass,Upheld / $R,Pass,Overturned", "T"),
    ],
}  # fmt: skip

ASKED = {
    "a plan alone": [
        ("Unit,Expected outcome / $T,Pass / $R,Merit", "'Expected outcome'"),
        ("Unit,Target grade / $T,Merit / $R,Pass", "'Target grade'"),
        ("Unit,Target date / $T,1/5/2023 / $R,1/6/2023", "'Target date'"),
        ("Unit,Start date / $T,1/5/2023", "'Start date'"),
    ],
    "what should tell it and is empty": [
        ("Unit,Target date,Date achieved / $T,1/5/2024, / $R,1/6/2024,", "'Date achieved'"),
        ("Unit,Result / $T, / $R,", "'Result'"),
        ("Unit,Certificate number / $T,C123 / $R,", "'Certificate number'"),
    ],
    "a line above that speaks of a plan": [
        ("Units still to complete / Unit,Title / $T,a", "Units still to complete"),
        ("Individual learning plan / Unit,Title / $T,a", "Individual learning plan"),
        ("Remaining units,Title / $T,a", "Remaining units"),
        ("Failed units report / Unit,Title / $T,a", "Failed units report"),
    ],
    "part of the credit": [
        ("Unit,Credit value,Credits achieved / $T,3,3 / $R,4,2", "'2 of 4'"),
        ("Unit,Credits,Credits awarded / $T,3,1", "'1 of 3'"),
    ],
    "two people": [
        ("Unit,JB,AS / $T,Pass,Fail / $R,Fail,Pass", "2 learners: 'JB'"),
        ("Unit,Learner 1,Learner 2 / $T,Pass,Fail / $R,Fail,Pass", "2 learners: 'Learner 1'"),
        (",Jo Bloggs,,Al Smith, / Unit,Result,Date,Result,Date / $T,Pass,,Fail,",
         "2 learners: 'Jo Bloggs'"),
        ("Learner: Jo Bloggs / Unit,Result / $T,Pass / Learner: Al Smith / $R,Pass", "2 learners"),
        ("Jo Bloggs / Unit,Result / $T,Pass / Al Smith / Unit,Result / $R,Pass", "2 learners"),
        ("Unit,Result / Jo Bloggs, / $T,Pass / Al Smith, / $R,Pass", "2 learners"),
        ("Learner and unit,Result / Jo Bloggs $T,Pass / Al Smith $R,Pass", "2 learners"),
        ("Email address,Unit,Result / a@x.uk,$T,Pass / b@x.uk,$R,Pass", "2 learners"),
        ("Full name (as on certificate),Unit,Result / Jo Bloggs,$T,Pass / Al Smith,$R,Pass",
         "whose"),
    ],
    "free text that laments": [
        ("Unit,Date,Comments / $T,1/5/2023,Good work throughout the whole of the portfolio"
         " / $R,1/5/2023,This was not passed and must be done again", "'Comments'"),
        ("Unit,Date,Remarks on it / $T,1/5/2023,All is well with every part of this"
         " / $R,1/5/2023,She failed the second of the two tests in May", "'Remarks on it'"),
    ],
    "a footnote": [
        ("Unit,Result / $T,Pass / $R,Pass* / * subject to moderation", "Pass (subject to"),
        ("Unit,Result / $T,Pass^ / $R,Fail / ^ provisional", "Pass (provisional)"),
    ],
    "a tick that it was taken again": [
        ("Unit,Result,Resit / $T,Pass,Y / $R,Pass,N", "'Resit'"),
        ("Unit,Result,Retake? / $T,Pass,x / $R,Pass,", "'Retake?'"),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "letters"),
    [one for some in READ.values() for one in some],
    ids=[f"{kind} {n}" for kind, some in READ.items() for n, _ in enumerate(some)],
)
def test_what_a_layout_says_is_read(text: str, letters: str) -> None:
    assert held(text, suffix=".yaml" if text.startswith("- ") else ".csv") == letters


@pytest.mark.parametrize(
    ("text", "about"),
    [one for some in ASKED.values() for one in some],
    ids=[f"{kind} {n}" for kind, some in ASKED.items() for n, _ in enumerate(some)],
)
def test_what_could_be_meant_otherwise_is_asked(text: str, about: str) -> None:
    assert about in asked(text)


@pytest.mark.parametrize(
    "text",
    [
        "Unit,Jo,Al / $T,Pass,Fail / $R,Fail,Pass",
        ",Jo,,Al, / Unit,Result,Date,Result,Date / $T,Pass,1/5/2023,, / $R,Fail,,Pass,1/6/2023",
        "Name: Jo / Unit,Result / $T,Pass / $R,Fail / Name: Al / Unit,Result / $R,Pass",
        ",$T,,$R, / Learner,Result,Date,Result,Date / Jo,Pass,,Fail, / Al,,,Pass,",
    ],
)
def test_one_of_several_is_picked_in_any_layout(text: str) -> None:
    assert (held(text, "Jo"), held(text, "Al")) == ("T", "R")


@pytest.mark.parametrize("columns", [("Obs", "Quiz"), ("Lab", "Essays")])
def test_a_layout_says_that_columns_are_no_people(columns: tuple[str, str]) -> None:
    text = f"Unit,{columns[0]},{columns[1]}\n{UNITS['T']},Pass,Pass\n{UNITS['R']},Pass,Fail\n"
    assert "2 learners" in asked(text)
    layout = Layout(columns=dict.fromkeys(columns, Role.OUTCOME))
    read = read_content(text.encode(), "record", ".csv", layout=layout)
    assert [one.unit for one in read.record.achievements] == [UNITS["T"]]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Referred - resubmit by 1 June", False),
        ("Incomplete (45%)", False),
        ("Fail (resit available)", False),
        ("Completed (did not achieve pass grade)", False),
        ("Completed but failed", False),
        ("Awaiting moderation", False),
        ("Not agreed", False),
        ("No credit", False),
        ("No award made", False),
        ("Pass (resit)", True),
        ("Passed at 2nd attempt", True),
        ("Completed (achieved pass grade)", True),
        ("Certificate issued", True),
        ("Pass - awaiting IV", None),
        ("Complete (pending IQA)", None),
        ("Achieved (not claimed)", None),
        ("Pass?", None),
    ],
)
def test_what_stands_beside_a_word_is_heard(text: str, meant: bool | None) -> None:
    assert settled(text) is meant


def test_more_is_understood_and_nothing_otherwise() -> None:
    texts = [
        f"{first} {sign} {second}"
        for first in ("pass", "fail", "complete", "not achieved", "refer", "blue")
        for sign in ("-", "(", "but", "and")
        for second in ("pass", "failed", "resit", "pending", "not claimed", "page 3")
    ]
    plainly = {text: meaning(text) for text in texts if meaning(text) is not None}
    assert {text: settled(text) for text in plainly} == plainly
    assert all(not settled(text) for text in texts if text.startswith(("fail", "not", "refer")))


def test_a_share_in_a_workbook_is_what_is_seen() -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Unit", "% complete"], [UNITS["T"], 1], [UNITS["R"], 0.4]):
        sheet.append(row)
    for cell in sheet["B"][1:]:
        cell.number_format = "0%"
    out = io.BytesIO()
    book.save(out)
    read = read_content(out.getvalue(), "record", ".xlsx")
    assert [one.unit for one in read.record.achievements] == [UNITS["T"]]
    assert [one.said for one in read.left_out] == ["% complete: 40%"]


@pytest.mark.parametrize(
    "text",
    [
        '[{"unit":"$T","passed":true},{"unit":"$R","passed":false}]',
        "- {unit: $T, decision: Pass} / - {unit: $R, decision: Refer}",
        "- {unit: $T, achieved: yes} / - {unit: $R, achieved: no}",
    ],
)
def test_other_keys_of_a_written_list_are_those_of_a_table(text: str) -> None:
    assert held(text, suffix=".yaml") == "T"
