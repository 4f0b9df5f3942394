"""``reckoner pack``: the papers of a meeting as one PDF."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reckoner.reports.cli.options import CURRENT, UNSEEN, HouseOption
from reckoner.reports.cli.outgoing import put
from reckoner.reports.cli.say import say
from reckoner.reports.errors import InputError, Place, UsageError

if TYPE_CHECKING:
    from reckoner.reports.pack.pack import Pack
    from reckoner.reports.settings.agenda import Item
    from reckoner.reports.settings.house import House


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        epilog="Examples: reckoner pack 2026-02 -o pack.pdf | reckoner pack 2026-02 --supplement 1 | "
        "reckoner pack 2026-02 --exempt /srv/exempt -o members.pdf"
    )(pack)


def pack(
    meeting: Annotated[str, typer.Argument(help="The meeting's id in schedules.yaml, such as 2026-02.")],
    out: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="The PDF to write.", **UNSEEN)
    ] = None,
    supplement: Annotated[
        int, typer.Option("--supplement", min=0, max=99, help="The supplement of that number alone.")
    ] = 0,
    exempt: Annotated[
        str,  # and no path: through the service nobody may name a folder to be read
        typer.Option(
            "--exempt", metavar="DIR",
            help="The house of the exempt papers: makes the pack for members, which is not for publication.",
        ),
    ] = "",
    draft: Annotated[
        bool, typer.Option("--draft", help="Take the newest drafts, approved or not, marked as such.")
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Ask veraPDF too, before anything is written.")
    ] = False,
    days: Annotated[
        bool, typer.Option("--days", help="Only say by when the council wants the papers.")
    ] = False,
    house: HouseOption = CURRENT,
) -> None:  # fmt: skip
    """Put the approved papers of a meeting together as one PDF, with a front page that lists them.

    Which paper goes under which item is written in agenda.yaml. Tags, languages, bookmarks, links and
    attached files of each paper are kept. Exempt papers are never in the public pack.
    """
    from reckoner.reports.pack.pack import make_pack
    from reckoner.reports.pack.plan import Asked, days_for
    from reckoner.reports.settings.house import read_house

    at_home = read_house(house.resolve())
    host, last = days_for(at_home, meeting)
    say(f"{host.name} publishes by {last.publish} and wants the papers by {last.send}.")
    if days:
        return
    closed = Path(exempt) if exempt else None
    asked = Asked(meeting, datetime.now(UTC), supplement, closed, draft)
    path = out or Path(f"{asked.name}.pdf")
    if exempt:
        _keep_out(at_home, path)
    made = make_pack(at_home, asked)
    if strict:
        _validate(made, path)
    put(path, made.bound.pdf, fresh=True)
    _tell(made, path)


def _keep_out(house: House, path: Path) -> None:
    """Raises UsageError where a pack for members would lie among what everybody in the office reads."""
    if path.resolve().is_relative_to(house.root.resolve()):
        what = "a pack with exempt papers can't be written into the house, where others read"
        raise UsageError(what, Place(str(path)), "Name a folder of those who may have it, with -o.")


def _validate(made: Pack, path: Path) -> None:
    import tempfile

    from reckoner.reports.checks.pdf import vera

    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, path.name)
        copy.write_bytes(made.bound.pdf)
        found = list(vera.find(vera.validate([copy])))
    if found:
        todo = "A paper from elsewhere may be at fault: validate each alone."
        raise InputError(found[0].what, Place(str(path)), todo)


def _tell(made: Pack, path: Path) -> None:
    from reckoner.reports.drafts.manifest import sha256
    from reckoner.reports.pack.front import with_places

    for line, place in with_places(made.plan, made.placed):
        if line.paper and place:
            state = "" if line.paper.approved_on else ", NOT APPROVED"
            say(f"{line.item.item}  {place.title}: from page {place.first}, {place.pages} pages{state}")
        else:
            say(f"{line.item.item}  {line.item.title or line.item.paper}: {_absent(line.item)}")
    bound = made.bound
    say(f"{path}: {bound.pages} pages, {bound.elements} tags, {bound.files} files inside")
    say(f"sha256 {sha256(bound.pdf)}")


def _absent(item: Item) -> str:
    if item.exempt:
        return "exempt, not in this pack"
    if item.to_follow:
        return "to follow"
    return f"in supplement {item.supplement}"
