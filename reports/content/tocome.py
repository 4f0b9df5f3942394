"""What is still to come, by edition, with file and line: every ``{{ to_come ... }}`` in a house's words, and
every section that somebody owes. A section is owed while its ``check:`` stands, or while it has no words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from reckoner.reports.content.frontmatter import read_words
from reckoner.reports.content.placeholder import TO_COME, BadPlaceholder, ToCome, parse_placeholder
from reckoner.reports.errors import Place, ReckonerError
from reckoner.reports.settings.paths import read_text, require_plain

CONTENT, EDITION = "content", "edition.md"
_HOLE = re.compile(r"\{\{.*?\}\}")
_PLACEHOLDER = re.compile(rf"\{{\{{\s*({TO_COME}\b.*?)\s*\}}\}}", re.DOTALL)
_ENDINGS = (".md", ".yaml")


@dataclass(frozen=True, slots=True)
class Awaited:
    """What somebody has to bring, and where the words wait for it; a story has no ``edition``.

    ``kind`` is what it is: a figure, a section of words, or a table that a figure is read from.
    """

    publication: str
    edition: str
    figure: ToCome
    where: Place
    kind: Literal["figure", "section", "table"] = "figure"


def awaited_in(house: Path, *within: str) -> list[Awaited]:
    """What the words of every edition wait for, or those of one publication or edition, the soonest first.

    What can't be read as one is left to the build, which shows its place. Raises ReckonerError for a folder
    or a file that can't be used.
    """
    folder = house.joinpath(CONTENT, *within)
    require_plain(house, folder)
    files = sorted(path for path in folder.rglob("*") if path.suffix in _ENDINGS and path.is_file())
    found = [each for path in files for each in _in_file(house, path)]
    words = (path for path in files if path.suffix == ".md" and path.name != EDITION)
    found += [each for path in words for each in _owed(house, path)]
    return sorted(found, key=lambda each: (each.figure.by, each.where.path, each.where.line or 0))


def _owed(house: Path, path: Path) -> Iterator[Awaited]:
    """A section or a story that somebody owes. What can't be read is left to the build."""
    front, shown = _front(house, path), path.relative_to(house)
    owner, by = front.get("owner"), front.get("by")
    main = path.with_name(EDITION)
    if isinstance(owner, str) and by is None and main.is_file():
        by = _front(house, main).get("wanted_by")
    if isinstance(owner, str) and isinstance(by, date) and (front.get("check") or front["is bare"]):
        title = _HOLE.sub("…", str(front.get("title", path.stem)))
        publication, *within = shown.parts[1:]
        kind = "section" if len(within) > 1 else "story"
        what = ToCome(f"the {kind} “{title}”", owner, by)
        edition, where = within[0] if len(within) > 1 else "", Place(shown.as_posix(), front["line"])
        yield Awaited(publication, edition, what, where, "section")


def _front(house: Path, path: Path) -> dict[str, Any]:
    """What a file's front matter says, the line of its owner, and whether there are no words below."""
    try:
        words = read_words(path, path.relative_to(house).as_posix())
    except ReckonerError:
        return {"is bare": False}
    said = words.front.data if isinstance(words.front.data, dict) else {}
    return {**said, "is bare": not words.markdown.strip(), "line": words.front.place("owner").line}


def _in_file(house: Path, path: Path) -> Iterator[Awaited]:
    shown = path.relative_to(house)
    publication, *within = shown.parts[1:]
    edition = within[0] if len(within) > 1 else ""
    text = read_text(path, shown.as_posix())
    for match in _PLACEHOLDER.finditer(text):
        try:
            # A line of YAML in quotes writes its own quotes with a backslash.
            figure = parse_placeholder(match[1].replace('\\"', '"'))
        except BadPlaceholder:
            continue
        line = text.count("\n", 0, match.start()) + 1
        if isinstance(figure, ToCome):
            yield Awaited(publication, edition, figure, Place(shown.as_posix(), line))
