"""What a document costs: a build of the worked example against its bare engines, each in its own process.

The bare run does what no report generator can do without: WeasyPrint lays the same page out and writes
a tagged PDF, matplotlib draws as many pictures. Runs alternate, so that what the machine does meanwhile
falls on both. The ratio is of medians; processor seconds are those of the process and its children.
"""

from __future__ import annotations

import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from reports.compose.compose import compose
from reports.compose.occasion import look_of, occasion_of
from reports.compose.references import names_in
from reports.compose.voice import wording_of
from reports.content.edition import read_edition
from reports.modules.library import load_library
from reports.render.html import Templates, render_html
from reports.settings.house import read_house

ROOT = Path(__file__).resolve().parents[1]
EDITION = ("panel-paper", "2025-11")
ROUNDS = 5

BARE = """
import sys, io
from pathlib import Path
folder = Path(sys.argv[1])
from matplotlib.figure import Figure
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
for _ in range(int(sys.argv[2])):
    figure = Figure(figsize=(6.5, 3))
    axes = figure.add_subplot()
    axes.bar(["2022", "2023", "2024", "2025"], [1, 2, 3, 4])
    FigureCanvasSVG(figure).print_figure(io.BytesIO(), format="svg")
    FigureCanvasAgg(figure).print_figure(io.BytesIO(), format="png", dpi=192)
from weasyprint import HTML
page = HTML(filename=str(folder / "page.html"), base_url=str(folder))
page.write_pdf(str(folder / "bare.pdf"), pdf_variant="pdf/ua-1")
"""


def main() -> None:
    """Prints the medians and their ratio."""
    with tempfile.TemporaryDirectory() as scratch:
        house = Path(scratch) / "house"
        house.mkdir()
        for name in ("office.yaml", "schedules.yaml", "data", "content", "templates"):
            part = ROOT / name
            (shutil.copytree if part.is_dir() else shutil.copy2)(part, house / name)
        charts = bare_page(house, Path(scratch))
        ours, theirs = [], []
        build = [sys.executable, "-m", "reports", "build", *EDITION, "--again", "--house", str(house)]
        for _ in range(ROUNDS):
            ours.append(seconds(build))
            theirs.append(seconds([sys.executable, "-c", BARE, scratch, str(charts)]))
    for place, name in enumerate(("wall", "processor")):
        first, second = (statistics.median(run[place] for run in runs) for runs in (ours, theirs))
        print(f"{name:9} build {first:5.2f} s, bare engines {second:5.2f} s, ratio {first / second:.2f}")


def bare_page(root: Path, scratch: Path) -> int:
    """Writes the printed page for the bare engine, with its charts, and returns how many were drawn."""
    house = read_house(root)
    publication = house.publication(EDITION[0])
    wording = wording_of(house)
    words = read_edition(root, *EDITION)
    library = load_library(root, names_in(words))
    occasion = occasion_of(house, publication, EDITION[1], wording)
    look = look_of(house.office.design)
    document = compose(publication, words, library, house.office, occasion, wording, look)
    templates = Templates(root, publication, house.office.design, wording.language)
    (scratch / "page.html").write_text(render_html(document, templates, "print"), encoding="utf-8")
    (scratch / "charts").mkdir()
    for slot in document.charts():
        (scratch / "charts" / f"{slot.spec.name}.svg").write_bytes(slot.drawing.svg)
    return sum(1 + (slot.narrow is not None) for slot in document.charts())


def seconds(command: list[str]) -> tuple[float, float]:
    """Wall and processor seconds of a command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    wall = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
