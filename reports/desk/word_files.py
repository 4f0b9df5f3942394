"""The files of words that an edition is made of, as the desk shows, checks and writes them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock

from reckoner.reports.content.edition import PICTURES
from reckoner.reports.content.frontmatter import FENCE
from reckoner.reports.content.tocome import CONTENT
from reckoner.reports.desk import words_kept
from reckoner.reports.desk.desk import Desk
from reckoner.reports.desk.held import stamp_of
from reckoner.reports.desk.trial import faults_in
from reckoner.reports.drafts.makers import record_edited
from reckoner.reports.drafts.manifest import sha256
from reckoner.reports.errors import Fault, InputError, Place, UsageError, nearest
from reckoner.reports.kinds.registry import STORIES, editions_of, stories_of
from reckoner.reports.periods.period import Period
from reckoner.reports.settings.paths import require_plain
from reckoner.reports.settings.publication import publication_names
from reckoner.reports.whole import write_whole

LONGEST = 300_000
_NEWS = "news"
WRITING = Lock()  # this process alone writes words at the desk; others are noticed by what they left


class Conflict(UsageError):
    """Somebody else has written a file since it was opened."""


_CHECK = re.compile(r"^check:[ \t]*(\S.*(?:\n[ \t]+\S.*)*)(?:\n|\Z)", re.MULTILINE)


@dataclass(frozen=True)
class Text:
    """A file of words in its two halves. ``front`` is the YAML between the fences."""

    front: str
    body: str

    @classmethod
    def of(cls, content: str) -> Text:
        """The halves of a file; one without front matter is all body."""
        lines = content.replace("\r\n", "\n").removeprefix("\ufeff").split("\n")
        if lines[0].rstrip() == FENCE:
            for number, line in enumerate(lines[1:], 1):
                if line.rstrip() == FENCE:
                    return cls("\n".join(lines[1:number]), "\n".join(lines[number + 1 :]))
        return cls("", content)

    @property
    def unread(self) -> str:
        """What its ``check:`` says of words that nobody has read for this edition, or nothing."""
        found = _CHECK.search(self.front)
        return " ".join(found[1].split()).strip("\"'") if found else ""

    def as_read(self) -> Text:
        """The same once somebody has read it."""
        return replace(self, front=_CHECK.sub("", self.front))

    @property
    def content(self) -> str:
        """The file."""
        front, body = self.front.strip("\n"), self.body.rstrip()
        return f"{FENCE}\n{front}\n{FENCE}\n{body}\n" if body else f"{FENCE}\n{front}\n{FENCE}\n"

    def place(self, line: int | None) -> str:
        """Where a line of the file is in the form."""
        ahead = len(self.front.strip("\n").split("\n")) + 2
        if line is None:
            return ""
        return f"line {line - 1} of the settings" if line < ahead else f"line {line - ahead} of the words"


@dataclass(frozen=True)
class WordFile:
    """One file: ``name`` as addresses have it, ``shown`` as the house has it, ``title`` its own."""

    root: Path
    name: str
    shown: str

    @property
    def path(self) -> Path:
        """Where it lies."""
        return self.root / self.shown

    @property
    def is_story(self) -> bool:
        """Whether it is a news story."""
        return self.shown.startswith(f"{STORIES}/")

    def read(self) -> str:
        """What stands in it; nothing where it isn't there. Raises InputError."""
        require_plain(self.root, self.path, error=InputError)
        try:
            return self.path.read_bytes().decode("utf-8-sig")
        except FileNotFoundError:
            return ""
        except (OSError, UnicodeDecodeError):
            todo = "Save it as UTF-8 in the program that wrote it."
            raise InputError("it can't be read as text", Place(self.shown), todo) from None

    @property
    def title(self) -> str:
        """Its title, as far as it can be read."""
        found = re.search(r"^title:\s*(.+)$", Text.of(self.read()).front, re.MULTILINE)
        return found[1].strip().strip("\"'") if found else self.name

    @property
    def is_unread(self) -> bool:
        """Whether its ``check:`` says that nobody has read it for this edition."""
        return bool(Text.of(self.read()).unread)


@dataclass(frozen=True)
class Edition:
    """An edition whose words somebody writes."""

    publication: str
    key: str
    kind: str
    files: tuple[WordFile, ...]

    @property
    def has_stories(self) -> bool:
        """Whether it takes in news stories."""
        return self.kind in ("newsletter", "news")

    def file(self, name: str) -> WordFile:
        """One of its files by its name. Raises UsageError with the nearest."""
        for each in self.files:
            if each.name == name:
                return each
        known = [each.name for each in self.files]
        what = f"{self.publication} {self.key} has no file {name!r}"
        raise UsageError(what, todo=nearest(name, known))


def editions(desk: Desk) -> list[tuple[str, str]]:
    """Every edition that has words, the newest of each publication first."""
    root, house = desk.root, desk.house

    def read() -> list[tuple[str, str]]:
        return [
            (name, key)
            for name in publication_names(root)
            for key in reversed(editions_of(root, house.publication(name)))
        ]

    return desk.held.get("editions", (house.stamp, stamp_of(root / CONTENT)), read)


def edition_of(desk: Desk, publication: str, key: str) -> Edition:
    """An edition with its files. Raises UsageError where there is none, InputError for no plain file."""
    if (publication, key) not in (known := editions(desk)):
        there = publication in publication_names(desk.root)
        names = [f"{name} {each}" for name, each in known if name == publication or not there]
        what = f"there are no words of {publication} {key}"
        raise UsageError(what, todo=nearest(f"{publication} {key}", names))
    kind = desk.house.publication(publication).kind
    folder = desk.root / "content" / publication / key
    own = sorted(folder.glob("*.md"), key=lambda path: (path.name != "edition.md", path.name))
    files = [WordFile(desk.root, path.name, path.relative_to(desk.root).as_posix()) for path in own]
    if kind in ("newsletter", "news"):
        files += [story_file(desk.root, slug) for slug in _stories(desk.root, kind, key)]
    return Edition(publication, key, kind, tuple(files))


def story_file(root: Path, slug: str) -> WordFile:
    """A story's file, there or not."""
    return WordFile(root, f"{_NEWS}/{slug}.md", f"{STORIES}/{slug}.md")


def picture_file(root: Path, name: str) -> WordFile:
    """A picture beside the stories, there or not."""
    return WordFile(root, "", f"{STORIES}/{PICTURES}/{name}")


def _stories(root: Path, kind: str, key: str) -> list[str]:
    month = Period.parse(key.partition("+")[0])
    found = [
        (slug, day)
        for slug, day in stories_of(root)
        if day is None or (day < month.end and (kind == "news" or day >= month.start))
    ]
    return [slug for slug, _ in reversed(found)]


def save(
    desk: Desk, edition: Edition, file: WordFile, text: Text, opened: str, person: str
) -> tuple[Fault, ...]:
    """Write a file's new words, if it can be read with them; what keeps it from that is given back.

    ``opened`` is the hash of what they were written over. What stood there is kept, and who wrote is recorded
    first, so that they can't approve their own words. Raises Conflict where it is another by now; WriteError,
    and what a history raises: nothing has changed then.
    """
    content = text.content.encode()
    if fence := _fence(file, text):
        return (fence,)
    if faults := faults_in(desk.root, edition.publication, edition.key, file, content):
        return faults
    with WRITING:
        before = file.read()
        if hashed(before) != opened:
            raise Conflict(f"{file.shown} has been changed by somebody else since you opened it")
        if Text.of(before) == text:
            return ()
        if before:
            words_kept.keep_version(desk, file.shown, before, person)
        put(desk, file, content, person)
    return ()


def _fence(file: WordFile, text: Text) -> Fault | None:
    """What would end the settings before their end: the rest of them would be words."""
    for number, line in enumerate(text.front.strip("\n").split("\n"), 2):
        if line.rstrip() == FENCE:
            return Fault(f"a line {FENCE} ends the settings", Place(file.shown, number), "Take it out.")
    return None


def put(desk: Desk, file: WordFile, content: bytes, person: str) -> None:
    """Record whose words they are and write a file. Raises WriteError and what a history raises."""
    if file.path.is_symlink():
        what = f"{file.shown} is a link, and only the file itself is written"
        raise UsageError(what, todo="Ask whoever runs Reckoner to put the file itself there.")
    record_edited(desk.house, file.shown, content, person, desk.clock())
    write_whole(file.path, content)


def hashed(words: str) -> str:
    """The hash of what somebody opened."""
    return sha256(words.encode())
