"""An edition's folder of words: ``edition.md`` with its front matter, and a file per section in order."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator

from reports.content.frontmatter import WordsFile, read_words
from reports.content.markdown import read_markdown
from reports.errors import Fault, InputError, Place, ReckonerError, nearest
from reports.prose import Block
from reports.settings.yaml import PeriodField, Settings, validate


class NotFigure(Settings):
    """Text with digits that is a name and not a figure, and why."""

    text: str
    reason: str = Field(min_length=3)

    @field_validator("text")
    @classmethod
    def _has_digits(cls, text: str) -> str:
        if not any(character.isdigit() for character in text):
            raise ValueError("it holds no digit, so it needs no entry")
        return text


class AcceptedFinding(Settings):
    """A finding of the figure checker that a named person lets stand, in these words and no others."""

    rule: str
    text: str = Field(min_length=3)
    reason: str = Field(min_length=3)
    name: str = Field(min_length=2)


class EditionFront(Settings):
    """Front matter of ``edition.md``. ``periods`` are the names that placeholders may use."""

    title: str
    subtitle: str = ""
    author: str = ""
    periods: dict[str, PeriodField] = Field(default_factory=dict)
    not_figures: tuple[NotFigure, ...] = ()
    accepted_findings: tuple[AcceptedFinding, ...] = ()


class SectionFront(Settings):
    """Front matter of a section's file."""

    title: str
    box: Literal["recommendations"] | None = None
    anchor: str | None = Field(default=None, pattern=r"[a-z][a-z0-9-]*")
    not_figures: tuple[NotFigure, ...] = ()


@dataclass(frozen=True)
class SectionWords:
    """One section as its editor wrote it, placeholders unresolved."""

    front: SectionFront
    blocks: tuple[Block, ...]
    file: WordsFile

    @property
    def anchor(self) -> str:
        """The name of its place in the page: the front matter's, or the file's without its order number."""
        return self.front.anchor or Path(self.file.shown).stem.lstrip("0123456789-_") or "section"


@dataclass(frozen=True)
class EditionWords:
    """All words of one edition."""

    key: str
    front: EditionFront
    introduction: tuple[Block, ...]
    sections: tuple[SectionWords, ...]
    file: WordsFile

    @property
    def not_figures(self) -> tuple[NotFigure, ...]:
        """The names with digits of the edition and its sections."""
        return (*self.front.not_figures, *(n for section in self.sections for n in section.front.not_figures))

    @property
    def paths(self) -> tuple[Path, ...]:
        """Every file that was read."""
        return (self.file.front.path, *(section.file.front.path for section in self.sections))


def edition_keys(content: Path, publication: str) -> list[str]:
    """The editions that have words, in order."""
    folder = content / publication
    return sorted(path.parent.name for path in folder.glob("*/edition.md")) if folder.is_dir() else []


def read_edition(house: Path, publication: str, key: str) -> EditionWords:
    """Read an edition's words. Every fault is gathered. Raises InputError."""
    folder = house / "content" / publication / key
    if not (folder / "edition.md").is_file():
        known = edition_keys(house / "content", publication)
        raise InputError(
            f"{publication} {key} has no words",
            Place(_shown(folder / "edition.md", house)),
            nearest(key, known),
        )
    faults: list[Fault] = []
    words = read_words(folder / "edition.md", _shown(folder / "edition.md", house))
    try:
        front = validate(EditionFront, words.front, InputError)
    except ReckonerError as problem:
        faults.extend(problem.faults)
        front = EditionFront(title=key)
    introduction = _blocks(words, faults)
    files = sorted(path for path in folder.glob("*.md") if path.name != "edition.md")
    sections = tuple(section for path in files if (section := _section(path, house, faults)))
    faults.extend(_clashes(sections))
    if faults:
        raise InputError.of(faults)
    return EditionWords(key, front, introduction, sections, words)


def _section(path: Path, house: Path, faults: list[Fault]) -> SectionWords | None:
    try:
        words = read_words(path, _shown(path, house))
        front = validate(SectionFront, words.front, InputError)
    except ReckonerError as problem:
        faults.extend(problem.faults)
        return None
    return SectionWords(front, _blocks(words, faults), words)


def _blocks(words: WordsFile, faults: list[Fault]) -> tuple[Block, ...]:
    reading = read_markdown(words.markdown, words.shown, words.first_line)
    faults.extend(reading.faults)
    return reading.blocks


def _clashes(sections: tuple[SectionWords, ...]) -> list[Fault]:
    seen: dict[str, str] = {}
    faults = []
    for section in sections:
        if section.anchor in seen:
            what = f"its anchor {section.anchor!r} is that of {seen[section.anchor]}"
            faults.append(Fault(what, Place(section.file.shown, 1), "Give one of them another `anchor:`."))
        seen[section.anchor] = section.file.shown
    return faults


def _shown(path: Path, house: Path) -> str:
    return path.relative_to(house).as_posix()
