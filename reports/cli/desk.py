"""``reckoner desk``: drafts read, commented and approved in a browser."""

from __future__ import annotations

from typing import Annotated

import typer

from reckoner.reports.cli.options import CURRENT, HouseOption
from reckoner.reports.cli.say import say
from reckoner.reports.cli.schedule import StateOption

desk = typer.Typer(
    help="Drafts in a browser: read, compare, comment, approve.",
    epilog="Examples: reckoner desk serve --host-name desk.example.org | reckoner desk passphrase policy",
    no_args_is_help=True,
    rich_markup_mode=None,
)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(desk, name="desk")


@desk.command(epilog="Example: reckoner desk serve --host-name desk.example.org --port 8348")
def serve(
    names: Annotated[
        list[str] | None,
        typer.Option("--host-name", help="A name by which browsers know this desk; once for each."),
    ] = None,
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port on this machine.")] = 8348,
    insecure: Annotated[
        bool, typer.Option("--insecure", help="Browsers come by http, on this machine alone.")
    ] = False,
    house: HouseOption = CURRENT,
    state: StateOption = "",
) -> None:
    """Answer browsers until Ctrl-C. Put a proxy with a certificate before it; see docs/desk.md."""
    from reckoner.reports.desk.desk import Desk
    from reckoner.reports.desk.server import Listening
    from reckoner.reports.desk.server import serve as answer
    from reckoner.reports.schedule.adapters import open_state

    root = house.resolve()
    hosts = tuple(names or ("localhost", "127.0.0.1"))
    at = Desk(root, open_state(root, state), hosts, secure=not insecure)
    say(f"{'http' if insecure else 'https'}://{hosts[0]}:{port}/ is the desk; Ctrl-C ends it.")
    answer(at, Listening(port=port))


@desk.command(epilog="Example: reckoner desk passphrase policy")
def passphrase(
    person: Annotated[str, typer.Argument(help="Who, by their id among `people` in office.yaml.")],
    house: HouseOption = CURRENT,
    state: StateOption = "",
) -> None:
    """Give somebody a passphrase for the desk, or a new one; they are signed out everywhere."""
    from reckoner.reports.desk.desk import Desk
    from reckoner.reports.errors import UsageError, nearest
    from reckoner.reports.schedule.adapters import open_state

    root = house.resolve()
    at = Desk(root, open_state(root, state), ())
    found = at.house.office.person(person)
    if found is None:
        known = [each.id for each in at.house.office.people]
        raise UsageError(f"{person!r} is not among `people`", todo=nearest(person, known))
    words = typer.prompt("Passphrase", hide_input=True, confirmation_prompt=True)
    at.accounts.set_passphrase(found, words)
    at.sessions.end_all(found.id)
    say(f"{found.id} can sign in at the desk now.")
