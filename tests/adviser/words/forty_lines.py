"""A face of its own: a question as JSON on stdin, the answer or each fault by its field on stdout.

It stands on asking, solver and words alone, and shows what another face would need.
"""

import json
import sys
from pathlib import Path

from adviser.asking.asked import ask
from adviser.asking.faults import NotUnderstood
from adviser.asking.holding import read_held, read_record_file
from adviser.asking.question_file import QuestionFile
from adviser.words.answers import answer_blocks
from adviser.words.blocks import Grid, Heading, Paragraph, plain
from adviser.words.voice import Voice, speaking
from catalogue import load
from solver import suggest


def answered(name: str, question: dict[str, object], record: Path) -> dict[str, object]:
    """Return what ``suggest`` says, block by block, or what is wrong, field by field."""
    library = load()
    held = read_held([(str(record), read_record_file(record).record)], (), lambda: library.units)
    try:
        asked = ask(QuestionFile(question, None), name, library, held)
    except NotUnderstood as error:
        return {"faults": [fault.document() for fault in error.faults]}
    situation = asked.situation(held)
    with speaking(Voice.PLAIN):
        blocks = list(answer_blocks(suggest(situation), situation.edition, held.record))
    lines = [one.text for one in blocks if isinstance(one, Heading | Paragraph)]
    tables = [one.rows for one in blocks if isinstance(one, Grid)]
    return {"lines": lines, "tables": tables}


given = json.load(sys.stdin)
found = answered(given["qualification"], given["question"], Path(given["record"]))
medium = sorted({"click", "rich"} & set(sys.modules))
json.dump({**found, "medium": medium}, sys.stdout, default=plain)
