"""A payload as a mail: the draft's own, or a few words around a document or a notice.

Its headers hold what was meant and nothing else, or there is no mail.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from email import policy
from email.header import Header, decode_header, make_header
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import format_datetime
from typing import Any

from reckoner.reports.delivery.failure import Undelivered
from reckoner.reports.delivery.letter import names_of, under
from reckoner.reports.delivery.payload import Payload
from reckoner.reports.delivery.seen import difference
from reckoner.reports.settings.nodes import UNSEEN

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")
_BREAKS = re.compile(r"[\t\n\x0b\x0c\r]")
_LONGEST = 200
_CARRIED = ("mime-version", "content-type", "content-transfer-encoding")
_BESIDE = re.compile(rb'\bsrc="(?!data:|https://)[^"]+"')
_OFFICE = "vnd.openxmlformats-officedocument"
_TYPES = {
    "pdf": ("application", "pdf"),
    "html": ("text", "html"),
    "csv": ("text", "csv"),
    "docx": ("application", f"{_OFFICE}.wordprocessingml.document"),
    "xlsx": ("application", f"{_OFFICE}.spreadsheetml.sheet"),
}


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


def mail(payload: Payload, *, unsent: bool = False) -> bytes:
    """The mail's bytes. ``unsent`` lets a mail program open it for editing.

    Raises Undelivered where a header would hold a character that nobody sees, or an address isn't one, and
    where the document is a page whose pictures lie beside it.
    """
    way = _way(payload, unsent)
    return _words(payload, way) if payload.letter is None else _letter(payload.letter, way)


def _letter(letter: bytes, way: Mapping[str, str]) -> bytes:
    """The draft's own mail."""
    raw = under(letter, way)
    _read_again(raw, way, names_of(letter))
    if unlike := difference(raw, letter):
        raise Undelivered(f"the mail would not read as it was meant: {unlike}", permanent=True)
    return raw


def _words(payload: Payload, way: Mapping[str, str]) -> bytes:
    """A few words, and the document that they are about."""
    own = {"Subject": safe(payload.subject, "subject"), "From": _address(payload.sender)}
    message = EmailMessage(policy=_POLICY)
    for name, value in {**own, **way}.items():
        message[name] = value
    message.set_content(payload.text.replace("\r\n", "\n"))
    for name, content in payload.attached.items():
        _refuse_pictures_beside(name, content)
        main, sub = _TYPES.get(name.rpartition(".")[2], ("application", "octet-stream"))
        message.add_attachment(content, maintype=main, subtype=sub, filename=safe(name, "name of a file"))
    raw = message.as_bytes()
    _read_again(raw, {**own, **way}, [name for name in _CARRIED if name in message])
    return raw


def _way(payload: Payload, unsent: bool) -> dict[str, str]:
    """The headers of transport."""
    headers = {"Date": format_datetime(payload.at), "Message-ID": payload.message_id}
    if payload.to:
        headers["To"] = ", ".join(_address(each) for each in payload.to)
    if payload.purpose != "release":
        headers["Auto-Submitted"] = "auto-generated"
    if payload.purpose == "proof":
        headers["X-Reckoner-Proof"] = payload.name
    if unsent:
        headers["X-Unsent"] = "1"
    return headers


def _refuse_pictures_beside(name: str, content: bytes) -> None:
    if name.endswith(".html") and _BESIDE.search(content):
        todo = "Release it to a folder, or make a PDF of it too."
        what = f"the pictures of {name} lie beside it, and a mail can't carry them"
        raise Undelivered(what, todo=todo, permanent=True)


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


def is_address(text: str) -> bool:
    """Whether a text is one mail address and nothing else."""
    return bool(_ADDRESS.fullmatch(text)) and len(text) <= _LONGEST


def _address(text: str) -> str:
    if not is_address(text):
        raise Undelivered(
            f"{text[:80]!r} is no mail address", todo="Correct it in office.yaml.", permanent=True
        )
    return text


def _read_again(raw: bytes, meant: Mapping[str, str], own: Sequence[str]) -> None:
    """Parse the finished bytes and require exactly the headers meant: a last look before it goes out."""
    found = BytesParser(policy=policy.default).parsebytes(raw)
    names = [name.lower() for name in found.keys()]  # noqa: SIM118  # repeated ones too
    same = all(str(found[name]) == value for name, value in meant.items() if name not in ("Date", "To"))
    to = found["To"]
    same = same and [each.addr_spec for each in to.addresses] == meant["To"].split(", ") if to else same
    if sorted(names) != sorted({*own, *map(str.lower, meant)}) or not same or found.defects:
        raise Undelivered("the mail would not read as it was meant", permanent=True)
