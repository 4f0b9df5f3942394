"""``reckoner actions``: what earlier meetings asked for, and what became of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reckoner.reports.cli.clock import today
from reckoner.reports.cli.options import CURRENT, Format, FormatOption, HouseOption
from reckoner.reports.cli.say import say
from reckoner.reports.errors import InputError, Place, UsageError, nearest

if TYPE_CHECKING:
    from reckoner.reports.actions.record import Action
    from reckoner.reports.actions.standing import Standing
    from reckoner.reports.adopt.edits import Journal
    from reckoner.reports.settings.house import House
    from reckoner.reports.settings.yaml import Model

_DAY = ["%Y-%m-%d"]
_NAME = Annotated[str, typer.Argument(metavar="ID", help="The action, such as 2025-11-2.")]
_DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would be written, and stop.")]
_On = Annotated[datetime | None, typer.Option("--on", formats=_DAY, help="The day; today if not said.")]


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(
        help="Actions and recommendations of earlier meetings, carried into the next paper.",
        epilog="Example: reckoner actions list",
        no_args_is_help=True,
    )
    group.command("list", epilog="Examples: reckoner actions list | reckoner actions list --all")(
        list_actions
    )
    group.command(
        "add",
        epilog='Example: reckoner actions add "Report on 101 waits by district" --raised 2025-11 '
        "--who policy --by 2026-01-30",
    )(add)
    group.command(
        "answer",
        epilog='Example: reckoner actions answer 2025-11-1 "The force asked for a month more." '
        "--by 2026-02-27",
    )(answer)
    group.command(
        "close", epilog='Example: reckoner actions close 2025-11-1 --says "Sent to members on 9 January."'
    )(close)
    group.command("undo", epilog="Example: reckoner actions undo")(undo_last)
    app.add_typer(group, name="actions")


def list_actions(
    everything: Annotated[bool, typer.Option("--all", help="Those that were closed long ago too.")] = False,
    on: _On = None,
    house: HouseOption = CURRENT,
    form: FormatOption = Format.text,
) -> None:
    """How each action stands: open, overdue, done or withdrawn, and what happened since the last meeting."""
    from reckoner.reports.actions.record import read_actions
    from reckoner.reports.actions.standing import follow

    settings = _house(house)
    day = on.date() if on else today(settings)
    followed = follow(read_actions(settings), settings.schedules.meetings, day + timedelta(days=1), due=day)
    found = followed.every if everything else followed.standings
    if form is Format.json:
        typer.echo(json.dumps([_data(settings, each) for each in found], indent=1, ensure_ascii=False))
        return
    for each in found:
        _show(settings, each)
    late = sum(each.state == "overdue" for each in found)
    say(f"{sum(each.is_open for each in found)} open, {late} of them overdue.")


def add(
    what: Annotated[str, typer.Argument(help="What was asked for, in a sentence.")],
    raised: Annotated[str, typer.Option("--raised", metavar="MEETING", help="The meeting's id.")],
    who: Annotated[str, typer.Option("--who", help="Who is to do it: an id of office.yaml, or words.")],
    by: Annotated[datetime, typer.Option("--by", formats=_DAY, help="The day by which.")],
    recommendation: Annotated[
        bool, typer.Option("--recommendation", help="It is a recommendation, not an action.")
    ] = False,
    name: Annotated[str, typer.Option("--id", help="Its id; the next of the meeting if not said.")] = "",
    dry_run: _DryRun = False,
    house: HouseOption = CURRENT,
) -> None:
    """Write down what a meeting asked for."""
    from reckoner.reports.actions.record import FILE, ActionEntry, read_actions
    from reckoner.reports.actions.writing import next_id, with_action

    settings = _house(house)
    known = tuple(each.entry for each in read_actions(settings)) if (settings.root / FILE).is_file() else ()
    name = name or next_id(known, raised)
    given: dict[str, Any] = {"id": name, "what": what, "raised": raised, "who": who, "by": by.date()}
    given["kind"] = "recommendation" if recommendation else "action"
    entry = _checked(ActionEntry, given)

    def is_there() -> bool:
        return any(each.entry == entry for each in read_actions(settings))

    _write(settings, f"added {name}", with_action(_text(settings), entry), is_there, dry_run=dry_run)
    if not dry_run:
        say(f"{name}: {what}")


def answer(
    name: _NAME,
    says: Annotated[str, typer.Argument(help="The answer, as the Panel reads it.")],
    by: Annotated[datetime | None, typer.Option("--by", formats=_DAY, help="A new date for it.")] = None,
    on: _On = None,
    dry_run: _DryRun = False,
    house: HouseOption = CURRENT,
) -> None:
    """Write an answer to an action that stays open, with a new date where it has one."""
    _step(house, name, on, {"says": says, "by": by.date() if by else None}, dry_run=dry_run)


def close(
    name: _NAME,
    says: Annotated[str, typer.Option("--says", help="What was done, or why it was withdrawn.")],
    withdrawn: Annotated[bool, typer.Option("--withdrawn", help="It was withdrawn, not done.")] = False,
    on: _On = None,
    dry_run: _DryRun = False,
    house: HouseOption = CURRENT,
) -> None:
    """Say that an action is done, or withdrawn."""
    _step(house, name, on, {"state": "withdrawn" if withdrawn else "done", "says": says}, dry_run=dry_run)


def undo_last(house: HouseOption = CURRENT) -> None:
    """Take back what was written last."""
    from reckoner.reports.adopt.edits import undo

    say(f"Undone: {undo(_journal(_house(house)))}.")


def _house(house: Path) -> House:
    from reckoner.reports.settings.house import read_house

    return read_house(house.resolve())


def _journal(settings: House) -> Journal:
    from reckoner.reports.adopt.edits import Journal

    return Journal(settings.root, settings.root / "state" / "actions.json")


def _text(settings: House) -> str:
    from reckoner.reports.actions.record import FILE
    from reckoner.reports.settings.paths import read_text

    path = settings.root / FILE
    return read_text(path, FILE) if path.is_file() else ""


def _checked(model: type[Model], given: object) -> Model:
    """What was given, held against the model of the file. Raises UsageError."""
    from reckoner.reports.settings.yaml import YamlFile, validate

    return validate(model, YamlFile(Path(), "what was given", given, {}), UsageError)


def _step(house: Path, name: str, on: datetime | None, given: dict[str, Any], *, dry_run: bool) -> None:
    from reckoner.reports.actions.record import StepEntry, read_actions
    from reckoner.reports.actions.writing import with_step

    settings = _house(house)
    found = _named(read_actions(settings), name)
    day = on.date() if on else today(settings)
    step = _checked(StepEntry, {"on": day, **given})
    history = (*found.entry.history, step)

    def is_there() -> bool:
        return _named(read_actions(settings), name).entry.history == history

    text = with_step(_text(settings), found.file, found.number, step)
    _write(settings, f"{name}, {day}", text, is_there, dry_run=dry_run)
    if not dry_run:
        say(f"{name}: {step.state or 'answered'} on {day}. Take it back: reckoner actions undo")


def _named(known: tuple[Action, ...], name: str) -> Action:
    found = next((each for each in known if each.entry.id == name), None)
    if found is None:
        raise UsageError(
            f"there is no action {name!r}", todo=nearest(name, [each.entry.id for each in known])
        )
    return found


def _write(settings: House, what: str, text: str, is_there: Callable[[], bool], *, dry_run: bool) -> None:
    """Write the file; what can't be read back as it was meant is taken back. Raises InputError."""
    from difflib import unified_diff

    from reckoner.reports.actions.record import FILE
    from reckoner.reports.adopt.edits import apply

    if dry_run:
        before = _text(settings).splitlines(keepends=True)
        for line in unified_diff(before, text.splitlines(keepends=True), FILE, FILE):
            typer.echo(line, nl=False)
        return

    def check() -> None:
        if not is_there():
            what = "its form can't be added to by a program"
            raise InputError(what, Place(FILE), "Write it in yourself, with `history:` as the last key.")

    apply(_journal(settings), what, {settings.root / FILE: text}, check, datetime.now(UTC))


def _show(settings: House, each: Standing) -> None:
    entry, person = each.action.entry, settings.office.person(each.action.entry.who)
    who = f"{entry.who} ({person.role})" if person else entry.who
    say(f"{entry.id}  {each.state}: {entry.what}")
    say(f"  {who}, by {each.by}; raised on {each.action.meeting.date}{' (new)' if each.is_new else ''}")
    for step in each.news:
        moved = f"date moved to {step.by}" if step.by else ""
        said = "; ".join(filter(None, (step.state, moved, step.says)))
        say(f"  {step.on}: {said}")
    if meeting := each.closed_at(settings.schedules.meetings):
        say(f"  closed for the meeting of {meeting.date}")


def _data(settings: House, each: Standing) -> dict[str, Any]:
    entry, closed = each.action.entry, each.closed_at(settings.schedules.meetings)
    return {
        "id": entry.id,
        "kind": entry.kind,
        "what": entry.what,
        "who": entry.who,
        "by": each.by.isoformat(),
        "state": each.state,
        "raised": entry.raised,
        "closed": each.closed.isoformat() if each.closed else None,
        "closed_at": closed.id if closed else None,
        "new": each.is_new,
        "news": [step.model_dump(mode="json", exclude_none=True) for step in each.news],
        "where": each.action.place(),
    }
