"""A message (.eml) into a document: subject and text, plain before HTML; attachments are not opened."""

from __future__ import annotations

from email import errors, policy
from email.message import EmailMessage, Message
from email.parser import BytesParser
from itertools import islice

from reckoner.reports.audit.document import Block, Document, Mark
from reckoner.reports.audit.reading.clean import clean
from reckoner.reports.audit.reading.decode import decode
from reckoner.reports.audit.reading.html import read_html
from reckoner.reports.audit.reading.plain import read_text
from reckoner.reports.errors import InputError, Place

MOST_PARTS = 400


def read_mail(data: bytes, name: str) -> Document:
    """A message. Raises InputError where nothing in it can be read."""
    try:
        message = BytesParser(policy=policy.default).parsebytes(data)
        count = sum(1 for _ in message.walk())
        texts = _texts(list(islice(message.walk(), MOST_PARTS)))
        subject = str(message.get("subject", ""))
    except (
        errors.MessageError,
        RecursionError,
        LookupError,
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
        KeyError,
    ):
        raise InputError("it is no message that can be read", Place(name)) from None
    head = Block(" ".join(clean(subject).split()), "heading", (Mark(0, 1),))
    documents = [
        read_html(text, name) if kind == "text/html" else read_text(text, name) for kind, text in texts
    ]
    parts = (*((head,) if head.text else ()), *(part for d in documents for part in d.parts))
    return Document(name, parts, _unread(count))


def _unread(count: int) -> tuple[str, ...]:
    if count <= MOST_PARTS:
        return ()
    return (f"the message has {count:,} parts; those after the first {MOST_PARTS} were not read",)


def _texts(parts: list[Message | EmailMessage]) -> list[tuple[str, str]]:
    """The plain text, or the HTML where there is none."""
    found: list[tuple[str, str]] = []
    for part in parts:
        kind = part.get_content_type()
        if kind in ("text/plain", "text/html") and part.get_content_disposition() != "attachment":
            body = part.get_payload(decode=True)
            if isinstance(body, bytes):
                found.append((kind, _decoded(body, part.get_content_charset())))
    plain = [entry for entry in found if entry[0] == "text/plain" and entry[1].strip()]
    return plain or found


def _decoded(body: bytes, charset: str | None) -> str:
    try:
        return body.decode(charset or "utf-8")
    except (LookupError, UnicodeDecodeError, ValueError):
        return decode(body)
