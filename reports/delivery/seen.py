"""What a reader sees in a mail, for comparing two: subject, sender and parts. Dates and ways don't count."""

from __future__ import annotations

from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass(frozen=True)
class Part:
    """One part: its kind, its name in the mail, and its bytes as they are after decoding."""

    kind: str
    name: str
    content: bytes


@dataclass(frozen=True)
class Seen:
    """A mail as it is read."""

    subject: str
    sender: str
    parts: tuple[Part, ...]


def seen_in(raw: bytes) -> Seen:
    """What a reader sees in a mail."""
    message = message_from_bytes(raw, policy=policy.default)
    leaves = (part for part in message.walk() if not part.is_multipart())
    return Seen(str(message["Subject"]), str(message["From"]), tuple(_part(part) for part in leaves))


def difference(found: bytes, meant: bytes) -> str:
    """What reads otherwise in the mail that was found than in the one that was meant, or nothing."""
    one, other = seen_in(found), seen_in(meant)
    if one.subject != other.subject:
        return "the mail has another subject"
    if one.sender != other.sender:
        return "the mail has another sender"
    if [(part.kind, part.name) for part in one.parts] != [(part.kind, part.name) for part in other.parts]:
        return "the mail has other parts"
    changed = [a for a, b in zip(one.parts, other.parts, strict=True) if a.content != b.content]
    return f"its part {changed[0].name or changed[0].kind} has changed" if changed else ""


def _part(part: EmailMessage) -> Part:
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    if part.get_content_maintype() == "text":
        content = content.replace(b"\r\n", b"\n").rstrip(b"\n")  # a way may write line ends in its own manner
    name = str(part["Content-ID"] or part.get_filename() or "").strip("<>")
    return Part(part.get_content_type(), name, content)
