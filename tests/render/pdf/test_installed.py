"""Installed in any of pip's ways, the program makes PDFs: in a folder of one's own, and for one user."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from tests.wheel import PYTHON, SITE, run
from tests.worked_example import PAPER, copy_house

pytestmark = pytest.mark.slow


def build(folder: Path, **surroundings: str) -> None:
    """Build the worked example's paper with the base Python and make sure that there is a PDF."""
    house = copy_house(folder / "house")
    for name in ("paper", "shared"):  # the program brings its own
        shutil.rmtree(house / "templates" / name)
    run(PYTHON, "-m", "reckoner", "build", *PAPER, "--house", house, cwd=folder, **surroundings)
    [pdf] = house.glob("output/panel-paper/2025-11/draft-001/*.pdf")
    assert pdf.read_bytes().startswith(b"%PDF")


def test_from_a_folder_of_packages_of_any_name(tmp_path: Path, wheel: Path) -> None:
    """As with `pip install --target`: the PDF engine and the fonts lie there too."""
    target = tmp_path / "packages"
    run(sys.executable, "-m", "pip", "install", "--no-deps", "--target", target, wheel)
    for name in ("weasyprint", "font_source_sans_pro", "font_source_serif_pro"):
        shutil.copytree(SITE / name, target / name)
    for path in SITE.glob("weasyprint-*.dist-info"):
        shutil.copytree(path, target / path.name)
    build(tmp_path, PYTHONPATH=f"{target}{os.pathsep}{SITE}")


def test_from_one_user_s_own_packages(tmp_path: Path, wheel: Path) -> None:
    """As with `pip install --user`, where the user's folder leads to the other packages."""
    run(
        PYTHON,
        "-m",
        "pip",
        "install",
        "--no-deps",
        "--user",
        "--break-system-packages",
        wheel,
        HOME=str(tmp_path),
    )
    [own] = tmp_path.glob(".local/lib/python*/site-packages")
    (own / "others.pth").write_text(f"{SITE}\n", encoding="utf-8")
    build(tmp_path, HOME=str(tmp_path))
