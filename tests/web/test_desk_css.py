"""The desk's stylesheet is the one that its sources make."""

from __future__ import annotations

import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
SHEET = ROOT / "reports/desk/static/desk.css"


def test_the_committed_stylesheet_is_built_from_its_sources() -> None:
    command = ["npm", "run", "--prefix", str(ROOT / "tests/web"), "--silent", "desk-css"]
    built = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert built == SHEET.read_text("utf-8"), "run `make desk-css`"


def test_it_fetches_nothing_and_names_no_typeface_of_the_government() -> None:
    sheet = SHEET.read_text("utf-8")
    assert "url(" not in sheet
    assert "GDS" not in sheet
