"""What the doctor looks at for the clock's sake: people, channels, certificates, and what is undone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reckoner.reports.cli.examined import Examined, State, bad
from reckoner.reports.errors import ReckonerError

if TYPE_CHECKING:
    from reckoner.reports.settings.house import House
    from reckoner.reports.settings.office import OfficeSettings, Person
    from reckoner.reports.settings.publication import Publication

_SOON_DAYS = 30
_TODO = {
    "build": "Mend the cause, then: reckoner schedule run-due --failed",
    "proof": "Mend the channel, then: reckoner schedule run-due --failed",
    "notice": "Mend the channel of `notices` in office.yaml; then they go out by themselves.",
    "release": "Mend the channel, then: reckoner deliver DRAFT --to CHANNEL",
    "webhook": "Mend the receiver, then: reckoner webhooks retry",
    "clock": "Set the machine's clock right.",
}


def publications(root: Path) -> Iterator[Examined]:
    """Without one nothing can be made; and whose author is nobody, nobody may approve."""
    from reckoner.reports.settings.publication import publication_names, read_publication

    house = _house(root)
    names = publication_names(root)
    if not names:
        todo = "Begin one: reckoner new publication newsletter --kind newsletter"
        yield Examined("publications", "bad", "there is none, so nothing can be made", todo)
    for name in names if house else ():
        try:
            publication = read_publication(root, name)
        except ReckonerError:
            continue  # said of the settings
        assert house is not None
        yield from _author(house.office, publication)
        yield from _newest(house, publication)


def _author(office: OfficeSettings, publication: Publication) -> Iterator[Examined]:
    author, what = publication.author, f"author of {publication.name}"
    if author and office.person(author) is None:
        said = f"{author!r} is nobody in office.yaml, so what names no other author can't be approved"
        todo = f"In templates/{publication.name}/publication.yaml, write the `id` of one of its people."
        yield Examined(what, "bad", said, todo)


def _newest(house: House, publication: Publication) -> Iterator[Examined]:
    """The author whom the newest edition's words name, in time before somebody wants to approve it."""
    from reckoner.reports.kinds.registry import editions_of, read_whole

    keys = editions_of(house.root, publication)
    if not keys or house.office.approval.author_may_approve:
        return
    try:
        words = read_whole(house.root, publication, keys[-1])
    except ReckonerError:
        return  # said of the words
    author = next((each.front.author for each in words.editions), "")
    what, file = (
        f"author of {publication.name} {keys[-1]}",
        f"content/{publication.name}/{keys[-1]}/edition.md",
    )
    if author and house.office.person(author) is None:
        said = f"{author!r} is nobody in office.yaml, so it can't be approved"
        yield Examined(what, "bad", said, f"In {file}, write the `id` of one of its people.")
    elif not (author or publication.author):
        said = "it names no author, so it can't be approved"
        yield Examined(what, "poor", said, f"Write `author:` with the `id` of a person into {file}.")


def approvers(root: Path) -> Iterator[Examined]:
    """For each schedule: somebody beside its author who may approve and is known on this machine."""
    house = _house(root)
    if house is None:
        return
    office = house.office
    may = [person for person in office.people if person.ever_may("approve")]
    if not any(person.user for person in may):
        return  # said of approval
    for schedule in house.schedules.schedules:
        what = f"approval of {schedule.name}"
        publication = _publication(house, schedule.publication)
        author = schedule.author or (publication.author if publication else "")
        if not _others(office, may, author):
            todo = "In office.yaml, let somebody else approve, with their `user`."
            yield Examined(what, "bad", f"nobody but its author {author} could approve it", todo)
        elif schedule.approver and (person := office.person(schedule.approver)):
            yield from _named(what, person)


def _others(office: OfficeSettings, may: Iterable[Person], author: str) -> list[Person]:
    is_free = office.approval.author_may_approve
    return [person for person in may if person.user and (is_free or person.id != author)]


def _named(what: str, person: Person) -> Iterator[Examined]:
    if not person.ever_may("approve"):
        todo = f"In office.yaml, write `may: [approve]` for {person.id}, or name another `approver`."
        yield Examined(what, "bad", f"its approver {person.id} may not approve", todo)
    elif not person.user:
        todo = f"In office.yaml, give {person.id} their `user:` (docs/approval.md)."
        yield Examined(what, "poor", f"its approver {person.id} has no `user`", todo)


def channels(root: Path) -> Iterator[Examined]:
    """Every way out: its files and its folder. No server is asked: `reckoner deliver --test` does that."""
    from reckoner.reports.delivery.look import look_at

    house = _house(root)
    if house is None:
        return
    for name in house.office.channels:
        faults = look_at(house, name)
        yield from bad(f"channel {name}", faults)
        if not faults:
            yield Examined(f"channel {name}", "good", "its files are in order")
    told = [schedule.name for schedule in house.schedules.schedules if schedule.tell]
    if told and not house.office.notices:
        said = f"{', '.join(told)} should tell people, and office.yaml has no channel for `notices`"
        yield Examined("notices", "poor", said, "Write `notices:` with a channel of the kind smtp or eml.")


def certificates(root: Path) -> Iterator[Examined]:
    """The office's own authorities: once one ends, nothing gets through."""
    from reckoner.reports.delivery.certificate import expiry

    house = _house(root)
    if house is None:
        return
    named = {getattr(channel, "authority", "") for channel in house.office.channels.values()}
    if house.schedules.heartbeat:
        named.add(house.schedules.heartbeat.authority)
    for name in sorted(named - {""}):
        end = expiry(root / name)
        days = (end - datetime.now(UTC)).days if end else None
        if end is not None and days is not None and days < _SOON_DAYS:
            said = f"it ended on {end:%Y-%m-%d}" if days < 0 else f"it ends on {end:%Y-%m-%d}, in {days} days"
            state: State = "bad" if days < 0 else "poor"
            yield Examined(f"certificate {name}", state, said, "Ask for the next one.")


def undone(root: Path) -> Iterator[Examined]:
    """Failed and late runs, unsent notices, and whether anybody would hear of a clock that stands still."""
    from reckoner.reports.render.pdf.stamp import stamp
    from reckoner.reports.schedule.adapters import has_state, open_state, runner_of
    from reckoner.reports.schedule.plans import read_plans

    try:
        plans = read_plans(root)
        if not has_state(root):
            return
        found = runner_of(root, open_state(root), _silent, stamp).troubles(plans)
    except ReckonerError as problem:
        yield from bad("clock", problem.faults)
        return
    for each in found:
        if each.kind != "disk":  # said of the disk
            yield Examined(f"clock: {each.kind}", "bad", each.what, _TODO.get(each.kind, ""))
    if not found:
        yield Examined("clock", "good", "nothing failed, and no notice waits")
    if plans.heartbeat is None:
        said = "nobody would hear of it if `reckoner serve` stopped"
        yield Examined("heartbeat", "poor", said, "Name an address under `heartbeat` (docs/serving.md).")


def webhooks(root: Path) -> Iterator[Examined]:
    """Other systems: when each last heard of something, and whether they hear."""
    from reckoner.reports.schedule.adapters import has_state, open_state
    from reckoner.reports.webhooks.state import states
    from reckoner.reports.webhooks.store import make_tables

    house = _house(root)
    if house is None or not house.office.webhooks:
        return
    try:
        if not has_state(root):
            return
        engine = open_state(root)
        make_tables(engine)
        found = states(engine, house.office.webhooks)
    except ReckonerError as problem:
        yield from bad("webhooks", problem.faults)
        return
    for each in found:
        state: State = "bad" if each.failing_since else "good"
        todo = _TODO["webhook"] if each.failing_since else ""
        yield Examined(f"webhook {each.name}", state, each.line, todo)


def _silent(_event: str, /, **_: object) -> None:
    """A log that nobody reads."""


def _house(root: Path) -> House | None:
    """The settings; None where they can't be read, which is said of them already."""
    from reckoner.reports.settings.house import read_house

    try:
        return read_house(root)
    except ReckonerError:
        return None


def _publication(house: House, name: str) -> Publication | None:
    try:
        return house.publication(name)
    except ReckonerError:
        return None


def version(root: Path) -> Iterator[Examined]:
    """The program against the version that the house was last used with."""
    from reckoner.reports.upgrade.record import installed, order, read_record

    try:
        noted = read_record(root)
    except ReckonerError as problem:
        yield from bad("version", problem.faults)
        return
    now = installed()
    if noted is None:
        yield Examined("version", "good", f"{now}; `reckoner upgrade` notes it in the house")
    elif order(now) > order(noted.program):
        said = f"{now} is newer than {noted.program}, with which this house was last used"
        yield Examined(
            "version", "poor", said, "See what differs: reckoner upgrade --try; then: reckoner upgrade"
        )
    elif order(now) < order(noted.program):
        said = f"{now} is older than {noted.program}, with which this house was last used"
        yield Examined("version", "bad", said, f"Install {noted.program} or newer.")
    else:
        yield Examined("version", "good", now)
