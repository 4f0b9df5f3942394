"""Holes that an editor left are found with their line; words that only look like them are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from reckoner.reports.content.frontmatter import read_words
from reckoner.reports.content.unfinished import unfinished
from reckoner.reports.findings import Finding
from tests.small import write


def found(folder: Path, text: str, front: str = "title: Crime") -> list[Finding]:
    write(folder / "a.md", f"---\n{front}\n---\n{text}\n")
    return list(unfinished(read_words(folder / "a.md", "content/a.md")))


@pytest.mark.parametrize(
    ("text", "hole"),
    [
        ("XX crimes", "XX"),
        ("xxx crimes", "xxx"),
        ("It cost £X.", "£X"),
        ("It cost £XXm.", "£XXm"),
        ("It rose by X%.", "X"),
        ("It rose by x per cent.", "x"),
        ("TBC per cent", "TBC"),
        ("The date is tbc in May.", "tbc"),
        ("T.B.C.", "T.B.C."),
        ("TBA and more", "TBA"),
        ("[figure to come]", "[figure to come]"),
        ("[insert name]", "[insert name]"),
        ("[to be confirmed]", "[to be confirmed]"),
        ("[...] crimes", "[...]"),
        ("[ ] crimes", "[ ]"),
        ("TODO check this", "TODO"),
        ("To do: check this", "To do:"),
        ("FIXME", "FIXME"),
        ("?? crimes", "??"),
        ("____ crimes", "____"),
        ("Lorem ipsum dolor", "Lorem ipsum"),
    ],
)
def test_a_hole_is_an_error_with_file_and_line(text: str, hole: str, tmp_path: Path) -> None:
    [finding] = found(tmp_path, f"One line.\n\n{text}")
    assert (finding.severity, finding.rule, finding.where) == ("error", "unfinished-words", "content/a.md:6")
    assert finding.what.startswith(repr(hole))
    assert "to_come" in finding.todo


@pytest.mark.parametrize(
    "text",
    [
        "The work is to be confirmed in May, and the review is still to come.",
        "Spanish for all is para todo el mundo.",
        "The X-ray showed Malcolm X and the letter x.",
        "Why? What is to do next?",
        "A [link to figures](https://example.org/figures) and a [number](#number).",
        "[words]{lang=cy} and [c] and [x] stand in tables",
        "Write `XX` or `TBC` where you mean it.",
        '{{ to_come "XX calls, TBC", from: analyst, by: 2026-01-20 }}',
        "The Mexx brand, Exxon and TBCs.",
    ],
)
def test_words_that_only_look_unfinished_are_left_alone(text: str, tmp_path: Path) -> None:
    assert found(tmp_path, text) == []


def test_front_matter_is_looked_at_but_for_what_is_not_printed(tmp_path: Path) -> None:
    front = "title: Crime in XX\nsummary: TBC\nnot_figures:\n  - {text: XX 1, reason: TODO}\ncheck: TODO"
    assert [each.where for each in found(tmp_path, "Words.", front)] == ["content/a.md:2", "content/a.md:3"]
