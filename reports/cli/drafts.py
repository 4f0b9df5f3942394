"""``reckoner drafts``: list, show, compare, approve and reject."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reckoner.reports.cli.caller import current
from reckoner.reports.cli.identity import system_user
from reckoner.reports.cli.options import CURRENT, UNSEEN, Format, FormatOption, HouseOption
from reckoner.reports.cli.outgoing import put
from reckoner.reports.cli.reading import pages, since_out
from reckoner.reports.cli.say import say
from reckoner.reports.errors import ReckonerError, UsageError

if TYPE_CHECKING:
    from reckoner.reports.drafts.approval import Waiver
    from reckoner.reports.drafts.history import History, Row
    from reckoner.reports.drafts.kept import Kept
    from reckoner.reports.drafts.state import DraftState, Role
    from reckoner.reports.settings.house import House

DraftArgument = Annotated[
    str, typer.Argument(help="Such as panel-paper/2025-11/draft-003; an edition stands for its newest.")
]
drafts = typer.Typer(
    help="List, show, compare, approve and reject drafts.",
    epilog="Examples: reckoner drafts list | reckoner drafts show panel-paper/2025-11 | "
    "reckoner drafts approve panel-paper/2025-11/draft-003",
    no_args_is_help=True,
    rich_markup_mode=None,
)


class RoleName(StrEnum):
    """The roles as they are typed."""

    author = "author"
    approver = "approver"
    monitoring_officer = "monitoring-officer"


_ROLES: dict[RoleName, Role] = {
    RoleName.author: "author",
    RoleName.approver: "approver",
    RoleName.monitoring_officer: "monitoring officer",
}


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(drafts, name="drafts")


@drafts.command("list", epilog="Example: reckoner drafts list --format json")
def list_drafts(house: HouseOption = CURRENT, form: FormatOption = Format.text) -> None:
    """List every draft with its state."""
    from reckoner.reports.drafts.kept import all_drafts

    at_home, history = _opened(house)
    rows = history.rows()
    found = [_listed(at_home, folder, rows) for folder in all_drafts(at_home.output)]
    if form is Format.json:
        typer.echo(json.dumps(found, indent=1))
        return
    for each in found:
        say(f"{each['draft']}  {str(each['hash'])[:12] or 'no hash':12}  {each['state']}: {each['why']}")


def _listed(house: House, folder: Path, rows: Sequence[Row]) -> dict[str, object]:
    """A draft and its state; one that can't be read is damaged, and keeps no other from being listed."""
    from reckoner.reports.drafts.kept import read_draft
    from reckoner.reports.drafts.state import state_of

    try:
        kept = read_draft(folder)
        return _as_data(kept, state_of(kept, rows))
    except ReckonerError as problem:
        name, why = folder.relative_to(house.output).as_posix(), problem.what
        return {"draft": name, "hash": "", "state": "damaged", "why": why, "author": "", "corrects": ""}


@drafts.command(epilog="Example: reckoner drafts show panel-paper/2025-11/draft-003")
def show(draft: DraftArgument, house: HouseOption = CURRENT, form: FormatOption = Format.text) -> None:
    """Show how a draft stands, who made it, what forbids its approval, and who did what with it."""
    from reckoner.reports.drafts.makers import makers
    from reckoner.reports.drafts.state import state_of

    at_home, history = _opened(house)
    kept, rows = _found(at_home, draft), history.rows()
    stands = state_of(kept, rows)
    mine = [row for row in rows if row.draft == kept.name]
    if form is Format.json:
        findings = [finding.__dict__ for finding in kept.errors]
        acts = [_act(row) for row in mine]
        data = {
            **_as_data(kept, stands),
            "made": asdict(makers(kept, rows)),
            "errors": findings,
            "history": acts,
        }
        typer.echo(json.dumps(data, indent=1))
        return
    say(f"{kept.name}")
    say(f"hash    {kept.digest}")
    say(f"to read reckoner drafts get {kept.name}" if current() else f"folder  {kept.folder}")
    made = makers(kept, rows)
    unsure = "" if made.recorded else " (not recorded: the owners of the files)"
    say(f"built   by {', '.join(made.builders)}{unsure}")
    say(f"words   of {', '.join(made.editors) or 'nobody known'}")
    say(f"author  {kept.manifest.author or 'not named'}")
    say(f"state   {stands.state}: {stands.why}")
    _print_reading(at_home, kept, rows)
    for row in mine:
        say(f"{row.at}  {_told(row)}")


def _print_reading(house: House, kept: Kept, rows: Sequence[Row]) -> None:
    """What to look at before saying yes: the pages, what forbids it, what is new since what is out."""
    for path in () if current() else pages(kept):
        say(f"open    {path}")
    for finding in kept.errors:
        say(f"error   {finding.line()}")
    for line in since_out(house.output, kept, rows):
        say(line)


@drafts.command(epilog="Example: reckoner drafts diff panel-paper/2025-11/draft-001 panel-paper/2025-11")
def diff(
    old: DraftArgument,
    new: DraftArgument,
    page: Annotated[
        Path | None,
        typer.Option("--page", metavar="FILE", help="Write it as a web page instead.", **UNSEEN),
    ] = None,
    house: HouseOption = CURRENT,
    form: FormatOption = Format.text,
) -> int:
    """Compare two drafts or editions: figures, words, charts. Exits with 1 where they differ."""
    from reckoner.reports.compare.drafts import compare
    from reckoner.reports.compare.page import to_page

    at_home, _ = _opened(house)
    found = compare(_found(at_home, old), _found(at_home, new))
    if page is not None:
        put(page, to_page(found).encode())
        say(str(page))
    elif form is Format.json:
        typer.echo(json.dumps(found.as_data(), indent=1, ensure_ascii=False))
    else:
        for line in found.lines():
            say(line)
    return int(found.differs)


@drafts.command(
    epilog="Example: reckoner drafts approve panel-paper/2025-11/draft-003 "
    '--waive "1: quoted from the letter"'
)
def approve(
    draft: DraftArgument,
    role: Annotated[
        RoleName, typer.Option("--as", help="The role in which you approve.")
    ] = RoleName.approver,
    waive: Annotated[
        list[str] | None,
        typer.Option("--waive", metavar="NUMBER: REASON", help="Let a finding stand; once for each."),
    ] = None,
    digest: Annotated[
        str, typer.Option("--hash", help="Approve only if the draft's hash begins like this.")
    ] = "",
    house: HouseOption = CURRENT,
) -> None:
    """Approve exactly the bytes of a draft, as the person whose user this is in office.yaml."""
    from reckoner.reports.build import require_no_change
    from reckoner.reports.drafts.approval import approve as approve_draft
    from reckoner.reports.drafts.approval import identify

    at_home, history = _opened(house)
    kept = _found(at_home, draft)
    if not kept.digest.startswith(digest.lower()):
        raise UsageError(f"the hash of {kept.name} is {kept.digest[:12]}...", todo="Look at it again.")
    who = identify(at_home.office, system_user())
    _print_reading(at_home, kept, history.rows())
    require_no_change(at_home, kept, history.rows())
    row = approve_draft(
        history, kept, who, at_home.office, datetime.now(UTC),
        role=_ROLES[role],
        waivers=[_waiver(text) for text in waive or ()],
    )  # fmt: skip
    say(f"{kept.name} ({kept.digest[:12]}) is {_told(row)}. History: row {row.number}, {row.hash}")


@drafts.command(epilog='Example: reckoner drafts reject panel-paper/2025-11/draft-003 --reason "old figures"')
def reject(
    draft: DraftArgument,
    reason: Annotated[str, typer.Option("--reason", help="Why, for its author; ten letters or more.")],
    house: HouseOption = CURRENT,
) -> None:
    """Reject a draft, or withdraw its approval before it is delivered."""
    from reckoner.reports.drafts.approval import identify
    from reckoner.reports.drafts.approval import reject as reject_draft

    at_home, history = _opened(house)
    kept = _found(at_home, draft)
    who = identify(at_home.office, system_user())
    row = reject_draft(history, kept, who, at_home.office, datetime.now(UTC), reason)
    say(f"{kept.name} is {_told(row)}.")


@drafts.command(
    epilog='Example: reckoner drafts withdraw panel-paper/2025-11 --reason "It was of another force"'
)
def withdraw(
    draft: DraftArgument,
    reason: Annotated[str, typer.Option("--reason", help="Why, for its readers; the notice prints it.")],
    house: HouseOption = CURRENT,
) -> None:
    """Withdraw a delivered draft for good; to put another in its place, use `reckoner correct`.

    An edition stands for its draft that is out.
    """
    from reckoner.reports.drafts.approval import identify
    from reckoner.reports.drafts.approval import withdraw as withdraw_draft
    from reckoner.reports.recall.notice import copies_of, notice_of
    from reckoner.reports.recall.published import names_out

    at_home, history = _opened(house)
    kept = _found(at_home, names_out(history.rows()).get(draft.rstrip("/"), draft))
    who = identify(at_home.office, system_user())
    row = withdraw_draft(history, kept, who, at_home.office, datetime.now(UTC), reason)
    say(f"{kept.name} is {_told(row)}.")
    for place in copies_of(kept, history.rows()):
        say(f"It lies there still: {place}")
    say("Put this notice where readers look for it:")
    for line in notice_of(at_home, kept, row):
        say(f"  {line}")


def _opened(house: Path) -> tuple[House, History]:
    from reckoner.reports.drafts.history import history_of
    from reckoner.reports.settings.house import read_house

    at_home = read_house(house.resolve())
    return at_home, history_of(at_home)


def _found(house: House, named: str) -> Kept:
    from reckoner.reports.drafts.kept import find_draft, read_draft

    return read_draft(find_draft(house.output, named))


def _waiver(text: str) -> Waiver:
    from reckoner.reports.drafts.approval import Waiver

    match = re.fullmatch(r"\s*([1-9][0-9]*)\s*:\s*(.*\S)\s*", text)
    if match is None:
        todo = 'Write the number of a finding and why it may stand: --waive "1: quoted from the letter".'
        raise UsageError(f"{text!r} is not a waiver", todo=todo)
    return Waiver(int(match[1]), match[2])


def _as_data(kept: Kept, stands: DraftState) -> dict[str, object]:
    return {
        "draft": kept.name, "hash": kept.digest, "state": stands.state, "why": stands.why,
        "author": kept.manifest.author, "corrects": kept.manifest.corrects,
    }  # fmt: skip


def _act(row: Row) -> dict[str, object]:
    return {"number": row.number, "at": row.at, "what": row.what, "person": row.person, **row.details}


def _told(row: Row) -> str:
    role = f" ({row.details['role']})" if "role" in row.details else ""
    channel = f" on {row.details['channel']}" if "channel" in row.details else ""
    reason = f": {row.details['reason']}" if row.details.get("reason") else ""
    waived = "".join(
        f"; waived {each['finding']} ({each['reason']})" for each in row.details.get("waived", ())
    )
    how = f" at the desk ({row.details['how']})" if row.details.get("how") else ""
    return f"{row.what}{channel} by {row.person or row.user}{role}{how}{reason}{waived}"
