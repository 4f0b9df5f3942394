"""``reckoner proposals``: words that an assistant proposed, accepted or refused by a person."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from reckoner.reports.cli.options import CURRENT, Format, FormatOption, HouseOption
from reckoner.reports.cli.say import say
from reckoner.reports.cli.schedule import StateOption

if TYPE_CHECKING:
    from reckoner.reports.desk.desk import Desk
    from reckoner.reports.settings.office import Person

app = typer.Typer(
    help="Words that an assistant proposed: docs/api.md.",
    epilog="Examples: reckoner proposals show 3 | reckoner proposals accept 3",
    no_args_is_help=True,
    rich_markup_mode=None,
)
NumberArgument = Annotated[str, typer.Argument(help="Its number, as `reckoner proposals list` shows it.")]


def register(parent: typer.Typer) -> None:
    """Add the commands."""
    parent.add_typer(app, name="proposals")


@app.command("list", epilog="Example: reckoner proposals list --format json")
def list_proposals(
    house: HouseOption = CURRENT, state: StateOption = "", form: FormatOption = Format.text
) -> None:
    """List the proposals, the newest first."""
    from reckoner.reports.cli.of_desk import desk_at
    from reckoner.reports.desk.proposals import all_of

    known = all_of(desk_at(house, state))
    if form is Format.json:
        typer.echo(json.dumps([each.__dict__ for each in known], indent=1, ensure_ascii=False, default=str))
        return
    for each in known:
        by = f", by {each.settled_by}" if each.settled_by else ""
        where = f"{each.publication} {each.edition} {each.file}"
        what = f"{each.state}{by}, from {each.person}, {each.at:%Y-%m-%d}. {each.note}"
        say(f"{each.id}  {where}: {what}".rstrip())
    if not known:
        say("Nothing is proposed. An assistant proposes words by `reckoner mcp` (docs/api.md).")


@app.command(epilog="Example: reckoner proposals show 3")
def show(number: NumberArgument, house: HouseOption = CURRENT, state: StateOption = "") -> None:
    """Show what accepting a proposal would change, line by line."""
    from reckoner.reports.cli.of_desk import desk_at
    from reckoner.reports.desk.proposals import difference, get

    at = desk_at(house, state)
    for line in difference(at, get(at, number)):
        say(line)


@app.command(epilog="Example: reckoner proposals accept 3")
def accept(number: NumberArgument, house: HouseOption = CURRENT, state: StateOption = "") -> None:
    """Save the proposed words. They count as yours, and as those of whoever had them proposed."""
    from reckoner.reports.desk.proposals import accept as save

    at, person = _who(house, state)
    done = save(at, number, person)
    say(f"{done.file} of {done.publication} {done.edition} holds the proposed words. Build it, and read it.")


@app.command(epilog="Example: reckoner proposals refuse 3 --reason 'It says nothing new.'")
def refuse(
    number: NumberArgument,
    reason: Annotated[str, typer.Option(help="Why, for whoever had it proposed.")],
    house: HouseOption = CURRENT,
    state: StateOption = "",
) -> None:
    """Say no to a proposal."""
    from reckoner.reports.desk.proposals import refuse as turn_down

    at, person = _who(house, state)
    say(f"Proposal {turn_down(at, number, person, reason).id} is refused.")


def _who(house: HouseOption, state: str) -> tuple[Desk, Person]:
    """The desk, and who gives the command."""
    from reckoner.reports.cli.identity import system_user
    from reckoner.reports.cli.of_desk import desk_at
    from reckoner.reports.drafts.approval import identify

    at = desk_at(house, state)
    return at, identify(at.house.office, system_user()).person
