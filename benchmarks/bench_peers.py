"""The same documents by what people would use instead: time, processor, memory, pages, and PDF/UA.

Each engine gets the same page and the same charts. Those that render HTML get ours as it is; Typst and the
notebook get the same words, tables and pictures in their own markup. Every engine draws the charts with
matplotlib, from the same values at the same sizes, as the notebooks of an office would. Nothing but ours is
worded, checked, recorded or kept. Runs alternate, each in a process of its own; figures are medians.
``python benchmarks/bench_peers.py`` takes some ten minutes; a number says how many rounds. Chromium must be
installed, and veraPDF's Java. Quarto is in no package registry that we have, so it is not here.
"""

from __future__ import annotations

import json
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pikepdf
from cost import ROOT, Cost, cost
from lxml import etree, html

from reckoner.reports.build import printed
from reckoner.reports.checks.pdf.vera import missing, validate
from reckoner.reports.composed import compose_edition
from reckoner.reports.document import ChartSlot
from reckoner.reports.render.pdf.fonts import configuration, font_files
from reckoner.reports.starters.begin import write_files

sys.path.insert(0, str(ROOT))
DOCUMENTS = (("panel-paper", "2025-11"), ("annual-report", "2023-24"))
ROUNDS = 3
CHARTS = """
import json, sys
from pathlib import Path
folder = Path(sys.argv[1])
from matplotlib.figure import Figure
from matplotlib.backends.backend_svg import FigureCanvasSVG
for chart in json.loads((folder / "charts.json").read_text()):
    figure = Figure(figsize=chart["size"], dpi=72)
    axes = figure.add_subplot()
    for values in chart["series"]:
        axes.bar(range(len(values)), values)
        for place, value in enumerate(values):
            axes.text(place, value, f"{value:,}", ha="center")
    FigureCanvasSVG(figure).print_figure(folder / (chart["name"] + ".drawn.svg"), format="svg")
"""
WEASYPRINT = (
    CHARTS
    + """
from weasyprint import HTML
page = HTML(filename=str(folder / "page.html"), base_url=str(folder))
page.write_pdf(str(folder / "weasyprint.pdf"), pdf_variant="pdf/ua-1")
"""
)
TYPST = (
    CHARTS
    + """
import typst
typst.compile(str(folder / "page.typ"), output=str(folder / "typst.pdf"), root=str(folder),
              font_paths=[str(folder / "fonts")], pdf_standards=["ua-1"])
"""
)
CHROMIUM = (
    CHARTS
    + """
import subprocess
subprocess.run(["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
    f"--user-data-dir={folder}/profile", "--allow-file-access-from-files",
    f"--print-to-pdf={folder}/chromium.pdf", (folder / "page.html").as_uri()],
    check=True, capture_output=True)
"""
)
NOTEBOOK = """
import sys
from pathlib import Path
folder = Path(sys.argv[1])
import papermill
papermill.execute_notebook(str(folder / "page.ipynb"), str(folder / "done.ipynb"), progress_bar=False,
                           cwd=str(folder), kernel_name="python3")
from nbconvert import HTMLExporter
page, _ = HTMLExporter(exclude_input=True).from_filename(str(folder / "done.ipynb"))
from weasyprint import HTML
HTML(string=page, base_url=str(folder)).write_pdf(str(folder / "notebook.pdf"), pdf_variant="pdf/ua-1")
"""
BUILD = "import sys; from reckoner.reports.cli.main import main; main()"


def main() -> None:
    """Prints a table for each document."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    if lacking := missing():
        print(f"PDF/UA can't be told: {lacking}")
    for document in DOCUMENTS:
        with tempfile.TemporaryDirectory() as scratch:
            compare(document, Path(scratch), rounds)


def compare(document: tuple[str, str], scratch: Path, rounds: int) -> None:
    """The engines on one document."""
    from tests.worked_example import copy_house

    house, folder = copy_house(scratch / "house"), scratch / "bare"
    folder.mkdir()
    prepare(house, document, folder)
    build = [sys.executable, "-c", BUILD, "build", *document, "--house", str(house), "--again"]
    commands = {
        "reckoner": [*build, "--no-cache"],
        "reckoner, kept": build,
        "WeasyPrint": [sys.executable, "-c", WEASYPRINT, str(folder)],
        "Chromium": [sys.executable, "-c", CHROMIUM, str(folder)],
        "Typst": [sys.executable, "-c", TYPST, str(folder)],
        "papermill": [sys.executable, "-W", "ignore", "-c", NOTEBOOK, str(folder)],
    }
    surroundings = {"FONTCONFIG_FILE": str(folder / "fonts.conf"), "RECKONER_CACHE": str(scratch / "kept")}
    cost(build, **surroundings)  # what is kept is there
    taken: dict[str, list[Cost]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            taken[name].append(cost(command, **surroundings))
    shown(document, taken, pdfs(house, folder, document))


def pdfs(house: Path, folder: Path, document: tuple[str, str]) -> Mapping[str, Path]:
    """What each made."""
    ours = sorted((house / "output").glob(f"*/*/draft-*/{document[0]}.pdf"))[-1]
    return {
        "reckoner": ours, "reckoner, kept": ours, "WeasyPrint": folder / "weasyprint.pdf",
        "Chromium": folder / "chromium.pdf", "Typst": folder / "typst.pdf",
        "papermill": folder / "notebook.pdf",
    }  # fmt: skip


def shown(document: tuple[str, str], taken: Mapping[str, list[Cost]], made: Mapping[str, Path]) -> None:
    """The table."""
    verdicts = (
        {} if missing() else {each.file: each.compliant for each in validate(list(made.values()), ["ua1"])}
    )
    print(f"\n{' '.join(document)}\n")
    print("| engine | wall | processor | peak memory | pages | PDF/UA-1 by veraPDF |")
    print("| --- | ---: | ---: | ---: | ---: | --- |")
    for name, runs in taken.items():
        wall, processor, peak = (
            statistics.median(getattr(each, what) for each in runs)
            for what in ("wall", "processor", "megabytes")
        )
        with pikepdf.open(made[name]) as pdf:
            pages = len(pdf.pages)
        is_ua = {True: "yes", False: "no"}.get(verdicts.get(made[name]), "not asked")
        print(f"| {name} | {wall:.2f} s | {processor:.2f} s | {peak:.0f} MB | {pages} | {is_ua} |")


def prepare(house: Path, document: tuple[str, str], folder: Path) -> None:
    """The printed page of a document, its charts and pictures, and the same for Typst and a notebook."""
    composed = compose_edition(house, *document, lambda _step: None)
    job = printed(composed)
    assert job is not None
    slots = [slot for each in composed.document.documents for slot in each.charts()]
    write_files(folder, {"page.html": job.html.encode(), **job.assets})
    (folder / "charts.json").write_text(json.dumps(list(map(drawn, slots))), encoding="utf-8")
    (folder / "charts").mkdir(exist_ok=True)
    (folder / "fonts.conf").write_text(configuration(), encoding="utf-8")
    (folder / "fonts").mkdir()
    for font in font_files():
        shutil.copy2(font, folder / "fonts")
    body = html.fromstring(job.html.encode())
    (folder / "page.typ").write_text(typst_of(body), encoding="utf-8")
    (folder / "page.ipynb").write_text(json.dumps(notebook_of(body)), encoding="utf-8")


def drawn(slot: ChartSlot) -> dict[str, Any]:
    """A chart's size in inches and its values."""
    series = [
        [float(point.figure.value) if point.figure else 0.0 for point in each.points]
        for each in slot.spec.series
    ]
    return {
        "name": f"charts/{slot.spec.name}", "series": series,
        "size": (slot.drawing.width / 72, slot.drawing.height / 72),
    }  # fmt: skip


HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4}
TAKEN = {*HEADINGS, "p", "li", "table", "img"}


def parts_of(node: Any) -> Iterator[Any]:
    """Headings, paragraphs, items, tables and pictures in reading order, none within another."""
    for child in node:
        if not isinstance(child.tag, str) or child.tag in ("head", "style"):
            continue
        if child.tag in TAKEN and not (child.tag == "li" and child.find(".//p") is not None):
            yield child
        else:
            yield from parts_of(child)


def words(node: Any) -> str:
    """The text of an element on one line."""
    return " ".join("".join(node.itertext()).split())


def rows_of(table: Any) -> list[list[str]]:
    """The cells of a table, made even."""
    rows = [[words(cell) for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def quoted(text: str) -> str:
    """A string of Typst."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def typst_of(body: Any) -> str:
    """The document in Typst's markup."""
    title = quoted(words(next(body.iter("h1"))))
    out = [
        f'#set document(title: {title})\n#set text(font: "Source Sans Pro", size: 11pt, lang: "en")',
        '#set page(paper: "a4", margin: 22mm, numbering: "1")',
    ]
    for part in parts_of(body):
        text = words(part)
        if part.tag in HEADINGS and text:
            out.append(f"#heading(level: {HEADINGS[part.tag]}, {quoted(text)})")
        elif part.tag == "img" and not part.get("src", "").startswith("data:"):
            alt = part.get("alt") or "A picture"
            out.append(f"#image({quoted(part.get('src'))}, width: 100%, alt: {quoted(alt)})")
        elif part.tag == "table" and (rows := rows_of(part)):
            head = ", ".join(map(quoted, rows[0]))
            cells = ", ".join(quoted(cell) for row in rows[1:] for cell in row)
            out.append(f"#table(columns: {len(rows[0])}, table.header({head}), {cells})")
        elif part.tag == "li" and text:
            out.append(f"#list({quoted(text)})")
        elif text:
            out.append(f"#par({quoted(text)})")
    return "\n\n".join(out)


def notebook_of(body: Any) -> dict[str, Any]:
    """The document as a notebook: words as Markdown, a cell of code that draws and shows the charts."""
    cells: list[dict[str, Any]] = [code_cell("import sys\nsys.argv = ['', '.']\n" + CHARTS)]
    for part in parts_of(body):
        if part.tag in HEADINGS:
            cells.append(text_cell("#" * HEADINGS[part.tag] + " " + words(part)))
        elif part.tag in ("img", "table"):
            cells.append(text_cell(etree.tostring(part, encoding="unicode", method="html", with_tail=False)))
        elif words(part):
            cells.append(text_cell(words(part)))
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return {"cells": cells, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}


def text_cell(source: str) -> dict[str, Any]:
    """A cell of Markdown."""
    return {"cell_type": "markdown", "metadata": {}, "source": source, "id": _next_id()}


def code_cell(source: str) -> dict[str, Any]:
    """A cell of Python."""
    return {
        "cell_type": "code", "metadata": {}, "source": source, "outputs": [], "execution_count": None,
        "id": _next_id(),
    }  # fmt: skip


_IDS = iter(range(10**6))


def _next_id() -> str:
    return f"c{next(_IDS)}"


if __name__ == "__main__":
    main()
