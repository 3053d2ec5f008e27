"""Every mistake of a file is told at once, with its line, and no mistake is told twice."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import assume, given, strategies as st

from catalogue import Fault
from catalogue.files.loading import SHIPPED
from catalogue.spoken import free_groups
from tests.catalogue.files import faults, read, written
from tests.strategies import tries

QUALIFICATION = SHIPPED / "qualifications" / "ocr" / "ocr-l4-customer-service.yaml"
UNITS = SHIPPED / "units" / "customer-service.yaml"


@dataclass(frozen=True)
class Mistake:
    """``old`` becomes ``new`` in a shipped file; the fault stands where ``at`` does after that."""

    old: str
    new: str
    at: str
    message: str
    hint: str = ""
    rule: str = ""


MISTAKES = {
    "a key that nobody knows": Mistake(
        "awarding_organisation: OCR",
        "awarding_organization: OCR",
        "awarding_organization",
        "unknown key 'awarding_organization'",
        "did you mean awarding_organisation?",
    ),
    "a key of another model": Mistake(
        "        measure: credit\n        at_least: 50",
        "        measure: credit\n        at_least: 50\n        units: [D/506/2170]",
        "units: [D/506/2170]",
        "unknown key 'units'",
        "write it under of: of: {units: …}",
        "total",
    ),
    "a misspelt key that is required": Mistake(
        "        says: At least 50", "        syas: At least 50", "syas", "unknown key 'syas'",
        "did you mean says?", "total",
    ),
    "a misspelt list of rules": Mistake(
        "    rules:\n", "    ruels:\n", "ruels", "unknown key 'ruels'", "did you mean rules?"
    ),
    "a misspelt list of editions": Mistake(
        "\neditions:\n", "\neditoins:\n", "editoins", "unknown key 'editoins'",
        "did you mean editions?",
    ),
    "a sentence that is missing": Mistake(
        "        says: At least 38 credits at level 4 or above.\n",
        "",
        "- id: level-4-or-above",
        "'says' is missing",
        "",
        "level-4-or-above",
    ),
    "a kind that is no kind": Mistake(
        "kind: mandatory", "kind: mandatery", "kind: mandatery",
        "unknown kind of rule 'mandatery'", "did you mean mandatory?", "mandatory-a",
    ),
    "a document that is not listed": Mistake(
        'source: {document: handbook, section: "2.2"}\n    published',
        'source: {document: hanbook, section: "2.2"}\n    published',
        "document: hanbook",
        "'hanbook' is not among the documents of this file; did you mean handbook?",
    ),
    "a group that does not exist": Mistake(
        "of: {groups: [C]}", "of: {groups: [CC]}", "CC]}",
        "there is no group CC; did you mean C?", "", "group-c",
    ),
    "a unit that is not defined": Mistake(
        "- R/506/1999", "- R/506/1998", "R/506/1998",
        "no unit R/506/1998 is defined", "did you mean R/506/1999?",
    ),
    "a unit that stands twice in a group": Mistake(
        "          - R/506/1954", "          - L/506/2004\n          - R/506/1954",
        "L/506/2004\n", "L/506/2004 stands twice in group C",
    ),
    "two groups of one name": Mistake(
        "      - id: C\n        title: Optional",
        "      - {id: C, title: More, units: [K/506/2978]}\n      - id: C\n        title: Optional",
        "id: C\n",
        "there are two groups C",
    ),
    "two rules of one name": Mistake(
        "id: group-b\n        kind: amount", "id: total\n        kind: amount",
        "id: total\n        kind: amount\n        says: At least 50", "2 rules are called total",
        "", "total",
    ),
    "text where a number should be": Mistake(
        "at_most: 16", "at_most: sixteen", "at_most: sixteen",
        "at_most must be a whole number, not 'sixteen'", "", "group-c",
    ),
    "a number that cannot be": Mistake(
        "at_least: 20", "at_least: -20", "at_least: -20", "at_least must be at least 0, not -20",
        "", "group-b",
    ),
    "a level that is none": Mistake(
        "of: {level: {at_least: 4}}", "of: {level: {at_least: 14}}", "at_least: 14",
        "a level is Entry 1, Entry 2, Entry 3 or a number from 1 to 12, not 14", "",
        "level-4-or-above",
    ),
    "mandatory credit that does not add up": Mistake(
        # 7 + 4 + 3 = 14
        "        credit: 14\n", "        credit: 15\n", "credit: 15",
        "the units of the scope add up to 14 credits, not 15; if the document says both,"
        " 'reading' says which the answers rest on", "", "mandatory-a",
    ),
    "a date that is none": Mistake(
        "          - H/506/2963", "          - {unit: H/506/2963, until: 31/08/2024}",
        "until: 31", "until must be a date written as year-month-day, such as 2024-06-03,"
        " not '31/08/2024'",
    ),
    "a window that closes before it opens": Mistake(
        "          - D/506/2962",
        "          - {unit: D/506/2962, from: 2024-06-03, until: 2024-06-02}",
        "until: 2024-06-02", "D/506/2962 closes on 2024-06-02, before it opens on 2024-06-03",
    ),
    "versions in the wrong order": Mistake(
        "          - K/502/8622",
        "          - versions:\n              - {unit: K/502/8622, from: 2024-06-03}\n"
        "              - {unit: D/503/0397, until: 2024-06-02}",
        "{unit: D/503/0397",
        "versions stand oldest first, but D/503/0397 opens before K/502/8622, which stands above",
    ),
    "a number of another shape": Mistake(
        "number: 601/3528/1", "number: 601-3528-1", "number",
        "'601-3528-1' is not a qualification number, such as 601/3528/1: it has three digits,"
        " four digits and one more, which may be X; those of Wales and Scotland are like C00/0508/9"
        " and G9VR 22",
    ),
    "a short name with blanks": Mistake(
        "short_name: ocr-l4-customer-service", "short_name: OCR level 4", "short_name",
        "short_name must be a short name of small letters, digits and -, without spaces,"
        " not 'OCR level 4'",
    ),
    "a key that stands twice": Mistake(
        "level: 4\n\ndocuments", "level: 4\nlevel: 4\n\ndocuments", "level: 4\n\ndocuments",
        "the key 'level' stands twice",
    ),
}  # fmt: skip

TEN = [
    "a key that nobody knows",
    "a misspelt key that is required",
    "a kind that is no kind",
    "a document that is not listed",
    "a group that does not exist",
    "a unit that is not defined",
    "a unit that stands twice in a group",
    "a level that is none",
    "a date that is none",
    "versions in the wrong order",
    "a short name with blanks",
    "a key that stands twice",
]


def spoilt(*names: str) -> tuple[str, list[Fault]]:
    """The shipped file with mistakes, and the faults that must be told."""
    text = QUALIFICATION.read_text(encoding="utf-8")
    for name in names:
        mistake = MISTAKES[name]
        assert text.count(mistake.old) >= 1, name
        text = text.replace(mistake.old, mistake.new, 1)
    expected = []
    for name in names:
        mistake = MISTAKES[name]
        line = text[: text.index(mistake.at)].count("\n") + 1
        expected.append(Fault("0.yaml", line, 0, mistake.message, mistake.rule, mistake.hint))
    return text, expected


def told(text: str) -> list[Fault]:
    """What is told of a text that is read beside the shipped units, columns left out."""
    found = faults(text, UNITS.read_text(encoding="utf-8"))
    assert all(fault.column > 0 for fault in found)
    return [Fault(f.path, f.line, 0, f.message, f.rule, f.hint) for f in found]


@pytest.mark.parametrize("name", list(MISTAKES))
def test_each_mistake_is_told_once_and_nothing_else(name: str) -> None:
    text, expected = spoilt(name)
    assert told(text) == expected


def test_ten_mistakes_at_once_are_all_told_in_one_run() -> None:
    text, expected = spoilt(*TEN)
    assert len(expected) >= 10
    assert told(text) == sorted(expected)


@given(st.sets(st.sampled_from(sorted(MISTAKES)), min_size=2, max_size=7))
@tries(40)
def test_no_mistake_hides_another(names: set[str]) -> None:
    # this one gives a rule another name, by which further mistakes in it are told
    assume("two rules of one name" not in names)
    text, expected = spoilt(*sorted(names))
    assert told(text) == sorted(expected)


def test_the_shipped_file_itself_has_no_fault() -> None:
    assert told(QUALIFICATION.read_text(encoding="utf-8")) == []


GROUPS = {"A": "A1/3/5 A2/3/5", "B": "B1/3/4 B2/2/4"}
RULES = """
- id: mandatory
  kind: mandatory
  says: All of A.
  of: {groups: [A]}
  credit: 10
- id: optional
  kind: amount
  says: At least 4 credits from B.
  measure: credit
  of: {groups: [B]}
  at_least: 4
"""


def messages(text: str, old: str, new: str) -> list[str]:
    assert old in text
    return [fault.message for fault in faults(text.replace(old, new, 1))]


class TestWhatFollowsFromAnotherMistakeIsNotTold:
    """Each text has one mistake, and other parts of it turn on what is mistaken."""

    text = written(GROUPS, RULES)

    def test_the_text_is_sound(self) -> None:
        assert faults(self.text) == []

    @pytest.mark.parametrize(
        ("old", "new", "message"),
        [
            # the unit is still known to its group, and its credit is not added up
            ("credit: 5", "credit: five", "credit must be a whole number, not 'five'"),
            ("  credit: 5\n", "", "'credit' is missing"),
            ("title: Unit A1", "titel: Unit A1", "unknown key 'titel'"),
            # the group still has its other unit, and the sum is not judged
            ("    - A1\n", "    - A7\n", "no unit A7 is defined"),
            # the rule about group A is not told to speak of nothing
            ("- id: A\n", "- id: A A\n",
             "id must be a short name of letters, digits, . _ -, without spaces, not 'A A'"),
            # the group is still there
            ("title: Group B\n    units:", "title: Group B\n    unit:", "unknown key 'unit'"),
            # a definition that cannot be used at all
            ("- reference: A1", "- reference: A 1!",
             "'A 1!' is not a unit reference, such as D/506/2170 or 3BEP:"
             " the sign '!' stands in none"),
            ("- reference: A1\n  title", "- title", "'reference' is missing"),
            ("units:\n- reference", "unit:\n- reference", "unknown key 'unit'"),
            # each of the four units cites it
            ("documents:\n  published", "documents:\n  publishd",
             "'published' is not among the documents of this file; did you mean publishd?"),
            ("at_least: 4", "at_lest: 4", "unknown key 'at_lest'"),
            ("edition: first", "edition: ''", "edition must be text, and not empty, not ''"),
        ],
    )  # fmt: skip
    def test_one_mistake_is_one_message(self, old: str, new: str, message: str) -> None:
        assert set(messages(self.text, old, new)) == {message}

    def test_a_level_and_a_sum_are_two_mistakes(self) -> None:
        found = messages(self.text.replace("credit: 10", "credit: 11"), "level: 2", "level: 22")
        assert found == [
            "a level is Entry 1, Entry 2, Entry 3 or a number from 1 to 12, not 22",
            "the units of the scope add up to 10 credits, not 11; if the document says both,"
            " 'reading' says which the answers rest on",
        ]


@pytest.mark.parametrize(
    ("old", "new", "hint"),
    [
        ("of: {groups: [A]}", "of: A", "perhaps {groups: [A]}"),
        ("of: {groups: [A]}", "of: {groups: A}", "for one item write [A]"),
        ("of: {groups: [A]}", "of: {level: 3}", "perhaps {at_least: 3}"),
        ("source: {document: published}", "source: published",
         "perhaps {document: published}"),
        ("  sources:\n  - document: published", "  sources:\n    document: published",
         "each item begins with '- '"),
    ],
)  # fmt: skip
def test_a_value_of_the_wrong_sort_is_told_with_the_right_one(
    old: str, new: str, hint: str
) -> None:
    text = written(GROUPS, RULES)
    assert old in text
    (fault,) = faults(text.replace(old, new, 1))
    assert fault.hint == hint


class TestUnitsAndGroups:
    def test_a_unit_that_is_defined_and_stands_in_no_group_is_a_mistake(self) -> None:
        text = written({**GROUPS, "C": "C1/3/1"}, RULES.replace("[B]", "[B, C]"))
        assert messages(text, "    - C1\n", "    - {unit: B1}\n") == [
            "unit C1 is defined here but stands in no group"
        ]

    def test_a_unit_of_a_units_file_may_stand_in_no_group(self) -> None:
        units = (
            "documents: {d: D}\n"
            "units: [{reference: X1, title: X, level: 1, credit: 1, sources: [{document: d}]}]"
        )
        assert set(read(written(GROUPS, RULES), units).units) == {"A1", "A2", "B1", "B2", "X1"}

    def test_a_group_of_which_no_rule_takes_in_a_unit_is_a_mistake(self) -> None:
        text = written({**GROUPS, "C": "C1/3/1"}, RULES)
        assert [f.message for f in faults(text)] == ["no rule takes in any unit of group C"]

    @pytest.mark.parametrize(
        ("scope", "free"),
        [("  of: {groups: [B]}\n", []), ("  of: {units: [B1, A1]}\n", []), ("", ["B"])],
    )
    def test_a_group_that_only_the_total_speaks_of_is_a_free_choice_and_no_doubt(
        self, scope: str, free: list[str]
    ) -> None:
        library = read(written(GROUPS, RULES.replace("  of: {groups: [B]}\n", scope)))
        assert library.warnings == ()
        (one,) = library.qualifications[0].editions
        assert list(free_groups(one)) == free

    def test_credit_cannot_be_asked_where_a_unit_has_none(self) -> None:
        (fault,) = faults(written({**GROUPS, "B": "B1/3/4 B2/2/-"}, RULES))
        assert fault.message == (
            "the rule counts credit, and B2 has none; write credit: unknown where nobody says"
        )
        assert fault.rule == "optional"


class TestSyntax:
    @pytest.mark.parametrize(
        ("text", "line", "words"),
        [
            ("a: 1\nb: &x 2\n", 2, "anchors"),
            ("a: &x 1\nb: *x\n", 2, "aliases"),
            ("a: !!python/object:os.system 1\n", 1, "tags"),
            ("a: 1\n---\nb: 2\n", 2, "a second document"),
            ("a: 1\ntitle: Management: Budgeting\n", 2, "quotes"),
            ("a:\n\t- b\n", 2, "never tabs"),
            ("a:\n  b: 1\n\tc: 2\n", 3, "never tabs"),
            ("[" * 41 + "]" * 41, 1, "nested more than 40 deep"),
            ("? [a]\n: b\n", 1, "a key must be a word"),
            ("", 0, "empty"),
            ("# nothing\n", 0, "empty"),
            ("- a\n", 1, "a mapping of keys"),
            ("a: 'b\n", 2, "never closed"),
        ],
    )
    def test_what_is_not_plain_yaml_is_told_with_its_line(
        self, text: str, line: int, words: str
    ) -> None:
        found = faults(text)
        assert any(f.line == line and words in f"{f.message} {f.hint}" for f in found), found

    def test_what_only_follows_from_an_alias_is_not_told(self) -> None:
        text = written(GROUPS, RULES).replace("title: Unit A1", "title: *name")
        (fault,) = faults(text)
        assert fault.message.startswith("aliases")

    def test_forty_levels_are_not_too_deep(self) -> None:
        assert not any("deep" in f.message for f in faults("[" * 40 + "]" * 40))

    def test_every_alias_and_tag_is_told(self) -> None:
        found = faults("a: *x\nb: !t 1\nc: *y\n")
        assert {fault.line for fault in found} == {1, 2, 3}
        assert sum("allowed" in fault.message for fault in found) == 3

    def test_words_that_yaml_takes_for_truth_values_stay_text(self) -> None:
        text = written(GROUPS, RULES).replace("title: Group B", "title: no")
        assert read(text).qualifications[0].editions[0].groups[1].title == "no"

    @pytest.mark.parametrize("code", ["007", "12", "3.10", "1e3"])
    def test_a_code_of_digits_is_kept_as_it_is_written(self, code: str) -> None:
        text = written({**GROUPS, "B": "B1/3/4 CODE/2/4"}, RULES).replace("CODE", code)
        assert code.upper() in read(text).units

    def test_python_names_of_keys_are_not_keys(self) -> None:
        text = written(GROUPS, RULES)
        assert messages(text, "edition: first", "edition: first\n  opens: 2024-01-01") == [
            "unknown key 'opens'"
        ]
