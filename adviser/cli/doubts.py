"""The doubts of a draft, answered: each answer is kept at once, and can be taken back."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import click

from adviser.cli.telling import say
from adviser.pages.terminal import show
from adviser.words.importing import doubt_blocks
from catalogue import CatalogueError, UnitwiseError
from catalogue.files.pages import read_pages
from catalogue.handbooks.doubts import NAMES
from catalogue.handbooks.drafts.comments import Comments, own_comments
from catalogue.handbooks.drafts.confirming import (
    DROP,
    NotAnswered,
    aimed,
    alike,
    apply,
    called_anew,
    may_drop,
    may_keep,
    may_share,
    now,
    takes_value,
)
from catalogue.handbooks.drafts.draft import SUFFIX
from catalogue.handbooks.drafts.evidence import SUFFIX as EVIDENCE, Answer, Evidence, OpenDoubt
from catalogue.handbooks.drafts.filing import draft_text
from catalogue.handbooks.drafts.readings import with_readings


@dataclass
class Confirming:
    """A draft and its evidence while doubts are answered; ``seen`` is how the files were last."""

    draft: Path
    beside: Path
    data: dict[str, Any]
    evidence: Evidence
    seen: tuple[bytes, bytes]
    by: str = ""

    @cached_property
    def own(self) -> Comments:
        """What people wrote into the draft beside its facts."""
        return own_comments(self.seen[0].decode())

    @classmethod
    def opened(cls, draft: Path) -> Confirming:
        """Read a draft, and the evidence beside it.

        Raises
        ------
        UnitwiseError
            If either cannot be read, or the first is no draft.
        """
        from pydantic import ValidationError

        beside = draft.with_name(draft.name.removesuffix(SUFFIX) + EVIDENCE)
        pages = read_pages(draft)
        if isinstance(pages, list):
            raise CatalogueError(pages)
        data = pages.data
        if (
            not isinstance(data, dict)
            or not data.get("editions")
            or not isinstance(data.get("units"), list)
        ):
            raise UnitwiseError(f"{draft} holds no draft of a qualification")
        try:
            seen = draft.read_bytes(), beside.read_bytes()
            return cls(draft, beside, data, Evidence.model_validate_json(seen[1]), seen)
        except OSError as error:
            raise UnitwiseError(
                f"the evidence {beside} cannot be read: {error.strerror}",
                hint="import the document anew",
            ) from error
        except ValidationError as error:
            raise UnitwiseError(
                f"{beside} is no evidence of a draft", hint="import the document anew"
            ) from error

    def answer(self, doubt: OpenDoubt, value: Any) -> str:
        """Put an answer into the draft, null for the draft as it is, or say why it cannot be."""
        try:
            if value is not None:
                apply(self.data, doubt, value)
        except NotAnswered as error:
            return str(error)
        when = datetime.now(UTC).isoformat(timespec="seconds")
        answer = Answer(value=value, kept=value is None, by=self.by, when=when)
        doubts = tuple(
            one.model_copy(update={"answer": answer}) if one.id == doubt.id else one
            for one in self.evidence.doubts
        )
        evidence = self.evidence.model_copy(update={"doubts": doubts})
        self.evidence = called_anew(evidence, doubt, value)
        return ""

    def keep(self) -> None:
        """Write the draft and its evidence as they are after the answers.

        Raises
        ------
        UnitwiseError
            If somebody else wrote either in the meantime.
        """
        from adviser.keeping import write

        with_readings(self.data, self.evidence)
        made = (
            draft_text(self.data, self.evidence, self.own).encode(),
            (self.evidence.model_dump_json(indent=1) + "\n").encode(),
        )
        if made == self.seen:
            return
        if (self.draft.read_bytes(), self.beside.read_bytes()) != self.seen:
            raise UnitwiseError(
                f"{self.draft} was changed by somebody else in the meantime",
                hint="what was answered before is kept: begin anew with what is open",
            )
        write(self.draft, made[0], replace=True)
        write(self.beside, made[1], replace=True)
        self.seen = made


def ask(state: Confirming) -> None:
    """Ask the open doubts one by one, until all are answered or the asker stops."""
    left = state.evidence.open
    gone: list[tuple[int, dict[str, Any], Evidence]] = []
    offered: set[str] = set()
    at = 0
    while at < len(left):
        still = {one.id: one for one in state.evidence.open}
        asked = still.get(left[at].id)
        if asked is None:
            at += 1
            continue
        doubt = aimed(asked, state.evidence)
        doubt = doubt.model_copy(update={"reading": now(state.data, asked, state.evidence)})
        show(doubt_blocks(doubt, at + 1, len(left), NAMES.get(doubt.name, "")))
        before = at, deepcopy(state.data), state.evidence
        said = _said(doubt, state, back=bool(gone))
        if said is None:
            return
        if said == "b":
            at, state.data, state.evidence = gone.pop()
            state.keep()
            continue
        gone.append(before)
        at += 1
        if said == "s":
            continue
        state.keep()
        key = alike(asked)
        likes = [one for one in left[at:] if one.id in still and alike(one) == key]
        if likes and key not in offered and (said[:1] != "=" or may_share(doubt, said)):
            offered.add(key)
            if not _share(said, likes, state):
                return


def _said(doubt: OpenDoubt, state: Confirming, *, back: bool) -> str | None:
    """Ask one doubt until it is answered, skipped or gone back from; null to stop."""
    why_not = may_keep(doubt, state.data)
    offered = [] if why_not else ["enter to keep the draft"]
    offered += ["a number for a choice"] if doubt.choices else []
    offered += ["= and a value"] if takes_value(doubt) else []
    kind = "rule" if doubt.about.startswith("rules/") else "unit"
    offered += [f"d to drop the {kind}"] if may_drop(doubt) else []
    offered += ["s to skip", *(["b to go back"] if back else []), "q to stop"]
    while True:
        said = _prompt(", ".join(offered))
        if said is None or said == "q":
            return None
        if said == "s" or (said == "b" and back):
            return said
        if told := _answered(said, doubt, state):
            click.echo(f"  {told}")
        else:
            return said


def _prompt(text: str) -> str | None:
    try:
        return str(click.prompt(f"  {text}", default="", show_default=False)).strip()
    except click.Abort:
        click.echo()
        return None


def _answered(said: str, doubt: OpenDoubt, state: Confirming) -> str:
    """Give a doubt the answer that was typed, or say why that is none."""
    if not said:
        return may_keep(doubt, state.data) or state.answer(doubt, None)
    if said.isdigit() and 1 <= int(said) <= len(doubt.choices):
        return state.answer(doubt, doubt.choices[int(said) - 1])
    if said.startswith("="):
        if not takes_value(doubt):
            return f"{doubt.about} is no single value: edit the draft for that, then keep it"
        return state.answer(doubt, said[1:].strip() or "none")
    if said == "d" and may_drop(doubt):
        return state.answer(doubt, DROP)
    return "that is none of these"


def _share(said: str, likes: list[OpenDoubt], state: Confirming) -> bool:
    """Offer to give an answer to all doubts that are alike; whether the asker goes on."""
    more = f"{len(likes)} more like it" if likes[1:] else "one more like it"
    while True:
        answer = _prompt(f"the same for {more}? y, enter for no, l to list")
        if answer is None:
            return False
        if answer != "l":
            break
        for one in likes:
            say(f"    {one.about}: {one.message}")
    if answer.casefold() not in {"y", "yes"}:
        return True
    for one in likes:
        if told := _answered(said, aimed(one, state.evidence), state):
            click.echo(f"  {told}")
    state.keep()
    return True
