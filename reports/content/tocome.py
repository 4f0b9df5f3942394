"""What is still to come: every ``{{ to_come ... }}`` in a house's words, by edition, with file and line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reckoner.reports.content.placeholder import TO_COME, BadPlaceholder, ToCome, parse_placeholder
from reckoner.reports.errors import Place
from reckoner.reports.settings.paths import read_text, require_plain

CONTENT = "content"
_PLACEHOLDER = re.compile(rf"\{{\{{\s*({TO_COME}\b.*?)\s*\}}\}}", re.DOTALL)
_ENDINGS = (".md", ".yaml")


@dataclass(frozen=True, slots=True)
class Awaited:
    """A figure that somebody has to bring, and where the words wait for it; a story has no ``edition``."""

    publication: str
    edition: str
    figure: ToCome
    where: Place


def awaited_in(house: Path) -> list[Awaited]:
    """What the words of every edition wait for, the soonest first.

    What can't be read as one is left to the build, which shows its place. Raises ReckonerError for a folder
    or a file that can't be used.
    """
    folder = house / CONTENT
    require_plain(house, folder)
    files = sorted(path for path in folder.rglob("*") if path.suffix in _ENDINGS and path.is_file())
    found = [each for path in files for each in _in_file(house, path)]
    return sorted(found, key=lambda each: (each.figure.by, each.where.path, each.where.line or 0))


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
