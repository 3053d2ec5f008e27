"""A question and what is held in one file: the keys of a question, and the record under ``record``.

It has the keys of a body that the API is asked with.
"""

from __future__ import annotations

from pathlib import Path

import yaml
from pydantic import ValidationError

from adviser.asking.faults import Trouble
from adviser.asking.question_file import QuestionFile, read_question
from catalogue import UnitwiseError
from catalogue.learner.record import LearnerRecord

RECORD = "record"
"""The key under which what is held stands."""


def write_learner(question: str, record: LearnerRecord) -> str:
    """Return a question, as a file has it, with what is held after it."""
    told = record.model_dump(mode="json", exclude_defaults=True)
    kept = yaml.safe_dump({RECORD: told}, allow_unicode=True, sort_keys=False, width=100)
    _, _, asked = question.partition("\n")
    return f"# A question and what is held: 'load FILE' in 'unitwise explore'\n{asked}{kept}"


def read_learner(path: Path, trouble: Trouble) -> tuple[QuestionFile, LearnerRecord | None]:
    """Read a question file, and what is held if the file says; what is wrong is in ``trouble``.

    Raises
    ------
    NotUnderstood
        If it is no YAML of the plain kind.
    UnitwiseError
        If its name cannot be that of a file.
    """
    try:
        written = read_question(path, trouble, beside=(RECORD,))
    except ValueError as error:
        raise UnitwiseError(f"{path!s:.80} cannot be the name of a file") from error
    pages = written.pages
    if pages is None or RECORD not in pages.data:
        return written, None
    try:
        return written, LearnerRecord.model_validate(pages.data[RECORD])
    except ValidationError as error:
        for item in error.errors(include_url=False):
            place = (RECORD, *item["loc"])
            trouble.at(place, item["msg"].removeprefix("Value error, "))
        return written, None
