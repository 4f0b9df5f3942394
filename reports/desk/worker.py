"""The process that does one piece of work for the desk, so that it can be followed, cancelled and ended.

Run as ``python -m reports.desk.worker KIND HOUSE ...``; it talks as ``schedule.builder`` does.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from reckoner.reports.audit.finding import Finding
from reckoner.reports.audit.ledger import read_ledger
from reckoner.reports.audit.output.page import to_fragment
from reckoner.reports.audit.reading.read import read_bytes
from reckoner.reports.audit.run import run
from reckoner.reports.build import Built, Progress, build
from reckoner.reports.desk.trying import tried
from reckoner.reports.desk.typed import typed_digits
from reckoner.reports.drafts.approval import Identity
from reckoner.reports.drafts.makers import note_built, record_built
from reckoner.reports.drafts.manifest import Manifest
from reckoner.reports.errors import ReckonerError, UsageError
from reckoner.reports.figures.ledger import LEDGER
from reckoner.reports.recall.correcting import Correcting, correct
from reckoner.reports.schedule.builder import converse, draft_of
from reckoner.reports.settings.house import House, read_house

_MOST_FINDINGS = 500
_KINDNESS = 10  # whoever reads a page waits less for it than a build does
Undo = list[Callable[[], None]]


def main() -> None:
    """Do what the arguments say."""
    kind, root, *rest = sys.argv[1:]
    os.nice(_KINDNESS)
    undo: Undo = []

    def left() -> None:
        for each in undo:
            each()

    converse(partial(_ACTS[kind], Path(root), rest, undo), left)


def _build(root: Path, given: Sequence[str], _undo: Undo, step: Progress) -> dict[str, Any]:
    user, publication, edition, again = given
    house = read_house(root)
    built = build(
        root,
        publication,
        edition,
        again=again == "again",
        progress=step,
        record=partial(_record, house, user),
    )
    _note(house, user, built)
    return draft_of(built)


def _correction(root: Path, given: Sequence[str], undo: Undo, step: Progress) -> dict[str, Any]:
    user, person, edition, reason = given
    house, now = read_house(root), datetime.now(UTC)
    who = house.office.person(person)
    if who is None:
        raise UsageError(f"{person!r} is not among `people`")
    asked = Correcting(house, edition, reason, Identity(who, user), now, now.astimezone().date())
    done = correct(asked, step, partial(_record, house, user), partial(_note, house, user), undo.append)
    undo.clear()
    lines = [change.line() for change in done.changes]
    return {**draft_of(done.built), "changes": lines, "quoted": [each.line() for each in done.others]}


def _trial(root: Path, given: Sequence[str], _undo: Undo, step: Progress) -> dict[str, Any]:
    module, file, sender, target = given
    step(1, "read the file and compare it")
    return tried(root, module, Path(file), sender, target, lambda: step(2, "see what it reaches"))


def _check(_root: Path, given: Sequence[str], _undo: Undo, step: Progress) -> dict[str, Any]:
    document, ledger, page = map(Path, given)
    step(1, "read the document")
    read = read_bytes(document.read_bytes(), document.name)
    known = ledger.read_text("utf-8")
    report = run([read], ledger=read_ledger(known, LEDGER) if known else ())
    page.write_text(to_fragment(report), "utf-8")
    counts = Counter(finding.severity for finding in report.findings)
    findings = [_finding(each) for each in report.findings[:_MOST_FINDINGS]]
    return {"found": counts, "errors": report.has_errors, "findings": findings}


def _finding(each: Finding) -> dict[str, str]:
    return {
        "severity": each.severity, "rule": each.rule, "where": each.where, "quote": each.quote,
        "stated": each.stated, "computed": each.computed, "because": each.because,
    }  # fmt: skip


def _typed(root: Path, given: Sequence[str], _undo: Undo, step: Progress) -> dict[str, Any]:
    publication, edition, shown, path = given
    step(1, "make the edition from the proposed words")
    found = typed_digits(root, publication, edition, shown, Path(path).read_bytes())
    return {"faults": [{"what": each.what, "where": str(each.where), "todo": each.todo} for each in found]}


def _record(house: House, user: str, manifest: Manifest, name: str) -> None:
    """Who builds it, before it is there: without that row its author could approve it at the desk."""
    record_built(house, manifest, name, user, datetime.now(UTC))


def _note(house: House, user: str, built: Built) -> None:
    if not built.saved.is_new:
        with suppress(ReckonerError):
            note_built(house, built.saved.folder, user, datetime.now(UTC), is_new=False)


_ACTS: dict[str, Callable[[Path, Sequence[str], Undo, Progress], dict[str, Any]]] = {
    "build": _build,
    "correction": _correction,
    "trial": _trial,
    "check": _check,
    "typed": _typed,
}


if __name__ == "__main__":
    main()
