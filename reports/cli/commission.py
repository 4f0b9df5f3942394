"""``reckoner commission`` and ``reckoner board``: ask for what an edition needs, and see who is late."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reckoner.reports.cli.clock import today
from reckoner.reports.cli.options import (
    CURRENT,
    UNSEEN,
    Format,
    FormatOption,
    HouseOption,
    PublicationArgument,
)
from reckoner.reports.cli.outgoing import put
from reckoner.reports.cli.say import complain, say

if TYPE_CHECKING:
    from reckoner.reports.commission.board import Row


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(
        epilog="Examples: reckoner commission panel-paper 2026-02 --dry-run | "
        "reckoner commission panel-paper 2026-02 --only finance --to outbox"
    )(commission)
    app.command(epilog="Examples: reckoner board | reckoner board panel-paper 2026-02")(board)


def commission(
    publication: PublicationArgument,
    edition: Annotated[str, typer.Argument(help="The edition, such as 2026-02.")],
    only: Annotated[
        list[str] | None, typer.Option("--only", metavar="PERSON", help="Ask this person alone.")
    ] = None,
    to: Annotated[
        Path, typer.Option("--to", metavar="DIR", help="Where to write the mails.", **UNSEEN)
    ] = CURRENT,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="List who would be asked for what.")] = False,
    house: HouseOption = CURRENT,
) -> None:
    """Draft a mail to everybody who owes a section, a figure or a table, with the files to write in.

    Nothing is sent: open the drafts in your mail program and send them yourself.
    """
    from reckoner.reports.commission.asking import requests_for
    from reckoner.reports.commission.requests import keep_asked
    from reckoner.reports.returned.shelf import shelve
    from reckoner.reports.settings.house import read_house

    settings, now = read_house(house.resolve()), datetime.now(UTC)
    found = requests_for(settings, publication, edition, now, only or ())
    for request in found:
        say(f"{request.person.id} ({request.person.role}), {request.person.email}:")
        for each in request.owed:
            say(f"  {each.due.line()}")
        for name in request.files:
            say(f"  attached: {name}")
        if dry_run:
            continue
        at = now.isoformat(timespec="seconds")
        for part, sent in request.parts:
            shelve(settings.root, f"{publication}/{edition}", part.content, part.map, sent, at)
        path = to / f"{publication}-{edition}-{request.person.id}.eml"
        put(path, request.mail)
        keep_asked(settings.root, request.asked)
        say(f"  {path}")
    if not found:
        say("Nobody in office.yaml owes anything to it.")
    elif not dry_run:
        say("Nothing was sent. What comes back: reckoner return FILE.docx, reckoner take FILE.xlsx.")


def board(
    publication: Annotated[str | None, typer.Argument(help="Only this publication's editions.")] = None,
    edition: Annotated[str | None, typer.Argument(help="Only this edition.")] = None,
    house: HouseOption = CURRENT,
    form: FormatOption = Format.text,
) -> None:
    """Who owes which section, figure or table by when: late first; what was asked for, and what came back."""
    from reckoner.reports.commission.board import board_of
    from reckoner.reports.commission.owed import editions_with_words
    from reckoner.reports.errors import UsageError, nearest
    from reckoner.reports.settings.house import read_house

    settings = read_house(house.resolve())
    known = editions_with_words(settings)
    editions = [each for each in known if publication in (None, each[0]) and edition in (None, each[1])]
    if publication and not editions:
        asked = " ".join(filter(None, (publication, edition)))
        raise UsageError(f"there are no words of {asked}", todo=nearest(asked, map(" ".join, known)))
    found = board_of(settings, today(settings), editions)
    complain([f"not looked at: {each}" for each in found.unread])
    if form is Format.json:
        typer.echo(json.dumps([_data(row) for row in found.rows], indent=1, ensure_ascii=False))
        return
    zone = settings.schedules.zone
    for row in found.rows:
        say(f"{row.state:5}  {row.owed.due.line()}")
        if row.asked is not None:
            back = f", came back {row.asked.returned_on(zone)}" if row.asked.returned else ""
            say(f"       asked {row.asked.asked_on(zone)}{back}")
    late = sum(row.state == "late" for row in found.rows)
    nobody = "Nobody owes anything to what could be read." if found.unread else "Nobody owes anything."
    say(f"{len(found.rows)} owed, {late} late." if found.rows else nobody)


def _data(row: Row) -> dict[str, Any]:
    due, awaited = row.owed.due, row.owed.due.awaited
    return {
        "state": row.state,
        "publication": awaited.publication,
        "edition": awaited.edition,
        "kind": awaited.kind,
        "what": awaited.figure.what,
        "from": awaited.figure.person,
        "role": due.role,
        "by": awaited.figure.by.isoformat(),
        "working_days_left": due.days,
        "asked": row.asked.at if row.asked else None,
        "returned": row.asked.returned or None if row.asked else None,
        "where": str(awaited.where),
    }
