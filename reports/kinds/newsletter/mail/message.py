"""The draft as a message that a mail program opens: text, HTML and its pictures in one file.

The headers are exactly those meant. What is written is parsed again and compared before anybody sees it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email import message_from_bytes, policy
from email.headerregistry import Address
from email.message import EmailMessage, MIMEPart
from email.utils import format_datetime

from reckoner.reports.errors import Fault, InputError, InternalError, ReckonerError
from reckoner.reports.settings.header import header_fault

_POLICY = policy.SMTP
_HOUR = time(9, tzinfo=UTC)


@dataclass(frozen=True)
class Draft:
    """What goes into a message. ``unsubscribe`` are addresses, ``pictures`` are by the name that the HTML's
    ``cid:`` addresses use."""

    publication: str
    edition: str
    subject: str
    sender: str
    sender_address: str
    dated: date
    text: str
    html: str
    unsubscribe: tuple[str, ...]
    pictures: Mapping[str, bytes]


def content_id(name: str) -> str:
    """The name of a picture inside a message: ``charts/x.png`` becomes ``reckoner.charts.x.png@reckoner``."""
    return f"{name.replace('/', '.')}@reckoner"


def message_bytes(draft: Draft) -> bytes:
    """The message, the same bytes for the same draft.

    Raises InputError where a header would hold what can't stand in one.
    """
    refuse_headers({"subject": draft.subject, "sender's name": draft.sender, "sender": draft.sender_address})
    seed = _digest(draft)
    message = EmailMessage(policy=_POLICY)
    meant = _headers(draft, seed)
    for name, value in meant.items():
        message[name] = value
    message.set_content(draft.text, cte="quoted-printable")
    message.add_alternative(draft.html, subtype="html", cte="quoted-printable")
    page = message.get_payload()[1]  # type: ignore[index]
    assert isinstance(page, MIMEPart)
    for name, content in sorted(draft.pictures.items()):
        page.add_related(
            content, "image", "jpeg" if name.endswith(".jpg") else "png",
            cid=f"<{content_id(name)}>", filename=name.rpartition("/")[2], disposition="inline",
        )  # fmt: skip
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"=_reckoner_{seed[:24]}_{number}")
    raw = message.as_bytes()
    _verify(raw, draft, meant)
    return raw


def refuse_headers(texts: Mapping[str, str]) -> None:
    """Raises InputError that names each text which can't stand in a header."""
    faults = [Fault(f"{name}: {problem}") for name, text in texts.items() if (problem := header_fault(text))]
    if faults:
        raise InputError.of(faults)


def _headers(draft: Draft, seed: str) -> dict[str, str | Address]:
    domain = draft.sender_address.rpartition("@")[2]
    return {
        "Subject": draft.subject,
        "From": Address(draft.sender, addr_spec=draft.sender_address),
        "Date": format_datetime(datetime.combine(draft.dated, _HOUR)),
        "Message-ID": f"<{draft.publication}.{draft.edition.replace('+', '.')}.{seed[:16]}@{domain}>",
        "List-Unsubscribe": ", ".join(f"<{address}>" for address in draft.unsubscribe),
        "X-Unsent": "1",
    }


def _digest(draft: Draft) -> str:
    made = hashlib.sha256()
    parts = [draft.publication, draft.edition, draft.subject, draft.sender, draft.text, draft.html]
    for part in parts:
        made.update(part.encode() + b"\0")
    for name, content in sorted(draft.pictures.items()):
        made.update(name.encode() + b"\0" + content)
    return made.hexdigest()


def _verify(raw: bytes, draft: Draft, meant: Mapping[str, object]) -> None:
    """Read the bytes as a mail program would. Raises InternalError where they don't say what was meant."""
    if problem := problem_of(raw, {**meant, "MIME-Version": "1.0"}, draft.subject, draft.sender_address):
        raise _unlike(problem)


def problem_of(raw: bytes, meant: Mapping[str, object], subject: str, sender: str) -> str:
    """How a message differs from what was meant, or nothing."""
    read = message_from_bytes(raw, policy=policy.default)
    found = sorted(name.lower() for name in read)
    wanted = sorted([*(name.lower() for name in meant), "content-type"])
    if found != wanted:
        return f"its headers are {', '.join(found)}"
    # A first word of 70 letters begins on the next line, whose blank belongs to no reader's subject.
    if str(read["subject"]).lstrip(" ") != subject.lstrip(" "):
        return "its subject reads otherwise"
    if [address.addr_spec for address in read["from"].addresses] != [sender]:
        return "its sender reads otherwise"
    broken = [defect for part in read.walk() for defect in part.defects]
    return f"it is malformed: {type(broken[0]).__name__}" if broken else ""


def _unlike(problem: str) -> ReckonerError:
    return InternalError(f"the message can't be trusted: {problem}")
