"""``reckoner upgrade``: what a new version changes, and the house brought to it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reckoner.reports.cli.options import CURRENT, Format, FormatOption, HouseOption
from reckoner.reports.cli.progress import shown
from reckoner.reports.cli.say import complain, say
from reckoner.reports.errors import Place, UsageError, WriteError

if TYPE_CHECKING:
    from reckoner.reports.upgrade.trial import Trial


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog="Examples: reckoner upgrade --try --page /tmp/upgrade.html | reckoner upgrade --yes")(
        upgrade
    )


def upgrade(
    trial: Annotated[
        bool, typer.Option("--try", help="Make editions with this version, compare, and change nothing.")
    ] = False,
    every: Annotated[
        bool, typer.Option("--all", help="With --try: all editions, not the newest of each publication.")
    ] = False,
    page: Annotated[
        Path | None,
        typer.Option("--page", metavar="FILE", help="With --try: a web page with pictures of what differs."),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Rename old settings keys without asking.")] = False,
    house: HouseOption = CURRENT,
    form: FormatOption = Format.text,
) -> int:
    """Bring a house to the installed version: rename old settings keys and note the version.

    With --try nothing of the house changes; exits with 1 where an edition would differ.
    """
    from reckoner.reports.settings.house import require_house

    root = house.resolve()
    require_house(root)
    if trial:
        return _try(root, page, form, every=every)
    if every or page:
        raise UsageError("--all and --page go with --try", todo="Add --try.")
    return _upgrade(root, yes=yes)


def _try(root: Path, page: Path | None, form: Format, *, every: bool) -> int:
    from reckoner.reports.build import STEPS
    from reckoner.reports.upgrade.page import to_page
    from reckoner.reports.upgrade.record import installed
    from reckoner.reports.upgrade.trial import jobs, try_out

    trials = []
    for job in jobs(root, newest=not every):
        with shown(" ".join(job), len(STEPS)) as progress:
            trials.append(try_out(root, job, progress))
    if page:
        try:
            page.write_text(to_page(trials, installed()), encoding="utf-8")
        except OSError as problem:
            what = f"it could not be written: {problem.strerror}"
            raise WriteError(what, Place(str(page)), "Name another file.") from None
    if form is Format.json:
        typer.echo(json.dumps([_as_data(each) for each in trials], indent=1, ensure_ascii=False))
    else:
        for each in trials:
            _say(each)
        if page:
            say(f"{page}")
    return int(any(each.differs for each in trials))


def _say(trial: Trial) -> None:
    if not trial.against and not trial.failed:
        say(f"{trial.edition}: it can be made; there is no draft to compare with")
        return
    said = "can't be made" if trial.failed else "differs" if trial.differs else "the same"
    say(f"{trial.edition}: {said}" + (f" ({trial.against})" if trial.against else ""))
    for line in (*trial.failed, *trial.versions):
        say(f"  {line}")
    for name in trial.inputs:
        say(f"  changed since: {name}")
    for change in trial.changes:
        pages = ", ".join(str(each.number) for each in change.pages)
        say(f"  {change.name}: {change.how}" + (f": {pages}" if pages else ""))


def _as_data(trial: Trial) -> dict[str, Any]:
    changes = [
        {
            "file": each.name,
            "how": each.how,
            "pages": [page.number for page in each.pages],
            "lines": list(each.lines),
        }
        for each in trial.changes
    ]
    return {**vars(trial), "changes": changes, "differs": trial.differs}


def _upgrade(root: Path, *, yes: bool) -> int:
    from reckoner.reports.upgrade.migrate import carry_out, migrations
    from reckoner.reports.upgrade.record import Record, installed, read_record, write_record

    found = list(migrations(root))
    for migration in found:
        for line in migration.changes:
            say(line)
    if found and not (yes or typer.confirm("Rename these keys?", default=False)):
        complain(["Nothing was changed."])
        return 1
    before = read_record(root)
    kept = root / "state" / f"before-{installed()}"
    for migration in found:
        carry_out(root, migration, kept)
    if found:
        say(f"The old files are in {kept}.")
    write_record(root, Record(installed(), _templates(root)))
    was = f", before {before.program}" if before and before.program != installed() else ""
    say(f"This house is now used with Reckoner {installed()}{was}.")
    return 0


def _templates(root: Path) -> dict[str, str]:
    from reckoner.reports.build import templates_of
    from reckoner.reports.settings.publication import publication_names
    from reckoner.reports.upgrade.record import templates_hash

    return {name: templates_hash(root, templates_of(root, name).paths) for name in publication_names(root)}
