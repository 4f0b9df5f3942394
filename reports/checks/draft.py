"""What is wrong with a draft: what its words gave rise to, and what the checks find in its files."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from reckoner.reports.checks import active, agreement, run, sample
from reckoner.reports.checks.audit import Accepted
from reckoner.reports.checks.numbers import Name
from reckoner.reports.checks.places import Written, written_in
from reckoner.reports.content.edition import EditionWords
from reckoner.reports.content.frontmatter import WordsFile
from reckoner.reports.content.words import Words
from reckoner.reports.document import Document
from reckoner.reports.findings import Finding
from reckoner.reports.periods.label import CalendarWords
from reckoner.reports.render.files import Files, RenderedDocument
from reckoner.reports.render.pages import anchors_in
from reckoner.reports.settings.house import House
from reckoner.reports.settings.office import OfficeSettings
from reckoner.reports.settings.publication import shown_name, template_folders

UNREAD = "unread-words"
SMALL = "small-number"  # looked for where the tables are at hand
DIRECTION = "direction-in-noise"  # remarked on where the words are composed
WORDS = (  # what reading and composing find
    "unfinished-words", "unreadable-words", "missing-figure", "misplaced-words", "to-come",
    "missing-picture", "to-come-from-nobody", "old-figure", "old-edition", "accepted-old", DIRECTION,
    "untitled-table", "doubled-exhibit", "overdue-action", "owner-without-day",
)  # fmt: skip
_PLACEHOLDER = re.compile(r"\{\{.*?\}\}")
RULES = (UNREAD, *WORDS, SMALL, *run.RULES, *active.RULES, *agreement.RULES, *sample.RULES)
STRICT_RULES = (*RULES, *run.STRICT_RULES[len(run.RULES) :])
W = TypeVar("W", bound=Words, covariant=True)
D = TypeVar("D", bound=Document, covariant=True)


@dataclass(frozen=True)
class Draft(Generic[W, D]):
    """A draft before it is kept: its words, the document made of them, and its files."""

    house: House
    words: W
    document: D
    files: Files
    calendar: CalendarWords


def check(draft: Draft[Words, Document], *, strict: bool = False) -> Iterator[Finding]:
    """What the checks of every draft find: first in its pages, while its PDF may still be in the making.

    ``strict`` asks veraPDF too.
    """
    yield from draft.words.remarks
    yield from (remark for document in draft.document.documents for remark in document.remarks)
    editions = draft.words.editions
    for where in (place for edition in editions for place in edition.unread):
        what = "the words were carried over and have not been read for this edition"
        yield Finding("error", UNREAD, what, str(where), todo="Read them, then take the line `check:` out.")
    index, goals = len(draft.files.documents) - len(editions), tuple(_goals(draft.files))
    for number, rendered in enumerate(draft.files.documents):
        own = editions[number - index] if number >= index else None
        yield from _pages(draft, rendered, own, editions, goals)
    log = draft.files.finish()
    for rendered in draft.files.documents:
        yield from run.check_pdfs(
            rendered.document, draft.files.contents, draft.files.attached, log, strict=strict
        )
    hosted = draft.house.office.mail.pictures if draft.house.office.mail else None
    yield from active.find(draft.files.contents, _templates(draft), hosted or "")


def written_of(draft: Draft[Words, Document]) -> tuple[Written, ...]:
    """In which lines a draft's words are: findings about them name these."""
    written = (each for rendered in draft.files.documents for each in written_in(rendered.document))
    return (*written, *_fronts(draft.words.editions))


def _fronts(editions: Iterable[EditionWords]) -> Iterator[Written]:
    """The texts of front matter: titles, summaries, captions. What is wrong with a section and can't be found
    in its words lies in its title."""
    for edition in editions:
        yield from _front(edition.file, "")
        for section in edition.sections:
            yield from _front(section.file, section.anchor)
            yield Written("", section.file.front.place("title"), section.anchor)


def _front(file: WordsFile, anchor: str) -> Iterator[Written]:
    for path, text in _texts(file.front.data, ()):
        yield Written(_PLACEHOLDER.sub("…", " ".join(text.split())), file.front.place(*path), anchor)


def _texts(data: object, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    inside = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in inside:
        yield from _texts(value, (*path, key))
    if isinstance(data, str):
        yield path, data


def _templates(draft: Draft[Words, Document]) -> dict[str, str]:
    """The texts of a publication's templates and stylesheets, by their names."""
    root = draft.house.root
    folders = template_folders(root, draft.house.publication(draft.document.publication))
    paths = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    texts = [path for path in paths if path.suffix in (".jinja", ".html", ".css")]
    return {shown_name(root, path): path.read_text("utf-8", "replace") for path in texts}


def names_of(edition: EditionWords) -> list[Name]:
    """The texts with digits that its editor says are no figures."""
    return [Name(listed.text, listed.within, str(listed.where)) for listed in edition.not_figures]


def names_in_house(office: OfficeSettings) -> list[Name]:
    """The texts with digits that are no figures in any document of the house."""
    return [Name(text, where="office.yaml") for text in office.names_with_digits]


def _goals(files: Files) -> Iterator[str]:
    """What links can lead to: every file, and each place of a page that stands at the draft's top."""
    for name in (*files.contents, *files.awaited):
        yield name
        if name.endswith(".html") and "/" not in name:
            yield from (f"{name}#{anchor}" for anchor in anchors_in(files.contents[name].decode()))


def _pages(
    draft: Draft[Words, Document],
    rendered: RenderedDocument,
    own: EditionWords | None,
    editions: Sequence[EditionWords],
    goals: Iterable[str],
) -> Iterator[Finding]:
    """The findings in the pages of one document. Of several, each names its neighbours' titles."""
    names = names_of(own) if own else []
    others = [
        replace(name, within="around" if own else "")
        for edition in editions
        if edition is not own
        for name in names_of(edition)
    ]
    found = run.check_pages(
        rendered.document,
        rendered.pages,
        {posixpath.relpath(goal, rendered.folder or ".") for goal in goals},
        draft.calendar,
        [*names, *others, *names_in_house(draft.house.office)],
        [Accepted(**each.model_dump()) for each in own.front.accepted_findings] if own else (),
    )
    places = {name.where for name in names}
    yield from (finding for finding in found if finding.rule != "unused-name" or finding.where in places)
