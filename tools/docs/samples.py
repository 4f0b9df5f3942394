"""Draws the pictures of the worked example's documents for README and docs, from drafts that it builds.

python -m tools.docs.samples docs/pictures
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageOps

from reckoner.reports.build import build
from tools.docs.keys import ROOT

EDITIONS = {"panel-paper": "2025-11", "annual-report": "2023-24", "newsletter": "2026-02", "news": "2026-02"}
STYLES = ("civic-serif", "plain-sans", "high-contrast")
PARTS = ("office.yaml", "schedules.yaml", "data", "content", "templates")
_GROUND, _EDGE, _GAP = "#DDE1E6", "#B0B8C0", 16
_SCRIPT = ROOT / "tests/web/samples.mjs"
_STORY = "stories/2026-02-hotspot-patrols.html"
Shot = tuple[Path, int, int, str]  # the page, the window's width and height, by day or by night


def draft(house: Path, publication: str) -> Path:
    """The folder of a draft that is built now."""
    built = build(house, publication, EDITIONS[publication], again=True, progress=lambda _number, _name: None)
    return built.saved.folder


def pages(pdf: Path, numbers: Iterable[int], width: int) -> list[Image.Image]:
    """Pages of a PDF, counted from 1, as pictures of this width."""
    with pdfium.PdfDocument(pdf) as document:
        shown = [document[number - 1] for number in numbers]
        return [page.render(scale=width / page.get_width()).to_pil().convert("RGB") for page in shown]


def shots(wanted: Sequence[Shot], away: Path) -> list[Image.Image]:
    """Web pages as Chromium shows them."""
    outs = [away / f"{number}.png" for number in range(len(wanted))]
    jobs = [
        {"file": str(page), "out": str(out), "width": width, "height": height, "scheme": scheme}
        for out, (page, width, height, scheme) in zip(outs, wanted, strict=True)
    ]
    environment = {**os.environ, "CHROMIUM": shutil.which("chromium") or ""}
    subprocess.run(["node", _SCRIPT], input=json.dumps(jobs), text=True, env=environment, check=True)
    return [Image.open(out).convert("RGB") for out in outs]


def board(pictures: Sequence[Image.Image], across: int = 0) -> Image.Image:
    """Pictures in rows on one ground, each with a thin edge."""
    edged = [ImageOps.expand(picture, 1, _EDGE) for picture in pictures]
    across = across or len(edged)
    rows = [edged[first : first + across] for first in range(0, len(edged), across)]
    width = max(sum(each.width + _GAP for each in row) for row in rows) + _GAP
    height = sum(max(each.height for each in row) + _GAP for row in rows) + _GAP
    whole = Image.new("RGB", (width, height), _GROUND)
    y = _GAP
    for row in rows:
        x = _GAP
        for each in row:
            whole.paste(each, (x, y))
            x += each.width + _GAP
        y += max(each.height for each in row) + _GAP
    return whole


def save(picture: Image.Image, path: Path) -> None:
    """Write a picture in few colours."""
    small = picture.quantize(256, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    small.save(path, "PNG", optimize=True)
    print(path)


def draw(target: Path, away: Path) -> None:
    """Build the example and write each picture into ``target``."""
    house = away / "house"
    house.mkdir()
    for name in PARTS:
        part = ROOT / name
        (shutil.copytree if part.is_dir() else shutil.copy2)(part, house / name)
    paper, annual, letter, news = (draft(house, name) for name in EDITIONS)
    save(board(pages(paper / "panel-paper.pdf", (1, 2, 3), 620)), target / "paper.png")
    save(board(pages(paper / "panel-paper.pdf", (3, 4, 8), 620)), target / "charts.png")
    shown = pages(annual / "annual-report.pdf", (1, 2, 4, 6, 7, 13, 21, 24), 330)
    save(board(shown, across=4), target / "annual.png")
    mail, page = letter / "email.html", news / "news.html"
    seen = shots([(mail, 600, 1300, "light"), (mail, 375, 1300, "dark")], away)
    letter_page = pages(letter / "newsletter.pdf", (1,), 600)
    save(board([seen[0], *letter_page, seen[1]]), target / "newsletter.png")
    story = news / _STORY
    seen = shots([(page, 700, 1100, "light"), (story, 600, 1100, "light"), (story, 375, 1100, "dark")], away)
    save(board(seen), target / "news.png")
    for style in STYLES:
        in_style(style, house, target, away)


def in_style(style: str, house: Path, target: Path, away: Path) -> None:
    """The paper in one of the house styles, on paper and in a browser."""
    settings = house / "office.yaml"
    said = (ROOT / "office.yaml").read_text(encoding="utf-8")
    before, _, _ = said.partition("\ndesign:\n")
    settings.write_text(f"{before}\ndesign:\n  style: {style}\n", encoding="utf-8")
    paper = draft(house, "panel-paper")
    printed = pages(paper / "panel-paper.pdf", (1, 3), 500)
    seen = shots([(paper / "panel-paper.html", 800, 1128, "light")], away)
    screen = seen[0].resize((500, 705), Image.Resampling.LANCZOS)
    save(board([*printed, screen]), target / f"style-{style}.png")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="samples-") as folder:
        draw(Path(sys.argv[1]).resolve(), Path(folder))
