"""Pages of those who teach a qualification: lists in lists, boxes around words, labels of their own."""

from __future__ import annotations

from catalogue import Catalogue
from catalogue.handbooks.drafts.drafting import Draft
from tests.catalogue.handbooks.reading import drafted

_EMPTY = Catalogue((), {}, ())


def read(text: str, name: str = "page.html") -> Draft:
    """The one draft of a page, without a catalogue to hold it against."""
    (written,) = drafted(text, name, _EMPTY)
    return written.draft


def groups(draft: Draft) -> dict[str, list[str]]:
    """The titles of each group."""
    return {one.id: [row.title for row in one.rows] for one in draft.section.every_group}


def rules(draft: Draft) -> dict[str, tuple[object, object]]:
    """The bounds of each rule; of a mandatory one the credit that is stated."""
    return {
        one.data["id"]: (one.data.get("at_least", one.data.get("credit")), one.data.get("at_most"))
        for one in draft.rules.rules
    }


def test_an_item_with_items_of_its_own_is_the_heading_of_their_group() -> None:
    """What it asks for is a rule about the group that it names."""
    draft = read(
        "<h2>Level 2 Diploma in Kiln Work</h2><p>To gain the Level 2 Diploma in Kiln Work, a minimum of 20 "
        "credits must be achieved:</p><ul><li>9 credits from the mandatory units in Group A<ul>"
        "<li>Prepare clay for throwing</li><li>Load a kiln</li></ul></li>"
        "<li>a minimum of 3 credits and a maximum of 6 credits from Group B<ul>"
        "<li>Mix glazes</li><li>Store raw materials</li></ul></li></ul>"
    )
    assert groups(draft) == {
        "A": ["Prepare clay for throwing", "Load a kiln"],
        "B": ["Mix glazes", "Store raw materials"],
    }
    assert rules(draft) == {"total": (20, None), "mandatory-a": (9, None), "group-b": (3, 6)}


def test_a_table_of_one_column_is_a_box_around_lines() -> None:
    """Each line of it is read by itself, as the page shows it."""
    draft = read(
        "<h2>Level 3 Award in Kiln Work</h2><table><tr><td>Minimum 12 credits<br>7 credits must be completed "
        "from Group A<br>A minimum of 5 credits must be completed from Group B (Practice)</td></tr></table>"
        + _table("Group A Mandatory Units", ("KW 11", 3, 7))
        + _table("Group B Optional Units", ("KW 12", 3, 5), ("KW 13", 2, 5))
    )
    assert rules(draft) == {"total": (12, None), "mandatory-a": (7, None), "group-b": (5, None)}
    assert not [one for one in draft.doubts if one.about.startswith("rules")]


def _table(heading: str, *units: tuple[str, int, int]) -> str:
    head = (
        "<tr><th>Unit number</th><th>Unit title</th><th>Credit level</th><th>Credit value</th></tr>"
    )
    rows = "".join(
        f"<tr><td>{code}</td><td>Fire the kiln safely {'ab'[n % 2]}</td><td>{level}</td><td>{credit}</td></tr>"
        for n, (code, level, credit) in enumerate(units)
    )
    return f'<table><tr><th colspan="4">{heading}</th></tr>{head}{rows}</table>'


def test_the_level_of_credit_is_a_level() -> None:
    """A column headed "Credit level" beside one headed "Credit value"."""
    draft = read(
        "<h2>Level 3 Award in Kiln Work</h2>"
        + _table("Group A Mandatory Units", ("KW 11", 3, 7), ("KW 12", 2, 4))
    )
    assert [(row.level, row.credit) for row in draft.section.rows] == [(3, 7), (2, 4)]


def test_a_group_may_stand_before_each_title() -> None:
    """It is no part of the title, and the figures under a heading are those of its groups."""
    rows = "".join(
        f"<tr><td>{name}</td><td>{credit}</td><td>2</td></tr>"
        for name, credit in (
            ("Group A - Mix glazes", 4),
            ("Group A - Store raw materials", 3),
            ("Group B - Sell ware", 2),
        )
    )
    head = "<tr><th>Title</th><th>Credits</th><th>Level</th></tr>"
    draft = read(
        "<h1>Level 2 Certificate in Kiln Work</h1><p>Minimum credit value: 13</p>"
        "<p>Optional Group A - The learner must achieve a minimum of 4 credits in this Optional Group.</p>"
        f"<h3>Mandatory Units</h3><p>Credit Value: 6 | Units Required: 1</p><table>{head}"
        f"<tr><td>Load a kiln</td><td>6</td><td>2</td></tr></table>"
        f"<h3>Optional Units</h3><p>Credit Value: 7 | Units Required: 2</p><table>{head}{rows}</table>"
    )
    assert groups(draft) == {
        "M": ["Load a kiln"],
        "A": ["Mix glazes", "Store raw materials"],
        "B": ["Sell ware"],
    }
    found = rules(draft)
    assert found["total"] == (13, None)
    assert found["mandatory-m"] == (6, None)
    assert found["group-a"] == (4, None)
    assert found["group-a-b"] == (7, None)
    assert found["group-a-b-units"] == (2, None)


def test_a_label_and_its_number_stand_in_one_line_or_two() -> None:
    """A table that has lost its rulings: each label begins anew, wherever the last number stood."""
    draft = read(
        "Northgate Level 2 Diploma in Kiln Work\n\nQualification structure\n"
        "Minimum number of credits that must be achieved\n14\n"
        "Minimum number of credits that must be achieved at Level 2 or above 9\n"
        "Number of credits that must be achieved from Group A Mandatory Units 6\n"
        "Minimum number of credits that must come from Group B Optional\nPractice Units 3\n"
        "Maximum number of credits that must come from Group B Optional\nPractice Units 8\n\n"
        "Group A Mandatory Units\nD/506/2170 Load a kiln Level 2 6 credits\n"
        "Group B Optional Practice Units\nH/506/2171 Mix glazes Level 2 4 credits\n"
        "K/506/2172 Store raw materials Level 2 4 credits\n",
        "page.txt",
    )
    assert rules(draft) == {
        "total": (14, None),
        "mandatory-a": (6, None),
        "level-2-or-above": (9, None),
        "group-b": (3, 8),
    }


def test_own_codes_open_the_rows_of_plain_text_where_its_head_says_so() -> None:
    """Nothing but single spaces parts the cells; the way to the page names no qualification."""
    draft = read(
        "Courses > Crafts > Level 3 KW Diploma in Firing > Structure\n\n"
        "Northgate Level 3 Diploma in Kiln Work\n\nMinimum 9 credits\n"
        "6 credits must be completed from Group A\n3 credits minimum must be completed from Group B\n\n"
        "Group A Mandatory Units\n\nUnit number Unit title Credit level Credit value\n"
        "KW 31 Load a kiln with ware for a second firing 3 4\nKW 032 Test glazes 2 2\n\n"
        "Group B Optional Units\n\nUnit number Unit title Credit level Credit value\n"
        "Shop 301  Sell ware  3 3\n",
        "page.txt",
    )
    assert draft.section.title == "Northgate Level 3 Diploma in Kiln Work"
    assert [(row.reference, row.level, row.credit) for row in draft.section.rows] == [
        ("KW 31", 3, 4),
        ("KW 032", 2, 2),
        ("SHOP 301", 3, 3),
    ]
    assert rules(draft) == {"total": (9, None), "mandatory-a": (6, None), "group-b": (3, None)}


def test_a_number_behind_every_title_is_its_credit_and_is_asked_about() -> None:
    """Its code stands behind the title of the qualification, the number in a table above."""
    units = "".join(
        f"<tr><td>{reference}</td><td>2</td><td>{title}</td></tr>"
        for reference, title in (
            ("D/506/2170", "Load a kiln (4.0)"),
            ("H/506/2171", "Mix glazes (5)"),
            ("K/506/2172", "Sell ware (13.0)"),
        )
    )
    draft = read(
        "<table><tr><th>Qualification title</th><th>Ofqual code</th><th>Own code</th></tr>"
        "<tr><td>Northgate Level 2 Diploma in Kiln Work</td><td>601/2345/X</td><td>GK5J 68</td></tr></table>"
        "<h3>Northgate Level 2 Diploma in Kiln Work (QCF) GK5J 68</h3>"
        "<p>It replaces the Northgate Level 2 Certificate in Pottery, 600/1111/1.</p>"
        f"<table><tr><th colspan='3'>Mandatory Units</th></tr><tr><th>Code</th><th>Level</th><th>Title</th></tr>{units}</table>"
    )
    assert (draft.section.title, draft.section.number) == (
        "Northgate Level 2 Diploma in Kiln Work (QCF)",
        "601/2345/X",
    )
    assert [(row.title, row.credit) for row in draft.section.rows] == [
        ("Load a kiln", 4),
        ("Mix glazes", 5),
        ("Sell ware", 13),
    ]
    assert "units/*/credit" in {one.about for one in draft.doubts}
    assert not {"title", "number"} & {one.about for one in draft.doubts}


def test_a_number_of_another_column_is_no_level_and_no_part_of_a_title() -> None:
    """The head names reference, title and level; what stands behind the level is asked about."""
    draft = read(
        "Northgate Level 2 Award in Kiln Work\nLevel: 2\n\nMandatory Units\n\nUnit Reference Number\n"
        "Unit Title\nUnit Level\nGuild\n\nD/506/2170 Load a kiln 2 641\nH/506/2171 Mix glazes 1 642\n",
        "page.txt",
    )
    assert [(row.title, row.level) for row in draft.section.rows] == [
        ("Load a kiln", 2),
        ("Mix glazes", 1),
    ]
    asked = {one.about for one in draft.doubts}
    assert {"units/D/506/2170/row", "units/H/506/2171/row"} <= asked
    assert not [about for about in asked if about.startswith("rules")]


def test_a_column_of_letters_and_one_of_assessment_part_from_the_titles() -> None:
    """The head of one line says which is which; what the list comes to is no unit of it."""
    draft = read(
        "Northgate Level 4 Diploma in Kiln Work (QAN: 601/2345/X)\n\nStudents must achieve:\n"
        "  • All 2 mandatory units, providing 35 credits\nCredit Value (CV): 35\n"
        "Guided Learning Hours (GLH) for Qualification: 140 Total Qualification Time (TQT) for Qualification: 350\n"
        "Mandatory Units\nUnit Code Unit Title L CV GLH URN Assessment Method\n"
        "FK Firing of Kilns 3 15 80 D/506/2170 Closed book written examination\n"
        "GLZ Glazes and Slips 4 20 60 H/506/2171 Assignment\nDiploma Total (2 units) 35 140\n",
        "page.txt",
    )
    assert [
        (row.title, row.number, row.level, row.credit, row.glh) for row in draft.section.rows
    ] == [("Firing of Kilns", "FK", 3, 15, 80), ("Glazes and Slips", "GLZ", 4, 20, 60)]
    assert {key: value for key, (value, _) in draft.rules.figures.items()} == {
        "glh": 140,
        "tqt": 350,
    }
    assert rules(draft) == {"total": (35, None), "mandatory-m": (None, None)}


def test_one_table_may_hold_the_title_the_figures_and_the_units() -> None:
    """Labels with their values are no head of columns, whatever they name."""
    draft = read(
        "<h1>Level 4 Diploma in Kiln Work</h1><table><tr><td colspan='6'>Credit Value (CV): 35</td></tr>"
        "<tr><td colspan='3'>Guided Learning Hours (GLH) for Qualification: 140</td><td colspan='3'>Total Qualification Time (TQT) for Qualification: 350</td></tr>"
        "<tr><td rowspan='3'>Mandatory Units</td><td>Unit Title</td><td>L</td><td>CV</td><td>GLH</td><td>URN</td></tr>"
        "<tr><td>Firing of Kilns</td><td>3</td><td>15</td><td>80</td><td>D/506/2170</td></tr>"
        "<tr><td>Glazes and Slips</td><td>4</td><td>20</td><td>60</td><td>H/506/2171</td></tr>"
        "<tr><td colspan='3'>Diploma Total (2 units)</td><td>35</td><td>140</td><td></td></tr></table>"
    )
    assert [(row.title, row.level, row.credit, row.glh, row.tqt) for row in draft.section.rows] == [
        ("Firing of Kilns", 3, 15, 80, None),
        ("Glazes and Slips", 4, 20, 60, None),
    ]
    assert {key: value for key, (value, _) in draft.rules.figures.items()} == {
        "glh": 140,
        "tqt": 350,
    }


def test_the_rest_of_a_title_stands_below_the_numbers_of_its_row() -> None:
    """So it does where every row begins with a code, and what an organisation calls its units."""
    draft = read(
        "NKA Level 3 NVQ Diploma in Electrical\nand Thermal Kiln Work (QCF) - 601/2345/X\n\n"
        "Mandatory assessment routes: All two assessment routes must be completed\n\n"
        "NKA code Assessment route title Level Credit Guided Ofqual code\nvalue learning\nhours\n"
        "QEEE2/001 Complying with Rules of Workshops 2 5 35 D/506/2170\nand Yards\n"
        "QEEE3/002 Working Efficiently in 3 6 25 H/506/2171\nKilns\n\n"
        "Group A: Level 2 PEO units - one unit must be completed\n\n"
        "NKA code Assessment route title Level Credit Guided Ofqual code\nvalue learning\nhours\n"
        "QPEO2/009N Wiring of Kilns 2 11 61 K/506/2172\n",
        "page.txt",
    )
    assert (
        draft.section.title == "NKA Level 3 NVQ Diploma in Electrical and Thermal Kiln Work (QCF)"
    )
    assert draft.section.number == "601/2345/X"
    assert [(row.title, row.level, row.credit, row.glh) for row in draft.section.rows] == [
        ("Complying with Rules of Workshops and Yards", 2, 5, 35),
        ("Working Efficiently in Kilns", 3, 6, 25),
        ("Wiring of Kilns", 2, 11, 61),
    ]
    assert groups(draft).keys() == {"M", "A"}


def test_a_sentence_with_a_colon_leads_to_the_units_it_speaks_of() -> None:
    """It is their heading and a rule as well; signs that a page writes itself begin items."""
    draft = read(
        "<h1>Pottery Level 2 Diploma</h1><p>The NKA Level 2 Diploma in Pottery is for potters.</p>"
        "<p>There are 2 Mandatory Units which all learners must complete:</p>"
        "<p>• Unit 1: Load a kiln<br>• Unit 2: Mix glazes</p>"
        "<p>Learners must choose 1 unit from these optional units:</p><p>• Unit 3: Sell ware<br>• Unit 4: Pack ware</p>"
    )
    assert groups(draft) == {
        "M": ["Load a kiln", "Mix glazes"],
        "O": ["Sell ware", "Pack ware"],
    }
    assert rules(draft)["group-o-units"] == (1, None)
    assert draft.section.organisation == "NKA"


def test_the_last_line_of_a_head_may_be_read_with_the_row_below_it() -> None:
    """So geometry reads it where no rule parts them; a word may be broken there, too."""
    head = (
        "<tr><td>Unit Title</td><td>Level</td><td>Mandatory or</td><td>Ofqual Unit Ref-</td></tr>"
    )
    row = "<tr><td>{}</td><td>L2</td><td>{}</td><td>{}</td></tr>".format
    draft = read(
        "<h1>NKA Level 2 Award in Kiln Work</h1><h3>Units</h3><table>"
        + head
        + row("Load a kiln", "Optional M", "erence Number KW301")
        + row("Mix glazes", "O", "KW302")
        + "<tr><td colspan='4'>Optional Group B</td></tr>"
        + head
        + row("Sell ware", "Optional O", "erence Number KW303")
        + "</table>"
    )
    assert [(row.reference, row.status) for row in draft.section.rows] == [
        ("KW301", "M"),
        ("KW302", "O"),
        ("KW303", "O"),
    ]


def test_a_line_that_ends_as_rows_do_is_asked_about() -> None:
    """No reference tells it from other words, and a unit may be lost with it."""
    table = _table("Mandatory Units", ("KW 11", 3, 7), ("KW 12", 2, 4))
    lost = "<p>Sell ware in a market 3 2 M</p>"
    draft = read(f"<h2>Level 3 Award in Kiln Work</h2>{table}{lost}<p>Kiln 4 is out of use.</p>")
    (asked,) = [one for one in draft.doubts if one.name == "cut"]
    assert "Sell ware in a market 3 2 M" in asked.message


def test_pieces_of_references_that_became_no_units_are_asked_about() -> None:
    """A narrow cell may break a reference over three lines, which nothing puts together."""
    draft = read(
        "NKA Level 2 Award in Kiln Work\n\nMandatory Units\n\nUnit Title Level Credit Reference\n"
        "Load a kiln 2 3 D/506/2170\n\nH/\nMix glazes\n506/217 2 4\n1\n",
        "page.txt",
    )
    assert any("506/217" in one.message or "506/217" in one.text for one in draft.doubts)


def test_what_a_unit_may_be_taken_in_is_no_unit() -> None:
    """Endorsements of a unit stand in a list below it; the units go on behind them."""
    draft = read(
        "<p>You are here: Home Courses Crafts Level 3 Diploma in Pottery</p>"
        "<h1>NKA Level 2 Diploma in Kiln Work</h1><h4>Units</h4><p>Mandatory Units:<br>1. Load a kiln<br>2. Rake a kiln<br>3. Sweep a kiln</p>"
        "<p>Optional units - 1 unit is required<br>1. Mix glazes</p>"
        "<p>Unit Endorsements: One of the following:<br>• Clear glazes<br>• Coloured glazes</p><p>2. Sell ware</p>"
    )
    assert groups(draft) == {
        "M": ["Load a kiln", "Rake a kiln", "Sweep a kiln"],
        "O": ["Mix glazes", "Sell ware"],
    }
    assert draft.section.title == "NKA Level 2 Diploma in Kiln Work"
    assert rules(draft)["group-o-units"] == (1, None)
    (asked,) = (one for one in draft.doubts if one.name == "condition")
    assert asked.text == "Unit Endorsements: One of the following:"


def test_a_figure_may_stand_behind_the_title_below_its_heading() -> None:
    draft = read(
        "<h1>NKA Level 2 Award in Kiln Work</h1><h3>Total Qualification Time</h3>"
        "<p>NKA Level 2 Award in Kiln Work (RQF) - 60 hours</p><h3>Guided Learning Hours</h3>"
        "<p>NKA Level 2 Award in Kiln Work (RQF) - 40 hours</p>"
        + _table("Mandatory Units", ("KW 11", 2, 3), ("KW 12", 2, 3))
    )
    assert {key: value for key, (value, _) in draft.rules.figures.items()} == {
        "tqt": 60,
        "glh": 40,
    }


def test_without_a_title_the_level_of_a_qualification_is_asked_about_as_well() -> None:
    draft = read("<h1>Kiln Work</h1>" + _table("Mandatory Units", ("KW 11", 2, 3)))
    assert {"title", "level"} <= {one.about for one in draft.doubts}


def test_a_head_of_many_lines_may_have_a_line_that_only_joins() -> None:
    """Text of a PDF has each line of a narrow head by itself: "Mandatory", "or", "Optional"."""
    head = "Unit Title Level Credits Mandatory\nor\n\nOptional\n\nOfqual Unit\nRef\n\n"
    lists = "".join(
        f"The NKA Level {level} Award in Kiln Work is a 6 credit qualification. 3 credits must come from "
        f"Mandatory Group A.\n\nMandatory Group A\n\n{head}Load a kiln of sort\n{level}\nL{level} 3 M D/506/217{level}\n\n"
        f"Optional Group B\n\n{head}Mix glazes of sort {level}\n\nL{level} 3 O H/506/217{level}\n\n"
        for level in (1, 2)
    )
    drafts = [one.draft for one in drafted(lists, "page.txt", _EMPTY)]
    assert [groups(one).keys() for one in drafts] == [{"A", "B"}, {"A", "B"}]
    assert [[row.level for row in one.section.rows] for one in drafts] == [[1, 1], [2, 2]]
