"""What is wrong with an edition: what its words gave rise to, and what the checks find in its files."""

from __future__ import annotations

import csv
import io
import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from reports.checks import active, agreement, run
from reports.checks import retold as retelling
from reports.checks.agreement import Quoted
from reports.checks.audit import Accepted
from reports.checks.finding import Finding
from reports.checks.mail import run as mail_run
from reports.checks.mail.parts import MailParts, Pack
from reports.checks.numbers import Name
from reports.checks.places import Written, new_in_mail, placed, written_in
from reports.content.edition import EditionWords
from reports.content.frontmatter import WordsFile
from reports.content.letter import LetterWords
from reports.content.news import NewsWords
from reports.content.words import Words, editions_in
from reports.document import Document, section_entries
from reports.drafts.store import drafts
from reports.figures.ledger import Entry, digits
from reports.periods.label import CalendarWords
from reports.render.email.letter import pack_name
from reports.render.email.platforms.platform import Platform
from reports.render.email.platforms.registry import PLATFORMS
from reports.render.files import Dressed, Files
from reports.settings.house import House
from reports.settings.publication import template_folders

UNREAD = "unread-words"
_PLACEHOLDER = re.compile(r"\{\{.*?\}\}")
RULES = (UNREAD, *run.RULES, *active.RULES, *mail_run.RULES, *agreement.RULES, *retelling.RULES)
STRICT_RULES = (*RULES, *run.STRICT_RULES[len(run.RULES) :])


def examine(
    words: Words, files: Files, house: House, calendar: CalendarWords, *, strict: bool = False
) -> tuple[Finding, ...]:
    """The findings of an edition, but for what other publications say. ``strict`` asks veraPDF too."""
    findings = list(_remarks(words))
    editions = editions_in(words)
    index = len(files.dressed) - len(editions)
    for number, dressed in enumerate(files.dressed):
        own = editions[number - index] if number >= index else None
        findings += _page(dressed, own, editions, files, calendar, strict)
    if "email.html" in files.contents:
        document = files.dressed[0].document
        parts = _mail_parts(document, files, house)
        mail = mail_run.check_mail(document, parts, calendar, _names(editions[0]))
        findings += new_in_mail(mail, findings)
    templates = _templates(house.root, files.dressed[0].document.publication)
    hosted = house.office.mail.pictures if house.office.mail else None
    findings += active.find(files.contents, templates, hosted or "")
    written = [each for dressed in files.dressed for each in written_in(dressed.document)]
    return tuple(dict.fromkeys(placed(findings, [*written, *_fronts(editions)])))


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


def _templates(root: Path, publication: str) -> dict[str, str]:
    """The texts of a publication's templates and stylesheets, by their names."""
    folders = template_folders(root, publication)
    paths = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    texts = [path for path in paths if path.suffix in (".jinja", ".html", ".css")]
    return {path.relative_to(root).as_posix(): path.read_text("utf-8", "replace") for path in texts}


def disagreements(house: House, publication: str, edition: str, ledger: str) -> Iterator[Finding]:
    """Where this ledger and the newest drafts of other publications give one measure two values."""
    ours = _quoted(f"{publication} {edition}", ledger)
    theirs = [
        quoted
        for document in _newest_editions(house.output, publication)
        for quoted in _printed_in(house, document) or ()
    ]
    return agreement.find(ours, theirs)


def retold(house: House, documents: Sequence[Document]) -> Iterator[Finding]:
    """Where a story gives other figures than the newest draft of the report that it tells of."""
    for document in documents:
        for section in document.sections:
            if section.story and section.story.report:
                report = section.story.report
                told = [_told(document, entry) for entry in section_entries(section)]
                yield from dict.fromkeys(retelling.find(told, report, _printed_in(house, report)))


def _told(document: Document, entry: Entry) -> Quoted:
    figure = entry.printed.figure
    return Quoted(
        f"{document.publication} {document.edition}",
        entry.place,
        figure.name,
        figure.noun,
        figure.unit.name,
        str(figure.period or ""),
        digits(figure.value),
        entry.printed.text,
    )


def _printed_in(house: House, document: str) -> list[Quoted] | None:
    """The figures of a document's newest draft; None where there is no draft."""
    folders = drafts(house.output, *document.split(" "))[-1:]
    ledgers = [folder / "figures.csv" for folder in folders if (folder / "figures.csv").is_file()]
    return _quoted(document, ledgers[0].read_text(encoding="utf-8")) if ledgers else None


def _remarks(words: Words) -> Iterator[Finding]:
    for r in words.remarks if isinstance(words, NewsWords | LetterWords) else ():
        yield Finding(r.severity, r.rule, r.what, str(r.where), todo=r.todo)
    for where in (place for edition in editions_in(words) for place in edition.unread):
        what = "the words were carried over and have not been read for this edition"
        yield Finding("error", UNREAD, what, str(where), todo="Read them, then take the line `check:` out.")


def _page(
    dressed: Dressed,
    own: EditionWords | None,
    editions: Sequence[EditionWords],
    files: Files,
    calendar: CalendarWords,
    strict: bool,
) -> list[Finding]:
    """The findings of one document. Where several stand side by side, each names its neighbours' titles."""
    names = _names(own) if own else []
    others = [
        replace(name, within="around" if own else "") for e in editions if e is not own for name in _names(e)
    ]
    beside = {
        posixpath.relpath(name, dressed.folder or "."): content for name, content in files.contents.items()
    }
    found = run.check_draft(
        dressed.document,
        dressed.pages,
        beside,
        files.attached,
        files.log,
        calendar,
        names + others,
        accepted=[Accepted(**each.model_dump()) for each in own.front.accepted_findings] if own else (),
        strict=strict,
    )
    places = {name.where for name in names}
    return [finding for finding in found if finding.rule != "unused-name" or finding.where in places]


def _names(edition: EditionWords) -> list[Name]:
    return [Name(listed.text, listed.within, str(listed.where)) for listed in edition.not_figures]


def _mail_parts(document: Document, files: Files, house: House) -> MailParts:
    contents = files.contents
    names = house.office.mail.platforms if house.office.mail else ()
    return MailParts(
        html=contents["email.html"].decode(),
        text=contents["email.txt"].decode(),
        message=contents["email.eml"],
        packs=tuple(_pack(document, PLATFORMS[name], contents[pack_name(document, name)]) for name in names),
        files=frozenset(contents),
    )


def _pack(document: Document, platform: Platform, content: bytes) -> Pack:
    assert document.letter is not None
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    tokens = platform.tokens(document.letter.default_name)
    return Pack(platform.name, files, tokens, tokens if platform.fills_text else (), platform.marks)


def _newest_editions(output: Path, publication: str) -> Iterator[str]:
    """The newest edition of each other publication that has drafts, with its publication's name."""
    for folder in sorted(output.iterdir()) if output.is_dir() else ():
        editions = sorted(path.name for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []
        if folder.name != publication and editions:
            yield f"{folder.name} {editions[-1]}"


def _quoted(document: str, ledger: str) -> list[Quoted]:
    names = ("place", "name", "noun", "unit", "period", "value", "printed")
    rows = csv.DictReader(io.StringIO(ledger))
    return [Quoted(document, *(row[name] for name in names)) for row in rows]
