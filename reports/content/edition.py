"""An edition's folder of words: ``edition.md`` with its front matter, and a file per section in order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import Field

from reckoner.reports.content.correction import NAME as CORRECTIONS
from reckoner.reports.content.correction import Correction, read_corrections
from reckoner.reports.content.fields import PeriodName, PlainText, Words
from reckoner.reports.content.frontmatter import WordsFile, read_words
from reckoner.reports.content.markdown import read_markdown
from reckoner.reports.content.unfinished import remarks_on, unfinished
from reckoner.reports.errors import Fault, InputError, Place, ReckonerError, nearest
from reckoner.reports.findings import Finding
from reckoner.reports.periods.period import Period
from reckoner.reports.picture import Picture
from reckoner.reports.prose import Block
from reckoner.reports.settings.form import form
from reckoner.reports.settings.notfigure import NotFigure
from reckoner.reports.settings.paths import require_plain
from reckoner.reports.settings.typographer import Typeset
from reckoner.reports.settings.yaml import PeriodField, Settings, YamlFile, read_yaml, validate

Anchor = Annotated[str, form(r"[a-z][a-z0-9-]*", "one word of small letters, digits and -", "next-steps")]


FigureName = Annotated[
    str, form(r"[a-z][a-z0-9_]*(\.[a-z0-9][a-z0-9_]*)*", "the name of a figure", "crimes_solved.solved")
]
Reason = Annotated[PlainText, Field(min_length=10)]


NO_DAY = "owner-without-day"
PICTURES = "pictures"  # the folder beside the words


class AcceptedFinding(Settings):
    """A finding of the figure checker that a named person lets stand, in these words and no others."""

    rule: str
    text: str = Field(min_length=3)
    reason: str = Field(min_length=3)
    name: str = Field(min_length=2)


class EditionFront(Settings):
    """Front matter of ``edition.md``. ``periods`` are the names that placeholders may use; ``details`` are
    more lines of the cover, such as purpose and author, by what stands above each.

    ``check`` says that the words were carried over and nobody has read them yet; ``accept_old`` which figures
    may be older than the edition, each with the reason. ``wanted_by`` is the day by which sections and tables
    are to be in from those who owe them.
    """

    title: PlainText
    subtitle: PlainText = ""
    details: dict[PlainText, PlainText] = Field(default_factory=dict)
    author: str = ""
    periods: dict[PeriodName, PeriodField] = Field(default_factory=dict)
    not_figures: tuple[NotFigure, ...] = ()
    check: PlainText = ""
    accepted_findings: tuple[AcceptedFinding, ...] = ()
    accept_old: dict[FigureName, Reason] = Field(default_factory=dict)
    wanted_by: date | None = None


class SectionFront(Settings):
    """Front matter of a section's file. ``periods`` hold in this section and go before the edition's.

    ``group`` is a heading over this section and its neighbours that name the same. ``check`` is as in
    ``edition.md``. ``answers`` are what the law asks and this section says, by their ids. ``owner`` writes
    it, by the day ``by`` or the edition's ``wanted_by``. ``source`` are the origins of what its tables (in
    a report all its words) say without a figure.
    """

    title: Typeset
    box: Literal["recommendations", "aside"] | None = None
    group: PlainText = ""
    anchor: Anchor | None = None
    periods: dict[PeriodName, PeriodField] = Field(default_factory=dict)
    not_figures: tuple[NotFigure, ...] = ()
    check: PlainText = ""
    answers: Words = ()
    accept_old: dict[FigureName, Reason] = Field(default_factory=dict)
    owner: str = ""
    by: date | None = None
    source: Words = ()


Front = TypeVar("Front", EditionFront, SectionFront)


@dataclass(frozen=True, slots=True)
class ListedName:
    """A name with digits, where it is listed, and the anchor of the one section where it holds, if any."""

    text: str
    within: str
    where: Place


@dataclass(frozen=True)
class SectionWords:
    """One section as its editor wrote it, placeholders unresolved, its picture made ready."""

    front: SectionFront
    blocks: tuple[Block, ...]
    file: WordsFile
    picture: Picture | None = None
    picture_path: Path | None = None

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files it was read from."""
        return (self.file.front.path, self.picture_path) if self.picture_path else (self.file.front.path,)

    @property
    def is_gap(self) -> bool:
        """Whether it only marks the place of something that is still to come."""
        return False

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
    faults: tuple[Fault, ...] = ()
    corrections: tuple[Correction, ...] = ()
    remarks: tuple[Finding, ...] = ()

    @property
    def editions(self) -> tuple[EditionWords, ...]:
        """The words of each document that is made of them: themselves alone."""
        return (self,)

    @property
    def not_figures(self) -> tuple[ListedName, ...]:
        """The names with digits: the edition's, which hold everywhere, and those of its sections."""
        listed = list(_listed(self.front, self.file, ""))
        for section in self.sections:
            listed += _listed(section.front, section.file, section.anchor)
        return tuple(listed)

    @property
    def unread(self) -> tuple[Place, ...]:
        """Where ``check`` says that nobody has read these words for this edition."""
        found = [self.file] if self.front.check else []
        found += [section.file for section in self.sections if section.front.check]
        return tuple(file.front.place("check") for file in found)

    @property
    def naming(self) -> tuple[str, ...]:
        """The texts whose placeholders name figures, charts and tables."""
        files = (self.file, *(section.file for section in self.sections))
        return (*(file.markdown for file in files), *(section.front.title for section in self.sections))

    @property
    def paths(self) -> tuple[Path, ...]:
        """Every file that was read."""
        texts = (self.file.front.path, *(path for section in self.sections for path in section.paths))
        beside = (self.file.front.path.with_name(CORRECTIONS),) if self.corrections else ()
        return (*texts, *beside, *((self.charts.path,) if self.charts else ()))


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


def gather_edition(
    house: Path,
    publication: str,
    key: str,
    model: type[EditionFront] = EditionFront,
    section: type[SectionFront] = SectionFront,
) -> EditionWords:
    """The words that can be read, with their faults, so that those of later steps can join them.

    ``model`` is what the front matter of edition.md may hold, ``section`` that of the other files. Raises
    InputError where edition.md itself can't be read.
    """
    folder = house / "content" / publication / key
    known = edition_keys(house / "content", publication)
    if key not in known:
        raise InputError(
            f"{publication} {key} has no words",
            Place(shown_in(folder / "edition.md", house)),
            nearest(key, known, none=f"Begin it: reckoner new {publication} {key}. Or write that file."),
        )
    require_plain(house, folder, error=InputError)
    faults: list[Fault] = []
    remarks: list[Finding] = []
    main = _read(folder / "edition.md", house, model, faults, remarks)
    files = sorted(path for path in folder.glob("*.md") if path.name != "edition.md")
    read = [_read(path, house, section, faults, remarks) for path in files]
    sections = tuple(SectionWords(*each) for each in read if each)
    faults.extend(_clashes(sections))
    charts = _charts(folder / "charts.yaml", house, faults)
    corrections = _corrections(folder, house, faults)
    if main is None:
        raise InputError.of(faults)
    front, introduction, words = main
    remarks.extend(_no_day(front, sections))
    return EditionWords(
        key, front, introduction, sections, words, charts, tuple(faults), corrections, tuple(remarks)
    )


def _read(
    path: Path, house: Path, model: type[Front], faults: list[Fault], remarks: list[Finding]
) -> tuple[Front, tuple[Block, ...], WordsFile] | None:
    """A file of words: its front matter, its blocks, itself.

    What is wrong in its front matter is a fault; what can't be read in its words, or is unfinished, a remark.
    """
    try:
        words = read_words(path, shown_in(path, house))
    except ReckonerError as problem:
        faults.extend(problem.faults)
        return None
    reading = read_markdown(words.markdown, words.shown, words.first_line)
    remarks.extend(remarks_on(reading))
    remarks.extend(unfinished(words))
    try:
        front = validate(model, words.front, InputError)
    except ReckonerError as problem:
        faults.extend(problem.faults)
        return None
    return front, reading.blocks, words


def _corrections(folder: Path, house: Path, faults: list[Fault]) -> tuple[Correction, ...]:
    try:
        return read_corrections(folder, shown_in(folder / CORRECTIONS, house))
    except ReckonerError as problem:
        faults.extend(problem.faults)
        return ()


def _charts(path: Path, house: Path, faults: list[Fault]) -> YamlFile | None:
    if not path.is_file():
        return None
    try:
        return read_yaml(path, shown_in(path, house), InputError)
    except ReckonerError as problem:
        faults.extend(problem.faults)
        return None


def without_day(front: EditionFront, sections: Iterable[SectionWords]) -> Iterator[SectionWords]:
    """Sections that somebody is to write, and nobody says by when."""
    for section in sections:
        if section.front.owner and section.front.by is None and front.wanted_by is None:
            yield section


def _no_day(front: EditionFront, sections: Iterable[SectionWords]) -> Iterator[Finding]:
    for section in without_day(front, sections):
        what = f"it is to come from {section.front.owner}, and nobody says by when"
        todo = "Write `by: 2026-01-20` below it, or `wanted_by:` in edition.md for all."
        where = str(section.file.front.place("owner"))
        yield Finding("warning", NO_DAY, what, where, todo=todo)


def _clashes(sections: tuple[SectionWords, ...]) -> list[Fault]:
    seen: dict[str, str] = {}
    faults = []
    for section in sections:
        if section.anchor in seen:
            what = f"its anchor {section.anchor!r} is that of {seen[section.anchor]}"
            faults.append(Fault(what, Place(section.file.shown, 1), "Give one of them another `anchor:`."))
        seen[section.anchor] = section.file.shown
    return [*faults, *_parted(sections)]


def _parted(sections: tuple[SectionWords, ...]) -> Iterator[Fault]:
    """Groups that begin a second time: their heading would stand twice."""
    begun: set[str] = set()
    before = ""
    for section in sections:
        group = section.front.group
        if group and group != before and group in begun:
            what = f"the group {group!r} begins again, with sections of another group between"
            todo = "Sections stand in the order of their files' names: move this file, or name another group."
            yield Fault(what, section.file.front.place("group"), todo)
        begun.add(group)
        before = group


def shown_in(path: Path, house: Path) -> str:
    """How a file of the house is called in messages."""
    return path.relative_to(house).as_posix()
