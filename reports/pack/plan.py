"""Which papers a pack holds, which it only names and why, and whether each came in time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from reckoner.reports.drafts.approval import approved
from reckoner.reports.drafts.history import Row, history_of
from reckoner.reports.drafts.kept import Kept, read_draft
from reckoner.reports.drafts.state import judged, state_of
from reckoner.reports.drafts.store import drafts
from reckoner.reports.errors import Fault, InputError, Place, ReckonerError, UsageError
from reckoner.reports.periods.workdays import clear_days_before, nth
from reckoner.reports.settings.agenda import AGENDA, Agenda, Host, Item, read_agenda
from reckoner.reports.settings.house import House, read_house
from reckoner.reports.settings.schedules import Meeting

_OUT = ("approved", "delivered")


@dataclass(frozen=True)
class Asked:
    """Which pack. ``exempt`` is the house of the exempt papers: then it is for members alone.

    ``drafts`` lets papers in that nobody has approved, marked as such. ``supplement`` is zero for the first
    pack.
    """

    meeting: str
    now: datetime
    supplement: int = 0
    exempt: Path | None = None
    drafts: bool = False

    @property
    def name(self) -> str:
        """What its file is called, without an ending."""
        supplement = f"supplement-{self.supplement}" if self.supplement else ""
        return "-".join(filter(None, ("pack", self.meeting, supplement, "members" if self.exempt else "")))


@dataclass(frozen=True)
class Paper:
    """A paper that is bound: its draft, its PDF, and the day on which it was approved, if it was."""

    kept: Kept
    pdf: bytes
    approved_on: date | None

    @property
    def name(self) -> str:
        """How messages call it."""
        return f"{self.kept.name}/{self.kept.manifest.publication}.pdf"


@dataclass(frozen=True)
class Line:
    """An item as the front page has it; without a paper the pack only names it."""

    item: Item
    paper: Paper | None = None


@dataclass(frozen=True)
class Days:
    """By when the council wants the papers, and by when it publishes them."""

    send: date
    publish: date


@dataclass(frozen=True)
class Plan:
    """What a pack is of."""

    house: House
    asked: Asked
    meeting: Meeting
    host: Host
    days: Days
    lines: tuple[Line, ...]

    @property
    def papers(self) -> tuple[Paper, ...]:
        """Those that are bound, in order."""
        return tuple(line.paper for line in self.lines if line.paper)


def days_of(house: House, host: Host, meeting: Meeting) -> Days:
    """The council's last days for a meeting. Raises BeyondKnownHolidays."""
    counts = house.schedules.calendar.work_calendar().counts
    publish = clear_days_before(meeting.date, host.clear_days, counts, counts)
    return Days(nth(publish, host.send, counts, back=True), publish)


def days_for(house: House, key: str) -> tuple[Host, Days]:
    """The council, and its last days for a meeting. Raises SettingsError or UsageError."""
    host = read_agenda(house.root).host
    return host, days_of(house, host, house.schedules.known_meeting(key))


def plan(house: House, asked: Asked) -> Plan:
    """The pack that is asked for. Raises SettingsError, UsageError or InputError with all that forbids it."""
    found = read_agenda(house.root)
    meeting, agenda = house.schedules.known_meeting(asked.meeting), found.of(asked.meeting)
    if meeting.cancelled:
        todo = "Take its papers to another meeting: move its items in agenda.yaml, and build them for that."
        raise UsageError(f"the meeting {asked.meeting} is cancelled: {meeting.cancelled}", todo=todo)
    closed = _exempt_house(house, asked.exempt) if asked.exempt else None
    days = days_of(house, found.host, meeting)
    reader = _Reader(house, closed, asked, days)
    lines = tuple(reader.lines(agenda))
    reader.faults += _after_it(agenda, meeting)
    if reader.faults:
        raise InputError.of(reader.faults)
    if not any(line.paper for line in lines):
        where = f"supplement {asked.supplement} of the meeting" if asked.supplement else "the meeting"
        raise UsageError(f"{where} {asked.meeting} has no paper yet", Place(AGENDA))
    return Plan(house, asked, meeting, found.host, days, lines)


def _exempt_house(house: House, root: Path) -> House:
    """The house of the exempt papers. Raises UsageError where it isn't apart from this one."""
    mine, other = house.root.resolve(), root.resolve()
    if mine.is_relative_to(other) or other.is_relative_to(mine):
        what = "the exempt papers must lie in a house apart from the one that everybody works in"
        todo = "Keep it in a folder of its own that only those may read who may see these papers."
        raise UsageError(what, Place(str(root)), todo)
    return read_house(other)


def _after_it(agenda: Agenda, meeting: Meeting) -> Iterator[Fault]:
    """Days that come after the meeting, when nothing can be agreed or brought any more."""
    for number, item in enumerate(agenda.items):
        agreed, by = item.late and item.late.agreed_on, item.to_follow and item.to_follow.by
        for what, day in (("the chair agreed on", agreed), ("its paper is to follow by", by)):
            if day and day > meeting.date:
                said = f"item {item.item}: {what} {day}, and the meeting is on {meeting.date}"
                yield Fault(said, agenda.place(number), "Correct the day.")


class _Reader:
    """Reads the papers of an agenda, and gathers what forbids the pack."""

    def __init__(self, house: House, closed: House | None, asked: Asked, days: Days) -> None:
        self.house, self.closed, self.asked, self.days = house, closed, asked, days
        self.faults: list[Fault] = []
        self.rows = history_of(house).rows()
        self.closed_rows = history_of(closed).rows() if closed else ()

    def lines(self, agenda: Agenda) -> Iterator[Line]:
        for number, item in enumerate(agenda.items):
            where = agenda.place(number)
            if item.exempt and (self._is_here(item.paper) or not item.paper):
                self.faults.append(_in_the_open(item, where))
            elif item.supplement == self.asked.supplement:
                yield Line(item, self.paper(item, where) if item.paper and self._may_hold(item) else None)
            elif not self.asked.supplement:
                yield Line(item)

    def _may_hold(self, item: Item) -> bool:
        """An exempt paper is not even looked for unless the pack is for members."""
        return item.exempt is None or self.closed is not None

    def _is_here(self, edition: str) -> bool:
        return any((self.house.root / part / edition).exists() for part in ("content", "output"))

    def paper(self, item: Item, where: Place) -> Paper | None:
        house, rows = (self.closed, self.closed_rows) if item.exempt else (self.house, self.rows)
        assert house is not None
        try:
            found = self._read(house, rows, item)
        except ReckonerError as problem:
            todo = problem.faults[0].todo
            self.faults += [Fault(f"item {item.item}: {fault.what}", where, todo) for fault in problem.faults]
            return None
        self._in_time(item, found, where)
        return found

    def _read(self, house: House, rows: Sequence[Row], item: Item) -> Paper:
        publication, _, key = item.paper.partition("/")
        known = [read_draft(folder) for folder in drafts(house.output, publication, key)]
        if not known:
            todo = f"Build it: reckoner build {publication} {key}. Or write `to_follow:` in its place."
            raise UsageError(f"there is no draft of {item.paper}", todo=todo)
        out = [kept for kept in known if state_of(kept, rows).state in _OUT]
        if not out and not self.asked.drafts:
            why = state_of(known[-1], rows).why
            there = f" --house {house.root}" if item.exempt else ""
            todo = f"Approve it: reckoner drafts approve {known[-1].name}{there}. For a proof: --draft."
            raise UsageError(f"no draft of {item.paper} is approved; of the last, {why}", todo=todo)
        kept = known[-1] if self.asked.drafts else out[-1]
        return self._paper(house, rows, kept, is_approved=kept in out, exempt=item.exempt is not None)

    def _paper(
        self, house: House, rows: Sequence[Row], kept: Kept, *, is_approved: bool, exempt: bool
    ) -> Paper:
        name = f"{kept.manifest.publication}.pdf"
        if name not in kept.manifest.files:
            todo = "Add pdf to `outputs` in its publication.yaml, and build it again."
            raise UsageError(f"{kept.name} has no PDF", todo=todo)
        if not is_approved:
            if kept.damage:
                raise UsageError(f"{kept.name} is damaged: {kept.damage[0]}", todo="Build it again.")
            return Paper(kept, kept.read(name), None)
        held = "" if exempt else house.schedules.held(self.asked.now) or ""
        content = approved(kept, rows, house.office, held).read()[name]
        row = judged(rows, kept.name)
        assert row is not None
        return Paper(kept, content, house.schedules.day(row.instant))

    def _in_time(self, item: Item, paper: Paper, where: Place) -> None:
        """A paper that could not have been published in time needs the chair's agreement, in writing."""
        day, publish = paper.approved_on or self.house.schedules.day(self.asked.now), self.days.publish
        if min([day, *self._out(item)]) <= publish or item.late:
            return
        was = f"was approved on {day}" if paper.approved_on else "is not approved yet"
        what = f"item {item.item}: {item.paper} {was}, after {publish}, the last day for publication"
        todo = (
            "It can be taken only if the chair agrees that it is urgent (Local Government Act 1972, section "
            "100B(4)(b)): add `late: {reason: ..., agreed_by: ..., agreed_on: ...}`."
        )
        self.faults.append(Fault(what, where, todo))

    def _out(self, item: Item) -> Iterator[date]:
        """The days on which drafts of the same edition went out: a correction of one is not late."""
        for row in self.closed_rows if item.exempt else self.rows:
            if row.what == "delivered" and row.draft.rpartition("/")[0] == item.paper:
                yield self.house.schedules.day(row.instant)


def _in_the_open(item: Item, where: Place) -> Fault:
    if not item.paper:
        todo = "Name its paper, or leave `exempt` out until there is one."
        return Fault(f"item {item.item} is exempt and has no paper", where, todo)
    what = f"item {item.item} is exempt, and {item.paper} lies in this house, which is for what may be public"
    todo = (
        "Move its words and its drafts into the house of exempt papers, and give it a name of its own there."
    )
    return Fault(what, where, todo)
