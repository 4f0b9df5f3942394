"""``reckoner check``: the figures of any document, worked out again."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reports.errors import UsageError

if TYPE_CHECKING:
    from reports.audit.document import Document
    from reports.audit.run import Report


class Shape(StrEnum):
    """How findings are given."""

    text = "text"
    json = "json"
    html = "html"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog="Example: reckoner check report.pdf --format html > marked.html")(check)


def check(
    files: Annotated[
        list[str],
        typer.Argument(help="Files or folders (.txt .md .html .pdf .docx .eml), or - for standard input."),
    ],
    together: Annotated[
        bool, typer.Option("--together", help="Compare the documents with one another too.")
    ] = False,
    ledger: Annotated[Path | None, typer.Option(help="A figures.csv to compare with.")] = None,
    form: Annotated[Shape, typer.Option("--format", help="How to give the findings.")] = Shape.text,
) -> None:
    """Find the numbers in a document that do not agree. Leaves with 1 where one is certainly wrong."""
    from reports.audit.ledger import read_ledger
    from reports.audit.reading.decode import decode
    from reports.audit.run import run

    if ledger is not None and not ledger.is_file():
        raise UsageError(f"there is no file {ledger}")
    known = read_ledger(decode(ledger.read_bytes()), str(ledger)) if ledger else ()
    report = run(_documents(files), together, known)
    _say(report, form)
    raise typer.Exit(1 if report.has_errors else 0)


def _documents(names: list[str]) -> list[Document]:
    from reports.audit.reading.read import files_in, read_bytes, read_file

    documents: list[Document] = []
    for name in names:
        path = Path(name)
        if name == "-":
            documents.append(read_bytes(sys.stdin.buffer.read(), "standard input"))
        elif path.is_dir():
            documents += [read_file(file, str(file)) for file in files_in(path)]
        elif path.exists():
            documents.append(read_file(path, name))
        else:
            raise UsageError(f"there is no file {name}")
    return documents


def _say(report: Report, form: Shape) -> None:
    from reports.audit.output.data import to_json
    from reports.audit.output.page import to_html
    from reports.audit.output.text import lines

    if form is Shape.json:
        typer.echo(to_json(report))
    elif form is Shape.html:
        typer.echo(to_html(report), nl=False)
    else:
        typer.echo("\n".join(lines(report)))
