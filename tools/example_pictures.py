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


def hotspot_streets() -> Board:
    """A plan of streets; rings around some of the crossings."""
    board = Board(PALE)
    columns, rows = (0, 190, 330, 520, 700, 850, 1104), (0, 130, 270, 400, 552)
    greens = {(0, 2), (4, 1), (2, 0)}
    for c in range(6):
        for r in range(4):
            x, y = columns[c] + 15, rows[r] + 15
            w, h = columns[c + 1] - columns[c] - 30, rows[r + 1] - rows[r] - 30
            board.box(x, y, w, h, "#CFE3DA" if (c, r) in greens else WHITE, 8)
            if (c, r) not in greens:
                for part in range(2):
                    board.box(
                        x + 12 + part * (w / 2 - 4), y + 12, w / 2 - 20, h - 24, MIST if part else PAPER, 5
                    )
    board.line([(-20, 500), (330, 270), (520, 270), (1130, 60)], 26, WHITE)
    for x, y, r in ((330, 270, 62), (520, 130, 44), (700, 270, 74), (850, 400, 50)):
        board.disc(x, y, 13, PLUM)
        board.ring(x, y, r, 9, PLUM)
        board.ring(x, y, r + 20, 4, ORANGE)
    return board


def facial_recognition_steps() -> Board:
    """A camera, a list and an officer's cap joined by arrows; a bin below the camera."""
    board = Board(PAPER)
    board.box(90, 120, 210, 130, NAVY, 18)
    board.box(140, 92, 90, 40, NAVY, 10)
    board.disc(195, 185, 48, WHITE)
    board.disc(195, 185, 34, TEAL)
    board.disc(184, 174, 9, WHITE)
    board.arrow(325, 185, 425, 185, 12, INK)
    board.box(450, 80, 200, 220, WHITE, 12)
    board.box(450, 80, 200, 38, NAVY, 12)
    for n in range(4):
        board.disc(480, 150 + n * 38, 9, TEAL if n == 2 else MIST)
        board.box(502, 144 + n * 38, 120, 12, TEAL if n == 2 else MIST, 6)
    board.arrow(675, 185, 775, 185, 12, INK)
    board.slice(900, 190, 96, 180, 360, NAVY)
    board.box(790, 182, 220, 34, NAVY, 8)
    board.box(808, 200, 184, 26, MIST, 6)
    board.shape([(820, 226), (980, 226), (1012, 256), (788, 256)], INK)
    board.disc(900, 150, 20, ORANGE)
    board.arrow(195, 275, 195, 370, 12, INK)
    board.box(140, 390, 110, 110, MIST, 10)
    board.box(126, 378, 138, 20, INK, 6)
    for n in range(3):
        board.box(162 + n * 28, 412, 10, 70, WHITE, 5)
    board.box(450, 400, 560, 14, TEAL, 7)
    board.box(450, 440, 420, 14, MIST, 7)
    return board


def response_clock() -> Board:
    """A clock face with a part of the hour shaded."""
    board = Board(NAVY)
    x, y = 552, 276
    board.disc(x, y, 236, "#0D3456")
    board.disc(x, y, 218, WHITE)
    board.slice(x, y, 196, -90, -30, TEAL)
    for n in range(60):
        turn = math.radians(n * 6 - 90)
        inner = 176 if n % 5 == 0 else 190
        points = [(x + math.cos(turn) * r, y + math.sin(turn) * r) for r in (inner, 200)]
        board.line(points, 8 if n % 5 == 0 else 3, NAVY)
    board.line([(x, y), (x, y - 150)], 14, NAVY)
    turn = math.radians(-30)
    board.line([(x, y), (x + math.cos(turn) * 170, y + math.sin(turn) * 170)], 9, PLUM)
    board.disc(x, y, 18, PLUM)
    for side in (-1, 1):
        for n, r in enumerate((300, 352, 404)):
            board.ring(x, y, r, 6, "#1D5280" if n < 2 else "#184A76")
        board.disc(x + side * 460, y, 7, LILAC)
    return board


def anonymous_call() -> Board:
    """A telephone handset beside a speech bubble with lines and no name."""
    board = Board("#F1ECF6")
    board.line([(170, 390), (210, 300), (300, 210), (390, 170)], 62, NAVY)
    board.line([(140, 350), (215, 425)], 74, NAVY)
    board.line([(350, 140), (425, 215)], 74, NAVY)
    for n, r in enumerate((120, 170, 220)):
        start = (425 - 30, 215 - 30)
        corners = tuple(v * FINE for v in (start[0] - r, start[1] - r, start[0] + r, start[1] + r))
        board.draw.arc(corners, 20, 65, fill=(PLUM, LILAC, "#C9B8E2")[n], width=12 * FINE)
    board.box(610, 90, 410, 270, WHITE, 34)
    board.shape([(690, 350), (790, 350), (690, 440)], WHITE)
    board.box(660, 145, 180, 34, PALE, 10)
    board.line([(664, 162), (836, 162)], 6, PLUM)
    for n, w in enumerate((310, 280, 200)):
        board.box(660, 212 + n * 40, w, 16, MIST, 8)
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
    """The cover of a report with rising bars."""
    board = Board(PALE)
    board.box(372, 46, 380, 480, "#B3C3D1", 6)
    board.box(362, 36, 380, 480, WHITE, 6)
    board.box(362, 36, 380, 132, NAVY, 6)
    board.box(362, 156, 380, 12, TEAL)
    board.box(392, 72, 210, 22, WHITE, 6)
    board.box(392, 108, 130, 14, MIST, 6)
    for n, h in enumerate((70, 110, 100, 160, 205, 250)):
        board.box(396 + n * 54, 470 - h, 38, h, (NAVY, NAVY, NAVY, TEAL, NAVY, PLUM)[n], 3)
    board.line([(390, 472), (716, 472)], 4, INK)
    return board


PICTURES: dict[str, Callable[[], Board]] = {
    "hotspot-streets": hotspot_streets,
    "facial-recognition-steps": facial_recognition_steps,
    "response-clock": response_clock,
    "anonymous-call": anonymous_call,
    "body-worn-video": body_worn_video,
    "annual-report-cover": annual_report_cover,
}


def main(folder: Path) -> None:
    """Draw them all into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, draw in PICTURES.items():
        draw().save(folder / f"{name}.png")
        print(folder / f"{name}.png")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
