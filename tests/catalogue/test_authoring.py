"""What an author starts from and reads: the starting file, the page, the schemas."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, get_args

import jsonschema
import pytest
import yaml

import catalogue
from catalogue.files.loading import SHIPPED
from catalogue.files.reading import UnitsFile
from catalogue.files.schema import FILES, MEANINGS, file_schema
from catalogue.files.starting import CannotWrite, bare_file, starting_file, write_starting_file
from catalogue.qualification import Qualification
from catalogue.rules import Rule, with_parts
from solver import Plan, Question, check, suggest
from tests.catalogue.files import faults, only, read

SIXTY = (Path(__file__).parent / "sixty-units.yaml").read_text(encoding="utf-8")
PAGE = (Path(catalogue.__file__).parent / "AUTHORING.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```$", PAGE, flags=re.MULTILINE | re.DOTALL)
KINDS = set(get_args(get_args(Rule)[0]))


def plain(text: str) -> Any:
    """The data of a file with dates as text, as the reader and editors see it."""
    return yaml.load(text, Loader=_Plain)


class _Plain(yaml.SafeLoader):
    """Dates stay text."""


_Plain.yaml_implicit_resolvers = {
    sign: [(tag, pattern) for tag, pattern in found if not tag.endswith("timestamp")]
    for sign, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


QUALIFICATION = jsonschema.Draft202012Validator(file_schema("qualification"))


class TestTheStartingFile:
    def test_it_is_read_without_faults_or_doubts(self) -> None:
        assert read(starting_file()).warnings == ()

    def test_it_shows_every_kind_of_rule(self) -> None:
        (edition,) = only(starting_file()).editions
        assert {type(rule) for rule in with_parts(edition.rules)} == KINDS

    def test_its_rules_can_be_met_and_each_bites(self) -> None:
        subject = only(starting_file())
        assert isinstance(suggest(subject, Question(on="2025-01-01")), Plan)
        # 3 + 6 + 5 + 7 = 21 credits; with both versions of EX-201 the bar bites, without EX-203
        # the prerequisite of EX-302 does
        assert check(subject, ["EX-101", "EX-103", "EX-201", "EX-203"]).legal
        barred = check(subject, ["EX-101", "EX-103", "EX-201", "EX-202", "EX-203"])
        assert [rule.id for rule in barred.rules if not rule.holds] == ["graded-or-not"]
        alone = check(subject, ["EX-101", "EX-103", "EX-201", "EX-302", "EX-301"])
        # 4 + 4 of 13 optional credits from C: B gives 5 of at least 7
        assert [rule.id for rule in alone.rules if not rule.holds] == [
            "half-of-the-optional",
            "teams-need-tools",
        ]

    def test_it_takes_its_short_name_from_the_file(self, tmp_path: Path) -> None:
        path = tmp_path / "Riverside L2 (Cookery).yaml"
        write_starting_file(path)
        assert only(path.read_text(encoding="utf-8")).short_name == "riverside-l2-cookery"

    def test_nothing_is_overwritten(self, tmp_path: Path) -> None:
        path = tmp_path / "mine.yaml"
        path.write_text("mine", encoding="utf-8")
        with pytest.raises(CannotWrite, match="exists already"):
            write_starting_file(path)
        assert path.read_text(encoding="utf-8") == "mine"

    @pytest.mark.parametrize("name", ["mine.txt", "mine", "no/such/folder.yaml"])
    def test_where_it_cannot_stand_is_said(self, tmp_path: Path, name: str) -> None:
        with pytest.raises(CannotWrite):
            write_starting_file(tmp_path / name)
        assert not (tmp_path / name).exists()

    def test_its_first_line_names_a_schema_that_is_put_beside_it(self, tmp_path: Path) -> None:
        path = tmp_path / "mine.yaml"
        write_starting_file(path)
        name = path.read_text(encoding="utf-8").partition("\n")[0].partition("$schema=")[2]
        schema = json.loads((tmp_path / name).read_text(encoding="utf-8"))
        assert schema == file_schema("qualification")

    def test_the_bare_one_is_read_too_and_fits_the_schema(self) -> None:
        assert len(read(bare_file()).warnings) == bare_file().count('"TODO"')
        assert "#" not in bare_file().partition("\n")[2]
        QUALIFICATION.validate(plain(bare_file()))


class TestSixtyUnits:
    """A file as a new user writes it from the starting file and the page."""

    def test_it_passes(self) -> None:
        catalogue = read(SIXTY)
        (subject,) = catalogue.qualifications
        assert len(catalogue.units) == 60
        assert catalogue.warnings == ()
        answer = suggest(subject, Question(on="2025-01-01"))
        assert isinstance(answer, Plan)
        assert answer.totals.credit == 60

    def test_a_slip_in_it_is_told_with_its_line(self) -> None:
        (fault,) = faults(SIXTY.replace("          - KW-D03\n", "          - KW-D33\n"))
        assert fault.message == "no unit KW-D33 is defined"
        assert fault.hint.startswith("did you mean KW-D")
        assert SIXTY.splitlines()[fault.line - 1] == "          - KW-D03"


class TestThePage:
    def test_its_examples_of_rules_make_a_file_that_is_read(self) -> None:
        """The rules of the page, over units that have the names that they use."""
        rules = "".join(example for example in EXAMPLES if example.startswith("- id:"))
        structure = next(e for e in EXAMPLES if e.startswith("editions:"))
        assert "incomplete" not in structure
        units = ["L/506/2083", "Y/506/2085", "L/506/1791", "A/651/1464", "R/506/1792"]
        units += ["Y/506/1793", "EX-201", "EX-202", "EX-302"]
        credit = {"L/506/2083": 9, "Y/506/2085": 2, "L/506/1791": 3, "A/651/1464": 3}
        text = (
            "number: null\nshort_name: page\ntitle: Page\nawarding_organisation: Page\nlevel: 2\n"
            "documents: {specification: The specification}\nunits:\n"
            + "".join(
                f"  - {{reference: {u}, title: U, level: 3, credit: {credit.get(u, 5)}, glh: 9,"
                " sources: [{document: specification}]}\n"
                for u in units
            )
            + structure
            + "      - {id: X, title: More, units: [EX-201, EX-202, EX-302]}\n    rules:\n"
            + re.sub(r"^", "      ", rules, flags=re.MULTILINE).rstrip()
            + "\n      - {id: more, kind: amount, measure: units, of: {groups: [X]}, at_least: 0,\n"
            '         says: "Any of X.", source: {document: specification}}\n'
        )
        (edition,) = only(text).editions
        assert {type(rule) for rule in with_parts(edition.rules)} == KINDS

    def test_its_edition_of_all_that_is_no_rule_is_read(self) -> None:
        structure = next(e for e in EXAMPLES if "also_needed:" in e)
        units = ["L/506/2083", "Y/506/2085", "R/506/1792"]
        (edition,) = only(
            "number: null\nshort_name: page\ntitle: P\nawarding_organisation: P\nlevel: 2\n"
            "documents: {specification: The specification}\n"
            "source: {document: specification}\nunits:\n"
            + "".join(f"  - {{reference: {u}, title: U, level: 3, credit: 5}}\n" for u in units)
            + structure
        ).editions
        assert edition.incomplete_groups == ("L",)
        assert [unit.reference for unit in edition.additional] == ["R/506/1792"]
        assert [need.source.page for need in edition.also_needed] == [None, "9"]
        assert edition.rules[0].source == edition.source

    def test_its_unit_is_one(self) -> None:
        (example,) = [e for e in EXAMPLES if e.startswith("units:")]
        found = read("documents: {specification: S}\n" + example)
        assert found.units["D/506/2170"].glh == 24

    def test_it_names_every_key(self) -> None:
        keys = {key for meanings in MEANINGS.values() for key in meanings}
        assert {key for key in keys if not re.search(rf"\b{key}\b", PAGE)} == set()


def shipped_files() -> list[Path]:
    return sorted(SHIPPED.rglob("*.yaml"))


def schema_for(path: Path) -> dict[str, Any]:
    """The schema that the first line of a shipped file names."""
    line = path.read_text(encoding="utf-8").partition("\n")[0]
    relative = line.removeprefix("# yaml-language-server: $schema=")
    found: dict[str, Any] = json.loads((path.parent / relative).read_text(encoding="utf-8"))
    return found


class TestSchemas:
    @pytest.mark.parametrize("kind", list(FILES))
    def test_the_shipped_schema_is_what_the_command_prints(self, kind: str) -> None:
        """To renew it: unitwise schema qualification > catalogue/data/schemas/…"""
        text = (SHIPPED / "schemas" / f"{kind}.json").read_text(encoding="utf-8")
        assert text == json.dumps(file_schema(kind), indent=2, ensure_ascii=False) + "\n"

    @pytest.mark.parametrize("kind", list(FILES))
    def test_every_model_and_key_has_a_meaning(self, kind: str) -> None:
        schema = file_schema(kind)
        jsonschema.Draft202012Validator.check_schema(schema)
        for name, part in {**schema["$defs"], "the file": schema}.items():
            assert part["description"], name
            for key, value in part.get("properties", {}).items():
                assert value.get("description"), f"{name}.{key}"

    def test_no_meaning_is_of_a_key_that_is_gone(self) -> None:
        properties = {
            name: set(part.get("properties", {}))
            for kind in FILES
            for name, part in file_schema(kind)["$defs"].items()
        }
        properties |= {
            "Qualification": set(Qualification.model_fields),
            "UnitsFile": set(UnitsFile.model_fields),
        }
        for name, meanings in MEANINGS.items():
            assert set(meanings) <= properties[name], name

    @pytest.mark.parametrize("path", shipped_files(), ids=lambda path: path.stem)
    def test_every_shipped_file_fits_the_schema_that_it_names(self, path: Path) -> None:
        validator = jsonschema.Draft202012Validator(schema_for(path))
        validator.validate(plain(path.read_text(encoding="utf-8")))

    @pytest.mark.parametrize("text", [starting_file(), SIXTY], ids=["starting", "sixty"])
    def test_what_authors_write_fits_it(self, text: str) -> None:
        QUALIFICATION.validate(plain(text))

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("measure: credit", "measure: credits"),
            ("kind: mandatory", "kind: mandatery"),
            ("        kind: mandatory\n", ""),
            ("level: 3", "level: 13"),
            ("says: At least 20", "say: At least 20"),
            ("at_least: 20", "at_least: twenty"),
            ("accepted: true", "accepted: maybe"),
            ("- {unit: EX-102, until: 2024-08-31}", "- {until: 2024-08-31}"),
            ("- {unit: EX-102, until", "- {unit: EX-102, untill"),
            ("          - EX-201\n", "          - [EX-201]\n"),
            ("short_name: my-qualification", "short_name: My Qualification"),
            ("number: null", "#"),
        ],
    )
    def test_what_is_broken_fits_neither_schema_nor_reader(self, old: str, new: str) -> None:
        assert old in starting_file()
        text = starting_file().replace(old, new, 1)
        with pytest.raises(jsonschema.ValidationError):
            QUALIFICATION.validate(plain(text))
        assert faults(text)
