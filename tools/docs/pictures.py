"""Draws the tutorial's pictures from what its commands make.

python -m tools.docs.pictures docs/pictures
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageOps

from tools.docs.keys import ROOT
from tools.docs.walk import walk

TUTORIAL = ROOT / "docs/tutorial.md"
_SCALE, _EDGE, _GAP = 1.0, "#B0B8C0", 16
_FIRST = ("annual-report", "newsletter", "panel-paper")


def pages_of(pdf: Path, having: str = "") -> list[Image.Image]:
    """The pages of a PDF that hold a text, as pictures."""
    with pdfium.PdfDocument(pdf) as document:
        return [
            page.render(scale=_SCALE).to_pil()
            for page in document
            if having in page.get_textpage().get_text_range()
        ]


def side_by_side(pictures: Sequence[Image.Image]) -> Image.Image:
    """Pages beside one another, each with a thin edge."""
    edged = [ImageOps.expand(picture, 1, _EDGE) for picture in pictures]
    width = sum(each.width + _GAP for each in edged) - _GAP
    board = Image.new("RGB", (width, max(each.height for each in edged)), "white")
    x = 0
    for each in edged:
        board.paste(each, (x, 0))
        x += each.width + _GAP
    return board


def draw(folder: Path) -> None:
    """Walk through the tutorial and write its pictures into a folder."""
    with tempfile.TemporaryDirectory() as away:
        path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
        surroundings = {**os.environ, "XDG_STATE_HOME": f"{away}/state", "PATH": path}

        def run(line: str, at: Path) -> str:
            subprocess.run(["/bin/sh", "-c", line], cwd=at, env=surroundings, capture_output=True, check=True)
            return ""

        for _ in walk(TUTORIAL.read_text("utf-8"), Path(away), run):
            pass
        output = Path(away) / "office/output"
        first = [min(output.glob(f"{name}/*/draft-001/*.pdf")) for name in _FIRST]
        _save(side_by_side([pages_of(pdf)[0] for pdf in first]), folder / "tutorial-first.png")
        [paper] = output.glob("panel-paper/*/draft-002/panel-paper.pdf")
        shown = pages_of(paper, having="Volunteers held")
        _save(side_by_side(shown), folder / "tutorial-section.png")


def _save(picture: Image.Image, path: Path) -> None:
    picture.quantize(128, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(
        path, "PNG", optimize=True
    )
    print(path)


if __name__ == "__main__":
    draw(Path(sys.argv[1]))
