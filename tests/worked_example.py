"""The worked example as a house of the test's own, and drafts built from it."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable
from pathlib import Path

from reckoner.reports.build import Built, build
from reckoner.reports.settings.publication import SHIPPED

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("office.yaml", "schedules.yaml", "data", "content", "templates")
PAPER = ("panel-paper", "2025-11")
ANNUAL = ("annual-report", "2023-24")


def copy_house(target: Path) -> Path:
    """A copy of the worked example without output."""
    target.mkdir(parents=True)
    for name in PARTS:
        part = ROOT / name
        (shutil.copytree if part.is_dir() else shutil.copy2)(part, target / name)
    return target


def build_paper(house: Path, *, again: bool = False) -> Built:
    """The Panel paper of the house."""
    return build(house, *PAPER, again=again, progress=lambda _number, _name: None)


def build_annual(house: Path, *, again: bool = False) -> Built:
    """The annual report of the house."""
    return build(house, *ANNUAL, again=again, progress=lambda _number, _name: None)


def without_pdf(house: Path) -> Path:
    """The house with an annual report for the screen alone, which is made in a third of the time."""
    edit(
        house / "templates/annual-report/publication.yaml",
        lambda text: text.replace("outputs: [pdf, html]", "outputs: [html]"),
    )
    return house


def own_template(house: Path, name: str = "panel-paper", shipped: str = "paper/paper.html.jinja") -> Path:
    """A template of the house's own, a copy of the one shipped, which it goes before."""
    path = house / "templates" / name / Path(shipped).name
    shutil.copyfile(SHIPPED / shipped, path)
    return path


def ledger(built: Built, name: str = "figures.csv") -> list[dict[str, str]]:
    """The rows of a draft's ledger."""
    text = (built.saved.folder / name).read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def edit(path: Path, change: Callable[[str], str]) -> None:
    """Change a file's text; the change must do something."""
    before = path.read_text(encoding="utf-8")
    after = change(before)
    assert after != before, f"nothing to change in {path}"
    path.write_text(after, encoding="utf-8")
