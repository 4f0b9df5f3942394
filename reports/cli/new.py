"""``reckoner new``: begin the next edition, a publication, a module of figures, or a news story."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from reckoner.reports.cli.clock import today
from reckoner.reports.cli.options import CURRENT, UNSEEN, HouseOption, PublicationArgument
from reckoner.reports.cli.say import say
from reckoner.reports.errors import UsageError, nearest

if TYPE_CHECKING:
    from reckoner.reports.rollover.carry import CarryOver
    from reckoner.reports.rollover.edition import NewEdition


class NewGroup(TyperGroup):
    """``reckoner new newsletter 2026-03`` begins an edition, and so do all words that are no command here."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """What isn't a command is a publication, or an option of the next edition."""
        if args and args[0] not in (*self.commands, "-h", "--help"):
            args = ["edition", *args]
        return super().parse_args(ctx, args)


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(cls=NewGroup, help=_HELP, epilog=_EPILOG, no_args_is_help=True)
    group.command(epilog="Example: reckoner new newsletter 2026-03 --dry-run")(edition)
    group.command(epilog="Example: reckoner new publication bulletin --kind paper")(publication)
    group.command(epilog="Example: reckoner new module speedwatch --from sessions.csv")(module)
    group.command(epilog="Example: reckoner new story 2026-03 extra-patrols")(story)
    app.add_typer(group, name="new")


_HELP = "Begin an edition (reckoner new PUBLICATION EDITION), a publication, a module of figures or a story."
_EPILOG = "Example: reckoner new newsletter 2026-03 --dry-run"


def edition(
    publication: PublicationArgument,
    edition: Annotated[
        str | None, typer.Argument(help="The new one, such as 2026-03; without it, the one after the last.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be written, and stop.")] = False,
    file: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE.docx", help="A Word paper to begin from instead.", **UNSEEN),
    ] = None,
    house: HouseOption = CURRENT,
) -> None:
    """Begin the next edition from the last: its words, its periods moved on, every file to be read.

    With --from an office's first edition is begun from its last Word paper: sections, lists and tables; each
    number is listed with what it may be.
    """
    if file is not None:
        from reckoner.reports.cli.first import begin_from

        begin_from(house, publication, edition, file, dry_run=dry_run)
        return
    from reckoner.reports.compose.wording import wording_of
    from reckoner.reports.kinds.registry import kind_of
    from reckoner.reports.settings.house import read_house

    settings = read_house(house.resolve())
    calendar = wording_of(settings).language.calendar
    meant = settings.publication(publication)
    begun = kind_of(meant).begin(settings, meant, edition, calendar)
    if not dry_run:
        begun.write()
    for line in _told(begun, publication, dry_run=dry_run):
        say(line)


NameArgument = Annotated[str, typer.Argument(help="Its name: small letters, digits and -.")]


def publication(
    name: NameArgument,
    kind: Annotated[str, typer.Option(help="paper, report, newsletter or news.")] = "paper",
    title: Annotated[str, typer.Option(help="What it is called; its name if not said.")] = "",
    house: HouseOption = CURRENT,
) -> None:
    """Begin a publication: its publication.yaml, and words for a first edition. Its templates are shipped."""
    from reckoner.reports.kinds.registry import KINDS
    from reckoner.reports.settings.house import read_house
    from reckoner.reports.starters.more import new_publication

    if kind not in KINDS:
        raise UsageError(f"there is no kind of publication {kind!r}", todo=nearest(kind, KINDS))
    settings = read_house(house.resolve())
    people = settings.office.people
    author = next((person.id for person in people if person.may == ("write",)), "")
    for path in new_publication(settings.root, name, kind, title, author, today(settings)):
        say(path)
    say("Next: read each file, and take its line `check:` out. Then: reckoner build " + name)


def module(
    name: Annotated[str, typer.Argument(help="Its name: small letters, digits and _.")],
    file: Annotated[Path, typer.Option("--from", metavar="FILE", help="A first table.", **UNSEEN)],
    house: HouseOption = CURRENT,
) -> None:
    """Describe a table (CSV, XLSX or ODS) as a module of figures: columns, periods, units, measures.

    What is guessed says so in the file that is written.
    """
    from reckoner.reports.modules.sketch import new_module
    from reckoner.reports.settings.house import read_house

    settings = read_house(house.resolve())
    for measure in new_module(settings.root, name, file, today(settings)):
        say(f"{{{{ {measure} }}}}")
    say(f"data/{name}/module.yaml describes {file.name}. Lines with CHECK are guesses or still to be said.")
    say(f"Next: read it, then: reckoner figures PUBLICATION EDITION --only {name}")


def story(
    month: Annotated[str, typer.Argument(help="A month or a day: 2026-03, 2026-03-14.")],
    slug: Annotated[str, typer.Argument(help="A short name: small letters, digits and -.")],
    title: Annotated[str, typer.Option(help="Its title, if there is one yet.")] = "",
    house: HouseOption = CURRENT,
) -> None:
    """Begin a news story. The newsletter of its month takes it in."""
    from reckoner.reports.settings.house import read_house
    from reckoner.reports.starters.more import new_story

    settings = read_house(house.resolve())
    say(new_story(settings.root, month, slug, title, today(settings)))
    say("Next: write it, and take its line `check:` out.")


def _told(begun: NewEdition, publication: str, *, dry_run: bool) -> Iterator[str]:
    key = begun.after.key
    yield from (f"{begun.shown}/{name}" for name in begun.files)
    yield f"{publication} {key}, begun from {begun.after.last}" + (
        ": nothing is written." if dry_run else "."
    )
    for file in begun.carried:
        yield from _periods(file)
    yield from _kept(begun)
    if dry_run:
        return
    yield "Next:"
    yield "  1. Read each file. Write what is new, and take its line `check:` out: no draft is fit before."
    yield f"  2. reckoner figures {publication} {key}    what each name prints now, and of which period"
    yield f"  3. reckoner build {publication} {key}"


def _periods(file: CarryOver) -> Iterator[str]:
    for move in file.moves:
        change = f"{move.old} -> {move.new}" if move.new != move.old else f"{move.old}, as before"
        doubt = "" if move.known else ": its form doesn't tell how it moves; look at it"
        doubt = ": its figures have no such period" if move.once else doubt
        yield f"period {move.name} in {file.name}: {change}{doubt}"


def _kept(begun: NewEdition) -> Iterator[str]:
    """What was carried over as it is and may no longer hold."""
    for file in begun.carried:
        if file.by_hand:
            yield f"periods written out in {file.name}, as before: {', '.join(file.by_hand)}"
    if begun.charts:
        yield f"periods written out in charts.yaml, as before: {', '.join(begun.charts)}"
    for file in begun.carried:
        if file.names:
            yield f"not_figures in {file.name}, as before: {'; '.join(file.names)}"
    if begun.naming_year:
        yield f"the words name the last edition's year: {', '.join(begun.naming_year)}"
    if begun.left_out:
        yield f"not carried over: {', '.join(begun.left_out)}"
