"""Lists as colleges and training providers have them: led to by sentences, in cells, under headings."""

from __future__ import annotations

from tests.catalogue.handbooks.reading import drafted
from tests.catalogue.handbooks.test_providers import _EMPTY, _table, groups, read, rules


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
    assert not [one for one in draft.doubts if " follows " in one.message or one.name == "sum"]


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
        assert (("not-in-document", "document") in doubts) == asked


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
