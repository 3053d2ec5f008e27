"""A report as a file: HTML, Markdown, or PDF where a browser prints it."""

from __future__ import annotations

from pathlib import Path

from adviser.keeping import write_over_ours
from adviser.pages.html import html
from adviser.pages.markdown import markdown
from adviser.words.blocks import Document

SUFFIXES = (".html", ".htm", ".md", ".pdf")
"""The endings of the files that a report can be written to."""


def write_report(path: Path, document: Document) -> None:
    """Write a report as HTML, Markdown or PDF, by the ending of ``path``.

    Raises
    ------
    UnitwiseError
        If the file cannot be written, or a PDF cannot be printed.
    """
    write_over_ours(path, report_content(path, document), _BEGINS[path.suffix.casefold()])


_BEGINS = {".html": "<!DOCTYPE html>", ".htm": "<!DOCTYPE html>", ".md": "# ", ".pdf": "%PDF-"}
"""How a file of each kind begins."""


def report_content(path: Path, document: Document) -> str | bytes:
    """Return a report as it is written to ``path``, by its ending.

    Raises
    ------
    UnitwiseError
        If it is to be a PDF, and no browser is there to print it.
    """
    match path.suffix.casefold():
        case ".md":
            return markdown(document)
        case ".pdf":
            from adviser.pages.pdf import printed

            return printed(html(document))
        case _:
            return html(document)
