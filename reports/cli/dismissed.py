"""The file beside a document that says which findings stand: ``paper.pdf.dismissed.yaml``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from reckoner.reports.audit.dismissed import Dismissed
from reckoner.reports.errors import UsageError
from reckoner.reports.settings.yaml import Settings, read_yaml, validate
from reckoner.reports.whole import write_whole

if TYPE_CHECKING:
    from reckoner.reports.audit.finding import Finding
    from reckoner.reports.audit.run import Report

SUFFIX = ".dismissed.yaml"


class Entry(Settings):
    """A finding that stands: its rule, the passage that it quotes, why, and who says so; the number, where
    the passage has several."""

    rule: str
    text: str
    reason: str
    name: str
    stated: str = ""


class Dismissals(Settings):
    """A file of dismissals."""

    dismissed: tuple[Entry, ...]


def dismissals_of(documents: Iterable[str]) -> Iterator[Dismissed]:
    """The dismissals beside these documents. Raises SettingsError where such a file can't be read."""
    for document in documents:
        path = Path(document + SUFFIX)
        if path.is_file():
            for entry in validate(Dismissals, read_yaml(path)).dismissed:
                yield Dismissed(document, **dict(entry))


def dismiss(report: Report, keys: Iterable[str], reason: str, name: str) -> list[Dismissed]:
    """Write down beside their documents that these findings stand; what was written.

    Raises UsageError where a key belongs to no finding, or the document is no file.
    """
    found = [_finding(report, key) for key in keys]
    made: list[Dismissed] = []
    for finding in found:
        if not Path(finding.file).is_file():
            raise UsageError(f"{finding.file} is no file, so nothing can be kept beside it")
        entry = Dismissed(finding.file, finding.rule, finding.quote, reason, name, finding.stated)
        _add(Path(finding.file + SUFFIX), entry)
        made.append(entry)
    return made


def _finding(report: Report, key: str) -> Finding:
    found = next((finding for finding in report.findings if finding.key == key), None)
    if found is None:
        what = f"there is no finding {key} in what was checked"
        raise UsageError(what, todo="Give the seven letters and digits that stand behind its rule.")
    return found


def _add(path: Path, entry: Dismissed) -> None:
    """Add an entry at the end of the file, whose other lines stay as they are."""
    before = path.read_text(encoding="utf-8") if path.is_file() else "dismissed:\n"
    told = {"rule": entry.rule, "text": " ".join(entry.text.split()), "stated": entry.stated,
            "reason": entry.reason, "name": entry.name}  # fmt: skip
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in told.items()]
    text = before if before.endswith("\n") else f"{before}\n"
    write_whole(path, (text + "  - " + "\n    ".join(lines) + "\n").encode())
    validate(Dismissals, read_yaml(path))
