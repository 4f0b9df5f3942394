"""Columns are balanced as WeasyPrint does it, with far fewer layouts, and nothing is lost on the way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
import weasyprint
from hypothesis import given
from hypothesis import strategies as st
from weasyprint.formatting_structure import boxes
from weasyprint.layout import block
from weasyprint.layout.absolute import AbsolutePlaceholder

from reckoner.reports.render.pdf import columns
from reckoner.reports.render.pdf.columns import balance_line_by_line
from reckoner.reports.render.pdf.inside import ChangedInsideError, page_box
from tests.render.pdf.heard import STYLE

LINE = 20  # CSS pixels
LOOKS = (
    f"@page {{ size: 400px 500px; margin: 20px }} p {{ margin: 0; font-size: 12px; line-height: {LINE}px }}"
    "section { columns: var(--count); column-gap: 10px } .whole { break-inside: avoid }"
    ".mark { position: relative } .mark b { position: absolute; left: 0; top: 0 }"
    ".after { margin-bottom: 14px }"
)


def page(paragraphs: Sequence[tuple[int, str]], count: int, before: int) -> str:
    said = "".join(
        f'<p class="{kind}">{"<b>*</b>" if "mark" in kind else ""}'
        + "<br>".join(f"{number}.{line}" for line in range(lines))
        for number, (lines, kind) in enumerate(paragraphs)
    )
    return (
        f'<html lang="en-GB"><head><style>{STYLE}{LOOKS}</style></head><body>{"<p>Before." * before}'
        f'<section style="--count: {count}">{said}</section><p>After.</body></html>'
    )


@contextmanager
def line_by_line() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(block, "columns_layout", block.columns_layout)  # put back at the end
        balance_line_by_line()
        yield


def laid(html: str) -> weasyprint.Document:
    return weasyprint.HTML(string=html).render()


def lines(document: weasyprint.Document) -> Iterator[tuple[int, str, float]]:
    """Page, words and lower edge of each line, in order."""
    for number, sheet in enumerate(document.pages):
        for box in page_box(sheet).descendants():
            if isinstance(box, boxes.LineBox):
                words = "".join(part.text for part in box.descendants() if isinstance(part, boxes.TextBox))
                yield number, words, box.position_y + box.height


def end(document: weasyprint.Document) -> tuple[int, float]:
    """Where what stands after the columns ends."""
    [(number, _, bottom)] = [line for line in lines(document) if line[1] == "After."]
    return number, bottom


KINDS = st.sampled_from(("", "whole", "mark", "whole after", "after"))


@pytest.mark.slow
@given(
    paragraphs=st.lists(st.tuples(st.integers(1, 9), KINDS), min_size=1, max_size=14),
    count=st.integers(2, 3),
    before=st.integers(0, 20),
)
def test_nothing_is_lost_and_columns_end_a_millimetre_lower_at_most_than_weasyprint_s_own(
    paragraphs: list[tuple[int, str]], count: int, before: int
) -> None:
    html = page(paragraphs, count, before)
    own = laid(html)
    with line_by_line():
        ours = laid(html)
    said = [words for _, words, _ in lines(ours) if words not in ("Before.", "*", "After.")]
    assert said == [
        f"{number}.{line}" for number, (lines, _) in enumerate(paragraphs) for line in range(lines)
    ]
    placed = (box for sheet in ours.pages for box in page_box(sheet).descendants())
    marks = sum(isinstance(box, AbsolutePlaceholder) for box in placed)
    assert marks == sum("mark" in kind for _, kind in paragraphs)
    assert end(ours) <= (end(own)[0], end(own)[1] + 4)


def test_columns_are_laid_out_a_few_times_only(monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[object] = []
    layout = block.block_box_layout

    def count(context: Any, box: Any, *given: Any, **named: Any) -> Any:
        counted.extend([box] if box.is_column else [])
        return layout(context, box, *given, **named)

    monkeypatch.setattr(block, "block_box_layout", count)
    html = page([(lines, "whole") for lines in (3, 2, 7, 5, 4)], 2, 1)
    laid(html)
    own = len(counted)
    with line_by_line():
        laid(html)
    assert own > 100
    assert len(counted) - own < 50


def test_a_weasyprint_without_the_name_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "_COLUMNS", None)
    with pytest.raises(ChangedInsideError, match="columns_layout"):
        balance_line_by_line()
