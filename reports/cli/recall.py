"""``reckoner recall``: draft the corrections of every delivered edition that printed a restated value."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reckoner.reports.cli.correct import draft_correction
from reckoner.reports.cli.options import CURRENT, Format, FormatOption, HouseOption
from reckoner.reports.cli.say import complain, say
from reckoner.reports.errors import ReckonerError, UsageError

if TYPE_CHECKING:
    from reckoner.reports.recall.trial import Reached


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        epilog='Example: reckoner recall crimes_solved --reason "The force revised its October figure"',
    )(recall)


def recall(
    names: Annotated[
        list[str] | None,
        typer.Argument(help="Modules or measures, such as crimes_solved; without any, all that is restated."),
    ] = None,
    reason: Annotated[str, typer.Option("--reason", help="What was wrong and why; it is printed.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would be corrected.")] = False,
    house: HouseOption = CURRENT,
    form: FormatOption = Format.text,
) -> int:
    """Draft a correction of each delivered edition that printed a value which is another one now.

    Take the new data in first. Each draft waits for its approval; what is out stays until that is delivered.
    """
    from reckoner.reports.drafts.history import history_of
    from reckoner.reports.recall.trial import restatements, waiting_correction
    from reckoner.reports.settings.house import read_house

    if not dry_run and not reason:
        todo = 'Add --reason "..."; or look first: reckoner recall --dry-run.'
        raise UsageError("a correction needs a reason, which is printed", todo=todo)
    at_home = read_house(house.resolve())
    rows = history_of(at_home).rows()
    reached = list(restatements(at_home, rows, names or ()))
    if form is Format.json and dry_run:
        typer.echo(json.dumps([_as_data(each) for each in reached], indent=1, ensure_ascii=False))
        return 0
    if not reached:
        say("Nothing that is out printed a value that is another one now.")
    worst = 0
    for each in reached:
        print_reached(each)
        if waiting := waiting_correction(at_home.output, each):
            say(f"  {waiting} corrects it and waits for its approval.")
        elif not dry_run and each.values:
            worst = max(worst, _draft(at_home.root, each, reason))
    if dry_run and reached:
        say('Nothing was drafted. To draft the corrections: reckoner recall --reason "..."')
    return worst


def _draft(root: Any, reached: Reached, reason: str) -> int:
    """One correction; what keeps it from being made keeps no other from it."""
    from reckoner.reports.settings.house import read_house

    try:
        return draft_correction(read_house(root), reached.out.edition, reason)
    except ReckonerError as problem:
        complain([f"{reached.out.edition}: no correction could be drafted:", *problem.lines()])
        return problem.exit_code


def print_reached(reached: Reached) -> None:
    """A delivered edition, and each old value in it with page and words."""
    out = reached.out
    say(f"{out.kept.name}, delivered {out.on} ({', '.join(out.channels)})")
    if reached.problem:
        say(f"  {reached.problem}; look through it yourself: reckoner where NAME")
    for value in reached.values:
        for line in value.lines():
            say(f"  {line}")


def _as_data(reached: Reached) -> dict[str, object]:
    return {
        "draft": reached.out.kept.name,
        "delivered": reached.out.on,
        "problem": reached.problem,
        "figures": [value.as_data() for value in reached.values],
    }
