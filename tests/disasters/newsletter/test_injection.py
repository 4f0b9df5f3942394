"""Hostile text in titles, names, subjects and alt texts stays text: in HTML, in plain text, in headers."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cache
from html.parser import HTMLParser

import pytest

from reports.document import Document, Section, SourceMark
from reports.errors import InputError, ReckonerError
from reports.letter import Letter, Pointer, SignOff, Story
from reports.picture import Picture
from reports.render.email.html import mail_html
from reports.render.email.letter import mail_files
from reports.render.email.places import own_places
from reports.render.html import Templates
from reports.settings.header import header_fault
from reports.settings.mail import Mail
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


def strings(chance: random.Random, count: int) -> list[str]:
    """Each piece alone, then pieces put together."""
    drawn = ["".join(chance.choice(PIECES) for _ in range(chance.randint(1, 4))) for _ in range(count)]
    return [f"x{text}y" for text in (*PIECES, *drawn)][:count]


def letter_with(text: str, subject: str = "A subject") -> Document:
    """A newsletter that holds the text wherever an editor's words can stand."""
    picture = Picture("p.png", b"\x89PNG", text, text, text, 100, 50)
    story = Story(
        "walk", date(2026, 2, 3), "3 February 2026", text, picture, (Pointer(text, "https://a.example/"),), ()
    )
    section = Section("", "walk", (text,), (numbered(prose(text), "1"),), "", SourceMark(), story)
    letter = Letter(
        subject, text, text, "Dear {FIRST_NAME}", text, SignOff(text, text, text),
        (Pointer(text, "https://b.example/"),), text, "newsletter@example.org",
    )  # fmt: skip
    whole = replace(document(), sections=(section,))
    return replace(whole, cover=replace(whole.cover, title=text), letter=letter, publication="newsletter")


@cache
def templates() -> Templates:
    return Templates(
        house().root, house().publication("newsletter"), house().office.design, wording().language
    )


def mail() -> Mail:
    found = house().office.mail
    assert found is not None
    return found


class Shape(HTMLParser):
    """The elements and the names of their attributes, and what is shown."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, tuple[str, ...]]] = []
        self.addresses: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, tuple(sorted(name for name, _ in attrs))))
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        self.text += data


def shape(html: str) -> Shape:
    reader = Shape()
    reader.feed(html)
    reader.close()
    return reader


def rendered(text: str) -> str:
    whole = letter_with(text)
    return mail_html(whole, templates(), mail(), own_places(whole, wording().language, lambda name: name))


@cache
def harmless() -> Shape:
    return shape(rendered("harmless"))


@pytest.mark.soak
def test_text_changes_no_element_of_the_mail(chance: random.Random, soak_scale: Callable[[int], int]) -> None:
    for text in strings(chance, soak_scale(500)):
        if "\x00" in text or "\x1b" in text:  # no file of words may hold them; here too they are refused
            with pytest.raises(ReckonerError):
                rendered(text)
            continue
        found = shape(rendered(text))
        assert found.elements == harmless().elements, text
        assert found.addresses == harmless().addresses, text


@pytest.mark.soak
def test_text_never_becomes_a_header(chance: random.Random, soak_scale: Callable[[int], int]) -> None:
    """Either it is refused, or the message read back holds exactly the headers meant and that subject."""
    refused = 0
    for text in strings(chance, soak_scale(500)):
        whole = letter_with("harmless", subject=text)
        if header_fault(text):
            refused += 1
            with pytest.raises(InputError):
                mail_files(whole, templates(), mail(), {})
            continue
        raw = mail_files(whole, templates(), mail(), {})["email.eml"]
        read = message_from_bytes(raw, policy=policy.default)
        assert isinstance(read, EmailMessage)
        assert read["subject"] == text
        assert sorted(read.keys()) == sorted(
            ["Subject", "From", "Date", "Message-ID", "X-Unsent", "MIME-Version", "Content-Type"]
        )
        assert b"x@y.example" not in raw.partition(b"\r\n\r\n")[0]
    assert refused > 3


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
