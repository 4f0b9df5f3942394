"""A message (.eml) or a kept web page (.mht) into a document: subject and texts; attachments as bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import errors, policy
from email.message import Message
from email.parser import BytesParser
from mimetypes import guess_extension

from reckoner.reports.audit.document import Block, Document, Mark, Section
from reckoner.reports.audit.reading.clean import clean
from reckoner.reports.audit.reading.decode import decode
from reckoner.reports.audit.reading.html import read_html
from reckoner.reports.audit.reading.join import joined
from reckoner.reports.audit.reading.plain import read_text
from reckoner.reports.errors import InputError, Place

MOST_PARTS = 400
_BESIDE = frozenset({
    "text/css", "text/javascript", "application/javascript", "font/woff", "font/woff2", "text/calendar",
    "application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature",
    "message/delivery-status",
})  # fmt: skip
_TNEF = "its attachments are in Outlook's own packing (winmail.dat); ask for them as files"
_NUMBER = re.compile(r"[0-9][0-9,.]*")
_FAULTS = (
    errors.MessageError, RecursionError, LookupError, ValueError, TypeError, AttributeError,
)  # fmt: skip


@dataclass
class _Found:
    """What a message holds: texts with what they are called, attachments, and what can't be read."""

    texts: list[tuple[str, str, str]] = field(default_factory=list)
    attachments: list[tuple[str, bytes]] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    seen: int = 0


def read_mail(data: bytes, name: str) -> tuple[Document, list[tuple[str, bytes]]]:
    """A message and its attachments. Raises InputError where nothing in it can be read."""
    found = _Found()
    try:
        message = BytesParser(policy=policy.default).parsebytes(data)
        count = sum(1 for _ in message.walk())
        _gather(message, "", found)
        subject = str(message.get("subject", ""))
    except _FAULTS:
        raise InputError("it is no message that can be read", Place(name)) from None
    if count > MOST_PARTS:
        found.unread.append(
            f"the message has {count:,} parts; those after the first {MOST_PARTS} were not read"
        )
    document = joined(name, _pieces(subject, found, name))
    unread = (*document.unread, *found.unread)
    return Document(name, document.parts, unread, document.sections), found.attachments


def _pieces(subject: str, found: _Found, name: str) -> Iterator[tuple[str, Document]]:
    words = " ".join(clean(subject).split())
    head = (Block(words, "heading", (Mark(0, 1),)),) if words else ()
    yield "", Document(name, head, (), (Section(1, "subject", ""),))
    for label, kind, text in found.texts:
        yield label, read_html(text, name) if kind == "text/html" else read_text(text, name)


def _gather(part: Message, within: str, found: _Found) -> None:
    """Every part in its order, of several forms of one text the best."""
    found.seen += 1
    if found.seen > MOST_PARTS:
        return
    kind = part.get_content_type()
    if kind == "multipart/alternative" and part.is_multipart():
        _choose(part, within, found)
    elif kind == "message/rfc822" and part.is_multipart():
        inner = _children(part)[0]
        subject = " ".join(clean(str(inner.get("subject", ""))).split())
        found.texts.append((f"{within}attached message", "text/plain", subject))
        _gather(inner, f"{within}attached message, ", found)
    elif part.is_multipart():
        for child in _children(part):
            _gather(child, within, found)
    else:
        _leaf(part, kind, within, found)


def _children(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [child for child in payload if isinstance(child, Message)] if isinstance(payload, list) else []


def _choose(part: Message, within: str, found: _Found) -> None:
    """Of the forms of one text the page, which keeps tables; the plain one too where it has other numbers."""
    forms = _Found(seen=found.seen)
    for child in _children(part):
        _gather(child, within, forms)
    found.seen = forms.seen
    pages = [text for text in forms.texts if text[1] == "text/html" and text[2].strip()]
    plain = [text for text in forms.texts if text[1] != "text/html" and text[2].strip()]
    told = {number for page in pages for number in _NUMBER.findall(page[2])}
    more = [text for text in plain if not told.issuperset(_NUMBER.findall(text[2]))]
    found.texts += [*pages, *more] if pages else plain
    found.attachments += forms.attachments
    found.unread += forms.unread


def _leaf(part: Message, kind: str, within: str, found: _Found) -> None:
    body = part.get_payload(decode=True)
    attached = part.get_content_disposition() == "attachment"
    if not isinstance(body, bytes) or kind in _BESIDE:
        return
    if kind in ("text/plain", "text/html") and not attached:
        text = _decoded(body, part.get_content_charset())
        found.texts.append((f"{within}text", kind, text))
    elif kind == "application/ms-tnef":
        found.unread.append(_TNEF)
    elif attached or not kind.startswith("image/"):  # a picture in the text is its reader's to see
        found.attachments.append((_named(part, kind), body))


def _named(part: Message, kind: str) -> str:
    given = " ".join((part.get_filename() or "").replace("/", "_").split())
    return given or f"without a name{guess_extension(kind) or ''}"


def _decoded(body: bytes, charset: str | None) -> str:
    try:
        return body.decode(charset or "utf-8")
    except (LookupError, UnicodeDecodeError, ValueError):
        return decode(body)
