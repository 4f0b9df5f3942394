"""What is handed to a channel: a proof marked as such, an approved draft byte for byte, or a notice."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from html import unescape
from typing import Literal

from reckoner.reports.delivery.kinds import marked, public
from reckoner.reports.delivery.letter import sender_of, subject_of
from reckoner.reports.delivery.marks import MARK, Marking, Stamp
from reckoner.reports.drafts.approval import Approved
from reckoner.reports.drafts.kept import Kept
from reckoner.reports.drafts.manifest import sha256
from reckoner.reports.errors import InputError, Place, UsageError

Purpose = Literal["proof", "release", "notice"]
LETTER = "email.eml"
_TITLE = re.compile(r"<title>(.*?)</title>", re.IGNORECASE | re.DOTALL)
_BESIDE = re.compile(r'\bsrc="(?!data:)[^"]+"')


@dataclass(frozen=True)
class Payload:
    """``files`` is what a folder gets. A mail is the draft's own ``letter``, where the draft is a mail;
    otherwise it has ``text`` and carries ``attached``. ``left`` says what stays at home, and why.

    ``digest`` is the draft's hash, or the notice's: the mail's Message-ID follows from it.
    """

    purpose: Purpose
    name: str
    digest: str
    subject: str
    text: str
    sender: str
    to: tuple[str, ...]
    at: datetime
    letter: bytes | None = None
    files: Mapping[str, bytes] = field(default_factory=dict)
    attached: Mapping[str, bytes] = field(default_factory=dict)
    left: Mapping[str, str] = field(default_factory=dict)

    @property
    def message_id(self) -> str:
        """The same for each try to deliver these bytes, another one for a correction."""
        return f"<{self.digest}.{self.purpose}@{self.sender.rpartition('@')[2]}>"

    def carrying(self, files: Mapping[str, bytes]) -> Payload:
        """The same with these files attached."""
        return replace(self, attached={**self.attached, **files})


def release(approved: Approved, sender: str, to: tuple[str, ...], at: datetime) -> Payload:
    """An approved draft, unmarked: what may be published of it.

    Raises InputError where a byte has changed, or where nothing says whether a file may leave.
    """
    contents = approved.read()
    files, left = public(contents)
    kept, letter = approved.kept, files.get(LETTER)
    title = subject_of(letter) if letter else _title(kept, contents)
    sender = sender_of(letter) if letter else sender
    words = f"{title}\n\n{kept.name}, approved by {approved.person} ({approved.role}).\n"
    carried = {} if letter else _carried(kept, files)
    return Payload(
        "release", kept.name, kept.digest, title, words, sender, to, at, letter, files, carried, left
    )


def proof(kept: Kept, sender: str, to: tuple[str, ...], at: datetime, stamp: Stamp | None = None) -> Payload:
    """A draft marked as a proof: only what carries the mark. A PDF goes only where ``stamp`` marks its pages.

    Raises InputError where the draft on disk is not as it was kept, UsageError where nothing can be marked.
    """
    contents = _as_kept(kept)
    mark, title = f"{MARK}: {kept.name}", _title(kept, contents)
    files, left = marked(Marking(mark, contents, stamp))
    if not files:
        what = f"nothing of {kept.name} can be marked as a proof"
        raise UsageError(what, todo="Approve it, then release it.")
    letter = files.get(LETTER)
    subject = subject_of(letter) if letter else f"{MARK}: {title} ({kept.name})"
    sender = sender_of(letter) if letter else sender
    carried = {} if letter else {f"PROOF-{name}": raw for name, raw in _carried(kept, files).items()}
    text = _proof_words(kept, mark, title)
    return Payload(
        "proof", kept.name, kept.digest, subject, text, sender, to, at, letter, files, carried, left
    )


def notice(name: str, subject: str, text: str, sender: str, to: tuple[str, ...], at: datetime) -> Payload:
    """A short mail to the office's own people. The same words at another time are another mail."""
    digest = sha256("\n".join((name, subject, text, at.isoformat(), *to)).encode())
    return Payload("notice", name, digest, subject, text, sender, to, at)


def _as_kept(kept: Kept) -> dict[str, bytes]:
    damaged = InputError("the draft is not as it was kept", Place(str(kept.folder)), "Build it again.")
    if kept.damage:
        raise damaged
    contents = {name: kept.read(name) for name in kept.manifest.files}
    if any(sha256(raw) != kept.manifest.files[name] for name, raw in contents.items()):
        raise damaged
    return contents


def _proof_words(kept: Kept, mark: str, title: str) -> str:
    """The words around a document. Fixed ones alone stand in front, so that a filter catches each proof."""
    words = f"{mark}\n\n{title}\n\nNobody has approved this draft. Look at it, then approve or reject it:\n"
    words += f"  reckoner drafts approve {kept.name}\n  reckoner drafts reject {kept.name} --reason ...\n"
    return words + "".join(f"\nIt can't be approved yet: {finding.line()}" for finding in kept.errors)


def _carried(kept: Kept, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The document itself, as a mail carries it: its PDF, or else its page."""
    publication = kept.manifest.publication
    wanted = [name for name in (f"{publication}.pdf", f"{publication}.html") if name in files]
    return {name: files[name] for name in wanted[:1]}


def _title(kept: Kept, contents: Mapping[str, bytes]) -> str:
    page = contents.get(f"{kept.manifest.publication}.html", b"").decode()
    found = _TITLE.search(page)
    return " ".join(unescape(found[1]).split()) if found else kept.edition
