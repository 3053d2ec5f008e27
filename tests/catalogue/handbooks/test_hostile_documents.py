"""Documents that mean harm, each in a process of its own: refused in a sentence, within limits."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import pytest

from catalogue import Catalogue
from catalogue.handbooks.blocks import Line
from catalogue.handbooks.readers.kinds import Refused, read
from catalogue.handbooks.readers.opening import UnreadableDocuments, open_documents
from tests.catalogue.handbooks.reading import drafted


def archive(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return stream.getvalue()


def pdf(*objects: bytes) -> bytes:
    """A PDF of numbered objects, the first of which is the catalogue."""
    made = b"%PDF-1.4\n"
    places = []
    for number, one in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n" % number + one + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return (
        made
        + b"xref\n0 %d\n0000000000 65535 f \n" % size
        + table
        + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (size, len(made))
    )


def drawn(content: bytes) -> bytes:
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
        b"<< /Length %d >>\nstream\n" % len(content) + content + b"\nendstream",
    )


LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ha">'
    + b"".join(
        b'<!ENTITY a%d "%s">' % (n, (b"&a%d;" % (n - 1) if n else b"&a;") * 10) for n in range(9)
    )
    + b']><w:document xmlns:w="x">&a8;</w:document>'
)
LEAK = (
    b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    b'<w:document xmlns:w="x">&x;</w:document>'
)

HOSTILE = {
    "rubbish.pdf": b"%PDF-1.7\n" + b"\xff\x00rubbish" * 300,
    "bomb.docx": archive(word__document_xml=b"<a>" + b" " * (80 << 20) + b"</a>"),
    "many.docx": archive(**{f"f{n}": b"" for n in range(2_100)}, word__document_xml=b"<a/>"),
    "laughs.docx": archive(word__document_xml=LAUGHS),
    "leak.docx": archive(word__document_xml=LEAK),
    "damaged.docx": archive(word__document_xml=b"<a/>")[:-30],
    "archive.zip": archive(a=b"b"),
    "old.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "picture.png": b"\x89PNG\r\n\x1a\n" + bytes(600),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused_in_one_sentence(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(HOSTILE[name])
    started = time.perf_counter()
    with pytest.raises(UnreadableDocuments) as caught:
        open_documents([path], 20)
    assert time.perf_counter() - started < 60
    assert name in str(caught.value)
    assert "Traceback" not in str(caught.value)
    assert "root:" not in str(caught.value)


def test_pages_that_go_in_a_circle_are_read_once(tmp_path: Path) -> None:
    path = tmp_path / "loop.pdf"
    circle = b"<< /Type /Pages /Kids [2 0 R] /Count 9 >>"
    path.write_bytes(pdf(b"<< /Type /Catalog /Pages 2 0 R >>", circle))
    contents, _ = open_documents([path], 20)
    assert not contents[0].blocks


def test_a_page_of_a_hundred_thousand_lines_is_read_without_looking_at_them(
    tmp_path: Path,
) -> None:
    path = tmp_path / "lines.pdf"
    path.write_bytes(
        drawn(b"".join(b"%d 0 m %d 800 l S\n" % (n % 595, n % 595) for n in range(100_000)))
    )
    contents, _ = open_documents([path], 30)
    assert contents[0].pages == 1


def test_deep_markup_is_refused_and_not_a_defect(tmp_path: Path) -> None:
    path = tmp_path / "deep.html"
    path.write_bytes(b"<html><body>" + b"<div>" * 10_000 + b"A unit")
    with pytest.raises(UnreadableDocuments, match="deep"):
        open_documents([path], 20)


def test_tables_within_tables_are_read_once_and_not_without_end() -> None:
    within = b"<table><tr><td>Words %d" * 30 % tuple(range(30)) + b"</td></tr></table>" * 30
    content = read(b"<html><body>" + within, "page.html")
    texts = [one.text if isinstance(one, Line) else one.rows[0][0] for one in content.blocks]
    assert texts == [f"Words {n}" for n in range(30)]
    with pytest.raises(Refused, match="deep"):
        read(b"<html><body>" + b"<table><tr><td>" * 400 + b"A unit", "page.html")


def test_a_sentence_without_end_takes_no_time(shipped: Catalogue) -> None:
    text = (
        "# Acme Level 2 Award in Baking\n\n## Qualification structure\n\n"
        + "A, A, A, minimum of " * 15_000
        + "\n\nMandatory Group A\nReference  Title  Level  Credit\nD/506/2153  Bake bread  2  4\n"
        + "M/506/2898  Bake cakes  2  3\n"
    )
    started = time.perf_counter()
    (written,) = drafted(text, "long.txt", shipped)
    assert time.perf_counter() - started < 20
    assert len(written.draft.rows) == 2


def test_texts_of_a_document_are_only_ever_text(shipped: Catalogue) -> None:
    evil = "<script>alert(1)</script> &amp; {x: y} # no"
    text = (
        "# Acme Level 2 Award in Baking\n\n## Qualification structure\n\n### Mandatory Group A\n\n"
        "| Reference | Title | Level | Credit |\n|---|---|---|---|\n"
        f"| D/506/2153 | Bake {evil} bread | 2 | 4 |\n| M/506/2898 | Bake: *cakes | 2 | 3 |\n"
    )
    (written,) = drafted(text, "evil.txt", shipped)
    for name, made in written.files.items():
        if name.endswith(".html"):
            assert "<script>alert" not in made
        if name.endswith(".yaml"):
            from catalogue.files.pages import Pages, parse_pages

            pages = parse_pages(made, name)
            assert isinstance(pages, Pages)
            assert pages.data["units"][1]["title"] == "Bake: *cakes"


def test_a_page_of_a_million_tags_is_refused_unparsed() -> None:
    with pytest.raises(Refused, match="more than 1,000,000 tags"):
        read(b"<html>" + b"<b>" * 1_000_000, "page.html")


def test_a_list_of_more_units_than_there_are_is_refused_before_it_is_looked_at() -> None:
    rows = "\n".join(f"A/505/{n % 10_000:04},Unit {n},3,4" for n in range(10_001))
    with pytest.raises(
        UnreadableDocuments, match="names units 10,001 times, and 10,000 are the most"
    ):
        drafted(rows, "units.csv", Catalogue((), {}, (), ""))
