"""The best plan: published figures of real qualifications, and brute force on small ones."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, strategies as st

from catalogue import Catalogue, Edition, NoEdition, Option
from solver import (
    Conflict,
    Goal,
    Limits,
    NoSuchMeasure,
    Plan,
    Question,
    Undecided,
    UnknownHours,
    UnknownWish,
    suggest,
)
from tests.factories import amount, edition, group, place, qualification, rule, unit
from tests.oracle import legal_choices
from tests.strategies import editions, tries

OLD = date(2024, 1, 15)
NEW = date(2024, 7, 1)


def plan(shipped: Catalogue, name: str, **fields: object) -> Plan:
    question = Question.model_validate({"on": NEW, **fields})
    answer = suggest(shipped.find(name), question)
    assert isinstance(answer, Plan), answer
    assert answer.proof == "optimal"
    return answer


def references(answer: Plan) -> list[str]:
    return [counted.unit for counted in answer.units]


class TestPublishedFigures:
    """What the awarding organisations print, found again."""

    def test_ocr_level_4_takes_171_hours(self, shipped: Catalogue) -> None:
        # "minimum 171 GLH": centre handbook, section 1.6
        answer = plan(shipped, "ocr-l4-customer-service", goals=["least-glh"])
        assert (answer.totals.glh, answer.totals.credit) == (171, 50)
        assert [(g.goal, g.value, g.proven) for g in answer.goals] == [("least-glh", 171, True)]
        assert all(rule.holds for rule in answer.rules)

    def test_nocn_level_1_older_units_take_143_hours(self, shipped: Catalogue) -> None:
        # GLH = 143: specification 6.0, Qualifications at a Glance
        answer = plan(shipped, "nocn-l1-customer-service", on=OLD, goals=["least-glh"])
        assert answer.totals.glh == 143
        # M/502/8587 and R/502/8601 were open and nobody gives their hours
        assert answer.left_out == ("M/502/8587", "R/502/8601")

    def test_nocn_level_1_newer_units_have_no_hours(self, shipped: Catalogue) -> None:
        question = Question(on=NEW, goals=(Goal.LEAST_GLH,))
        answer = suggest(shipped.find("nocn-l1-customer-service"), question)
        assert isinstance(answer, Conflict)
        assert answer.reason == "unknown-hours"
        # the newer versions of group A, in the order of the specification
        assert [counted.unit for counted in answer.units] == [
            "F/651/1466",
            "D/651/1465",
            "A/651/1464",
            "Y/651/1463",
            "T/651/1462",
        ]
        # 14 credits from A; the 9 left are at most 3 from C, so at least 6 from B in threes: two of
        # B, and one more of B or the 3-credit units of C
        assert answer.fewest_unknown == 5 + 2 + 1

    def test_nocn_level_1_newer_units_by_credit(self, shipped: Catalogue) -> None:
        answer = plan(shipped, "nocn-l1-customer-service", goals=["least-credit"])
        assert answer.totals.credit == 23
        assert {reference[2:5] for reference in references(answer)} == {"651"}
        assert answer.totals.glh is None

    def test_nocn_level_1_newer_units_estimated(self, shipped: Catalogue) -> None:
        answer = plan(
            shipped, "nocn-l1-customer-service", goals=["least-glh"], unknown_glh="estimate"
        )
        assert all(counted.glh_estimated for counted in answer.units)
        # 143 hours for 23 credits: 1 credit is 6.2 hours, 2 are 12.4, 3 are 18.7 and 4 are 24.9
        by_credit = {counted.credit: counted.glh for counted in answer.units}
        assert by_credit == {1: 6, 2: 12, 3: 19, 4: 25}

    @pytest.mark.parametrize(("level", "credit"), [("l2", 45), ("l3", 55)])
    def test_least_credit_is_the_published_credit(
        self, shipped: Catalogue, level: str, credit: int
    ) -> None:
        answer = plan(shipped, f"nocn-{level}-customer-service", goals=["least-credit"])
        assert (answer.totals.credit, answer.totals.surplus_credit) == (credit, 0)
        assert all(rule.holds for rule in answer.rules)

    def test_nocn_level_3_has_forty_credits_at_its_level(self, shipped: Catalogue) -> None:
        answer = plan(shipped, "nocn-l3-customer-service", goals=["least-credit"])
        assert sum(c.credit or 0 for c in answer.units if (c.level or 0) >= 3) >= 40

    def test_ocr_level_4_cannot_take_170_hours(self, shipped: Catalogue) -> None:
        question = Question(on=NEW, limits=Limits(new_glh=170))
        answer = suggest(shipped.find("ocr-l4-customer-service"), question)
        assert isinstance(answer, Conflict)
        assert answer.reason == "wishes-and-rules"
        assert answer.causes[0].name == "new_glh"


SPENDING = [Goal.LEAST_GLH, Goal.LEAST_CREDIT, Goal.FEWEST_UNITS]


@st.composite
def questions(draw: st.DrawFn, made: Edition) -> Question:
    pool = [one.reference for one in made.units]
    some = st.lists(st.sampled_from(pool), max_size=2, unique=True)
    most = st.one_of(st.none(), st.integers(0, 120))
    few = st.one_of(st.none(), st.integers(0, 20))
    return Question(
        on=draw(st.sampled_from([OLD, NEW])),
        goals=tuple(draw(st.lists(st.sampled_from(SPENDING), unique=True))),
        want=tuple(draw(some)),
        avoid=tuple(draw(some)),
        limits=Limits(new_glh=draw(most), new_credit=draw(few), new_units=draw(few)),
    )


def spent(choice: tuple[Option, ...], goal: Goal) -> int:
    match goal:
        case Goal.LEAST_GLH:
            return sum(option.unit.glh or 0 for option in choice)
        case Goal.LEAST_CREDIT:
            return sum(option.unit.credit or 0 for option in choice)
        case _:
            return len(choice)


def fits(choice: tuple[Option, ...], question: Question) -> bool:
    counted = {option.unit.reference for option in choice}
    limits = question.limits
    over = [
        most is not None and spent(choice, goal) > most
        for most, goal in (
            (limits.new_glh, Goal.LEAST_GLH),
            (limits.new_credit, Goal.LEAST_CREDIT),
            (limits.new_units, Goal.FEWEST_UNITS),
        )
    ]
    return (
        counted.issuperset(question.want)
        and counted.isdisjoint(question.avoid)
        and all(option.version.open_on(question.on) for option in choice)
        and not any(over)
    )


@given(st.data())
@tries(100)
def test_the_plan_is_the_best_of_all_legal_choices(data: st.DataObject) -> None:
    made = data.draw(editions())
    question = data.draw(questions(made))
    answer = suggest(qualification(made), question)
    candidates = [choice for choice in legal_choices(made) if fits(choice, question)]
    if not candidates:
        assert isinstance(answer, Conflict)
        return
    # every unit of these editions has credit and hours, so this is the default order
    goals = question.goals or (Goal.LEAST_CREDIT, Goal.LEAST_GLH, Goal.FEWEST_UNITS)

    def badness(choice: tuple[Option, ...]) -> tuple[object, ...]:
        chosen = {option.index for option in choice}
        order = tuple(option.index not in chosen for option in made.options)
        return (*(spent(choice, goal) for goal in goals), len(choice), order)

    best = min(candidates, key=badness)
    assert isinstance(answer, Plan)
    assert [(c.group, c.unit) for c in answer.units] == [(o.group, o.unit.reference) for o in best]
    assert [(g.goal, g.value) for g in answer.goals] == [(g, spent(best, g)) for g in goals]


def test_ties_go_to_the_first_in_the_catalogue() -> None:
    # any two of the three equal units do; the first two stand first
    made = edition([group("A", unit("U1"), unit("U2"), unit("U3"))], [amount("r", at_least=2)])
    answer = suggest(qualification(made), Question(on=NEW))
    assert isinstance(answer, Plan)
    assert references(answer) == ["U1", "U2"]


def test_no_spare_unit_is_added_for_nothing() -> None:
    # U2 costs no hours, but nothing asks for it
    made = edition(
        [group("A", unit("U1", glh=5), unit("U2", glh=0))],
        [amount("r", of={"units": ["U1"]}, at_least=1)],
    )
    answer = suggest(qualification(made), Question(on=NEW, goals=(Goal.LEAST_GLH,)))
    assert isinstance(answer, Plan)
    assert references(answer) == ["U1"]


def test_goals_are_met_in_their_order() -> None:
    # 4 credits: U1 alone has the fewest units and 40 hours, U2 and U3 together 30 hours
    made = edition(
        [
            group(
                "A",
                unit("U1", credit=4, glh=40),
                unit("U2", credit=2, glh=15),
                unit("U3", credit=2, glh=15),
            )
        ],
        [amount("r", at_least=4)],
    )
    subject = qualification(made)
    by_units = suggest(subject, Question(on=NEW, goals=(Goal.FEWEST_UNITS, Goal.LEAST_GLH)))
    by_hours = suggest(subject, Question(on=NEW, goals=(Goal.LEAST_GLH, Goal.FEWEST_UNITS)))
    assert isinstance(by_units, Plan)
    assert isinstance(by_hours, Plan)
    assert references(by_units) == ["U1"]
    assert references(by_hours) == ["U2", "U3"]
    assert [g.value for g in by_hours.goals] == [30, 2]


class TestWindows:
    """A window limits registrations, both ends included."""

    MADE = edition(
        [group("A", place((unit("U1"), None, "2024-06-02"), (unit("U2"), "2024-06-03", None)))],
        [rule("mandatory", "r")],
    )

    @pytest.mark.parametrize(
        ("day", "expected"),
        [("2024-06-01", "U1"), ("2024-06-02", "U1"), ("2024-06-03", "U2"), ("2024-06-04", "U2")],
    )
    def test_the_version_of_the_day_is_taken(self, day: str, expected: str) -> None:
        answer = suggest(qualification(self.MADE), Question(on=date.fromisoformat(day)))
        assert isinstance(answer, Plan)
        assert references(answer) == [expected]

    def test_a_place_that_nothing_fills_any_more_is_told_by_date(self) -> None:
        made = edition(
            [group("A", place((unit("U1"), None, "2024-06-02")))], [rule("mandatory", "r")]
        )
        answer = suggest(qualification(made), Question(on=date(2024, 6, 3)))
        assert isinstance(answer, Conflict)
        assert answer.reason == "date"

    def test_an_edition_is_not_asked_before_it_opens(self) -> None:
        made = edition(
            [group("A", unit("U1"))], [amount("r", at_least=1)], **{"from": "2024-06-03"}
        )
        with pytest.raises(NoEdition, match="2024-06-02"):
            suggest(qualification(made), Question(on=date(2024, 6, 2)))
        assert isinstance(suggest(qualification(made), Question(on=date(2024, 6, 3))), Plan)


def test_a_rule_that_nothing_meets_is_told_apart_from_the_wishes() -> None:
    made = edition([group("A", unit("U1", credit=3))], [amount("r", at_least=4)])
    answer = suggest(qualification(made), Question(on=NEW, want=("U1",)))
    assert isinstance(answer, Conflict)
    assert answer.reason == "rule"


class TestUnknownHours:
    """Unknown is never 0."""

    MADE = edition(
        [group("A", unit("U1", glh=None, credit=3), unit("U2", glh=9, credit=3))],
        [amount("r", at_least=3)],
        published={
            "credit": 3,
            "glh": {"least": 10, "basis": "exact-credit", "sources": [{"document": "A test"}]},
            "source": {"document": "A test"},
        },
    )

    def ask(self, **fields: object) -> object:
        question = Question.model_validate({"on": NEW, "goals": ["least-glh"], **fields})
        return suggest(qualification(self.MADE), question)

    def test_it_is_left_out_and_named(self) -> None:
        answer = self.ask()
        assert isinstance(answer, Plan)
        assert (references(answer), answer.left_out) == (["U2"], ("U1",))

    def test_a_limit_on_hours_speaks_of_hours_too(self) -> None:
        answer = self.ask(goals=["fewest-units"], limits={"new_glh": 100})
        assert isinstance(answer, Plan)
        assert answer.left_out == ("U1",)

    def test_without_hours_in_the_question_it_may_count(self) -> None:
        answer = self.ask(goals=["fewest-units"])
        assert isinstance(answer, Plan)
        assert references(answer) == ["U1"]
        assert answer.totals.glh is None
        assert answer.totals.unknown_glh == ("U1",)

    def test_wanting_it_is_told(self) -> None:
        answer = self.ask(want=["U1"])
        assert isinstance(answer, Conflict)
        assert (answer.reason, [c.unit for c in answer.units]) == ("unknown-hours", ["U1"])

    def test_an_estimate_lets_it_in(self) -> None:
        # 10 hours for 3 credits, so 10 for U1: U2 with 9 is still better, until it is refused
        answer = self.ask(unknown_glh=UnknownHours.ESTIMATE, avoid=["U2"])
        assert isinstance(answer, Plan)
        assert [(c.unit, c.glh, c.glh_estimated) for c in answer.units] == [("U1", 10, True)]

    def test_refusing_gives_no_plan(self) -> None:
        answer = self.ask(unknown_glh=UnknownHours.REFUSE)
        assert isinstance(answer, Conflict)
        assert (answer.reason, [c.unit for c in answer.units]) == ("unknown-hours", ["U1"])

    def test_a_limit_too_low_for_the_known_hours_leaves_it_to_the_unknown_ones(self) -> None:
        # U2 takes 9 hours; U1 might take 8 or fewer, but nobody knows
        answer = self.ask(limits={"new_glh": 8})
        assert isinstance(answer, Conflict)
        assert answer.reason == "unknown-hours"
        assert {cause.kind for cause in answer.causes} == {"limit", "rule", "unknown-hours"}


def test_credit_that_is_none_is_not_0() -> None:
    made = edition(
        [group("A", unit("U1", credit=None))], [amount("r", measure="units", at_least=1)]
    )
    with pytest.raises(NoSuchMeasure, match="U1"):
        suggest(qualification(made), Question(on=NEW, goals=(Goal.LEAST_CREDIT,)))
    answer = suggest(qualification(made), Question(on=NEW))
    assert isinstance(answer, Plan)
    assert answer.totals.credit is None


def test_a_wish_for_a_unit_elsewhere_is_refused(shipped: Catalogue) -> None:
    with pytest.raises(UnknownWish, match="T/506/2126"):
        suggest(shipped.find("ocr-l4-customer-service"), Question(on=NEW, want=("T/506/2126",)))


def test_no_time_is_undecided_and_never_impossible(shipped: Catalogue) -> None:
    question = Question(on=NEW, time_limit=1e-9)
    answer = suggest(shipped.find("ocr-l4-customer-service"), question)
    assert isinstance(answer, Undecided)
