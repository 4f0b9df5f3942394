"""Draws the pictures of the worked example's stories: simple shapes, nobody's likeness, nobody's rights.

python tools/example_pictures.py content/news/pictures
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw

WIDTH, HEIGHT, FINE = 1104, 552, 3  # drawn three times as large and shrunk, for smooth edges
NAVY, TEAL, PLUM, ORANGE, LILAC = "#12436D", "#28A197", "#801650", "#F46A25", "#A285D1"
PAPER, PALE, MIST, WHITE, INK = "#EEF2F6", "#D9E3EC", "#C3D2DF", "#FFFFFF", "#0B0C0C"


class Board:
    """A drawing board whose measures are those of the finished picture."""

    def __init__(self, ground: str) -> None:
        self.image = Image.new("RGB", (WIDTH * FINE, HEIGHT * FINE), ground)
        self.draw = ImageDraw.Draw(self.image)

    def box(self, x: float, y: float, w: float, h: float, fill: str, round_: float = 0) -> None:
        corners = (x * FINE, y * FINE, (x + w) * FINE, (y + h) * FINE)
        self.draw.rounded_rectangle(corners, round_ * FINE, fill=fill)

    def disc(self, x: float, y: float, r: float, fill: str) -> None:
        self.draw.ellipse(((x - r) * FINE, (y - r) * FINE, (x + r) * FINE, (y + r) * FINE), fill=fill)

    def ring(self, x: float, y: float, r: float, width: float, colour: str) -> None:
        corners = ((x - r) * FINE, (y - r) * FINE, (x + r) * FINE, (y + r) * FINE)
        self.draw.ellipse(corners, outline=colour, width=round(width * FINE))

    def line(self, points: list[tuple[float, float]], width: float, colour: str) -> None:
        scaled = [(x * FINE, y * FINE) for x, y in points]
        self.draw.line(scaled, fill=colour, width=round(width * FINE), joint="curve")
        for x, y in points:
            self.disc(x, y, width / 2, colour)

    def shape(self, points: list[tuple[float, float]], fill: str) -> None:
        self.draw.polygon([(x * FINE, y * FINE) for x, y in points], fill=fill)

    def slice(self, x: float, y: float, r: float, start: float, end: float, fill: str) -> None:
        corners = ((x - r) * FINE, (y - r) * FINE, (x + r) * FINE, (y + r) * FINE)
        self.draw.pieslice(corners, start, end, fill=fill)

    def arrow(self, x1: float, y1: float, x2: float, y2: float, width: float, colour: str) -> None:
        turn = math.atan2(y2 - y1, x2 - x1)
        self.line([(x1, y1), (x2 - math.cos(turn) * 14, y2 - math.sin(turn) * 14)], width, colour)
        sides = [(x2 - math.cos(turn + s) * 34, y2 - math.sin(turn + s) * 34) for s in (0.5, -0.5)]
        self.shape([(x2, y2), *sides], colour)

    def save(self, path: Path) -> None:
        small = self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        small.quantize(128, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(
            path, "PNG", optimize=True
        )


def high_street() -> Board:
    """A high street at dusk: houses with lit shop fronts, street lamps, an empty pavement."""
    board = Board("#DCE6EF")
    board.disc(830, 300, 230, "#F3E7DC")
    for n, (w, h) in enumerate(
        ((150, 190), (110, 250), (170, 220), (130, 300), (160, 240), (140, 205), (180, 270))
    ):
        board.box(-30 + n * 165, 470 - h - 60, w + 30, h + 60, MIST)
    left = -20
    for n, (w, h) in enumerate(((190, 250), (150, 310), (210, 235), (170, 340), (180, 270), (244, 300))):
        front = (NAVY, "#1D5280", "#0D3456", NAVY, "#1D5280", "#0D3456")[n]
        top = 470 - h
        board.box(left, top, w, h, front)
        if n % 2:
            board.shape([(left, top), (left + w / 2, top - 56), (left + w, top)], front)
        for row in range(2):
            for column in range(3):
                lit = (n + row * 2 + column) % 4 == 0
                x = left + w * (0.14 + column * 0.28)
                board.box(x, top + 28 + row * 56, w * 0.16, 34, "#F6D9A8" if lit else "#3B6C95", 3)
        board.box(left + 14, 382, w - 28, 88, "#F6D9A8" if n % 3 else "#E9EFF4", 3)
        stripe = (w - 12) / 6
        for part in range(6):
            x = left + 6 + part * stripe
            fill = WHITE if part % 2 else (TEAL, PLUM, ORANGE)[n % 3]
            board.shape([(x, 356), (x + stripe, 356), (x + stripe, 392), (x, 392)], fill)
            board.disc(x + stripe / 2, 392, stripe / 2, fill)
        board.box(left + w * 0.42, 412, w * 0.16, 58, front)
        left += w
    board.box(0, 468, WIDTH, 84, "#9FB2C3")
    board.box(0, 468, WIDTH, 10, "#C9D5DF")
    for x in (170, 552, 934):
        board.disc(x, 270, 38, "#F9EBD0")
        board.line([(x, 286), (x, 500)], 9, INK)
        board.box(x - 15, 255, 30, 30, "#FFF6E3", 9)
    return board


def faces_in_a_crowd() -> Board:
    """People without faces in rows; the corners of a viewfinder around one of them."""
    board = Board("#E3ECF2")
    for row, (y, size, fill) in enumerate(((120, 62, "#C3D2DF"), (250, 78, "#8FA9BF"), (420, 98, "#4F7899"))):
        for n in range(-1, 9):
            x = n * size * 2.5 + (size * 1.25 if row % 2 else 0) + 40
            board.disc(x, y, size * 0.52, fill)
            board.slice(x, y + size * 1.62, size * 1.02, 180, 360, fill)
            board.box(x - size * 1.02, y + size * 1.6, size * 2.04, 300, fill)
    x, y = 552, 262
    board.disc(x, y, 64, TEAL)
    board.slice(x, y + 200, 128, 180, 360, TEAL)
    board.box(x - 128, y + 198, 256, 120, TEAL)
    for across in (-1, 1):
        for down in (-1, 1):
            corner = (x + across * 118, y + 4 + down * 118)
            ends: list[tuple[float, float]] = [
                (corner[0] - across * 58, corner[1]),
                corner,
                (corner[0], corner[1] - down * 58),
            ]
            board.line(ends, 13, NAVY)
    return board


def road_at_night() -> Board:
    """A road at night that leads to a town's lights."""
    board = Board("#0D2F4D")
    board.box(0, 0, WIDTH, 300, NAVY)
    for r, fill in ((330, "#1A4C77"), (230, "#24598A"), (140, "#3A6F9E"), (70, "#F6D9A8")):
        board.slice(552, 296, r, 180, 360, fill)
    for n, h in enumerate((30, 52, 38, 70, 46, 84, 58, 40, 66, 34, 50, 28)):
        board.box(300 + n * 42, 296 - h, 44, h + 2, "#0B2740")
        if n % 2:
            board.box(316 + n * 42, 296 - h + 12, 8, 10, "#F6D9A8")
    board.shape([(0, 296), (WIDTH, 296), (WIDTH, 552), (0, 552)], "#153E2F")
    board.shape([(528, 296), (576, 296), (940, 552), (164, 552)], "#2B3036")
    for edge in ((530.0, 296.0, 190.0, 552.0), (574.0, 296.0, 914.0, 552.0)):
        board.line([edge[:2], edge[2:]], 5, MIST)
    for near, far in ((1.0, 0.74), (0.6, 0.42), (0.34, 0.24), (0.19, 0.13), (0.1, 0.07)):
        low, high = 296 + 256 * near, 296 + 256 * far
        board.shape(
            [(552 - 11 * near, low), (552 + 11 * near, low), (552 + 11 * far, high), (552 - 11 * far, high)],
            WHITE,
        )
    for n, fill in enumerate(("#6FB7E9", "#A9D6F5", "#6FB7E9")):
        board.line([(590 + n * 6, 306 + n * 4), (724 + n * 56, 552)], 5 + n, fill)
    return board


def anonymous_call() -> Board:
    """A telephone whose screen shows a caller without a face or a name."""
    board = Board("#EDE6F3")
    for r, fill in ((430, "#E4DAED"), (330, "#D8CAE6"), (235, "#C9B8E2")):
        board.disc(552, 276, r, fill)
    board.box(434, 24, 236, 504, INK, 36)
    board.box(446, 36, 212, 480, NAVY, 26)
    board.box(522, 48, 60, 12, INK, 6)
    board.disc(552, 200, 74, LILAC)
    board.disc(552, 180, 28, WHITE)
    board.slice(552, 256, 48, 180, 360, WHITE)
    board.box(490, 302, 124, 18, "#3B6C95", 9)
    board.box(514, 334, 76, 12, "#2C5A84", 6)
    board.disc(500, 440, 32, "#C4516E")
    board.disc(604, 440, 32, TEAL)
    board.line([(487, 440), (513, 440)], 9, WHITE)
    board.line([(592, 440), (601, 449), (617, 431)], 8, WHITE)
    return board


def body_worn_video() -> Board:
    """A small camera on a uniform, a play button in its lens."""
    board = Board("#1C2B3A")
    board.shape([(0, 552), (150, 90), (400, 0), (700, 0), (960, 90), (1104, 552)], "#24384C")
    board.shape([(430, 0), (552, 150), (674, 0)], "#DDE6EE")
    board.line([(552, 150), (552, 552)], 8, "#16232F")
    board.box(210, 210, 190, 20, "#35506A", 6)
    board.box(210, 250, 190, 120, "#2C4359", 8)
    board.box(600, 190, 230, 300, INK, 30)
    board.box(612, 202, 206, 276, "#2B3036", 24)
    board.disc(715, 330, 86, INK)
    board.disc(715, 330, 72, TEAL)
    board.disc(715, 330, 54, "#1B7A72")
    board.shape([(697, 300), (697, 360), (750, 330)], WHITE)
    board.disc(780, 230, 12, ORANGE)
    board.box(640, 440, 150, 16, "#4A525B", 8)
    return board


def annual_report_cover() -> Board:
    """The report's cover: navy with a disc, white at its foot."""
    board = Board(PALE)
    board.box(404, 34, 342, 484, "#B3C3D1", 4)
    board.box(390, 22, 342, 484, NAVY, 4)
    for r, fill in ((186, "#27537A"), (136, TEAL)):
        board.disc(690, 420, r, fill)
    board.box(732, 0, 372, 552, PALE)
    board.box(0, 506, WIDTH, 46, PALE)
    board.box(732, 34, 14, 484, "#B3C3D1")
    board.box(404, 506, 342, 12, "#B3C3D1")
    board.box(390, 452, 342, 54, WHITE)
    board.box(424, 96, 56, 6, TEAL)
    board.box(424, 124, 196, 24, WHITE, 4)
    board.box(424, 160, 120, 24, WHITE, 4)
    board.box(424, 206, 170, 8, MIST, 4)
    for n in range(3):
        board.box(424 + n * 92, 474, 66, 10, MIST, 4)
    return board


def ways_to_reach() -> Board:
    """A telephone, a form and a chat beside each other."""
    board = Board("#E1F1EF")
    board.disc(552, 290, 330, "#CDE8E5")
    board.box(170, 96, 190, 370, INK, 30)
    board.box(181, 107, 168, 348, NAVY, 22)
    for row in range(4):
        for column in range(3):
            board.disc(217 + column * 48, 180 + row * 56, 17, "#3B6C95")
    board.disc(265, 414, 22, TEAL)
    board.box(430, 76, 250, 400, WHITE, 8)
    board.box(430, 76, 250, 54, NAVY, 8)
    for row, wide in enumerate((170, 120, 150)):
        board.box(456, 160 + row * 82, wide * 0.6, 12, MIST, 6)
        board.box(456, 182 + row * 82, 198, 38, PAPER, 6)
    board.box(456, 412, 110, 38, TEAL, 8)
    board.box(744, 120, 220, 120, NAVY, 28)
    board.shape([(780, 230), (840, 230), (770, 284)], NAVY)
    for n in range(3):
        board.disc(800 + n * 54, 180, 14, WHITE)
    board.box(790, 310, 220, 110, TEAL, 28)
    board.shape([(920, 410), (980, 410), (994, 462)], TEAL)
    for n, wide in enumerate((150, 104)):
        board.box(822, 340 + n * 32, wide, 14, WHITE, 7)
    return board


def letter_of_complaint() -> Board:
    """An opened envelope, a sheet with a tick in it."""
    board = Board("#F1E4EB")
    board.disc(552, 300, 300, "#E6CFDB")
    board.shape([(312, 250), (552, 100), (792, 250)], "#5E1039")
    board.box(372, 84, 360, 330, WHITE, 8)
    for n, wide in enumerate((190, 200, 170)):
        board.box(412, 124 + n * 36, wide, 14, MIST, 7)
    board.disc(672, 190, 40, TEAL)
    board.line([(654, 190), (668, 206), (694, 174)], 10, WHITE)
    board.box(312, 250, 480, 240, PLUM, 8)
    board.shape([(312, 250), (552, 400), (312, 490)], "#6B1243")
    board.shape([(792, 250), (552, 400), (792, 490)], "#6B1243")
    board.shape([(312, 492), (552, 350), (792, 492)], "#93255F")
    return board


def dumped_rubbish() -> Board:
    """Sacks and a chair left at a field's gate."""
    board = Board("#E4EEDF")
    board.disc(860, 170, 70, "#F6D9A8")
    board.shape([(0, 330), (400, 236), (820, 300), (1104, 250), (1104, 552), (0, 552)], "#A9C79A")
    board.shape([(0, 400), (560, 356), (1104, 420), (1104, 552), (0, 552)], "#7FA873")
    for n in range(5):
        board.box(90, 262 + n * 40, 420, 12, "#6B5A48", 4)
    for x in (90, 294, 498):
        board.box(x, 240, 18, 240, "#54463A", 4)
    for x, y, r, fill in ((650, 424, 72, INK), (770, 440, 60, "#2B3036"), (712, 372, 52, "#3D3D3D")):
        board.disc(x, y, r, fill)
        top = y - r
        board.shape([(x - 16, top + 8), (x + 16, top + 8), (x + 26, top - 26), (x - 26, top - 26)], fill)
    board.box(866, 330, 22, 160, "#8C4A2F", 6)
    board.box(866, 408, 130, 26, "#A85C3C", 8)
    board.box(974, 420, 20, 72, "#8C4A2F", 6)
    board.box(880, 340, 18, 70, "#A85C3C", 8)
    return board


def young_voices() -> Board:
    """Speech bubbles above the heads of a group."""
    board = Board("#EAF0F6")
    for n, fill in enumerate((NAVY, TEAL, LILAC, ORANGE, PLUM)):
        x = 152 + n * 200
        board.disc(x, 404, 52, fill)
        board.slice(x, 560, 92, 180, 360, fill)
        y = 150 + (n % 2) * 70
        board.box(x - 82, y - 58, 164, 104, WHITE, 28)
        board.shape([(x - 16, y + 40), (x + 30, y + 40), (x + 4, y + 92)], WHITE)
        for line, wide in enumerate((104, 70)):
            board.box(x - 52, y - 28 + line * 30, wide, 13, fill, 6)
    return board


PICTURES: dict[str, Callable[[], Board]] = {
    "high-street": high_street,
    "faces-in-a-crowd": faces_in_a_crowd,
    "road-at-night": road_at_night,
    "anonymous-call": anonymous_call,
    "body-worn-video": body_worn_video,
    "annual-report-cover": annual_report_cover,
    "ways-to-reach": ways_to_reach,
    "letter-of-complaint": letter_of_complaint,
    "dumped-rubbish": dumped_rubbish,
    "young-voices": young_voices,
}


def main(folder: Path) -> None:
    """Draw them all into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, draw in PICTURES.items():
        draw().save(folder / f"{name}.png")
        print(folder / f"{name}.png")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
