"""An own code belongs to its awarding organisation; an Ofqual reference is the same everywhere."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from catalogue import Catalogue, LearnerRecord, Qualification, recognise
from catalogue.errors import UnknownUnit
from catalogue.identity import Units, meant, parted, same_organisation
from catalogue.learner.joining import joined
from catalogue.learner.naming import held_called
from catalogue.learner.record import Achievement
from catalogue.library import find_units
from solver import Question, transfer
from tests.catalogue.files import faults, read

DAY = date(2026, 1, 1)


def file(
    short: str,
    organisation: str | None,
    units: str,
    *,
    places: str = "",
    recognition: str = "",
) -> str:
    """A qualification in which every unit stands in one group; ``CODE/title/credit/glh`` each.

    Without an organisation it is a file of units alone.
    """
    listed = []
    for text in units.split("; "):
        code, title, credit, glh = text.split("|")
        listed.append(
            f"- {{reference: '{code}', title: {title}, level: 3, credit: {credit}, glh: {glh},"
            " sources: [{document: d}]}"
        )
    head = "documents: {d: D}\nunits:\n" + "\n".join(listed) + "\n"
    if organisation is None:
        return head
    inside = places or ", ".join(f"'{text.split('|')[0]}'" for text in units.split("; "))
    return (
        f"number: null\nshort_name: {short}\ntitle: Award {short}\nlevel: 3\n"
        f"awarding_organisation: {organisation}\n{head}"
        "editions:\n- edition: '1'\n  source: {document: d}\n"
        f"  groups: [{{id: A, title: A, units: [{inside}]}}]\n"
        "  rules: [{id: all, kind: mandatory, says: All., of: {groups: [A]},"
        " source: {document: d}}]\n" + recognition
    )


PLUMBING = file("plumbing", "City & Guilds", "301|Plumbing|4|30")
MANAGING = file("managing", "CMI", "301|Managing|6|44")
SAME_FIGURES = file("managing", "CMI", "301|Managing|4|30")


def facts(qualification: Qualification) -> list[tuple[str, int | None, int | None]]:
    (edition,) = qualification.editions
    return [(unit.title, unit.credit, unit.glh) for unit in edition.units]


def counts(library: Catalogue, name: str, *held: str | Achievement) -> list[str]:
    """What of ``held`` may be used in a qualification, or why not."""
    record = LearnerRecord.model_validate({"achievements": held})
    (edition,) = library.find(name).editions
    found = recognise(edition, record, on=DAY, as_of=DAY, units=library.units)
    return [use.way.value for use in found.uses] + [one.reason for one in found.refusals]


class TestTwoFilesWithOneCode:
    @pytest.mark.parametrize("other", [MANAGING, SAME_FIGURES])
    @pytest.mark.parametrize("turned", [False, True])
    def test_each_qualification_has_its_own_unit_whichever_file_is_read_first(
        self, other: str, turned: bool
    ) -> None:
        files = (other, PLUMBING) if turned else (PLUMBING, other)
        library = read(*files)
        assert library.warnings == ()
        assert facts(library.find("plumbing")) == [("Plumbing", 4, 30)]
        # 6 credits and 44 hours, or the figures of the other
        ((title, *_),) = facts(library.find("managing"))
        assert title == "Managing"

    @pytest.mark.parametrize("whose", ["CMI", "Chartered Management Institute", "cmi"])
    def test_the_one_does_not_count_for_the_other(self, whose: str) -> None:
        library = read(PLUMBING, MANAGING)
        held = Achievement(unit="301", awarding_organisation=whose)
        assert counts(library, "managing", held) == ["credit-transfer"]
        assert counts(library, "plumbing", held) == ["other-organisation"]
        assert counts(library, "plumbing", f"{whose}:301@2025-01-01") == ["other-organisation"]

    def test_what_is_held_without_an_organisation_is_asked_about(self) -> None:
        library = read(PLUMBING, MANAGING)
        assert counts(library, "plumbing", "301") == ["organisation-unknown"]
        with pytest.raises(UnknownUnit, match="City & Guilds:301  Plumbing\n  CMI:301  Managing"):
            held_called("301", lambda: library.units)
        found = held_called("CMI:301@2025-01-01", lambda: library.units)
        assert (found.unit, found.whose) == ("301", "CMI")

    def test_the_title_in_a_record_tells_whose_it_is_where_it_is_that_of_one(self) -> None:
        library = read(PLUMBING, SAME_FIGURES)
        managing = Achievement(unit="301", title="MANAGING")
        assert counts(library, "managing", managing) == ["credit-transfer"]
        assert counts(library, "plumbing", managing) == ["other-organisation"]
        # of neither, or of both, it is asked as before
        other = Achievement(unit="301", title="Carpentry")
        assert counts(library, "plumbing", other) == ["organisation-unknown"]
        both = read(PLUMBING, file("managing", "CMI", "301|Plumbing|4|30"))
        same = Achievement(unit="301", title="Plumbing")
        assert counts(both, "plumbing", same) == ["organisation-unknown"]

    def test_another_title_is_looked_at_where_the_code_counts(self) -> None:
        library = read(PLUMBING)
        for title, whose, doubted in (
            ("Managing", None, True),
            ("Unit 301: plumbing", None, False),
            ("Managing", "City & Guilds", False),
        ):
            held = Achievement(unit="301", title=title, awarding_organisation=whose)
            record = LearnerRecord(achievements=(held,))
            asked = Question(on=DAY)
            answer = transfer(library.find("plumbing"), record, asked, units=library.units)
            (entry,) = [one for one in answer.ledger if one.counts]
            told = "calls it 'Managing', and 301 of City & Guilds is" if doubted else ""
            assert (told in (entry.doubt or ""), bool(entry.doubt)) == (True, doubted), title

    def test_the_code_alone_is_enough_where_only_one_is_meant(self) -> None:
        library = read(PLUMBING)
        assert counts(library, "plumbing", "301") == ["credit-transfer"]
        assert held_called("301", lambda: library.units).unit == "301"
        # the record names another body, of which no unit is known
        held = Achievement(unit="301", awarding_organisation="Pearson")
        assert counts(library, "plumbing", held) == ["other-organisation"]

    def test_only_an_entry_of_the_policy_lets_it_count(self) -> None:
        policy = (
            "  recognition: [{way: equivalence, accepted: true, says: Agreed., source:"
            " {document: d}, pairs: [{held: 'CMI:301', counts_as: '301'}]}]\n"
        )
        agreed = file("plumbing", "City & Guilds", "301|Plumbing|4|30", recognition=policy)
        library = read(agreed, MANAGING)
        assert counts(library, "plumbing", "CMI:301") == ["equivalence"]
        assert counts(library, "plumbing", "City & Guilds:301") == ["credit-transfer"]
        # the policy alone makes it doubtful whose is held
        assert counts(read(agreed), "plumbing", "301") == ["organisation-unknown"]

    def test_a_code_in_a_policy_is_of_the_organisation_whose_policy_it_is(self) -> None:
        policy = (
            "  recognition: [{way: equivalence, accepted: true, says: Agreed., source:"
            " {document: d}, pairs: [{held: '201', counts_as: '301'}]}]\n"
        )
        own = file(
            "plumbing", "City & Guilds", "301|Plumbing|4|30; 201|Pipes|4|9", recognition=policy
        )
        library = read(own, file("leading", "CMI", "201|Leading|4|9"))
        assert counts(library, "plumbing", "CMI:201") == ["other-organisation"]
        assert counts(library, "plumbing", "City & Guilds:201") == [
            "credit-transfer",
            "equivalence",
        ]

    def test_an_ofqual_reference_is_the_same_unit_whoever_awarded_it(self) -> None:
        library = read(
            file("one", "City & Guilds", "R/506/2151|Serving|4|30"),
            file("two", "CMI", "R/506/2151|Serving|4|30"),
        )
        held = Achievement(unit="R/506/2151", awarding_organisation="Pearson")
        assert counts(library, "one", held) == counts(library, "two", held) == ["credit-transfer"]


class TestContradictions:
    def test_an_unrelated_file_changes_nothing_and_is_told(self) -> None:
        library = read(PLUMBING, file("", None, "301|Flying|99|1"))
        assert facts(library.find("plumbing")) == [("Plumbing", 4, 30)]
        (clash,) = library.clashes
        assert clash.message.startswith("301 ('Flying') is nobody's code here, and there is City")

    def test_a_file_of_the_same_title_goes_on_overriding_and_is_told(self) -> None:
        library = read(PLUMBING, file("", None, "301|plumbing|4|35"))
        assert facts(library.find("plumbing")) == [("plumbing", 4, 35)]
        assert [c.message.split(" in ")[0] for c in library.clashes] == [
            "301 has 35 GLH here, but 30 GLH"
        ]

    def test_one_organisation_with_two_titles_for_a_code_keeps_each_in_its_file(self) -> None:
        library = read(PLUMBING, file("other", "City and Guilds", "301|Heating|4|30"))
        assert facts(library.find("plumbing")) == [("Plumbing", 4, 30)]
        assert facts(library.find("other")) == [("Heating", 4, 30)]
        (clash,) = library.clashes
        assert clash.message.startswith("301 is called 'Heating' here, but 'Plumbing' in")

    def test_another_title_of_an_ofqual_reference_is_told(self) -> None:
        one, two = (
            file(name, "CMI", f"R/506/2151|{title}|4|30")
            for name, title in (("one", "Serve & deliver"), ("two", "Cooking"))
        )
        assert [c.message[:37] for c in read(one, two).clashes] == [
            "R/506/2151 is called 'Cooking' here, "
        ]
        assert read(one, one.replace("short_name: one", "short_name: x").replace("&", "and")
                    ).clashes == ()  # fmt: skip

    @pytest.mark.parametrize("order", list(permutations((0, 1))))
    def test_hours_unknown_to_one_file_stay_known_to_the_others(
        self, order: tuple[int, int]
    ) -> None:
        files = (
            file("one", "CMI", "R/506/2151|Serving|4|30; 301|Managing|6|44"),
            file("two", "CMI", "R/506/2151|Serving|4|null; 301|Managing|6|null"),
        )
        library = read(*(files[number] for number in order))
        assert library.warnings == ()
        for name in ("one", "two"):
            assert [hours for _, _, hours in facts(library.find(name))] == [30, 44]

    @pytest.mark.parametrize("order", list(permutations((0, 1))))
    def test_nor_are_level_and_credit_lost_or_contradicted_where_one_file_does_not_know_them(
        self, order: tuple[int, int]
    ) -> None:
        known = file("one", "CMI", "R/506/2151|Serving|4|30; 301|Managing|null|44")
        lost = file("two", "CMI", "R/506/2151|Serving|unknown|30; 301|Managing|unknown|44")
        library = read(*((known, lost.replace("level: 3, ", ""))[number] for number in order))
        assert library.clashes == ()
        for name in ("one", "two"):
            (edition,) = library.find(name).editions
            assert [(u.level, u.credit, u.credit_unknown) for u in edition.units] == [
                (3, 4, False),
                (3, None, False),
            ]

    def test_a_code_that_another_organisation_defines_is_taken_and_told(self) -> None:
        borrowing = file("plumbing", "City & Guilds", "7|Pipes|1|1", places="'7', '301'")
        library = read(borrowing, MANAGING)
        assert facts(library.find("plumbing")) == [("Pipes", 1, 1), ("Managing", 6, 44)]
        assert [c.message[:31] for c in library.clashes] == ["301 is a code of CMI ('Managing"]
        named = borrowing.replace("'301'", "'CMI:301'")
        assert read(named, MANAGING).clashes == ()

    def test_a_code_that_two_others_define_is_a_fault_that_names_both(self) -> None:
        borrowing = file("plumbing", "City & Guilds", "7|Pipes|1|1", places="'7', '301'")
        other = file("nursing", "NCFE", "301|Nursing|6|44")
        assert [fault.message for fault in faults(borrowing, MANAGING, other)] == [
            "301 could be a unit of several organisations: write CMI:301 or NCFE:301"
        ]


class TestNames:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("City & Guilds", "City and Guilds of London Institute"),
            ("CMI", "Chartered Management Institute"),
            ("OCR", "Oxford, Cambridge and RSA"),
            ("Pearson", "PEARSON Education Ltd"),
            ("C&G", "City & Guilds"),
        ],
    )
    def test_one_organisation_is_known_under_several_names(self, one: str, other: str) -> None:
        assert same_organisation(one, other)
        assert same_organisation(other, one)

    @pytest.mark.parametrize(("one", "other"), [("CMI", "CIM"), ("NCFE", "NOCN"), ("ILM", "CMI")])
    def test_two_organisations_are_not(self, one: str, other: str) -> None:
        assert not same_organisation(one, other)

    @pytest.mark.parametrize(
        ("text", "parts"),
        [
            ("CMI:301", ("CMI", "301")),
            ("City & Guilds: 301", ("City & Guilds", "301")),
            ("Nobody:OLD", ("Nobody", "OLD")),
            ("Management Accounting: Budgeting", (None, "Management Accounting: Budgeting")),
            ("301", (None, "301")),
            (":301", (None, ":301")),
        ],
    )
    def test_a_code_stands_after_its_organisation(
        self, text: str, parts: tuple[str | None, str]
    ) -> None:
        assert parted(text) == parts

    def test_units_are_called_by_their_code_where_that_is_enough(self) -> None:
        units = read(PLUMBING, MANAGING, file("x", "CMI", "302|Leading|1|1")).units
        assert sorted(units) == ["302", "CMI:301", "City & Guilds:301"]
        assert "301" not in units
        assert units["CMI:301"].title == "Managing"
        assert len(meant(units, "301")) == 2
        assert len(units) == len(list(units)) == 3
        assert isinstance(units, Units)

    def test_a_record_that_names_two_bodies_for_one_code_is_refused(self) -> None:
        with pytest.raises(ValueError, match="CMI:301 is no unit of Pearson"):
            Achievement.model_validate({"unit": "CMI:301", "awarding_organisation": "Pearson"})

    def test_two_records_hold_two_units_of_one_code(self) -> None:
        def record(*held: str) -> LearnerRecord:
            return LearnerRecord.model_validate({"achievements": held})

        both, _ = joined([("a", record("CMI:301")), ("b", record("City & Guilds:301"))])
        assert [one.full_name for one in both.achievements] == ["CMI:301", "City & Guilds:301"]
        # where one does not say whose, it is that of the other
        same, _ = joined([("a", record("CMI:301")), ("b", record("301"))])
        assert [one.full_name for one in same.achievements] == ["CMI:301"]


def test_rows_of_two_organisations_are_no_attempts_at_one_unit(tmp_path: Path) -> None:
    from catalogue import read_record

    path = tmp_path / "record.csv"
    path.write_text(
        "Unit,Awarding organisation,Status,Date\n301,CMI,Achieved,2025-01-01\n"
        "301,City & Guilds,Failed,2025-02-01\n",
        encoding="utf-8",
    )
    (one,) = read_record(path).record.achievements
    assert one.full_name == "CMI:301"


class TestTyped:
    """A code is found as people type it, where only one code can be meant."""

    PRINTED = file(
        "care", "Carers", "SHC 31|Communicating|3|10; LD206 (K)|Rights|2|20; 1-10|First|1|10"
    )

    @pytest.mark.parametrize(
        ("typed", "printed"),
        [
            ("SHC31", "SHC 31"),
            ("shc-31", "SHC 31"),
            ("SHC\N{EN DASH}31", "SHC 31"),
            ("ld206(k)", "LD206 (K)"),
            ("LD 206K", "LD206 (K)"),
        ],
    )
    def test_spaces_hyphens_and_capitals_make_no_difference(self, typed: str, printed: str) -> None:
        library = read(self.PRINTED)
        (edition,) = library.qualifications[0].editions
        assert [unit.reference for unit in meant(library.units, typed)] == [printed]
        assert {option.unit.reference for option in edition.called(typed)} == {printed}
        if typed.isascii():
            assert find_units(edition, [typed], {}) == (printed,)

    def test_what_is_held_counts_as_the_unit(self) -> None:
        (edition,) = read(self.PRINTED).qualifications[0].editions
        record = LearnerRecord.model_validate({"achievements": ["SHC31@2025-01-01"]})
        found = recognise(edition, record, on=DAY, as_of=DAY, units={})
        assert [use.option.unit.reference for use in found.uses] == ["SHC 31"]

    @pytest.mark.parametrize("typed", ["110", "11-0", "SHC 3 1", "SHC 310"])
    def test_another_code_is_another(self, typed: str) -> None:
        library = read(self.PRINTED)
        assert meant(library.units, typed) == ()
        assert library.qualifications[0].editions[0].called(typed) == ()

    def test_where_two_codes_could_be_meant_neither_is(self) -> None:
        library = read(file("care", "Carers", "SHC 31|One|3|10; SHC-31|Two|2|20"))
        assert meant(library.units, "SHC31") == ()
        assert [unit.title for unit in meant(library.units, "SHC-31")] == ["Two"]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_two_files_that_give_one_unit_another_total_time_are_told(order: tuple[int, int]) -> None:
    texts = [
        file("one", "CMI", "301|Managing|4|30").replace("glh: 30", "glh: 30, tqt: 40"),
        file("two", "CMI", "301|Managing|4|30").replace("glh: 30", "glh: 30, tqt: 60"),
    ]
    (clash,) = read(*(texts[number] for number in order)).clashes
    here, there = ("60", "40") if order == (0, 1) else ("40", "60")
    assert f"301 has a TQT of {here} hours here, but a TQT of {there} hours in" in clash.message
    # what one file does not say stays known
    library = read(texts[0], file("two", "CMI", "301|Managing|4|30"))
    assert library.clashes == ()
    assert library.units["301"].tqt == 40


def test_what_an_edition_and_its_policy_never_speak_of_is_told_as_before() -> None:
    """The short way for the many units of a record that are elsewhere leaves none out."""
    entry = (
        "  recognition: [{way: equivalence, accepted: true, says: So., source: {document: d},"
        " pairs: [{held: d/506/2962, counts_as: R/506/2151},"
        " {held: [M/506/2898, D/506/2153], counts_as: R/506/2151}]}]\n"
    )
    library = read(
        file("one", "OCR", "R/506/2151|Serving|4|30", recognition=entry),
        file("two", "OCR", "D/506/2962|Posting|4|30; D/506/2170|Asking|4|30"),
    )
    for unit, told in (
        ("R/506/2151", ["credit-transfer"]),
        ("D/506/2962", ["equivalence"]),
        ("M/506/2898", ["incomplete"]),
        ("D/506/2170", ["not-in-qualification"]),
        ("T/506/2952", ["unknown-unit"]),
    ):
        assert counts(library, "one", unit) == told
