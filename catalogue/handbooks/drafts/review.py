"""A page to review a draft by: one file, nothing from outside, doubts first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from catalogue.handbooks.blocks import Content, Picture
from catalogue.handbooks.doubts import NAMES
from catalogue.handbooks.drafts.beside import Places, document_html
from catalogue.handbooks.drafts.confirming import (
    aimed,
    alike,
    may_drop,
    may_keep,
    may_share,
    now,
    takes_value,
)
from catalogue.handbooks.drafts.evidence import Evidence, Fact, OpenDoubt, Stands
from catalogue.handbooks.proofs.confirmed import BY

SUFFIX = ".review.html"

_PAGE = Path(__file__).parent / "page"
_COLUMNS = ("title", "level", "credit", "glh")
_SAMPLE = 10


def review_page(
    data: Mapping[str, Any],
    evidence: Evidence,
    contents: Sequence[Content],
    pictures: Mapping[str, Mapping[int, Picture]],
) -> str:
    """Return the page: the document on the left, doubts first and then all facts on the right."""
    style = (_PAGE / "review.css").read_text(encoding="utf-8")
    script = (_PAGE / "review.js").read_text(encoding="utf-8")
    title = str(data["title"] or evidence.short_name)
    places = Places()
    told = _Told(data, evidence, places)
    right = "".join((*told.doubts(), *told.answers(), *told.facts()))
    left = "".join(
        part
        for one in contents
        for part in document_html(one, pictures.get(one.document, {}), places)
    )
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; img-src data:;'
        " style-src 'unsafe-inline'; script-src 'unsafe-inline'\">"
        '<meta name="viewport" content="width=device-width">'
        f"<title>Review of {escape(title)}</title><style>{style}</style>"
        f"<header><h1>Review of {escape(title)}</h1><p>{_open(len(evidence.open))}."
        " <output id=told></output></p><p class=keys><label><input type=checkbox id=keys checked>"
        " Keys:</label> <kbd>j</kbd>/<kbd>k</kbd> next and previous, <kbd>a</kbd> keep the draft,"
        " <kbd>1</kbd> to <kbd>9</kbd> take a choice, <kbd>e</kbd> enter another value, <kbd>d</kbd>"
        " drop the rule or unit, <kbd>r</kbd> reopen, <kbd>s</kbd> the same answer for all like it.</p></header><main>"
        f'<section class=pages aria-label="The document" tabindex=0>{left}</section>'
        f"<section aria-label=Review>{right}</section></main><script>{script}</script></html>\n"
    )


class _Told:
    """What is said of a draft beside its document."""

    def __init__(self, data: Mapping[str, Any], evidence: Evidence, places: Places) -> None:
        self.data, self.evidence, self.places = data, evidence, places
        self.held = {fact.at: fact for fact in evidence.facts}

    def doubts(self) -> Iterator[str]:
        evidence = self.evidence
        count = Counter(alike(one) for one in evidence.open)
        yield "<h2>Doubts</h2><ol class=doubts>"
        for one in sorted(evidence.doubts, key=lambda one: one.answer is not None):
            yield self._doubt(one, count[alike(one)])
        yield "</ol>" if evidence.doubts else "<li>None.</ol>"

    def _doubt(self, asked: OpenDoubt, like: int) -> str:
        doubt = aimed(asked, self.evidence)
        has = now(self.data, asked, self.evidence)
        why_not = may_keep(doubt, self.data)
        buttons = [] if why_not else [_button("keep", "Keep the draft")]
        buttons += [
            _button(f"#{n}", _shown(choice)) for n, choice in enumerate(doubt.choices[:9], 1)
        ]
        if takes_value(doubt):
            buttons.append(
                "<label>Another value: <input size=12 autocomplete=off></label>"
                '<button type=button data-enter="">Enter</button>'
            )
        if may_drop(doubt):
            noun = "rule" if doubt.about.startswith("rules/") else "unit"
            buttons.append(_button("drop", f"Drop the {noun}"))
        if like > 1:
            buttons.append(f'<button type=button data-like="{_sharing(doubt)}" hidden></button>')
        buttons.append('<button type=button data-again="">Reopen</button>')
        answered = asked.answer is not None
        lines = [
            f"<b>{escape(doubt.name)}</b> <code>{escape(doubt.about)}</code>",
            escape(doubt.message),
            f"<small>{escape(NAMES[doubt.name])}; {escape(_where(doubt.stands))}</small>",
            f"<q>{escape(doubt.text)}</q>" if doubt.text else "",
            f"<small>The draft has:</small> {escape(_shown(has))}" if has is not None else "",
            escape(why_not[:1].upper() + why_not[1:]) if why_not else "",
        ]
        shown = "<br>".join(filter(None, lines))
        return (
            f'<li tabindex=-1 class="item{" done" if answered else ""}" {self._at(doubt)}'
            f' data-id="{escape(doubt.id)}" data-alike="{escape(alike(asked))}">{shown}'
            f"<div class=answer>{''.join(buttons)}"
            f" <output>{'answered' if answered else ''}</output></div></li>"
        )

    def answers(self) -> Iterator[str]:
        draft = escape(self.evidence.short_name)
        yield (
            "<h2>Answers so far</h2><p>They stay in this browser. To put them into the draft, run this"
            " in the folder of the draft:</p><p><label>Who answers: <input id=by size=20"
            f' autocomplete=name></label></p><pre id=answers tabindex=0 data-draft="{draft}.draft.yaml"></pre>'
            "<p><button type=button id=copy>Copy</button></p>"
        )

    def facts(self) -> Iterator[str]:
        facts = self.evidence.facts
        single = sum(one.standing == "single" for one in facts)
        yield (
            f"<h2>Facts</h2><p>{single} of {len(facts)} facts are single: one place alone says so, and"
            " a misprint of it would not be seen. Those with \N{CHECK MARK} something else confirms;"
            " those with <b>?</b> are in doubt.</p>"
        )
        agreed = [one for one in facts if one.at.startswith("units/") and one.standing == "single"]
        step = max(1, len(agreed) // _SAMPLE)
        if sample := [agreed[n * step + n % step] for n in range(min(_SAMPLE, len(agreed)))]:
            yield "<h3>Look at these in the document</h3><ul>"
            for one in sample:
                yield (
                    f"<li tabindex=-1 class=item {self._at(one)}><code>{escape(one.at)}</code>"
                    f" {escape(_shown(one.value))}, {escape(_where(one.stands))}</li>"
                )
            yield "</ul>"
        yield from self._whole()
        yield from self._groups()
        if holds := [one for one in facts if one.confirmed and not one.at.startswith("units/")]:
            yield "<h3>What holds</h3><ul>"
            for one in holds:
                if one.at.count("/") < 2 or not one.at.startswith("groups/"):
                    yield f"<li><code>{escape(one.at)}</code> {escape(_shown(one.value))}: {_by(one)}</li>"
            yield "</ul>"

    def _whole(self) -> Iterator[str]:
        """The facts of the qualification, and of its rules."""
        yield (
            "<h3>The qualification and its rules</h3><div class=wide tabindex=0 role=group"
            ' aria-label="The qualification and its rules"><table><thead><tr><th>Fact<th>Value'
            "<th>Where and how</thead><tbody>"
        )
        for one in self.evidence.facts:
            if not one.at.startswith(("units/", "groups/")):
                yield (
                    f"<tr tabindex=-1 class=item {self._at(one)}><td><code>{escape(one.at)}</code>"
                    f"<td>{_marked(one)}<td>{escape(_where(one.stands))}"
                    f"{f'<br><q>{escape(one.text)}</q>' if one.text else ''}"
                )
        yield "</tbody></table></div>"

    def _groups(self) -> Iterator[str]:
        """Each group with its units, a row each."""
        group = ""
        for one in self.evidence.facts:
            if not one.at.startswith("groups/"):
                continue
            _, name, *unit = one.at.split("/", 2)
            if not unit:
                yield "</tbody></table></div>" if group else ""
                group = name
                shown = escape(f"Group {name}: {one.value}")
                yield (
                    f"<h3>{shown}{_mark(one)}</h3><div class=wide tabindex=0 role=group"
                    f' aria-label="{shown}"><table><thead><tr><th>Unit<th>Title<th>Level'
                    "<th>Credit<th>GLH<th>Where</thead><tbody>"
                )
            elif one.value == unit[0]:
                yield self._unit(one)
        yield "</tbody></table></div>" if group else ""

    def _unit(self, member: Fact) -> str:
        at = f"units/{member.value}"
        name = self.held.get(f"{at}/reference", member)
        cells = [_marked(name), *(self._cell(f"{at}/{key}") for key in _COLUMNS)]
        windows = "".join(
            f"<br>{key} {self._cell(f'{member.at}/{key}')}"
            for key in ("from", "until")
            if f"{member.at}/{key}" in self.held
        )
        where = escape(_where(member.stands))
        return (
            f"<tr tabindex=-1 class=item {self._at(member)}><td>{'<td>'.join(cells)}"
            f"<td>{where}{_mark(member, 'that it is of this group: ')}{windows}"
        )

    def _cell(self, at: str) -> str:
        fact = self.held.get(at)
        return _marked(fact) if fact is not None else ""

    def _at(self, one: Fact | OpenDoubt) -> str:
        name = self.places.name(one.stands, one.text)
        return f"data-at={name}" if name else ""


def _button(answer: str, words: str) -> str:
    return f'<button type=button data-answer="{escape(answer)}">{escape(words[:80])}</button>'


def _sharing(doubt: OpenDoubt) -> str:
    """Which answers may be given to all doubts alike: any, or those that are no value."""
    return "any" if may_share(doubt, "") else "given"


def _marked(fact: Fact) -> str:
    """The value of a fact with what it is held by."""
    return escape(_shown(fact.value)) + _mark(fact)


def _mark(fact: Fact, what: str = "") -> str:
    """Whether a fact is in doubt or confirmed; nothing where it is single."""
    if fact.doubts:
        return f' <b title="{what}in doubt">?</b>'
    return f' <span title="{what}{_by(fact)}">\N{CHECK MARK}</span>' if fact.confirmed else ""


def _by(fact: Fact) -> str:
    return escape("; ".join(BY[by] for by in fact.confirmed))


def _open(count: int) -> str:
    return f"{count} {'doubt is' if count == 1 else 'doubts are'} open"


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
    return ", ".join(filter(None, parts)) or stands.document
