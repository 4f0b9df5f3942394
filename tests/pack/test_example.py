"""Three real papers of the worked example in one pack: all tags are there, and both standards hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reckoner.reports.checks.pdf import vera
from reckoner.reports.pack.joining import look_at
from tests.pack.meeting import approved, made, packed, publication
from tests.small import write
from tests.worked_example import build_annual, copy_house, edit

AGENDA = """
host: {name: Hertfordshire County Council}
agendas:
  - meeting: 2025-11
    items:
      - {item: 5, paper: panel-paper/2025-11}
      - {item: 6, paper: annual-report/2023-24}
      - {item: 7, paper: second-paper/2025-11}
"""


@pytest.mark.slow
def test_two_panel_papers_and_the_annual_report_are_one_pack(tmp_path: Path) -> None:
    house = copy_house(tmp_path / "house")
    publication(house, "second-paper", "A second paper")
    words = house / "content/second-paper/2025-11"
    for path in words.glob("[3-9]*.md"):
        path.unlink()  # a short one: how long it takes grows with its pages
    for path in words.glob("0*.md"):  # what its links lead to is gone
        edit(path, lambda text: re.sub(r"\[([^]]*)]\(#[^)]*\)", r"\1", text))
    for name in ("panel-paper", "second-paper"):
        made(house, name)
    build_annual(house)
    approved(house, "panel-paper", "second-paper")
    approved(house, "annual-report", edition="2023-24")
    write(house / "agenda.yaml", AGENDA)
    pack = packed(house)
    looks = look_at({paper.name: paper.pdf for paper in pack.plan.papers})
    parts, wholes = len(looks) + 1, 1  # a part for the front page and for each paper, below one document
    front = pack.bound.elements - sum(look.elements for look in looks) - parts - wholes
    assert min(look.elements for look in looks) > 300
    assert 20 < front < 80
    assert pack.bound.pages == 1 + sum(look.pages for look in looks) > 45
    path = tmp_path / "pack.pdf"
    path.write_bytes(pack.bound.pdf)
    assert list(vera.find(vera.validate([path]))) == []
