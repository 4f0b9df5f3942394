"""``reckoner backup`` and ``reckoner restore``: a house as one file, and back."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from reckoner.reports.cli.options import CURRENT, HouseOption
from reckoner.reports.cli.say import say


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(epilog="Example: reckoner backup /mnt/backup/house-2026-11-28.tar.gz")(backup)
    app.command(epilog="Example: reckoner restore /mnt/backup/house-2026-11-28.tar.gz --to /srv/drill")(
        restore
    )


def backup(
    file: Annotated[Path, typer.Argument(help="The file to write; it must not be there yet.")],
    house: HouseOption = CURRENT,
) -> int:
    """Write the whole house into one file, read it back and prove it; `serve` may run meanwhile.

    Files with secrets are left out. Exits with 1 where the history or a draft isn't whole: that is kept too.
    """
    from reckoner.reports.backup.backup import backup as back_up
    from reckoner.reports.settings.house import require_house

    root = house.resolve()
    require_house(root)
    made = back_up(root, file.absolute(), datetime.now(UTC), lambda _name: None).listed
    for name, why in sorted(made.left_out.items()):
        say(f"left out: {name}: {why}")
    for what in made.wrong:
        say(f"wrong: {what}")
    megabytes = file.stat().st_size / 1e6
    say(f"{file}: {len(made.files)} files, {megabytes:.1f} MB, read back. {made.rows} rows of history.")
    say(f"Last row: {made.head}")
    return int(bool(made.wrong))


def restore(
    file: Annotated[Path, typer.Argument(help="What `reckoner backup` wrote.")],
    to: Annotated[Path, typer.Option("--to", metavar="DIR", help="A new folder for the house.")],
) -> int:
    """Make a house from a backup, once every hash and the history are proved. Nothing is overwritten.

    Exits with 1 where something was wrong with the house when it was backed up.
    """
    from reckoner.reports.backup.restore import restore as bring_back

    listed = bring_back(file, to.absolute(), lambda _name: None)
    for what in listed.wrong:
        say(f"wrong when it was backed up: {what}")
    say(f"{to}: {len(listed.files)} files of {listed.made}, {listed.rows} rows of history, all as they were.")
    say("Next:")
    for name, why in sorted(listed.left_out.items()):
        say(f"  put back {name}: {why}")
    say(f"  reckoner doctor --house {to}")
    say("  On another machine the key that signs the history is another one: see docs/upgrades.md.")
    return int(bool(listed.wrong))
