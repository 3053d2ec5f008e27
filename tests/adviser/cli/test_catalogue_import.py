"""``catalogue import`` and ``catalogue confirm`` on the command line."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest

from catalogue import Catalogue
from catalogue.handbooks.drafts.evidence import Evidence
from tests.catalogue.handbooks.printing import closing_lines, handbook, tabbed
from tests.conftest import Printed

Unitwise = Callable[..., Printed]


@pytest.fixture
def folder(tmp_path: Path, shipped: Catalogue) -> Path:
    """A folder with two handbooks: one that prints no number, and one without a doubt."""
    for name, style in (("nocn-l1", closing_lines), ("ocr-l4", tabbed)):
        subject = shipped.find(f"{name}-customer-service")
        book = handbook(subject, subject.editions[-1])
        if name == "nocn-l1":
            book.number = None
        (tmp_path / f"{name}.txt").write_text(style(book), encoding="utf-8")
    return tmp_path


class TestImport:
    def test_the_bounds_of_the_draft_are_those_of_the_shipped_file(
        self, folder: Path, unitwise: Unitwise
    ) -> None:
        # 4,180,585 legal choices and 171 to 255 hours: those of the shipped OCR file
        done = unitwise("catalogue", "import", str(folder / "ocr-l4.txt"), "--into", str(folder))
        assert done.code == 0, done.err
        draft = folder / "ocr-l4-customer-service.draft.yaml"
        printed = unitwise("bounds", str(draft), "--json")
        answer = json.loads(printed.out)
        text = json.dumps(answer)
        assert "4180585" in text
        assert '"least": 171' in text
        assert '"greatest": 255' in text
        assert "is a draft: 0 doubts open" in printed.err

    def test_exit_1_and_the_doubts_where_some_are_open(
        self, folder: Path, unitwise: Unitwise
    ) -> None:
        done = unitwise("catalogue", "import", str(folder / "nocn-l1.txt"), "--into", str(folder))
        assert done.code == 1
        assert "not-printed  number: no qualification number was found" in done.out

    def test_nothing_is_overwritten_unless_it_is_said(
        self, folder: Path, unitwise: Unitwise
    ) -> None:
        asked = ("catalogue", "import", str(folder / "ocr-l4.txt"), "--into", str(folder))
        assert unitwise(*asked).code == 0
        again = unitwise(*asked)
        assert again.code == 2
        assert "exists already" in again.err
        assert "--replace" in again.err
        assert unitwise(*asked, "--replace").code == 0

    def test_a_folder_does_not_have_its_drafts_read(self, folder: Path, unitwise: Unitwise) -> None:
        unitwise("catalogue", "import", str(folder / "ocr-l4.txt"), "--into", str(folder / "d"))
        printed = unitwise("catalogue", "list", "--catalogue", str(folder / "d"))
        assert printed.code == 2
        assert "holds no catalogue file" in printed.err
        assert "as " + str(folder / "d" / "ocr-l4-customer-service.draft.yaml") in printed.err

    def test_a_draft_stands_where_a_qualification_is_named(
        self, folder: Path, unitwise: Unitwise
    ) -> None:
        unitwise("catalogue", "import", str(folder / "nocn-l1.txt"), "--into", str(folder))
        draft = str(folder / "nocn-l1-customer-service.draft.yaml")
        for command in (
            ("suggest", f"{draft}@as read"),
            ("catalogue", "show", draft),
            ("transfer", "--held", "A/506/2130", "--to", draft),
            ("compare", draft, "ocr-l4-customer-service"),
        ):
            done = unitwise(*command)
            assert done.code <= 1, (command, done.err)
            title = (
                "NOCN Level 1 Certificate in Customer Service (draft: 1 doubt open: 1 not-printed)"
            )
            assert title in done.out, command
            assert "is a draft: 1 doubt open" in done.err

    def test_a_file_that_holds_no_qualification_is_told(
        self, folder: Path, unitwise: Unitwise
    ) -> None:
        unitwise("catalogue", "import", str(folder / "nocn-l1.txt"), "--into", str(folder))
        (folder / "q.yaml").write_text("on: 2026-09-01\n", encoding="utf-8")
        draft = str(folder / "nocn-l1-customer-service.draft.yaml")
        for words, told in (
            ((draft.replace("nocn", "nocm"),), f"did you mean {draft}?"),
            ((str(folder / "q.yaml"),), "q.yaml holds no qualification"),
            ((str(folder / "nocn-l1.txt"),), f"'unitwise catalogue import {folder}/nocn-l1.txt'"),
        ):
            done = unitwise("suggest", *words)
            assert done.code == 2
            assert told in done.err
        done = unitwise("compare", draft, "nocn-l1-customer-service")
        assert done.code == 2
        assert "nocn-l1-customer-service is also what" in done.err

    def test_every_document_that_is_refused_is_told(
        self, tmp_path: Path, unitwise: Unitwise
    ) -> None:
        (tmp_path / "empty.txt").write_text("", encoding="utf-8")
        (tmp_path / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
        done = unitwise(
            "catalogue", "import", str(tmp_path / "empty.txt"), str(tmp_path / "old.doc")
        )
        assert done.code == 2
        assert "empty.txt: is empty" in done.err
        assert "old.doc: is of an old Office format" in done.err

    def test_prose_without_units_is_no_qualification(
        self, tmp_path: Path, unitwise: Unitwise
    ) -> None:
        (tmp_path / "letter.txt").write_text("Dear all,\n\nthanks for 3 cakes.\n", encoding="utf-8")
        done = unitwise(
            "catalogue", "import", str(tmp_path / "letter.txt"), "--into", str(tmp_path)
        )
        assert done.code == 2
        assert "no list of units was found" in done.err

    def test_only_one_of_the_qualifications(self, folder: Path, unitwise: Unitwise) -> None:
        files = str(folder / "nocn-l1.txt"), str(folder / "ocr-l4.txt")
        done = unitwise(
            "catalogue", "import", *files, "--only", "601/3528/1", "--into", str(folder), "--json"
        )
        assert [one["short_name"] for one in json.loads(done.out)["drafts"]] == [
            "ocr-l4-customer-service"
        ]
        missing = unitwise("catalogue", "import", *files, "--only", "600/1111/1")
        assert missing.code == 2
        assert "found: no number (nocn-l1-customer-service)" in missing.err


class TestConfirm:
    def imported(self, folder: Path, unitwise: Unitwise) -> tuple[str, str]:
        """The draft of the document without a number, and the name of its one doubt."""
        unitwise("catalogue", "import", str(folder / "nocn-l1.txt"), "--into", str(folder))
        draft = folder / "nocn-l1-customer-service.draft.yaml"
        beside = folder / "nocn-l1-customer-service.evidence.json"
        (doubt,) = Evidence.model_validate_json(beside.read_text("utf-8")).open
        return str(draft), doubt.id

    def test_an_answer_becomes_a_fact_of_the_file(self, folder: Path, unitwise: Unitwise) -> None:
        draft, doubt = self.imported(folder, unitwise)
        done = unitwise(
            "catalogue", "confirm", draft, "--answer", f"{doubt}=601/4417/8", "--by", "Ada"
        )
        assert done.code == 0, done.err
        path = folder / "nocn-l1-customer-service.yaml"
        assert "number: 601/4417/8" in path.read_text("utf-8").replace('"', "")
        listed = unitwise("catalogue", "check", str(path))
        assert listed.code == 0, listed.out + listed.err
        noted = (folder / "nocn-l1-customer-service.evidence.json").read_text("utf-8")
        assert '"by": "Ada"' in noted

    def test_it_refuses_while_a_doubt_is_open(
        self, folder: Path, unitwise: Unitwise, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        draft, _ = self.imported(folder, unitwise)
        monkeypatch.setattr("sys.stdin", StringIO("s\n"))
        done = unitwise("catalogue", "confirm", draft, "--by", "Ada")
        assert done.code == 1
        assert "1 doubt is open" in done.err
        assert not (folder / "nocn-l1-customer-service.yaml").exists()

    def test_every_answer_that_fits_nothing_is_told(self, folder: Path, unitwise: Unitwise) -> None:
        draft, doubt = self.imported(folder, unitwise)
        done = unitwise(
            "catalogue", "confirm", draft, "--by", "Ada",
            "--answer", "abc=1", "--answer", f"{doubt}=#3",
        )  # fmt: skip
        assert done.code == 2
        assert "'abc=1' answers no doubt" in done.err
        assert "there are 0 choices" in done.err

    def test_a_new_import_keeps_an_answer_whose_words_are_the_same(
        self, folder: Path, unitwise: Unitwise
    ) -> None:
        draft, doubt = self.imported(folder, unitwise)
        unitwise("catalogue", "confirm", draft, "--answer", f"{doubt}=601/4417/8", "--by", "Ada")
        path = folder / "nocn-l1.txt"
        path.write_text(path.read_text("utf-8") + "\nOne more line.\n", encoding="utf-8")
        done = unitwise("catalogue", "import", str(path), "--into", str(folder), "--replace")
        assert done.code == 0
        assert "number: 601/4417/8" in Path(draft).read_text("utf-8").replace('"', "")

    def test_asked_one_by_one(
        self, folder: Path, unitwise: Unitwise, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        draft, _ = self.imported(folder, unitwise)
        monkeypatch.setattr("sys.stdin", StringIO("d\n=601/4417/9x\n=601/4417/8\n"))
        done = unitwise("catalogue", "confirm", draft, "--by", "Ada")
        assert re.search(r"1 of 1  not-printed", done.out)
        assert "that is none of these" in done.out
        assert "601/4417/9x" in done.out
        assert "1 answer is kept in nocn-l1-customer-service.evidence.json, by Ada" in done.out
        assert done.code == 0, done.err
