"""A check of an edition finds what is wrong, doubts what may be, and tells the rest."""

from __future__ import annotations

from datetime import date
from typing import Any

from catalogue import Catalogue, Edition
from solver import Dates, Finding, Inspection, Range, RuleRepair, inspect, told_once
from tests.factories import SOURCE, amount, edition, group, place, qualification, rule, unit


def found(one: Edition, kind: str, **fields: Any) -> list[Any]:
    return of_kind(inspect(qualification(one, **fields), one), kind)


def of_kind(inspection: Inspection, kind: str) -> list[Any]:
    return [finding for finding in inspection.findings if finding.kind == kind]


def severities(findings: list[Finding]) -> list[str]:
    return [finding.severity for finding in findings]


ONE = amount("one", "units", at_least=1)


def test_a_sound_edition_has_nothing_wrong_or_doubtful() -> None:
    inspection = inspect(qualification(sound := edition([group("A", unit("U"))], [ONE])), sound)
    assert not inspection.wrong
    # U is forced, and no mandatory rule says so: the only thing to doubt.
    assert [f.kind for f in inspection.findings if f.severity == "doubt"] == ["forced"]


def test_a_rule_that_no_choice_meets_is_wrong() -> None:
    one = edition([group("A", unit("U", credit=5))], [amount("six", at_least=6)])
    assert severities(found(one, "unsatisfiable")) == ["wrong"]


def test_why_no_choice_is_legal_is_told_with_the_rules_that_clash_and_no_others() -> None:
    # A has 20 credits, at most 12 come from B, C has 4: 36 at the most, and 40 are asked for.
    groups = [
        group("A", unit("A1", credit=20)),
        group("B", *(unit(f"B{number}", credit=6) for number in range(3))),
        group("C", unit("C1", credit=4)),
    ]
    rules = [
        rule("mandatory", "all-a", of={"groups": ["A"]}),
        amount("total", at_least=40),
        amount("few", of={"groups": ["B"]}, at_most=12),
    ]
    (finding,) = found(edition(groups, rules), "unsatisfiable")
    (conflict,) = finding.conflicts
    assert [cause.name for cause in conflict.causes] == ["total", "few"]
    assert conflict.rechecked
    # 18 of B are 42 in all, no less is 40 or more; 36 is the nearest below 40
    assert finding.repairs == (
        RuleRepair(rule="total", bound="at_least", before=40, after=36),
        RuleRepair(rule="few", bound="at_most", before=12, after=18),
    )


def test_what_is_only_to_be_known_is_told_once() -> None:
    noted = unit("U", glh=None).model_copy(update={"note": "Printed in italics."})
    first = edition([group("A", noted, unit("V"))], [ONE], edition="1")
    second = edition([group("A", noted)], [ONE], edition="2", opens=date(2025, 1, 1))
    subject = qualification(first, second)
    other = qualification(first, short_name="other", number=None)
    told = told_once(
        [inspect(q, e) for q, e in ((subject, first), (subject, second), (other, first))]
    )
    kinds = [[f.kind for f in inspection.findings] for inspection in told]
    # A doubt is told of every edition it is in, a note of a unit only once of all qualifications.
    spans = "effective-bounds"
    assert kinds == [[spans, "unknown-glh", "note"], ["forced", spans], [spans, "unknown-glh"]]
    assert [inspection.repeated for inspection in told] == [0, 2, 1]


def test_a_group_that_only_the_total_binds_is_to_be_known_beside_others_that_rules_name() -> None:
    groups = [group("A", unit("U")), group("B", unit("V"), unit("W"))]
    of_a = amount("a", "units", of={"groups": ["A"]}, at_least=1)
    two = amount("two", "units", at_least=2)
    (finding,) = found(edition(groups, [of_a, two]), "free")
    assert (finding.severity, finding.groups) == ("information", ("B",))
    assert found(edition(groups, [two]), "free") == []


def test_a_rule_that_cannot_be_met_between_two_windows_is_wrong_then() -> None:
    gap = place((unit("OLD"), None, "2024-05-31"), (unit("NEW"), "2024-06-03", None))
    (finding,) = found(edition([group("A", gap)], [ONE]), "unsatisfiable")
    assert finding.severity == "wrong"
    assert finding.dates == (Dates(first=date(2024, 6, 1), last=date(2024, 6, 2)),)


def test_a_rule_that_cannot_be_met_before_any_unit_opens_lacks_a_date() -> None:
    late = place((unit("NEW"), "2024-06-03", None))
    (finding,) = found(edition([group("A", late)], [ONE]), "unsatisfiable")
    assert finding.severity == "doubt"
    assert finding.dates == (Dates(first=None, last=date(2024, 6, 2)),)
    # With that date in the edition there is nothing to find.
    dated = edition([group("A", late)], [ONE], opens=date(2024, 6, 3))
    assert found(dated, "unsatisfiable") == []
    # An edition that says that it is open earlier is wrong.
    early = edition([group("A", late)], [ONE], opens=date(2024, 1, 1))
    assert severities(found(early, "unsatisfiable")) == ["wrong"]


def published(credit: int, **glh: Any) -> dict[str, Any]:
    hours = {"sources": (SOURCE,), "basis": "exact-credit", **glh} if glh else None
    return {"source": SOURCE, "credit": credit, "glh": hours}


def test_less_credit_than_published_is_wrong_and_more_is_doubtful() -> None:
    # The rule asks for 5 credits, in units of 5.
    groups = [group("A", unit("U", credit=5), unit("V", credit=5))]
    for credit, severity in ((5, "information"), (6, "wrong"), (4, "doubt")):
        one = edition(groups, [amount("five", at_least=5)], published=published(credit))
        (finding,) = found(one, "published-credit")
        assert (finding.severity, finding.credit.least) == (severity, 5)


def test_published_hours_that_do_not_come_out_are_wrong() -> None:
    groups = [group("A", unit("U", glh=10), unit("V", glh=12))]
    for greatest, severity in ((12, "information"), (13, "wrong")):
        figures = published(1, least=10, greatest=greatest)
        (finding,) = found(edition(groups, [ONE], published=figures), "published-glh")
        assert finding.severity == severity


def test_published_hours_that_come_out_in_one_period_are_only_doubtful_in_another() -> None:
    versions = place(
        (unit("U", glh=10), None, "2024-06-02"), (unit("V", glh=12), "2024-06-03", None)
    )
    figures = published(1, least=10, greatest=10)
    findings = found(edition([group("A", versions)], [ONE], published=figures), "published-glh")
    assert [(f.glh.verdict, f.severity) for f in findings] == [
        ("contradicts", "doubt"),
        ("equal", "information"),
    ]


def test_forced_and_dead_units_are_doubted_but_mandatory_ones_are_not() -> None:
    groups = [
        group("A", unit("A1", credit=3)),
        group("B", unit("B2", credit=2), unit("B9", credit=9)),
    ]
    rules = [
        rule("mandatory", "all-a", of={"groups": ["A"]}),
        amount("five", at_least=5),
        amount("few-b", of={"groups": ["B"]}, at_most=8),
    ]
    one = edition(groups, rules)
    assert [f.unit for f in found(one, "forced")] == ["B2"]
    assert [f.unit for f in found(one, "dead")] == ["B9"]
    assert severities(found(one, "forced") + found(one, "dead")) == ["doubt", "doubt"]


def test_a_unit_dead_whenever_it_is_open_has_no_dates_to_name() -> None:
    # OLD of 9 credits never fits under the ceiling of 8; it is only open until 2 June 2024.
    old, new = unit("OLD", credit=9), unit("NEW", credit=2)
    groups = [group("B", place((old, None, "2024-06-02"), (new, "2024-06-03", None)), unit("U"))]
    one = edition(groups, [ONE, amount("few", at_most=8)])
    assert [(f.unit, f.dates) for f in found(one, "dead")] == [("OLD", ())]


def test_bounds_that_differ_from_the_printed_are_told_and_others_are_not() -> None:
    # 10 credits, at most 4 of B, A has 8: A gives 6 to 8 though nothing is printed; B gives 2 to 4
    # though only its ceiling is printed.
    groups = [
        group("A", *(unit(f"A{number}", credit=2) for number in range(4))),
        group("B", *(unit(f"B{number}", credit=2) for number in range(3))),
        group("C", unit("C1", credit=1)),
    ]
    rules = [
        amount("ten", of={"groups": ["A", "B"]}, at_least=10),
        amount("b", of={"groups": ["B"]}, at_most=4),
    ]
    findings = found(edition(groups, rules), "effective-bounds")
    assert [(f.group, f.printed, f.effective, f.exact_credit) for f in findings] == [
        ("A", Range(), Range(least=6, greatest=8), Range(least=6, greatest=8)),
        ("B", Range(greatest=4), Range(least=2, greatest=4), Range(least=2, greatest=4)),
        # C may give its credit or not, but at exactly 10 it cannot.
        ("C", Range(), Range(least=0, greatest=1), Range(least=0, greatest=0)),
    ]


def test_equal_titles_are_doubted() -> None:
    same = unit("ONE").model_copy(update={"title": "Same"})
    other = unit("OTHER").model_copy(update={"title": "same"})
    one = edition([group("A", unit("THIRD"), same, other)], [ONE])
    assert [f.units for f in found(one, "same-title")] == [("ONE", "OTHER")]


def test_two_versions_of_one_place_may_share_their_title() -> None:
    old, new = unit("OLD"), unit("NEW").model_copy(update={"title": "Unit OLD"})
    one = edition([group("A", place((old, None, "2024-06-02"), (new, "2024-06-03", None)))], [ONE])
    assert found(one, "same-title") == []


def test_an_example_that_does_not_come_out_as_it_says_is_wrong() -> None:
    old, new = unit("OLD"), unit("NEW")
    both = group("A", unit("U"), place((old, None, "2024-06-02"), (new, "2024-06-03", None)))
    rules = [amount("two", "units", at_least=2), amount("few", at_most=2)]

    def wrong(**example: Any) -> list[tuple[Any, ...]]:
        one = edition([both], rules, examples=[{"says": "So.", **example}])
        inspection = inspect(qualification(one), one)
        assert inspection.examples == 1
        assert inspection.wrong == bool(of_kind(inspection, "example"))
        return [(f.broken, f.closed, f.clashes) for f in of_kind(inspection, "example")]

    day = date(2024, 6, 3)
    assert wrong(passes=["U", "NEW"]) == []
    assert wrong(passes=["U", "OLD"]) == []
    assert wrong(passes=["U", "OLD"], registration=day) == [((), ("OLD",), ())]
    assert wrong(passes=["U"]) == [(("two",), (), ())]
    assert wrong(fails=["U"], breaks=["two"]) == []
    assert wrong(fails=["U", "OLD"], registration=day) == []
    # Both versions fill one place twice, and their three units break the ceiling of 2 as well.
    assert wrong(fails=["U", "OLD", "NEW"], breaks=["few"]) == []
    # Exactly those rules: neither one too many nor one too few.
    assert wrong(fails=["U"], breaks=["two", "few"]) == [(("two",), (), ())]
    assert wrong(fails=["U", "OLD", "NEW"]) == [(("few",), (), ("OLD", "NEW"))]
    assert wrong(fails=["U", "NEW"], breaks=["two"]) == [((), (), ())]


def test_out_of_time_is_a_doubt_and_never_a_fault() -> None:
    one = edition([group("A", unit("U"))], [ONE])
    inspection = inspect(qualification(one), one, time_limit=1e-9)
    assert severities(of_kind(inspection, "undecided")) == ["doubt"]
    assert not inspection.wrong


def test_nothing_is_wrong_with_the_shipped_catalogue(shipped: Catalogue) -> None:
    for subject in shipped.qualifications:
        for one in subject.editions:
            inspection = inspect(subject, one)
            assert [f for f in inspection.findings if f.severity == "wrong"] == []


def test_the_level_1_certificate_agrees_with_its_hours_until_its_units_were_replaced(
    shipped: Catalogue,
) -> None:
    subject = shipped.find("nocn-l1-customer-service")
    findings = of_kind(inspect(subject, subject.editions[0]), "published-glh")
    assert [(f.glh.verdict, f.dates) for f in findings] == [
        ("equal", (Dates(first=None, last=date(2024, 6, 2)),)),
        ("not-comparable", (Dates(first=date(2024, 6, 3), last=None),)),
    ]
