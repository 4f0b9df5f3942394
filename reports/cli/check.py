"""``reckoner check``: the figures of any document, worked out again."""

from __future__ import annotations

import sys
from dataclasses import replace
from enum import StrEnum
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Annotated

import typer

from reckoner.reports.errors import InputError, UsageError

if TYPE_CHECKING:
    from reckoner.reports.audit.document import Document
    from reckoner.reports.audit.ledger import KnownFigure
    from reckoner.reports.audit.run import Report, Unread
    from reckoner.reports.errors import Fault


_MOST_LEDGER_MB = 64
_MOST_PDF_MB = 256


class Shape(StrEnum):
    """How findings are given."""

    text = "text"
    json = "json"
    html = "html"
    sarif = "sarif"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog="Example: reckoner check report.pdf --format html > marked.html")(check)


def check(
    files: Annotated[
        list[str],
        typer.Argument(
            help="Files or folders (text, HTML, PDF, Word, PowerPoint, Excel, OpenDocument, RTF, CSV, "
            "messages), or - for standard input."
        ),
    ],
    together: Annotated[
        bool, typer.Option("--together", help="Compare the documents with one another too.")
    ] = False,
    ledger: Annotated[Path | None, typer.Option(help="A figures.csv to compare with.")] = None,
    unsourced: Annotated[
        bool, typer.Option("--unsourced", help="Ask for the source of each number that the ledger lacks.")
    ] = False,
    form: Annotated[Shape, typer.Option("--format", help="How to give the findings.")] = Shape.text,
    everything: Annotated[
        bool, typer.Option("--all", help="Show each claim that was worked out, right or wrong (text, json).")
    ] = False,
    marked: Annotated[
        Path | None,
        typer.Option(metavar="OUT.pdf", help="Write a copy of the PDF with its findings highlighted."),
    ] = None,
    dismiss: Annotated[
        list[str] | None,
        typer.Option(metavar="KEY", help="Let a finding stand, by the key behind its rule; with --reason."),
    ] = None,
    reason: Annotated[str, typer.Option(help="Why the finding stands.")] = "",
) -> None:
    """Find the numbers in a document that do not agree. Leaves with 1 where one is certainly wrong.

    A file that can't be read keeps no other from being checked: the report lists it, and the exit code is
    65 unless a number is certainly wrong.
    """
    from reckoner.reports.audit.reading.read import get_ready

    _require_sense(files, ledger, unsourced, marked, dismiss, reason)
    get_ready(files)  # meanwhile the checker is loaded
    from reckoner.reports.audit.dismissed import without_dismissed
    from reckoner.reports.audit.run import run
    from reckoner.reports.cli.dismissed import dismissals_of

    known = _known(ledger) if ledger else []
    documents, faults = _documents(files)
    if faults and not documents and form is Shape.text:
        raise InputError.of(faults)
    report = run(documents, together, known, map(_unread, faults), unsourced)
    report = without_dismissed(report, dismissals_of(document.name for document in documents))
    if dismiss:
        report = _dismissed(report, dismiss, reason)
    if marked is not None:
        _mark(report, Path(files[0]), marked)
    _say(report, form, everything)
    raise typer.Exit(1 if report.has_errors else InputError.exit_code if report.unread else 0)


def _require_sense(
    files: list[str], ledger: Path | None, unsourced: bool, marked: Path | None, dismiss: list[str] | None,
    reason: str,
) -> None:  # fmt: skip
    """Raises UsageError where options are given that need others."""
    if unsourced and ledger is None:
        raise UsageError("--unsourced needs the figures that are known", todo="Add --ledger figures.csv.")
    if dismiss and not reason.strip():
        raise UsageError("a finding is dismissed with a reason", todo='Add --reason "Quoted as published".')
    if marked is None:
        return
    if len(files) != 1 or PurePath(files[0]).suffix.lower() != ".pdf":
        raise UsageError("--marked makes a copy of one PDF", todo="Name one PDF; for others --format html.")
    if marked.exists() and marked.samefile(files[0]):
        raise UsageError("--marked would write over the document", todo="Give another name for the copy.")


def _dismissed(report: Report, keys: list[str], reason: str) -> Report:
    from reckoner.reports.audit.dismissed import without_dismissed
    from reckoner.reports.cli.dismissed import dismiss
    from reckoner.reports.cli.identity import system_user

    before = report.dismissed
    report = without_dismissed(report, dismiss(report, keys, " ".join(reason.split()), system_user()))
    return replace(report, dismissed=before + report.dismissed)


def _mark(report: Report, document: Path, to: Path) -> None:
    from reckoner.reports.audit.output.marked import marked
    from reckoner.reports.confined.plainfile import read_file
    from reckoner.reports.whole import write_whole

    write_whole(to, marked(read_file(document, str(document), _MOST_PDF_MB), str(document), report.findings))


def _known(ledger: Path) -> list[KnownFigure]:
    from reckoner.reports.audit.ledger import read_ledger
    from reckoner.reports.audit.reading.decode import decode
    from reckoner.reports.confined.plainfile import read_file

    if not ledger.exists():
        raise UsageError(f"there is no file {ledger}")
    return read_ledger(decode(read_file(ledger, str(ledger), _MOST_LEDGER_MB)), str(ledger))


def _unread(fault: Fault) -> Unread:
    from reckoner.reports.audit.run import Unread

    return Unread(str(fault.where or ""), fault.what, fault.todo or "")


def _documents(names: list[str]) -> tuple[list[Document], list[Fault]]:
    """What can be read of these files and folders, and what is wrong with the rest."""
    from reckoner.reports.audit.reading.read import files_in, read_bytes, read_file

    missing = [name for name in names if name != "-" and not Path(name).exists()]
    if missing:
        raise UsageError(f"there is no file {missing[0]}")
    documents: list[Document] = []
    faults: list[Fault] = []
    for name in names:
        path = Path(name)
        for file in files_in(path) if path.is_dir() else [path]:
            try:
                if name == "-":
                    documents.append(read_bytes(sys.stdin.buffer.read(), "standard input"))
                else:
                    documents.append(read_file(file, str(file)))
            except InputError as error:
                faults += error.faults
    return documents, faults


def _say(report: Report, form: Shape, everything: bool) -> None:
    from reckoner.reports.audit.output.data import to_json
    from reckoner.reports.audit.output.page import to_html
    from reckoner.reports.audit.output.sarif import to_sarif
    from reckoner.reports.audit.output.text import lines

    if form is Shape.json:
        typer.echo(to_json(report, everything))
    elif form is Shape.html:
        typer.echo(to_html(report), nl=False)
    elif form is Shape.sarif:
        typer.echo(to_sarif(report))
    else:
        typer.echo("\n".join(lines(report, everything)))
