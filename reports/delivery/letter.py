"""A draft's own mail: the bytes that were approved, under the headers that its way asks for.

Nothing that a reader sees is made anew. Headers of transport are put in front in place of the draft's own;
subject, sender and every part stay byte for byte. A proof's two texts alone are written again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart

# What a way out says about a mail, and the mail doesn't say about itself.
_TRANSPORT = frozenset({"date", "message-id", "to", "x-unsent", "auto-submitted", "x-reckoner-proof"})
_FIELD = re.compile(rb"[^\r\n][^\r\n]*\r\n(?:[ \t][^\r\n]*\r\n)*")
_BLANK = b"\r\n\r\n"


def under(raw: bytes, headers: Mapping[str, str]) -> bytes:
    """The mail with these headers of transport and no others."""
    head, body = _halves(raw)
    own = [field for field in _FIELD.findall(head) if _name(field) not in _TRANSPORT]
    new = [_field(name, value) for name, value in headers.items()]
    return b"".join([*new, *own]) + b"\r\n" + body


def names_of(raw: bytes) -> list[str]:
    """The names of a mail's headers but those of transport, in small letters."""
    return [name for field in _FIELD.findall(_halves(raw)[0]) if (name := _name(field)) not in _TRANSPORT]


def subject_of(raw: bytes) -> str:
    """A mail's subject, as it is read."""
    return str(message_from_bytes(raw, policy=policy.default)["Subject"])


def sender_of(raw: bytes) -> str:
    """The address that a mail comes from."""
    address: str = message_from_bytes(raw, policy=policy.default)["From"].addresses[0].addr_spec
    return address


def with_texts(raw: bytes, text: Callable[[str], str], page: Callable[[str], str]) -> bytes | None:
    """The mail with its plain text and its HTML changed; None where it holds more than these and pictures."""
    message = message_from_bytes(raw, policy=policy.SMTP)
    assert isinstance(message, EmailMessage)
    leaves = [part for part in message.walk() if not part.is_multipart()]
    kinds = sorted(part.get_content_type() for part in leaves if part.get_content_maintype() != "image")
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    if kinds != ["text/html", "text/plain"] or plain is None or html is None:
        return None
    _write(plain, text, "plain")
    _write(html, page, "html")
    return _halves(raw)[0] + b"\r\n" + _halves(message.as_bytes())[1]


def _write(part: MIMEPart, change: Callable[[str], str], subtype: str) -> None:
    words = part.get_content().replace("\r\n", "\n")
    kept = {
        name: value for name, value in part.items() if not name.lower().startswith(("content-t", "mime-"))
    }
    part.set_content(change(words), subtype=subtype, cte="quoted-printable")
    del part["MIME-Version"]  # the message says so already
    assert all(part[name] == value for name, value in kept.items())


def _halves(raw: bytes) -> tuple[bytes, bytes]:
    """The headers with the last one's line end, and what follows the blank line."""
    head, _, body = raw.partition(_BLANK)
    return head + b"\r\n", body


def _field(name: str, value: str) -> bytes:
    """A header; addresses stand on a line each, for lines have a greatest length."""
    folded = value.replace(", ", ",\r\n ") if name == "To" else value
    return f"{name}: {folded}\r\n".encode("ascii")


def _name(field: bytes) -> str:
    return field.partition(b":")[0].strip().lower().decode("ascii", "replace")
