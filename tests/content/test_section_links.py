"""The paper of the example names sections by number: each is that of the section which the link leads to."""

from __future__ import annotations

import re
from pathlib import Path

PAPER = Path(__file__).parents[2] / "content" / "panel-paper" / "2025-11"
LINK = re.compile(r"\[section (\d+)\]\(#([a-z0-9-]+)\)")


def test_a_link_that_gives_a_section_by_number_leads_to_it() -> None:
    files = sorted(PAPER.glob("[0-9]*.md"))
    numbers = {re.sub(r"^\d+-", "", file.stem): number for number, file in enumerate(files, 1)}
    named = [found for file in files for found in LINK.findall(file.read_text(encoding="utf-8"))]
    assert named
    assert [(int(number), anchor) for number, anchor in named] == [
        (numbers[anchor], anchor) for _, anchor in named
    ]
