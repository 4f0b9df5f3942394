"""A Word file as it was read: lines of atoms, each with who changed it and the figure it belongs to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

INSERTED, DELETED, MOVED_AWAY, MOVED_HERE = "ins", "del", "moveFrom", "moveTo"
GONE = frozenset({DELETED, MOVED_AWAY})
COMMENT_ENDS = 500  # of the words that a comment is about


@dataclass(frozen=True, slots=True)
class Stamp:
    """What happened to something, who did it, and when as the file says it; nothing where nobody did."""

    what: str = ""
    who: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class Atom:
    """Characters with one stamp, in one figure or in none (``figure`` is its tag), of one look.

    ``cell`` says that a cell of a row ends here. ``marked`` are characters that the program wrote.
    """

    text: str
    stamp: Stamp = Stamp()
    figure: str = ""
    bold: bool = False
    italic: bool = False
    marked: bool = False
    cell: bool = False
    address: str = ""


@dataclass(slots=True)
class RawLine:
    """A paragraph, or a row of a table, before its changes are taken in. ``mark`` stamps its end.

    ``level`` is that of a heading or of a list's item. ``part`` is where it stands: the body, or notes.
    """

    kind: str = "text"  # text, heading, title, item, numbered, row, contents, proof
    style: str = ""
    level: int = 0
    part: str = ""
    mark: Stamp = Stamp()
    atoms: list[Atom] = field(default_factory=list)
    table: int = 0
    heads: bool = False


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody said, of which words, in which line."""

    who: str
    when: str
    text: str
    line: int
    quote: str


@dataclass(slots=True)
class WordLines:
    """All that was read. ``notes`` are things that were seen and can't be taken in as words."""

    id: str = ""
    lines: list[RawLine] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    formats: list[Stamp] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def to_data(self) -> dict[str, Any]:
        """As the child of the process that reads it answers."""
        return {
            "id": self.id,
            "lines": [
                [
                    line.kind,
                    line.style,
                    line.level,
                    line.part,
                    _of(line.mark),
                    line.table,
                    line.heads,
                    [
                        [a.text, _of(a.stamp), a.figure, a.bold, a.italic, a.marked, a.cell, a.address]
                        for a in line.atoms
                    ],
                ]
                for line in self.lines
            ],
            "comments": [[c.who, c.when, c.text, c.line, c.quote] for c in self.comments],
            "formats": [_of(stamp) for stamp in self.formats],
            "notes": self.notes,
        }

    @classmethod
    def of_data(cls, data: dict[str, Any]) -> WordLines:
        """The same on the other side."""
        return cls(
            data["id"],
            [
                RawLine(
                    kind, style, level, part, Stamp(*mark),
                    [Atom(text, Stamp(*stamp), *rest) for text, stamp, *rest in atoms], table, heads,
                )
                for kind, style, level, part, mark, table, heads, atoms in data["lines"]
            ],
            [Comment(*comment) for comment in data["comments"]],
            [Stamp(*stamp) for stamp in data["formats"]],
            list(data["notes"]),
        )  # fmt: skip


def _of(stamp: Stamp) -> list[str]:
    return [stamp.what, stamp.who, stamp.when]
