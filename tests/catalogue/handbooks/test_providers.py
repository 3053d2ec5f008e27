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


def test_a_sentence_without_a_colon_or_about_topics_leads_to_a_list() -> None:
    """What it leads to is a group of the role that it says; signs typed before items are no part."""
    draft = read(
        "<h1>Level 2 Diploma in Kiln Work</h1><p>You will study two mandatory content areas:</p>"
        "<p>- Prepare clay for throwing<br>- Load a kiln</p><p>The optional content areas include:</p>"
        "<ul><li>Mix glazes</li><li>Store raw materials</li></ul><p><b>ASSESSMENT</b></p>"
        "<p>Assessment is by portfolio and practical demonstration</p>"
    )
    assert groups(draft) == {
        "M": ["Prepare clay for throwing", "Load a kiln"],
        "O": ["Mix glazes", "Store raw materials"],
    }


def test_all_of_the_following_units_are_mandatory_and_their_number_is_held_against_the_list() -> (
    None
):
    """The last of them has a sentence's full stop and a reference before it."""
    draft = read(
        "<h1>Level 2 Award in Kiln Safety</h1><p>The learner must achieve all of the following four units:</p>"
        "<ul><li>Unit 1 &ndash; Store combustible glazes and their ingredients in a workshop (A/602/1000).</li>"
        "<li>Unit 2 &ndash; Fire a kiln with care for others and for the pots that stand in it and for the roof (D/602/1001).</li>"
        "<li>Unit 3 &ndash; Put out a fire (F/602/1007).</li></ul>"
    )
    assert groups(draft)["M"] == [
        "Store combustible glazes and their ingredients in a workshop",
        "Fire a kiln with care for others and for the pots that stand in it and for the roof",
        "Put out a fire",
    ]
    assert ("sum", "rules/mandatory-m/units") in {(one.name, one.about) for one in draft.doubts}


def test_a_list_within_a_sentence_is_parted_at_its_semicolons() -> None:
    """Units that a sentence says nothing of but that they are studied stand in a group of no role."""
    draft = read(
        "<h1>Oakmere Level 2 Diploma in Kiln Work</h1><p>The units you may study include:</p>"
        "<ul><li>Preparing clay</li><li>Loading a kiln</li><li>Throwing bowls</li></ul>"
        "<p>Learners also select some optional units which include: Glazing; Mixing clay; and Packing pots.</p>"
    )
    assert groups(draft) == {
        "U": ["Preparing clay", "Loading a kiln", "Throwing bowls"],
        "O": ["Glazing", "Mixing clay", "Packing pots"],
    }


def test_the_head_of_the_titles_says_what_its_group_comes_to() -> None:
    """A letter and what it calls its units is the heading of a group."""
    head = "<tr><th>Unit code</th><th>Unit title {}</th><th>Credit</th><th>GLH</th></tr>"
    row = "<tr><td>{}</td><td>{}</td><td>{}</td><td>20</td></tr>"
    draft = read(
        "<h1>Level 2 Diploma in Kiln Work</h1><h3>A: Mandatory</h3><table>"
        + head.format("Max 7 credits")
        + row.format("KW 21", "Load a kiln", 3)
        + row.format("KW 22", "Throw bowls", 4)
        + "</table><h3>B1: Optional Practice Units</h3><table>"
        + head.format("min of 2 credits, max 5 credits")
        + row.format("KW 23", "Mix glazes", 2)
        + row.format("KW 24", "Pack pots", 3)
        + "</table>"
    )
    assert groups(draft) == {"A": ["Load a kiln", "Throw bowls"], "B1": ["Mix glazes", "Pack pots"]}
    assert rules(draft)["group-b1"] == (2, 5)
    assert [one.role for one in draft.section.every_group] == ["mandatory", "optional"]


def test_the_head_of_a_group_stands_for_that_of_the_titles() -> None:
    """Codes that are numbers jump from series to series, and nothing is lost between them."""
    units = ((301, 3), (302, 4), (303, 2), (304, 3), (309, 3), (212, 4), (213, 3), (214, 2))
    draft = read(
        "<h2>SKILLS SCAN FOR OAK Level 3 Diploma in Kiln Work</h2><table><tr><th>Level</th><th>Unit No</th>"
        "<th>GROUP A MANDATORY UNITS (24 credits)</th><th>CREDIT</th><th>Some responsibility</th></tr>"
        + "".join(
            f"<tr><td>3</td><td>Unit {code}</td><td>Fire pots at cone {'abcdefgh'[n]}</td><td>{credit}</td><td></td></tr>"
            for n, (code, credit) in enumerate(units)
        )
        + "</table>"
    )
    assert (draft.section.title, draft.section.organisation) == (
        "OAK Level 3 Diploma in Kiln Work",
        "OAK",
    )
    assert [row.reference for row in draft.section.rows] == [str(code) for code, _ in units]
    assert rules(draft) == {"mandatory-a": (24, None)}
    assert not [one for one in draft.doubts if one.name in {"cut", "sum"}]


def test_titles_in_bold_over_short_lists_part_a_page() -> None:
    """Two units make a list below a title, in small letters as it may be; what it comes to is published."""
    found = drafted(
        "<h1>Portfolio</h1><p><b>L4 Award in the internal repair of kilns and other ovens (total 12 credits)</b></p>"
        "<ul><li>Unit 401: Understand kilns (6 credits)</li><li>Unit 402: Repair kilns (6 credits)</li></ul>"
        "<p><b>L4 Certificate in leading the repair of kilns (total 17 credits)</b></p>"
        "<ul><li>Unit 401: Understand kilns (6 credits)</li><li>Unit 402: Repair kilns (6 credits)</li>"
        "<li>Unit 403: Plan the work (5 credits)</li></ul>",
        "page.html",
        _EMPTY,
    )
    told = [
        (
            one.draft.section.title,
            len(one.draft.section.rows),
            one.draft.rules.figures["credit"][0],
        )
        for one in found
    ]
    assert told == [
        ("L4 Award in the internal repair of kilns and other ovens", 2, 12),
        ("L4 Certificate in leading the repair of kilns", 3, 17),
    ]


def test_a_title_that_stands_again_under_another_heading_is_no_second_unit() -> None:
    """How each unit is assessed may be told below its title, once more."""
    draft = read(
        "<h1>HAB Level 2 Award for Working as a Kiln Guard within the Pottery Industry (Scotland) at SCQF Level 6</h1>"
        "<h3>Content</h3><p>It comprises 2 mandatory units:<br>• Unit 1 - Guard kilns<br>• Unit 2 - Ask for help</p>"
        "<h3>Assessment:</h3><p><u>Guard kilns</u><br>This unit will be assessed by 40 questions.</p>"
        "<p><u>Ask for help</u><br>This unit will be assessed by 45 questions.</p>"
    )
    assert groups(draft) == {"M": ["Guard kilns", "Ask for help"]}
    assert draft.section.title.endswith("within the Pottery Industry (Scotland) at SCQF Level 6")
    assert draft.section.organisation == "HAB"


def test_the_record_of_a_learner_is_doubted_as_a_whole() -> None:
    """What somebody took is a part of a qualification; an empty form is of nobody."""
    page = (
        "<h1>Level 2 Diploma in Kiln Work</h1><p>Name of learner: {}</p><h3>Mandatory units</h3><table>"
        "<tr><th>Unit title</th><th>Level</th><th>Credits achieved</th><th>Grade</th></tr>"
        "<tr><td>Load a kiln</td><td>2</td><td>3</td><td>P</td></tr>"
        "<tr><td>Throw bowls</td><td>2</td><td>4</td><td>M</td></tr></table>"
    )
    for name, asked in (("Amy Potter", True), ("", False)):
        doubts = {(one.name, one.about) for one in read(page.format(name)).doubts}
        assert (("condition", "document") in doubts) == asked


def test_headings_of_units_over_what_is_told_of_each_are_a_list() -> None:
    """Units that are called so by nothing but a plain heading stand in a group that is asked about."""
    draft = read(
        "<h1>Level 2 Diploma in Kiln Work</h1><h3>First year</h3>"
        + "".join(
            f"<p><strong>Unit {n} - {title}</strong></p><p>In this unit you will learn to use {n} tools.</p>"
            for n, title in ((1, "Load a kiln"), (2, "Throw bowls"), (17, "Mix glazes"))
        )
    )
    assert groups(draft) == {"U": ["Load a kiln", "Throw bowls", "Mix glazes"]}
    draft = read(
        "<h1>Level 2 Diploma in Kiln Work</h1><ul><li>Duration of study:<br>Twelve (12) Months</li>"
        "<li>Modules: Three (3) Modules<ul><li>Load a kiln</li><li>Throw bowls</li><li>Mix glazes</li></ul></li></ul>"
    )
    assert [*groups(draft).values()] == [["Load a kiln", "Throw bowls", "Mix glazes"]]


def test_cells_that_hold_several_units_are_taken_apart() -> None:
    """Below the names of the groups, beside them, and line by line beside as many figures."""
    top = (
        "<table><tr><th>Mandatory units</th><th>Optional units</th></tr><tr><td>Load a kiln<br>Throw bowls</td>"
        "<td>Mix glazes<br>Pack pots<br>Sell pots</td></tr></table>"
    )
    left = (
        "<table><tr><th>Mandatory units</th><td>Load a kiln<br>Throw bowls</td></tr>"
        "<tr><th>Optional units</th><td>Mix glazes<br>Pack pots<br>Sell pots</td></tr></table>"
    )
    for table in (top, left):
        assert groups(read(f"<h1>Level 2 Diploma in Kiln Work</h1>{table}")) == {
            "M": ["Load a kiln", "Throw bowls"],
            "O": ["Mix glazes", "Pack pots", "Sell pots"],
        }
    draft = read(
        "<h1>Level 2 Diploma in Kiln Work</h1><table><tr><th>Unit title</th><th>Level</th><th>Credits</th></tr>"
        "<tr><td>Load a kiln<br>Throw bowls</td><td>2<br>3</td><td>4<br>5</td></tr>"
        "<tr><td>Pack pots<br>for the post</td><td>2</td><td>6</td></tr></table>"
    )
    assert [(row.title, row.level, row.credit) for row in draft.section.rows] == [
        ("Load a kiln", 2, 4),
        ("Throw bowls", 3, 5),
        ("Pack pots for the post", 2, 6),
    ]


def test_a_table_of_what_groups_come_to_lists_no_units() -> None:
    """Its rows name groups, and its columns the least and the most of each."""
    draft = read(
        "<h1>Level 3 Diploma in Kiln Work</h1><table><tr><th>Component</th><th>Minimum credits</th><th>Maximum credits</th></tr>"
        "<tr><td>Mandatory units</td><td>8</td><td>8</td></tr><tr><td>Optional group B</td><td>5</td><td>10</td></tr>"
        "<tr><td>Total</td><td>13</td><td>18</td></tr></table>"
        + _table("Mandatory units", ("KW 11", 3, 8))
        + _table("Optional group B", ("KW 12", 3, 5), ("KW 13", 2, 5))
    )
    assert {name: len(titles) for name, titles in groups(draft).items()} == {"M": 1, "B": 2}
    assert rules(draft) == {"total": (13, 18), "mandatory-m": (8, None), "group-b": (5, 10)}


def test_labels_in_the_cells_of_a_column_are_no_part_of_titles() -> None:
    """Nor are they where the other columns have none."""
    for label in ("{}: ", ""):
        credit = label.format("Credits")
        rows = "".join(
            f"<tr><td><i>Unit description</i> {title}</td><td>{credit}{n}</td><td>2</td></tr>"
            for n, title in ((3, "Load a kiln"), (4, "Throw bowls"))
        )
        draft = read(
            "<h1>Level 2 Diploma in Kiln Work</h1><h3>Mandatory units</h3><table><tr><th>Title</th>"
            f"<th>Credits</th><th>Level</th></tr>{rows}</table>"
        )
        found = [(row.title, row.credit) for row in draft.section.rows]
        assert found == [("Load a kiln", 3), ("Throw bowls", 4)]


def test_units_for_a_group_are_of_that_group_and_what_a_unit_teaches_is_no_title() -> None:
    """A heading that names two groups of one role alike makes two."""
    draft = read(
        "<h1>Level 2 Diploma in Kiln Work</h1><p><b>Optional Units for Group 1:</b> Learners must achieve a minimum of "
        "3 credits</p><ul><li><b>Load a kiln (3 credits):</b> how pots are stacked.</li>"
        "<li><b>Pack pots (5 credits):</b> what straw is for.</li></ul>"
        "<p><b>Optional Units for Group 2:</b> Learners must achieve a minimum of 4 credits</p>"
        "<ul><li><b>Mix glazes (4 credits):</b> what is in them.</li><li><b>Sell pots (6 credits):</b> fairs.</li></ul>"
    )
    assert groups(draft) == {"1": ["Load a kiln", "Pack pots"], "2": ["Mix glazes", "Sell pots"]}
    assert rules(draft) == {"group-1": (3, None), "group-2": (4, None)}


def test_a_table_of_letters_and_titles_is_a_list() -> None:
    """What a heading names units by may have no figure in it, and its table no head."""
    draft = read(
        "<h1>NKA Level 4 Diploma in Kiln Work</h1><h3>Syllabus</h3><table><tr><td>LAK</td><td>Load a kiln</td></tr>"
        "<tr><td>TBO</td><td>Throw bowls</td></tr><tr><td>MGL</td><td>Mix glazes</td></tr></table>"
        "<h3>Duration</h3><p>6 months (theory)<br>3 days a week, 3 hours per session<br>10 months (practice)</p>"
    )
    assert [*groups(draft).values()] == [["Load a kiln", "Throw bowls", "Mix glazes"]]
