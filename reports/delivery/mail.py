"""A parcel as a mail. Its headers hold what was meant and nothing else, or there is no mail."""

from __future__ import annotations

import re
from collections.abc import Mapping
from email import policy
from email.header import Header, decode_header, make_header
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import format_datetime
from typing import Any

from reports.delivery.failure import Undelivered
from reports.delivery.parcel import Parcel
from reports.settings.nodes import UNSEEN

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")
_BREAKS = re.compile(r"[\t\n\x0b\x0c\r]")
_LONGEST = 200
_TYPES = {"pdf": ("application", "pdf"), "html": ("text", "html"), "csv": ("text", "csv")}


class _Policy(policy.EmailPolicy):
    """The usual rules, but for subjects: Python 3.11 folds some so that they read otherwise."""

    def fold_binary(self, name: str, value: Any) -> bytes:
        """An ASCII subject stays on its line, at most 200 letters; any other becomes encoded words alone."""
        if name != "Subject":
            return super().fold_binary(name, value)
        subject = str(value)
        if not subject.isascii():
            subject = Header(subject, "utf-8", 75, header_name=name).encode(linesep="\r\n")
        return f"{name}: {subject}\r\n".encode("ascii")


_POLICY = _Policy(linesep="\r\n", max_line_length=76)


def mail(parcel: Parcel, *, unsent: bool = False) -> bytes:
    """The mail's bytes. ``unsent`` lets a mail program open it for editing.

    Raises Undelivered where a header would hold a character that nobody sees, or an address isn't one.
    """
    headers = _headers(parcel, unsent)
    message = EmailMessage(policy=_POLICY)
    for name, value in headers.items():
        message[name] = value
    message.set_content(parcel.text.replace("\r\n", "\n"))
    if parcel.html is not None:
        message.add_alternative(parcel.html, subtype="html", cte="base64")
    for name, content in parcel.attached.items():
        main, sub = _TYPES.get(name.rpartition(".")[2], ("application", "octet-stream"))
        message.add_attachment(content, maintype=main, subtype=sub, filename=safe(name, "name of a file"))
    raw = message.as_bytes()
    _read_again(raw, headers)
    return raw


def _headers(parcel: Parcel, unsent: bool) -> Mapping[str, str]:
    headers = {
        "Subject": safe(parcel.subject, "subject"),
        "From": _address(parcel.sender),
        "Date": format_datetime(parcel.at),
        "Message-ID": parcel.message_id,
    }
    if parcel.to:
        headers["To"] = ", ".join(_address(each) for each in parcel.to)
    if parcel.purpose != "release":
        headers["Auto-Submitted"] = "auto-generated"
    if unsent:
        headers["X-Unsent"] = "1"
    return headers


def safe(text: str, what: str) -> str:
    """The text, if it has no control character and no sign that turns writing round, plain or encoded.

    Encoded words (``=?utf-8?q?...?=``) are looked into, for a mail program will decode them: a line break
    within would begin a header of its own. Raises Undelivered.
    """
    try:
        decoded = str(make_header(decode_header(text)))
    except (ValueError, LookupError):
        raise _refused(what) from None
    for form in (text, decoded):
        if UNSEEN.search(form) or _BREAKS.search(form):
            raise _refused(what)
    if "=?" in text or len(text) > _LONGEST:
        raise _refused(what)
    return text


def _refused(what: str) -> Undelivered:
    todo = "Correct the title: no control characters, no encoded words, at most 200 letters."
    return Undelivered(f"the {what} can't stand in a mail's header", todo=todo, permanent=True)


def _address(text: str) -> str:
    if not _ADDRESS.fullmatch(text) or len(text) > _LONGEST:
        raise Undelivered(
            f"{text[:80]!r} is no mail address", todo="Correct it in office.yaml.", permanent=True
        )
    return text


def _read_again(raw: bytes, meant: Mapping[str, str]) -> None:
    """Parse the finished bytes and require exactly the headers meant: a last look before it goes out."""
    found = BytesParser(policy=policy.default).parsebytes(raw)
    carried = {"mime-version", "content-type", "content-transfer-encoding"}
    names = [name.lower() for name in found.keys() if name.lower() not in carried]  # noqa: SIM118  # repeated ones too
    same = all(str(found[name]) == value for name, value in meant.items() if name not in ("Date", "To"))
    to = found["To"]
    same = same and [each.addr_spec for each in to.addresses] == meant["To"].split(", ") if to else same
    if sorted(names) != sorted(name.lower() for name in meant) or not same or found.defects:
        raise Undelivered("the mail would not read as it was meant", permanent=True)
