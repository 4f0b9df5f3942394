"""An edition's folder of words: ``edition.md`` with its front matter, and a file per section in order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, field_validator

from reports.content.frontmatter import WordsFile, read_words
from reports.content.markdown import read_markdown
from reports.content.report import KeyNumberEntry, PartEntry, PictureEntry, SupplyEntry, Words
from reports.errors import Fault, InputError, Place, ReckonerError, nearest
from reports.periods.period import Period
from reports.prose import Block
from reports.settings.yaml import PeriodField, Settings, YamlFile, read_yaml, validate


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


def _without_braces(text: str) -> str:
    if "{{" in text or "}}" in text:
        raise ValueError("it can't hold a placeholder: it also names the file and the window")
    return text


PlainText = Annotated[str, AfterValidator(_without_braces)]
PICTURES = "pictures"  # the folder beside an edition's words
PeriodName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


class EditionFront(Settings):
    """Front matter of ``edition.md``. ``periods`` are the names that placeholders may use.

    A report in parts names them, the table of the plan's priorities, and its abbreviations;
    ``published`` is the day on which it comes out.
    """

    title: PlainText
    subtitle: PlainText = ""
    author: str = ""
    periods: dict[PeriodName, PeriodField] = Field(default_factory=dict)
    not_figures: tuple[NotFigure, ...] = ()
    published: date | None = None
    parts: tuple[PartEntry, ...] = ()
    plan: str | None = None
    glossary: dict[str, str] = Field(default_factory=dict)


BoxKind = Literal["recommendations", "opening", "case study", "to be supplied", "gap", "contact"]


class SectionFront(Settings):
    """Front matter of a section's file. What follows ``not_figures`` is for reports in parts."""

    title: str
    box: BoxKind | None = None
    anchor: str | None = Field(default=None, pattern=r"^[a-z][a-z0-9-]*$")
    not_figures: tuple[NotFigure, ...] = ()
    part: str | None = None
    priorities: Words = ()
    numbers: tuple[KeyNumberEntry, ...] = ()
    picture: PictureEntry | None = None
    cards: str | None = None
    layout: Literal["text", "numbers"] = "text"
    supply: SupplyEntry = SupplyEntry()
    answers: Words = ()
    glossary: dict[str, str] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ListedName:
    """A name with digits, where it is listed, and the anchor of the one section where it holds, if any."""

    text: str
    within: str
    where: Place


@dataclass(frozen=True)
class SectionWords:
    """One section as its editor wrote it, placeholders unresolved."""

    front: SectionFront
    blocks: tuple[Block, ...]
    file: WordsFile

    @property
    def anchor(self) -> str:
        """The name of its place in the page: the front matter's, or the file's without its order number."""
        stem = re.sub(r"[^a-z0-9]+", "-", Path(self.file.shown).stem.lower())
        return self.front.anchor or stem.lstrip("0123456789-").rstrip("-") or "section"


@dataclass(frozen=True)
class EditionWords:
    """All words of one edition. ``charts`` is its charts.yaml, where it declares charts of its own."""

    key: str
    front: EditionFront
    introduction: tuple[Block, ...]
    sections: tuple[SectionWords, ...]
    file: WordsFile
    charts: YamlFile | None = None

    @property
    def not_figures(self) -> tuple[ListedName, ...]:
        """The names with digits: the edition's, which hold everywhere, and those of its sections."""
        listed = list(_listed(self.front, self.file, ""))
        for section in self.sections:
            listed += _listed(section.front, section.file, section.anchor)
        return tuple(listed)

    @property
    def paths(self) -> tuple[Path, ...]:
        """Every file that was read."""
        folder = self.file.front.path.parent / PICTURES
        names = (section.front.picture.file for section in self.sections if section.front.picture)
        texts = (self.file.front.path, *(section.file.front.path for section in self.sections))
        pictures = tuple(folder / name for name in names)
        return (*texts, *pictures, self.charts.path) if self.charts else (*texts, *pictures)


def advanced(periods: Mapping[str, Period], latest: Period) -> dict[str, Period]:
    """An edition's periods moved on so that the one called ``latest`` becomes this one.

    Raises ValueError where there is no ``latest``, or a period is not made of whole months.
    """
    if "latest" not in periods:
        raise ValueError("the edition names no period `latest`, so the others can't be moved")
    was = periods["latest"]
    months = (latest.start.year - was.start.year) * 12 + latest.start.month - was.start.month
    return {name: period.shifted(months) for name, period in periods.items()}


def _listed(front: EditionFront | SectionFront, file: WordsFile, within: str) -> Iterator[ListedName]:
    for number, entry in enumerate(front.not_figures):
        yield ListedName(entry.text, within, file.front.place("not_figures", number))


def edition_keys(content: Path, publication: str) -> list[str]:
    """The editions that have words, in order."""
    folder = content / publication
    return sorted(path.parent.name for path in folder.glob("*/edition.md")) if folder.is_dir() else []


def read_edition(house: Path, publication: str, key: str) -> EditionWords:
    """Read an edition's words. Every fault is gathered. Raises InputError."""
    folder = house / "content" / publication / key
    known = edition_keys(house / "content", publication)
    if key not in known:
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
    charts = _charts(folder / "charts.yaml", house, faults)
    if faults:
        raise InputError.of(faults)
    return EditionWords(key, front, introduction, sections, words, charts)


def _charts(path: Path, house: Path, faults: list[Fault]) -> YamlFile | None:
    if not path.is_file():
        return None
    try:
        return read_yaml(path, _shown(path, house), InputError)
    except ReckonerError as problem:
        faults.extend(problem.faults)
        return None


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
