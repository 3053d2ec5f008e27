"""Only what a file says was achieved is an achievement; the rest is left out and told."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from catalogue.learner.record import Achievement, LearnerRecord
from catalogue.records.reading import LeftOut, RecordError, RecordRead, WhyLeftOut, read_record
from catalogue.records.words.outcomes import ACHIEVED, NOT_ACHIEVED, Outcome, Said, outcome


def read(folder: Path, text: str, name: str = "record.csv") -> RecordRead:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_record(path)


def units(read: RecordRead) -> list[str]:
    return [one.name for one in read.record.achievements]


def test_no_word_means_both() -> None:
    assert not set(ACHIEVED) & set(NOT_ACHIEVED)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Achieved", True),
        ("PASSED", True),
        ("Completed", True),
        ("Distinction*", True),
        ("Not-Achieved", False),
        ("not yet assessed", False),
        ("In Progress", False),
        ("Withdrawn", False),
        ("Fail", False),
        # letters and numbers are somebody's code; only a column of grades has grades
        ("P", None),
        ("1", None),
        ("Done?", None),
        # how it came out, and not the way there
        ("Pass after referral", True),
        ("Passed on appeal", True),
        ("Fail on appeal", False),
        ("Referred after pass", None),
        ("Compensated", True),
        ("Compensatable fail", False),
        ("Ref", False),
        ("Achieved (late)", True),
        ("late submission", None),
        # nothing of it is there, or not yet
        ("Nothing achieved", False),
        ("0 credits awarded", False),
        ("no credit awarded", False),
        ("10 credits awarded", True),
        ("Hasn't passed", False),
        ("Unable to complete", False),
        ("Result withheld", False),
        ("Extension granted", False),
        ("Deferral approved", False),
        ("Under investigation", False),
        ("Dim wedi'i gyflawni", False),
        ("Wedi tynnu'n \u00f4l", False),
        # what is to be, and what is no outcome
        ("Complete by 01/06/2024", None),
        ("Finished learning", None),
        ("Part time", None),
    ],
)
def test_words_are_known_or_not(text: str, meant: bool | None) -> None:
    assert Said("Status", text).meant is meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [("P", True), ("M", True), ("D*", True), ("U", False), ("Merit", True), ("A", None),
     ("C", None), ("72%", None)],
)  # fmt: skip
def test_a_grade_may_say_nothing_of_achievement(text: str, meant: bool | None) -> None:
    assert Said("Grade", text, graded=True).meant is meant


@pytest.mark.parametrize(
    ("status", "grade", "came"),
    [
        ("Achieved", "A", Outcome.ACHIEVED),
        ("Achieved", "Fail", Outcome.NOT_ACHIEVED),
        ("Failed", "Pass", Outcome.NOT_ACHIEVED),
        ("Under review", "Pass", Outcome.UNTOLD),
        ("Under review", "Fail", Outcome.NOT_ACHIEVED),
    ],
)
def test_one_word_against_it_is_enough(status: str, grade: str, came: Outcome) -> None:
    said = [Said("Status", status), Said("Grade", grade, graded=True)]
    assert outcome(said)[0] is came


class TestTables:
    @pytest.mark.parametrize(
        "column",
        ["Status", "RESULT", "Outcome", "Grade", "Achievement Status", "completion_status",
         "Unit Result", "Final grade", "Pass/Fail"],
    )  # fmt: skip
    def test_what_was_not_achieved_is_no_achievement(self, tmp_path: Path, column: str) -> None:
        text = f"Unit,{column}\nT/506/2952,Pass\nR/506/2151,Fail\nL/506/2150,Withdrawn\n"
        found = read(tmp_path, text)
        assert units(found) == ["T/506/2952"]
        assert found.left_out == (
            LeftOut(3, "R/506/2151", WhyLeftOut.NOT_ACHIEVED, f"{column}: Fail"),
            LeftOut(4, "L/506/2150", WhyLeftOut.NOT_ACHIEVED, f"{column}: Withdrawn"),
        )
        assert not found.unused

    def test_several_columns_may_speak_of_it(self, tmp_path: Path) -> None:
        text = (
            "Status,Unit,Grade,Result\n"
            "Completed,T/506/2952,A,\n"
            "Completed,R/506/2151,,Fail\n"
            "Continuing,L/506/2150,,\n"
        )
        found = read(tmp_path, text)
        assert units(found) == ["T/506/2952"]
        assert [one.said for one in found.left_out] == ["Result: Fail", "Status: Continuing"]

    def test_where_nothing_is_said_nothing_is_guessed(self, tmp_path: Path) -> None:
        found = read(tmp_path, "Unit,Date,Result\nT/506/2952,,Pass\nR/506/2151,1/5/2023,\n")
        assert units(found) == ["T/506/2952"]
        assert found.left_out == (LeftOut(3, "R/506/2151", WhyLeftOut.UNTOLD),)

    def test_an_empty_column_that_should_tell_it_is_asked(self, tmp_path: Path) -> None:
        with pytest.raises(RecordError, match="were all of these achieved"):
            read(tmp_path, "Unit,Result\nT/506/2952,\nR/506/2151,N/A\n")

    def test_what_is_not_understood_is_told_once_with_its_lines(self, tmp_path: Path) -> None:
        text = "Unit,Status\nX1,Cmpleted\nX2,Zz\nX3,Zz\nX4,Pass\n"
        with pytest.raises(RecordError) as caught:
            read(tmp_path, text)
        one, other = caught.value.faults
        assert (one.line, one.column, one.hint) == (2, 2, "did you mean complete?")
        assert one.message == "column 'Status': 'Cmpleted' does not say whether it was achieved"
        assert other.line == 3
        assert other.message.endswith("whether it was achieved (and on line 4)")
        assert other.hint.startswith("known: achieved, pass,")
        assert "; not achieved, fail," in other.hint

    def test_a_grade_alone_does_not_say_it(self, tmp_path: Path) -> None:
        with pytest.raises(RecordError, match="'72%' does not say whether it was achieved"):
            read(tmp_path, "Unit,Grade\nT/506/2952,72%\n")

    def test_nothing_else_is_asked_of_what_is_left_out(self, tmp_path: Path) -> None:
        found = read(tmp_path, "Unit,Date,Status\n,to follow,Planned\nX1,1/5/2023,Passed\n")
        assert units(found) == ["X1"]


class TestWrittenFiles:
    def test_the_keys_are_the_same(self, tmp_path: Path) -> None:
        text = (
            "achievements:\n"
            "  - {unit: T/506/2952, status: achieved, grade: A}\n"
            "  - {unit: R/506/2151, result: Failed}\n"
            "  - L/506/2150\n"
            "  - {unit: D/506/2170, Status: null}\n"
            "  - {unit: D/506/2962}\n"
        )
        found = read(tmp_path, text, "record.yaml")
        # where one is said to be achieved, those that say nothing are not; a bare reference is held
        assert units(found) == ["T/506/2952", "L/506/2150"]
        assert found.left_out == (
            LeftOut(3, "R/506/2151", WhyLeftOut.NOT_ACHIEVED, "result: Failed"),
            LeftOut(5, "D/506/2170", WhyLeftOut.UNTOLD),
            LeftOut(6, "D/506/2962", WhyLeftOut.UNTOLD),
        )

    def test_a_bare_list_has_its_lines(self, tmp_path: Path) -> None:
        text = '[{"unit": "X1", "status": "Passed"},\n {"unit": "X2", "status": "Withdrawn"}]'
        found = read(tmp_path, text, "record.json")
        assert (units(found), found.left_out[0].line) == (["X1"], 2)

    def test_what_is_not_understood_comes_with_the_other_faults(self, tmp_path: Path) -> None:
        text = (
            "achievements:\n"
            "  - unit: T/506/2952\n"
            "    outcome: perhaps\n"
            "  - {unit: T/506/2952, achieved: soon}\n"
        )
        with pytest.raises(RecordError) as caught:
            read(tmp_path, text, "record.yaml")
        lines = [(fault.line, fault.message[:13]) for fault in caught.value.faults]
        assert lines == [(3, "'perhaps' doe"), (4, "'soon' is not")]


def test_an_achievement_is_achieved() -> None:
    assert Achievement(unit="X1", status="achieved") == Achievement(unit="X1")
    with pytest.raises(ValidationError, match="achieved"):
        LearnerRecord.model_validate({"achievements": [{"unit": "X1", "status": "failed"}]})
    # a file may say more than that, and editors are told so
    schema = Achievement.model_json_schema()["properties"]["status"]
    assert schema["type"] == "string"


def test_where_others_are_said_to_be_achieved_an_item_that_says_nothing_is_left_out(
    tmp_path: Path,
) -> None:
    items = '{"unit": "U1", "status": "passed"}, {"unit": "U2", "status": ""}, {"unit": "U3"}'
    path = tmp_path / "record.json"
    path.write_text(f"[{items}]", encoding="utf-8")
    read = read_record(path)
    assert [one.name for one in read.record.achievements] == ["U1"]
    assert [(one.name, one.why) for one in read.left_out] == [
        ("U2", WhyLeftOut.UNTOLD),
        ("U3", WhyLeftOut.UNTOLD),
    ]
    # who says only what was not achieved, by hand, has achieved the rest
    path.write_text('[{"unit": "U1"}, {"unit": "U2", "status": "withdrawn"}]', encoding="utf-8")
    assert [one.name for one in read_record(path).record.achievements] == ["U1"]
