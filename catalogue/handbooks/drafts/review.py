"""A page to review a draft by: one file, nothing from outside, doubts first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from catalogue.handbooks.blocks import Content
from catalogue.handbooks.doubts import NAMES
from catalogue.handbooks.drafts.confirming import aimed, may_drop
from catalogue.handbooks.drafts.evidence import Evidence, Fact, Stands
from catalogue.handbooks.proofs.confirmed import BY

SUFFIX = ".review.html"

_PAGE = Path(__file__).parent / "page"


def review_page(
    title: str, data: Mapping[str, Any], evidence: Evidence, contents: Sequence[Content]
) -> str:
    """Return the page: the document on the left, doubts first and then all facts on the right."""
    style = (_PAGE / "review.css").read_text(encoding="utf-8")
    script = (_PAGE / "review.js").read_text(encoding="utf-8")
    boxes: dict[str, tuple[str, Stands]] = {}

    def box(stands: Stands) -> str:
        if stands.box is None or stands.page is None:
            return ""
        key = f"{stands.document}|{stands.page}|{stands.box}"
        return boxes.setdefault(key, (f"b{len(boxes)}", stands))[0]

    doubts = "".join(
        f'<li data-at="" data-id="{escape(one.id)}" data-box="{box(one.stands)}" data-choices="{len(one.choices)}"{" data-drop=1" if may_drop(aimed(one, evidence)) else ""}{" class=done" if one.answer else ""}>'
        f"<b>{escape(one.name)}</b> <code>{escape(one.about)}</code><br>{escape(one.message)}"
        f"{_choices(one.choices)}<br><small>{escape(NAMES.get(one.name, ''))}; {escape(_where(one.stands))}</small>"
        f"{f'<br><q>{escape(one.text)}</q>' if one.text else ''} <output>{'answered' if one.answer else ''}</output></li>"
        for one in sorted(evidence.doubts, key=lambda d: (d.answer is not None, _rank(d.name)))
    )
    facts = "".join(
        f'<tr data-at="" data-box="{box(one.stands)}"><td><code>{escape(one.at)}</code></td>'
        f"<td>{escape(_shown(one.value))}</td><td>{_standing(one)}</td><td>{escape(_where(one.stands))}</td><td><q>{escape(one.text[:200])}</q></td></tr>"
        for one in evidence.facts
    )
    single = sum(one.standing == "single" for one in evidence.facts)
    pages = "".join(_page(content, boxes) for content in contents) or "<p>No images of pages.</p>"
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; img-src data:;'
        " style-src 'unsafe-inline'; script-src 'unsafe-inline'\">"
        '<meta name="viewport" content="width=device-width">'
        f"<title>Review of {escape(title)}</title><style>{style}</style>"
        f"<header><h1>Review of {escape(title)}</h1><p>{_open(len(evidence.open))}."
        " <kbd>j</kbd>/<kbd>k</kbd> next and previous, <kbd>a</kbd> keep the draft, <kbd>1</kbd> to"
        " <kbd>9</kbd> take a choice, <kbd>e</kbd> enter another value, <kbd>d</kbd> drop the rule or unit, <kbd>r</kbd> reopen.</p></header><main><section class=pages aria-label=Document>"
        f"{pages}</section><section><h2>Doubts</h2><ol>{doubts or '<li>None.</li>'}</ol>"
        f"<h2>Answers so far</h2><p>Give these to <code>unitwise catalogue confirm {escape(evidence.short_name)}.draft.yaml"
        " --by NAME</code>:</p><pre id=answers></pre>"
        f"<h2>Facts</h2><p>{single} of {len(evidence.facts)} facts are single: one place alone says so, and a misprint of"
        " it would not be seen. Look at these in the document.</p><div class=wide><table><thead><tr><th>fact<th>value<th>held by"
        f"<th>where<th>words</thead><tbody>{facts}</tbody></table></div></section></main><script>{script}</script></html>\n"
    )


_ORDER = (
    "two-figures",
    "sum",
    "other-file",
    "letter",
    "readers-differ",
    "condition",
    "pathway",
    "share",
)


def _open(count: int) -> str:
    return f"{count} {'doubt is' if count == 1 else 'doubts are'} open"


def _rank(name: str) -> int:
    return _ORDER.index(name) if name in _ORDER else len(_ORDER)


def _standing(fact: Fact) -> str:
    if fact.standing != "confirmed":
        return f"<b>{fact.standing}</b>"
    return escape("; ".join(BY[by] for by in fact.confirmed))


def _choices(choices: Sequence[Any]) -> str:
    listed = "; ".join(f"{n} {_shown(choice)}" for n, choice in enumerate(choices, 1))
    return f" <small>(or: {escape(listed)})</small>" if choices else ""


def _shown(value: Any) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{key.replace('_', ' ')}: {_shown(one)}" for key, one in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(map(_shown, value))
    return "not known" if value is None else str(value)


def _where(stands: Stands) -> str:
    parts = [
        f"page {stands.page}" if stands.page else f"line {stands.line}" if stands.line else "",
        stands.path or "",
    ]
    return ", ".join([stands.document, *filter(None, parts)])


def _page(content: Content, boxes: Mapping[str, tuple[str, Stands]]) -> str:
    if not content.pictures:
        lines = []
        for block in content.blocks[:5000]:
            if hasattr(block, "rows"):
                lines += [" | ".join(row) for row in block.rows]
            else:
                lines.append(block.text)
        return (
            f"<h3>{escape(content.document)}</h3><pre>{escape(chr(10).join(lines)[:400_000])}</pre>"
        )
    shown = []
    for number, picture in sorted(content.pictures.items()):
        width, height = content.sizes.get(number, (595.0, 842.0))
        marks = "".join(
            f'<div class=box id={name} style="left:{100 * b[0] / width:.2f}%;top:{100 * b[1] / height:.2f}%;'
            f'width:{100 * (b[2] - b[0]) / width:.2f}%;height:{100 * (b[3] - b[1]) / height:.2f}%"></div>'
            for name, stands in boxes.values()
            if stands.page == number and stands.document == content.document and (b := stands.box)
        )
        shown.append(
            f"<figure class=page><figcaption>{escape(content.document)}, page {number}</figcaption>"
            f'<div style="position:relative"><img alt="page {number}" loading=lazy src="data:image/jpeg;base64,{escape(picture)}">{marks}</div></figure>'
        )
    return "".join(shown)
