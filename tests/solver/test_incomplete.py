"""A list that is not complete: nothing is impossible, forced or dead because of what is missing."""

from __future__ import annotations

from datetime import date

from hypothesis import assume, given, strategies as st

from adviser.words.blocks import Paragraph
from adviser.words.why import why_blocks
from catalogue import Edition, Group, LearnerRecord, audit
from catalogue.easing import eased
from solver import (
    Bounds,
    Conflict,
    Plan,
    Question,
    Standing,
    Standings,
    Undecided,
    Why,
    bounds,
    inspect,
    nearest,
    standing,
    suggest,
    why,
)
from tests.catalogue.files import only
from tests.factories import amount, edition, group, place, qualification, rule, unit
from tests.oracle import every_choice
from tests.strategies import editions, tries

ON = "2024-07-01"
FILE = """
number: null
short_name: lists
title: Lists
awarding_organisation: Nobody
level: 3
documents: {d: Document}
source: {document: d}
units:
  - {reference: A1, title: One, level: 3, credit: 4}
  - {reference: B1, title: Two, level: 3, credit: 3}
editions:
  - edition: only
    published: {credit: 10}
    groups:
      - {id: A, title: Mandatory, units: [A1]}
      - {id: B, title: Others, incomplete: true, units: [B1]}
    rules:
      - {id: a, kind: mandatory, says: All of A., of: {groups: [A]}}
      - {id: b, kind: amount, says: 6 from B., measure: credit, of: {groups: [B]}, at_least: 6}
      - {id: all, kind: amount, says: 10 in all., measure: credit, at_least: 10}
"""


def marked(made: Edition, name: str) -> Edition:
    """The edition with one group, wherever it stands, said to be incomplete."""

    def mark(groups: tuple[Group, ...]) -> tuple[Group, ...]:
        return tuple(
            one.model_copy(update={"incomplete": one.id == name, "groups": mark(one.groups)})
            for one in groups
        )

    return made.replace(groups=mark(made.groups))


def completed(made: Edition, name: str, level: int, credit: int) -> Edition:
    """The edition with one more unit in a group."""
    more = place(unit("MISSING", level=level, credit=credit, glh=10 * credit))

    def add(groups: tuple[Group, ...]) -> tuple[Group, ...]:
        return tuple(
            one.model_copy(
                update={
                    "places": (*one.places, more) if one.id == name else one.places,
                    "groups": add(one.groups),
                }
            )
            for one in groups
        )

    return made.replace(groups=add(made.groups))


@tries(150)
@given(editions(most=5), st.data())
def test_what_is_legal_with_a_missing_unit_is_legal_without_it_once_eased(
    made: Edition, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from([one.id for one, _ in made.every_group]))
    whole = completed(made, name, data.draw(st.integers(1, 4)), data.draw(st.integers(0, 9)))
    free = eased(marked(made, name))
    by_key = {option.key: option for option in free.options}
    for choice in every_choice(whole):
        if not audit(whole, choice).legal:
            continue
        rest = [by_key[o.key] for o in choice if o.unit.reference != "MISSING"]
        # a mandatory rule over the group asks for the unit that was added, and no more of others
        assert audit(free, rest).legal


@tries(60)
@given(editions(most=5))
def test_a_complete_edition_is_not_eased(made: Edition) -> None:
    assume(not made.incomplete_groups)
    assert eased(made) is made


class TestWhatIsTold:
    subject = only(FILE)

    def test_what_a_missing_unit_could_give_is_no_conflict(self) -> None:
        # 4 + 3 = 7 of 10; 3 of 6 from B
        answer = suggest(self.subject, Question(on=ON))
        assert isinstance(answer, Undecided)
        assert isinstance(standing(self.subject, Question(on=ON)), Undecided)
        assert (answer.stopped, answer.incomplete) == ("incomplete", ("B",))

    def test_what_is_barred_whatever_is_missing_is_a_conflict(self) -> None:
        answer = suggest(self.subject, Question(on=ON, avoid=("A1",)))
        assert isinstance(answer, Conflict)
        assert {cause.name for cause in answer.causes} == {"A1", "a"}

    def test_a_plan_of_listed_units_is_a_plan(self) -> None:
        text = FILE.replace("title: Two, level: 3, credit: 3", "title: Two, level: 3, credit: 6")
        assert isinstance(suggest(only(text), Question(on=ON)), Plan)

    def test_no_unit_is_forced_that_another_could_stand_in_for(self) -> None:
        text = FILE.replace("title: Two, level: 3, credit: 3", "title: Two, level: 3, credit: 6")
        found = bounds(only(text), on=date(2024, 7, 1))
        assert isinstance(found, Bounds)
        assert {status.unit: status.status for status in found.units} == {
            "A1": "forced",
            "B1": "possible",
        }
        assert found.incomplete == ("B",)

    def test_no_unit_stands_as_forced_that_another_could_stand_in_for(self) -> None:
        text = FILE.replace("title: Two, level: 3, credit: 3", "title: Two, level: 3, credit: 6")
        found = standing(only(text), Question(on=ON))
        assert isinstance(found, Standings)
        assert {one.unit: one.state for one in found.units} == {"A1": "forced", "B1": "possible"}

    def test_the_check_finds_nothing_wrong(self) -> None:
        found = inspect(self.subject, self.subject.editions[0])
        assert [
            finding.kind for finding in found.findings if finding.severity != "information"
        ] == []
        assert "incomplete" in {finding.kind for finding in found.findings}

    def test_the_check_finds_what_is_wrong_whatever_is_missing(self) -> None:
        made = edition(
            [
                group("A", unit("A1", credit=4), unit("A2", credit=4)),
                group("B", unit("B1")).model_copy(update={"incomplete": True}),
            ],
            [
                rule("mandatory", "a", of={"groups": ["A"]}),
                rule("barred", "bar", units=["A1", "A2"]),
                amount("b", of={"groups": ["B"]}, at_least=1),
            ],
        )
        found = inspect(qualification(made), made)
        assert [finding.kind for finding in found.findings if finding.severity == "wrong"] == [
            "unsatisfiable"
        ]


class TestListed:
    """What is said of the cost of a unit is so of choices of listed units, and is told so."""

    TEXT = FILE.replace("at_least: 6}", "at_least: 3}").replace("at_least: 10}", "at_least: 7}")

    def test_a_unit_that_only_listed_choices_need_is_not_called_forced(self) -> None:
        subject = only(self.TEXT)
        plan = suggest(subject, Question(on=ON), priced=True)
        assert isinstance(plan, Plan)
        assert plan.incomplete == ("B",)
        # B1 gives the 3 credits of B, which a unit that is not listed could give as well
        assert [(p.unit, p.effect) for p in plan.prices] == [
            ("A1", "forced"),
            ("B1", "not-listed"),
        ]
        complete = suggest(
            only(self.TEXT.replace("incomplete: true, ", "")), Question(on=ON), priced=True
        )
        assert isinstance(complete, Plan)
        assert [p.effect for p in complete.prices] == ["forced", "forced"]
        assert complete.incomplete == ()

    def test_why_says_the_same(self) -> None:
        found = why(only(self.TEXT), Question(on=ON), ["A1", "B1"])
        assert isinstance(found, Why)
        assert [reason.price.effect for reason in found.reasons] == ["forced", "not-listed"]
        told = "\n".join(
            block.text
            for block in why_blocks(found, only(self.TEXT).editions[0])
            if isinstance(block, Paragraph)
        )
        assert "No choice of listed units can leave it out" in told
        assert "was not found out in time" not in told

    def test_the_ranking_does_not_call_it_impossible(self) -> None:
        # 6 from B are asked for, and B1 has 3: units that are not listed may give the rest
        for text, state, why_not in (
            (FILE, "not-told", "what is missing from its lists"),
            (FILE.replace("incomplete: true, ", ""), "impossible", None),
        ):
            (one,) = nearest(
                [only(text)], LearnerRecord(), on=date(2024, 7, 1), units={}, seconds=30
            )
            assert isinstance(one, Standing)
            assert (one.state, one.why) == (state, why_not)
