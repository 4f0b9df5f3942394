"""The mail's parts agree: list with headings, text with HTML, links and pictures with what is there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import PurePosixPath
from urllib.parse import parse_qsl, urlsplit

from reckoner.reports.checks.page import Page
from reckoner.reports.findings import Finding
from reckoner.reports.kinds.newsletter.checks.parts import MailParts
from reckoner.reports.kinds.newsletter.checks.reading import MailPage, text_in
from reckoner.reports.kinds.newsletter.document import Newsletter
from reckoner.reports.settings.mail import UTM

RULES = ("list-and-headings", "mail-link", "mail-alt-text", "text-and-html", "mail-pictures")
_NUMBER = re.compile(r"\d[\d,.:/]*\d|\d")
_ADDRESS = re.compile(r"(https?|mailto|tel):\S*|\S+@\S+")
_ORDINAL = re.compile(r"^\s*\d+\. ", re.MULTILINE)
_GOOD_LINK = re.compile(r"https://[^\s/]+\S*|mailto:\S+@\S+|tel:[+0-9()-]+")
_FILE = re.compile(r"\S+\.(png|jpe?g|gif|svg)", re.IGNORECASE)
_SHOWN = re.compile(r"https?://[^\s<>]*[^\s<>.,;:!?)…]")


def list_and_headings(page: MailPage, document: Newsletter) -> Iterator[Finding]:
    """The list of a mail names the stories' headings in order; a short mail has none."""
    headings = [(e.attributes["id"], text) for e, text in text_in(page, "h2") if e.attributes.get("id")]
    stories = {section.anchor for section in document.stories}
    wanted = [text for anchor, text in headings if anchor in stories]
    listed = [text for element, text in text_in(page, "li") if _in_list(page, element)]
    if listed != ([] if document.letter.whole_at else wanted):
        odd = next((text for text in (*listed, *wanted) if text not in listed or text not in wanted), "")
        what = "the list of stories and the headings differ"
        yield Finding("error", "list-and-headings", what, "email.html", odd)


def _in_list(page: MailPage, item: object) -> bool:
    return any(
        any(element is item for element in piece.around)
        and any(element.tag == "ul" and "listed" in element.classes for element in piece.around)
        for piece in page.pieces
    )


def links(page: MailPage) -> Iterator[Finding]:
    """Each link is whole, leads somewhere, and doesn't show another address than it leads to."""
    for element, words in text_in(page, "a"):
        address = element.attributes.get("href", "")
        if not _GOOD_LINK.fullmatch(address):
            yield Finding(
                "error", "mail-link", f"the link {address!r} leads nowhere from a mail", "email.html", words
            )
        if not words:
            yield Finding("error", "mail-link", f"the link to {address} has no words", "email.html")
        shown = _SHOWN.match(words)
        if shown and not _leads_there(shown[0], address):
            what = f"a link shows {shown[0]} and leads to {address}"
            yield Finding(
                "error", "mail-link", what, "email.html", words, "Readers and filters take it for fraud."
            )


def _leads_there(shown: str, address: str) -> bool:
    """Whether a link leads to the host that it shows, and to the path or below it if it shows one.

    What tracking adds doesn't count: the link leads to the same page.
    """
    try:
        seen, real = urlsplit(shown), urlsplit(address)
    except ValueError:
        return False
    if seen.netloc.lower() != real.netloc.lower():
        return False
    if not f"{real.path.rstrip('/')}/".startswith(f"{seen.path.rstrip('/')}/"):
        return False
    return not seen.query or _asked(seen.query) == _asked(real.query)


def _asked(query: str) -> list[tuple[str, str]]:
    return [pair for pair in parse_qsl(query, keep_blank_values=True) if pair[0] not in UTM]


def alt_texts(page: MailPage, document: Newsletter) -> Iterator[Finding]:
    """Each picture says in words what it shows, but for decoration."""
    silent = {PurePosixPath(picture.path).name for picture in document.pictures() if picture.is_decoration}
    for element in page.elements:
        if element.tag != "img" or PurePosixPath(element.attributes.get("src", "")).name in silent:
            continue
        alt, source = element.attributes.get("alt", "").strip(), element.attributes.get("src", "")
        if not alt or _FILE.fullmatch(alt):
            what = (
                f"the picture {source} has no alt text"
                if not alt
                else f"the alt text of {source} is a file name"
            )
            yield Finding("error", "mail-alt-text", what, "email.html", todo="Describe what it shows.")


def same_figures(page: Page, mail: MailPage, parts: MailParts) -> Iterator[Finding]:
    """The plain text carries every figure that the HTML carries, as often, and no other number."""
    text = " ".join(_ADDRESS.sub(" ", parts.text).split())
    for figure, count in Counter(page.figures).items():
        found = len(re.findall(rf"(?<![\d.,]){re.escape(' '.join(figure.split()))}(?![\d%]|[.,]\d)", text))
        if found < count:
            what = f"{figure} stands {count} times in the HTML and {found} times in the plain text"
            yield Finding("error", "text-and-html", what, "email.txt")
    shown = " ".join(piece.text for piece in mail.pieces if not piece.hidden)
    alts = " ".join(e.attributes.get("alt", "") for e in mail.elements if e.tag == "img")
    in_html = set(_NUMBER.findall(_ADDRESS.sub(" ", f"{shown} {alts}")))
    in_text = set(_NUMBER.findall(text))
    ordinals = set(_NUMBER.findall(" ".join(_ORDINAL.findall(parts.text))))
    for number in sorted((in_text - in_html - ordinals) | (in_html - in_text)):
        where = "plain text" if number in in_text else "HTML"
        yield Finding(
            "error", "text-and-html", f"the number {number} stands only in the {where}", "email.txt"
        )


def message(parts: MailParts) -> Iterator[Finding]:
    """The message carries each picture that its HTML shows, and no other."""
    read = message_from_bytes(parts.message, policy=policy.default)
    assert isinstance(read, EmailMessage)
    page = read.get_body(("html",))
    asked = set(re.findall(r'src="cid:([^"]+)"', page.get_content())) if page else set()
    there = {str(part["content-id"]).strip("<>") for part in read.walk() if part["content-id"]}
    for name in sorted(asked - there):
        yield Finding(
            "error", "mail-pictures", f"the message shows {name}, which it doesn't carry", "email.eml"
        )
    for name in sorted(there - asked):
        yield Finding(
            "warning", "mail-pictures", f"the message carries {name}, which it doesn't show", "email.eml"
        )
