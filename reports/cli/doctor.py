"""``reckoner doctor``: what is wrong with this machine and this house, and how to mend it."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reckoner.reports.cli import watched
from reckoner.reports.cli.examined import Examined, State, bad
from reckoner.reports.cli.options import CURRENT, Format, FormatOption, HouseOption
from reckoner.reports.cli.say import say
from reckoner.reports.errors import ReckonerError, UsageError

if TYPE_CHECKING:
    from reckoner.reports.modules.library import Library

_LEAST_FREE_MB = 500
_STALE_DAYS = 400


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog="Example: reckoner doctor, or: reckoner doctor annual-report 2023-24")(doctor)


def doctor(
    publication: Annotated[str, typer.Argument(help="With an edition: what the law asks of it.")] = "",
    edition: Annotated[str, typer.Argument(help="The edition, such as 2023-24.")] = "",
    house: HouseOption = CURRENT,
    form: FormatOption = Format.text,
) -> int:
    """Look at libraries, settings, people, channels, data, words, what failed and disk; or at one edition.

    With a publication and an edition: what the law asks of it.

    Exits with 1 where something is bad.
    """
    from reckoner.reports.settings.house import require_house

    if publication and not edition:
        raise UsageError(
            f"which edition of {publication}?", todo=f"Write: reckoner doctor {publication} EDITION"
        )
    root = house.resolve()
    if not root.is_dir():
        require_house(root)
    looks = [partial(_law, publication=publication, edition=edition)] if publication else _LOOKS
    found = [examined for look in looks for examined in look(root)]
    if form is Format.json:
        typer.echo(json.dumps([asdict(examined) for examined in found], indent=1, ensure_ascii=False))
    else:
        for examined in found:
            say(f"{examined.state:5} {examined.what}: {examined.said}")
            if examined.todo:
                say(f"      {examined.todo}")
    return int(any(examined.state == "bad" for examined in found))


def _law(root: Path, publication: str, edition: str) -> Iterator[Examined]:
    from reckoner.reports.cli.duties import examine

    yield from examine(root, publication, edition)


def _libraries(_root: Path) -> Iterator[Examined]:
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in ("weasyprint", "matplotlib", "duckdb", "pikepdf"):
            try:
                module = __import__(name)
            except (ImportError, OSError) as problem:
                todo = "Run `make demo`, which installs what is missing, or see README.md."
                yield Examined(name, "bad", f"it can't be loaded: {str(problem).splitlines()[0]}", todo)
            else:
                yield Examined(name, "good", str(module.__version__))


def _fonts(_root: Path) -> Iterator[Examined]:
    from reckoner.reports.render.pdf.fonts import font_files

    try:
        yield Examined("fonts", "good", f"{len(font_files())} styles of Source Sans and Source Serif")
    except OSError as problem:
        yield Examined("fonts", "bad", f"{problem.filename} is missing", "Install the locked packages again.")


def _settings(root: Path) -> Iterator[Examined]:
    from reckoner.reports.schedule.plans import read_plans
    from reckoner.reports.settings.agenda import AGENDA, read_agenda
    from reckoner.reports.settings.house import read_house
    from reckoner.reports.settings.publication import publication_names, read_publication

    yield from _try("office.yaml and schedules.yaml", lambda: read_house(root))
    if (root / AGENDA).is_file():
        yield from _try(AGENDA, lambda: read_agenda(root))
    yield from _try("schedules", lambda: read_plans(root))
    for name in publication_names(root):
        yield from _try(f"publication {name}", partial(read_publication, root, name))


def _data(root: Path) -> Iterator[Examined]:
    from reckoner.reports.actions.record import FILE, read_actions
    from reckoner.reports.modules.library import load_library
    from reckoner.reports.settings.house import read_house

    if (root / FILE).is_file():
        yield from _try("actions", lambda: read_actions(read_house(root)))
    try:
        library = load_library(root, under=read_house(root).office.small_numbers.under)
    except ReckonerError as problem:
        yield from bad("data", problem.faults)
        return
    yield _amount(library)
    if library.samples:
        said = (
            f"{', '.join(sorted(library.samples))}: invented figures, so what prints them can't be approved"
        )
        todo = "Put the office's own in their place: reckoner new module NAME --from FILE"
        yield Examined("sample figures", "poor", said, todo)
    today = date.today()
    old = [known for known in library.origins.values() if (today - known.origin.received).days > _STALE_DAYS]
    if old:
        oldest = min(old, key=lambda known: known.origin.received)
        days = (today - oldest.origin.received).days
        said = f"{len(old)} of {len(library.origins)} were received over {_STALE_DAYS} days ago"
        todo = "Where figures should be of today: ask for newer ones. What tells of a past year may stay."
        yield Examined("age of the data", "poor", f"{said}, {oldest.topic} {days} days ago", todo)


def _amount(library: Library) -> Examined:
    if not library.catalogue.entries and not library.tables:
        todo = "Bring a first table in: reckoner new module NAME --from FILE"
        return Examined("data", "poor", "there is none, so no document can print a figure", todo)
    said = f"{len(library.catalogue.entries)} measures and facts, {len(library.tables)} tables"
    return Examined("data", "good", said)


def _duties(root: Path) -> Iterator[Examined]:
    from reckoner.reports.cli.duties import look

    yield from look(root)


def _people(root: Path) -> Iterator[Examined]:
    """Who can approve: without a ``user`` nobody is known on this machine."""
    from reckoner.reports.settings.office import read_office

    try:
        people = read_office(root)[0].people
    except ReckonerError:
        return  # said of the settings
    known = [each.id for each in people if each.user and any(map(each.ever_may, ("approve", "waive")))]
    if known:
        yield Examined("approval", "good", f"by {', '.join(known)}")
    else:
        todo = "In office.yaml, give a person who may approve their `user:` (docs/approval.md)."
        yield Examined("approval", "poor", "nobody can approve: no such person has a `user`", todo)


def _meetings(root: Path) -> Iterator[Examined]:
    """Schedules that count from meetings of which none is to come make nothing, and nobody would notice."""
    from reckoner.reports.schedule.plans import read_plans

    try:
        plans = read_plans(root)
    except ReckonerError:
        return  # said of the settings
    today = date.today()
    for plan in plans.plans:
        series = plan.when.series
        if series and not any(meeting.date >= today for meeting in plans.dates.held(series)):
            todo = "Add the next one under `meetings` in schedules.yaml."
            yield Examined(f"schedule {plan.name}", "poor", "no meeting is to come, so nothing is made", todo)


def _words(root: Path) -> Iterator[Examined]:
    from reckoner.reports.kinds.registry import editions_of, read_whole
    from reckoner.reports.settings.publication import publication_names, read_publication

    found = 0
    names = publication_names(root)
    for name in names:
        try:
            publication = read_publication(root, name)
        except ReckonerError:
            found += 1  # said of the settings
            continue
        keys = editions_of(root, publication)
        found += len(keys)
        for key in keys:
            yield from _try(f"words of {name} {key}", partial(read_whole, root, publication, key))
        if not keys:
            yield Examined(f"words of {name}", "poor", "no edition has any", _WRITE.format(name))
    if names and not found:
        yield Examined(
            "words", "bad", "no publication has any, so nothing can be made", _WRITE.format("NAME")
        )


_WRITE = "Write content/{}/EDITION/edition.md; for news: reckoner new story MONTH NAME"


def _disk(root: Path) -> Iterator[Examined]:
    output = root / "output"
    place = output if output.is_dir() else root
    if not os.access(place, os.W_OK):
        yield Examined("output", "bad", f"{place} can't be written", "Ask for write permission.")
    free = shutil.disk_usage(place).free // 2**20
    state: State = "good" if free >= _LEAST_FREE_MB else "bad"
    yield Examined("disk", state, f"{free:,} MB free", "" if state == "good" else "Free some space.")


def _try(what: str, read: Callable[[], object]) -> Iterator[Examined]:
    try:
        read()
    except ReckonerError as problem:
        yield from bad(what, problem.faults)
    else:
        yield Examined(what, "good", "can be read")


_LOOKS: tuple[Callable[[Path], Iterator[Examined]], ...] = (
    _libraries,
    _fonts,
    watched.version,
    _settings,
    watched.publications,
    _people,
    watched.approvers,
    _meetings,
    watched.channels,
    watched.certificates,
    _data,
    _duties,
    _words,
    watched.undone,
    watched.webhooks,
    _disk,
)
