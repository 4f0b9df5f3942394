"""``reckoner schedule``: what is asked for, what comes next, and what is due now."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reckoner.reports.cli.options import CURRENT, Format, FormatOption, HouseOption

if TYPE_CHECKING:
    from reckoner.reports.schedule.ahead import Ahead
    from reckoner.reports.schedule.due import Task
    from reckoner.reports.schedule.plans import Plans
    from reckoner.reports.schedule.runner import Runner

StateOption = Annotated[
    str, typer.Option("--state", metavar="ADDRESS", help="The file or database that remembers runs.")
]
MonthsOption = Annotated[int, typer.Option(min=1, max=36, help="How many months to look ahead.")]

app = typer.Typer(
    help="What is made when: schedules.yaml, its coming year, and what is due now.",
    epilog="Example: reckoner schedule next",
    rich_markup_mode=None,
    no_args_is_help=True,
)


def register(parent: typer.Typer) -> None:
    """Add the commands."""
    app.command("list", epilog="Example: reckoner schedule list --format json")(list_schedules)
    app.command("next", epilog="Example: reckoner schedule next --months 3")(next_occurrences)
    app.command("ics", epilog="Example: reckoner schedule ics > office.ics")(calendar_feed)
    app.command("rehearse", epilog="Example: reckoner schedule rehearse 2027")(rehearse_year)
    app.command("run-due", epilog="Example: reckoner schedule run-due")(run_due)
    parent.add_typer(app, name="schedule")


def list_schedules(
    house: HouseOption = CURRENT, state: StateOption = "", form: FormatOption = Format.text
) -> None:
    """List the schedules and what became of each edition that they asked for."""
    from reckoner.reports.schedule.adapters import has_state, open_state
    from reckoner.reports.schedule.plans import read_plans
    from reckoner.reports.schedule.run import Policy
    from reckoner.reports.schedule.runs import Runs

    root = house.resolve()
    plans = read_plans(root)
    runs = list(Runs(open_state(root, state), Policy()).all().values()) if has_state(root, state) else []
    if form is Format.json:
        schedules = [plan.schedule for plan in plans.plans] + list(plans.paused)
        told = {
            "schedules": [schedule.model_dump(mode="json", by_alias=True) for schedule in schedules],
            "runs": [run.__dict__ for run in sorted(runs, key=lambda run: run.due)],
        }
        _print_json(told)
        return
    for plan in plans.plans:
        schedule = plan.schedule
        typer.echo(f"{plan.name}: {schedule.publication} for the {schedule.for_}, {plan.when.text}")
        for run in sorted((r for r in runs if r.schedule == plan.name), key=lambda r: r.due):
            said = ", ".join(part for part in (run.state, run.draft or "", run.reason) if part)
            typer.echo(f"  {run.edition}: {said}")
    for schedule in plans.paused:
        typer.echo(f"{schedule.name}: paused, {schedule.paused}")


def next_occurrences(
    house: HouseOption = CURRENT, months: MonthsOption = 12, form: FormatOption = Format.text
) -> None:
    """List what will be made in the coming year, with its deadlines."""
    plans, found = _ahead(house, months)
    if form is Format.json:
        _print_json([_as_json(plans, task) for task in found.tasks])
    else:
        for task in found.tasks:
            _print_task(plans, task)
        if not found.tasks:
            typer.echo(f"Nothing falls due within {months} months.")
    _print_unknown(found)
    _print_idle(plans, found, months)


def calendar_feed(house: HouseOption = CURRENT, months: MonthsOption = 12) -> None:
    """Write the coming year as a calendar feed that Outlook takes."""
    from reckoner.reports.schedule.feed import feed
    from reckoner.reports.settings.office import read_office

    plans, found = _ahead(house, months)
    now = datetime.now(UTC)
    office = read_office(house.resolve())[0].on(now.date())
    domain = office.contacts.website.removeprefix("https://").split("/")[0]
    sys.stdout.buffer.write(feed(plans, found, now, f"{office.short_name}: documents", domain))
    _print_unknown(found)


def rehearse_year(
    year: Annotated[int, typer.Argument(min=2000, max=2100, help="The year to play.")],
    house: HouseOption = CURRENT,
    form: FormatOption = Format.text,
) -> None:
    """Play a year with a frozen clock and print what would have been made."""
    from reckoner.reports.schedule.ahead import ahead, shown_instant
    from reckoner.reports.schedule.plans import read_plans
    from reckoner.reports.schedule.rehearsal import rehearse

    plans = read_plans(house.resolve())
    played = rehearse(plans, year)
    if form is Format.json:
        _print_json([item.__dict__ for item in played])
    else:
        for item in played:
            what = f"{item.event:7}  {item.publication} {item.edition}  {item.text}"
            typer.echo(f"{shown_instant(plans, item.at)}  {what}".rstrip())
    start, end = (datetime(y, 1, 1, tzinfo=plans.dates.zone) for y in (year, year + 1))
    _print_unknown(ahead(plans, start, end))


def run_due(
    house: HouseOption = CURRENT,
    state: StateOption = "",
    failed: Annotated[
        bool, typer.Option("--failed", help="Try at once what failed, also what was given up.")
    ] = False,
) -> int:
    """Make what is due now, once, and carry out what was approved. Exits with 1 where a run failed."""
    from reckoner.reports.render.pdf.stamp import stamp
    from reckoner.reports.schedule.adapters import open_state, runner_of
    from reckoner.reports.schedule.plans import read_plans
    from reckoner.reports.webhooks.keeper import Keeper

    root = house.resolve()
    plans = read_plans(root)
    told: list[str] = []
    runner = runner_of(root, open_state(root, state), partial(_tell, told), stamp)
    if failed:
        for run in runner.runs.all().values():
            runner.runs.put_back(run.key, datetime.now(UTC))
        runner.outbox.hurry(datetime.now(UTC), timedelta())
    report = runner.reconcile(plans)
    Keeper(root, runner.outbox.engine, partial(_tell, told)).look()
    left = list(_left(plans, runner))
    if not told and not left:
        typer.echo("Nothing is due.")
    for line in left:
        typer.echo(line)
    return int(bool(report.failed or report.unsent))


def _left(plans: Plans, runner: Runner) -> Iterator[str]:
    """What has failed before and is not mended: when it is tried again, or that it isn't."""
    from reckoner.reports.schedule.ahead import shown_instant

    for run in sorted(runner.runs.all().values(), key=lambda run: run.due):
        what = f"{run.publication} {run.edition}"
        if run.next_try and run.state in ("waiting", "made") and run.tries:
            again = shown_instant(plans, run.next_try)
            yield f"{what} failed and waits until {again}; --failed tries now: {run.reason}"
        elif run.state in ("failed", "done") and run.reason:
            yield f"{what} failed and is not tried again by itself; --failed tries now: {run.reason}"
    for waiting in runner.outbox.waiting():
        again = f" It waits until {shown_instant(plans, waiting.next_try)}." if waiting.next_try else ""
        yield f"A notice has not gone out: {waiting.notice.subject}.{again}"


def _tell(told: list[str], event: str, /, **fields: Any) -> None:
    """Print an event that concerns people, and note that it was told."""
    what = f"{fields.get('publication', '')} {fields.get('edition', '')}".strip()
    match event:
        case "made":
            line = f"{what}: made {fields['draft']}" + ("" if fields["fit"] else ", unfit")
        case "delivered":
            line = f"{fields['draft']}: on {fields['channel']}: {fields['where']}"
        case "release_failed":
            line = f"{fields['draft']}: could not be carried to {fields['channel']}: {fields['reason']}"
        case "held":
            line = f"{what}: {fields['reason']}"
        case "skipped" | "failed":
            line = f"{what}: {event}: {fields['reason']}"
        case "proof_failed":
            line = f"{what}: {fields['reason']}"
        case "notice_failed":
            line = f"{what}: a notice could not be sent: {fields['reason']}"
        case "webhook_failed":
            line = f"{fields['webhook']} could not be told: {fields['reason']}"
        case _:
            return
    told.append(line)
    typer.echo(line)


def _ahead(house: Path, months: int) -> tuple[Plans, Ahead]:
    from reckoner.reports.periods.period import months_later
    from reckoner.reports.schedule.ahead import ahead
    from reckoner.reports.schedule.plans import read_plans

    plans = read_plans(house.resolve())
    now = datetime.now(plans.dates.zone)
    end = datetime.combine(months_later(now.date(), months), now.timetz())
    return plans, ahead(plans, now, end)


def _print_task(plans: Plans, task: Task) -> None:
    from reckoner.reports.schedule.ahead import held_at, shown_instant

    typer.echo(f"{shown_instant(plans, task.due)}  {' '.join(task.key)}")
    for name, due in task.deadlines:
        typer.echo(f"  {name} by {shown_instant(plans, due)}")
    for name, reason in task.untold:
        typer.echo(f"  {name}: not known: {reason}")
    if held := held_at(plans, task.due):
        typer.echo(f"  release held: {held}")


def _as_json(plans: Plans, task: Task) -> dict[str, object]:
    from reckoner.reports.schedule.ahead import held_at

    publication, edition = task.key
    return {
        "schedule": task.plan.name,
        "publication": publication,
        "edition": edition,
        "due": task.due.isoformat(),
        "deadlines": {name: due.isoformat() for name, due in task.deadlines},
        "not_known": dict(task.untold),
        "held": held_at(plans, task.due),
    }


def _print_unknown(found: Ahead) -> None:
    """On the error stream, so that a feed or JSON stays what it is."""
    for plan, unknown in found.unknown:
        typer.echo(f"{plan.name}: not known from {unknown.anchor.day} on: {unknown.reason}", err=True)


def _print_idle(plans: Plans, found: Ahead, months: int) -> None:
    """Schedules that make nothing: most often because nobody has entered the next meeting."""
    busy = {task.plan.name for task in found.tasks} | {plan.name for plan, _ in found.unknown}
    for plan in plans.plans:
        if plan.name not in busy:
            todo = " Add its next meeting to schedules.yaml." if plan.when.series else ""
            typer.echo(f"{plan.name}: nothing within {months} months.{todo}", err=True)


def _print_json(value: object) -> None:
    typer.echo(json.dumps(value, indent=1, ensure_ascii=False, default=str))
