"""Text as programs take it out of pages: tables in one paragraph, torn heads, rows around their reference."""

from __future__ import annotations

from catalogue.handbooks.drafts.drafting import Draft
from catalogue.handbooks.written.ordering import settled
from tests.catalogue.handbooks.test_providers import groups, read, rules

_TITLE = "NKA Level 3 Diploma in Kiln Work"


def figures(draft: Draft) -> dict[str, tuple[object, ...]]:
    """Level, credit and hours by reference."""
    rows = [row for one in draft.section.every_group for row in one.rows]
    return {row.reference: (row.level, row.credit, row.glh) for row in rows}


def test_rows_of_one_paragraph_are_parted_before_each_reference() -> None:
    """The values that most end with end each, and what stands between is a heading, a head or words."""
    draft = read(
        f"{_TITLE}\n\n2 Contents Introduction 3 Structure 4 Units 5 Appeals 9 2\n\n"
        "3 Profile Qualification title NKA Level 3 Diploma in Kiln Work Total qualification time 130 hours "
        "Guided learning hours 61 Assessment pass or fail 3\n\n"
        "4 Structure Learners must complete all of the mandatory units and a minimum of 4 credits from the "
        "optional units. Mandatory Units Unit Ref Unit Title Level Credit GLH D/506/2170 Load a kiln 2 4 21 "
        "H/506/2171 Fire at 900 degrees 3 5 40 Optional Units Unit Ref Unit Title Level Credit GLH "
        "K/506/2172 Mix glazes 3 4 20 M/506/2173 Store clay 2 4 18 4\n",
        "page.txt",
    )
    assert groups(draft) == {
        "M": ["Load a kiln", "Fire at 900 degrees"],
        "O": ["Mix glazes", "Store clay"],
    }
    assert figures(draft)["H/506/2171"] == (3, 5, 40)
    assert rules(draft)["group-o"] == (4, None)
    assert {key: value for key, (value, _) in draft.rules.figures.items()} == {
        "tqt": 130,
        "glh": 61,
    }


def test_prose_that_names_units_is_no_list_of_rows() -> None:
    """Nothing is parted where the references have no values behind them."""
    draft = read(
        f"{_TITLE}\n\nOf units D/506/2170 and H/506/2171 one alone may count, as both speak of the loading of "
        "kilns and as K/506/2172 needs either of them.\n\nMandatory Units\n\nUnit Ref\tTitle\tLevel\tCredit\n"
        "D/506/2170\tLoad a kiln\t2\t4\nH/506/2171\tUnload a kiln\t2\t4\nK/506/2172\tFire a kiln\t3\t6\n",
        "page.txt",
    )
    assert [*figures(draft)] == ["D/506/2170", "H/506/2171", "K/506/2172"]


def test_a_reference_beside_the_middle_of_a_title_has_its_lines_around_it() -> None:
    """A cell of one line stands beside the middle of its row; running heads stand between pages."""
    foot = "NKA, V2 June 2017\n\nDiploma in Kiln Work\n\n"
    draft = read(
        f"{_TITLE}\n\n{foot}4\n\nMandatory Units\n\nUnit Reference Unit\n\nUnit Title GLH\nNumber Level\n"
        "D/506/2170 Load a kiln 3 45\nPrepare clay and the tools that are\nH/506/2171 3 50\nneeded for throwing\n\n"
        f"{foot}5\n\nK/506/2172 Fire a kiln 2 9\n\n",
        "page.txt",
    )
    assert groups(draft)["M"] == [
        "Load a kiln",
        "Prepare clay and the tools that are needed for throwing",
        "Fire a kiln",
    ]
    assert figures(draft) == {
        "D/506/2170": (3, None, 45),
        "H/506/2171": (3, None, 50),
        "K/506/2172": (2, None, 9),
    }


def test_no_column_of_levels_has_a_value_that_is_none() -> None:
    """The rows tell where the level stands; where they do not, the head does."""
    head = "Unit Reference Unit Title GLH Number Level"
    rows = ["D/506/2170 Load a kiln 3 45", "H/506/2171 Fire a kiln 2 8"]
    assert settled(head, rows) == (["reference", "title", "level", "glh", "own"], "")
    small = ["D/506/2170 Load a kiln 3 5", "H/506/2171 Fire a kiln 2 8"]
    assert [one for one in settled(head, small)[0] if one in {"level", "glh"}] == ["glh", "level"]
    lost, asked = settled("Unit Title Unit Value GLH", [f"{row} 9" for row in small])
    assert [one for one in lost if one != "title"] == ["level", "credit", "glh"]
    assert "the first is taken" in asked


def test_cells_joined_by_strokes_have_a_head_where_they_have_no_references() -> None:
    """The code of the national catalogue is what a unit is called by, whatever else it is called."""
    draft = read(
        "SVQ 2 Kiln Work SCQF Level 5\n\nGroup Award Code: G9VH 22\n\n· Two mandatory units\n\n"
        "MANDATORY UNITS\nSQA Code / K1st Ref / Title / SCQF Level / SCQF Credits\n"
        "F9DA 04 / 1KN1/09 / Load a kiln / 4 / 3\nF9DC 04 / 1KN4/09 / Fire a kiln / 5 / 6\n"
        "Group A1  learners must achieve a minimum of 4 credits from this group\n"
        "SQA Code / K1st Ref / Title / SCQF Level / SCQF Credits\n"
        "F96J 04 / 2KP1/10 / Mix glazes / 5 / 4\nF96K 04 / 2KP2/10 / Store clay / 5 / 4\n",
        "page.txt",
    )
    assert [*figures(draft)] == ["F9DA 04", "F9DC 04", "F96J 04", "F96K 04"]
    assert (draft.section.title, draft.section.level) == ("SVQ 2 Kiln Work SCQF Level 5", 5)
    assert rules(draft)["group-a1"] == (4, None)


def test_cards_may_have_codes_of_their_own_and_a_sentence_each() -> None:
    draft = read(
        f"{_TITLE}\n\nMandatory Units (12 Credits Total)\n"
        "1. Load a Kiln\nUnit Reference: KW 31\nCredit Value: 3\nPurpose: Shows how kilns are loaded.\n"
        "2. Fire a Kiln\nUnit Reference: KW 32\nCredit Value: 9\nPurpose: Shows how kilns are fired.\n",
        "page.txt",
    )
    assert figures(draft) == {"KW 31": (None, 3, None), "KW 32": (None, 9, None)}
    assert rules(draft)["mandatory-m"] == (12, None)


def test_a_list_that_only_recaps_is_no_other_list() -> None:
    """Its titles all stand before with references; one whose figures differ is another list."""
    cards = "".join(
        f"**Unit {n}: {title}**\n- Credits: {n}\n- Level: 2\n- Reference: {reference}\n\n"
        for n, (title, reference) in enumerate(
            [("Load a kiln", "D/506/2170"), ("Fire a kiln", "H/506/2171")], 1
        )
    )
    recap = "## Breakdown\n\n| Unit | Name | Credits |\n|---|---|---|\n| 1 | Load a kiln | 1 |\n| 2 | Fire a kiln | {} |\n"
    start = f"# {_TITLE}\n\n### 2 Mandatory Units\n\n"
    assert len(figures(read(start + cards + recap.format(2), "page.md"))) == 2
    other = read(start + cards + recap.format(3), "page.md")
    assert len([row for one in other.section.every_group for row in one.rows]) == 4


def test_what_is_behind_a_sign_in_every_item_is_a_column() -> None:
    """How units are assessed is no part of their titles, where it is said of each and in few ways."""
    items = "- Load Kilns/Unit assessment only\n- Fire Kilns/Unit assessment only\n- Mix Glazes/Exam only\n- Store Clay/Exam only\n"
    told = read(f"{_TITLE}\n\nThe mandatory units are listed below:\n{items}", "page.txt")
    assert groups(told) == {"M": ["Load Kilns", "Fire Kilns", "Mix Glazes", "Store Clay"]}
    kept = read(
        f"{_TITLE}\n\nThe mandatory units are listed below:\n{items}- Pack Kilns\n", "page.txt"
    )
    assert groups(kept)["M"][0] == "Load Kilns/Unit assessment only"


def test_a_short_line_between_items_is_asked_about_or_ends_their_list() -> None:
    draft = read(
        f"{_TITLE}\n\nDiploma mandatory units\n\n- Unit 1 - Load a kiln\n- Unit 2 - Fire a kiln\n\n"
        "With gas:\n\n- Unit 3 - Burn gas\n\nDiploma optional units\n\n- Unit 4 - Mix glazes\n"
        "- Unit 5 - Store clay\n\nAssessment\n\nInternally assessed:\n\n- Coursework\n",
        "page.txt",
    )
    assert groups(draft) == {
        "M": ["Load a kiln", "Fire a kiln", "Burn gas"],
        "O": ["Mix glazes", "Store clay"],
    }
    assert [(one.name, one.about) for one in draft.doubts if "With gas:" in one.message] == [
        ("no-group", "units/Burn gas/group")
    ]


def test_values_may_stand_below_titles_and_capitals_may_name_parts_of_a_group() -> None:
    draft = read(
        f"FORM FOR {_TITLE}\n\nLevel Unit No GROUP A MANDATORY UNITS (7 credits) CREDIT GLH No Responsibility\n"
        "Unit 301 Load a kiln\n3 4 21\n\nUnit 302 Fire a kiln\n\n3 3 12\n\nGROUP B: OPTIONAL UNITS (Minimum of 4 credits)\n\n"
        "B1: GLAZES\nUnit 304 Mix glazes\n2 4 18\nB2: STORES\nUnit 305 Store clay\n2 5 40\n",
        "page.txt",
    )
    assert groups(draft) == {
        "M": ["Load a kiln", "Fire a kiln"],
        "B": [],
        "B1": ["Mix glazes"],
        "B2": ["Store clay"],
    }
    assert figures(draft)["302"] == (3, 3, 12)
    assert draft.section.organisation == "NKA"


def test_figures_that_meet_titles_are_parted_under_a_head_that_meets_likewise() -> None:
    start = f"{_TITLE}\n\nMandatory Units\n\n"
    rows = "Load a kiln3\nFire a kiln at 9\nPrepare clay12\nMix glazes4\n"
    draft = read(f"{start}Unit nameCredits\n{rows.replace(' at 9', '9')}", "page.txt")
    assert [row.credit for one in draft.section.every_group for row in one.rows] == [3, 9, 12, 4]
    assert groups(draft)["M"][1] == "Fire a kiln"


def test_additional_units_of_which_so_many_are_chosen_are_a_group() -> None:
    draft = read(
        f"{_TITLE}\n\nMandatory\n\nUnit 201     Load a kiln\n\nUnit 207     Fire a kiln\n\n"
        "Additional - you must choose two of these units\n\nUnit 202     Mix glazes\n\n"
        "Unit 203     Store clay\n\nUnit 204     Pack a kiln\n",
        "page.txt",
    )
    assert [len(one) for one in groups(draft).values()] == [2, 3]
    assert rules(draft)["group-o-units"] == (2, None)


def test_items_that_are_called_units_and_became_none_are_asked_about() -> None:
    draft = read(
        f"{_TITLE}\n\nThe modules of this course include\n\n- Load a kiln\n- Fire a kiln\n\n"
        "Learners also take two optional modules, which are:\n\n- Mix glazes\n- Store clay\n",
        "page.txt",
    )
    units = [title for one in groups(draft).values() for title in one]
    asked = " ".join(one.message for one in draft.doubts)
    assert all(title in units or title in asked for title in ("Load a kiln", "Fire a kiln"))


def test_letters_alone_are_codes_where_the_head_says_so() -> None:
    draft = read(
        f"{_TITLE}\n\nMandatory Units\n\nUnit Code | Unit Title | L | CV | GLH |\n---|---|---|---|---|\n"
        "LAK | Load a kiln | 2 | 2 | 20 |\nFAK | Fire a kiln | 3 | 4 | 30 |\nAward Total (2 units) | 6 | 50 |\n",
        "page.txt",
    )
    assert figures(draft) == {"LAK": (2, 2, 20), "FAK": (3, 4, 30)}


def test_a_title_without_a_subject_is_asked_about() -> None:
    """ "Level 1 Award" is what is left where the subject stands elsewhere."""
    table = "Unit ref\tTitle\tLevel\tCredit\nD/506/2170\tLoad a kiln\t1\t4\nH/506/2171\tStore clay\t1\t4\n"
    bare = read(f"Level 1 Award\n\nMandatory units\n\n{table}", "page.txt")
    assert any("names no subject" in one.message for one in bare.doubts if one.about == "title")
    whole = read(f"Larch Level 1 Award in Kilns\n\nMandatory units\n\n{table}", "page.txt")
    assert not any("names no subject" in one.message for one in whole.doubts)


def test_figures_that_meet_the_next_label_are_read() -> None:
    """A profile whose cells are run together without a space."""
    draft = read(
        f"{_TITLE}\n\nCredit value: 8Total Qualification Time (TQT): 80Guided learning hours (GLH): 61Qualification "
        "number: 603/6021/5\n\nMandatory units\n\nUnit ref\tTitle\tLevel\tCredit\nD/506/2170\tLoad a kiln\t1\t4\n"
        "H/506/2171\tStore clay\t1\t4\n",
        "page.txt",
    )
    found = {key: value for key, (value, _) in draft.rules.figures.items()}
    assert (found["credit"], found["tqt"]) == (8, 80)
    assert draft.section.number == "603/6021/5"


def test_a_head_may_name_two_codes() -> None:
    """The regulator's number and the organisation's own; the first is the reference."""
    draft = read(
        f"{_TITLE}\n\nMandatory units\n\nUnit accreditation number Larch unit number Unit title Credit value\n\n"
        "D/506/2170 4222-201 Load a kiln 3\nH/506/2171 4222-202 Store clay 4\nK/506/2172 4222-203 Fire a kiln 2\n",
        "page.txt",
    )
    assert {key: credit for key, (_, credit, _) in figures(draft).items()} == {
        "D/506/2170": 3,
        "H/506/2171": 4,
        "K/506/2172": 2,
    }


def test_a_table_of_codes_and_titles_needs_no_head() -> None:
    """Two columns below the name of a group."""
    draft = read(
        f"<h1>{_TITLE}</h1><h3>Group A mandatory units</h3><table><tr><td>KW 21</td><td>Load a kiln.</td></tr>"
        "<tr><td>KW 022</td><td>Store clay</td></tr><tr><td>KW 23</td><td>Fire a kiln</td></tr></table>"
        "<h3>Group B optional units</h3><table><tr><td>KW1</td><td>Mix glazes</td></tr></table>"
    )
    assert groups(draft) == {"A": ["Load a kiln", "Store clay", "Fire a kiln"], "B": ["Mix glazes"]}
