"""Papers made by chance, and what their words shall be after edits that a model makes beside the file's."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from pathlib import Path

from reckoner.reports.composed import compose_edition
from reckoner.reports.content.frontmatter import read_words
from reckoner.reports.content.markdown import read_markdown
from reckoner.reports.docx import word_file
from reckoner.reports.prose import (
    Block,
    Grid,
    ItemList,
    Paragraph,
    Placeholder,
    Quotation,
    Run,
    Subheading,
    flatten,
)
from reckoner.reports.word.write import WordFile
from tests.small import tiny_house, write

MODULE = """
title: Crimes solved
origins:
  paper:
    kind: kept
    producer: The Force
    document: A paper
    received: 2025-11-20
    from: The Force
    licence: Public
tables:
  solved:
    file: solved.csv
    origin: paper
    columns: {month: {type: period}, solved: {type: count}}
    key: [month]
measures:
  solved:
    table: solved
    value: solved
    unit: count
    noun: crimes solved
    over_time: sum
    owner: analyst
"""
FRONT = """
---
title: Progress
author: policy
periods: {latest: 2025-10}
---
This paper tells the Panel how the force has done.
"""
COUNTS = (1401, 1532, 1663, 1794, 1825, 1956, 2087, 2118, 2249, 2370)
MONTHS = {f"2025-{month:02}": count for month, count in enumerate(COUNTS, 1)}
SECTION = "content/panel-paper/2025-11/10-crime.md"
COMMON = (
    "the",
    "police",
    "solved",
    "crimes",
    "in",
    "a",
    "month",
    "and",
    "then",
    "looked",
    "at",
    "how",
    "were",
)
_PLACEHOLDER = re.compile(r"\{\{ (.*?) \}\}")


def paper_house(root: Path, words: str, outputs: str = "[html]") -> Path:
    """A house whose section has these words, and crimes solved by month."""
    house = tiny_house(root, words, FRONT, outputs)
    write(house / "data/crimes/module.yaml", MODULE)
    rows = "\n".join(f"{month},{count}" for month, count in MONTHS.items())
    write(house / "data/crimes/solved.csv", f"month,solved\n{rows}\n")
    return house


def sent_from(house: Path, edition: str = "2025-11") -> WordFile:
    """The Word file of a house's paper."""
    composed = compose_edition(house, "panel-paper", edition, lambda _step: None)
    return word_file(composed, composed.document)


def printed(words: str) -> str:
    """Words with their placeholders as they are printed."""
    return _PLACEHOLDER.sub(lambda found: f"{MONTHS[found[1].rpartition(' ')[2]]:,}", words)


@dataclass
class Model:
    """The lines of a section: each what it is and its words, with placeholders."""

    lines: list[tuple[str, str]] = field(default_factory=list)

    def markdown(self) -> str:
        """As an editor writes it."""
        made, before = [], ""
        for kind, words in self.lines:
            if kind == "row" and before == "row":
                made.append(f"\n| {words} |")
            elif kind == "row":
                head = " | ".join(f"head{n}" for n in range(words.count(" | ") + 1))
                made.append(f"\n\n| {head} |\n|{' --- |' * (words.count(' | ') + 1)}\n| {words} |")
            elif kind == "item":
                made.append(f"{chr(10) if before == 'item' else chr(10) * 2}- {words}")
            else:
                made.append(f"\n\n{words}")
            before = kind
        return "".join(made).strip() + "\n"


def drawn(chance: random.Random) -> Model:
    """A section by chance; every line has words that no other has."""
    model, number = Model(), 0
    months = list(MONTHS)
    for _ in range(chance.randint(2, 6)):
        kind = chance.choice(["paragraph", "paragraph", "paragraph", "item", "row"])
        for _ in range(1 if kind == "paragraph" else chance.randint(2, 4)):
            number += 1
            if kind == "row":
                cells = [f"route{number}", f"place{number} {chance.choice(COMMON)}", figure(chance, months)]
                model.lines.append((kind, " | ".join(cells)))
                continue
            words = [f"Start{number}"]
            for at in range(chance.randint(6, 24)):
                words.append(f"word{number}x{at}" if chance.random() < 0.2 else chance.choice(COMMON))
                if chance.random() < 0.12:
                    words.append(figure(chance, months))
            model.lines.append((kind, " ".join([*words, f"end{number}"]) + "."))
        if kind != "paragraph":
            number += 1
            model.lines.append(("paragraph", f"Between{number} stands something else{number} of its own."))
    return model


def figure(chance: random.Random, months: list[str]) -> str:
    """A figure of some month."""
    return f"{{{{ crimes.solved at {chance.choice(months)} }}}}"


def lines_in(path: Path) -> list[tuple[str, str]]:
    """The lines of a file as the program's own reader of Markdown has them, without the heads of tables."""
    words = read_words(path, path.name)
    return [
        line
        for block in read_markdown(words.markdown, path.name).blocks
        for line in _lines(block, "paragraph")
    ]


def _lines(block: Block, kind: str) -> list[tuple[str, str]]:
    match block:
        case Paragraph() | Subheading():
            return [(kind, _said(block.runs))]
        case ItemList():
            return [line for item in block.items for part in item for line in _lines(part, "item")]
        case Quotation():
            return [line for part in block.blocks for line in _lines(part, "quote")]
        case Grid():
            return [("row", " | ".join(_said(cell) for cell in row)) for row in block.rows]
    return []


def _said(runs: tuple[Run, ...]) -> str:
    parts = [
        f"{{{{ {run.source} }}}}" if isinstance(run, Placeholder) else getattr(run, "text", "")
        for run in flatten(runs)
    ]
    return " ".join("".join(parts).split())
