"""Kinds of file that colleges and their programs write, each with more than one example."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from catalogue.errors import UnitwiseError
from catalogue.learner.joining import joined
from catalogue.learner.record import LearnerRecord, Route, held
from catalogue.records.reading import RecordError, WhyLeftOut, read_record
from catalogue.records.roles.layout import Layout, shipped
from catalogue.records.words.outcomes import ACHIEVED, NOT_ACHIEVED, Said, doubt_of, meaning

SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
T, R, D = "T/506/2952", "R/506/2151", "D/506/2962"


def write(folder: Path, content: str | bytes, name: str = "record.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def units(folder: Path, content: str | bytes, name: str = "record.csv", **how: object) -> list[str]:
    read = read_record(write(folder, content, name), **how)  # type: ignore[arg-type]
    return [one.name for one in read.record.achievements]


def question(folder: Path, content: str | bytes, name: str = "record.csv") -> str:
    with pytest.raises(RecordError) as caught:
        read_record(write(folder, content, name))
    return caught.value.faults[0].message


class TestOutcomes:
    @pytest.mark.parametrize(
        ("heading", "good", "bad"),
        [
            ("VET outcome", "Competency achieved/pass", "Competency not achieved/fail"),
            ("Assessor decision", "Pass", "Refer"),
            ("Certificate status", "Certificate Claimed", "Not registered"),
            ("IV status", "IV complete", "Awaiting IV"),
            ("Unit Achieved", "Yes", "No"),
            ("Signed off?", "Y", "N"),
            ("% complete", "100%", "40%"),
            ("Progress", "Completed", "Working towards"),
            ("Final judgement", "L2P", "NYC"),
            ("Recognition", "Credit transfer", "RPL not granted"),
            ("Credits achieved", "4", "0"),
            ("Standard", "Met", "Unmet"),
        ],
    )
    def test_what_was_not_achieved_does_not_count_whatever_the_column_is_called(
        self, tmp_path: Path, heading: str, good: str, bad: str
    ) -> None:
        text = f"Unit Ref,Unit Title,{heading}\n{T},Manage,{good}\n{R},Resolve,{bad}\n"
        assert units(tmp_path, text) == [T]

    @pytest.mark.parametrize("heading", ["Date withdrawn", "Cancelled on", "Date of leaving"])
    def test_a_day_on_which_it_ended_is_no_achievement(self, tmp_path: Path, heading: str) -> None:
        text = f"Unit,{heading},Date achieved\n{T},,1/5/2023\n{R},2/6/2023,3/6/2023\n"
        assert units(tmp_path, text) == [T]

    @pytest.mark.parametrize(
        ("heading", "one", "other"),
        [("Colour", "Green", "Red"), ("Verdict", "Sat", "Unsat"), ("Stage", "3", "1"),
         ("Comment", "ok", "no good"), ("Res", "A1", "C9"), ("Moderated", "Y", "N")],
    )  # fmt: skip
    def test_what_may_be_an_outcome_is_asked(
        self, tmp_path: Path, heading: str, one: str, other: str
    ) -> None:
        asked = question(tmp_path, f"Unit,{heading}\n{T},{one}\n{R},{other}\n{D},{other}\n")
        assert heading in asked
        assert repr(one) in asked

    @pytest.mark.parametrize(
        ("text", "meant"),
        [
            ("Certificate Received", True), ("Exempt", True), ("Previously achieved", True),
            ("P1", True), ("D*", True), ("RPL granted", True), ("Passed (first attempt)", True),
            ("Unclaimed", False), ("Partially achieved", False), ("To be completed", False),
            ("Predicted distinction", False), ("Pass withdrawn", False), ("Result void", False),
            ("Achievement revoked", False), ("Not yet complete", False), ("Non-completion", False),
            ("Pass pending IQA", None), ("Certificate pending", None), ("Superseded", None),
            ("Not withdrawn", None), ("Done?", None), ("Conditional pass", None), ("RPL", None),
        ],
    )  # fmt: skip
    def test_a_phrase_is_understood_by_its_words_or_not_at_all(
        self, text: str, meant: bool | None
    ) -> None:
        assert meaning(text) is meant

    def test_every_word_of_the_vocabulary_means_what_it_says(self) -> None:
        assert {word for word in ACHIEVED if meaning(word) is not True} == set()
        assert {word for word in NOT_ACHIEVED if meaning(word) is not False} == set()

    @pytest.mark.parametrize("text", ["Credit trnsfer", "Recognishd", "Granted by board", "OK"])
    def test_a_hint_never_offers_the_opposite(self, text: str) -> None:
        _, hint = doubt_of(Said("Outcome", text))
        assert not any(f"did you mean {word}?" in hint for word in NOT_ACHIEVED)


class TestEvidence:
    def test_a_blank_day_beside_filled_ones_is_not_achieved(self, tmp_path: Path) -> None:
        assert units(tmp_path, f"Unit,Date Completed\n{T},1/5/2026\n{R},\n") == [T]

    def test_a_beginning_is_no_evidence(self, tmp_path: Path) -> None:
        text = f"Unit,Date Started,Completed on\n{T},1/9/2025,1/5/2026\n{R},1/9/2025,\n"
        assert units(tmp_path, text) == [T]

    def test_where_nothing_says_so_the_units_are_held_as_typed(self, tmp_path: Path) -> None:
        assert units(tmp_path, f"Unit,Tutor\n{T},A\n{R},A\n") == [T, R]

    def test_a_unit_awarded_by_rpl_is_achieved(self, tmp_path: Path) -> None:
        for name, text in (
            ("r.csv", f"Unit,Route,Result\n{R},RPL,Pass\n"),
            ("d.csv", f"Unit,Route,Date of award\n{R},RPL,1/5/2025\n"),
            ("r.yaml", f"achievements: [{{unit: {R}, route: RPL, result: Pass}}]"),
        ):
            (one,) = read_record(write(tmp_path, text, name)).record.achievements
            assert one.route is Route.AWARDED_RPL
            assert one.route.achieved
        (still,) = read_record(write(tmp_path, f"Unit,Route\n{R},RPL\n")).record.achievements
        assert still.route is Route.EXPERIENCE


class TestPeople:
    @pytest.mark.parametrize(
        "heading",
        ["Person Code", "Learner Reference No", "Cohort member", "Who", "Login", "Badge",
         "Candidate", "Surname", "Name", "Entry", "Client ID"],
    )  # fmt: skip
    @pytest.mark.parametrize("people", [("10001", "10002"), ("Ann Lee", "Bob Ray"), ("L1", "L2")])
    def test_two_are_never_merged(
        self, tmp_path: Path, heading: str, people: tuple[str, str]
    ) -> None:
        one, other = people
        text = f"{heading},Unit,Result\n{one},{T},Pass\n{other},{R},Pass\n{other},{D},Pass\n"
        assert heading in question(tmp_path, text)

    def test_one_of_them_can_be_picked(self, tmp_path: Path) -> None:
        text = f"Forename,Surname,Unit\nAnn,Lee,{T}\n,,{R}\nBob,Ray,{D}\n"
        assert units(tmp_path, text, learner="ann lee") == [T, R]
        assert units(tmp_path, text, learner="Ray") == [D]
        with pytest.raises(RecordError, match=r"nobody in it is called 'Bop Ray'.*Bob Ray"):
            read_record(write(tmp_path, text), learner="Bop Ray")


class TestPartsAndAttempts:
    @pytest.mark.parametrize("heading", ["Learning outcome", "Criterion", "Assignment", "LO"])
    def test_all_parts_must_be_achieved(self, tmp_path: Path, heading: str) -> None:
        text = f"Unit,{heading},Result\n{R},1,Pass\n{R},2,Refer\n{T},1,Pass\n{T},2,Pass\n"
        assert units(tmp_path, text) == [T]

    def test_of_attempts_the_last_decides(self, tmp_path: Path) -> None:
        text = f"Unit,Attempt,Result\n{R},1,Fail\n{R},2,Pass\n{T},1,Pass\n{T},2,Void\n"
        assert units(tmp_path, text) == [R]

    def test_which_of_the_two_they_are_is_asked_where_it_matters(self, tmp_path: Path) -> None:
        text = f"Unit,Result,Date\n{R},Fail,1/5/2023\n{R},Pass,1/6/2023\n"
        assert "attempts (the last decides) or parts" in question(tmp_path, text)
        # revoked at the end, it is not achieved either way
        text = f"Unit,Result,Date\n{R},Pass,1/5/2023\n{R},Revoked,1/6/2023\n{T},Pass,1/5/2023\n"
        assert units(tmp_path, text) == [T]

    def test_another_registration_is_another_matter(self, tmp_path: Path) -> None:
        text = f"Course,Unit,Status\n601/4419/1,{R},Withdrawn\n601/3528/1,{R},Achieved\n"
        assert units(tmp_path, text) == [R]


class TestTwoColumnsOfOneKind:
    @pytest.mark.parametrize(
        ("heads", "cells"),
        [
            ("Unit,Unit Ref,Date", f"Resolve complaints,{R},1/5/2025"),
            ("Unit Code,Unit Ref,Unit Title,Date", f"CS12,{R},Resolve,1/5/2025"),
            ("Code,Course,Unit Ref,Date", f"10381,OCR L4,{R},1/5/2025"),
            ("Award,Unit,Date", f"Level 4 Diploma,{R},1/5/2025"),
            ("Unit,Route,Date", f"{R},Apprenticeship,1/5/2025"),
            ("Name,Unit,Date", f"A Learner,{R},1/5/2025"),
            ("Unit,Date", f"{R} - Resolve customers' complaints,1/5/2025"),
        ],
    )
    def test_the_references_are_the_units(self, tmp_path: Path, heads: str, cells: str) -> None:
        assert units(tmp_path, f"{heads}\n{cells}\n") == [R]

    def test_of_two_days_that_of_the_award_is_the_achievement(self, tmp_path: Path) -> None:
        text = f"Unit,Date completed,Award date\n{R},1/5/2025,14/6/2025\n{T},1/5/2025,\n"
        read = read_record(write(tmp_path, text))
        assert [str(one.achieved) for one in read.record.achievements] == ["2025-06-14"]


class TestFurniture:
    def test_lines_of_the_page_are_left_out_and_told(self, tmp_path: Path) -> None:
        text = (
            f"Report,,\nUnit,Title,Date\n{T},x,1/5/2023\nPage 1 of 2,,\nUnit,Title,Date\n"
            f"{R},x,1/5/2023\nTotal credits: 7,,\nEnd of report,,\n"
        )
        read = read_record(write(tmp_path, text))
        assert [one.name for one in read.record.achievements] == [T, R]
        assert [one.why for one in read.left_out] == [
            WhyLeftOut.PAGE,
            WhyLeftOut.TOTAL,
            WhyLeftOut.PAGE,
        ]

    def test_the_same_headings_below_two_terms_are_two_attempts(self, tmp_path: Path) -> None:
        text = (
            ",,Autumn term,,Spring term,\nUnit,Title,Result,Date,Result,Date\n"
            f"{T},x,Fail,1/12/2022,Pass,1/5/2023\n{R},y,Fail,1/12/2022,,\n"
        )
        assert units(tmp_path, text) == [T]

    def test_a_row_without_a_unit_is_kept_aside(self, tmp_path: Path) -> None:
        text = f"Unit,Title,Result\n{T},x,Pass\n,Free credit,Pass\nCS 4---,Upper level,Pass\n"
        read = read_record(write(tmp_path, text))
        assert [one.name for one in read.record.achievements] == [T]
        assert [(one.name, one.why) for one in read.left_out] == [
            ("Free credit", WhyLeftOut.NO_UNIT),
            ("CS 4---", WhyLeftOut.NO_UNIT),
        ]


class TestFiles:
    @pytest.mark.parametrize(
        "encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman"]
    )
    def test_what_spreadsheets_save_is_read(self, tmp_path: Path, encoding: str) -> None:
        title = "Resolve customers\N{RIGHT SINGLE QUOTATION MARK} complaints, caf\xe9"
        text = f'Unit\tTitle\n{R}\t"{title}"\n{T}\tManage\n'
        read = read_record(write(tmp_path, text.encode(encoding)))
        assert [one.title for one in read.record.achievements] == [title, "Manage"]

    def test_a_workbook_has_days_and_stored_values(self, tmp_path: Path) -> None:
        book = Workbook()
        book.create_sheet("Cover").append(["Nothing to see"])
        sheet = book.create_sheet("Units")
        from datetime import datetime

        sheet.append(["Unit", "Date achieved"])
        sheet.append([R, datetime(2023, 5, 1)])
        sheet.append([T, None])
        out = io.BytesIO()
        book.save(out)
        read = read_record(write(tmp_path, out.getvalue(), "whatever.csv"))
        assert [(one.name, str(one.achieved)) for one in read.record.achievements] == [
            (R, "2023-05-01")
        ]
        sheet["B3"] = "=TODAY()"  # never worked out: what it would say is not known
        out = io.BytesIO()
        book.save(out)
        with pytest.raises(RecordError, match="a formula without its value"):
            read_record(write(tmp_path, out.getvalue(), "whatever.csv"))

    def test_a_sheet_is_named_where_several_have_units(self, tmp_path: Path) -> None:
        book = Workbook()
        for name, unit in (("Ann", T), ("Bob", R)):
            sheet = book.create_sheet(name)
            sheet.append(["Unit", "Result"])
            sheet.append([unit, "Pass"])
        out = io.BytesIO()
        book.save(out)
        assert "2 sheets that could be the record" in question(tmp_path, out.getvalue(), "r.xlsx")
        assert units(tmp_path, out.getvalue(), "r.xlsx", sheet="bob") == [R]

    def test_an_open_document_is_read(self, tmp_path: Path) -> None:
        cells = "".join(
            f"<table:table-row><table:table-cell><text:p>{unit}</text:p></table:table-cell>"
            f'<table:table-cell office:date-value="{day}"><text:p>x</text:p></table:table-cell>'
            "</table:table-row>"
            for unit, day in ((R, "2023-05-01T00:00:00"), (T, "2024-05-01"))
        )
        content = (
            f'<office:document-content xmlns:office="{SPACE}office:1.0"'
            f' xmlns:table="{SPACE}table:1.0" xmlns:text="{SPACE}text:1.0"><office:body>'
            '<table:table table:name="S"><table:table-row><table:table-cell><text:p>Unit</text:p>'
            "</table:table-cell><table:table-cell><text:p>Date</text:p></table:table-cell>"
            f'</table:table-row>{cells}<table:table-row table:number-rows-repeated="1048000">'
            '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
            "</table:table></office:body></office:document-content>"
        )
        raw = archive({"mimetype": "application/vnd.oasis.opendocument.spreadsheet",
                       "content.xml": content})  # fmt: skip
        assert units(tmp_path, raw, "r.ods") == [R, T]
        entity = f'<!DOCTYPE x [<!ENTITY e "a">]>{content}'
        hostile = archive({"mimetype": "x", "content.xml": entity})
        assert "cannot be read" in question(tmp_path, hostile, "r.ods")

    @pytest.mark.parametrize(
        ("raw", "told"),
        [
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b" " * 600, "old binary kind"),
            (b"<html><table><tr><td>Unit</td></tr></table></html>", "page of HTML"),
            (b"%PDF-1.7 ...", "is a PDF"),
            (b"{\\rtf1 x}", "in RTF"),
        ],
    )
    def test_what_is_not_read_is_called_what_it_is(
        self, tmp_path: Path, raw: bytes, told: str
    ) -> None:
        for name in ("r.xls", "r.csv", "r.yaml"):
            assert told in question(tmp_path, raw, name)

    def test_an_archive_is_looked_at_before_it_is_unpacked(self, tmp_path: Path) -> None:
        raw = archive({"xl/workbook.xml": " " * (65 << 20)})
        assert len(raw) < 100_000
        assert "unpacks to more than 64 MiB" in question(tmp_path, raw, "r.xlsx")


def archive(files: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in files.items():
            made.writestr(name, text)
    return out.getvalue()


class TestLayouts:
    def test_a_layout_answers_what_is_left_open(self, tmp_path: Path) -> None:
        text = f"Unit,Colour\n{T},Green\n{R},Red\n"
        words = {"green": "achieved", "RED": "not achieved"}
        layout = Layout.model_validate({"columns": {"colour": "outcome"}, "words": words})
        assert units(tmp_path, text, layout=layout) == [T]

    def test_the_personal_learning_record_is_known(self, tmp_path: Path) -> None:
        heads = "ID,SubjectCode,AchievementAwardDate,Source,DateLoaded,UnderDataChallenge"
        heads += ",Status,Grade"
        row = f"28500001,{R},2023-05-01,QCFU,2023-06-21 14:49:01,N,F,Pass"
        assert units(tmp_path, f"{heads}\n{row}\n") == [R]
        pairs = zip(heads.split(","), row.split(","), strict=True)
        event = ",".join(f'"{key}": "{value}"' for key, value in pairs)
        text = f'{{"LearnerRecord": {{"LearningEvent": [{{{event}}}]}}}}'
        assert units(tmp_path, text, "plr.json") == [R]

    def test_the_codes_of_the_ilr_are_known(self, tmp_path: Path) -> None:
        heads = "LearnRefNumber,LearnAimRef,LearnStartDate,CompStatus,Outcome,AchDate"
        rows = [
            f"A1,{T},2022-09-01,2,1,2023-05-01",
            f"A1,{R},2022-09-01,2,3,",
            f"A1,{D},2022-09-01,1,,",
        ]
        assert units(tmp_path, "\n".join([heads, *rows])) == [T]

    def test_a_plain_tracker_is_read_where_it_is_asked_for(self, tmp_path: Path) -> None:
        text = f"Unit,Title,Done\n{T},Manage,x\n{R},Resolve,\n"
        assert units(tmp_path, text, layout=shipped()["tracker"]) == [T]


class TestSeveralRecords:
    def test_the_same_achievement_stands_once(self) -> None:
        one = LearnerRecord(achievements=(held(f"{T}@2025-05-01"), held(R)))
        other = LearnerRecord(achievements=(held(T), held(f"{R}@2024-05-01"), held(D)))
        record, doubts = joined([("college.yaml", one), ("provider.yaml", other)])
        assert [(x.name, str(x.achieved)) for x in record.achievements] == [
            (T, "2025-05-01"), (R, "2024-05-01"), (D, "None"),
        ]  # fmt: skip
        assert doubts == []

    def test_a_contradiction_is_told_and_the_earlier_day_used(self) -> None:
        one = LearnerRecord(achievements=(held(f"{T}@2025-05-01"),))
        other = LearnerRecord(achievements=(held(f"{T}@2024-05-01"),))
        record, (doubt,) = joined([("a", one), ("b", other)])
        assert str(record.achievements[0].achieved) == "2024-05-01"
        assert "2025-05-01 in a, and on 2024-05-01 in b" in doubt

    def test_two_learners_are_not_joined(self) -> None:
        with pytest.raises(UnitwiseError, match="two learners: 'Ann' in a and 'Bob' in b"):
            joined([("a", LearnerRecord(learner="Ann")), ("b", LearnerRecord(learner="Bob"))])
