"""Sizes, subject, hidden text and tokens: what makes a mail arrive, and arrive whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy

from reckoner.reports.findings import Finding
from reckoner.reports.kinds.newsletter.checks.parts import MailParts, Pack
from reckoner.reports.kinds.newsletter.checks.reading import MailPage, style_of
from reckoner.reports.kinds.newsletter.document import TOKEN, Newsletter
from reckoner.reports.markup import Element

RULES = (
    "mail-size", "subject", "preheader", "hidden-text", "small-text", "shouting", "raw-token",
    "message-to-be-supplied", "little-text",
)  # fmt: skip
WARN_FROM, UNFIT_OVER = 70_000, 90_000
_SUBJECT, _PREHEADER = 60, (40, 110)
_PIXELS = re.compile(r"([0-9.]+)px")
_SMALLEST = 11
_NEUTRAL = (TOKEN, "*|", "|*", "@FIRSTNAME@", "$UNSUB$", "$CANTREAD$", "{{", "}}", "[[", "]]")


def size(parts: MailParts) -> Iterator[Finding]:
    """Gmail cuts a mail's HTML at about 102 kB."""
    for part in message_from_bytes(parts.message, policy=policy.default).walk():
        if part.get_content_type() == "text/html":
            yield from size_findings(len(part.get_payload()))


def size_findings(count: int) -> Iterator[Finding]:
    """The finding for HTML of so many bytes, encoded as it travels."""
    todo = "Take a story out, or shorten some."
    if count > UNFIT_OVER:
        what = f"the HTML has {count:,} bytes; readers such as Gmail would cut it off"
        yield Finding("error", "mail-size", what, "email.eml", todo=todo)
    elif count >= WARN_FROM:
        what = f"the HTML has {count:,} bytes; over {UNFIT_OVER:,} it would be cut off"
        yield Finding("warning", "mail-size", what, "email.eml", todo=todo)


def subject(document: Newsletter) -> Iterator[Finding]:
    """Subject and preheader have a length that readers see whole, and don't shout."""
    letter = document.letter
    if len(letter.subject) > _SUBJECT:
        what = f"the subject has {len(letter.subject)} characters; phones show about 50"
        yield Finding("warning", "subject", what, quote=letter.subject)
    least, most = _PREHEADER
    if not least <= len(letter.preheader) <= most:
        what = f"the preheader has {len(letter.preheader)} characters; 50 to 100 are shown beside the subject"
        yield Finding("warning", "preheader", what, quote=letter.preheader)
    for name, text in (("subject", letter.subject), ("preheader", letter.preheader)):
        if text.casefold().startswith("to be written"):
            yield Finding("error", name, f"the {name} is still to be written", todo="Write it in edition.md.")
    letters = [c for c in letter.subject if c.isalpha()]
    if re.search(r"[!?]{2}", letter.subject) or (
        letters and sum(map(str.isupper, letters)) > len(letters) / 2
    ):
        yield Finding(
            "warning", "shouting", "the subject shouts, as unwanted mail does", quote=letter.subject
        )
    if letter.sign_off and letter.sign_off.is_awaited:
        what = "the message of the sign-off is still to be supplied"
        yield Finding(
            "warning", "message-to-be-supplied", what, todo="Write it under `sign_off:` in edition.md."
        )


def appearance(page: MailPage, document: Newsletter) -> Iterator[Finding]:
    """Nothing is hidden but the preheader, and nothing too small to read."""
    letter = document.letter
    for piece in page.pieces:
        text = " ".join(piece.text.split())
        sheet = {"style", "script", "title", "head"} & {element.tag for element in piece.around}
        if sheet:
            continue
        if piece.hidden and text != " ".join(letter.preheader.split()):
            yield Finding("error", "hidden-text", "text is hidden from readers", "email.html", text[:80])
        if not piece.hidden and _size(piece.around) < _SMALLEST:
            yield Finding("error", "small-text", "text is too small to read", "email.html", text[:80])
    if sum(len(piece.text) for piece in page.pieces if not piece.hidden) < 300:
        what = "the mail holds hardly any text, as unwanted mail does"
        yield Finding("warning", "little-text", what, "email.html")


def _size(around: tuple[Element, ...]) -> float:
    size = 16.0
    for element in around:
        if found := _PIXELS.fullmatch(style_of(element).get("font-size", "")):
            size = float(found[1])
    return size


def tokens(parts: MailParts) -> Iterator[Finding]:
    """No token stands raw where nobody fills it; no words look like one where somebody would."""
    for name, text in (("email.html", _without_sheets(parts.html)), ("email.txt", parts.text)):
        for token in _NEUTRAL:
            if token in text:
                yield Finding(
                    "error", "raw-token", f"the token {token} stands raw", name, _around(text, token)
                )
    for pack in parts.packs:
        yield from _in_pack(pack)


def _in_pack(pack: Pack) -> Iterator[Finding]:
    for name, content in pack.files.items():
        if not name.endswith((".html", ".txt")) or name == "read-me-first.html":
            continue
        text = _without_sheets(content.decode())
        filled = name.endswith(".html")
        allowed = pack.tokens if filled else pack.text_tokens if name == "email.txt" else ()
        for token in sorted(allowed, key=len, reverse=True):
            text = text.replace(token, " ")
        for mark in (*pack.marks, TOKEN):
            if mark in text:
                what = f"{mark} stands where {pack.name} would take it for a token, or doesn't fill it"
                yield Finding("error", "raw-token", what, f"{pack.name}, {name}", _around(text, mark))


def _without_sheets(html: str) -> str:
    return re.sub(r"<style[^>]*>.*?</style>", "", html, flags=re.DOTALL)


def _around(text: str, token: str) -> str:
    at = text.find(token)
    return " ".join(text[max(0, at - 30) : at + len(token) + 30].split())
