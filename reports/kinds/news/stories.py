"""News stories: Markdown files in ``content/news/`` with front matter, and what is wrong with them.

A fault that makes a story unreadable stops the build. Anything less becomes a remark: the story is kept
as far as it goes, and the remark is a finding of each draft that holds it.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from reckoner.reports.content.edition import PICTURES, SectionFront, SectionWords, edition_keys, shown_in
from reckoner.reports.content.fields import PictureFront, PlainText
from reckoner.reports.content.frontmatter import WordsFile, read_words
from reckoner.reports.content.markdown import ADDRESS, read_markdown
from reckoner.reports.content.pictures import as_picture, make_ready
from reckoner.reports.content.unfinished import remarks_on, unfinished
from reckoner.reports.errors import Fault, InputError, Place, ReckonerError, nearest
from reckoner.reports.findings import Finding
from reckoner.reports.kinds.news.document import KNOWN, Exactness, Pointer, Standing
from reckoner.reports.kinds.news.folder import STORIES
from reckoner.reports.settings.form import form
from reckoner.reports.settings.paths import require_plain
from reckoner.reports.settings.yaml import Settings, validate

_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:-|$)")


class LinkFront(Settings):
    """A link below a story: an address, or ``#`` and the name of another story."""

    words: PlainText = Field(min_length=2)
    address: str


PageName = Annotated[
    str, form(r"[A-Za-z0-9_-]+", "the name of a page without .html", "2026-02-11-facial-recognition-trial")
]
ReportName = Annotated[
    str, form(r"([a-z0-9-]+ [0-9A-Za-z+-]+)?", "a publication and an edition of it", "annual-report 2023-24")
]


def _yes_or_no(value: object) -> object:
    return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


class StoryFront(SectionFront):
    """Front matter of a story. Its title can't hold a placeholder: lists, links and feeds repeat it."""

    title: PlainText
    short: PlainText = ""
    date: datetime.date | None = None
    exact_to: Exactness = "day"
    when: PlainText = ""
    summary: PlainText = ""
    whole: PlainText = ""
    links: tuple[LinkFront, ...] = ()
    picture: PictureFront | None = None
    tags: tuple[str, ...] = ()
    newsletter: Annotated[Literal["yes", "no", "lead", "brief"], BeforeValidator(_yes_or_no)] = "yes"
    in_letter: Literal["whole", "opening"] = "whole"
    and_finally: bool = False
    embargo: datetime.date | None = None
    closes: datetime.date | None = None
    call: PlainText = ""
    looks_ahead_to: datetime.date | None = None
    as_of: PlainText = ""
    based_on: PlainText = ""
    afterwards: bool = False
    report: ReportName = ""
    was: tuple[PageName, ...] = ()


@dataclass(frozen=True, kw_only=True)
class StoryWords(SectionWords):
    """A story as its editor wrote it, placeholders unresolved, its picture made ready."""

    front: StoryFront
    dated: date
    links: tuple[Pointer, ...] = ()
    standing: Standing = ""
    page: str = ""

    @property
    def slug(self) -> str:
        """The file's name without its ending: what other stories and editions call it."""
        return Path(self.file.shown).stem


@dataclass(frozen=True)
class Stories:
    """Stories in order of date, and what there is to say about them."""

    stories: tuple[StoryWords, ...]
    remarks: tuple[Finding, ...]


def story_names(house: Path) -> tuple[str, ...]:
    """The names of all stories of the house."""
    return tuple(path.stem for path in _files(house))


def read_stories(house: Path, wanted: Callable[[date], bool], named: Collection[str] = ()) -> Stories:
    """Read the stories of the days wanted and those ``named``. Every fault is gathered. Raises InputError."""
    reader = _Reader(house)
    asked = ((path, _any_day if path.stem in named else wanted) for path in _files(house))
    stories = [story for path, days in asked if (story := reader.story(path, days))]
    if reader.faults:
        raise InputError.of(reader.faults)
    stories.sort(key=lambda story: (story.dated, story.slug))
    return Stories(tuple(stories), tuple(reader.remarks))


def page_name(path: Path, exact_to: Exactness) -> str:
    """What addresses call the story of a file: its name, with no more of its date than is known, unless two
    would be called the same."""
    day = _day_in_name(path)
    if day is None or exact_to == "day":
        return path.stem
    known, rest = path.stem[: KNOWN[exact_to]], path.stem[10:]
    stems = [each.stem for each in path.parent.glob("*.md")]
    alike = [stem for stem in stems if (stem[: len(known)], stem[10:]) == (known, rest)]
    return (known + rest).lstrip("-") if rest and len(alike) == 1 else path.stem


def _page_of(path: Path, shown: str) -> tuple[str, date | None]:
    """The page of a story that another leads to, and its day. It may be unreadable."""
    try:
        front = validate(StoryFront, read_words(path, shown).front, InputError)
    except ReckonerError:
        return path.stem, None
    return page_name(path, front.exact_to), front.date or _day_in_name(path)


def _any_day(_day: date) -> bool:
    return True


def newest_day(house: Path) -> date | None:
    """The day of the newest story, by the dates in front matter or, failing these, in names of files."""
    days = [day for path in _files(house) if (day := _day_of(path, house))]
    return max(days, default=None)


def dated_stories(house: Path) -> list[tuple[str, date | None]]:
    """The name of each story with its day, by its front matter or, failing that, the name of its file."""
    return [(path.stem, _day_of(path, house)) for path in _files(house)]


def _day_of(path: Path, house: Path) -> date | None:
    try:
        found = read_words(path, shown_in(path, house)).front.data
    except ReckonerError:
        found = None
    day = found.get("date") if isinstance(found, dict) else None
    return day if isinstance(day, date) else _day_in_name(path)


def _files(house: Path) -> list[Path]:
    folder = house / STORIES
    require_plain(house, folder, error=InputError)
    return sorted(folder.glob("*.md")) if folder.is_dir() else []


def _day_in_name(path: Path) -> date | None:
    match = _DAY.match(path.stem)
    try:
        return date.fromisoformat(match[1]) if match else None
    except ValueError:
        return None


class _Reader:
    def __init__(self, house: Path) -> None:
        self.house = house
        self.faults: list[Fault] = []
        self.remarks: list[Finding] = []

    def story(self, path: Path, wanted: Callable[[date], bool]) -> StoryWords | None:
        """The story if its day is wanted. One without any day is wanted always: nobody knows where else."""
        shown, named = shown_in(path, self.house), _day_in_name(path)
        try:
            words = read_words(path, shown)
            front = validate(StoryFront, words.front, InputError)
        except ReckonerError as problem:
            if named is None or wanted(named):
                self.faults.extend(problem.faults)
            return None
        day = front.date or named
        if day is None:
            self.remark("error", "story-without-date", "the story has no date, so it is left out", words)
            return None
        if not wanted(day):
            return None
        if front.date is None:
            what = f"the story has no date; {day.isoformat()} is taken from the name of its file"
            self.remark("error", "story-without-date", what, words)
        return self.whole(words, front, day)

    def whole(self, words: WordsFile, front: StoryFront, day: date) -> StoryWords:
        reading = read_markdown(words.markdown, words.shown, words.first_line)
        self.remarks += [*remarks_on(reading), *unfinished(words)]
        page = page_name(self.house / STORIES / Path(words.shown).name, front.exact_to)
        story = StoryWords(front=front, blocks=reading.blocks, file=words, dated=day, page=page)
        self.look_up_report(story)
        story = replace(story, links=tuple(self.links(story)))
        return self.with_picture(story)

    def look_up_report(self, story: StoryWords) -> None:
        publication, _, key = story.front.report.partition(" ")
        known = edition_keys(self.house / "content", publication)
        if story.front.report and key not in known:
            todo = nearest(key, known) if known else "Write a publication and an edition."
            what = f"there is no {story.front.report} for the story to tell of"
            self.note("error", "unknown-report", what, story.file.front.place("report"), todo)

    def links(self, story: StoryWords) -> Iterator[Pointer]:
        for number, link in enumerate(story.front.links):
            place = story.file.front.place("links", number, "address")
            if not ADDRESS.fullmatch(link.address):
                what = f"the link {link.address!r} goes nowhere we can vouch for and is left out"
                self.note("error", "broken-link", what, place, "Use https://, mailto:, tel: or #story.")
            elif link.address.startswith("#") and link.address[1:] not in story_names(self.house):
                what = f"there is no story {link.address[1:]!r}; the link to it is left out"
                self.note("error", "broken-link", what, place, "Write the name of a file without .md.")
            elif link.address.startswith("#"):
                path = self.house / STORIES / f"{link.address[1:]}.md"
                page, day = _page_of(path, shown_in(path, self.house))
                yield Pointer(link.words, f"#{page}", dated=day)
            else:
                yield Pointer(link.words, link.address)

    def with_picture(self, story: StoryWords) -> StoryWords:
        front = story.front.picture
        if front is None:
            return story
        place = story.file.front.place("picture", "file")
        path = self.house / STORIES / PICTURES / front.file
        try:
            ready = make_ready(path, place)
        except ReckonerError as problem:
            for fault in problem.faults:
                self.note("error", "missing-picture", fault.what, place, fault.todo or "")
            return story
        if front.lacks_words:
            what = f"the picture {front.file} has no alt text"
            self.note("error", "alt-text", what, story.file.front.place("picture"), "Say what it shows.")
        if ready.changes:
            self.note("note", "picture-changed", f"{front.file}: {', '.join(ready.changes)}", place)
        return replace(story, picture=as_picture(ready, front, story.page), picture_path=path)

    def remark(self, severity: Literal["error", "warning"], rule: str, what: str, words: WordsFile) -> None:
        self.note(severity, rule, what, words.front.place(), "Add a line `date: 2026-02-03`.")

    def note(
        self,
        severity: Literal["error", "warning", "note"],
        rule: str,
        what: str,
        where: Place,
        todo: str = "",
    ) -> None:
        self.remarks.append(Finding(severity, rule, what, str(where), todo=todo))
