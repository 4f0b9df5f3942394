"""An office's first edition from a Word paper that it has: sections, lists and tables as words.

Its numbers come as they were typed. None is sourced by that: each is to be adopted, and the check says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reckoner.reports.errors import InputError, Place, UsageError
from reckoner.reports.returned.place import markdown
from reckoner.reports.returned.token import Line, Token, Tokens, final_lines, said, unmarked
from reckoner.reports.rollover.edition import EDITION, refuse_other
from reckoner.reports.settings.house import House
from reckoner.reports.settings.publication import Publication
from reckoner.reports.whole import write_whole
from reckoner.reports.word.line import WordLines

CHECK = "These are the words of {file}. Read them, adopt their numbers, then take this line out."
_KEY = re.compile(r"[0-9]{4}(?:-[0-9]{2}|-Q[1-4])?(?:\+[a-z0-9][a-z0-9-]*)?")
_NUMBERED = re.compile(r"^[0-9]+(?:\.[0-9]+)*[.)]?\s+(?=\S)")
_BRACES = re.compile(r"\{\{|\}\}|\{%|%\}|<!--|-->")


@dataclass
class _Section:
    title: str
    parts: list[str] = field(default_factory=list)
    before: str = ""


@dataclass(frozen=True)
class FirstEdition:
    """The files by name, what was left out, and where they go."""

    folder: Path
    shown: str
    files: dict[str, str]
    left_out: tuple[str, ...]

    def write(self) -> None:
        """Put them in place. Raises UsageError where words are there, WriteError."""
        refuse_other(self.folder, self.shown)
        for name, text in sorted(self.files.items(), key=lambda each: each[0] == EDITION):
            write_whole(self.folder / name, text.encode())


def first_edition(
    house: House, publication: Publication, key: str, read: WordLines, shown: str
) -> FirstEdition:
    """The words of a Word paper as an edition. Raises UsageError for its key, InputError without words."""
    if not _KEY.fullmatch(key):
        raise UsageError(f"{publication.name} has no edition {key!r}", todo="Write a month such as 2026-02.")
    home = house.root / "content" / publication.name / key
    place = f"content/{publication.name}/{key}"
    refuse_other(home, place)
    lines = [line for line in final_lines(read) if line.kind != "contents" and not line.part]
    title, sections = _sections(lines)
    if not any(section.parts for section in sections):
        raise InputError("it has no words", Place(shown), "Name a paper that has some.")
    check = _quoted(CHECK.format(file=shown))
    author = f"author: {publication.author}\n" if publication.author else ""
    head = f"---\ntitle: {_quoted(title or publication.title)}\n{author}check: {check}\n---\n"
    width = len(str(10 * len(sections)))
    files = {EDITION: head + _body(sections[0])}
    for number, section in enumerate(sections[1:], 1):
        name = f"{number * 10:0{width}}-{_slug(section.title)}.md"
        files[name] = f"---\ntitle: {_quoted(section.title)}\ncheck: {check}\n---\n{_body(section)}"
    return FirstEdition(home, place, files, tuple(_left_out(read)))


def _left_out(read: WordLines) -> Iterator[str]:
    yield from dict.fromkeys(read.notes)
    yield from (f"the {line.part}: {said(line.tokens)}" for line in final_lines(read) if line.part)
    for comment in read.comments:
        yield f"a comment by {comment.who or 'somebody'}: {comment.text}"


def _sections(lines: Sequence[Line]) -> tuple[str, list[_Section]]:
    """The title, and the sections by their headings; what stands before the first is the introduction."""
    title, sections = "", [_Section("")]
    top = min((line.level for line in lines if line.kind == "heading"), default=1)
    rows: list[Line] = []
    for line in [*lines, None]:
        if rows and (line is None or not line.is_row or line.table != rows[0].table):
            sections[-1].parts.append("\n\n" + _table(rows))
            sections[-1].before, rows = "table", []
        if line is None:
            break
        if line.is_row:
            rows.append(line)
        elif line.kind == "title" and not title:
            title = _NUMBERED.sub("", line.text)
        elif line.kind == "heading" and line.level <= top:
            sections.append(_Section(_NUMBERED.sub("", line.text)))
        else:
            _add(sections[-1], line)
    return title, [section for n, section in enumerate(sections) if n == 0 or section.parts or section.title]


def _add(section: _Section, line: Line) -> None:
    tokens = _harmless(unmarked(line.tokens))
    if line.kind in ("item", "numbered"):
        mark = "1. " if line.kind == "numbered" else "- "
        indent = "   " * line.level if line.kind == "numbered" else "  " * line.level
        gap = "\n" if section.before in ("item", "numbered") else "\n\n"
        section.parts.append(
            f"{gap}{indent if section.before in ('item', 'numbered') else ''}{mark}{_md(tokens)}"
        )
    elif line.kind == "heading":
        section.parts.append(f"\n\n## {_md(tokens)}")
    else:
        words = _NUMBERED.sub("", said(tokens)) if _NUMBERED.match(said(tokens)) else ""
        bare = tokens[len(tokens) - len(_trimmed(tokens, words)) :] if words else tokens
        section.parts.append(f"\n\n{_md(bare)}")
    section.before = line.kind


def _trimmed(tokens: Tokens, words: str) -> Tokens:
    """The last tokens, those that make up ``words``: a paragraph's typed number is left out."""
    count, size = 0, 0
    for token in reversed(tokens):
        if size >= len(words):
            break
        size += len(token.text)
        count += 1
    return tokens[len(tokens) - count :]


def _harmless(tokens: Tokens) -> Tokens:
    """Braces mean something in our words, and nothing in a stranger's."""
    return tuple(
        Token(_BRACES.sub("", token.text), bold=token.bold, italic=token.italic)
        for token in tokens
        if token.text not in "{}" or token.text == "\t"
    )


def _md(tokens: Sequence[Token]) -> str:
    return " ".join(markdown(tokens, first=True).replace("<", "\\<").split())


def _table(rows: Sequence[Line]) -> str:
    """A table in Markdown: its first row heads it, and each row has as many cells."""
    cells = [[_md(_harmless(cell)).replace("|", "/") for cell in _cells(row.tokens)] for row in rows]
    width = max(len(row) for row in cells)
    filled = [[*row, *[""] * (width - len(row))] for row in cells]
    head, *rest = ["| " + " | ".join(row) + " |" for row in filled]
    return "\n".join([head, "|" + " --- |" * width, *rest])


def _cells(tokens: Tokens) -> list[Tokens]:
    cells: list[list[Token]] = [[]]
    for token in tokens:
        if token.text == "\t":
            cells.append([])
        else:
            cells[-1].append(token)
    return [tuple(cell) for cell in cells]


def _body(section: _Section) -> str:
    return "".join(section.parts).strip("\n") + "\n" if section.parts else ""


def _quoted(text: str) -> str:
    words = _BRACES.sub("", " ".join(text.split())).replace("\\", "").replace('"', "'")
    return f'"{words}"'


def _slug(title: str) -> str:
    words = re.findall(r"[a-z0-9]+", title.lower())
    return "-".join(words)[:40].strip("-") or "section"
