"""Charts in a document: titles of few words, labels that collide with nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from reckoner.reports.checks.charts import find
from reckoner.reports.document import ChartSlot, Document
from tests.compose.house import composed, edition, library

WORDS = "Crime\nIt stands so.\n\n{{ chart crimes.solved }}\n"
LONG = "The Constabulary solved {{ crimes.solved }} crimes in October 2025, which is more than in any month"
LINE = b'<path d="M 0 40 L 900 40" style="stroke: #000000"/>'
LABEL = b'<text x="90" y="43" textLength="40" style="font-size: 9px">125</text>'


def document(folder: Path, title: str) -> Document:
    entry = {"kind": "line", "title": title, "measures": ["crimes.solved"]}
    return composed(edition(folder, crime=WORDS), library(charts={"crimes.solved": entry}))


def test_a_title_of_more_than_twelve_words_is_found(tmp_path: Path) -> None:
    (finding,) = find(document(tmp_path, LONG))
    assert (finding.severity, finding.rule) == ("warning", "chart-title")
    assert finding.what == "the title has 15 words"
    assert "ten words or fewer" in finding.todo


def test_a_short_title_is_not(tmp_path: Path) -> None:
    assert list(find(document(tmp_path, "{{ crimes.solved }} crimes were solved in October"))) == []


def test_a_label_on_a_line_of_the_finished_picture_is_found(tmp_path: Path) -> None:
    made = document(tmp_path, "More crimes solved")
    (slot,) = made.charts()
    spoilt = slot.drawing.svg.replace(b"</svg>", LINE + LABEL + b"</svg>")
    bad = replace(slot, drawing=replace(slot.drawing, svg=spoilt))
    (section,) = made.sections
    blocks = tuple(bad if isinstance(block, ChartSlot) else block for block in section.blocks)
    found = find(replace(made, sections=(replace(section, blocks=blocks),)))
    assert ("chart-labels", "a line runs through “125”") in [(each.rule, each.what) for each in found]
