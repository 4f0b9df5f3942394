"""Tables in the Markdown of docs/."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class DocTable:
    """A table of a page."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def column(self, name: str) -> list[str]:
        """The cells of a column, without the marks of code around a whole cell."""
        return [_code(row[self.header.index(name)]) for row in self.rows]

    def pairs(self, first: str, second: str) -> list[tuple[str, str]]:
        """Two columns side by side."""
        return list(zip(self.column(first), self.column(second), strict=True))

    @property
    def lists_keys(self) -> bool:
        """Whether it describes the keys of a settings file."""
        return self.header[0].startswith("Key")


def doc_tables(text: str) -> list[DocTable]:
    """The tables of a page, without what stands between lines of ```."""
    prose = re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)
    return [_table(lines.splitlines()) for lines in re.findall(r"(?:^\|.*\|\n)+", prose, re.MULTILINE)]


def _table(lines: list[str]) -> DocTable:
    head, _, *rows = (tuple(cell.strip() for cell in line[1:-1].split("|")) for line in lines)
    return DocTable(head, tuple(rows))


def _code(cell: str) -> str:
    return cell[1:-1] if cell.count("`") == 2 and cell[0] == cell[-1] == "`" else cell
