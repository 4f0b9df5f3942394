"""``reckoner build``: make a draft."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reckoner.reports.cli.caller import current
from reckoner.reports.cli.clock import today
from reckoner.reports.cli.identity import system_user
from reckoner.reports.cli.interrupted import Keeping, keeping
from reckoner.reports.cli.options import CURRENT, Format, FormatOption, HouseOption
from reckoner.reports.cli.progress import shown
from reckoner.reports.cli.say import complain, say
from reckoner.reports.errors import ReckonerError, UsageError, as_ours

if TYPE_CHECKING:
    from reckoner.reports.build import Built, Made, Record
    from reckoner.reports.drafts.manifest import Manifest
    from reckoner.reports.many.keeper import Workers

_Job = tuple[str, str]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        epilog="Examples: reckoner build panel-paper 2025-11 | reckoner build panel-paper | "
        "reckoner build --all --jobs 4",
    )(build)


def build(
    publication: Annotated[
        str | None, typer.Argument(help="The kind of document, such as panel-paper.")
    ] = None,
    edition: Annotated[str | None, typer.Argument(help="Which one; without it, the one now due.")] = None,
    house: HouseOption = CURRENT,
    every: Annotated[bool, typer.Option("--all", help="Build each edition that has words.")] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Keep a new draft even where nothing changed.")
    ] = False,
    form: FormatOption = Format.text,
    strict: Annotated[
        bool, typer.Option("--strict", help="Ask veraPDF about the PDF too; needs Java.")
    ] = False,
    as_approved: Annotated[
        bool, typer.Option("--as-approved", help="Use the templates of the edition's approved draft.")
    ] = False,
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", min=1, max=64, help="With --all: how many processes build.")
    ] = 1,
    on: Annotated[
        str, typer.Option("--on", metavar="CLUSTER", help="With --all: a Dask cluster, dask://HOST:8786.")
    ] = "",
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Make everything anew; the draft is the same.")
    ] = False,
) -> int:
    """Make one draft of an edition and check it. Exits with 1 where a finding is an error.

    With --all, an edition with faults doesn't keep the others from being built; a line for each comes last.
    """
    root = house.resolve()
    if no_cache:
        from reckoner.reports.cache.remembered import forgo

        forgo()
    if as_approved:
        if every or again or strict or jobs > 1 or on or not (publication and edition):
            todo = "Write: reckoner build PUBLICATION EDITION --as-approved"
            raise UsageError("--as-approved is for one edition, without other options", todo=todo)
        built = _build_as_approved(root, (publication, edition))
        if form is Format.json:
            typer.echo(json.dumps([_as_data((publication, edition), built)], indent=1, ensure_ascii=False))
        else:
            print_built(built)
        return int(built.is_unfit)
    if every:
        editions = _all_jobs(root, publication, edition)
        with _ends(root, editions, Many(jobs, on), again=again, strict=strict) as ends:
            return _print_all(ends, form)
    if jobs > 1 or on:
        raise UsageError("--jobs and --on are for many editions", todo="Add --all, or leave them out.")
    job = _job(root, publication, edition)
    built = _build_one(root, job, again=again, strict=strict)
    if form is Format.json:
        typer.echo(json.dumps([_as_data(job, built)], indent=1, ensure_ascii=False))
    else:
        print_built(built)
    return int(built.is_unfit)


@dataclass(frozen=True)
class Many:
    """How many processes build at once, and on what cluster, if on one."""

    jobs: int = 1
    cluster: str = ""


_End = tuple[_Job, "Built | ReckonerError"]


@contextmanager
def _ends(root: Path, jobs: list[_Job], many: Many, *, again: bool, strict: bool) -> Iterator[Iterator[_End]]:
    """Each edition built, by this process or by many, whatever becomes of the others."""
    if many == Many():
        yield (_end_of(root, job, again=again, strict=strict) for job in jobs)
        return
    from reckoner.reports.many.afar import far_workers
    from reckoner.reports.many.keeper import build_many
    from reckoner.reports.many.local import local_workers
    from reckoner.reports.unchanged import Asked

    workers: AbstractContextManager[Workers] = (
        far_workers(many.cluster, root) if many.cluster else local_workers(many.jobs)
    )
    asked = [Asked(root, *job, strict) for job in jobs]
    with workers as hands:
        run = build_many(asked, hands, again=again, keeping=partial(_keep_one, root, again=again))
        yield (((end.asked.publication, end.asked.edition), end.outcome) for end in run)


def _end_of(root: Path, job: _Job, *, again: bool, strict: bool) -> _End:
    try:
        with as_ours():
            return job, _build_one(root, job, again=again, strict=strict)
    except ReckonerError as error:
        return job, error


def _keep_one(root: Path, made: Made, *, again: bool) -> Built:
    from reckoner.reports.build import keep

    with keeping() as held:
        held.hold()
        built = keep(made, again=again, record=recording(root))
        note_kept(root, built, held)
    return built


def _print_all(found: Iterable[_End], form: Format) -> int:
    """Print each edition as it ends; at the end a line for each."""
    worst, made, ends = 0, [], []
    for job, built in found:
        if isinstance(built, ReckonerError):
            complain([f"{job[0]} {job[1]}:", *built.lines()])
            worst = max(worst, built.exit_code)
            ends.append(f"{job[0]} {job[1]}: no draft: {built.lines()[0]}")
            continue
        worst = max(worst, int(built.is_unfit))
        made.append(_as_data(job, built))
        ends.append(f"{job[0]} {job[1]}: {_end(built)}")
        if form is Format.text:
            print_built(built)
    if form is Format.json:
        typer.echo(json.dumps(made, indent=1, ensure_ascii=False))
    else:
        for line in ["", *ends]:
            say(line)
    return worst


def _end(built: Built) -> str:
    """How a build ended, in a few words."""
    counts = Counter(finding.severity for finding in built.findings)
    what = "unfit" if built.is_unfit else "clean"
    found = ", ".join(f"{n} {kind}{'s' * (n != 1)}" for kind in ("error", "warning") if (n := counts[kind]))
    return f"{what}, {built.saved.folder.name}{f' ({found})' if found else ''}"


def _job(root: Path, publication: str | None, edition: str | None) -> _Job:
    if publication and edition:
        return publication, edition
    from reckoner.reports.kinds.registry import kind_of
    from reckoner.reports.schedule.edition import edition_due
    from reckoner.reports.settings.house import read_house, require_house
    from reckoner.reports.settings.publication import publication_names, read_publication

    require_house(root)
    if publication is None:
        known = ", ".join(publication_names(root)) or "none"
        raise UsageError("name a publication, or --all", todo=f"Publications of this house: {known}.")
    current = kind_of(read_publication(root, publication)).current(root)
    return publication, current or edition_due(root, publication, today(read_house(root)))


def _all_jobs(root: Path, publication: str | None, edition: str | None) -> list[_Job]:
    from reckoner.reports.kinds.registry import editions_of
    from reckoner.reports.settings.house import require_house
    from reckoner.reports.settings.publication import publication_names, read_publication

    if edition:
        raise UsageError("--all builds every edition, so none may be named", todo="Leave out one of the two.")
    require_house(root)
    names = [publication] if publication else publication_names(root)
    jobs = [(name, key) for name in names for key in editions_of(root, read_publication(root, name))]
    if not jobs:
        todo = f"Write content/{publication or 'PUBLICATION'}/EDITION/edition.md."
        raise UsageError(f"{publication or 'this house'} has no editions", todo=todo)
    return jobs


def _build_one(root: Path, job: _Job, *, again: bool, strict: bool) -> Built:
    from reckoner.reports.unchanged import Asked, unchanged

    if not again and (same := unchanged(Asked(root, *job, strict))):
        return same
    _begin_pdf(root, job[0])
    from reckoner.reports.build import STEPS, build

    with keeping() as held, shown(" ".join(job), len(STEPS)) as progress:
        heard, record = held.heard_by(progress, len(STEPS)), recording(root)
        built = build(root, *job, again=again, strict=strict, progress=heard, record=record)
        note_kept(root, built, held)
    return built


def _begin_pdf(root: Path, publication: str) -> None:
    """Load what makes PDFs in its process, while what builds is loaded in this one."""
    from reckoner.reports.render.pdf.engine import warm
    from reckoner.reports.settings.publication import read_publication

    with suppress(ReckonerError):  # which the build says
        if "pdf" in read_publication(root, publication).outputs:
            warm()


def recording(root: Path) -> Record:
    """Records who builds a draft before it is there.

    Where one user writes for everybody, a draft of which that can't be recorded is not kept. Elsewhere it is,
    and the reason is said: the owner of its files is who built it.
    """
    from reckoner.reports.drafts.head import NotNoted
    from reckoner.reports.drafts.makers import record_built
    from reckoner.reports.settings.house import read_house

    def record(manifest: Manifest, name: str) -> None:
        house = read_house(root)
        try:
            record_built(house, manifest, name, system_user(), datetime.now(UTC))
        except NotNoted as problem:
            complain(problem.lines())
        except ReckonerError as problem:
            if house.office.writer is not None:
                raise
            complain([_UNRECORDED, *problem.lines()])

    return record


def note_kept(root: Path, built: Built, held: Keeping) -> None:
    """Say of a draft that was there already who built it now, unless that is known of it."""
    from reckoner.reports.drafts.makers import note_built
    from reckoner.reports.settings.house import read_house

    saved = built.saved
    if saved.is_new:
        held.kept.append("/".join(saved.folder.parts[-3:]))
        return
    try:
        note_built(read_house(root), saved.folder, system_user(), datetime.now(UTC), is_new=False)
    except ReckonerError as problem:
        complain([_UNRECORDED, *problem.lines()])


_UNRECORDED = "The draft is kept, but who built it could not be recorded; its folder's owner counts as that:"


def _build_as_approved(root: Path, job: _Job) -> Built:
    from reckoner.reports.build import STEPS
    from reckoner.reports.upgrade.approved import build_as_approved

    with keeping() as held, shown(" ".join(job), len(STEPS)) as progress:
        built = build_as_approved(root, *job, held.heard_by(progress, len(STEPS)), recording(root))
        note_kept(root, built, held)
    return built


def _as_data(job: _Job, built: Built) -> dict[str, Any]:
    return {
        "publication": job[0],
        "edition": job[1],
        "draft": built.saved.folder.as_posix(),
        "hash": built.saved.digest,
        "new": built.saved.is_new,
        "fit": not built.is_unfit,
        "findings": [asdict(finding) for finding in built.findings],
        "forbids approval": [fault.what for fault in built.obstacles],
    }


def print_built(built: Built) -> None:
    """Print a draft's findings and where its pages are."""
    for finding in built.findings:
        for line in finding.lines():
            say(line)
    for fault in built.obstacles:
        say(f"warning: it can't be approved as it stands: {fault.what}")
        say(f"  {fault.todo}")
    saved = built.saved
    if not saved.is_new:
        say(f"Unchanged since {saved.name}.")
    errors = sum(finding.severity == "error" for finding in built.findings)
    if errors:
        say(f"Kept as unfit: {errors} finding{'s' * (errors != 1)} of severity error.")
    folder = _shown(saved.folder)
    for path in sorted(saved.folder.glob("*.html")) + sorted(saved.folder.glob("*.pdf")):
        say(f"{folder}/{path.name}")
    if current():
        publication, edition = saved.folder.parts[-3:-1]
        say(f"To read it: reckoner drafts get {publication}/{edition}/{saved.name}")


def _shown(path: Path) -> str:
    """The path as a person here would type it."""
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()
