"""How each kind of file says that it is a proof: a page, a text, a PDF, a mail."""

from __future__ import annotations

import base64
import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape

from reckoner.reports.delivery.letter import with_texts

MARK = "PROOF, not approved"
Stamp = Callable[[bytes, str], bytes]
_STYLE = (
    "display:block;margin:0;padding:12px;background:#801650;color:#ffffff;text-align:center;font-weight:600"
)
_BODY = re.compile(r"<body\b[^>]*>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_SOURCE = re.compile(r'\bsrc="([^":]+)"')
_PICTURES = {"svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg"}


@dataclass(frozen=True)
class Marking:
    """The words of a proof's mark, the draft's files, and what stamps a PDF, if anything does."""

    words: str
    contents: Mapping[str, bytes]
    stamp: Stamp | None = None


def marked_page(name: str, raw: bytes, marking: Marking) -> bytes:
    """A page with a banner on it and in its title. Its pictures are put inside, so that none leaves alone."""

    def inside(match: re.Match[str]) -> str:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(name), match[1]))
        kind, picture = _PICTURES.get(path.rpartition(".")[2]), marking.contents.get(path)
        if kind is None or picture is None:
            return match[0]
        return f'src="data:{kind};base64,{base64.b64encode(picture).decode()}"'

    page = _SOURCE.sub(inside, raw.decode())
    page = page.replace("<title>", f"<title>{escape(MARK)}: ", 1)
    return with_banner(page, marking.words).encode()


def marked_text(_name: str, raw: bytes, marking: Marking) -> bytes:
    """A text whose first line says so."""
    return f"{marking.words}\n\n".encode() + raw


def marked_pdf(_name: str, raw: bytes, marking: Marking) -> bytes | None:
    """A PDF that says so on each page; None where nothing can stamp it."""
    return None if marking.stamp is None else marking.stamp(raw, marking.words)


def marked_mail(_name: str, raw: bytes, marking: Marking) -> bytes | None:
    """A mail that says so in its text and its HTML and nowhere else; None where it holds other documents."""
    return with_texts(
        raw, lambda text: f"{marking.words}\n\n{text}", lambda page: with_banner(page, marking.words)
    )


def with_banner(page: str, words: str) -> str:
    """A page with the words in a band at its top."""
    banner = f'<p class="banner" role="note" style="{_STYLE}">{escape(words)}</p>'
    # A body within a comment is none, and a banner in there would be seen by nobody.
    opened = _BODY.search(_COMMENT.sub(lambda comment: " " * len(comment[0]), page))
    at = opened.end() if opened else 0
    return page[:at] + banner + page[at:]
