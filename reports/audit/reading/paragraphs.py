"""Lines of prose on a page into paragraphs: a line goes on in the next one of its column where the next
one's first word had no room on it any more."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reckoner.reports.audit.reading.strip import Strip, same_height

_LEADING = 1.75
_BULLETS = frozenset("•▪◦‣●■□○–-*·➢➤✓\uf0b7")
_LABEL = re.compile(r"\(?(?:[0-9]{1,2}(?:\.[0-9]{1,3}){1,3}\.?|[0-9]{1,2}[.)]|[a-zA-Z][.)]|[ivx]{1,4}[.)])")


def is_bullet(strip: Strip) -> bool:
    """Whether a strip is the bullet of an item, or the number of a paragraph."""
    text = strip.text
    return (
        text in _BULLETS
        or (len(text) == 1 and "\ue000" <= text <= "\uf8ff")
        or _LABEL.fullmatch(text) is not None
    )


def starts_of(strips: Sequence[Strip]) -> dict[int, int]:
    """The lines that a bullet or a paragraph's number stands before, each with that strip."""
    bullets = [strip for strip in strips if is_bullet(strip)]
    found: dict[int, int] = {}
    for bullet in bullets:
        right = [s for s in strips if s is not bullet and same_height(s, bullet)
                 and -0.5 * s.size < s.left - bullet.right < 7 * s.size]  # fmt: skip
        if right:
            line = min(right, key=lambda strip: strip.left)
            if not is_bullet(line) and any(letter.text.isalpha() for letter in line.letters):
                found[id(line)] = id(bullet)
    return found


def paragraphs_of(strips: Sequence[Strip], starts: dict[int, int]) -> Iterator[str]:
    """Lines of prose in the order of the content, those of one paragraph joined; "•" before an item."""
    edges = _edges(strips)
    text, last = "", None
    lead: Strip | None = None  # ends in a colon: what is set in under it are items, with bullets or without
    for strip, begins in _side_by_side(strips, starts):
        listed = _is_listed(lead, strip)
        begins = begins or (listed and last is not None and not _is_full(last, strip, lead, edges))
        if last is not None and not begins and _is_one(last, strip, edges, text):
            text = _joined(text, strip.text)
        else:
            if text:
                yield from (text, "")
            text = f"• {strip.text}" if begins else strip.text
        lead = strip if strip.text.endswith(":") else lead if listed else None
        last = strip
    if text:
        yield from (text, "")


def _side_by_side(strips: Sequence[Strip], starts: dict[int, int]) -> list[tuple[Strip, bool]]:
    """Strips of one height that follow one another as one line: words set apart, justified lines; and whether
    a bullet stands before it."""
    made: list[tuple[Strip, bool]] = []
    for strip in strips:
        last, begins = made[-1] if made else (None, False)
        if last is not None and same_height(last, strip) and 0 <= strip.left - last.right < 3 * strip.size:
            made[-1] = (Strip([*last.letters, *strip.letters], last.order), begins)
        else:
            made.append((strip, id(strip) in starts))
    return made


def _edges(strips: Sequence[Strip]) -> dict[int, float]:
    """For each place where lines start how far the longest of them reaches."""
    edges: dict[int, float] = {}
    for strip in strips:
        for place in (round(strip.left / 6) - 1, round(strip.left / 6), round(strip.left / 6) + 1):
            edges[place] = max(edges.get(place, 0), strip.right)
    return edges


def _is_one(above: Strip, strip: Strip, edges: dict[int, float], text: str) -> bool:
    """Whether a line goes on in the next: one column, one size, close, and no room for the next
    word before.
    """
    size = max(above.size, strip.size)
    gap = above.bottom - strip.top
    if abs(above.size - strip.size) > 0.12 * size or not -0.5 * size < gap < (_LEADING - 1) * size:
        return False
    shifted = abs(above.left - strip.left)
    if shifted > 2.5 * size:
        return False
    if text[-1:] in ("\u00ad", "-", ","):
        return True
    room = edges.get(round(above.left / 6), above.right) - above.right
    full = room < strip.first_word + 0.3 * size
    ended = text[-1:] in ".!?:;"
    goes_on = strip.text[:1].islower() and not ended
    return full or (
        goes_on and shifted < 0.5 * size and room < 0.5 * (edges.get(round(above.left / 6), 0) - above.left)
    )


def _is_listed(lead: Strip | None, strip: Strip) -> bool:
    """Whether a line is set in under one that leads in a list."""
    return lead is not None and 0.8 * strip.size < strip.left - lead.left < 6 * strip.size


def _is_full(above: Strip, strip: Strip, lead: Strip | None, edges: dict[int, float]) -> bool:
    """Whether the line above reaches the end of the column, so that an item may go on in the next."""
    if lead is None or above is lead or not _is_listed(lead, above):
        return False
    far = max(edges.get(round(lead.left / 6), 0), edges.get(round(above.left / 6), 0))
    return far - above.right < strip.first_word + 0.3 * strip.size and above.size == strip.size


def _joined(text: str, more: str) -> str:
    if text.endswith("\u00ad"):
        return text[:-1] + more
    if text.endswith("-") and more[:1].islower() and text[-2:-1].isalpha():
        return text[:-1] + more
    return f"{text} {more}"
