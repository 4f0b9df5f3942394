"""``reckoner correct``: open a draft that supersedes a delivered one."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reckoner.reports.cli.build import note_kept, print_built, recording
from reckoner.reports.cli.identity import system_user
from reckoner.reports.cli.interrupted import Keeping, keeping
from reckoner.reports.cli.options import CURRENT, HouseOption
from reckoner.reports.cli.say import say
from reckoner.reports.errors import UsageError

if TYPE_CHECKING:
    from reckoner.reports.build import Built
    from reckoner.reports.drafts.approval import Identity
    from reckoner.reports.drafts.history import Row
    from reckoner.reports.drafts.kept import Kept
    from reckoner.reports.settings.house import House


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        epilog='Example: reckoner correct panel-paper/2025-11 --reason "The October figure was revised"',
    )(correct)


def correct(
    edition: Annotated[str, typer.Argument(help="A delivered edition, such as panel-paper/2025-11.")],
    reason: Annotated[str, typer.Option("--reason", help="What was wrong and why; it is printed.")],
    house: HouseOption = CURRENT,
) -> int:
    """Build a corrected draft of a delivered edition: put the data or words right first.

    The draft prints a note of correction with each figure as it was and is. The delivered one stays.
    """
    from reckoner.reports.settings.house import read_house

    return draft_correction(read_house(house.resolve()), edition, reason)


def draft_correction(at_home: House, edition: str, reason: str) -> int:
    """Draft one correction, record it and say so; gives 1 where the draft is unfit. Raises ReckonerError."""
    from reckoner.reports.compare.corrected import superseded
    from reckoner.reports.drafts.approval import identify
    from reckoner.reports.drafts.history import history_of

    who = identify(at_home.office, system_user())
    delivered = _delivered(history_of(at_home).rows(), edition)
    name = delivered.draft.rpartition("/")[2]
    old = superseded(at_home.output, edition, name, delivered.digest)
    with keeping() as held:
        built = _build(at_home.root, edition, reason, delivered, held)
        note_kept(at_home.root, built, held)
        _record(at_home, who, old, built, delivered, reason)
    print_built(built)
    return int(built.is_unfit)


def _record(at_home: House, who: Identity, old: Kept, built: Built, delivered: Row, reason: str) -> None:
    """Record what the new draft puts right, and say it."""
    from reckoner.reports.compare.corrected import changed_since, quoting
    from reckoner.reports.drafts.history import Act, history_of
    from reckoner.reports.recall.published import names_out

    history = history_of(at_home)
    edition = delivered.draft.rpartition("/")[0]
    changes = changed_since(old, (built.saved.folder / "figures.csv").read_text("utf-8"))
    others = quoting(at_home.output, edition, changes, names_out(history.rows()).values())
    details = {
        "supersedes": delivered.draft,
        "reason": reason,
        "figures": [change.line() for change in changes],
        "quoted": [each.line() for each in others],
    }
    new = f"{edition}/{built.saved.name}"
    now = datetime.now(UTC)
    history.append(Act("corrected", new, built.saved.digest, who.person.id, who.user, now, details))
    say(f"{new} supersedes {delivered.draft}, which stays as it is.")
    for change in changes:
        say(f"  {change.line()}")
    for each in others:
        say(f"look at {each.line()}")


def _delivered(rows: tuple[Row, ...], edition: str) -> Row:
    ours = [row for row in rows if row.draft.rpartition("/")[0] == edition]
    found = [row for row in ours if row.what == "delivered"]
    if found and any(row.what == "withdrawn" and row.draft == found[-1].draft for row in ours):
        todo = f"Build it again and deliver it: reckoner build {edition.replace('/', ' ')}"
        raise UsageError(f"{found[-1].draft} was withdrawn, so there is nothing to correct", todo=todo)
    if not found:
        todo = "Nothing needs a correction: build it again with `reckoner build`."
        raise UsageError(f"no draft of {edition!r} was delivered", todo=todo)
    return found[-1]


def _build(root: Path, edition: str, reason: str, delivered: Row, held: Keeping) -> Built:
    """Note the correction beside the words and build; a build that fails leaves no note."""
    from reckoner.reports.build import STEPS, build
    from reckoner.reports.content.correction import Correction, add_correction, put_back
    from reckoner.reports.drafts.manifest import NAME as MANIFEST
    from reckoner.reports.drafts.manifest import Manifest

    publication, _, key = edition.partition("/")
    folder = root / "content" / publication / key
    name = delivered.draft.rpartition("/")[2]
    try:
        noted = Correction(date=date.today(), reason=reason, supersedes=name, hash=delivered.digest)
    except ValueError as problem:
        what = str(problem).splitlines()[2].strip().removeprefix("Value error, ").partition(" [")[0]
        raise UsageError(f"--reason: {what}") from None
    before = add_correction(root, folder, noted)
    try:
        heard = held.heard_by(lambda _number, _name: None, len(STEPS))
        built = build(root, publication, key, progress=heard, record=recording(root))
        if Manifest.read((built.saved.folder / MANIFEST).read_bytes()).corrects != delivered.digest:
            todo = "Its template can't print a note of correction: say it in the next edition's words."
            raise UsageError(f"{publication} prints no corrections", todo=todo)
        return built
    except BaseException:
        put_back(folder, before)
        raise
