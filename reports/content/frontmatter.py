"""Front matter: the YAML between two lines of ``---`` at the top of a Markdown file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from reckoner.reports.errors import Fault, InputError, Place
from reckoner.reports.settings.nodes import UNSEEN
from reckoner.reports.settings.paths import require_file
from reckoner.reports.settings.yaml import YamlFile, parse_yaml

FENCE = "---"


@dataclass(frozen=True)
class WordsFile:
    """An editor's file: its front matter, its Markdown, and the line where the Markdown starts."""

    front: YamlFile
    markdown: str
    first_line: int

    @property
    def shown(self) -> str:
        """The path as errors write it."""
        return self.front.shown


def read_words(path: Path, shown: str) -> WordsFile:
    """Read a file of words.

    Raises InputError: it is missing, not UTF-8, holds characters that nobody sees, or its front matter is
    broken.
    """
    lines = _lines(_read(path, shown), shown)
    if lines[0].rstrip() != FENCE:
        raise InputError(
            "the file does not start with front matter",
            Place(shown, 1),
            f"Begin with {FENCE}, `title: ...`, {FENCE}.",
        )
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), None)
    if end is None:
        raise InputError("the front matter has no end", Place(shown, 1), f"Add a line {FENCE} below it.")
    front = parse_yaml("\n".join(lines[1:end]), path, shown, InputError, first_line=2)
    return WordsFile(front, "\n".join(lines[end + 1 :]), end + 2)


def _lines(text: str, shown: str) -> list[str]:
    """The lines as an editor's program counts them. Raises InputError for characters that nobody sees."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    faults = [
        Fault(f"there is a control character (U+{ord(found[0]):04X})", Place(shown, number), "Take it out.")
        for number, line in enumerate(lines, 1)
        if (found := UNSEEN.search(line))
    ]
    if faults:
        raise InputError.of(faults)
    return lines


def _read(path: Path, shown: str) -> str:
    require_file(path, Place(shown), InputError)
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise InputError("there is no such file", Place(shown), "Create it, or correct the name.") from None
    except OSError as problem:
        raise InputError(f"it could not be read: {problem.strerror}", Place(shown)) from None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = raw.count(b"\n", 0, problem.start) + 1
        raise InputError(
            f"byte {raw[problem.start]:#04x} is not UTF-8", Place(shown, line), "Save the file as UTF-8."
        ) from None
