"""The story: from the house's settings, words and data to a kept draft, in eight numbered steps.

ARCHITECTURE.md and the draft's log carry the same steps. What follows is a person's: to approve.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reports.checks.finding import Finding, is_unfit, to_json
from reports.checks.numbers import Name
from reports.checks.run import RULES, check_draft
from reports.compose.documents import compose_all
from reports.compose.occasion import occasion_of
from reports.compose.references import names_in
from reports.compose.voice import wording_of
from reports.content.edition import EditionWords
from reports.content.letter import LetterWords
from reports.content.news import NewsWords
from reports.content.words import Words, editions_in, read_words_of
from reports.document import Document
from reports.drafts.manifest import Manifest, describe, sha256
from reports.drafts.store import Saved, save
from reports.drafts.versions import versions
from reports.figures.ledger import Entry, Ledger
from reports.modules.library import load_library
from reports.periods.label import CalendarWords
from reports.render.files import Files, render_files
from reports.render.html import Templates
from reports.settings.house import read_house

STEPS = (
    "read settings", "read words", "load data", "compose and draw charts",
    "render", "check", "describe", "keep",
)  # fmt: skip
Progress = Callable[[int, str], None]


@dataclass(frozen=True)
class Built:
    """What a build gave: the kept draft and what was found wrong with it."""

    saved: Saved
    findings: tuple[Finding, ...]

    @property
    def is_unfit(self) -> bool:
        """Whether the draft can't be approved as it is."""
        return is_unfit(self.findings)


def build(
    root: Path, publication_name: str, edition: str, *, again: bool = False, progress: Progress
) -> Built:
    """Make one draft of an edition. ``progress`` hears each step as it begins.

    Raises ReckonerError where settings, words or data are at fault: then nothing is kept.
    """
    log = _Log(progress)
    log.step(1)
    house = read_house(root)
    publication = house.publication(publication_name)
    wording = wording_of(house)
    occasion = occasion_of(house, publication, edition, wording)
    log.step(2)
    words = read_words_of(root, publication, edition)
    log.step(3)
    names = frozenset().union(*(names_in(each) for each in editions_in(words)))
    library = load_library(root, names, under=house.office.small_numbers.under)
    log.step(4)
    documents = compose_all(publication, words, library, house.office, occasion, wording)
    ledger = Ledger(tuple(entries_of(documents)), library.citations, wording)
    log.step(5)
    templates = Templates(root, publication, house.office.design, wording.language)
    files = render_files(documents, templates, house.office.mail, ledger.public_csv())
    log.step(6)
    findings = check_files(words, files, wording.language.calendar)
    log.step(7)
    contents = {
        **files.contents,
        "figures.csv": ledger.csv().encode(),
        "figures-public.csv": ledger.public_csv().encode(),
        "checks.json": to_json(findings, RULES).encode(),
    }
    inputs = _hashes(
        root, [*words.paths, *library.paths, *templates.paths, root / "office.yaml", root / "schedules.yaml"]
    )
    manifest = Manifest(
        publication_name, edition, not is_unfit(findings), describe(contents), inputs, versions()
    )
    log.step(8)
    saved = save(house.output, manifest, contents, log.text(findings), again=again)
    return Built(saved, findings)


def entries_of(documents: Sequence[Document]) -> Iterator[Entry]:
    """Every printed figure of an edition; of several documents, with the title of the one where it stands."""
    for document in documents:
        for entry in document.entries():
            yield entry if len(documents) == 1 else replace(entry, place=f"{document.title}, {entry.place}")


def check_files(words: Words, files: Files, calendar: CalendarWords) -> tuple[Finding, ...]:
    """What is wrong with each document as rendered, and what reading its words gave rise to."""
    remarks = words.remarks if isinstance(words, NewsWords | LetterWords) else ()
    findings = [Finding(r.severity, r.rule, r.what, str(r.where), todo=r.todo) for r in remarks]
    editions = editions_in(words)
    index = len(files.dressed) - len(editions)
    for number, dressed in enumerate(files.dressed):
        own = editions[number - index : number - index + 1] if number >= index else ()
        others = [replace(name, within="around" if own else "") for e in editions if e not in own for name in _names(e)]
        names = [name for edition in own for name in _names(edition)]
        beside = {posixpath.relpath(name, dressed.folder or "."): files.contents[name] for name in files.contents}
        found = check_draft(dressed.document, dressed.pages, beside, files.log, calendar, names + others)
        places = {name.where for name in names}
        findings += [f for f in found if f.rule != "unused-name" or f.where in places]
    return tuple(dict.fromkeys(findings))


def _names(edition: EditionWords) -> list[Name]:
    return [Name(listed.text, listed.within, str(listed.where)) for listed in edition.not_figures]


def _hashes(root: Path, paths: list[Path]) -> dict[str, str]:
    return {path.relative_to(root).as_posix(): sha256(path.read_bytes()) for path in sorted(set(paths))}


class _Log:
    """The steps taken, for the terminal as they begin and for the draft's log."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.lines: list[str] = []

    def step(self, number: int) -> None:
        self.lines.append(f"{number} {STEPS[number - 1]}")
        self.progress(number, STEPS[number - 1])

    def text(self, findings: tuple[Finding, ...]) -> str:
        return "\n".join([*self.lines, *(line for finding in findings for line in finding.lines())]) + "\n"
