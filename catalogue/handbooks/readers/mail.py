"""E-mails, and pages that a browser saves as one file: the page in them, or else their text."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage

from catalogue.handbooks.blocks import Content, Remark
from catalogue.handbooks.readers import kinds

MOST_PARTS = 5_000
"""Lines of a message that may part it, inclusive."""


def read_mail(raw: bytes, name: str) -> Content:
    """Return the blocks of the first page of a message, or of its first text if it has no page.

    Documents that are attached are named, and not read.

    Raises
    ------
    Refused
        If it has neither a page nor a text, or too many parts.
    """
    if raw.count(b"\n--") > MOST_PARTS:
        raise kinds.Refused(f"has more than {MOST_PARTS:,} parts", "save the page alone")
    message = message_from_bytes(raw, policy=policy.default)
    parts = [one for one in message.walk() if isinstance(one, EmailMessage)]
    loose = [one for one in parts if not one.is_multipart() and not one.is_attachment()]
    for kind in ("html", "plain"):
        for part in loose:
            if part.get_content_type() == f"text/{kind}":
                content = kinds.read(_encoded(part), f"{name}.html" if kind == "html" else name)
                break
        else:
            continue
        break
    else:
        raise kinds.Refused("is a message without words", "save what is attached to it")
    content.document = name
    attached = [one.get_filename() or "unnamed" for one in parts if one.is_attachment()]
    if attached:
        listed = ", ".join(attached)[:200]
        content.remarks.append(Remark("not-in-document", f"attached, and not read: {listed}"))
    return content


def _encoded(part: EmailMessage) -> bytes:
    """The words of a part, whatever signs they were sent in."""
    return str(part.get_content()).encode("utf-8", "replace")
