"""The picture that other sites show beside a link: a title on the office's ground, below its own picture,
then who publishes, and the day."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont, ImageOps

from reckoner.charts.fonts import Weight, balanced, font_path
from reckoner.reports.cache.remembered import remembered

WIDTH, HEIGHT = 1200, 630
_MARGIN, _BAND = 72, 14
_SIZES = (68, 60, 54, 48, 42)
_SMALL, _LEADING = 32, 1.16
_FEW, _MOST = 2, 4  # lines of a title, below a picture and without one
_PICTURE = 330


@dataclass(frozen=True, slots=True)
class Card:
    """What stands on it. Colours are ``#RRGGBB``; ``picture`` is the bytes of one, or empty."""

    title: str
    publisher: str
    day: str
    ground: str
    band: str
    ink: str
    picture: bytes = b""
    notice: str = ""


def paint_card(card: Card) -> bytes:
    """The card as PNG, 1200 by 630."""
    return remembered("sharing card", (repr(card).encode(),), lambda: (_painted(card),))[0]


def _painted(card: Card) -> bytes:
    sheet = Image.new("RGB", (WIDTH, HEIGHT), card.ground)
    draw = ImageDraw.Draw(sheet)
    top = 0
    if card.picture:
        with Image.open(io.BytesIO(card.picture)) as picture:
            sheet.paste(ImageOps.fit(picture.convert("RGB"), (WIDTH, _PICTURE), Image.Resampling.LANCZOS))
        top = _PICTURE
    draw.rectangle((0, top, WIDTH, top + _BAND), fill=card.band)
    lines, size = _set(card.title, _FEW, _SIZES[2:]) if card.picture else _set(card.title, _MOST, _SIZES)
    small = _MARGIN // 2 if card.picture else _MARGIN
    step = _SMALL * _LEADING
    said = list(filter(None, (card.notice, card.publisher, card.day)))
    foot = HEIGHT - small - _SMALL - step * (len(said) - 1)
    room = foot - top - _BAND
    at = top + _BAND + (room - len(lines) * size * _LEADING) / 2 - size * 0.1
    for place, line in enumerate(lines):
        draw.text((_MARGIN, at + place * size * _LEADING), line, fill=card.ink, font=_font("semibold", size))
    for place, line in enumerate(said):
        draw.text((_MARGIN, foot + place * step), line, fill=card.ink, font=_fitting(line))
    out = io.BytesIO()
    sheet.quantize(128, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(out, "png")
    return out.getvalue()


def _set(title: str, most: int, sizes: Sequence[int]) -> tuple[tuple[str, ...], int]:
    """The title's lines and their size: the largest at which there are no more than ``most``."""
    lines: tuple[str, ...] = ()
    size = sizes[-1]
    for size in sizes:
        lines = balanced(title, size, WIDTH - 2 * _MARGIN, "semibold")
        if len(lines) <= most:
            return lines, size
    return (*lines[: most - 1], f"{lines[most - 1]} …"), size


def _fitting(line: str) -> ImageFont.FreeTypeFont:
    """The font of a line at the foot: smaller where the line is too long."""
    length = _font("regular", _SMALL).getlength(line)
    return _font("regular", min(_SMALL, int(_SMALL * (WIDTH - 2 * _MARGIN) / max(1, length))))


def _font(weight: Weight, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(font_path(weight)), size, layout_engine=ImageFont.Layout.BASIC)
