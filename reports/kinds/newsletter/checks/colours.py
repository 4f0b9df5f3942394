"""Text can be read on its ground, by day and by night (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reckoner.reports.findings import Finding
from reckoner.reports.kinds.newsletter.checks.reading import MailPage, Piece, Styles, style_of
from reckoner.reports.markup import Element
from reckoner.reports.settings.colour import COLOUR, READABLE, contrast

RULES = ("mail-contrast",)
_LARGE = 3.0
_PIXELS = re.compile(r"([0-9.]+)px")
_SIMPLE = re.compile(r"([a-z0-9]*)((?:\.[\w-]+)*)")


def find(page: MailPage) -> Iterator[Finding]:
    """Findings of this check."""
    for when, night in (("by day", False), ("by night", True)):
        for piece in page.pieces:
            if piece.hidden:
                continue
            ink, ground = _colours(piece, page, night)
            found = contrast(ink, ground)
            least = _LARGE if _is_large(piece) else READABLE
            if found < least:
                what = f"text has a contrast of {found:.1f} to 1 {when}; it needs {least} to 1"
                quote = " ".join(piece.text.split())[:60]
                yield Finding(
                    "error", "mail-contrast", what, "email.html", quote, f"Change {ink} or {ground}."
                )


def _colours(piece: Piece, page: MailPage, night: bool) -> tuple[str, str]:
    ink, ground = "#000000", "#FFFFFF"
    for depth, element in enumerate(piece.around):
        style = dict(style_of(element))
        if night:
            style.update(_night_style(piece.around[: depth + 1], page))
        ink = _colour(style.get("color", ""), ink)
        ground = _colour(style.get("background", ""), ground)
        ground = _colour(style.get("background-color", ""), ground)
    return ink, ground


def _night_style(around: tuple[Element, ...], page: MailPage) -> Styles:
    style: dict[str, str] = {}
    for selector, declared in page.night:
        if _matches(selector.replace(">", " ").split(), around):
            style.update(declared)
    return style


def _matches(parts: list[str], around: tuple[Element, ...]) -> bool:
    """Whether the innermost element is meant, the others standing somewhere around it in that order."""
    if not parts or not _is(around[-1], parts[-1]):
        return False
    wanted = parts[:-1]
    for element in reversed(around[:-1]):
        if wanted and _is(element, wanted[-1]):
            wanted.pop()
    return not wanted


def _is(element: Element, simple: str) -> bool:
    match = _SIMPLE.fullmatch(simple)
    if not match:
        return False
    classes = set(match[2].split(".")) - {""}
    return match[1] in ("", element.tag) and classes <= element.classes


def _colour(value: str, otherwise: str) -> str:
    return value if COLOUR.fullmatch(value) else otherwise


def _is_large(piece: Piece) -> bool:
    """24 px, or 18.66 px in bold (WCAG 2.2)."""
    size, bold = 16.0, False
    for element in piece.around:
        if found := _PIXELS.fullmatch(style_of(element).get("font-size", "")):
            size = float(found[1])
        if weight := style_of(element).get("font-weight"):
            bold = weight == "bold" or (weight.isdigit() and int(weight) >= 600)
    return size >= 24 or (bold and size >= 18.66)
