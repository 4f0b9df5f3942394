"""What is handed to a channel: a proof marked as such, an approved draft byte for byte, or a notice."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from html import escape, unescape
from typing import Literal

from reports.drafts.approval import Approved
from reports.drafts.kept import Kept
from reports.drafts.manifest import LOG, NAME, sha256
from reports.errors import InputError, Place

Purpose = Literal["proof", "release", "notice"]
Stamp = Callable[[bytes, str], bytes]
MARK = "PROOF, not approved"
_BANNER_STYLE = "margin:0;padding:0.75rem;background:#801650;color:#ffffff;text-align:center;font-weight:600"
_INTERNAL = frozenset({"figures.csv", "checks.json", "UNFIT.txt", NAME, LOG})
_BODY = re.compile(r"<body\b[^>]*>", re.IGNORECASE)
_TITLE = re.compile(r"<title>(.*?)</title>", re.IGNORECASE | re.DOTALL)
_CHART = re.compile(r'src="(charts/[\w.-]+\.(svg|png))"')
_TYPES = {"svg": "image/svg+xml", "png": "image/png"}


@dataclass(frozen=True)
class Parcel:
    """``files`` is what a folder gets, ``attached`` what a mail carries; ``text`` and ``html`` are its body.

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
    html: str | None = None
    files: Mapping[str, bytes] = field(default_factory=dict)
    attached: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def message_id(self) -> str:
        """The same for each try to deliver these bytes, another one for a correction."""
        return f"<{self.digest}.{self.purpose}@{self.sender.rpartition('@')[2]}>"


def release(approved: Approved, sender: str, to: tuple[str, ...], at: datetime) -> Parcel:
    """An approved draft, unmarked: what may be published of it. Raises InputError where a byte changed."""
    contents = {name: raw for name, raw in approved.read().items() if name not in _INTERNAL}
    kept = approved.kept
    text, html = _bodies(contents)
    words = f"{_title(kept, contents)}\n\n{kept.name}, approved by {approved.person} ({approved.role}).\n"
    return Parcel(
        "release", kept.name, kept.digest, _title(kept, contents), text or words, sender, to, at, html,
        contents,
        {name: contents[name] for name in _carried(kept, contents)},
    )  # fmt: skip


def proof(kept: Kept, sender: str, to: tuple[str, ...], at: datetime, stamp: Stamp | None = None) -> Parcel:
    """A draft marked as a proof. A PDF goes only where ``stamp`` can mark its pages.

    Raises InputError where the draft on disk is not as it was kept.
    """
    contents = {name: (kept.folder / name).read_bytes() for name in kept.manifest.files}
    if kept.damage or any(sha256(raw) != kept.manifest.files[name] for name, raw in contents.items()):
        raise InputError("the draft is not as it was kept", Place(str(kept.folder)), "Build it again.")
    mark = f"{MARK}: {kept.name}"
    marked = dict(_marked(contents, mark, stamp))
    text, html = _bodies(marked)
    title = _title(kept, contents)
    # Fixed words alone stand in front, so that a filter on the mark catches each proof.
    words = f"{mark}\n\n{title}\n\nNobody has approved this draft. Look at it, then approve or reject it:\n"
    words += f"  reckoner drafts approve {kept.name}\n  reckoner drafts reject {kept.name} --reason ...\n"
    words += "".join(f"\nIt can't be approved yet: {finding.line()}" for finding in kept.errors)
    body = f"{mark}\n\n{text}" if text else words
    return Parcel(
        "proof", kept.name, kept.digest, f"{MARK}: {title} ({kept.name})", body, sender, to, at, html, marked,
        {f"PROOF-{name}": marked[name] for name in _carried(kept, marked)},
    )  # fmt: skip


def notice(name: str, subject: str, text: str, sender: str, to: tuple[str, ...], at: datetime) -> Parcel:
    """A short mail to the office's own people. The same words at another time are another mail."""
    digest = sha256("\n".join((name, subject, text, at.isoformat(), *to)).encode())
    return Parcel("notice", name, digest, subject, text, sender, to, at)


def _carried(kept: Kept, contents: Mapping[str, bytes]) -> list[str]:
    """The files of a mail: the document itself; none where the draft is a mail."""
    if "email.html" in contents:
        return []
    publication = kept.manifest.publication
    wanted = [name for name in (f"{publication}.pdf", f"{publication}.html") if name in contents]
    return wanted[:1]


def _bodies(contents: Mapping[str, bytes]) -> tuple[str, str | None]:
    """The text and the HTML of a draft that is a mail."""
    text, html = contents.get("email.txt", b""), contents.get("email.html")
    return text.decode(), html.decode() if html is not None else None


def _title(kept: Kept, contents: Mapping[str, bytes]) -> str:
    pages = [
        contents[name] for name in ("email.html", f"{kept.manifest.publication}.html") if name in contents
    ]
    found = _TITLE.search(pages[0].decode()) if pages else None
    return " ".join(unescape(found[1]).split()) if found else kept.edition


def _marked(contents: Mapping[str, bytes], mark: str, stamp: Stamp | None) -> Mapping[str, bytes]:
    """The files with their mark. What can't be marked and looks like a document stays behind."""
    marked = {}
    for name, raw in contents.items():
        if name.endswith(".html"):
            marked[name] = _with_banner(raw.decode(), mark, contents).encode()
        elif name.endswith(".pdf"):
            if stamp is not None:
                marked[name] = stamp(raw, mark)
        elif name == "email.txt":
            marked[name] = f"{mark}\n\n".encode() + raw
        elif not name.endswith(".eml"):
            marked[name] = raw
    return marked


def _with_banner(page: str, mark: str, contents: Mapping[str, bytes]) -> str:
    banner = f'<p class="banner" role="note" style="{_BANNER_STYLE}">{escape(mark)}</p>'

    def drawn(match: re.Match[str]) -> str:
        raw = contents.get(match[1])
        return f'src="data:{_TYPES[match[2]]};base64,{base64.b64encode(raw).decode()}"' if raw else match[0]

    page = _CHART.sub(drawn, page)
    page = page.replace("<title>", f"<title>{escape(MARK)}: ", 1)
    opened = _BODY.search(page)
    at = opened.end() if opened else 0
    return page[:at] + banner + page[at:]
