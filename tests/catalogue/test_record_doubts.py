"""What looks like an achievement, or like one person, and is not, is never taken for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalogue.records.reading import RecordError, WhyLeftOut, read_record
from catalogue.records.roles.likeness import is_name
from catalogue.records.words.outcomes import meaning

T, R, D = "T/506/2952", "R/506/2151", "D/506/2962"


def units(folder: Path, text: str, name: str = "record.csv") -> list[str]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return [one.name for one in read_record(path).record.achievements]


def question(folder: Path, text: str, name: str = "record.csv") -> str:
    with pytest.raises(RecordError) as caught:
        units(folder, text, name)
    assert len(caught.value.faults) == 1
    return caught.value.faults[0].message


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("80% complete", None), ("2/3 complete", None), ("2 out of 3 met", None),
        ("Passed 80% of criteria", None), ("40 per cent achieved", None),
        ("100% complete", True), ("3/3 met", True), ("Pass 78%", True), ("Merit (65%)", True),
        ("Achieved 01/05/2023", True), ("Pass 1.5.23", True),
    ],
)  # fmt: skip
def test_a_share_of_something_done_is_asked_and_a_mark_or_a_day_is_none(
    text: str, meant: bool | None
) -> None:
    assert meaning(text) is meant


class TestDays:
    @pytest.mark.parametrize(
        "heading",
        ["Anticipated completion date", "Projected award date", "Completion date (est.)",
         "Revised completion", "Date result due", "Certificate expiry date", "IQA completed",
         "Course completion date", "Certificate requested"],
    )  # fmt: skip
    def test_a_plan_or_the_day_of_something_else_is_asked(
        self, tmp_path: Path, heading: str
    ) -> None:
        asked = question(tmp_path, f"Unit,{heading}\n{T},1/5/2023\n{R},2/6/2023\n")
        assert heading in asked

    @pytest.mark.parametrize(
        "heading", ["Date rescinded", "Annulled on", "Unit removed", "Deregistration date",
                    "Not achieved", "Cancellation date"],
    )  # fmt: skip
    def test_a_day_that_undoes_is_no_achievement(self, tmp_path: Path, heading: str) -> None:
        text = f"Unit,{heading},Date achieved\n{T},,1/5/2023\n{R},2/6/2023,1/5/2023\n"
        assert units(tmp_path, text) == [T]

    @pytest.mark.parametrize("heading", ["Date Achieved (dd/mm/yyyy)", "Learner achievement date",
                                         "Actual end date", "Final award date"])  # fmt: skip
    def test_the_usual_words_beside_it_need_no_question(self, tmp_path: Path, heading: str) -> None:
        assert units(tmp_path, f"Unit,{heading}\n{T},1/5/2023\n{R},\n") == [T]

    @pytest.mark.parametrize("blank", ["", "TBC", "In progress"])
    def test_a_day_of_another_matter_that_some_rows_lack_is_asked(
        self, tmp_path: Path, blank: str
    ) -> None:
        text = f"Unit,IV date\n{T},1/5/2023\n{R},{blank}\n{D},1/6/2023\n"
        assert "IV date" in question(tmp_path, text)


class TestTicks:
    @pytest.mark.parametrize("heading", ["Started", "Enrolled", "Registered", "Submitted"])
    def test_a_stage_is_neither_for_nor_against_an_achievement(
        self, tmp_path: Path, heading: str
    ) -> None:
        assert heading in question(tmp_path, f"Unit,{heading}\n{T},Y\n{R},N\n{D},Y\n")
        text = f"Unit,{heading},Date achieved\n{T},Y,1/5/2023\n{R},N,\n{D},Y,\n"
        assert units(tmp_path, text) == [T]

    @pytest.mark.parametrize("heading", ["Failed?", "Outstanding", "Signed off by IQA"])
    def test_failures_or_another_s_view_alone_do_not_say_what_was_achieved(
        self, tmp_path: Path, heading: str
    ) -> None:
        assert heading in question(tmp_path, f"Unit,{heading}\n{T},Y\n{R},N\n")

    def test_a_cross_beside_ticks_is_no_failure(self, tmp_path: Path) -> None:
        text = f"Unit,Fail?,Result\n{T},x,Pass\n{R},\N{HEAVY CHECK MARK},Pass\n{D},x,Pass\n"
        assert units(tmp_path, text) == [T, D]


@pytest.mark.parametrize("heading", ["Percentage", "%", "% complete"])
def test_a_one_among_fractions_is_asked(tmp_path: Path, heading: str) -> None:
    """1 may be 1 % or, as a spreadsheet stores it, the whole."""
    assert heading in question(tmp_path, f"Unit,{heading}\n{T},1\n{R},1\n")


def test_a_series_of_an_exam_is_an_attempt_at_it(tmp_path: Path) -> None:
    text = f"Unit,Exam series,Result\n{T},1,Fail\n{T},2,Pass\n{R},1,Pass\n{R},2,Revoked\n"
    assert units(tmp_path, text) == [T]


class TestReferences:
    def test_a_cell_of_several_is_asked(self, tmp_path: Path) -> None:
        asked = question(tmp_path, f'Unit,Result\n"{T}, {R}",Pass\n{D},Fail\n')
        assert asked == f"column 'Unit': '{T}, {R}' names several units"

    def test_a_second_column_of_them_makes_no_heading_of_a_row(self, tmp_path: Path) -> None:
        text = f"Unit Ref,Maps to,Result\n{T},{R},Pass\n"
        assert "Maps to" in question(tmp_path, text)


class TestPeople:
    @pytest.mark.parametrize(
        ("text", "name"),
        [
            ("van der Berg, Ann", True), ("Se\N{LATIN SMALL LETTER A WITH ACUTE}n Byrne", True),
            ("Ann Lee (1)", True), ("O'Neil, Bob", True), ("\N{LATIN CAPITAL LETTER O WITH STROKE}"
             "rjan \N{LATIN CAPITAL LETTER A WITH RING ABOVE}s", True),
            ("Manage personal development", False), ("Ann", False), ("Level 2 Award", False),
        ],
    )  # fmt: skip
    def test_a_name_is_told_by_its_shape(self, text: str, name: bool) -> None:
        assert is_name(text) is name

    @pytest.mark.parametrize(
        "heading", ["Applicant", "Award holder", "Staff", "Completed by", "Group member", "Owner"]
    )
    @pytest.mark.parametrize(
        "people", [("van der Berg, Ann", "O'Neil, Bob"), ("ann lee", "bob ray"),
                   ("Ann Lee (1)", "Ann Lee (2)"), ("AB 12 34 56 C", "CD 12 34 56 D")],
    )  # fmt: skip
    def test_two_are_never_merged(
        self, tmp_path: Path, heading: str, people: tuple[str, str]
    ) -> None:
        one, other = (f'"{name}"' for name in people)
        text = f"{heading},Unit,Result\n{one},{T},Pass\n{other},{R},Pass\n{other},{D},Pass\n"
        assert heading in question(tmp_path, text)

    @pytest.mark.parametrize("heading", ["Assessor", "Assessed by", "Tutor", "IQA signature"])
    def test_those_who_judge_are_not_the_learner(self, tmp_path: Path, heading: str) -> None:
        text = f"{heading},Unit,Result\nAnn Lee,{T},Pass\nBob Ray,{R},Pass\nBob Ray,{D},Fail\n"
        assert units(tmp_path, text) == [T, R]


class TestWrittenRecords:
    def test_a_blank_day_beside_filled_ones_is_not_achieved(self, tmp_path: Path) -> None:
        text = f"""achievements:
  - {{unit: {T}, achieved: 2023-05-01}}
  - {{unit: {R}, achieved: ""}}
  - {{unit: {D}}}
"""
        # what says nothing of a day is held as typed; what leaves it blank is not
        assert units(tmp_path, text, "record.yaml") == [T, D]

    def test_what_was_revoked_later_is_not_achieved(self, tmp_path: Path) -> None:
        path = tmp_path / "record.yaml"
        path.write_text(f"""achievements:
  - {{unit: {R}, achieved: 2023-05-01, result: Pass}}
  - {{unit: {R}, achieved: 2024-05-01, result: Revoked}}
  - {{unit: {T}, result: Pass}}
""")
        read = read_record(path)
        assert [one.name for one in read.record.achievements] == [T]
        assert [(one.line, one.why) for one in read.left_out] == [
            (3, WhyLeftOut.NOT_ACHIEVED),
            (2, WhyLeftOut.PART),
        ]

    def test_parts_or_attempts_are_asked_where_it_matters(self, tmp_path: Path) -> None:
        text = f'[{{"unit": "{R}", "result": "Fail"}}, {{"unit": "{R}", "result": "Pass"}}]'
        asked = question(tmp_path, text, "record.json")
        assert "attempts (the last decides) or parts" in asked

    def test_two_people_under_name_are_not_merged(self, tmp_path: Path) -> None:
        text = f'[{{"unit": "{T}", "name": "Ann Lee"}}, {{"unit": "{R}", "name": "Bob Ray"}}]'
        assert "2 learners" in question(tmp_path, text, "record.json")
        titles = f"- {{unit: {T}, name: Manage things}}\n- {{unit: {R}, name: Resolve them}}\n"
        assert units(tmp_path, titles, "record.yaml") == [T, R]


class TestEvidence:
    def test_a_share_of_the_work_is_no_award_where_others_have_one(self, tmp_path: Path) -> None:
        text = f"Unit,% complete,Claimed\n{T},100%,Yes\n{R},100%,\n{D},60%,\n"
        assert units(tmp_path, text) == [T]
        assert units(tmp_path, f"Unit,% complete\n{T},100%\n{R},100%\n{D},60%\n") == [T, R]

    @pytest.mark.parametrize("heading", ["Assessor sign-off", "Sign-off", "Seen by IQA"])
    def test_a_signature_that_some_rows_lack_is_asked_about(
        self, tmp_path: Path, heading: str
    ) -> None:
        assert heading in question(tmp_path, f"Unit,{heading}\n{T},JS 01/05/2023\n{R},\n")

    @pytest.mark.parametrize("heading", ["Submitted on", "Next review", "Review date"])
    def test_a_day_on_which_there_is_something_to_be_judged_is_asked_about(
        self, tmp_path: Path, heading: str
    ) -> None:
        text = f"Unit,{heading}\n{T},01/05/2023\n{R},03/06/2023\n"
        assert heading in question(tmp_path, text)

    def test_a_way_that_is_none_of_ours_is_no_matter_where_it_was_passed(
        self, tmp_path: Path
    ) -> None:
        text = f"Unit,Method,Result\n{T},RPL,Pass\n{R},Taught,Pass\n"
        assert units(tmp_path, text) == [T, R]
        assert "Taught" in question(tmp_path, f"Unit,Method\n{T},RPL\n{R},Taught\n")


@pytest.mark.parametrize("heading", ["Achieved (mm/dd/yyyy)", "Date achieved MM-DD-YY"])
def test_a_heading_that_says_that_the_month_comes_first_is_believed(
    tmp_path: Path, heading: str
) -> None:
    path = tmp_path / "record.csv"
    path.write_text(f"Unit,{heading}\n{T},05/01/2023\n{R},06/13/23\n")
    days = [str(one.achieved) for one in read_record(path).record.achievements]
    assert days == ["2023-05-01", "2023-06-13"]


def test_a_heading_of_days_that_cannot_be_right_is_not_believed(tmp_path: Path) -> None:
    path = tmp_path / "record.csv"
    path.write_text(f"Unit,Achieved (mm/dd/yyyy)\n{T},05/01/2023\n{R},13/06/2023\n")
    days = [str(one.achieved) for one in read_record(path).record.achievements]
    assert days == ["2023-01-05", "2023-06-13"]


@pytest.mark.parametrize("heading", ["Done by", "Assessor", "Verified by", "IQA signature"])
def test_who_judged_some_units_and_no_others_is_asked_where_nothing_else_tells(
    tmp_path: Path, heading: str
) -> None:
    text = f"Unit,{heading}\n{T},AB\n{R},\n"
    assert f"column '{heading}'" in question(tmp_path, text)
    told = f"Unit,{heading},Result\n{T},AB,Pass\n{R},,Pass\n"
    assert units(tmp_path, told) == [T, R]


def test_a_row_that_is_taken_out_by_a_sign_is_asked_about(tmp_path: Path) -> None:
    assert "Seen beside" in question(tmp_path, f"Unit,Result\n{T},Pass\n# {R},Pass\n")
    assert units(tmp_path, f"Unit,Result\n#{T},Pass\n#{R},Pass\n") == [T, R]


@pytest.mark.parametrize("above", ["Units offered", "Enrolment form", "Unit choices 2026"])
def test_a_list_of_what_may_be_taken_is_asked_about(tmp_path: Path, above: str) -> None:
    assert "were they achieved" in question(tmp_path, f"{above}\nUnit,Credit\n{T},4\n{R},7\n")
    told = f"{above}\nUnit,Result\n{T},Pass\n{R},Fail\n"
    assert units(tmp_path, told) == [T]


def test_results_that_are_subject_to_something_are_asked_about(tmp_path: Path) -> None:
    text = f"All results subject to moderation\nUnit,Result\n{T},Pass\n{R},Pass\n"
    assert "were these achieved" in question(tmp_path, text)
