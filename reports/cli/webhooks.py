"""``reckoner webhooks``: who hears of what, what has not arrived, and another try."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reckoner.reports.cli.options import CURRENT, Format, FormatOption, HouseOption
from reckoner.reports.cli.say import say
from reckoner.reports.cli.schedule import StateOption

if TYPE_CHECKING:
    from reckoner.reports.webhooks.keeper import Keeper

app = typer.Typer(
    help="Other systems that hear of drafts made, approved, delivered and withdrawn: docs/api.md.",
    epilog="Example: reckoner webhooks test website",
    no_args_is_help=True,
    rich_markup_mode=None,
)


def register(parent: typer.Typer) -> None:
    """Add the commands."""
    parent.add_typer(app, name="webhooks")


@app.command("list", epilog="Example: reckoner webhooks list --format json")
def list_webhooks(
    house: HouseOption = CURRENT, state: StateOption = "", form: FormatOption = Format.text
) -> None:
    """List the webhooks of office.yaml, and the messages that have not arrived."""
    from reckoner.reports.settings.house import read_house

    hooks = read_house(house.resolve()).office.webhooks
    messages = _keeper(house, state).outbox.all()
    if form is Format.json:
        rows = [{**each.__dict__, "state": each.state, "body": json.loads(each.body)} for each in messages]
        told = {
            "webhooks": {name: hook.model_dump(mode="json") for name, hook in hooks.items()},
            "messages": rows,
        }
        typer.echo(json.dumps(told, indent=1, ensure_ascii=False, default=str))
        return
    for name, hook in hooks.items():
        mine = [each for each in messages if each.name == name]
        sent = sum(1 for each in mine if each.state == "sent")
        say(f"{name}: {hook.address}, {', '.join(hook.events) or 'every event'}; {sent} sent")
        for each in mine:
            if each.state != "sent":
                again = f", again at {each.next_try:%Y-%m-%d %H:%M}" if each.next_try else ""
                why = f": {each.said}" if each.said else ""
                say(f"  {each.id}  {each.event} {each.state}{again if each.state == 'waiting' else ''}{why}")
    if not hooks:
        say("No other system hears of anything: add `webhooks` to office.yaml (docs/api.md).")


@app.command("test", epilog="Example: reckoner webhooks test website")
def try_webhook(
    name: Annotated[str, typer.Argument(help="Which, by its name under `webhooks` in office.yaml.")],
    house: HouseOption = CURRENT,
    state: StateOption = "",
) -> int:
    """Send a signed message that tells of nothing, and say what was answered. Exits with 1 for a no."""
    answer = _keeper(house, state).test(name)
    good = 200 <= answer.status < 300
    say(f"{name} answered {answer.status}" + ("." if good else ": it must be 200 to 299."))
    return int(not good)


@app.command(epilog="Example: reckoner webhooks retry website")
def retry(
    which: Annotated[str, typer.Argument(help="A webhook's name or a message's id; without one, all.")] = "",
    house: HouseOption = CURRENT,
    state: StateOption = "",
) -> int:
    """Send now what has not arrived, also what was given up. Exits with 1 where some doesn't arrive."""
    from reckoner.reports.errors import UsageError

    keeper = _keeper(house, state)
    if not keeper.outbox.hurry(which, keeper.clock()) and which:
        what = f"nothing of {which!r} waits to be sent"
        raise UsageError(what, todo="Look at what there is: reckoner webhooks list.")
    looked = keeper.look()
    for message, why in looked.failed:
        say(f"{message}: {why}")
    say(f"{len(looked.sent)} sent, {len(looked.failed)} failed.")
    return int(bool(looked.failed))


def _keeper(house: Path, state: str) -> Keeper:
    from reckoner.reports.schedule.adapters import open_state
    from reckoner.reports.webhooks.keeper import Keeper

    root = house.resolve()
    return Keeper(root, open_state(root, state), _quiet)


def _quiet(_event: str, /, **_fields: Any) -> None:
    """The command says itself what became of it."""
