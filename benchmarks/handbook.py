"""Measure the importer: ``python benchmarks/handbook.py``, and ``--pages N`` for a longer handbook.

A handbook of 100 pages is laid out: a rule of combination with two groups over several pages, and
prose. *Reading* is all that an import does to it in the process that reads, page images included;
*drafting* is what follows. Both are held against pdfium alone taking the text of the same pages,
and are of the processor, so that other work on the machine does not count.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from benchmarks import arguments  # noqa: E402
from catalogue import Catalogue, load  # noqa: E402
from catalogue.handbooks.drafts.writing import imported  # noqa: E402
from catalogue.handbooks.readers.kinds import read  # noqa: E402

PROSE = " ".join(["Units are assessed by a portfolio that shows what the learner can do."] * 40)
SUBJECT = "ocr-l4-customer-service"


def handbook_of(pages: int, library: Catalogue) -> bytes:
    """Return a PDF of about so many pages with the units of a shipped qualification."""
    from tests.catalogue.handbooks.pages import Layout
    from tests.catalogue.handbooks.printing import handbook

    subject = library.find(SUBJECT)
    book = handbook(subject, subject.editions[-1])
    book.after = [PROSE] * max(1, round(1.83 * pages))
    return Layout()(book)


def bare_text(raw: bytes) -> int:
    """Take the text of all pages by pdfium alone; return how many there are."""
    from pypdfium2 import PdfDocument

    document = PdfDocument(raw)
    for page in document:
        page.get_textpage().get_text_bounded()
    return len(document)


def measured(work: Callable[[], object], runs: int) -> float:
    """The median of the seconds of processor that some work takes."""
    taken = []
    for _ in range(runs):
        started = time.process_time()
        work()
        taken.append(time.process_time() - started)
    return median(taken)


def main() -> None:
    """Run the measurement."""
    parser = arguments.Parser(__doc__)
    parser.add_argument("--pages", type=arguments.count, default=100, help="pages, about")
    parser.add_argument("--runs", type=arguments.count, default=3, help="times each is measured")
    options = parser.parse_args()
    library = load()
    raw = handbook_of(options.pages, library)
    content = read(raw, "handbook.pdf")
    count = bare_text(raw)
    bare = measured(lambda: bare_text(raw), options.runs)
    reading = measured(lambda: read(raw, "handbook.pdf"), options.runs)
    drafting = measured(
        lambda: imported([content], {"handbook.pdf": "0" * 64}, library), options.runs
    )
    say(f"pages                             {count:8}")
    say(f"text by pdfium alone              {bare:8.2f} s")
    say(f"reading                           {reading:8.2f} s")
    say(f"drafting                          {drafting:8.2f} s")
    say(f"ratio of both to the text alone   {(reading + drafting) / bare:8.1f}")


def say(text: str) -> None:
    """Write a line."""
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    main()
