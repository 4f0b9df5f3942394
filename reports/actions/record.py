"""``data/actions.yaml``: actions and recommendations of earlier meetings, each with what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, model_validator

from reckoner.reports.errors import Fault, InputError, Place, nearest
from reckoner.reports.settings.form import Wrong, form
from reckoner.reports.settings.house import House
from reckoner.reports.settings.paths import require_plain
from reckoner.reports.settings.schedules import Meeting, MeetingId, twice
from reckoner.reports.settings.typographer import Typeset
from reckoner.reports.settings.yaml import Settings, YamlFile, read_yaml, validate

FILE = "data/actions.yaml"
KEY = "actions"
BEGIN = 'Begin it: reckoner actions add "WHAT" --raised MEETING --who PERSON --by 2026-03-31'
State = Literal["open", "done", "withdrawn"]
ActionId = Annotated[
    str,
    form(r"[a-z0-9][a-z0-9+-]*", "an id: small letters, digits, + and - only", "2026-02-1"),
    Field(max_length=40),
]
Said = Annotated[Typeset, Field(min_length=3)]


class StepEntry(Settings):
    """What happened to an action on a day: another state, another date, an answer, or several of these.

    ``on`` is the day. ``state`` is done, withdrawn, or open where it was taken up again. ``by`` is a new
    date to do it by. ``says`` is the answer as readers see it; it may hold placeholders.
    """

    on: date
    state: State | None = None
    by: date | None = None
    says: Said | None = None

    @model_validator(mode="after")
    def _says_something(self) -> StepEntry:
        if self.state is None and self.by is None and self.says is None:
            raise Wrong("a step says nothing", todo="Add `says: ...`, `state: done` or `by: 2026-03-31`.")
        return self


class ActionEntry(Settings):
    """Something that a meeting asked for.

    ``raised`` is that meeting's id. ``who`` is to do it: somebody's id in office.yaml, or words. ``history``
    is what happened since, the oldest first.
    """

    id: ActionId
    what: Said
    raised: MeetingId
    who: Said
    by: date
    kind: Literal["action", "recommendation"] = "action"
    history: tuple[StepEntry, ...] = ()


class ActionsFile(Settings):
    """The whole file."""

    actions: tuple[ActionEntry, ...] = ()


@dataclass(frozen=True)
class Action:
    """An action with the meeting that raised it, and where it is written."""

    entry: ActionEntry
    meeting: Meeting
    file: YamlFile
    number: int

    def place(self, *path: str | int) -> str:
        """File and line of one of its keys."""
        return str(self.file.place(KEY, self.number, *path))


def read_actions(house: House) -> tuple[Action, ...]:
    """Every action, in the file's order. Raises InputError with every fault, and without a file."""
    path = house.root / FILE
    require_plain(house.root, path, error=InputError)
    if not path.is_file():
        raise InputError("there is no record of actions", Place(FILE), BEGIN)
    return actions_of(house, read_yaml(path, FILE, InputError))


def actions_of(house: House, file: YamlFile) -> tuple[Action, ...]:
    """The actions that a file holds. Raises InputError with every fault."""
    declared = validate(ActionsFile, file, InputError).actions
    meetings = {meeting.id: meeting for meeting in house.schedules.meetings}
    people = [person.id for person in house.office.people]
    faults = [*_twice(declared, file), *_unknown(declared, file, meetings, people)]
    faults = faults or list(_out_of_order(declared, file, meetings))
    if faults:
        raise InputError.of(faults)
    return tuple(Action(entry, meetings[entry.raised], file, n) for n, entry in enumerate(declared))


def _twice(declared: tuple[ActionEntry, ...], file: YamlFile) -> Iterator[Fault]:
    for number, key in twice([entry.id for entry in declared]):
        where = file.place(KEY, number, "id")
        yield Fault(f"two actions have the id {key}", where, "Give each an id of its own.")


def _unknown(
    declared: tuple[ActionEntry, ...], file: YamlFile, meetings: Mapping[str, Meeting], people: list[str]
) -> Iterator[Fault]:
    for number, entry in enumerate(declared):
        if entry.raised not in meetings:
            todo = f"Add it under `meetings` in schedules.yaml. {nearest(entry.raised, meetings)}"
            where = file.place(KEY, number, "raised")
            yield Fault(f"there is no meeting {entry.raised!r}", where, todo)
        if entry.who.islower() and " " not in entry.who and entry.who not in people:
            todo = f"{nearest(entry.who, people)} Or write who it is in words: Chief Constable."
            where = file.place(KEY, number, "who")
            yield Fault(f"{entry.who!r} is nobody in office.yaml", where, todo)


def _out_of_order(
    declared: tuple[ActionEntry, ...], file: YamlFile, meetings: Mapping[str, Meeting]
) -> Iterator[Fault]:
    for number, entry in enumerate(declared):
        day = meetings[entry.raised].date
        if entry.by < day:
            what = f"it was to be done by {entry.by}, before the meeting of {day} that raised it"
            yield Fault(what, file.place(KEY, number, "by"), "Correct one of the two.")
        days = [day, *(step.on for step in entry.history)]
        for step, (before, after) in enumerate(pairwise(days)):
            if after < before:
                what = f"a step of {after} stands after {before}"
                where = file.place(KEY, number, "history", step, "on")
                yield Fault(what, where, "Put the oldest first; none is before the meeting.")
