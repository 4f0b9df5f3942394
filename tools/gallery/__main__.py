"""The gallery: a page with every kind of chart, in colour, in grey, for a phone, and as others see it.

Run it with ``python -m tools.gallery FOLDER``; it writes ``index.html``, the fonts and each chart's files.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from html import escape
from pathlib import Path

from reckoner.charts.draw import draw
from reckoner.charts.drawing import Drawing
from reckoner.charts.fonts import FAMILY, WEIGHTS, Weight, font_path
from reckoner.charts.look import Look
from reckoner.charts.spec import ChartSpec
from reckoner.reports.figures.language import load_language
from reckoner.reports.figures.printed import plain
from reckoner.reports.figures.wording import Wording
from tools.gallery.examples import examples
from tools.gallery.vision import WAYS, seen_picture

_STYLE = """
body { font-family: "%(family)s", sans-serif; color: #1D1D1B; line-height: 1.4;
  margin: 2rem auto; max-width: 60rem; padding: 0 1rem }
h1 { font-size: 1.9rem }
h2 { font-size: 1.3rem; margin: 0 0 .2rem }
section { border-top: 1px solid #D6D6D6; padding: 1.6rem 0 }
.kind, .subtitle, .beneath, figcaption { color: #505A5F; margin: 0 }
.subtitle { margin-bottom: .9rem }
.beneath { font-size: .9rem; margin-top: .2rem }
svg { max-width: 100%%; height: auto }
.ways { display: grid; gap: 1.2rem; margin: 1rem 0;
  grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)) }
figure { margin: 0 }
figcaption { font-size: .85rem }
.phone { max-width: 21.7rem }
pre { overflow-x: auto; font-size: .8rem }
"""


def build(folder: Path, specs: Sequence[ChartSpec], wording: Wording) -> Path:
    """Write a gallery of these charts and return its page."""
    folder.mkdir(parents=True, exist_ok=True)
    faces = "".join(_face(weight, folder) for weight in WEIGHTS)
    sections = "".join(_section(spec, folder, wording) for spec in specs)
    page = folder / "index.html"
    page.write_text(
        f'<!DOCTYPE html>\n<html lang="{wording.language.code}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><title>Chart gallery</title>'
        f"<style>{faces}{_STYLE % {'family': FAMILY}}</style></head><body><h1>Chart gallery</h1>"
        "<p>Each kind of chart at the width of a page, at the width of a phone, in grey print, and as people "
        f"with each common colour-vision deficiency see it.</p>{sections}</body></html>\n",
        encoding="utf-8",
    )
    return page


def _face(weight: Weight, folder: Path) -> str:
    path = font_path(weight)
    shutil.copyfile(path, folder / path.name)
    return (
        f'@font-face {{ font-family: "{FAMILY}"; font-weight: {WEIGHTS[weight]}; src: url({path.name}) }}\n'
    )


def _section(spec: ChartSpec, folder: Path, wording: Wording) -> str:
    wide, narrow = draw(spec, Look(), wording), draw(spec, Look().narrow(), wording)
    _keep(folder, spec.name, wide)
    _keep(folder, f"{spec.name}-alone", draw(spec, Look(stand_alone=True), wording))
    svg = _inline(wide)
    ways = "".join(_figure(seen_picture(svg, way), way) for way in WAYS)
    notes = "".join(f'<p class="beneath">{escape(words)}</p>' for words in (*wide.notes, spec.source))
    return (
        f'<section><p class="kind">{escape(wording.language.say(f"chart.kind.{spec.kind}"))}</p>'
        f'<h2>{escape(plain(spec.title))}</h2><p class="subtitle">{escape(spec.subtitle)}</p>{svg}{notes}'
        f'<p class="beneath">Alt text: {escape(plain(wide.alt))}</p>'
        f"<details><summary>Description and data</summary><p>{escape(plain(wide.description))}</p>"
        f"<pre>{escape(wide.csv)}</pre></details>"
        f'<div class="ways">{ways}</div>'
        f'<figure class="phone"><figcaption>phone</figcaption>{_inline(narrow)}</figure>'
        "</section>\n"
    )


def _figure(svg: str, caption: str) -> str:
    return f"<figure><figcaption>{caption}</figcaption>{svg}</figure>"


def _inline(drawing: Drawing) -> str:
    """The SVG as part of a page: without its XML declaration."""
    return drawing.svg.decode().split("?>", 1)[1].strip()


def _keep(folder: Path, name: str, drawing: Drawing) -> None:
    (folder / f"{name}.svg").write_bytes(drawing.svg)
    (folder / f"{name}.png").write_bytes(drawing.png)
    (folder / f"{name}.csv").write_text(drawing.csv, encoding="utf-8")


if __name__ == "__main__":
    english = Wording(load_language("en"))
    build(Path(sys.argv[1]), examples(english), english)
