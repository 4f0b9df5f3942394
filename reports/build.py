"""The pipeline: from the house's settings, words and data to a kept draft, in eight numbered steps.

ARCHITECTURE.md and the draft's log carry the same steps. What follows is a person's: to approve.

What was made before is not made again (``cache``), and an edition of which nothing changed is known before
this module is loaded (``unchanged``). ``benchmarks/bench_peers.py`` measures a build beside its bare engines.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from reckoner.reports.built import Built as Built
from reckoner.reports.checks import sample
from reckoner.reports.checks.draft import RULES, STRICT_RULES, Draft, check, written_of
from reckoner.reports.checks.places import new_in_mail, placed
from reckoner.reports.compare.corrected import changed_since, superseded
from reckoner.reports.compare.frozen import require_unchanged
from reckoner.reports.compare.notes import note_lines
from reckoner.reports.compare.passages import passages
from reckoner.reports.compose.wording import wording_of
from reckoner.reports.composed import Composed, compose_edition
from reckoner.reports.content.correction import Correction
from reckoner.reports.document import CorrectionNote, Document
from reckoner.reports.docx import UNPLACED, host_file, unplaced, word_files
from reckoner.reports.drafts.ahead import obstacles
from reckoner.reports.drafts.history import Row, history_of
from reckoner.reports.drafts.kept import Kept
from reckoner.reports.drafts.manifest import Manifest, describe, sha256
from reckoner.reports.drafts.pinned import pin
from reckoner.reports.drafts.store import save
from reckoner.reports.drafts.versions import versions
from reckoner.reports.errors import ReckonerError
from reckoner.reports.figures.ledger import LEDGER, PUBLIC_FILE
from reckoner.reports.figures.wording import Wording
from reckoner.reports.findings import Finding, is_unfit, to_json, why_unfit
from reckoner.reports.kinds.registry import kind_of
from reckoner.reports.neighbours import Compared
from reckoner.reports.render.files import Rendering
from reckoner.reports.render.html import Templates
from reckoner.reports.render.pdf.job import Job
from reckoner.reports.settings.house import House, read_house
from reckoner.reports.settings.publication import shown_name
from reckoner.reports.unchanged import Asked, around, note, stamps_of

STEPS = (
    "read settings", "read words", "load data", "compose and draw charts",
    "render", "check", "describe", "keep",
)  # fmt: skip
Progress = Callable[[int, str], None]
Record = Callable[[Manifest, str], object]


@dataclass(frozen=True)
class Checked:
    """All that a draft holds, and what was found."""

    manifest: Manifest
    contents: Mapping[str, bytes]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Made:
    """An edition made, and checked by itself. ``rules`` are the checks, ``compared`` is what of it is held
    against other documents, ``templates`` those that it was laid out with, ``inputs`` the hash of each file
    that was read."""

    house: House
    contents: Mapping[str, bytes]
    findings: tuple[Finding, ...]
    rules: tuple[str, ...]
    compared: Compared
    templates: Mapping[str, bytes]
    inputs: Mapping[str, str]
    author: str
    corrects: str

    def checked(self) -> Checked:
        """With what is found beside its neighbours as they are now."""
        beside = self.compared.findings(self.house, self.contents[LEDGER].decode())
        findings = tuple(dict.fromkeys((*self.findings, *beside)))
        said = {"checks.json": to_json(findings, self.rules).encode()}
        if is_unfit(findings):
            said["UNFIT.txt"] = why_unfit(findings).encode()
        contents = {**self.contents, **said}
        manifest = Manifest(
            self.compared.publication,
            self.compared.edition,
            not is_unfit(findings),
            describe(contents),
            self.inputs,
            versions(),
            self.author,
            self.corrects,
        )
        return Checked(manifest, contents, findings)


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
    asked = Asked(root, publication_name, edition, strict, read_house(root).history)
    before, seen = stamps_of(root), around(asked)
    made = make(root, publication_name, edition, step, strict=strict)
    step(8)
    if keep_in is not None:
        return keep(replace(made, house=read_house(keep_in)), again=again, record=record)
    built = keep(made, again=again, record=record)
    note(asked, before, seen, made.inputs, built)
    return built


def keep(made: Made, *, again: bool = False, record: Record = lambda _manifest, _name: None) -> Built:
    """Step 8: what was made is held against its neighbours and becomes a draft of its house, and once only.

    Raises as ``build`` does.
    """
    house, draft = made.house, made.checked()
    manifest, findings = draft.manifest, draft.findings
    _require_unchanged(house, draft)
    pin(house.root, manifest.digest, made.templates)
    saved = save(
        house.output, manifest, draft.contents, _log(findings),
        again=again, first=lambda name: record(manifest, name),
    )  # fmt: skip
    return Built(saved, findings, tuple(obstacles(manifest.author, house.office)))


def _require_unchanged(house: House, draft: Checked) -> None:
    """Raises InputError where the draft changes a figure of a delivered one without being its correction."""
    try:
        rows = history_of(house).rows()
    except ReckonerError:
        return  # a history that can't be read is told of by whoever needs it, and holds no draft up
    _hold(house, rows, draft.manifest, draft.contents[LEDGER].decode())


def require_no_change(house: House, kept: Kept, rows: Sequence[Row]) -> None:
    """Before a draft is approved: hold it to what was delivered since it was built. Raises InputError."""
    ledger = kept.folder / LEDGER
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
    """Steps 1 to 7: an edition by itself; ``keep`` looks at other documents too.

    For a preview that isn't kept, ``reader`` is a name to greet and ``without`` are outputs not to make.
    """
    composed = compose_edition(root, publication_name, edition, step, without=without)
    return laid_out(composed, step, strict=strict, reader=reader)


def laid_out(
    composed: Composed, step: Callable[[int], None], *, strict: bool = False, reader: str = ""
) -> Made:
    """Steps 5 to 7 of ``make``."""
    house, publication, words = composed.house, composed.publication, composed.words
    library, ledger = composed.library, composed.ledger
    wording, kind = composed.wording, kind_of(publication)
    corrections = _corrections(composed)
    document = _corrected(composed)
    step(5)
    with ExitStack() as making:
        rendering = _rendering(composed, making, reader)
        templates = rendering.templates
        files = kind.render(document, rendering)
        files.contents.update(word_files(composed, document))
        hosted = host_file(composed, document)
        if hosted:
            files.contents[f"{document.publication}-host.docx"] = hosted.content
        step(6)
        draft = Draft(house, words, document, files, wording.language.calendar)
        found = list(check(draft, strict=strict))
    found += new_in_mail(kind.check(draft), found)
    found += unplaced(hosted, words)
    found += sample.find(ledger.entries, library.samples)
    written = written_of(draft)
    rules = (*(STRICT_RULES if strict else RULES), *kind.rules, *([UNPLACED] if hosted else []))
    step(7)
    contents = {
        **files.contents,
        LEDGER: ledger.csv().encode(),
        PUBLIC_FILE: rendering.public_ledger.encode(),
    }
    return Made(
        house,
        contents,
        tuple(dict.fromkeys(placed(found, written))),
        rules,
        Compared(publication.name, document.edition, tuple(kind.told(document)), library.protected, written),
        {shown_name(house.root, path): path.read_bytes() for path in templates.paths},
        _hashes(house.root, (*house.paths, *words.paths, *library.paths, *templates.paths)),
        next((each.front.author for each in words.editions), "") or publication.author,
        corrections[-1].hash if corrections else "",
    )


def pages(composed: Composed, reader: str = "") -> Mapping[str, bytes]:
    """What an edition is read as on a screen, unchecked: a preview has it well before what is wrong with it.

    Raises what ``make`` raises.
    """
    composed = composed.without(("pdf",))
    with ExitStack() as making:
        rendering = _rendering(composed, making, reader)
        return kind_of(composed.publication).render(_corrected(composed), rendering).contents


def printed(composed: Composed) -> Job | None:
    """What the PDF of an edition is made from; none where it has no PDF. Raises what ``make`` raises."""
    return kind_of(composed.publication).render(_corrected(composed), _rendering(composed, None, "")).job


def _rendering(composed: Composed, making: ExitStack | None, reader: str) -> Rendering:
    house, language = composed.house, composed.wording.language
    templates = Templates(house.root, composed.publication, house.office.design, language)
    return Rendering(templates, house.office, composed.ledger.public_csv(), making, reader)


def _corrections(composed: Composed) -> list[Correction]:
    return [each for words in composed.words.editions for each in words.corrections]


def _corrected(composed: Composed) -> Document:
    """The document with a note on each of its corrections."""
    corrections = _corrections(composed)
    if not corrections:
        return composed.document
    notes = correction_notes(
        composed.house.output, composed.document, corrections, composed.ledger.csv(), composed.wording
    )
    return replace(composed.document, corrections=notes)


def templates_of(root: Path, publication: str) -> Templates:
    """Where a publication's templates are. Raises SettingsError or UsageError."""
    house = read_house(root)
    return Templates(root, house.publication(publication), house.office.design, wording_of(house).language)


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
