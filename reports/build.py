"""The story: from the house's settings, words and data to a kept draft, in eight numbered steps.

ARCHITECTURE.md and the draft's log carry the same steps. What follows is a person's: to approve.

What was made before is not made again (``cache``), and an edition of which nothing changed is known before
this module is loaded (``unchanged``). ``benchmarks/bench_peers.py`` measures a build beside its bare engines.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reckoner.reports.built import Built as Built
from reckoner.reports.checks import sample
from reckoner.reports.checks.agreement import disagreements
from reckoner.reports.checks.draft import RULES, STRICT_RULES, Draft, check, with_places
from reckoner.reports.checks.places import new_in_mail
from reckoner.reports.compare.corrected import changed_since, superseded
from reckoner.reports.compare.frozen import require_unchanged
from reckoner.reports.compare.notes import note_lines
from reckoner.reports.compare.passages import passages
from reckoner.reports.compare.released import released_ledgers
from reckoner.reports.compose.followed import NAME as ACTIONS
from reckoner.reports.compose.followed import followed_in, named_in, names_actions, with_counts
from reckoner.reports.compose.occasion import occasion_of
from reckoner.reports.compose.references import names_in
from reckoner.reports.compose.small_numbers import find as find_small_numbers
from reckoner.reports.compose.small_numbers import printed_ledger
from reckoner.reports.compose.task import Task
from reckoner.reports.compose.wording import wording_of
from reckoner.reports.content.correction import Correction
from reckoner.reports.content.words import Words
from reckoner.reports.document import CorrectionNote, Document
from reckoner.reports.drafts.ahead import obstacles
from reckoner.reports.drafts.history import Row, history_of, sound_rows
from reckoner.reports.drafts.kept import Kept
from reckoner.reports.drafts.manifest import Manifest, describe, sha256
from reckoner.reports.drafts.pinned import pin
from reckoner.reports.drafts.store import save
from reckoner.reports.drafts.versions import versions
from reckoner.reports.errors import ReckonerError, joined_by
from reckoner.reports.figures.ledger import Entry, Ledger
from reckoner.reports.figures.wording import Wording
from reckoner.reports.findings import Finding, is_unfit, to_json, why_unfit
from reckoner.reports.kinds.registry import kind_of
from reckoner.reports.modules.library import Library, load_library
from reckoner.reports.render.families import require_families
from reckoner.reports.render.files import Rendering
from reckoner.reports.render.html import Templates, page_words
from reckoner.reports.render.pdf.engine import warm
from reckoner.reports.settings.house import House, read_house
from reckoner.reports.settings.publication import Publication, file_of, shown_name
from reckoner.reports.unchanged import Asked, note, stamps_of
from reckoner.reports.word.host import UNPLACED, HostFile, write_host
from reckoner.reports.word.map import NAME as MAP
from reckoner.reports.word.write import WordFile, write_word

STEPS = (
    "read settings", "read words", "load data", "compose and draw charts",
    "render", "check", "describe", "keep",
)  # fmt: skip
Progress = Callable[[int, str], None]
Record = Callable[[Manifest, str], object]


@dataclass(frozen=True)
class Composed:
    """An edition's words with their figures, before it has a page."""

    house: House
    publication: Publication
    words: Words
    library: Library
    document: Document
    ledger: Ledger
    wording: Wording


@dataclass(frozen=True)
class Made:
    """An edition made and checked, not yet kept."""

    house: House
    manifest: Manifest
    contents: dict[str, bytes]
    findings: tuple[Finding, ...]
    paths: tuple[Path, ...]
    templates: dict[str, bytes]


def build(
    root: Path,
    publication_name: str,
    edition: str,
    *,
    again: bool = False,
    strict: bool = False,
    progress: Progress,
    keep_in: Path | None = None,
    record: Record = lambda _manifest, _name: None,
) -> Built:
    """Make one draft of an edition. ``progress`` hears each step as it begins; ``strict`` asks veraPDF too.

    ``keep_in`` is the house that keeps it, where that is not the one that is read. ``record`` hears of a new
    draft before it is there: its manifest, and its name, such as draft-003.

    Raises ReckonerError where settings, words or data are at fault, or a delivered figure would change
    without a correction: then nothing is kept.
    """
    step = _steps(progress)
    before = stamps_of(root)
    made = make(root, publication_name, edition, step, strict=strict)
    step(8)
    if keep_in is not None:
        return keep(replace(made, house=read_house(keep_in)), again=again, record=record)
    built = keep(made, again=again, record=record)
    asked = Asked(root, publication_name, edition, strict, made.house.history)
    note(asked, before, made.manifest.inputs, built)
    return built


def keep(made: Made, *, again: bool = False, record: Record = lambda _manifest, _name: None) -> Built:
    """Step 8: what was made becomes a draft of its house, and once only. Raises as ``build`` does."""
    home, manifest = made.house.root, made.manifest
    _require_unchanged(made.house, made)
    pin(home, manifest.digest, made.templates)
    saved = save(
        made.house.output, manifest, made.contents, _log(made.findings),
        again=again, first=lambda name: record(manifest, name),
    )  # fmt: skip
    return Built(saved, made.findings, tuple(obstacles(manifest.author, made.house.office)))


def _require_unchanged(house: House, made: Made) -> None:
    """Raises InputError where the draft changes a figure of a delivered one without being its correction."""
    try:
        rows = history_of(house).rows()
    except ReckonerError:
        return  # a history that can't be read is told of by whoever needs it, and holds no draft up
    _hold(house, rows, made.manifest, made.contents["figures.csv"].decode())


def require_no_change(house: House, kept: Kept, rows: Sequence[Row]) -> None:
    """Before a draft is approved: hold it to what was delivered since it was built. Raises InputError."""
    ledger = kept.folder / "figures.csv"
    if ledger.is_file():
        _hold(house, rows, kept.manifest, ledger.read_text("utf-8"))


def _hold(house: House, rows: Sequence[Row], manifest: Manifest, ledger: str) -> None:
    if kind_of(house.publication(manifest.publication)).prints_corrections:
        edition = f"{manifest.publication}/{manifest.edition}"
        require_unchanged(house.output, rows, edition, manifest.corrects, ledger)


def make(
    root: Path,
    publication_name: str,
    edition: str,
    step: Callable[[int], None],
    *,
    strict: bool = False,
    reader: str = "",
    without: Collection[str] = (),
) -> Made:
    """Steps 1 to 7: all that a draft holds.

    For a preview that isn't kept, ``reader`` is a name to greet and ``without`` are outputs not to make.
    """
    composed = compose_edition(root, publication_name, edition, step, without=without)
    house, publication, words = composed.house, composed.publication, composed.words
    library, document, ledger = composed.library, composed.document, composed.ledger
    wording, kind = composed.wording, kind_of(publication)
    corrections = [each for edition_words in words.editions for each in edition_words.corrections]
    if corrections:
        notes = correction_notes(house.output, document, corrections, ledger.csv(), wording)
        document = replace(document, corrections=notes)
    step(5)
    templates = Templates(root, publication, house.office.design, wording.language)
    files = kind.render(document, Rendering(templates, house.office, ledger.public_csv(), reader))
    files.contents.update(word_files(composed, document))
    hosted = host_file(composed, document)
    if hosted:
        files.contents[f"{document.publication}-host.docx"] = hosted.content
    step(6)
    draft = Draft(house, words, document, files, wording.language.calendar)
    found = list(check(draft, strict=strict))
    found += new_in_mail(kind.check(draft), found)
    found += disagreements(house.output, publication_name, edition, ledger.csv())
    found += unplaced(hosted, words)
    found += sample.find(ledger.entries, library.samples)
    found += small_numbers(house, library, f"{publication_name} {edition}", ledger.csv())
    findings, rules = with_places(draft, found), (*(STRICT_RULES if strict else RULES), *kind.rules)
    rules = (*rules, UNPLACED) if hosted else rules
    step(7)
    contents = {
        **files.contents,
        "figures.csv": ledger.csv().encode(),
        "figures-public.csv": ledger.public_csv().encode(),
        "checks.json": to_json(findings, rules).encode(),
    }
    if is_unfit(findings):
        contents["UNFIT.txt"] = why_unfit(findings).encode()
    paths = (*house.paths, *words.paths, *library.paths, *templates.paths)
    manifest = Manifest(
        publication_name,
        edition,
        not is_unfit(findings),
        describe(contents),
        _hashes(root, paths),
        versions(),
        next((each.front.author for each in words.editions), "") or publication.author,
        corrections[-1].hash if corrections else "",
    )
    kept = {shown_name(root, path): path.read_bytes() for path in templates.paths}
    return Made(house, manifest, contents, findings, paths, kept)


def word_files(composed: Composed, document: Document) -> dict[str, bytes]:
    """The Word file of an edition, where its publication asks for one, and what is kept beside it."""
    if "docx" not in composed.publication.outputs:
        return {}
    made = word_file(composed, document)
    return {f"{document.publication}.docx": made.content, MAP: made.map.to_bytes()}


def word_file(composed: Composed, document: Document) -> WordFile:
    """The Word file of an edition; of several documents, of the first."""
    words = page_words(composed.wording.language)
    return write_word(document, composed.words.editions, words, composed.house.office.design)


def host_file(composed: Composed, document: Document) -> HostFile | None:
    """The edition in the template of the council that takes it, where its publication names one."""
    publication, house = composed.publication, composed.house
    if publication.host is None:
        return None
    path = file_of(
        house.root, publication, publication.host.file, publication.place("host", "file"), (".docx",)
    )
    assert path is not None
    return write_host(
        path.read_bytes(), shown_name(house.root, path), document, composed.words.editions,
        page_words(composed.wording.language), house.office.design, publication.host.places,
        lambda name: publication.place("host", "places", name),
    )  # fmt: skip


def unplaced(hosted: HostFile | None, words: Words) -> Iterator[Finding]:
    """What the council's template asks for and the edition lacks, or the other way round."""
    todo = "Write the section, if only to say that there is nothing, or change `host` in publication.yaml."
    for what in hosted.missing if hosted else ():
        yield Finding("error", UNPLACED, what, str(words.editions[0].file.shown), todo=todo)


def small_numbers(house: House, library: Library, document: str, ledger: str) -> list[Finding]:
    """Withheld counts that this draft gives away, alone or with all that went out before it."""
    if not library.protected:
        return []
    rows = sound_rows(house.history)
    out = [printed_ledger(name, text) for name, text in released_ledgers(house.output, rows)]
    return list(find_small_numbers(library.protected, [printed_ledger(document, ledger, ours=True), *out]))


def compose_edition(
    root: Path,
    publication_name: str,
    edition: str,
    step: Callable[[int], None],
    *,
    without: Collection[str] = (),
) -> Composed:
    """Steps 1 to 4: the words and figures of an edition, before they get a page. Raises as ``make`` does."""
    step(1)
    house = read_house(root)
    publication = house.publication(publication_name).making_all_but(without)
    if "pdf" in publication.outputs:
        warm()
    require_families(root, house.office.design)
    wording = wording_of(house)
    occasion = occasion_of(house, publication, edition, wording)
    step(2)
    kind = kind_of(publication)
    words: Words = kind.read(root, publication, edition)
    step(3)
    names = frozenset().union(*(names_in(each) for each in words.editions))
    with joined_by(words.faults):
        told = names_actions(text for each in words.editions for text in each.naming)
        followed = followed_in(house, edition, occasion.dated) if told else None
        names = names.union(named_in(followed)) - {ACTIONS} if followed else names
        library = load_library(root, names, under=house.office.small_numbers.under)
        library = with_counts(library, followed, house.office, wording) if followed else library
    step(4)
    task = Task(publication, library, house.office, occasion, wording, followed)
    document: Document = kind.compose(words, task)
    ledger = Ledger(tuple(entries_of(document)), library.citations, wording)
    return Composed(house, publication, words, library, document, ledger, wording)


def templates_of(root: Path, publication: str) -> Templates:
    """Where a publication's templates are. Raises SettingsError or UsageError."""
    house = read_house(root)
    return Templates(root, house.publication(publication), house.office.design, wording_of(house).language)


def entries_of(document: Document) -> Iterator[Entry]:
    """Every printed figure of an edition; of several documents, with the title of the one where it stands."""
    for each in document.documents:
        for entry in each.entries():
            says_where = len(document.documents) == 1 or entry.place.startswith(f"{each.title}, ")
            yield entry if says_where else replace(entry, place=f"{each.title}, {entry.place}")


def correction_notes(
    output: Path, document: Document, corrections: Sequence[Correction], ledger: str, wording: Wording
) -> tuple[CorrectionNote, ...]:
    """What the document puts right, newest first. Raises InputError where a superseded draft is gone."""
    edition = f"{document.publication}/{document.edition}"
    spoken = tuple(passages(document))
    notes = []
    for number, correction in enumerate(corrections, 1):
        old = superseded(output, edition, correction.supersedes, correction.hash)
        changes = note_lines(changed_since(old, ledger), spoken, wording)
        heading = wording.language.say("document.corrected_on", date=wording.day(correction.date))
        notes.append(CorrectionNote(f"correction-{number}", heading, correction.reason, changes))
    return tuple(reversed(notes))


def _hashes(root: Path, paths: Iterable[Path]) -> dict[str, str]:
    return {shown_name(root, path): sha256(path.read_bytes()) for path in sorted(set(paths))}


def _steps(progress: Progress) -> Callable[[int], None]:
    return lambda number: progress(number, STEPS[number - 1])


def _log(findings: Iterable[Finding]) -> str:
    """The steps taken and what was found, for the draft's log."""
    steps = [f"{number} {name}" for number, name in enumerate(STEPS, 1)]
    return "\n".join([*steps, *(line for finding in findings for line in finding.lines())]) + "\n"
