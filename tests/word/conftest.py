"""A small house with a paper of every kind of line, and its Word file."""

from __future__ import annotations

from pathlib import Path

import pytest

from reckoner.reports.word.write import WordFile
from tests.word.papers import paper_house, sent_from

WORDS = """\
In October 2025 the police solved {{ crimes.solved at 2025-10 }} crimes, and {{ crimes.solved at 2025-09 }}
in September.

The **second** paragraph has [a link](https://example.org/page) and a *stress*, after [bore da]{lang=cy}.

- a first point of {{ crimes.solved at 2025-01 }} crimes
- a second point

1. one thing
2. another thing

> Somebody said so.

## A heading within

| Month | Crimes |
| --- | ---: |
| August | {{ crimes.solved at 2025-08 }} |
| July | {{ crimes.solved at 2025-07 }} |

The last paragraph follows the table.
"""


@pytest.fixture(scope="session")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The house."""
    return paper_house(tmp_path_factory.mktemp("word") / "house", WORDS, "[html, docx]")


@pytest.fixture(scope="session")
def word_file(paper: Path) -> WordFile:
    """Its Word file."""
    return sent_from(paper)
