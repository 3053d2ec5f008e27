"""The stored samples: which layout each is in, where it stands, and what is expected of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

from catalogue import Catalogue
from catalogue.handbooks.drafts.writing import Written, imported
from catalogue.handbooks.readers.kinds import read
from tests.catalogue.handbooks.samples.first import FIRST, Sample
from tests.catalogue.handbooks.samples.rendering import Parts, aligned, page, pdf, word, workbook
from tests.catalogue.handbooks.samples.second import SECOND
from tests.catalogue.handbooks.samples.third import THIRD

FOLDER = Path(__file__).parent / "documents"
SAMPLES: dict[str, Callable[[], Sample]] = {**FIRST, **SECOND, **THIRD}
NOTHING = Catalogue((), {}, (), "")
"""No catalogue to hold facts against: a document has to tell of itself."""

LAYOUTS: dict[str, tuple[str, Callable[[Parts], bytes]]] = {
    "two-sizes-with-barred-units": ("pdf", partial(pdf, head="Handbook, issue 4")),
    "head-inside-the-table": ("pdf", partial(pdf, rules="none", shaded=False)),
    "own-codes-and-three-sizes": ("docx", word),
    "numbered-groups-in-brackets": ("html", page),
    "subgroups-in-a-column": ("xlsx", workbook),
    "remaining-credits": ("txt", aligned),
    "pathways": ("pdf", partial(pdf, rules="across", landscape=True)),
    "totals-below-the-table": ("html", page),
    "scottish-codes": ("docx", word),
    "long-optional-list": ("pdf", partial(pdf, rules="none", landscape=True, middle=True)),
    "barred-in-words-and-footnotes": ("docx", word),
    "lists-without-tables": ("html", page),
    "assessment-tables-first": ("pdf", partial(pdf, rules="across")),
    "withdrawn-units": ("txt", aligned),
}
"""The stored samples, each with the end of its name and how it is laid out."""


def document_of(name: str) -> Path:
    """Where the document of a sample is stored."""
    return FOLDER / name / f"document.{LAYOUTS[name][0]}"


def drafts_of_bytes(raw: bytes, file: str) -> list[Written]:
    """What the importer makes of a document, with no catalogue beside it."""
    return imported([read(raw, file)], {file: "0" * 64}, NOTHING)


def expected_files(written: list[Written]) -> dict[str, str]:
    """The draft and the evidence of each qualification, without what differs between machines."""
    files: dict[str, str] = {}
    for one in written:
        evidence = one.evidence.model_copy(
            update={
                "documents": tuple(
                    doc.model_copy(update={"tools": {}}) for doc in one.evidence.documents
                )
            }
        )
        for name, text in one.files.items():
            if name.endswith(".yaml"):
                files[name] = re.sub(r"\A# yaml-language-server: [^\n]*\n", "", text)
        files[f"{one.draft.short_name}.evidence.json"] = evidence.model_dump_json(indent=1) + "\n"
    return files
