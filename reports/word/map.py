"""What a Word file can't say of itself: which file each of its lines is from, and each figure's placeholder.

It is kept beside the file, so that one that comes back can be put into the words again.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

NAME = "word.json"
UNKNOWN_ID = "00000000"  # stands in the text until its own hash is known


@dataclass(frozen=True)
class MappedFigure:
    """A figure: what it prints, its placeholder in the words (none in a table of data), its name."""

    text: str
    placeholder: str
    name: str


@dataclass(frozen=True)
class MappedLine:
    """A line: its file of words, or none where nobody wrote it; what it is; its characters."""

    file: str
    what: str
    text: str


@dataclass
class WordMap:
    """The lines of a Word file in order, and its figures by their numbers."""

    id: str = UNKNOWN_ID
    publication: str = ""
    edition: str = ""
    lines: list[MappedLine] = field(default_factory=list)
    figures: list[MappedFigure] = field(default_factory=list)

    def to_bytes(self) -> bytes:
        """As it is kept."""
        data = {
            "id": self.id,
            "publication": self.publication,
            "edition": self.edition,
            "lines": [[line.file, line.what, line.text] for line in self.lines],
            "figures": [[each.text, each.placeholder, each.name] for each in self.figures],
        }
        return (json.dumps(data, indent=0, ensure_ascii=False) + "\n").encode()

    @classmethod
    def read(cls, raw: bytes) -> WordMap:
        """Read one back. Raises ValueError where it is none."""
        try:
            data = json.loads(raw)
            lines = [MappedLine(*_texts(each, 3)) for each in data["lines"]]
            figures = [MappedFigure(*_texts(each, 3)) for each in data["figures"]]
            id_, publication, edition = _texts([data[n] for n in ("id", "publication", "edition")], 3)
        except (KeyError, TypeError, ValueError) as problem:
            raise ValueError("it is not what is kept beside a Word file") from problem
        return cls(id_, publication, edition, lines, figures)


def _texts(found: Sequence[object], count: int) -> list[str]:
    texts = [each for each in found if isinstance(each, str)]
    if len(texts) != count or len(found) != count:
        raise ValueError("a text is missing")
    return texts
