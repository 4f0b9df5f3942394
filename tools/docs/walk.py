"""A tutorial's steps, taken: its commands are run, its files written, its answers gathered."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

_FENCE = re.compile(
    r"^(?:`(?P<file>[\w./-]+)`\n\n)?```(?P<kind>\w*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)
_MONTH = re.compile(r"\b(20\d\d)-(\d\d)\b(?!-\d)")

Run = Callable[[str, Path], str]  # a line of a shell, and where


@dataclass(frozen=True, slots=True)
class Step:
    """A block of the page: commands, a file to be written, or lines that the last commands printed."""

    kind: str
    text: str
    file: str = ""


def steps(page: str) -> Iterator[Step]:
    """The steps of a page. Blocks of ``sh`` are for the machine: how the program gets there."""
    for found in _FENCE.finditer(page):
        yield Step(found["kind"], found["text"], found["file"] or "")


def walk(page: str, folder: Path, run: Run) -> Iterator[tuple[Step, str]]:
    """Take the page's steps in a folder, one at a time; each with what has been printed so far.

    The page has an edition and months of its own: once the house is there they are put into its time.
    """
    at, printed = folder, ""
    moved: Callable[[str], str] = str
    for step in steps(page):
        text, name = moved(step.text), moved(step.file)
        if name:
            (at / name).write_text(text, encoding="utf-8")
        elif not step.kind:
            for line in text.splitlines():
                if line.startswith("cd "):
                    at = at / line.removeprefix("cd ")
                    moved = _mover(page, at)
                else:
                    printed += run(line, at)
        yield Step(step.kind, text, name), printed


def _mover(page: str, house: Path) -> Callable[[str], str]:
    """Puts the page's edition and months into the time of a house begun on another day."""
    [edition] = (path.name for path in (house / "content/panel-paper").iterdir())
    front = (house / "content/panel-paper" / edition / "edition.md").read_text("utf-8")
    [latest] = re.findall(r"^  latest: (\d{4}-\d\d)$", front, re.MULTILINE)
    [its_edition] = set(re.findall(r"content/panel-paper/([\d-]+)/", page))
    its_latest = max(found[0] for found in _MONTH.finditer(page) if found[0] != its_edition)
    months = _count(latest) - _count(its_latest)

    def moved(text: str) -> str:
        return _MONTH.sub(
            lambda found: edition if found[0] == its_edition else _named(_count(found[0]) + months), text
        )

    return moved


def _count(month: str) -> int:
    year, number = month.split("-")
    return int(year) * 12 + int(number) - 1


def _named(count: int) -> str:
    return f"{count // 12}-{count % 12 + 1:02}"
