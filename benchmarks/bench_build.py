"""What a document costs: builds of the worked example against their bare engines, each in its own process.

The bare run does what no report generator can do without, by hand: DuckDB reads the same files, matplotlib
draws charts of the same sizes and values (SVG and PNG for the page, SVG for a phone), WeasyPrint lays the
same page out in the same fonts and writes a tagged PDF/A. Nothing is worded, checked, attached or kept.
The build takes nothing from what earlier ones kept. Runs alternate, so that what the machine does meanwhile
falls on both. The ratio is of medians; processor seconds are those of the process and its children.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from cost import ROOT, cost

from reckoner.reports.build import printed
from reckoner.reports.composed import compose_edition
from reckoner.reports.document import ChartSlot
from reckoner.reports.render.pdf.fonts import configuration
from reckoner.reports.starters.begin import write_files

sys.path.insert(0, str(ROOT))
EDITIONS = (("panel-paper", "2025-11"), ("annual-report", "2023-24"))
ROUNDS = 7

BARE = """
import io, json, sys
from pathlib import Path
folder = Path(sys.argv[1])
needs = json.loads((folder / "needs.json").read_text())
import duckdb
for path in needs["tables"]:
    duckdb.execute("select * from read_csv(?, all_varchar=true)", [path]).fetchall()
from matplotlib.figure import Figure
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
for chart in needs["charts"]:
    figure = Figure(figsize=chart["size"], dpi=72)
    for number, panel in enumerate(chart["panels"], 1):
        axes = figure.add_subplot(1, len(chart["panels"]), number)
        for values in panel:
            axes.bar(range(len(values)), values)
            for place, value in enumerate(values):
                axes.text(place, value, f"{value:,}", ha="center")
        axes.set_xticks(range(len(panel[0])), chart["labels"][: len(panel[0])])
    FigureCanvasSVG(figure).print_figure(io.BytesIO(), format="svg")
    if chart["png"]:
        FigureCanvasAgg(figure).print_figure(io.BytesIO(), format="png", dpi=192)
from weasyprint import HTML
page = HTML(filename=str(folder / "page.html"), base_url=str(folder))
page.write_pdf(str(folder / "bare.pdf"), pdf_variant="pdf/a-3a")
"""


def main() -> None:
    """Prints the medians and their ratio for each document."""
    from tests.worked_example import copy_house

    for edition in EDITIONS:
        with tempfile.TemporaryDirectory() as scratch:
            house = copy_house(Path(scratch) / "house")
            bare_page(house, Path(scratch), edition)
            measure(house, Path(scratch), edition)


def measure(house: Path, scratch: Path, edition: tuple[str, str]) -> None:
    """Builds an edition and has the bare engines do theirs, in turn."""
    fonts = scratch / "fonts.conf"
    fonts.write_text(configuration(), encoding="utf-8")
    ours, theirs = [], []
    build = [sys.executable, "-m", "reckoner", "build", *edition, "--again", "--no-cache"]
    build += ["--house", str(house)]
    for _ in range(ROUNDS):
        ours.append(cost(build))
        theirs.append(cost([sys.executable, "-c", BARE, scratch], FONTCONFIG_FILE=str(fonts)))
    print(" ".join(edition))
    for name in ("wall", "processor"):
        first, second = (statistics.median(getattr(run, name) for run in runs) for runs in (ours, theirs))
        print(f"{name:9} build {first:5.2f} s, bare engines {second:5.2f} s, ratio {first / second:.2f}")


def bare_page(root: Path, scratch: Path, edition: tuple[str, str]) -> None:
    """Writes the printed page for the bare engine, with its charts, and what else it is to read and draw."""
    composed = compose_edition(root, *edition, lambda _step: None)
    job = printed(composed)
    assert job is not None
    write_files(scratch, {"page.html": job.html.encode(), **job.assets})
    charts = [drawn for slot in composed.document.charts() for drawn in drawings(slot)]
    tables = [str(path) for path in composed.library.paths if path.name.endswith((".csv", ".csv.gz"))]
    (scratch / "needs.json").write_text(json.dumps({"tables": tables, "charts": charts}))


def drawings(slot: ChartSlot) -> Iterator[dict[str, object]]:
    """The sizes in inches and the values of a chart's drawings; only the page's own is wanted as PNG."""
    every = [
        [float(point.figure.value) if point.figure else 0.0 for point in series.points]
        for series in slot.spec.series
    ]
    labels = [point.label for point in slot.spec.series[0].points] if every else []
    panels = [[values] for values in every] if slot.spec.kind == "multiples" else [every]
    for drawing in (slot.drawing, slot.narrow):
        if drawing is not None and every:
            size = (drawing.width / 72, drawing.height / 72)
            yield {"size": size, "labels": labels, "panels": panels, "png": drawing is slot.drawing}


if __name__ == "__main__":
    main()
