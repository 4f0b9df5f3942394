"""``reckoner desk``: drafts read, commented and approved in a browser."""

from __future__ import annotations

import os
import signal
import tempfile
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reckoner.reports.cli.of_desk import somebody
from reckoner.reports.cli.options import CURRENT, HouseOption
from reckoner.reports.cli.say import say
from reckoner.reports.cli.schedule import StateOption
from reckoner.reports.cli.tokens import tokens

if TYPE_CHECKING:
    from reckoner.reports.desk.example import Account

desk = typer.Typer(
    help="Drafts in a browser: read, compare, comment, approve.",
    epilog="Examples: reckoner desk serve --host-name desk.example.org | reckoner desk passphrase policy | "
    "reckoner desk try",
    no_args_is_help=True,
    rich_markup_mode=None,
)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    desk.add_typer(tokens, name="token")
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
    from reckoner.reports.settings.house import read_house

    root = house.resolve()
    settings = read_house(root).office.desk
    hosts = tuple(names or settings.names or ("localhost", "127.0.0.1"))
    at = Desk(root, open_state(root, state), hosts, secure=not insecure)
    address = settings.origin or f"{'http' if insecure else 'https'}://{hosts[0]}:{port}"
    listening = Listening(port=port, proxies=settings.proxies)
    answer(at, listening, lambda: say(f"{address}/ is the desk; Ctrl-C ends it."))


@desk.command(epilog="Example: reckoner desk passphrase policy")
def passphrase(
    person: Annotated[str, typer.Argument(help="Who, by their id among `people` in office.yaml.")],
    house: HouseOption = CURRENT,
    state: StateOption = "",
) -> None:
    """Give somebody a passphrase for the desk, or a new one; they are signed out everywhere."""
    at, found = somebody(house, state, person)
    words = typer.prompt("Passphrase", hide_input=True, confirmation_prompt=True)
    at.accounts.set_passphrase(found, words)
    at.sessions.end_all(found.id)
    say(f"{found.id} can sign in at the desk now.")


@desk.command(epilog="Example: reckoner desk link policy")
def link(
    person: Annotated[str, typer.Argument(help="Who, by their id among `people` in office.yaml.")],
    house: HouseOption = CURRENT,
    state: StateOption = "",
) -> None:
    """Print a link by which somebody sets their passphrase themselves: good once, for 24 hours."""
    from datetime import timedelta

    from reckoner.reports.errors import UsageError

    at, found = somebody(house, state, person)
    origin = at.house.office.desk.origin
    if not origin:
        todo = "Write `desk: {address: https://desk.example.org}` into it."
        raise UsageError("office.yaml doesn't say by which address browsers know the desk", todo=todo)
    at.accounts.enable(found.id)
    say(f"{origin}/link/{at.links.make('passphrase', found.id, timedelta(hours=24), 'the command line')}")


@desk.command("forget-passkeys", epilog="Example: reckoner desk forget-passkeys chief-executive")
def forget_passkeys(
    person: Annotated[str, typer.Argument(help="Who, by their id among `people` in office.yaml.")],
    house: HouseOption = CURRENT,
    state: StateOption = "",
) -> None:
    """Take away the passkeys of somebody who lost theirs; they are signed out everywhere."""
    at, found = somebody(house, state, person)
    number = at.passkeys.forget(found.id)
    at.sessions.end_all(found.id)
    say(f"{found.id} has no passkey any more ({number} went).")


@desk.command(name="try", epilog="Example: reckoner desk try")
def try_it(
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port on this machine.")] = 8348,
    house: HouseOption = CURRENT,
) -> None:
    """Open a copy of this house, or a new example, with three made-up accounts; it goes again with Ctrl-C.

    Browsers of this machine alone reach it. Nothing that is done there touches the house, and nothing is sent
    by mail from it unless a channel of the house says so.
    """
    from reckoner.reports.desk.example import copied, example
    from reckoner.reports.desk.server import Listening, serving
    from reckoner.reports.desk.tour import add_tour, prints_samples
    from reckoner.reports.settings.house import require_house

    root = house.resolve()
    if not root.is_dir():
        require_house(root)
    for ending in (signal.SIGTERM, signal.SIGINT):  # the copy goes whoever ends it, in the background too
        signal.signal(ending, signal.default_int_handler)
    with tempfile.TemporaryDirectory(prefix="reckoner-desk-") as folder:
        os.environ["XDG_STATE_HOME"] = folder  # what is noted about the copy goes with it
        there = (root / "office.yaml").is_file()
        tried = copied(root, Path(folder)) if there else _begun(Path(folder) / "house")
        if prints_samples(tried):
            add_tour(tried, date.today())
        with example(tried, say) as (at, accounts), serving(at, Listening(port=port)) as address:
            try:
                _show_and_wait(address, accounts)
            except KeyboardInterrupt:
                say("The desk is closed, and what was tried is gone.")


def _show_and_wait(address: str, accounts: Sequence[Account]) -> None:
    say(f"{address} is a desk to be tried, on this machine alone; Ctrl-C ends it and removes it.")
    for account in accounts:
        may = ", ".join(account.person.may)
        say(f"  {account.person.id} (may {may}): {account.passphrase}")
    say("Sign in as the first, open the draft and comment; sign in as the last and approve it.")
    while True:
        time.sleep(3600)


def _begun(folder: Path) -> Path:
    """The example that `reckoner init` begins."""
    from reckoner.reports.starters.begin import begin_house, filled
    from reckoner.reports.starters.profile import profile_names, read_profile
    from reckoner.reports.starters.values import answers, date_values, office_values

    kind = profile_names()[0]
    values = office_values(answers(kind, read_profile(kind), {})) | date_values(date.today())
    begin_house(folder, filled("house", values), lambda _folder: None)
    return folder
