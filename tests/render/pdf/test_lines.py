"""Last lines of paragraphs: none of a word or two where the lines before it can give some."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import weasyprint
from weasyprint.formatting_structure import boxes
from weasyprint.layout import block

from reckoner.reports.render.pdf import lines
from reckoner.reports.render.pdf.inside import ChangedInsideError, page_box
from reckoner.reports.render.pdf.lines import keep_last_lines_full

WORDS = "The Constabulary has set out how each of its districts will answer people who call. "


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(block, "iter_line_boxes", block.iter_line_boxes)  # put back at the end
    keep_last_lines_full()


def laid(body: str, style: str = "") -> list[tuple[float, float]]:
    """Where each line ends, as a share of the measure, and how high it stands."""
    looks = f"@page {{ size: 140mm 200mm; margin: 20mm }} body, p, ul {{ margin: 0; padding: 0 }} {style}"
    html = f'<html lang="en"><style>{looks}</style><body>{body}'
    [page] = weasyprint.HTML(string=html).render().pages
    return [(_end(line) / page_box(page).width, line.position_y) for line in _lines(page_box(page))]


def _lines(box: Any) -> Iterator[Any]:
    for child in getattr(box, "children", ()):
        if isinstance(child, boxes.LineBox):
            yield child
        else:
            yield from _lines(child)


def _end(line: Any) -> float:
    return float(max(child.position_x + child.width for child in line.children) - line.position_x)


def short_ones() -> list[str]:
    """The wordings whose last line would be short: the same words, with more of them at the end."""
    found = [
        text
        for count in range(1, 40)
        if (text := f"<p>{WORDS * 2}{' '.join(['and'] * count)}") and laid(text)[-1][0] < 0.1
    ]
    assert found
    return found


def test_a_last_line_of_a_word_or_two_is_filled_and_nothing_else_moves(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wordings = short_ones()
    before = [laid(text) for text in wordings]
    monkeypatch.setattr(block, "iter_line_boxes", block.iter_line_boxes)
    keep_last_lines_full()
    for text, old in zip(wordings, before, strict=True):
        new = laid(text)
        assert [height for _, height in new] == [height for _, height in old]
        assert new[-1][0] > old[-1][0] + 0.05
        assert new[-2][0] > 0.8  # and the line before it stays a full one to the eye
        assert new[:-2] == old[:-2]  # lines above keep the measure that they had


@pytest.mark.usefixtures("kept")
def test_lines_that_need_nothing_keep_their_whole_measure() -> None:
    assert laid("<p>A few words")[0][0] < 0.5
    ends = [end for end, _ in laid(f"<p>{WORDS * 2}and so on, as long as the line will hold more")]
    assert ends[-1] > 0.3
    assert max(ends) > 0.92


@pytest.mark.slow
@pytest.mark.parametrize("style", ["p { text-align: justify }", "p { text-align: right }"])
def test_words_that_stand_on_both_edges_or_the_right_are_left_alone(
    style: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    wordings = short_ones()
    before = [laid(text, style) for text in wordings]
    monkeypatch.setattr(block, "iter_line_boxes", block.iter_line_boxes)
    keep_last_lines_full()
    assert [laid(text, style) for text in wordings] == before


def test_a_weasyprint_without_the_name_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "_LINES", None)
    with pytest.raises(ChangedInsideError, match="iter_line_boxes"):
        keep_last_lines_full()
