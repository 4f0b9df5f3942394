"""Words that are plainly unfinished: "XX", "TBC", "[figure to come]", "TODO", "£X", with file and line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reckoner.reports.content.frontmatter import WordsFile
from reckoner.reports.content.markdown import Reading
from reckoner.reports.errors import Place
from reckoner.reports.findings import Finding

UNFINISHED, UNREADABLE = "unfinished-words", "unreadable-words"
_TODO = (
    "Write what is meant. For a figure that somebody still has to bring: "
    '{{ to_come "WHAT", from: PERSON, by: 2026-01-20 }}. What really reads like this goes between backticks.'
)
_SILENT = re.compile(r"\{\{.*?\}\}|`[^`]*`|\]\([^)]*\)", re.DOTALL)
_HOLES = re.compile(
    r"""
    (?<![\w-])[Xx]{2,}(?![\w-])              # XX crimes
    | [£$€]\s?[Xx]+(?![\w])                   # £X, £XXm
    | (?<![\w-])[Xx](?=\s?%|\ per\ cent\b)    # X per cent
    | [£$€][Xx]+[mk]\b
    | \bT\.?B\.?[CAD]\b\.?             # TBC, TBA, TBD
    | \b(?:TODO|FIXME)\b | \b[Tt]o\ ?do:
    | (?<!\w)\?{2,}(?!\w) | (?<!\w)_{3,}(?!\w)
    | \b[Ll]orem\ ipsum\b
    | \[[^\]\[]*\b(?:to\s+come|to\s+follow|to\s+be\s+(?:confirmed|added|supplied|completed|updated)
        |insert|placeholder|figures?|numbers?|check\s+this|add\s+\w+|name\s+here)\b[^\]\[]*\](?!\()
    | \[\s*(?:\.{2,}|…|\?|\s)\s*\](?!\()
    """,
    re.VERBOSE | re.IGNORECASE,
)
_CASED = re.compile(r"(?:tod[o]|fixme)$")  # in small letters an ordinary word of another language
_ASIDE = frozenset({"check", "not_figures", "accepted_findings", "accept_old", "author", "box", "file"})


def unfinished(words: WordsFile) -> Iterator[Finding]:
    """What one file of words leaves open, in its text and in its front matter."""
    for line, hole in _holes(words.markdown):
        yield _finding(hole, Place(words.shown, words.first_line + line))
    for path, text in _texts(words.front.data, ()):
        for _, hole in _holes(text):
            yield _finding(hole, words.front.place(*path))


def remarks_on(reading: Reading) -> Iterator[Finding]:
    """What can't be read in a text, as findings: the rest of it can."""
    yield from (Finding.of(fault, UNREADABLE) for fault in reading.faults)


def _holes(text: str) -> Iterator[tuple[int, str]]:
    """Each hole with the number of line ends before it."""
    blank = _SILENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    for match in _HOLES.finditer(blank):
        if not _CASED.fullmatch(match[0]):
            yield blank.count("\n", 0, match.start()), " ".join(match[0].split())


def _finding(hole: str, where: Place) -> Finding:
    return Finding(
        "error", UNFINISHED, f"{hole!r} stands for what is not written yet", str(where), todo=_TODO
    )


def _texts(data: object, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(data, str):
        yield path, data
    inside = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in inside:
        if key not in _ASIDE:
            yield from _texts(value, (*path, key))
