"""What takes back, somewhere in a file, what its cells say: it is heard, or asked about."""

from __future__ import annotations

import io

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from catalogue.errors import Fault
from catalogue.learner.record import held
from catalogue.records.reading import RecordError, read_content

T, R, D = "T/506/2952", "R/506/2151", "D/506/2962"


def read(text: str | bytes) -> list[str] | tuple[Fault, ...]:
    raw = text if isinstance(text, bytes) else text.replace("{T}", T).replace("{R}", R).encode()
    try:
        record = read_content(raw, "record", ".csv").record
    except RecordError as error:
        return error.faults
    return [one.name for one in record.achievements]


def asked(text: str | bytes) -> str:
    found = read(text)
    assert found
    assert all(isinstance(one, Fault) for one in found), found
    return "; ".join(one.message for one in found if isinstance(one, Fault))


@pytest.mark.parametrize(
    "text",
    [
        "Unit,Result\n{T},Pass\n~~{R}~~,Pass\n",
        "Unit,Result\n{T},Pass\n{R},~~Pass~~\n",
        "Unit,Result\n{T},Pass\n<s>{R}</s>,Pass\n",
        "Unit,Result\n{T},Pass\n{R},<DEL>Pass</DEL>\n",
        "Unit,Result\n{T},Pass\n{R},P\u0336a\u0336s\u0336s\u0336\n",
        "Learner,{T},{R}\nA. Learner,Pass,~~Pass~~\n",
        "Unit,Result\n~~{T}~~,Pass\n",
    ],
)
def test_a_line_through_text_is_asked_about_in_any_file(text: str) -> None:
    assert "struck out" in asked(text)


def test_signs_of_a_line_that_ends_nowhere_are_none() -> None:
    assert read("Unit,Result\n{T}~~,Pass\n{R},Fail\n") == [T]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Unit,Result\n{T},Pass\n{R},Pass\nAll results are provisional,\n", "provisional"),
        ("Provisional results\nUnit,Result\n{T},Pass\n", "Provisional"),
        ("Predicted grades\nUnit,Grade\n{T},Pass\n", "Predicted"),
        ("Mock exam results\nUnit,Result\n{T},Pass\n{R},Fail\n", "Mock"),
        ("Unit registrations\nUnit,Title\n{T},Manage\n", "registrations"),
        ("Unit,Result\n{T}*,Pass\n* = not yet claimed,\n", ""),
        ("Unit,Result\n{T},Pass\xb9\n\xb9 subject to moderation,\n", "subject to moderation"),
        ("Unit,Result\n{T},Pass#\n# = fail on resit,\n", "fail on resit"),
        ("Unit,Result,IQA\n{T},Pass,Agreed\n{R},Pass,Not agreed\n", "IQA"),
        ("Unit,Result,Moderation\n{T},Pass,No change\n{R},Pass,Downgraded to fail\n", "Moderation"),
        ("Unit,Result,Mitigation\n{T},Pass,\n{R},Pass,Accepted - deferred\n", "Mitigation"),
        ("Unit,Certificate No,Date\n{T},C123,1/5/2023\n{R},,1/2/2023\n", "Certificate No"),
        ("Unit,Credits\n{T},3\n{R},0\n", "Credits"),
        ("Unit,Completed on\n{T},\n{R},\n", "Completed on"),
        ("Unit,IQA\n{T},Sampled\n{R},Not sampled\n", "IQA"),
        ("Unit,Status\n{T},Sampled\n{R},Not sampled\n", "Sampled"),
        ("Unit,Result\n#REF!,Pass\n{T},Pass\n", "#REF!"),
        ("Unit,Result\n5.06E+06,Pass\n{T},Pass\n", "5.06E+06"),
        ("Unit,Result\n\u0422/506/2952,Pass\n{R},Pass\n", "did you mean T/506/2952?"),
        ("Unit,Date achieved\n{T},01/05/0023\n", "0023"),
    ],
)  # fmt: skip
def test_what_speaks_against_what_is_said_is_asked_about(text: str, told: str) -> None:
    found = read(text)
    assert not found if not told else told in asked(text)


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Unit,Result,IQA\n{T},Pass,Sampled\n{R},Pass,Not sampled\n", [T, R]),
        ("Unit,Result,IQA\n{T},Pass,Agreed\n{R},Fail,Not agreed\n", [T]),
        ("Unit,Certificate No,Date\n{T},C123,1/5/2023\n{R},,\n", [T]),
        ("Unit,Result,Range\n{T},Pass,Fail-Pass\n{R},Fail,Fail-Pass\n", [T]),
        ("Results of the exam board\nUnit,Result\n{T},Pass\n{R},Fail\n", [T]),
        ("Target: all results by June\nUnit,Result\n{T},Pass\n{R},Fail\n", [T]),
        ("Unit,Current grade,Final grade\n{T},P,P\n{R},P,\n", [T]),
        ("Unit,Mark,Result\n{T},60,Pass\n{R},20,Fail\nAverage,40,\n", [T]),
        ("Unit,Outcome\n{T},Pass\n{R},Credit achieved: 0\n", [T]),
        ("Unit,Outcome\n{T},Meets standard\n{R},Does not meet standard\n", [T]),
        ("Unit;Date achieved;Result\n{T};01/05/2023 (resit);Pass\n", [T]),
    ],
)
def test_what_says_nothing_against_it_is_no_question(text: str, units: list[str]) -> None:
    assert read(text) == units


def _book() -> tuple[Workbook, Worksheet]:
    book = Workbook()
    return book, book.create_sheet("Record", 0)


@pytest.mark.parametrize("said", ["Not this one: plagiarism", "Disagree", "Entered in error"])
def test_a_comment_that_takes_a_unit_back_is_asked_about(said: str) -> None:
    book, sheet = _book()
    for row in (["Unit", "Result"], [T, "Pass"], [R, "Pass"]):
        sheet.append(row)
    sheet["B3"].comment = Comment(said, "somebody")
    raw = io.BytesIO()
    book.save(raw)
    assert said in asked(raw.getvalue())


def test_a_line_through_a_cell_of_a_grid_is_asked_about() -> None:
    book, sheet = _book()
    for row in (["Learner", T, R], ["A. Learner", "Pass", "Pass"]):
        sheet.append(row)
    sheet["C2"].font = Font(strike=True)
    raw = io.BytesIO()
    book.save(raw)
    assert "struck out" in asked(raw.getvalue())


@pytest.mark.parametrize("text", ["Capable of achieving", "Aiming for a passing grade"])
def test_what_goes_on_is_not_achieved(text: str) -> None:
    assert "does not say" in asked(f"Unit,Outcome\n{{T}},Pass\n{{R}},{text}\n")


@pytest.mark.parametrize("written", ["\u0422/506/2952", "\u03a4/506/2952", "t/506/2952 "])
def test_a_letter_of_another_alphabet_is_never_a_letter_of_a_reference(written: str) -> None:
    if written.isascii():
        assert held(written).unit == T
    else:
        with pytest.raises(ValueError, match=r"did you mean T/506/2952\?"):
            held(written)
