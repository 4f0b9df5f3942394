"""The story: from the house's settings, words and data to a kept draft, in eight numbered steps.

ARCHITECTURE.md and the draft's log carry the same steps. What follows is a person's: to approve.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reports.checks.finding import Finding, is_unfit, to_json
from reports.checks.numbers import Name
from reports.checks.run import RULES, STRICT_RULES, check_draft
from reports.compare.corrected import changed_since, superseded
from reports.compare.ledgers import FigureChange
from reports.compose.compose import compose
from reports.compose.occasion import look_of, occasion_of
from reports.compose.references import names_in
from reports.compose.voice import wording_of
from reports.content.correction import Correction
from reports.content.edition import gather_edition
from reports.document import CorrectionNote, Document
from reports.drafts.manifest import Manifest, describe, sha256
from reports.drafts.store import Saved, save
from reports.drafts.versions import versions
from reports.errors import joined_by
from reports.figures.ledger import Ledger
from reports.figures.wording import Wording
from reports.modules.library import load_library
from reports.render.files import render_files
from reports.render.html import Templates
from reports.render.pdf.engine import warm
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
    root: Path,
    publication_name: str,
    edition: str,
    *,
    again: bool = False,
    strict: bool = False,
    progress: Progress,
) -> Built:
    """Make one draft of an edition. ``progress`` hears each step as it begins; ``strict`` asks veraPDF too.

    Raises ReckonerError where settings, words or data are at fault: then nothing is kept.
    """
    log = _Log(progress)
    log.step(1)
    warm()
    house = read_house(root)
    publication = house.publication(publication_name)
    wording = wording_of(house)
    occasion = occasion_of(house, publication, edition, wording)
    log.step(2)
    words = gather_edition(root, publication_name, edition)
    log.step(3)
    with joined_by(words.faults):
        library = load_library(root, names_in(words), under=house.office.small_numbers.under)
    log.step(4)
    document = compose(
        publication, words, library, house.office, occasion, wording, look_of(house.office.design)
    )
    ledger = Ledger(tuple(document.entries()), library.citations, wording)
    if words.corrections:
        notes = correction_notes(house.output, document, words.corrections, ledger.csv(), wording)
        document = replace(document, corrections=notes)
    log.step(5)
    templates = Templates(root, publication, house.office.design, wording.language)
    files = render_files(document, templates, ledger.public_csv())
    log.step(6)
    names = [Name(listed.text, listed.within, str(listed.where)) for listed in words.not_figures]
    findings = check_draft(
        document,
        files.pages,
        files.contents,
        files.attached,
        files.log,
        wording.language.calendar,
        names,
        strict=strict,
    )
    log.step(7)
    contents = {
        **files.contents,
        "figures.csv": ledger.csv().encode(),
        "figures-public.csv": ledger.public_csv().encode(),
        "checks.json": to_json(findings, STRICT_RULES if strict else RULES).encode(),
    }
    inputs = _hashes(root, [*house.paths, *words.paths, *library.paths, *templates.paths])
    manifest = Manifest(
        publication_name, edition, not is_unfit(findings), describe(contents), inputs, versions(),
        words.front.author, words.corrections[-1].hash if words.corrections else "",
    )  # fmt: skip
    log.step(8)
    saved = save(house.output, manifest, contents, log.text(findings), again=again)
    return Built(saved, findings)


def correction_notes(
    output: Path, document: Document, corrections: Sequence[Correction], ledger: str, wording: Wording
) -> tuple[CorrectionNote, ...]:
    """What the document puts right, newest first. Raises InputError where a superseded draft is gone."""
    say = wording.language.say
    edition = f"{document.publication}/{document.edition}"
    notes = []
    for number, correction in enumerate(corrections, 1):
        old = superseded(output, edition, correction.supersedes, correction.hash)
        changes = tuple(_worded(change, say) for change in changed_since(old, ledger))
        heading = say("document.corrected_on", date=wording.day(correction.date))
        notes.append(CorrectionNote(f"correction-{number}", heading, correction.reason, changes))
    return tuple(reversed(notes))


def _worded(change: FigureChange, say: Callable[..., str]) -> str:
    assert change.old is not None
    what, old = change.old.noun or change.name, " / ".join(change.old.printed)
    if change.new is None:
        return say("document.no_longer_printed", what=what, old=old)
    return say("document.was_printed", what=what, old=old, new=" / ".join(change.new.printed))


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
