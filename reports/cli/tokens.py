"""``reckoner desk token``: tokens for programs, made, listed and revoked."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from reckoner.reports.cli.options import CURRENT, Format, FormatOption, HouseOption
from reckoner.reports.cli.say import complain, say
from reckoner.reports.cli.schedule import StateOption

if TYPE_CHECKING:
    from reckoner.reports.desk.tokens import Token

tokens = typer.Typer(
    help="Tokens by which programs read and act at the desk: docs/api.md.",
    epilog="Examples: reckoner desk token make policy --scope read --name 'the website' | "
    "reckoner desk token list",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@tokens.command(epilog="Example: reckoner desk token make policy --scope read --name 'the website'")
def make(
    person: Annotated[str, typer.Argument(help="In whose name it acts: an id among `people`.")],
    name: Annotated[str, typer.Option(help="Which program it is for, in a few words.")],
    scopes: Annotated[list[str], typer.Option("--scope", help="What it opens; once for each.")],
    publications: Annotated[
        list[str] | None,
        typer.Option("--publication", help="A publication that it is good for; without one, all are."),
    ] = None,
    days: Annotated[int, typer.Option(min=1, max=366, help="How long it is good.")] = 90,
    house: HouseOption = CURRENT,
    state: StateOption = "",
) -> None:
    """Make a token and print it, once: nobody can show it again. It can't approve."""
    from reckoner.reports.cli.identity import system_user
    from reckoner.reports.cli.of_desk import somebody
    from reckoner.reports.desk.tokens import require_publications

    at, found = somebody(house, state, person)
    require_publications(at.root, publications or ())
    made, secret = at.tokens.make(
        found, name, scopes, system_user(), publications or (), timedelta(days=days)
    )
    at.note("", "token made", f"{made.id} {made.name} for {made.person}: {' '.join(made.scopes)}", "")
    say(secret)
    complain([f"Good until {made.expires:%-d %B %Y}. Store it now: nobody can show it again."])


@tokens.command("list", epilog="Example: reckoner desk token list --format json")
def list_tokens(
    house: HouseOption = CURRENT, state: StateOption = "", form: FormatOption = Format.text
) -> None:
    """List every token, with what it opens and when it was used last."""
    from reckoner.reports.cli.of_desk import desk_at

    at = desk_at(house, state)
    known = at.tokens.all()
    if form is Format.json:
        rows = [{**each.__dict__, "state": each.state(at.clock())} for each in known]
        typer.echo(json.dumps(rows, indent=1, ensure_ascii=False, default=str))
        return
    for each in known:
        say(_line(each, each.state(at.clock())))
    if not known:
        say("No program has a token. To make one: reckoner desk token make PERSON --scope read --name WHICH")


@tokens.command(epilog="Example: reckoner desk token revoke 0f3a5c7e9b1d")
def revoke(
    token: Annotated[str, typer.Argument(help="Its id, as `reckoner desk token list` shows it.")],
    house: HouseOption = CURRENT,
    state: StateOption = "",
) -> None:
    """End a token at once."""
    from reckoner.reports.cli.identity import system_user
    from reckoner.reports.cli.of_desk import desk_at

    at = desk_at(house, state)
    ended = at.tokens.revoke(token, system_user())
    at.note("", "token revoked", f"{ended.id} {ended.name} of {ended.person}", "")
    say(f"The token {ended.name!r} opens nothing any more.")


def _line(each: Token, state: str) -> str:
    used = f"used {each.used:%Y-%m-%d %H:%M}" if each.used else "never used"
    only = f" for {', '.join(each.publications)}" if each.publications else ""
    until = f"until {each.expires:%Y-%m-%d}" if state == "good" else state
    return f"{each.id}  {each.name}: {', '.join(each.scopes)}{only}, as {each.person}, {until}, {used}"
