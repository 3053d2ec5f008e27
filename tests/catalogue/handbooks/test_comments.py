"""What people write into a draft stays when it is written anew."""

from __future__ import annotations

import pytest

from catalogue.handbooks.drafts.comments import own_comments
from catalogue.handbooks.drafts.draft import data_of
from catalogue.handbooks.drafts.filing import draft_text, finished_text
from tests.catalogue.handbooks.samples.truth import code
from tests.catalogue.handbooks.test_proofs import document, one

WRITTEN = {
    'number: "': "# ask Ann\nnumber: \"",
    f"  - reference: {code(11)}\n": f"  # no longer taught\n  - reference: {code(11)}\n",
    'of sort Cx"\n': 'of sort Cx"  # "C" on page 4 # sic\n',
    "      - id: mandatory-m\n": "      # agreed on the phone\n      - id: mandatory-m\n",
    f"          - {code(13)}\n": f"          # the one above\n          - {code(13)}\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def texts() -> tuple[str, str]:
    """A draft as it is written, and with comments in it."""
    written = one(document())
    text = draft_text(data_of(written.draft), written.evidence)
    more = text
    for old, new in WRITTEN.items():
        assert more.count(old) >= 1
        more = more.replace(old, new, 1)
    return text, f"{more}\n# at the end\n"


def test_what_a_draft_says_itself_is_nobodys_comment(texts: tuple[str, str]) -> None:
    assert own_comments(texts[0]) == {}


def test_comments_stay_where_they_stand_however_often_it_is_written(texts: tuple[str, str]) -> None:
    written = one(document())
    data = data_of(written.draft)
    text = draft_text(data, written.evidence, own_comments(texts[1]))
    lines = [line.strip() for line in text.splitlines()]
    for comment, below in (
        ("# ask Ann", "# at the end"),
        ("# no longer taught", f"- reference: {code(11)}"),
        ('# "C" on page 4 # sic', 'title: "Bake bread of sort Cx"'),
        ("# agreed on the phone", "- id: mandatory-m"),
        ("# the one above", "units:"),
    ):
        assert lines[lines.index(comment) + 1] == below
    assert draft_text(data, written.evidence, own_comments(text)) == text
    assert "# agreed on the phone" in finished_text(data, written.evidence, own_comments(text))


def test_a_comment_on_what_is_gone_stands_at_the_beginning(texts: tuple[str, str]) -> None:
    written = one(document())
    data = data_of(written.draft)
    data["units"] = [unit for unit in data["units"] if unit["reference"] != code(11)]
    text = draft_text(data, written.evidence, own_comments(texts[1]))
    assert "# no longer taught" in text.partition("number:")[0].splitlines()
