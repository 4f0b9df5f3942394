"""Hostile text in titles, names, subjects and alt texts stays text: in HTML, in plain text, in headers."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parseaddr
from functools import cache
from html.parser import HTMLParser

import pytest

from reckoner.reports.document import extended
from reckoner.reports.errors import InputError, ReckonerError
from reckoner.reports.kinds.news.document import Pointer, Story, StorySection
from reckoner.reports.kinds.newsletter.document import Letter, Newsletter, SignOff
from reckoner.reports.kinds.newsletter.mail.files import mail_files
from reckoner.reports.kinds.newsletter.mail.message import Draft, message_bytes
from reckoner.reports.kinds.newsletter.mail.words import mail_words
from reckoner.reports.picture import Picture
from reckoner.reports.render.html import Templates, render_html
from reckoner.reports.settings.header import header_fault
from reckoner.reports.settings.mail import Mail
from tests.small import document, house, numbered, prose, wording

PIECES = (
    "<script>alert(1)</script>", "</td></tr></table>", '"><img src=x onerror=alert(1)>', "' onmouseover='x",
    "<!--", "-->", "<![endif]-->", "<!--[if mso]>", "]]>", "<![CDATA[", "</title>", "</style>", "<style>*{}",
    "&lt;b&gt;", "&#60;i&#62;", "&amp;amp;", "&quot;", "</mj-text>", "<mj-include path='/etc/passwd'/>",
    "</mjml>", "<mj-raw>", "{{ 7*7 }}", "{% raw %}", "${7*7}", "#{7*7}", "<%= 7 %>", "\r\nBcc: x@y.example",
    "\nBcc: x@y.example", "=?utf-8?q?a=0ABcc:_x@y?=", "=?utf-8?B?CkJjYzogeA==?=", "\x00", "\x1b[2J", "\u202e",
    "\u2066", "\u200f", "\u2028", "%0aBcc:x", "*|UNSUB|*", "@FIRSTNAME@", "[[x]]", "javascript:alert(1)",
    "url(http://x.example)",
    ";background:url(x)", "\\", "/*", "*/", "a=b;c", "<a href=//x.example>", "é", "—",
)  # fmt: skip
HEADERS = [
    "Content-Type", "Date", "From", "List-Unsubscribe", "MIME-Version", "Message-ID", "Subject", "X-Unsent",
]  # fmt: skip


def strings(chance: random.Random, count: int) -> list[str]:
    """Each piece alone, then pieces put together."""
    drawn = ["".join(chance.choice(PIECES) for _ in range(chance.randint(1, 4))) for _ in range(count)]
    return [f"x{text}y" for text in (*PIECES, *drawn)][:count]


def sender_of(text: str) -> str:
    """A sender's name of this text, as long as settings let one be."""
    return "An office" if header_fault(text[:70]) else text[:70]


def sender_in(mail: bytes) -> tuple[str, str]:
    """The sender's name and address as readers decode them.

    The newer parser of Python 3.11 puts a blank where a long name was folded; no reader of mail does.
    """
    name, address = parseaddr("".join(message_from_bytes(mail)["from"].splitlines()))
    return str(make_header(decode_header(name))), address


def letter_with(text: str, subject: str = "A subject") -> Newsletter:
    """A newsletter that holds the text wherever an editor's words can stand."""
    picture = Picture("p.png", b"\x89PNG", text, text, text, 100, 50)
    story = Story(
        "walk", date(2026, 2, 3), "3 February 2026", text, picture, (Pointer(text, "https://a.example/"),), ()
    )
    section = StorySection("", "walk", (text,), (numbered(prose(text), "1"),), story=story)
    sender = sender_of(text)
    letter = Letter(
        subject, text, text, "Dear {FIRST_NAME}", text, SignOff(text, text, text),
        (Pointer(text, "https://b.example/"),), sender, "newsletter@example.org",
    )  # fmt: skip
    whole = replace(document(), sections=(section,), publication="newsletter")
    return extended(replace(whole, cover=replace(whole.cover, title=text)), Newsletter, letter=letter)


@cache
def templates() -> Templates:
    language = wording().language
    return Templates(
        house().root,
        house().publication("newsletter"),
        house().office.design,
        language,
        values={"mail": mail_words(language)},
    )


def mail() -> Mail:
    found = house().office.mail
    assert found is not None
    return found


class Shape(HTMLParser):
    """The elements and the names of their attributes, and what is shown. What keeps a hyphened word together
    is left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, tuple[str, ...]]] = []
        self.addresses: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if ("class", "kept") in attrs and {name for name, _ in attrs} <= {"class", "style"}:
            return
        self.elements.append((tag, tuple(sorted(name for name, _ in attrs))))
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        self.text += data


def shape(html: str) -> Shape:
    reader = Shape()
    reader.feed(html)
    reader.close()
    return reader


def pages(files: dict[str, bytes], whole: Newsletter) -> list[Shape]:
    """What the mail, the HTML inside the message and the page for the browser are made of."""
    message = message_from_bytes(files["email.eml"], policy=policy.default)
    assert isinstance(message, EmailMessage)
    within = message.get_body(("html",))
    assert within is not None
    texts = (
        files["email.html"].decode(),
        within.get_content(),
        render_html(whole, templates(), "screen", ""),
    )
    return [shape(text) for text in texts]


def harmless() -> Newsletter:
    return letter_with("harmless")


@cache
def harmless_pages() -> list[Shape]:
    return pages(mail_files(harmless(), templates(), mail(), {}), harmless())


def in_one_line(text: str) -> str:
    """Without line ends, which fall elsewhere, and with all lines beneath headings of one length."""
    return " ".join(re.sub(r"(?m)^={3,}$", "====", text).split())


@pytest.mark.soak
def test_hostile_text_stays_text_in_the_mail_the_page_the_plain_text_and_the_headers(
    chance: random.Random, soak_scale: Callable[[int], int]
) -> None:
    """It changes no element and no address, is read as it was written, and makes no header."""
    refused = 0
    plain = in_one_line(mail_files(harmless(), templates(), mail(), {})["email.txt"].decode())
    for text in strings(chance, soak_scale(500)):
        subject = "harmless" if header_fault(text) else text
        refused += subject != text
        whole = letter_with(text, subject)
        if "\x00" in text or "\x1b" in text:  # no file of words may hold them; here too they are refused
            with pytest.raises(ReckonerError):
                mail_files(whole, templates(), mail(), {})
            continue
        files = mail_files(whole, templates(), mail(), {})
        for found, meant in zip(pages(files, whole), harmless_pages(), strict=True):
            assert found.elements == meant.elements, text
            assert found.addresses == meant.addresses, text
        assert in_one_line(files["email.txt"].decode()) == plain.replace("harmless", in_one_line(text))
        read = message_from_bytes(files["email.eml"], policy=policy.default)
        assert read["subject"].lstrip(" ") == subject
        assert sender_in(files["email.eml"]) == (sender_of(text), "newsletter@example.org")
        assert sorted(read.keys()) == HEADERS
        assert b"x@y.example" not in files["email.eml"].partition(b"\r\n\r\n")[0]
    assert refused > 3


def test_what_could_become_a_header_is_refused(chance: random.Random) -> None:
    """Each such piece, alone as a subject: nothing is written."""
    draft = Draft(
        "newsletter",
        "2026-02",
        "",
        "An office",
        "a@b.example",
        date(2026, 2, 28),
        "x",
        "x",
        ("mailto:a@b.example",),
        {},
    )
    unfit = [text for text in strings(chance, len(PIECES)) if header_fault(text)]
    assert len(unfit) > 3
    for text in unfit:
        with pytest.raises(InputError):
            message_bytes(replace(draft, subject=text))


@pytest.mark.parametrize(
    "text", ["a\r\nBcc: x@y.example", "=?utf-8?q?a=0ABcc:_x@y?=", "a\u202eb", "a\x00b", "=?x?b?"]
)
def test_a_sender_s_name_can_t_smuggle_a_header(text: str) -> None:
    assert header_fault(text)


@pytest.mark.parametrize(
    "text", ["What’s new: £5 million & more", "Croeso i’r newyddion – Chwefror", "50% off = ?"]
)
def test_honest_subjects_are_taken(text: str) -> None:
    assert header_fault(text) == ""
